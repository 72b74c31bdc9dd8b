"""How vague words are read: windows as settings, and the recesses of the Tweede Kamer.

The defaults are conventions that can be explained in one line each: a month in even thirds, the
meteorological seasons, "the summer" up to the end of the summer recess. An organisation that reads
them otherwise gives its own `Readings`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

MonthDay = tuple[int, int]
"""Month and day of the month; the last day of February is (2, 29) in every year."""
Stretch = tuple[MonthDay, MonthDay]
"""First and last day, both included; it runs into the next year when the last comes before the first."""


@dataclass(frozen=True, slots=True)
class Recess:
    """A recess that a source gives; both days included. `kind` is summer, autumn, christmas, spring or may."""

    kind: str
    first: date
    last: date
    source: str


@dataclass(frozen=True, slots=True)
class RecessPattern:
    """Where a recess falls when no source gives it: a Friday on or after a day, and its length."""

    kind: str
    not_before: MonthDay
    days_after: int

    def in_year(self, year: int) -> tuple[date, date]:
        """First day (a Friday) and last day (a Monday)."""
        edge = date(year, *self.not_before)
        first = edge + timedelta(days=(4 - edge.weekday()) % 7)
        return first, first + timedelta(days=self.days_after)


HOUSE = "https://www.tweedekamer.nl/debat_en_vergadering/recessen"
VERIFIED_RECESSES = (
    Recess("summer", date(2022, 7, 8), date(2022, 9, 5), "https://www.nu.nl/politiek/6214963"),
    Recess("may", date(2023, 4, 21), date(2023, 5, 8), HOUSE),
    Recess("ascension", date(2023, 5, 18), date(2023, 5, 18), HOUSE),
    Recess("summer", date(2023, 7, 7), date(2023, 9, 4), HOUSE),
    Recess("autumn", date(2023, 10, 13), date(2023, 10, 23), HOUSE),
    Recess("christmas", date(2023, 12, 22), date(2024, 1, 15), HOUSE),
    Recess("spring", date(2024, 2, 16), date(2024, 2, 26), HOUSE),
    Recess("may", date(2024, 4, 26), date(2024, 5, 13), HOUSE),
    Recess("summer", date(2024, 7, 5), date(2024, 9, 2), HOUSE),
)
"""Recesses of the Tweede Kamer with a source; other years follow the patterns and are marked vague."""

PATTERNS = (
    RecessPattern("spring", (2, 16), 10),
    RecessPattern("may", (4, 21), 17),
    RecessPattern("summer", (7, 2), 59),
    RecessPattern("autumn", (10, 16), 10),
    RecessPattern("christmas", (12, 18), 24),
)
"""Approximations: the verified summer, may and christmas recesses all follow theirs."""


@dataclass(frozen=True, slots=True)
class Readings:
    """The window of each vague word. Change a value and every later reading follows."""

    month_early_until: int = 10
    month_mid_until: int = 20
    year_early: Stretch = ((1, 1), (3, 31))
    year_mid: Stretch = ((5, 1), (8, 31))
    year_late: Stretch = ((11, 1), (12, 31))
    spring: Stretch = ((3, 1), (5, 31))
    summer_from: MonthDay = (6, 1)  # until the last day of the summer recess
    summer_lenient: MonthDay = (9, 22)
    around_summer: Stretch = ((6, 1), (9, 30))
    after_summer: Stretch = ((9, 1), (10, 31))  # lenient until the christmas recess
    autumn: Stretch = ((9, 1), (11, 30))
    autumn_lenient: MonthDay = (12, 21)
    winter: Stretch = ((12, 1), (2, 29))
    christmas: Stretch = ((12, 25), (12, 26))
    turn_of_year: Stretch = ((12, 31), (1, 1))
    around_turn_of_year: Stretch = ((12, 15), (1, 15))
    soon_months: int = 3
    short_term_months: int = 2
    coming_weeks: int = 6
    around_days: int = 14
    around_long_months: int = 1
    after_months: int = 2  # "after" a season, a feast or a recess that has no window of its own
    day_stays_past_days: int = 120  # a day or month without a year, longer ago than this, is the next one
    recesses: tuple[Recess, ...] = VERIFIED_RECESSES
    patterns: tuple[RecessPattern, ...] = PATTERNS

    def recess(self, kind: str, year: int) -> tuple[date, date, bool]:
        """First day, last day, and whether a source gives them; a recess belongs to the year it begins in."""
        for recess in self.recesses:
            if recess.kind == kind and recess.first.year == year:
                return recess.first, recess.last, True
        for pattern in self.patterns:
            if pattern.kind == kind:
                return *pattern.in_year(year), False
        raise KeyError(kind)


DEFAULT_READINGS = Readings()
