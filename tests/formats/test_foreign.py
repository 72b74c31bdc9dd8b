"""Sheets as Dutch organisations keep them, made here with the outcome that is wanted; and the real ones."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from excel_plans import small_plan
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill

from planner.domain.model import Activity, ActivityKind, Dependency, LinkType
from planner.domain.plan import Plan
from planner.errors import FileTrouble
from planner.formats.foreign import (
    Answers,
    DateOrder,
    Target,
    keep,
    kept_mapping,
    open_book,
    preview,
    propose_mapping,
    read_foreign,
)
from planner.formats.foreign.mapping import as_json, from_json
from planner.formats.incoming import Incoming, Rank
from planner.language import translator


def saved(path: Path, rows: list[list[Any]], title: str = "Planning") -> Path:
    """A workbook with these rows on one sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def taken(path: Path, plan: Plan | None = None, **answers: Any) -> tuple[dict[str, Activity], Plan, Incoming]:
    """The activities that a file brings, by name; the plan after it; what was told."""
    before = plan or small_plan()
    incoming = read_foreign(path, before, Answers(**answers))
    after = before.with_step(incoming.step)
    new = {a.name: a for a in after.rows(Activity) if a.id not in before.table("activity") or a.source_uid}
    return new, after, incoming


def told(incoming: Incoming) -> str:
    said = translator("nl")
    return "\n".join(f"{found.rank} {found.place}: {said.translate(found.message)}" for found in incoming.findings)


def refused(path: Path, **answers: Any) -> str:
    said = translator("nl")
    try:
        incoming = read_foreign(path, small_plan(), Answers(**answers))
    except FileTrouble as trouble:
        sentence = said.translate(trouble.message)
        assert path.name in sentence and "\n" not in sentence
        return sentence
    assert incoming.refused and not incoming.step
    first = incoming.findings[0]
    return f"{first.place}: {said.translate(first.message)}"


def parent(plan: Plan, activity: Activity) -> str:
    above = plan.get(Activity, activity.parent_id)
    return above.name if above else ""


# --- as ministries, police and municipalities keep them ----------------------------------------------


def test_an_action_list_with_words_for_dates(tmp_path: Path):
    path = saved(
        tmp_path / "acties.xlsx",
        [
            ["Actielijst implementatie", None, None, None, None],
            [None],
            ["Nr", "Wat", "Wie", "Streefdatum", "Status", "Opmerkingen"],
            [1, "Werkinstructie vaststellen", "projectleider", "Q3 2023", "loopt", None],
            [2, "Communicatieplan", "afdeling communicatie", "voor de zomer 2023", "afgerond", "besproken"],
            [3, "Beheer inrichten", "functioneel beheer", "doorlopend", "loopt", None],
            [4, "Opleiding inkopen", "afdeling inkoop", "n.t.b.", "vertraagd", None],
            [5, "Brief aan de Kamer", "beleid", "z.s.m.", "vervallen", None],
            [None, "Totaal", None, None, 5, None],
        ],
    )
    rows, _, incoming = taken(path)
    assert set(rows) == {
        *("Werkinstructie vaststellen", "Communicatieplan", "Beheer inrichten", "Opleiding inkopen"),
        "Brief aan de Kamer",
    }
    first = rows["Werkinstructie vaststellen"]
    assert first.finish_window is not None
    assert (first.finish_window.earliest, first.finish_window.latest) == (date(2023, 7, 1), date(2023, 9, 30))
    assert first.responsible == "projectleider"
    assert rows["Communicatieplan"].percent_complete == 100
    assert "besproken" in rows["Communicatieplan"].note
    assert rows["Beheer inrichten"].finish_window is None and "doorlopend" in rows["Beheer inrichten"].note
    nothing = rows["Opleiding inkopen"].finish_window
    assert nothing is not None and nothing.latest is None and nothing.words == "n.t.b."
    assert not rows["Brief aan de Kamer"].active
    assert "totaal" in told(incoming).casefold()


def test_headings_over_two_rows_planned_and_realised(tmp_path: Path):
    path = tmp_path / "twee.xlsx"
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Activiteit", "Actiehouder", "Planning", None, "Realisatie", None],
        [None, None, "Start", "Gereed", "Start", "Gereed"],
        ["Systeem aanpassen", "IV", date(2023, 1, 9), date(2023, 6, 30), date(2023, 1, 16), None],
        ["Test", "IV", date(2023, 7, 3), date(2023, 8, 31), None, None],
    ):
        sheet.append(row)
    for merged in ("A1:A2", "B1:B2", "C1:D1", "E1:F1"):
        sheet.merge_cells(merged)
    book.save(path)
    rows, _, _ = taken(path)
    system = rows["Systeem aanpassen"]
    assert system.start_window is not None and system.start_window.earliest == date(2023, 1, 9)
    assert system.finish_window is not None and system.finish_window.latest == date(2023, 6, 30)
    assert system.actual_start is not None and system.actual_start.date() == date(2023, 1, 16)
    assert system.actual_finish is None
    assert set(rows) == {"Systeem aanpassen", "Test"}


