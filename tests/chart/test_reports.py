"""Reports on paper: text that fits, rows that are whole, headings on every sheet, and what they say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_sheets import check_sheet

from planner.chart.printed import PRINT_VIEWS, Past, PrintOptions, print_view
from planner.chart.reports.figures import figure_report
from planner.chart.reports.milestones import milestone_report
from planner.chart.reports.programme import activity_table, progress_report
from planner.chart.reports.report import Report, ReportCell, ReportColumn, ReportTable, Tone
from planner.chart.reports.sheets import SheetOptions, lay_out_report
from planner.chart.reports.steering import change_report, commitment_report, light_meanings
from planner.chart.scene import Label, Sign
from planner.chart.styles import plain_measure
from planner.domain import edits
from planner.domain.control.baselines import freeze
from planner.domain.model import Light
from planner.domain.plan import Plan
from planner.domain.scheduling import schedule
from planner.errors import EditRefused
from planner.language.translator import translator

NL, EN = translator("nl"), translator("en")
NOW = datetime(2022, 7, 6, 9, 14)


@pytest.fixture(scope="module")
def planned(letter_plan):
    return schedule(letter_plan)


def words(scenes) -> str:
    return "\n".join(label.text for scene in scenes for label in scene.labels())


@pytest.mark.parametrize("view", [view for view in PRINT_VIEWS if view.name != "changes"], ids=lambda v: v.name)
@pytest.mark.parametrize("code", ["nl", "en"])
@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_that_every_view_of_the_letter_is_readable(letter_plan, planned, view, code: str, paper: str):
    options = PrintOptions(translator(code), paper, landscape=True, printed_at=NOW, file_name="wsm.keten")
    sheets = view.make(letter_plan, planned, options, plain_measure)
    assert len(sheets)
    for scene in sheets:
        check_sheet(scene)
        assert letter_plan.programme.name in words([scene])


@pytest.mark.parametrize("landscape", [True, False])
def test_that_one_sheet_per_organisation_is_of_each_of_the_chain(letter_plan, planned, landscape: bool):
    options = PrintOptions(NL, "A4", landscape)
    text = words(print_view("organisation").make(letter_plan, planned, options, plain_measure))
    for organisation in letter_plan.organisations:
        assert (f"{organisation.name}: stand op" in text) == (organisation.kind.value == "chain")
    police = letter_plan.organisations_by_code["POL"]
    one = print_view("organisation").make(letter_plan, planned, replace(options, organisation=police.id), plain_measure)
    assert "Openbaar Ministerie: stand op" not in words(one)


def test_that_milestones_show_how_far_they_shifted(letter_plan):
    plan = letter_plan.with_step(freeze(letter_plan, schedule(letter_plan), "juli 2022", date(2022, 7, 6)))
    entry = plan.entry
    assert entry is not None
    moved = plan.with_step(edits.edit_row(entry, constraint_date=datetime(2025, 1, 1)))
    report = milestone_report(moved, schedule(moved), NL)
    (row,) = [row for table in report.tables for row in table.rows if row[0].text == entry.key]
    assert row[3].text == "1 jul 2024"
    assert row[4].text.startswith("+") and int(row[4].text[1:].replace(".", "")) > 100
    assert "juli 2022" in report.subtitle


def test_that_the_letter_settles_five_motions_and_two_commitments(letter_plan):
    groups = {table.caption: table.rows for table in commitment_report(letter_plan, NL).tables}
    settled = [row[0].text[:2] for row in groups["Afgedaan"]]
    assert (settled.count("MO"), settled.count("TZ")) == (5, 2)
    assert len(groups["Openstaand"]) >= 4


def test_that_the_figures_of_the_letter_stand_in_their_table(letter_plan):
    tables = {table.caption: table for table in figure_report(letter_plan, NL).tables}
    stock = next(table for caption, table in tables.items() if caption.startswith("Zedenzaken in voorraad"))
    assert [row[1].text for row in stock.rows] == ["3.429", "2.928", "3.351", "3.361"]


def test_that_a_change_report_tells_what_differs_and_needs_a_day(letter_plan, planned):
    row = letter_plan.activities_by_key["POL-2"]
    after = letter_plan.with_step(edits.edit_row(row, name="Andere naam", percent_complete=40))
    changes = edits.edit_row(row, name="Andere naam", percent_complete=40)
    report = change_report(letter_plan, after, changes, NL, date(2022, 7, 1))
    (table,) = report.tables
    assert [cells[1].text for cells in table.rows] == ["Naam", "% gereed"]
    assert table.rows[0][3].text == "Andere naam"
    options = PrintOptions(NL, "A4", past=Past(letter_plan, changes, date(2022, 7, 1)))
    assert "Andere naam" in words(print_view("changes").make(after, planned, options, plain_measure))
    with pytest.raises(EditRefused):
        print_view("changes").make(after, planned, PrintOptions(NL), plain_measure)


def test_that_a_progress_report_says_so_where_there_is_nothing(letter_plan, planned):
    for table in progress_report(letter_plan, planned, NL).tables:
        assert table.rows or table.empty
    assert len(activity_table(letter_plan, planned, NL).rows) == len(letter_plan.outline)


def test_that_an_empty_plan_gives_sheets_too():
    from planner.application.templates import template_plan

    plan = template_plan("leeg", date(2024, 1, 1))
    for view in PRINT_VIEWS:
        if view.name != "changes":
            assert len(view.make(plan, schedule(plan), PrintOptions(NL, "A4"), plain_measure)) >= 1


# --- random tables ---------------------------------------------------------------------------------

TEXT = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=220)
CELLS = st.builds(ReportCell, TEXT, st.one_of(st.none(), st.sampled_from(Light)), st.sampled_from(Tone))


@st.composite
def reports(draw) -> Report:
    tables: list[ReportTable] = []
    for _ in range(draw(st.integers(0, 4))):
        shares = draw(st.lists(st.floats(0.1, 1.0), min_size=1, max_size=7))
        columns = tuple(ReportColumn(draw(TEXT)[:30], share, draw(st.booleans())) for share in shares)
        rows = draw(st.lists(st.tuples(*(CELLS for _ in columns)), max_size=40))
        tables.append(ReportTable(draw(TEXT), columns, tuple(rows), draw(TEXT), draw(TEXT)))
    return Report("Programma", "Blad", tuple(tables))


@settings(max_examples=60, deadline=None)
@given(report=reports(), paper=st.sampled_from(["A4", "A3", "A0"]), landscape=st.booleans(), apart=st.booleans())
def test_that_any_report_stays_on_its_sheets_and_loses_no_row(report, paper, landscape, apart):
    from planner.application.templates import template_plan

    plan: Plan = template_plan("leeg", date(2024, 1, 1))
    options = SheetOptions(NL, paper, landscape)
    sheets = lay_out_report(plan, report, options, plain_measure, apart=apart)
    lights = 0
    for scene in sheets:
        check_sheet(scene)
        lights += sum(isinstance(shape, Sign) for shape in scene.layer("legend"))
    shown = sum(cell.light is not None for table in report.tables for row in table.rows for cell in row)
    legends = sum(1 for scene in sheets for label in scene.labels() if _is_meaning(label))
    assert lights == shown + legends


def _is_meaning(label: Label) -> bool:
    return label.style == "paper.small" and label.text in {text for _, text in light_meanings(frozenset(Light), NL)}


def test_that_a_view_of_another_name_is_refused():
    with pytest.raises(EditRefused):
        print_view("poster")
