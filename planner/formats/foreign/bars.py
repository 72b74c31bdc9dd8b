"""Bars in cells: columns for weeks, months, quarters or days, in which colours or marks say when work is done."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from planner.formats.excel.cells import Cell, is_empty, shown
from planner.formats.foreign.grid import Sheet

MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
OTHER_MONTHS = {"maa": 3, "mar": 3, "may": 5, "oct": 10, "mrt": 3}
WEEK = re.compile(r"(?:w|wk|week)\.?\s*(\d{1,2})(?:\s*[-/']?\s*(20\d\d))?", re.IGNORECASE)
MONTH = re.compile(
    r"(jan|feb|maa|mrt|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)[a-z]*\.?(?:[\s\-']*((?:20)?\d\d))?",
    re.IGNORECASE,
)
MONTH_NUMBER = re.compile(r"(\d{1,2})[-/](20\d\d)")
QUARTER = re.compile(
    r"(?:[qk]([1-4])|([1-4])e?\s*(?:kwartaal|kw|q)|kwartaal\s*([1-4]))(?:[\s\-']*((?:20)?\d\d))?", re.IGNORECASE
)
YEAR = re.compile(r"(20\d\d)")
STATE_OF = re.compile(r"\b(stand|peildatum|versie|datum|version|d\.d\.)", re.IGNORECASE)
"""Words of cells whose year is that of the sheet, not of what is planned in it."""
MONTH_LENGTH = 28
LEAST = 3


@dataclass(frozen=True, slots=True)
class Head:
    """A column's time as far as its heading says: kind (week, month, quarter, day), number, year."""

    kind: str
    number: int
    year: int | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """A column and the days that it stands for."""

    at: int
    first: date
    last: date


def time_head(cell: Cell) -> Head | None:
    """What time a heading names, if it names one."""
    if isinstance(cell, datetime):
        return Head("day", 0, cell.year, cell.date())
    if isinstance(cell, date):
        return Head("day", 0, cell.year, cell)
    if not isinstance(cell, str):
        return None
    text = cell.strip()
    if (found := WEEK.fullmatch(text)) and 1 <= int(found[1]) <= 53:
        return Head("week", int(found[1]), _year(found[2]))
    if found := MONTH.fullmatch(text):
        name = found[1].casefold()
        return Head("month", OTHER_MONTHS.get(name) or MONTHS.index(name) + 1, _year(found[2]))
    if (found := MONTH_NUMBER.fullmatch(text)) and 1 <= int(found[1]) <= 12:
        return Head("month", int(found[1]), int(found[2]))
    if found := QUARTER.fullmatch(text):
        return Head("quarter", int(found[1] or found[2] or found[3]), _year(found[4]))
    return None


def is_time_head(cell: object) -> bool:
    return isinstance(cell, str | date) and time_head(cell) is not None


def _year(text: str | None) -> int | None:
    return None if not text else int(text) if len(text) == 4 else 2000 + int(text)


def find_heads(sheet: Sheet, row: int) -> dict[int, Head]:
    """The columns that stand for times, of the kind that most headings of a row name; none where they are few."""
    heads = {at: head for at, cell in enumerate(sheet.rows[row]) if (head := time_head(cell)) is not None}
    kinds = [head.kind for head in heads.values()]
    if not kinds:
        return {}
    usual = max(set(kinds), key=kinds.count)
    least = 2 if usual == "quarter" else LEAST
    found = {at: head for at, head in heads.items() if head.kind == usual}
    return found if len(found) >= least else {}


def dated(sheet: Sheet, row: int, heads: dict[int, Head], year: int | None) -> tuple[Bar, ...] | None:
    """The days of each column: the year from the heading, the rows above, or `year`; None where none says it."""
    banner = _banners(sheet, row, max(heads, default=0))
    found: list[Bar] = []
    current, last = year, 0
    for at, head in sorted(heads.items()):
        above = banner.get(at)
        if head.day is not None:
            found.append(Bar(at, head.day, head.day))
            continue
        if head.year is not None:
            current = head.year
        elif above is not None:
            current = _year_by(head, above)
        elif current is not None and head.number < last:
            current += 1
        if current is None:
            return None
        last = head.number
        try:
            first, end = _days(head, current)
        except ValueError:  # no week 53 in that year
            continue
        found.append(Bar(at, first, end))
    return _as_weeks(found) if heads and next(iter(heads.values())).kind == "day" else tuple(found)


