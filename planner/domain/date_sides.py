"""A period in the year that fits, seen from a side: before it, from it, around it; and ranges of two.

Raises NotAPeriod for signs that are none, NoSuchDay for 31 February and for week 53 of a short year.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product

from dateutil.relativedelta import relativedelta

from planner.domain.date_periods import (
    Choice,
    NoSuchDay,
    NotAPeriod,
    Period,
    Span,
    is_working_day,
    read_period,
)
from planner.domain.date_readings import Readings
from planner.domain.date_words import two_digit_year
from planner.domain.imprecise_date import AmbiguousDate, ImpreciseDate
from planner.errors import EditRefused
from planner.message import N_

DAY = timedelta(days=1)
HALF_A_YEAR = 190  # days
AHEAD = ("before", "until", "by", "thru", "for-on", "for-or-before")
"""A term without a year that is said with one of these is still to come."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a reading depends on besides the words."""

    words: str
    today: date
    readings: Readings
    future: bool = False  # a modality says that it still has to come
    past: bool = False  # "since" says that it has been
    phased: bool = False  # several moments are all meant
    sentence: bool = True  # words that are no part of a date may stand around it

    def window(self, earliest: date | None, latest: date | None, **more: object) -> ImpreciseDate:
        if earliest and latest and latest < earliest:
            raise EditRefused(N_("“{text}” ends before it begins."), text=self.words)
        return ImpreciseDate(earliest, latest, self.words, **more)  # type: ignore[arg-type]

    def ask(self, options: Sequence[ImpreciseDate]) -> ImpreciseDate:
        """The one option there is; several are for the user to choose from."""
        different = list({(o.earliest, o.latest, o.moments): o for o in options}.values())
        if len(different) == 1:
            return different[0]
        raise AmbiguousDate(self.words, tuple(different))


def plus(day: date, count: int, unit: str) -> date:
    """A day so many units on: d days, k working days, w weeks, m months, q quarters, h half years, y or j years;
    cm and cq: the first day of the n-th calendar month or quarter after it.
    """
    try:
        match unit:
            case "d" | "w":
                return day + timedelta(days=count * (7 if unit == "w" else 1))
            case "k":
                return _working_days(day, count)
            case "cm" | "cq":
                months = 3 if unit == "cq" else 1
                first = day.replace(day=1, month=(day.month - 1) // months * months + 1)
                return first + relativedelta(months=count * months)
            case _:
                return day + relativedelta(months=count * MONTHS_IN[unit])
    except ValueError:
        raise OverflowError from None


def _working_days(day: date, count: int) -> date:
    if abs(count) > 10_000:
        raise OverflowError
    step = DAY if count > 0 else -DAY
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day):
            day += step
    return day


MONTHS_IN = {"m": 1, "q": 3, "h": 6, "y": 12, "j": 12}


def period_window(text: str, side: str, context: Context) -> ImpreciseDate:
    """A period in the year that fits, seen from its side."""
    if text == "recess-any":
        kinds = sorted(RECESSES, key=lambda kind: period_window(f"recess-{kind}", "in", context).latest or date.max)
        return context.ask([period_window(f"recess-{kind}", side, context) for kind in kinds[:2]])
    options: list[ImpreciseDate] = []
    for period in _periods(text, context):
        sides = _sides_meant(period, side)
        for span in _that_weekday(period, _spans(period, side, context)):
            options.extend(window for one in sides for window in _seen_from(period, span, one, context))
    return context.ask(options)


def _sides_meant(period: Period, side: str) -> tuple[str, ...]:
    """ "Planned for" is on a day or in a calendar period, before a recess, and either for a season or feast."""
    if side == "for-or-before":
        return ("in", "before")
    if side != "for-on":
        return (side,)
    if period.recess:
        return ("before",)
    return ("before", "in") if period.choice is Choice.COMING else ("in",)


def _that_weekday(period: Period, spans: list[Span]) -> list[Span]:
    """The days that are the weekday named beside them; else what may have been meant.

    That is the day as dated, the nearest such weekday within three days, and the same date a year away.
    """
    wanted = period.weekday
    if wanted is None or any(span.first != span.last for span in spans):
        return spans
    fitting = [span for span in spans if span.first.isoweekday() == wanted]
    if fitting:
        return fitting
    meant: list[Span] = []
    for span in spans:
        off = (wanted - span.first.isoweekday() + 3) % 7 - 3
        near = span.first + timedelta(days=off)
        meant += [span, Span(near, near)]
        for year in (span.first.year - 1, span.first.year + 1):
            try:
                beside = span.first.replace(year=year)
            except ValueError:
                continue
            if beside.isoweekday() == wanted:
                meant.append(Span(beside, beside))
    return meant