def test_marks_under_quarters_with_the_year_in_a_banner(tmp_path: Path):
    path = saved(
        tmp_path / "kwartalen.xlsx",
        [
            ["Activiteit", "Trekker", "2023", None, None, None, "2024", None],
            [None, None, "Q1", "Q2", "Q3", "Q4", "Q1", "Q2"],
            ["Analyse", "team", "X", "X", None, None, None, None],
            ["Bouw", "team", None, None, None, "x", "x", None],
        ],
    )
    rows, _, _ = taken(path)
    build = rows["Bouw"]
    assert build.start_window is not None and build.start_window.earliest == date(2023, 10, 1)
    assert build.finish_window is not None and build.finish_window.latest == date(2024, 3, 31)


def test_months_without_a_year_are_asked_about(tmp_path: Path):
    path = saved(
        tmp_path / "maanden.xlsx",
        [["Activiteit", "Wie", "okt", "nov", "dec", "jan", "feb"], ["Werven", "hr", None, "v", "v", "v", None]],
    )
    assert "--year" in refused(path)
    rows, _, _ = taken(path, year=2023)
    hire = rows["Werven"]
    assert hire.start_window is not None and hire.start_window.earliest == date(2023, 11, 1)
    assert hire.finish_window is not None and hire.finish_window.latest == date(2024, 1, 31)


def test_phases_indents_and_bold_rows_make_the_outline(tmp_path: Path):
    path = tmp_path / "inspringen.xlsx"
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Taak", "Begin", "Einde", "Opmerking"])
    for name, indent in (("Voorbereiding", 0), ("Plan maken", 1), ("Concept", 2), ("Uitvoering", 0), ("Bouwen", 1)):
        sheet.append([name, date(2023, 3, 1), date(2023, 5, 31)])
        sheet.cell(sheet.max_row, 1).alignment = Alignment(indent=indent)
    sheet["D3"].comment = Comment("nog afstemmen", "x")
    book.save(path)
    rows, plan, _ = taken(path)
    assert parent(plan, rows["Concept"]) == "Plan maken" and parent(plan, rows["Plan maken"]) == "Voorbereiding"
    assert rows["Voorbereiding"].kind is ActivityKind.SUMMARY and parent(plan, rows["Bouwen"]) == "Uitvoering"
    assert rows["Plan maken"].note == "nog afstemmen"


def test_banner_rows_are_sections_and_notes_below_are_left_out(tmp_path: Path):
    path = tmp_path / "blokken.xlsx"
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Planning opleidingen"],
        [],
        ["Activiteit", "Start", "Gereed", "%"],
        ["Fase 1"],
        ["Module maken", "1-9-2022", "31-12-2022", 0.4],
        ["Fase 2"],
        ["Module geven", "15-1-2023", "30-6-2023", 0],
        [],
        ["Let op: onder voorbehoud van de wettekst en van de behandeling in beide Kamers der Staten-Generaal."],
    ):
        sheet.append(row)
    for spot in ("A4", "A6"):
        sheet[spot].font = Font(bold=True)
        sheet[spot].fill = PatternFill("solid", fgColor="DDE6F0")
    book.save(path)
    rows, plan, incoming = taken(path)
    assert set(rows) == {"Fase 1", "Module maken", "Fase 2", "Module geven"}
    assert parent(plan, rows["Module geven"]) == "Fase 2"
    assert rows["Module maken"].percent_complete == 40
    made = rows["Module maken"].start_window
    assert made is not None and made.earliest == date(2022, 9, 1)  # decided by 31-12-2022 beside it
    assert "A9" in told(incoming)


