"""Days that cannot be meant: years that no date can be in, and days far outside the programme.

A plan of before may hold any day and opens; only what an edit or an import puts in is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from planner.domain.changes import RowChange
from planner.domain.imprecise_date import FIRST_YEAR, LAST_YEAR, AmbiguousDate, ImpreciseDate
from planner.domain.model import ENTITIES, Activity, Entity, Gate
from planner.domain.model.entity import EARLIEST_YEAR
from planner.domain.plan import Plan
from planner.errors import EditRefused
from planner.message import N_

YEARS_AROUND = 10
"""So many years before and after what a programme knows, a day is asked about: evaluations come five years on."""


def refuse_years(changes: Iterable[RowChange]) -> None:
    """Raise EditRefused where a change puts in a day of a year that no date can be in."""
    for change in changes:
        if change.after is None:
            continue
        for name in _dated(change.after.kind_name):
            value = getattr(change.after, name)
            if value is None or (change.before is not None and getattr(change.before, name) == value):
                continue
            for day in days_of(value):
                if not EARLIEST_YEAR <= day.year <= LAST_YEAR:
                    raise EditRefused(
                        N_("{what}: {day} is no date to plan with; a year is from {first} to {last}."),
                        what=_called(change.after),
                        day=day.strftime("%d-%m-") + str(day.year),
                        first=str(EARLIEST_YEAR),
                        last=str(LAST_YEAR),
                    )


def _called(row: Entity) -> str:
    return str(getattr(row, "key", "") or getattr(row, "code", "") or getattr(row, "name", "") or row.kind_name)


@cache
def _dated(kind: str) -> tuple[str, ...]:
    """The fields of a kind that hold days."""
    return tuple(name for name, info in ENTITIES[kind].model_fields.items() if _holds_days(info.annotation))


def _holds_days(annotation: Any) -> bool:
    if get_origin(annotation) is Annotated or get_origin(annotation) in (Union, UnionType):
        return any(_holds_days(part) for part in get_args(annotation))
    return isinstance(annotation, type) and issubclass(annotation, date | ImpreciseDate)


def days_of(value: date | ImpreciseDate) -> Iterator[date]:
    """The days that a value names."""
    if not isinstance(value, ImpreciseDate):
        yield value
        return
    yield from (day for day in (value.earliest, value.latest) if day is not None)
    for first, last in value.moments:
        yield first
        yield last


# --- the programme's horizon -----------------------------------------------------------------


class FarDate(AmbiguousDate):
    """A day far outside the programme: the user says whether it is meant."""

    def __init__(self, words: str, window: ImpreciseDate, day: date) -> None:
        self.options = (window,)
        text = N_("“{text}” is in {year}, far outside this programme. Is that meant?")
        EditRefused.__init__(self, text, text=words, year=str(day.year))


def horizon(plan: Plan) -> tuple[date, date]:
    """First and last day that need no question: ten years around what the programme itself knows."""
    programme = plan.programme
    known = [programme.status_date]
    if programme.start_date:
        known.append(programme.start_date)
    if programme.finish_at:
        known.append(programme.finish_at.date())
    for activity in plan.rows(Activity):
        if activity.gate is Gate.ENTRY and activity.start_window:
            known += days_of(activity.start_window)
    first = max(min(known).year - YEARS_AROUND, FIRST_YEAR)
    last = min(max(known).year + YEARS_AROUND, LAST_YEAR)
    return date(first, 1, 1), date(last, 12, 31)


def outside(plan: Plan, window: ImpreciseDate) -> date | None:
    """The day of a window that lies outside the programme's horizon; None where there is none."""
    first, last = horizon(plan)
    return next((day for day in days_of(window) if not first <= day <= last), None)


def ask_about_far(plan: Plan, window: ImpreciseDate, words: str) -> None:
    """Raise FarDate where a window that was typed lies outside the horizon."""
    day = outside(plan, window)
    if day is not None:
        raise FarDate(words, window, day)
