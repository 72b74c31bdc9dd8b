"""What people write beside our cells: own columns, texts in the margin, notes on cells, sheets of their own.

Nothing of it is a value of the plan; all of it is kept as remarks with the place where it stands.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from planner.domain.plan import Plan
from planner.formats.excel.account import Account, State
from planner.formats.excel.cells import Cell, canonical, is_empty, shown
from planner.formats.excel.comments import LONGEST_NOTE, comments_of
from planner.formats.excel.file_guard import RawSheet, place
from planner.formats.excel.forms import Forms
from planner.formats.excel.layout import CHECK, ID, META_SHEET, machine_name
from planner.formats.excel.matching import SheetRow
from planner.formats.excel.sheet_setup import explanation_title, sheet_title
from planner.formats.excel.tables import WorkbookTable
from planner.formats.incoming import SheetRemark
from planner.language import Translator

Comments = Mapping[str, Mapping[tuple[int, int], str]]
"""The notes on cells, by sheet, and by row and column from 0."""
MOST_ROWS = 200
"""Rows of a sheet of somebody's own that are kept one by one; the rest is one remark."""


class Margins:
    """Gathers the remarks of one file; rows and columns count from 1."""

    def __init__(self, plan: Plan, account: Account, wordings: Sequence[Translator], forms: Forms) -> None:
        self._plan, self._account, self._wordings, self._forms = plan, account, wordings, forms
        self.remarks: list[SheetRemark] = []

    # --- round a table ----------------------------------------------------------------------------

    def read_table(
        self, sheet: RawSheet, table: WorkbookTable, rows: Sequence[SheetRow], asides: Sequence[SheetRow]
    ) -> None:
        """What stands round and between the rows of a table that was compared."""
        headings = self._read_head(sheet, table)
        about = {given.number: given for given in rows}
        for given in asides:
            self._read_aside(given)
        by_row: dict[int, list[tuple[int, Cell]]] = {}
        for row, column, cell in self._account.unclaimed(sheet.title):
            by_row.setdefault(row, []).append((column, cell))
        for row, cells in by_row.items():
            for column, cell in cells:
                self._keep(sheet.title, row, column, cell, headings.get(column, ""), about.get(row))
        for column, heading in headings.items():
            if heading and not any(column == each for cells in by_row.values() for each, _ in cells):
                self._keep(sheet.title, table.captions, column, heading, "", None)

    def _read_head(self, sheet: RawSheet, table: WorkbookTable) -> dict[int, str]:
        """Claim title, machine names and captions; returns the headings of columns that are not ours."""
        title, mapped = sheet.title, {index + 1: name for name, index in table.columns.items()}
        for row in range(1, max(table.captions, table.machine) + 1):
            cells = sheet.rows[row - 1]
            for column, cell in enumerate(cells, 1):
                if not is_empty(cell) and row != table.captions and self._is_furniture(table, row, column, cell):
                    self._account.claim(title, row, column, State.SENT)
        headings: dict[int, str] = {}
        if not table.captions:
            return headings
        for column, cell in enumerate(sheet.rows[table.captions - 1], 1):
            name = mapped.get(column)
            if is_empty(cell):
                continue
            if name is not None and self._is_caption(table, name, cell):
                self._account.claim(title, table.captions, column, State.SENT)
            elif name is None and self._is_day(cell):
                self._account.claim(title, table.captions, column, State.SENT)  # a strip of the chart in cells
            elif name is None:
                headings[column] = shown(cell)
                self._account.claim(title, table.captions, column, State.REMARK)
        return headings

    def _is_furniture(self, table: WorkbookTable, row: int, column: int, cell: Cell) -> bool:
        if row == table.machine:
            return str(cell).startswith(f"{table.layout.kind}.") or self._is_day(cell)
        return canonical(str(cell)) in {
            canonical(sheet_title(self._plan, table.layout, each)) for each in self._wordings
        }

    def _is_caption(self, table: WorkbookTable, name: str, cell: Cell) -> bool:
        if name in (ID, CHECK):
            return cell == name or str(cell) == machine_name(table.layout.kind, name)
        spec = next(spec for spec in table.layout.specs if spec.name == name)
        return canonical(str(cell)).casefold() in {canonical(each.heading(spec)).casefold() for each in self._wordings}

    def _is_day(self, cell: Cell) -> bool:
        return isinstance(cell, date) or (isinstance(cell, str) and self._forms.moment(cell) is not None)

    def _read_aside(self, given: SheetRow) -> None:
        """A remark or a total between the rows: all its cells are one text."""
        cells = [(at, cell) for at, cell in enumerate(given.values, 1) if not is_empty(cell)]
        text = " | ".join(shown(cell) for _, cell in cells)
        for at, _ in cells:
            self._account.claim(given.table.sheet, given.number, at, State.REMARK)
        self.remarks.append(SheetRemark(None, text, place(given.table.sheet, given.number, cells[0][0])))

    def _keep(self, sheet: str, row: int, column: int, cell: Cell, heading: str, given: SheetRow | None) -> None:
        """One cell as a remark, about the row that it stands beside."""
        text = f"{heading}: {shown(cell)}" if heading else shown(cell)
        self._account.claim(sheet, row, column, State.REMARK)
        self.remarks.append(SheetRemark(given.id if given else None, text, place(sheet, row, column)))

    # --- other sheets, and notes --------------------------------------------------------------------

    def read_others(self, sheets: Sequence[RawSheet], read: Collection[str], furniture: Collection[str]) -> None:
        """Sheets without a table that was compared: our own texts are as sent, the rest are remarks.

        `furniture` are the sheets that only show something; what stands there in columns beyond ours is a remark.
        """
        for sheet in sheets:
            if sheet.title == META_SHEET or sheet.title in furniture:
                self._account.claim_sheet(sheet.title, State.SENT)
            elif sheet.title not in read:
                self._read_own_sheet(sheet)

    def _read_own_sheet(self, sheet: RawSheet) -> None:
        explanation = sheet.title in {explanation_title(each) for each in self._wordings}
        rows: dict[int, list[tuple[int, Cell]]] = {}
        for row, column, cell in self._account.unclaimed(sheet.title):
            if explanation and column == 1:
                self._account.claim(sheet.title, row, column, State.SENT)
                continue
            self._account.claim(sheet.title, row, column, State.REMARK)
            rows.setdefault(row, []).append((column, cell))
        kept = list(rows.items())
        for row, cells in kept[:MOST_ROWS]:
            text = " | ".join(shown(cell) for _, cell in cells)
            self.remarks.append(SheetRemark(None, text, place(sheet.title, row, cells[0][0])))
        if len(kept) > MOST_ROWS:
            first, column = kept[MOST_ROWS][0], kept[MOST_ROWS][1][0][0]
            text = "\n".join(" | ".join(shown(cell) for _, cell in cells) for _, cells in kept[MOST_ROWS:])
            self.remarks.append(SheetRemark(None, text, place(sheet.title, first, column)))

    def read_comments(self, comments: Comments, rows: Mapping[str, Mapping[int, SheetRow]]) -> None:
        """Notes on cells, but for those that say where a fact comes from, which we sent."""
        sent = {_joined(text) for each in self._wordings for text in comments_of(self._plan, each).values()}
        for sheet, notes in comments.items():
            for (row, column), text in sorted(notes.items()):
                plain = _joined(text)
                ours = next((known for known in sent if known[:LONGEST_NOTE] in plain), "")
                own = plain.replace(ours[:LONGEST_NOTE], "").strip() if ours else text.strip()
                if not own:
                    continue
                given = rows.get(sheet, {}).get(row + 1)
                self._account.claim(sheet, row + 1, column + 1, State.REMARK)
                self.remarks.append(SheetRemark(given.id if given else None, own, place(sheet, row + 1, column + 1)))


def _joined(text: str) -> str:
    """A text without the line ends that programs put in and take out."""
    return " ".join(canonical(text).split())
