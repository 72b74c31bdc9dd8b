"""Risks: how heavy they weigh, and which of them nobody does anything about."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.findings import Finding, Rank, RuleContext
from planner.domain.integrity import name_of
from planner.domain.model import Light, Risk, RiskStatus
from planner.message import N_, Message

HIGH, MIDDLE = 15, 8
"""Probability times impact from which a risk is red, and orange."""


def weight(risk: Risk) -> int:
    """Probability times impact, 1 to 25."""
    return risk.probability * risk.impact


def weight_light(value: int) -> Light:
    """The light of a weight."""
    return Light.RED if value >= HIGH else Light.ORANGE if value >= MIDDLE else Light.GREEN


def heavy_risks(case: RuleContext) -> Iterator[Finding]:
    """Open risks that weigh heavily, most of all those without a measure or an owner."""
    for risk in sorted(case.plan.risks, key=lambda each: -weight(each)):
        if risk.status is not RiskStatus.OPEN or weight(risk) < HIGH:
            continue
        words = {"name": name_of(risk), "weight": weight(risk)}
        if not risk.measure.strip():
            text = N_("{name} weighs {weight} of 25 and has no measure.")
            yield Finding("risk-without-measure", Rank.WARNING, Message(text, words), (risk.id,))
        elif not risk.owner.strip():
            text = N_("{name} weighs {weight} of 25 and has no owner.")
            yield Finding("risk-without-owner", Rank.NOTICE, Message(text, words), (risk.id,))
