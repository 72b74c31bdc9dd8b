"""What single cells mean: dates with the order of day and month known, percentages, durations, ticks."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from planner.domain.date_reader import read_date, refuse_years
from planner.domain.imprecise_date import AmbiguousDate, ImpreciseDate, Nature
from planner.errors import EditRefused
from planner.formats.excel.cells import Cell, clean, is_empty, shown
from planner.language.typed import amount

NUMERIC_DATE = re.compile(
    r"(?P<weekday>(?:ma|di|wo|do|vr|za|zo|mo|tu|we|th|fr|sa|su)[a-z]{0,7}\.?\s+)?(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<year>\d{4}|\d{2})"
    r"(?:[\sT]+\d{1,2}:\d{2}(?::\d{2})?)?",
    re.IGNORECASE,
)
ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[\sT]+\d{1,2}:\d{2}.*)?")
CLOCK = re.compile(r"[\sT]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*$")
COMPACT = re.compile(r"(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
HAS_YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)|'\d\d\b|[-/.]\d{2}$")
NOTHING = frozenset({"-", "--", "–", "—", "?", "??", "…", "...", "x", "/", "0"})
WEEKDAYS = ("ma", "di", "wo", "do", "vr", "za", "zo"), ("mo", "tu", "we", "th", "fr", "sa", "su")
DAYS_1904 = 1462
EXCEL_EPOCH = datetime(1899, 12, 30)
SERIALS = range(20_000, 80_000)
"""Day numbers that stand for 1954 to 2119: other bare numbers among dates are no days."""
UNITS = {"d": 480, "w": 2400, "u": 60, "h": 60, "m": 20 * 480, "j": 240 * 480, "y": 240 * 480}
"""Working minutes: MS Project's month of twenty working days, and twelve of those."""
AMOUNT = re.compile(r"(?:ca\.?\s*|±\s*|~\s*|\+/-\s*)?([\d.,]*\d)\s*([a-z]*)\.?\??", re.IGNORECASE)
DURATION_UNITS = re.compile(
    r"(?P<e>e)?(?P<unit>d|dag|dagen|dgn|day|days|werkdag|werkdagen|wd|w|wk|wkn|week|weken|weeks|u|uur|uren|h|hr|hrs|hour|"
    r"hours|m|min|minuten|mins|mnd|mnden|maand|maanden|month|months|mon|mons|j|jr|jaar|jaren|year|years)",
    re.IGNORECASE,
)
MOST_MINUTES = 20_000_000
NO_TERM = frozenset(
    {"n.t.b", "ntb", "nvt", "n.v.t", "n.n.b", "nnb", "pm", "p.m", "tbd", "t.b.d", "tba", "n/a", "onbekend"}
)
"""Words that say that there is no term yet, without the point that may follow."""
TICKS = frozenset(["v", "x", "✓", "✔", "√", "☑", "■", "●", "ja", "j", "yes", "y", "waar", "true"])
CROSSES = frozenset(["nee", "n", "no", "-", "onwaar", "false", "☐", "✗", "✘"])


