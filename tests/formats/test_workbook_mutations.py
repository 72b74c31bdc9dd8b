"""Whatever somebody does to a workbook that was sent shows up on return, or nothing was changed.

Every mutation is read back against the plan that was sent; each cell is accounted for, and what was typed is a
change, a remark or a finding. The short run is seeded; `make soak` takes many more seeds.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from planner.document import PlanDocument
from planner.domain.scheduling import schedule
from planner.formats.excel import write_workbook
from planner.formats.excel.file_guard import open_sheets
from planner.formats.excel.layout import META_SHEET
from planner.formats.excel.tables import find_tables
from planner.formats.foreign import read_any_sheets
from planner.formats.incoming import Incoming
from planner.language import translator

CASES = Path(__file__).parent / "cases"
HEAD = 3
SEEDS = range(6)
MANY = range(6, 250)
WORDS = ("Uitstel", "1-8-2024", "medio maart 2025", 5, 0.5, date(2025, 3, 1), "x", "Opm.: graag overleg", True, "#N/A")


class Sent:
    """A workbook of politie as it was sent, the plan it was made from, and the way back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copy(CASES / "base.keten", folder / "plan.keten")
        self.document = PlanDocument.open(folder / "plan.keten")
        self.path = folder / "sent.xlsx"
        plan = self.document.plan
        write_workbook(
            plan, schedule(plan), self.path, translator("nl"), organisation="POL", seq=self.document.last_seq
        )
        self.tables = {t.layout.kind: t for t in find_tables(open_sheets(self.path))}

    def book(self) -> Workbook:
        return load_workbook(self.path)

    def back(self, book: Workbook) -> Incoming:
        path = self.folder / "reply.xlsx"
        book.save(path)
        plan = self.document.plan
        incoming = read_any_sheets(path, plan, as_of=self.document.plan_as_of)
        check_account(incoming, path)
        return incoming


def check_account(incoming: Incoming, path: Path) -> None:
    """Every cell that holds something is counted once; those that were emptied may be counted as changed."""
    cells = incoming.cells
    assert cells is not None
    full = sum(
        not (cell is None or (isinstance(cell, str) and not cell.strip()))
        for sheet in open_sheets(path)
        for row in sheet.rows
        for cell in row
    )
    assert full <= cells.total <= full + cells.changed + cells.not_understood
    assert not any("accounted for" in found.message.text for found in incoming.findings)


def is_silent(incoming: Incoming) -> bool:
    return not (incoming.changes or incoming.remarks or incoming.findings)


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Any:
    made = Sent(tmp_path_factory.mktemp("sent"))
    yield made
    made.document.close()


def some_table(sent: Sent, book: Workbook, chance: random.Random) -> tuple[Worksheet, Any]:
    table = chance.choice([t for t in sent.tables.values() if t.rows])
    return book[table.sheet], table


# --- one mutation each: the chance, the book; returns whether something was really typed -------------------------


def another_value(sent: Sent, book: Workbook, chance: random.Random) -> bool:
    """Type something else over any cell of any sheet that people can see."""
    sheet = book[chance.choice([s.title for s in book.worksheets if s.title != META_SHEET])]
    row, column = chance.randint(1, sheet.max_row), chance.randint(1, sheet.max_column)
    table = next((t for t in sent.tables.values() if t.sheet == sheet.title), None)
    hidden = table is not None and column <= table.columns["id"] + 2
    if sheet.title == "Uw planning":  # the first tab: hidden columns, and what stands above its bars
        hidden = column <= 5 or row == 3 or (row <= 5 and column > 13)
    cell, typed = sheet.cell(row, column), chance.choice(WORDS)
    if hidden or cell.value == typed or (sheet.title == "Toelichting" and column == 1):
        return False  # hidden cells may be anything: what people see counts
    was_number = isinstance(cell.value, int | float) and isinstance(typed, int | float) and cell.value == typed
    cell.value = typed
    return not was_number


def a_note(sent: Sent, book: Workbook, chance: random.Random) -> bool:
    sheet, table = some_table(sent, book, chance)
    sheet.cell(chance.choice(table.rows)[0], chance.randint(3, 8)).comment = Comment("Klopt dit nog?", "politie")
    return True


def an_own_column(sent: Sent, book: Workbook, chance: random.Random) -> bool:
    sheet, table = some_table(sent, book, chance)
    at = chance.randint(3, max(table.columns.values()) + 1)
    sheet.insert_cols(at)
    sheet.cell(HEAD, at, "Onze opmerking")
    sheet.cell(chance.choice(table.rows)[0], at, "graag bellen")
    return True


