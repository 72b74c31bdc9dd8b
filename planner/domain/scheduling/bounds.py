"""What an activity's own dates ask of the schedule, in working minutes on its calendar.

Rules, in this order: actual dates pin; MSO and MFO pin; the other constraints and the date windows
hold the start or the finish back; FNLT, SNLT and the deadline bound the late dates only. A date
window counts on the day that the programme plans on. An activity with a date of its own may lie
before the programme's start; anything else may not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from planner.domain.imprecise_date import ImpreciseDate, Nature
from planner.domain.model import Activity, ActivityKind, Constraint, PlanOn
from planner.domain.scheduling.calendars import WorkingTime, day_begin, day_end, instant

NEVER = 1 << 60
"""A working minute that no plan reaches; its negative is one before every plan."""


class Reason(Enum):
    """Which of an activity's own dates a bound comes from."""

    ACTUAL = "actual"
    CONSTRAINT = "constraint"
    START_WINDOW = "start window"
    FINISH_WINDOW = "finish window"
    PROGRAMME_START = "programme start"


@dataclass(frozen=True, slots=True)
class Bounds:
    """Duration, earliest start, late caps. `at` is the instant of a milestone's own date.

    `pinned` keeps links from moving it; `started` and `finished` say that its start, or all of
    it, has happened. `cap` is the latest finish that its own dates allow.
    """

    duration: int
    start: int
    at: int = -NEVER
    cap: int = NEVER
    reason: Reason = Reason.PROGRAMME_START
    pinned: bool = False
    started: bool = False
    finished: bool = False


def planned_day(window: ImpreciseDate | None, plan_on: PlanOn) -> date | None:
    """The day that a date window is planned on: its first day where it has no end; None where it is no window."""
    if window is None or window.nature is not Nature.WINDOW:
        return None
    return window.day(plan_on) or window.earliest


def is_moment(activity: Activity) -> bool:
    """Whether an activity is at one instant: a milestone, or a task of no duration."""
    return activity.kind is ActivityKind.MILESTONE or activity.duration_minutes == 0


def bounds_of(activity: Activity, time: WorkingTime, plan_on: PlanOn, programme_start: int) -> Bounds:
    """The bounds of an activity; `programme_start` is a working minute of its own calendar."""
    duration = activity.duration_minutes or 0 if activity.kind is ActivityKind.TASK else 0
    if activity.actual_start is not None or activity.actual_finish is not None:
        return _happened(activity, time, plan_on, duration)
    cap = _cap(activity, time, duration)
    if activity.constraint_date is not None and activity.constraint in (Constraint.MSO, Constraint.MFO):
        at = instant(activity.constraint_date)
        start = time.count(at) - (duration if activity.constraint is Constraint.MFO else 0)
        return Bounds(
            duration, start, at, min(cap, start + duration), Reason.CONSTRAINT, pinned=True, finished=_is_done(activity)
        )
    return _held_back(activity, time, plan_on, Bounds(duration, programme_start, cap=cap, finished=_is_done(activity)))


def is_plain(activity: Activity) -> bool:
    """Whether an activity has no dates of its own at all, so that its bounds need no working out."""
    return (
        activity.constraint_date is None
        and activity.start_window is None
        and activity.finish_window is None
        and activity.deadline is None
        and activity.actual_start is None
        and activity.actual_finish is None
    )


def _is_done(activity: Activity) -> bool:
    return activity.actual_finish is not None or activity.percent_complete == 100


def _happened(activity: Activity, time: WorkingTime, plan_on: PlanOn, duration: int) -> Bounds:
    """What has started stays where it started; remaining work is not moved by the status date."""
    began, ended = activity.actual_start, activity.actual_finish
    done = _is_done(activity)
    if ended is not None:
        finish = time.count(instant(ended))
        start = min(time.count(instant(began)), finish) if began is not None else finish - duration
        if is_moment(activity):
            start = finish
        return Bounds(
            finish - start, start, instant(ended), reason=Reason.ACTUAL, pinned=True, started=True, finished=True
        )
    assert began is not None
    start = time.count(instant(began))
    day = planned_day(activity.finish_window, plan_on)
    if day is not None and not is_moment(activity):
        duration = max(time.count(day_end(day)) - start, 0) or duration
    cap = _cap(activity, time, duration)
    at = instant(began)
    return Bounds(duration, start, at, cap, Reason.ACTUAL, pinned=True, started=True, finished=done)


def _cap(activity: Activity, time: WorkingTime, duration: int) -> int:
    cap = NEVER if activity.deadline is None else time.count(instant(activity.deadline))
    if activity.constraint_date is not None:
        if activity.constraint is Constraint.FNLT:
            cap = min(cap, time.count(instant(activity.constraint_date)))
        elif activity.constraint is Constraint.SNLT:
            cap = min(cap, time.count(instant(activity.constraint_date)) + duration)
    return cap


def _held_back(activity: Activity, time: WorkingTime, plan_on: PlanOn, plain: Bounds) -> Bounds:
    """SNET, FNET and the date windows: the one that holds it back most counts."""
    duration = plain.duration
    first, last = planned_day(activity.start_window, plan_on), planned_day(activity.finish_window, plan_on)
    if first is not None and last is not None and not is_moment(activity):
        duration = max(time.count(day_end(last)) - time.count(day_begin(first)), 0) or duration
    found: list[tuple[int, int, Reason]] = []  # working minute of the start, instant, reason
    if first is not None and not is_moment(activity):
        start = time.count(day_begin(first))
        found.append((start, time.beginning(start), Reason.START_WINDOW))
    elif first is not None or last is not None:
        day = first or last
        assert day is not None
        reason = Reason.START_WINDOW if first else Reason.FINISH_WINDOW
        found.append((time.count(time.end_of(day)) - duration, time.end_of(day), reason))
    if activity.constraint_date is not None and activity.constraint in (Constraint.SNET, Constraint.FNET):
        at = instant(activity.constraint_date)
        start = time.count(at) - (duration if activity.constraint is Constraint.FNET else 0)
        found.append((start, at, Reason.CONSTRAINT))
    start, at, reason = max(found, default=(plain.start, time.beginning(plain.start), plain.reason), key=_lateness)
    cap = plain.cap
    if activity.constraint is Constraint.SNLT and cap != NEVER:
        cap = _cap(activity, time, duration)
    return Bounds(duration, start, at, cap, reason, finished=plain.finished)


def _lateness(bound: tuple[int, int, Reason]) -> tuple[int, int]:
    return bound[:2]
