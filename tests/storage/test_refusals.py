"""What cannot be opened or written is refused in one sentence with the file's name, and nothing is changed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

import pytest
from random_edits import full_plan, key

from planner.document import PlanDocument
from planner.domain import edits
from planner.domain.changes import RowChange, Step
from planner.domain.plan import Plan
from planner.errors import EditRefused, FileTrouble, PlannerBug
from planner.storage.database import APPLICATION_ID
from planner.storage.plan_file import FORMAT, PlanFile


def refused(path: Path) -> str:
    """The sentence with which a file is refused; it is left as it was, with nothing beside it."""
    before = path.read_bytes() if path.is_file() else None
    beside = sorted(p.name for p in path.parent.iterdir())
    with pytest.raises(FileTrouble) as trouble:
        PlanDocument.open(path)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert sorted(p.name for p in path.parent.iterdir()) == beside
    assert path.name in str(trouble.value)
    return str(trouble.value)


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def execute(path: Path, *statements: str) -> None:
    """Do with a file what another program could do."""
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_that_a_missing_file_is_refused(tmp_path: Path):
    assert "no file" in refused(tmp_path / "weg.keten")


def test_that_a_folder_is_refused(tmp_path: Path):
    folder = tmp_path / "map.keten"
    folder.mkdir()
    assert "folder" in refused(folder)


def test_that_an_empty_file_is_refused(tmp_path: Path):
    assert "empty" in refused(written(tmp_path / "leeg.keten", b""))


@pytest.mark.parametrize("content", [b"PK\x03\x04 a workbook", b"x", b"SQLite format 3\0"])
def test_that_a_file_that_is_no_database_is_refused(tmp_path: Path, content: bytes):
    refused(written(tmp_path / "boek.keten", content * 100))


def test_that_the_database_of_another_program_is_refused(tmp_path: Path):
    path = tmp_path / "foto.keten"
    execute(path, "CREATE TABLE photo (id INTEGER)", "PRAGMA application_id = 7")
    assert "another program" in refused(path)


def test_that_a_file_of_a_newer_version_is_refused(path: Path):
    execute(path, f"PRAGMA user_version = {FORMAT + 1}")
    assert "newer version" in refused(path)


def test_that_a_file_without_a_version_is_refused(path: Path):
    execute(path, "PRAGMA user_version = 0")
    assert "damaged" in refused(path)


def test_that_a_torn_file_is_refused(path: Path):
    whole = path.read_bytes()
    assert "damaged" in refused(written(path, whole[: len(whole) // 2]))


def test_that_a_file_with_overwritten_pages_is_refused_naming_its_last_copy(path: Path):
    whole = bytearray(path.read_bytes())
    whole[4096 * 3 : 4096 * 12] = b"\xab" * (4096 * 9)
    sentence = refused(written(path, bytes(whole)))
    assert "damaged" in sentence
    assert "last copy" in sentence


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE activity SET kind = 'epic'",
        "UPDATE activity SET name = ''",
        'UPDATE activity SET start_window = \'{"earliest": "2022-13-01"}\'',
        "UPDATE calendar SET week = '[]'",
        "DELETE FROM programme",
    ],
)
def test_that_rows_which_cannot_be_right_are_refused(path: Path, statement: str):
    execute(path, statement)
    assert "damaged" in refused(path)


@pytest.mark.parametrize("value", ["'not json'", "'{\"unknown\": 1}'"])
def test_that_parts_which_cannot_be_read_are_refused(path: Path, value: str):
    execute(path, f"UPDATE activity SET start_window = {value}")
    assert "damaged" in refused(path)


def test_that_a_missing_table_is_refused(path: Path):
    execute(path, "DROP TABLE citation")
    assert "citation" in refused(path)


def test_that_a_damaged_line_of_the_journal_is_told(path: Path, plan: Plan):
    with_one_step(path)
    execute(path, "UPDATE journal SET changes = '[{}]'")
    document = PlanDocument.open(path)
    with pytest.raises(FileTrouble, match="Line 1 of the history"):
        document.history()
    document.close()


def with_one_step(path: Path) -> None:
    document = PlanDocument.open(path)
    document.do(edits.set_field(document.plan, document.plan.programme, "note", "één"))
    document.close()


def test_that_no_file_is_overwritten_by_a_new_one(path: Path, plan: Plan):
    before = path.read_bytes()
    with pytest.raises(FileTrouble, match="already a file"):
        PlanDocument.create(path, plan)
    assert path.read_bytes() == before


def test_that_a_new_file_in_a_folder_that_is_not_there_is_refused(tmp_path: Path, plan: Plan):
    with pytest.raises(FileTrouble, match=r"nieuw\.keten"):
        PlanDocument.create(tmp_path / "weg" / "nieuw.keten", plan)


def test_that_a_plan_without_a_programme_leaves_no_file(tmp_path: Path):
    with pytest.raises(EditRefused, match="exactly one programme"):
        PlanDocument.create(tmp_path / "nieuw.keten", Plan({}))
    assert list(tmp_path.iterdir()) == []


# --- writing that fails -----------------------------------------------------------------------------


def unchanged(document: PlanDocument, plan: Plan, seq: int) -> None:
    """Plan, rows and journal are as they were, and the next edit succeeds."""
    assert document.plan is plan
    assert document.last_seq == seq
    file = PlanFile.open(document.path, read_only=True)
    assert file.load() == plan
    assert file.last_seq == seq
    file.close()


def big_edit(plan: Plan) -> Step:
    activity = plan.activities_by_key["POL-2"]
    return edits.set_field(plan, activity, "note", "x" * 20_000)


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
        ["mount", "-t", "tmpfs", "-o", "size=320k", "tmpfs", str(disk)], check=False, capture_output=True
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
        document.do(Step("row.set", (RowChange.update(old, edits.change_row(old, name="Anders")),)))
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


# --- places where nothing can be written --------------------------------------------------------------


def as_ordinary_user(work) -> None:
    """Do some work in a process without the rights of root, for whom nothing is protected."""
    if os.geteuid() != 0:
        work()
        return
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.setuid(65534)
            work()
            status = 0
        except BaseException:
            traceback.print_exc()
            raise
        finally:
            os._exit(status)
    assert os.waitpid(child, 0)[1] == 0


def opened_up(path: Path) -> Path:
    """A copy in a folder that everybody can get at."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    copy = Path(shutil.copy(path, folder / "plan.keten"))
    copy.chmod(0o666)
    return copy


