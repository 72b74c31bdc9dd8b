"""Text files with columns: which code page, which mark between cells, and what stands in the cells."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from planner.errors import FileTrouble
from planner.formats.foreign.grid import Sheet
from planner.message import N_

LARGEST = 60_000_000  # bytes
MOST_CELLS = 4_000_000
MARKS = (";", "\t", ",", "|")
LINES_LOOKED_AT = 60
LONGEST_CELL = 1_000_000
"""Over Excel's own length of a cell on purpose: a quote that was never closed must not be an error at once."""
WEB_PAGE = re.compile(r"\s*<(!doctype html|html|table|\?xml)", re.IGNORECASE)


def read_text(path: Path, content: bytes) -> Sheet:
    """A text file as a sheet that is called after the file. FileTrouble where it is no text with columns."""
    name = path.name
    if len(content) > LARGEST:
        raise FileTrouble(N_("{file} is too big to be read as a plan."), file=name)
    text = decoded(name, content)
    if WEB_PAGE.match(text):
        raise FileTrouble(N_("{file} is a web page or XML; save it as a workbook (.xlsx) and try again."), file=name)
    csv.field_size_limit(LONGEST_CELL)
    first, _, rest = text.partition("\n")
    told = re.fullmatch(r"sep=(.)\s*", first)  # Excel's own way to say which mark stands between cells
    text, mark = (rest, told[1]) if told else (text, mark_of(text))
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
            cells += len(row)
            if cells > MOST_CELLS:
                raise FileTrouble(N_("{file} is too big to be read as a plan."), file=name)
            rows.append(row)
    except csv.Error as error:
        raise _no_columns(name) from error
    return Sheet(path.stem[:80] or name, rows)


def _no_columns(name: str) -> FileTrouble:
    text = N_(
        "{file} cannot be read as text with columns: a quote does not end, or a cell is longer than {most} signs."
    )
    return FileTrouble(text, file=name, most=LONGEST_CELL)


def decoded(name: str, content: bytes) -> str:
    """The text of a file: by its mark, else UTF-8 where it is that, else windows-1252."""
    for mark, code in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _checked(name, content.decode(code, "replace"))
    if content[1:200:2].count(0) > 40 or (len(content) < 200 and content[1::2].count(0) * 3 > len(content)):
        return _checked(name, content.decode("utf-16-le", "replace"))
    try:
        return _checked(name, content.decode("utf-8"))
    except UnicodeDecodeError:
        return _checked(name, content.decode("cp1252", "replace"))


def _checked(name: str, text: str) -> str:
    odd = sum(ord(sign) < 32 and sign not in "\t\r\n\f\v" for sign in text[:4000])
    if odd or not text.strip():
        raise FileTrouble(N_("{file} is no text with columns and no workbook."), file=name)
    return text


def mark_of(text: str) -> str:
    """The mark that cuts most lines in the same number of cells."""
    lines = text[:200_000].splitlines()[:LINES_LOOKED_AT]
    best, most = ";", 0.0
    for mark in MARKS:
        counts = _cells_per_line(lines, mark)
        usual = max(set(counts), key=counts.count, default=1)
        same = counts.count(usual) / max(len(counts), 1)
        worth = (usual > 1) * (same + min(usual, 20) / 100)
        if worth > most:
            best, most = mark, worth
    return best


def _cells_per_line(lines: list[str], mark: str) -> list[int]:
    """How many cells a mark makes of each line; none where it makes a cell that is too long."""
    try:
        return [len(row) for row in csv.reader(lines, delimiter=mark) if row]
    except csv.Error:
        return []
