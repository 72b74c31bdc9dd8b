"""Every old file opens and is what it was; the file as it was is kept; its history stays readable."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic_core import to_jsonable_python
from sqlalchemy import inspect

from planner.document import COUNTS, PlanDocument
from planner.domain import edits, model
from planner.domain.plan import Plan, difference
from planner.errors import EditRefused, FileTrouble
from planner.storage.migrations import STEPS
from planner.storage.plan_file import FORMAT, PlanFile

OLD_FILES = Path(__file__).parent / "old_files"


def dump(plan: Plan) -> dict[str, Any]:
    """All rows as plain values, in a fixed order."""
    return {
        kind: sorted((to_jsonable_python(row.__dict__) for row in plan.table(kind).values()), key=lambda row: row["id"])
        for kind in model.ENTITIES
    }


def version_of(path: Path) -> int:
    connection = sqlite3.connect(path)
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.close()
    return version


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A copy of the file of version 1."""
    return Path(shutil.copy(OLD_FILES / "plan_v1.keten", tmp_path / "oud.keten"))


def test_that_there_is_a_step_and_an_old_file_for_every_version_before_this():
    assert sorted(STEPS) == list(range(2, FORMAT + 1))
    assert {p.stem for p in OLD_FILES.glob("*.keten")} == {f"plan_v{n}" for n in range(1, FORMAT)}


@pytest.mark.parametrize("file", sorted(OLD_FILES.glob("plan_v*.keten")), ids=lambda p: p.stem)
def test_that_every_old_file_opens_and_matches_its_golden_dump(file: Path, tmp_path: Path):
    path = Path(shutil.copy(file, tmp_path / "oud.keten"))
    document = PlanDocument.open(path)
    assert dump(document.plan) == json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    assert not document.read_only
    document.close()
    assert version_of(path) == FORMAT
    assert [p.name for p in tmp_path.iterdir()] == ["oud.keten"]


def test_that_the_file_as_it_was_is_kept_and_told_of(old: Path, tmp_path: Path):
    document = PlanDocument.open(old, backups=tmp_path / "backups")
    (notice,) = document.notices
    document.close()
    kept = Path(notice.words["copy"])
    assert version_of(kept) == 1
    assert "is kept as" in str(notice)
    again = PlanDocument.open(old, backups=tmp_path / "backups")
    assert again.notices == ()
    again.close()
    assert kept.exists()


def test_that_old_lines_are_readable_and_cannot_be_undone(old: Path):
    document = PlanDocument.open(old)
    lines = document.history()
    assert [line.action for line in lines] == ["do", "do", "do", "do", "undo"]
    assert lines[2].changes[0].after == {"name": "Opleiden"}
    assert not any(line.current for line in lines)
    assert not document.can_undo()
    assert not document.can_redo()
    with pytest.raises(EditRefused, match="nothing to undo"):
        document.undo()
    with pytest.raises(EditRefused, match="before the file was brought"):
        document.plan_as_of(3)
    document.close()


def test_that_work_goes_on_after_the_old_lines(old: Path):
    document = PlanDocument.open(old)
    before = document.plan
    document.do(edits.add_activity(before, "Nieuw", organisation_id=before.organisations[0].id))
    assert "POL-8" in document.plan.activities_by_key  # POL-7 was given out once
    document.close()
    document = PlanDocument.open(old)
    document.undo()
    assert before == document.plan_as_of(5)
    assert {change.kind for change in difference(before, document.plan)} == {COUNTS}  # POL-8 stays given out
    document.close()


def test_that_an_old_file_has_the_columns_of_a_new_one_afterwards(old: Path, path: Path):
    PlanDocument.open(old).close()
    shapes = []
    for file in (PlanFile.open(old), PlanFile.open(path)):
        with file._database.reading() as connection:
            look = inspect(connection)
            shapes.append(
                {
                    name: {(c["name"], str(c["type"]), c["nullable"]) for c in look.get_columns(name)}
                    for name in look.get_table_names()
                }
            )
        file.close()
    assert shapes[0] == shapes[1]


def test_that_an_old_file_that_cannot_be_written_is_read_and_stays_as_it_is(old: Path):
    before = old.read_bytes()
    document = PlanDocument.open(old, read_only=True)
    assert document.plan.programme.name
    assert document.history()
    document.close()
    assert old.read_bytes() == before
    assert [p.name for p in old.parent.iterdir()] == [old.name]


def test_that_a_migration_that_fails_leaves_the_file_as_it_was(old: Path):
    connection = sqlite3.connect(old)
    connection.execute("CREATE TABLE key_series (stands, in_the, way)")
    connection.commit()
    connection.close()
    before = old.read_bytes()
    with pytest.raises(FileTrouble, match=r"oud\.keten"):
        PlanDocument.open(old)
    assert old.read_bytes() == before
    assert [p.name for p in old.parent.iterdir()] == [old.name]


def test_that_opening_a_present_file_loads_nothing_that_only_old_ones_need(path: Path):
    script = (
        "import sys; from pathlib import Path; from planner.document import PlanDocument;"
        "PlanDocument.open(Path(sys.argv[1])).close();"
        "print(sorted({'alembic', 'mako', 'openpyxl', 'PySide6', 'holidays', 'babel'} & set(sys.modules)))"
    )
    root = Path(__file__).resolve().parents[2]
    run = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == "[]"
