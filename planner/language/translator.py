"""Texts, dates, durations and field values in one language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

from planner.domain.date_format import formatted
from planner.domain.fields import FieldDef, Shape
from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.labels import CHOICE_NAMES, KIND_NAMES, STEP_LABELS
from planner.domain.model import MINUTES_IN_WORKING_DAY, CalendarException, Dependency, Entity, LagUnit, LinkType
from planner.domain.plan import Plan
from planner.language.catalogue import catalogue
from planner.language.typed import parse_value
from planner.language.working_hours import hours_text, week_text
from planner.message import N_, Message

LANGUAGES = {"nl": "Nederlands", "en": "English"}
MONTHS = {
    "nl": [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
SHORT_MONTHS = {
    "nl": ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}
DAYS = {
    "nl": ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
FEW = 3
"""So many days that differ are told of a calendar; of more, how many they are."""
LINK_LETTERS = {
    LinkType.FS: N_("FS"),
    LinkType.SS: N_("SS"),
    LinkType.FF: N_("FF"),
    LinkType.SF: N_("SF"),
}


@cache
def translator(code: str) -> Translator:
    """The words of a language; unknown codes give English."""
    return Translator(code if code in LANGUAGES else "en")


class Translator:
    """Turns messages, dates and values into words of one language, and typed text into values."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.decimal = "," if code == "nl" else "."
        self._texts = catalogue(code)

    # --- texts ----------------------------------------------------------------------------

    def translate(self, text: str | Message, /, **words: Any) -> str:
        """A text or message in this language, with its words filled in."""
        if isinstance(text, Message):
            return self._filled(text.text, {**text.words, **words})
        return self._filled(text, words)

    def sentence(self, message: Message) -> str:
        """A message that stands by itself, its dates written in full: 1 juli 2024."""
        return self.translate(self._in_full(message))

    def _in_full(self, message: Message) -> Message:
        full: dict[str, Any] = {}
        for name, value in message.words.items():
            if isinstance(value, Message):
                full[name] = self._in_full(value)
            else:
                full[name] = self.date(value, "long") if isinstance(value, date) else value
        return Message(message.text, full)

    def _filled(self, text: str, words: dict[str, Any]) -> str:
        translated = self._texts.gettext(text) if text else ""
        return translated.format(**{name: self._word(name, value) for name, value in words.items()})

    def plural(self, singular: str, plural: str, number: int, /, **words: Any) -> str:
        """The text that fits a number, which it may name as {number}."""
        translated = self._texts.ngettext(singular, plural, number)
        return translated.format(number=number, **{name: self._word(name, value) for name, value in words.items()})

    def _word(self, name: str, value: Any) -> Any:
        if isinstance(value, Message):
            return self.translate(value)
        if isinstance(value, StrEnum):
            return self.choice(value)
        if isinstance(value, ImpreciseDate):
            return self.window(value)
        if isinstance(value, date):
            return self.date(value, "medium")
        if isinstance(value, float):
            return self.number(value)
        if name == "kind":
            return self.kind(str(value))
        if name == "field" and isinstance(value, str) and value:
            return self._texts.gettext(value)
        return value

    def kind(self, name: str) -> str:
        """What rows of a kind are called, for use in a sentence."""
        return self._texts.gettext(KIND_NAMES.get(name, name))

    def step(self, label: str, words: dict[str, str]) -> str:
        """What a step in the history did. Labels of older versions that are gone show as they are."""
        text = STEP_LABELS.get(label)
        if text is None:
            return label
        try:
            return self.translate(text, **words)
        except KeyError:
            return label

    def choice(self, member: StrEnum) -> str:
        return self._texts.gettext(CHOICE_NAMES[type(member)][member])

    def heading(self, spec: FieldDef) -> str:
        return self._texts.gettext(spec.heading) if spec.heading else ""

    # --- dates and numbers ----------------------------------------------------------------

    def date(self, day: date | None, style: str = "short") -> str:
        """short: 3-12-22 (nl), 3 Dec 22 (en); medium: 3 dec 2022; long: 3 december 2022."""
        if day is None:
            return ""
        if style == "short" and self.code == "nl":
            return f"{day.day}-{day.month}-{day.year % 100:02d}"
        if style == "short":
            return f"{day.day} {SHORT_MONTHS[self.code][day.month - 1]} {day.year % 100:02d}"
        months = MONTHS if style == "long" else SHORT_MONTHS
        return f"{day.day} {months[self.code][day.month - 1]} {day.year}"

    def window(self, window: ImpreciseDate | None) -> str:
        """The words as they were said, or an exact date, or the window's two ends."""
        if window is None:
            return ""
        if window.words:
            return window.words
        return formatted(window, self.code)

    def number(self, value: float | None) -> str:
        """With the language's marks: 3.361 and 0,5 in Dutch."""
        if value is None:
            return ""
        text = f"{value:,.6f}".rstrip("0").rstrip(".") if value % 1 else f"{value:,.0f}"
        return text.translate(str.maketrans(",.", ".,")) if self.decimal == "," else text

    def days(self, minutes: int) -> str:
        """A number of working days without its unit, with a decimal where it is no whole number."""
        value = round(minutes / MINUTES_IN_WORKING_DAY, 2)
        return self.number(value).replace("-", "−")

    def duration(self, minutes: int | None) -> str:
        """Working time in working days: 240 wd; empty for an unknown duration."""
        return "" if minutes is None else self.translate(N_("{days} wd"), days=self.days(minutes))

    def lag(self, link: Dependency) -> str:
        """A link's type and lag in short: EB + 10 wd."""
        letters = self._texts.gettext(LINK_LETTERS[link.type])
        if not link.lag:
            return letters
        sign = "+" if link.lag > 0 else "−"
        match link.lag_unit:
            case LagUnit.PERCENT:
                amount = f"{abs(link.lag)} %"
            case LagUnit.ELAPSED:
                amount = self.translate(N_("{days} d elapsed"), days=self.number(round(abs(link.lag) / 1440, 2)))
            case _:
                amount = self.duration(abs(link.lag))
        return f"{letters} {sign} {amount}"

    # --- field values -----------------------------------------------------------------------

    def _exceptions(self, exceptions: Sequence[CalendarException]) -> str:
        """Days on which a calendar differs from its week: the first few, and how many more there are."""
        told: list[str] = []
        for each in exceptions[:FEW]:
            days = self.date(each.first) + (f" – {self.date(each.last)}" if each.last != each.first else "")
            told.append(" ".join(part for part in (days, each.name, hours_text(each.spans)) if part))
        more = len(exceptions) - FEW
        if more > 0:
            told.append(self.plural(N_("and {number} more"), N_("and {number} more"), more))
        return "; ".join(told)

    def _structure(self, name: str, value: Any) -> str:
        """A value with parts: a working week, exceptions to it, interruptions of work."""
        if name == "week":
            return week_text(value, self.code, self.translate(N_("free")))
        if name == "exceptions":
            return self._exceptions(value)
        if name != "splits":
            return str(value)
        text = N_("{gap} after {work}")
        return "; ".join(self.translate(text, gap=self.duration(gap), work=self.duration(work)) for work, gap in value)

    def value(self, spec: FieldDef, value: Any, plan: Plan) -> str:
        """A field's value as a person reads it."""
        if value is None or value == ():
            return ""
        match spec.shape:
            case Shape.DURATION:
                return self.duration(value)
            case Shape.DATE | Shape.START | Shape.FINISH:
                return self.date(value)
            case Shape.WINDOW:
                return self.window(value)
            case Shape.CHOICE:
                return self.choice(value)
            case Shape.YES_NO:
                return self.translate(N_("yes")) if value else self.translate(N_("no"))
            case Shape.NUMBER:
                return self.number(value)
            case Shape.REFERENCE:
                return short_name(plan, spec.refers_to, value)
            case Shape.STRUCTURE:
                return self._structure(spec.name, value)
            case Shape.REFERENCES:
                return ", ".join(short_name(plan, spec.refers_to, row_id) for row_id in value)
            case _:
                return str(value)

    def parse(self, spec: FieldDef, text: str, plan: Plan, today: date | None = None) -> Any:
        """The value that typed text means, in the plan's terms; EditRefused where it means none.

        `today` is what relative dates count from; the plan's status date unless given.
        """
        return parse_value(spec, text, plan, today or plan.programme.status_date, self.choice, self.decimal)


def short_name(plan: Plan, kind: str, row_id: UUID) -> str:
    """The key or code of a row, else its name."""
    row: Entity | None = plan.table(kind).get(row_id)
    if row is None:
        return ""
    for name in ("key", "code", "name"):
        if getattr(row, name, None):
            return str(getattr(row, name))
    return ""


def as_start(day: date) -> datetime:
    """A day as the moment work starts on it."""
    return datetime.combine(day, time(0, 0))


def as_finish(day: date) -> datetime:
    """A day as the moment work on it ends."""
    return datetime.combine(day, time(23, 59))


__all__ = ["Translator", "as_finish", "as_start", "short_name", "translator"]