RECESSES = ("spring", "may", "summer", "autumn", "christmas")


def _periods(text: str, context: Context) -> list[Period]:
    """The period that signs stand for, with the year and the "last" or "next" in them."""
    year, side = None, ""
    rest: list[str] = []
    weekday: list[str] = []
    for sign in text.split():
        if sign[0] == "y" and sign[1:].isdigit() and year is None:
            year = int(sign[1:])
        elif sign in ("past", "coming", "next", "this") and not side:
            side = sign
        elif sign[:2] == "wd":
            weekday.append(sign)
        else:
            rest.append(sign)
    if len(rest) == 3 and re.fullmatch(r"n\d\d", rest[2]) and year is None:
        year = two_digit_year(int(rest.pop()[1:]))  # "1 July 24"
    if weekday and not rest and year is None:
        return [_weekday(int(weekday[0][2:]), side, back, context) for back in ((0, 7) if side == "next" else (0,))]
    if len(rest) > 1 and rest[-1] == "uy":
        rest, year = rest[:-1], year or context.today.year  # "end of year"
    if not rest and side:
        raise NotAPeriod
    if year is None and (rest in ([], ["early"], ["mid"], ["late"], ["uy"]) or OF_A_YEAR.fullmatch(" ".join(rest))):
        raise NotAPeriod
    if len(rest) == 2 and rest[0][0] == "m" and year is None and 18 < int(re.sub(r"\D", "", rest[1]) or 0) < 32:
        month = read_period(rest[0], context.readings)  # "July 24" is a day in English and a month in Dutch
        return [
            replace(read_period(" ".join(rest), context.readings), side=side),
            replace(month, year=two_digit_year(int(rest[1][1:]))),
        ]
    period = read_period(" ".join(weekday + rest), context.readings)
    return [replace(period, side=side, year=period.year or year)]


OF_A_YEAR = re.compile(r"nth\S+|(?:first|last)-\w+")


def _weekday(number: int, side: str, later: int, context: Context) -> Period:
    """That weekday after today; before it for "last", in this ISO week for "this"."""
    ahead = (number - context.today.isoweekday()) % 7 or 7
    if side == "past":
        ahead = ahead - 7 if ahead < 7 else -7
    elif side == "this":
        ahead = number - context.today.isoweekday()
    day = context.today + timedelta(days=ahead + later)
    return Period(lambda year: Span(day, day), Choice.NEAREST, year=day.year)


# --- which year ------------------------------------------------------------------------------


def _spans(period: Period, side: str, context: Context) -> list[Span]:
    """The period in its year; in each year that it may be in where the words do not settle it."""
    today = context.today
    if period.year is not None:
        years = [period.year - 1, period.year] if period.asks else [period.year]
        return [period.in_year(year) for year in years]
    match period.side:
        case "past":
            return [_nearest(period, -1, lambda span: span.last < today, context)]
        case "coming":
            return [_nearest(period, 1, lambda span: span.first > today, context)]
        case "this":
            return [_nearest(period, 1, lambda span: span.first.year >= today.year or span.last >= today, context)]
        case "next":
            span = _nearest(period, 1, lambda span: span.first > today, context)
            return [span] if span.first.year > today.year else [span, period.in_year(today.year + 1)]
        case _:
            return _without_year(period, lambda span: _edge(period, span, side, context), side, context)


def _without_year(period: Period, edge: Callable[[Span], date], side: str, context: Context) -> list[Span]:
    today = context.today
    coming = _nearest(period, 1, lambda span: edge(span) >= today, context)
    if context.past:
        return [_nearest(period, -1, lambda span: span.first <= today, context)]
    ahead = context.future or side in AHEAD
    settled = period.choice is Choice.COMING or ahead or edge(coming).year == today.year
    if settled and not period.asks:
        return [coming]
    gone = _nearest(period, -1, lambda span: edge(span) < today, context)
    if period.asks:
        return [gone, coming]
    passed = (today - edge(gone)).days
    if passed <= context.readings.day_stays_past_days:
        return [gone] if period.choice is Choice.NEAREST else [gone, coming]
    return [gone, coming] if passed <= HALF_A_YEAR and period.choice is Choice.NEAREST else [coming]


def _nearest(period: Period, step: int, fits: Callable[[Span], bool], context: Context) -> Span:
    """The first year, from the one before or after today's, in which the period exists and fits."""
    year = context.today.year - step
    for _ in range(12):  # 29 February and week 53 are not in every year
        try:
            span = period.in_year(year)
        except NoSuchDay:
            span = None
        if span is not None and fits(span):
            return span
        year += step
    raise NoSuchDay