def _banners(sheet: Sheet, row: int, last: int) -> dict[int, Head]:
    """What the rows above say for each column: a month with its year, or a year alone (number 0)."""
    for above in range(row - 1, max(row - 4, -1), -1):
        said: dict[int, Head] = {}
        for at, cell in enumerate(sheet.rows[above]):
            year = YEAR.search(shown(cell)) if not isinstance(cell, date) else None
            head = time_head(cell)
            if head is not None and head.year is not None and head.kind == "month":
                said[at] = head
            elif isinstance(cell, datetime | date):
                said[at] = Head("month", cell.month, cell.year)
            elif year and at > 0 and len(shown(cell)) <= 20:
                said[at] = Head("year", 0, int(year[1]))
        if said:
            spread: dict[int, Head] = {}
            for at in range(min(said), last + 1):
                spread[at] = said[at] if at in said else spread[at - 1]
            return spread
    return {}


def _year_by(head: Head, above: Head) -> int:
    """The year of a week or month under a banner: week 52 under January is of the year before."""
    assert above.year is not None
    if head.kind != "week" or above.kind != "month":
        return above.year
    middle = date(above.year, above.number, 15)
    near = []
    for year in (above.year - 1, above.year, above.year + 1):
        try:
            near.append((abs((date.fromisocalendar(year, head.number, 4) - middle).days), year))
        except ValueError:
            continue
    return min(near)[1]


def _days(head: Head, year: int) -> tuple[date, date]:
    if head.kind == "week":
        monday = date.fromisocalendar(year, head.number, 1)
        return monday, monday + timedelta(days=4)
    months = 3 if head.kind == "quarter" else 1
    first = date(year, (head.number - 1) * months + 1, 1)
    after = first
    for _ in range(months):
        after = (after.replace(day=MONTH_LENGTH) + timedelta(days=4)).replace(day=1)
    return first, after - timedelta(days=1)


def _as_weeks(bars: list[Bar]) -> tuple[Bar, ...]:
    """Columns headed by a day last until the next column: weeks in most sheets, else days or months."""
    found: list[Bar] = []
    for i, bar in enumerate(bars):
        following = bars[i + 1].first if i + 1 < len(bars) else None
        step = (
            (following - bar.first).days if following else (found[-1].last - found[-1].first).days + 1 if found else 1
        )
        step = 7 if step == 5 else max(step, 1)
        last = bar.first + timedelta(days=4 if step == 7 and bar.first.weekday() == 0 else step - 1)
        found.append(Bar(bar.at, bar.first, last))
    return tuple(found)


def year_said(sheet: Sheet, row: int) -> int | None:
    """The one year that is named above a row or in the title of the sheet, if there is just one."""
    years = {int(year) for year in YEAR.findall(sheet.title)}
    for above in range(max(row - 8, 0), row + 1):
        for cell in sheet.rows[above]:
            if isinstance(cell, str) and len(cell) < 120 and not STATE_OF.search(cell):
                years |= {int(year) for year in re.findall(r"(?<!\d)(20\d\d)(?!\d)", cell)}
            elif isinstance(cell, float) and cell.is_integer() and 2000 <= cell < 2100:
                years.add(int(cell))
    return years.pop() if len(years) == 1 else None


def runs(sheet: Sheet, row: int, bars: tuple[Bar, ...], plain: frozenset[str] = frozenset()) -> list[tuple[date, date]]:
    """The unbroken stretches of marked cells of a row, as days; `plain` are colours that mean nothing."""
    found: list[tuple[date, date]] = []
    open_run: tuple[date, date] | None = None
    for bar in bars:
        fill = sheet.fills.get((row, bar.at), "")
        cell = sheet.cell(row, bar.at)
        marked = (bool(fill) and fill not in plain) or not (is_empty(cell) or shown(cell) in ("0", "-", "–"))
        if marked:
            open_run = (bar.first if open_run is None else open_run[0], bar.last)
        elif open_run is not None:
            found.append(open_run)
            open_run = None
    return [*found, open_run] if open_run is not None else found


def plain_fills(sheet: Sheet, row: int, bars: tuple[Bar, ...], aside: int) -> frozenset[str]:
    """Colours of a row that are not a bar: the one that its name has too, as in striped tables."""
    own = sheet.fills.get((row, aside), "")
    return frozenset({own}) if own else frozenset()
