"""What a period means in a given year: months, quarters, seasons, recesses, feast days, and parts of them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from functools import partial

from dateutil.easter import easter

from planner.domain.date_readings import MonthDay, Readings, Stretch
from planner.domain.holidays import holidays, kings_day, prinsjesdag
from planner.domain.model import HolidaySet


class NoSuchDay(Exception):
    """The text names a day or week that does not exist."""


class NotAPeriod(Exception):
    """The signs are no period."""


class Choice(Enum):
    """Which year a period without one is in."""

    NEAREST = "nearest"  # a day: also one that has just passed
    CALENDAR = "calendar"  # a month, quarter, week: the coming one; asked where it has just passed
    COMING = "coming"  # a season, feast or recess: the one that is not over yet


Window = tuple[date | None, date | None, date | None]
"""Earliest, latest, lenient latest."""


@dataclass(frozen=True, slots=True)
class Span:
    """A period in one year. `before`, `after` and `around` differ from what its ends give for some periods."""

    first: date
    last: date
    lenient: date | None = None
    vague: bool = False
    before: date | None = None  # the first day that is no longer before it
    before_vague: bool = False
    after: Window | None = None
    around: Window | None = None

    @property
    def day_before(self) -> date:
        """The last day that is before it."""
        return (self.before or self.first) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """A period as named: in the year given, or in any year."""

    in_year: Callable[[int], Span]
    choice: Choice
    year: int | None = None
    side: str = ""  # past, coming, next, this
    clips: bool = False  # begins no earlier than today when said without a year
    asks: bool = False  # a year alone does not settle it
    recess: bool = False  # of the Tweede Kamer
    weekday: int | None = None  # named beside the day: 1 is Monday


def end_of_month(year: int, month: int) -> date:
    """The month's last day."""
    return date(year, month, monthrange(year, month)[1])


def month_day(year: int, at: MonthDay) -> date:
    """That day of the year; 28 February where the year has no 29th."""
    return end_of_month(year, 2) if at == (2, 29) else date(year, *at)


def stretch(year: int, edges: Stretch) -> tuple[date, date]:
    """A stretch that begins in the year."""
    first, last = edges
    return month_day(year, first), month_day(year + (last < first), last)


def _one_day(day: date) -> tuple[date, date]:
    return day, day


FEASTS: dict[str, Callable[[int], tuple[date, date]]] = {
    "day-of-budget": lambda year: _one_day(prinsjesdag(year)),
    "day-of-king": lambda year: _one_day(kings_day(year)),
    "day-of-freedom": lambda year: _one_day(date(year, 5, 5)),
    "good-friday": lambda year: _one_day(easter(year) - timedelta(days=2)),
    "easter": lambda year: (easter(year), easter(year) + timedelta(days=1)),
    "ascension": lambda year: _one_day(easter(year) + timedelta(days=39)),
    "whitsun": lambda year: (easter(year) + timedelta(days=49), easter(year) + timedelta(days=50)),
}


def day_of_year(month: int, day: int, year: int) -> Span:
    """A day and month in a year; raises NoSuchDay."""
    try:
        found = date(year, month, day)
    except ValueError:
        raise NoSuchDay from None
    return Span(found, found)


def month(number: int, year: int) -> Span:
    """A calendar month."""
    return Span(date(year, number, 1), end_of_month(year, number))


def quarter(number: int, year: int) -> Span:
    """A calendar quarter."""
    return Span(date(year, 3 * number - 2, 1), end_of_month(year, 3 * number))


def half(number: int, year: int) -> Span:
    """Half a calendar year."""
    return Span(date(year, 6 * number - 5, 1), end_of_month(year, 6 * number))


def whole_year(year: int) -> Span:
    """A calendar year."""
    return Span(date(year, 1, 1), date(year, 12, 31))


def week(number: int, year: int) -> Span:
    """An ISO week, Monday to Sunday; raises NoSuchDay for week 53 of a year that has 52."""
    try:
        monday = date.fromisocalendar(year, number, 1)
    except ValueError:
        raise NoSuchDay from None
    return Span(monday, monday + timedelta(days=6))