@pytest.mark.skipif(sys.platform == "win32", reason="rights of folders are given otherwise there")
@pytest.mark.parametrize("what", ["folder", "file"])
def test_that_a_protected_place_is_opened_for_reading_with_a_reason(path: Path, plan: Plan, what: str, monkeypatch):
    copy = opened_up(path)
    monkeypatch.setenv("KETENPLANNER_HOME", str(copy.parent / "home"))
    (copy.parent if what == "folder" else copy).chmod(0o555)

    def work() -> None:
        document = PlanDocument.open(copy)
        assert document.read_only
        assert document.plan == plan
        assert ("folder" if what == "folder" else "protected against writing") in str(document.locked_by)
        with pytest.raises(FileTrouble, match="reading only"):
            document.do(big_edit(document.plan))
        document.close()
        assert [p.name for p in copy.parent.iterdir()] == ["plan.keten"]
        if what == "folder":
            with pytest.raises(FileTrouble, match=r"nieuw\.keten"):
                PlanDocument.create(copy.parent / "nieuw.keten", plan)

    try:
        as_ordinary_user(work)
    finally:
        copy.parent.chmod(0o777)
        shutil.rmtree(copy.parent)


@pytest.mark.skipif(sys.platform == "win32", reason="rights of files are given otherwise there")
def test_that_a_file_one_may_not_read_is_refused(path: Path):
    copy = opened_up(path)
    copy.chmod(0)

    def work() -> None:
        with pytest.raises(FileTrouble, match=r"plan\.keten could not be opened"):
            PlanDocument.open(copy)

    try:
        as_ordinary_user(work)
    finally:
        shutil.rmtree(copy.parent)


def test_that_a_reader_sees_the_last_whole_step_of_a_writer_that_crashed(path: Path, plan: Plan, tmp_path: Path):
    """A write that was cut off leaves a journal beside the file; also a reader puts that right."""
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("PRAGMA cache_size = 1")  # so that pages go to the file before the end
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE activity SET note = ?", ("x" * 20_000,))
    writer.execute("UPDATE calendar SET note = ?", ("x" * 20_000,))
    crashed = tmp_path / "crashed.keten"
    shutil.copy(path, crashed)
    shutil.copy(path.with_name(path.name + "-journal"), tmp_path / "crashed.keten-journal")
    writer.execute("ROLLBACK")
    writer.close()
    document = PlanDocument.open(crashed, read_only=True)
    assert document.plan == plan
    document.close()
    assert not (tmp_path / "crashed.keten-journal").exists()


def test_that_every_file_is_marked_as_ours(path: Path):
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    assert connection.execute("PRAGMA user_version").fetchone()[0] == FORMAT
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    connection.close()


def test_that_a_file_left_in_another_journal_mode_is_put_right(path: Path):
    execute(path, "PRAGMA journal_mode = WAL")
    with_one_step(path)
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    assert path.read_bytes()[18] == 1  # the header says: rollback journal
