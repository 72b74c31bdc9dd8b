"""A plan as arrays of integers: everything the forward and backward pass need, built once.

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

from planner.domain.model import Activity, ActivityKind, Constraint, Dependency, Gate, LagUnit, LinkType, PlanOn
from planner.domain.plan import Plan
from planner.domain.scheduling.bounds import NEVER, Bounds, bounds_of, is_moment, is_plain, planned_day
from planner.domain.scheduling.calendars import PlanCalendars, WorkingTime, day_begin, instant
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
    order: list[int]
    place: list[int]  # where in the order an activity is; -1 for summaries
    links: list[Link] = field(init=False)
    left_out: tuple[UUID, ...] = field(init=False)
    calendars: PlanCalendars = field(init=False)
    plan_on: PlanOn = field(init=False)
    programme_start: int = field(init=False)  # instant
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
    ready: list[int] = field(init=False)  # milestones that make an organisation ready
    finished: list[int] = field(init=False)
    entry: int = field(init=False)
    groups: list[tuple[WorkingTime, list[int]]] = field(init=False)  # tasks by calendar
    moments: list[int] = field(init=False)  # milestones and termless work
    group_of: array[int] = field(init=False)  # the number of an activity's calendar
    capped: list[int] = field(init=False)  # with late bounds of their own
    plain_outline: bool = field(init=False)  # no summary has links or dates of its own

    def lag_minutes(self, link: Link, predecessor_duration: int) -> int:
        """A lag in minutes: a percent lag is a share of the predecessor's duration."""
        if link.unit is LagUnit.PERCENT:
            return round(predecessor_duration * link.lag / 100)
        return link.lag


def build_network(plan: Plan) -> Network:
    """The arrays of a plan."""
    with collector_at_rest():
        return fill(_structure(plan))


def _structure(plan: Plan, *, by_name: bool = False) -> Network:
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
    links, dangling = _links(plan, number)

    def name(link: int) -> tuple[str, ...]:
        return _name(activities, links[link])

    if by_name:
        links.sort(key=lambda link: _name(activities, link))
    summary = [shape == SUMMARY for shape in shapes]
    gated, watched = _touched_summaries(activities, parents, children, summary, links)
    order = order_nodes(parents, gated, watched, summary, [(x.predecessor, x.successor) for x in links], name)
    if order.left_out and not by_name:
        return _structure(plan, by_name=True)
    place = [-1] * len(activities)
    for i, n in enumerate(order.nodes):
        if n >= 0:
            place[n] = i
    net = Network(plan, activities, number, shapes, parents, children, gated, watched, order.nodes, place)
    net.links = [link for i, link in enumerate(links) if i not in order.left_out]
    net.left_out = (*(links[i].row.id for i in sorted(order.left_out)), *dangling)
    return net


def fill(net: Network) -> Network:
    """Put in everything that depends on dates, durations and calendars."""
    size = len(net.activities)
    net.calendars = PlanCalendars(net.plan)
    net.plan_on = net.plan.programme.plan_on
    net.programme_start = programme_start(net.plan)
    net.times = [net.calendars.of(a.calendar_id, a.organisation_id) for a in net.activities]
    net.links_in, net.links_out = [[] for _ in range(size)], [[] for _ in range(size)]
    for link in net.links:
        net.links_in[link.successor].append(link)
        net.links_out[link.predecessor].append(link)
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
    if is_moment(activity):
        return MOMENT
    if activity.duration_minutes is None or activity.kind is ActivityKind.SUMMARY:
        return TERMLESS
    return TASK


def _links(plan: Plan, number: dict[UUID, int]) -> tuple[list[Link], list[UUID]]:
    links: list[Link] = []
    dangling: list[UUID] = []
    for row in plan.rows(Dependency):
        first, second = number.get(row.predecessor_id), number.get(row.successor_id)
        if first is None or second is None:
            dangling.append(row.id)
            continue
        kind = row.type
        from_start = kind is LinkType.SS or kind is LinkType.SF
        to_finish = kind is LinkType.FF or kind is LinkType.SF
        links.append(Link(first, second, from_start, to_finish, row.lag, row.lag_unit, row))
    return links, sorted(dangling, key=str)


def _name(activities: list[Activity], link: Link) -> tuple[str, ...]:
    row = link.row
    return activities[link.predecessor].key, activities[link.successor].key, row.type, str(row.id)


