"""Settling how a sheet of somebody else is read: what is asked, what is answered, what is kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from excel_plans import small_plan
from openpyxl import Workbook

from planner.domain.imprecise_date import ImpreciseDate
from planner.errors import FileTrouble
from planner.formats.foreign import DateOrder, Hierarchy, PercentForm, Target, kept_mapping, open_book
from planner.formats.foreign.draft import PREVIEWED, Draft, examples, known_mappings
from planner.formats.foreign.importing import incoming_of

LIST: list[list[Any]] = [
    ["Stand van zaken 2023"],
    [],
    ["Nr", "Activiteit", "Begin", "Einde", "Gereed"],
    [1, "Werkinstructie", "04/05/2023", "eind 2023", 1],
    [2, "Opleiding", "06/07/2023", "medio 2024", 0],
]


def draft_of(path: Path, *sheets: tuple[str, list[list[Any]]]) -> Draft:
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return Draft(open_book(path), small_plan())


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    return draft_of(tmp_path / "lijst.xlsx", ("Planning", LIST), ("Uitleg", [["Dit is een toelichting"]]))


def starts(draft: Draft) -> list[date | None]:
    windows = [row.values.get("start") for row in draft.preview(0).rows]
    return [w.earliest if isinstance(w, ImpreciseDate) else None for w in windows]


def test_that_what_can_be_read_in_two_ways_is_asked_and_hinders(draft: Draft):
    assert {(q.kind, q.place) for q in draft.questions} == {
        ("date-order", "Planning!C4"),
        ("percent", "Planning!E4"),
    }
    assert draft.hindrance is not None
    draft.set_order(0, 2, DateOrder.MONTH_FIRST)
    assert {q.kind for q in draft.questions} == {"percent"}
    assert starts(draft) == [date(2023, 4, 5), date(2023, 6, 7)]
    draft.set_percent(0, 4, PercentForm.FRACTION)
    assert draft.hindrance is None
    assert [row.values.get("percent_complete") for row in draft.preview(0).rows] == [100, 0]


def test_that_an_answer_stays_when_something_else_is_changed(draft: Draft):
    draft.set_order(0, 2, DateOrder.MONTH_FIRST)
    draft.set_percent(0, 4, PercentForm.POINTS)
    draft.set_target(0, 0, Target.NOTHING)
    draft.set_hierarchy(0, Hierarchy.INDENT)
    assert draft.questions == ()
    assert starts(draft)[0] == date(2023, 4, 5)


def test_that_what_one_column_can_hold_moves_with_the_choice(draft: Draft):
    draft.set_target(0, 4, Target.START)
    held = {column.at: column.target for column in draft.tables[0].mapping.columns}
    assert held[4] is Target.START and held[2] is Target.NOTHING


def test_that_several_columns_can_be_notes(draft: Draft):
    draft.set_target(0, 0, Target.NOTE)
    draft.set_target(0, 4, Target.NOTE)
    assert len(draft.tables[0].mapping.columns_of(Target.NOTE)) == 2


def test_that_a_sheet_without_a_list_can_be_taken_by_its_header_row(tmp_path: Path):
    rows = [["Zomaar"], ["Wat wij doen", "Klaar op"], ["Brief schrijven", date(2024, 3, 1)]]
    draft = draft_of(tmp_path / "los.xlsx", ("Los", rows))
    assert not draft.tables[0].taken
    assert draft.hindrance is not None
    draft.take(0, True)
    draft.set_header(0, 1)
    draft.set_target(0, 0, Target.NAME)
    draft.set_target(0, 1, Target.FINISH)
    assert draft.hindrance is None
    (row,) = draft.preview(0).rows
    assert row.name == "Brief schrijven" and row.values["finish"].latest == date(2024, 3, 1)


def test_that_a_list_without_headings_is_read_by_what_stands_in_it(tmp_path: Path):
    rows = [["Projectplan", date(2023, 3, 1), date(2023, 4, 1)], ["Werving", date(2023, 4, 1), date(2023, 8, 1)]]
    draft = draft_of(tmp_path / "kaal.xlsx", ("Kaal", rows))
    assert draft.tables[0].mapping.header == (-1,)
    draft.take(0, True)
    assert draft.hindrance is None
    assert [(row.name, row.values["finish"].latest) for row in draft.preview(0).rows] == [
        ("Projectplan", date(2023, 4, 1)),
        ("Werving", date(2023, 8, 1)),
    ]
    assert incoming_of(draft.book, draft.settled(), draft.plan).step


def test_that_a_year_that_is_given_makes_words_without_one_clear(tmp_path: Path):
    rows = [["Actie", "Wanneer"], ["Brief opstellen", "wk 12 t/m 15"]]
    draft = draft_of(tmp_path / "weken.xlsx", ("Weken", rows))
    assert "finish" not in draft.preview(0).rows[0].values
    draft.set_year(0, 2023)
    assert draft.preview(0).rows[0].values["finish"].latest == date(2023, 4, 16)


def test_that_a_table_without_names_hinders_and_says_which(draft: Draft):
    draft.set_target(0, 1, Target.NOTHING)
    assert draft.hindrance is not None and draft.hindrance.words == {"sheet": "Planning"}


def test_that_columns_of_weeks_ask_for_their_year_and_take_it(tmp_path: Path):
    head = ["Activiteit", *[f"wk {week}" for week in range(10, 20)]]
    rows = [head, ["Opleiden", *["x" if 3 <= week <= 6 else None for week in range(10)]]]
    draft = draft_of(tmp_path / "stroken.xlsx", ("Stroken", rows))
    assert [q.kind for q in draft.questions] == ["year"]
    draft.set_year(0, 2024)
    assert draft.questions == ()
    (row,) = draft.preview(0).rows
    assert (row.values["start"].earliest, row.values["finish"].latest) == (date(2024, 3, 25), date(2024, 4, 19))


def test_that_a_kept_way_of_reading_answers_next_month(draft: Draft, tmp_path: Path):
    draft.set_order(0, 2, DateOrder.MONTH_FIRST)
    draft.set_percent(0, 4, PercentForm.FRACTION)
    draft.organisation = "POL"
    draft.settled("Opgave politie")
    assert known_mappings() == ("Opgave politie",)
    assert kept_mapping("opgave politie").organisation == "POL"
    moved = [[*row[:2], *row[3:], *row[2:3]] for row in LIST]  # they moved a column
    again = draft_of(tmp_path / "volgende.xlsx", ("Planning", moved))
    again.use_kept("Opgave politie")
    assert again.questions == () and again.organisation == "POL"
    assert starts(again) == [date(2023, 4, 5), date(2023, 6, 7)]


def test_that_the_preview_is_the_beginning_of_what_comes_in(tmp_path: Path):
    rows: list[list[Any]] = [["Activiteit", "Begin"]]
    rows += [[f"Werk {i}", date(2024, 1, 1)] for i in range(PREVIEWED + 50)]
    draft = draft_of(tmp_path / "lang.xlsx", ("Lang", rows))
    assert len(draft.preview(0).rows) == PREVIEWED
    told: list[tuple[int, int]] = []
    whole = incoming_of(draft.book, draft.settled(), draft.plan, told=lambda done, total: told.append((done, total)))
    assert len([c for c in whole.changes if c.field == "name"]) == PREVIEWED + 50
    assert told == [(PREVIEWED + 50, PREVIEWED + 51)]


def test_that_reading_ends_when_the_listener_raises(tmp_path: Path):
    rows: list[list[Any]] = [["Activiteit", "Begin"], *[[f"Werk {i}", date(2024, 1, 1)] for i in range(1000)]]
    draft = draft_of(tmp_path / "lang.xlsx", ("Lang", rows))

    class Enough(Exception):
        pass

    def stop(done: int, _total: int) -> None:
        raise Enough(str(done))

    with pytest.raises(Enough, match="250"):
        incoming_of(draft.book, draft.settled(), draft.plan, told=stop)


def test_that_a_file_without_anything_is_refused_in_a_sentence(tmp_path: Path):
    with pytest.raises(FileTrouble, match="no list of activities"):
        draft_of(tmp_path / "leeg.xlsx", ("Leeg", []))


def test_that_examples_are_the_first_different_texts(draft: Draft):
    table = draft.tables[0].mapping
    assert examples(draft.sheet(0), table, table.columns[1]) == ("Werkinstructie", "Opleiding")


def test_the_real_sheets_end_as_they_are_read_without_a_person(shared_data: Path):
    """Where nothing has to be asked, the draft and the command line read the same."""
    from planner.formats.foreign import read_foreign

    plan = small_plan()
    for name in ("opgave-politie.xlsx", "om-export-uit-msproject.xlsx", "nfi-strokenplanning.xlsx", "gemeenten.csv"):
        path = shared_data / "xlsx" / name
        draft = Draft(open_book(path), plan)
        assert draft.hindrance is None, name
        settled = incoming_of(draft.book, draft.settled(), plan, draft.figures)
        read = read_foreign(path, plan)
        assert [(c.about, c.field) for c in settled.changes] == [(c.about, c.field) for c in read.changes], name
        assert settled.findings == read.findings, name
