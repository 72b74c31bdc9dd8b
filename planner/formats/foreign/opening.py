"""Any file with sheets, by what it holds and not by what it is called: safely, or one sentence why not."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from planner.errors import FileTrouble
from planner.formats.excel.cells import Cell
from planner.formats.excel.file_guard import ENCRYPTED, OLD_BOOKS, OLE, OddCell, open_sheets
from planner.formats.foreign.grid import Book, Sheet
from planner.formats.foreign.texts import read_text
from planner.message import N_

SHEET_FILES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt"})
MOST_BYTES = 400_000_000  # of all parts together, unpacked
MOST_PARTS = 5_000
MOST_CELLS = 4_000_000
"""Filled cells of a file, or the rectangle that holds a sheet's: beyond it no list of activities."""
LARGEST_FILE = 200_000_000
CHUNK = 1 << 20
CELL = re.compile(rb"<(?:\w+:)?c[ >/]")
REPEATS = re.compile(rb"<table:(table-row|(?:covered-)?table-cell)\b([^>]*?)(/?)>")
REPEAT = re.compile(rb'number-(?:rows|columns)-repeated="(\d{1,9})"')
VALUE = re.compile(rb"office:(?:value|date-value|string-value|boolean-value|time-value|value-type)=")
ENTITY = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


def open_book(path: Path) -> Book:
    """The sheets of a workbook (.xlsx, .xlsm, .xls, .xlsb, .ods) or a text with columns; else FileTrouble."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise _too_big(path.name)
        with path.open("rb") as file:
            start = file.read(8)
    except OSError as error:
        raise FileTrouble(
            N_("{file} cannot be read: {reason}."), file=path.name, reason=error.strerror or str(error)
        ) from None
    if start == OLE:
        return _old_book(path)
    if start.startswith(b"PK"):
        return _packed_book(path)
    return Book(path.name, (read_text(path, path.read_bytes()),))


def _too_big(name: str) -> FileTrouble:
    return FileTrouble(N_("{file} is too big to be read as a plan."), file=name)


def _damaged(name: str) -> FileTrouble:
    return FileTrouble(N_("{file} is damaged and cannot be read as a workbook."), file=name)


def _old_book(path: Path) -> Book:
    content = path.read_bytes()
    if ENCRYPTED in content or not any(stream in content for stream in OLD_BOOKS):
        open_sheets(path)  # says what is wrong with it
    del content
    return Book(path.name, _with_calamine(path))


def _packed_book(path: Path) -> Book:
    try:
        with zipfile.ZipFile(path) as packed:
            names = {part.filename for part in packed.infolist()}
            if len(names) > MOST_PARTS or sum(part.file_size for part in packed.infolist()) > MOST_BYTES:
                raise _too_big(path.name)
            kind = "ods" if "content.xml" in names else "xlsb" if "xl/workbook.bin" in names else "xlsx"
            _count(path.name, kind, packed)
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, zipfile.zlib.error) as error:  # type: ignore[attr-defined]
        raise _damaged(path.name) from error
    except RuntimeError as error:  # a part with a password of its own
        raise FileTrouble(
            N_("{file} is protected with a password; save it without one and try again."), file=path.name
        ) from error
    return _new_book(path) if kind == "xlsx" else Book(path.name, _with_calamine(path))


def _count(name: str, kind: str, packed: zipfile.ZipFile) -> None:
    """Refuse what would not fit in memory, before anything lays it out."""
    if kind == "ods":
        if "META-INF/manifest.xml" in packed.namelist() and b"encryption-data" in packed.read("META-INF/manifest.xml"):
            raise FileTrouble(N_("{file} is protected with a password; save it without one and try again."), file=name)
        _count_open_document(name, packed.read("content.xml"))
        return
    cells = 0
    for part in packed.namelist():
        if "/worksheets/" not in part or "_rels" in part:
            continue
        if kind == "xlsb":
            _count_binary(name, packed.read(part))
            continue
        with packed.open(part) as stream:
            while chunk := stream.read(CHUNK):
                cells += len(CELL.findall(chunk))
                if cells > MOST_CELLS:
                    raise _too_big(name)


def _count_open_document(name: str, content: bytes) -> None:
    """Rows and cells that are said to be repeated, and hold something, count as often as they are."""
    if ENTITY.search(content):
        raise FileTrouble(N_("{file} holds definitions that a workbook never has; it was not read."), file=name)
    rows, cells, total, last, widest = 1, 0, 0, 0, 0
    for found in REPEATS.finditer(content):
        times = max((int(n) for n in REPEAT.findall(found[2])), default=1)
        if found[1] == b"table-row":
            total += rows * cells
            last += rows if cells else 0
            rows, cells = times, 0
        elif VALUE.search(found[2]) or not found[3]:
            cells += times
            widest = max(widest, cells)
        if total + rows * cells > MOST_CELLS or last * widest > 3 * MOST_CELLS:
            raise _too_big(name)


def _count_binary(name: str, content: bytes) -> None:
    """The rectangle of a binary sheet: records of a type, a length and content; rows and cells begin with a number."""
    at, last_row, last_column, cells = 0, 0, 0, 0
    while at < len(content) - 1:
        kind, at = _seven_bits(content, at, 2)
        size, at = _seven_bits(content, at, 4)
        if kind == 0:
            last_row = max(last_row, int.from_bytes(content[at : at + 4], "little"))
        elif kind <= 11:
            last_column = max(last_column, int.from_bytes(content[at : at + 4], "little"))
            cells += 1
        if cells > MOST_CELLS or (last_row + 1) * (last_column + 1) > 3 * MOST_CELLS:
            raise _too_big(name)
        at += size


def _seven_bits(content: bytes, at: int, most: int) -> tuple[int, int]:
    """A number in groups of seven bits, and where the next thing stands."""
    number = 0
    for i in range(most):
        if at >= len(content):
            return number, at
        byte = content[at]
        at += 1
        number |= (byte & 0x7F) << (7 * i)
        if not byte & 0x80:
            break
    return number, at


def _new_book(path: Path) -> Book:
    from planner.formats.foreign.xlsx_formats import add_looks

    sheets = tuple(Sheet(sheet.title, _without_formulas(sheet.rows)) for sheet in open_sheets(path))
    epoch_1904, looks = add_looks(path, sheets)
    return Book(path.name, sheets, epoch_1904, looks)


def _without_formulas(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Rows in which formulas without a result are empty: that they are there is one of the looks of a sheet."""
    odd = any(isinstance(cell, OddCell) for row in rows for cell in row)
    if not odd:
        return rows
    return [["" if isinstance(cell, OddCell) and cell.startswith("=") else cell for cell in row] for row in rows]


