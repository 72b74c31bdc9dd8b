"""The guard: a file is looked at before any reader gets it, and only sheets of plain values come in.

Every file is treated as hostile: a zip may lie about its sizes, XML may hold entities that explode,
two cells at the corners of a sheet may ask for all of memory.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser

from planner.errors import FileTrouble
from planner.formats.excel.cells import Cell
from planner.message import N_

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OLD_BOOKS = ("Workbook\0".encode("utf-16-le"), "Book\0".encode("utf-16-le"))
MOST_PARTS = 5_000
MOST_BYTES = 400_000_000  # of all parts together, unpacked
MOST_CELLS = 12_000_000  # in the rectangle that holds a sheet's cells: what a reader lays out in memory
MOST_ODD = 100_000
"""Cells without a value that are kept, each with the first characters of what stands there."""
MOST_TEXT = 200
CHUNK = 1 << 20
LONGEST_COLUMN = 4  # letters
EDGE = 4_096  # carried over from one chunk to the next, so that nothing is cut in two
SPOT = re.compile(r"([A-Z]{1,4})([0-9]{1,8})")
DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
WIDE_DECLARATION = re.compile(rb"<\x00!\x00[DE]\x00|\x00<\x00!\x00[DE]", re.IGNORECASE)


class OddCell(str):
    """What stands in a cell that has no value: an error such as #N/A, or a formula that came without its result."""

    __slots__ = ()


Odd = dict[tuple[int, int], str]
"""Cells without a value, by row and column from 1: errors, and formulas (with their mark) without a result."""


@dataclass(frozen=True)
class RawSheet:
    """A sheet's cells as plain values, from A1 on; an empty cell is an empty text."""

    title: str
    rows: list[list[Any]] = field(default_factory=list)


def open_sheets(path: Path) -> list[RawSheet]:
    """All sheets of an .xlsx or .xlsm file. FileTrouble, in one sentence, for anything that is not one."""
    try:
        with path.open("rb") as file:
            odd = _look_at(path.name, file)
    except OSError as error:
        raise FileTrouble(
            N_("{file} cannot be read: {reason}."), file=path.name, reason=error.strerror or str(error)
        ) from None
    sheets = _sheets(path)
    for sheet in sheets:
        for (row, column), text in odd.get(sheet.title, {}).items():
            if not 1 <= row <= len(sheet.rows):
                continue
            cells = sheet.rows[row - 1]
            cells.extend([""] * (column - len(cells)))
            if cells[column - 1] == "":
                cells[column - 1] = OddCell(text)
    return sheets


def _look_at(name: str, file: IO[bytes]) -> dict[str, Odd]:
    """Refuse what is no workbook; else the cells without a value, by sheet."""
    start = file.read(8)
    if start == OLE:
        file.seek(0)
        _refuse_old(name, file.read(64_000_000))
    if not start.startswith(b"PK"):
        raise FileTrouble(N_("{file} is not an Excel workbook."), file=name)
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as packed:
            return _look_inside(name, packed)
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, zipfile.zlib.error) as error:  # type: ignore[attr-defined]
        raise _damaged(name) from error
    except RuntimeError as error:  # a part with a password of its own
        raise FileTrouble(
            N_("{file} is protected with a password; save it without one and try again."), file=name
        ) from error


def _refuse_old(name: str, content: bytes) -> None:
    """A file of the kind before 2007: an encrypted workbook, an old one, or something else altogether."""
    if ENCRYPTED in content:
        raise FileTrouble(N_("{file} is protected with a password; save it without one and try again."), file=name)
    if any(stream in content for stream in OLD_BOOKS):
        raise FileTrouble(
            N_("{file} is a workbook of an old kind; save it as an Excel workbook (.xlsx) and try again."), file=name
        )
    raise FileTrouble(N_("{file} is not an Excel workbook."), file=name)


def _damaged(name: str) -> FileTrouble:
    return FileTrouble(N_("{file} is damaged and cannot be read as an Excel workbook."), file=name)


