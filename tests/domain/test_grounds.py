"""What is computed from an assumption carries that on, and one telling and one state of every date."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.application.templates import template_plan
from planner.domain import edits, model
from planner.domain.control.headline import headline
from planner.domain.control.state import State, states
from planner.domain.control.statements import statements
from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.model import Activity, ActivityKind, Assumption, Constraint, LinkType, Programme
from planner.domain.plan import Plan
from planner.domain.scheduling import schedule
from planner.domain.scheduling.edits_in_time import set_planned_start
from planner.language import translator

DAY = 480


def plan_of(status: date = date(2023, 1, 2), **more: object) -> Plan:
    return Plan.of([Programme(name="P", status_date=status, start_date=date(2023, 1, 2), **more)])  # type: ignore[arg-type]


def added(
    plan: Plan, name: str, days: int | None = 5, kind: ActivityKind = ActivityKind.TASK, **values: object
) -> Plan:
    minutes = None if days is None else days * DAY
    return plan.with_step(edits.add_activity(plan, name, kind, duration_minutes=minutes, **values))  # type: ignore[arg-type]


def named(plan: Plan, name: str) -> Activity:
    return next(a for a in plan.rows(Activity) if a.name == name)


def linked(plan: Plan, first: str, second: str, kind: LinkType = LinkType.FS) -> Plan:
    return plan.with_step(edits.link(plan, named(plan, first).id, named(plan, second).id, kind))


def assumed(plan: Plan, name: str, field: str) -> Plan:
    row = Assumption(about_id=named(plan, name).id, field=field, reason="niet gezegd")
    return plan.with_step(edits.add_row(plan, row))


def rests(plan: Plan, name: str) -> list[str]:
    told = statements(plan, schedule(plan))
    keys = {a.key: a.name for a in plan.rows(Activity)}
    return sorted(keys[key] for key in told.keys(named(plan, name)))


def test_that_an_assumption_goes_with_the_dates_it_drives_and_with_slack():
    plan = plan_of()
    for name in ("a", "b", "c", "short", "end"):
        plan = added(plan, name, 1 if name == "short" else 5)
    for first, second in (("a", "b"), ("b", "c"), ("c", "end"), ("short", "end")):
        plan = linked(plan, first, second)
    plan = assumed(plan, "b", "duration_minutes")
    told = statements(plan, schedule(plan))
    on = {n: [r.name for r in told.grounds.of_dates(named(plan, n).id)] for n in ("a", "b", "c", "short", "end")}
    assert on == {"a": [], "b": ["b"], "c": ["b"], "short": [], "end": ["b"]}
    assert not told.grounds.of_start(named(plan, "b").id)
    assert rests(plan, "short") == ["b"]  # its slack is what b takes
    assert told.firm_slack(named(plan, "short")) is None


def test_that_an_assumed_date_that_drives_nothing_is_not_carried_on():
    plan = added(added(plan_of(), "a", 10), "b", 2, constraint=Constraint.SNET, constraint_date=datetime(2023, 1, 3))
    plan = assumed(linked(plan, "a", "b"), "b", "constraint_date")
    assert rests(plan, "b") == []


def test_that_an_assumed_link_is_told_of_what_waits_by_it():
    plan = linked(added(added(plan_of(), "a"), "b"), "a", "b")
    (link,) = plan.predecessors(named(plan, "b").id)
    plan = plan.with_step(edits.add_row(plan, Assumption(about_id=link.id, field="lag", reason="geschat")))
    assert rests(plan, "b") == ["b"]


def test_that_the_letter_has_no_slack_without_assumptions():
    plan = template_plan("wsm-2022")
    scheduled = schedule(plan)
    told = statements(plan, scheduled)
    assert [a.key for a in plan.rows(Activity) if told.firm_slack(a) is not None] == []
    assert any(told.slack(a) is not None for a in plan.rows(Activity))
    found = headline(plan, scheduled)
    assert {"POL-3", "JENV-12"} <= {a.key for a in found.rests_on}
    assert translator("nl").sentence(found.message) == (
        "Inwerkingtreding 1 juli 2024 wordt gehaald met 41 werkdagen (aanname)"
    )
    assert translator("en").sentence(found.message) == (
        "Entry into force on 1 July 2024 is made with 41 working days to spare (assumption)"
    )
    without = translator("nl").sentence(headline(plan, scheduled, without_assumptions=True).message)
    assert without == "Of inwerkingtreding op 1 juli 2024 wordt gehaald, is zonder aannames niet te zeggen"


@pytest.mark.parametrize(
    ("window", "planned", "deviation"),
    [
        (ImpreciseDate(date(2023, 1, 9), date(2023, 1, 20)), date(2023, 1, 20), 0),
        (ImpreciseDate(date(2022, 9, 1), date(2022, 11, 30)), date(2023, 2, 20), 57),
        (ImpreciseDate(date(2023, 3, 6), date(2023, 3, 10)), date(2023, 3, 3), -1),
        (ImpreciseDate(None, date(2023, 3, 10)), date(2023, 3, 12), 1),  # a Sunday is past it all the same
        (ImpreciseDate(words="t.z.t."), date(2023, 3, 12), None),
    ],
)
def test_how_far_from_what_was_said(window: ImpreciseDate, planned: date, deviation: int | None):
    calendar = next(c for c in template_plan("leeg").calendars if "rijk" in c.holidays)
    plan = Plan.of([*plan_of(calendar_id=calendar.id).all_rows(), calendar])
    plan = added(
        plan,
        "m",
        0,
        ActivityKind.MILESTONE,
        start_window=window,
        actual_finish=datetime.combine(planned, datetime.min.time()),
    )
    told = statements(plan, schedule(plan)).finish(named(plan, "m"))
    assert told.deviation == deviation


STATES = {
    State.DONE: {"percent_complete": 100},
    State.LATE: {"finish_window": ImpreciseDate(None, date(2023, 1, 13))},
    State.WILL_BE_LATE: {"deadline": datetime(2023, 2, 2)},
    State.RUNNING: {"actual_start_window": ImpreciseDate(None, date(2023, 1, 10))},
    State.UNCERTAIN: {"start_window": ImpreciseDate(date(2023, 3, 1), date(2023, 5, 31))},
    State.PLANNED: {"start_window": ImpreciseDate(date(2023, 3, 1), date(2023, 3, 3))},
}


@pytest.mark.parametrize("state", STATES)
def test_each_state(state: State):
    plan = added(plan_of(date(2023, 2, 1), remaining_from_status=True), "a", **STATES[state])
    assert states(plan, schedule(plan)).of(named(plan, "a")) is state


def test_the_state_of_what_has_no_term_and_of_a_summary():
    plan = added(plan_of(date(2023, 2, 1), remaining_from_status=True), "som", None, ActivityKind.SUMMARY)
    som = named(plan, "som").id
    plan = added(plan, "a", None, parent_id=som)
    plan = added(plan, "b", parent_id=som, **STATES[State.DONE])
    judged = states(plan, schedule(plan))
    assert judged.of(named(plan, "a")) is State.NO_TERM
    assert judged.of(named(plan, "som")) is State.RUNNING
    plan = added(plan, "c", parent_id=som, **STATES[State.LATE])
    assert states(plan, schedule(plan)).of(named(plan, "som")) is State.LATE


def test_who_is_silent():
    plan = added(plan_of(date(2023, 2, 1), remaining_from_status=True), "a")
    organisation = model.Organisation(code="POL", name="Politie")
    plan = plan.with_step(edits.add_row(plan, organisation))
    plan = plan.with_step(edits.set_field(plan, named(plan, "a"), "organisation_id", organisation.id))
    asked = model.UpdateRound(
        name="januari", opened_on=date(2023, 1, 9), due_on=date(2023, 1, 20), organisation_ids=(organisation.id,)
    )
    plan = plan.with_step(edits.add_row(plan, asked))
    judged = states(plan, schedule(plan))
    assert judged.of(named(plan, "a")) is State.SILENT
    assert judged.of(plan.row(model.Organisation, organisation.id)) is State.SILENT
    reply = model.Reply(round_id=asked.id, organisation_id=organisation.id, received_at=datetime(2023, 1, 19))
    plan = plan.with_step(edits.add_row(plan, reply))
    assert states(plan, schedule(plan)).of(named(plan, "a")) is State.PLANNED


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_that_what_rests_on_nothing_does_not_change_with_what_is_assumed(data: st.DataObject):
    """Change an assumed duration: only dates and slack that rest on it may be others."""
    plan = plan_of(date(2023, 1, 2))
    count = data.draw(st.integers(3, 8))
    for n in range(count):
        plan = added(plan, f"a{n}", data.draw(st.integers(1, 9)))
    for n in range(1, count):
        for before in data.draw(st.sets(st.integers(0, n - 1), max_size=2)):
            plan = linked(plan, f"a{before}", f"a{n}", data.draw(st.sampled_from(list(LinkType))))
    chosen = f"a{data.draw(st.integers(0, count - 1))}"
    plan = assumed(plan, chosen, "duration_minutes")
    scheduled = schedule(plan)
    told = statements(plan, scheduled)
    row = named(plan, chosen)
    shorter = edits.set_field(plan, row, "duration_minutes", max((row.duration_minutes or 0) - DAY, DAY))
    after = schedule(plan.with_step(shorter)) if shorter else scheduled
    for activity in plan.rows(Activity):
        before, now = scheduled[activity.id], after[activity.id]
        if before.finish != now.finish:
            assert row.key in {a.key for a in told.grounds.of_finish(activity.id)}
        if before.start != now.start:
            assert row.key in {a.key for a in told.grounds.of_start(activity.id)}
        if before.total_slack != now.total_slack:
            assert row.key in {a.key for a in told.grounds.of_slack(activity.id)}


@pytest.mark.parametrize(
    ("day", "made"), [(date(2024, 7, 1), True), (date(2025, 1, 1), True), (date(2023, 9, 15), False)]
)
def test_that_entry_into_force_takes_any_day_at_its_own_cell(day: date, made: bool):
    plan = template_plan("wsm-2022")
    scheduled = schedule(plan)
    assert plan.entry is not None
    after = plan.with_step(set_planned_start(plan, scheduled, plan.entry.id, ImpreciseDate.exact(day)))
    assert after.entry is not None and not after.assumptions(after.entry.id)
    found = headline(after, schedule(after))
    assert found.day == day and found.made is made
    assert "JENV-12" not in {a.key for a in found.rests_on}
