"""The forward and the backward pass over a network: early and late finishes, in working minutes."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, field

from planner.domain.model import Constraint, LagUnit, OutOfSequence, ScheduleFrom
from planner.domain.scheduling.bounds import NEVER, Reason
from planner.domain.scheduling.network import (
    MOMENT,
    SUMMARY,
    TASK,
    TERMLESS,
    Link,
    Network,
    summary_cap,
    summary_floor,
    zeros,
)

UNBOUND = NEVER // 2
"""A late finish from here on is none at all."""


@dataclass(slots=True)
class Early:
    """What the forward pass finds. `finish` by activity; `at` the instant of moments and termless work.

    `spans` are the instants at which watched summaries start and finish; `wanted` the finishes that
    links ask of activities which a constraint holds to an earlier place.
    """

    finish: array[int]
    at: array[int]
    spans: dict[int, tuple[int, int]]
    wanted: dict[int, int] = field(default_factory=dict[int, int])


def start_instant(net: Network, early: Early, n: int) -> int:
    """When an activity starts, on the clock."""
    if net.shapes[n] == SUMMARY:
        return early.spans[n][0]
    if net.shapes[n] == TASK:
        return net.times[n].beginning(early.finish[n] - net.duration[n])
    return early.at[n] if not net.duration[n] else net.times[n].beginning(early.finish[n] - net.duration[n])


def finish_instant(net: Network, early: Early, n: int) -> int:
    """When an activity finishes, on the clock."""
    if net.shapes[n] == SUMMARY:
        return early.spans[n][1]
    if net.duration[n]:
        return net.times[n].ending(early.finish[n])
    return early.at[n] if net.shapes[n] != TASK else net.times[n].ending(early.finish[n])


# --- forward ------------------------------------------------------------------------------------------


def forward(net: Network, floors: dict[int, int] | None = None) -> Early:
    """Early finishes; `floors` are extra earliest starts, by activity."""
    early = Early(zeros(len(net.activities)), copy(net.at), {})
    finish, start, duration, quick, slow = early.finish, net.start, net.duration, net.quick_in, net.slow_start
    gates: dict[int, tuple[int, int]] = {}
    moving = floors or {}
    for n in net.order:
        if n < 0:
            early.spans[~n] = _span(net, early, ~n)
            continue
        if slow[n] == 2:
            gates[n] = _gate(net, early, gates, n)
            continue
        begin = start[n]
        for predecessor, gap in quick[n]:
            asked = finish[predecessor] + gap
            if asked > begin:  # noqa: PLR1730 - a call of max takes three times as long, in the inmost loop
                begin = asked
        if n in moving and moving[n] >= begin:
            begin = moving[n]
            early.at[n] = net.times[n].ending(begin)
        if slow[n] or n in moving:
            begin = slow_start(net, early, gates, n, begin)
        finish[n] = begin + duration[n]
    return early


def slow_start(net: Network, early: Early, gates: dict[int, tuple[int, int]], n: int, begin: int) -> int:
    """The start of an activity with links over the clock; keeps the instant of a moment beside it."""
    time, shape = net.times[n], net.shapes[n]
    if net.bounds[n].waits:
        net.duration[n] = _held_up(net, early, gates, n) - begin
        return begin
    net.duration[n] = net.bounds[n].duration  # of a hammock, what an earlier pass found
    at = early.at[n] if begin == net.start[n] else time.ending(begin)
    for found, when in _asked(net, early, gates, n):
        if found > begin:
            begin, at = found, when
        elif found == begin:
            at = max(at, when)
    if n in net.hammocks:
        return _stretched(net, early, n, begin)
    bounds = net.bounds[n]
    if begin > bounds.hold:
        early.wanted[n] = begin + net.duration[n]
        begin = bounds.hold
        at = net.at[n] if begin == net.start[n] else time.ending(begin)  # its own date, where it gives one
    if shape == MOMENT:
        early.at[n] = at
    elif shape == TERMLESS and begin > net.start[n]:
        early.at[n] = time.beginning(begin)
    return begin


def _asked(net: Network, early: Early, gates: dict[int, tuple[int, int]], n: int) -> Iterator[tuple[int, int]]:
    """The starts that links over the clock and the summary around an activity ask for, with their instants."""
    for link in net.slow_in[n]:
        found, when = link_bound(net, early, link)
        yield found - (net.duration[n] if link.to_finish else 0), when
    parent = net.parents[n]
    if parent >= 0 and net.gated[parent] and not net.bounds[n].pinned:
        for when, length in zip(gates[parent], (0, net.duration[n]), strict=True):
            if when > -NEVER:
                yield net.times[n].count(when) - length, when


def _held_up(net: Network, early: Early, gates: dict[int, tuple[int, int]], n: int) -> int:
    """The finish of work that has begun, of which what is left waits for what it should have waited for."""
    bounds, time = net.bounds[n], net.times[n]
    finish = bounds.start + bounds.duration
    for link in net.slow_in[n]:
        found, _ = link_bound(net, early, link)
        finish = max(finish, found if link.to_finish else found + bounds.remaining)
    parent = net.parents[n]
    if parent >= 0 and net.gated[parent]:
        for when, length in zip(gates[parent], (bounds.remaining, 0), strict=True):
            if when > -NEVER:
                finish = max(finish, time.count(when) + length)
    return finish


def _stretched(net: Network, early: Early, n: int, begin: int) -> int:
    """The start of a hammock; its duration lasts until the finish of what it runs until."""
    first, last = net.hammocks[n]
    bounds, time = net.bounds[n], net.times[n]
    if bounds.started:
        begin = bounds.start
    elif first >= 0:
        asked = begin if begin > net.start[n] or bounds.reason is not Reason.PROGRAMME_START else -NEVER
        begin = max(asked, time.count(start_instant(net, early, first)))
    net.duration[n] = max(time.count(finish_instant(net, early, last)) - begin, 0)
    return begin


def link_bound(net: Network, early: Early, link: Link) -> tuple[int, int]:
    """Where a link puts the bound end of its successor: working minute on its calendar, and instant."""
    time = net.times[link.successor]
    came = _left(net, early, link)
    if link.unit is LagUnit.ELAPSED:
        return time.count(came + link.lag), time.settled(came + link.lag)
    lag = link.lag
    if link.unit is LagUnit.PERCENT:
        lag = net.lag_minutes(link, _worked(net, early, link.predecessor))
    found = time.count(came) + lag
    if lag:
        return found, time.ending(found)
    return found, came if time is net.times[link.predecessor] else time.settled(came)


def _left(net: Network, early: Early, link: Link) -> int:
    """The instant of the end of the predecessor that a link leaves from."""
    return (start_instant if link.from_start else finish_instant)(net, early, link.predecessor)


def _worked(net: Network, early: Early, n: int) -> int:
    """The duration of an activity; a summary's is the working time between its ends."""
    if net.shapes[n] != SUMMARY:
        return net.duration[n]
    first, last = early.spans[n]
    return net.times[n].count(last) - net.times[n].count(first)


