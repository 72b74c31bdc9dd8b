"""The same sheet in another form of XML (quotes, order of attributes, prefix, encoding) is read the same."""

from __future__ import annotations

import random
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from planner.errors import FileTrouble
from planner.formats.excel.file_guard import open_sheets
from planner.formats.foreign.opening import open_book

SHEET = "xl/worksheets/sheet1.xml"


def _list(path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    for row in (("Taak", "Start"), ("Fase", None), ("Werk", "2024-01-01"), ("Meer", "2024-02-01"), ("Weg", "=1+1")):
        sheet.append(row)
    sheet["A2"].font = Font(bold=True)
    sheet["A3"].alignment = Alignment(indent=2)
    sheet.row_dimensions[3].outlineLevel = 1
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.merge_cells("A6:B7")
    book.save(path)
    return path


def _rewritten(source: Path, target: Path, change) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(part.filename, change(content) if part.filename == SHEET else content)
    return target


def _single(content: bytes) -> bytes:
    return content.replace(b'"', b"'")


def _reversed(content: bytes) -> bytes:
    def turned(tag: re.Match[bytes]) -> bytes:
        attributes = re.findall(rb'\s[\w:]+="[^"]*"', tag[2])
        return b"<" + tag[1] + b"".join(reversed(attributes)) + tag[3] + b">"

    return re.sub(rb'<([\w:]+)((?:\s[\w:]+="[^"]*")+)\s*(/?)>', turned, content)


def _prefixed(content: bytes) -> bytes:
    content = re.sub(rb"<(/?)(\w)", rb"<\1x:\2", content)
    return content.replace(b"xmlns=", b"xmlns:x=")


def _wide(content: bytes) -> bytes:
    text = content.decode("utf-8")
    text = re.sub(r"<\?xml[^>]*\?>", "", text)
    return ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16")


def _spaced(content: bytes) -> bytes:
    return content.replace(b'="', b' = "').replace(b"/>", b"\n />")


FORMS = (_single, _reversed, _prefixed, _spaced)


def _seen(path: Path):
    sheet = open_book(path).sheets[0]
    return (
        sheet.hidden_rows,
        sheet.hidden_columns,
        dict(sheet.levels),
        sheet.bold,
        sheet.percents,
        dict(sheet.indents),
        sheet.merges,
        dict(sheet.uncomputed),
    )


@pytest.mark.parametrize("seed", range(12))
def test_that_the_form_of_the_xml_makes_no_difference(tmp_path: Path, seed: int):
    plain = _list(tmp_path / "gewoon.xlsx")
    chance = random.Random(seed)
    forms = [form for form in FORMS if chance.random() < 0.6] or [_single]
    if _single in forms and _reversed in forms:
        forms.remove(_reversed)  # it is written for double quotes

    def change(content: bytes) -> bytes:
        for form in sorted(forms, key=lambda f: f is _single):
            content = form(content)
        return content

    other = _rewritten(plain, tmp_path / "anders.xlsx", change)
    assert _seen(other) == _seen(plain)
    assert _seen(plain)[0] == {3} and _seen(plain)[2] == {2: 1}
    assert [s.rows for s in open_sheets(other)] == [s.rows for s in open_sheets(plain)]


@pytest.mark.parametrize("form", [*FORMS, _wide])
def test_that_a_sheet_which_claims_all_of_memory_is_refused_in_any_form(tmp_path: Path, form):
    huge = b'<c r="XFD1048576" t="n"><v>1</v></c>'
    plain = _list(tmp_path / "gewoon.xlsx")

    def change(content: bytes) -> bytes:
        return form(content.replace(b"</sheetData>", b'<row r="1048576">' + huge + b"</row></sheetData>"))

    with pytest.raises(FileTrouble, match="too big"):
        open_sheets(_rewritten(plain, tmp_path / "groot.xlsx", change))


def test_that_the_files_that_were_seen_are_read_alike(shared_data: Path):
    cases = shared_data / "cases" / "excel"
    assert _seen(cases / "single.xlsx") == _seen(cases / "double.xlsx")
    for name in ("single-quoted.xlsx", "double-quoted.xlsx"):
        with pytest.raises(FileTrouble):
            open_book(cases / name)
