"""Small workbooks and sheets that were once handled wrongly, by the function that command line and window use."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from planner.application.templates import template_plan
from planner.document import PlanDocument
from planner.domain.model import Activity, Indicator
from planner.domain.plan import Plan
from planner.formats.excel.tables import find_header
from planner.formats.foreign import Answers, DateOrder, Evening, read_any_sheets
from planner.formats.foreign.ours import look_into
from planner.formats.incoming import Incoming

CASES = Path(__file__).parent / "cases"


def sent(path: Path, folder: Path, *, without_bad_cells: bool = False) -> tuple[Plan, Incoming]:
    """The plan that the workbooks were made from, and what a file brings into a copy of it."""
    plan_file = folder / "plan.keten"
    shutil.copy(CASES / "base.keten", plan_file)
    document = PlanDocument.open(plan_file)
    try:
        incoming = read_any_sheets(path, document.plan, as_of=document.plan_as_of, without_bad_cells=without_bad_cells)
        return document.plan, incoming
    finally:
        document.close()


def listed(name: str, answers: Answers | None = None) -> Plan:
    """What a list of somebody else makes of an empty plan."""
    plan = template_plan("leeg", None)
    incoming = read_any_sheets(CASES / name, plan, answers)
    assert not incoming.refused
    return plan.with_step(incoming.step)


def test_that_a_table_without_its_hidden_row_is_known_by_its_captions(tmp_path: Path):
    _, incoming = sent(CASES / "01_machine_row_deleted.xlsx", tmp_path)
    changes = [(change.key, change.field, change.after) for change in incoming.changes]
    assert changes == [("POL-8", "name", "ANDERE NAAM")]


@pytest.mark.parametrize("without", [False, True])
def test_that_a_table_that_was_sent_and_is_gone_is_an_error(tmp_path: Path, *, without: bool):
    book = load_workbook(CASES / "07_new_row_no_org.xlsx")
    del book["Afhankelijkheden"]
    path = tmp_path / "reply.xlsx"
    book.save(path)
    _, incoming = sent(path, tmp_path, without_bad_cells=without)
    assert any("was sent and is not found" in found.message.text for found in incoming.findings)
    assert incoming.refused is not without
    assert bool(incoming.changes) is without


def test_that_a_new_row_in_an_organisations_workbook_is_its_own(tmp_path: Path):
    plan, incoming = sent(CASES / "07_new_row_no_org.xlsx", tmp_path)
    after = plan.with_step(incoming.step)
    (new,) = [a for a in after.rows(Activity) if a.id not in plan.table("activity")]
    assert (new.key, new.organisation_id) == ("POL-15", plan.organisations_by_code["POL"].id)


def test_that_the_sender_of_an_open_document_reply_is_known():
    header = find_header(list(look_into(CASES / "06_reply.ods").ours))
    assert header is not None and header.organisation == "POL"


def test_that_a_row_of_totals_is_no_table_of_figures():
    plan = listed("02_plan_with_total_row.xlsx")
    assert (len(list(plan.rows(Activity))), len(list(plan.rows(Indicator)))) == (20, 0)


def test_that_jan_and_mei_are_persons_below_a_heading_that_asks_for_them():
    found = {a.name: (a.responsible, a.note) for a in listed("13_responsible_jan.xlsx").rows(Activity)}
    assert found == {"A0": ("Jan", ""), "A1": ("Mei", ""), "A2": ("Jan", ""), "A3": ("Piet", "")}


@pytest.mark.parametrize("mark", ["\t", ";"])
def test_that_a_text_with_columns_is_a_table(tmp_path: Path, mark: str):
    path = tmp_path / "list.txt"
    path.write_text((CASES / "gp1246.txt").read_text(encoding="utf-8").replace("\t", mark), encoding="utf-8")
    plan = template_plan("leeg", None)
    incoming = read_any_sheets(path, plan, Answers(order=DateOrder.DAY_FIRST))
    (activity,) = plan.with_step(incoming.step).rows(Activity)
    assert activity.name == "A" and activity.start_window is not None and activity.finish_window is not None
    assert (activity.start_window.earliest, activity.finish_window.latest) == (date(2016, 3, 1), date(2016, 3, 4))


@pytest.mark.parametrize("name", ["03_untouched_dates_as_dutch_text", "04_sort_visible_dependencies"])
def test_that_dates_as_text_and_a_sort_of_visible_columns_change_nothing(name: str, tmp_path: Path):
    _, incoming = sent(CASES / f"{name}.xlsx", tmp_path)
    assert not incoming.changes and not incoming.findings
    assert incoming.cells is not None and incoming.cells.as_sent == incoming.cells.total > 1000


def test_that_an_own_column_is_kept_with_its_cell(tmp_path: Path):
    _, incoming = sent(CASES / "05_own_column_and_note.xlsx", tmp_path)
    assert [(each.text, each.place) for each in incoming.remarks] == [
        ("Opmerking politie: Uitstel tot 2024!", "Planning!CB18")
    ]


def test_that_our_visible_columns_in_a_fresh_workbook_are_merged_by_key(tmp_path: Path):
    plan, incoming = sent(CASES / "09_visible_columns_only.xlsx", tmp_path)
    changed = {change.key for change in incoming.changes}
    assert changed == {"POL-5", "POL-8", "POL-9", "POL-13", "POL-15"} and not incoming.refused
    after = plan.with_step(incoming.step)
    assert after.activities_by_key["POL-15"].parent_id == after.activities_by_key["POL-4"].id


def test_that_rows_of_others_are_not_taken_over_unless_said(tmp_path: Path):
    _, incoming = sent(CASES / "10_others_rows.xlsx", tmp_path)
    assert {(change.key, change.whose, change.taken) for change in incoming.changes} == {("JENV-12", "JENV", False)}
    assert not incoming.step


def test_that_cells_that_cannot_be_read_are_named_also_where_something_is_asked():
    plan = template_plan("leeg", None)
    incoming = read_any_sheets(CASES / "gp1079.csv", plan)
    assert incoming.refused and not incoming.step
    assert {found.place for found in incoming.findings} >= {"gp1079!B3", "gp1079!B4", "gp1079!C2"}
    answered = read_any_sheets(CASES / "gp1079.csv", plan, Answers(order=DateOrder.MONTH_FIRST))
    assert {found.place for found in answered.findings} >= {"gp1079!B3", "gp1079!B4"}
    assert not answered.refused


def test_that_a_second_column_of_who_does_it_is_no_note():
    plan = listed("gp1260.csv")
    found = {a.name: (a.responsible, a.note) for a in plan.rows(Activity)}
    assert found == {"A": ("Jan, Piet", ""), "B": ("Kees", "")}


@pytest.mark.parametrize(("evening", "day"), [(Evening.THAT_DAY, 26), (Evening.NEXT_DAY, 27)])
def test_that_23_00_in_a_whole_column_is_asked_about(evening: Evening, day: int):
    plan = template_plan("leeg", None)
    asked = read_any_sheets(CASES / "dst.xlsx", plan)
    assert asked.refused and {found.place for found in asked.findings} == {"Sheet!B2", "Sheet!C2"}
    after = listed("dst.xlsx", Answers(evening=evening))
    first = next(a for a in after.rows(Activity) if a.name == "A")
    assert first.start_window is not None and first.start_window.earliest == date(2016, 10, day)


def test_that_moments_with_their_time_zone_are_days_here():
    found = {a.name: (a.start_window, a.finish_window) for a in listed("tz.csv").rows(Activity)}
    days = {name: tuple(w.earliest.day for w in windows if w and w.earliest) for name, windows in found.items()}
    assert days == {"A": (1, 4), "B": (1, 4)}
