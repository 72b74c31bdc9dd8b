"""A workbook back in: one step, and what is wrong or doubtful, each with its sheet and cell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from planner.domain.changes import Step
from planner.domain.integrity import name_of
from planner.domain.plan import Plan
from planner.errors import FileTrouble
from planner.formats.excel.assembling import Assembly
from planner.formats.excel.cells import is_empty
from planner.formats.excel.comparing import Comparison
from planner.formats.excel.file_guard import RawSheet, SecondLook, open_sheets
from planner.formats.excel.layout import FORMAT, IN_ORDER_OF_NEED, SHEETS, rows_of
from planner.formats.excel.matching import Matching, SheetRow
from planner.formats.excel.resolve import Resolver
from planner.formats.excel.tables import Header, WorkbookTable, find_header, find_tables
from planner.formats.excel.typed import Typed
from planner.formats.incoming import Incoming, Rank, Trouble, field_changes
from planner.language import LANGUAGES, Translator
from planner.language import translator as wording_of
from planner.message import N_, Message

MOST_MISSING = 10
"""Missing rows of one sheet that are named one by one; more are counted."""


def workbook_header(path: Path) -> Header:
    """What a workbook says it was made from. FileTrouble where it is none of ours."""
    header = find_header(open_sheets(path))
    if header is None:
        raise FileTrouble(N_("{file} was not made by this program, or its hidden sheet is gone."), file=path.name)
    return header


def read_workbook(path: Path, plan: Plan, translator: Translator | None) -> Incoming:
    """See `planner.formats.excel.read_workbook`."""
    return read_sheets(path, open_sheets(path), plan, translator)


def read_sheets(
    path: Path,
    sheets: list[RawSheet],
    plan: Plan,
    translator: Translator | None = None,
    look: SecondLook | None = None,
    *,
    without_bad_cells: bool = False,
) -> Incoming:
    """Sheets of ours that were opened already, of whatever kind of file; `look` where openpyxl cannot read it again.

    A cell that cannot be read refuses the whole, unless it is said that the rest may come in `without_bad_cells`.
    """
    header, tables = find_header(sheets), list(find_tables(sheets))
    if not tables:
        raise FileTrouble(
            N_("{file} was not made by this program: it has no hidden row with the names of the columns."),
            file=path.name,
        )
    if header is not None and header.version > FORMAT:
        raise FileTrouble(N_("{file} was made by a newer version of this program."), file=path.name)
    reading = _Reading(path, plan, header or Header(), translator, look or SecondLook(path), without_bad_cells)
    if header is None:
        reading.report(Rank.WARNING, Message(N_("The workbook no longer says which plan it was made from.")), "")
    elif header.plan_id != plan.programme.id:
        reading.report(Rank.ERROR, Message(N_("This workbook was made from another plan.")), "")
        return reading.refused()
    return reading.read(tables)


class _Reading:
    """One workbook against one plan."""

    def __init__(
        self,
        path: Path,
        plan: Plan,
        header: Header,
        translator: Translator | None,
        look: SecondLook,
        without_bad_cells: bool,
    ) -> None:
        self._without = without_bad_cells
        self._path, self._plan, self._header, self._look = path, plan, header, look
        first = translator.code if translator else header.language if header.language in LANGUAGES else "nl"
        self._wordings = tuple(wording_of(code) for code in (first, *(c for c in LANGUAGES if c != first)))
        self._findings: list[Trouble] = []
        self._resolver = Resolver(plan)

    def report(self, rank: Rank, message: Message, place: str) -> None:
        self._findings.append(Trouble(rank, message, place))

    def bad_cell(self, message: Message, given: SheetRow, field: str) -> None:
        """A cell, or a row by one of its cells, that cannot be read; the rest may go on without it."""
        text = "" if is_empty(given.cell(field)) else str(given.cell(field))
        self._findings.append(Trouble(Rank.ERROR, message, given.place(field), self._without, given.id, text))

    def refused(self) -> Incoming:
        """Nothing is changed."""
        step = Step("excel.import", (), {"name": self._path.name})
        return Incoming(self._path.name, step, (), self._sorted())

    def read(self, tables: Sequence[WorkbookTable]) -> Incoming:
        matched = self._matched(tables)
        typed = Typed(self._plan, self._wordings, self._resolver)
        sender = self._plan.organisations_by_code.get(self._header.organisation)
        owner = sender.id if sender is not None else None
        assembly = Assembly(self._plan, self._path.name, self.report, self.bad_cell, owner)
        for table, rows in matched:
            comparison = Comparison(self._plan, table, self._wordings, typed, self._look, self.report, self.bad_cell)
            for given in rows:
                if given.row is None:
                    assembly.add(given, comparison.new(given))
                else:
                    assembly.change(given, comparison.changed(given))
        if self._has_errors():
            return self.refused()
        step = assembly.step()
        if self._has_errors():
            return self.refused()
        return Incoming(self._path.name, step, field_changes(step), self._sorted())

    def _matched(self, tables: Sequence[WorkbookTable]) -> list[tuple[WorkbookTable, list[SheetRow]]]:
        """The rows of each table, in the order in which kinds need each other; new ones are made known."""
        by_kind: dict[str, WorkbookTable] = {}
        for table in tables:
            if table.layout.kind in by_kind:
                message = Message(
                    N_("The same table is also on sheet {sheet}: this one was left out."),
                    {"sheet": by_kind[table.layout.kind].sheet},
                )
                self.report(Rank.WARNING, message, table.sheet)
            else:
                by_kind[table.layout.kind] = table
        found: list[tuple[WorkbookTable, list[SheetRow]]] = []
        for table in (by_kind[kind] for kind in IN_ORDER_OF_NEED if kind in by_kind):
            matching = Matching(self._plan, table, self.report)
            rows = matching.matched()
            for given in rows:
                if given.row is None:
                    sure = given.text("key") or given.text("code")
                    self._resolver.add(table.layout.kind, given.id, sure, given.text("name") or given.text("title"))
            found.append((table, rows))
            if not matching.left_out:
                self._report_missing(table, matching.accounted)
        if self._header.version:
            self._report_missing_tables(by_kind)
        return found

    def _report_missing_tables(self, here: dict[str, WorkbookTable]) -> None:
        """A table that was sent and cannot be found: what was typed in it would be lost without a word."""
        only = self._plan.organisations_by_code.get(self._header.organisation) if self._header.organisation else None
        for layout in SHEETS:
            if layout.kind not in here and any(True for _ in rows_of(self._plan, layout.kind, only)):
                text = N_("The table “{sheet}” was sent and is not found here: its sheet or its captions are gone.")
                message = Message(text, {"sheet": Message(layout.title)})
                self._findings.append(Trouble(Rank.ERROR, message, "", self._without))

    def _report_missing(self, table: WorkbookTable, here: set[UUID]) -> None:
        """Rows that were sent and did not come back are kept, and named."""
        only = self._plan.organisations_by_code.get(self._header.organisation) if self._header.organisation else None
        missing = [row for row, _ in rows_of(self._plan, table.layout.kind, only) if row.id not in here]
        if len(missing) > MOST_MISSING:
            message = Message(
                N_("{count} rows of the plan are missing here; they are kept."), {"count": str(len(missing))}
            )
            self.report(Rank.WARNING, message, table.sheet)
            return
        for row in missing:
            message = Message(N_("{name} is missing here; it is kept in the plan."), {"name": name_of(row)})
            self.report(Rank.WARNING, message, table.sheet)

    def _has_errors(self) -> bool:
        return any(found.rank is Rank.ERROR and not found.left_out for found in self._findings)

    def _sorted(self) -> tuple[Trouble, ...]:
        ranks = list(Rank)
        return tuple(sorted(self._findings, key=lambda found: ranks.index(found.rank)))
