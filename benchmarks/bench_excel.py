"""A plan of 10,000 activities out to a workbook and back in, against openpyxl doing the bare minimum."""

from __future__ import annotations

from copy import copy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell

from benchmarks.generate import Size, large_plan
from benchmarks.row import Row, best
from planner.domain.scheduling import schedule
from planner.formats.excel import read_workbook, write_workbook
from planner.language import translator

Sheets = list[list[list[tuple[Any, int]]]]
Styles = dict[int, tuple[Any, ...]]


def cells_of(path: Path) -> tuple[Sheets, Styles]:
    """Every cell of a workbook with the number of its style, by sheet and row; and the styles."""
    book, styles = load_workbook(path), Styles()
    sheets: Sheets = []
    for sheet in book.worksheets:
        sheets.append([[(c.value, c.style_id) for c in row] for row in sheet.iter_rows()])
        for row in sheet.iter_rows():
            for c in row:
                if c.style_id not in styles:
                    parts = (c.font, c.fill, c.border, c.alignment)
                    styles[c.style_id] = (*(copy(part) for part in parts), c.number_format)
    return sheets, styles


def bare_write(sheets: Sheets, styles: Styles, path: Path) -> None:
    """The same cells with the same styles, each style made once, written in openpyxl's fastest way."""
    book = Workbook(write_only=True)
    made: dict[int, Any] = {}
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            cells = []
            for value, number in row:
                cell = WriteOnlyCell(sheet, value=value)
                if number not in made:
                    cell.font, cell.fill, cell.border, cell.alignment, cell.number_format = styles[number]
                    made[number] = cell._style
                cell._style = made[number]
                if isinstance(value, str):
                    cell.data_type = "s"
                cells.append(cell)
            sheet.append(cells)
    book.save(path)


def bare_read(path: Path) -> int:
    """All values, in openpyxl's fastest way."""
    book = load_workbook(path, read_only=True)
    count = sum(len(row) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True))
    book.close()
    return count


def run() -> list[Row]:
    """Writing, and reading with the comparison, as ratios."""
    plan = large_plan(Size(10_000, 15_000))
    dates = schedule(plan)
    with TemporaryDirectory() as folder:
        path, bare = Path(folder, "plan.xlsx"), Path(folder, "bare.xlsx")
        out = best(lambda: write_workbook(plan, dates, path, translator("nl")), 3)
        back = best(lambda: read_workbook(path, plan), 3)
        reading = best(lambda: bare_read(path), 3)
        sheets, styles = cells_of(path)
        writing = best(lambda: bare_write(sheets, styles, bare), 3)
        count = sum(len(row) for sheet in sheets for row in sheet)
        assert not read_workbook(path, plan).changes
    note = f"{count:,} cells"
    return [
        Row("Excel out, against bare openpyxl", out / writing, 1.3, note=f"{note}, {out:.2f} s"),
        Row("Excel in with comparison, against openpyxl read_only", back / reading, 1.0, note=f"{note}, {back:.2f} s"),
    ]
