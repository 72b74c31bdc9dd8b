"""PDF files: valid PDF/A by PDFBox Preflight, and a structure tree that says what the plan says."""

from __future__ import annotations

import io
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_check import VALID, preflight, tree_of

from planner.application.templates import template_plan
from planner.chart.poster import Tiles
from planner.chart.printed import PRINT_VIEWS, PrintOptions, PrintView, sheets_of
from planner.domain.model import Activity, Programme
from planner.domain.plan import Plan
from planner.domain.scheduling import schedule
from planner.formats.json_plan import dumps, loads, read_json
from planner.language import Translator
from planner.painting import application
from planner.painting.files import page_layout, paper_files
from planner.painting.fonts import measure, printable
from planner.painting.pdf import pdf_bytes
from planner.painting.pdf_parts import Attachment, Conformance

NL, EN = Translator("nl"), Translator("en")
NOW = datetime(2022, 7, 6, 12, 0, tzinfo=UTC)
CASES = ("big25x16", "sixtymilestones", "threeweeks", "longtitle", "nodates", "empty")
HOSTILE = "Ω emoji 😀 中文 ไทย العربية \x07\x1b\u202e — “x” ﬁ\ufdd0"
VIEWS = [view for view in PRINT_VIEWS if view.name != "changes"]


@pytest.fixture(scope="module", autouse=True)
def qt():
    return application()


@pytest.fixture(scope="module")
def letter() -> Plan:
    return template_plan("wsm-2022", None)


def written(plan: Plan, view: str, *, conformance: Conformance = Conformance.A2A, **chosen: object) -> bytes:
    options: dict[str, object] = {"translator": NL, "now": NOW, "paper": "A3", "conformance": conformance} | chosen
    [(_, content)] = paper_files(plan, schedule(plan), Path("x.pdf"), view=view, **options)  # type: ignore[arg-type]
    return content


def of_text(text: str) -> Plan:
    """A plan with one activity whose name, and programme whose name, is a text."""
    programme = Programme(name=text[:200] or "x", status_date=date(2022, 7, 6))
    activity = Activity(key="A-1", name=text[:200] or "x", duration_minutes=4800)
    return Plan.of([programme, activity])


# --- valid ------------------------------------------------------------------------------------------


def test_that_preflight_finds_nothing_in_what_the_letter_gives(letter: Plan, tmp_path: Path):
    for view in VIEWS:
        content = written(letter, view.name, conformance=Conformance.A1B, paper=view.paper)
        (tmp_path / f"{view.name}.pdf").write_bytes(content)
    assert preflight(tmp_path) == {f"{view.name}.pdf": VALID for view in VIEWS}


def test_that_preflight_finds_nothing_in_posters_and_hard_cases(letter: Plan, shared_data: Path, tmp_path: Path):
    contents = {
        "poster": written(letter, "chain-overview", conformance=Conformance.A1B, poster=Tiles(8, 8)),
        "a0": written(letter, "gantt", conformance=Conformance.A1B, paper="A0"),
        "hostile": written(of_text(HOSTILE), "gantt", conformance=Conformance.A1B),
    }
    for name in CASES:
        plan = read_json(shared_data / "cases" / "paper" / f"{name}.json")
        contents[name] = written(plan, "chain-overview", conformance=Conformance.A1B)
    for name, content in contents.items():
        (tmp_path / f"{name}.pdf").write_bytes(content)
    assert preflight(tmp_path) == {f"{name}.pdf": VALID for name in contents}


def test_that_preflight_does_find_what_is_wrong(letter: Plan, tmp_path: Path):
    """As Qt writes it: the check is no formality."""
    content = written(letter, "milestones", conformance=Conformance.A1B)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.pages[0].Resources.ColorSpace["/CSpcmyk"] = pikepdf.Name.DeviceCMYK
        pdf.save(tmp_path / "wrong.pdf", force_version="1.4")
    assert "CMYK" in preflight(tmp_path)["wrong.pdf"]


def test_that_no_number_is_larger_than_pdf_a_allows(letter: Plan):
    content = written(letter, "chain-overview", poster=Tiles(8, 8), paper="A0")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in list(pdf.pages)[::21]:
            numbers = [
                float(operand)
                for operands, _ in pikepdf.parse_content_stream(page)
                for operand in operands
                if isinstance(operand, int | float) or type(operand).__name__ == "Decimal"
            ]
            assert max(map(abs, numbers)) <= 32767


def test_that_a_file_says_what_it_conforms_to_and_holds_the_plan_if_asked(letter: Plan):
    attachment = Attachment("plan.json", "application/json", dumps(letter).encode(), "the plan")
    content = written(letter, "milestones", attachment=attachment)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        about = pdf.Root.Metadata.read_bytes().decode()
        assert "<pdfaid:part>3</pdfaid:part>" in about
        assert "<pdfaid:conformance>A</pdfaid:conformance>" in about
        assert "<pdfuaid:part>1</pdfuaid:part>" in about
        assert pdf.Root.AF[0].AFRelationship == "/Data"
        held = pdf.attachments["plan.json"].get_file()
        assert held.mime_type == "application/json"
        assert loads(held.read_bytes().decode()) == letter
        assert pdf.Root.Lang == "nl-NL"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.Root.MarkInfo.Marked
    with pikepdf.open(io.BytesIO(written(letter, "milestones"))) as pdf:
        assert "<pdfaid:part>2</pdfaid:part>" in pdf.Root.Metadata.read_bytes().decode()
        assert pdf.pdf_version == "1.7"


# --- the tree ---------------------------------------------------------------------------------------


