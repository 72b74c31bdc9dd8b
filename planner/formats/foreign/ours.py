"""Whether a file is one of ours, in whatever form it comes back; then it is compared, not mapped."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

from planner.domain.merging import Accept
from planner.domain.plan import Plan
from planner.formats.cell_values import DateOrder
from planner.formats.excel.file_guard import RawSheet, SecondLook, Seen, open_sheets
from planner.formats.excel.layout import ID, META_SHEET, SHEETS, machine_name
from planner.formats.excel.reader import read_sheets
from planner.formats.excel.tables import find_tables
from planner.formats.excel.three_way import AsOf, read_three_way
from planner.formats.foreign.grid import Book
from planner.formats.foreign.importing import Answers, read_foreign
from planner.formats.foreign.opening import open_book
from planner.formats.incoming import Incoming
from planner.formats.sheets_out import as_typed

MOST_BYTES = 60_000_000
TOP_OF_SHEET = 500_000
WORKBOOKS = (".xlsx", ".xlsm")
MARKS = (META_SHEET.encode(), *(machine_name(sheet.kind, ID).encode() for sheet in SHEETS))


class NoSecondLook(SecondLook):
    """For files that openpyxl cannot read: their values are all there is."""

    def at(self, sheet: str, row: int, column: int) -> Seen:
        return Seen(None)


def read_any_sheets(
    source: Path,
    plan: Plan,
    answers: Answers | None = None,
    as_of: AsOf | None = None,
    accept: Accept = Accept.PROPOSED,
    *,
    without_bad_cells: bool = False,
    others: bool = False,
) -> Incoming:
    """A file with sheets: one of ours is compared with the plan, any other is read as a list of activities."""
    opened = look_into(source)
    if opened.book is not None:
        return read_foreign(source, plan, answers, opened.book)
    order = answers.order if answers is not None else None
    return compared(opened, plan, as_of, accept, without_bad_cells=without_bad_cells, others=others, order=order)


@dataclass(frozen=True, slots=True)
class Opened:
    """A file with sheets, opened: `ours` to be compared with a plan, or the `book` of somebody else to be mapped."""

    source: Path
    ours: tuple[RawSheet, ...] = ()
    look: SecondLook | None = None
    book: Book | None = None


def look_into(source: Path) -> Opened:
    """Open a file with sheets and see whose it is; FileTrouble where it cannot be read."""
    if source.suffix.lower() in WORKBOOKS and is_our_workbook(source):
        return Opened(source, tuple(open_sheets(source)))
    book = open_book(source)
    typed = as_typed if source.suffix.lower() in (".csv", ".tsv", ".txt") else lambda cell: cell
    sheets = [RawSheet(sheet.title, [[typed(cell) for cell in row] for row in sheet.rows]) for sheet in book.sheets]
    if any(True for _ in find_tables(sheets)):
        look = SecondLook(source) if source.suffix.lower() in WORKBOOKS else NoSecondLook(source)
        return Opened(source, tuple(sheets), look)
    return Opened(source, book=book)


def compared(
    opened: Opened,
    plan: Plan,
    as_of: AsOf | None = None,
    accept: Accept = Accept.PROPOSED,
    *,
    without_bad_cells: bool = False,
    others: bool = False,
    order: DateOrder | None = None,
) -> Incoming:
    """One of our files with the plan: field by field against what was sent where `as_of` can tell that."""
    source, sheets, look = opened.source, list(opened.ours), opened.look
    if as_of is None:
        return read_sheets(source, sheets, plan, look=look, without_bad_cells=without_bad_cells, order=order)
    return read_three_way(
        *(source, sheets, plan, as_of, accept, look), without_bad_cells=without_bad_cells, others=others, order=order
    )


def is_our_workbook(source: Path) -> bool:
    """Whether an Excel file has our hidden sheet or our machine names: without laying it out in memory."""
    try:
        with zipfile.ZipFile(source) as packed:
            for part in packed.namelist():
                sheet = part.startswith("xl/worksheets/")
                if sheet or part == "xl/workbook.xml" or part.endswith("sharedStrings.xml"):
                    with packed.open(part) as stream:
                        text = stream.read(TOP_OF_SHEET if sheet else MOST_BYTES)
                    if any(mark in text for mark in MARKS):
                        return True
    except (OSError, zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, RuntimeError, zipfile.zlib.error):  # type: ignore[attr-defined]
        return False  # what is wrong with it is said by whoever opens it
    return False
