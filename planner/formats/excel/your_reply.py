"""The first tab of a workbook on its way back: dates, progress and names that were typed, new rows, and reactions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from planner.domain.fields import spec_of
from planner.domain.model import Activity, ActivityKind, Organisation
from planner.domain.plan import Plan
from planner.domain.scheduling import schedule
from planner.errors import EditRefused
from planner.formats.excel.account import Account, State
from planner.formats.excel.cells import Cell, canonical, is_empty, shown
from planner.formats.excel.comparing import SORTED_APART
from planner.formats.excel.file_guard import OddCell, RawSheet, place
from planner.formats.excel.layout import SHEET_OF
from planner.formats.excel.matching import FOOTNOTE, TOTALS, BadCell, Report, SheetRow
from planner.formats.excel.sent import equal
from planner.formats.excel.tables import ROWS_SEARCHED, WorkbookTable, as_id
from planner.formats.excel.typed import Typed
from planner.formats.excel.your_planning import (
    CAPTIONS,
    DIAMOND,
    HIDDEN,
    PREFIX,
    YourRow,
    expected_texts,
    your_rows,
)
from planner.formats.incoming import Rank, SheetRemark
from planner.language import LANGUAGES, Translator, translator
from planner.message import N_, Message

LEAST_CAPTIONS = 6
FIELDS = {"name": "name", "start": "start_window", "finish": "finish_window", "percent_complete": "percent_complete"}
"""What the columns that take something stand for; the finish of a milestone is its start."""
DRAWN = ("", "◆", "◇")
HEADS = re.compile(r"\d{1,2}|\d{4}|[KQ][1-4]|[JFMASOND]")
"""What stands above the bars: weeks, years, quarters, months."""
LEAST_MOVED = 3


@dataclass(frozen=True)
class YourTable:
    """The tab as it was found: where its columns stand (from 0), its captions and machine names (rows from 1)."""

    sheet: RawSheet
    columns: dict[str, int]
    captions: int
    machine: int = 0

    @property
    def as_table(self) -> WorkbookTable:
        """The same as a table of activities, for the places of what it says."""
        columns = {
            FIELDS.get(name, name): index for name, index in self.columns.items() if name in (*FIELDS, "key", "id")
        }
        return WorkbookTable(SHEET_OF[Activity.kind_name], self.sheet.title, columns, (), self.machine, self.captions)


def find_yours(sheets: Sequence[RawSheet]) -> YourTable | None:
    """The tab, by its machine names or else by its captions; None where it is not in the file."""
    for sheet in sheets:
        rows = sheet.rows[:ROWS_SEARCHED]
        captions = next((i + 1 for i, row in enumerate(rows) if len(_captions(row)) >= LEAST_CAPTIONS), 0)
        for number, row in enumerate(rows, 1):
            named = {str(cell)[len(PREFIX) :]: i for i, cell in enumerate(row) if str(cell).startswith(PREFIX)}
            if {"key", "reaction"} <= set(named):
                return YourTable(sheet, named, captions, number)
        if captions:
            return YourTable(sheet, _captions(rows[captions - 1]), captions)
    return None


def _captions(row: Sequence[Cell]) -> dict[str, int]:
    said = {canonical(cell).casefold(): i for i, cell in enumerate(row) if isinstance(cell, str) and cell.strip()}
    best: dict[str, int] = {}
    for code in LANGUAGES:
        words = {name: translator(code).translate(text).casefold() for name, text in CAPTIONS.items()}
        found = {name: said[word] for name, word in words.items() if word in said}
        best = found if len(found) > len(best) and "reaction" in found else best
    return best


@dataclass(slots=True)
class YourReply:
    """What was typed in the tab: by row of the plan the new values, new rows, and remarks."""

    changes: list[tuple[SheetRow, dict[str, Any]]] = field(default_factory=list)
    added: list[tuple[SheetRow, dict[str, Any]]] = field(default_factory=list)
    remarks: list[SheetRemark] = field(default_factory=list)


class YourReading:
    """Reads the tab against the plan as it was sent."""

    def __init__(
        self,
        plan: Plan,
        table: YourTable,
        typed: Typed,
        account: Account,
        wordings: Sequence[Translator],
        only: Organisation | None,
        report: Report,
        bad_cell: BadCell,
    ) -> None:
        self._report = report
        self._plan, self._table, self._typed, self._account, self._bad_cell = plan, table, typed, account, bad_cell
        planned = schedule(plan)
        self._sent = [{each.activity.id: each for each in your_rows(plan, planned, said, only)} for said in wordings]
        self._texts = {_plain(text) for said in wordings for text in expected_texts(plan, planned, said, only)}
        self._by_key = {each.activity.key.casefold(): row_id for row_id, each in self._sent[0].items()}
        self._found = YourReply()
        self._seen: dict[UUID, int] = {}
        self._as_table = table.as_table

    def read(self) -> YourReply:
        title, first = self._table.sheet.title, max(self._table.captions, self._table.machine)
        for number, row in enumerate(self._table.sheet.rows, 1):
            if number <= first:
                self._read_head(number, row)
            else:
                self._read_row(title, number, row)
        self._refuse_sorted_apart()
        return self._found

    def _refuse_sorted_apart(self) -> None:
        """A column whose values stand in each other's rows was sorted without the rest: it is asked about."""
        for name in dict.fromkeys(name for _, values in self._found.changes for name in values):
            moved = [(given, values) for given, values in self._found.changes if name in values]
            before = Counter(str(getattr(given.row, name)) for given, _ in moved)
            after = Counter(str(values[name]) for _, values in moved)
            before.pop(str(None), None)
            if len(before) < LEAST_MOVED or (before & after).total() < max(LEAST_MOVED, 0.8 * len(moved)):
                continue
            for given, values in moved:
                del values[name]
                heading = Message(spec_of("activity", name).heading)
                self._bad_cell(Message(SORTED_APART, {"field": heading}), given, name)

    def _read_head(self, number: int, row: Sequence[Cell]) -> None:
        for column, cell in self._full(row):
            machine = str(cell).startswith(PREFIX)
            if machine or self._is_drawn(number, column, cell) or _plain(cell) in self._texts:
                self._claim(number, column, State.SENT)
            else:
                self._remark(number, column, shown(cell), None)

    def _full(self, row: Sequence[Cell]) -> Iterator[tuple[int, Cell]]:
        return ((column, cell) for column, cell in enumerate(row, 1) if not is_empty(cell))

    def _is_drawn(self, number: int, column: int, cell: Cell) -> bool:
        """Whether a cell stands where the bars are, and holds no more than what draws them."""
        if column <= self._table.columns["reaction"] + 1:
            return False
        if isinstance(cell, OddCell):
            return cell.startswith("=")
        if number > max(self._table.captions, self._table.machine):
            return cell in DRAWN
        return not isinstance(cell, str) or bool(HEADS.fullmatch(cell))

    def _claim(self, number: int, column: int, state: State) -> None:
        self._account.claim(self._table.sheet.title, number, column, state)

    def _remark(self, number: int, column: int, text: str, about: UUID | None) -> None:
        self._claim(number, column, State.REMARK)
        self._found.remarks.append(SheetRemark(about, text, place(self._table.sheet.title, number, column)))

    def _cell(self, row: Sequence[Cell], name: str) -> Cell:
        index = self._table.columns.get(name)
        return row[index] if index is not None and index < len(row) else ""

    # --- rows -------------------------------------------------------------------------------------

    def _read_row(self, title: str, number: int, row: Sequence[Cell]) -> None:
        given = SheetRow(self._as_table, number, row, None, uuid4())
        row_id = self._row_id(row)
        if row_id is not None and row_id in self._seen:
            text = N_("{name} is also in row {row}. Empty the number of a row that is meant to be new.")
            words = {"name": self._sent[0][row_id].activity.key, "row": str(self._seen[row_id])}
            self._bad_cell(Message(text, words), given, "key")
            for column, _ in self._full(row):
                self._claim(number, column, State.NOT_UNDERSTOOD)
            return
        if row_id is not None:
            self._seen[row_id] = number
            given.row = self._plan.activity(row_id)
            given.id = row_id
            self._compare(given, row)
        elif not is_empty(self._cell(row, "name")) and not _is_remark(shown(self._cell(row, "name"))):
            self._add(given, row)
        self._read_margin(given, row)

    def _row_id(self, row: Sequence[Cell]) -> UUID | None:
        """The row of the plan: by its number, which goes along in every sort, else by the hidden id."""
        key = canonical(str(self._cell(row, "key"))).casefold()
        if key:
            return self._by_key.get(key)
        row_id = as_id(self._cell(row, "id"))
        copied = any(
            canonical(str(self._cell(other, "key"))).casefold() == self._key_of(row_id) for other in self._rows
        )
        return row_id if row_id in self._sent[0] and not copied else None

    @property
    def _rows(self) -> Sequence[Sequence[Cell]]:
        return self._table.sheet.rows

    def _key_of(self, row_id: UUID | None) -> str:
        each = self._sent[0].get(row_id) if row_id is not None else None
        return each.activity.key.casefold() if each is not None else "–"

    def _compare(self, given: SheetRow, row: Sequence[Cell]) -> None:
        sent = [rows[given.id] for rows in self._sent]
        values: dict[str, Any] = {}
        for name in ("name", "start", "finish", "percent_complete"):
            if name not in self._table.columns:
                continue
            cell, column = self._cell(row, name), self._table.columns[name] + 1
            if any(self._same(name, cell, each) for each in sent):
                self._claim(given.number, column, State.SENT)
                continue
            values |= self._typed_in(given, name, cell, sent[0])
        if values:
            self._found.changes.append((given, values))
        for name in ("key", "state", "question"):
            cell, index = self._cell(row, name), self._table.columns.get(name)
            if index is None or is_empty(cell):
                continue
            if any(_plain(cell) == _plain(each.cells[name]) for each in sent):
                self._claim(given.number, index + 1, State.SENT)

    def _same(self, name: str, cell: Cell, each: YourRow) -> bool:
        value = each.cells[name]
        if is_empty(cell) or is_empty(value):
            return is_empty(cell) and is_empty(value)
        if name == "name":
            return _plain(_bare(cell)) == _plain(_bare(value))
        if _plain(self._typed.dated(cell)) == _plain(value) or _plain(cell) == _plain(value):
            return True
        if name == "percent_complete" and isinstance(value, float | int):
            try:
                return self._typed.value("activity", spec_of("activity", name), cell) == round(value * 100)
            except EditRefused:
                return False
        return False

    def _typed_in(self, given: SheetRow, name: str, cell: Cell, each: YourRow) -> dict[str, Any]:
        """What was typed over a cell of a row that is there; nothing, reported, where it cannot be."""
        row, column = each.activity, self._table.columns[name] + 1
        target = "start_window" if row.is_milestone and name == "finish" else FIELDS[name]
        fixed = (row.is_summary and name != "name") or (row.is_milestone and name in ("start", "percent_complete"))
        if fixed:
            text = N_("{field} is computed: what was typed here is not taken over.")
            where = place(self._table.sheet.title, given.number, column)
            self._report(Rank.WARNING, Message(text, {"field": Message(CAPTIONS[name])}), where)
            return {}
        try:
            if isinstance(cell, OddCell):
                raise EditRefused(N_("{field} cannot be “{value}”."), field=Message(CAPTIONS[name]), value=str(cell))
            if name == "name" and isinstance(cell, str):
                cell = _bare(cell) if row.is_milestone else cell
            value = self._typed.value("activity", spec_of("activity", target), cell)
        except EditRefused as refused:
            self._bad_cell(refused.message, given, FIELDS[name])
            return {}
        if equal(value, getattr(row, target)):
            self._claim(given.number, column, State.SENT)
            return {}
        self._claim(given.number, column, State.CHANGED)
        return {target: value}

    def _add(self, given: SheetRow, row: Sequence[Cell]) -> None:
        """A new row: an activity, or a milestone where its name begins with the sign of one."""
        name = shown(self._cell(row, "name"))
        milestone = name.startswith(DIAMOND.strip())
        values: dict[str, Any] = {"name": name.removeprefix(DIAMOND.strip()).strip()}
        if milestone:
            values["kind"] = ActivityKind.MILESTONE
        for column in ("start", "finish", "percent_complete"):
            cell = self._cell(row, column)
            if is_empty(cell):
                continue
            target = "start_window" if milestone and column == "finish" else FIELDS[column]
            try:
                values[target] = self._typed.value("activity", spec_of("activity", target), cell)
            except EditRefused as refused:
                self._bad_cell(refused.message, given, FIELDS[column])
        for column in ("name", "start", "finish", "percent_complete"):
            if not is_empty(self._cell(row, column)):
                self._claim(given.number, self._table.columns[column] + 1, State.CHANGED)
        self._found.added.append((given, values))

    def _read_margin(self, given: SheetRow, row: Sequence[Cell]) -> None:
        """What else stands in a row: reactions, and texts typed over what only shows something."""
        hidden = {self._table.columns.get(name, -1) + 1 for name in HIDDEN}
        about = given.id if given.row is not None or any(given is new for new, _ in self._found.added) else None
        headings = {index + 1: name for name, index in self._table.columns.items()}
        title = self._table.sheet.title
        for column, cell in self._full(row):
            if self._account.at(title, given.number, column) is not State.UNCLAIMED:
                continue
            if (
                column in hidden
                or self._is_drawn(given.number, column, cell)
                or (about is None and _plain(cell) in self._texts)
            ):
                self._claim(given.number, column, State.SENT)
                continue
            name = headings.get(column)
            text = shown(cell) if name in (None, "reaction") else f"{self._caption(str(name))}: {shown(cell)}"
            self._remark(given.number, column, text, about)

    def _caption(self, name: str) -> str:
        cell = self._cell(self._rows[self._table.captions - 1], name) if self._table.captions else ""
        return shown(cell) or name


def _bare(cell: Cell) -> Cell:
    """A name without the sign of a milestone before it."""
    return canonical(cell).removeprefix(DIAMOND.strip()).strip() if isinstance(cell, str) else cell


def _is_remark(text: str) -> bool:
    return bool(TOTALS.match(text) or FOOTNOTE.match(text))


def _plain(value: Any) -> str:
    if is_empty(value):
        return ""
    if isinstance(value, float | int) and not isinstance(value, bool):
        return f"{float(value):.6f}"
    return " ".join(canonical(str(value)).split()).casefold()
