"""What an activity's own dates ask of the schedule, in working minutes on its calendar.

Rules, in this order: actual dates count before all; then dates that are kept as given (pinned); the
constraints and the date windows hold the start or the finish back. MSO and MFO hold it to one place,
SNLT and FNLT to a latest one, whatever it waits for (the programme can say that links go first).
These and the deadline bound the late dates too. A date window counts on the day that the programme
plans on. An activity with a date of its own may lie before the programme's start; anything else may
not. Where the programme plans what is left from the status date, nothing undone lies before the end
of that day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from planner.domain.imprecise_date import ImpreciseDate, Nature
from planner.domain.model import Activity, ActivityKind, Constraint, OutOfSequence, PlanOn, Split
from planner.domain.scheduling.calendars import WorkingTime, day_begin, day_end, end_instant, instant

NEVER = 1 << 60
"""A working minute that no plan reaches; its negative is one before every plan."""

LATEST = (Constraint.MSO, Constraint.MFO, Constraint.SNLT, Constraint.FNLT)
"""Constraints that an activity may not be later than."""
EXACT = (Constraint.MSO, Constraint.MFO)


class Reason(Enum):
    """Which of an activity's own dates a bound comes from."""

    ACTUAL = "actual"
    PINNED = "pinned"
    CONSTRAINT = "constraint"
    START_WINDOW = "start window"
    FINISH_WINDOW = "finish window"
    STATUS_DATE = "status date"
    PROGRAMME_START = "programme start"


@dataclass(frozen=True, slots=True)
class Frame:
    """What the programme says for every activity; instants.

    Undated work begins at `start`, undone work at `undone_from` at the earliest (None: it is not put off).
    `constraints_first`: latest dates are kept where links ask for later ones. `out_of_sequence` says what
    is done with work that began before what it waits for.
    """

    plan_on: PlanOn
    start: int
    constraints_first: bool = True
    undone_from: int | None = None
    out_of_sequence: OutOfSequence = OutOfSequence.RETAINED_LOGIC


@dataclass(frozen=True, slots=True)
class Bounds:
    """Duration, earliest start, late caps. `at` is the instant of a milestone's own date.

    `pinned` keeps links from moving it; `started` and `finished` say that its start, or all of
    it, has happened. `cap` is the latest finish that its own dates allow; `hold` the latest start to
    which it is held even against links, `exact` where its late date is just that. Of work that has
    started `remaining` is left, and `pause` of its duration (from start to finish) is no work. What is left
    `waits` where links hold that back (retained logic): the pass then finds the duration.
    """

    duration: int
    start: int
    at: int = -NEVER
    cap: int = NEVER
    reason: Reason = Reason.PROGRAMME_START
    pinned: bool = False
    started: bool = False
    finished: bool = False
    hold: int = NEVER
    exact: bool = False
    remaining: int = 0
    pause: int = 0
    waits: bool = False


def planned_day(window: ImpreciseDate | None, plan_on: PlanOn) -> date | None:
    """The day that a date window is planned on: its first day where it has no end; None where it is no window."""
    if window is None or window.nature is not Nature.WINDOW:
        return None
    return window.day(plan_on) or window.earliest


def is_moment(activity: Activity) -> bool:
    """Whether an activity is at one instant: a milestone, unless it takes time, or a task of no duration."""
    return activity.is_plain_milestone or activity.duration_minutes == 0


def finishes_on_pin(activity: Activity) -> bool:
    """Whether work that has begun finishes on the day it is fixed to: a fixed finish holds until the work is done."""
    begun = activity.started_at is not None and activity.finished_at is None
    fixed = activity.is_pinned and activity.pinned_finish is not None
    return begun and fixed and activity.percent_complete < 100 and not is_moment(activity)


def gap_minutes(splits: tuple[Split, ...], until: int, since: int = -1) -> int:
    """The minutes of the interruptions that lie after more than `since` minutes of work and before `until` are done."""
    return sum(gap for before, gap in splits if since < before < until)


