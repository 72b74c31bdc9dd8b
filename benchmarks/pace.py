"""How fast this machine is at the moment, told by work that is always the same.

Bars in milliseconds were set where a bare pass over the large plan takes 11 ms. Machines differ, and one that
is shared is at times half as fast as a second before; so what has such a bar is told at that pace, each time
by the bare passes just before and just after it. The milliseconds of the clock are told beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import process_time

from benchmarks.generate import large_plan
from benchmarks.row import Row, percentile
from planner.domain.model import Activity, Dependency
from planner.domain.plan import Plan

BARE_MS = 11.0
"""What a bare pass over the large plan took where the bars were set."""


class BarePass:
    """A forward and a backward pass as plain as it can be: integers, one calendar, finish-to-start, no lag."""

    def __init__(self, plan: Plan) -> None:
        activities = list(plan.rows(Activity))
        number = {a.id: n for n, a in enumerate(activities)}
        self._duration = [a.duration_minutes or 0 for a in activities]
        self._before: list[list[int]] = [[] for _ in activities]
        self._after: list[list[int]] = [[] for _ in activities]
        for row in plan.rows(Dependency):
            first, second = number[row.predecessor_id], number[row.successor_id]
            self._before[second].append(first)
            self._after[first].append(second)

    def __call__(self) -> int:
        """All slack there is; in the order of the rows, in which links of the large plan run."""
        duration, before, after = self._duration, self._before, self._after
        finish = [0] * len(duration)
        for n in range(len(duration)):
            start = 0
            for p in before[n]:
                start = max(start, finish[p])
            finish[n] = start + duration[n]
        late = [max(finish)] * len(duration)
        for n in reversed(range(len(duration))):
            least = late[n]
            for s in after[n]:
                least = min(least, late[s] - duration[s])
            late[n] = least
        return sum(late) - sum(finish)


def milliseconds(work: Callable[[], object]) -> float:
    """What some work takes of this process's time, whatever else runs."""
    started = process_time()
    work()
    return (process_time() - started) * 1000


@dataclass
class Times:
    """How long some work took, time and again: by the clock, and at the pace of the bars; in milliseconds."""

    clock: list[float] = field(default_factory=list)
    at_pace: list[float] = field(default_factory=list)

    def row(self, name: str, bar: float, note: str = "") -> Row:
        """The 95th percentile at the pace of the bars, with what the clock said beside it."""
        half, clock = percentile(self.at_pace, 0.5), percentile(self.clock)
        told = f"half of them {half:.1f}; by the clock {clock:.1f}{'; ' * bool(note)}{note}"
        return Row(name, percentile(self.at_pace), bar, "ms", told)


class Pace:
    """Measures work against bare passes around it."""

    def __init__(self) -> None:
        self._bare = BarePass(large_plan())

    def _now(self) -> float:
        return min(milliseconds(self._bare) for _ in range(2))

    def measure(self, work: Callable[[], object], times: Times) -> None:
        """Do some work once and note how long it took."""
        before = self._now()
        took = milliseconds(work)
        bare = (before + self._now()) / 2
        times.clock.append(took)
        times.at_pace.append(took * BARE_MS / bare)
