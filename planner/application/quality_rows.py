"""The measures of a plan's quality for the command line: as stable JSON, or in words."""

from __future__ import annotations

from collections.abc import Sequence

from planner.application.result_rows import Row, in_columns, name_in
from planner.chart.reports.quality_words import FAMILIES, PASSED, figure_text, limit_text, verdict_message
from planner.domain.plan import Plan
from planner.domain.quality.assessing import verdict
from planner.domain.quality.measure import Outcome
from planner.language import Translator
from planner.message import N_


def quality_rows(plan: Plan, outcomes: Sequence[Outcome]) -> list[Row]:
    """Every measure with its figure, its limit, whether it is passed, and the keys of what it is about."""
    return [
        {
            "measure": each.measure.name,
            "value": each.figure.value,
            "limit": each.limit,
            "passed": each.passed,
            "keys": [name_in(plan, row_id) for row_id in each.figure.about],
        }
        for each in outcomes
    ]


def quality_text(plan: Plan, outcomes: Sequence[Outcome], said: Translator) -> str:
    """The verdict, and every measure on a line under its family; bearing measures carry an asterisk."""
    lines = [said.translate(N_("Can this plan bear the question how sure it is?"))]
    lines.append(said.translate(verdict_message(verdict(outcomes))))
    cells: list[list[str]] = []
    for each in outcomes:
        measure = each.measure
        keys = ", ".join(name_in(plan, row_id) for row_id in each.figure.about[:5])
        more = len(each.figure.about) - 5
        cells.append(
            [
                measure.number + ("*" if measure.bearing else ""),
                said.translate(measure.title),
                figure_text(measure, each.figure.value, said),
                limit_text(each, said),
                said.translate(PASSED[each.passed]),
                keys + (f" +{more}" if more > 0 else ""),
            ]
        )
    texts = in_columns(cells).splitlines()
    family = None
    for each, text in zip(outcomes, texts, strict=True):
        if each.measure.family is not family:
            family = each.measure.family
            lines += ["", said.translate(FAMILIES[family])]
        lines.append(text)
        if each.figure.why is not None:
            lines.append("    " + said.translate(each.figure.why))
    lines += ["", said.translate(N_("* bearing measure: on these hangs yes or no"))]
    return "\n".join(lines)
