"""Baselines: freeze the planned dates, and tell later how far they have moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from datetime import time as clock
from enum import StrEnum
from uuid import UUID

from planner.domain.changes import Step
from planner.domain.edits import take_baseline
from planner.domain.model import MINUTES_IN_WORKING_DAY, Activity, ActivityKind, Baseline
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule
from planner.domain.scheduling.calendars import PlanCalendars, WorkingTime, instant

Dates = Mapping[UUID, tuple[datetime, datetime]]
"""Start and finish by activity."""


class Fate(StrEnum):
    """What became of an activity since the baseline."""

    SAME = "same"
    MOVED = "moved"
    ADDED = "added"  # was not in the baseline


@dataclass(frozen=True, slots=True)
class Shift:
    """One activity against the baseline. Shifts are in working days on its calendar; later is positive."""

    activity_id: UUID
    fate: Fate
    baseline_start: datetime | None
    baseline_finish: datetime | None
    start: datetime
    finish: datetime
    start_shift: float | None
    finish_shift: float | None


def freeze(plan: Plan, schedule: Schedule, name: str, on: date) -> Step:
    """Keep the planned dates of every activity under a name, as one step."""
    return take_baseline(plan, name, on, dict(dates_of(schedule)))


def variance(plan: Plan, schedule: Schedule, baseline_id: UUID) -> tuple[Shift, ...]:
    """Every activity against a baseline, in the plan's order; EditRefused for a baseline that is gone.

    What was in the baseline and has been removed since is not in the plan, nor in its baselines.
    """
    plan.row(Baseline, baseline_id)
    before = {row_id: (row.start, row.finish) for row_id, row in plan.baseline_dates(baseline_id).items()}
    return shifts(plan, schedule, before)


def shifts(plan: Plan, schedule: Schedule, before: Dates) -> tuple[Shift, ...]:
    """Every activity against the start and finish it had before, in the plan's order."""
    calendars = PlanCalendars(plan)
    found: list[Shift] = []
    for activity, _ in plan.outline:
        now = schedule[activity.id]
        then = before.get(activity.id)
        if then is None:
            found.append(Shift(activity.id, Fate.ADDED, None, None, now.start, now.finish, None, None))
            continue
        time = calendars.of(activity.calendar_id, activity.organisation_id)
        start, finish = (_shift(time, activity, at, to) for at, to in zip(then, (now.start, now.finish), strict=True))
        fate = Fate.MOVED if start or finish else Fate.SAME
        found.append(Shift(activity.id, fate, then[0], then[1], now.start, now.finish, start, finish))
    return tuple(found)


def dates_of(schedule: Schedule) -> Dates:
    """Start and finish of all that is in a schedule."""
    return {row_id: (row.start, row.finish) for row_id, row in schedule.activities.items()}


def latest_baseline(plan: Plan) -> Baseline | None:
    """The baseline taken last, which charts compare with unless told otherwise."""
    return plan.baselines[-1] if plan.baselines else None


def shift_of(plan: Plan, activity: Activity, before: datetime, now: datetime) -> float:
    """Working days from one moment to another on an activity's calendar; later is positive."""
    return _days(PlanCalendars(plan).of(activity.calendar_id, activity.organisation_id), before, now)


def _shift(time: WorkingTime, activity: Activity, before: datetime, now: datetime) -> float:
    """Working days from one moment to another; milestones and summaries are counted from day to day."""
    if activity.kind is ActivityKind.TASK:
        return _days(time, before, now)
    return _days(time, datetime.combine(before, clock.min), datetime.combine(now, clock.min))


def _days(time: WorkingTime, before: datetime, now: datetime) -> float:
    return round((time.count(instant(now)) - time.count(instant(before))) / MINUTES_IN_WORKING_DAY, 2)