def test_links_in_dutch_and_english_notation(tmp_path: Path):
    path = saved(
        tmp_path / "links.xlsx",
        [
            ["Id", "Taaknaam", "Duur", "Voorafgaande taken"],
            [1, "Een", "10 dagen", None],
            [2, "Twee", "2 weken", "1FB+2d"],
            [3, "Drie", "1,5 dag", "1BB;2EE-1 dag"],
            [4, "Mijlpaal: klaar", "0d", "3SF; 9"],
        ],
    )
    rows, plan, incoming = taken(path)
    keys = {a.id: a.name for a in rows.values()}
    links = {
        (keys[d.predecessor_id], d.type, d.lag, keys[d.successor_id])
        for d in plan.rows(Dependency)
        if d.predecessor_id in keys
    }
    assert links == {
        ("Een", LinkType.FS, 960, "Twee"),
        ("Een", LinkType.SS, 0, "Drie"),
        ("Twee", LinkType.FF, -480, "Drie"),
        ("Drie", LinkType.SF, 0, "Mijlpaal: klaar"),
    }
    assert rows["Drie"].duration_minutes == 720
    assert rows["Mijlpaal: klaar"].kind is ActivityKind.MILESTONE
    assert "D5" in told(incoming)


def test_an_organisation_column_is_matched_with_the_plan(tmp_path: Path):
    path = saved(
        tmp_path / "keten.xlsx",
        [
            ["Organisatie", "Activiteit", "Deadline"],
            ["POL", "Training", date(2023, 5, 1)],
            ["Openbaar Ministerie", "Richtlijn", date(2023, 6, 1)],
            ["Onbekende dienst", "Iets", date(2023, 7, 3)],
        ],
    )
    rows, _, incoming = taken(path)
    assert rows["Training"].key == "POL-4" and rows["Richtlijn"].key.startswith("OM-")
    assert rows["Training"].finish_window is not None  # a deadline without another finish is the finish
    assert rows["Iets"].responsible == "Onbekende dienst" and "A4" in told(incoming)


def test_a_sheet_that_lists_no_activities_is_refused(tmp_path: Path):
    path = saved(tmp_path / "begroting.xlsx", [["Post", "Bedrag"], ["Personeel", 100], ["Materieel", 50]])
    assert "geen lijst van activiteiten" in refused(path)


# --- what must be asked ------------------------------------------------------------------------------


def test_dates_that_can_be_swapped_are_asked_about_and_never_guessed(tmp_path: Path):
    path = saved(
        tmp_path / "data.xlsx",
        [["Taak", "Start", "Einde"], ["Een", "04/05/2023", "05/06/2023"], ["Twee", "03/04/2023", "06/07/2023"]],
    )
    assert "Planning!B2" in refused(path) and "--date-order" in refused(path)
    for order, month in ((DateOrder.DAY_FIRST, 5), (DateOrder.MONTH_FIRST, 4)):
        rows, _, _ = taken(path, order=order)
        start = rows["Een"].start_window
        assert start is not None and start.earliest is not None and start.earliest.month == month


def test_a_weekday_or_another_date_decides(tmp_path: Path):
    path = saved(
        tmp_path / "data.xlsx",
        [["Taak", "Start", "Einde"], ["Een", "do 04/05/2023", "05/06/2023"], ["Twee", "03/04/2023", "06/07/2023"]],
    )
    rows, _, _ = taken(path)
    assert rows["Twee"].start_window is not None and rows["Twee"].start_window.earliest == date(2023, 4, 3)


def test_ones_only_among_percentages_are_asked_about(tmp_path: Path):
    path = saved(
        tmp_path / "procent.xlsx",
        [["Taak", "Einde", "Voortgang"], ["Een", date(2023, 5, 1), 1], ["Twee", date(2023, 6, 1), 0]],
    )
    assert "--percent" in refused(path)


# --- next month ----------------------------------------------------------------------------------------


def test_next_month_updates_instead_of_adding_again(tmp_path: Path):
    head = ["Nr", "Activiteit", "Start", "Gereed", "Voortgang", "Opmerking"]
    first = saved(
        tmp_path / "juni.xlsx",
        [
            ["Stand juni"],
            head,
            [1, "Analyse", date(2023, 1, 9), date(2023, 3, 31), "20%", None],
            [2, "Bouw", date(2023, 4, 3), "eind 2023", "0%", None],
        ],
    )
    _, plan, _ = taken(first, organisation="POL")
    again, _, incoming = taken(first, plan, organisation="POL")
    assert not incoming.step.changes, told(incoming)
    second = saved(
        tmp_path / "juli.xlsx",
        [
            ["Stand juli"],
            head,
            [3, "Test", date(2024, 1, 8), date(2024, 2, 29), "0%", None],
            [2, "Bouw van het systeem", date(2023, 4, 3), "eind 2023", "15%", None],
        ],
    )
    rows, after, incoming = taken(second, plan, organisation="POL")
    assert after.size == plan.size + 1
    assert rows["Bouw van het systeem"].key == again["Bouw"].key
    assert rows["Bouw van het systeem"].percent_complete == 15
    assert "Analyse" in told(incoming)  # missing here: kept, and told


