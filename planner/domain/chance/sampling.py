"""Draws for many runs: Latin hypercubes, distributions by their quantiles, and what goes together.

Source of the method: McKay, Beckman and Conover, A comparison of three methods for selecting values of
input variables in the analysis of output from a computer code, Technometrics 21 (1979). What belongs to
one organisation, track or cause shares a standard normal factor (a one-factor Gaussian copula each).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]
"""Single precision wherever there is one for each run: draws need no more, and half the memory is half the time."""
STEPS, WIDTH = 4096, 6.0
"""Places a unit, and half the width, of the table of the standard normal distribution."""


def _normal_table() -> Floats:
    """The standard normal distribution at every place from -WIDTH to WIDTH."""
    from math import erf, sqrt

    edges = np.arange(-int(WIDTH * STEPS), int(WIDTH * STEPS) + 1) / STEPS
    coarse = edges[::64]
    exact = np.array([0.5 * (1 + erf(x / sqrt(2))) for x in coarse])
    return np.interp(edges, coarse, exact).astype(np.float32)


_TABLE = _normal_table()


def normal_share(z: Floats) -> Floats:
    """The standard normal distribution function, to four decimals."""
    places = np.clip((z + WIDTH) * STEPS, 0, len(_TABLE) - 1).astype(np.int32)
    return _TABLE[places]


def normal_scores(shares: Floats) -> Floats:
    """The standard normal quantiles of shares between 0 and 1."""
    edges = np.arange(len(_TABLE)) / STEPS - WIDTH
    return np.interp(shares, _TABLE, edges).astype(np.float32)


def triangular(shares: Floats, shortest: Floats, likely: Floats, longest: Floats) -> Floats:
    """Quantiles of triangular distributions; all arguments broadcast, and no width gives the likely value."""
    width = np.maximum(longest - shortest, 1e-9)
    low, high = likely - shortest, longest - likely
    rising = shares * width < low
    away = np.sqrt(np.where(rising, shares * (width * low), (1 - shares) * (width * high)))
    return np.where(rising, shortest + away, longest - away)


def late_days(shares: Floats, kept: float, span: float, likely: float, overrun: float, most: float) -> Floats:
    """Days after the first of a window: within it (triangular) with the chance that it is kept, else later.

    What comes later has an exponential tail of mean `overrun` days, cut off at `most`.
    """
    inside = np.clip(shares / kept, 0, 1) if kept > 0 else np.zeros_like(shares)
    within = triangular(inside, np.float64(0), np.float64(likely), np.float64(span))  # type: ignore[arg-type]
    if kept >= 1:
        return within
    beyond = np.clip((shares - kept) / (1 - kept), 0, 1)
    ceiling = 1 - np.exp(-most / overrun)
    tail = span - overrun * np.log1p(-beyond * ceiling)
    return np.where(shares <= kept, within, tail)


@dataclass(frozen=True, slots=True)
class Factors:
    """What variables share: by kind, the number of a variable's group (-1: none), and the share of variance."""

    groups: tuple[NDArray[np.int64], ...]
    weights: tuple[float, ...]


class Hypercube:
    """Shares between 0 and 1, evenly spread over each variable; the same seed gives the same draws.

    Draws depend on the seed, the batch and the place of a variable alone, so that a plan with and
    without a change is tried on the same luck.
    """

    def __init__(self, seed: int, variables: int, factors: Factors | None = None) -> None:
        self._seed, self._variables, self._factors = seed, variables, factors

    def batch(self, number: int, runs: int) -> Batch:
        return Batch(self._seed, number, runs, self._variables, self._factors)


CHUNK = 256
"""Variables of which the draws come from one generator."""


class Batch:
    """The draws of some runs, by chunks of variables."""

    def __init__(self, seed: int, number: int, runs: int, variables: int, factors: Factors | None) -> None:
        self._seed, self._number, self._runs, self._variables = seed, number, runs, variables
        self._factors = factors
        even = (np.arange(runs) + np.random.default_rng([seed, number, 0]).random()) / runs
        self._even: Floats = even.astype(np.float32)
        self._scores = normal_scores(self._even)
        self._shared = [
            self._permuted(1 + kind, int(groups.max(initial=-1)) + 1) for kind, groups in enumerate(self._groups)
        ]

    @property
    def _groups(self) -> tuple[NDArray[np.int64], ...]:
        return self._factors.groups if self._factors is not None else ()

    def _permuted(self, stream: int, rows: int) -> Floats:
        """Standard normal scores, each row in another order."""
        if not rows:
            return np.zeros((0, self._runs), np.float32)
        rng = np.random.default_rng([self._seed, self._number, stream])
        return rng.permuted(np.broadcast_to(self._scores, (rows, self._runs)), axis=1)

    def shares(self, first: int, last: int) -> Floats:
        """The draws of variables from one up to another, a row each; `first` begins a chunk."""
        stream = 100 + first // CHUNK
        if self._factors is None or not any((g[first:last] >= 0).any() for g in self._groups):
            rng = np.random.default_rng([self._seed, self._number, stream])
            return rng.permuted(np.broadcast_to(self._even, (last - first, self._runs)), axis=1)
        scores = self._permuted(stream, last - first)
        left = np.ones(last - first, np.float32)
        shared = np.zeros_like(scores)
        for groups, weight, own in zip(self._groups, self._factors.weights, self._shared, strict=True):
            members = groups[first:last]
            there = members >= 0
            if weight and there.all():
                shared += float(np.sqrt(weight)) * own[members]
                left -= weight
            elif weight and there.any():
                shared[there] += float(np.sqrt(weight)) * own[members[there]]
                left[there] -= weight
        return normal_share(shared + np.sqrt(np.maximum(left, 0))[:, None] * scores)


def chunks(variables: int) -> Sequence[tuple[int, int]]:
    """The places at which chunks of variables begin and end."""
    return [(first, min(first + CHUNK, variables)) for first in range(0, variables, CHUNK)]