def _gate(net: Network, early: Early, gates: dict[int, tuple[int, int]], n: int) -> tuple[int, int]:
    """The instants before which nothing in a summary may start, and may finish."""
    start, finish = gates.get(net.parents[n], (-NEVER, -NEVER))
    for when, link in gate_bounds(net, early, n):
        if link is not None and link.to_finish:
            finish = max(finish, when)
        else:
            start = max(start, when)
    return start, finish


def gate_bounds(net: Network, early: Early, n: int) -> Iterator[tuple[int, Link | None]]:
    """The instants to which a summary's own dates (None) and the links on it hold back what is in it."""
    yield summary_floor(net, n), None
    time = net.times[n]
    for link in net.links_in[n]:
        came = _left(net, early, link)
        lag = net.lag_minutes(link, _worked(net, early, link.predecessor))
        if link.unit is LagUnit.ELAPSED:
            came += lag
        elif lag:
            found = time.count(came) + lag
            came = time.ending(found) if link.to_finish else time.beginning(found)
        yield came, link


def _span(net: Network, early: Early, n: int) -> tuple[int, int]:
    """The instants at which a summary starts and finishes: the first and last of what is in it."""
    first, last = NEVER, -NEVER
    for child in net.children[n]:
        if net.idle[child] and not net.idle[n]:
            continue
        first = min(first, start_instant(net, early, child))
        last = max(last, finish_instant(net, early, child))
    if first == NEVER:  # nothing in it is active
        first = min(start_instant(net, early, child) for child in net.children[n])
        last = max(finish_instant(net, early, child) for child in net.children[n])
    return first, last


