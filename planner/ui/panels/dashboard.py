"""The dashboard: the figures that count as tiles, and under them what asks for attention now."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from planner.chart.reports.dashboard import Headline, dashboard
from planner.chart.reports.report import Report
from planner.document import PlanDocument
from planner.language import Translator
from planner.ui.icons import light_icon
from planner.ui.panels.parts import Label
from planner.ui.panels.report_panel import ReportPanel, ReportTableWidget
from planner.ui.plain_text import PlainLabel
from planner.ui.selection import Selection
from planner.ui.theming import LEAST_TARGET, bold, scaled

NARROW = 760
"""Below this width the tables stand under each other."""
LEFT, RIGHT = 0, 1
COLUMNS = (LEFT, LEFT, RIGHT, RIGHT)
"""In which column each table of the report stands."""


class DashboardPanel(ReportPanel):
    """Made anew whenever the plan changes while it is looked at; Enter or a double click goes to a row of the plan."""

    def __init__(self, document: PlanDocument, translator: Translator, selection: Selection) -> None:
        self._tiles: list[Tile] = []
        self._row, self._columns = QHBoxLayout(), QGridLayout()
        self._sides = (QVBoxLayout(), QVBoxLayout())
        super().__init__(document, translator, selection, self._report, translator.translate("Dashboard"))
        self._row.setSpacing(10)
        self._columns.setHorizontalSpacing(18)
        self._columns.setVerticalSpacing(14)
        for side in self._sides:
            side.setSpacing(14)
            side.addStretch(1)
        self._body.insertLayout(0, self._columns)
        self._body.insertLayout(0, self._row)
        self._body.insertSpacing(1, 4)
        self._arrange()

    def _report(self) -> Report:
        found = dashboard(self.document.plan, self.document.schedule, self.translator)
        self._show_headlines(found.headlines)
        return found.report

    def _show_headlines(self, headlines: tuple[Headline, ...]) -> None:
        if len(self._tiles) != len(headlines):
            for tile in self._tiles:
                tile.setParent(None)
                tile.deleteLater()
            self._tiles = [Tile(self.selection) for _ in headlines]
            for tile in self._tiles:
                self._row.addWidget(tile, 1)
        for tile, headline in zip(self._tiles, headlines, strict=True):
            tile.show_headline(headline)

    def place(self, part: ReportTableWidget, number: int) -> None:
        side = self._sides[COLUMNS[number]]
        side.insertWidget(side.count() - 1, part)

    def _arrange(self) -> None:
        """Two columns where there is room, else one."""
        narrow = self.width() < NARROW
        for side in self._sides:
            self._columns.removeItem(side)
        self._columns.addLayout(self._sides[LEFT], 0, 0)
        self._columns.addLayout(self._sides[RIGHT], 1 if narrow else 0, 0 if narrow else 1)
        self._columns.setColumnStretch(0, 1)
        self._columns.setColumnStretch(1, 0 if narrow else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if (event.size().width() < NARROW) is not (event.oldSize().width() < NARROW):
            self._arrange()
        super().resizeEvent(event)


class Tile(QWidget):
    """One figure, large; what it is of above it and what goes with it below. With a place to go to it is a button."""

    def __init__(self, selection: Selection) -> None:
        super().__init__()
        self.setObjectName("tile")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._selection, self._headline = selection, Headline("", "")
        self._label, self._note = Label(tone="quiet"), Label(tone="quiet")
        self._sign = PlainLabel()
        self._figure = QPushButton()
        self._figure.setObjectName("figure")
        self._figure.setMinimumSize(LEAST_TARGET, LEAST_TARGET)
        self._figure.setFont(bold(scaled(self.font(), 1.9)))
        self._figure.clicked.connect(self._go)
        figure = QHBoxLayout()
        figure.setSpacing(6)
        figure.addWidget(self._sign)
        figure.addWidget(self._figure)
        figure.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(2)
        column.addWidget(self._label)
        column.addLayout(figure)
        column.addWidget(self._note)
        column.addStretch(1)

    def show_headline(self, headline: Headline) -> None:
        self._headline = headline
        self._label.setText(headline.label)
        self._figure.setText(headline.figure)
        self._figure.setEnabled(headline.about is not None)
        self._figure.setAccessibleName(f"{headline.label}: {headline.figure} {headline.note}".strip())
        self._note.setText(headline.note)
        self._sign.setVisible(headline.light is not None)
        if headline.light is not None:
            self._sign.setPixmap(light_icon(headline.light).pixmap(18, 18))

    def _go(self) -> None:
        if self._headline.about is not None:
            self._selection.show(self._headline.about)
