"""A report in the window: its tables below each other; Enter or a double click goes to what a row is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.chart.reports.deciding import go_no_go_report, letter_report
from planner.chart.reports.report import Cell, Report, Table, Tone
from planner.document import Announcement, PlanDocument
from planner.domain.control.go_no_go import decision_day
from planner.domain.imprecise_date import ImpreciseDate
from planner.errors import EditRefused
from planner.language import Wording
from planner.message import N_
from planner.ui.icons import light_icon
from planner.ui.look import bold
from planner.ui.panels.controls import Line
from planner.ui.panels.parts import TARGET, Label, clear, tone_colour
from planner.ui.selection import Selection

ROW = 28
TONES = {Tone.QUIET: "quiet", Tone.WORDS: "quiet"}


class ReportPanel(QWidget):
    """Shows a report that is made anew whenever the plan changes while it is looked at."""

    def __init__(
        self, document: PlanDocument, wording: Wording, selection: Selection, make: Callable[[], Report], name: str
    ) -> None:
        super().__init__()
        self.document, self.wording, self.selection, self._make = document, wording, selection, make
        self.setAccessibleName(name)
        self.heading = Label(name, bold=True, wrap=False)
        self.subtitle = Label(tone="quiet", wrap=False)
        self.top = QHBoxLayout()
        self.top.setContentsMargins(12, 8, 12, 6)
        self.top.addWidget(self.heading)
        self.top.addWidget(self.subtitle)
        self.top.addStretch(1)
        self._body = QVBoxLayout()
        self._body.setContentsMargins(12, 0, 12, 12)
        inside = QWidget()
        inside.setLayout(self._body)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.top)
        column.addWidget(scroll, 1)
        self._stale = True
        unsubscribe = document.subscribe(self._announced)
        self.destroyed.connect(lambda *_args: unsubscribe())

    def _announced(self, announcement: Announcement) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def refresh(self) -> None:
        """Make the report anew and show it."""
        self._stale = False
        report = self._make()
        self.subtitle.setText(report.subtitle)
        clear(self._body)
        for table in report.tables:
            self._body.addWidget(Label(table.caption, bold=True))
            self._body.addWidget(self._table(table) if table.rows else Label(table.empty, "quiet"))
        if not report.tables:
            self._body.addWidget(Label(self.wording.say(N_("None.")), "quiet"))
        self._body.addStretch(1)

    def tables(self) -> list[QTableWidget]:
        """The tables that are shown, from the top."""
        items = (self._body.itemAt(n) for n in range(self._body.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, QTableWidget)]

    def _table(self, table: Table) -> QTableWidget:
        made = QTableWidget(len(table.rows), len(table.columns))
        made.setAccessibleName(table.caption)
        made.setHorizontalHeaderLabels([column.heading for column in table.columns])
        made.verticalHeader().hide()
        made.verticalHeader().setDefaultSectionSize(ROW)
        made.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        made.horizontalHeader().setHighlightSections(False)
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        made.setTabKeyNavigation(False)
        made.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for at, row in enumerate(table.rows):
            for column, cell in enumerate(row):
                made.setItem(at, column, self._item(cell))
        widest = max(range(len(table.columns)), key=lambda n: table.columns[n].share)
        made.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        made.horizontalHeader().setSectionResizeMode(widest, QHeaderView.ResizeMode.Stretch)
        made.setFixedHeight(ROW * (len(table.rows) + 1) + 8)
        made.activated.connect(lambda index, table=table: self._go(table, index.row()))
        return made

    def _item(self, cell: Cell) -> QTableWidgetItem:
        item = QTableWidgetItem(cell.text)
        item.setToolTip(cell.text if len(cell.text) > 16 else "")
        if cell.light is not None:
            item.setIcon(light_icon(cell.light))
        if cell.tone is Tone.BOLD:
            item.setFont(bold(self.font()))
        elif cell.tone in TONES:
            item.setForeground(QColor(tone_colour(TONES[cell.tone])))
        return item

    def _go(self, table: Table, row: int) -> None:
        about = table.about[row] if row < len(table.about) else None
        if about is not None:
            self.selection.show(about)

    def sizeHint(self) -> QSize:
        return QSize(900, 600)


class GoNoGoPanel(ReportPanel):
    """The points of everybody against a day that can be chosen."""

    def __init__(self, document: PlanDocument, wording: Wording, selection: Selection) -> None:
        self._day = None
        say = wording.say
        super().__init__(document, wording, selection, self._report, say("Go or no-go"))
        self.day = Line()
        self.day.setAccessibleName(say("Day that is decided on"))
        self.day.setMinimumHeight(TARGET)
        self.day.setMaximumWidth(160)
        self.day.setPlaceholderText(wording.date(decision_day(document.plan, document.schedule), "medium"))
        self.day.editingFinished.connect(self._choose)
        self.top.addWidget(Label(say("Day that is decided on"), wrap=False))
        self.top.addWidget(self.day)

    def _report(self) -> Report:
        return go_no_go_report(self.document.plan, self.document.schedule, self.wording, self._day)

    def _choose(self) -> None:
        """Take over the day that was typed; what cannot be read gives the field back what it had."""
        text = self.day.text().strip()
        try:
            window = ImpreciseDate.parse(text, today=self.document.plan.programme.status_date) if text else None
        except EditRefused:
            self.day.setText(self.wording.date(self._day, "medium"))
            return
        self._day = window.latest if window is not None else None
        self.day.setText(self.wording.date(self._day, "medium"))
        self.refresh()


class LetterPanel(ReportPanel):
    """What each letter to Parliament settles and promises."""

    def __init__(self, document: PlanDocument, wording: Wording, selection: Selection) -> None:
        def report() -> Report:
            return letter_report(document.plan, wording)

        super().__init__(document, wording, selection, report, wording.say("Letters to Parliament"))
