"""Slides, Word reports and web pages: native shapes, real headings, tables that say what the picture says."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from docx import Document
from lxml import html
from pptx import Presentation

from planner.chart.printed import PrintOptions, print_view
from planner.domain.scheduling import schedule
from planner.errors import EditRefused, FileTrouble
from planner.language.translator import translator
from planner.painting.files import application
from planner.painting.fonts import measure
from planner.painting.office import export_office
from planner.painting.progress_letter import letter_bytes
from planner.painting.slides import slides_bytes
from planner.painting.web_page import page_text

NOW = datetime(2022, 7, 6, 9, 14)
NL = translator("nl")


@pytest.fixture(scope="module")
def made(letter_plan):
    application()
    return letter_plan, schedule(letter_plan)


def deck_of(made, view: str = "chain-overview"):
    plan, planned = made
    chosen = print_view(view)
    scenes = chosen.make(plan, planned, PrintOptions(NL, chosen.paper, printed_at=NOW), measure)
    return list(scenes), slides_bytes(scenes, plan, NL, now=NOW)


def every_shape(shapes):
    for shape in shapes:
        yield shape
        if shape.shape_type is not None and hasattr(shape, "shapes"):
            yield from every_shape(shape.shapes)


@pytest.mark.parametrize("view", ["chain-overview", "gantt", "milestones", "figures"])
def test_that_each_sheet_is_a_slide_of_its_size_with_native_shapes(made, view: str):
    scenes, content = deck_of(made, view)
    deck = Presentation(io.BytesIO(content))
    assert len(deck.slides) == len(scenes)
    assert deck.slide_width == round(scenes[0].width * scenes[0].unit * 12_700)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert not [name for name in packed.namelist() if name.startswith("ppt/media/")]
    for slide, scene in zip(deck.slides, scenes, strict=True):
        texts = {shape.text_frame.text for shape in every_shape(slide.shapes) if shape.has_text_frame}
        assert {label.text for label in scene.labels() if label.about is None and not _clipped(scene)} <= texts
        assert "Bronnen:" in slide.notes_slide.notes_text_frame.text


def _clipped(scene) -> bool:
    return any(layer.clip is not None for layer in scene.layers)


def test_that_what_belongs_to_an_activity_is_one_named_group_with_words(made):
    plan, _ = made
    _, content = deck_of(made)
    slide = Presentation(io.BytesIO(content)).slides[0]
    names = [shape.name for shape in slide.shapes]
    entry = plan.entry
    group = next(shape for shape in slide.shapes if shape.name.startswith(f"{entry.key} "))
    assert len(list(group.shapes)) >= 3
    assert group._element.xpath(".//p:cNvPr")[0].get("descr")
    assert names.count(group.name) == 1


def test_that_the_same_plan_gives_the_same_bytes(made):
    plan, planned = made
    assert deck_of(made)[1] == deck_of(made)[1]
    assert letter_bytes(plan, planned, NL, now=NOW) == letter_bytes(plan, planned, NL, now=NOW)
    assert page_text(plan, planned, NL, now=NOW) == page_text(plan, planned, NL, now=NOW)


@pytest.mark.parametrize("code", ["nl", "en"])
def test_that_the_report_has_headings_tables_and_a_described_picture(made, code: str):
    plan, planned = made
    said = translator(code)
    document = Document(io.BytesIO(letter_bytes(plan, planned, said, now=NOW)))
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert said.translate("State per organisation") in headings and said.translate("Points of attention") in headings
    table = document.tables[0]
    assert table.rows[0].cells[0].text == said.translate("Organisation")
    assert len(table.rows) - 1 == sum(o.kind.value in ("chain", "ministry") for o in plan.organisations)
    assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    picture, *_ = document.inline_shapes  # a picture for each sheet of the overview
    assert picture._inline.docPr.get("descr")
    assert document.core_properties.language == {"nl": "nl-NL", "en": "en-GB"}[code]


@pytest.mark.parametrize("code", ["nl", "en"])
def test_that_the_page_stands_alone_and_names_its_tables(made, code: str):
    plan, planned = made
    text = page_text(plan, planned, translator(code), now=NOW)
    page = html.fromstring(text)
    assert page.get("lang") == code
    assert not page.xpath("//script | //link | //iframe | //img")
    assert not [v for v in page.xpath("//@href | //@src") if not v.startswith("#")]
    for table in page.xpath("//table"):
        assert table.xpath("./caption")[0].text_content().strip()
        assert all(cell.get("scope") == "col" for cell in table.xpath("./thead//th"))
        width = len(table.xpath("./thead//th"))
        assert all(len(row) == width for row in table.xpath("./tbody/tr"))
        assert all(row[0].get("scope") == "row" for row in table.xpath("./tbody/tr"))
    drawing = page.xpath("//*[local-name()='svg']")[0]
    assert drawing.get("role") == "img"
    said = " ".join(page.text_content().split())
    for activity, _ in plan.outline:
        assert " ".join(activity.name.split()) in said
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3")]
    assert levels[0] == 1 and levels.count(1) == 1


def test_that_texts_with_marks_stay_texts(made):
    from planner.domain import edits

    plan, _ = made
    row = plan.activities_by_key["POL-2"]
    marked = plan.with_step(edits.edit_row(row, name="<b>\"&'</b><script>x</script>"))
    text = page_text(marked, schedule(marked), NL, now=NOW)
    assert "<script>" not in text and "&lt;script&gt;" in text


def test_that_what_cannot_be_written_is_refused_in_a_sentence(made, tmp_path: Path):
    plan, planned = made
    with pytest.raises(EditRefused):
        export_office(plan, planned, tmp_path / "x.odp", translator=NL, now=NOW)
    with pytest.raises(EditRefused):
        export_office(plan, planned, tmp_path / "x.pptx", translator=NL, now=NOW, organisation="XYZ")
    with pytest.raises(FileTrouble):
        export_office(plan, planned, tmp_path / "no" / "x.html", translator=NL, now=NOW)
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(("suffix", "least"), [(".pptx", 1), (".docx", 3)])
def test_that_libreoffice_opens_them(made, tmp_path: Path, suffix: str, least: int):
    plan, planned = made
    path = export_office(plan, planned, tmp_path / f"x{suffix}", translator=NL, now=NOW)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    order = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(order, check=True, capture_output=True, timeout=180)
    content = (tmp_path / "x.pdf").read_bytes()
    assert content.startswith(b"%PDF") and content.count(b"/Type/Page") + content.count(b"/Type /Page") >= least
