"""Which row of a sheet is which row of the plan: by hidden id, then by key or code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from planner.domain.integrity import name_of
from planner.domain.model import Entity
from planner.domain.plan import Plan
from planner.formats.excel.cells import Cell, canonical, is_empty
from planner.formats.excel.layout import ID
from planner.formats.excel.tables import WorkbookTable, as_id
from planner.formats.incoming import Rank
from planner.message import N_, Message

Report = Callable[[Rank, Message, str], None]
BadCell = Callable[[Message, "SheetRow", str], None]
"""Hears of a cell (row and field) that cannot be read, and why."""

NEEDED: dict[str, tuple[str, ...]] = {
    "activity": ("name",),
    "dependency": ("predecessor_id", "successor_id"),
    "organisation": ("code",),
    "track": ("code",),
    "commitment": ("title",),
    "criterion": ("name",),
    "assessment": ("criterion_id",),
    "agreement": ("title", "giver_id", "taker_id"),
    "risk": ("title",),
    "decision": ("title", "on"),
    "indicator": ("name",),
    "measurement": ("indicator_id",),
    "source": ("title",),
    "citation": ("source_id",),
}
"""What a new row must have to be one; without it, it is taken for a remark."""


@dataclass(slots=True)
class SheetRow:
    """A row of a sheet, with the row of the plan that it is; None where it is new."""

    table: WorkbookTable
    number: int
    values: Sequence[Cell]
    row: Entity | None
    id: UUID

    def cell(self, field: str) -> Cell:
        return self.table.cell(self.values, field)

    def text(self, field: str) -> str:
        cell = self.cell(field)
        return "" if is_empty(cell) else canonical(str(cell))

    def place(self, field: str) -> str:
        return self.table.place(self.number, field)


class Matching:
    """Matches the rows of one table."""

    def __init__(self, plan: Plan, table: WorkbookTable, report: Report) -> None:
        self._table, self._report = table, report
        self._rows = plan.table(table.layout.kind)
        fields = table.layout.fields
        self._key = "key" if "key" in fields else "code" if "code" in fields else ""
        self._by_key = {getattr(row, self._key).casefold(): row for row in self._rows.values()} if self._key else {}
        self._seen: dict[UUID, int] = {}
        self.accounted: set[UUID] = set()
        """Rows of the plan that stand on the sheet, also where something is wrong with them."""
        self.left_out = not self._key and ID not in table.columns

    def matched(self) -> list[SheetRow]:
        """The rows of the plan and new ones; what is neither is reported and left out."""
        if self.left_out:
            self._report(
                Rank.WARNING,
                Message(N_("The hidden column that tells rows apart is gone: this sheet was left out.")),
                self._table.place(1, ID),
            )
            return []
        found = [self._match(number, values) for number, values in self._table.rows]
        return [row for row in found if row is not None]

    def _match(self, number: int, values: Sequence[Cell]) -> SheetRow | None:
        given = SheetRow(self._table, number, values, None, uuid4())
        row_id = as_id(given.cell(ID))
        key = given.text(self._key).casefold() if self._key else ""
        row = self._rows.get(row_id) if row_id else None
        if row is None and key and key in self._by_key:
            row = self._by_key[key]
        elif row is None and row_id is not None:
            words = {"name": given.text(self._key or NEEDED[self._table.layout.kind][0])}
            self._report(
                Rank.WARNING,
                Message(N_("“{name}” is no longer in the plan: this row was left out."), words),
                given.place(self._key or ID),
            )
            return None
        if row is not None and row.id in self._seen and (not key or not self._key):
            row = None  # a copied row, made into a new one
        if row is None:
            return given if self._is_row(given) else None
        return self._same(given, row, key)

    def _same(self, given: SheetRow, row: Entity, key: str) -> SheetRow | None:
        self.accounted.add(row.id)
        other = self._by_key.get(key) if key else None
        if other is not None and other.id != row.id:
            self._report(
                Rank.ERROR,
                Message(
                    N_(
                        "The number says {other}, the hidden id says {name}: were some columns sorted without the rest?"
                    ),
                    {"other": name_of(other), "name": name_of(row)},
                ),
                given.place(self._key),
            )
            return None
        if row.id in self._seen:
            self._report(
                Rank.ERROR,
                Message(
                    N_("{name} is also in row {row}. Empty the number of a row that is meant to be new."),
                    {"name": name_of(row), "row": str(self._seen[row.id])},
                ),
                given.place(self._key or ID),
            )
            return None
        if self._key == "key" and key != str(getattr(row, "key", "")).casefold() and "key" in self._table.columns:
            self._report(
                Rank.WARNING,
                Message(N_("The number of {name} cannot be changed."), {"name": name_of(row)}),
                given.place("key"),
            )
        self._seen[row.id] = given.number
        given.row, given.id = row, row.id
        return given

    def _is_row(self, given: SheetRow) -> bool:
        """Whether a row without a match is a new one; a remark under the table is not."""
        kind = self._table.layout.kind
        if all(given.text(name) for name in NEEDED[kind]):
            return True
        filled = [name for name in self._table.layout.fields if given.text(name)]
        if filled:
            self._report(
                Rank.WARNING,
                Message(N_("This row lacks what a new {kind} needs: it was left out."), {"kind": kind}),
                given.place(filled[0]),
            )
        return False
