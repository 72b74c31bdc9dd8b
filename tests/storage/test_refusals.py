"""What cannot be opened or written is refused in one sentence with the file's name, and nothing is changed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import tempfile
import traceback
from pathlib import Path

import pytest
from random_edits import big_edit, execute

from planner.document import PlanDocument
from planner.domain import edits
from planner.domain.plan import Plan
from planner.errors import EditRefused, FileTrouble
from planner.storage.database import APPLICATION_ID
from planner.storage.plan_file import FORMAT


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


def test_that_a_missing_file_is_refused(tmp_path: Path):
    assert "no file" in refused(tmp_path / "weg.keten")


def test_that_a_folder_is_refused(tmp_path: Path):
    folder = tmp_path / "map.keten"
    folder.mkdir()
    assert "folder" in refused(folder)


def test_that_a_name_which_no_file_can_have_is_refused(tmp_path: Path, plan: Plan):
    with pytest.raises(FileTrouble):
        PlanDocument.open(tmp_path / ("a" * 300 + ".keten"))
    with pytest.raises(FileTrouble):
        PlanDocument.create(tmp_path / ("a" * 300 + ".keten"), plan)


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
    PlanDocument.open(path).close()  # leaves a copy
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


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE dependency SET predecessor_id = lower(hex(randomblob(16)))",
        "UPDATE activity SET organisation_id = lower(hex(randomblob(16))) WHERE key = 'POL-2'",
        "UPDATE activity SET parent_id = lower(hex(randomblob(16))) WHERE key = 'POL-2'",
        "UPDATE activity SET parent_id = id WHERE key = 'POL-1'",
        "UPDATE activity SET key = 'POL-2' WHERE key = 'POL-3'",
        "UPDATE citation SET about_id = lower(hex(randomblob(16)))",
        "UPDATE calendar SET base_id = id",
    ],
)
def test_that_rows_which_do_not_fit_together_are_refused(path: Path, statement: str):
    execute(path, statement)
    assert "is damaged: " in refused(path)


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
        with pytest.raises(FileTrouble, match=r"may not open plan\.keten"):
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
