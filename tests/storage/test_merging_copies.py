"""Two copies of a plan become one: what both did stands, what both changed is told, and nothing is lost silently."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from planner.document import PlanDocument
from planner.domain import edits


def ran(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "planner", *words], capture_output=True, text=True, check=False)


def renamed(path: Path, key: str, **values: Any) -> None:
    document = PlanDocument.open(path)
    try:
        document.do(edits.edit_row(document.plan.activities_by_key[key], **values))
    finally:
        document.close()


def names(path: Path) -> dict[str, tuple[str, str]]:
    document = PlanDocument.open(path, read_only=True)
    try:
        return {a.key: (a.name, a.note) for a in document.plan.activities_by_key.values()}
    finally:
        document.close()


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """A plan with a step in it, and a copy in which work went on, as it did in the plan."""
    plan, copy = tmp_path / "plan.keten", tmp_path / "kopie.keten"
    assert ran("new", str(plan), "--template", "wsm-2022").returncode == 0
    renamed(plan, "POL-1", note="samen")
    shutil.copy(plan, copy)
    renamed(plan, "POL-2", name="Van ons")
    renamed(plan, "POL-3", name="Onze naam")
    renamed(copy, "POL-3", name="Hun naam", note="hun notitie")
    renamed(copy, "OM-2", name="Van hen")
    return plan, copy


def test_that_what_each_did_stands_and_conflicts_are_told(pair: tuple[Path, Path]):
    plan, copy = pair
    before = plan.read_bytes()
    dry = ran("merge", str(plan), str(copy), "--dry-run", "--json")
    assert dry.returncode == 0, dry.stderr
    told = json.loads(dry.stdout)
    verdicts = {(c["key"], c["field"]): c["verdict"] for c in told["changes"]}
    assert verdicts == {("POL-3", "name"): "conflict", ("POL-3", "note"): "changed", ("OM-2", "name"): "changed"}
    assert plan.read_bytes() == before
    assert ran("merge", str(plan), str(copy)).returncode == 0
    after = names(plan)
    assert after["POL-2"][0] == "Van ons"
    assert after["OM-2"][0] == "Van hen"
    assert after["POL-3"] == ("Onze naam", "hun notitie")
    assert "conflict" in ran("merge", str(plan), str(copy), "--dry-run", "--json").stdout


def test_that_one_undo_takes_a_merge_back(pair: tuple[Path, Path]):
    plan, copy = pair
    before = names(plan)
    assert ran("merge", str(plan), str(copy), "--accept", "theirs").returncode == 0
    assert names(plan)["POL-3"] == ("Hun naam", "hun notitie")
    document = PlanDocument.open(plan)
    document.undo()
    document.close()
    assert names(plan) == before


def test_that_none_takes_nothing_and_merging_twice_changes_nothing_more(pair: tuple[Path, Path]):
    plan, copy = pair
    assert ran("merge", str(plan), str(copy), "--accept", "none").returncode == 0
    assert names(plan)["OM-2"][0] != "Van hen"
    assert ran("merge", str(plan), str(copy), "--accept", "theirs").returncode == 0
    before = plan.read_bytes()
    assert ran("merge", str(plan), str(copy), "--accept", "theirs").returncode == 0
    assert plan.read_bytes() == before


@pytest.mark.parametrize("other", ["itself", "another", "no plan", "nothing"])
def test_that_what_is_no_copy_is_refused_in_one_sentence(pair: tuple[Path, Path], tmp_path: Path, other: str):
    plan, copy = pair
    if other == "another":
        copy.unlink()
        assert ran("new", str(copy), "--template", "wsm-2022").returncode == 0
    elif other == "no plan":
        copy.write_text("geen plan")
    elif other == "nothing":
        copy.unlink()
    before = plan.read_bytes()
    refused = ran("merge", str(plan), str(plan if other == "itself" else copy))
    assert refused.returncode == 1
    assert len(refused.stderr.strip().splitlines()) == 1
    assert plan.read_bytes() == before