def _look_inside(name: str, packed: zipfile.ZipFile) -> dict[str, Odd]:
    parts = packed.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise FileTrouble(N_("{file} is too big to be read as a plan."), file=name)
    names = {part.filename for part in parts}
    if len(names) != len(parts):
        raise _damaged(name)
    if "mimetype" in names and "content.xml" in names:
        raise FileTrouble(N_("{file} is not an Excel workbook; save it as one (.xlsx) and try again."), file=name)
    if "xl/workbook.bin" in names or not any(part.startswith("xl/") for part in names):
        raise FileTrouble(N_("{file} is not an Excel workbook; save it as one (.xlsx) and try again."), file=name)
    found: dict[str, Odd] = {}
    for part in parts:
        # Reading a part to its end proves its declared size and checksum.
        with packed.open(part) as stream:
            odd = _look_at_part(name, part.filename, stream)
            if odd:
                found[part.filename] = odd
    return {title: found[part] for title, part in sheet_parts(packed).items() if part in found} if found else {}


def sheet_parts(packed: zipfile.ZipFile) -> dict[str, str]:
    """The part that holds each sheet, by the sheet's title."""
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        book = fromstring(packed.read("xl/workbook.xml"))
        relations = fromstring(packed.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ParseError, ValueError):
        return {}
    targets = {each.get("Id"): str(each.get("Target", "")) for each in relations}
    found: dict[str, str] = {}
    for sheet in (each for each in book.iter() if each.tag.rpartition("}")[2] == "sheet"):
        relation = next((value for name, value in sheet.attrib.items() if name.rpartition("}")[2] == "id"), "")
        target = targets.get(relation, "")
        found[str(sheet.get("name", ""))] = target[1:] if target.startswith("/") else f"xl/{target}"
    return found


def _look_at_part(name: str, part: str, stream: IO[bytes]) -> Odd:
    is_xml = part.lower().endswith((".xml", ".rels", ".vml"))
    extent = _Extent(name) if is_xml and "/worksheets/" in part and part.lower().endswith(".xml") else None
    rest = b""
    while chunk := stream.read(CHUNK):
        if not is_xml:
            continue
        text = rest + chunk
        if DECLARATION.search(text) or WIDE_DECLARATION.search(text):
            raise _declaring(name)
        if extent is not None:
            extent.feed(chunk)
        rest = text[-EDGE:]
    if extent is None:
        return {}
    extent.close()
    return extent.odd


def _declaring(name: str) -> FileTrouble:
    return FileTrouble(N_("{file} holds definitions that an Excel workbook never has; it was not read."), file=name)


