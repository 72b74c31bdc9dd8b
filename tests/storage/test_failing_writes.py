"""A write that fails is told in one sentence and leaves plan, rows and history as they were."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from random_edits import big_edit, execute, full_plan, key

from planner.document import PlanDocument
from planner.domain import edits
from planner.domain.changes import RowChange, Step
from planner.domain.plan import Plan
from planner.domain.rows import change_row
from planner.errors import EditRefused, FileTrouble, PlannerBug
from planner.storage.plan_file import PlanFile


def unchanged(document: PlanDocument, plan: Plan, seq: int) -> None:
    """Plan, rows and journal are as they were, and the next edit succeeds."""
    assert document.plan is plan
    assert document.last_seq == seq
    file = PlanFile.open(document.path, read_only=True)
    assert file.load() == plan
    assert file.last_seq == seq
    file.close()


def test_that_a_full_disk_changes_nothing_and_work_goes_on(path: Path):
    document = PlanDocument.open(path)
    plan = document.plan
    driver = document._file._database.driver
    driver.execute(f"PRAGMA max_page_count = {driver.execute('PRAGMA page_count').fetchone()[0]}")
    with pytest.raises(FileTrouble, match=r"disk is full: Wet é\.keten"):
        document.do(big_edit(plan))
    unchanged(document, plan, 0)
    driver.execute("PRAGMA max_page_count = 1000000")
    document.do(big_edit(plan))
    assert document.last_seq == 1
    document.close()


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="makes a small disk, which needs rights")
def test_that_a_disk_that_is_really_full_changes_nothing(tmp_path: Path, path: Path):
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=480k", "tmpfs", str(disk)], check=False, capture_output=True
    )
    if made.returncode:
        pytest.skip("no small disk can be made here")
    try:
        document = PlanDocument.open(shutil.copy(path, disk))
        (disk / "filling").write_bytes(b"x" * (_free_bytes(disk) - 4096))
        plan = document.plan
        with pytest.raises(FileTrouble, match="disk"):
            document.do(big_edit(plan))
        unchanged(document, plan, 0)
        (disk / "filling").unlink()
        document.do(big_edit(plan))
        document.close()
        with pytest.raises(FileTrouble, match=r"nieuw\.keten"):
            (disk / "filling").write_bytes(b"x" * (_free_bytes(disk) - 4096))
            PlanDocument.create(disk / "nieuw.keten", full_plan())
        assert not (disk / "nieuw.keten").exists()
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def _free_bytes(disk: Path) -> int:
    return shutil.disk_usage(disk).free


def test_that_a_program_which_is_just_writing_is_told_of(path: Path):
    document = PlanFile.open(path, patience=0.05)
    plan = document.load()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(FileTrouble, match="in use by another program"):
        document.append(big_edit(plan))
    with pytest.raises(FileTrouble, match="in use by another program"):
        PlanFile.open(path, read_only=True, patience=0.05)
    other.execute("ROLLBACK")
    other.close()
    document.append(big_edit(plan))
    assert document.last_seq == 1
    document.close()


def test_that_a_file_changed_by_somebody_else_is_not_written_over(path: Path):
    document = PlanDocument.open(path)
    plan = document.plan
    execute(path, "INSERT INTO journal VALUES (1, '2022-07-06T10:00:00+00:00', 'x', 'do', NULL, 2, 'x', '{}', '[]')")
    with pytest.raises(FileTrouble, match="changed by somebody else"):
        document.do(big_edit(plan))
    assert document.plan is plan
    document.close()


def test_that_a_failing_insert_leaves_plan_rows_and_journal_untouched(path: Path):
    document = PlanDocument.open(path)
    plan = document.plan
    execute(path, "CREATE UNIQUE INDEX once ON organisation (name)")
    both = edits.merged(
        "row.set",
        [
            edits.set_field(plan, plan.programme, "note", "eerst"),
            edits.set_field(plan, plan.organisations[1], "name", plan.organisations[0].name),
        ],
    )
    with pytest.raises(PlannerBug):
        document.do(both)
    execute(path, "DROP INDEX once")
    unchanged(document, plan, 0)
    document.close()


def test_that_a_row_the_file_lacks_is_a_bug_and_not_a_silent_loss(path: Path):
    document = PlanDocument.open(path)
    plan = document.plan
    execute(path, "DELETE FROM activity WHERE key = 'POL-2'")
    with pytest.raises(PlannerBug, match="lacks 1 rows"):
        document.do(big_edit(plan))
    assert document.plan is plan
    document.close()


def test_that_a_number_too_large_for_the_file_is_refused(path: Path):
    document = PlanDocument.open(path)
    plan = document.plan
    with pytest.raises(EditRefused, match="too large"):
        document.do(edits.add_activity(plan, "Groot", key="POL-99999999999999999999"))
    unchanged(document, plan, 0)
    document.close()


def test_that_a_stale_step_is_a_bug(path: Path):
    document = PlanDocument.open(path)
    plan = document.plan
    old = plan.activity(key(plan, "POL-2"))
    document.do(big_edit(plan))
    with pytest.raises(PlannerBug, match="no longer there"):
        document.do(Step("row.set", (RowChange.update(old, change_row(old, name="Anders")),)))
    assert document.last_seq == 1
    document.close()


def test_that_a_closed_document_says_so(path: Path):
    document = PlanDocument.open(path)
    document.close()
    document.close()
    with pytest.raises(FileTrouble, match="reading only"):
        document.do(big_edit(document.plan))
    with pytest.raises(PlannerBug, match="after it was closed"):
        document.history()