def a_text_in_the_margin(sent: Sent, book: Workbook, chance: random.Random) -> bool:
    sheet, _ = some_table(sent, book, chance)
    sheet.cell(chance.randint(1, sheet.max_row + 4), sheet.max_column + chance.randint(1, 5), "losse tekst")
    return True


def a_deleted_row(sent: Sent, book: Workbook, chance: random.Random) -> bool:
    sheet, table = some_table(sent, book, chance)
    sheet.delete_rows(chance.choice(table.rows)[0])
    return True


def a_row_copied(sent: Sent, book: Workbook, chance: random.Random) -> bool:
    """A copy of a row above it, with another name and its number emptied."""
    sheet, table = book[sent.tables["activity"].sheet], sent.tables["activity"]
    number = chance.choice(table.rows)[0]
    values = [cell.value for cell in sheet[number]]
    sheet.insert_rows(number)
    for column, value in enumerate(values, 1):
        sheet.cell(number, column, value)
    sheet.cell(number, table.columns["key"] + 1).value = None
    sheet.cell(number, table.columns["name"] + 1, "Een nieuwe activiteit")
    return True


def a_sheet_of_ones_own(sent: Sent, book: Workbook, chance: random.Random) -> bool:
    book.create_sheet("Vragen").append(["Wie beslist?", 3])
    return True


def a_sheet_removed(sent: Sent, book: Workbook, chance: random.Random) -> bool:
    table = chance.choice([t for t in sent.tables.values() if t.rows])
    del book[table.sheet]
    return True


def a_new_row(sent: Sent, book: Workbook, chance: random.Random) -> bool:
    table = sent.tables["activity"]
    sheet = book[table.sheet]
    row = table.rows[-1][0] + 1
    sheet.cell(row, table.columns["name"] + 1, "Nieuw werk")
    sheet.cell(row, table.columns["start"] + 1, date(2024, 9, 2))
    return True


TYPED: tuple[Callable[[Sent, Workbook, random.Random], bool], ...] = (
    another_value,
    a_note,
    an_own_column,
    a_text_in_the_margin,
    a_deleted_row,
    a_row_copied,
    a_sheet_of_ones_own,
    a_sheet_removed,
    a_new_row,
)


def all_that_is_typed(sent: Sent, mutate: Callable[[Sent, Workbook, random.Random], bool], seed: int) -> None:
    book = sent.book()
    typed = mutate(sent, book, random.Random(f"{mutate.__name__} {seed}"))
    incoming = sent.back(book)
    assert not typed or not is_silent(incoming), mutate.__name__


@pytest.mark.parametrize("mutate", TYPED, ids=lambda mutate: mutate.__name__)
@pytest.mark.parametrize("seed", SEEDS)
def test_that_what_somebody_typed_shows_up(sent: Sent, mutate: Any, seed: int):
    all_that_is_typed(sent, mutate, seed)


@pytest.mark.soak
@pytest.mark.parametrize("mutate", TYPED, ids=lambda mutate: mutate.__name__)
def test_that_what_somebody_typed_shows_up_many_times(sent: Sent, mutate: Any):
    for seed in MANY:
        all_that_is_typed(sent, mutate, seed)


# --- forms in which other programs write the same ------------------------------------------------------------------

DATES = {
    "nl": lambda d: f"{d.day}-{d.month}-{d.year}",
    "en-US": lambda d: f"{d.month}/{d.day}/{d.year}",
    "en-GB": lambda d: f"{d.day:02}/{d.month:02}/{d.year}",
    "de": lambda d: f"{d.day:02}.{d.month:02}.{d.year}",
    "iso": lambda d: d.date().isoformat() if isinstance(d, datetime) else d.isoformat(),
}


def as_text(value: Any, form: str, percent: bool) -> Any:
    """A value as another program writes it: dates, and numbers with the decimal mark of the language."""
    if isinstance(value, date):
        return DATES[form](value)
    if isinstance(value, float | int) and not isinstance(value, bool):
        text = f"{round(value * 100, 4):g}%" if percent else f"{value:.10g}"
        return text.replace(".", ",") if form in ("nl", "de") else text
    return value


