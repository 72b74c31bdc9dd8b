"""`chance` as a process: its JSON, its refusals, and that nothing else brings numpy."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.test_cli import done, run


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("letter")
    done("new", "w.keten", "--template", "wsm-2022", at=place)
    done("new", "leeg.keten", at=place)
    return place


def test_the_json_of_the_letter(letter: Path):
    found = json.loads(done("chance", "w.keten", "--runs", 600, "--seed", 4, "--json", at=letter))
    fields = ["runs", "seed", "converged", "moments", "organisations", "milestones", "drivers", "defaults"]
    assert list(found) == fields
    assert found["runs"] == 600 and found["seed"] == 4
    assert found["moments"][0]["date"] == "2024-07-01" and found["moments"][-1]["date"] is None
    assert sum(each["chance"] for each in found["moments"]) == pytest.approx(1, abs=1e-9)
    assert {each["code"] for each in found["organisations"]} == {"JENV", "POL", "OM", "NFI", "CSG", "GEM"}
    assert all(set(each) == {"key", "p50", "p80", "planned_chance"} for each in found["milestones"])
    assert all(set(each) == {"key", "contribution"} for each in found["drivers"])
    assert sum(each["contribution"] for each in found["drivers"]) <= 1.001
    assert found["defaults"]
    again = json.loads(done("chance", "w.keten", "--runs", 600, "--seed", 4, "--json", at=letter))
    assert again == found


@pytest.mark.parametrize("code", ["nl", "en"])
def test_that_the_text_says_what_a_chance_rests_on(letter: Path, code: str):
    text = done("chance", "w.keten", "--runs", 300, "--lang", code, at=letter)
    assert "300" in text and "20220706" in text and "1000" in text  # few runs are said as such


def test_what_cannot_be_asked_is_one_sentence(letter: Path):
    for words in (("chance", "leeg.keten"), ("chance", "w.keten", "--runs", "0"), ("chance", "w.keten", "--seed", "x")):
        result = run(*words, at=letter)
        assert result.returncode in (1, 2) and "Traceback" not in result.stderr and result.stderr.strip()


def test_that_only_a_chance_brings_numpy():
    code = (
        "import sys, planner.cli, planner.document, planner.domain.checks, planner.commandline.commands.check,"
        " planner.commandline.commands.chance, planner.application.quality_rows; sys.exit('numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
