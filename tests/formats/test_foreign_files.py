"""The file forms that lists of activities come in, and files that are broken or made to harm."""

from __future__ import annotations

import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from excel_plans import small_plan, written
from openpyxl import load_workbook

from planner.domain.model import Activity
from planner.errors import FileTrouble
from planner.formats.foreign import Answers, DateOrder, read_any_sheets, read_foreign
from planner.language import translator

LINES = (
    "Gemeente;Activiteit;Begin;Einde;Voortgang;Opmerking\r\n"
    'A;"Afspraken; met regio";09-01-2023;29-09-2023;12,5%;"twee\r\nregels"\r\n'
    "B;Coördinatie;na de zomer 2023;begin 2024\r\n"
)


def names(path: Path) -> set[str]:
    plan = small_plan()
    after = plan.with_step(read_foreign(path, plan).step)
    return {a.name for a in after.rows(Activity) if a.source_uid}


def sentence(path: Path) -> str:
    with pytest.raises(FileTrouble) as caught:
        read_any_sheets(path, small_plan())
    said = translator("nl").translate(caught.value.message)
    assert path.name in said and "\n" not in said
    return said


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_texts_in_every_code_page_and_with_every_mark(tmp_path: Path, code: str, mark: str):
    lines = LINES.replace("12,5%", "12%").replace("Afspraken; met", "Afspraken met").replace(";", mark)
    (tmp_path / "lijst.csv").write_bytes(lines.encode(code))
    assert names(tmp_path / "lijst.csv") == {"Afspraken met regio", "Coördinatie"}


def test_quotes_newlines_ragged_rows_and_decimal_commas(tmp_path: Path):
    (tmp_path / "lijst.csv").write_bytes(LINES.encode())
    plan = small_plan()
    after = plan.with_step(read_foreign(tmp_path / "lijst.csv", plan).step)
    found = {a.name: a for a in after.rows(Activity)}
    assert found["Afspraken; met regio"].percent_complete == 13
    assert "twee" in found["Afspraken; met regio"].note and "regels" in found["Afspraken; met regio"].note


def test_the_real_texts_say_the_same_in_both_code_pages(shared_data: Path):
    folder = shared_data / "xlsx"
    assert names(folder / "gemeenten.csv") == names(folder / "gemeenten-utf8-bom.csv")


def test_hostile_and_other_files_end_in_one_sentence_or_are_read(shared_data: Path):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for path in (*sorted((shared_data / "hostile").iterdir()), *sorted((shared_data / "xlsx").iterdir())):
        plan = small_plan()
        try:
            plan.with_step(read_any_sheets(path, plan, Answers(order=DateOrder.DAY_FIRST)).step)
        except FileTrouble as trouble:
            said = translator("nl").translate(trouble.message)
            assert path.name in said and "\n" not in said
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 600_000  # kB


def test_wrong_extensions_web_pages_and_noise(tmp_path: Path):
    (tmp_path / "tekst.xls").write_bytes(LINES.encode())
    assert names(tmp_path / "tekst.xls")  # many programs write text and call it .xls
    (tmp_path / "pagina.xls").write_bytes(b"<html><table><tr><td>Taak</td></tr></table></html>")
    assert "webpagina" in sentence(tmp_path / "pagina.xls")
    (tmp_path / "ruis.csv").write_bytes(bytes(range(256)) * 20)
    sentence(tmp_path / "ruis.csv")
    (tmp_path / "leeg.csv").write_bytes(b"")
    sentence(tmp_path / "leeg.csv")
    (tmp_path / "kapot.ods").write_bytes(b"PK\x03\x04" + b"\0" * 300)
    sentence(tmp_path / "kapot.ods")
    sentence(tmp_path / "is er niet.csv")


def open_document(path: Path, rows: str, start: str = "") -> Path:
    """The least that is a spreadsheet of LibreOffice."""
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?>{start}<office:document-content{spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="Blad">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
        packed.writestr("content.xml", content)
    return path


def test_repeated_cells_and_entities_in_open_document_are_refused_before_they_grow(tmp_path: Path):
    value = 'office:value-type="string" table:number-columns-repeated="16000"'
    cell = f"<table:table-cell {value}><text:p>x</text:p></table:table-cell>"
    bomb = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    assert "te groot" in sentence(open_document(tmp_path / "bom.ods", bomb))
    start = '<!DOCTYPE a [<!ENTITY b "c">]>'
    assert "definities" in sentence(open_document(tmp_path / "lach.ods", "", start))


def test_a_million_rows_end_in_a_sentence_within_limits(tmp_path: Path):
    path = tmp_path / "miljoen.csv"
    path.write_bytes(b"Taak;Start;Einde\r\n" + b"Een;1-2-2023;3-4-2023;a;b;c\r\n" * 1_000_000)
    script = (
        "import sys, resource\nfrom pathlib import Path\nfrom planner.errors import FileTrouble\n"
        "from planner.formats.foreign import open_book\n"
        "resource.setrlimit(resource.RLIMIT_AS, (2_000_000_000, 2_000_000_000))\n"
        "try:\n    open_book(Path(sys.argv[1]))\nexcept FileTrouble as trouble:\n    print(trouble)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)
    said, used = done.stdout.splitlines()
    assert "too big" in said and int(used) < 1_000_000  # kB


def test_our_own_workbook_is_compared_and_not_mapped(tmp_path: Path):
    plan = small_plan()
    path = written(plan, tmp_path)
    assert not read_any_sheets(path, plan).step.changes
    book = load_workbook(path)
    del book["_ketenplanner"]
    book.save(path)
    assert not read_any_sheets(path, plan).step.changes