# --- backward -----------------------------------------------------------------------------------------


@dataclass(slots=True)
class Late:
    """What the backward pass finds: late finishes by activity, UNBOUND or more where nothing bounds one.

    `ends` are the late finishes it began with.
    """

    finish: array[int]
    ends: array[int]


def backward(net: Network, early: Early, ends: array[int], *, caps: bool) -> Late:
    """Late finishes from given ones; with `caps`, the activities' own late dates count too.

    What has finished stays where it is (with `caps`).
    """
    late = copy(ends)
    quick, slow = net.quick_out, net.slow_finish
    work = SlowFinishes(net, early, late, caps)
    for n in reversed(net.order):
        if n < 0:
            work.leave_summary(~n)
            continue
        if slow[n] == 2:
            work.enter_summary(n)
            continue
        finish = late[n]
        for successor, gap in quick[n]:
            asked = late[successor] - gap
            if asked < finish:  # noqa: PLR1730 - as in the forward pass
                finish = asked
        late[n] = finish
        if slow[n]:
            work.slow_finish(n)
    if caps:
        for n in (*net.finished, *net.hammocks):
            late[n] = early.finish[n]
    return Late(late, ends)


def is_put_late(net: Network, n: int) -> bool:
    """Whether an activity is planned on its latest dates."""
    backwards = net.plan.programme.schedule_from is ScheduleFrom.FINISH
    return backwards or net.activities[n].constraint is Constraint.ALAP


