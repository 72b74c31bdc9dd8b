"""A plan as arrays of integers: everything the forward and backward pass need; `filling` builds them once.

Each activity has a number. Times are working minutes on the activity's own calendar, so that a link
between activities of one calendar is an addition; only links between calendars, elapsed lags and
links on summaries go over the clock ("slow" links).
"""

from __future__ import annotations

import gc
from array import array
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from planner.domain.model import (
    Activity,
    ActivityKind,
    Dependency,
    LagUnit,
    LinkType,
    PlanOn,
)
from planner.domain.plan import Plan
from planner.domain.scheduling.bounds import (
    NEVER,
    Bounds,
    Frame,
    has_both_pins,
    is_moment,
    is_plain,
    planned_day,
)
from planner.domain.scheduling.calendars import PlanCalendars, WorkingTime, day_begin, end_instant, instant
from planner.domain.scheduling.ordering import order_nodes, parents_without_rings

TASK, MOMENT, TERMLESS, SUMMARY = 0, 1, 2, 3


class Link(NamedTuple):
    """A dependency between numbers. `from_start` is SS and SF, `to_finish` is FF and SF."""

    predecessor: int
    successor: int
    from_start: bool
    to_finish: bool
    lag: int
    unit: LagUnit
    row: Dependency


@dataclass(slots=True)
class Network:
    """The arrays; all lists from `activities` to `watched` and from `times` to `slow_finish` are by activity number.

    `slow_start` and `slow_finish` are 0 for what the quick loops can do, 1 for what goes over the
    clock or has a summary's dates to mind, 2 for summaries.

    `quick_in` holds (predecessor, c): the start is at least the predecessor's finish + c;
    `quick_out` holds (successor, k): the late finish is at most the successor's late finish - k.
    """

    plan: Plan
    activities: list[Activity]
    number: dict[UUID, int]
    shapes: bytearray
    parents: list[int]
    children: list[list[int]]
    gated: list[bool]
    watched: list[bool]
    idle: bytearray  # 1 for what is not active, or in something that is not
    order: list[int]
    place: list[int]  # where in the order an activity is; -1 for summaries
    left_out: tuple[UUID, ...] = field(init=False)
    calendars: PlanCalendars = field(init=False)
    plan_on: PlanOn = field(init=False)
    programme_start: int = field(init=False)  # instant
    frame: Frame = field(init=False)
    times: list[WorkingTime] = field(init=False)
    links_in: list[list[Link]] = field(init=False)
    links_out: list[list[Link]] = field(init=False)
    bounds: list[Bounds] = field(init=False)
    duration: array[int] = field(init=False)
    start: array[int] = field(init=False)
    at: array[int] = field(init=False)
    cap: array[int] = field(init=False)
    quick_in: list[list[tuple[int, int]]] = field(init=False)
    quick_out: list[list[tuple[int, int]]] = field(init=False)
    slow_in: list[list[Link]] = field(init=False)
    slow_out: list[list[Link]] = field(init=False)
    slow_start: bytearray = field(init=False)
    slow_finish: bytearray = field(init=False)
    late_starters: list[int] = field(init=False)  # ALAP
    gates: list[int] = field(init=False)  # what has a gate
    ready: list[int] = field(init=False)  # milestones that make an organisation ready
    finished: list[int] = field(init=False)
    entry: int = field(init=False)
    groups: list[tuple[WorkingTime, list[int]]] = field(init=False)  # tasks by calendar
    moments: list[int] = field(init=False)  # milestones and termless work
    group_of: array[int] = field(init=False)  # the number of an activity's calendar
    capped: list[int] = field(init=False)  # with late bounds of their own
    hammocks: dict[int, tuple[int, int]] = field(init=False)  # what each runs from (-1: its own start), and until
    stretched_by: dict[int, list[int]] = field(init=False)  # the hammocks that run until an activity
    plain_outline: bool = field(init=False)  # no summary has links or dates of its own

    def lag_minutes(self, link: Link, predecessor_duration: int) -> int:
        """A lag in minutes: a percent lag is a share of the predecessor's duration."""
        if link.unit is LagUnit.PERCENT:
            return round((predecessor_duration - self.pause(link.predecessor)) * link.lag / 100)
        return link.lag

    def pause(self, n: int) -> int:
        """The minutes of an activity's duration in which it is not worked on."""
        bounds = self.bounds[n]
        return self.duration[n] - bounds.duration + bounds.pause if n not in self.hammocks else 0

    def is_elastic(self, n: int) -> bool:
        """Whether the forward pass finds how long an activity takes, from start to finish."""
        return self.bounds[n].waits or n in self.hammocks


