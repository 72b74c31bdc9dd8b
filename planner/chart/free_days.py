"""Days on which nobody works, and the recesses of Parliament, as stretches to shade."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from planner.domain.model import CalendarPurpose, WorkCalendar
from planner.domain.plan import Plan


@dataclass(frozen=True, slots=True)
class Recess:
    first: date
    last: date
    name: str


class FreeDays:
    """The free days of the programme's calendar."""

    def __init__(self, plan: Plan) -> None:
        self._chain: list[WorkCalendar] = []
        calendar = plan.get(WorkCalendar, plan.programme.calendar_id)
        while calendar is not None and calendar not in self._chain:
            self._chain.append(calendar)
            calendar = plan.get(WorkCalendar, calendar.base_id)
        self._year = lru_cache(maxsize=64)(self._free_in)

    def _free_in(self, year: int) -> frozenset[date]:
        day = date(year, 1, 1)
        found: set[date] = set()
        week = self._chain[0].week if self._chain else None
        while day.year == year:
            if (week is None and day.weekday() > 4) or (week is not None and not week[day.weekday()]):
                found.add(day)
            if day == date.max:
                break
            day += timedelta(days=1)
        for calendar in reversed(self._chain):
            for exception in calendar.exceptions:
                if exception.first.year <= year <= exception.last.year:
                    self._apply(found, exception.first, exception.last, year, free=not exception.spans)
        return frozenset(found)

    @staticmethod
    def _apply(found: set[date], first: date, last: date, year: int, *, free: bool) -> None:
        day = max(first, date(year, 1, 1))
        while day <= min(last, date(year, 12, 31)):
            found.add(day) if free else found.discard(day)
            day += timedelta(days=1)

    def is_free(self, day: date) -> bool:
        return day in self._year(day.year)

    def stretches(self, first: date, last: date) -> Iterator[tuple[date, date]]:
        """Free days from first to last, neighbours joined."""
        begin: date | None = None
        day = first
        while day <= last:
            if self.is_free(day):
                begin = begin or day
            elif begin is not None:
                yield begin, day - timedelta(days=1)
                begin = None
            day += timedelta(days=1)
        if begin is not None:
            yield begin, last


def recesses(plan: Plan, first: date, last: date) -> list[Recess]:
    """Recesses of all recess calendars that touch a stretch of time, in order."""
    found = [
        Recess(exception.first, exception.last, exception.name)
        for calendar in plan.calendars
        if calendar.purpose is CalendarPurpose.RECESS
        for exception in calendar.exceptions
        if exception.first <= last and exception.last >= first
    ]
    return sorted(found, key=lambda recess: (recess.first, recess.last, recess.name))
