"""Days on which nobody works, and the recesses of Parliament, as stretches to shade."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from planner.domain.model import CalendarPurpose
from planner.domain.plan import Plan
from planner.domain.scheduling.calendars import PlanCalendars


@dataclass(frozen=True, slots=True)
class Recess:
    first: date
    last: date
    name: str


class FreeDays:
    """The free days of the programme's calendar."""

    def __init__(self, plan: Plan) -> None:
        self._time = PlanCalendars(plan).programme

    def is_free(self, day: date) -> bool:
        return not self._time.is_working_day(day)

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