def sheets(view: PrintView, plan: Plan, translator: Translator = NL):
    options = PrintOptions(translator, view.paper, printed_at=NOW, file_name="x.keten")
    return sheets_of(view, plan, schedule(plan), options, measure)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_that_each_text_of_a_sheet_has_a_role_and_is_read_once(letter: Plan, view: PrintView):
    """Each text is in the tree exactly once, unless its layout says that it is decoration or a repetition."""
    scenes = sheets(view, letter)
    undeclared = [
        label.text
        for scene in scenes
        for layer in scene.layers
        for label in layer.shapes
        if hasattr(label, "text") and scene.node_of(label, layer.name) < 0 and label.node is None
    ]
    assert undeclared == []
    keys = Counter(node.key for scene in scenes for node in scene.nodes if node.key)
    tree = tree_of(pdf_bytes(scenes, page_layout(view.paper, landscape=True)))
    read = Counter(text.strip() for element in tree.all() for text in element.texts if text.strip())
    drawn: Counter[str] = Counter()
    for scene in scenes:
        again = {n for n, node in enumerate(scene.nodes) if keys[node.key] > 1}
        for layer in scene.layers:
            for label in layer.shapes:
                node = scene.node_of(label, layer.name)
                if hasattr(label, "text") and node >= 0 and not _within(scene.nodes, node, again):
                    drawn[printable(label.text).strip()] += 1
    lost = {text: number for text, number in drawn.items() if sum(n * t.count(text) for t, n in read.items()) < number}
    assert lost == {}


def _within(nodes, node: int, found: set[int]) -> bool:
    while node >= 0:
        if node in found:
            return True
        node = nodes[node].parent
    return False


def test_that_the_gantt_is_one_table_of_the_plans_rows(letter: Plan):
    planned = schedule(letter)
    tree = tree_of(written(letter, "gantt"))
    [table] = tree.all("Table")
    head, *rows = table.children
    assert [cell.kind for cell in head.children] == ["TH"] * len(head.children)
    assert [cell.text for cell in head.children][:5] == ["Nr", "Naam", "Begin", "Eind", "%"]
    shown = [a for a, _ in letter.outline if a.id in planned.activities]
    assert [row.children[0].text for row in rows] == [a.key for a in shown]
    assert {len(row.children) for row in rows} == {len(head.children)}
    for activity, row in zip(shown, rows, strict=True):
        assert row.children[1].kind == "TH" and row.children[1].scope == "/Row"
        picture = row.children[-1].children
        assert all(activity.name in each.alternative for each in picture)
    assert sum(bool(row.children[-1].children) for row in rows) > len(rows) * 0.9


def test_that_names_of_the_plan_carry_its_language_on_a_sheet_in_another(letter: Plan):
    tree = tree_of(written(letter, "gantt", translator=EN))
    [table] = tree.all("Table")
    assert {row.children[1].language for row in table.children[1:]} == {"nl"}
    [table] = tree_of(written(letter, "gantt")).all("Table")
    assert {row.children[1].language for row in table.children[1:]} == {""}


def test_that_tables_of_reports_are_tables_with_heads(letter: Plan):
    from planner.chart.printed import milestones_of

    report = milestones_of(letter, schedule(letter), PrintOptions(NL))
    tree = tree_of(written(letter, "milestones"))
    tables = list(tree.all("Table"))
    wanted = [table for table in report.tables if table.rows]
    assert [element.text for element in tree.all("H2")] == [table.caption for table in report.tables]
    for element, table in zip(tables, wanted, strict=True):
        head, *rows = element.children
        assert [cell.text for cell in head.children] == [column.heading for column in table.columns]
        assert len(rows) == len(table.rows)
        for row, cells in zip(rows, table.rows, strict=True):
            for cell, said in zip(row.children, cells, strict=True):
                assert "".join(cell.texts).replace(" ", "") == "".join(said.text.split())
                assert bool(list(cell.all("Figure"))) == (said.light is not None)


def test_that_the_tree_reads_from_the_title_on(letter: Plan):
    tree = tree_of(written(letter, "chain-overview"))
    assert tree.kind == "Document"
    assert tree.children[0].kind == "H1"
    assert tree.children[0].text == letter.programme.name
    assert len(list(tree.all("H1"))) == 1
    for figure in tree.all("Figure"):
        assert figure.alternative
    headings = [element.text for element in tree.all("H2")]
    for organisation in letter.organisations:
        if organisation.kind == "chain":
            assert any(organisation.name in text or organisation.code in text for text in headings)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(min_size=1, max_size=60))
def test_that_any_letters_are_read_as_they_stand(text: str):
    plan = of_text(f"A{text}")
    tree = tree_of(written(plan, "gantt"))
    [table] = tree.all("Table")
    name = "".join(table.children[1].children[1].texts)
    assert "\x00" not in name
    plain = "".join(c for c in printable(plan.programme.name)[:6] if c.isascii() and c.isalnum())
    assert name.startswith(plain[:1])


def test_that_checkers_of_pdf_ua_find_no_error(letter: Plan, tmp_path: Path):
    """They check a part of PDF/UA only, and let a flat tree pass: the tests above look at the tree itself."""
    outloud, pdfua = pytest.importorskip("outloud"), pytest.importorskip("pdfua")
    for view in ("gantt", "chain-overview", "milestones", "readiness"):
        target = tmp_path / f"{view}.pdf"
        target.write_bytes(written(letter, view))
        assert [str(finding) for finding in pdfua.validate(str(target)).findings] == []
        assert [str(f) for f in outloud.check(str(target)).findings if f.severity == "error"] == []
