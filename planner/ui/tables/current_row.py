"""One current row: the frame and the choice of the table are those of the whole window, whatever moves them.

The row with the frame is always the last of the chosen rows; without a choice there is no frame. A row that goes out
of sight is not chosen any more, so that no command acts on what cannot be seen: closing a summary chooses the summary,
and what a filter hides is chosen again when it comes back, unless something else was chosen meanwhile.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QGuiApplication

from planner.document import PlanDocument
from planner.domain.model import ENTITIES
from planner.ui.selection import Selection
from planner.ui.tables.activity_rows import COLUMNS, column_number, runs
from planner.ui.tables.row_table import RowTable

FLAGS = QItemSelectionModel.SelectionFlag
NAME = column_number("name")


class CurrentRow(QObject):
    """Joins one table to the selection of the window; made before the table gets its model."""

    def __init__(self, table: RowTable, document: PlanDocument, selection: Selection) -> None:
        super().__init__(table)
        self._table, self._document, self.selection = table, document, selection
        self._following = self._going = False
        self._hidden: tuple[UUID, ...] = ()  # what was chosen before a filter took some of it out of sight
        self._left: tuple[UUID, ...] = ()  # what was left of it
        self._place = 0  # the row that had the frame last
        table.rows.rowsAboutToBeRemoved.connect(lambda *_: self._let_go(True))
        table.rows.rowsRemoved.connect(lambda *_: self._let_go(False))
        table.rows.rearranged.connect(self._after_rearranging)

    def begin(self) -> None:
        """Follow the table's own selection and the window's; the table has its model now."""
        self._table.selectionModel().selectionChanged.connect(self._tell)
        self._table.selectionModel().currentRowChanged.connect(self._frame_moved)
        self.selection.changed.connect(self.take)

    def _let_go(self, going: bool) -> None:
        self._going = going

    def first_index(self) -> QModelIndex:
        """Where the frame comes when a key asks for it and there is none: where it was last."""
        rows = self._table.rows
        return rows.index(min(self._place, rows.rowCount() - 1), NAME) if rows.rowCount() else QModelIndex()

    def _frame_moved(self, *_changes: object) -> None:
        """The frame came to another row; under the mouse the choice follows, and tells of both."""
        if QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._tell()

    def _tell(self, *_changes: object) -> None:
        """The table chose other rows: tell the window, with the row that has the frame as the last."""
        if self._following or self._going:
            return
        self._following = True
        try:
            rows = self._table.rows.rows
            selection = self._table.selectionModel().selection()
            ranges = sorted((each.top(), each.bottom()) for each in selection.toList())
            chosen = list(dict.fromkeys(row.id for top, foot in ranges for row in rows[top : foot + 1]))
            current = self._table.currentIndex()
            if current.isValid() and (here := rows[current.row()].id) in set(chosen):
                chosen = [*(row_id for row_id in chosen if row_id != here), here]
            elif not current.isValid():  # all at once, with no frame before: it comes at the top
                chosen = [*chosen[1:], *chosen[:1]]
            if chosen:
                self._hidden = ()
            self.selection.choose(*chosen)
            self._put_frame()
        finally:
            self._following = False

    def take(self) -> None:
        """Choose what was chosen elsewhere, as far as it can be seen here."""
        if self._following:
            return
        self._following = True
        try:
            rows, wanted = self._table.rows, QItemSelection()
            for first, last in runs(sorted(r for r in map(rows.row_of, self.selection.chosen) if r is not None)):
                wanted.select(rows.index(first, 0), rows.index(last, len(COLUMNS) - 1))
            self._table.selectionModel().select(wanted, FLAGS.ClearAndSelect)
            self._put_frame()
            self._table.viewport().update()
        finally:
            self._following = False

    def _put_frame(self) -> None:
        """The frame is on the current row, and nowhere without one."""
        rows, now = self._table.rows, self._table.currentIndex()
        current = self.selection.current
        row = rows.row_of(current) if current is not None else None
        if row is None:
            if now.isValid():
                self._table.selectionModel().setCurrentIndex(QModelIndex(), FLAGS.NoUpdate)
        else:
            self._place = row
            if not now.isValid() or now.row() != row:
                column = now.column() if now.isValid() and self._table.hasFocus() else NAME
                self._table.selectionModel().setCurrentIndex(rows.index(row, column), FLAGS.NoUpdate)

    def _after_rearranging(self) -> None:
        """Other rows can be seen: choose no more than those, and those again that a filter had hidden."""
        before = self.selection.chosen
        wanted = self._hidden if self._hidden and before == self._left else before
        seen = list(dict.fromkeys(i for i in map(self._in_sight, wanted) if i is not None))
        if len(seen) < len(wanted):
            self._hidden, self._left = wanted, tuple(seen)
        else:
            self._hidden = ()
        back = self._hidden != wanted and wanted is not before
        self.selection.choose(*seen)
        self.take()
        if back and self._table.currentIndex().isValid():
            self._table.scrollTo(self._table.currentIndex())

    def _in_sight(self, row_id: UUID) -> UUID | None:
        """A row that can be seen, or the closed summary it is in; None where a filter or the plan has it no more."""
        rows = self._table.rows
        if rows.row_of(row_id) is not None:
            return row_id
        plan = self._document.plan
        if row_id not in plan.table("activity"):
            return row_id if any(row_id in plan.table(kind) for kind in ENTITIES) else None
        above = (up.id for up in plan.ancestors(row_id))
        return next((up for up in above if rows.row_of(up) is not None and rows.is_collapsed(up)), None)