# --- sides -----------------------------------------------------------------------------------


def _edge(period: Period, span: Span, side: str, context: Context) -> date:
    """The day by which the term has passed."""
    if side in ("before", "until"):
        return span.day_before
    if side == "after" and period.choice is Choice.COMING:
        return _after(period, span, context)[1] or span.last
    if side == "around":
        return _around(span, context)[1] or span.last
    return span.last


def _after(period: Period, span: Span, context: Context) -> tuple[date, date | None, date | None]:
    if span.after and span.after[0]:
        return span.after[0], span.after[1], span.after[2]
    if period.choice is Choice.COMING:
        return span.last + DAY, plus(span.last, context.readings.after_months, "m"), None
    return span.last + DAY, None, None


def _around(span: Span, context: Context) -> tuple[date | None, date | None]:
    if span.around:
        return span.around[0], span.around[1]
    if (span.last - span.first).days > 45:
        months = context.readings.around_long_months
        return plus(span.first, -months, "m"), plus(span.last, months, "m")
    days = timedelta(days=context.readings.around_days)
    return span.first - days, span.last + days


def _seen_from(period: Period, span: Span, side: str, context: Context) -> list[ImpreciseDate]:
    """The window on one side of a period; two where the words leave open whether its last day counts."""
    clipped = period.clips and period.year is None and period.side != "past"
    match side:
        case "before":
            vague = span.before_vague if span.before else span.vague
            return [context.window(None, span.day_before, vague=vague)]
        case "until":
            return [context.window(None, edge, vague=span.vague) for edge in (span.day_before, span.last)]
        case "by" | "thru":
            vague = span.before_vague if span.before == span.last + DAY else span.vague
            return [context.window(None, span.last, lenient=span.lenient, vague=vague)]
        case "from":
            return [context.window(span.first, None, vague=span.vague)]
        case "per":
            return [context.window(span.first, span.first, vague=span.vague)]
        case "after":
            first, last, lenient = _after(period, span, context)
            first = max(first, context.today) if clipped and last and last >= context.today else first
            return [context.window(first, last, lenient=lenient, vague=last is not None)]
        case "around":
            return [context.window(*_around(span, context), vague=True)]
        case _:
            first = max(span.first, context.today) if clipped and span.last >= context.today else span.first
            return [context.window(first, span.last, lenient=span.lenient, vague=span.vague)]


# --- ranges ----------------------------------------------------------------------------------


def ranged(left: list[str], right: list[str], infix: str, between: bool, context: Context) -> ImpreciseDate:
    """From one period to another; what only one of them says (year, month, "week") holds for both.

    Between two seasons or recesses is neither of them.
    """
    if len(left) == 1 and re.fullmatch(r"n\d+|early|mid", left[0]):
        left = [left[0], *(sign for sign in right if re.fullmatch(r"[myqh]\d+", sign))]  # 1-5 June
    elif all(sign[0] in "ny" for sign in right) and right[0][0] == "n":
        letter = next((sign[0] for sign in left if sign[0] in "wq"), "")
        month = [sign for sign in left if sign[0] == "m"]
        right = [letter + right[0][1:], *right[1:]] if letter else [*month, *right]  # week 23-25, July 1-5
    options: list[ImpreciseDate] = []
    for first, last in product(_periods(" ".join(left), context), _periods(" ".join(right), context)):
        for end in _spans(last if last.year or not first.year else _following(first, last), "in", context):
            begin = _begin(first, end)
            vague = begin.vague or end.vague
            if between and Choice.COMING in (first.choice, last.choice):
                start = _after(first, begin, context)[0] if first.choice is Choice.COMING else begin.first
                stop = end.day_before if last.choice is Choice.COMING else end.last
                options.append(context.window(start, stop, vague=vague))
                continue
            if infix == "until":
                options.append(context.window(begin.first, end.day_before, vague=vague))
            options.append(context.window(begin.first, end.last, lenient=end.lenient, vague=vague))
    return context.ask(options)


def _following(first: Period, last: Period) -> Period:
    """The end of a range whose beginning alone has a year."""
    assert first.year is not None
    begin, same_year = first.in_year(first.year), last.in_year(first.year)
    return replace(last, year=first.year + (same_year.last < begin.first))


def _begin(first: Period, end: Span) -> Span:
    """The beginning of a range: its own year, else the last that does not come after the end."""
    if first.year is not None:
        return first.in_year(first.year)
    same_year = first.in_year(end.last.year)
    return same_year if same_year.first <= end.last else first.in_year(end.last.year - 1)
