"""Which columns of the activity table are shown, and in which order: by dragging a heading, or by a command."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from planner.ui.tables.activity_rows import COLUMNS, column_number

if TYPE_CHECKING:
    from planner.ui.tables.row_table import RowTable

KEY, NAME = column_number("key"), column_number("name")
USUAL = [column.name for column in COLUMNS]


class ColumnOrder(QObject):
    """Shows columns of a table from left to right. Numbers are those of COLUMNS; the keys stay at the left."""

    moved = Signal()  # the user put a column elsewhere

    def __init__(self, table: RowTable) -> None:
        super().__init__(table)
        self._table = table
        self._showing = False

    def begin(self) -> None:
        """Let headings be dragged."""
        header = self._table.header()
        header.setSectionsMovable(True)
        header.setFirstSectionMovable(False)
        header.sectionMoved.connect(self._section_moved)

    @property
    def shown(self) -> list[int]:
        """The columns that can be seen, from left to right."""
        header = self._table.header()
        return [n for n in map(header.logicalIndex, range(header.count())) if not header.isSectionHidden(n)]

    @property
    def names(self) -> list[str]:
        """The same by name, without the keys: what `show` takes."""
        return [COLUMNS[n].name for n in self.shown if n != KEY]

    def show(self, names: Iterable[str]) -> None:
        """Show these columns and no others, in this order; the names come first where they are not among them."""
        known = {column.name for column in COLUMNS} - {"key"}
        wanted = list(dict.fromkeys(name for name in names if name in known))
        if "name" not in wanted:
            wanted.insert(0, "name")
        order = [KEY, *map(column_number, wanted)]
        header = self._table.header()
        self._showing = True
        for place, number in enumerate(order):
            header.moveSection(header.visualIndex(number), place)
        self._showing = False
        for number in range(len(COLUMNS)):
            self._table.setColumnHidden(number, number not in order)

    def choose_at(self, x: int) -> None:
        """Make the cell under a place in the headings the current one, so that its column can be moved."""
        table = self._table
        number = table.header().logicalIndexAt(x)
        if number >= 0 and table.rows.rowCount():
            current = table.currentIndex()
            table.choose_cell(current.row() if current.isValid() else max(table.rowAt(0), 0), number)

    def can_move(self, by: int) -> bool:
        """Whether the current column can go so many places to the right (to the left where negative)."""
        shown = self.shown
        return self._table.current_column != KEY and 1 <= shown.index(self._table.current_column) + by < len(shown)

    def move(self, by: int) -> None:
        """Put the current column so many places to the right (to the left where negative), if it can go there."""
        if self.can_move(by):
            shown, header = self.shown, self._table.header()
            goal = shown[shown.index(self._table.current_column) + by]
            header.moveSection(header.visualIndex(self._table.current_column), header.visualIndex(goal))

    def _section_moved(self, _number: int, _before: int, _after: int) -> None:
        if self._showing:
            return
        if self._table.header().visualIndex(KEY) != 0:  # another column was dropped before the keys
            self.show(self.names)
        self._table.viewport().update()
        self.moved.emit()


def toggled(names: list[str], name: str) -> list[str]:
    """The columns without one, or with it after what usually stands before it."""
    if name in names:
        return [each for each in names if each != name]
    before = USUAL[: USUAL.index(name)]
    place = max((names.index(each) + 1 for each in before if each in names), default=0)
    return [*names[:place], name, *names[place:]]
