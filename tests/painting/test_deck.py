"""The deck for a steering group and the report: as an administration writes them, in its own template if it has one."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document
from pptx import Presentation
from pptx.util import Pt

from planner.application.templates import template_plan
from planner.domain.control.headline import headline
from planner.domain.scheduling import schedule
from planner.errors import FileTrouble
from planner.language import Translator
from planner.painting.progress_letter import letter_bytes
from planner.painting.steering_deck import deck_bytes
from planner.painting.web_page import page_text

NL, EN = Translator("nl"), Translator("en")
NOW = datetime(2022, 7, 6, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def letter():
    plan = template_plan("wsm-2022", None)
    return plan, schedule(plan)


def as_template(content: bytes, usual: str, template: str) -> bytes:
    """A file as an office program writes it as a template: the same but for its content type."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            part = given.read(name)
            made.writestr(name, part.replace(usual.encode(), template.encode()) if "Content_Types" in name else part)
    return out.getvalue()


@pytest.mark.parametrize("translator", [NL, EN], ids=["nl", "en"])
def test_that_each_slide_has_its_message_and_texts_to_read_from_afar(letter, translator):
    plan, planned = letter
    deck = Presentation(io.BytesIO(deck_bytes(plan, planned, translator, now=NOW)))
    assert round(deck.slide_width / deck.slide_height, 2) == round(16 / 9, 2)
    slides = list(deck.slides)
    assert slides[0].shapes.title.text == translator.sentence(headline(plan, planned).message)
    for slide in slides:
        assert slide.shapes.title.text.strip()
        assert slide.notes_slide.notes_text_frame.text.count("\n") >= len(plan.sources)
        sizes = [int(found) for found in slide._element.xpath(".//a:rPr/@sz | .//a:pPr/@sz")]
        assert all(size >= 1200 for size in sizes)
        for run in slide._element.xpath(".//a:r[a:t[normalize-space()]]"):
            assert run.rPr is not None and run.rPr.get("lang") in {"nl-NL", "en-GB"}
    kinds = {placeholder.placeholder_format.type for slide in slides for placeholder in slide.placeholders}
    assert {1, 13, 15, 16} <= {int(kind) for kind in kinds}


def test_that_tables_are_tables_and_activities_are_groups_with_words(letter):
    plan, planned = letter
    slides = list(Presentation(io.BytesIO(deck_bytes(plan, planned, NL, now=NOW))).slides)
    tables = [shape for slide in slides for shape in slide.shapes if shape.has_table]
    first = tables[0].table
    chain = [o.name for o in plan.organisations if o.kind == "chain"]
    assert [row.cells[0].text for row in list(first.rows)[1:]] == chain
    assert all(shape._element.xpath(".//p:cNvPr/@descr")[0] for shape in tables)
    groups = [shape for slide in slides for shape in slide.shapes if shape.shape_type == 6]
    names = {activity.name[:120] for activity, _ in plan.outline}
    assert len(groups) > 10 and {group.name for group in groups} <= names
    assert all(group._element.xpath("./p:nvGrpSpPr/p:cNvPr/@descr")[0] for group in groups)
    chains = [slide for slide in slides if any(shape.shape_type == 6 for shape in slide.shapes)]
    assert 1 <= len(chains) <= 3


def test_that_an_organisations_own_template_is_used(letter, tmp_path: Path):
    plan, planned = letter
    own = Presentation()
    own.slide_width = Pt(900)
    out = io.BytesIO()
    own.save(out)
    potx = tmp_path / "own.potx"
    potx.write_bytes(as_template(out.getvalue(), "presentationml.presentation", "presentationml.template"))
    deck = Presentation(io.BytesIO(deck_bytes(plan, planned, NL, now=NOW, base=potx)))
    assert deck.slide_width == Pt(900)
    wide = max(shape.left + shape.width for slide in deck.slides for shape in slide.shapes if shape.has_table)
    assert wide <= Pt(900)

    house = Document()
    house.styles["Heading 1"].font.name = "Verdana"
    house.add_paragraph("text of the template")
    out = io.BytesIO()
    house.save(out)
    dotx = tmp_path / "own.dotx"
    dotx.write_bytes(as_template(out.getvalue(), "wordprocessingml.document", "wordprocessingml.template"))
    report = Document(io.BytesIO(letter_bytes(plan, planned, NL, now=NOW, base=dotx)))
    assert report.styles["Heading 1"].font.name == "Verdana"
    assert "text of the template" not in {paragraph.text for paragraph in report.paragraphs}

    wrong = tmp_path / "wrong.potx"
    wrong.write_bytes(b"no template")
    with pytest.raises(FileTrouble):
        deck_bytes(plan, planned, NL, now=NOW, base=wrong)


def test_that_the_report_has_numbers_heads_that_repeat_and_a_chart_to_read(letter):
    plan, planned = letter
    document = Document(io.BytesIO(letter_bytes(plan, planned, NL, now=NOW)))
    foot = document.sections[0].footer._element.xml
    assert 'w:instr="PAGE"' in foot and 'w:instr="NUMPAGES"' in foot and "pagina " in foot
    assert NL.sentence(headline(plan, planned).message) in " ".join(p.text for p in document.paragraphs)
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in document.tables)
    last = document.sections[-1]
    assert last.page_width > last.page_height
    for shape in document.inline_shapes:
        smallest = 7.0 * shape.width / Pt(1190)  # an A3 sheet is 1190 points wide, its smallest text 7
        assert smallest >= 6.0
        assert len(shape._inline.docPr.get("descr")) > 100
    languages = document.styles["Normal"].element.xpath(".//w:lang/@w:val")
    assert languages == ["nl-NL"]


def test_that_a_page_in_another_language_says_which_texts_are_the_plans(letter):
    plan, planned = letter
    english = page_text(plan, planned, EN, now=NOW)
    assert english.startswith('<!DOCTYPE html>\n<html lang="en">')
    for organisation in plan.organisations:
        if organisation.kind == "chain":
            assert f'lang="nl">{organisation.name}<' in english
    assert ' lang="nl">' not in page_text(plan, planned, NL, now=NOW).partition("<body>")[2]
