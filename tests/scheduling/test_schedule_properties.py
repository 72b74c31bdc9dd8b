"""What holds for the schedule of any plan."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st
from random_plans import FIRST, calendars, plans
from random_plans import activity as activities

from planner.domain import edits
from planner.domain.changes import Step
from planner.domain.edits import edit_row
from planner.domain.model import (
    Activity,
    ActivityKind,
    Constraint,
    Dependency,
    Gate,
    LagUnit,
    LinkType,
    OutOfSequence,
    Pinning,
    Programme,
    ScheduleFrom,
)
from planner.domain.plan import Plan
from planner.domain.scheduling import DriverKind, Schedule, concerns_schedule, schedule
from planner.domain.scheduling.calendars import DAY, instant, rules_of, working_time_of
from planner.domain.scheduling.carry import next_network
from planner.domain.scheduling.working_days import working_time
from planner.errors import EditRefused
from planner.language.translator import translator

PINS = ("pinning", "pinned_start", "pinned_finish")

quick = settings(max_examples=80, deadline=None)


def bound_end(plan: Plan, planned: Schedule, link: Dependency) -> tuple[int, int]:
    """Where a link wants the end of its successor, and where that end is, in its working minutes."""
    first, second = planned[link.predecessor_id], planned[link.successor_id]
    time = working_time(plan, plan.activity(link.successor_id))
    left = instant(first.start if link.type in (LinkType.SS, LinkType.SF) else first.finish)
    end = time.count(instant(second.finish if link.type in (LinkType.FF, LinkType.SF) else second.start))
    if link.lag_unit is LagUnit.ELAPSED:
        return time.count(left + link.lag), end
    lag = link.lag if link.lag_unit is LagUnit.WORK else round((first.duration_minutes or 0) * link.lag / 100)
    return time.count(left) + lag, end


@quick
@given(plans(dated=False))
def test_no_early_date_comes_before_what_it_waits_for(plan: Plan) -> None:
    planned = schedule(plan)
    assert planned.left_out == ()
    for link in plan.rows(Dependency):
        wanted, end = bound_end(plan, planned, link)
        assert end >= wanted


@quick
@given(plans())
def test_what_is_not_active_moves_nothing(plan: Plan) -> None:
    idle = {a.id for a in plan.rows(Activity) if not all(b.active for b in (a, *plan.ancestors(a.id)))}
    planned = schedule(plan)
    without = schedule(Plan.of(row for row in plan.all_rows() if not _about(row, idle)))
    if plan.programme.start_date is None or any(a.is_summary and not _has_active(plan, a) for a in plan.rows(Activity)):
        return  # where work begins, or what is a summary, is another matter without them
    if any({a.hammock_start_id, a.hammock_finish_id} & idle for a in plan.rows(Activity)):
        return  # what runs with something needs that
    for activity_id, found in without.activities.items():
        assert found == planned[activity_id]


def _about(row: object, ids: set[UUID]) -> bool:
    if isinstance(row, Dependency):
        return row.predecessor_id in ids or row.successor_id in ids
    return isinstance(row, Activity) and row.id in ids


def _has_active(plan: Plan, summary: Activity) -> bool:
    return summary.active and any(child.active for child in plan.children(summary.id))


@quick
@given(plans())
def test_what_is_pinned_stays_where_it_was_put(plan: Plan) -> None:
    planned = schedule(plan)
    for activity in plan.rows(Activity):
        started = activity.actual_start is not None or activity.actual_finish is not None
        moment = activity.is_milestone or activity.duration_minutes == 0
        if activity.is_pinned and not started and not moment and activity.kind is not ActivityKind.SUMMARY:
            found = planned[activity.id]
            assert activity.pinned_start in (None, found.start)
            assert activity.pinned_finish in (None, found.finish)


@quick
@given(plans(dated=False))
def test_counted_back_from_its_finish_nothing_ends_later_and_links_hold(plan: Plan) -> None:
    rows = [row for row in plan.all_rows() if not isinstance(row, Activity | Programme)]
    plain: dict[str, object] = {
        "start_window": None,
        "finish_window": None,
        "constraint": Constraint.ASAP,
        "constraint_date": None,
    }
    plain |= {"organisation_id": None}  # one calendar: at the end of another one's day a moment may wait for the next
    rows += [row.changed(**plain, duration_minutes=row.duration_minutes or 0) for row in plan.rows(Activity)]
    end = datetime(2030, 5, 1, 12)
    backwards = {"schedule_from": ScheduleFrom.FINISH, "finish_at": end, "start_date": None}
    plan = Plan.of([*rows, plan.programme.changed(**backwards)])
    planned = schedule(plan)
    if any(found.termless for found in planned.activities.values()):
        return  # it begins when work goes on, which can be past the end
    for activity in plan.rows(Activity):
        found = planned[activity.id]
        time = working_time(plan, activity)
        if all(link.lag_unit is not LagUnit.ELAPSED for link in plan.rows(Dependency)):
            assert time.count(instant(found.finish)) <= time.count(instant(end))
            assert found.total_slack >= 0  # over the clock a moment between two days counts from either
    for link in plan.rows(Dependency):
        wanted, at = bound_end(plan, planned, link)
        assert at >= wanted


@quick
@given(plans(dated=False))
def test_without_late_bounds_nothing_is_too_late_but_for_entry(plan: Plan) -> None:
    if plan.entry is not None:
        plan = Plan.of(row for row in plan.all_rows() if row.id != plan.entry.id and not _linked(row, plan.entry.id))
    for found in schedule(plan).activities.values():
        assert found.total_slack >= 0
        assert found.late_finish >= found.finish or found.termless
        assert found.free_slack >= 0


def _linked(row: object, activity_id: object) -> bool:
    return isinstance(row, Dependency) and activity_id in (row.predecessor_id, row.successor_id)


@quick
@given(plans())
def test_slack_is_the_working_time_between_early_and_late(plan: Plan) -> None:
    planned = schedule(plan)
    for activity in plan.rows(Activity):
        found = planned[activity.id]
        if plan.children(activity.id) or found.termless or not found.duration_minutes:
            continue
        time = working_time(plan, activity)
        between = time.count(instant(found.late_finish)) - time.count(instant(found.finish))
        held = activity.constraint in (Constraint.MSO, Constraint.MFO, Constraint.SNLT, Constraint.FNLT)
        if not held and plan.programme.schedule_from is ScheduleFrom.START:
            assert between == found.total_slack
        else:  # held to an earlier place than links ask, or counted back: slack is counted from elsewhere
            assert found.total_slack <= between or plan.programme.schedule_from is ScheduleFrom.FINISH
        assert found.finish >= found.start


@quick
@given(plans())
def test_summaries_hold_what_is_in_them_and_have_its_least_slack(plan: Plan) -> None:
    planned = schedule(plan)
    for activity in plan.rows(Activity):
        leaves = [a for a in plan.descendants(activity.id) if not plan.children(a.id)]
        active = [a for a in leaves if all(b.active for b in (a, *plan.ancestors(a.id)))]
        inside = [planned[a.id] for a in active or leaves]
        if inside:
            found = planned[activity.id]
            assert 0 <= found.percent <= 100
            assert found.start <= min(a.start for a in inside)
            counted = [a.finish for a in inside if a.percent < 100 or not a.termless]
            assert found.finish >= max(counted, default=found.finish)


@quick
@given(plans(forwards=False))
def test_rings_never_hang_and_every_other_link_is_followed(plan: Plan) -> None:
    planned = schedule(plan)
    assert set(planned.left_out) <= {link.id for link in plan.rows(Dependency)}
    again = schedule(Plan.of(row for row in plan.all_rows() if row.id not in planned.left_out))
    assert again.left_out == ()
    assert dict(again.activities) == dict(planned.activities)


@quick
@given(plans(forwards=False))
def test_the_same_plan_gives_the_same_schedule_whatever_the_order_of_its_rows(plan: Plan) -> None:
    first = schedule(plan)
    second = schedule(Plan.of(reversed(list(plan.all_rows()))))
    assert dict(first.activities) == dict(second.activities)
    assert first.left_out == second.left_out
    assert dict(first.entry_slack) == dict(second.entry_slack)
    assert (first.first, first.last) == (second.first, second.last)


@quick
@given(plans(forwards=False))
def test_every_activity_can_say_why_in_both_languages(plan: Plan) -> None:
    planned = schedule(plan)
    for activity_id in planned.activities:
        drivers = planned.drivers(activity_id)
        assert drivers
        for driver in drivers:
            assert translator("nl").translate(driver.message)
            assert translator("en").translate(driver.message)


@quick
@given(calendars(), st.integers(-3000, 30000), st.integers(-100 * DAY, 400 * DAY))
def test_working_minutes_and_instants_agree(calendar: object, worked: int, offset: int) -> None:
    time = working_time_of(rules_of(calendar, lambda _: None))  # type: ignore[arg-type]
    at = FIRST.toordinal() * DAY + offset
    assert time.count(time.beginning(worked)) == time.count(time.ending(worked)) == worked
    assert time.ending(worked) <= time.beginning(worked)
    assert time.count(time.beginning(worked) + 1) == worked + 1
    assert time.count(time.ending(worked) - 1) == worked - 1
    assert time.ending(time.count(at)) <= at <= time.beginning(time.count(at))
    assert time.count(at + DAY) >= time.count(at)
    assert instant(datetime(2023, 1, 2, 9)) == FIRST.toordinal() * DAY + 540


@quick
@given(plans(), st.data())
def test_scheduling_again_after_edits_gives_what_scheduling_anew_gives(plan: Plan, data: st.DataObject) -> None:
    planned = schedule(plan)
    for _ in range(4):
        row = data.draw(st.sampled_from(sorted(plan.rows(Activity), key=lambda a: a.key)))
        other = data.draw(activities(99, [], plan.organisations, True))
        names = ["duration_minutes", "start_window", "finish_window", "actual_start", "percent_complete", "deadline"]
        names += ["splits"]
        names += ["gate", "organisation_id", "active", "elapsed", "remaining_minutes", "constraint", "constraint_date"]
        names = data.draw(st.lists(st.sampled_from([*names, *PINS]), min_size=1, max_size=3))
        try:
            plan = plan.with_step(edit_row(row, **{name: getattr(other, name) for name in names}))
        except EditRefused:
            continue
        planned = schedule(plan, planned)
        anew = schedule(Plan.of(plan.all_rows()))
        assert dict(planned.activities) == dict(anew.activities)
        assert dict(planned.entry_slack) == dict(anew.entry_slack)
        assert (planned.first, planned.last) == (anew.first, anew.last)


@quick
@given(plans(), st.data())
def test_scheduling_again_after_rows_and_links_came_and_went_gives_what_scheduling_anew_gives(
    plan: Plan, data: st.DataObject
) -> None:
    planned = schedule(plan)
    for number in range(6):
        try:
            plan = plan.with_step(data.draw(structural_edits(plan, number)))
        except EditRefused:
            continue
        planned = schedule(plan, planned)
        anew = schedule(Plan.of(plan.all_rows()))
        assert dict(planned.activities) == dict(anew.activities)
        assert dict(planned.entry_slack) == dict(anew.entry_slack)
        assert (planned.first, planned.last, planned.left_out) == (anew.first, anew.last, anew.left_out)


@st.composite
def structural_edits(draw: st.DrawFn, plan: Plan, number: int) -> Step:
    """A row that comes, goes or moves, a link that is drawn, changed or taken away, or several of these at once."""
    rows = sorted(plan.rows(Activity), key=lambda a: a.key)
    links = sorted(plan.rows(Dependency), key=lambda link: str(link.id))
    if not rows:
        return edits.add_activity(plan, f"N{number}")
    row, other = draw(st.sampled_from(rows)), draw(st.sampled_from(rows))
    kind = draw(st.sampled_from(["add", "remove", "link", "link", "unlink", "lag", "move", "indent", "outdent", "set"]))
    if kind == "add":
        minutes = draw(st.sampled_from([0, 60, 480, 2400]))
        return edits.add_activity(
            plan, f"N{number}", parent_id=row.parent_id, after_id=row.id, duration_minutes=minutes
        )
    if kind == "remove" and len(rows) > 2:
        return edits.remove_activities(plan, [row.id])
    if kind == "link":
        return edits.link(plan, row.id, other.id, draw(st.sampled_from(list(LinkType))))
    if kind in ("unlink", "lag") and links:
        link = draw(st.sampled_from(links))
        if kind == "unlink":
            return edits.unlink(plan, [link])
        return edit_row(link, lag=draw(st.integers(-960, 960)), lag_unit=LagUnit.WORK)
    if kind == "move":
        return edits.move_activities(plan, [row.id], other.id if other.is_summary else other.parent_id)
    if kind == "indent":
        return edits.indent(plan, [row.id])
    if kind == "outdent":
        return edits.outdent(plan, [row.id])
    return edit_row(row, duration_minutes=draw(st.sampled_from([60, 480, 960])))


def test_that_structural_edits_of_a_plain_plan_are_not_built_anew() -> None:
    plan = plain_plan()
    planned = schedule(plan)
    first, second, third = (plan.activities_by_key[key].id for key in ("A-2", "A-3", "A-5"))
    steps = [
        lambda p: edits.link(p, third, first),
        lambda p: edits.add_activity(p, "New", parent_id=p.activity(first).parent_id, after_id=first),
        lambda p: edits.move_activities(p, [second], p.activity(third).parent_id),
        lambda p: edits.remove_activities(p, [second]),
        lambda p: edits.unlink(p, p.successors(third)),
    ]
    for make in steps:
        plan = plan.with_step(make(plan))
        _, edited, renumbering = next_network(planned.activities.net, plan)  # type: ignore[attr-defined]
        assert edited is not None
        assert renumbering is not None
        planned = schedule(plan, planned)
        assert dict(planned.activities) == dict(schedule(Plan.of(plan.all_rows())).activities)


@quick
@given(plans(forwards=False))
def test_that_negative_slack_has_a_reason(plan: Plan) -> None:
    """Its own date, or what needs it earlier: a successor, a summary around it, the end that was given."""
    planned = schedule(plan)
    if plan.has_linked_summaries or plan.programme.schedule_from is ScheduleFrom.FINISH:
        return  # a summary's own dates stand in its own reasons
    for activity in plan.rows(Activity):
        if planned[activity.id].total_slack >= 0 or plan.children(activity.id):
            continue
        own = activity.deadline or activity.constraint_date
        around = any(a.deadline or a.constraint_date or a.start_window for a in plan.ancestors(activity.id))
        reasons = [driver.kind for driver in planned.drivers(activity.id)]
        goal = activity.gate is not Gate.NONE
        stretched = any(row.hammock_finish_id == activity.id for row in plan.rows(Activity))
        assert own or around or goal or stretched or DriverKind.SUCCESSOR in reasons


@quick
@given(plans(dated=True))
def test_that_forward_and_backward_agree_on_work_that_began_too_early(plan: Plan) -> None:
    """Without a date that it may not pass, nothing has negative slack under retained logic or progress override."""
    if plan.programme.out_of_sequence is OutOfSequence.ACTUAL_DATES:
        return
    free = {"deadline": None, "constraint": Constraint.ASAP, "constraint_date": None, "gate": Gate.NONE}
    free |= {"pinning": Pinning.NONE, "pinned_start": None, "pinned_finish": None}
    rows = [row.changed(**free) if isinstance(row, Activity) else row for row in plan.all_rows()]
    plan = Plan.of(rows)
    if plan.programme.schedule_from is ScheduleFrom.FINISH:
        return
    for activity_id, found in schedule(plan).activities.items():
        assert found.total_slack >= 0, plan.activity(activity_id).key


@quick
@given(plans())
def test_that_a_hammock_spans_what_it_hangs_between(plan: Plan) -> None:
    planned = schedule(plan)
    for activity in plan.rows(Activity):
        found = planned[activity.id]
        if not found.hammock:
            continue
        assert not found.critical and found.total_slack == 0
        assert activity.hammock_finish_id is not None
        time = working_time(plan, activity)
        end = time.count(instant(planned[activity.hammock_finish_id].finish))
        assert time.count(instant(found.finish)) == max(end, time.count(instant(found.start)))


@quick
@given(plans())
def test_that_the_parts_of_interrupted_work_are_its_duration(plan: Plan) -> None:
    planned = schedule(plan)
    for activity in plan.rows(Activity):
        found = planned[activity.id]
        if not found.parts:
            continue
        time = working_time(plan, activity)
        edges = [time.count(instant(at)) for part in found.parts for at in part]
        assert edges == sorted(edges)
        assert (found.parts[0][0], found.parts[-1][1]) == (found.start, found.finish)


def plain_plan() -> Plan:
    """Two groups of two tasks each, without links or dates."""
    rows = [Programme(name="P", status_date=FIRST, start_date=FIRST)]
    groups = [Activity(key=f"A-{n}", name=f"G{n}", kind=ActivityKind.SUMMARY, position=n) for n in (1, 4)]
    tasks = [
        Activity(key=f"A-{n}", name=f"T{n}", parent_id=groups[n > 4].id, position=n, duration_minutes=480 * n)
        for n in (2, 3, 5, 6)
    ]
    return Plan.of([*rows, *groups, *tasks])


@quick
@given(plans(), st.data())
def test_that_what_only_tells_of_an_activity_moves_no_date(plan: Plan, data: st.DataObject) -> None:
    activity = data.draw(st.sampled_from(sorted(plan.rows(Activity), key=lambda a: a.key)))
    told = {"name": "Another name", "note": "Said so", "responsible": "lead", "conditional": True, "mandatory": True}
    step = edit_row(activity, **told)
    assert not concerns_schedule(step)
    before, after = schedule(plan), schedule(plan.with_step(step))
    for row in plan.rows(Activity):
        assert after[row.id] == before[row.id]
        assert after.drivers(row.id) == before.drivers(row.id)


@quick
@given(plans(), st.data())
def test_that_an_outline_is_the_same_after_a_row_was_put_in(plan: Plan, data: st.DataObject) -> None:
    rows = sorted(plan.rows(Activity), key=lambda a: a.key)
    after = data.draw(st.sampled_from(rows))
    assert plan.outline
    new = plan.with_step(
        edits.add_activity(
            plan, "New", organisation_id=after.organisation_id, parent_id=after.parent_id, after_id=after.id
        )
    )
    assert new.outline == Plan.of(new.all_rows()).outline
