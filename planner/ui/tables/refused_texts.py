"""What was typed in cells and not taken: it stays, with the sentence that says why, until it is mended or dropped."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from planner.ui.tables.activity_columns import Cells, CellStyle, TableCell


class Refused(NamedTuple):
    """A text that was typed and not taken, and why."""

    text: str
    sentence: str


class RefusedTexts:
    """Refused texts by row and number of the column."""

    def __init__(self) -> None:
        self._texts: dict[UUID, dict[int, Refused]] = {}

    def at(self, row_id: UUID, column: int) -> Refused | None:
        return self._texts.get(row_id, {}).get(column)

    def keep(self, row_id: UUID, column: int, text: str, sentence: str) -> None:
        self._texts.setdefault(row_id, {})[column] = Refused(text, sentence)

    def drop(self, row_id: UUID, column: int) -> None:
        self._texts.get(row_id, {}).pop(column, None)

    def over(self, row_id: UUID, cells: Cells) -> Cells:
        """The cells of a row, with what was refused in its place."""
        refused = self._texts.get(row_id)
        if not refused:
            return cells
        shown = Cells(cells.columns, lambda column: cells[cells.columns.index(column)])
        for number, each in refused.items():
            shown[number] = TableCell(f"! {each.text}", CellStyle.LATE)
        return shown