def has_both_pins(activity: Activity) -> bool:
    """Whether start and finish are both kept as given, so that no duration is needed."""
    return bool(activity.pinning) and activity.pinned_start is not None and activity.pinned_finish is not None


def bounds_of(activity: Activity, time: WorkingTime, frame: Frame) -> Bounds:
    """The bounds of an activity on its working time."""
    duration = activity.duration_minutes or 0 if activity.kind is not ActivityKind.SUMMARY else 0
    if activity.started_at is not None or activity.finished_at is not None:
        return _happened(activity, time, frame, duration)
    if activity.is_pinned:
        return _pinned(activity, time, duration)
    pause = gap_minutes(activity.splits, duration) if duration else 0
    duration += pause
    done = activity.percent_complete == 100
    plain = Bounds(duration, time.count(frame.start), cap=_cap(activity, time, duration), finished=done, pause=pause)
    if activity.constraint_date is not None and activity.constraint in EXACT:
        found = _exact(activity, time, plain)
    else:
        found = _held_back(activity, time, frame.plan_on, plain)
    return _held_to(activity, time, frame, _until_said(activity, time, frame, found, _put_off(time, frame, found)))


def is_plain(activity: Activity) -> bool:
    """Whether an activity has no dates of its own at all, so that its bounds need no working out."""
    return (
        activity.constraint_date is None
        and activity.start_window is None
        and activity.finish_window is None
        and activity.deadline is None
        and activity.started_at is None
        and activity.finished_at is None
        and not activity.pinning
    )


def plain_bounds(time: WorkingTime, frame: Frame, duration: int, finished: bool) -> Bounds:
    """The bounds of an activity without any date of its own."""
    start = time.count(frame.start)
    return _put_off(time, frame, Bounds(duration, start, time.beginning(start), finished=finished))


def _put_off(time: WorkingTime, frame: Frame, found: Bounds) -> Bounds:
    """What is not done yet comes on the status date or later, where the programme says so."""
    if frame.undone_from is None or found.finished:
        return found
    start = time.count(frame.undone_from)
    if start < found.start or (start == found.start and found.reason is not Reason.PROGRAMME_START):
        return found
    return replace(found, start=start, at=time.beginning(start), reason=Reason.STATUS_DATE)


def _until_said(activity: Activity, time: WorkingTime, frame: Frame, found: Bounds, put_off: Bounds) -> Bounds:
    """Work of which both ends were said and that was put off keeps its said finish while that is still ahead."""
    last = planned_day(activity.finish_window, frame.plan_on)
    if put_off is found or last is None or activity.start_window is None or is_moment(activity):
        return put_off
    left = time.count(day_end(last)) - put_off.start
    return replace(put_off, duration=left) if 0 < left < put_off.duration else put_off


def _held_to(activity: Activity, time: WorkingTime, frame: Frame, found: Bounds) -> Bounds:
    """The latest start of an activity that a constraint holds, whatever it waits for."""
    if activity.constraint_date is None or activity.constraint not in LATEST or not frame.constraints_first:
        return found
    at_start = activity.constraint in (Constraint.MSO, Constraint.SNLT)
    hold = time.count(instant(activity.constraint_date)) - (0 if at_start else found.duration)
    return replace(found, hold=hold, exact=activity.constraint in EXACT)


