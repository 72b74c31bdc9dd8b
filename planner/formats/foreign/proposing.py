"""A proposal for a file: its tables, what each column holds, and what has to be asked before it can be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from planner.domain.plan import Plan
from planner.formats.cell_values import DateOrder, DateReader, Evening, PercentForm, has_time, late_moment, order_told
from planner.formats.excel.cells import shown
from planner.formats.foreign.bars import Bar, dated, find_heads, year_said
from planner.formats.foreign.columns import Proposed, is_week_heading, profile, propose
from planner.formats.foreign.grid import Book, Sheet
from planner.formats.foreign.headers import Header, find_headers, section_above
from planner.formats.foreign.mapping import Hierarchy, Mapping, TableMapping
from planner.formats.foreign.words import DATES, Target
from planner.formats.incoming import Rank, Trouble
from planner.message import N_, Message

LOOKED_AT = 300
ROWS_OF_ORDER = 20_000
AS_OF = re.compile(r"(peildatum|stand|per|datum|status date|as of)\b[:\s]*", re.IGNORECASE)
SURE = 0.6
DOTTED = re.compile(r"\d{1,4}(?:\.\d{1,4})+\.?")


@dataclass(frozen=True, slots=True)
class Question:
    """What has to be decided by a person: `kind` is date-order, percent, year or columns; `table` counts from 0."""

    kind: str
    message: Message
    place: str
    options: tuple[str, ...] = ()
    table: int = 0
    column: int = -1


@dataclass(frozen=True, slots=True)
class Proposal:
    """A mapping to begin with; for each of its tables the columns with score and reason."""

    mapping: Mapping
    columns: tuple[tuple[Proposed, ...], ...] = ()
    questions: tuple[Question, ...] = ()
    notices: tuple[Trouble, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether the file can be read without asking anything."""
        return bool(self.mapping.tables) and not self.questions


