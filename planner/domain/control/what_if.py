"""What would change if something started later, took longer, or came on another day; the plan stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from planner.domain.changes import RowChange, Step
from planner.domain.checks import (
    broken_links,
    late_organisations,
    later_than_promised,
    missed_deadlines,
    too_little_time,
)
from planner.domain.control.readiness import entry_is_given, is_done
from planner.domain.findings import Finding, RuleContext
from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.integrity import name_of
from planner.domain.model import MINUTES_IN_WORKING_DAY, Activity, Constraint, Dependency, Gate
from planner.domain.plan import Plan
from planner.domain.rows import change_row
from planner.domain.scheduling import Schedule, schedule
from planner.domain.scheduling.bounds import planned_day
from planner.domain.scheduling.calendars import PlanCalendars, WorkingTime, instant, moment
from planner.domain.scheduling.comparing import moved_between, too_late_in
from planner.domain.scheduling.edits_in_time import shift_to, stretch_to
from planner.domain.scheduling.working_days import working_time
from planner.errors import EditRefused
from planner.message import N_

FURTHEST = 50_000
"""Days that a wish may reach: more than a hundred years."""
CONFLICTS = (late_organisations, broken_links, too_little_time, missed_deadlines, later_than_promised)
"""The rules that tell of a date that is not met."""


class Unit(StrEnum):
    """In what an activity is moved."""

    WORKING_DAYS = "working-days"
    WEEKS = "weeks"  # on the wall calendar: the same day of the week


@dataclass(frozen=True, slots=True)
class DelayChange:
    """An activity starts so much later; a negative amount is earlier."""

    activity_id: UUID
    amount: int
    unit: Unit = Unit.WORKING_DAYS


@dataclass(frozen=True, slots=True)
class DurationChange:
    """An activity takes so many working minutes."""

    activity_id: UUID
    minutes: int


@dataclass(frozen=True, slots=True)
class DateChange:
    """An activity starts, or a milestone comes, on a day. Entry into force may be put where work does not allow it."""

    activity_id: UUID
    day: date


Wish = DelayChange | DurationChange | DateChange


@dataclass(frozen=True, slots=True)
class Moved:
    """An activity that gets other dates. `shift` is that of its finish, `start_shift` that of its start,
    in working minutes on its calendar; later is positive."""

    activity_id: UUID
    start_before: datetime
    start: datetime
    finish_before: datetime
    finish: datetime
    start_shift: int
    shift: int


@dataclass(frozen=True, slots=True)
class Slack:
    """An organisation's slack to entry into force before and after, in working minutes; None leads nowhere."""

    organisation_id: UUID
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class GateState:
    """Entry into force, or an organisation's readiness: when, before and after, and whether that is in time.

    Entry into force is in time on the day that was given for it (without one: planned now), and with
    no organisation too late for it; readiness, up to that day.
    """

    activity_id: UUID
    before: datetime
    after: datetime
    held: bool
    holds: bool


@dataclass(frozen=True)
class Difference:
    """What a step would change in the schedule.

    `moved` are tasks and milestones, by their new start; `gates` begin with entry into force.
    `after` and `schedule` are the plan and its schedule as they would be.
    """

    step: Step
    plan: Plan
    before: Schedule
    after: Plan
    schedule: Schedule
    moved: tuple[Moved, ...]
    slacks: tuple[Slack, ...]
    gates: tuple[GateState, ...]

    @property
    def entry(self) -> GateState | None:
        """Entry into force."""
        return next((gate for gate in self.gates if self.after.activity(gate.activity_id).gate is Gate.ENTRY), None)

    @property
    def conflicts(self) -> tuple[Finding, ...]:
        """Dates that would not be met, and are met now; worked out when first asked."""
        return self._dates[0]

    @property
    def freed(self) -> tuple[Finding, ...]:
        """Dates that are not met now, and would be."""
        return self._dates[1]

    @cached_property
    def _dates(self) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        touched = {moved.activity_id for moved in self.moved} | set(too_late_in(self.before, self.schedule))
        for change in self.step.changes:
            row = change.after or change.before
            touched |= {row.predecessor_id, row.successor_id} if isinstance(row, Dependency) else {change.id}
        now = tuple(_conflicts(self.plan, self.before, touched))
        then = tuple(_conflicts(self.after, self.schedule, touched))
        known, known_then = ({(f.rule, f.about) for f in some} for some in (now, then))
        broken = tuple(f for f in then if (f.rule, f.about) not in known)
        return broken, tuple(f for f in now if (f.rule, f.about) not in known_then)


