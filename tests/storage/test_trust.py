"""A plan file is checked before it is believed: nothing that a file brings is run, and nothing of it hangs."""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path

import pytest
from random_edits import big_edit, execute

from planner.document import PlanDocument
from planner.domain.plan import Plan
from planner.errors import FileTrouble, PlanDamaged, PlannerError
from planner.storage.plan_file import PlanFile

HOSTILE = {
    "trigger": "CREATE TRIGGER t AFTER INSERT ON journal BEGIN DELETE FROM dependency; END",
    "view for a table": (
        "DROP TABLE track; CREATE VIEW track AS WITH RECURSIVE c(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM c) "
        "SELECT id, 'a' code, 'b' name, 1.0 position FROM c"
    ),
    "view beside": "CREATE VIEW more AS SELECT * FROM activity",
    "virtual table": "CREATE VIRTUAL TABLE words USING fts5(text)",
    "index on an expression": "CREATE INDEX i ON activity (abs(position))",
    "computed column": "ALTER TABLE track ADD COLUMN more TEXT AS (hex(zeroblob(1000000000))) VIRTUAL",
    "check": "CREATE TABLE more (id VARCHAR CHECK (length(hex(zeroblob(1000000))) > 1))",
    "default that computes": "CREATE TABLE more (id VARCHAR DEFAULT (hex(randomblob(1000000))))",
    "table more": "CREATE TABLE more (id VARCHAR NOT NULL)",
    "column more": "ALTER TABLE track ADD COLUMN more VARCHAR DEFAULT ''",
    "table less": "DROP TABLE remark",
    "column renamed": "ALTER TABLE remark RENAME COLUMN origin TO source",
    "number of the last line": (
        "INSERT INTO journal VALUES "
        "(9223372036854775807, '2022-07-06T10:00:00+00:00', 'x', 'do', NULL, 5, 'x', '{}', '[]')"
    ),
    "undone out of turn": (
        "INSERT INTO journal SELECT 1, '2022-07-06T10:00:00+00:00', 'x', 'undo', 7, user_version, 'x', '{}', '[]' "
        "FROM pragma_user_version"
    ),
}


def opened(path: Path, *, read_only: bool) -> Plan:
    document = PlanDocument.open(path, read_only=read_only)
    document.close()
    return document.plan


@pytest.mark.parametrize("read_only", [True, False])
@pytest.mark.parametrize("what", HOSTILE)
def test_that_a_file_with_more_or_less_than_our_tables_is_refused(path: Path, what: str, read_only: bool):
    execute(path, *HOSTILE[what].split("; ") if what == "view for a table" else (HOSTILE[what],))
    before = path.read_bytes()
    with pytest.raises(PlanDamaged) as refused:
        opened(path, read_only=read_only)
    assert path.name in str(refused.value)
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("name", ["trigger_delete.keten", "view_rcte.keten", "journal_seqmax.keten"])
def test_that_the_hostile_files_that_were_seen_are_refused(shared_data: Path, tmp_path: Path, name: str):
    path = Path(shutil.copy(shared_data / "cases" / "security" / name, tmp_path))
    path.chmod(0o644)
    with pytest.raises(PlanDamaged):
        opened(path, read_only=False)


def test_that_an_old_file_on_a_medium_that_cannot_be_written_is_read(shared_data: Path, tmp_path: Path):
    path = Path(shutil.copy(shared_data / "cases" / "security" / "v4_unreadable.keten", tmp_path))
    assert opened(path, read_only=True).programme.name


def test_that_statistics_that_another_tool_made_do_no_harm(path: Path, plan: Plan):
    execute(path, "ANALYZE")
    assert opened(path, read_only=True) == plan


@pytest.mark.parametrize("seed", range(60))
def test_that_a_damaged_file_is_refused_in_a_sentence_or_gives_a_sound_plan(path: Path, seed: int):
    """Bytes changed at random, pieces cut out or doubled: never anything but one of our refusals."""
    chance, content = random.Random(seed), bytearray(path.read_bytes())
    for _ in range(chance.choice([1, 3, 30, 300])):
        at = chance.randrange(len(content))
        match chance.randrange(4):
            case 0 | 1:
                content[at] = chance.randrange(256)
            case 2:
                del content[at : at + chance.choice([1, 100, 4096])]
            case _:
                content[at:at] = content[at : at + chance.choice([1, 100, 4096])]
        content = content or bytearray(b"x")
    path.write_bytes(bytes(content))
    try:
        document = PlanDocument.open(path)
    except PlannerError as refused:
        assert isinstance(refused, FileTrouble), refused
        return
    try:
        document.history()
        document.do(big_edit(document.plan))
    except FileTrouble:
        pass  # a page that nothing was read of before
    finally:
        document.close()


def test_that_statements_end_when_their_time_is_over(path: Path):
    file = PlanFile.open(path)
    file._database.give_up_after(0.05)
    endless = "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c) SELECT count(*) FROM c"
    with pytest.raises(FileTrouble, match="too long"), file._database.translated():
        file._database.driver.execute(endless).fetchone()
    file.close()


def test_that_no_other_file_can_be_attached(path: Path, tmp_path: Path):
    file = PlanFile.open(path)
    with pytest.raises(sqlite3.OperationalError):
        file._database.driver.execute("ATTACH ? AS other", (str(tmp_path / "other.db"),))
    file.close()