def propose_mapping(
    book: Book,
    plan: Plan,
    *,
    organisation: str = "",
    order: DateOrder | None = None,
    year: int | None = None,
    percent: PercentForm | None = None,
    evening: Evening | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Proposal:
    """What a file seems to hold. `order`, `year`, `percent` and `evening` answer what would otherwise be asked."""
    tables: list[TableMapping] = []
    columns: list[tuple[Proposed, ...]] = []
    questions: list[Question] = []
    notices: list[Trouble] = []
    known = _known(plan)
    for sheet in book.sheets:
        if cancelled():
            break
        if sheet.hidden:
            if sheet.rows:
                notices.append(Trouble(Rank.NOTICE, Message(N_("This sheet is hidden: it was left out.")), sheet.title))
            continue
        reader = _reader(book, sheet, plan)
        found = [_table(sheet, header, end, reader, known, year) for header, end in _spans(sheet)]
        for table, proposed, missing_year in found:
            if missing_year:
                questions.append(_year_question(sheet, table, len(tables)))
            tables.append(table)
            columns.append(proposed)
        if not found and any(sheet.filled(row) for row in range(min(len(sheet.rows), LOOKED_AT))):
            text = N_("This sheet lists no activities: it was left out.")
            notices.append(Trouble(Rank.NOTICE, Message(text), sheet.title))
    tables, more = with_forms(book, tables, order, percent, evening)
    questions += [*more, *_unsure({sheet.title: sheet for sheet in book.sheets}, tables, columns)]
    mapping = Mapping(tuple(tables), organisation)
    return Proposal(mapping, tuple(columns), tuple(questions), tuple(notices))


def with_forms(
    book: Book,
    tables: list[TableMapping],
    order: DateOrder | None = None,
    percent: PercentForm | None = None,
    evening: Evening | None = None,
) -> tuple[list[TableMapping], list[Question]]:
    """The tables with the order of dates and the form of percentages that their cells prove; the rest is asked."""
    by_title = {sheet.title: sheet for sheet in book.sheets}
    tables, orders = _with_order(by_title, list(tables), order)
    tables, percents = _with_percent(by_title, tables, percent)
    tables, evenings = _with_evening(by_title, tables, evening)
    return tables, [*orders, *percents, *evenings]


def table_at(
    book: Book, plan: Plan, sheet: Sheet, row: int, end: int, year: int | None = None
) -> tuple[TableMapping, tuple[Proposed, ...], bool]:
    """The table whose header somebody says to stand in a row, as it is proposed; True if it lacks a year.

    Rows count from 0; a header in row -1, or in an empty row, is none: columns then tell by what is in them.
    """
    headings = {at: sheet.text(row, at) for at in sheet.filled(row)} if row >= 0 else {}
    return _table(sheet, Header((row,), headings, 0.0), end, _reader(book, sheet, plan), _known(plan), year)


def _known(plan: Plan) -> frozenset[str]:
    """What organisations are called, folded."""
    return frozenset(
        word.casefold() for one in plan.organisations for word in (one.code, one.name, f"{one.name} ({one.code})")
    )


def _reader(book: Book, sheet: Sheet, plan: Plan) -> DateReader:
    return DateReader(as_of(sheet) or plan.programme.status_date, book.epoch_1904)


def as_of(sheet: Sheet) -> date | None:
    """The day of which a sheet says that it tells the state: beside or in a cell such as “Peildatum”."""
    for row in range(min(len(sheet.rows), 12)):
        for at in sheet.filled(row)[:12]:
            cell = sheet.cell(row, at)
            if isinstance(cell, str) and len(cell) < 60 and AS_OF.match(cell):
                beside = sheet.cell(row, at + 1)
                if isinstance(beside, datetime):
                    return beside.date()
                if isinstance(beside, date):
                    return beside
    return None


def _spans(sheet: Sheet) -> Iterator[tuple[Header, int]]:
    """Each header, and the row after the last one of its table."""
    headers = find_headers(sheet)
    for i, header in enumerate(headers):
        if i + 1 == len(headers):
            yield header, len(sheet.rows)
            continue
        following = headers[i + 1]
        yield header, following.rows[0] - (1 if section_above(sheet, following) else 0)


def _table(
    sheet: Sheet, header: Header, end: int, reader: DateReader, known: frozenset[str], year: int | None
) -> tuple[TableMapping, tuple[Proposed, ...], bool]:
    """One table as it is proposed; True where its bars cannot be dated without a year."""
    first = header.rows[-1] + 1
    headed = header.rows[-1] >= 0
    said = year or (year_said(sheet, header.rows[-1]) if headed else None)
    heads = find_heads(sheet, header.rows[-1]) if headed else {}
    bars: tuple[Bar, ...] | None = ()
    if heads:
        bars = dated(sheet, header.rows[-1], heads, said)
    reader.year = said
    rows = range(first, min(end, first + LOOKED_AT))
    filled = {at for row in rows for at in sheet.filled(row)}
    places = sorted(({*header.headings} | filled) - set(heads))
    profiles = {
        at: profile(sheet, rows, at, reader, known, weeks=is_week_heading(header.headings.get(at, ""))) for at in places
    }
    proposed = tuple(propose(header.headings, profiles))
    columns = tuple(each.column for each in proposed if each.column.heading or each.column.target)
    table = TableMapping(
        sheet.title,
        header.rows,
        end,
        columns,
        title=section_above(sheet, header),
        bars=tuple((bar.at, bar.first.isoformat(), bar.last.isoformat()) for bar in bars or ()),
        year=said,
    )
    table = replace(table, hierarchy=_hierarchy(sheet, table, rows))
    return table, proposed, bars is None


def _hierarchy(sheet: Sheet, table: TableMapping, rows: range) -> Hierarchy:
    """What says which activity is part of which: a column before looks."""
    if table.column(Target.LEVEL):
        return Hierarchy.LEVEL
    number = table.column(Target.WBS) or table.column(Target.ID)
    if number and any(DOTTED.fullmatch(sheet.text(row, number.at)) for row in rows):
        return Hierarchy.WBS
    name = table.column(Target.NAME)
    if name is None:
        return Hierarchy.NONE
    indents = {indent_of(sheet, row, name.at) for row in rows if sheet.text(row, name.at)}
    if len(indents) > 1:
        return Hierarchy.INDENT
    return Hierarchy.OUTLINE if len({sheet.levels.get(row, 0) for row in rows}) > 1 else Hierarchy.NONE


def indent_of(sheet: Sheet, row: int, at: int) -> int:
    """How far a name is indented: by the cell, or by blanks before it."""
    cell = sheet.cell(row, at)
    blanks = len(cell) - len(cell.lstrip(" \t\u00a0")) if isinstance(cell, str) else 0
    return (
        sheet.indents.get((row, at), 0) * 4 + (cell.count("\t", 0, blanks) * 3 if isinstance(cell, str) else 0) + blanks
    )


# --- what has to be asked ----------------------------------------------------------------------


def _year_question(sheet: Sheet, table: TableMapping, at: int) -> Question:
    text = N_("The columns of weeks or months do not say of which year they are.")
    return Question("year", Message(text), sheet.place(table.header[-1], 0), (), at)


def _with_order(
    sheets: dict[str, Sheet], tables: list[TableMapping], order: DateOrder | None
) -> tuple[list[TableMapping], list[Question]]:
    """The order of day and month of each column: as told, proved by its dates, or by other dates of the sheet."""
    if order is not None:
        return [table.with_order(order) for table in tables], []
    proof: dict[tuple[int, int], set[DateOrder]] = {}
    doubt: dict[tuple[int, int], tuple[int, str]] = {}
    by_mark: dict[tuple[str, str], set[DateOrder]] = {}
    marks: dict[tuple[int, int], set[str]] = {}
    for i, table in enumerate(tables):
        for column in (c for c in table.columns if c.target in DATES):
            for row, mark, told in _numeric_dates(sheets[table.sheet], table, column.at):
                marks.setdefault((i, column.at), set()).add(mark)
                if told is None:
                    doubt.setdefault((i, column.at), (row, sheets[table.sheet].text(row, column.at)))
                else:
                    proof.setdefault((i, column.at), set()).add(told)
                    by_mark.setdefault((table.sheet, mark), set()).add(told)
    questions: list[Question] = []
    for (i, at), (row, text) in doubt.items():
        table = tables[i]
        seen = proof.get((i, at)) or set().union(*(by_mark.get((table.sheet, mark), set()) for mark in marks[i, at]))
        if len(seen) == 1:
            columns = tuple(replace(c, order=next(iter(seen))) if c.at == at else c for c in table.columns)
            tables[i] = replace(table, columns=columns)
            continue
        said = N_("“{text}”: no date in this column shows whether the day or the month comes first.")
        place = sheets[table.sheet].place(row, at)
        questions.append(Question("date-order", Message(said, {"text": text}), place, tuple(DateOrder), i, at))
    return tables, questions


def _with_evening(
    sheets: dict[str, Sheet], tables: list[TableMapping], evening: Evening | None
) -> tuple[list[TableMapping], list[Question]]:
    """Whether 22:00 and 23:00 are of that day, or midnights told in another time zone: asked where all are so."""
    if evening is not None:
        return [table.with_evening(evening) for table in tables], []
    questions: list[Question] = []
    for i, table in enumerate(tables):
        sheet, first = sheets[table.sheet], table.header[-1] + 1
        for column in (c for c in table.columns if c.target in DATES):
            rows = range(first, min(table.end, first + ROWS_OF_ORDER))
            timed = [(row, sheet.cell(row, column.at)) for row in rows if has_time(sheet.cell(row, column.at))]
            if timed and all(late_moment(cell) is not None for _, cell in timed):
                row, cell = timed[0]
                text = N_("“{text}”: is that this day, or the day after, told in another time zone?")
                words = {"text": shown(cell)}
                place = sheet.place(row, column.at)
                questions.append(Question("evening", Message(text, words), place, tuple(Evening), i, column.at))
    return tables, questions


def _numeric_dates(sheet: Sheet, table: TableMapping, at: int) -> Iterator[tuple[int, str, DateOrder | None]]:
    first = table.header[-1] + 1
    for row in range(first, min(table.end, first + ROWS_OF_ORDER)):
        cell = sheet.cell(row, at)
        told = order_told(cell) if isinstance(cell, str) and len(cell) < 30 else None
        if told is not None:
            yield row, *told


def _with_percent(
    sheets: dict[str, Sheet], tables: list[TableMapping], form: PercentForm | None
) -> tuple[list[TableMapping], list[Question]]:
    """Whether 1 is 1 % or 100 %: by the other numbers of the column; asked where those are 0 and 1 only."""
    questions: list[Question] = []
    for i, table in enumerate(tables):
        column = table.column(Target.PERCENT)
        if column is None:
            continue
        sheet, first = sheets[table.sheet], table.header[-1] + 1
        numbers = [
            (row, float(cell))
            for row in range(first, min(table.end, first + ROWS_OF_ORDER))
            if (row, column.at) not in sheet.percents and isinstance(cell := _number(sheet.cell(row, column.at)), float)
        ]
        if form is not None:
            seen = form
        elif any(number > 1 for _, number in numbers):
            seen = PercentForm.POINTS
        elif any(0 < number < 1 for _, number in numbers):
            seen = PercentForm.FRACTION
        else:
            seen = PercentForm.POINTS
            ones = [row for row, number in numbers if number == 1]
            if ones:
                text = N_("Does 1 mean 1 % here, or all of it (100 %)?")
                place = sheet.place(ones[0], column.at)
                questions.append(Question("percent", Message(text), place, tuple(PercentForm), i, column.at))
        columns = tuple(replace(c, percent=seen) if c.at == column.at else c for c in table.columns)
        tables[i] = replace(table, columns=columns)
    return tables, questions


def _number(cell: object) -> float | None:
    """A bare number, typed as one or as text."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    if isinstance(cell, str) and re.fullmatch(r"\d{1,3}(?:[.,]\d+)?", cell.strip()):
        return float(cell.strip().replace(",", "."))
    return None


def _unsure(
    sheets: dict[str, Sheet], tables: list[TableMapping], columns: list[tuple[Proposed, ...]]
) -> Iterator[Question]:
    """Tables of which it is not sure enough what they hold."""
    for i, (table, proposed) in enumerate(zip(tables, columns, strict=True)):
        score = max((each.score for each in proposed if each.column.target is Target.NAME), default=0.0)
        sure = {each.column.target for each in proposed if each.score >= SURE}
        others = sure - {Target.NAME, Target.NOTE, Target.ID, Target.NOTHING}
        if score >= SURE and (others or table.bars):
            continue
        place = sheets[table.sheet].place(table.header[-1], 0)
        if score < SURE:
            text = N_("It is not clear which column holds the names of the activities.")
        else:
            text = N_("No column with dates, status or who does it is recognised: is this a list of activities?")
        yield Question("columns", Message(text), place, tuple(shown(c.heading) for c in table.columns), i)
