"""Charts as assistive technology sees them: a list of the marks in view, each with its name, place and state.

Qt asks for an interface only where such technology is at work; see docs/decisions.md on what was measured.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, cast
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractScrollArea, QAccessibleWidget
from shiboken6 import isValid

from planner.chart.marks import spoken
from planner.domain.model import Activity
from planner.ui.gantt.gantt_view import GanttView
from planner.ui.selection import Selection
from planner.ui.theming import ROW_HEIGHT

if TYPE_CHECKING:
    from planner.ui.gantt.overview_view import OverviewView

Text, Role = QAccessible.Text, QAccessible.Role


class Marked(Protocol):
    """What a view has to tell of its marks; places are in the coordinates of its viewport."""

    @property
    def selection(self) -> Selection: ...

    def ids(self) -> list[UUID]:
        """What the marks stand for, in the order in which they are read."""
        ...

    def name(self, row_id: UUID) -> str:
        """A mark in words; empty for one that has gone."""
        ...

    def room(self, row_id: UUID) -> QRectF:
        """Where a mark is; empty for one that has gone."""
        ...

    def at(self, place: QPointF) -> UUID | None:
        """What the mark at a place stands for."""
        ...


class _Bars:
    """The rows in view of a Gantt."""

    def __init__(self, view: GanttView) -> None:
        self._view, self.selection = view, view.selection

    def ids(self) -> list[UUID]:
        first = self._view.verticalScrollBar().value() // ROW_HEIGHT
        count = (self._view.viewport().height() - self._view.head_height) // ROW_HEIGHT + 1
        return [row.id for row in self._view.rows.rows[first : first + count]]

    def name(self, row_id: UUID) -> str:
        view, document = self._view, self._view.document
        if view.rows.row_of(row_id) is None:
            return ""
        activity = document.plan.get(Activity, row_id)
        if activity is None:
            heading = view.rows.shown.headings.get(row_id)
            return heading.text if heading is not None else ""
        return spoken(activity, document.schedule[activity.id], view.translator)

    def room(self, row_id: UUID) -> QRectF:
        """Of the bar; of its row, where the bar itself is out of sight."""
        number = self._view.rows.row_of(row_id)
        if number is None:
            return QRectF()
        bar = self._view.bar_rect(row_id)
        room = QRectF(bar.x, bar.y, bar.width, bar.height) if bar else QRectF(0, number * ROW_HEIGHT, 1, ROW_HEIGHT)
        return room.translated(self._view.offset)

    def at(self, place: QPointF) -> UUID | None:
        return self._view.row_at(place)


class _Lanes:
    """The marks of the chain overview, lane by lane."""

    def __init__(self, view: OverviewView) -> None:
        self._view, self.selection = view, view.selection

    def ids(self) -> list[UUID]:
        return self._view.in_order()

    def name(self, row_id: UUID) -> str:
        mark = self._view.mark_of(row_id)
        return mark.text if mark is not None else ""

    def room(self, row_id: UUID) -> QRectF:
        mark = self._view.mark_of(row_id)
        return self._view.place_of(mark) if mark is not None else QRectF()

    def at(self, place: QPointF) -> UUID | None:
        mark = self._view.mark_at(place)
        return mark.about if mark is not None else None


class MarkInterface(QAccessibleInterface):
    """One mark of a chart in words."""

    def __init__(self, chart: ChartInterface, row_id: UUID) -> None:
        super().__init__()
        self._chart, self.row_id = chart, row_id

    def isValid(self) -> bool:
        return isValid(self._chart.view) and bool(self._chart.marks.name(self.row_id))

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
        return self._chart.marks.name(self.row_id) if kind is Text.Name and isValid(self._chart.view) else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Names follow from the plan."""

    def rect(self) -> QRect:
        """Where it is on the screen."""
        room = self._chart.marks.room(self.row_id).toRect()
        return QRect(self._chart.view.viewport().mapToGlobal(room.topLeft()), room.size())

    def role(self) -> QAccessible.Role:
        return Role.ListItem

    def state(self) -> QAccessible.State:
        state, selection = QAccessible.State(), self._chart.marks.selection
        state.selectable = state.focusable = True
        state.selected = self.row_id in selection.chosen
        state.focused = self.row_id == selection.current and self._chart.view.hasFocus()
        return state


class ChartInterface(QAccessibleWidget):
    """A chart with the marks that can be read in it as its children."""

    def __init__(self, view: QAbstractScrollArea, marks: Marked) -> None:
        super().__init__(view, Role.List, view.accessibleName())
        self.view, self.marks = view, marks
        self._made: dict[UUID, MarkInterface] = {}

    def _ids(self) -> list[UUID]:
        return self.marks.ids() if isValid(self.view) else []

    def _mark(self, row_id: UUID) -> MarkInterface:
        if row_id not in self._made:
            self._made[row_id] = MarkInterface(self, row_id)
        return self._made[row_id]

    def childCount(self) -> int:
        return len(self._ids())

    def child(self, index: int) -> MarkInterface | None:  # type: ignore[override]
        ids = self._ids()
        return self._mark(ids[index]) if 0 <= index < len(ids) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        ids = self._ids()
        return ids.index(child.row_id) if isinstance(child, MarkInterface) and child.row_id in ids else -1

    def childAt(self, x: int, y: int) -> MarkInterface | None:  # type: ignore[override]
        at = self.view.viewport().mapFromGlobal(QPoint(x, y))
        row_id = self.marks.at(at.toPointF())
        return self._mark(row_id) if row_id is not None else None

    def focusChild(self) -> MarkInterface | None:  # type: ignore[override]
        current = self.marks.selection.current
        return self._mark(current) if current in self._ids() and current is not None else None


_interfaces: dict[int, ChartInterface] = {}
"""Qt takes an interface over without telling Python: kept here as long as its chart is there."""


def _made(kind: str, about: QObject) -> ChartInterface | None:
    if kind not in ("GanttView", "OverviewView"):
        return None
    view = cast("GanttView | OverviewView", about)  # by name: the overview is not loaded before it is shown
    known = id(about)
    if known not in _interfaces or _interfaces[known].view is not about:
        _interfaces[known] = ChartInterface(view, _Bars(view) if isinstance(view, GanttView) else _Lanes(view))
        about.destroyed.connect(lambda *_: _interfaces.pop(known, None))
    return _interfaces[known]


def install() -> None:
    """Let Qt ask for the interfaces of charts; once is enough."""
    global _installed  # noqa: PLW0603 - Qt keeps one list of these for the whole process
    if not _installed:
        _installed = True
        QAccessible.installFactory(_made)


_installed = False
