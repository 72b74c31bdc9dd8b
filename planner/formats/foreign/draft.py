"""The mapping of a file while a person settles it: tables taken or not, columns, answers to what is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from planner.domain.plan import Plan
from planner.errors import FileTrouble
from planner.formats.cell_values import DateOrder, Evening, PercentForm
from planner.formats.foreign.columns import Proposed
from planner.formats.foreign.grid import Book, Sheet
from planner.formats.foreign.importing import Answers, Preview, preview, proposal_for
from planner.formats.foreign.indicators import find_figures
from planner.formats.foreign.mapping import (
    Hierarchy,
    Mapping,
    SheetColumn,
    TableMapping,
    keep,
    kept_mapping,
    kept_mappings,
    moved_to,
)
from planner.formats.foreign.proposing import Proposal, Question, table_at, with_forms
from planner.formats.foreign.words import Target
from planner.formats.incoming import Trouble
from planner.message import N_, Message

PREVIEWED = 200


@dataclass(frozen=True, slots=True)
class DraftTable:
    """One table: how it is read, why, whether it is taken along; `found` ones were recognised by their headings."""

    mapping: TableMapping
    proposed: tuple[Proposed, ...] = ()
    taken: bool = True
    found: bool = True
    lacks_year: bool = False

    def reason(self, at: int) -> Message | None:
        """Why a column is taken for what it was proposed as; None where nothing was."""
        return next((each.reason for each in self.proposed if each.column.at == at), None)


class Draft:
    """What becomes of a file, changed step by step; nothing is known to the plan before `settled` is read.

    FileTrouble for a file in which nothing stands that could be a list.

    Columns are named by the table's place in `tables` and their place in the sheet (from 0).
    """

    def __init__(self, book: Book, plan: Plan, cancelled: Callable[[], bool] = lambda: False) -> None:
        self.book, self.plan = book, plan
        self.figures = list(find_figures(book, plan.programme.status_date))
        proposal = proposal_for(book, plan, Answers(), cancelled)
        self.notices: tuple[Trouble, ...] = proposal.notices
        self.name = proposal.mapping.name
        self.organisation = proposal.mapping.organisation
        self.sections, self.hidden_rows = proposal.mapping.sections, proposal.mapping.hidden_rows
        self._answered: set[tuple[int, int]] = set()
        self._doubtful = {q.table: q for q in proposal.questions if q.kind == "columns"}
        self.tables = self._first(proposal)
        self.questions: tuple[Question, ...] = ()
        if not self.tables and not self.figures:
            raise FileTrouble(N_("{file} holds no list of activities that can be recognised."), file=book.name)
        self._ask()

    def _first(self, proposal: Proposal) -> list[DraftTable]:
        """The tables of a proposal, and the sheets in which none was recognised, to be taken all the same."""
        figures = {each.sheet.title for each in self.figures}
        years = {q.table for q in proposal.questions if q.kind == "year"}
        sure = [
            i
            for i, table in enumerate(proposal.mapping.tables)
            if i not in self._doubtful and table.sheet not in figures
        ]
        found: list[DraftTable] = []
        for i, table in enumerate(proposal.mapping.tables):
            taken = table.sheet not in figures and (i in sure or not sure)
            why = proposal.columns[i] if i < len(proposal.columns) else ()
            found.append(DraftTable(table, why, taken, lacks_year=i in years))
        listed = {each.mapping.sheet for each in found}
        for sheet in self.book.sheets:
            rows = [row for row in range(min(len(sheet.rows), PREVIEWED)) if sheet.filled(row)]
            if rows and sheet.title not in listed and not sheet.hidden:
                values = any(isinstance(cell, date | int | float) for cell in sheet.rows[rows[0]])
                header = rows[0] - 1 if values else rows[0]
                mapping, why, lacks = table_at(self.book, self.plan, sheet, header, len(sheet.rows))
                found.append(DraftTable(mapping, why, taken=False, found=False, lacks_year=lacks))
        return found

    def sheet(self, at: int) -> Sheet:
        """The sheet that a table stands in."""
        title = self.tables[at].mapping.sheet
        return next(sheet for sheet in self.book.sheets if sheet.title == title)

    # --- changing ---------------------------------------------------------------------------------

    def take(self, at: int, taken: bool) -> None:
        """Take a table along, or leave it out."""
        self._put(at, replace(self.tables[at], taken=taken))

    def set_header(self, at: int, row: int) -> None:
        """Say in which row (from 0; -1 for none) the headings of a table stand: its columns are proposed anew."""
        old = self.tables[at]
        end = len(self.sheet(at).rows) if row >= old.mapping.end else old.mapping.end
        mapping, why, lacks = table_at(self.book, self.plan, self.sheet(at), row, end, old.mapping.year)
        self._answered = {each for each in self._answered if each[0] != at}
        self._doubtful.pop(at, None)
        self._put(at, replace(old, mapping=mapping, proposed=why, lacks_year=lacks))

    def set_target(self, at: int, column: int, target: Target) -> None:
        """Say what a column holds; what only one column can hold is taken from the one that had it."""
        mapping = self.tables[at].mapping
        if target and target not in (Target.NOTE, Target.GROUP):
            for other in mapping.columns_of(target):
                if other.at != column:
                    mapping = mapping.with_target(other.at, Target.NOTHING)
        self._doubtful.pop(at, None)
        self._put(at, replace(self.tables[at], mapping=mapping.with_target(column, target)))

    def set_order(self, at: int, column: int, order: DateOrder) -> None:
        """Say whether the day or the month comes first in a column."""
        self._set_column(at, column, order=order)

    def set_percent(self, at: int, column: int, form: PercentForm) -> None:
        """Say whether 1 is 1 % or all of it in a column."""
        self._set_column(at, column, percent=form)

    def set_evening(self, at: int, column: int, evening: Evening) -> None:
        """Say whether moments late in the evening are of that day or of the next one."""
        self._set_column(at, column, evening=evening)

    def set_unit(self, at: int, column: int, unit: str) -> None:
        """Say what bare numbers in a column of durations count: d, w, u or m."""
        self._set_column(at, column, unit=unit)

    def _set_column(self, at: int, column: int, **fields: object) -> None:
        mapping = self.tables[at].mapping
        columns = tuple(replace(c, **fields) if c.at == column else c for c in mapping.columns)  # type: ignore[arg-type]
        self._answered.add((at, column))
        self._put(at, replace(self.tables[at], mapping=replace(mapping, columns=columns)))

    def set_hierarchy(self, at: int, hierarchy: Hierarchy) -> None:
        """Say what tells which activity is part of which."""
        table = self.tables[at]
        self._put(at, replace(table, mapping=replace(table.mapping, hierarchy=hierarchy)))

    def set_year(self, at: int, year: int | None) -> None:
        """Say of which year the columns of weeks or months are, and dates without a year; None takes it back."""
        table = self.tables[at]
        header = table.mapping.header[-1]
        mapping, _, lacks = table_at(self.book, self.plan, self.sheet(at), header, table.mapping.end, year)
        kept = replace(table.mapping, year=year, bars=mapping.bars)
        self._put(at, replace(table, mapping=kept, lacks_year=lacks))

    def use_kept(self, name: str) -> None:
        """Read the file as a kept mapping says; columns are found by their headings."""
        kept = kept_mapping(name)
        proposed = Mapping(tuple(table.mapping for table in self.tables))
        moved = moved_to(kept, proposed)
        self.name, self.organisation = kept.name, kept.organisation or self.organisation
        self.sections, self.hidden_rows = kept.sections, kept.hidden_rows
        self.tables = [replace(t, mapping=m) for t, m in zip(self.tables, moved.tables, strict=True)]
        self._answered = {(i, c.at) for i, t in enumerate(self.tables) for c in t.mapping.columns}
        self._doubtful.clear()
        self._ask()

    def _put(self, at: int, table: DraftTable) -> None:
        self.tables[at] = table
        self._ask()

    # --- what is still to be said --------------------------------------------------------------------

    def _ask(self) -> None:
        """Work out what has to be asked of the tables that are taken, and what their cells prove by themselves."""
        before = [table.mapping for table in self.tables]
        proved, asked = with_forms(self.book, before)
        self.tables = [
            replace(table, mapping=self._as_answered(i, proved[i], table.mapping))
            for i, table in enumerate(self.tables)
        ]
        open_ones = [q for q in asked if self.tables[q.table].taken and (q.table, q.column) not in self._answered]
        text = N_("The columns of weeks or months do not say of which year they are.")
        for i, table in enumerate(self.tables):
            if table.taken and table.lacks_year:
                place = self.sheet(i).place(table.mapping.header[-1], 0)
                open_ones.append(Question("year", Message(text), place, (), i))
        self.questions = tuple(open_ones)

    def _as_answered(self, at: int, proved: TableMapping, said: TableMapping) -> TableMapping:
        """What cells prove, but for the columns of which a person has said it."""
        pairs = zip(proved.columns, said.columns, strict=True)
        return replace(proved, columns=tuple(s if (at, s.at) in self._answered else p for p, s in pairs))

    @property
    def doubts(self) -> tuple[Question, ...]:
        """Tables that are taken while it is not sure what they hold; nothing has to be answered."""
        return tuple(q for i, q in sorted(self._doubtful.items()) if self.tables[i].taken)

    @property
    def hindrance(self) -> Message | None:
        """Why the file cannot come in yet; None if it can."""
        taken = [table.mapping for table in self.tables if table.taken]
        if not taken and not self.figures:
            return Message(N_("Choose a table to take along."))
        for mapping in taken:
            if mapping.column(Target.NAME) is None:
                text = N_("{sheet}: say which column holds the names of the activities.")
                return Message(text, {"sheet": mapping.sheet})
        if self.questions:
            return Message(N_("Answer what is asked above first."))
        return None

    @property
    def mapping(self) -> Mapping:
        """How the tables that are taken are read."""
        tables = tuple(table.mapping for table in self.tables if table.taken)
        return Mapping(tables, self.organisation, self.sections, self.hidden_rows, self.name)

    def preview(self, at: int) -> Preview:
        """The first rows of one table as they would come in."""
        table = self.tables[at].mapping
        short = replace(table, end=min(table.end, table.header[-1] + 1 + PREVIEWED))
        return preview(self.book, replace(self.mapping, tables=(short,)), self.plan)

    def settled(self, keep_as: str = "") -> Proposal:
        """The mapping as it stands, kept under a name if one is given; FileTrouble where it cannot be kept."""
        mapping = keep(self.mapping, keep_as) if keep_as.strip() else self.mapping
        return Proposal(mapping, notices=self.notices)


def examples(sheet: Sheet, table: TableMapping, column: SheetColumn, most: int = 3) -> tuple[str, ...]:
    """The first different texts that stand in a column of a table."""
    found: dict[str, None] = {}
    for row in range(table.header[-1] + 1, min(table.end, table.header[-1] + PREVIEWED)):
        text = sheet.text(row, column.at)
        if text:
            found.setdefault(text)
        if len(found) == most:
            break
    return tuple(found)


def known_mappings() -> tuple[str, ...]:
    """The names under which mappings are kept."""
    return tuple(mapping.name for mapping in kept_mappings())
