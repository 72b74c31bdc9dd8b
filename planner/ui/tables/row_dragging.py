"""Dragging chosen rows to another place in the outline; a mark shows where they would come. Esc lets go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication

from planner.domain import edits
from planner.domain.model import Activity
from planner.message import N_
from planner.ui.edit_runner import notify, run_edit
from planner.ui.message_strip import Tone
from planner.ui.tables.row_painting import INDENT, MARGIN, NAME, arrow_box
from planner.ui.theming import ui_palette

if TYPE_CHECKING:
    from planner.document import PlanDocument
    from planner.ui.tables.row_table import RowTable

EDGE = 0.3
"""The part of a row at its top and its bottom where a drop means before and after it."""


@dataclass(frozen=True, slots=True)
class Goal:
    """Where dragged rows would come: in what, after which sibling, and how that is marked."""

    parent_id: UUID | None
    after_id: UUID | None
    mark: QRect
    inside: bool


class RowDragging(QObject):
    """Watches a table. A drag begins on a row that is chosen; elsewhere the mouse chooses, as ever."""

    def __init__(self, table: RowTable, document: PlanDocument) -> None:
        super().__init__(table)
        self._table, self._document = table, document
        self._from: QPoint | None = None
        self._pressed, self._pressed_at = QPersistentModelIndex(), 0
        self._ids: list[UUID] = []
        self.goal: Goal | None = None
        table.viewport().installEventFilter(self)
        table.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape and self._ids:
                self._detach()
                return True
        elif isinstance(event, QMouseEvent) and watched is self._table.viewport():
            match event.type():
                case QEvent.Type.MouseButtonPress:
                    self._note(event)
                    return self._press(event)
                case QEvent.Type.MouseMove if self._from is not None:
                    return self._move(event.position().toPoint())
                case QEvent.Type.MouseButtonRelease if self._from is not None:
                    return self._release(event)
        return False

    def _note(self, event: QMouseEvent) -> None:
        """Remember the cell of the first press: the table may move under the second one of a double click."""
        if not self._pressed.isValid() or event.timestamp() - self._pressed_at > QApplication.doubleClickInterval():
            self._pressed = QPersistentModelIndex(self._table.indexAt(event.position().toPoint()))
            self._pressed_at = event.timestamp()

    @property
    def pressed(self) -> QModelIndex:
        """The cell that the mouse was pressed on first."""
        return self._table.rows.index(self._pressed.row(), self._pressed.column())

    def _press(self, event: QMouseEvent) -> bool:
        """Take note of a press on a chosen row; the choice stays as it is until it is clear that nothing is dragged."""
        table, at = self._table, event.position().toPoint()
        index = table.indexAt(at)
        plain = event.button() == Qt.MouseButton.LeftButton and event.modifiers() == Qt.KeyboardModifier.NoModifier
        if not plain or not index.isValid() or self._document.read_only:
            return False
        row = table.rows.rows[index.row()]
        is_arrow = row.holds and index.column() == NAME and arrow_box(table.visualRect(index), row.depth).contains(at)
        if is_arrow or not table.selectionModel().isRowSelected(index.row()):
            return False
        flags = table.selectionModel().SelectionFlag
        table.selectionModel().setCurrentIndex(index, flags.NoUpdate)
        table.setFocus(Qt.FocusReason.MouseFocusReason)
        table.viewport().update()
        self._from = at
        return True

    def _move(self, at: QPoint) -> bool:
        assert self._from is not None
        if not self._ids:
            if abs(at.y() - self._from.y()) < QApplication.startDragDistance():
                return True
            if self._table.rows.shown.arrangement:
                told = N_("Rows cannot be moved while they are filtered, sorted or grouped: clear that first.")
                notify(self._table, self._table.translator.translate(told), Tone.NOTE)
                self._from = None
                return True
            rows = sorted(index.row() for index in self._table.selectionModel().selectedRows())
            self._ids = [self._table.rows.rows[row].id for row in rows]
            self._table.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self.goal = self._goal_at(at)
        self._scroll(at)
        self._table.viewport().update()
        return True

    def _scroll(self, at: QPoint) -> None:
        """Go on at the edges, so that rows out of sight can be reached."""
        view, bar = self._table.viewport(), self._table.verticalScrollBar()
        if at.y() < 12:
            bar.setValue(bar.value() - bar.singleStep())
        elif at.y() > view.height() - 12:
            bar.setValue(bar.value() + bar.singleStep())

    def _release(self, event: QMouseEvent) -> bool:
        goal, ids = self.goal, self._ids
        was_dragged = bool(ids)
        self._detach()
        table = self._table
        if not was_dragged:
            index = table.indexAt(event.position().toPoint())
            if index.isValid():
                flags = table.selectionModel().SelectionFlag
                table.selectionModel().select(index, flags.ClearAndSelect | flags.Rows)
            return True
        if goal is not None:
            moved = run_edit(table, self._document, edits.move_activities, ids, goal.parent_id, goal.after_id)
            if moved:
                table.bring_into_sight(ids[-1])
        return True

    def _detach(self) -> None:
        self._from, self._ids, self.goal = None, [], None
        self._table.viewport().unsetCursor()
        self._table.viewport().update()

    # --- where it would come ------------------------------------------------------------------

    def _goal_at(self, at: QPoint) -> Goal | None:
        table, plan = self._table, self._document.plan
        number = table.rowAt(at.y())
        if number < 0:
            bottom = table.visualRect(table.rows.index(table.rows.rowCount() - 1, NAME)).bottom()
            return Goal(None, None, self._line(bottom, 0), inside=False)
        row, rect = table.rows.rows[number], table.visualRect(table.rows.index(number, NAME))
        share = (at.y() - rect.top()) / max(rect.height(), 1)
        activity = plan.get(Activity, row.id)
        if activity is None:
            return None
        if row.holds and EDGE <= share <= 1 - EDGE:
            return Goal(row.id, None, rect, inside=True)
        if share < 0.5:
            return Goal(activity.parent_id, self._before(activity), self._line(rect.top(), row.depth), inside=False)
        if row.holds and not table.rows.is_collapsed(row.id):
            return Goal(row.id, edits.FIRST, self._line(rect.bottom(), row.depth + 1), inside=False)
        return Goal(activity.parent_id, row.id, self._line(rect.bottom(), row.depth), inside=False)

    def _before(self, activity: Activity) -> UUID:
        """The sibling above an activity that stays where it is; the sign for the first place where there is none."""
        above = edits.FIRST
        for sibling in self._document.plan.children(activity.parent_id):
            if sibling.id == activity.id:
                break
            if sibling.id not in self._ids:
                above = sibling.id
        return above

    def _line(self, y: int, depth: int) -> QRect:
        left = self._table.columnViewportPosition(NAME) + MARGIN + depth * INDENT
        return QRect(left, y, self._table.columnWidth(NAME) - MARGIN - depth * INDENT, 1)

    def paint(self, painter: QPainter) -> None:
        """Mark where the rows would come: a line between two rows, or a frame around what they would come into."""
        if self.goal is None:
            return
        painter.setPen(QPen(QColor(ui_palette(self._table).accent), 2))
        mark = self.goal.mark
        if self.goal.inside:
            painter.drawRect(mark.adjusted(1, 1, -2, -2))
        else:
            painter.drawLine(mark.left(), mark.top(), mark.right(), mark.top())
            painter.drawEllipse(QPoint(mark.left(), mark.top()), 3, 3)
