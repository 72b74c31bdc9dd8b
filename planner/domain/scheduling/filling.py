"""Fill the arrays of a plan with everything that depends on dates, durations and calendars."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from copy import copy
from dataclasses import replace
from typing import NamedTuple, cast

from planner.domain.model import Activity, Constraint, Gate, LagUnit, OutOfSequence, ScheduleFrom
from planner.domain.plan import Plan
from planner.domain.scheduling.bounds import NEVER, Bounds, Frame, bounds_of, is_plain, plain_bounds
from planner.domain.scheduling.calendars import PlanCalendars, WorkingTime, day_begin
from planner.domain.scheduling.network import (
    MOMENT,
    SUMMARY,
    TASK,
    TERMLESS,
    Link,
    Network,
    collector_at_rest,
    programme_start,
    structure,
    zeros,
)


def build_network(plan: Plan) -> Network:
    """The arrays of a plan."""
    with collector_at_rest():
        return fill(structure(plan))


def fill(net: Network, start: int | None = None) -> Network:
    """Put in everything that depends on dates, durations and calendars; `start` is another programme's start."""
    size = len(net.activities)
    net.calendars = PlanCalendars(net.plan)
    net.plan_on = net.plan.programme.plan_on
    net.programme_start = programme_start(net.plan) if start is None else start
    net.frame = _frame(net.plan, net.programme_start)
    net.times = [net.calendars.of_activity(a) for a in net.activities]
    net.bounds = [Bounds(0, 0)] * size
    net.duration, net.start, net.at, net.cap = zeros(size), zeros(size), zeros(size), zeros(size)
    net.quick_in, net.quick_out = [[] for _ in range(size)], [[] for _ in range(size)]
    net.slow_in, net.slow_out = [[] for _ in range(size)], [[] for _ in range(size)]
    net.slow_start, net.slow_finish = bytearray(size), bytearray(size)
    _fill_bounds(net)
    for n in range(size):
        sort_links(net, n)
    note_special(net)
    return net


def _frame(plan: Plan, start: int) -> Frame:
    programme = plan.programme
    undone_from = day_begin(programme.status_date) if programme.remaining_from_status else None
    return Frame(programme.plan_on, start, programme.honour_constraints, undone_from, programme.out_of_sequence)


def _fill_bounds(net: Network) -> None:
    known: dict[tuple[WorkingTime, int, bool], Bounds] = {}  # plain activities share theirs
    for n in range(len(net.activities)):
        fill_bounds_of(net, n, known)


def fill_bounds_of(net: Network, n: int, known: dict[tuple[WorkingTime, int, bool], Bounds]) -> None:
    """Work out the bounds of one activity; `known` are those of activities without dates."""
    activity, time = net.activities[n], net.times[n]
    if net.shapes[n] == SUMMARY or (is_plain(activity) and not activity.splits and n not in net.hammocks):
        duration = activity.duration_minutes or 0 if net.shapes[n] == TASK else 0
        place = time, duration, activity.percent_complete == 100
        bounds = None if activity.elapsed else known.get(place)  # elapsed work begins elsewhere on the same clock
        if bounds is None:
            bounds = plain_bounds(time, _frame_of(net, activity), duration, place[2])
            if not activity.elapsed:
                known[place] = bounds
    else:
        if n in net.hammocks:
            activity = cast("Activity", activity.changed(duration_minutes=None, splits=(), finish_window=None))
        bounds = bounds_of(activity, time, _frame_of(net, activity))
        if n in net.hammocks:
            bounds = replace(bounds, waits=False, remaining=0)
    if net.idle[n]:
        bounds = replace(bounds, finished=True)
    net.bounds[n] = bounds
    net.duration[n], net.start[n], net.at[n], net.cap[n] = bounds.duration, bounds.start, bounds.at, bounds.cap


def _frame_of(net: Network, activity: Activity) -> Frame:
    """The frame of an activity: what counts on the clock begins when its calendar has work going on."""
    if not activity.elapsed:
        return net.frame
    time = net.calendars.of(activity.calendar_id, activity.organisation_id)
    undone_from = net.frame.undone_from
    return replace(
        net.frame,
        start=time.beginning(time.count(net.frame.start)),
        undone_from=None if undone_from is None else time.beginning(time.count(undone_from)),
    )


def note_special(net: Network) -> None:
    """Find what the passes would otherwise look for each time."""
    size = len(net.activities)
    gates = [n for n, gate in enumerate([a.gate for a in net.activities]) if gate]
    constraints = [activity.constraint for activity in net.activities]
    alap = Constraint.ALAP
    net.gates = [n for n in gates if not net.idle[n]]
    net.finished = [n for n, bounds in enumerate(net.bounds) if bounds.finished]
    net.capped = [n for n, cap in enumerate(net.cap) if cap < NEVER]
    net.late_starters = [n for n, each in enumerate(constraints) if each is alap and _may_wait(net, n)]
    numbers = {time: i for i, time in enumerate(dict.fromkeys(net.times))}
    net.group_of = array("q", map(numbers.__getitem__, net.times))
    groups: list[list[int]] = [[] for _ in numbers]
    net.moments = []
    for n, shape, idle, group in zip(range(size), net.shapes, net.idle, net.group_of, strict=True):
        if shape == SUMMARY or idle:
            continue
        (groups[group] if shape == TASK else net.moments).append(n)
    net.groups = list(zip(numbers, groups, strict=True))
    _note_outline(net)