class _Touched(RuleContext):
    """A case that looks at some activities and their links only."""

    def __init__(self, plan: Plan, planned: Schedule, touched: set[UUID]) -> None:
        super().__init__(plan, planned)
        rows = [a for a, _ in plan.outline if a.id in touched and not a.is_summary]
        self.pending = tuple((a, planned[a.id]) for a in rows if not is_done(a))
        ids = {row.id for a in rows for row in (a, *plan.ancestors(a.id))}  # links on what they are in count too
        around = [link for row_id in ids for link in (*plan.predecessors(row_id), *plan.successors(row_id))]
        self.links = tuple({link.id: link for link in around}.values())


def what_if(plan: Plan, planned: Schedule, wish: Wish | Step) -> Difference:
    """What a wish or any step would change; `planned` is the plan's schedule.

    Raises EditRefused where it cannot be: what has started cannot start later, what waits for
    something cannot be before it.
    """
    step = wish if isinstance(wish, Step) else step_for(plan, planned, wish)
    after = plan.with_step(step) if step else plan
    then = schedule(after, planned) if step else planned
    slacks = tuple(Slack(o.id, planned.entry_slack.get(o.id), then.entry_slack.get(o.id)) for o in after.organisations)
    moved = tuple(_moved(after, planned, then))
    return Difference(step, plan, planned, after, then, moved, slacks, tuple(_gates(plan, planned, after, then)))


def _conflicts(plan: Plan, planned: Schedule, touched: set[UUID]) -> Iterator[Finding]:
    case = _Touched(plan, planned, touched)
    for rule in CONFLICTS:
        yield from rule(case)


def _moved(plan: Plan, before: Schedule, after: Schedule) -> Iterable[Moved]:
    calendars = PlanCalendars(plan)
    found: list[Moved] = []
    for activity_id in moved_between(before, after):
        activity, was, now = plan.activity(activity_id), before[activity_id], after[activity_id]
        time = calendars.of(activity.calendar_id, activity.organisation_id)
        starts, ends = _worked(time, was.start, now.start), _worked(time, was.finish, now.finish)
        found.append(Moved(activity_id, was.start, now.start, was.finish, now.finish, starts, ends))
    return sorted(found, key=lambda m: (m.start, m.finish, plan.activity(m.activity_id).key))


def _worked(time: WorkingTime, first: datetime, second: datetime) -> int:
    return time.count(instant(second)) - time.count(instant(first))


# --- entry into force and readiness -------------------------------------------------------------------


def _gates(plan: Plan, before: Schedule, after: Plan, then: Schedule) -> Iterator[GateState]:
    due = _due(plan, plan.entry, before)
    due_then = _due(after, after.entry, then) if entry_is_given(after) else due
    rows = [a for a in after.rows(Activity) if a.gate and a.id in before.activities and not a.is_summary]
    for gate in sorted(rows, key=lambda a: (a.gate is not Gate.ENTRY, then[a.id].finish, a.key)):
        was, now = before[gate.id].finish, then[gate.id].finish
        held, holds = due is None or was <= due, due_then is None or now <= due_then
        if gate.gate is Gate.ENTRY:  # held on a day, it stays there: then the work before it tells
            held, holds = held and _made_by_all(before), holds and _made_by_all(then)
        yield GateState(gate.id, was, now, held, holds)


def _made_by_all(planned: Schedule) -> bool:
    """Whether no organisation is too late for entry into force."""
    return all(slack is None or slack >= 0 for slack in planned.entry_slack.values())