def _with_calamine(path: Path) -> tuple[Sheet, ...]:
    """Sheets of the kinds for which only the reading library knows the form."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    found: list[Sheet] = []
    try:
        with CalamineWorkbook.from_path(path) as book:
            for about in book.sheets_metadata:
                if about.typ is not SheetTypeEnum.WorkSheet:
                    continue
                sheet = book.get_sheet_by_name(about.name)
                if sheet.total_height * sheet.total_width > 3 * MOST_CELLS:
                    raise _too_big(path.name)
                rows = sheet.to_python(skip_empty_area=False)
                merges = tuple(sheet.merged_cell_ranges or ())
                found.append(Sheet(about.name, rows, about.visible is not SheetVisibleEnum.Visible, merges=merges))
    except PasswordError as error:
        raise FileTrouble(
            N_("{file} is protected with a password; save it without one and try again."), file=path.name
        ) from error
    except (CalamineError, OSError, ValueError, OverflowError, MemoryError, TypeError) as error:
        if "password" in str(error).lower() or "encrypt" in str(error).lower():
            raise FileTrouble(
                N_("{file} is protected with a password; save it without one and try again."), file=path.name
            ) from error
        raise _damaged(path.name) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a fault in the reading library, for odd files
            raise
        raise _damaged(path.name) from None
    if not found:
        raise _damaged(path.name)
    return tuple(found)
