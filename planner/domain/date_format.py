"""Date windows in words that `planner.domain.date_reader` reads back as the same window."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from planner.domain import date_phrases_en, date_phrases_nl
from planner.domain.imprecise_date import ImpreciseDate, Nature


@dataclass(frozen=True, slots=True)
class _Words:
    """The sentences of a language."""

    months: tuple[str, ...]
    start: str
    end: str
    quarter: str
    half: str
    lasting: str
    either: str
    both: str
    without: dict[Nature, str]


LANGUAGES = {
    "nl": _Words(
        tuple(date_phrases_nl.MONTHS.split()),
        "vanaf {day}",
        "uiterlijk {day}",
        "K{number} {year}",
        "{number}e helft {year}",
        "gedurende {months} maanden",
        " of ",
        " en ",
        {
            Nature.WINDOW: "geen termijn",
            Nature.NO_TERM: "geen termijn",
            Nature.RELATIVE: "tegelijkertijd",
            Nature.RECURRING: "periodiek",
            Nature.DURATION: "geen termijn",
        },
    ),
    "en": _Words(
        tuple(name.capitalize() for name in date_phrases_en.MONTHS.split()),
        "from {day}",
        "by {day}",
        "Q{number} {year}",
        "H{number} {year}",
        "for {months} months",
        " or ",
        " and ",
        {
            Nature.WINDOW: "no term",
            Nature.NO_TERM: "no term",
            Nature.RELATIVE: "at the same time",
            Nature.RECURRING: "periodically",
            Nature.DURATION: "no term",
        },
    ),
}


def formatted(window: ImpreciseDate, code: str) -> str:
    """The window in Dutch or English; English for a language that is not known."""
    words = LANGUAGES.get(code, LANGUAGES["en"])
    if window.nature is not Nature.WINDOW and window.words:
        return window.words
    if window.nature is Nature.DURATION and window.months:
        return words.lasting.format(months=window.months)
    first, last = window.earliest, window.latest
    if (first is None and last is None) or window.nature in (Nature.RELATIVE, Nature.RECURRING, Nature.NO_TERM):
        return words.without[window.nature]
    if first is None or last is None:
        if last is None:
            return words.start.format(day=_day(first, words))
        return words.end.format(day=_day(last, words))
    if window.moments:
        joint = words.both if window.phased else words.either
        return joint.join(_closed(begin, end, words) for begin, end in window.moments)
    return _closed(first, last, words)


def _closed(first: date, last: date, words: _Words) -> str:
    if first == last:
        return _day(first, words)
    return _whole(first, last, words) or f"{_day(first, words)} – {_day(last, words)}"


def _day(day: date | None, words: _Words) -> str:
    return f"{day.day} {words.months[day.month - 1]} {day.year}" if day else ""


def _whole(first: date, last: date, words: _Words) -> str:
    """The name of a whole month, quarter, half year or year; empty for any other window."""
    whole_months = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if not whole_months or first.year != last.year:
        return ""
    year, count = first.year, last.month - first.month + 1
    if count == 12:
        return str(year)
    if count == 1:
        return f"{words.months[first.month - 1]} {year}"
    if count == 6 and first.month in (1, 7):
        return words.half.format(number=1 + first.month // 7, year=year)
    if count == 3 and first.month % 3 == 1:
        return words.quarter.format(number=1 + first.month // 3, year=year)
    return ""