class _Extent(ContentHandler):
    """Follows the XML of a sheet in any form, and refuses one whose cells span more than a reader could lay out."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name, self._rows, self._columns = name, 0, 0
        self.odd: Odd = {}
        self._cell = (0, 0)
        self._inside = self._kind = ""
        self._text: list[str] = []
        self._formula = self._error = self._valued = False
        self._parser = make_parser()
        self._parser.forbid_dtd = True
        self._parser.setContentHandler(self)

    def feed(self, chunk: bytes) -> None:
        """Take in the next bytes; FileTrouble for what is too big, no XML, or declares anything."""
        try:
            self._parser.feed(chunk)  # type: ignore[attr-defined]
        except DefusedXmlException:
            raise _declaring(self._name) from None
        except SAXException as error:
            raise _damaged(self._name) from error

    def close(self) -> None:
        """The sheet is at its end; FileTrouble if that is in the middle of something."""
        try:
            self._parser.close()  # type: ignore[attr-defined]
        except SAXException as error:
            raise _damaged(self._name) from error

    def startElement(self, name: str, attrs: Any) -> None:
        local = name.rpartition(":")[2]
        if local in ("f", "v"):
            self._inside, self._text = local, []
            self._valued |= local == "v" and self._kind == "str"  # a formula whose result is an empty text
            return
        if local not in ("row", "c"):
            return
        place = str(attrs.get("r", ""))
        letters = place.rstrip("0123456789")
        digits = place[len(letters) :]
        if digits:
            self._rows = max(self._rows, int(digits[:12]))
        column = 0
        if letters and len(letters) <= LONGEST_COLUMN and letters.isascii() and letters.isalpha():
            column = _column_number(letters.encode())
            self._columns = max(self._columns, column)
        if self._rows * self._columns > MOST_CELLS:
            raise FileTrouble(N_("{file} is too big to be read as a plan."), file=self._name)
        if local == "c":
            self._cell = (int(digits[:12] or 0), column)
            self._kind = str(attrs.get("t", ""))
            self._formula, self._valued, self._error = False, False, self._kind == "e"

    def characters(self, content: str) -> None:
        if self._inside and (self._inside == "f" or self._error):
            self._text.append(content)
        elif self._inside == "v" and content:
            self._valued = True

    def endElement(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local == "f":
            self._formula = True
            self._add("=" + "".join(self._text))
        elif local == "v" and self._error:
            self._add("".join(self._text) or "#")
        elif local == "c" and self._formula and self._valued:
            self.odd.pop(self._cell, None)
        if local in ("f", "v"):
            self._inside = ""

    def _add(self, text: str) -> None:
        if len(self.odd) < MOST_ODD and self._cell[1]:
            self.odd[self._cell] = text[:MOST_TEXT]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _sheets(path: Path) -> list[RawSheet]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

    found: list[RawSheet] = []
    try:
        with CalamineWorkbook.from_path(path) as book:
            for sheet in book.sheets_metadata:
                if sheet.typ is SheetTypeEnum.WorkSheet:
                    rows = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
                    found.append(RawSheet(sheet.name, rows))
    except PasswordError as error:
        raise FileTrouble(
            N_("{file} is protected with a password; save it without one and try again."), file=path.name
        ) from error
    except (CalamineError, OSError, ValueError, OverflowError, MemoryError, TypeError) as error:
        raise _damaged(path.name) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a fault in the reading library, for odd files
            raise
        raise _damaged(path.name) from None
    if not found:
        raise FileTrouble(
            N_("{file} shows no sheets; save it as an ordinary Excel workbook (.xlsx, not “strict”) and try again."),
            file=path.name,
        )
    return found


# --- a second look ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands in a cell in full: a formula or an error as its text, and the number format."""

    value: Cell
    number_format: str = "General"

    @property
    def is_formula(self) -> bool:
        return isinstance(self.value, str) and self.value.startswith("=")


class SecondLook:
    """Cells read again with openpyxl, where plain values do not tell enough; the file is opened when first asked."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._sheets: dict[str, dict[tuple[int, int], Seen]] = {}

    def at(self, sheet: str, row: int, column: int) -> Seen:
        """What stands at a row and column, counted from 1."""
        if sheet not in self._sheets:
            self._sheets[sheet] = self._read(sheet)
        return self._sheets[sheet].get((row, column), Seen(None))

    def _read(self, title: str) -> dict[tuple[int, int], Seen]:
        from openpyxl import load_workbook

        found: dict[tuple[int, int], Seen] = {}
        try:
            book = load_workbook(self._path, read_only=True, keep_links=False)
        except Exception as error:  # openpyxl raises anything for odd files
            raise _damaged(self._path.name) from error
        try:
            for row in book[title].iter_rows():
                for cell in row:
                    if cell.value is not None:
                        found[(cell.row, cell.column)] = Seen(cell.value, cell.number_format)  # type: ignore[index]
        except Exception as error:
            raise _damaged(self._path.name) from error
        finally:
            book.close()
        return found


def place(sheet: str, row: int, column: int) -> str:
    """A cell as Excel writes it: Planning!E14."""
    return f"{sheet}!{column_letters(column)}{row}"


def column_letters(column: int) -> str:
    """A column (from 1) as Excel names it: A, Z, AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def spot_of(text: str) -> tuple[str, int, int] | None:
    """The sheet, row and column (from 1) that a place such as Planning!E14 names; None where it names no cell."""
    sheet, mark, cell = text.rpartition("!")
    found = SPOT.fullmatch(cell) if mark else None
    return (sheet, int(found[2]), _column_number(found[1].encode())) if found else None
