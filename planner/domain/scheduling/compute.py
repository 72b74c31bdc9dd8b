"""Schedule a whole plan: forward, backward, slack to entry into force."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from copy import copy
from functools import cached_property
from uuid import UUID

from planner.domain.model import Organisation
from planner.domain.plan import Plan
from planner.domain.scheduling.bounds import NEVER
from planner.domain.scheduling.calendars import DAY, LAST_DAY, instant, moment
from planner.domain.scheduling.carry import next_network
from planner.domain.scheduling.filling import build_network, counts_back, fill
from planner.domain.scheduling.network import MOMENT, SUMMARY, TERMLESS, Network, window_end
from planner.domain.scheduling.passes import UNBOUND, Early, Late, backward, finish_instant, forward, start_instant
from planner.domain.scheduling.reach import Edited, backward_again, forward_again
from planner.domain.scheduling.reasons import reasons
from planner.domain.scheduling.reshape import Renumbering
from planner.domain.scheduling.schedule import Schedule
from planner.domain.scheduling.view import Activities

SOME = 1_000
"""Moved activities from which looking for the last of all costs less than looking at each of them."""


def schedule(plan: Plan, previous: Schedule | None = None) -> Schedule:
    """Schedule a whole plan; `previous`, a schedule of the plan before an edit, makes that faster.

    Work without any date of its own begins at the programme's start (without one: at the earliest
    date in the plan, else the status date). The status date moves nothing by itself: what has
    started keeps its start, and remaining work is not put off. Slack is counted to the end of the
    plan, and for what leads to entry into force to that; to the day that was given for it, where
    one was. A milestone that makes an organisation ready leads to it, with a link or without.

    A programme that is planned from its finish has everything as late as that allows; slack is then
    counted from the earliest dates that its start allows (without one: the start that is just early
    enough), so that what is critical shows all the same.
    """
    if previous is not None and isinstance(previous.activities, Activities):
        net, edited, renumbering = next_network(previous.activities.net, plan)
        if edited is None:
            return schedule_network(net)
        old = _Before(previous.activities, renumbering)
        return _again(net, old, edited) or schedule_network(net)
    return schedule_network(build_network(plan))


def schedule_network(net: Network) -> Schedule:
    """Schedule what `build_network` made of a plan."""
    waiting = counts_back(net)
    if waiting is not None:
        return _from_finish(net, waiting)
    early = forward(net)
    end = _last(net, early)
    late = backward(net, early, _ends(net, early, end), caps=True)
    floors = {n: late.finish[n] - net.duration[n] for n in net.late_starters}
    if floors:
        early = forward(net, floors)
        late = backward(net, early, _ends(net, early, end), caps=True)
    return _schedule(Activities(net, early, late, end))


def floors_of(net: Network) -> dict[int, int]:
    """The earliest starts of what the plan has as late as possible, by number: where the schedule has them."""
    waiting = counts_back(net)
    if waiting is not None:
        return _counted_back(net, waiting)[2]
    if not net.late_starters:
        return {}
    early = forward(net)
    late = backward(net, early, _ends(net, early, _last(net, early)), caps=True)
    return {n: late.finish[n] - net.duration[n] for n in net.late_starters}


def _from_finish(net: Network, waiting: list[int]) -> Schedule:
    """Everything that may wait as late as the programme's finish allows."""
    end, early, floors = _counted_back(net, waiting)
    planned = forward(net, floors)
    late = backward(net, planned, _ends(net, planned, end, counted_back=True), caps=True)
    return _schedule(Activities(net, planned, late, end, early))


def _counted_back(net: Network, waiting: list[int]) -> tuple[int, Early, dict[int, int]]:
    """The programme's finish, the earliest dates that its start allows, and how late what may wait can start."""
    programme = net.plan.programme
    assert programme.finish_at is not None
    end = instant(programme.finish_at)
    early = forward(net)
    late = backward(net, early, _ends(net, early, end, counted_back=True), caps=True)
    if programme.start_date is None and waiting:
        first = min(_begins(net, late, n) for n in waiting)
        fill(net, first)
        early = forward(net)
        late = backward(net, early, _ends(net, early, end, counted_back=True), caps=True)
    return end, early, {n: _latest_start(net, late, n) for n in waiting}


def _begins(net: Network, late: Late, n: int) -> int:
    start = late.finish[n] - net.duration[n]
    return net.times[n].beginning(start) if net.duration[n] else net.times[n].ending(start)


