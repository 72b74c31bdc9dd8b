"""The rows of a file by a mapping: names, values of fields, depth in the outline; and what is wrong, by cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from planner.domain.imprecise_date import ImpreciseDate
from planner.formats.cell_values import DateReader
from planner.formats.excel.cells import Cell, clean, is_empty, shown
from planner.formats.foreign.bars import Bar, plain_fills, runs
from planner.formats.foreign.grid import Book, Sheet
from planner.formats.foreign.mapping import Hierarchy, Mapping, SheetColumn, TableMapping
from planner.formats.foreign.proposing import as_of, indent_of
from planner.formats.foreign.row_values import CellReader, ReadRow, Report
from planner.formats.foreign.words import (
    MILESTONE_ROW,
    TOTALS,
    Target,
    plain,
)
from planner.formats.incoming import Rank
from planner.message import N_, Message

GOES_ON = re.compile(r"doorlopend|continu|permanent|structureel|ongoing", re.IGNORECASE)
FOOTNOTE = re.compile(
    r"(\*|voetnoot|noot\b|bron\b|legenda|toelichting|let op|n\.?b\.?\b|note\b|source\b)", re.IGNORECASE
)
YEARS = range(1980, 2101)
NAMELESS = (Target.NOTHING, Target.ID, Target.GROUP)
"""What a row may hold without being an activity that lacks its name."""
MOST_TOLD = 12
"""Findings of one kind that are told one by one; the rest is counted."""


class RowReader:
    """Reads the tables of one mapping."""

    def __init__(self, book: Book, mapping: Mapping, today: date, report: Report) -> None:
        self._book, self._mapping, self._today, self._report = book, mapping, today, report
        self._told: Counter[str] = Counter()

    def rows(self) -> Iterator[ReadRow]:
        """All rows in the order of the file; depths count from 0."""
        sheets = {sheet.title: sheet for sheet in self._book.sheets}
        for i, table in enumerate(self._mapping.tables):
            sheet = sheets.get(table.sheet)
            if sheet is None and len(sheets) == 1:
                sheet = self._book.sheets[0]
            if sheet is None:
                self.notify(
                    Rank.WARNING, Message(N_("The sheet {sheet} is not in this file."), {"sheet": table.sheet}), ""
                )
                continue
            yield from TableReader(self, sheet, table, i, self._dates(sheet, table), self._mapping).rows()
        for count in self._told.values():
            if count > MOST_TOLD:
                words = {"count": count - MOST_TOLD}
                self._report(Rank.WARNING, Message(N_("The same holds for {count} more cells."), words), "")

    def _dates(self, sheet: Sheet, table: TableMapping) -> DateReader:
        return DateReader(as_of(sheet) or self._today, self._book.epoch_1904, table.year)

    def notify(self, rank: Rank, message: Message, place: str) -> None:
        """Report something; the same sentence a number of times at most."""
        self._told[message.text] += 1
        if self._told[message.text] <= MOST_TOLD:
            self._report(rank, message, place)


class TableReader:
    """Reads one table."""

    def __init__(
        self, whole: RowReader, sheet: Sheet, table: TableMapping, number: int, dates: DateReader, mapping: Mapping
    ) -> None:
        self._sheet, self._table, self._number, self._mapping = sheet, table, number, mapping
        self._cells = CellReader(sheet, table, dates, whole.notify)
        self._tell = whole.notify
        self._name = table.column(Target.NAME)
        self._groups = table.columns_of(Target.GROUP)
        self._bars = tuple(Bar(at, date.fromisoformat(a), date.fromisoformat(b)) for at, a, b in table.bars)
        self._last = min(table.end, len(sheet.rows))
        self._above = self._merged_above()
        self._open_groups: list[str] = [""] * len(self._groups)

    def rows(self) -> Iterator[ReadRow]:
        if self._name is None:
            return
        self._tell_hidden()
        section = ""
        base = 0
        if self._table.title and self._mapping.sections:
            section, base = self._table.title, 1
            yield ReadRow(self._sheet.place(self._table.header[0] - 1, 0), section, 0, group=True, table=self._number)
        least = self._least_depth()
        for row, kind in self._kinds():
            if kind == "section" and self._mapping.sections:
                at = self._sheet.filled(row)[0]
                base = 1
                self._open_groups = [""] * len(self._groups)
                yield ReadRow(
                    self._sheet.place(row, at), self._sheet.text(row, at)[:250], 0, group=True, table=self._number
                )
            elif kind == "row":
                yield from self._opened_groups(row, base)
                yield self._read(row, base + len([g for g in self._open_groups if g]) + self._depth(row) - least)

    # --- which rows ------------------------------------------------------------------------------

    def _kinds(self) -> Iterator[tuple[int, str]]:
        """Each row that counts: a row, or a section; what is left out is told."""
        assert self._name is not None
        first = self._table.header[-1] + 1
        heads = {c.at: c.heading for c in self._table.columns if c.heading}
        blank = False
        last_full = max((r for r in range(first, self._last) if len(self._sheet.filled(r)) > 1), default=first)
        for row in range(first, self._last):
            filled = self._sheet.filled(row)
            if not filled:
                blank = blank or not any((row, bar.at) in self._sheet.fills for bar in self._bars)
                continue
            name = self._text(row, self._name.at)
            if row in self._table.left_out or (row in self._sheet.hidden_rows and not self._mapping.hidden_rows):
                continue
            if sum(self._sheet.text(row, at) == heads.get(at) for at in filled) >= max(2, len(filled) * 0.6):
                continue  # the header, once more
            if TOTALS.match(name or self._sheet.text(row, filled[0])):
                self._tell(Rank.NOTICE, Message(N_("A total was left out.")), self._sheet.place(row, filled[0]))
            elif len(filled) == 1 and not self._bars_in(row) and self._is_aside(row, filled[0], blank, row > last_full):
                text = N_("A remark between or below the rows was left out.")
                self._tell(Rank.NOTICE, Message(text), self._sheet.place(row, filled[0]))
            elif len(filled) == 1 and row < last_full and self._is_section(row, filled[0]):
                yield row, "section"
            elif name:
                yield row, "row"
            elif any(
                c.at in filled and c.target not in (Target.NOTHING, Target.ID, Target.GROUP)
                for c in self._table.columns
            ):
                text = N_("This row has no name: it was left out.")
                self._tell(Rank.WARNING, Message(text), self._sheet.place(row, filled[0]))
            blank = False

    def _is_aside(self, row: int, at: int, blank: bool, below: bool) -> bool:
        """A note, not an activity: below the last full row, or in words that only notes have."""
        assert self._name is not None
        text = self._sheet.text(row, at)
        if FOOTNOTE.match(text):
            return True
        return below and (blank or at != self._name.at) and (at != self._name.at or len(text) > 60)

    def _is_section(self, row: int, at: int) -> bool:
        """A banner: it stands out, or stands elsewhere than where names stand."""
        assert self._name is not None
        spot = (row, at)
        wide = any(spot == first and last[1] > first[1] + 1 for first, last in self._sheet.merges)
        numbered = self._table.hierarchy in (Hierarchy.WBS, Hierarchy.LEVEL, Hierarchy.INDENT)
        if at != self._name.at:
            return not any(c.at == at and c.target in (Target.GROUP, Target.NOTE) for c in self._table.columns)
        return not numbered and (wide or spot in self._sheet.bold or spot in self._sheet.fills)

    def _merged_above(self) -> dict[tuple[int, int], tuple[int, int]]:
        """For cells that are merged with one above them: that one."""
        found: dict[tuple[int, int], tuple[int, int]] = {}
        for (top, left), (bottom, _) in self._sheet.merges:
            if self._table.header[-1] < top and bottom > top:
                found |= {(row, left): (top, left) for row in range(top + 1, min(bottom, self._last) + 1)}
        return found

    def _cell(self, row: int, at: int) -> Cell:
        return self._sheet.cell(*self._above.get((row, at), (row, at)))

    def _text(self, row: int, at: int) -> str:
        return shown(self._cell(row, at))

    def _bars_in(self, row: int) -> bool:
        return bool(self._bars) and bool(self._runs(row))

    def _runs(self, row: int) -> list[tuple[date, date]]:
        assert self._name is not None
        return runs(self._sheet, row, self._bars, plain_fills(self._sheet, row, self._bars, self._name.at))

    def _tell_hidden(self) -> None:
        rows = [r for r in self._sheet.hidden_rows if self._table.header[-1] < r < self._last and self._sheet.filled(r)]
        if rows:
            taken = N_("Hidden rows are taken along: {count}, such as row {row}.")
            left = N_("Hidden rows are left out: {count}, such as row {row}.")
            text = taken if self._mapping.hidden_rows else left
            self._tell(Rank.NOTICE, Message(text, {"count": len(rows), "row": min(rows) + 1}), self._sheet.title)
        columns = [c for c in self._table.columns if c.at in self._sheet.hidden_columns and c.target]
        for column in columns:
            text = N_("The column “{heading}” is hidden; it is taken along.")
            self._tell(Rank.NOTICE, Message(text, {"heading": column.heading}), self._head_place(column))
        for column in self._table.columns:
            if column.target is Target.NOTHING and column.heading:
                text = N_("The column “{heading}” is not taken along.")
                self._tell(Rank.NOTICE, Message(text, {"heading": column.heading}), self._head_place(column))

    def _head_place(self, column: SheetColumn) -> str:
        return self._sheet.place(self._table.header[-1], column.at)

    # --- depth -----------------------------------------------------------------------------------

    def _least_depth(self) -> int:
        if self._table.hierarchy is Hierarchy.NONE:
            return 0
        return min((self._depth(row) for row, kind in _quiet(self)._kinds() if kind == "row"), default=0)

    def _depth(self, row: int) -> int:
        assert self._name is not None
        match self._table.hierarchy:
            case Hierarchy.LEVEL:
                column = self._table.column(Target.LEVEL)
                text = self._text(row, column.at) if column else ""
                return min(int(text), 50) if text.isdigit() else 1
            case Hierarchy.WBS:
                column = self._table.column(Target.WBS) or self._table.column(Target.ID)
                text = self._text(row, column.at).strip(". ") if column else ""
                return min(text.count("."), 50)
            case Hierarchy.INDENT:
                return indent_of(self._sheet, row, self._name.at)
            case Hierarchy.OUTLINE:
                return self._sheet.levels.get(row, 0)
            case _:
                return 0

    def _opened_groups(self, row: int, base: int) -> Iterator[ReadRow]:
        """A row for each phase or main activity that begins here; blank cells mean the one above."""
        for i, column in enumerate(self._groups):
            text = self._text(row, column.at)[:250]
            if text and text != self._open_groups[i]:
                self._open_groups = [*self._open_groups[:i], text, *[""] * (len(self._groups) - i - 1)]
                depth = base + len([g for g in self._open_groups[:i] if g])
                yield ReadRow(self._sheet.place(row, column.at), text, depth, group=True, table=self._number)

    # --- values ----------------------------------------------------------------------------------

    def _read(self, row: int, depth: int) -> ReadRow:
        assert self._name is not None
        name = clean(self._text(row, self._name.at))
        found = ReadRow(self._sheet.place(row, self._name.at), name[:250], depth, table=self._number)
        if len(name) > 250:
            found.notes.append(name)
        for column in self._table.columns:
            if (row, column.at) in self._sheet.uncomputed and column.target is not Target.NOTHING:
                text = N_("The formula has no stored value: open the file in Excel, save it, and try again.")
                self._tell(Rank.WARNING, Message(text), self._sheet.place(row, column.at))
            cell = self._cell(row, column.at)
            if not is_empty(cell):
                self._cells.take(found, row, column, cell)
        if self._bars:
            self._take_bars(found, row)
        for at in (c.at for c in self._table.columns):
            if (row, at) in self._sheet.comments:
                found.notes.append(self._sheet.comments[row, at])
        milestone = plain(self._name.heading) in ("mijlpaal", "mijlpalen", "milestone", "milestones")
        if milestone or MILESTONE_ROW.match(name):
            found.values["milestone"] = True
        return found

    def _take_bars(self, found: ReadRow, row: int) -> None:
        stretches = self._runs(row)
        if not stretches:
            return
        found.values.setdefault("start", ImpreciseDate.exact(stretches[0][0]))
        found.values.setdefault("finish", ImpreciseDate.exact(stretches[-1][1]))
        if len(stretches) > 1:
            text = N_("The bar is interrupted: it is taken as one stretch from {first} to {last}.")
            place = self._sheet.place(row, self._bars[0].at)
            words = {"first": stretches[0][0], "last": stretches[-1][1]}
            self._tell(Rank.WARNING, Message(text, words), place)


def _quiet(reader: TableReader) -> TableReader:
    """The same reader, saying nothing."""
    import copy

    quiet = copy.copy(reader)
    quiet._tell = lambda *args, **words: None
    return quiet
