"""Every cell of a workbook that came back is accounted for: as it was sent, changed, a remark, or not understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum

from planner.formats.excel.cells import Cell, is_empty
from planner.formats.excel.file_guard import RawSheet, place
from planner.formats.incoming import CellCount

TOLD = 3
"""Cells that are named where some cannot be accounted for."""


class State(IntEnum):
    """What became of a cell; of two claims on one cell the higher counts."""

    UNCLAIMED = 0
    SENT = 1
    REMARK = 2
    CHANGED = 3
    NOT_UNDERSTOOD = 4


class Account:
    """The cells of a file. Rows and columns count from 1, as on the sheet."""

    def __init__(self, sheets: Sequence[RawSheet]) -> None:
        self._sheets = {sheet.title: sheet for sheet in sheets}
        self._widths = {sheet.title: max((len(row) for row in sheet.rows), default=0) for sheet in sheets}
        self._states = {
            sheet.title: bytearray(self._widths[sheet.title] * len(sheet.rows)) for sheet in self._sheets.values()
        }

    def claim(self, sheet: str, row: int, column: int, state: State) -> None:
        """Say what became of one cell."""
        states, width = self._states.get(sheet), self._widths.get(sheet, 0)
        if states is None or not 1 <= column <= width or not row >= 1 or row * width > len(states):
            return
        at = (row - 1) * width + column - 1
        states[at] = max(states[at], state)

    def claim_row(self, sheet: str, row: int, columns: Iterable[int], state: State) -> None:
        """Say what became of some cells of a row; columns count from 0."""
        states, first = self._states[sheet], (row - 1) * self._widths[sheet]
        for column in columns:
            states[first + column] = max(states[first + column], state)

    def claim_sheet(self, sheet: str, state: State) -> None:
        """Say the same of all cells of a sheet of which nothing was said yet."""
        self._states[sheet] = bytearray(each or state for each in self._states[sheet])

    def at(self, sheet: str, row: int, column: int) -> State:
        """What became of a cell."""
        return State(self._states[sheet][(row - 1) * self._widths[sheet] + column - 1])

    def unclaimed(self, sheet: str) -> Iterator[tuple[int, int, Cell]]:
        """The cells that hold something and of which nothing was said yet, from the top."""
        states, width = self._states[sheet], self._widths[sheet]
        for number, row in enumerate(self._sheets[sheet].rows):
            first = number * width
            if 0 in states[first : first + len(row)]:
                for column, cell in enumerate(row):
                    if not states[first + column] and not is_empty(cell):
                        yield number + 1, column + 1, cell

    def forgotten(self) -> list[str]:
        """Where cells stand of which nothing was said: none, or the importer has a fault."""
        found = (place(title, row, column) for title in self._sheets for row, column, _ in self.unclaimed(title))
        return [spot for spot, _ in zip(found, range(TOLD), strict=False)]

    def count(self) -> CellCount:
        """All cells by what became of them."""
        counts = [0] * len(State)
        for title, sheet in self._sheets.items():
            states, width = self._states[title], self._widths[title]
            for number, row in enumerate(sheet.rows):
                for state, cell in zip(states[number * width : number * width + len(row)], row, strict=True):
                    if state > State.REMARK or (cell != "" and not is_empty(cell)):
                        counts[state] += 1
        return CellCount(counts[State.SENT], counts[State.CHANGED], counts[State.REMARK], counts[State.NOT_UNDERSTOOD])
