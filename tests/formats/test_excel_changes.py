"""What people type in a workbook comes in as one step, or is refused with sheet and cell."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from excel_plans import Edited, small_plan, written

from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.model import Activity, ActivityKind, Agreed, Assessment, Dependency, KeySeries, LagUnit, Measurement
from planner.domain.plan import Plan
from planner.formats.excel import read_workbook
from planner.formats.foreign import read_any_sheets
from planner.formats.incoming import Incoming, Rank
from planner.language import translator

SMALL = small_plan()


@pytest.fixture
def book(tmp_path: Path) -> Edited:
    return Edited(written(SMALL, tmp_path))


def taken(book: Edited) -> Plan:
    """The plan with the workbook taken over, which must be without errors."""
    incoming = read_workbook(book.save(), SMALL)
    assert not incoming.refused, [str(found.message) for found in incoming.findings]
    return SMALL.with_step(incoming.step)


def refused(book: Edited) -> Incoming:
    incoming = read_workbook(book.save(), SMALL)
    assert incoming.refused and not incoming.step and not incoming.changes
    return incoming


def activity(plan: Plan, key: str) -> Activity:
    return plan.activities_by_key[key]


# --- values ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("name", "Nieuwe naam", "Nieuwe naam"),
        ("name", 2024, "2024"),
        ("name", "=SOM(A1)", "=SOM(A1)"),
        ("duration_minutes", 12.5, 6000),
        ("duration_minutes", "2 weken", 4800),
        ("duration_minutes", None, None),
        ("percent_complete", 0.55, 55),
        ("percent_complete", "55 %", 55),
        ("percent_complete", None, 0),
        ("deadline", date(2023, 5, 1), datetime(2023, 5, 1, 23, 59)),
        ("deadline", datetime(2023, 5, 1, 12, 30), datetime(2023, 5, 1, 12, 30)),
        ("deadline", "1-5-2023", datetime(2023, 5, 1, 23, 59)),
        ("deadline", None, None),
        ("actual_start", "5 mei 2023", datetime(2023, 5, 5)),
        ("conditional", "Ja", True),
        ("conditional", True, True),
        ("conditional", "yes", True),
        ("kind", "Milestone", ActivityKind.MILESTONE),
        ("kind", "mijlpaal", ActivityKind.MILESTONE),
        ("start_window", date(2023, 5, 1), ImpreciseDate.exact(date(2023, 5, 1))),
        ("start_window", None, None),
        ("note", None, ""),
    ],
)
def test_a_typed_cell_changes_that_field_alone(book: Edited, field: str, typed: object, value: object):
    book.set("activity", "POL-2", field, typed)
    after = activity(taken(book), "POL-2")
    assert getattr(after, field) == value
    assert after.changed(**{field: getattr(activity(SMALL, "POL-2"), field)}) == activity(SMALL, "POL-2")


@pytest.mark.parametrize(
    "typed", ["medio maart 2023", "mid-March 2023", "Q3 2024", "week 23 2023", "vóór de zomer 2023"]
)
def test_a_date_in_words_keeps_its_words(book: Edited, typed: str):
    book.set("activity", "POL-3", "start_window", typed)
    assert activity(taken(book), "POL-3").start_window == translator("nl").parse(_spec(), typed, SMALL)


def _spec():
    from planner.domain.fields import spec_of

    return spec_of("activity", "start_window")


def test_a_year_typed_among_dates_is_a_year_not_a_day_in_1905(book: Edited):
    place = book.set("activity", "POL-3", "start_window", 2025)
    assert place
    after = activity(taken(book), "POL-3").start_window
    assert after is not None and (after.earliest, after.latest) == (date(2025, 1, 1), date(2025, 12, 31))


def test_a_changed_field_is_told_before_and_after(book: Edited):
    book.set("activity", "POL-2", "percent_complete", 0.5)
    (change,) = read_workbook(book.save(), SMALL).changes
    assert (change.key, change.field, change.before, change.after) == ("POL-2", "percent_complete", 40, 50)


def test_references_are_typed_by_key_code_or_name(book: Edited):
    book.set("activity", "POL-2", "organisation_id", "openbaar ministerie")
    book.set("activity", "POL-2", "involved_ids", "POL; om")
    book.set("commitment", "MO-1", "activity_ids", "OM-1")
    plan = taken(book)
    om, pol = plan.organisations_by_code["OM"], plan.organisations_by_code["POL"]
    assert activity(plan, "POL-2").organisation_id == om.id
    assert activity(plan, "POL-2").involved_ids == (pol.id, om.id)
    assert plan.commitments[0].activity_ids == (activity(plan, "OM-1").id,)


def test_a_lag_counts_in_the_unit_beside_it(book: Edited):
    number = book.row("dependency", "POL-3")
    book.put("dependency", number, "lag", 3)
    assert next(iter(taken(book).rows(Dependency))).lag == 3 * 480
    book.put("dependency", number, "lag_unit", translator("nl").choice(LagUnit.ELAPSED))
    link = next(iter(taken(book).rows(Dependency)))
    assert (link.lag, link.lag_unit) == (3 * 1440, LagUnit.ELAPSED)


def test_a_measurement_and_an_assessment_can_be_added(book: Edited):
    book.add("measurement", indicator_id="KG-1", at=date(2022, 7, 1), value="3.401,5")
    book.add("assessment", criterion_id="POL: Opgeleid", on=date(2022, 8, 1), light="Groen")
    plan = taken(book)
    assert [m.value for m in plan.measurements(plan.indicators[0].id)] == [3361.5, 3401.5]
    assert {a.light.value for a in plan.rows(Assessment)} == {"orange", "green"}
    assert len(list(plan.rows(Measurement))) == 2


# --- new rows ---------------------------------------------------------------------------------------


def test_a_new_activity_gets_the_next_key_that_was_never_used(book: Edited):
    book.add("activity", name="Erbij", organisation_id="OM", duration_minutes=5)
    plan = taken(book)
    new = activity(plan, "OM-5")  # the series stood at 4
    assert (new.name, new.duration_minutes, new.kind) == ("Erbij", 2400, ActivityKind.TASK)
    assert {s.prefix: s.last for s in plan.rows(KeySeries)} == {"POL": 3, "OM": 5}


def test_a_new_row_goes_below_the_one_that_it_stands_under(book: Edited):
    sheet, below = book.sheet("activity"), book.row("activity", "POL-2")
    sheet.insert_rows(below + 1)
    book.put("activity", below + 1, "name", "Ertussen")
    book.put("activity", below + 1, "parent_id", "POL-1")
    plan = taken(book)
    assert [a.name for a in plan.children(activity(plan, "POL-1").id)] == ["=Scholing & toetsing", "Ertussen", "Gereed"]
    assert activity(plan, "POL-4").organisation_id == activity(plan, "POL-1").organisation_id


def test_a_new_summary_and_what_is_in_it_come_in_together(book: Edited):
    book.add("activity", name="Deel", parent_id="Groep", organisation_id="ZM")
    book.add("activity", name="Groep", kind="Verzamelactiviteit", organisation_id="Zittende magistratuur")
    book.add("organisation", code="ZM", name="Zittende magistratuur")
    book.add("dependency", predecessor_id="Deel", successor_id="POL-3")
    plan = taken(book)
    part, group = activity(plan, "ZM-1"), activity(plan, "ZM-2")
    assert (part.name, part.parent_id) == ("Deel", group.id)
    assert len(plan.successors(part.id)) == 1


def test_a_copied_row_without_its_number_is_a_new_one(book: Edited):
    sheet, number = book.sheet("activity"), book.row("activity", "POL-2")
    values = [cell.value for cell in sheet[number]]
    new = sheet.max_row + 1
    for column, value in enumerate(values, 1):
        cell = sheet.cell(new, column, value)
        if isinstance(value, str):
            cell.data_type = "s"
    book.put("activity", new, "key", None)
    book.put("activity", new, "name", "Kopie")
    plan = taken(book)
    assert activity(plan, "POL-4").name == "Kopie"
    assert activity(plan, "POL-2") == activity(SMALL, "POL-2")


def test_a_remark_under_the_table_is_kept_as_a_remark(book: Edited):
    sheet = book.sheet("activity")
    place = sheet.cell(sheet.max_row + 3, 3, "Ingevuld door de coördinator")
    place.data_type = "s"
    incoming = read_workbook(book.save(), SMALL)
    assert not incoming.step and not incoming.findings
    assert [(each.text, each.place) for each in incoming.remarks] == [
        ("Ingevuld door de coördinator", f"Planning!{place.coordinate}")
    ]


def test_a_percentage_with_decimals_is_rounded(book: Edited):
    book.set("activity", "POL-2", "percent_complete", 1 / 3)
    assert activity(taken(book), "POL-2").percent_complete == 33


# --- what is not done -------------------------------------------------------------------------------


def test_a_missing_row_is_kept_and_named(book: Edited):
    book.sheet("activity").delete_rows(book.row("activity", "OM-1"))
    incoming = read_workbook(book.save(), SMALL)
    assert not incoming.step
    assert [found.message.words["name"] for found in incoming.findings] == ["OM-1 Aanwijzing"]


def test_a_column_that_is_gone_changes_nothing(book: Edited):
    book.sheet("activity").delete_cols(book.column("activity", "note"))
    assert not read_workbook(book.save(), SMALL).step


def test_that_a_date_typed_over_a_computed_one_is_proposed_as_given(book: Edited):
    place = book.set("activity", "OM-1", "start", date(2030, 1, 1))
    book.set("activity", "OM-1", "finish", "eind 2030")
    book.set("activity", "POL-3", "finish", date(2024, 7, 1))
    incoming = read_workbook(book.save(), SMALL)
    assert place in [found.place for found in incoming.findings]
    assert {(c.key, c.field, str(c.after.latest)) for c in incoming.changes} == {
        ("OM-1", "start_window", "2030-01-01"),
        ("OM-1", "finish_window", "2030-12-31"),
        ("POL-3", "start_window", "2024-07-01"),
    }


def test_that_other_computed_cells_are_not_taken_over_and_that_is_said(book: Edited):
    place = book.set("activity", "OM-1", "total_slack", 3)
    incoming = read_workbook(book.save(), SMALL)
    assert not incoming.step and [found.place for found in incoming.findings] == [place]


def test_that_a_date_in_both_cells_is_the_one_under_as_given(book: Edited):
    book.set("activity", "OM-1", "start", date(2030, 1, 1))
    book.set("activity", "OM-1", "start_window", date(2031, 1, 1))
    (change,) = read_workbook(book.save(), SMALL).changes
    assert change.after.latest == date(2031, 1, 1)


def test_that_the_rest_comes_in_without_a_bad_cell_only_when_that_is_said(book: Edited):
    place = book.set("activity", "POL-2", "deadline", "31-02-2023")
    book.set("activity", "POL-2", "name", "Scholing")
    path = book.save()
    refused = read_any_sheets(path, SMALL)
    assert refused.refused and not refused.step
    incoming = read_any_sheets(path, SMALL, without_bad_cells=True)
    assert [found.place for found in incoming.left_out] == [place]
    assert not incoming.refused
    assert [(c.key, c.field) for c in incoming.changes] == [("POL-2", "name")]


def test_that_agreements_risks_and_decisions_come_back(book: Edited):
    book.set("agreement", "AFS-1", "accepted", "eind maart 2023")
    book.set("agreement", "AFS-1", "status", "Aanvaard")
    book.set("risk", "RIS-1", "measure", "Extra docenten")
    book.add("risk", title="Lokalen bezet", probability=2, organisation_id="OM")
    book.add("agreement", title="Lijst met contactpersonen", giver_id="OM", taker_id="POL", promised="Q1 2023")
    incoming = read_workbook(book.save(), SMALL)
    assert not incoming.refused
    told = {(c.kind, c.key, c.field) for c in incoming.changes}
    assert {("agreement", "AFS-1", "accepted"), ("agreement", "AFS-1", "status"), ("risk", "RIS-1", "measure")} <= told
    assert {c.key for c in incoming.changes if c.field == "title"} == {"RIS-2", "AFS-2"}
    assert SMALL.with_step(incoming.step).agreements[0].status is Agreed.ACCEPTED


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", None),
        ("name", "x" * 251),
        ("kind", "Klus"),
        ("kind", None),
        ("percent_complete", 1.4),
        ("percent_complete", "veel"),
        ("duration_minutes", -3),
        ("duration_minutes", "lang"),
        ("duration_minutes", date(2024, 1, 1)),
        ("organisation_id", "NFI"),
        ("parent_id", "POL-99"),
        ("deadline", "32-13-2024"),
        ("deadline", "na de zomer"),
        ("deadline", True),
        ("deadline", -5),
        ("start_window", "met de hoed in de hand"),
        ("conditional", "misschien"),
        ("parent_id", "POL-3"),
        ("parent_id", "OM-1"),
    ],
)
def test_a_bad_cell_is_refused_with_its_address_and_nothing_is_changed(book: Edited, field: str, typed: object):
    book.set("activity", "OM-1", "note", "Een goede wijziging")
    place = book.set("activity", "POL-2", field, typed)
    assert [found.place for found in refused(book).findings if found.rank is Rank.ERROR] == [place]


def test_all_bad_cells_are_named_at_once(book: Edited):
    places = [
        book.set("activity", "POL-2", "percent_complete", 1.4),
        book.set("activity", "POL-3", "organisation_id", "NFI"),
        book.set("measurement", 3361.5, "value", "veel"),
    ]
    assert {found.place for found in refused(book).findings} == set(places)


def test_a_ring_a_double_code_and_a_double_link_are_refused_where_they_stand(book: Edited, tmp_path: Path):
    number = book.add("dependency", predecessor_id="POL-3", successor_id="POL-2")
    assert refused(book).findings[0].place.startswith("Afhankelijkheden!")
    assert refused(book).findings[0].place.endswith(str(number))
    again = Edited(written(SMALL, tmp_path))
    number = again.add("organisation", code="om", name="Nog een")
    assert number  # a code that is there is that organisation
    assert refused(again).findings[0].rank is Rank.ERROR


def test_columns_sorted_without_the_rest_are_noticed(book: Edited):
    first, second = book.row("activity", "POL-2"), book.row("activity", "POL-3")
    book.put("activity", first, "key", "POL-3")
    book.put("activity", second, "key", "POL-2")
    assert len(refused(book).findings) == 2


def test_a_number_that_was_used_before_is_refused(book: Edited):
    number = book.add("activity", key="OM-3", name="Oud nummer")
    assert refused(book).findings[0].place.endswith(str(number))


def test_a_formula_without_a_stored_result_is_not_an_empty_cell(book: Edited):
    sheet, number = book.sheet("activity"), book.row("activity", "POL-2")
    sheet.cell(number, book.column("activity", "duration_minutes")).value = "=20+20"
    sheet.cell(number, book.column("activity", "responsible")).value = "#N/A"
    assert "formule" in translator("nl").translate(refused(book).findings[0].message)


def test_one_percent_and_a_hundred_are_told_apart(book: Edited):
    number = book.row("activity", "POL-2")
    cell = book.sheet("activity").cell(number, book.column("activity", "percent_complete"), 1)
    assert activity(taken(book), "POL-2").percent_complete == 100
    cell.number_format, cell.value = "General", 30
    assert activity(taken(book), "POL-2").percent_complete == 30
    cell.value = 1
    refused(book)


def test_a_workbook_of_another_plan_is_refused(book: Edited):
    incoming = read_workbook(book.save(), small_plan())
    assert incoming.refused and not incoming.step


def test_text_too_long_for_excel_stays_whole(tmp_path: Path):
    long = SMALL.activities_by_key["POL-2"].changed(note="😀" * 20_000)
    plan = Plan.of([*(row for row in SMALL.all_rows() if row.id != long.id), long])
    book = Edited(written(plan, tmp_path))
    assert not read_workbook(book.path, plan).changes
    book.set("activity", "POL-2", "note", "korter")
    assert read_workbook(book.save(), plan).refused
