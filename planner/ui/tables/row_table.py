"""What the parts of the activity table may use of it: its rows, its headings and the order of its columns."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from planner.language import Translator
from planner.ui.tables.activity_rows import ActivityRows, column_number

FLAGS = QItemSelectionModel.SelectionFlag
NAME = column_number("name")


class RowTable(QTableView):
    """A table of the rows of ActivityRows, all of it in columns that can be moved."""

    translator: Translator
    rows: ActivityRows
    left = Signal()  # done here: the keys go to the next part of the window

    def header(self) -> QHeaderView:
        """The headings of the columns."""
        return self.horizontalHeader()

    @property
    def shown_columns(self) -> Sequence[int]:
        """The numbers of the columns that are shown, from left to right."""
        raise NotImplementedError

    @property
    def current_column(self) -> int:
        """The column of the current cell; that of the names where there is none, or it is no longer shown."""
        index = self.currentIndex()
        return index.column() if index.isValid() and not self.isColumnHidden(index.column()) else NAME

    @property
    def read_only(self) -> bool:
        """Whether the plan can only be looked at here."""
        raise NotImplementedError

    @property
    def is_editing(self) -> bool:
        """Whether a cell's editor is open."""
        return self.state() == QAbstractItemView.State.EditingState

    def first_index(self) -> QModelIndex:
        """Where the frame comes when a key asks for it and there is none."""
        raise NotImplementedError

    def choose_cell(self, row: int, column: int) -> None:
        """Put the frame on a cell, and choose its row unless it is chosen already."""
        chosen = self.selectionModel().isRowSelected(row)
        how = FLAGS.NoUpdate if chosen else FLAGS.ClearAndSelect | FLAGS.Rows
        self.selectionModel().setCurrentIndex(self.rows.index(row, column), how)

    def bring_into_sight(self, activity_id: UUID) -> bool:
        """Open what an activity is in and scroll to it; False if the plan has no such activity."""
        raise NotImplementedError
