"""What an .xlsx file says beside its values, read from its parts: openpyxl fails on odd styles, and is slow.

Only to be used on files that the guard of workbooks has let through: no entities, sizes within limits.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException
from defusedxml.sax import parseString

from planner.formats.foreign.grid import Sheet, Spot

LARGEST_PART = 120_000_000
REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
MOST_MERGES = 20_000
TRUE = ("1", "true")
BUILT_IN_PERCENTS = {9, 10}


@dataclass(frozen=True, slots=True)
class CellFormat:
    """What a style says: bold, a fill colour or none, an indent, shown as a percentage."""

    bold: bool = False
    fill: str = ""
    indent: int = 0
    percent: bool = False

    @property
    def tells(self) -> bool:
        return self != CellFormat()


def add_looks(path: Path, sheets: Iterable[Sheet]) -> tuple[bool, bool]:
    """Fill in looks, hidden parts and comments of sheets; returns (1904 epoch, whether all could be read)."""
    with zipfile.ZipFile(path) as packed:
        book = _xml(packed, "xl/workbook.xml")
        if book is None:
            return False, False
        properties = next((e for e in book.iter() if _name(e) == "workbookPr"), None)
        epoch_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        styles = _styles(packed)
        parts = _parts(packed, book)
        whole = True
        for sheet in sheets:
            part, state = parts.get(sheet.title, ("", ""))
            sheet.hidden = state in ("hidden", "veryHidden")
            whole &= _look_at(packed, part, styles, sheet)
    return epoch_1904, whole


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _xml(packed: zipfile.ZipFile, part: str) -> Element | None:
    """A part as XML; None where it is gone, too large or no XML."""
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        if packed.getinfo(part).file_size > LARGEST_PART // 4:
            return None
        return fromstring(packed.read(part))
    except (KeyError, ParseError, ValueError):
        return None


def _relations(packed: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Id of a relation -> (its type's last word, the part it leads to)."""
    folder, name = posixpath.split(part)
    found: dict[str, tuple[str, str]] = {}
    for relation in _xml(packed, f"{folder}/_rels/{name}.rels") or ():
        target = relation.get("Target") or ""
        target = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[relation.get("Id") or ""] = (relation.get("Type", "").rpartition("/")[2], target)
    return found


def _parts(packed: zipfile.ZipFile, book: Element) -> dict[str, tuple[str, str]]:
    """Title of a sheet -> (its part, its state)."""
    relations = _relations(packed, "xl/workbook.xml")
    found: dict[str, tuple[str, str]] = {}
    for sheet in (e for e in book.iter() if _name(e) == "sheet"):
        relation = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        found[sheet.get("name") or ""] = (relations.get(relation, ("", ""))[1], sheet.get("state") or "")
    return found


def _styles(packed: zipfile.ZipFile) -> list[CellFormat]:
    """The look of each cell style, by its number."""
    root = _xml(packed, "xl/styles.xml")
    if root is None:
        return []
    part: dict[str, Any] = {_name(e): e for e in root}
    bold = [any(_name(e) == "b" and e.get("val") not in ("0", "false") for e in f) for f in part.get("fonts", ())]
    fills = [_fill(fill) for fill in part.get("fills", ())]
    formats = {_whole(e.get("numFmtId")): e.get("formatCode") or "" for e in part.get("numFmts", ())}
    looks: list[CellFormat] = []
    for xf in part.get("cellXfs", ()):
        aligned = next((e for e in xf if _name(e) == "alignment"), None)
        number = _whole(xf.get("numFmtId"))
        looks.append(
            CellFormat(
                _at(bold, xf.get("fontId"), False),
                _at(fills, xf.get("fillId"), ""),
                min(_whole(aligned.get("indent")), 20) if aligned is not None else 0,
                number in BUILT_IN_PERCENTS or "%" in formats.get(number, ""),
            )
        )
    return looks


def _fill(fill: Element) -> str:
    """The colour of a fill in any form that tells colours apart; empty for none and for white."""
    for pattern in fill:
        if pattern.get("patternType") in (None, "none"):
            continue
        for colour in pattern:
            if _name(colour) != "fgColor":
                continue
            rgb = (colour.get("rgb") or "").upper()
            if rgb[-6:] == "FFFFFF" or colour.get("theme") == "0" or colour.get("indexed") in ("9", "65"):
                return "" if not colour.get("tint") else f"tint {colour.get('tint')}"
            return rgb or " ".join(f"{key} {value}" for key, value in sorted(colour.attrib.items()))
    return ""


def _at(values: list[Any], index: str | None, otherwise: Any) -> Any:
    number = _whole(index)
    return values[number] if 0 <= number < len(values) else otherwise


