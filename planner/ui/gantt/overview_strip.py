"""The whole programme in a strip: every bar in small, and a frame around what the chart shows that can be dragged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.ui.gantt.gantt_view import GanttView
from planner.ui.plain_text import plain
from planner.ui.theming import ROW_HEIGHT, ui_palette
from planner.ui.timers import single_shot

if TYPE_CHECKING:
    from planner.document import Announcement

HEIGHT, QUIET_MS, MOST_BARS = 44, 400, 600
"""How high the strip is; how long after an edit it is drawn anew; of how many rows it draws a bar at most."""


class OverviewStrip(QWidget):
    """Follows a chart; a click or a drag brings that part of the programme into its middle."""

    def __init__(self, chart: GanttView) -> None:
        super().__init__()
        self._chart = chart
        self._picture: QPixmap | None = None
        self.setAccessibleName(chart.translator.translate("The whole programme"))
        self.setToolTip(plain(chart.translator.translate("The whole programme: drag the frame to another part")))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._later = single_shot(self, QUIET_MS, self._draw_anew)
        for bar in (chart.horizontalScrollBar(), chart.verticalScrollBar()):
            bar.valueChanged.connect(self._moved)
            bar.rangeChanged.connect(self._moved)
        chart.rows.rearranged.connect(self._later.start)
        self.destroyed.connect(chart.document.subscribe(self._follow))

    def sizeHint(self) -> QSize:
        return QSize(400, HEIGHT)

    def _follow(self, _announcement: Announcement) -> None:
        if self.isVisible():
            self._later.start()
        else:
            self._picture = None

    def _moved(self, *_values: int) -> None:
        self.update()

    def _draw_anew(self) -> None:
        self._picture = None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._picture = None

    # --- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        ours = ui_palette(self)
        if self._picture is None:
            self._picture = self._drawn()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        frame = self.frame()
        shade = QColor(ours.accent)
        shade.setAlpha(36)
        painter.setPen(QPen(QColor(ours.accent), 1.5))
        painter.setBrush(shade)
        painter.drawRect(frame)
        painter.end()

    def _drawn(self) -> QPixmap:
        """All bars, one for every so many rows where there are more than can be told apart."""
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        ours, chart = ui_palette(self), self._chart
        picture.fill(QColor(ours.panel))
        painter = QPainter(picture)
        rows, planned, scale = chart.rows.rows, chart.document.schedule.activities, chart.picture.gantt.scale
        step, share = max(1, len(rows) // MOST_BARS), self.width() / max(scale.width, 1.0)
        for number in range(0, len(rows), step):
            found = planned.get(rows[number].id)
            if found is None:
                continue
            left, right = scale.x(found.start.date()) * share, scale.x_end(found.finish.date()) * share
            y = 2 + (self.height() - 4) * number / max(len(rows), 1)
            painter.fillRect(
                QRectF(left, y, max(right - left, 1.5), 1.5), QColor(ours.late if found.critical else ours.quiet)
            )
        status = scale.x_end(chart.document.plan.programme.status_date) * share
        painter.setPen(QPen(QColor(ours.late), 1))
        painter.drawLine(QPointF(status, 0), QPointF(status, self.height()))
        painter.setPen(QColor(ours.line))
        painter.drawLine(0, 0, self.width(), 0)
        painter.end()
        return picture

    def frame(self) -> QRectF:
        """What the chart shows, as a part of the strip."""
        chart, scale = self._chart, self._chart.picture.gantt.scale
        across = self.width() / max(scale.width, 1.0)
        whole = max(len(chart.rows.rows) * ROW_HEIGHT, 1)
        down = (self.height() - 2) / whole
        body = chart.viewport().height() - chart.head_height
        left, top = chart.horizontalScrollBar().value() * across, chart.verticalScrollBar().value() * down
        width = min(chart.viewport().width() * across, self.width() - 1.0)
        return QRectF(left, 1 + top, max(width, 4.0), min(max(body * down, 4.0), self.height() - 2.0))

    # --- mouse ----------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position())

    def _go(self, at: QPointF) -> None:
        """Bring a place of the programme into the middle of the chart."""
        chart, scale = self._chart, self._chart.picture.gantt.scale
        x = at.x() / max(self.width(), 1) * scale.width
        y = at.y() / max(self.height(), 1) * len(chart.rows.rows) * ROW_HEIGHT
        chart.horizontalScrollBar().setValue(round(x - chart.viewport().width() / 2))
        chart.verticalScrollBar().setValue(round(y - (chart.viewport().height() - chart.head_height) / 2))
