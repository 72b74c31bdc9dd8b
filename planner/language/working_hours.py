"""Working hours and weeks as words: 9:00–13:00, 13:30–17:30; Mon–Fri 9:00–17:00, Sat, Sun free."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from planner.domain.model import Spans

SHORT_DAYS = {
    "nl": ["ma", "di", "wo", "do", "vr", "za", "zo"],
    "en": ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
}


def hours_text(spans: Spans) -> str:
    """Spans as words; empty for a day on which nobody works."""
    return ", ".join(f"{_clock(first)}–{_clock(last)}" for first, last in spans)


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


def week_text(week: Sequence[Spans], language: str, free: str) -> str:
    """A week from Monday as words, days with the same hours together; `free` is said of days without."""
    names = SHORT_DAYS[language]
    parts: list[str] = []
    for hours, same in groupby(range(len(week)), key=lambda day: hours_text(week[day])):
        days = list(same)
        together = names[days[0]] if len(days) == 1 else f"{names[days[0]]}–{names[days[-1]]}"
        parts.append(f"{together} {hours or free}")
    return "; ".join(parts)
