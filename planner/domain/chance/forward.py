"""The forward pass for many runs at once: `scheduling.passes.forward` on arrays, a row an activity, a column a run.

What is the same in every run comes from the network; what differs is an `Own` for the activity. With
none of these the outcome is that of the schedule, which property tests check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from planner.domain.chance.clocks import Clock, Minutes
from planner.domain.model import LagUnit
from planner.domain.scheduling.bounds import NEVER, Reason
from planner.domain.scheduling.calendars import DAY, WorkingTime
from planner.domain.scheduling.network import MOMENT, SUMMARY, TASK, TERMLESS, Link, Network, summary_floor

Settle = Callable[[Minutes, Minutes], tuple[Minutes, Minutes]]
Flags = NDArray[np.bool_]
Some = Minutes | int
"""A value for each run, or one for all."""


@dataclass(slots=True)
class Own:
    """What an activity itself brings in each run: duration, earliest start, the instant of its own date, latest start.

    `settle` makes of the start and instant that it waits for those that it gets, such as a change moment.
    """

    duration: Some
    start: Some
    at: Some
    hold: Some = NEVER
    settle: Settle | None = None
    pause: Some | None = None  # minutes of the duration without work; None as the network has it


@dataclass(slots=True)
class Outcome:
    """Finishes in working minutes on each own calendar; instants of moments; first and last instants of summaries."""

    finish: Minutes
    own: list[Own]
    shapes: bytearray
    at: dict[int, Minutes] = field(default_factory=dict[int, Minutes])
    spans: dict[int, tuple[Minutes, Minutes]] = field(default_factory=dict[int, tuple[Minutes, Minutes]])


class Prepared:
    """What all runs over a network share: a clock for each working time, and the links that need none."""

    def __init__(self, net: Network) -> None:
        self.net = net
        slow = [{id(link) for link in links} for links in net.slow_in]
        self.quick: list[list[Link]] = [
            [link for link in links if id(link) not in over] if not bounds.pinned else []
            for links, over, bounds in zip(net.links_in, slow, net.bounds, strict=True)
        ]
        around = net.programme_start // DAY
        known: dict[WorkingTime, Clock] = {}
        self.clocks: list[Clock] = []
        for time in net.times:
            clock = known.get(time)
            if clock is None:
                clock = known[time] = Clock(time, around)
            self.clocks.append(clock)


class ForwardRuns:
    """One forward pass over so many runs."""

    def __init__(self, prepared: Prepared, runs: int, own: Mapping[int, Own], floors: Mapping[int, int]) -> None:
        net = prepared.net
        self._net, self._clocks, self._quick = net, prepared.clocks, prepared.quick
        self._runs, self._floors = runs, floors
        given = [own.get(n) or Own(b.duration, b.start, b.at, b.hold) for n, b in enumerate(net.bounds)]
        shapes = bytearray(net.shapes)
        for n in own:
            if shapes[n] == TERMLESS and not isinstance(own[n].duration, int):
                shapes[n] = TASK  # it has a duration in each run
        self._out = Outcome(np.zeros((len(net.activities), runs), np.int64), given, shapes)
        self._gates: dict[int, tuple[Minutes, Minutes]] = {}

    def run(self) -> Outcome:
        """Work everything out, in the order of the network."""
        net, out = self._net, self._out
        for n in net.order:
            if n < 0:
                out.spans[~n] = self._span(~n)
            elif net.slow_start[n] == 2:
                self._gates[n] = self._gate(n)
            else:
                self._place(n)
        return out

    @property
    def finish(self) -> Minutes:
        """Finishes in working minutes, a row an activity."""
        return self._out.finish

    # --- one activity -------------------------------------------------------------------------------

    def _place(self, n: int) -> None:
        net, out = self._net, self._out
        own = out.own[n]
        finish = out.finish[n]
        begin = np.empty(self._runs, np.int64)
        begin[:] = own.start
        for link in self._quick[n]:
            np.maximum(begin, self._asked(link), out=begin)
        floor = self._floors.get(n)
        moved = None
        if floor is not None:
            moved = floor >= begin
            np.maximum(begin, floor, out=begin)
        if net.slow_start[n] or floor is not None or own.settle is not None:
            begin = self._slow(n, begin, moved)
        elif out.shapes[n] != TASK:
            out.at[n] = self._full(own.at)
        np.add(begin, own.duration, out=finish)

    def _asked(self, link: Link) -> Minutes:
        """The start that a link on one calendar asks."""
        out = self._out
        asked = out.finish[link.predecessor] + self._lag(link)
        if link.from_start:
            asked -= out.own[link.predecessor].duration
        if link.to_finish:
            asked -= out.own[link.successor].duration
        return asked

    def _lag(self, link: Link) -> Some:
        if link.unit is not LagUnit.PERCENT:
            return link.lag
        first = link.predecessor
        pause = self._out.own[first].pause
        if pause is None:
            pause = 0 if first in self._net.hammocks else self._net.bounds[first].pause
        worked = self._worked(first) - pause
        if isinstance(worked, int):
            return round(worked * link.lag / 100)
        return np.rint(worked * link.lag / 100).astype(np.int64)

    def _slow(self, n: int, begin: Minutes, moved: Flags | None) -> Minutes:
        """The start of an activity with links over the clock; keeps the instant of a moment beside it."""
        net, out, clock = self._net, self._out, self._clocks[n]
        own, shape = out.own[n], out.shapes[n]
        if net.bounds[n].waits:
            self._hold_up(n, begin)
            return begin
        timed = shape == MOMENT or own.settle is not None
        at = self._at_own(n, begin, moved) if timed else begin
        floor = begin
        for link in net.slow_in[n]:
            found, when = self._bound(link, timed)
            if link.to_finish:
                found = found - own.duration
            if timed:
                at = np.where(found > begin, when, np.where(found == begin, np.maximum(at, when), at))
            begin = np.maximum(begin, found)
        for found, when in () if net.bounds[n].pinned else self._by_summary(n, 0, own.duration):
            if timed:
                at = np.where(found > begin, when, np.where(found == begin, np.maximum(at, when), at))
            begin = np.maximum(begin, found)
        if n in net.hammocks:
            return self._stretched(n, begin)
        if not isinstance(own.hold, int) or own.hold < NEVER:
            held = begin > own.hold
            begin = np.minimum(begin, own.hold)
            if timed:
                at = np.where(held, np.where(begin == own.start, own.at, clock.ending(begin)), at)
        if own.settle is not None:
            begin, at = own.settle(begin, at)
        if shape == MOMENT:
            out.at[n] = at
        elif shape == TERMLESS:
            given = self._full(own.at) if moved is None else np.where(moved, clock.ending(floor), own.at)
            out.at[n] = np.where(begin > own.start, clock.beginning(begin), given)
        return begin

    def _by_summary(self, n: int, at_start: Some, at_finish: Some) -> Iterator[tuple[Minutes, Minutes]]:
        """The places to which the summary around an activity holds it back, less some minutes, with their instants."""
        parent = self._net.parents[n]
        if parent < 0 or not self._net.gated[parent]:
            return
        for when, length in zip(self._gates[parent], (at_start, at_finish), strict=True):
            there = when > -NEVER
            if there.any():
                counted = self._clocks[n].count(np.where(there, when, 0))
                yield np.where(there, counted - length, -NEVER), when

    def _hold_up(self, n: int, begin: Minutes) -> None:
        """Lengthen work that has begun, of which what is left waits for what it should have waited for."""
        net, own, bounds = self._net, self._out.own[n], self._net.bounds[n]
        usual = own.duration
        remaining = bounds.remaining + (usual - bounds.duration)
        finish = begin + usual
        for link in net.slow_in[n]:
            found, _ = self._bound(link, False)
            finish = np.maximum(finish, found if link.to_finish else found + remaining)
        for found, _ in self._by_summary(n, -remaining, 0):
            finish = np.maximum(finish, found)
        own.duration = finish - begin
        own.pause = bounds.pause + (own.duration - usual)

    def _stretched(self, n: int, begin: Minutes) -> Minutes:
        """The start of a hammock; its duration lasts until the finish of what it runs until."""
        net, own, clock, bounds = self._net, self._out.own[n], self._clocks[n], self._net.bounds[n]
        first, last = net.hammocks[n]
        if bounds.started:
            begin = self._full(bounds.start)
        elif first >= 0:
            begin = begin if bounds.reason is not Reason.PROGRAMME_START else np.where(begin > own.start, begin, -NEVER)
            begin = np.maximum(begin, clock.count(self.starts(first)))
        own.duration = np.maximum(clock.count(self.finishes(last)) - begin, 0)
        return begin

    def _at_own(self, n: int, begin: Minutes, moved: Flags | None) -> Minutes:
        """The instant of a moment that nothing over the clock bounds yet."""
        own, clock = self._out.own[n], self._clocks[n]
        there = begin > -NEVER // 2  # a start that nothing has asked yet stands before every calendar
        ended = np.where(there, clock.ending(np.where(there, begin, 0)), -NEVER)
        at = np.where(moved, ended, own.at) if moved is not None else self._full(own.at)
        return np.where(begin == own.start, at, ended)

    def _bound(self, link: Link, timed: bool) -> tuple[Minutes, Minutes]:
        """Where a link puts the bound end of its successor: working minutes on its calendar, and instants."""
        net, out = self._net, self._out
        first, clock = link.predecessor, self._clocks[link.successor]
        same = net.times[link.successor] is net.times[first]
        if same and out.shapes[first] == TASK and link.unit is not LagUnit.ELAPSED:
            found = out.finish[first] + self._lag(link)
            if link.from_start:
                found = found - out.own[first].duration
                if timed and link.lag == 0:
                    return found, clock.beginning(found)
            return found, clock.ending(found) if timed else found
        came = self._left(link)
        if link.unit is LagUnit.ELAPSED:
            came = came + link.lag
            return clock.count(came), clock.settled(came) if timed else came
        lag = self._lag(link)
        found = clock.count(came) + lag
        if not timed:
            return found, came
        plain = came if same else clock.settled(came)
        if isinstance(lag, int):
            return found, plain if lag == 0 else clock.ending(found)
        return found, np.where(lag == 0, plain, clock.ending(found))

    def _left(self, link: Link) -> Minutes:
        """The instants of the end of the predecessor that a link leaves from."""
        return (self.starts if link.from_start else self.finishes)(link.predecessor)

    def starts(self, n: int) -> Minutes:
        """When an activity starts, on the clock."""
        out, shape = self._out, self._out.shapes[n]
        if shape == SUMMARY:
            return self._ends(n)[0]
        duration = out.own[n].duration
        if shape == TASK or not isinstance(duration, int) or duration:
            return self._clocks[n].beginning(out.finish[n] - duration)
        return out.at[n]

    def finishes(self, n: int) -> Minutes:
        """When an activity finishes, on the clock: where its links leave from."""
        out, shape = self._out, self._out.shapes[n]
        if shape == SUMMARY:
            return self._ends(n)[1]
        duration = out.own[n].duration
        if shape == TASK or not isinstance(duration, int) or duration:
            return self._clocks[n].ending(out.finish[n])
        return out.at[n]

    def shown_finishes(self, n: int) -> Minutes:
        """When an activity finishes, as the schedule tells it: work without a duration where it begins."""
        finish, shape = self.finishes(n), self._out.shapes[n]
        if shape == SUMMARY:
            for child in self._counting(n):
                finish = np.maximum(finish, self.shown_finishes(child))
        if shape != TASK:
            return finish
        return np.where(np.asarray(self._out.own[n].duration) == 0, self.starts(n), finish)

    def _worked(self, n: int) -> Some:
        """The duration of an activity; a summary's is the working time between its ends."""
        if self._out.shapes[n] != SUMMARY:
            return self._out.own[n].duration
        first, last = self._ends(n)
        return self._clocks[n].count(last) - self._clocks[n].count(first)

    # --- summaries ------------------------------------------------------------------------------------

    def _gate(self, n: int) -> tuple[Minutes, Minutes]:
        """The instants before which nothing in a summary may start, and may finish."""
        net, clock = self._net, self._clocks[n]
        none = self._full(-NEVER)
        start, finish = self._gates.get(net.parents[n], (none, none))
        start = np.maximum(start, summary_floor(net, n))
        for link in net.links_in[n]:
            came, lag = self._left(link), self._lag(link)
            if link.unit is LagUnit.ELAPSED:
                came = came + lag
            elif not isinstance(lag, int) or lag:
                found = clock.count(came) + lag
                lagged = clock.ending(found) if link.to_finish else clock.beginning(found)
                came = np.where(np.asarray(lag) == 0, came, lagged)
            if link.to_finish:
                finish = np.maximum(finish, came)
            else:
                start = np.maximum(start, came)
        return start, finish

    def _ends(self, n: int) -> tuple[Minutes, Minutes]:
        """The ends of a summary; the network has those in order that something waits for."""
        if n not in self._out.spans:
            self._out.spans[n] = self._span(n)
        return self._out.spans[n]

    def _counting(self, n: int) -> Sequence[int]:
        """What is in a summary and gives it its dates: what is active, or all where nothing is."""
        net = self._net
        return [child for child in net.children[n] if net.idle[n] or not net.idle[child]] or net.children[n]

    def _span(self, n: int) -> tuple[Minutes, Minutes]:
        """The instants at which a summary starts and finishes: the first and last of what is in it."""
        inside = self._counting(n)
        first, last = self.starts(inside[0]), self.finishes(inside[0])
        for child in inside[1:]:
            first, last = np.minimum(first, self.starts(child)), np.maximum(last, self.finishes(child))
        return first, last

    def _full(self, value: Some) -> Minutes:
        found = np.empty(self._runs, np.int64)
        found[:] = value
        return found
