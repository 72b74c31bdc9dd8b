"""One writer: the second opener reads, and is told who has the plan since when."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import threading
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from planner.document import PlanDocument
from planner.domain import edits
from planner.errors import FileTrouble
from planner.storage.lock import Lock, LockTakenError, lock_path
from planner.storage.processes import birth_of

ROOT = Path(__file__).resolve().parents[2]
HOLD = """
import sys
from pathlib import Path
from planner.document import PlanDocument
document = PlanDocument.open(Path(sys.argv[1]), who="Collega")
print("open" if not document.read_only else document.locked_by, flush=True)
sys.stdin.readline()
document.close()
"""


@pytest.fixture
def other_process(path: Path):
    """A second process that has the document open for writing."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "open"
    yield process
    if process.poll() is None:
        process.communicate("\n")


def note(document: PlanDocument, text: str) -> None:
    document.do(edits.set_field(document.plan, document.plan.programme, "note", text))


def held_elsewhere(path: Path, **values: object) -> Path:
    """A lock as another machine leaves it."""
    lock = lock_path(path)
    holder = {
        "user": "Collega",
        "machine": "LAPTOP-7",
        "process": 4,
        "birth": "1",
        "since": "2022-07-06T08:05:00+00:00",
        "token": "t",
    }
    lock.write_text(json.dumps(holder | values), encoding="utf-8")
    return lock


def test_that_the_second_opener_reads_and_is_told_who_writes(path: Path, other_process: subprocess.Popen[str]):
    document = PlanDocument.open(path)
    assert document.read_only
    assert str(document.locked_by).startswith(f"Collega has had this plan open on {platform.node()} since 20")
    with pytest.raises(FileTrouble, match="Collega has had this plan open"):
        note(document, "x")
    assert not document.can_undo()
    document.close()
    assert lock_path(path).exists()
    other_process.communicate("\n")
    assert not lock_path(path).exists()
    document = PlanDocument.open(path)
    assert not document.read_only
    assert document.locked_by is None
    document.close()


def test_that_the_lock_of_a_killed_process_is_taken_over(path: Path, other_process: subprocess.Popen[str]):
    other_process.kill()
    other_process.communicate()
    assert lock_path(path).exists()
    document = PlanDocument.open(path)
    note(document, "verder")
    document.close()
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_that_the_lock_names_user_machine_and_time_for_whoever_looks(path: Path):
    moment = datetime(2022, 7, 6, 8, 5, tzinfo=UTC)
    document = PlanDocument.open(path, who="Programmamanager", clock=lambda: moment)
    seen = json.loads((path.parent / "Wet é.keten.lock").read_text(encoding="utf-8"))
    assert (seen["user"], seen["machine"], seen["since"]) == ("Programmamanager", platform.node(), moment.isoformat())
    document.close()


def test_that_the_number_of_a_dead_process_given_to_another_holds_no_lock(path: Path):
    held_elsewhere(path, machine=platform.node(), process=os.getpid(), birth="1")
    document = PlanDocument.open(path)
    assert not document.read_only
    document.close()


def test_that_a_lock_of_another_machine_stays_until_it_is_taken_over_on_purpose(path: Path):
    held_elsewhere(path)
    document = PlanDocument.open(path)
    assert "Collega has had this plan open on LAPTOP-7 since 2022-07-06" in str(document.locked_by)
    document.close()
    assert lock_path(path).exists()
    document = PlanDocument.open(path, take_over=True)
    assert not document.read_only
    note(document, "van mij")
    document.close()
    assert not lock_path(path).exists()


def test_that_a_writer_whose_lock_was_taken_over_writes_no_more(path: Path):
    first = PlanDocument.open(path, who="Eerste")
    note(first, "een")
    second = PlanDocument.open(path, who="Tweede", take_over=True)
    note(second, "twee")
    with pytest.raises(FileTrouble, match=r"Tweede on .* has taken over"):
        note(first, "drie")
    first.close()
    assert lock_path(path).exists()
    note(second, "vier")
    second.close()


def test_that_a_lock_that_was_deleted_is_made_anew(path: Path):
    document = PlanDocument.open(path)
    lock_path(path).unlink()
    note(document, "x")
    assert PlanDocument.open(path).read_only
    document.close()
    assert not lock_path(path).exists()


def test_that_a_lock_out_of_reach_lets_nothing_be_written_and_blames_nobody(path: Path):
    document = PlanDocument.open(path)
    lock = lock_path(path)
    lock.unlink()
    lock.mkdir()  # it is there and cannot be read, as on a share that is gone for a moment
    with pytest.raises(FileTrouble, match="cannot be reached"):
        document.do(edits.set_field(document.plan, document.plan.programme, "law", "Wet"))
    lock.rmdir()
    document.do(edits.set_field(document.plan, document.plan.programme, "law", "Wet"))
    document.close()
    assert not lock.exists()


def test_that_a_lock_left_empty_by_a_crash_is_nobodys(path: Path):
    lock_path(path).touch()
    document = PlanDocument.open(path)
    assert not document.read_only
    document.close()


def test_that_a_lock_that_cannot_be_understood_counts_as_somebodys(path: Path):
    lock_path(path).write_text("of another program", encoding="utf-8")
    document = PlanDocument.open(path)
    assert document.read_only
    document.close()


def test_that_a_document_reached_by_another_name_has_the_same_lock(path: Path):
    document = PlanDocument.open(path)
    link = path.with_name("snelkoppeling.keten")
    link.symlink_to(path)
    assert PlanDocument.open(link).read_only
    document.close()


def test_that_opening_for_reading_takes_no_lock(path: Path):
    document = PlanDocument.open(path, read_only=True)
    assert document.read_only
    assert document.locked_by is None
    assert not lock_path(path).exists()
    with pytest.raises(FileTrouble, match="open for reading only"):
        note(document, "x")
    document.close()


def test_that_of_many_who_find_a_left_over_lock_one_gets_it(path: Path):
    held_elsewhere(path, machine=platform.node(), process=os.getpid(), birth="1")
    got: list[Lock] = []
    start = threading.Barrier(8)

    def take() -> None:
        start.wait()
        with suppress(LockTakenError):
            got.append(Lock.take(path, "x"))

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 1
    got[0].give_back()
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_that_a_running_process_is_told_from_one_that_is_gone():
    assert birth_of(os.getpid())
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    assert birth_of(gone.pid) is None
