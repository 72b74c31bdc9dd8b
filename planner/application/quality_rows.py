"""The measures of a plan's quality for the command line: as stable JSON, or in words."""

from __future__ import annotations

from collections.abc import Sequence

from planner.application.result_rows import Row, in_columns, name_in
from planner.domain.plan import Plan
from planner.domain.quality.assessing import Verdict, verdict
from planner.domain.quality.measure import Family, Measure, Outcome, Unit
from planner.language import Translator
from planner.message import N_, Message

FAMILIES = {
    Family.OWN: N_("Of a chain and a law"),
    Family.DCMA: N_("DCMA: fourteen measures of a schedule"),
    Family.GAO: N_("GAO: ten practices, as far as a plan shows them"),
}
PASSED = {True: N_("passed"), False: N_("not passed"), None: N_("not applicable")}


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


def figure_text(measure: Measure, value: float | None, said: Translator) -> str:
    """A figure of a measure in words: 9.7 %, 0.95, yes."""
    if value is None:
        return "–"
    if measure.unit is Unit.YES:
        return said.translate(N_("yes") if value else N_("no"))
    number = said.number(value)
    return f"{number} %" if measure.unit is Unit.PERCENT else number


def limit_text(each: Outcome, said: Translator) -> str:
    """A limit in words: at most, or at least, so much."""
    if each.passed is None:
        return "–"
    if each.measure.unit is Unit.YES or (not each.limit and not each.measure.at_least):
        return figure_text(each.measure, each.limit, said)
    return f"{'≥' if each.measure.at_least else '≤'} {figure_text(each.measure, each.limit, said)}"


def verdict_message(found: Verdict) -> Message:
    """Whether the plan can bear the question, as a sentence."""
    if found.failed:
        words = {"number": len(found.failed), "names": _titles(found.failed)}
        return Message(
            N_("No, not yet: of five bearing measures {number} are not passed: {names}. Mend these first."), words
        )
    if found.others:
        text = N_("Yes, with reserve: all five bearing measures are passed, {number} others are not.")
        return Message(text, {"number": len(found.others)})
    return Message(N_("Yes: every measure that applies is passed."))


def _titles(outcomes: Sequence[Outcome]) -> Message:
    names = {f"name{i}": Message(each.measure.title) for i, each in enumerate(outcomes)}
    return Message(", ".join(f"{{{name}}}" for name in names), names)


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
