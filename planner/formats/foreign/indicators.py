"""Sheets with figures: rows of indicators under columns that each stand for a day, as “Stand 2 juni 2022”."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from planner.domain.changes import RowChange
from planner.domain.date_reader import read_date
from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.keys import KEY_PREFIXES, next_key
from planner.domain.model import Indicator, KeySeries, Measurement, Organisation, split_key
from planner.domain.plan import Plan
from planner.domain.rows import make
from planner.errors import EditRefused
from planner.formats.excel.cells import Cell, is_empty, shown
from planner.formats.foreign.grid import Book, Sheet
from planner.formats.foreign.headers import find_headers
from planner.formats.foreign.row_values import Report
from planner.formats.incoming import Rank
from planner.language.typed import amount
from planner.message import N_, Message

ROWS_LOOKED_AT = 30
LEAST_COLUMNS = 2
MOST_ABOVE = 3
"""Filled cells of a row above the heading of figures: titles, no list."""


@dataclass(frozen=True, slots=True)
class Figures:
    """A table of figures: its header row, the column of the names, and the days that columns stand for."""

    sheet: Sheet
    header: int
    name_at: int
    days: tuple[tuple[int, ImpreciseDate], ...]


def find_figures(book: Book, today: date) -> Iterator[Figures]:
    """The tables of figures in a file: columns headed by days with a year, numbers below them."""
    for sheet in book.sheets:
        headers = [] if sheet.hidden else find_headers(sheet)
        above = min((header.rows[0] for header in headers), default=len(sheet.rows))
        for row in range(0 if sheet.hidden else min(above, ROWS_LOOKED_AT)):
            days = tuple((at, day) for at in sheet.filled(row) if (day := _day(sheet.cell(row, at), today)) is not None)
            if len(days) < LEAST_COLUMNS or days[0][0] == 0 or not _is_heading(sheet, row, days):
                continue
            cells = [sheet.cell(r, at) for r in range(row + 1, min(len(sheet.rows), row + 60)) for at, _ in days]
            full = [cell for cell in cells if not is_empty(cell)]
            numbers = [cell for cell in full if number_of(cell) not in (None, 0.0, 1.0)]
            if full and len(numbers) * 2 > len(full):
                yield Figures(sheet, row, days[0][0] - 1, days)
                break


def _is_heading(sheet: Sheet, row: int, days: tuple[tuple[int, ImpreciseDate], ...]) -> bool:
    """Whether a row with days heads figures: words under its first column, different days, no list above it."""
    if len({(day.earliest, day.latest) for _, day in days}) < len(days):
        return False
    if any(len(sheet.filled(above)) > MOST_ABOVE for above in range(row)):
        return False
    names = [sheet.cell(below, days[0][0] - 1) for below in range(row + 1, min(len(sheet.rows), row + 60))]
    full = [cell for cell in names if not is_empty(cell)]
    return bool(full) and sum(isinstance(cell, str) and any(map(str.isalpha, cell)) for cell in full) * 2 > len(full)


def _day(cell: Cell, today: date) -> ImpreciseDate | None:
    """The day or period that a heading names, with its year."""
    if isinstance(cell, datetime):
        return ImpreciseDate.exact(cell.date())
    if isinstance(cell, date):
        return ImpreciseDate.exact(cell)
    text = shown(cell)
    if not isinstance(cell, str) or len(text) > 60 or not any(f"{year}" in text for year in range(1990, 2100)):
        return None
    try:
        window = read_date(text, today=today, sentence=False)
    except EditRefused:
        return None
    return window if window.earliest and window.latest else None


def number_of(cell: Cell) -> float | None:
    """The number in a cell, also as Dutch text: 3.361 is three thousand."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    return amount(cell.strip().rstrip("%").strip(), ",") if isinstance(cell, str) and cell.strip() else None


def indicator_changes(
    plan: Plan, tables: list[Figures], organisation: Organisation | None, report: Report
) -> list[RowChange]:
    """New indicators and measurements, and measurements with another value; known ones by name and by day."""
    known = {one.name.casefold(): one for one in plan.indicators}
    changes: list[RowChange] = []
    added = 0
    for table in tables:
        for row in range(table.header + 1, len(table.sheet.rows)):
            name = table.sheet.text(row, table.name_at)[:250]
            values = [(at, day, table.sheet.cell(row, at)) for at, day in table.days]
            if not name or all(is_empty(cell) for _, _, cell in values):
                continue
            indicator = known.get(name.casefold())
            if indicator is None:
                indicator = known[name.casefold()] = make(
                    Indicator,
                    key=next_key(plan, KEY_PREFIXES["indicator"], added),
                    name=name,
                    unit="%" if all(shown(c).endswith("%") for _, _, c in values if not is_empty(c)) else "",
                    organisation_id=organisation.id if organisation else None,
                    position=max((one.position for one in plan.indicators), default=0.0) + added + 1,
                )
                added += 1
                changes.append(RowChange.add(indicator))
            changes += _measured(plan, indicator, table.sheet, row, values, report)
    return changes + (_series(plan, added) if added else [])


def _measured(
    plan: Plan,
    indicator: Indicator,
    sheet: Sheet,
    row: int,
    values: list[tuple[int, ImpreciseDate, Cell]],
    report: Report,
) -> Iterator[RowChange]:
    before = {(m.at.earliest, m.at.latest): m for m in plan.measurements(indicator.id)}
    for at, day, cell in values:
        if is_empty(cell):
            continue
        value = number_of(cell)
        if value is None:
            text = N_("“{text}” is no number: it is kept as a remark on the figure.")
            report(Rank.WARNING, Message(text, {"text": shown(cell)[:80]}), sheet.place(row, at))
        note = "" if value is not None else shown(cell)[:2000]
        old = before.get((day.earliest, day.latest))
        if old is None:
            yield RowChange.add(make(Measurement, indicator_id=indicator.id, at=day, value=value, note=note))
        elif value is not None and old.value != value:
            yield RowChange.update(old, old.changed(value=value))


def _series(plan: Plan, added: int) -> list[RowChange]:
    prefix = KEY_PREFIXES["indicator"]
    last = split_key(next_key(plan, prefix))[1] - 1 + added
    series = next((one for one in plan.rows(KeySeries) if one.prefix == prefix), None)
    if series is None:
        return [RowChange.add(KeySeries(prefix=prefix, last=last))]
    return [RowChange.update(series, series.changed(last=last))] if series.last < last else []
