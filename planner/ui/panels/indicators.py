"""The register of figures: each with its last value and change, its measurements and a drawing of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from planner.document import PlanDocument
from planner.domain import edits
from planner.domain.control.indicators import series
from planner.domain.model import Indicator
from planner.language import Wording
from planner.ui.panels.figures import FigureChart
from planner.ui.panels.measurements import MeasurementTable
from planner.ui.panels.register import Register
from planner.ui.panels.register_model import LAST, Cell, Column, FieldColumns
from planner.ui.selection import Selection


class IndicatorRegister(QWidget):
    """The figures above; below, what was measured of the chosen one, as a table and drawn."""

    def __init__(self, document: PlanDocument, wording: Wording, selection: Selection) -> None:
        super().__init__()
        self.document, self.wording, self.selection = document, wording, selection
        self.register = Register(
            document,
            wording,
            selection,
            title=wording.say("Indicators"),
            columns=_columns(document, wording),
            rows_of=lambda: document.plan.indicators,
            kinds=frozenset({"indicator", "measurement", "organisation"}),
        )
        self.register.allow_adding(wording.say("Add an indicator"), self._new)
        self.register.allow_removing(wording.say("Remove the chosen rows"))
        self.measurements = MeasurementTable(document, wording, selection)
        self.chart = FigureChart(wording)
        self.chart.setMinimumHeight(180)
        below = QWidget()
        row = QHBoxLayout(below)
        row.setContentsMargins(0, 0, 12, 8)
        row.addWidget(self.measurements, 3)
        row.addWidget(self.chart, 2)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.register)
        split.addWidget(below)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split)
        selection.changed.connect(self._show)
        unsubscribe = document.subscribe(lambda _announcement: self._show())
        self.destroyed.connect(lambda *_args: unsubscribe())
        self._show()

    def _show(self) -> None:
        plan = self.document.plan
        current = plan.get(Indicator, self.selection.current) or plan.get(Indicator, self.measurements.indicator_id)
        if current is None and plan.indicators:
            current = plan.indicators[0]
        self.measurements.show_indicator(current.id if current else None)
        self.measurements.heading.setText(current.name if current else self.wording.say("Measurements"))
        self.chart.show_measurements(plan.measurements(current.id) if current else (), current.unit if current else "")

    def _new(self) -> Indicator:
        plan = self.document.plan
        last = max((row.position for row in plan.indicators), default=0.0)
        key = edits.next_key(plan, edits.KEY_PREFIXES["indicator"])
        return edits.make(Indicator, key=key, name=self.wording.say("New indicator"), position=last + 1)


def _columns(document: PlanDocument, wording: Wording) -> list[Column]:
    key, name, unit, organisation = FieldColumns(document, wording).of(
        "indicator", "key", "name", "unit", "organisation_id"
    )

    def latest(row: Indicator) -> Cell:
        point = series(document.plan, row.id).latest
        if point is None:
            return Cell("–", float("-inf"), tone="quiet")
        return Cell(wording.number(point.value), point.value or 0.0)

    def day(row: Indicator) -> Cell:
        point = series(document.plan, row.id).latest
        if point is None:
            return Cell("", LAST)
        return Cell(wording.window(point.measurement.at), point.day.isoformat() if point.day else LAST)

    def change(row: Indicator) -> Cell:
        point = series(document.plan, row.id).latest
        if point is None or point.change is None:
            return Cell("", 0.0)
        sign = "▲ +" if point.change > 0 else "▼ −" if point.change < 0 else "= "
        return Cell(f"{sign}{wording.number(abs(point.change))}", point.change)

    return [
        key,
        name,
        Column("latest", wording.say("Latest value"), 13, latest, right=True),
        Column("change", wording.say("Change"), 12, change, right=True),
        Column("day", wording.say("Measured on"), 18, day),
        unit,
        organisation,
    ]
