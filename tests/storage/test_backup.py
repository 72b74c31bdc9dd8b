"""Dated copies on opening: only after a change, a few kept, and never in the way of the work."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from planner.document import PlanDocument
from planner.domain import edits
from planner.domain.plan import Plan
from planner.storage.backup import copies, folder_of


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = datetime(2022, 7, 6, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def edited(path: Path, backups: Path, clock: Clock, text: str) -> Plan:
    """Open, change and close; the plan before the change."""
    document = PlanDocument.open(path, backups=backups, clock=clock)
    before = document.plan
    assert document.notices == ()
    document.do(edits.set_field(before, before.programme, "note", text))
    document.close()
    return before


def opened(path: Path) -> Plan:
    document = PlanDocument.open(path, read_only=True)
    plan = document.plan
    document.close()
    return plan


def test_that_opening_for_writing_leaves_a_dated_copy_with_the_history(path: Path, tmp_path: Path):
    backups, clock = tmp_path / "backups", Clock()
    edited(path, backups, clock, "een")
    clock.now += timedelta(hours=1)
    before = edited(path, backups, clock, "twee")
    kept = copies(path, backups)
    assert [copy.parent for copy in kept] == [folder_of(path, backups)] * 2
    assert kept[-1].name.startswith("2022-07-06 ")
    assert opened(kept[-1]) == before
    document = PlanDocument.open(kept[-1], backups=tmp_path / "others")
    assert document.last_seq == 1
    document.undo()
    document.close()


def test_that_a_document_without_changes_is_not_copied_again(path: Path, tmp_path: Path):
    backups, clock = tmp_path / "backups", Clock()
    edited(path, backups, clock, "een")
    for _ in range(3):
        clock.now += timedelta(hours=1)
        PlanDocument.open(path, backups=backups, clock=clock).close()
    assert len(copies(path, backups)) == 2


def test_that_reading_makes_no_copy(path: Path, tmp_path: Path):
    PlanDocument.open(path, backups=tmp_path / "backups", read_only=True).close()
    assert not (tmp_path / "backups").exists()


def test_that_the_last_five_and_one_of_each_day_of_a_week_are_kept(path: Path, tmp_path: Path):
    backups, clock = tmp_path / "backups", Clock()
    for day in range(12):
        for hour in range(3):
            clock.now = datetime(2022, 7, 1 + day, 8 + hour, tzinfo=UTC)
            edited(path, backups, clock, f"{day} {hour}")
    names = [copy.stem for copy in copies(path, backups)]
    last_of_days = [f"2022-07-{day:02d}" for day in range(5, 12)]
    assert [name[:10] for name in names] == [*last_of_days, "2022-07-11", *["2022-07-12"] * 3][-len(names) :]
    assert len(names) == 5 + 6
    assert len(set(names)) == len(names)


def test_that_two_documents_of_one_name_have_their_own_copies(path: Path, tmp_path: Path):
    backups, clock = tmp_path / "backups", Clock()
    other = tmp_path / path.name
    other.write_bytes(path.read_bytes())
    edited(path, backups, clock, "een")
    edited(other, backups, clock, "een")
    assert len(copies(path, backups)) == len(copies(other, backups)) == 1


def test_that_a_copy_that_cannot_be_made_is_told_and_does_not_hinder(path: Path, tmp_path: Path):
    blocked = tmp_path / "backups"
    blocked.write_text("no folder")
    document = PlanDocument.open(path, backups=blocked)
    assert "could not be copied" in str(document.notices[0])
    assert not document.read_only
    document.close()


def test_that_half_a_copy_left_by_a_crash_goes(path: Path, tmp_path: Path):
    backups, clock = tmp_path / "backups", Clock()
    folder_of(path, backups).mkdir(parents=True)
    half = folder_of(path, backups) / "2022-07-05 08.00.00.keten.part"
    half.write_bytes(b"half")
    edited(path, backups, clock, "een")
    assert not half.exists()
    assert len(copies(path, backups)) == 1


def test_that_a_document_is_copied_whole_under_another_name(path: Path, tmp_path: Path):
    document = PlanDocument.open(path)
    document.do(edits.set_field(document.plan, document.plan.programme, "note", "één"))
    document.copy_to(tmp_path / "kopie.keten")
    copy = PlanDocument.open(tmp_path / "kopie.keten")
    assert copy.plan == document.plan
    assert copy.last_seq == 1
    copy.close()
    document.close()