def _latest_start(net: Network, late: Late, n: int) -> int:
    if net.shapes[n] == TERMLESS:
        return net.times[n].last_beginning(net.times[n].ending(late.finish[n]))
    return late.finish[n] - net.duration[n]


class _Before:
    """The schedule before an edit, by the numbers after it."""

    def __init__(self, view: Activities, renumbering: Renumbering | None) -> None:
        self.view, self.net, self.end, self.rolled_up = view, view.net, view.end, view.rolled_up
        self.early, self.late = view.early, view.late
        self.other_numbers: set[int] = renumbering.numbers if renumbering is not None else set()
        self.some_went = renumbering is not None and any(n >= 0 for n in renumbering.moves)
        if renumbering is not None and renumbering.moves:
            size = len(view.net.activities)
            early, late = view.early, view.late
            wanted = renumbering.of_some(early.wanted, size)
            self.early = Early(renumbering.of(early.finish), renumbering.of(early.at), {}, wanted)
            self.late = Late(renumbering.of(late.finish), renumbering.of(late.ends))
            self.rolled_up = renumbering.of_some(view.rolled_up, size)


def _again(net: Network, old: _Before, edited: Edited) -> Schedule | None:
    """Schedule again what an edit can reach; None where that does not pay or cannot be told."""
    if not net.plain_outline or net.late_starters or old.net.late_starters:
        return None
    early, moved = forward_again(net, old.early, edited)
    summaries = any(SUMMARY in (net.shapes[n], *old.net.shapes[n : n + 1]) for n in edited.changed)
    whole = old.some_went or summaries or len(moved) > SOME
    end = _last(net, early) if whole else _last_again(net, early, old, moved)
    if end != old.end:  # which most late dates count from
        return _schedule(Activities(net, early, backward(net, early, _ends(net, early, end), caps=True), end))
    ends, begun = _ends_again(net, early, end, old, edited)
    backwards = backward_again(net, early, old.late, ends, begun | moved | edited.around)
    if backwards is None:
        return _schedule(Activities(net, early, backward(net, early, ends, caps=True), end))
    late, changed = backwards
    view = Activities(net, early, late, end)
    view.take_over(old.view, old.rolled_up, moved | changed | edited.changed | edited.parents | edited.around)
    return _schedule(view)


def _last_again(net: Network, early: Early, old: _Before, moved: set[int]) -> int:
    """The last instant of the plan after an edit that moved some activities."""
    last = max((finish_instant(net, early, n) for n in moved if not net.idle[n]), default=-NEVER)
    if last >= old.end:
        return last
    size = len(old.net.activities)
    if any(finish_instant(old.net, old.early, n) == old.end for n in moved if n < size and not net.idle[n]):
        return _last(net, early)
    return old.end


def _ends_again(net: Network, early: Early, end: int, old: _Before, edited: Edited) -> tuple[array[int], set[int]]:
    """Late finishes to begin with after an edit, and the activities for which they are others."""
    was = old.late.ends
    if net.entry != old.net.entry or net.ready != old.net.ready:
        ends = _ends(net, early, end)
        return ends, {n for n, finish in enumerate(ends) if finish != was[n] and net.shapes[n] != SUMMARY}
    ends, begun = copy(was), set[int]()
    goals = _goal_finishes(net, early)
    others = (n for n in edited.changed | old.other_numbers if n < len(ends))
    for n in {*goals, *others}:
        last = net.times[n].count(end) if end > -NEVER else NEVER
        ends[n] = min(last, net.cap[n], goals.get(n, NEVER))
        if ends[n] != was[n] and net.shapes[n] != SUMMARY:
            begun.add(n)
    return ends, begun


def _schedule(view: Activities) -> Schedule:
    net, early = view.net, view.early
    idle = net.calendars.idle
    used: set[UUID | None] = set()
    if idle:
        used = {a.calendar_id for a in net.activities} | {o.calendar_id for o in net.plan.rows(Organisation)}
        used.add(net.plan.programme.calendar_id)
    return Schedule(
        view,
        EntrySlack(net, early),
        net.left_out,
        tuple(c.id for c in idle if c.id in used),
        lambda: (moment(_first(net, early)), moment(view.end)) if len(view) else None,
        lambda key: reasons(view, net.number[key]),
    )


