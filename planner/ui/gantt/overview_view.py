"""The chain overview on screen: the sheet as it is printed, as wide as the view, to be pointed at."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea

from planner.chart.facts import gather
from planner.chart.overview import OverviewOptions, lay_out_overview
from planner.chart.scene import Mark, Scene
from planner.document import Announcement, PlanDocument
from planner.domain.model import Activity
from planner.language import Translator
from planner.painting.fonts import measure
from planner.painting.painter import ScenePainter
from planner.painting.theme import PAPER
from planner.ui.gantt.mark_keys import MARK_KEYS, in_lines, next_mark
from planner.ui.plain_text import show_tip
from planner.ui.selection import Selection
from planner.ui.theming import LIGHT, ui_palette
from planner.ui.timers import single_shot

MARGIN, ROOM = 16, 40
STEP = 1.2
LEAST, MOST = 1.0, 6.0
"""How far one can zoom, as parts of the width of the view."""


class OverviewView(QAbstractScrollArea):
    """Follows the plan; a click or arrow keys choose what a mark stands for, Ctrl with the wheel or + and − zoom."""

    def __init__(self, document: PlanDocument, translator: Translator, selection: Selection) -> None:
        super().__init__()
        self.document, self.translator, self.selection = document, translator, selection
        self.setAccessibleName(translator.translate("Chain overview"))
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._zoom = 1.0
        self._scene: Scene | None = None
        self._painter = ScenePainter(PAPER)
        self._idle_refresh = single_shot(self, 150, self._renew)
        self.destroyed.connect(document.subscribe(self._follow))
        selection.changed.connect(self._show_chosen)

    def _follow(self, _announcement: Announcement) -> None:
        self._scene = None
        if self.isVisible():
            self._idle_refresh.start()

    def _renew(self) -> None:
        self._fit_bars()
        self.viewport().update()

    @property
    def scene(self) -> Scene:
        """The sheet as the plan is now."""
        if self._scene is None:
            plan, schedule = self.document.plan, self.document.schedule
            options = OverviewOptions(
                translator=self.translator,
                facts=gather(plan, schedule, self.translator),
                file_name=self.document.path.name,
                printed_at=datetime.now().astimezone(),
            )
            self._scene = lay_out_overview(plan, schedule, options, measure)
        return self._scene

    @property
    def scale(self) -> float:
        """Logical pixels that a unit of the scene takes."""
        return max(self.viewport().width() - 2 * MARGIN, 200) / self.scene.width * self._zoom

    def _fit_bars(self) -> None:
        view, scale = self.viewport(), self.scale
        for bar, room, whole in (
            (self.horizontalScrollBar(), view.width(), self.scene.width * scale + 2 * MARGIN),
            (self.verticalScrollBar(), view.height(), self.scene.height * scale + 2 * MARGIN),
        ):
            bar.setRange(0, max(0, round(whole) - room))
            bar.setPageStep(max(room, 1))
            bar.setSingleStep(40)

    def zoom_by(self, factor: float) -> None:
        """Show the sheet larger or smaller, around the middle of the view."""
        bars = (self.horizontalScrollBar(), self.verticalScrollBar())
        middles = [(bar.value() + bar.pageStep() / 2) / max(bar.maximum() + bar.pageStep(), 1) for bar in bars]
        self._zoom = min(max(self._zoom * factor, LEAST), MOST)
        self._fit_bars()
        for bar, middle in zip(bars, middles, strict=True):
            bar.setValue(round(middle * (bar.maximum() + bar.pageStep()) - bar.pageStep() / 2))
        self.viewport().update()

    def _corner(self) -> QPointF:
        return QPointF(MARGIN - self.horizontalScrollBar().value(), MARGIN - self.verticalScrollBar().value())

    def mark_at(self, at: QPointF) -> Mark | None:
        """The mark at a place on the viewport."""
        place = (at - self._corner()) / self.scale
        return next((m for m in reversed(self.scene.marks) if m.rect.contains(place.x(), place.y())), None)

    def in_order(self) -> list[UUID]:
        """The activities that have a mark, as they are read: line by line, from the left."""
        return list(dict.fromkeys(mark.about for line in in_lines(self.scene.marks) for mark in line))

    def mark_of(self, row_id: UUID | None) -> Mark | None:
        """The mark that stands for an activity; None where it has none on the sheet."""
        return next((mark for mark in self.scene.marks if mark.about == row_id), None)

    def place_of(self, mark: Mark) -> QRectF:
        """Where a mark is on the viewport."""
        corner, scale, rect = self._corner(), self.scale, mark.rect
        return QRectF(corner.x() + rect.x * scale, corner.y() + rect.y * scale, rect.width * scale, rect.height * scale)

    @property
    def current(self) -> Mark | None:
        """The mark of the activity that was chosen last; None where it has none on the sheet."""
        return self.mark_of(self.selection.current)

    def _show_chosen(self) -> None:
        if not self.isVisible():
            return
        mark = self.current
        told = mark.text if mark is not None else ""
        if told != self.accessibleDescription():
            self.setAccessibleDescription(told)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        if mark is not None and QAccessible.isActive() and self.hasFocus():
            event = QAccessibleEvent(self, QAccessible.Event.Focus)
            event.setChild(self.in_order().index(mark.about))
            QAccessible.updateAccessibility(event)
        self.viewport().update()

    def _bring_into_sight(self, mark: Mark) -> None:
        place = self.place_of(mark)
        for bar, begin, length in (
            (self.horizontalScrollBar(), place.x(), place.width()),
            (self.verticalScrollBar(), place.y(), place.height()),
        ):
            if begin < MARGIN:
                bar.setValue(bar.value() + round(begin - ROOM))
            elif begin + length > bar.pageStep() - MARGIN:
                bar.setValue(bar.value() + round(begin + length + ROOM - bar.pageStep()))

    # --- events -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        scale, corner = self.scale, self._corner()
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(ui_palette(self).head))
        sheet = QRectF(corner.x(), corner.y(), self.scene.width * scale, self.scene.height * scale)
        painter.fillRect(sheet, QColor(PAPER.background))
        painter.setPen(QColor(ui_palette(self).line))
        painter.drawRect(sheet)
        painter.translate(corner)
        painter.scale(scale, scale)
        self._painter.paint(painter, self.scene)
        self._ring(painter, scale)
        painter.end()

    def _ring(self, painter: QPainter, scale: float) -> None:
        """Around the chosen mark, two pixels wide at any zoom; broken while the keys are elsewhere."""
        mark = self.current
        if mark is None:
            return
        style = Qt.PenStyle.SolidLine if self.hasFocus() else Qt.PenStyle.DashLine
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(LIGHT.accent), 2 / scale, style))
        room = 3 / scale
        rect = QRectF(mark.rect.x, mark.rect.y, mark.rect.width, mark.rect.height)
        painter.drawRoundedRect(rect.adjusted(-room, -room, room, room), room, room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_bars()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(STEP ** (event.angleDelta().y() / 120))
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_by(STEP)
            case Qt.Key.Key_Minus:
                self.zoom_by(1 / STEP)
            case Qt.Key.Key_0:
                self.zoom_by(1 / MOST)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if (mark := self.current) is not None:
                self.selection.show(mark.about)
            case key if key in MARK_KEYS and (mark := next_mark(self.scene.marks, self.current, Qt.Key(key))):
                self.selection.choose(mark.about)
                self._bring_into_sight(mark)
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        mark = self.mark_at(event.position())
        if mark is not None and self.document.plan.get(Activity, mark.about) is not None:
            self.selection.choose(mark.about)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        mark = self.mark_at(event.position())
        if mark is not None:
            self.selection.show(mark.about)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            mark = self.mark_at(QPointF(event.pos()))
            show_tip(event.globalPos(), mark.text if mark is not None else "", self)
            return True
        return super().viewportEvent(event)