def _happened(activity: Activity, time: WorkingTime, frame: Frame, duration: int) -> Bounds:
    """What has started stays where it started; what is left of it goes on where progress stands."""
    began, ended = activity.started_at, activity.finished_at
    if ended is not None:
        finish = time.count(instant(ended))
        start = min(time.count(instant(began)), finish) if began is not None else finish - duration
        if is_moment(activity):
            start = finish
        return Bounds(
            finish - start, start, instant(ended), reason=Reason.ACTUAL, pinned=True, started=True, finished=True
        )
    assert began is not None
    start, done = time.count(instant(began)), activity.has_happened
    day = planned_day(activity.finish_window, frame.plan_on)
    if day is not None and not is_moment(activity):
        duration = max(time.count(day_end(day)) - start, 0) or duration
    span, remaining = _going_on(activity, time, frame, start, duration)
    waits = remaining > 0 and frame.out_of_sequence is OutOfSequence.RETAINED_LOGIC
    if finishes_on_pin(activity):
        assert activity.pinned_finish is not None
        span = duration = max(time.count(instant(activity.pinned_finish)) - start, 0)
        remaining, waits = min(remaining, span), False
    cap = _cap(activity, time, span)
    return Bounds(
        span,
        start,
        instant(began),
        cap,
        Reason.ACTUAL,
        pinned=True,
        started=True,
        finished=done,
        exact=activity.constraint in EXACT and activity.constraint_date is not None,
        remaining=remaining,
        pause=span - duration,
        waits=waits and not done,
    )


def _going_on(activity: Activity, time: WorkingTime, frame: Frame, start: int, duration: int) -> tuple[int, int]:
    """From start to finish of work that has started, and what is left of that; both without a duration are 0."""
    if not duration:
        return 0, 0
    given = activity.remaining_minutes
    remaining = round(duration * (100 - activity.percent_complete) / 100) if given is None else given
    done = max(duration - remaining, 0)
    goes_on = start + done + gap_minutes(activity.splits, done + 1 if remaining else done)
    if remaining and activity.resume_at is not None:
        goes_on = max(goes_on, time.count(instant(activity.resume_at)))
    if remaining and frame.undone_from is not None:
        goes_on = max(goes_on, time.count(frame.undone_from))
    remaining += gap_minutes(activity.splits, duration, done)
    finish = goes_on + remaining
    if activity.constraint is Constraint.FNET and activity.constraint_date is not None:
        finish = max(finish, time.count(instant(activity.constraint_date)))
    return max(finish - start, 1), remaining


def _pinned(activity: Activity, time: WorkingTime, duration: int) -> Bounds:
    """Dates that are kept as given; one of them alone gives the other by the duration."""
    first, last = activity.pinned_start, activity.pinned_finish
    pause = gap_minutes(activity.splits, duration) if duration else 0
    duration += pause
    moment = first or last
    assert moment is not None
    if is_moment(activity) or first is None:
        end = last if last is not None and first is None else moment
        start = time.count(instant(end)) - duration
    else:
        start = time.count(instant(first))
        if last is not None:
            duration = max(time.count(instant(last)) - start, 0)
            pause = min(pause, duration)
    cap = _cap(activity, time, duration)
    done = activity.percent_complete == 100
    return Bounds(duration, start, instant(moment), cap, Reason.PINNED, pinned=True, finished=done, pause=pause)


def _cap(activity: Activity, time: WorkingTime, duration: int) -> int:
    cap = NEVER if activity.deadline is None else time.count(end_instant(activity.deadline))
    if activity.constraint_date is not None and activity.constraint in LATEST:
        at_start = activity.constraint in (Constraint.MSO, Constraint.SNLT)
        cap = min(cap, time.count(end_instant(activity.constraint_date)) + (duration if at_start else 0))
    return cap


def _exact(activity: Activity, time: WorkingTime, plain: Bounds) -> Bounds:
    """MSO and MFO: the place itself."""
    assert activity.constraint_date is not None
    at = instant(activity.constraint_date)
    start = time.count(at) - (plain.duration if activity.constraint is Constraint.MFO else 0)
    return replace(plain, start=start, at=at, reason=Reason.CONSTRAINT)


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
    cap = plain.cap if duration == plain.duration else _cap(activity, time, duration)
    pause = plain.pause if duration == plain.duration else min(plain.pause, duration)
    return replace(plain, duration=duration, start=start, at=at, cap=cap, reason=reason, pause=pause)


def _lateness(bound: tuple[int, int, Reason]) -> tuple[int, int]:
    return bound[:2]