def test_that_the_first_tab_takes_dates_progress_reactions_and_new_rows(sent: Sent):
    book = sent.book()
    sheet = book["Uw planning"]
    rows = {sheet.cell(number, 6).value: number for number in range(7, sheet.max_row + 1)}
    sheet.cell(rows["POL-8"], 10, date(2023, 3, 31))
    sheet.cell(rows["POL-9"], 9, "medio maart 2023")
    sheet.cell(rows["POL-5"], 11, 0.4)
    sheet.cell(rows["POL-3"], 10, "mei 2024")
    sheet.cell(rows["POL-2"], 13, "Volgt na overleg")
    sheet.cell(rows["JENV-31"] + 1, 7, "Nieuw werk")
    incoming = sent.back(book)
    said = {(c.key, c.field): str(getattr(c.after, "words", "") or c.after) for c in incoming.changes}
    assert said["POL-9", "start_window"] == "medio maart 2023" and said["POL-5", "percent_complete"] == "40"
    assert said["POL-3", "start_window"] == "mei 2024" and ("POL-8", "finish_window") in said
    assert said["POL-15", "name"] == "Nieuw werk"
    assert [(each.text, each.place) for each in incoming.remarks] == [
        ("Volgt na overleg", f"Uw planning!M{rows['POL-2']}")
    ]
    assert not incoming.findings


def test_that_the_first_tab_sorted_or_changed_twice_is_told(sent: Sent):
    book = sent.book()
    sheet = book["Uw planning"]
    numbers = range(7, 31)
    names = [sheet.cell(number, 7).value for number in numbers]
    for number, name in zip(numbers, sorted(names), strict=True):
        sheet.cell(number, 7).value = name
    assert sent.back(book).refused
    book = sent.book()
    rows = {book["Uw planning"].cell(number, 6).value: number for number in numbers}
    book["Uw planning"].cell(rows["POL-5"], 11, 0.4)
    table = sent.tables["activity"]
    other = next(number for number, values in table.rows if values[table.columns["key"]] == "POL-5")
    book[table.sheet].cell(other, table.columns["percent_complete"] + 1, 0.5)
    assert sent.back(book).refused


@pytest.mark.parametrize("form", DATES)
def test_that_values_that_became_text_are_no_changes(sent: Sent, form: str):
    book = sent.book()
    areas = [(t.sheet, [n for n, _ in t.rows], [c + 1 for c in t.columns.values()]) for t in sent.tables.values()]
    for title, numbers, columns in [*areas, ("Uw planning", range(7, 31), range(6, 14))]:
        for number in numbers:
            for column in columns:
                cell = book[title].cell(number, column)
                cell.value = as_text(cell.value, form, "%" in cell.number_format)
    incoming = sent.back(book)
    assert is_silent(incoming), [(c.key, c.field, c.before, c.after) for c in incoming.changes][:5]


def sort_some(sent: Sent, seed: int) -> None:
    """Sort any columns of a table without the others: nothing was changed, or it is said."""
    chance = random.Random(f"sort {seed}")
    book = sent.book()
    table = chance.choice([t for t in sent.tables.values() if len(t.rows) > 4])
    sheet = book[table.sheet]
    places = sorted(table.columns.values())
    some = chance.sample(places, chance.randint(1, len(places)))
    by = chance.choice(some) + 1
    numbers = [number for number, _ in table.rows]
    before = [[sheet.cell(n, c + 1).value for c in some] for n in numbers]
    order = sorted(range(len(numbers)), key=lambda i: str(sheet.cell(numbers[i], by).value or "~"))
    for number, i in zip(numbers, order, strict=True):
        for c, value in zip(some, before[i], strict=True):
            sheet.cell(number, c + 1).value = value
    incoming = sent.back(book)
    silent_change = incoming.changes and not incoming.findings
    assert not silent_change or len(incoming.changes) < 3, (table.sheet, [c.field for c in incoming.changes][:6])


@pytest.mark.parametrize("seed", range(12))
def test_that_a_sort_of_some_columns_changes_nothing_or_is_told(sent: Sent, seed: int):
    sort_some(sent, seed)


@pytest.mark.soak
def test_that_many_sorts_of_some_columns_change_nothing_or_are_told(sent: Sent):
    for seed in range(12, 400):
        sort_some(sent, seed)


@pytest.mark.parametrize("kind", ["activity", "dependency", "criterion", "measurement", "commitment"])
@pytest.mark.parametrize("visible", [True, False])
def test_that_a_whole_sort_and_moved_columns_change_nothing(sent: Sent, kind: str, *, visible: bool):
    book = sent.book()
    table = sent.tables[kind]
    sheet = book[table.sheet]
    places = [c for name, c in table.columns.items() if not visible or name not in ("id", "check")]
    numbers = [number for number, _ in table.rows]
    rows = [[sheet.cell(n, c + 1).value for c in places] for n in numbers]
    random.Random(kind).shuffle(rows)
    for number, row in zip(numbers, rows, strict=True):
        for c, value in zip(places, row, strict=True):
            sheet.cell(number, c + 1).value = value
    assert is_silent(sent.back(book))