class DateOrder(StrEnum):
    """How 04/05/2023 is meant in a column."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


class PercentForm(StrEnum):
    """What a bare 1 is among percentages."""

    FRACTION = "fraction"
    POINTS = "points"


class Evening(StrEnum):
    """What 22:00 or 23:00 in every cell of a column means: that day, or the next one, told in another time zone."""

    THAT_DAY = "that-day"
    NEXT_DAY = "next-day"


LATE_HOURS = (22, 23)
"""The hours at which a Dutch midnight falls in UTC: in summer and in winter."""
ZONED = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})", re.IGNORECASE)
HERE = ZoneInfo("Europe/Amsterdam")


def zoned(text: str) -> datetime | None:
    """A moment with its time zone as the clock shows it in the Netherlands; None for other texts."""
    if not ZONED.fullmatch(text.strip()):
        return None
    try:
        return datetime.fromisoformat(text.strip().upper()).astimezone(HERE).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None


def late_moment(cell: Cell) -> datetime | None:
    """The moment in a cell that may be a midnight told in another time zone; None for every other cell."""
    if isinstance(cell, str) and not zoned(cell):
        cell = moment_of(cell, DateOrder.DAY_FIRST)
    late = isinstance(cell, datetime) and cell.hour in LATE_HOURS and not (cell.minute or cell.second)
    return cell if late and isinstance(cell, datetime) else None


def has_time(cell: Cell) -> bool:
    """Whether a cell says a time of the day, without its time zone."""
    if isinstance(cell, str):
        moment = None if zoned(cell) else moment_of(cell, DateOrder.DAY_FIRST)
        return moment is not None and moment.time() != time(0, 0)
    return isinstance(cell, datetime) and cell.time() != time(0, 0)


@dataclass(slots=True)
class DateReader:
    """Reads cells as dates. `year` is for words that name none; `today` is what relative words count from."""

    today: date
    epoch_1904: bool = False
    year: int | None = None
    _known: dict[tuple[str, DateOrder, bool], ImpreciseDate | EditRefused] = field(default_factory=dict)

    def read(
        self,
        cell: Cell,
        order: DateOrder = DateOrder.DAY_FIRST,
        sentence: bool = True,
        evening: Evening = Evening.THAT_DAY,
    ) -> ImpreciseDate | None:
        """The window that a cell means; None for an empty one. EditRefused or AmbiguousDate where it means none.

        In a `sentence` other words may stand around the date.
        """
        if isinstance(cell, str):
            cell = zoned(cell) or cell
        if evening is Evening.NEXT_DAY and (late := late_moment(cell)) is not None:
            cell = late + timedelta(hours=24 - late.hour)
        if isinstance(cell, datetime):
            return _within_years((cell + timedelta(seconds=0.5)).date())
        if isinstance(cell, date):
            return _within_years(cell)
        bare = isinstance(cell, int | float) and not isinstance(cell, bool) and math.isfinite(cell)
        if bare and int(cell) in SERIALS:  # type: ignore[arg-type]
            return ImpreciseDate.exact(self.of_serial(cell))  # type: ignore[arg-type]
        text = clean(shown(cell)).strip()
        if not text or text.casefold() in NOTHING:
            return None
        known = self._known.get((text, order, sentence))
        if known is None:
            known = self._known[text, order, sentence] = self._parsed(text, order, sentence)
        if isinstance(known, EditRefused):
            raise known
        return known

    def of_serial(self, number: float) -> date:
        """The day of a number as Excel counts days, from 1900 or 1904."""
        return (EXCEL_EPOCH + timedelta(days=int(number) + (DAYS_1904 if self.epoch_1904 else 0))).date()

    def _parsed(self, text: str, order: DateOrder, sentence: bool) -> ImpreciseDate | EditRefused:
        try:
            if numeric := NUMERIC_DATE.fullmatch(text):
                return _within_years(_of_numbers(numeric, order))
            if iso := ISO.fullmatch(text):
                return _within_years(date.fromisoformat(iso[1]))
            if COMPACT.fullmatch(text):
                return ImpreciseDate.exact(date(int(text[:4]), int(text[4:6]), int(text[6:])))
        except ValueError:
            pass
        except EditRefused as refused:
            return refused
        try:
            return self._in_words(text, sentence)
        except EditRefused as refused:
            return refused

    def _in_words(self, text: str, sentence: bool) -> ImpreciseDate:
        if self.year is None or HAS_YEAR.search(text):
            return read_date(text, today=self.today, sentence=sentence)
        try:
            plain = read_date(text, today=self.today, sentence=sentence)
        except AmbiguousDate as several:
            fitting = [o for o in several.options if self.year in (_year_of(o.earliest), _year_of(o.latest))]
            if len(fitting) == 1:
                return fitting[0]
            raise
        if plain.nature is not Nature.WINDOW or plain.latest is None:
            return plain
        try:
            dated = read_date(f"{text} {self.year}", today=self.today, sentence=sentence)
            return replace(dated, words=plain.words)
        except EditRefused:
            return plain


def _within_years(day: date) -> ImpreciseDate:
    window = ImpreciseDate.exact(day)
    refuse_years(window)
    return window


def _year_of(day: date | None) -> int | None:
    return day.year if day is not None else None


def _of_numbers(found: re.Match[str], order: DateOrder) -> date:
    day, month = int(found["a"]), int(found["b"])
    if order is DateOrder.MONTH_FIRST and day <= 12:
        day, month = month, day
    elif month > 12 >= day:
        day, month = month, day  # only one reading is a date
    year = int(found["year"])
    return date(year if year > 99 else 1900 + year if year > 69 else 2000 + year, month, day)


def moment_of(text: str, order: DateOrder) -> datetime | None:
    """The moment that a date in numbers, or in ISO form, is by an order of day and month; None for other texts."""
    text = text.strip()
    try:
        if numeric := NUMERIC_DATE.fullmatch(text):
            day = _of_numbers(numeric, order)
        elif iso := ISO.fullmatch(text):
            day = date.fromisoformat(iso[1])
        else:
            return None
    except ValueError:
        return None
    clock = CLOCK.search(text)
    hour, minute, second = (int(part or 0) for part in clock.groups()) if clock and _is_time(clock) else (0, 0, 0)
    at = time(hour, minute, second)
    return datetime.combine(day, at)


def _is_time(found: re.Match[str]) -> bool:
    return int(found[1]) < 24 and int(found[2]) < 60 and int(found[3] or 0) < 60


def order_told(text: str) -> tuple[str, DateOrder | None] | None:
    """The mark between the numbers of a typed date, and the order of day and month that it proves.

    None where it is no such date; the order None where both can be the day.
    """
    found = NUMERIC_DATE.fullmatch(text.strip())
    if found is None:
        return None
    a, b = int(found["a"]), int(found["b"])
    if a > 12 and b <= 12:
        return found["sep"], DateOrder.DAY_FIRST
    if b > 12 and a <= 12:
        return found["sep"], DateOrder.MONTH_FIRST
    if a > 12 or a == b:
        return None
    if found["weekday"]:
        for order in DateOrder:
            day = _of_numbers(found, order).weekday()
            if any(found["weekday"].casefold().startswith(names[day]) for names in WEEKDAYS):
                return found["sep"], order
    return found["sep"], None


def is_date(reader: DateReader, cell: Cell) -> bool:
    """Whether a cell is a date, a period, or words that say that there is none yet."""
    if isinstance(cell, bool):
        return False
    if isinstance(cell, int | float):
        return math.isfinite(cell) and float(cell).is_integer() and int(cell) in SERIALS
    if isinstance(cell, str) and (len(cell) > 60 or (cell.strip().isdigit() and not COMPACT.fullmatch(cell.strip()))):
        return False
    try:
        window = reader.read(cell, sentence=False)
        return window is not None and window.nature is not Nature.DURATION
    except AmbiguousDate:
        return True
    except EditRefused:
        return False


# --- other values -------------------------------------------------------------------------------


def percent_of(cell: Cell, form: PercentForm) -> int | None:
    """A percentage from 0 to 100; None for an empty cell. ValueError where it is none."""
    if is_empty(cell):
        return None
    if isinstance(cell, str):
        text = cell.strip().rstrip("%").strip()
        if text.casefold() in NOTHING - {"0"}:
            return None
        number = amount(text, ",")
        if number is None:
            raise ValueError(cell)
        if not cell.strip().endswith("%") and form is PercentForm.FRACTION:
            number *= 100
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        number = float(cell) * (100 if form is PercentForm.FRACTION else 1)
    else:
        raise ValueError(str(cell))
    if not 0 <= number <= 100.0001:
        raise ValueError(shown(cell))
    return min(100, math.floor(number + 0.5))


def duration_of(cell: Cell, unit: str, decimal: str = ",") -> tuple[int, bool] | None:
    """Working minutes and False, or minutes on the clock and True; None where a cell says that there is no term.

    `unit` is that of bare numbers (d, w, u, m), `decimal` the mark before decimals. ValueError where it is none.
    """
    if is_empty(cell):
        return None
    if isinstance(cell, timedelta):
        return round(cell.total_seconds() / 60), False
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _within(float(cell) * UNITS[unit]), False
    text = shown(cell).strip()
    if text.casefold() in NOTHING - {"0"} or text.casefold().rstrip(".") in NO_TERM:
        return None
    found = AMOUNT.fullmatch(text)
    number = amount(found[1], decimal) if found else None
    said = DURATION_UNITS.fullmatch(found[2]) if found and found[2] else None
    if found is None or number is None or (found[2] and said is None):
        raise ValueError(text)
    if said is None:
        return _within(number * UNITS[unit]), False
    word = said["unit"].casefold()
    if said["e"]:
        return _within(number * {"d": 1440, "w": 10_080, "h": 60, "u": 60}.get(word[0], 1440)), True
    per = 1 if word in ("m", "min", "minuten", "mins") else UNITS["d" if word.startswith(("wd", "werkd")) else word[0]]
    return _within(number * per), False


def _within(minutes: float) -> int:
    if not 0 <= minutes <= MOST_MINUTES:
        raise ValueError(str(minutes))
    return round(minutes)


def is_duration(cell: Cell) -> bool:
    """Whether a text says how long something takes, with its unit."""
    if not isinstance(cell, str) or cell.strip().isdigit():
        return False
    found = AMOUNT.fullmatch(cell.strip())
    return bool(found and found[2] and DURATION_UNITS.fullmatch(found[2]))


def ticked(cell: Cell) -> bool | None:
    """Whether a cell says yes; None where it says neither yes nor no."""
    if isinstance(cell, bool):
        return cell
    text = shown(cell).strip().casefold()
    if text in TICKS or text == "1":
        return True
    return False if text in CROSSES or text in ("", "0") else None