def part_of_month(readings: Readings, part: str, number: int, year: int) -> Span:
    """The first, middle or last third of a month; the halves are h1 and h2."""
    early, mid, last = readings.month_early_until, readings.month_mid_until, monthrange(year, number)[1]
    first, last = {
        "early": (1, early),
        "mid": (early + 1, mid),
        "late": (mid + 1, last),
        "h1": (1, 15),
        "h2": (16, last),
    }[part]
    before = end_of_month(year, number) + timedelta(days=1) if part == "late" else None
    return Span(date(year, number, first), date(year, number, last), vague=not part.startswith("h"), before=before)


def part_of_year(readings: Readings, part: str, year: int) -> Span:
    """Early, mid or late in a year; "before the end of the year" takes the whole of it."""
    edges = {"early": readings.year_early, "mid": readings.year_mid, "late": readings.year_late}[part]
    first, last = stretch(year, edges)
    return Span(first, last, vague=True, before=date(year + 1, 1, 1) if part == "late" else None)


def part_of(inner: Callable[[int], Span], part: str, year: int) -> Span:
    """An even third of any other period."""
    whole = inner(year)
    days = (whole.last - whole.first).days + 1
    third, two_thirds = whole.first + timedelta(days=days // 3), whole.first + timedelta(days=2 * days // 3)
    day = timedelta(days=1)
    match part:
        case "early":
            return Span(whole.first, third - day, vague=True)
        case "mid":
            return Span(third, two_thirds - day, vague=True)
        case _:
            return Span(two_thirds, whole.last, vague=True, before=whole.last + day)


def summer(readings: Readings, year: int) -> Span:
    """From 1 June to the end of the summer recess; before it means before the recess."""
    starts, ends, verified = readings.recess("summer", year)
    after = stretch(year, readings.after_summer)
    around = stretch(year, readings.around_summer)
    return Span(
        month_day(year, readings.summer_from),
        ends,
        month_day(year, readings.summer_lenient),
        vague=True,
        before=starts,
        before_vague=not verified,
        after=(*after, readings.recess("christmas", year)[0]),
        around=(*around, None),
    )


def spring(readings: Readings, year: int) -> Span:
    """The meteorological spring; in Kamer use it stretches to the summer recess."""
    return Span(*stretch(year, readings.spring), readings.recess("summer", year)[0], vague=True)


def autumn(readings: Readings, year: int) -> Span:
    """The meteorological autumn, leniently the astronomical one."""
    return Span(*stretch(year, readings.autumn), month_day(year, readings.autumn_lenient), vague=True)


def winter(readings: Readings, year: int) -> Span:
    """The winter that begins in the year."""
    return Span(*stretch(year, readings.winter), vague=True)


def recess(readings: Readings, kind: str, year: int) -> Span:
    """A recess of the Tweede Kamer."""
    first, last, verified = readings.recess(kind, year)
    after = None
    if kind == "summer":
        to = stretch(year, readings.after_summer)[1]
        after = (last + timedelta(days=1), to, readings.recess("christmas", year)[0])
    return Span(first, last, vague=not verified, after=after)


def christmas(readings: Readings, year: int) -> Span:
    """The two days of Christmas."""
    return Span(*stretch(year, readings.christmas))


def turn_of_year(readings: Readings, year: int) -> Span:
    """New Year's Eve and Day; before it means in the old year, up to its last day."""
    first, last = stretch(year, readings.turn_of_year)
    around = stretch(year, readings.around_turn_of_year)
    return Span(first, last, before=last, around=(*around, None))


def feast(name: str, year: int) -> Span:
    """A day that moves with the year."""
    return Span(*FEASTS[name](year))


SEASONS: dict[str, Callable[[Readings, int], Span]] = {
    "spring": spring,
    "summer": summer,
    "autumn": autumn,
    "winter-over": winter,
    "winter": winter,
    "christmas": christmas,
    "turn": turn_of_year,
}


def _day(match: re.Match[str], readings: Readings) -> Period:
    return Period(partial(day_of_year, int(match["month"]), int(match["day"])), Choice.NEAREST)


def _fixed_day(match: re.Match[str], readings: Readings) -> Period:
    digits = match[1]
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise NoSuchDay from None
    return Period(lambda year: Span(day, day), Choice.NEAREST, year=day.year)


def _weekday(match: re.Match[str], readings: Readings) -> Period:
    """A weekday beside a date, which must be that date's; or that day of a week."""
    wanted, inner = int(match[1]), read_period(match[2], readings)

    def in_year(year: int) -> Span:
        span = inner.in_year(year)
        if span.first == span.last:
            return span
        if (span.last - span.first).days > 6:
            raise NotAPeriod  # a weekday of a month or year
        day = span.first + timedelta(days=wanted - 1)
        return Span(day, day)

    return replace(inner, in_year=in_year, weekday=wanted)


FROM_THE_END = 9


def _nth_weekday(match: re.Match[str], readings: Readings) -> Period:
    """The first, second … or last such weekday of a period."""
    number, wanted, inner = int(match[1]), int(match[2]), read_period(match[3] or "", readings)

    def in_year(year: int) -> Span:
        whole = inner.in_year(year)
        if number == FROM_THE_END:
            day = whole.last - timedelta(days=(whole.last.isoweekday() - wanted) % 7)
        else:
            ahead = (wanted - whole.first.isoweekday()) % 7 + 7 * (number - 1)
            day = whole.first + timedelta(days=ahead)
        if not whole.first <= day <= whole.last:
            raise NoSuchDay
        return Span(day, day)

    return replace(inner, in_year=in_year, clips=False)


def is_working_day(day: date) -> bool:
    """Monday to Friday, and no public holiday."""
    return day.isoweekday() < 6 and all(day != free for free, _ in holidays(HolidaySet.STATE_WORKDAYS, day.year))


def _edge_day(match: re.Match[str], readings: Readings) -> Period:
    """The first or last (working) day or month of a period."""
    edge, what, inner = match[1], match[2], read_period(match[3] or "", readings)

    def in_year(year: int) -> Span:
        whole = inner.in_year(year)
        day = whole.first if edge == "first" else whole.last
        if what == "month":
            return month(day.month, day.year)
        while what == "workday" and not is_working_day(day):
            day += timedelta(days=1 if edge == "first" else -1)
        return Span(day, day)

    return replace(inner, in_year=in_year, clips=False)


def schoolyear(year: int) -> Span:
    """The school year, 1 August to 31 July (Wet op het primair onderwijs)."""
    return Span(date(year, 8, 1), date(year + 1, 7, 31))


def studyyear(year: int) -> Span:
    """The year of higher education, 1 September to 31 August (Wet op het hoger onderwijs, article 1.1)."""
    return Span(date(year, 9, 1), date(year + 1, 8, 31))


def houseyear(year: int) -> Span:
    """The year of the States General, from one Prinsjesdag to the day before the next."""
    return Span(prinsjesdag(year), prinsjesdag(year + 1) - timedelta(days=1))


def _weekend(match: re.Match[str], readings: Readings) -> Period:
    inner = read_period(match[1], readings)

    def in_year(year: int) -> Span:
        day = inner.in_year(year).first
        saturday = day + timedelta(days=5 - day.weekday())
        return Span(saturday, saturday + timedelta(days=1))

    return replace(inner, in_year=in_year)


def _week_of(match: re.Match[str], readings: Readings) -> Period:
    """The ISO week that a day is in."""
    inner = read_period(match[1], readings)

    def in_year(year: int) -> Span:
        day = inner.in_year(year).first
        monday = day - timedelta(days=day.weekday())
        return Span(monday, monday + timedelta(days=6))

    return replace(inner, in_year=in_year, choice=Choice.CALENDAR)


def _night(match: re.Match[str], readings: Readings) -> Period:
    """The night of a day into the next; "the night of 1 to 2 July" names both."""
    inner = read_period(match["day"], readings)
    earlier = timedelta(days=1 if match["eve"] else 0)

    def in_year(year: int) -> Span:
        day = inner.in_year(year).first - earlier
        return Span(day, day + timedelta(days=1))

    return replace(inner, in_year=in_year)


LAST_WEEK = 5


def week_of_month(number: int, at: int, year: int) -> Span:
    """The first, second … or last ISO week of a month: a week is in the month that has its Thursday."""
    first = date(year, at, 1)
    thursday = first + timedelta(days=(3 - first.weekday()) % 7 + 7 * (number - 1))
    if number == LAST_WEEK and thursday.month != at:
        thursday -= timedelta(days=7)
    if thursday.month != at:
        raise NoSuchDay
    return Span(thursday - timedelta(days=3), thursday + timedelta(days=3), vague=True)


def _part(match: re.Match[str], readings: Readings) -> Period:
    inner = read_period(match[2], readings)
    return replace(inner, in_year=partial(part_of, inner.in_year, match[1]))


def _calendar(build: Callable[..., Span], *arguments: object) -> Period:
    return Period(partial(build, *arguments), Choice.CALENDAR)


def _coming(build: Callable[..., Span], *arguments: object) -> Period:
    return Period(partial(build, *arguments), Choice.COMING, clips=True)


Rule = Callable[[re.Match[str], Readings], Period]
RULE_TABLE: tuple[tuple[str, Rule], ...] = (
    (r"d(\d{8})", _fixed_day),
    (r"n(?P<day>\d+) m(?P<month>\d+)", _day),
    (r"m(?P<month>\d+) n(?P<day>\d+)", _day),
    (r"m(1[0-2]|[1-9])", lambda m, r: _calendar(month, int(m[1]))),
    (r"(early|mid|late|h1|h2) m(1[0-2]|[1-9])", lambda m, r: _calendar(part_of_month, r, m[1], int(m[2]))),
    (r"(early|mid|late)", lambda m, r: _calendar(part_of_year, r, m[1])),
    (r"(?:uy)?", lambda m, r: _calendar(whole_year)),
    (r"q([1-4])", lambda m, r: _calendar(quarter, int(m[1]))),
    (r"h([12])", lambda m, r: _calendar(half, int(m[1]))),
    (r"w(\d+)", lambda m, r: _calendar(week, int(m[1]))),
    (r"(spring|summer|autumn|winter-over|christmas|turn)", lambda m, r: _coming(SEASONS[m[1]], r)),
    (r"winter", lambda m, r: replace(_coming(winter, r), asks=True)),
    (r"recess-(summer|autumn|christmas|spring|may)", lambda m, r: replace(_coming(recess, r, m[1]), recess=True)),
    ("(" + "|".join(FEASTS) + ")", lambda m, r: _coming(feast, m[1])),
    (r"last-week m(1[0-2]|[1-9])", lambda m, r: _calendar(week_of_month, LAST_WEEK, int(m[1]))),
    (r"n([1-4]) (?:uw|week-of) m(1[0-2]|[1-9])", lambda m, r: _calendar(week_of_month, int(m[1]), int(m[2]))),
    (r"nth(\d)\.(\d)(?: (.+))?", _nth_weekday),
    (r"(first|last)-(day|workday|month)(?: (.+))?", _edge_day),
    (r"schoolyear", lambda m, r: _calendar(schoolyear)),
    (r"studyyear", lambda m, r: _calendar(studyyear)),
    (r"houseyear", lambda m, r: _calendar(houseyear)),
    (r"wd(\d) (.+)", _weekday),
    (r"week-of ([nd]\d+.*)", _week_of),
    (r"weekend (.+)", _weekend),
    (r"night (?P<eve>n\d+ (?:- )?)?(?P<day>[nd]\d+.*)", _night),
    (r"(early|mid|late) (.+)", _part),
)
"""The first pattern that matches the signs of a period, year and side aside, gives it."""
RULES = tuple((re.compile(pattern), rule) for pattern, rule in RULE_TABLE)


def read_period(signs: str, readings: Readings) -> Period:
    """The period that signs without year and side stand for; raises NotAPeriod or NoSuchDay."""
    for pattern, rule in RULES:
        match = pattern.fullmatch(signs)
        if match:
            return rule(match, readings)
    raise NotAPeriod


__all__ = ["Choice", "NoSuchDay", "NotAPeriod", "Period", "Span", "Window", "read_period"]
