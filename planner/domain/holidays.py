"""Public holidays in the Netherlands, computed: one set for working days, one for statutory terms.

They differ. The Algemene termijnenwet (article 3) counts 5 May every year, and Good Friday the same
as the days it names. Whether staff are free is a matter of the cao: our set of working days of the
State leaves Good Friday a working day and has 5 May only in lustrum years (2020, 2025 …). Both are
where a programme starts; a calendar's own exceptions add days and open others.

Further days can be made equal by decree, as the Friday after Ascension Day is: those stand in no
law's list, so whoever needs one adds it to the calendar as an exception with its decree as source.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter

from planner.domain.model.choices import HolidaySet
from planner.message import N_

FIRST_KINGS_DAY = 2014
DAY = timedelta(days=1)


def kings_day(year: int) -> date:
    """27 April (until 2013, as Queen's Day, 30 April), or the day before when that is a Sunday."""
    day = date(year, 4, 27) if year >= FIRST_KINGS_DAY else date(year, 4, 30)
    return day - DAY if day.isoweekday() == 7 else day


def prinsjesdag(year: int) -> date:
    """The third Tuesday of September, when the States General open their year."""
    first = date(year, 9, 1)
    return first + timedelta(days=(2 - first.isoweekday()) % 7 + 14)


@cache
def holidays(which: HolidaySet, year: int) -> tuple[tuple[date, str], ...]:
    """The days of a set in a year, in order, each with its name in English as text to translate."""
    if which is HolidaySet.NONE:
        return ()
    sunday = easter(year)
    found = [
        (date(year, 1, 1), N_("New Year's Day")),
        (sunday + DAY, N_("Easter Monday")),
        (kings_day(year), N_("King's Day") if year >= FIRST_KINGS_DAY else N_("Queen's Day")),
        (sunday + 39 * DAY, N_("Ascension Day")),
        (sunday + 50 * DAY, N_("Whit Monday")),
        (date(year, 12, 25), N_("Christmas Day")),
        (date(year, 12, 26), N_("Second Day of Christmas")),
    ]
    if which is HolidaySet.STATUTORY_TERMS:
        found.append((sunday - 2 * DAY, N_("Good Friday")))
    else:
        found.append((sunday, N_("Easter Sunday")))
        found.append((sunday + 49 * DAY, N_("Whit Sunday")))
    if which is HolidaySet.STATUTORY_TERMS or year % 5 == 0:
        found.append((date(year, 5, 5), N_("Liberation Day")))
    return tuple(sorted(found))


def statutory_end(day: date, free: Collection[date] | None = None) -> date:
    """The last day of a statutory term that would end on a day.

    On a Saturday, a Sunday or a free day it runs on to the next day that is none of these
    (Algemene termijnenwet, article 1). `free` are the days that count as holidays; without it, those
    of the law. A planning date does not run on: use this for statutory terms alone.
    """
    while day.isoweekday() > 5 or (_is_statutory(day) if free is None else day in free):
        day += DAY
    return day


def _is_statutory(day: date) -> bool:
    return any(day == holiday for holiday, _ in holidays(HolidaySet.STATUTORY_TERMS, day.year))