def structure(plan: Plan, *, by_name: bool = False) -> Network:
    """The arrays with everything in them that does not depend on dates.

    Rings are cut by name, so that the order of the rows has no say: where there are any, all is
    put in order first.
    """
    activities = list(plan.rows(Activity))
    if by_name:
        activities.sort(key=lambda a: (a.key, str(a.id)))
    number = {a.id: n for n, a in enumerate(activities)}
    parents = parents_without_rings([number.get(a.parent_id, -1) if a.parent_id else -1 for a in activities])
    children: list[list[int]] = [[] for _ in activities]
    for child, parent in enumerate(parents):
        if parent >= 0:
            children[parent].append(child)
    shapes = bytearray(shape_of(a, bool(children[n])) for n, a in enumerate(activities))
    idle = _idle(activities, parents)
    links, dangling = _links(plan, number, idle)

    def name(link: int) -> tuple[str, ...]:
        if link < len(links):
            return _name(activities, links[link])
        end, hammock = ends[link - len(links)]
        return activities[end].key, activities[hammock].key, "hammock", str(activities[hammock].id)

    if by_name:
        links.sort(key=lambda link: _name(activities, link))
    summary = [shape == SUMMARY for shape in shapes]
    ends = _hammock_ends(activities, number, shapes)
    gated, watched = _touched_summaries(activities, parents, children, summary, links, ends)
    pairs = [(x.predecessor, x.successor) for x in links] + ends
    order = order_nodes(parents, gated, watched, summary, pairs, name)
    if order.left_out and not by_name:
        return structure(plan, by_name=True)
    place = [-1] * len(activities)
    for i, n in enumerate(order.nodes):
        if n >= 0:
            place[n] = i
    net = Network(plan, activities, number, shapes, parents, children, gated, watched, idle, order.nodes, place)
    net.links_in, net.links_out = [[] for _ in activities], [[] for _ in activities]
    for i, link in enumerate(links):
        if i not in order.left_out:
            net.links_in[link.successor].append(link)
            net.links_out[link.predecessor].append(link)
    net.left_out = (*(links[i].row.id for i in sorted(order.left_out) if i < len(links)), *dangling)
    cut = {ends[i - len(links)][1] for i in order.left_out if i >= len(links)}
    _note_hammocks(net, {n for _, n in ends} - cut)
    return net


def _hammock_ends(activities: list[Activity], number: dict[UUID, int], shapes: bytearray) -> list[tuple[int, int]]:
    """What each hammock waits for the dates of, and the hammock."""
    return [
        (number[end], n)
        for n, activity in enumerate(activities)
        if activity.hammock_finish_id is not None and is_hammock(activity, shapes[n])
        for end in (activity.hammock_start_id, activity.hammock_finish_id)
        if end is not None and end in number
    ]


def is_hammock(activity: Activity, shape: int) -> bool:
    """Whether the pass stretches an activity: dates that are kept as given, or are over, are kept."""
    return activity.is_hammock and shape != SUMMARY and not activity.is_pinned and activity.finished_at is None


def _note_hammocks(net: Network, hammocks: set[int]) -> None:
    net.hammocks, net.stretched_by = {}, {}
    for n in sorted(hammocks):
        activity = net.activities[n]
        first, last = (
            net.number.get(x, -1) if x else -1 for x in (activity.hammock_start_id, activity.hammock_finish_id)
        )
        if last >= 0 and n not in (first, last):
            net.hammocks[n] = first, last
            net.stretched_by.setdefault(last, []).append(n)


def _idle(activities: list[Activity], parents: list[int]) -> bytearray:
    """What is not active, with all that is in it."""
    idle = bytearray(len(activities))
    if all(a.active for a in activities):
        return idle
    for n in range(len(activities)):
        at = n
        while at >= 0:
            if not activities[at].active:
                idle[n] = 1
                break
            at = parents[at]
    return idle


def zeros(size: int) -> array[int]:
    """So many integers; an array, since copies of lists keep the collector of garbage busy."""
    return array("q", bytes(8 * size))


