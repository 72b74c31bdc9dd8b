"""What would change, counted back and along paths, against schedules computed in full."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from random_plans import FIRST, plans

from planner.domain.changes import RowChange, Step
from planner.domain.checks import too_little_time
from planner.domain.control.backwards import count_back
from planner.domain.control.float_paths import float_paths
from planner.domain.control.what_if import CONFLICTS, DateChange, DelayChange, DurationChange, Unit, what_if
from planner.domain.findings import RuleContext
from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.model import Activity, ActivityKind, Constraint, Dependency, Gate, Organisation, Programme
from planner.domain.plan import Plan
from planner.domain.rows import change_row
from planner.domain.scheduling import Schedule, schedule, slack_to
from planner.domain.scheduling.calendars import instant, moment
from planner.domain.scheduling.working_days import working_time
from planner.errors import EditRefused

DAY = 480
modest = settings(max_examples=60, deadline=None)


def chain(entry_day: date | None = date(2024, 7, 1)) -> Plan:
    """Police: train, then ready; ministry: draft, then publish; entry into force after both."""
    ministry, police = Organisation(code="MIN", name="Ministry"), Organisation(code="POL", name="Police", position=1)
    rows = [
        Activity(key="MIN-1", name="Draft", organisation_id=ministry.id, duration_minutes=20 * DAY),
        Activity(key="MIN-2", name="Publish", organisation_id=ministry.id, duration_minutes=5 * DAY),
        Activity(key="POL-1", name="Train", organisation_id=police.id, duration_minutes=60 * DAY),
        Activity(
            key="POL-2", name="Ready", kind=ActivityKind.MILESTONE, gate=Gate.READY, organisation_id=police.id,
            duration_minutes=0,
        ),
        Activity(
            key="MIN-3", name="Entry", kind=ActivityKind.MILESTONE, gate=Gate.ENTRY, organisation_id=ministry.id,
            duration_minutes=0, start_window=ImpreciseDate.exact(entry_day) if entry_day else None,
        ),
    ]  # fmt: skip
    draft, publish, train, ready, entry = rows
    pairs = ((draft, publish), (publish, entry), (train, ready), (ready, entry))
    links = [Dependency(predecessor_id=a.id, successor_id=b.id) for a, b in pairs]
    programme = Programme(name="P", status_date=date(2024, 1, 1), start_date=date(2024, 1, 1))
    return Plan.of([programme, ministry, police, *rows, *links])


def key(plan: Plan, activity_id: UUID) -> str:
    return plan.activity(activity_id).key


def id_of(plan: Plan, name: str) -> UUID:
    return plan.activities_by_key[name].id


# --- counted back -----------------------------------------------------------------------------------


def test_that_room_is_told_to_the_day_that_was_given():
    plan = chain()
    found = count_back(plan, schedule(plan))
    assert found is not None
    assert found.due == datetime(2024, 7, 1, 17, 30)
    train = found.of(id_of(plan, "POL-1"))
    assert train is not None
    assert (train.start, train.finish) == (datetime(2024, 4, 9, 9), datetime(2024, 7, 1, 17, 30))
    assert {key(plan, r.tightest) for r in found.rooms} == {"MIN-1", "POL-1"}
    assert all(room.first_to_move is None for room in found.rooms)


def test_that_the_first_that_must_move_is_named():
    plan = chain(date(2024, 3, 1))
    found = count_back(plan, schedule(plan))
    assert found is not None
    rooms = {plan.row(Organisation, r.organisation_id).code: r for r in found.rooms}
    assert rooms["POL"].slack == -15 * DAY
    assert rooms["POL"].first_to_move == id_of(plan, "POL-1")
    assert rooms["MIN"].first_to_move is None


def test_that_a_plan_without_entry_is_not_counted_back():
    plan = Plan.of([Programme(name="P", status_date=date(2024, 1, 1))])
    assert count_back(plan, schedule(plan)) is None


@modest
@given(plans(dated=False))
def test_that_rooms_are_the_slack_that_the_schedule_tells(plan: Plan):
    planned = schedule(plan)
    found = count_back(plan, planned)
    told = {} if found is None else {room.organisation_id: room.slack for room in found.rooms}
    assert told == {owner: slack for owner, slack in planned.entry_slack.items() if slack is not None}


@modest
@given(plans(dated=False), st.data())
def test_that_latest_dates_are_safe_and_not_a_minute_too_early(plan: Plan, data: st.DataObject):
    """Held back to its latest dates, the goal comes in time; one minute more, and it does not."""
    plan = with_start(plan)
    planned = schedule(plan)
    ends = {link.successor_id for link in plan.rows(Dependency)}
    goals = sorted((i for i in ends if not planned[i].termless), key=lambda i: key(plan, i))
    goal_id = data.draw(st.sampled_from(goals)) if goals else None
    found = count_back(plan, planned, goal_id)
    goal = found.of(found.goal_id) if found else None
    if found is None or goal is None or goal.slack:
        return
    ids = {i for i in planned.activities if i != found.goal_id and not planned[i].termless}
    rows = [row for row in found.latest if row.activity_id in ids]
    if not rows:
        return
    row = data.draw(st.sampled_from(rows))
    time = working_time(plan, plan.activity(found.goal_id))
    due = time.count(instant(planned[found.goal_id].finish))
    held, broken = (schedule(held_back(plan, planned, row.activity_id, row.slack + more)) for more in (0, 1))
    assert time.count(instant(held[found.goal_id].finish)) == due
    assert (held[row.activity_id].start, held[row.activity_id].finish) == (row.start, row.finish)
    assert time.count(instant(broken[found.goal_id].finish)) > due


def with_start(plan: Plan) -> Plan:
    """The plan with a start of its own, so that a date more does not move where work begins."""
    programme = change_row(plan.programme, start_date=plan.programme.start_date or FIRST)
    return Plan.of(programme if row.id == programme.id else row for row in plan.all_rows())


def held_back(plan: Plan, planned: Schedule, activity_id: UUID, minutes: int) -> Plan:
    """The plan with one activity held back by so many working minutes; by none, as it is."""
    if not minutes:
        return plan
    activity, now = plan.activity(activity_id), planned[activity_id]
    time = working_time(plan, activity)
    finish = time.count(instant(now.finish)) + minutes
    length = now.duration_minutes or 0
    at = time.beginning(finish - length) if length else time.ending(finish)
    after = change_row(activity, constraint=Constraint.SNET, constraint_date=moment(at))
    return plan.with_step(Step("row.set", (RowChange.update(activity, after),)))


# --- what if ------------------------------------------------------------------------------------------


def test_that_a_delay_within_the_slack_moves_nothing_but_the_work_itself():
    plan = chain()
    found = what_if(plan, schedule(plan), DelayChange(id_of(plan, "POL-1"), 2, Unit.WEEKS))
    assert [(key(plan, m.activity_id), m.shift) for m in found.moved] == [("POL-1", 10 * DAY), ("POL-2", 10 * DAY)]
    assert found.entry is not None and found.entry.holds
    assert [(s.before, s.after) for s in found.slacks] == [(106 * DAY, 106 * DAY), (71 * DAY, 61 * DAY)]
    assert found.conflicts == ()


def test_that_a_delay_past_the_slack_tells_what_it_breaks():
    plan = chain()
    found = what_if(plan, schedule(plan), DelayChange(id_of(plan, "POL-1"), 80))
    assert {key(plan, m.activity_id) for m in found.moved} == {"POL-1", "POL-2", "MIN-3"}
    assert found.entry is not None and found.entry.held and not found.entry.holds
    assert found.entry.after == datetime(2024, 7, 12, 17, 30)
    assert [gate.holds for gate in found.gates] == [False, False]
    assert {conflict.rule for conflict in found.conflicts} == {"entry-missed", "negative-slack", "later-than-window"}


def test_that_other_durations_and_other_days_are_wishes_too():
    plan = chain()
    planned = schedule(plan)
    longer = what_if(plan, planned, DurationChange(id_of(plan, "MIN-1"), 25 * DAY))
    assert [(key(plan, m.activity_id), m.start_shift, m.shift) for m in longer.moved] == [
        ("MIN-1", 0, 5 * DAY),
        ("MIN-2", 5 * DAY, 5 * DAY),
    ]
    sooner = what_if(plan, planned, DateChange(id_of(plan, "MIN-3"), date(2024, 3, 1)))
    assert sooner.entry is not None and sooner.entry.after == datetime(2024, 3, 22, 17, 30)
    assert not sooner.entry.holds
    assert [slack.after for slack in sooner.slacks] == [20 * DAY, -15 * DAY]


def test_that_entry_held_by_a_constraint_is_moved_with_it(letter_plan: Plan):
    planned, entry = schedule(letter_plan), letter_plan.entry
    assert entry is not None and entry.constraint is Constraint.MSO
    found = what_if(letter_plan, planned, DateChange(entry.id, date(2024, 1, 1)))
    assert found.entry is not None and found.entry.held and not found.entry.holds
    assert found.after.activity(entry.id).constraint_date == datetime(2024, 1, 1)
    police = letter_plan.organisations_by_code["POL"].id
    assert [(s.before or 0) > 0 > (s.after or 0) for s in found.slacks if s.organisation_id == police] == [True]
    assert all(not gate.holds for gate in found.gates)
    later = what_if(letter_plan, planned, DateChange(entry.id, date(2025, 1, 1)))
    assert later.entry is not None and not later.entry.holds  # later than was promised: in 2024


def test_that_what_cannot_be_is_refused():
    plan = chain()
    planned = schedule(plan)
    for wish in (
        DelayChange(id_of(plan, "MIN-2"), -5),
        DelayChange(id_of(plan, "MIN-2"), 10**7),
        DurationChange(id_of(plan, "POL-2"), DAY),
        DurationChange(id_of(plan, "POL-1"), 0),
    ):
        with pytest.raises(EditRefused):
            what_if(plan, planned, wish)


@modest
@given(plans(forwards=False), st.data())
def test_that_what_if_tells_what_scheduling_the_changed_plan_tells(plan: Plan, data: st.DataObject):
    planned = schedule(plan)
    rows = sorted((a for a in plan.rows(Activity) if not a.is_summary), key=lambda a: a.key)
    assume(rows)
    chosen = data.draw(st.sampled_from(rows)).id
    amount = data.draw(st.integers(-10, 60))
    wish = data.draw(
        st.sampled_from(
            [DelayChange(chosen, amount), DelayChange(chosen, amount, Unit.WEEKS), DurationChange(chosen, 7 * DAY)]
        )
    )
    try:
        found = what_if(plan, planned, wish)
    except EditRefused:
        return
    full = schedule(plan.with_step(found.step) if found.step else plan)
    for activity in rows:
        was, now = planned[activity.id], full[activity.id]
        moved = next((m for m in found.moved if m.activity_id == activity.id), None)
        if moved is None:
            assert (was.start, was.finish) == (now.start, now.finish)
        else:
            assert (moved.start_before, moved.finish_before) == (was.start, was.finish)
            assert (moved.start, moved.finish) == (now.start, now.finish) != (was.start, was.finish)
    for slack in found.slacks:
        assert slack.before == planned.entry_slack[slack.organisation_id]
        assert slack.after == full.entry_slack[slack.organisation_id]
    new = met_not(found.after, full) - met_not(plan, planned)
    assert {(f.rule, f.about) for f in found.conflicts if f.rule != "negative-slack"} == new


def met_not(plan: Plan, planned: Schedule) -> set[tuple[str, tuple[UUID, ...]]]:
    """What the rules about dates find in the whole plan; what is told of several rows together is left out."""
    case = RuleContext(plan, planned)
    return {(found.rule, found.about) for rule in CONFLICTS if rule is not too_little_time for found in rule(case)}


# --- paths --------------------------------------------------------------------------------------------


def test_that_the_driving_path_comes_first_and_the_others_by_slack():
    plan = chain(None)
    found = float_paths(plan, schedule(plan), id_of(plan, "MIN-3"))
    assert [[key(plan, i) for i in path.activity_ids] for path in found] == [
        ["POL-1", "POL-2", "MIN-3"],
        ["MIN-1", "MIN-2"],
    ]
    assert [path.slack for path in found] == [0, 35 * DAY]
    assert [stretch.room for stretch in found[1].stretches] == [0, 35 * DAY]
    assert found[0].joins is None
    assert found[1].joins == id_of(plan, "MIN-3")
    assert len(float_paths(plan, schedule(plan), id_of(plan, "MIN-3"), 1)) == 1


@modest
@given(plans(dated=False))
def test_that_paths_hold_each_activity_once_and_come_by_slack(plan: Plan):
    planned = schedule(plan)
    for goal in (a for a in plan.rows(Activity) if not plan.children(a.id) and not a.is_summary):
        found = float_paths(plan, planned, goal.id, 50)
        everything = [i for path in found for i in path.activity_ids]
        assert len(everything) == len(set(everything))
        assert set(everything) - {goal.id} <= set(slack_to(planned, goal.id))
        assert found[0].activity_ids[-1] == goal.id
        last = [path.stretches[-1].slack for path in found]
        assert last == sorted(last)
        for path in found[1:]:
            assert path.joins in everything


def test_that_a_milestone_held_on_a_day_stays_on_that_day_when_work_runs_past_it(letter_plan: Plan):
    planned, entry = schedule(letter_plan), letter_plan.entry
    assert entry is not None
    found = what_if(letter_plan, planned, DelayChange(id_of(letter_plan, "JENV-8"), 30, Unit.WEEKS))
    assert found.schedule[entry.id].start == planned[entry.id].start == datetime(2024, 7, 1)
    assert found.entry is not None and not found.entry.holds
    assert "entry-missed" in {conflict.rule for conflict in found.conflicts}
