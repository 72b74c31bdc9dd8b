"""The chart: paints the scene of the rows in view, scrolls and zooms. What the mouse and keys do is in `hands`."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from planner.chart.options import ZOOM_WIDTHS, ViewOptions, Zoom
from planner.chart.scene import Mark, Rect, Region, Scene
from planner.chart.timescale import zoom_at
from planner.document import Announcement, PlanDocument
from planner.language import Wording
from planner.painting.fonts import measure
from planner.painting.painter import ScenePainter
from planner.painting.theme import DARK, LIGHT
from planner.ui.gantt.gestures import Preview
from planner.ui.gantt.picture import Part, Picture
from planner.ui.look import ROW_HEIGHT, inks, is_dark
from planner.ui.selection import Selection
from planner.ui.tables.activity_rows import ActivityRows

AXIS_CHECK_MS = 400
SPILL = 24
"""How far a mark may reach out of what it stands for, in pixels."""
MONTHS_BEFORE, MONTHS_AFTER = 8, 6
"""How much is shown before the status date and after entry into force when a plan is opened."""


class GanttView(QAbstractScrollArea):
    """Scene x 0 is the left of the time axis; y 0 is the top of the first row, below the head."""

    zoomed = Signal()
    opened = Signal(object)  # UUID: a bar was double-clicked

    def __init__(
        self,
        document: PlanDocument,
        wording: Wording,
        selection: Selection,
        rows: ActivityRows,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.wording = wording
        self.document, self.selection, self.rows = document, selection, rows
        self.picture = Picture(document, ViewOptions(wording), lambda: rows.ids, measure)
        self.preview: Preview | None = None
        self._painter: ScenePainter | None = None
        self.setAccessibleName(wording.say("Gantt chart"))
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._renewal = QTimer(self)
        self._renewal.setSingleShot(True)
        self._renewal.setInterval(0)
        self._renewal.timeout.connect(self.renew)
        self._axis_check = QTimer(self)
        self._axis_check.setSingleShot(True)
        self._axis_check.setInterval(AXIS_CHECK_MS)
        self._axis_check.timeout.connect(self._check_axis)
        rows.rearranged.connect(self._renewal.start)
        selection.changed.connect(self._selection_changed)
        self._unsubscribe = document.subscribe(self._follow)

    def close_view(self) -> None:
        """Stop following the document."""
        self._unsubscribe()

    # --- places -----------------------------------------------------------------------------

    @property
    def head_height(self) -> int:
        return round(self.picture.gantt.head_height)

    @property
    def offset(self) -> QPointF:
        """Where the scene's (0, 0) lies on the viewport."""
        return QPointF(-self.horizontalScrollBar().value(), self.head_height - self.verticalScrollBar().value())

    def scene_point(self, at: QPointF) -> QPointF:
        return at - self.offset

    def day_at(self, x: float) -> date:
        """The day at a place on the viewport."""
        scale = self.picture.scale or self.picture.gantt.scale
        return scale.day_at(x + self.horizontalScrollBar().value())

    def region_at(self, at: QPointF) -> Region | None:
        """What of the chart is at a place on the viewport."""
        if at.y() < self.head_height:
            return None
        place = self.scene_point(at)
        return self.picture.scene(self._part(), self._selected()).hit(place.x(), place.y())

    def row_at(self, at: QPointF) -> UUID | None:
        """The activity in whose row a place on the viewport is."""
        if at.y() < self.head_height:
            return None
        row = int(self.scene_point(at).y() // ROW_HEIGHT)
        return self.rows.rows[row].id if 0 <= row < len(self.rows.rows) else None

    def mark_of(self, activity_id: UUID) -> Mark | None:
        """The mark of an activity, if it is in view."""
        scene = self.picture.scene(self._part(), self._selected())
        return next((mark for mark in scene.marks if mark.about == activity_id), None)

    def bar_rect(self, activity_id: UUID) -> Rect | None:
        """The bar or diamond of an activity in the scene, without what is beside it."""
        scene = self.picture.scene(self._part(), self._selected())
        rects = [r.rect for r in scene.regions if r.about == activity_id and r.part.value == "bar"]
        return rects[0] if rects else None

    # --- renewing -----------------------------------------------------------------------------

    def _follow(self, announcement: Announcement) -> None:
        if self.picture.follow(announcement):
            self.viewport().update()
            self._axis_check.start()
        else:
            self._renewal.start()

    def renew(self) -> None:
        """Lay out anew, and fit the scroll bars to it; what stood at the left stays there."""
        day = self.day_at(0)
        self.picture.forget()
        self._fit_bars()
        self.horizontalScrollBar().setValue(round(self.picture.gantt.scale.x(day)))
        self.viewport().update()

    def _check_axis(self) -> None:
        """Let the time axis grow or shrink with the plan; that looks at all dates, so it waits for a quiet moment."""
        day = self.day_at(0)
        if self.picture.fit_axis():
            self._fit_bars()
            self.horizontalScrollBar().setValue(round(self.picture.gantt.scale.x(day)))
            self.viewport().update()

    def _fit_bars(self) -> None:
        view, gantt = self.viewport(), self.picture.gantt
        upright, level = self.verticalScrollBar(), self.horizontalScrollBar()
        body = view.height() - self.head_height
        upright.setRange(0, max(0, round(gantt.height) - body))
        upright.setPageStep(max(1, body))
        upright.setSingleStep(ROW_HEIGHT)
        level.setRange(0, max(0, round(gantt.scale.width) - view.width()))
        level.setPageStep(max(1, view.width()))
        level.setSingleStep(40)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_bars()

    def _selection_changed(self) -> None:
        self.viewport().update()
        current = self.selection.current
        mark = self.mark_of(current) if current else None
        if mark is not None:
            self.setAccessibleDescription(mark.text)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    # --- time ---------------------------------------------------------------------------------

    @property
    def zoom(self) -> Zoom:
        return zoom_at(self.picture.day_width)

    def set_zoom(self, zoom: Zoom) -> None:
        """Show weeks, months, quarters or years, keeping what stands in the middle."""
        self.set_day_width(ZOOM_WIDTHS[zoom], self.viewport().width() / 2)

    def zoom_by(self, factor: float, at_x: float | None = None) -> None:
        """Make days wider or narrower, keeping the day at a place on the viewport (the middle by default)."""
        self.set_day_width(self.picture.zoomed(factor), self.viewport().width() / 2 if at_x is None else at_x)

    def set_day_width(self, width: float, at_x: float) -> None:
        scale = self.picture.gantt.scale
        days = (at_x + self.horizontalScrollBar().value()) / scale.day_width
        anchor = scale.first + timedelta(days=int(days))
        within = days - int(days)
        self.picture.set_day_width(width)
        self._fit_bars()
        fresh = self.picture.gantt.scale
        self.horizontalScrollBar().setValue(round(fresh.x(anchor) + within * fresh.day_width - at_x))
        self.viewport().update()
        self.zoomed.emit()

    def show_days(self, first: date, last: date) -> None:
        """Zoom so that a stretch of time fills the chart."""
        days = max((last - first).days + 1, 7)
        self.picture.set_day_width(self.viewport().width() / days)
        self._fit_bars()
        self.horizontalScrollBar().setValue(round(self.picture.gantt.scale.x(first)))
        self.viewport().update()
        self.zoomed.emit()

    def fit(self) -> None:
        """Show the whole plan."""
        scale = self.picture.gantt.scale
        self.show_days(scale.first, scale.last)

    def show_course(self) -> None:
        """Show from somewhat before the status date until somewhat after entry into force."""
        plan, schedule = self.document.plan, self.document.schedule
        entry, status = plan.entry, plan.programme.status_date
        if entry is None or entry.id not in schedule.activities or schedule[entry.id].finish.date() <= status:
            self.fit()
            return
        last = schedule[entry.id].finish.date() + timedelta(days=30 * MONTHS_AFTER)
        self.show_days(status - timedelta(days=30 * MONTHS_BEFORE), last)

    def show_status_date(self) -> None:
        """Bring the status date to a quarter of the chart."""
        x = self.picture.gantt.scale.x(self.document.plan.programme.status_date)
        self.horizontalScrollBar().setValue(round(x - self.viewport().width() / 4))

    def bring_into_sight(self, activity_id: UUID) -> None:
        """Scroll sideways to an activity's mark, if it is not to be seen."""
        planned = self.document.schedule.activities.get(activity_id)
        if planned is None:
            return
        scale, bar, width = self.picture.gantt.scale, self.horizontalScrollBar(), self.viewport().width()
        left, right = scale.x(planned.start.date()), scale.x_end(planned.finish.date())
        if right < bar.value() + 20 or left > bar.value() + width - 20:
            bar.setValue(round(left - width / 4))

    # --- painting ---------------------------------------------------------------------------------

    def _part(self) -> Part:
        top = self.verticalScrollBar().value()
        first = top // ROW_HEIGHT
        count = (self.viewport().height() - self.head_height) // ROW_HEIGHT + 2
        left = float(self.horizontalScrollBar().value())
        return first, count, left, left + self.viewport().width()

    def _selected(self) -> frozenset[UUID]:
        return frozenset(self.selection.chosen)

    def _scene_painter(self) -> ScenePainter:
        theme = DARK if is_dark(self) else LIGHT
        if self._painter is None or self._painter.theme is not theme:
            self._painter = ScenePainter(theme)
        return self._painter

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move what is painted already, so that only what scrolling lays bare is painted anew."""
        view, head = self.viewport(), self.head_height
        if (dx and dy) or self.preview is not None:
            view.update()
        elif dy:
            view.scroll(0, dy, QRect(0, head, view.width(), view.height() - head))
        elif dx:
            view.scroll(dx, 0)

    def _scene_for(self, bare: QRect) -> Scene:
        """The scene of the whole view, or of a strip of it."""
        view, head = self.viewport(), self.head_height
        whole = self._part()
        if bare.height() * 2 > view.height() and bare.width() * 2 > view.width():
            return self.picture.scene(whole, self._selected())
        top = self.verticalScrollBar().value() + max(bare.top() - head, 0)
        first = top // ROW_HEIGHT
        past = (self.verticalScrollBar().value() + max(bare.bottom() - head, 0)) // ROW_HEIGHT + 1
        left = whole[2] + bare.left() - SPILL
        return self.picture.strip((first, past - first, left, left + bare.width() + 2 * SPILL), self._selected())

    def paintEvent(self, event: QPaintEvent) -> None:
        drawer, view, head = self._scene_painter(), self.viewport(), self.head_height
        bare = event.rect()
        scene = self._scene_for(bare)
        painter = QPainter(view)
        painter.fillRect(bare, QColor(drawer.theme.background))
        painter.save()
        painter.setClipRect(bare.intersected(QRect(0, head, view.width(), view.height() - head)))
        painter.translate(self.offset)
        drawer.paint(painter, scene, leave_out=("axis",))
        if self.preview is not None:
            self._paint_preview(painter, self.preview)
        painter.restore()
        if bare.top() < head:
            self._paint_head(painter, scene, head)
        painter.end()

    def _paint_head(self, painter: QPainter, scene: Scene, head: int) -> None:
        ours = inks(self)
        painter.fillRect(0, 0, self.viewport().width(), head, QColor(ours.head))
        painter.save()
        painter.translate(self.offset.x(), 0)
        self._scene_painter().paint(painter, scene, only=("axis",))
        painter.restore()
        painter.setPen(QColor(ours.line))
        painter.drawLine(0, head - 1, self.viewport().width(), head - 1)

    def _paint_preview(self, painter: QPainter, preview: Preview) -> None:
        ours = inks(self)
        ink = QColor(ours.accent if preview.good else ours.quiet)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink, 2, Qt.PenStyle.DashLine))
        x, y = 0.0, 0.0
        if preview.ghost is not None:
            ghost = preview.ghost
            painter.drawRoundedRect(QRectF(ghost.x, ghost.y, ghost.width, ghost.height), 3, 3)
            x, y = ghost.right + 8, ghost.y + ghost.height / 2
        if preview.line is not None:
            painter.drawLine(*(QPointF(*preview.line[n : n + 2]) for n in (0, 2)))
            x, y = preview.line[2] + 12, preview.line[3] - 12
        box = QRectF(painter.fontMetrics().boundingRect(preview.tag)).adjusted(-7, -4, 7, 4)
        box.moveTo(x, y - box.height() / 2)
        seen = QRectF(self.rect()).translated(-self.offset)
        box.moveRight(min(box.right(), seen.right() - 24))
        painter.setPen(QPen(ink, 1))
        painter.setBrush(QColor(ours.tip))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(QColor(ours.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, preview.tag)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()
        super().changeEvent(event)