def note_again(net: Network, touched: Iterable[int]) -> None:
    """The same after an edit, where only these numbers can be special in another way than before.

    A number from which on there are no activities any more is one of them.
    """
    numbers = {time: i for i, (time, _) in enumerate(net.groups)}
    groups = [copy(members) for _, members in net.groups]
    lists = (net.gates, net.finished, net.capped, net.late_starters, net.moments)
    gates, finished, capped, late_starters, moments = map(copy, lists)
    group_of, size = copy(net.group_of), len(net.activities)
    del group_of[size:]
    for n in sorted(touched):
        there = n < size
        if there and n == len(group_of):
            group_of.append(0)
        shape = net.shapes[n] if there and not net.idle[n] else SUMMARY
        _put(gates, n, there and bool(net.activities[n].gate) and not net.idle[n])
        _put(finished, n, there and net.bounds[n].finished)
        _put(capped, n, there and net.cap[n] < NEVER)
        waits = there and net.activities[n].constraint is Constraint.ALAP
        _put(late_starters, n, waits and _may_wait(net, n))
        _put(moments, n, shape in (MOMENT, TERMLESS))
        if there and net.times[n] not in numbers:
            numbers[net.times[n]] = len(groups)
            groups.append([])
        if there:
            group_of[n] = numbers[net.times[n]]
        for number, members in enumerate(groups):
            _put(members, n, shape == TASK and number == group_of[n])
    net.gates, net.finished, net.capped, net.late_starters, net.moments = (
        gates,
        finished,
        capped,
        late_starters,
        moments,
    )
    net.groups, net.group_of = list(zip(numbers, groups, strict=True)), group_of
    _note_outline(net)


def _put(numbers: list[int], n: int, belongs: bool) -> None:
    """Have a number in a list in order, or not."""
    place = bisect_left(numbers, n)
    if (place < len(numbers) and numbers[place] == n) == belongs:
        return
    if belongs:
        numbers.insert(place, n)
    else:
        del numbers[place]


def _note_outline(net: Network) -> None:
    gates = [(n, net.activities[n].gate) for n in net.gates]
    net.entry = next((n for n, gate in gates if gate is Gate.ENTRY and net.shapes[n] != SUMMARY), -1)
    net.ready = [n for n, gate in gates if gate is Gate.READY and net.shapes[n] == MOMENT]
    net.plain_outline = True not in net.gated and True not in net.watched


def _may_wait(net: Network, n: int) -> bool:
    bounds = net.bounds[n]
    return net.shapes[n] != SUMMARY and not bounds.pinned and not bounds.finished and n not in net.hammocks


def counts_back(net: Network) -> list[int] | None:
    """What a programme that is planned from its finish plans as late as possible; None for other programmes."""
    programme = net.plan.programme
    if programme.schedule_from is not ScheduleFrom.FINISH or programme.finish_at is None:
        return None
    return [n for n in range(len(net.activities)) if _may_wait(net, n)]


class Sorted(NamedTuple):
    """The links of one activity, quick and slow apart; the names are those of the arrays."""

    quick_in: list[tuple[int, int]]
    slow_in: list[Link]
    quick_out: list[tuple[int, int]]
    slow_out: list[Link]


def sort_links(net: Network, n: int) -> None:
    """Tell the quick links of an activity from the slow ones."""
    net.quick_in[n], net.slow_in[n], net.quick_out[n], net.slow_out[n] = sorted_links(net, n)
    mark_slow(net, n)


def sorted_links(net: Network, n: int) -> Sorted:
    """The quick links of an activity and the slow ones."""
    found = Sorted([], [], [], [])
    for link in () if net.bounds[n].pinned and not net.bounds[n].waits else net.links_in[n]:
        if _is_quick(net, link):
            found.quick_in.append((link.predecessor, _gap(net, link)))
        else:
            found.slow_in.append(link)
    for link in net.links_out[n]:
        second = net.bounds[link.successor]
        if _bounds_nothing(net, link):
            continue
        if _is_quick(net, link) and not second.started:
            found.quick_out.append((link.successor, net.duration[link.successor] + _gap(net, link)))
        else:
            found.slow_out.append(link)
    return found


def _bounds_nothing(net: Network, link: Link) -> bool:
    """Whether what a link leads to says nothing of what it leaves from: that has happened, or just stretches."""
    second = net.bounds[link.successor]
    if second.finished or link.successor in net.hammocks:
        return True
    if not second.started:
        return False
    if net.frame.out_of_sequence is OutOfSequence.PROGRESS_OVERRIDE or not second.remaining:
        return True
    waits = second.waits and not net.bounds[link.predecessor].started
    return link.from_start and not link.to_finish and not waits


def mark_slow(net: Network, n: int) -> None:
    """Note whether the quick loops can do an activity, forwards and backwards."""
    if net.shapes[n] == SUMMARY:
        net.slow_start[n] = net.slow_finish[n] = 2
        return
    parent = net.parents[n]
    gated, watched = parent >= 0 and net.gated[parent], parent >= 0 and net.watched[parent]
    bounds = net.bounds[n]
    stretches = n in net.hammocks
    net.slow_start[n] = 1 if net.slow_in[n] or gated or bounds.hold < NEVER or stretches else 0
    net.slow_finish[n] = 1 if net.slow_out[n] or gated or watched or bounds.exact or n in net.stretched_by else 0


def _is_quick(net: Network, link: Link) -> bool:
    first, second = link.predecessor, link.successor
    return (
        net.times[first] is net.times[second]
        and net.shapes[second] == TASK
        and net.shapes[first] != SUMMARY
        and link.unit is not LagUnit.ELAPSED
        and not net.is_elastic(second)
        and not ((link.from_start or link.unit is LagUnit.PERCENT) and net.is_elastic(first))
    )


def _gap(net: Network, link: Link) -> int:
    """c in: start of the successor >= finish of the predecessor + c."""
    gap = net.lag_minutes(link, net.duration[link.predecessor])
    if link.from_start:
        gap -= net.duration[link.predecessor]
    if link.to_finish:
        gap -= net.duration[link.successor]
    return gap
