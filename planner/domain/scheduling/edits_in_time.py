"""Wishes about when: to move, stretch or date an activity. Dates are given as windows, never as constraints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from planner.domain.changes import RowChange, Step, merged
from planner.domain.imprecise_date import ImpreciseDate, Nature
from planner.domain.integrity import name_of
from planner.domain.model import Activity, Constraint, Gate
from planner.domain.plan import Plan
from planner.domain.rows import change_row
from planner.domain.scheduling.bounds import Reason
from planner.domain.scheduling.calendars import day_begin, day_end, moment
from planner.domain.scheduling.compute import schedule as scheduled
from planner.domain.scheduling.network import MOMENT
from planner.domain.scheduling.passes import gate_bounds, link_bound
from planner.domain.scheduling.schedule import Schedule
from planner.domain.scheduling.view import Activities
from planner.errors import EditRefused
from planner.message import N_

HOLDING = (Constraint.MSO, Constraint.MFO, Constraint.ALAP)
"""Constraints under which a start that is given means nothing."""


def shift_to(plan: Plan, schedule: Schedule, activity_id: UUID, day: date) -> Step:
    """Move an activity to start on a day (a milestone: to be on it), keeping its working time.

    Raises EditRefused where that day cannot be: a summary, started work, a constraint that holds it,
    or something that it waits for.
    """
    _movable(plan, activity_id)
    _refuse_before_links(*_place(schedule, activity_id), day)
    return _shifted(plan, schedule, activity_id, day)


def shift_all(plan: Plan, planned: Schedule, goals: Mapping[UUID, date]) -> Step:
    """Move several activities at once, each to start on a day of its own, as one step.

    They are looked at together: work may go to an earlier day with what it waits for. Raises EditRefused as
    `shift_to` does, where a day cannot be when all have moved.
    """
    for activity_id in goals:
        _movable(plan, activity_id)
    if len(goals) == 1:
        return next(shift_to(plan, planned, activity_id, day) for activity_id, day in goals.items())
    steps = [_shifted(plan, planned, activity_id, day) for activity_id, day in goals.items()]
    moved = merged("activity.shift", steps, steps[0].words if steps else {})
    if any(day < planned[activity_id].start.date() for activity_id, day in goals.items()):
        then = scheduled(plan.with_step(moved), planned)
        for activity_id, day in goals.items():
            _refuse_before_links(*_place(then, activity_id), day)
    return moved


def _shifted(plan: Plan, schedule: Schedule, activity_id: UUID, day: date) -> Step:
    activity = plan.activity(activity_id)
    view, n = _place(schedule, activity_id)
    values: dict[str, Any] = {"start_window": ImpreciseDate.exact(day)}
    if _is_window(activity.finish_window):
        values["finish_window"] = None if view.net.shapes[n] == MOMENT else _shifted_finish(view, n, day)
    return _step("activity.shift", activity, values)


def stretch_to(plan: Plan, schedule: Schedule, activity_id: UUID, finish_day: date) -> Step:
    """Change the duration of an activity so that it finishes at the end of a day.

    Raises EditRefused for summaries, milestones, finished work, or a day before it starts.
    """
    activity = _datable(plan, activity_id)
    if activity.is_plain_milestone:
        raise EditRefused(N_("{name} is a milestone: it has a date, but no duration."), name=name_of(activity))
    if activity.finished_at is not None:
        raise EditRefused(N_("{name} has finished: change its actual finish instead."), name=name_of(activity))
    if activity.constraint is Constraint.MFO:
        raise _held_by_constraint(activity)
    view, n = _place(schedule, activity_id)
    net = view.net
    start = view.early.finish[n] - net.duration[n]
    minutes = net.times[n].count(day_end(finish_day)) - start
    if minutes <= 0:
        day = moment(view.start(n)).date()
        raise EditRefused(N_("{name} cannot finish before it starts, on {date}."), name=name_of(activity), date=day)
    values: dict[str, Any] = {"duration_minutes": minutes}
    if _is_window(activity.finish_window):
        from_finish = net.bounds[n].reason is Reason.FINISH_WINDOW
        values["finish_window"] = ImpreciseDate.exact(finish_day) if from_finish else None
    return _step("activity.stretch", activity, values)


def stretch_from(plan: Plan, schedule: Schedule, activity_id: UUID, start_day: date) -> Step:
    """Let an activity begin on a day and finish when it did, so that its duration changes.

    Raises EditRefused as `shift_to` does, and for milestones, work without a term, or a day after it finishes.
    """
    activity = _movable(plan, activity_id)
    if activity.is_plain_milestone:
        raise EditRefused(N_("{name} is a milestone: it has a date, but no duration."), name=name_of(activity))
    if activity.duration_minutes is None:
        raise EditRefused(N_("{name} has no term: there is no duration to change."), name=name_of(activity))
    view, n = _place(schedule, activity_id)
    _refuse_before_links(view, n, start_day)
    minutes = view.early.finish[n] - view.net.times[n].count(day_begin(start_day))
    if minutes <= 0:
        day = moment(view.finish(n)).date()
        raise EditRefused(N_("{name} cannot start after it finishes, on {date}."), name=name_of(activity), date=day)
    values: dict[str, Any] = {"start_window": ImpreciseDate.exact(start_day), "duration_minutes": minutes}
    return _step("activity.stretch", activity, values)


def stretch_window(plan: Plan, activity_id: UUID, words: str, *, earliest: date | None, latest: date | None) -> Step:
    """Give an imprecise date another first or last day (None: as it was), in words that say so.

    The first day is that of the start (of a milestone: of its date), the last that of the finish. Raises
    EditRefused where there is no such window, or it would end before it begins.
    """
    activity = _datable(plan, activity_id)
    name = "start_window" if earliest is not None or activity.is_plain_milestone else "finish_window"
    window: ImpreciseDate | None = getattr(activity, name)
    if window is None or not _is_window(window):
        raise EditRefused(N_("{name} has no imprecise date there."), name=name_of(activity))
    first, last = earliest or window.earliest, latest or window.latest
    if first is not None and last is not None and last < first:
        raise EditRefused(N_("A date window ends before it begins."))
    fresh = replace(window, earliest=first, latest=last, words=words, lenient=None, vague=False)
    return _step("activity.shift", activity, {name: fresh})


def set_planned_start(plan: Plan, schedule: Schedule, activity_id: UUID, window: ImpreciseDate | None) -> Step:
    """Say when an activity starts (a milestone: when it is), exactly or not; None takes the date away.

    Entry into force takes any date: what held it to another day gives way, and is no assumption any more.
    """
    entry = plan.activity(activity_id)
    if entry.gate is Gate.ENTRY and entry.started_at is None and entry.finished_at is None and window is not None:
        free: dict[str, Any] = {"start_window": window, "finish_window": None}
        free |= {"constraint": Constraint.ASAP, "constraint_date": None}
        given = ("start_window", "finish_window", "constraint", "constraint_date")
        gone = [RowChange.remove(row) for row in plan.assumptions(activity_id) if row.field in given]
        step = _step("activity.shift", entry, free)
        return Step(step.label, (*step.changes, *gone), step.words)
    activity = _movable(plan, activity_id)
    if window is not None and window.is_exact and window.earliest is not None:
        _refuse_before_links(*_place(schedule, activity_id), window.earliest)
    return _step("activity.shift", activity, {"start_window": window})


def set_planned_finish(plan: Plan, schedule: Schedule, activity_id: UUID, window: ImpreciseDate | None) -> Step:
    """Say when an activity finishes; None takes the date away.

    An exact day gives the duration where the start is known, else the start follows from it. A
    milestone has one date, which this sets.
    """
    activity = _datable(plan, activity_id)
    if activity.is_plain_milestone:
        return set_planned_start(plan, schedule, activity_id, window)
    if activity.finished_at is not None:
        raise EditRefused(N_("{name} has finished: change its actual finish instead."), name=name_of(activity))
    if window is not None and window.is_exact and window.latest is not None and start_is_known(schedule, activity_id):
        return stretch_to(plan, schedule, activity_id, window.latest)
    return _step("activity.stretch", activity, {"finish_window": window})


def start_is_known(schedule: Schedule, activity_id: UUID) -> bool:
    """Whether something says when an activity starts: a date of its own, a link, or what has happened."""
    view, n = _place(schedule, activity_id)
    net = view.net
    own = net.bounds[n].reason in (Reason.ACTUAL, Reason.CONSTRAINT, Reason.START_WINDOW)
    parent = net.parents[n]
    return own or bool(net.links_in[n]) or (parent >= 0 and net.gated[parent])


# --- refusals ---------------------------------------------------------------------------------------


def _datable(plan: Plan, activity_id: UUID) -> Activity:
    activity = plan.activity(activity_id)
    if activity.is_summary:
        raise EditRefused(N_("{name} takes its dates from what is in it: change those."), name=name_of(activity))
    return activity


def _movable(plan: Plan, activity_id: UUID) -> Activity:
    activity = _datable(plan, activity_id)
    if activity.finished_at is not None:
        raise EditRefused(N_("{name} has finished: change its actual finish instead."), name=name_of(activity))
    if activity.started_at is not None:
        raise EditRefused(N_("{name} has started: change its actual start instead."), name=name_of(activity))
    if activity.constraint in HOLDING and (activity.constraint is Constraint.ALAP or activity.constraint_date):
        raise _held_by_constraint(activity)
    return activity


def _held_by_constraint(activity: Activity) -> EditRefused:
    return EditRefused(
        N_("{name} has the constraint “{constraint}”: take that away first."),
        name=name_of(activity),
        constraint=activity.constraint,
    )


def _refuse_before_links(view: Activities, n: int, day: date) -> None:
    """Refuse a day that what it waits for, or a constraint, does not allow: nothing would move."""
    net, time, activity = view.net, view.net.times[n], view.net.activities[n]
    wanted = time.count(day_end(day) if net.shapes[n] == MOMENT else day_begin(day))
    for link in net.links_in[n]:
        found, _ = link_bound(net, view.early, link)
        if found - (net.duration[n] if link.to_finish else 0) > wanted:
            _refuse_waiting(view, n, link.predecessor)
    parent = net.parents[n]
    while parent >= 0 and net.gated[parent]:
        for when, link in gate_bounds(net, view.early, parent):
            length = net.duration[n] if link is not None and link.to_finish else 0
            if when >= 0 and time.count(when) - length > wanted:
                _refuse_waiting(view, n, parent if link is None else link.predecessor)
        parent = net.parents[parent]
    bounds = net.bounds[n]
    if bounds.reason is Reason.CONSTRAINT and bounds.start > wanted:
        raise _held_by_constraint(activity)


def _refuse_waiting(view: Activities, n: int, other: int) -> None:
    raise EditRefused(
        N_("{name} cannot be earlier than {date}: it waits for {other}."),
        name=name_of(view.net.activities[n]),
        date=moment(view.start(n)).date(),
        other=name_of(view.net.activities[other]),
    )


# --- steps ------------------------------------------------------------------------------------------


def _place(schedule: Schedule, activity_id: UUID) -> tuple[Activities, int]:
    view = schedule.activities
    assert isinstance(view, Activities)
    return view, view.net.number[activity_id]


def _is_window(window: ImpreciseDate | None) -> bool:
    return window is not None and window.nature is Nature.WINDOW


def _shifted_finish(view: Activities, n: int, day: date) -> ImpreciseDate:
    time = view.net.times[n]
    start = time.count(day_begin(day))
    return ImpreciseDate.exact(moment(time.ending(start + max(view.net.duration[n], 1))).date())


def _step(label: str, activity: Activity, values: dict[str, Any]) -> Step:
    after = change_row(activity, **values)
    changes = (RowChange.update(activity, after),) if after != activity else ()
    return Step(label, changes, {"name": name_of(activity)})
