"""What keys do in the activity table: as in a spreadsheet, with the outline's own keys on the names."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent

from planner.message import N_
from planner.ui.edit_runner import notify
from planner.ui.message_strip import Tone
from planner.ui.tables.activity_rows import COLUMNS, column_number
from planner.ui.tables.row_table import RowTable

Key = Qt.Key
GOING = frozenset(
    (Key.Key_Home, Key.Key_End, Key.Key_Up, Key.Key_Down, Key.Key_Left, Key.Key_Right, Key.Key_PageUp, Key.Key_PageDown)
)
"""Keys that go about in the table."""
PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
NAME = column_number("name")


class TableKeys:
    """The keys of one table. Tab and Enter go on within it, Left and Right fold and unfold on a name."""

    def __init__(self, table: RowTable) -> None:
        self._table = table

    @property
    def tab_stays(self) -> bool:
        """Whether Tab goes to the next cell rather than to the next part of the window."""
        return self._table.currentIndex().isValid() and not self._table.read_only

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key means; False where Qt's own way is meant."""
        table, key, held = self._table, event.key(), event.modifiers()
        if table.is_editing:
            return False
        if key in (Key.Key_Return, Key.Key_Enter) and held in (*PLAIN, Qt.KeyboardModifier.ShiftModifier):
            self.to_next_row(-1 if held & Qt.KeyboardModifier.ShiftModifier else 1)
            return True
        if key == Key.Key_Escape and held in PLAIN:
            table.left.emit()
            return True
        current = table.currentIndex()
        if not current.isValid() or held not in PLAIN:
            return self._cannot_type(event)
        here = table.rows.rows[current.row()]
        is_open = here.holds and not table.rows.is_collapsed(here.id)
        if key in (Key.Key_Left, Key.Key_Right):
            wanted = key == Key.Key_Right
            if current.column() == NAME and here.holds and is_open is not wanted:
                table.rows.toggle(here.id)
            else:
                self._to_column(1 if wanted else -1)
            return True
        if here.holds and key in (Key.Key_Plus, Key.Key_Minus):
            if is_open is (key == Key.Key_Minus):
                table.rows.toggle(here.id)
            return True
        return self._cannot_type(event)

    def _cannot_type(self, event: QKeyEvent) -> bool:
        """Say so where letters are typed at a cell that takes none; whether that was so."""
        table, current = self._table, self._table.currentIndex()
        strong = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        if event.modifiers() & strong or not event.text().strip() or not event.text().isprintable():
            return False
        words = table.translator
        if not current.isValid():
            notify(table, words.translate(N_("Choose a cell first, then type.")), Tone.NOTE)
        elif table.read_only or table.rows.flags(current) & Qt.ItemFlag.ItemIsEditable:
            return False
        else:
            field = words.heading(COLUMNS[current.column()].spec)
            notify(table, words.translate(N_("{field} cannot be typed in here."), field=field), Tone.NOTE)
        return True

    def to_next_row(self, by: int) -> None:
        """The cell below or above, in the same column."""
        table, current = self._table, self._table.currentIndex()
        if not current.isValid():
            self._go(table.first_index())
        elif 0 <= current.row() + by < table.rows.rowCount():
            self._go(table.rows.index(current.row() + by, current.column()))

    def to_next_cell(self, by: int) -> None:
        """The next cell that takes typing, or the one before."""
        self._go(self.next_cell(by))

    def next_cell(self, by: int) -> QModelIndex:
        """The next cell that takes typing, on into the next row; invalid at the end."""
        table, current = self._table, self._table.currentIndex()
        shown = table.shown_columns
        place = current.row() * len(shown) + shown.index(table.current_column)
        for _ in range(len(shown) * 2):
            place += by
            row, number = divmod(place, len(shown))
            if not 0 <= row < table.rows.rowCount():
                break
            index = table.rows.index(row, shown[number])
            if table.rows.flags(index) & Qt.ItemFlag.ItemIsEditable:
                return index
        return QModelIndex()

    def _to_column(self, by: int) -> None:
        table = self._table
        shown = table.shown_columns
        place = shown.index(table.current_column) + by
        if 0 <= place < len(shown):
            self._go(table.currentIndex().siblingAtColumn(shown[place]))

    def _go(self, index: QModelIndex) -> None:
        if index.isValid():
            self._table.choose_cell(index.row(), index.column())
            self._table.scrollTo(index)
            self._table.viewport().update()
