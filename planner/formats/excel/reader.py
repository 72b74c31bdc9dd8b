"""A workbook back in: one step, and what is wrong or doubtful, each with its sheet and cell.

At the end every cell is accounted for: as sent, changed, a remark, or not understood. The reader checks that itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from planner.domain.changes import Step
from planner.domain.fields import spec_of
from planner.domain.integrity import name_of
from planner.domain.plan import Plan
from planner.errors import FileTrouble
from planner.formats.cell_values import DateOrder
from planner.formats.excel.account import Account, State
from planner.formats.excel.assembling import Assembly
from planner.formats.excel.cells import is_empty
from planner.formats.excel.comments import notes_in
from planner.formats.excel.comparing import Comparison, Sent
from planner.formats.excel.file_guard import RawSheet, SecondLook, open_sheets, spot_of
from planner.formats.excel.forms import Forms, settle
from planner.formats.excel.layout import CHECK, FORMAT, ID, IN_ORDER_OF_NEED, SHEETS, rows_of
from planner.formats.excel.margins import Margins
from planner.formats.excel.matching import Matching, SheetRow
from planner.formats.excel.report_sheets import report_titles
from planner.formats.excel.resolve import Resolver
from planner.formats.excel.sent import equal
from planner.formats.excel.tables import Header, WorkbookTable, as_id, find_header, find_tables
from planner.formats.excel.typed import Typed
from planner.formats.excel.your_reply import YourReading, YourReply, find_yours
from planner.formats.incoming import Incoming, Rank, SheetRemark, Trouble, field_changes
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
    order: DateOrder | None = None,
) -> Incoming:
    """Sheets of ours that were opened already, of whatever kind of file; `look` where openpyxl cannot read it again.

    A cell that cannot be read refuses the whole, unless it is said that the rest may come in `without_bad_cells`.
    `order` is the order of day and month, where somebody says it.
    """
    header, tables = find_header(sheets), list(find_tables(sheets))
    if not tables:
        raise FileTrouble(
            N_("{file} was not made by this program: it has no hidden row with the names of the columns."),
            file=path.name,
        )
    if header is not None and header.version > FORMAT:
        raise FileTrouble(N_("{file} was made by a newer version of this program."), file=path.name)
    reading = _Reading(path, sheets, plan, header or Header(), translator, look or SecondLook(path))
    reading.without_bad_cells, reading.order = without_bad_cells, order
    if header is None:
        reading.report(Rank.WARNING, Message(N_("The workbook no longer says which plan it was made from.")), "")
    elif header.plan_id != plan.programme.id:
        reading.report(Rank.ERROR, Message(N_("This workbook was made from another plan.")), "")
        return reading.refused()
    return reading.read(tables)


class _Reading:
    """One workbook against one plan."""

    without_bad_cells = False
    _yours = ""
    order: DateOrder | None = None

    def __init__(
        self,
        path: Path,
        sheets: list[RawSheet],
        plan: Plan,
        header: Header,
        translator: Translator | None,
        look: SecondLook,
    ) -> None:
        self._path, self._sheets, self._plan, self._header, self._look = path, sheets, plan, header, look
        first = translator.code if translator else header.language if header.language in LANGUAGES else "nl"
        self._wordings = tuple(wording_of(code) for code in (first, *(c for c in LANGUAGES if c != first)))
        self._findings: list[Trouble] = []
        self._resolver = Resolver(plan)
        self._account = Account(sheets)
        self._only = plan.organisations_by_code.get(header.organisation) if header.organisation else None

    def report(self, rank: Rank, message: Message, place: str) -> None:
        self._findings.append(Trouble(rank, message, place))

    def bad_cell(self, message: Message, given: SheetRow, field: str) -> None:
        """A cell, or a row by one of its cells, that cannot be read; the rest may go on without it."""
        text = "" if is_empty(given.cell(field)) else str(given.cell(field))
        trouble = Trouble(Rank.ERROR, message, given.place(field), self.without_bad_cells, given.id, text)
        self._findings.append(trouble)

    def refused(self) -> Incoming:
        """Nothing is changed."""
        return self._incoming(Step("excel.import", (), {"name": self._path.name}), ())

    def _incoming(self, step: Step, remarks: Sequence[SheetRemark]) -> Incoming:
        changes = field_changes(step)
        return Incoming(
            self._path.name, step, changes, self._sorted(), remarks=tuple(remarks), cells=self._account.count()
        )

    # --- reading ----------------------------------------------------------------------------------

    def read(self, tables: Sequence[WorkbookTable]) -> Incoming:
        chosen = self._one_of_each_kind(tables)
        matchings = {kind: Matching(self._plan, table, self.report, self.bad_cell) for kind, table in chosen.items()}
        forms = self._forms(matchings)
        typed = Typed(self._plan, self._wordings, self._resolver, forms)
        sent = Sent(self._plan, self._wordings, typed, self._look, self._account, self.report, self.bad_cell)
        found: list[tuple[Comparison, list[SheetRow]]] = []
        for kind, matching in matchings.items():
            comparison = Comparison(sent, chosen[kind], _checks(chosen[kind]))
            rows = matching.matched(comparison.stored, typed)
            for given in rows:
                if given.row is None:
                    sure = given.text("key") or given.text("code")
                    self._resolver.add(kind, given.id, sure, given.text("name") or given.text("title"))
            found.append((comparison, rows))
            self._report_missing(chosen[kind], matching.accounted)
        if self._header.version:
            self._report_missing_tables(chosen)
        yours = self._read_yours(typed)
        step = self._step(found, yours)
        remarks = self._read_margins(matchings, {rows[0].table.layout.kind: rows for _, rows in found if rows}, forms)
        remarks = (*yours.remarks, *remarks)
        self._account_for_findings()
        if self._has_errors():
            return replace(self.refused(), remarks=remarks)
        return self._incoming(step, remarks)

    def _forms(self, matchings: dict[str, Matching]) -> Forms:
        """How dates and numbers are written in this file, by what is known to have been sent."""
        cells = (
            (spec_of(kind, name), given.values[index], _held(row, name))
            for kind, matching in matchings.items()
            for given, row in matching.tentative()
            for name, index in matching.columns.items()
            if isinstance(given.values[index], str) and name not in (ID, CHECK)
        )
        if self.order is not None:
            return replace(settle(cells), order=self.order)
        return settle(cells)

    def _read_yours(self, typed: Typed) -> YourReply:
        """What was typed in the first tab."""
        table = find_yours(self._sheets)
        if table is None:
            return YourReply()
        self._yours = table.sheet.title
        more = (typed, self._account, self._wordings, self._only, self.report, self.bad_cell)
        return YourReading(self._plan, table, *more).read()

    def _joined(
        self, kept: list[tuple[SheetRow, dict[str, Any]]], yours: YourReply
    ) -> list[tuple[SheetRow, dict[str, Any]]]:
        """What the rows of the planning change, with what the first tab says of them; two answers are asked about."""
        by_row = {given.id: changed for given, changed in kept}
        for given, values in yours.changes:
            changed = by_row.setdefault(given.id, {})
            if not any(given.id == each.id for each, _ in kept):
                kept.append((given, changed))
            for name, value in values.items():
                if name in changed and not equal(changed[name], value):
                    text = N_("{field} was also changed in the table of the whole planning, to something else.")
                    self.bad_cell(Message(text, {"field": Message(spec_of("activity", name).heading)}), given, name)
                else:
                    changed[name] = value
        return kept

    def _step(self, found: Sequence[tuple[Comparison, list[SheetRow]]], yours: YourReply) -> Step:
        """What the rows change, as one step; empty where something stands in the way."""
        owner = self._only.id if self._only is not None else None
        yours_read = False
        assembly = Assembly(self._plan, self._path.name, self.report, self.bad_cell, owner)
        for comparison, rows in found:
            values = [comparison.new(given) if given.row is None else comparison.changed(given) for given in rows]
            apart = list(comparison.sorted_apart())
            for name in apart:
                comparison.told_apart(name)
            said = [
                (given, {name: value for name, value in changed.items() if given.row is None or name not in apart})
                for given, changed in zip(rows, values, strict=True)
            ]
            if comparison.kind == "activity":
                said, yours_read = self._joined(said, yours), True
            for given, changed in said:  # in the order of the sheet: a new row goes below the one it stands under
                if given.row is None:
                    self._claim(given, (name for name in given.table.columns if not is_empty(given.cell(name))))
                    assembly.add(given, changed)
                else:
                    self._claim(given, changed)
                    assembly.change(given, changed)
        for given, values in [*([] if yours_read else yours.changes), *yours.added]:
            (assembly.change if given.row is not None else assembly.add)(given, values)
        return Step("excel.import", (), {"name": self._path.name}) if self._has_errors() else assembly.step()

    def _claim(self, given: SheetRow, names: Iterable[str]) -> None:
        """Count the cells of a row that change something."""
        for name in names:
            index = given.table.columns.get(name)
            if index is not None:
                self._account.claim(given.table.sheet, given.number, index + 1, State.CHANGED)

    # --- which tables -----------------------------------------------------------------------------

    def _one_of_each_kind(self, tables: Sequence[WorkbookTable]) -> dict[str, WorkbookTable]:
        """The table of each kind, in the order in which kinds need each other; of copies the one that was changed."""
        by_kind: dict[str, list[WorkbookTable]] = {}
        for table in tables:
            by_kind.setdefault(table.layout.kind, []).append(table)
        return {kind: self._chosen(by_kind[kind]) for kind in IN_ORDER_OF_NEED if kind in by_kind}

    def _chosen(self, several: list[WorkbookTable]) -> WorkbookTable:
        if len(several) == 1:
            return several[0]
        new = [table for table in several if self._says_something_new(table)]
        chosen = (new or several)[0]
        for table in several:
            if table is chosen:
                continue
            text = N_("The same table is also on sheet {sheet}: this one was left out.")
            message = Message(text, {"sheet": chosen.sheet})
            doubtful = table in new
            rank = Rank.ERROR if doubtful else Rank.NOTICE
            self._findings.append(Trouble(rank, message, table.sheet, doubtful and self.without_bad_cells))
            self._account.claim_sheet(table.sheet, State.NOT_UNDERSTOOD if doubtful else State.SENT)
        return chosen

    def _says_something_new(self, table: WorkbookTable) -> bool:
        """Whether a copy of a table says anything but what was sent."""
        told: list[Message] = []

        def report(rank: Rank, message: Message, place: str) -> None:
            told.append(message)

        def bad_cell(message: Message, given: SheetRow, field: str) -> None:
            told.append(message)

        matching = Matching(self._plan, table, report, bad_cell)
        typed = Typed(self._plan, self._wordings, Resolver(self._plan), self._forms({table.layout.kind: matching}))
        sent = Sent(self._plan, self._wordings, typed, self._look, Account(self._sheets), report, bad_cell)
        comparison = Comparison(sent, table, _checks(table))
        rows = matching.matched(comparison.stored, typed)
        return bool(told) or any(given.row is None or comparison.changed(given) for given in rows)

    def _report_missing_tables(self, here: dict[str, WorkbookTable]) -> None:
        """A table that was sent and cannot be found: what was typed in it would be lost without a word."""
        for layout in SHEETS:
            if layout.kind not in here and any(True for _ in rows_of(self._plan, layout.kind, self._only)):
                text = N_("The table “{sheet}” was sent and is not found here: its sheet or its captions are gone.")
                message = Message(text, {"sheet": Message(layout.title)})
                self._findings.append(Trouble(Rank.ERROR, message, "", self.without_bad_cells))

    def _report_missing(self, table: WorkbookTable, here: set[UUID]) -> None:
        """Rows that were sent and did not come back are kept, and named."""
        missing = [row for row, _ in rows_of(self._plan, table.layout.kind, self._only) if row.id not in here]
        if len(missing) > MOST_MISSING:
            message = Message(
                N_("{count} rows of the plan are missing here; they are kept."), {"count": str(len(missing))}
            )
            self.report(Rank.WARNING, message, table.sheet)
            return
        for row in missing:
            message = Message(N_("{name} is missing here; it is kept in the plan."), {"name": name_of(row)})
            self.report(Rank.WARNING, message, table.sheet)

    # --- every cell is accounted for --------------------------------------------------------------

    def _read_margins(
        self, matchings: dict[str, Matching], rows: dict[str, list[SheetRow]], forms: Forms
    ) -> tuple[SheetRemark, ...]:
        margins = Margins(self._plan, self._account, self._wordings, forms)
        by_title = {sheet.title: sheet for sheet in self._sheets}
        numbered: dict[str, dict[int, SheetRow]] = {}
        for kind, matching in matchings.items():
            table = matching.table
            for given in matching.doubles:
                self._account.claim_row(table.sheet, given.number, sorted(table.columns.values()), State.SENT)
            for given in matching.left_out:
                self._account.claim_row(table.sheet, given.number, sorted(table.columns.values()), State.NOT_UNDERSTOOD)
            margins.read_table(by_title[table.sheet], table, rows.get(kind, ()), matching.asides)
            numbered[table.sheet] = {given.number: given for given in rows.get(kind, ())}
        furniture = {title for translator in self._wordings for title in report_titles(translator)}
        margins.read_others(self._sheets, {m.table.sheet for m in matchings.values()} | {self._yours}, furniture)
        margins.read_comments(notes_in(self._path), numbered)
        return tuple(margins.remarks)

    def _account_for_findings(self) -> None:
        """Cells that something is wrong with are not understood; one of which nothing was said is a fault of ours."""
        for finding in self._findings:
            spot = spot_of(finding.place)
            if spot is not None and finding.rank is not Rank.NOTICE:
                self._account.claim(*spot, State.NOT_UNDERSTOOD)
        forgotten = self._account.forgotten()
        if forgotten:
            text = N_("Not every cell could be accounted for, such as {place}: nothing was taken over.")
            self.report(Rank.ERROR, Message(text, {"place": ", ".join(forgotten)}), forgotten[0])

    def _has_errors(self) -> bool:
        return any(found.rank is Rank.ERROR and not found.left_out for found in self._findings)

    def _sorted(self) -> tuple[Trouble, ...]:
        ranks = list(Rank)
        return tuple(sorted(self._findings, key=lambda found: ranks.index(found.rank)))


def _checks(table: WorkbookTable) -> dict[UUID, str]:
    """The checks on computed cells, by the row whose id stands beside them."""
    if CHECK not in table.columns or ID not in table.columns:
        return {}
    rows = ((as_id(table.cell(values, ID)), table.cell(values, CHECK)) for _, values in table.rows)
    return {row_id: check for row_id, check in rows if row_id is not None and isinstance(check, str)}


def _held(row: Any, name: str) -> Any:
    """What a row holds in a field; None where the program computes it."""
    return getattr(row, name, None)
