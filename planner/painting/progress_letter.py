"""A progress report for Word: sober, with real headings and tables, and the overview as a picture."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from planner.chart.printed import PrintOptions, print_view
from planner.chart.reports.chance import chance_line
from planner.chart.reports.programme import progress_report
from planner.chart.reports.report import ReportCell, ReportColumn, ReportTable, Tone
from planner.chart.reports.words import LIGHTS, SIGNS
from planner.chart.scene import Scene
from planner.chart.structure import Role
from planner.domain.control.baselines import latest_baseline, variance
from planner.domain.control.headline import headline
from planner.domain.control.statements import grounds_words
from planner.domain.model import Light
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule
from planner.language.translator import Translator
from planner.message import N_
from planner.painting import office_base
from planner.painting.files import png_bytes
from planner.painting.fonts import measure
from planner.painting.packing import packed_alike

LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}
INKS: dict[Light, str] = {Light.GREEN: "2A7D32", Light.ORANGE: "8A5000", Light.RED: "B3201C", Light.GREY: "55606E"}
WIDTH_CM = 17.0
PICTURE_CM = 36.5
PICTURE_DPI = 170
MOST_WORDS = 4000


def letter_bytes(
    plan: Plan,
    schedule: Schedule,
    translator: Translator,
    *,
    now: datetime,
    organisation: UUID | None = None,
    base: Path | None = None,
) -> bytes:
    """The report as a Word file. `base` is a document or .dotx whose styles and page are used."""
    document = office_base.document(base)
    _set_up(document, plan, translator, now, own=base is not None)
    report = progress_report(plan, schedule, translator)
    document.add_heading(plan.programme.name, 0)
    document.add_paragraph(report.subtitle, style="Subtitle")
    document.add_paragraph(_opening(plan, schedule, translator))
    sure = chance_line(plan, translator)
    if sure:
        document.add_paragraph(sure)
    _marks(document, plan, translator)
    for table in report.tables:
        document.add_heading(table.caption, 1)
        _table(document, table, translator)
    _shifts(document, plan, schedule, translator)
    _sources(document, plan, translator)
    _chart_page(document, plan, schedule, translator, now, organisation)
    out = io.BytesIO()
    document.save(out)
    return packed_alike(out.getvalue())


def _set_up(document: Any, plan: Plan, translator: Translator, now: datetime, *, own: bool) -> None:
    """Paper, fonts, language, foot and properties; fonts and paper only where no `own` template has them."""
    from docx.oxml.ns import qn

    normal = document.styles["Normal"]
    if not own:
        _plain_styles(document)
    properties = normal.element.get_or_add_rPr()
    for held in properties.findall(qn("w:lang")):
        properties.remove(held)
    properties.append(properties.makeelement(qn("w:lang"), {qn("w:val"): LANGUAGES[translator.code]}))
    _foot(document.sections[0], plan, translator)
    about = document.core_properties
    about.title, about.author, about.last_modified_by = plan.programme.name, "Ketenplanner", "Ketenplanner"
    about.language = LANGUAGES[translator.code]
    about.created = about.modified = now.replace(tzinfo=None, microsecond=0)


def _foot(section: Any, plan: Plan, translator: Translator) -> None:
    """What the document is at the left, and "page n of m" at the right."""
    programme = plan.programme
    parts = (programme.name, translator.choice(programme.state).lower(), programme.classification, programme.marking)
    paragraph = section.footer.paragraphs[0]
    paragraph.text = " · ".join(filter(None, parts))
    numbered = translator.translate(N_("page {number} of {count}"), number="|", count="|")
    before, between, after = numbered.split("|")
    for text, field in ((f" · {before}", "PAGE"), (between, "NUMPAGES"), (after, "")):
        paragraph.add_run(text)
        if field:
            _field(paragraph, field)


def _field(paragraph: Any, code: str) -> None:
    """A field that Word fills in, as the number of a page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)
    run = paragraph.add_run("1")
    field.append(run._r)


def _marks(document: Any, plan: Plan, translator: Translator) -> None:
    """Status date, state, version, classification and marking, under the opening."""
    programme, translate = plan.programme, translator.translate
    version = translate(N_("version {version}"), version=programme.version) if programme.version else ""
    state = translator.choice(programme.state).lower()
    marks = filter(None, (state, version, programme.classification, programme.marking))
    document.add_paragraph(" · ".join(marks))


def _plain_styles(document: Any) -> None:
    """A4 in Arial, where no organisation's own template says otherwise."""
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(10)
    for name, size in (("Title", 20), ("Heading 1", 13), ("Subtitle", 11)):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = "Arial", Pt(size), RGBColor(0x22, 0x38, 0x4F)
        fonts = style.element.rPr.rFonts
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        fonts.set(qn("w:hAnsi"), "Arial")


def _opening(plan: Plan, schedule: Schedule, translator: Translator) -> str:
    """Whether entry into force is made and what that rests on, and of which day this report tells."""
    found = headline(plan, schedule)
    rests = grounds_words(found.rests_on)
    answer = translator.sentence(found.message)
    if rests is not None:
        answer = translator.translate(N_("{sentence}; this {rests}"), sentence=answer, rests=rests)
    day = translator.date(plan.programme.status_date, "long")
    text = N_("{answer}. This report gives the state of the programme on {day}.")
    return translator.translate(text, answer=answer, day=day)


