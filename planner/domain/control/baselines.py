"""Baselines: freeze the planned dates, and tell later how far they have moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from planner.domain.changes import Step
from planner.domain.edits import take_baseline
from planner.domain.model import MINUTES_IN_WORKING_DAY, Activity, Baseline
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule
from planner.domain.scheduling.calendars import PlanCalendars, WorkingTime, instant


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
    dates = {activity_id: (row.start, row.finish) for activity_id, row in schedule.activities.items()}
    return take_baseline(plan, name, on, dates)


def variance(plan: Plan, schedule: Schedule, baseline_id: UUID) -> tuple[Shift, ...]:
    """Every activity against a baseline, in the plan's order; EditRefused for a baseline that is gone.

    What was in the baseline and has been removed since is not in the plan, nor in its baselines.
    """
    plan.row(Baseline, baseline_id)
    before = plan.baseline_dates(baseline_id)
    calendars = PlanCalendars(plan)
    found: list[Shift] = []
    for activity, _ in plan.outline:
        now = schedule[activity.id]
        then = before.get(activity.id)
        if then is None:
            found.append(Shift(activity.id, Fate.ADDED, None, None, now.start, now.finish, None, None))
            continue
        time = calendars.of(activity.calendar_id, activity.organisation_id)
        start, finish = _days(time, then.start, now.start), _days(time, then.finish, now.finish)
        fate = Fate.MOVED if start or finish else Fate.SAME
        found.append(Shift(activity.id, fate, then.start, then.finish, now.start, now.finish, start, finish))
    return tuple(found)


def latest_baseline(plan: Plan) -> Baseline | None:
    """The baseline taken last, which charts compare with unless told otherwise."""
    return plan.baselines[-1] if plan.baselines else None


def shift_of(plan: Plan, activity: Activity, before: datetime, now: datetime) -> float:
    """Working days from one moment to another on an activity's calendar; later is positive."""
    return _days(PlanCalendars(plan).of(activity.calendar_id, activity.organisation_id), before, now)


def _days(time: WorkingTime, before: datetime, now: datetime) -> float:
    return round((time.count(instant(now)) - time.count(instant(before))) / MINUTES_IN_WORKING_DAY, 2)
