"""The chart: paints the scene of the rows in view, scrolls and zooms. What the mouse and keys do is in `hands`."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QFocusEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from planner.chart.marks import spoken
from planner.chart.scene import Mark, Rect, Region, Scene
from planner.chart.scene import Part as Place
from planner.document import PlanDocument
from planner.domain.model import Activity
from planner.language import Translator
from planner.painting.painter import ScenePainter
from planner.painting.theme import DARK, LIGHT
from planner.ui.gantt.chart_area import ChartArea
from planner.ui.gantt.gestures import Preview
from planner.ui.gantt.picture import Part
from planner.ui.selection import Selection
from planner.ui.tables.activity_rows import ActivityRows
from planner.ui.theming import ROW_HEIGHT, is_dark, ui_palette

SPILL = 24
"""How far a mark may reach out of what it stands for, in pixels."""


class GanttView(ChartArea):
    """The chart of the activities: what is at a place, what is chosen, and what it looks like."""

    opened = Signal(object)  # UUID: a bar was double-clicked
    drawn = Signal(object)  # UUID: a new activity was drawn

    def __init__(
        self,
        document: PlanDocument,
        translator: Translator,
        selection: Selection,
        rows: ActivityRows,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(document, translator, rows, parent)
        self.selection = selection
        self.preview: Preview | None = None
        self.pointed: UUID | None = None  # whose handles are shown
        self._painter: ScenePainter | None = None
        self.setAccessibleName(translator.translate("Gantt chart"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        selection.changed.connect(self._selection_changed)

    # --- places -----------------------------------------------------------------------------

    def scene_point(self, at: QPointF) -> QPointF:
        return at - self.offset

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

    def point_out(self, activity_id: UUID | None) -> None:
        """Show the handles of one bar, or of none."""
        if activity_id != self.pointed:
            self.pointed = activity_id
            self.viewport().update()

    def _handles(self) -> list[Region]:
        scene = self.picture.scene(self._part(), self._selected())
        return [region for region in scene.regions if region.about == self.pointed]

    def _selection_changed(self) -> None:
        self.viewport().update()
        current = self.selection.current
        activity = self.document.plan.get(Activity, current)
        if activity is not None and activity.id in self.document.schedule.activities:
            planned = self.document.schedule[activity.id]
            self.setAccessibleDescription(spoken(activity, planned, self.translator))
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
            self._tell_focus(activity.id)

    def _tell_focus(self, activity_id: UUID) -> None:
        """Let assistive technology know which bar the keys are at; see `accessible`."""
        row, first = self.rows.row_of(activity_id), self.verticalScrollBar().value() // ROW_HEIGHT
        if QAccessible.isActive() and self.hasFocus() and row is not None and row >= first:
            event = QAccessibleEvent(self, QAccessible.Event.Focus)
            event.setChild(row - first)
            QAccessible.updateAccessibility(event)

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
            view.scroll(dx, 0, QRect(0, head, view.width(), view.height() - head))
            view.update(0, 0, view.width(), head)

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
        bare = event.region().intersected(QRect(0, head, view.width(), view.height() - head)).boundingRect()
        painter = QPainter(view)
        if not bare.isEmpty():
            painter.fillRect(bare, QColor(drawer.theme.background))
            painter.save()
            painter.setClipRect(bare)
            painter.translate(self.offset)
            drawer.paint(painter, self._scene_for(bare))
            if self.pointed is not None and self.preview is None:
                paint_handles(painter, [r for r in self._handles() if r.part is not Place.BAR], self)
            if self.preview is not None:
                paint_preview(painter, self.preview, self)
            painter.restore()
        if event.rect().top() < head:
            self._paint_head(painter, head)
        if self.hasFocus():
            self._paint_focus(painter, head)
        painter.end()

    def _paint_focus(self, painter: QPainter, head: int) -> None:
        """A frame round the chart, and one along the current row: so one sees where the keys go."""
        painter.setClipping(False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(ui_palette(self).accent), 2))
        view = self.viewport().rect()
        painter.drawRect(view.adjusted(1, 1, -1, -1))
        current = self.selection.current
        row = self.rows.row_of(current) if current is not None else None
        if row is not None:
            top = head + row * ROW_HEIGHT - self.verticalScrollBar().value()
            if top >= head:
                painter.setPen(QPen(QColor(ui_palette(self).accent), 1))
                painter.drawRect(1, top, view.width() - 3, ROW_HEIGHT - 1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _paint_head(self, painter: QPainter, head: int) -> None:
        ours = ui_palette(self)
        left = float(self.horizontalScrollBar().value())
        painter.setClipping(False)
        painter.fillRect(0, 0, self.viewport().width(), head, QColor(ours.head))
        painter.save()
        painter.translate(self.offset.x(), 0)
        self._scene_painter().paint(painter, self.picture.gantt.head(left, left + self.viewport().width()))
        painter.restore()
        painter.setPen(QColor(ours.line))
        painter.drawLine(0, head - 1, self.viewport().width(), head - 1)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()
        super().changeEvent(event)


def paint_handles(painter: QPainter, regions: list[Region], view: ChartArea) -> None:
    """What of a bar can be taken hold of: its ends, those of an imprecise date, and what is done of it."""
    ours = ui_palette(view)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(ours.ground), 1))
    painter.setBrush(QColor(ours.accent))
    for region in regions:
        rect, middle = region.rect, region.rect.x + region.rect.width / 2
        if region.part is Place.PROGRESS:
            top, foot = rect.y, rect.y + rect.height + 1
            painter.drawPolygon(QPolygonF([QPointF(middle, top), QPointF(rect.right, foot), QPointF(rect.x, foot)]))
        elif region.part in (Place.EARLIEST, Place.LATEST, Place.LEFT_EDGE, Place.RIGHT_EDGE):
            painter.drawRoundedRect(QRectF(middle - 2, rect.y + rect.height / 2 - 4, 4, 8), 2, 2)


def paint_preview(painter: QPainter, preview: Preview, view: ChartArea) -> None:
    """Outline, line and tag of a gesture that is going on, in the coordinates of the scene."""
    ours = ui_palette(view)
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
    seen = QRectF(view.rect()).translated(-view.offset)
    box.moveRight(min(box.right(), seen.right() - 24))
    painter.setPen(QPen(ink, 1))
    painter.setBrush(QColor(ours.tip))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(QColor(ours.text))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, preview.tag)
