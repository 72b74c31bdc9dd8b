"""Edits give steps: exact, reversible, and refused in a sentence where the plan says no."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain import edits, model
from planner.domain.changes import Step, merged
from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.model import Activity, ActivityKind, Dependency, Gate, KeySeries, LinkType
from planner.domain.plan import Plan, difference
from planner.errors import EditRefused, PlannerBug


def empty() -> Plan:
    plan = Plan.of([model.Programme(name="Wet", status_date=date(2022, 7, 6))])
    return plan.with_step(edits.add_row(plan, model.Organisation(code="POL", name="Politie")))


@pytest.fixture
def plan() -> Plan:
    """A summary with two tasks and a milestone, linked in order; all of the police."""
    plan = empty()
    police = plan.organisations[0].id
    plan = plan.with_step(edits.add_activity(plan, "Politie", ActivityKind.SUMMARY, organisation_id=police))
    for name, kind in (
        ("Module", ActivityKind.TASK),
        ("Opleiden", ActivityKind.TASK),
        ("Gereed", ActivityKind.MILESTONE),
    ):
        plan = plan.with_step(edits.add_activity(plan, name, kind, parent_id=by_key(plan, "POL-1").id))
    return plan.with_step(edits.link_in_order(plan, [by_key(plan, f"POL-{n}").id for n in (2, 3, 4)]))


def by_key(plan: Plan, key: str) -> Activity:
    return plan.activities_by_key[key]


def names(plan: Plan) -> list[tuple[str, int]]:
    return [(activity.name, depth) for activity, depth in plan.outline]


def test_that_new_activities_get_the_organisation_and_the_next_key_of_their_summary(plan: Plan):
    assert [a.key for a, _ in plan.outline] == ["POL-1", "POL-2", "POL-3", "POL-4"]
    assert {a.organisation_id for a, _ in plan.outline} == {plan.organisations[0].id}


def test_that_a_key_is_not_given_out_again_after_its_activity_is_removed(plan: Plan):
    plan = plan.with_step(edits.remove_activities(plan, [by_key(plan, "POL-4").id]))
    plan = plan.with_step(edits.add_activity(plan, "Nieuw", parent_id=by_key(plan, "POL-1").id))
    assert "POL-5" in plan.activities_by_key
    assert [s.last for s in plan.rows(KeySeries) if s.prefix == "POL"] == [5]


def test_that_removing_a_summary_takes_its_content_links_and_citations_along(plan: Plan):
    source = model.Source(key="BR-1", title="Brief")
    plan = plan.with_step(edits.add_row(plan, source))
    plan = plan.with_step(edits.cite(plan, by_key(plan, "POL-3"), source.id, place="¶2"))
    after = plan.with_step(edits.remove_activities(plan, [by_key(plan, "POL-1").id]))
    assert after.outline == ()
    assert not list(after.rows(Dependency))
    assert not list(after.rows(model.Citation))


def test_that_references_that_may_be_empty_are_cleared(plan: Plan):
    promise = model.Commitment(
        key="TZ-1", kind=model.CommitmentKind.COMMITMENT, title="Opleiden",
        activity_ids=(by_key(plan, "POL-2").id, by_key(plan, "POL-3").id),
    )  # fmt: skip
    plan = plan.with_step(edits.add_row(plan, promise))
    after = plan.with_step(edits.remove_activities(plan, [by_key(plan, "POL-2").id]))
    assert after.commitments[0].activity_ids == (by_key(plan, "POL-3").id,)


def test_that_only_the_dates_of_what_is_removed_leave_a_baseline(plan: Plan):
    dates = {a.id: (datetime(2022, 7, 6), datetime(2022, 7, 7)) for a, _ in plan.outline}
    for name in ("Eerste", "Tweede"):
        plan = plan.with_step(edits.take_baseline(plan, name, date(2022, 7, 6), dates))
    gone = [by_key(plan, key).id for key in ("POL-2", "POL-3")]
    step = edits.remove_activities(plan, gone)
    assert step.words == {"count": "2"}
    after = plan.with_step(step)
    for baseline in after.baselines:
        assert set(after.baseline_dates(baseline.id)) == set(dates) - set(gone)
    assert plan.with_step(step).with_step(step.reversed()) == plan


def test_that_removing_nothing_is_refused(plan: Plan):
    with pytest.raises(EditRefused):
        edits.remove_activities(plan, [])


def test_that_an_organisation_with_activities_is_not_removed(plan: Plan):
    with pytest.raises(EditRefused, match="still has activities"):
        edits.remove_rows(plan, [plan.organisations[0]])


def test_that_indenting_makes_the_sibling_above_a_summary(plan: Plan):
    plan = plan.with_step(edits.unlink(plan, list(plan.rows(Dependency))))
    after = plan.with_step(edits.indent(plan, [by_key(plan, "POL-3").id]))
    assert names(after) == [("Politie", 0), ("Module", 1), ("Opleiden", 2), ("Gereed", 1)]
    assert by_key(after, "POL-2").is_summary


def test_that_indenting_into_what_waits_is_refused_naming_the_ring(plan: Plan):
    step = edits.indent(plan, [by_key(plan, "POL-3").id])
    with pytest.raises(EditRefused, match=r"ring .*POL-"):
        plan.with_step(step)


def test_that_outdenting_takes_indenting_back(plan: Plan):
    plan = plan.with_step(edits.unlink(plan, list(plan.rows(Dependency))))
    ids = [by_key(plan, "POL-3").id]
    inside = plan.with_step(edits.indent(plan, ids))
    after = inside.with_step(edits.outdent(inside, ids))
    assert [(a.key, a.kind, a.parent_id) for a, _ in after.outline] == [
        (a.key, a.kind, a.parent_id) for a, _ in plan.outline
    ]


def test_that_outdenting_puts_a_row_after_its_summary(plan: Plan):
    after = plan.with_step(edits.outdent(plan, [by_key(plan, "POL-2").id]))
    assert names(after) == [("Politie", 0), ("Opleiden", 1), ("Gereed", 1), ("Module", 0)]


@pytest.mark.parametrize(("key", "by", "order"), [("POL-3", -1, "324"), ("POL-3", 1, "243"), ("POL-4", -1, "243")])
def test_that_rows_move_among_their_siblings(plan: Plan, key: str, by: int, order: str):
    after = plan.with_step(edits.move_in_outline(plan, [by_key(plan, key).id], by))
    assert "".join(a.key[-1] for a in after.children(by_key(plan, "POL-1").id)) == order


def test_that_many_inserts_at_one_place_never_run_out_of_room(plan: Plan):
    parent, first = by_key(plan, "POL-1").id, by_key(plan, "POL-2").id
    for number in range(60):
        plan = plan.with_step(edits.add_activity(plan, f"n{number}", parent_id=parent, after_id=first))
    found = [a.name for a in plan.children(parent)]
    assert found == ["Module", *(f"n{n}" for n in reversed(range(60))), "Opleiden", "Gereed"]


def test_that_a_link_back_is_refused_naming_the_ring(plan: Plan):
    step = edits.link(plan, by_key(plan, "POL-4").id, by_key(plan, "POL-2").id)
    with pytest.raises(EditRefused) as refused:
        plan.with_step(step)
    ring = str(refused.value.message.words["ring"]).split(" → ")
    assert ring[0] == ring[-1]
    assert "".join(sorted(ring[:-1])) == "POL-2POL-3POL-4"
    assert "POL-2 → POL-3" in str(refused.value) or "POL-3 → POL-4" in str(refused.value)


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        ("POL-2", "POL-2", "cannot wait for itself"),
        ("POL-1", "POL-3", "inside the other"),
        ("POL-2", "POL-3", "already linked"),
    ],
)
def test_that_a_senseless_link_is_refused(plan: Plan, first: str, second: str, sentence: str):
    step = edits.link(plan, by_key(plan, first).id, by_key(plan, second).id)
    with pytest.raises(EditRefused, match=sentence):
        plan.with_step(step)


def test_that_there_is_one_entry_into_force(plan: Plan):
    plan = plan.with_step(edits.add_activity(plan, "In werking", ActivityKind.MILESTONE, gate=Gate.ENTRY))
    assert plan.entry is not None
    with pytest.raises(EditRefused, match="already has that part"):
        plan.with_step(edits.add_activity(plan, "Nog eens", ActivityKind.MILESTONE, gate=Gate.ENTRY))


def test_that_a_step_from_another_state_is_a_bug_and_no_silent_overwrite(plan: Plan):
    row = by_key(plan, "POL-2")
    first = edits.set_field(plan, row, "name", "Een")
    second = edits.set_field(plan, row, "name", "Twee")
    with pytest.raises(PlannerBug):
        plan.with_step(first).with_step(second)


def test_that_steps_made_one_after_the_other_merge_to_their_net_change(plan: Plan):
    row = by_key(plan, "POL-2")
    first = edits.set_field(plan, row, "name", "Een")
    middle = plan.with_step(first)
    second = edits.set_field(middle, by_key(middle, "POL-2"), "name", "Twee")
    one = merged("rows.edit", [first, second])
    assert len(one.changes) == 1
    assert plan.with_step(one) == middle.with_step(second)
    back = edits.set_field(middle, by_key(middle, "POL-2"), "name", row.name)
    assert not merged("rows.edit", [first, back])


def test_that_a_baseline_keeps_the_dates_it_was_given(plan: Plan):
    dates = {a.id: (datetime(2023, 1, 2, 9), datetime(2023, 3, 1, 17)) for a, _ in plan.outline}
    after = plan.with_step(edits.take_baseline(plan, "nulmeting", date(2022, 7, 6), dates))
    frozen = after.baseline_dates(after.baselines[0].id)
    assert {i: (d.start, d.finish) for i, d in frozen.items()} == dates


@st.composite
def some_edit(draw: st.DrawFn, plan: Plan) -> Step:
    """A random wish about a plan; may be refused."""
    rows = [a for a, _ in plan.outline]
    pick = st.sampled_from(rows) if rows else st.none()
    wish = draw(st.sampled_from(["add", "set", "move", "indent", "outdent", "up", "down", "link", "unlink", "remove"]))
    row = draw(pick)
    if wish == "add" or row is None:
        parent = (
            draw(st.none() | st.sampled_from([a.id for a in rows if a.is_summary]))
            if any(a.is_summary for a in rows)
            else None
        )
        return edits.add_activity(
            plan, draw(st.sampled_from("abc")), draw(st.sampled_from(ActivityKind)), parent_id=parent
        )
    match wish:
        case "set":
            return edits.set_field(plan, row, "percent_complete", draw(st.integers(0, 100)))
        case "move":
            parent = draw(pick)
            return edits.move_activities(plan, [row.id], draw(st.sampled_from([None, parent.id])), edits.FIRST)
        case "indent":
            return edits.indent(plan, [row.id])
        case "outdent":
            return edits.outdent(plan, [row.id])
        case "up" | "down":
            return edits.move_in_outline(plan, [row.id], -1 if wish == "up" else 1)
        case "link":
            return edits.link(plan, row.id, draw(pick).id, draw(st.sampled_from(LinkType)))
        case "unlink":
            return edits.unlink(plan, plan.predecessors(row.id))
        case _:
            return edits.remove_activities(plan, [row.id])


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_that_any_edit_can_be_reversed_and_keeps_the_plan_whole(data: st.DataObject):
    plan = empty()
    for _ in range(15):
        try:
            step = data.draw(some_edit(plan))
            after = plan.with_step(step)
        except EditRefused:
            continue
        assert after.with_step(step.reversed()) == plan
        assert plan.with_step(Step("all", difference(plan, after))) == after
        assert len(after.outline) == len(list(after.rows(Activity)))
        assert len({a.key for a, _ in after.outline}) == len(after.outline)
        plan = after


def test_that_a_task_made_a_milestone_lasts_no_time_and_back_a_day(plan: Plan):
    after = plan.with_step(edits.set_field(plan, by_key(plan, "POL-2"), "kind", ActivityKind.MILESTONE))
    assert by_key(after, "POL-2").duration_minutes == 0
    again = after.with_step(edits.set_field(after, by_key(after, "POL-2"), "kind", ActivityKind.TASK))
    assert by_key(again, "POL-2").duration_minutes == model.MINUTES_IN_WORKING_DAY


def test_that_removing_several_rows_is_named_by_their_number(plan: Plan):
    step = edits.remove_activities(plan, [by_key(plan, "POL-2").id, by_key(plan, "POL-3").id])
    assert (step.label, step.words["count"]) == ("rows.remove", "2")


def test_that_outdenting_the_last_row_of_a_full_place_changes_the_summary_once():
    plan = empty()
    for name, position in (("Boven", 1.0), ("Onder", 1.0 + 1e-7)):  # no room between: both are renumbered
        row = model.Activity(key=f"ACT-{len(plan.outline) + 1}", name=name, position=position)
        plan = plan.with_step(edits.add_row(plan, row))
    above = by_key(plan, "ACT-1")
    plan = plan.with_step(edits.set_field(plan, above, "kind", ActivityKind.SUMMARY))
    plan = plan.with_step(edits.add_activity(plan, "Kind", parent_id=above.id, key="ACT-3"))
    plan = plan.with_step(edits.set_field(plan, by_key(plan, "ACT-1"), "position", 0.5))
    plan = plan.with_step(edits.set_field(plan, by_key(plan, "ACT-2"), "position", 0.5 + 1e-7))
    step = edits.outdent(plan, [by_key(plan, "ACT-3").id])
    assert len({c.id for c in step.changes}) == len(step.changes)
    after = plan.with_step(step)
    assert names(after) == [("Boven", 0), ("Kind", 0), ("Onder", 0)]
    assert by_key(after, "ACT-1").kind is ActivityKind.TASK


def test_that_a_summary_that_was_never_work_stays_one_when_it_is_emptied(plan: Plan):
    plan = plan.with_step(edits.unlink(plan, list(plan.rows(Dependency))))
    for key in ("POL-4", "POL-3", "POL-2"):
        plan = plan.with_step(edits.outdent(plan, [by_key(plan, key).id]))
    assert by_key(plan, "POL-1").is_summary


def test_that_what_is_assumed_of_a_row_goes_with_it_and_comes_back(plan: Plan):
    activity = by_key(plan, "POL-2")
    step = edits.add_row(plan, model.Assumption(about_id=activity.id, field="duration_minutes", reason="Niet gezegd"))
    assumed = plan.with_step(step)
    assert [a.field for a in assumed.assumptions(activity.id)] == ["duration_minutes"]
    removal = edits.remove_activities(assumed, [activity.id])
    without = assumed.with_step(removal)
    assert not without.table("assumption")
    assert without.with_step(removal.reversed()) == assumed


def test_that_a_window_without_any_day_cannot_have_happened(plan: Plan):
    window = ImpreciseDate(words="ooit")
    with pytest.raises(EditRefused, match="“ooit” does not say in which days it happened"):
        plan.with_step(edits.set_field(plan, by_key(plan, "POL-2"), "actual_start_window", window))