def _first(net: Network, early: Early) -> int:
    """The first instant of the plan; NEVER for a plan without activities."""
    found = [start_instant(net, early, n) for n in net.moments]
    for time, numbers in net.groups:
        if numbers:
            found.append(time.beginning(min([early.finish[n] - net.duration[n] for n in numbers])))
    return min(found, default=NEVER)


def _last(net: Network, early: Early) -> int:
    """The last instant of the plan; -NEVER for a plan without activities."""
    found = [finish_instant(net, early, n) for n in net.moments]
    finish = early.finish
    for time, numbers in net.groups:
        if numbers:
            found.append(time.ending(max([finish[n] for n in numbers])))
    return max(found, default=-NEVER)


def _ends(net: Network, early: Early, end: int, *, counted_back: bool = False) -> array[int]:
    """Late finishes to begin with: all done by the end of the plan, and what leads to it by entry into force."""
    by_group = [time.count(end) if end > -NEVER else NEVER for time, _ in net.groups]
    if end >= LAST_DAY * DAY:  # where calendars stop: no instant tells how much work lies beyond
        by_group = [
            max(last, max((early.finish[n] for n, at in enumerate(net.group_of) if at == group), default=last))
            for group, last in enumerate(by_group)
        ]
    ends = array("q", [by_group[group] for group in net.group_of])
    for n in net.capped:
        ends[n] = min(ends[n], net.cap[n])
    for n, finish in _goal_finishes(net, early, given_only=counted_back).items():
        ends[n] = min(ends[n], finish)
    return ends


def _goal_finishes(net: Network, early: Early, *, given_only: bool = False) -> dict[int, int]:
    """The late finishes that entry into force asks of itself and of the milestones of readiness.

    With `given_only` it asks that of a given day, and nothing without one.
    """
    entry = net.entry
    if entry < 0:
        return {}
    given = window_end(net, entry)
    if given_only and given is None:
        return {}
    finish = early.finish[entry] if given is None else given if given_only else min(given, early.finish[entry])
    time = net.times[entry]
    when = early.at[entry] if finish == early.finish[entry] else time.ending(finish)
    found = {entry: finish}
    for n in net.ready:
        found[n] = net.times[n].count(when)
    return found


def _slacks(net: Network, early: Early, goals: dict[int, int]) -> dict[int, int]:
    """Slack of unfinished activities to some goals, by number; only what leads to one of them."""
    ends = array("q", [NEVER]) * len(net.activities)
    for n, finish in goals.items():
        ends[n] = finish
    late = backward(net, early, ends, caps=False).finish
    return {
        n: late[n] - early.finish[n]
        for n, bounds in enumerate(net.bounds)
        if late[n] < UNBOUND and not bounds.finished and net.shapes[n] != SUMMARY and n not in net.hammocks
    }


class EntrySlack(Mapping[UUID, "int | None"]):
    """Least slack to entry into force, by organisation, worked out when first asked.

    That of the entry to itself says nothing and is left out.
    """

    def __init__(self, net: Network, early: Early) -> None:
        self._net, self._early = net, early

    @cached_property
    def _found(self) -> dict[UUID, int | None]:
        net, early = self._net, self._early
        found: dict[UUID, int | None] = {o.id: None for o in net.plan.rows(Organisation)}
        goals = _goal_finishes(net, early)
        for n, slack in _slacks(net, early, goals).items() if goals else ():
            owner = net.activities[n].organisation_id
            if n != net.entry and owner is not None and owner in found and (net.duration[n] or net.shapes[n] == MOMENT):
                least = found[owner]
                found[owner] = slack if least is None else min(least, slack)
        return found

    def __getitem__(self, key: UUID) -> int | None:
        return self._found[key]

    def __iter__(self) -> Iterator[UUID]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __repr__(self) -> str:
        return repr(self._found)


def slack_to(schedule: Schedule, goal_id: UUID) -> Mapping[UUID, int]:
    """Slack of everything unfinished that leads to an activity, in working minutes on each own calendar.

    How much later each may finish without moving the goal; what does not lead there is left out.
    """
    view = schedule.activities
    assert isinstance(view, Activities)
    goal = view.net.number[goal_id]
    goals = _goal_finishes(view.net, view.early) if goal == view.net.entry else {goal: view.early.finish[goal]}
    return {view.net.activities[n].id: slack for n, slack in _slacks(view.net, view.early, goals).items()}
