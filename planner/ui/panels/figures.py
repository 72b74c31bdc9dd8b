"""A figure over time: drawn small, and as a table of what was measured."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFont, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.document import PlanDocument
from planner.domain.model import Indicator, Measurement
from planner.language import Translator
from planner.ui.panels.measurements import MeasurementTable
from planner.ui.panels.parts import Section
from planner.ui.plain_text import plain
from planner.ui.selection import Selection
from planner.ui.theming import scaled, ui_palette

HEAD, FOOT, SIDE = 20.0, 18.0, 38.0
"""Room, in pixels, for the values above, the dates under and the marks beside the drawing."""


def measured_on(each: Measurement) -> date | None:
    """The day that a measurement stands at in a drawing."""
    return each.at.middle or each.at.latest or each.at.earliest


class FigureChart(QWidget):
    """Values as dots on a line from zero, each with its number and day; words beside it say the same."""

    def __init__(self, translator: Translator) -> None:
        super().__init__()
        self.translator = translator
        self._points: list[tuple[date, float]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(240, 130)

    def show_measurements(self, measured: Sequence[Measurement], unit: str) -> None:
        """Draw the measurements that have a number and a day."""
        found = [(measured_on(m), m.value) for m in measured]
        self._points = sorted((day, value) for day, value in found if day is not None and value is not None)
        self.setVisible(len(self._points) > 0)
        said = ", ".join(f"{self.translator.date(day)}: {self.translator.number(value)}" for day, value in self._points)
        self.setAccessibleName(self.translator.translate("Chart of the figure ({unit})", unit=unit or "–"))
        self.setAccessibleDescription(said)
        self.setToolTip(plain(said))
        self.update()

    def places(self) -> list[QPointF]:
        """Where each value stands, in the widget's pixels."""
        if not self._points:
            return []
        first, last = self._points[0][0].toordinal(), self._points[-1][0].toordinal()
        width = self.width() - 2 * SIDE
        return [
            QPointF(
                SIDE + width * ((day.toordinal() - first) / (last - first) if last > first else 0.5),
                self._height_of(value),
            )
            for day, value in self._points
        ]

    def _height_of(self, value: float) -> float:
        """Where a value stands from the top; the scale always holds zero."""
        highest = max(0.0, *(value for _, value in self._points)) or 1.0
        lowest = min(0.0, *(value for _, value in self._points))
        return HEAD + (self.height() - HEAD - FOOT) * (highest - value) / (highest - lowest)

    def paintEvent(self, event: QPaintEvent) -> None:
        places = self.places()
        if not places:
            return
        ours = ui_palette(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ours.colour("line"), 1))
        painter.drawLine(QPointF(SIDE / 2, self._height_of(0)), QPointF(self.width() - SIDE / 2, self._height_of(0)))
        pen = QPen(ours.colour("accent"), 2)
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF(places))
        painter.setBrush(QBrush(ours.colour("ground")))
        for place in places:
            painter.drawEllipse(place, 4.0, 4.0)
        self._write(painter, places)
        painter.end()

    def _write(self, painter: QPainter, places: Sequence[QPointF]) -> None:
        """Numbers above the dots and days under the line, leaving out what would overlap, never the last."""
        ours = ui_palette(self)
        font = QFont(scaled(self.font(), 0.88))
        painter.setFont(font)
        painter.setPen(ours.colour("quiet"))
        zero = QRectF(0, self._height_of(0) - FOOT / 2, SIDE / 2 - 4, FOOT)
        painter.drawText(zero, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.translator.number(0))
        numbers = [self.translator.number(value) for _, value in self._points]
        days = [self.translator.date(day) for day, _ in self._points]
        for texts, top_of, ink in (
            (numbers, lambda place: place.y() - HEAD, "text"),
            (days, lambda _place: self.height() - FOOT + 2, "quiet"),
        ):
            painter.setPen(ours.colour(ink))
            edge = float(self.width()) + 100
            for place, text in reversed(list(zip(places, texts, strict=True))):
                width = painter.fontMetrics().horizontalAdvance(text) + 6.0
                left = min(max(0.0, place.x() - width / 2), self.width() - width)
                if left + width > edge:
                    continue
                edge = left
                painter.drawText(QRectF(left, top_of(place), width, FOOT - 2), Qt.AlignmentFlag.AlignCenter, text)


class FigureSection(Section):
    """The measurements of one indicator."""

    def __init__(self, document: PlanDocument, translator: Translator, selection: Selection) -> None:
        super().__init__(translator.translate("Measurements"))
        self.document, self.translator = document, translator
        self.chart = FigureChart(translator)
        self.table = MeasurementTable(document, translator, selection, compact=True)
        self.table.setMinimumHeight(180)
        self.body.addWidget(self.chart)
        self.body.addWidget(self.table)

    def show_indicator(self, indicator: Indicator) -> None:
        """Show what was measured of an indicator."""
        measured = self.document.plan.measurements(indicator.id)
        self.set_count(len(measured))
        self.chart.show_measurements(measured, indicator.unit)
        self.table.show_indicator(indicator.id)
