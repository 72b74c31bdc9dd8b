"""How a date is written in a cell, beside a mark and in a sentence: the same on every surface."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.domain.control.statements import Statement, Statements, deviation_words, grounds_words
from planner.domain.control.statements import short_deviation_words as short_words
from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.model import Activity
from planner.language.translator import Translator
from planner.message import N_

HAPPENED, PLANNED, ASSUMED = "■", "□", "▨"
"""What stands before a date that happened, that is planned, and that rests on an assumption."""


@dataclass(frozen=True, slots=True)
class DateText:
    """A date in a cell.

    `text` is the day, or the words where nobody knows the day or it lies within what was said; `day` the day
    alone, empty where nobody knows it. `sign` says which kind of date it is, `more` how far it is from what was
    said and what it rests on. `in_words` is true where `text` is no day.
    """

    text: str
    day: str = ""
    sign: str = ""
    more: str = ""
    in_words: bool = False

    @property
    def whole(self) -> str:
        """The text with what there is to say of it, for where there is room."""
        return f"{self.text} ({self.more})" if self.text and self.more else self.text or self.more


def date_text(told: Statement, translator: Translator, *, is_start: bool, style: str = "short") -> DateText:
    """The start or finish of an activity as it is written in a cell."""
    happened = told.happened
    if isinstance(happened, ImpreciseDate):
        text = translator.translate(N_("begun") if is_start else N_("done"))
        return DateText(text, "", HAPPENED, translator.window(happened), in_words=True)
    if isinstance(happened, date):
        return DateText(translator.date(happened, style), translator.date(happened, style), HAPPENED)
    if told.planned is None:
        words = translator.window(told.window)
        return DateText(words, "", "", "", in_words=bool(words))
    day = translator.date(told.planned.date(), style)
    more = [translator.translate(m) for m in (deviation_words(told.deviation), grounds_words(told.rests_on)) if m]
    sign = ASSUMED if told.rests_on else PLANNED
    window = told.window
    words = window is not None and not window.is_exact and bool(window.words)
    if words and not told.deviation and not told.rests_on:
        return DateText(translator.window(window), day, sign, "; ".join(more), in_words=True)
    return DateText(day, day, sign, "; ".join(more))


def said_beside(told: Statements, activity: Activity, translator: Translator) -> str:
    """The words beside a mark: what was said, and how far the plan is from it; empty where there is nothing to say."""
    if activity.has_happened or activity.is_summary:
        return ""
    finish = told.finish(activity)
    statement = finish if finish.deviation or not told.start(activity).deviation else told.start(activity)
    window = statement.window if statement.deviation else finish.window or told.start(activity).window
    words = _quoted(window)
    away = short_words(statement.deviation)
    if away is not None:
        apart = translator.translate(away)
        said = words or (translator.date(window.latest or window.earliest, "medium") if window is not None else "")
        return translator.translate(N_("said: {words} · {apart}"), words=said, apart=apart)
    return words if finish.planned is not None or not told.schedule[activity.id].termless else ""


def _quoted(window: ImpreciseDate | None) -> str:
    """The words of an imprecise date in quotation marks; those in brackets are the editor's and no quotation."""
    if window is None or not window.words or window.is_exact or window.words.startswith("("):
        return ""
    return f"“{window.words}”"