def _chart_page(
    document: Any, plan: Plan, schedule: Schedule, translator: Translator, now: datetime, organisation: UUID | None
) -> None:
    """The chain overview on landscape pages of A3, where its texts are as large as on the sheet itself."""
    from docx.enum.section import WD_ORIENT, WD_SECTION
    from docx.shared import Cm

    options = PrintOptions(translator, "A3", organisation=organisation, printed_at=now)
    scenes = print_view("chain-overview").make(plan, schedule, options, measure)
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(42.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1)
    section.top_margin = section.bottom_margin = Cm(1)
    section.header_distance = section.footer_distance = Cm(0.4)
    for number, scene in enumerate(scenes):
        if number == 0:
            heading = document.add_heading(translator.translate(N_("Chain overview")), 1)
            heading.paragraph_format.space_before = Cm(0)
        shape = document.add_picture(io.BytesIO(png_bytes(scene, dpi=PICTURE_DPI)), width=Cm(PICTURE_CM))
        properties = shape._inline.docPr
        properties.set("descr", _in_words(scene, translator))
        properties.set("title", translator.translate(N_("Chain overview")))


def _in_words(scene: Scene, translator: Translator) -> str:
    """What the picture says: the texts of its pictures, lane by lane."""
    said = " ".join(f"{node.alternative}." for node in scene.nodes if node.role is Role.FIGURE and node.alternative)
    return said[:MOST_WORDS] or translator.translate(N_("Chain overview"))


def _table(document: Any, table: ReportTable, translator: Translator) -> None:
    """A table whose headings return on every page; a sentence where it has no rows."""
    from docx.shared import Cm

    if not table.rows:
        document.add_paragraph(table.empty or translator.translate(N_("None.")))
        return
    made = document.add_table(rows=1, cols=len(table.columns))
    made.style = "Table Grid"
    made.autofit = False
    total = sum(column.share for column in table.columns)
    widths = [Cm(WIDTH_CM * column.share / total) for column in table.columns]
    for grid, cell, column, width in zip(made.columns, made.rows[0].cells, table.columns, widths, strict=True):
        grid.width = cell.width = width
        _write(cell, ReportCell(column.heading, tone=Tone.BOLD), column, translator)
        _shade(cell, "E7ECF1")
    _repeat(made.rows[0])
    for row in table.rows:
        line = made.add_row()
        _unbroken(line)
        for cell, said, column, width in zip(line.cells, row, table.columns, widths, strict=True):
            cell.width = width
            _write(cell, said, column, translator)
    if table.note:
        document.add_paragraph(table.note)


def _write(cell: Any, said: ReportCell, column: ReportColumn, translator: Translator) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if column.numbers:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    text = said.text
    if said.light is not None:
        sign = paragraph.add_run(f"{SIGNS[said.light]} ")
        sign.font.size, sign.font.color.rgb = Pt(9), RGBColor.from_string(INKS[said.light])
        text = text or translator.translate(LIGHTS[said.light])
    run = paragraph.add_run(text)
    run.font.size = Pt(9)
    run.bold, run.italic = said.tone is Tone.BOLD or None, said.tone is Tone.WORDS or None


def _shade(cell: Any, colour: str) -> None:
    from docx.oxml.ns import qn

    properties = cell._tc.get_or_add_tcPr()
    properties.append(properties.makeelement(qn("w:shd"), {qn("w:val"): "clear", qn("w:fill"): colour}))


def _repeat(row: Any) -> None:
    """Let a row stand at the top of every page."""
    from docx.oxml.ns import qn

    properties = row._tr.get_or_add_trPr()
    properties.append(properties.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))


def _unbroken(row: Any) -> None:
    from docx.oxml.ns import qn

    properties = row._tr.get_or_add_trPr()
    properties.append(properties.makeelement(qn("w:cantSplit"), {qn("w:val"): "true"}))


def _shifts(document: Any, plan: Plan, schedule: Schedule, translator: Translator) -> None:
    """How far milestones moved since the last baseline."""
    translate, baseline = translator.translate, latest_baseline(plan)
    document.add_heading(translate(N_("Changes since the last baseline")), 1)
    if baseline is None:
        document.add_paragraph(translate(N_("No baseline was taken yet.")))
        return
    moved = [s for s in variance(plan, schedule, baseline.id) if s.finish_shift]
    columns = (
        ReportColumn(translate(N_("Milestone")), 0.5),
        ReportColumn(translate(N_("Baseline")), 0.18),
        ReportColumn(translate(N_("Now")), 0.18),
        ReportColumn(translate(N_("Shift")), 0.14, numbers=True),
    )
    rows = tuple(
        (
            ReportCell(f"{activity.key} {activity.name}"),
            ReportCell(translator.date(s.baseline_finish.date(), "medium") if s.baseline_finish else "–"),
            ReportCell(translator.date(s.finish.date(), "medium")),
            ReportCell(translate(N_("{days} wd"), days=translator.number(round(s.finish_shift or 0, 1)))),
        )
        for s in moved
        if (activity := plan.activity(s.activity_id)).is_milestone
    )
    _table(document, ReportTable("", columns, rows, empty=translate(N_("No milestone has moved."))), translator)


def _sources(document: Any, plan: Plan, translator: Translator) -> None:
    if not plan.sources:
        return
    document.add_heading(translator.translate(N_("Sources")), 1)
    for source in plan.sources:
        text = f"{source.title} ({source.reference})" if source.reference else source.title
        document.add_paragraph(text, style="List Bullet")
