"""What mouse and keys do on the chart: they point, choose, take hold of bars, scroll and zoom."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip

from planner.chart.scene import Part, Region
from planner.domain.model import Activity
from planner.ui.attempts import attempt
from planner.ui.gantt.gantt_view import GanttView
from planner.ui.gantt.gestures import ChartPoint, DrawLink, Gesture, Grip, MoveBar, StretchBar

ZOOM_STEP = 1.2
ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
START_DISTANCE = 4


class Hands(QObject):
    """Watches a chart and its viewport. One gesture at a time; Esc drops it."""

    def __init__(self, view: GanttView) -> None:
        super().__init__(view)
        self._view = view
        self._gesture: Gesture | None = None
        self._grip: Grip | None = None
        self._moved = False
        self._pan_from: QPoint | None = None
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._view:
            return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._key(event)
        match event.type():
            case QEvent.Type.MouseButtonPress if isinstance(event, QMouseEvent):
                return self._press(event)
            case QEvent.Type.MouseMove if isinstance(event, QMouseEvent):
                return self._move(event)
            case QEvent.Type.MouseButtonRelease if isinstance(event, QMouseEvent):
                return self._release(event)
            case QEvent.Type.MouseButtonDblClick if isinstance(event, QMouseEvent):
                return self._double(event)
            case QEvent.Type.Wheel if isinstance(event, QWheelEvent):
                return self._wheel(event)
            case QEvent.Type.ToolTip if isinstance(event, QHelpEvent):
                return self._tip(event)
        return False

    # --- mouse ------------------------------------------------------------------------------

    def _press(self, event: QMouseEvent) -> bool:
        at = event.position()
        if event.button() == Qt.MouseButton.MiddleButton:
            self._start_panning(at)
            return True
        if event.button() == Qt.MouseButton.RightButton:
            row = self._view.row_at(at)
            if row is not None and row not in self._view.selection.chosen:
                self._view.selection.choose(row)
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        self._view.setFocus(Qt.FocusReason.MouseFocusReason)
        row = self._view.row_at(at)
        region = self._view.region_at(at)
        if region is not None and self._is_activity(region.about):
            self._choose(region.about, event.modifiers())
            self._take_hold(region, at, event.modifiers())
        elif row is not None:
            self._choose(row, event.modifiers())
            self._start_panning(at)
        else:
            self._start_panning(at)
        return True

    def _is_activity(self, about: UUID) -> bool:
        return self._view.document.plan.get(Activity, about) is not None

    def _choose(self, activity_id: UUID, modifiers: Qt.KeyboardModifier) -> None:
        selection = self._view.selection
        if modifiers & CTRL:
            others = tuple(each for each in selection.chosen if each != activity_id)
            selection.choose(*(others if activity_id in selection.chosen else (*others, activity_id)))
        elif not modifiers & SHIFT:
            selection.choose(activity_id)

    def _take_hold(self, region: Region, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        view = self._view
        activity = view.document.plan.activity(region.about)
        rect = view.bar_rect(region.about)
        if view.document.read_only or rect is None:
            return
        gantt = view.picture.gantt
        self._grip = Grip(
            view.document.plan,
            view.document.schedule,
            gantt.scale,
            gantt.zoom,
            view.wording,
            activity,
            rect,
            self._point(at, modifiers),
        )
        self._moved = False
        if modifiers & SHIFT:
            self._gesture = DrawLink(self._grip)
        elif activity.is_summary:
            self._gesture = None
        elif region.part is Part.RIGHT_EDGE and not activity.is_plain_milestone and not self._grip.planned.termless:
            self._gesture = StretchBar(self._grip)
        else:
            self._gesture = MoveBar(self._grip)

    def _point(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> ChartPoint:
        place = self._view.scene_point(at)
        return ChartPoint(place.x(), place.y(), bool(modifiers & ALT), self._view.row_at(at))

    def _move(self, event: QMouseEvent) -> bool:
        at = event.position()
        if self._pan_from is not None:
            self._pan(at.toPoint())
            return True
        if self._gesture is None or self._grip is None:
            self._point_out(at)
            return False
        point = self._point(at, event.modifiers())
        if not self._moved and abs(point.x - self._grip.at.x) + abs(point.y - self._grip.at.y) < START_DISTANCE:
            return True
        self._moved = True
        self._view.preview = self._gesture.move(point)
        self._view.viewport().update()
        return True

    def _release(self, event: QMouseEvent) -> bool:
        self._pan_from = None
        self._view.viewport().unsetCursor()
        gesture, moved = self._gesture, self._moved
        self.drop()
        if gesture is not None and moved:
            gesture.move(self._point(event.position(), event.modifiers()))
            edit = gesture.release()
            if edit is not None:
                attempt(self._view, self._view.document, edit)
        return False

    def drop(self) -> None:
        """Let go of what is held; nothing is changed."""
        self._gesture, self._grip, self._moved = None, None, False
        self._view.preview = None
        self._view.viewport().update()

    def _double(self, event: QMouseEvent) -> bool:
        region = self._view.region_at(event.position())
        about = region.about if region is not None else self._view.row_at(event.position())
        if about is not None and self._is_activity(about):
            self.drop()
            self._view.opened.emit(about)
        return True

    def _point_out(self, at: QPointF) -> None:
        region = self._view.region_at(at)
        shape = None
        if region is not None and not self._view.document.read_only and self._is_activity(region.about):
            shape = (
                Qt.CursorShape.SizeHorCursor if region.part is Part.RIGHT_EDGE else Qt.CursorShape.PointingHandCursor
            )
        if shape is None:
            self._view.viewport().unsetCursor()
        else:
            self._view.viewport().setCursor(shape)

    def _start_panning(self, at: QPointF) -> None:
        self._pan_from = at.toPoint()
        self._view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def _pan(self, at: QPoint) -> None:
        assert self._pan_from is not None
        by, self._pan_from = at - self._pan_from, at
        for bar, amount in (
            (self._view.horizontalScrollBar(), by.x()),
            (self._view.verticalScrollBar(), by.y()),
        ):
            bar.setValue(bar.value() - amount)

    def _wheel(self, event: QWheelEvent) -> bool:
        turn = event.angleDelta()
        amount = turn.y() or turn.x()
        if event.modifiers() & CTRL:
            self._view.zoom_by(ZOOM_STEP ** (amount / 120), event.position().x())
            return True
        sideways = self._view.horizontalScrollBar()
        if event.modifiers() & SHIFT:
            sideways.setValue(sideways.value() - amount)
            return True
        sideways.setValue(sideways.value() - turn.x())
        upright = self._view.verticalScrollBar()
        upright.setValue(upright.value() - turn.y() * upright.singleStep() * 3 // 120)
        return True

    def _tip(self, event: QHelpEvent) -> bool:
        region = self._view.region_at(QPointF(event.pos()))
        mark = self._view.mark_of(region.about) if region is not None else None
        if mark is None:
            QToolTip.hideText()
            return True
        activity = self._view.document.plan.activity(mark.about)
        words, planned = self._view.wording, self._view.document.schedule[mark.about]
        lines = [f"{activity.key} · {mark.text}", *(words.say(driver.message) for driver in planned.drivers[:3])]
        QToolTip.showText(event.globalPos(), "\n".join(lines), self._view)
        return True

    # --- keys -----------------------------------------------------------------------------------

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape and self._gesture is not None:
            self.drop()
            return True
        if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, SHIFT):
            return False
        match event.key():
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                return self._to_row(-1 if event.key() == Qt.Key.Key_Up else 1)
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                return self._along_link(forward=event.key() == Qt.Key.Key_Right)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._view.selection.current is not None:
                self._view.opened.emit(self._view.selection.current)
                return True
        return False

    def _to_row(self, by: int) -> bool:
        rows, current = self._view.rows, self._view.selection.current
        here = rows.row_of(current) if current is not None else None
        goal = (here if here is not None else -by if by > 0 else 0) + by
        if 0 <= goal < len(rows.rows):
            self._view.selection.show(rows.rows[goal].id)
        return True

    def _along_link(self, *, forward: bool) -> bool:
        current, plan = self._view.selection.current, self._view.document.plan
        if current is None:
            return True
        if forward:
            ends = [link.successor_id for link in plan.successors(current)]
        else:
            ends = [link.predecessor_id for link in plan.predecessors(current)]
        if ends:
            self._view.selection.show(ends[0])
        return True
