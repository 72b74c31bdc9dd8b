"""What mouse and keys do on the chart: they point, choose, take hold of bars, scroll and zoom."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip

from planner.chart.marks import BAR_SHARE
from planner.chart.scene import Part, Region
from planner.domain import edits
from planner.domain.integrity import name_of
from planner.domain.model import Activity
from planner.ui.edit_runner import notify, run_edit
from planner.ui.gantt.chart_keys import ChartKeys
from planner.ui.gantt.gantt_view import GanttView
from planner.ui.gantt.gestures import (
    BarGesture,
    ChartPoint,
    DragContext,
    DrawActivity,
    DrawContext,
    DrawLink,
    Gesture,
    MoveBar,
    SetProgress,
    StretchBar,
    StretchWindow,
)
from planner.ui.gantt.link_choice import offer_link
from planner.ui.idle_refresh import is_small
from planner.ui.message_strip import Tone
from planner.ui.plain_text import show_tip
from planner.ui.theming import ROW_HEIGHT
from planner.ui.timers import single_shot

ZOOM_STEP = 1.2
ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
START_DISTANCE, REST_MS = 4, 90
CURSORS = {
    Part.LEFT_EDGE: Qt.CursorShape.SizeHorCursor,
    Part.RIGHT_EDGE: Qt.CursorShape.SizeHorCursor,
    Part.EARLIEST: Qt.CursorShape.SizeHorCursor,
    Part.LATEST: Qt.CursorShape.SizeHorCursor,
    Part.PROGRESS: Qt.CursorShape.SplitHCursor,
}


def gesture_on(part: Part, grip: DragContext) -> Gesture | None:
    """What dragging a part of a bar does; nothing for a summary, which takes its dates from what is in it."""
    if grip.activity.is_summary:
        return None
    has_length = not grip.activity.is_plain_milestone and not grip.planned.termless
    match part:
        case Part.LEFT_EDGE | Part.RIGHT_EDGE if has_length:
            return StretchBar(grip, begins=part is Part.LEFT_EDGE)
        case Part.EARLIEST | Part.LATEST:
            return StretchWindow(grip, earliest=part is Part.EARLIEST)
        case Part.PROGRESS if has_length:
            return SetProgress(grip)
    return MoveBar(grip)


class ChartInputController(QObject):
    """Watches a chart and its viewport. One gesture at a time; Esc drops it."""

    def __init__(self, view: GanttView) -> None:
        super().__init__(view)
        self._view = view
        self._gesture: Gesture | None = None
        self._from: ChartPoint | None = None
        self._moved = False
        self._last: ChartPoint | None = None
        self._resting = single_shot(self, REST_MS, self._look_ahead)
        self._pan_from: QPoint | None = None
        self._keys = ChartKeys(view)
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
        elif self._draws_here(row, at, event.modifiers()):
            self._take_room(row, at, event.modifiers())
        else:
            if row is not None:
                self._choose(row, event.modifiers())
            self._start_panning(at)
        return True

    def _draws_here(self, row: UUID | None, at: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """Whether a drag draws a new activity: below all rows, or anywhere empty with Shift."""
        if self._view.document.read_only or at.y() < self._view.head_height:
            return False
        return row is None or bool(modifiers & SHIFT)

    def _take_room(self, row: UUID | None, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Begin to draw a new activity below a row, or below all."""
        view, plan = self._view, self._view.document.plan
        number = len(view.rows.rows) if row is None else (view.rows.row_of(row) or 0)
        last = view.rows.rows[-1].id if view.rows.rows else None
        after = plan.get(Activity, row or last)
        while row is None and after is not None and after.parent_id is not None:
            after = plan.activity(after.parent_id)  # below all rows it stands at the top of the outline
        gantt, inset = view.picture.gantt, ROW_HEIGHT * (1 - BAR_SHARE) / 2
        top = number * ROW_HEIGHT + inset
        point = self._point(at, modifiers)
        height = ROW_HEIGHT * BAR_SHARE
        room = DrawContext(plan, gantt.scale, gantt.zoom, view.translator, top, height, point, after)
        self._gesture, self._from, self._moved = DrawActivity(room), point, False

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
        grip = DragContext(
            view.document.plan,
            view.document.schedule,
            gantt.scale,
            gantt.zoom,
            view.translator,
            activity,
            rect,
            self._point(at, modifiers),
        )
        self._from, self._moved = grip.at, False
        self._gesture = DrawLink(grip) if modifiers & SHIFT else gesture_on(region.part, grip)

    def _point(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> ChartPoint:
        place = self._view.scene_point(at)
        return ChartPoint(place.x(), place.y(), bool(modifiers & ALT), self._view.row_at(at))

    def _move(self, event: QMouseEvent) -> bool:
        at = event.position()
        if self._pan_from is not None:
            self._pan(at.toPoint())
            return True
        if self._gesture is None or self._from is None:
            self._point_out(at)
            return False
        point = self._point(at, event.modifiers())
        if not self._moved and abs(point.x - self._from.x) + abs(point.y - self._from.y) < START_DISTANCE:
            return True
        self._moved = True
        self._last = point
        if isinstance(self._gesture, BarGesture):
            self._gesture.looks_ahead = is_small(self._view.document.plan)
            if not self._gesture.looks_ahead:
                self._resting.start()
        self._preview(point)
        return True

    def _preview(self, point: ChartPoint) -> None:
        if self._gesture is not None:
            self._view.preview = self._gesture.move(point)
            self._view.viewport().update()

    def _look_ahead(self) -> None:
        """The pointer rests: in a large plan, too, the tag can tell now what letting go would do."""
        if isinstance(self._gesture, BarGesture) and self._last is not None:
            self._gesture.looks_ahead = True
            self._preview(self._last)

    def _release(self, event: QMouseEvent) -> bool:
        self._pan_from = None
        self._view.viewport().unsetCursor()
        gesture, moved = self._gesture, self._moved
        self.drop()
        if gesture is not None and moved:
            if isinstance(gesture, BarGesture):
                gesture.looks_ahead = False
            gesture.move(self._point(event.position(), event.modifiers()))
            self._finish(gesture, event.position().toPoint())
        return False

    def _finish(self, gesture: Gesture, at: QPoint) -> None:
        """Try what a gesture asks for, and offer what goes with it."""
        view, edit = self._view, gesture.release()
        known = set(view.document.plan.table("activity")) if isinstance(gesture, DrawActivity) else set()
        if edit is None or not run_edit(view, view.document, edit):
            return
        if isinstance(gesture, DrawActivity):
            [made] = set(view.document.plan.table("activity")) - known
            view.drawn.emit(made)
        elif isinstance(gesture, DrawLink) and gesture.ends is not None:
            offer_link(view, *gesture.ends, at)
        elif isinstance(gesture, MoveBar | StretchBar):
            self._tell_date(gesture.about)

    def _tell_date(self, activity_id: UUID) -> None:
        """A drag gives a date of its own: that is told, with a way to let the links decide again."""
        view, plan = self._view, self._view.document.plan
        activity = plan.activity(activity_id)
        if activity.start_window is None or not plan.predecessors(activity_id):
            return

        def drop() -> None:
            run_edit(
                view,
                view.document,
                lambda plan: edits.set_field(plan, plan.activity(activity_id), "start_window", None),
            )

        told = view.translator.translate(
            "{name} does not start before {day} now.", name=name_of(activity), day=activity.start_window.earliest
        )
        notify(view, told, Tone.NOTE, act=view.translator.translate("Let the links decide"), run=drop)

    def drop(self) -> None:
        """Let go of what is held; nothing is changed."""
        self._resting.stop()
        self._gesture, self._from, self._moved = None, None, False
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
            shape = CURSORS.get(region.part, Qt.CursorShape.PointingHandCursor)
        row = self._view.row_at(at)
        activity = self._view.document.plan.get(Activity, row) if shape is not None else None
        self._view.point_out(row if activity is not None and not activity.is_summary else None)
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
        words, drivers = self._view.translator, self._view.document.schedule.drivers(mark.about)
        lines = [f"{activity.key} · {mark.text}", *(words.translate(driver.message) for driver in drivers[:3])]
        show_tip(event.globalPos(), "\n".join(lines), self._view)
        return True

    # --- keys -----------------------------------------------------------------------------------

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape and (self._gesture is not None or self._keys.is_linking):
            self.drop()
            self._keys.drop()
            return True
        return self._keys.press(event)
