"""Measures of quality in words."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.quality.assessing import Verdict
from planner.domain.quality.measure import Family, Measure, Outcome, Unit
from planner.language.translator import Translator
from planner.message import N_, Message

FAMILIES = {
    Family.OWN: N_("Of a chain and a law"),
    Family.DCMA: N_("DCMA: fourteen measures of a schedule"),
    Family.GAO: N_("GAO: ten practices, as far as a plan shows them"),
}
PASSED = {True: N_("passed"), False: N_("not passed"), None: N_("not applicable")}


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