def _whole(text: str | bytes | None) -> int:
    try:
        return int(text or 0)
    except ValueError:
        return 0


def _look_at(packed: zipfile.ZipFile, part: str, styles: list[CellFormat], sheet: Sheet) -> bool:
    """Fill in one sheet from its part; False where the part is too large to be looked at, or no XML."""
    try:
        if packed.getinfo(part).file_size > LARGEST_PART:
            return False
        text = packed.read(part)
    except KeyError:
        return False
    found = _SheetParts(styles, sheet)
    try:
        parseString(text, found, forbid_dtd=True)
    except (SAXException, DefusedXmlException, ValueError):
        return False
    sheet.hidden_rows, sheet.hidden_columns = frozenset(found.hidden_rows), frozenset(found.hidden_columns)
    sheet.bold, sheet.percents = frozenset(found.bold), frozenset(found.percents)
    sheet.merges = tuple(found.merges)
    _add_comments(packed, part, sheet)
    return True


class _SheetParts(ContentHandler):
    """Follows the XML of a sheet in any form and gathers what it says beside values."""

    def __init__(self, styles: list[CellFormat], sheet: Sheet) -> None:
        super().__init__()
        self._styles = {str(number): style for number, style in enumerate(styles) if style.tells}
        self._sheet = sheet
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.bold: set[Spot] = set()
        self.percents: set[Spot] = set()
        self.merges: list[tuple[Spot, Spot]] = []
        self._cell: Spot | None = None
        self._texts: dict[str, str] = {}  # of the parts of a cell: its formula, its value
        self._inside = ""

    def startElement(self, name: str, attrs: Any) -> None:
        match name.rpartition(":")[2]:
            case "c":
                self._cell, self._texts = _spot(attrs.get("r")), {}
                self._add_style(attrs.get("s"))
            case "f" | "v" | "is" as part:
                self._inside = part
                self._texts[part] = ""
            case "row":
                self._add_row(attrs)
            case "col" if attrs.get("hidden") in TRUE:
                last = min(_whole(attrs.get("max")), self._sheet.width)
                self.hidden_columns.update(range(_whole(attrs.get("min")) - 1, last))
            case "mergeCell" if len(self.merges) < MOST_MERGES:
                first, _, last = str(attrs.get("ref", "")).partition(":")
                corners = _spot(first), _spot(last)
                if corners[0] is not None and corners[1] is not None:
                    self.merges.append((corners[0], corners[1]))

    def characters(self, content: str) -> None:
        if self._inside:
            self._texts[self._inside] += content

    def endElement(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local == self._inside:
            self._inside = ""
        if local == "c" and self._cell is not None and "f" in self._texts and not self._has_value():
            self._sheet.uncomputed[self._cell] = "=" + self._texts["f"]

    def _has_value(self) -> bool:
        return bool(self._texts.get("v", "").strip()) or "is" in self._texts

    def _add_row(self, attrs: Any) -> None:
        row = _whole(attrs.get("r")) - 1
        if attrs.get("hidden") in TRUE:
            self.hidden_rows.add(row)
        if level := _whole(attrs.get("outlineLevel")):
            self._sheet.levels[row] = level

    def _add_style(self, number: str | None) -> None:
        style = self._styles.get(number or "0")
        if style is None or self._cell is None:
            return
        if style.bold:
            self.bold.add(self._cell)
        if style.percent:
            self.percents.add(self._cell)
        if style.fill:
            self._sheet.fills[self._cell] = style.fill
        if style.indent:
            self._sheet.indents[self._cell] = style.indent


def _spot(reference: str | None) -> Spot | None:
    found = REFERENCE.fullmatch(reference or "")
    return _at_spot(found[1].encode(), found[2].encode()) if found else None


def _at_spot(letters: bytes, digits: bytes) -> Spot:
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return int(digits) - 1, column - 1


def _add_comments(packed: zipfile.ZipFile, part: str, sheet: Sheet) -> None:
    """What people wrote beside cells; the name that Excel puts before it is left out."""
    for kind, target in _relations(packed, part).values():
        if kind != "comments":
            continue
        for comment in (e for e in _xml(packed, target) or () if _name(e) == "commentList"):
            for one in comment:
                spot = _spot(one.get("ref"))
                text = "".join(e.text or "" for e in one.iter() if _name(e) == "t").strip()
                first, mark, rest = text.partition("\n")
                if mark and first.endswith(":"):
                    text = rest.strip()
                if spot is not None and text and len(sheet.comments) < 10_000:
                    sheet.comments[spot] = text[:2000]