def _touched_summaries(
    activities: list[Activity],
    parents: list[int],
    children: list[list[int]],
    summary: list[bool],
    links: list[Link],
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
    for flags in (gated, watched):
        stack = [n for n, flag in enumerate(flags) if flag]
        while stack:
            for child in children[stack.pop()]:
                if summary[child] and not flags[child]:
                    flags[child] = True
                    stack.append(child)
    return gated, watched


def programme_start(plan: Plan) -> int:
    """Where work without any date begins: the programme's start, else the earliest date in the plan,
    else the status date."""
    programme = plan.programme
    if programme.start_date is not None:
        return day_begin(programme.start_date)
    found: list[int] = []
    for activity in plan.rows(Activity):
        if is_plain(activity):
            continue
        dates = (activity.actual_start, activity.actual_finish, activity.constraint_date)
        found += [instant(d) for d in dates if d is not None]
        windows = (activity.start_window, activity.finish_window)
        found += [day_begin(d) for d in (planned_day(w, programme.plan_on) for w in windows) if d is not None]
    return min(found, default=day_begin(programme.status_date))


# --- values that change with dates and durations ----------------------------------------------------


def _fill_bounds(net: Network) -> None:
    known: dict[tuple[WorkingTime, int, bool], Bounds] = {}  # plain activities share theirs
    for n in range(len(net.activities)):
        fill_bounds_of(net, n, known)


def fill_bounds_of(net: Network, n: int, known: dict[tuple[WorkingTime, int, bool], Bounds]) -> None:
    """Work out the bounds of one activity; `known` are those of activities without dates."""
    activity, time = net.activities[n], net.times[n]
    if net.shapes[n] == SUMMARY or is_plain(activity):
        duration = activity.duration_minutes or 0 if net.shapes[n] == TASK else 0
        place = time, duration, activity.percent_complete == 100
        bounds = known.get(place)
        if bounds is None:
            start = time.count(net.programme_start)
            bounds = known[place] = Bounds(duration, start, time.beginning(start), finished=place[2])
    else:
        bounds = bounds_of(activity, time, net.plan_on, time.count(net.programme_start))
    net.bounds[n] = bounds
    net.duration[n], net.start[n], net.at[n], net.cap[n] = bounds.duration, bounds.start, bounds.at, bounds.cap


def note_special(net: Network) -> None:
    """Find what the passes would otherwise look for each time."""
    gates = [(n, a.gate) for n, a in enumerate(net.activities) if a.gate]
    net.entry = next((n for n, gate in gates if gate is Gate.ENTRY and net.shapes[n] != SUMMARY), -1)
    net.ready = [n for n, gate in gates if gate is Gate.READY and net.shapes[n] == MOMENT]
    net.finished = [n for n, bounds in enumerate(net.bounds) if bounds.finished]
    net.capped = [n for n, cap in enumerate(net.cap) if cap < NEVER]
    net.moments = [n for n, shape in enumerate(net.shapes) if shape in (MOMENT, TERMLESS)]
    numbers = {time: i for i, time in enumerate(dict.fromkeys(net.times))}
    net.group_of = array("q", [numbers[time] for time in net.times])
    net.groups = [(time, []) for time in numbers]
    for n, shape in enumerate(net.shapes):
        if shape == TASK:
            net.groups[net.group_of[n]][1].append(n)
    net.plain_outline = not any(net.gated) and not any(net.watched)
    net.late_starters = [
        n
        for n, activity in enumerate(net.activities)
        if activity.constraint is Constraint.ALAP and net.shapes[n] != SUMMARY and not net.bounds[n].pinned
    ]


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
    for link in () if net.bounds[n].pinned else net.links_in[n]:
        if _is_quick(net, link):
            found.quick_in.append((link.predecessor, _gap(net, link)))
        else:
            found.slow_in.append(link)
    for link in net.links_out[n]:
        second = net.bounds[link.successor]
        if second.finished or (second.started and not link.to_finish):
            continue  # what has happened bounds nothing
        if _is_quick(net, link):
            found.quick_out.append((link.successor, net.duration[link.successor] + _gap(net, link)))
        else:
            found.slow_out.append(link)
    return found


def mark_slow(net: Network, n: int) -> None:
    """Note whether the quick loops can do an activity, forwards and backwards."""
    if net.shapes[n] == SUMMARY:
        net.slow_start[n] = net.slow_finish[n] = 2
        return
    parent = net.parents[n]
    gated, watched = parent >= 0 and net.gated[parent], parent >= 0 and net.watched[parent]
    net.slow_start[n] = 1 if net.slow_in[n] or gated else 0
    net.slow_finish[n] = 1 if net.slow_out[n] or gated or watched else 0


def _is_quick(net: Network, link: Link) -> bool:
    first, second = link.predecessor, link.successor
    return (
        net.times[first] is net.times[second]
        and net.shapes[second] == TASK
        and net.shapes[first] != SUMMARY
        and link.unit is not LagUnit.ELAPSED
    )


def _gap(net: Network, link: Link) -> int:
    """c in: start of the successor >= finish of the predecessor + c."""
    gap = net.lag_minutes(link, net.duration[link.predecessor])
    if link.from_start:
        gap -= net.duration[link.predecessor]
    if link.to_finish:
        gap -= net.duration[link.successor]
    return gap


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
        found.append(instant(activity.deadline))
    if activity.constraint_date is not None and activity.constraint in ("FNLT", "MFO"):
        found.append(instant(activity.constraint_date))
    return min(found)


def window_end(net: Network, n: int) -> int | None:
    """The working minute at the end of the day that a milestone's window is planned on."""
    activity = net.activities[n]
    day = planned_day(activity.start_window or activity.finish_window, net.plan_on)
    return None if day is None else net.times[n].count(net.times[n].end_of(day))
