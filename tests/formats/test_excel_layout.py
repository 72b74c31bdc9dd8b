"""A workbook as people and other programs meet it."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from excel_plans import Edited, small_plan, written
from openpyxl import load_workbook

from planner.application.templates import template_plan
from planner.domain import edits
from planner.domain.changes import Step
from planner.domain.control.scenarios import keep_in, make_scenario
from planner.domain.fields import FIELDS
from planner.domain.plan import Plan
from planner.domain.scheduling import schedule
from planner.errors import EditRefused
from planner.formats.excel import read_workbook, write_workbook
from planner.formats.excel.layout import SHEETS
from planner.formats.excel.reader import workbook_header
from planner.language import translator

DUTCH = (
    *(
        "Overzicht",
        "Toelichting",
        "Planning",
        "Afhankelijkheden",
        "Organisaties",
        "Toezeggingen en moties",
        "Gereedheidscriteria",
    ),
    *(
        "Beoordelingen",
        "Ketenafspraken",
        "Risico's",
        "Besluiten",
        "Kengetallen",
        "Metingen",
        "Sporen",
        "Bronnen",
        "Vindplaatsen",
        "Go-no-go",
        "_ketenplanner",
    ),
)
SMALL = small_plan()


@pytest.fixture
def book(tmp_path: Path) -> Edited:
    return Edited(written(SMALL, tmp_path, seq=12))


def test_the_sheets_are_in_the_language_of_the_workbook(book: Edited, tmp_path: Path):
    assert tuple(book.book.sheetnames) == DUTCH
    assert book.book.active.title == "Overzicht"
    assert "Dependencies" in Edited(written(SMALL, tmp_path, "en")).book.sheetnames


@pytest.mark.parametrize("layout", SHEETS, ids=lambda layout: layout.kind)
def test_every_field_that_has_a_heading_is_on_its_sheet(layout):
    asked = {spec.name for spec in FIELDS[layout.kind] if spec.heading}
    assert set(layout.fields) == asked


def test_it_knows_what_it_was_made_from(book: Edited):
    header = workbook_header(book.path)
    assert (header.plan_id, header.seq, header.language) == (SMALL.programme.id, 12, "nl")
    assert book.book["_ketenplanner"].sheet_state == "veryHidden"
    assert {p.name: p.value for p in book.book.custom_doc_props.props}["ketenplanner.seq"] == 12


def test_tables_have_filters_frozen_headers_and_a_print_set_up(book: Edited):
    for layout in SHEETS:
        sheet = book.sheet(layout.kind)
        assert sheet.auto_filter.ref and sheet.freeze_panes and sheet.row_dimensions[2].hidden
        assert sheet.print_title_rows == "$1:$3"
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
            "landscape",
            1,
            0,
        )
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "&P" in sheet.oddFooter.right.text and "&N" in sheet.oddFooter.right.text


def test_cells_that_may_be_changed_look_different(book: Edited):
    sheet, number = book.sheet("activity"), book.row("activity", "POL-2")

    def shade(field: str) -> str | None:
        return sheet.cell(number, book.column("activity", field)).fill.fill_type

    assert {shade(field) for field in ("key", "start", "finish", "total_slack")} == {"solid"}
    assert {shade(field) for field in ("name", "duration_minutes", "start_window", "note")} == {None}


def test_texts_are_texts_and_dates_are_dates(book: Edited):
    sheet, number = book.sheet("activity"), book.row("activity", "POL-2")
    name = sheet.cell(number, book.column("activity", "name"))
    assert (name.value, name.alignment.indent, name.quotePrefix) == ("=Scholing & toetsing", 1, True)
    with zipfile.ZipFile(book.path) as packed:
        tables = [part for part in packed.namelist() if "/worksheets/" in part and not part.endswith("/sheet1.xml")]
        assert tables and not any(b"<f>" in packed.read(part) for part in tables)
    assert sheet.cell(number, book.column("activity", "start_window")).value == "in de loop van de zomer"
    assert sheet.cell(number, book.column("activity", "deadline")).is_date
    assert sheet.cell(number, book.column("activity", "percent_complete")).number_format == "0%"
    assert sheet.cell(number, book.column("activity", "duration_minutes")).value == 40


def test_lists_offer_what_a_field_takes(book: Edited):
    rules = {str(rule.sqref).split(":")[0]: rule for rule in book.sheet("activity").data_validations.dataValidation}
    letters = {
        f: book.sheet("activity").cell(4, book.column("activity", f)).coordinate for f in ("kind", "organisation_id")
    }
    assert rules[letters["kind"]].errorStyle == "warning"
    assert rules[letters["organisation_id"]].formula1 == "'Organisaties'!$B$4:$B$5"


def test_an_organisation_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(EditRefused):
        written(SMALL, tmp_path, organisation="NFI")
    assert not list(tmp_path.iterdir())


def test_an_empty_plan_gives_a_workbook_that_opens(tmp_path: Path):
    plan = Plan.of([SMALL.programme.changed(calendar_id=None)])
    assert load_workbook(written(plan, tmp_path)).sheetnames[2] == "Planning"


def test_writing_leaves_nothing_beside_the_workbook(tmp_path: Path):
    written(SMALL, tmp_path)
    written(SMALL, tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["plan.xlsx"]


@pytest.mark.skipif(
    shutil.which("soffice") is None or shutil.which("pdftotext") is None, reason="LibreOffice or pdftotext is not here"
)
def test_it_prints_the_planning_on_sheets_of_its_full_width(tmp_path: Path, letter_plan: Plan):
    path = written(letter_plan, tmp_path)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(path)], check=True, capture_output=True, timeout=120)
    text = subprocess.run(["pdftotext", "-layout", str(tmp_path / "plan.pdf"), "-"], check=True, capture_output=True)
    pages = text.stdout.decode().split("\f")
    assert len(pages) < 27
    table = next(page for page in pages if "Planning:" in page)
    assert "Toelichting" in table and "JENV-1" in table


def test_that_facts_carry_their_source_as_a_comment(book: Edited):
    cell = book.sheet("activity").cell(book.row("activity", "POL-2"), book.column("activity", "name"))
    assert cell.comment is not None
    assert cell.comment.text == "Bron: Brief, §2\n““op dit moment””"
    other = book.sheet("activity").cell(book.row("activity", "OM-1"), book.column("activity", "name"))
    assert other.comment is None


def test_that_strips_stand_beside_the_planning_and_hold_nothing_but_rules(book: Edited):
    sheet = book.sheet("activity")
    first = max(cell.column for cell in sheet[2] if cell.value) + 1
    heads = [cell.value for cell in sheet[3][first - 1 :]]
    assert heads and all(isinstance(head, datetime) for head in heads)
    assert heads == sorted(heads)
    assert heads[0] <= datetime(2022, 9, 5) < heads[-1] + timedelta(days=31)
    assert all(cell.value is None for row in sheet.iter_rows(min_row=4, min_col=first) for cell in row)
    rules = [rule for place in sheet.conditional_formatting for rule in place.rules if rule.type == "expression"]
    assert len(rules) == 5


def test_that_one_organisations_workbook_has_room_for_what_it_may_give(tmp_path: Path):
    book = Edited(written(SMALL, tmp_path, organisation="OM"))
    assert {"activity", "dependency", "criterion", "assessment", "agreement", "risk"} <= {
        kind for kind in ("activity", "dependency", "criterion", "assessment", "agreement", "risk") if book.sheet(kind)
    }
    assert book.row("agreement", "AFS-1")
    with pytest.raises(StopIteration):
        book.row("risk", "RIS-1")


@pytest.mark.skipif(
    shutil.which("soffice") is None or shutil.which("pdftoppm") is None, reason="LibreOffice or pdftoppm is not here"
)
def test_that_strips_follow_a_date_that_is_typed(tmp_path: Path):
    """In LibreOffice: where the dark blue and the pale blue of a bar stand on the page of strips."""
    before = _bar(written(SMALL, tmp_path), tmp_path / "before")
    book = Edited(tmp_path / "plan.xlsx")
    book.set("activity", "POL-2", "start_window", date(2023, 9, 1))
    after = _bar(book.save(), tmp_path / "after")
    assert before and after and max(after) > max(before)


def _bar(path: Path, folder: Path) -> list[int]:
    """The columns of pixels in which a page shows the colour of work."""
    from PIL import Image

    folder.mkdir()
    command = ["soffice", f"-env:UserInstallation=file://{path.parent}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=120)
    subprocess.run(["pdftoppm", "-r", "40", "-png", str(folder / "plan.pdf"), str(folder / "page")], check=True)
    found: list[int] = []
    for page in sorted(folder.glob("*.png")):
        image = Image.open(page).convert("RGB")
        pixels = image.load()
        found += [x for x in range(image.width) for y in range(image.height) if pixels[x, y] == (0xB7, 0xCC, 0xE4)]
    return found


def test_that_reports_stand_behind_the_tables_and_are_not_read_back(tmp_path: Path):
    plan = template_plan("wsm-verloop")
    path = tmp_path / "plan.xlsx"
    write_workbook(plan, schedule(plan), path, translator("nl"))
    book = load_workbook(path)
    sheet = book["Tegenover de basislijn"]
    assert {"Basislijn", "Verschuiving", "JENV-6"} < _texts(sheet)
    sheet["A5"] = "typed over"
    book.save(path)
    assert read_workbook(path, plan).step == Step("excel.import", (), {"name": "plan.xlsx"})


def test_that_scenarios_stand_in_a_workbook_as_texts_whatever_they_are_called(tmp_path: Path, letter_plan: Plan):
    row = letter_plan.activities_by_key["JENV-8"]
    plan = letter_plan.with_step(make_scenario(letter_plan, "=1+1", letter_plan.programme.status_date))
    plan = plan.with_step(keep_in(plan, plan.scenarios[0].id, edits.edit_row(row, duration_minutes=200 * 480)))
    path = tmp_path / "plan.xlsx"
    write_workbook(plan, schedule(plan), path, translator("nl"))
    sheet = load_workbook(path)["Scenario’s naast het plan"]
    assert {"JENV-8", "Plan"} < _texts(sheet) and any(str(text).endswith("=1+1") for text in _texts(sheet))
    assert all(cell.data_type != "f" for cells in sheet.iter_rows() for cell in cells)


def _texts(sheet) -> set[object]:
    return {cell.value for cells in sheet.iter_rows() for cell in cells}
