"""The register of figures: each with its last value and change, its measurements and a drawing of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from planner.document import PlanDocument
from planner.domain.control.indicators import series
from planner.domain.keys import KEY_PREFIXES, next_key
from planner.domain.model import Indicator
from planner.domain.rows import make
from planner.language import Translator
from planner.ui.panels.figures import FigureChart
from planner.ui.panels.measurements import MeasurementTable
from planner.ui.panels.register import Register
from planner.ui.panels.register_model import LAST, FieldColumns, RegisterCell, RegisterColumn
from planner.ui.selection import Selection


class IndicatorRegister(QWidget):
    """The figures above; below, what was measured of the chosen one, as a table and drawn."""

    def __init__(self, document: PlanDocument, translator: Translator, selection: Selection) -> None:
        super().__init__()
        self.document, self.translator, self.selection = document, translator, selection
        self.register = Register(
            document,
            translator,
            selection,
            title=translator.translate("Indicators"),
            columns=_columns(document, translator),
            rows_of=lambda: document.plan.indicators,
            kinds=frozenset({"indicator", "measurement", "organisation"}),
        )
        self.register.allow_adding(translator.translate("Add an indicator"), self._new)
        self.register.allow_removing(translator.translate("Remove the chosen rows"))
        self.measurements = MeasurementTable(document, translator, selection)
        self.chart = FigureChart(translator)
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
        self.measurements.heading.setText(current.name if current else self.translator.translate("Measurements"))
        self.chart.show_measurements(plan.measurements(current.id) if current else (), current.unit if current else "")

    def _new(self) -> Indicator:
        plan = self.document.plan
        last = max((row.position for row in plan.indicators), default=0.0)
        key = next_key(plan, KEY_PREFIXES["indicator"])
        return make(Indicator, key=key, name=self.translator.translate("New indicator"), position=last + 1)


def _columns(document: PlanDocument, translator: Translator) -> list[RegisterColumn]:
    key, name, unit, organisation = FieldColumns(document, translator).of(
        "indicator", "key", "name", "unit", "organisation_id"
    )

    def latest(row: Indicator) -> RegisterCell:
        point = series(document.plan, row.id).latest
        if point is None:
            return RegisterCell("–", float("-inf"), tone="quiet")
        return RegisterCell(translator.number(point.value), point.value or 0.0)

    def day(row: Indicator) -> RegisterCell:
        point = series(document.plan, row.id).latest
        if point is None:
            return RegisterCell("", LAST)
        return RegisterCell(translator.window(point.measurement.at), point.day.isoformat() if point.day else LAST)

    def change(row: Indicator) -> RegisterCell:
        point = series(document.plan, row.id).latest
        if point is None or point.change is None:
            return RegisterCell("", 0.0)
        sign = "▲ +" if point.change > 0 else "▼ −" if point.change < 0 else "= "
        return RegisterCell(f"{sign}{translator.number(abs(point.change))}", point.change)

    return [
        key,
        name,
        RegisterColumn("latest", translator.translate("Latest value"), 13, latest, right=True),
        RegisterColumn("change", translator.translate("Change"), 12, change, right=True),
        RegisterColumn("day", translator.translate("Measured on"), 18, day),
        unit,
        organisation,
    ]
