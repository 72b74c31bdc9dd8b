"""Runs of a plan: what each draw makes of durations, dates, branches and risks, and what follows from that."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from planner.domain.chance.clocks import Minutes
from planner.domain.chance.forward import Flags, ForwardRuns, Own, Prepared, Settle, Some
from planner.domain.chance.inputs import MOST_OVERRUN, OVERRUN, Inputs, Side, WindowInput, groups_of
from planner.domain.chance.moments import Moments
from planner.domain.chance.sampling import Factors, Floats, Hypercube, chunks, late_days, triangular
from planner.domain.model import Constraint
from planner.domain.scheduling.bounds import EXACT, LATEST, NEVER, planned_day
from planner.domain.scheduling.calendars import DAY, day_begin, instant
from planner.domain.scheduling.compute import floors_of
from planner.domain.scheduling.network import MOMENT

DATED = (Constraint.SNET, Constraint.FNET, Constraint.MSO, Constraint.MFO)
"""Constraints that say when work begins, or ends, at the earliest."""
AT_ONCE = 4_000_000
"""Finishes (activities by runs) that are worked out together, which bounds the memory."""


@dataclass(slots=True)
class Runs:
    """What some runs gave. `ready` is when all is ready for entry into force; instants on the clock.

    `finishes` has a row for each activity that was asked for. `shares` are the draws that it came from, a
    row a variable.
    """

    ready: Minutes
    finishes: Minutes
    shares: Floats


def factors_of(inputs: Inputs) -> Factors | None:
    """The shared factors of the variables, by the correlations that the programme declares."""
    programme = inputs.plan.programme
    percents = (programme.alike_organisation, programme.alike_track, programme.alike_cause)
    total = max(sum(percents), 100)  # together they cannot say more than all
    groups: list[np.typing.NDArray[np.int64]] = []
    for kind in groups_of(inputs):
        known: dict[Hashable, int] = {}
        numbers = [-1 if each is None else known.setdefault(each, len(known)) for each in kind]
        groups.append(np.array(numbers, np.int64))
    if not any(percents) or not groups[0].size:
        return None
    return Factors(tuple(groups), tuple(percent / total for percent in percents))


class Simulation:
    """Runs over the network of a plan. `wanted` are the numbers of the activities whose finishes are kept."""

    def __init__(self, inputs: Inputs, seed: int, moments: Moments, wanted: Sequence[int]) -> None:
        self.inputs, self._moments, self._wanted = inputs, moments, list(wanted)
        self._net = inputs.net
        self._prepared = Prepared(inputs.net)
        self._floors = floors_of(inputs.net)
        self.variables = len(inputs.keys)
        self._cube = Hypercube(seed, self.variables, factors_of(inputs))
        self.at_once = max(100, min(1000, AT_ONCE // max(len(self._net.activities), 1)))
        self.eased: dict[int, float] = {}  # variables whose draw is taken no worse than this

    def batch(self, number: int, runs: int) -> Runs:
        """So many runs with the draws of a batch."""
        shares = self._shares(number, runs)
        own = self._own(shares, runs)
        entry = self._net.entry
        seen: list[Minutes] = []

        def settle(begin: Minutes, at: Minutes) -> tuple[Minutes, Minutes]:
            seen.append(at)
            enters = self._moments.entering(at)
            return self._prepared.clocks[entry].count(enters), enters

        if entry >= 0 and not self._net.bounds[entry].finished:
            own[entry] = self._entry(settle)
        forward = ForwardRuns(self._prepared, runs, own, self._floors)
        forward.run()
        ready = seen[0] if seen else forward.shown_finishes(entry) if entry >= 0 else np.zeros(runs, np.int64)
        for n in self._net.ready:
            ready = np.maximum(ready, forward.shown_finishes(n))
        finishes = np.array([forward.shown_finishes(n) for n in self._wanted]).reshape(len(self._wanted), runs)
        return Runs(ready, finishes, shares)

    def _entry(self, settle: Settle) -> Own:
        """Entry into force waits for all that it is linked to, and comes on the moment that follows."""
        bounds = self._net.bounds[self._net.entry]
        return Own(bounds.duration, bounds.start, bounds.at, NEVER, settle)

    def _shares(self, number: int, runs: int) -> Floats:
        batch = self._cube.batch(number, runs)
        shares = np.empty((self.variables, runs), np.float32)
        for first, last in chunks(self.variables):
            shares[first:last] = batch.shares(first, last)
        for n, most in self.eased.items():
            np.minimum(shares[n], most, out=shares[n])
        return shares

    # --- what a draw means ------------------------------------------------------------------------

    def _own(self, shares: Floats, runs: int) -> dict[int, Own]:
        inputs = self.inputs
        durations = self.durations(shares)
        place = len(inputs.durations)
        days: dict[int, dict[Side, Minutes]] = {}
        for each, share in zip(inputs.windows, shares[place:], strict=False):
            days.setdefault(each.number, {})[each.side] = _days(each, share)
        place += len(inputs.windows)
        off = {each.number: share >= each.chance for each, share in zip(inputs.branches, shares[place:], strict=False)}
        place += len(inputs.branches)
        delays = self._delays(shares[place:])
        found: dict[int, Own] = {}
        for n in dict.fromkeys([*durations, *days, *off, *delays]):
            found[n] = self._own_of(n, durations.get(n), days.get(n, {}), off.get(n), delays.get(n), runs)
        return found

    def durations(self, shares: Floats) -> dict[int, Minutes]:
        """The working minutes of each activity whose duration is uncertain."""
        rows = self.inputs.durations
        if not rows:
            return {}
        ends = np.array([(d.shortest, d.likely, d.longest) for d in rows], np.float32)
        found: dict[int, Minutes] = {}
        for first, last in chunks(len(rows)):
            low, middle, high = (ends[first:last, side, None] for side in range(3))
            drawn = np.rint(triangular(shares[first:last], low, middle, high)).astype(np.int64)
            found |= {rows[first + i].number: minutes for i, minutes in enumerate(drawn)}
        return found

    def _delays(self, shares: Floats) -> dict[int, Minutes]:
        """The working minutes that risks put activities off by: one after the other, or the longest of those beside."""
        rows = self.inputs.risks
        found: dict[int, Minutes] = {}
        beside: dict[int, Minutes] = {}
        for each, comes, share in zip(rows, shares, shares[len(rows) :], strict=False):
            ends = (np.array(float(end)) for end in (each.shortest, each.likely, each.longest))
            delay = np.where(comes >= 1 - each.chance, np.rint(triangular(share, *ends)), 0).astype(np.int64)
            for n in each.numbers:
                if each.parallel:
                    beside[n] = np.maximum(beside[n], delay) if n in beside else delay
                else:
                    found[n] = found[n] + delay if n in found else delay
        for n, delay in beside.items():
            found[n] = found[n] + delay if n in found else delay
        return found

    def _own_of(
        self,
        n: int,
        duration: Minutes | None,
        days: dict[Side, Minutes],
        off: Flags | None,
        delay: Minutes | None,
        runs: int,
    ) -> Own:
        bounds = self._net.bounds[n]
        if bounds.started:
            own = self._begun(n, duration, days)
        elif bounds.pinned:
            own = Own(bounds.duration, bounds.start, bounds.at, bounds.hold)
        elif self._net.shapes[n] == MOMENT:
            own = self._moment(n, days)
        else:
            own = self._work(n, duration, days)
        if off is not None:
            own = self._left_out(n, own, off)
        if delay is not None:
            if off is not None:
                delay = np.where(off, 0, delay)
            if self._net.shapes[n] == MOMENT:
                own.settle = self._later(n, delay)
            else:
                own.duration = np.zeros(runs, np.int64) + own.duration + delay
        return own

    def _begun(self, n: int, remaining: Minutes | None, days: dict[Side, Minutes]) -> Own:
        """Work that has begun keeps its start; what is left of it varies."""
        net, bounds, clock = self._net, self._net.bounds[n], self._prepared.clocks[n]
        duration: Some = bounds.duration
        if Side.FINISH in days:
            duration = np.maximum(clock.count((days[Side.FINISH] + 1) * DAY) - bounds.start, 1)
        elif remaining is not None and not bounds.duration:  # it had no duration: what is unknown is still to come
            since = max(net.times[n].count(day_begin(self.inputs.plan.programme.status_date)) - bounds.start, 0)
            duration = since + remaining
        elif remaining is not None:
            duration = np.maximum(bounds.duration - bounds.remaining + remaining, 1)
        return Own(duration, bounds.start, bounds.at, bounds.hold)

    def _moment(self, n: int, days: dict[Side, Minutes]) -> Own:
        """A milestone on the day that was drawn, and not before the status date."""
        bounds, clock = self._net.bounds[n], self._prepared.clocks[n]
        activity = self._net.activities[n]
        if Side.MOMENT not in days or (activity.constraint in EXACT and activity.constraint_date is not None):
            return Own(bounds.duration, bounds.start, bounds.at, bounds.hold)
        at = clock.end_of(days[Side.MOMENT])
        start = clock.count(at)
        for held_start, held_at in self._held_back(n, 0):
            later = (held_start > start) | ((held_start == start) & (held_at > at))
            start, at = np.where(later, held_start, start), np.where(later, held_at, at)
        return Own(0, start, at, self._hold(n, 0))

    def _work(self, n: int, drawn: Minutes | None, days: dict[Side, Minutes]) -> Own:
        """Work that has not begun: the latest of its own dates holds it back."""
        net, bounds, clock = self._net, self._net.bounds[n], self._prepared.clocks[n]
        activity = net.activities[n]
        duration: Some = bounds.duration if drawn is None else drawn
        first, last = (planned_day(w, net.plan_on) for w in (activity.start_window, activity.finish_window))
        dated = activity.constraint_date is not None and activity.constraint in DATED
        if first is None and last is None and not dated:
            return Own(duration, bounds.start, bounds.at, self._hold(n, duration))
        if dated and activity.constraint in EXACT:  # a place of its own: what was said in words no longer counts
            first, last, days = None, None, {}
        begins = days.get(Side.START) if Side.START in days else None if first is None else np.array(first.toordinal())
        ends = days.get(Side.FINISH) if Side.FINISH in days else None if last is None else np.array(last.toordinal())
        starts: list[Some] = []
        if begins is not None:
            starts.append(clock.count(begins * DAY))
            if ends is not None:
                begun = clock.count(begins * DAY)
                undone_from = self._undone_from(n)
                if undone_from is not None:  # what has to begin later still ends on its day
                    begun = np.maximum(begun, net.times[n].count(undone_from))
                between = clock.count((ends + 1) * DAY) - begun
                duration = np.where(between > 0, between, np.maximum(duration, 1))
        elif ends is not None:
            starts.append(clock.count(clock.end_of(ends)) - duration)
        starts += [start for start, _ in self._held_back(n, duration)]
        start = starts[0] if starts else bounds.start
        for other in starts[1:]:
            start = np.maximum(start, other)
        return Own(duration, start, bounds.at, self._hold(n, duration))

    def _held_back(self, n: int, duration: Some) -> list[tuple[Some, int]]:
        """The starts, and instants, that a constraint and the status date hold back to."""
        time, activity = self._net.times[n], self._net.activities[n]
        found: list[tuple[Some, int]] = []
        if activity.constraint_date is not None:
            at = instant(activity.constraint_date)
            if activity.constraint in (Constraint.SNET, Constraint.MSO):
                found.append((time.count(at), at))
            elif activity.constraint in (Constraint.FNET, Constraint.MFO):
                found.append((time.count(at) - duration, at))
        undone_from = self._undone_from(n)
        if undone_from is not None:
            start = time.count(undone_from)
            found.append((start, time.beginning(start)))
        return found

    def _undone_from(self, n: int) -> int | None:
        """The instant from which what is not done yet is planned: elapsed work begins when its calendar is open."""
        net = self._net
        undone_from, activity = net.frame.undone_from, net.activities[n]
        if undone_from is None or not activity.elapsed:
            return undone_from
        time = net.calendars.of(activity.calendar_id, activity.organisation_id)
        return time.beginning(time.count(undone_from))

    def _hold(self, n: int, duration: Some) -> Some:
        """The latest start that a constraint allows."""
        net, activity = self._net, self._net.activities[n]
        if activity.constraint_date is None or activity.constraint not in LATEST or not net.frame.constraints_first:
            return NEVER
        at = net.times[n].count(instant(activity.constraint_date))
        return at if activity.constraint in (Constraint.MSO, Constraint.SNLT) else at - duration

    def _left_out(self, n: int, own: Own, off: Flags) -> Own:
        """Conditional work that is not done takes no time, and its own dates hold nothing back."""
        time = self._net.times[n]
        today = time.count(day_begin(self.inputs.plan.programme.status_date))
        return Own(
            np.where(off, 0, own.duration),
            np.where(off, today, own.start),
            np.where(off, time.ending(today), own.at),
            np.where(off, NEVER, own.hold),
            own.settle,
        )

    def _later(self, n: int, delay: Minutes) -> Settle:
        """A milestone that a risk puts off."""
        clock = self._prepared.clocks[n]

        def settle(begin: Minutes, at: Minutes) -> tuple[Minutes, Minutes]:
            later = begin + delay
            return later, np.where(delay > 0, clock.ending(later), at)

        return settle


def _days(window: WindowInput, share: Floats) -> Minutes:
    """The days (ordinals) that the draws give for a window."""
    late = late_days(share, window.kept, window.span, window.likely, OVERRUN, MOST_OVERRUN)
    return window.first + np.floor(late + 0.5).astype(np.int64)
