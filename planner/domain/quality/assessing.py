"""All measures of a plan, and whether it can bear the question how sure it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.domain.plan import Plan
from planner.domain.quality.dcma import DCMA
from planner.domain.quality.gao import GAO
from planner.domain.quality.measure import Measure, Outcome, QualityContext, judged
from planner.domain.quality.own import OWN
from planner.domain.scheduling import Schedule

MEASURES: tuple[Measure, ...] = (*OWN, *DCMA, *GAO)
"""Every measure, in the order in which it is shown; what follows from others comes after them."""


def assess(
    plan: Plan, schedule: Schedule, limits: Mapping[str, float] | None = None, *, chance_holds: bool | None = None
) -> tuple[Outcome, ...]:
    """Every measure of a plan; `limits` are others than the usual ones, by name of the measure."""
    limits = limits or {}
    case = QualityContext(plan, schedule, limits, chance_holds)
    for measure in MEASURES:
        limit = limits.get(measure.name, measure.limit)
        case.known[measure.name] = judged(measure, measure.find(case), limit)
    return tuple(case.known.values())


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the plan can bear the question: yes where all bearing measures are passed."""

    failed: tuple[Outcome, ...]  # bearing measures that are not passed
    others: tuple[Outcome, ...]  # other measures that are not passed

    @property
    def bears(self) -> bool:
        return not self.failed


def verdict(outcomes: Sequence[Outcome]) -> Verdict:
    """Yes or no, which hangs on the bearing measures alone."""
    missed = [each for each in outcomes if each.passed is False]
    bearing = tuple(each for each in missed if each.measure.bearing)
    return Verdict(bearing, tuple(each for each in missed if not each.measure.bearing))
