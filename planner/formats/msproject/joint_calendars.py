"""The hours that two calendars of a file have in common: of work that follows its own calendar and its resources'."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from planner.formats.msproject.neutral import MOST_EXCEPTIONS

Spans = list[list[int]]


class Days:
    """What one calendar says of each day: its week, and the exceptions of itself and of what it rests on."""

    def __init__(self, calendars: Mapping[int, Mapping[str, Any]], uid: int) -> None:
        self.week: list[Spans] = calendars[uid]["week"]
        self.exceptions: dict[date, tuple[str, Spans]] = {}
        seen: set[int] = set()
        at: int | None = uid
        while at is not None and at in calendars and at not in seen:
            seen.add(at)
            for each in reversed(calendars[at]["exceptions"]):  # the last word counts, and its own before its base's
                day, last = date.fromisoformat(each["first"]), date.fromisoformat(each["last"])
                while day <= last and len(self.exceptions) < MOST_EXCEPTIONS:
                    self.exceptions.setdefault(day, (each["name"], each["spans"]))
                    day += timedelta(days=1)
            at = calendars[at]["parent"]

    def on(self, day: date) -> Spans:
        """The hours of a day."""
        return self.exceptions[day][1] if day in self.exceptions else self.week[day.weekday()]

    def name_of(self, day: date) -> str:
        return self.exceptions[day][0] if day in self.exceptions else ""


def in_both(first: Days, second: Days) -> dict[str, Any]:
    """Week and exceptions of the hours that both have."""
    week = [common(a, b) for a, b in zip(first.week, second.week, strict=True)]
    exceptions: list[dict[str, Any]] = []
    for day in sorted({*first.exceptions, *second.exceptions}):
        spans = common(first.on(day), second.on(day))
        if spans != week[day.weekday()]:
            name = first.name_of(day) or second.name_of(day)
            exceptions.append({"first": str(day), "last": str(day), "name": name, "spans": spans})
    return {"week": week, "exceptions": exceptions[:MOST_EXCEPTIONS]}


def common(first: Spans, second: Spans) -> Spans:
    """The stretches that lie in both of two lists of stretches in order."""
    found = [[max(a, c), min(b, d)] for a, b in first for c, d in second if max(a, c) < min(b, d)]
    return sorted(found)
