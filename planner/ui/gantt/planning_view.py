"""The planning: one tree table beside one chart, with one vertical scroll bar and the same rows."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from planner.document import PlanDocument
from planner.domain.changes import Step
from planner.domain.plan import Plan
from planner.language import Wording
from planner.ui.attempts import attempt
from planner.ui.gantt.gantt_view import GanttView
from planner.ui.gantt.hands import Hands
from planner.ui.selection import Selection
from planner.ui.tables.activity_rows import Attempt
from planner.ui.tables.activity_table import ActivityTable

TABLE_SHARE = 0.58
"""How much of the width the table gets at most by itself."""


class PlanningView(QWidget):
    """Keeps table and chart at the same row."""

    def __init__(
        self, document: PlanDocument, wording: Wording, selection: Selection, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.wording = wording

        def attempts(table: QWidget) -> Attempt:
            def edit(wanted: Callable[[Plan], Step]) -> bool:
                return attempt(table, document, wanted)

            return edit

        self.table = ActivityTable(document, wording, selection, attempts)
        self.chart = GanttView(document, wording, selection, self.table.rows)
        self._hands = Hands(self.chart)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(3)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.chart)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.table.setMinimumWidth(180)
        self.chart.setMinimumWidth(180)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)
        self.setFocusProxy(self.table)
        self._couple()

    def _couple(self) -> None:
        upright, other = self.chart.verticalScrollBar(), self.table.verticalScrollBar()
        upright.valueChanged.connect(other.setValue)
        other.valueChanged.connect(upright.setValue)
        self._even = QTimer(self)  # ends with the view, which a single shot would outlive
        self._even.setSingleShot(True)
        self._even.timeout.connect(self._even_out)
        other.rangeChanged.connect(lambda *_: self._even.start())
        self.chart.zoomed.connect(self._fit_head)
        self.chart.drawn.connect(self._name)
        self._fit_head()

    def _even_out(self) -> None:
        """Let the table stand as far down as the chart. Bars are asked for anew: Python's hold on them can be lost."""
        self.table.verticalScrollBar().setValue(self.chart.verticalScrollBar().value())

    def _name(self, activity_id: UUID) -> None:
        """Choose a new activity, and let it be named."""
        self.chart.selection.show(activity_id)
        self.table.edit_name(activity_id)

    def _fit_head(self) -> None:
        """The table's head is as high as the chart's, so that the rows are in line."""
        header = self.table.header()
        if header.height() != self.chart.head_height:
            header.setFixedHeight(self.chart.head_height)
            self.table.updateGeometries()

    def close_view(self) -> None:
        """Stop following the document."""
        self.table.rows.close()
        self.chart.close_view()

    def reveal(self, activity_id: UUID) -> bool:
        """Bring an activity into sight in table and chart; False if it is none."""
        if not self.table.bring_into_sight(activity_id):
            return False
        self.chart.catch_up()
        self.chart.bring_into_sight(activity_id)
        return True

    def fit_columns(self) -> None:
        """Give the table the room its columns need, and the chart the rest."""
        wanted = self.table.widths.wanted
        whole = self.splitter.width()
        table = min(wanted, round(whole * TABLE_SHARE)) if whole > 0 else wanted
        self.splitter.setSizes([table, max(180, whole - table)])
