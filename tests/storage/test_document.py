"""The open plan: steps are checked, stored and told; undo lasts; the history tells who did what when."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from random_edits import key, window

from planner.document import COUNTS, Action, Announcement, PlanDocument
from planner.domain import edits, model
from planner.domain.changes import Step
from planner.domain.labels import STEP_LABELS
from planner.domain.plan import difference
from planner.errors import EditRefused, PlannerBug


@pytest.fixture
def document(path: Path):
    """A document that is open for writing."""
    document = PlanDocument.open(path, who="Programmamanager")
    yield document
    document.close()


def rename(document: PlanDocument, name: str) -> None:
    document.do(edits.set_field(document.plan, document.plan.activities_by_key["POL-2"], "name", name))


def organisation(document: PlanDocument) -> UUID:
    return document.plan.organisations_by_code["POL"].id


def name_of(document: PlanDocument) -> str:
    return document.plan.activities_by_key["POL-2"].name


def test_that_a_new_file_holds_the_plan_and_no_history(tmp_path: Path, plan: model.Entity):
    document = PlanDocument.create(tmp_path / "nieuw.keten", plan)
    assert document.plan == plan
    assert document.history() == []
    assert document.last_seq == 0
    assert not document.can_undo()
    document.close()
    assert [p.name for p in tmp_path.iterdir()] == ["nieuw.keten"]


def test_that_an_empty_step_does_nothing(document: PlanDocument):
    told: list[Announcement] = []
    document.subscribe(told.append)
    document.do(Step("row.set", ()))
    rename(document, name_of(document))
    assert document.last_seq == 0
    assert told == []


def test_that_undo_and_redo_survive_closing(document: PlanDocument, path: Path):
    for name in ("een", "twee", "drie"):
        rename(document, name)
    document.undo()
    document.close()
    again = PlanDocument.open(path)
    assert name_of(again) == "twee"
    assert again.redo_steps() == [("row.set", {"field": "Name", "name": "POL-2 twee"})]
    again.redo()
    assert name_of(again) == "drie"
    for name in ("twee", "een", "Opleiden"):
        again.undo()
        assert name_of(again) == name
    assert not again.can_undo()
    assert again.undo_steps() == []
    again.close()


def test_that_a_new_step_makes_an_end_of_what_could_be_redone(document: PlanDocument, path: Path):
    rename(document, "een")
    document.undo()
    rename(document, "twee")
    assert not document.can_redo()
    with pytest.raises(EditRefused, match="nothing to redo"):
        document.redo()
    document.close()
    again = PlanDocument.open(path)
    assert not again.can_redo()
    again.undo()
    assert name_of(again) == "Opleiden"
    again.close()


def test_that_a_refused_step_changes_nothing(document: PlanDocument):
    before = document.plan
    first, second = key(before, "POL-2"), key(before, "POL-3")
    with pytest.raises(EditRefused, match="ring"):
        document.do(edits.link(before, second, first))
    assert document.plan is before
    assert document.history() == []


def test_that_the_history_tells_who_did_what_when(path: Path):
    moment = datetime(2022, 7, 6, 10, tzinfo=UTC)
    document = PlanDocument.open(path, who="Projectleider", clock=lambda: moment)
    rename(document, "Trainen")
    moment += timedelta(hours=1)
    document.undo()
    document.close()
    document = PlanDocument.open(path)
    done, undone = document.history()
    assert (done.seq, done.at, done.who) == (1, moment - timedelta(hours=1), "Projectleider")
    assert (done.action, done.of_seq, done.label) == (Action.DO, None, "row.set")
    assert done.words == {"field": "Name", "name": "POL-2 Opleiden"}
    assert (done.changes[0].before, done.changes[0].after) == ({"name": "Opleiden"}, {"name": "Trainen"})
    assert (undone.action, undone.of_seq, undone.at.tzinfo) == (Action.UNDO, 1, UTC)
    assert (undone.changes[0].before, undone.changes[0].after) == ({"name": "Trainen"}, {"name": "Opleiden"})
    document.close()


def test_that_the_history_gives_values_as_they_are_and_not_as_they_are_stored(document: PlanDocument, path: Path):
    activity = document.plan.activities_by_key["POL-3"]
    words = window(100, 200, "in de loop van 2023")
    document.do(edits.edit_row(activity, start_window=words, deadline=datetime(2024, 1, 1, 23, 59)))
    document.do(edits.remove_activities(document.plan, [activity.id]))
    in_memory = document.history()
    document.close()
    again = PlanDocument.open(path)
    set_line, removal = again.history()
    assert [set_line, removal] == in_memory
    assert set_line.changes[0].after == {"start_window": words, "deadline": datetime(2024, 1, 1, 23, 59)}
    gone = next(c for c in removal.changes if c.id == activity.id)
    assert gone.after is None
    assert gone.before is not None
    assert gone.before["start_window"] == words
    assert gone.before["kind"] is model.ActivityKind.MILESTONE
    assert set(gone.fields) == set(model.Activity.model_fields)
    again.close()


def test_that_followers_are_told_after_the_step_is_in_the_file(document: PlanDocument, path: Path):
    told: list[tuple[Announcement, str, int]] = []

    def follow(announcement: Announcement) -> None:
        reader = PlanDocument.open(path, read_only=True)
        told.append((announcement, name_of(reader), reader.last_seq))
        reader.close()

    leave = document.subscribe(follow)
    rename(document, "Trainen")
    document.undo()
    leave()
    leave()
    rename(document, "anders")
    assert [(a.action, a.seq, name, seq) for a, name, seq in told] == [
        (Action.DO, 1, "Trainen", 1),
        (Action.UNDO, 2, "Opleiden", 2),
    ]
    assert told[1][0].step.changes[0].after == document.plan_as_of(0).activities_by_key["POL-2"]


def test_that_a_follower_that_fails_loses_no_edit_and_is_not_silent(document: PlanDocument):
    told: list[int] = []

    def fail(announcement: Announcement) -> None:
        raise ValueError("no room on the screen")

    document.subscribe(fail)
    document.subscribe(lambda announcement: told.append(announcement.seq))
    with pytest.raises(PlannerBug, match="no room on the screen") as bug:
        rename(document, "Trainen")
    assert isinstance(bug.value.__cause__, ValueError)
    assert told == [1]
    assert name_of(document) == "Trainen"
    with pytest.raises(PlannerBug):
        document.undo()
    assert name_of(document) == "Opleiden"


def test_that_a_follower_cannot_edit_while_others_are_still_to_be_told(document: PlanDocument):
    document.subscribe(lambda announcement: rename(document, "stiekem"))
    with pytest.raises(PlannerBug, match="only told of a change"):
        rename(document, "Trainen")
    assert name_of(document) == "Trainen"
    assert document.last_seq == 1


def test_that_the_schedule_is_computed_once_for_each_state_that_it_depends_on(document: PlanDocument):
    first = document.schedule
    assert document.schedule is first
    document.do(edits.set_field(document.plan, document.plan.commitments[0], "note", "x"))
    assert document.schedule is first
    training = key(document.plan, "POL-2")
    document.do(edits.set_field(document.plan, document.plan.activity(training), "duration_minutes", 4800))
    second = document.schedule
    assert second[training].finish > first[training].finish
    document.undo()
    assert document.schedule[training] == first[training]


def test_that_undo_gives_no_key_out_a_second_time(document: PlanDocument, path: Path):
    for name in ("een", "twee"):
        document.do(edits.add_activity(document.plan, name, organisation_id=organisation(document)))
    given = dict(document.plan.activities_by_key)
    document.undo()
    document.undo()
    document.redo()
    document.undo()
    document.do(edits.add_activity(document.plan, "drie", organisation_id=organisation(document)))
    assert [a.key for a in document.plan.rows(model.Activity) if a.key in given and a.name == "drie"] == []
    document.undo()
    document.close()
    assert PlanDocument.open(path, read_only=True).plan.get(model.Activity, given["POL-2"].id) is not None


def test_that_going_back_is_one_step_that_can_be_undone(document: PlanDocument):
    original = document.plan
    document.do(edits.add_activity(original, "Extra", parent_id=key(original, "POL-1")))
    rename(document, "Trainen")
    late = document.plan
    document.restore_to(0)
    assert [a.key for a, _ in document.plan.outline] == [a.key for a, _ in original.outline]
    assert name_of(document) == "Opleiden"
    assert document.history()[-1].words == {"seq": "0"}
    document.do(edits.add_activity(document.plan, "Nog een", parent_id=key(original, "POL-1")))
    assert "POL-5" in document.plan.activities_by_key  # POL-4 was given out, and is not given out again
    document.undo()
    document.undo()
    assert {c.kind for c in difference(late, document.plan)} == {COUNTS}  # POL-5 stays given out


def test_that_going_back_to_now_does_nothing(document: PlanDocument):
    rename(document, "Trainen")
    document.restore_to(1)
    assert document.last_seq == 1


@pytest.mark.parametrize("seq", [-1, 2])
def test_that_a_moment_outside_the_history_is_refused(document: PlanDocument, seq: int):
    rename(document, "Trainen")
    with pytest.raises(EditRefused, match=f"no step {seq}"):
        document.plan_as_of(seq)


def test_that_changes_since_a_step_are_net(document: PlanDocument):
    rename(document, "een")
    rename(document, "twee")
    document.do(edits.add_row(document.plan, model.Organisation(code="NFI", name="NFI")))
    document.do(edits.remove_rows(document.plan, [document.plan.organisations_by_code["NFI"]]))
    (change,) = document.changes_since(1).changes
    assert change.fields == ("name",)
    assert document.changes_since(4).changes == ()


def test_that_a_step_which_no_longer_fits_is_not_undone(document: PlanDocument, path: Path):
    """Rows that another program changed behind the journal's back are not silently written over."""
    rename(document, "Trainen")
    document.do(edits.set_field(document.plan, document.plan.programme, "status_date", date(2022, 8, 1)))
    document.undo()
    with document._file._database.writing() as connection:
        connection.exec_driver_sql("UPDATE activity SET name = 'Van buiten' WHERE key = 'POL-2'")
    document.close()
    again = PlanDocument.open(path)
    with pytest.raises(PlannerBug, match="line 1"):
        again.undo()
    assert name_of(again) == "Van buiten"
    assert again.last_seq == 3
    again.close()


def test_that_every_label_of_the_document_has_words():
    assert {"plan.restore", "plan.since"} <= set(STEP_LABELS)


def test_that_a_reader_sees_one_moment_while_a_writer_goes_on(document: PlanDocument, path: Path):
    rename(document, "een")
    reader = PlanDocument.open(path, read_only=True)
    rename(document, "twee")
    assert name_of(reader) == "een"
    assert [line.seq for line in reader.history()] == [1]
    assert reader.plan_as_of(0) == document.plan_as_of(0)
    reader.close()
