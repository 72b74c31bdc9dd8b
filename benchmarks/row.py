"""One measured bar, and how to measure."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from time import process_time


@dataclass(frozen=True)
class Row:
    """What was measured against which bar; both in `unit` (x is a ratio). No bar: for information."""

    name: str
    measured: float
    bar: float | None = None
    unit: str = "x"
    note: str = ""

    @property
    def reached(self) -> bool:
        return self.bar is None or self.measured <= self.bar


def best(work: Callable[[], object], times: int = 5, clock: Callable[[], float] = process_time) -> float:
    """The least time in seconds that some work took; by default of this process alone, whatever else runs."""
    found: list[float] = []
    for _ in range(times):
        gc.collect()
        started = clock()
        work()
        found.append(clock() - started)
    return min(found)


def percentile(times: list[float], share: float = 0.95) -> float:
    """The least of the times that such a share of them does not exceed (nearest rank)."""
    return sorted(times)[max(ceil(len(times) * share - 1e-9) - 1, 0)]
