"""Terms that are no period: counted from today, from a date or an event, durations, what recurs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from planner.domain.date_choices import sided
from planner.domain.date_events import AMOUNT, counted, counted_from
from planner.domain.date_periods import NotAPeriod, end_of_month
from planner.domain.date_sides import DAY, MONTHS_IN, Context, plus
from planner.domain.imprecise_date import ImpreciseDate, Nature, Relation


def special(part: list[str], context: Context) -> ImpreciseDate | None:
    """The window of a term that is no period; None for anything else."""
    text = " ".join(part)
    for pattern, rule in SPECIALS:
        match = pattern.fullmatch(text)
        if match:
            return rule(match, context)
    return None


def _no_term(match: re.Match[str], context: Context) -> ImpreciseDate:
    return context.window(None, None, nature=Nature.NO_TERM)


def _meanwhile(match: re.Match[str], context: Context) -> ImpreciseDate:
    return context.window(context.today, None, nature=Nature.RELATIVE)


def _soon(match: re.Match[str], context: Context) -> ImpreciseDate:
    readings = context.readings
    count, unit = {
        "soon": (readings.soon_months, "m"),
        "short-term": (readings.short_term_months, "m"),
        "some-weeks": (readings.coming_weeks, "w"),
    }[match[1]]
    return context.window(context.today, plus(context.today, count, unit), vague=True)


def _lately(match: re.Match[str], context: Context) -> ImpreciseDate:
    return context.window(plus(context.today, -context.readings.soon_months, "m"), context.today, vague=True)


def _rest_of_year(match: re.Match[str], context: Context) -> ImpreciseDate:
    return context.window(context.today, date(context.today.year, 12, 31))


def _ongoing(match: re.Match[str], context: Context) -> ImpreciseDate:
    return context.window(context.today, None)


def _amount(match: re.Match[str]) -> tuple[int, str]:
    """A number of units, such as n3 um; without a number, one."""
    return int(match["count"] or 1), match["unit"]


def _within(match: re.Match[str], context: Context) -> ImpreciseDate:
    """Within two months, counted from today."""
    count, unit = _amount(match)
    most = match.groupdict().get("most")
    return context.window(context.today, plus(context.today, int(most or count), unit))


def _ahead(match: re.Match[str], context: Context) -> ImpreciseDate:
    """In two weeks, or in three to four weeks."""
    count, unit = _amount(match)
    most = match.groupdict().get("most")
    return context.window(plus(context.today, count, unit), plus(context.today, int(most or count), unit))


def _ago(match: re.Match[str], context: Context) -> ImpreciseDate:
    count, unit = _amount(match)
    day = plus(context.today, -count, unit)
    return context.window(day, day)


def _behind(match: re.Match[str], context: Context) -> ImpreciseDate:
    count, unit = _amount(match)
    return context.window(plus(context.today, -count, unit), context.today)


def _lasting(match: re.Match[str], context: Context) -> ImpreciseDate:
    count, unit = _amount(match)
    return context.window(None, None, nature=Nature.DURATION, months=count * MONTHS_IN.get(unit, 0) or None)


def _recurring(match: re.Match[str], context: Context) -> ImpreciseDate:
    """The next time: the last day of this year, half year, quarter, month or week, or what follows says."""
    today, rest = context.today, match["rest"]
    latest = None
    if rest and match[1] != "regular":
        window = replace(context, future=True)
        following = sided(rest.split(), window)
        latest = following.latest
    elif match[1] != "regular":
        latest = _last_day_of(match[1], today)
    return context.window(min(today, latest or today), latest, nature=Nature.RECURRING)


def _times_a_year(match: re.Match[str], context: Context) -> ImpreciseDate:
    """Twice a year is half-yearly; for five times there is no calendar period, so no last day either."""
    rhythm = {1: "yearly", 2: "half-yearly", 4: "quarterly", 12: "monthly"}.get(int(match[1]))
    latest = _last_day_of(rhythm, context.today) if rhythm else None
    return context.window(context.today, latest, nature=Nature.RECURRING)


def _last_day_of(rhythm: str, today: date) -> date:
    if rhythm == "weekly":
        return today + timedelta(days=7 - today.isoweekday())
    months = {"yearly": 12, "half-yearly": 6, "quarterly": 3, "monthly": 1}[rhythm]
    last_month = (today.month - 1) // months * months + months
    return end_of_month(today.year, last_month)


def _first_of_month(match: re.Match[str], context: Context) -> ImpreciseDate:
    """The first day of the second calendar month after an event."""
    unit = "cq" if (match["unit"] or "").strip() == "uq" else "cm"
    relation = Relation("", "after", int(match["count"] or 1), unit)
    return counted_from(relation, match["event"].split(), "after", context)


def _week_beside(match: re.Match[str], context: Context) -> ImpreciseDate:
    """The n-th ISO week after a period, or the last before it, without days of the period; for a day whole weeks."""
    anchor = sided(match["event"].split(), context)
    day, step = (anchor.latest, 1) if match["number"] else (anchor.earliest, -1)
    if day is None:
        raise NotAPeriod
    edge = day + step * DAY
    inside = day + timedelta(weeks=step) if anchor.is_exact else edge
    monday = inside - timedelta(days=inside.weekday())
    monday += timedelta(weeks=int(match["number"] or 1) - 1)
    sunday = monday + timedelta(days=6)
    if step > 0:
        return context.window(max(edge, monday), sunday, vague=True)
    return context.window(monday, min(edge, sunday), vague=True)


def _day_beside(match: re.Match[str], context: Context) -> ImpreciseDate:
    """The first (working) day after a date or an event, or the last before it."""
    way, working = match["way"], match["what"].endswith("workday")
    return counted_from(Relation("", way, 1, "k" if working else "d"), match["event"].split(), way, context)


def _weekday_beside(match: re.Match[str], context: Context) -> ImpreciseDate:
    """The first Monday after a date, the Friday before it."""
    anchor = sided(match["event"].split(), context)
    later = match["way"] == "after"
    day = anchor.latest if later else anchor.earliest
    if day is None:
        raise NotAPeriod
    step = DAY if later else -DAY
    day += step
    while day.isoweekday() != int(match["weekday"]):
        day += step
    day += step * 7 * (int(match["count"] or 1) - 1)
    return context.window(day, day)


def _gone_of_year(match: re.Match[str], context: Context) -> ImpreciseDate:
    return context.window(date(context.today.year, 1, 1), context.today)


def _past_years(match: re.Match[str], context: Context) -> ImpreciseDate:
    return context.window(None, context.today, vague=True)


def _coming_years(match: re.Match[str], context: Context) -> ImpreciseDate:
    return context.window(context.today, None, vague=True)


COUNTED = r"n(?P<count>\d+) u(?P<unit>[dkwmqhy])"
Special = Callable[[re.Match[str], Context], ImpreciseDate]
SPECIAL_TERMS: tuple[tuple[str, Special], ...] = (
    (r"no-term", _no_term),
    (
        r"(?:in |per |from )*first-day (?:n(?P<count>\d+) )?(?:coming |next )?(?P<unit>ucm |um |uq )?"
        r"after (?P<event>.+)",
        _first_of_month,
    ),
    (r"(?:in )?(?:next-week (?P<number>\d) after|last-week before) (?P<event>.+)", _week_beside),
    (r"(?:in |per )?(?P<what>first-day|first-workday|last-workday) (?P<way>after|before) (?P<event>.+)", _day_beside),
    (r"(?:in )?(?:n(?P<count>\d) )?wd(?P<weekday>\d) (?P<way>after|before) (?P<event>.+)", _weekday_beside),
    (r"(?:in )?(soon|short-term|some-weeks)", _soon),
    (r"(?:in )?lately", _lately),
    (r"(?:in )?lately-years", _past_years),
    (r"(?:in |for |during )?coming-years", _coming_years),
    (r"(?:in )?gone-of-year", _gone_of_year),
    (r"ongoing", _ongoing),
    (rf"(?:within|in) {COUNTED}", _within),
    (rf"within {AMOUNT}", _within),
    (
        rf"(?:in |per |outer )*(?P<bound>within|by|from)? ?{AMOUNT} "
        r"(?P<way>after|upon|when|before|prior-to|from) (?P<event>.+)",
        counted,
    ),
    (rf"(?:in )?ahead {AMOUNT}", _ahead),
    (rf"{COUNTED} from-now", _ahead),
    (rf"(?:for |during |before )?(?:n\d+ (?:until|-|thru|or) )?{COUNTED}(?: long)?", _lasting),
    (rf"(?:within )?(?:coming|next) {AMOUNT}", _within),
    (rf"{COUNTED} ago", _ago),
    (rf"past {COUNTED}", _behind),
    (r"n(\d+) a-year", _times_a_year),
    (r"(yearly|half-yearly|quarterly|monthly|weekly|regular)(?: (?P<rest>.+))?", _recurring),
    (r"(?:in )?rest-of-year", _rest_of_year),
    (r"meanwhile.*", _meanwhile),
)
SPECIALS = tuple((re.compile(pattern), rule) for pattern, rule in SPECIAL_TERMS)
