"""Sheets of any file as plain values, with the looks that carry meaning: bold, colours, indents, what is hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from planner.formats.excel.cells import Cell, is_empty, shown
from planner.formats.excel.file_guard import place

Spot = tuple[int, int]
"""Row and column, from 0."""


@dataclass(slots=True)
class Sheet:
    """One sheet; rows and columns count from 0 and rows may differ in length. `levels` are outline levels of rows.

    `uncomputed` holds formulas that came without their value, `percents` the cells shown as a percentage,
    `merges` first and last spot of merged cells.
    """

    title: str
    rows: Sequence[Sequence[Cell]]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[tuple[Spot, Spot], ...] = ()
    bold: frozenset[Spot] = frozenset()
    percents: frozenset[Spot] = frozenset()
    fills: dict[Spot, str] = field(default_factory=dict)
    indents: dict[Spot, int] = field(default_factory=dict)
    levels: dict[int, int] = field(default_factory=dict)
    uncomputed: dict[Spot, str] = field(default_factory=dict)
    comments: dict[Spot, str] = field(default_factory=dict)

    def cell(self, row: int, column: int) -> Cell:
        """The value at a spot; None beyond the sheet."""
        if not 0 <= row < len(self.rows) or column < 0:
            return None
        values = self.rows[row]
        return values[column] if column < len(values) else None

    def text(self, row: int, column: int) -> str:
        return shown(self.cell(row, column))

    def filled(self, row: int) -> list[int]:
        """The columns of a row that hold something."""
        return [i for i, cell in enumerate(self.rows[row]) if not is_empty(cell)] if row < len(self.rows) else []

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)

    def place(self, row: int, column: int) -> str:
        """A spot as Excel writes it: Planning!E14."""
        return place(self.title, row + 1, column + 1)


@dataclass(slots=True)
class Book:
    """A file's sheets. `epoch_1904`: bare day numbers count from 1904. `looks`: whether looks could be read."""

    name: str
    sheets: tuple[Sheet, ...]
    epoch_1904: bool = False
    looks: bool = False
