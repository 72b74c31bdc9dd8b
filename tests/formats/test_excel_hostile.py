"""Files that are broken, foreign or made to harm: one sentence that names the file, and nothing else happens."""

from __future__ import annotations

import os
import resource
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from excel_plans import small_plan, written
from openpyxl import Workbook

from planner.errors import FileTrouble
from planner.formats.excel import read_workbook
from planner.language import translator

SHEET = "xl/worksheets/sheet2.xml"


def trouble(path: Path) -> str:
    """The one sentence about a file, in Dutch."""
    with pytest.raises(FileTrouble) as caught:
        read_workbook(path, small_plan())
    sentence = translator("nl").translate(caught.value.message)
    assert path.name in sentence and "\n" not in sentence
    return sentence


def repacked(folder: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """A workbook of ours with its parts changed."""
    good, bad = written(small_plan(), folder), folder / "bad.xlsx"
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(bad, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return bad


def test_every_hostile_file_is_refused_in_one_sentence(shared_data: Path):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for path in sorted((shared_data / "hostile").iterdir()):
        trouble(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 600_000  # kB


def test_other_peoples_files_are_refused_in_one_sentence(shared_data: Path):
    for folder in ("xlsx", "plan-formats"):
        for path in sorted((shared_data / folder).iterdir()):
            if path.is_file():
                trouble(path)


@pytest.mark.parametrize("name", ["poi__60320-protected.xlsx", "poi__protected_passtika.xlsx"])
def test_a_password_is_called_a_password(shared_data: Path, name: str):
    assert "wachtwoord" in trouble(shared_data / "hostile" / name)


def test_what_is_no_workbook_is_said_to_be_none(tmp_path: Path):
    for name, content in (
        ("leeg.xlsx", b""),
        ("tekst.xlsx", b"geen werkmap"),
        ("zip.xlsx", b"PK\x03\x04" + b"\0" * 400),
    ):
        (tmp_path / name).write_bytes(content)
        trouble(tmp_path / name)
    with zipfile.ZipFile(tmp_path / "plaatjes.xlsx", "w") as packed:
        packed.writestr("een.png", b"niets")
    trouble(tmp_path / "plaatjes.xlsx")
    trouble(tmp_path / "bestaat-niet.xlsx")
    trouble(tmp_path)


def test_a_workbook_of_somebody_else_is_said_to_be_foreign(tmp_path: Path):
    book = Workbook()
    book.active.append(["Activiteit", "Begin", "Eind"])
    book.save(tmp_path / "vreemd.xlsx")
    assert "niet door dit programma gemaakt" in trouble(tmp_path / "vreemd.xlsx")


def test_a_file_cut_short_anywhere_is_damaged(tmp_path: Path):
    whole = written(small_plan(), tmp_path).read_bytes()
    for part in range(1, 12):
        (tmp_path / "half.xlsx").write_bytes(whole[: len(whole) * part // 12])
        trouble(tmp_path / "half.xlsx")


def test_flipped_bytes_never_get_through_as_something_else(tmp_path: Path):
    whole, plan = written(small_plan(), tmp_path).read_bytes(), small_plan()
    for place in range(0, len(whole), max(1, len(whole) // 60)):
        (tmp_path / "om.xlsx").write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            assert read_workbook(tmp_path / "om.xlsx", plan).refused  # another plan's workbook
        except FileTrouble as error:
            assert "om.xlsx" in str(error)


def test_entities_are_not_expanded(tmp_path: Path):
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'

    def planted(name: str, content: bytes) -> bytes:
        return bomb + content.partition(b"?>")[2] if name == "xl/workbook.xml" else content

    assert "definities" in trouble(repacked(tmp_path, planted))


def test_a_zip_bomb_is_too_big(tmp_path: Path):
    path = tmp_path / "bom.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed,
        packed.open("xl/workbook.xml", "w", force_zip64=True) as stream,
    ):
        for _ in range(410):
            stream.write(b" " * 1_000_000)
    assert path.stat().st_size < 4_000_000
    assert "te groot" in trouble(path)


def test_a_zip_that_lies_about_its_sizes_is_damaged(tmp_path: Path):
    path = repacked(tmp_path, lambda name, content: content + b" " * 3_000_000 if name == SHEET else content)
    content = path.read_bytes()
    with zipfile.ZipFile(path) as packed:
        size = packed.getinfo(SHEET).file_size.to_bytes(4, "little")
    path.write_bytes(content.replace(size, (1000).to_bytes(4, "little")))
    assert "beschadigd" in trouble(path)


def test_two_cells_at_the_corners_of_a_sheet_do_not_take_all_memory(tmp_path: Path):
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    path = repacked(tmp_path, lambda name, content: content.replace(b"</sheetData>", far) if name == SHEET else content)
    assert "te groot" in trouble(path)


def test_a_million_rows_are_too_many(tmp_path: Path):
    rows = b"".join(
        b'<row r="%d"><c r="A%d"><v>1</v></c><c r="T%d"><v>1</v></c></row>' % (n, n, n) for n in range(9, 1_000_000, 20)
    )
    end = rows + b"</sheetData>"
    path = repacked(tmp_path, lambda name, content: content.replace(b"</sheetData>", end) if name == SHEET else content)
    assert "te groot" in trouble(path)


def test_a_newer_layout_is_refused(tmp_path: Path):
    from excel_plans import Edited

    edited = Edited(written(small_plan(), tmp_path))
    edited.book["_ketenplanner"]["B1"] = 99
    assert "nieuwere versie" in trouble(edited.save())


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read and write everything")
def test_a_file_that_may_not_be_read_says_why(tmp_path: Path):
    path = written(small_plan(), tmp_path)
    path.chmod(0)
    trouble(path)


def test_a_target_that_cannot_be_written_says_why_and_stays_as_it_was(tmp_path: Path):
    with pytest.raises(FileTrouble, match=r"plan\.xlsx"):
        written(small_plan(), tmp_path / "er-is-geen-map")
    (tmp_path / "plan.xlsx").mkdir()
    with pytest.raises(FileTrouble, match=r"plan\.xlsx"):
        written(small_plan(), tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["plan.xlsx"]
