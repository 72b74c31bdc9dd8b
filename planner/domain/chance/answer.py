"""The answer to the question how sure we are, in plain values: needs no numpy to be read, kept or shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from planner.domain.chance.inputs import Default, DefaultKind
from planner.domain.model import Likelihood

CERTAINLY, PROBABLY, EITHER_WAY, PROBABLY_NOT = 0.9, 0.65, 0.35, 0.1
"""Chances from which each of the five words holds, from certainly down."""
SMALL = 1000
"""Runs below which an answer says that it rests on few."""
DIGITS = 4


def likelihood(chance: float) -> Likelihood:
    """The fixed word for a chance."""
    if chance >= CERTAINLY:
        return Likelihood.CERTAINLY
    if chance >= PROBABLY:
        return Likelihood.PROBABLY
    if chance >= EITHER_WAY:
        return Likelihood.EITHER_WAY
    return Likelihood.PROBABLY_NOT if chance >= PROBABLY_NOT else Likelihood.CERTAINLY_NOT


@dataclass(frozen=True, slots=True)
class MomentChance:
    """The chance that the law enters into force on a day; None is later than all that are named."""

    day: date | None
    chance: float


@dataclass(frozen=True, slots=True)
class MilestoneChance:
    """By when an activity is done with a chance of 50 and 80 %, and the chance of the date that is planned."""

    activity_id: UUID
    p50: date
    p80: date
    planned: date
    planned_chance: float


@dataclass(frozen=True, slots=True)
class DriverShare:
    """How much of the spread of the outcome comes from an activity or risk.

    `worse` and `better` are the chance of the first moment where it turns out among the worst and the
    best fifth of its draws.
    """

    row_id: UUID
    contribution: float
    worse: float
    better: float


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """The chance that all is ready by the end of a day, and that the law is in force."""

    day: date
    ready: float
    in_force: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What so many runs from a seed gave. `margin` is in shares, two-sided 95 %, of the first moment."""

    runs: int
    seed: int
    converged: bool
    margin: float
    moments: tuple[MomentChance, ...]
    organisations: tuple[tuple[UUID, float], ...]
    criteria: tuple[tuple[UUID, float], ...]
    milestones: tuple[MilestoneChance, ...]
    drivers: tuple[DriverShare, ...]
    deciding: tuple[tuple[UUID, float], ...]  # how often each organisation is the last one ready
    curve: tuple[CurvePoint, ...]
    ready_p50: date
    ready_p80: date
    defaults: tuple[Default, ...]
    without_term: float  # share of the open tasks on the way to entry
    assumptions: int
    without_risks: bool = False

    @property
    def chance(self) -> float:
        """The chance of the first moment."""
        return self.moments[0].chance


def _day(text: str) -> date:
    return date.fromisoformat(text)


def to_plain(answer: Answer) -> dict[str, Any]:
    """An answer in values that JSON has, for a record in the plan."""
    return {
        "runs": answer.runs,
        "seed": answer.seed,
        "converged": answer.converged,
        "margin": answer.margin,
        "moments": [[m.day.isoformat() if m.day else None, m.chance] for m in answer.moments],
        "organisations": [[str(row_id), chance] for row_id, chance in answer.organisations],
        "criteria": [[str(row_id), chance] for row_id, chance in answer.criteria],
        "milestones": [
            [str(m.activity_id), m.p50.isoformat(), m.p80.isoformat(), m.planned.isoformat(), m.planned_chance]
            for m in answer.milestones
        ],
        "drivers": [[str(d.row_id), d.contribution, d.worse, d.better] for d in answer.drivers],
        "deciding": [[str(row_id), share] for row_id, share in answer.deciding],
        "curve": [[p.day.isoformat(), p.ready, p.in_force] for p in answer.curve],
        "ready": [answer.ready_p50.isoformat(), answer.ready_p80.isoformat()],
        "defaults": [[d.kind.value, d.value, list(d.keys)] for d in answer.defaults],
        "without_term": answer.without_term,
        "assumptions": answer.assumptions,
        "without_risks": answer.without_risks,
    }


def from_plain(kept: Mapping[str, Any]) -> Answer:
    """The answer in a record; KeyError, ValueError or TypeError where it is none."""

    def pairs(name: str) -> tuple[tuple[UUID, float], ...]:
        return tuple((UUID(row_id), float(chance)) for row_id, chance in kept[name])

    milestones: Sequence[Any] = kept["milestones"]
    return Answer(
        runs=int(kept["runs"]),
        seed=int(kept["seed"]),
        converged=bool(kept["converged"]),
        margin=float(kept["margin"]),
        moments=tuple(MomentChance(_day(day) if day else None, float(chance)) for day, chance in kept["moments"]),
        organisations=pairs("organisations"),
        criteria=pairs("criteria"),
        milestones=tuple(
            MilestoneChance(UUID(m[0]), _day(m[1]), _day(m[2]), _day(m[3]), float(m[4])) for m in milestones
        ),
        drivers=tuple(DriverShare(UUID(d[0]), *map(float, d[1:4])) for d in kept["drivers"]),
        deciding=pairs("deciding"),
        curve=tuple(CurvePoint(_day(p[0]), float(p[1]), float(p[2])) for p in kept["curve"]),
        ready_p50=_day(kept["ready"][0]),
        ready_p80=_day(kept["ready"][1]),
        defaults=tuple(Default(DefaultKind(kind), value, tuple(keys)) for kind, value, keys in kept["defaults"]),
        without_term=float(kept["without_term"]),
        assumptions=int(kept["assumptions"]),
        without_risks=bool(kept["without_risks"]),
    )
