"""What a measure of quality is, what it found, and what all measures look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from planner.domain.control.baselines import latest_baseline
from planner.domain.control.readiness import is_done
from planner.domain.findings import RuleContext
from planner.domain.model import MINUTES_IN_WORKING_DAY, Activity, ActivityKind, BaselineDate, Dependency, Entity
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule
from planner.message import Message

LONG = 44
"""Working days from which slack and durations are high: DCMA, measures 6 and 8 (two months)."""


class Family(StrEnum):
    OWN = "own"
    DCMA = "dcma"
    GAO = "gao"


class Unit(StrEnum):
    """What a figure counts."""

    PERCENT = "percent"
    NUMBER = "number"
    RATIO = "ratio"
    DAYS = "days"
    YES = "yes"  # 1 where it is so, else 0


@dataclass(frozen=True, slots=True)
class Figure:
    """What a measure found: `value` None where it does not apply (`why` says so); `part` of `whole` count."""

    value: float | None
    about: tuple[UUID, ...] = ()
    part: int | None = None
    whole: int | None = None
    why: Message | None = None


Find = Callable[["QualityContext"], Figure]
"""The function that works a measure out."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: its name in JSON, its texts, its usual limit, and the function that works it out.

    `at_least`: the figure may not be below the limit; else it may not be above it. On the `bearing`
    measures hangs whether the plan can be asked how sure it is.
    """

    name: str
    number: str
    family: Family
    title: str
    why: str
    advice: str
    limit: float
    find: Find
    unit: Unit = Unit.NUMBER
    at_least: bool = False
    bearing: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """A measure with its figure and its limit; `passed` is None where it does not apply."""

    measure: Measure
    figure: Figure
    limit: float
    passed: bool | None


class QualityContext(RuleContext):
    """A plan and its schedule, with what several measures need."""

    def __init__(self, plan: Plan, schedule: Schedule, limits: Mapping[str, float], chance_holds: bool | None) -> None:
        super().__init__(plan, schedule)
        self.limits = limits
        self.chance_holds = chance_holds  # whether a kept chance is of this plan; None where none is kept
        self.known: dict[str, Outcome] = {}

    @cached_property
    def working(self) -> tuple[Activity, ...]:
        """Tasks and milestones that are active and not done."""
        return tuple(a for a in self.leaves if not is_done(a) and self.is_active(a))

    @cached_property
    def tasks(self) -> tuple[Activity, ...]:
        """What DCMA counts: incomplete tasks, without summaries and milestones."""
        return tuple(a for a in self.working if a.kind is ActivityKind.TASK)

    @cached_property
    def counted_links(self) -> tuple[Dependency, ...]:
        """Links of work that is not done."""
        done = {a.id for a in self.leaves if is_done(a) or not self.is_active(a)}
        return tuple(row for row in self.links if row.successor_id not in done)

    @cached_property
    def towards(self) -> tuple[Activity, ...]:
        """Unfinished tasks on the way to entry into force."""
        return tuple(a for a in self.tasks if a.id in self.way and a is not self.plan.entry)

    @cached_property
    def way(self) -> frozenset[UUID]:
        """All that leads to entry into force."""
        return self.leading

    @cached_property
    def baseline(self) -> dict[UUID, BaselineDate]:
        """The dates of the baseline taken last; none without one."""
        baseline = latest_baseline(self.plan)
        return self.plan.baseline_dates(baseline.id) if baseline else {}

    def is_active(self, activity: Activity) -> bool:
        return activity.active and all(a.active for a in self.plan.ancestors(activity.id))

    def days(self, minutes: float) -> float:
        """Working minutes as working days."""
        return minutes / MINUTES_IN_WORKING_DAY


def share(rows: Iterable[Entity], whole: int, nothing: Message | None = None) -> Figure:
    """How many percent of a whole some rows are; does not apply to a whole of nothing."""
    found = tuple(row.id for row in rows)
    if not whole:
        return Figure(None, why=nothing)
    return Figure(round(100 * len(found) / whole, 1), found, len(found), whole)


def number(rows: Iterable[Entity], whole: int | None = None) -> Figure:
    """How many rows there are."""
    found = tuple(row.id for row in rows)
    return Figure(float(len(found)), found, len(found), whole)


def judged(measure: Measure, figure: Figure, limit: float) -> Outcome:
    """A figure beside its limit."""
    if figure.value is None:
        return Outcome(measure, figure, limit, None)
    passed = figure.value >= limit if measure.at_least else figure.value <= limit
    return Outcome(measure, figure, limit, passed)