@contextmanager
def collector_at_rest() -> Generator[None, None, None]:
    """Many small tuples are about to be made and none thrown away: looking for garbage meanwhile costs most."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def shape_of(activity: Activity, has_children: bool) -> int:
    if has_children:
        return SUMMARY
    if activity.is_hammock and not activity.is_pinned:
        return TASK
    if is_moment(activity):
        return MOMENT
    if activity.kind is ActivityKind.SUMMARY:
        return TERMLESS
    if activity.duration_minutes is None and not has_both_pins(activity):
        return TERMLESS
    return TASK


def _links(plan: Plan, number: dict[UUID, int], idle: bytearray) -> tuple[list[Link], list[UUID]]:
    """The links that count, and those that lead nowhere; what is not active holds nothing back."""
    links: list[Link] = []
    dangling: list[UUID] = []
    for row in plan.rows(Dependency):
        first, second = number.get(row.predecessor_id), number.get(row.successor_id)
        if first is None or second is None:
            dangling.append(row.id)
            continue
        if idle[first]:
            continue
        links.append(link_of(row, first, second))
    return links, sorted(dangling, key=str)


def link_of(row: Dependency, first: int, second: int) -> Link:
    """A dependency between two numbers."""
    kind = row.type
    from_start = kind is LinkType.SS or kind is LinkType.SF
    to_finish = kind is LinkType.FF or kind is LinkType.SF
    return Link(first, second, from_start, to_finish, row.lag, row.lag_unit, row)


def _name(activities: list[Activity], link: Link) -> tuple[str, ...]:
    row = link.row
    return activities[link.predecessor].key, activities[link.successor].key, row.type, str(row.id)


def _touched_summaries(
    activities: list[Activity],
    parents: list[int],
    children: list[list[int]],
    summary: list[bool],
    links: list[Link],
    ends: list[tuple[int, int]],
) -> tuple[list[bool], list[bool]]:
    """Which summaries hold their children back or pass late dates on to them (with all inside them)."""
    gated = [False] * len(activities)
    watched = [False] * len(activities)
    for n, is_summary in enumerate(summary):
        if is_summary and not is_plain(activities[n]):
            gated[n] = watched[n] = True
    for link in links:
        if summary[link.successor]:
            gated[link.successor] = True
        if summary[link.predecessor]:
            watched[link.predecessor] = True
    for end, _ in ends:  # which hammocks run from or until
        watched[end] = watched[end] or summary[end]
    for flags in (gated, watched):
        _spread_down(flags, children, summary)
    return gated, watched


def _spread_down(flags: list[bool], children: list[list[int]], summary: list[bool]) -> None:
    """Set a flag of a summary for all summaries in it too."""
    stack = [n for n, flag in enumerate(flags) if flag]
    while stack:
        for child in children[stack.pop()]:
            if summary[child] and not flags[child]:
                flags[child] = True
                stack.append(child)


def programme_start(plan: Plan) -> int:
    """Where work without any date begins: the programme's start, else the earliest date in the plan,
    else the status date."""
    programme = plan.programme
    if programme.start_date is not None:
        return day_begin(programme.start_date) + programme.start_minute
    found: list[int] = []
    for activity in plan.rows(Activity):
        if is_plain(activity):
            continue
        dates = [activity.started_at, activity.finished_at, activity.constraint_date]
        if activity.is_pinned:
            dates += [activity.pinned_start, activity.pinned_finish]
        found += [instant(d) for d in dates if d is not None]
        windows = (activity.start_window, activity.finish_window)
        found += [day_begin(d) for d in (planned_day(w, programme.plan_on) for w in windows) if d is not None]
    return min(found, default=day_begin(programme.status_date))


def summary_floor(net: Network, n: int) -> int:
    """The instant before which nothing in a summary starts, by its own SNET or date window."""
    activity = net.activities[n]
    found = [-NEVER]
    if activity.constraint_date is not None and activity.constraint in ("SNET", "MSO"):
        found.append(instant(activity.constraint_date))
    day = planned_day(activity.start_window, net.plan_on)
    if day is not None:
        found.append(day_begin(day))
    return max(found)


def summary_cap(net: Network, n: int) -> int:
    """The instant after which nothing in a summary may finish, by its own FNLT, MFO or deadline."""
    activity = net.activities[n]
    found = [NEVER]
    if activity.deadline is not None:
        found.append(end_instant(activity.deadline))
    if activity.constraint_date is not None and activity.constraint in ("FNLT", "MFO"):
        found.append(instant(activity.constraint_date))
    return min(found)


def window_end(net: Network, n: int) -> int | None:
    """The working minute at the end of the day that a milestone's window is planned on."""
    activity = net.activities[n]
    day = planned_day(activity.start_window or activity.finish_window, net.plan_on)
    return None if day is None else net.times[n].count(net.times[n].end_of(day))