class SlowFinishes:
    """The slow part of a backward pass: links over the clock and links on summaries."""

    def __init__(self, net: Network, early: Early, late: array[int], caps: bool, *, free: bool = False) -> None:
        self._net, self._early, self._late, self._caps, self._free = net, early, late, caps, free
        self._overrides = net.frame.out_of_sequence is OutOfSequence.PROGRESS_OVERRIDE
        self._gate: dict[int, tuple[int, int]] = {}  # latest instants for start and finish of all inside
        self._exit: dict[int, tuple[int, int]] = {}  # latest instants for the summary's own start and finish

    def slow_finish(self, n: int) -> None:
        """Bound an activity by its slow links and by the summaries it is in."""
        net, time, late = self._net, self._net.times[n], self._late
        finish = late[n]
        for link in net.slow_out[n]:
            when = self.latest(link)
            if when is not None:
                asked = self.held(n, when, True) if link.from_start else time.count(when)
                if asked < finish:  # noqa: PLR1730 - as in the forward pass
                    finish = asked
        for hammock in net.stretched_by.get(n, ()):  # what waits for it, waits for this
            if late[hammock] < UNBOUND:
                finish = min(finish, time.count(net.times[hammock].beginning(late[hammock])))
        late[n] = finish
        if not net.plain_outline:
            self._hold_by_summary(n)
        if self._caps and net.bounds[n].exact:
            late[n] = net.cap[n]
        if not net.plain_outline:
            self._note_for_summary(n)

    def _hold_by_summary(self, n: int) -> None:
        """Bound an activity by the summary it is in."""
        parent, late = self._net.parents[n], self._late
        if parent < 0 or parent not in self._exit:
            return
        start, finish = self._exit[parent]
        if finish < NEVER:
            late[n] = min(late[n], self._net.times[n].count(finish))
        if start < NEVER and start_instant(self._net, self._early, n) == self._early.spans[parent][0]:
            late[n] = min(late[n], self.held(n, start, True))

    def _note_for_summary(self, n: int) -> None:
        """Note what an activity needs for the links into the summary it is in."""
        net, time, late, parent = self._net, self._net.times[n], self._late, self._net.parents[n]
        if not (parent >= 0 and net.gated[parent] and not net.bounds[n].finished and late[n] < UNBOUND):
            return
        if n not in net.hammocks and not (net.bounds[n].started and self._overrides):
            begin, end = self._gate.get(parent, (NEVER, NEVER))
            begin = min(begin, time.beginning(late[n] - self._length(n)))
            self._gate[parent] = begin, min(end, time.beginning(late[n]))

    def held(self, n: int, when: int, at_start: bool) -> int:
        """The late finish of an activity whose start (or finish) may be at an instant at the latest.

        Where that instant is outside working time, a latest start is told as the end of the work before it. A
        start that is planned, or promised to be safe, has to be the minute before: at the end itself nothing
        can begin before the next beginning.
        """
        net = self._net
        time, shape = net.times[n], net.shapes[n]
        if not at_start or shape == MOMENT:
            return time.count(when)
        safe = not self._caps or is_put_late(net, n)
        return (time.last_beginning(when) if safe else time.count(when)) + net.duration[n]

    def latest(self, link: Link) -> int | None:
        """The latest instant for the end that a link leaves from; None where nothing bounds it."""
        net, second = self._net, link.successor
        if net.shapes[second] == SUMMARY:
            return self._latest_of_summary(link)
        worked = self._late[second]
        if not link.to_finish:
            if net.bounds[second].started:
                if not (self._caps or self._free or net.bounds[second].waits):
                    return None  # nothing moves what has started
                if net.frame.out_of_sequence is OutOfSequence.ACTUAL_DATES:
                    worked = self._early.finish[second] - net.duration[second]
                else:
                    worked -= self._length(second)
            else:
                worked -= net.duration[second]
        if worked >= UNBOUND:
            return None
        time = net.times[second]
        if link.unit is LagUnit.ELAPSED:
            return time.beginning(worked) - link.lag
        return time.beginning(worked - (link.lag if link.unit is LagUnit.WORK else self._lag(link)))

    def _latest_of_summary(self, link: Link) -> int | None:
        """The same for a link into a summary."""
        when = self._gate.get(link.successor, (NEVER, NEVER))[1 if link.to_finish else 0]
        if when == NEVER:
            return None
        if link.unit is LagUnit.ELAPSED:
            return when - link.lag
        lag, time = self._lag(link), self._net.times[link.successor]
        if not lag:
            return when
        return time.beginning(time.count(when) - lag)

    def _length(self, n: int) -> int:
        """What is to be done of an activity before its late finish: of started work, only what is left."""
        bounds = self._net.bounds[n]
        return bounds.remaining if bounds.started and (self._caps or bounds.waits) else self._net.duration[n]

    def _lag(self, link: Link) -> int:
        return self._net.lag_minutes(link, _worked(self._net, self._early, link.predecessor))

    def leave_summary(self, n: int) -> None:
        """What bounds a summary's own start and finish, to pass on to what is in it."""
        net = self._net
        finish = summary_cap(net, n) if self._caps else NEVER
        start = NEVER
        for link in net.slow_out[n]:
            when = self.latest(link)
            if when is not None and link.from_start:
                start = min(start, when)
            elif when is not None:
                finish = min(finish, when)
        parent = net.parents[n]
        if parent in self._exit:
            outer_start, outer_finish = self._exit[parent]
            finish = min(finish, outer_finish)
            if outer_start < NEVER and self._early.spans[parent][0] == self._early.spans[n][0]:
                start = min(start, outer_start)
        self._exit[n] = start, finish

    def enter_summary(self, n: int) -> None:
        """Pass what a summary's children need on to the summary around it."""
        parent = self._net.parents[n]
        if parent >= 0 and self._net.gated[parent] and n in self._gate:
            begin, end = self._gate.get(parent, (NEVER, NEVER))
            own = self._gate[n]
            self._gate[parent] = min(begin, own[0]), min(end, own[1])


def latest_start(net: Network, early: Early, late: Late, n: int) -> int:
    """The latest instant that links from the start of an activity allow for it; NEVER without any."""
    links = [link for link in net.slow_out[n] if link.from_start] if net.slow_finish[n] else []
    if not links or is_put_late(net, n):
        return NEVER
    work = SlowFinishes(net, early, late.finish, caps=True)
    return min((when for link in links if (when := work.latest(link)) is not None), default=NEVER)


def free_finish(net: Network, early: Early, n: int, start_of: Callable[[int], int]) -> int:
    """The latest finish of an activity that moves none of its successors; NEVER without any.

    `start_of` gives the instant at which a summary starts.
    """
    found = min((early.finish[successor] - gap for successor, gap in net.quick_out[n]), default=NEVER)
    work = SlowFinishes(net, early, early.finish, caps=False, free=True)
    for link in net.slow_out[n]:
        when = start_of(link.successor) if net.shapes[link.successor] == SUMMARY else work.latest(link)
        if when is not None:
            found = min(found, work.held(n, when, link.from_start))
    return found
