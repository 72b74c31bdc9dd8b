"""The chart as assistive technology sees it: a list of the bars in view, each with its name, place and state.

Qt asks for an interface only where such technology is at work; see docs/decisions.md on what was measured.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, QRect, QRectF
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import isValid

from planner.chart.marks import spoken
from planner.domain.model import Activity
from planner.ui.gantt.gantt_view import GanttView
from planner.ui.look import ROW_HEIGHT

Text, Role = QAccessible.Text, QAccessible.Role


class BarInterface(QAccessibleInterface):
    """One row of the chart: its bar or diamond in words."""

    def __init__(self, chart: ChartInterface, row_id: UUID) -> None:
        super().__init__()
        self._chart, self.row_id = chart, row_id

    def isValid(self) -> bool:
        return isValid(self._chart.view) and self._chart.view.rows.row_of(self.row_id) is not None

    def object(self) -> Any:
        return None

    def window(self) -> Any:
        return self._chart.window()

    def parent(self) -> QAccessibleInterface:
        return self._chart

    def child(self, index: int) -> Any:
        return None

    def childAt(self, x: int, y: int) -> Any:
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def text(self, kind: QAccessible.Text) -> str:
        view = self._chart.view
        if kind is not Text.Name or not self.isValid():
            return ""
        document = view.document
        activity = document.plan.get(Activity, self.row_id)
        if activity is None:
            heading = view.rows.shown.headings.get(self.row_id)
            return heading.text if heading is not None else ""
        return spoken(document.plan, activity, document.schedule[activity.id], view.wording)

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Names follow from the plan."""

    def rect(self) -> QRect:
        """Where the bar is on the screen; its row, where the bar itself is out of sight."""
        view = self._chart.view
        number = view.rows.row_of(self.row_id)
        if number is None:
            return QRect()
        bar = view.bar_rect(self.row_id)
        room = QRectF(bar.x, bar.y, bar.width, bar.height) if bar else QRectF(0, number * ROW_HEIGHT, 1, ROW_HEIGHT)
        shown = room.translated(view.offset).toRect()
        return QRect(view.viewport().mapToGlobal(shown.topLeft()), shown.size())

    def role(self) -> QAccessible.Role:
        return Role.ListItem

    def state(self) -> QAccessible.State:
        state, selection = QAccessible.State(), self._chart.view.selection
        state.selectable = state.focusable = True
        state.selected = self.row_id in selection.chosen
        state.focused = self.row_id == selection.current and self._chart.view.hasFocus()
        return state


class ChartInterface(QAccessibleWidget):
    """The chart with the bars of the rows in view as its children."""

    def __init__(self, view: GanttView) -> None:
        super().__init__(view, Role.List, view.accessibleName())
        self.view = view
        self._bars: dict[UUID, BarInterface] = {}

    def _ids(self) -> list[UUID]:
        if not isValid(self.view):
            return []
        first = self.view.verticalScrollBar().value() // ROW_HEIGHT
        count = (self.view.viewport().height() - self.view.head_height) // ROW_HEIGHT + 1
        return [row.id for row in self.view.rows.rows[first : first + count]]

    def _bar(self, row_id: UUID) -> BarInterface:
        if row_id not in self._bars:
            self._bars[row_id] = BarInterface(self, row_id)
        return self._bars[row_id]

    def childCount(self) -> int:
        return len(self._ids())

    def child(self, index: int) -> BarInterface | None:  # type: ignore[override]
        ids = self._ids()
        return self._bar(ids[index]) if 0 <= index < len(ids) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        ids = self._ids()
        return ids.index(child.row_id) if isinstance(child, BarInterface) and child.row_id in ids else -1

    def childAt(self, x: int, y: int) -> BarInterface | None:  # type: ignore[override]
        at = self.view.viewport().mapFromGlobal(QPoint(x, y))
        row_id = self.view.row_at(at.toPointF())
        return self._bar(row_id) if row_id is not None else None

    def focusChild(self) -> BarInterface | None:  # type: ignore[override]
        current = self.view.selection.current
        return self._bar(current) if current in self._ids() and current is not None else None


_interfaces: dict[int, ChartInterface] = {}
"""Qt takes an interface over without telling Python: kept here as long as its chart is there."""


def _made(_kind: str, about: QObject) -> ChartInterface | None:
    if not isinstance(about, GanttView):
        return None
    known = id(about)
    if known not in _interfaces or _interfaces[known].view is not about:
        _interfaces[known] = ChartInterface(about)
        about.destroyed.connect(lambda *_: _interfaces.pop(known, None))
    return _interfaces[known]


def install() -> None:
    """Let Qt ask for the chart's interface; once is enough."""
    global _installed  # noqa: PLW0603 - Qt keeps one list of these for the whole process
    if not _installed:
        _installed = True
        QAccessible.installFactory(_made)


_installed = False