def test_a_mapping_is_kept_and_found_again_by_its_headings(tmp_path: Path):
    rows = [["Taak", "Bijz", "Start"], ["Een", "let op", "04/05/2023"], ["Twee", "", "03/04/2023"]]
    path = saved(tmp_path / "data.xlsx", rows)
    book, plan = open_book(path), small_plan()
    proposal = propose_mapping(book, plan)
    settled = proposal.mapping.with_table(proposal.mapping.tables[0].with_target(1, Target.NOTE), 0)
    kept = keep(settled.with_order(DateOrder.MONTH_FIRST), "Maandopgave")
    assert kept_mapping("maandopgave") == kept and from_json(as_json(kept)) == kept
    moved = saved(tmp_path / "later.xlsx", [["Nieuwe titel"], *[[row[2], row[0], row[1]] for row in rows]])
    found, _, incoming = taken(moved)
    start = found["Een"].start_window
    assert start is not None and start.earliest == date(2023, 4, 5) and "let op" in found["Een"].note
    assert "Maandopgave" in told(incoming)


def test_a_preview_shows_rows_and_what_is_wrong_by_cell(tmp_path: Path):
    path = saved(
        tmp_path / "fout.xlsx",
        [["Taak", "Start", "Einde"], ["Een", "xx misschien yy", date(2023, 5, 1)], ["Twee", date(2023, 4, 3), None]],
    )
    book, plan = open_book(path), small_plan()
    shown = preview(book, propose_mapping(book, plan).mapping, plan)
    assert [row.name for row in shown.rows] == ["Een", "Twee"]
    assert any(found.place == "Planning!B2" and found.rank is Rank.WARNING for found in shown.findings)
    assert any("misschien" in note for note in shown.rows[0].notes)


# --- the real ones -----------------------------------------------------------------------------------


def test_the_statement_of_the_police(shared_data: Path):
    rows, plan, incoming = taken(shared_data / "xlsx" / "opgave-politie.xlsx")
    assert len(rows) == 11 and not incoming.refused
    assert parent(plan, rows["Ketentest met OM"]) == "B. Informatievoorziening"
    assert rows["Opleidingsbehoefte bepalen"].percent_complete == 40
    assert not rows["Vervallen: tijdelijke registratie"].active
    weeks = rows["Ketentest met OM"].start_window
    assert weeks is not None and weeks.earliest == date(2024, 1, 29)
    assert "rij 20" in told(incoming) and "Stand van zaken!H19" in told(incoming)


def test_the_export_from_ms_project(shared_data: Path):
    rows, plan, _ = taken(shared_data / "xlsx" / "om-export-uit-msproject.xlsx", organisation="OM")
    assert len(rows) == 8 and all(a.key.startswith("OM-") for a in rows.values())
    assert parent(plan, rows["Concept aanwijzing"]) == "Aanwijzingen en richtlijnen"
    assert rows["Vaststelling college"].kind is ActivityKind.MILESTONE
    assert not rows["Optie: landelijke dag"].active
    assert sum(d.successor_id == rows["Opleiding officieren"].id for d in plan.rows(Dependency)) == 2


def test_bars_of_coloured_weeks(shared_data: Path):
    rows, plan, _ = taken(shared_data / "xlsx" / "nfi-strokenplanning.xlsx")
    first = rows["Inventarisatie"]
    assert parent(plan, first) == "Forensische instructies"
    assert first.start_window is not None and first.start_window.earliest == date(2022, 9, 5)
    assert first.finish_window is not None and first.finish_window.latest == date(2022, 11, 11)


def test_dates_from_1904_and_formulas_without_values(shared_data: Path):
    path = shared_data / "xlsx" / "csg-wbs-met-formules-1904.xlsx"
    assert "Planning!D7" in refused(path)
    rows, plan, incoming = taken(path, order=DateOrder.DAY_FIRST)
    made = rows["Materiaal maken"]
    assert made.start_window is not None and made.start_window.earliest == date(2023, 2, 1)
    assert made.duration_minutes == 60 * 480 and parent(plan, made) == "Scholing en voorlichting"
    assert "Planning!F4" in told(incoming)


def test_figures_become_indicators(shared_data: Path):
    path = shared_data / "xlsx" / "kerncijfers.xlsx"
    _, plan, _ = taken(path)
    stock = next(one for one in plan.indicators if one.name.startswith("Voorraad"))
    assert [m.value for m in plan.measurements(stock.id)] == [3429, 2928, 3351, 3361]
    assert not read_foreign(path, plan).step.changes
