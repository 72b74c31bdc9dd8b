"""Dates to x and back, and the cells of the time axis.

x counts from `left` at the start of `first`; a whole day is `day_width` units. Days are calendar
days: a day at 12:00 is in the middle of its day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from math import floor

from planner.chart.options import Zoom
from planner.chart.styles import Measure
from planner.language.translator import MONTHS, SHORT_MONTHS, Translator
from planner.message import N_

MINUTES_IN_DAY = 1440
NOON = 12
PADDING = 3.0


class TimeUnit(StrEnum):
    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"


UNIT_DAYS: dict[TimeUnit, float] = {
    TimeUnit.YEAR: 365.25,
    TimeUnit.QUARTER: 91.3,
    TimeUnit.MONTH: 30.4,
    TimeUnit.WEEK: 7.0,
    TimeUnit.DAY: 1.0,
}
TIERS: dict[Zoom, tuple[TimeUnit, ...]] = {
    Zoom.WEEK: (TimeUnit.MONTH, TimeUnit.WEEK, TimeUnit.DAY),
    Zoom.MONTH: (TimeUnit.YEAR, TimeUnit.MONTH, TimeUnit.WEEK),
    Zoom.QUARTER: (TimeUnit.YEAR, TimeUnit.QUARTER),
    Zoom.YEAR: (TimeUnit.YEAR,),
}


def zoom_at(day_width: float) -> Zoom:
    """The level whose ticks fit a width of a day."""
    if day_width >= 12.0:
        return Zoom.WEEK
    if day_width >= 2.6:
        return Zoom.MONTH
    if day_width >= 0.22:
        return Zoom.QUARTER
    return Zoom.YEAR


@dataclass(frozen=True, slots=True)
class TimeScale:
    """A stretch of time on paper or screen: `first` up to and including `last`."""

    first: date
    last: date
    day_width: float
    left: float = 0.0

    @classmethod
    def fitting(cls, first: date, last: date, left: float, width: float) -> TimeScale:
        """A scale that fills a width."""
        return cls(first, last, width / ((last - first).days + 1), left)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def width(self) -> float:
        return self.days * self.day_width

    @property
    def right(self) -> float:
        return self.left + self.width

    def x(self, day: date) -> float:
        """Where a day begins."""
        return self.left + (day - self.first).days * self.day_width

    def x_end(self, day: date) -> float:
        """Where a day ends."""
        return self.x(day) + self.day_width

    def x_at(self, moment: datetime) -> float:
        """Where a moment is, to the minute."""
        into = (moment.hour * 60 + moment.minute) / MINUTES_IN_DAY
        return self.left + ((moment.date() - self.first).days + into) * self.day_width

    def x_moment(self, moment: datetime) -> float:
        """Where a milestone stands: at the start of its day, or at the end of it from noon on.

        That way it touches a bar that ends with it, and a day without hours stands at its start.
        """
        day = moment.date()
        return self.x_end(day) if moment.hour >= NOON else self.x(day)

    def day_at(self, x: float) -> date:
        """The day at a place; the reverse of `x` for every place within the day."""
        # a hair to the right: x(day) may come out a hair left of where its day begins
        days = floor((x - self.left) / self.day_width + 1e-6)
        return date.fromordinal(min(max(self.first.toordinal() + days, 1), date.max.toordinal()))

    def moment_at(self, x: float) -> datetime:
        """The moment at a place, to the minute."""
        minutes = round((x - self.left) / self.day_width * MINUTES_IN_DAY)
        return datetime(self.first.year, self.first.month, self.first.day) + timedelta(minutes=minutes)


@dataclass(frozen=True, slots=True)
class AxisCell:
    """One unit of time on one tier of the axis, and the text that fits it (empty if none does)."""

    unit: TimeUnit
    first: date
    x: float
    right: float
    text: str


def unit_start(day: date, unit: TimeUnit) -> date:
    """The first day of the unit a day is in. Weeks begin on Monday."""
    match unit:
        case TimeUnit.YEAR:
            return date(day.year, 1, 1)
        case TimeUnit.QUARTER:
            return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        case TimeUnit.MONTH:
            return date(day.year, day.month, 1)
        case TimeUnit.WEEK:
            return day - timedelta(days=day.weekday())
        case TimeUnit.DAY:
            return day


def next_start(start: date, unit: TimeUnit) -> date:
    """The first day of the next unit."""
    match unit:
        case TimeUnit.YEAR:
            return date(start.year + 1, 1, 1)
        case TimeUnit.QUARTER:
            return date(start.year + (start.month > 9), (start.month + 2) % 12 + 1, 1)
        case TimeUnit.MONTH:
            return date(start.year + (start.month == 12), start.month % 12 + 1, 1)
        case TimeUnit.WEEK:
            return start + timedelta(days=7)
        case TimeUnit.DAY:
            return start + timedelta(days=1)


def starts(first: date, last: date, unit: TimeUnit) -> Iterator[date]:
    """The starts of all units that have a day in a stretch, the first of which may be before it."""
    start = unit_start(first, unit)
    while start <= last:
        yield start
        start = next_start(start, unit)


def unit_names(start: date, unit: TimeUnit, translator: Translator, *, with_year: bool = False) -> tuple[str, ...]:
    """What a unit may be called, longest first."""
    year = f"{start.year:04d}"
    match unit:
        case TimeUnit.YEAR:
            return (year, f"’{year[2:]}")
        case TimeUnit.QUARTER:
            quarter = translator.translate(N_("Q{number}"), number=(start.month + 2) // 3)
            return (f"{quarter} {year}", quarter) if with_year else (quarter,)
        case TimeUnit.MONTH:
            long, short = MONTHS[translator.code][start.month - 1], SHORT_MONTHS[translator.code][start.month - 1]
            if with_year:
                return (f"{long} {year}", f"{short} {year}", f"{short} ’{year[2:]}", short)
            return (long, short, short[0])
        case TimeUnit.WEEK:
            week = start.isocalendar().week
            return (translator.translate(N_("wk {number}"), number=week), str(week))
        case TimeUnit.DAY:
            return (str(start.day),)


def tiers_for(zoom: Zoom, day_width: float) -> tuple[TimeUnit, ...]:
    """The tiers of a level, with months under the quarters where they have room."""
    if zoom is Zoom.QUARTER and day_width * 28 >= 26:
        return (TimeUnit.YEAR, TimeUnit.QUARTER, TimeUnit.MONTH)
    if zoom is Zoom.YEAR and day_width * 90 >= 18:
        return (TimeUnit.YEAR, TimeUnit.QUARTER)
    return TIERS[zoom]


def cells(
    scale: TimeScale,
    unit: TimeUnit,
    translator: Translator,
    measure: Measure,
    style: str,
    *,
    within: tuple[float, float] | None = None,
    with_year: bool = False,
) -> list[AxisCell]:
    """The cells of one tier, cut off at the ends of the scale (or of `within`), with texts that fit."""
    left, right = within or (scale.left, scale.right)
    left, right = max(left, scale.left), min(right, scale.right)
    if right <= left:
        return []
    found: list[tuple[date, float, float]] = []
    for start in starts(scale.day_at(left), min(scale.day_at(right), scale.last), unit):
        x, end = max(scale.x(start), left), min(scale.x(next_start(start, unit)), right)
        if end > x:
            found.append((start, x, end))
    return _named(found, unit, translator, measure, style, with_year=with_year)


def _named(
    found: list[tuple[date, float, float]],
    unit: TimeUnit,
    translator: Translator,
    measure: Measure,
    style: str,
    *,
    with_year: bool,
) -> list[AxisCell]:
    """Cells with texts of one length: the longest that fits every whole cell; cut cells may go shorter."""
    choices: list[tuple[tuple[str, ...], int]] = []
    for start, x, end in found:
        names = unit_names(start, unit, translator, with_year=with_year)
        room = end - x - 2 * PADDING
        choices.append((names, next((n for n, name in enumerate(names) if measure(name, style) <= room), len(names))))
    whole = choices[1:-1] if len(choices) > 2 else choices
    level = max((fits for names, fits in whole if fits < len(names)), default=0)
    made: list[AxisCell] = []
    for (start, x, end), (names, fits) in zip(found, choices, strict=True):
        chosen = max(level, fits)
        made.append(AxisCell(unit, start, x, end, names[chosen] if chosen < len(names) and fits < len(names) else ""))
    return made
