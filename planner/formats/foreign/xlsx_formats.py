"""What an .xlsx file says beside its values, read from its parts: openpyxl fails on odd styles, and is slow.

Only to be used on files that the door of workbooks has let through: no entities, sizes within limits.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from planner.formats.foreign.grid import Sheet, Spot

LARGEST_PART = 120_000_000
ROW = re.compile(rb"<(?:\w+:)?row\b(?=[^>]*\b(?:hidden|outlineLevel)=)([^>]*)>")
COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*\bhidden=[^>]*)>")
VALUELESS = re.compile(
    rb"<(?:\w+:)?f\b([^>]*?)(?:/>|>([^<]*)</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</|</(?:\w+:)?c>)"
)
REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
MERGE = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
MOST_MERGES = 20_000
ATTRIBUTE = re.compile(rb'(\w+)="([^"]*)"')
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
    """Fill in one sheet from its part; False where the part is too large to be looked at."""
    try:
        if packed.getinfo(part).file_size > LARGEST_PART:
            return False
        text = packed.read(part)
    except KeyError:
        return False
    hidden_rows: set[int] = set()
    for found in ROW.finditer(text):
        told = dict(ATTRIBUTE.findall(found[1]))
        row = _whole(told.get(b"r")) - 1
        if told.get(b"hidden") in (b"1", b"true"):
            hidden_rows.add(row)
        if level := _whole(told.get(b"outlineLevel")):
            sheet.levels[row] = level
    sheet.hidden_rows = frozenset(hidden_rows)
    sheet.hidden_columns = frozenset(_hidden_columns(text, sheet.width))
    _add_styles(text, styles, sheet)
    merges = [(_at_spot(m[1], m[2]), _at_spot(m[3], m[4])) for m in MERGE.finditer(text)]
    sheet.merges = tuple(merges[:MOST_MERGES])
    for found in VALUELESS.finditer(text):
        start = max(text.rfind(b"<c ", 0, found.start()), text.rfind(b":c ", 0, found.start()))
        reference = REFERENCE.search(text, start, found.start())
        if reference:
            sheet.uncomputed[_spot(reference)] = "=" + (found[2] or b"").decode("utf-8", "replace")
    _add_comments(packed, part, sheet)
    return True


def _hidden_columns(text: bytes, width: int) -> Iterator[int]:
    for found in COLUMN.finditer(text):
        told = dict(ATTRIBUTE.findall(found[1]))
        if told.get(b"hidden") in (b"1", b"true"):
            yield from range(_whole(told.get(b"min")) - 1, min(_whole(told.get(b"max")), width))


def _add_styles(text: bytes, styles: list[CellFormat], sheet: Sheet) -> None:
    reporting_refusals = {number: look for number, look in enumerate(styles) if look.tells}
    if not reporting_refusals:
        return
    numbers = b"|".join(str(number).encode() for number in reporting_refusals)
    styled = re.compile(rb"<(?:\w+:)?c\b([^>]*?\bs=\"(" + numbers + rb")\"[^>]*)>")
    bold: set[Spot] = set()
    percents: set[Spot] = set()
    for found in styled.finditer(text):
        reference = REFERENCE.search(found[1])
        if reference is None:
            continue
        spot, look = _spot(reference), reporting_refusals[int(found[2])]
        if look.bold:
            bold.add(spot)
        if look.percent:
            percents.add(spot)
        if look.fill:
            sheet.fills[spot] = look.fill
        if look.indent:
            sheet.indents[spot] = look.indent
    sheet.bold, sheet.percents = frozenset(bold), frozenset(percents)


def _spot(reference: re.Match[bytes]) -> Spot:
    return _at_spot(reference[1], reference[2])


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
                reference = REFERENCE.search(f'r="{one.get("ref")}"'.encode())
                text = "".join(e.text or "" for e in one.iter() if _name(e) == "t").strip()
                first, mark, rest = text.partition("\n")
                if mark and first.endswith(":"):
                    text = rest.strip()
                if reference and text and len(sheet.comments) < 10_000:
                    sheet.comments[_spot(reference)] = text[:2000]