def _due(plan: Plan, entry: Activity | None, planned: Schedule) -> datetime | None:
    """When entry into force has to be there: on the day that was given for it, else when it is planned."""
    if entry is None or entry.id not in planned.activities or entry.is_summary:
        return None
    day = planned_day(entry.start_window or entry.finish_window, plan.programme.plan_on)
    finish = planned[entry.id].finish
    if day is None:
        return finish
    return moment(working_time(plan, entry).end_of(day)) if finish.date() > day else finish


# --- wishes as steps ------------------------------------------------------------------------------------


def step_for(plan: Plan, planned: Schedule, wish: Wish) -> Step:
    """The step that a wish comes to; EditRefused where it cannot be."""
    activity = plan.activity(wish.activity_id)
    match wish:
        case DelayChange():
            return shift_to(plan, planned, activity.id, _later_day(plan, planned, activity, wish))
        case DurationChange():
            return _lasting(plan, planned, activity, wish.minutes)
        case DateChange() if activity.gate is Gate.ENTRY and activity.is_milestone:
            return _entry_on(plan, planned, activity, wish.day)
        case DateChange():
            return shift_to(plan, planned, activity.id, wish.day)


def _later_day(plan: Plan, planned: Schedule, activity: Activity, wish: DelayChange) -> date:
    """The working day so much later than the start; what is given in weeks goes on to the next working day."""
    amount = wish.amount * 7 if wish.unit is Unit.WEEKS else wish.amount
    day = planned[activity.id].start.date()
    if abs(amount) > FURTHEST:
        raise EditRefused(N_("That is too far away to plan."))
    if not amount:
        return day
    time = working_time(plan, activity)
    if wish.unit is Unit.WEEKS:
        return _working_day(time, day + timedelta(days=amount), 1)
    for _ in range(abs(amount)):
        day = _working_day(time, day + timedelta(days=1 if amount > 0 else -1), 1 if amount > 0 else -1)
    return day


def _working_day(time: WorkingTime, day: date, towards: int) -> date:
    for _ in range(400):
        if time.is_working_day(day):
            return day
        day += timedelta(days=towards)
    raise EditRefused(N_("There is no working day near by."))


def _lasting(plan: Plan, planned: Schedule, activity: Activity, minutes: int) -> Step:
    """Another duration, to the minute; what stretching refuses is refused here too."""
    if not 0 < minutes <= FURTHEST * MINUTES_IN_WORKING_DAY // 4:
        raise EditRefused(
            N_("{name} has to take some time, and not more than a plan can hold."), name=name_of(activity)
        )
    time, start = working_time(plan, activity), planned[activity.id].start
    finish = moment(time.ending(time.count(instant(start)) + minutes))
    stretched = stretch_to(plan, planned, activity.id, finish.date())
    rows = [change.after for change in stretched.changes if isinstance(change.after, Activity)]
    window = rows[0].finish_window if rows else activity.finish_window
    after = change_row(activity, duration_minutes=minutes, finish_window=window)
    changes = (RowChange.update(activity, after),) if after != activity else ()
    return Step(stretched.label, changes, stretched.words)


def _entry_on(plan: Plan, planned: Schedule, entry: Activity, day: date) -> Step:
    """Entry into force on a day, also where work does not allow it: then the slack says who is too late.

    Where a constraint holds it on a day, that day is changed; else it is a date as it was given.
    """
    if entry.started_at is not None or entry.finished_at is not None or entry.constraint is Constraint.ALAP:
        return shift_to(plan, planned, entry.id, day)
    if entry.constraint in (Constraint.MSO, Constraint.MFO) and entry.constraint_date is not None:
        after = change_row(entry, constraint_date=datetime.combine(day, entry.constraint_date.time()))
    else:
        after = change_row(entry, start_window=ImpreciseDate.exact(day), finish_window=None)
    changes = (RowChange.update(entry, after),) if after != entry else ()
    return Step("activity.shift", changes, {"name": name_of(entry)})
