"""The planning: one tree table beside one chart, with one vertical scroll bar and the same rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from planner.document import PlanDocument
from planner.domain.changes import Step
from planner.domain.plan import Plan
from planner.language import Translator
from planner.ui.edit_runner import notify, reporting_refusals, run_edit
from planner.ui.gantt import accessible
from planner.ui.gantt.chart_input import ChartInputController
from planner.ui.gantt.gantt_view import GanttView
from planner.ui.gantt.glide import Glide
from planner.ui.gantt.overview_strip import OverviewStrip
from planner.ui.message_strip import Tone
from planner.ui.selection import Selection
from planner.ui.tables.activity_rows import Attempt
from planner.ui.tables.activity_table import ActivityTable
from planner.ui.tables.filter_strip import FilterStrip
from planner.ui.tables.find_bar import FindBar
from planner.ui.tables.row_filter import Arrangement, filter_words
from planner.ui.tables.state_chips import StateChips
from planner.ui.timers import single_shot

TABLE_SHARE = 0.58
"""How much of the width the table gets at most by itself."""


class PlanningView(QWidget):
    """Keeps table and chart at the same row."""

    def __init__(
        self, document: PlanDocument, translator: Translator, selection: Selection, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.translator, self._document = translator, document

        def attempts(table: QWidget) -> Attempt:
            def edit(wanted: Callable[[Plan], Step]) -> bool:
                return run_edit(table, document, wanted)

            return edit

        self.table = ActivityTable(document, translator, selection, attempts)
        self.chart = GanttView(document, translator, selection, self.table.rows)
        self.glide = Glide(self.chart)
        self._hands = ChartInputController(self.chart)
        accessible.install()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(3)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.chart)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.table.setMinimumWidth(180)
        self.chart.setMinimumWidth(180)
        self.strip = FilterStrip(document, translator, self.table.rows)
        self.strip.hide()
        self.strip.wanted.connect(self.arrange)
        self.strip.left.connect(self.table.setFocus)
        self.chips = StateChips(document, translator)
        self.chips.wanted.connect(self.arrange)
        self.table.sorted.connect(self._sort)
        self.find_bar = FindBar(document, translator, selection)
        self.find_bar.hide()
        self.find_bar.left.connect(self.leave_find)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.chips)
        column.addWidget(self.strip)
        column.addWidget(self.find_bar)
        column.addWidget(self.splitter, 1)
        self.overview = OverviewStrip(self.chart)
        self.overview.hide()
        column.addWidget(self.overview)
        self.setFocusProxy(self.table)
        self._couple()

    def _couple(self) -> None:
        upright, other = self.chart.verticalScrollBar(), self.table.verticalScrollBar()
        upright.valueChanged.connect(other.setValue)
        other.valueChanged.connect(upright.setValue)
        self._even = single_shot(self, 0, self._even_out)
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
        self.table.edit_name(activity_id, new=True)

    def _fit_head(self) -> None:
        """The table's head is as high as the chart's, so that the rows are in line."""
        header = self.table.header()
        if header.height() != self.chart.head_height:
            header.setFixedHeight(self.chart.head_height)
            self.table.updateGeometries()

    # --- filter and order -----------------------------------------------------------------------

    arranged = Signal()

    @property
    def arrangement(self) -> Arrangement:
        return self.table.rows.shown.arrangement

    def arrange(self, arrangement: Arrangement) -> None:
        """Show rows by a filter and an order; one that cannot be understood is told and changes nothing."""
        with reporting_refusals(self) as outcome:
            self.table.rows.arrange(arrangement)
        if not outcome:
            return
        self.chart.show_rows(frozenset(self.table.rows.shown.headings))
        self.table.show_sort(arrangement.sort, descending=arrangement.descending)
        self.strip.show_arrangement()
        self.chips.show_arrangement(arrangement)
        if arrangement and not self.strip.isVisibleTo(self):
            self.strip.fold(False)
        self.strip.setVisible(bool(arrangement) or (self.strip.isVisibleTo(self) and not self.strip.is_folded))
        self.arranged.emit()

    def filtered(self) -> tuple[frozenset[UUID], str] | None:
        """The activities that pass the filter, and what is looked for in words; None without a filter."""
        wanted = self.arrangement.filter
        if not wanted:
            return None
        words = filter_words(wanted, self._document.plan, self.translator)
        return frozenset(self.table.rows.shown.passing), self.translator.translate("Filtered on {what}", what=words)

    def show_find(self) -> None:
        """Show the bar that finds and replaces, ready for typing."""
        self.find_bar.show()
        self.find_bar.count()
        self.find_bar.text.setFocus()
        self.find_bar.text.selectAll()

    def leave_find(self) -> None:
        """Put the bar away, and give the keys back to the table."""
        self.find_bar.hide()
        self.table.setFocus()

    def show_strip(self, *, shown: bool) -> None:
        """Show the strip, ready for typing; or put its fields away. What is filtered and in order stays so.

        While rows are filtered, sorted or grouped, a line stays that says so and offers to clear it.
        """
        self.strip.fold(not shown)
        self.strip.setVisible(shown or bool(self.arrangement))
        if shown:
            self.strip.fill()
            self.strip.text.setFocus()
        else:
            self.table.setFocus()

    def _sort(self, name: str) -> None:
        """By a column, then the other way round, then as the outline again."""
        now = self.arrangement
        if now.sort != name:
            self.arrange(replace(now, sort=name, descending=False))
        elif not now.descending:
            self.arrange(replace(now, descending=True))
        else:
            self.arrange(replace(now, sort="", descending=False))

    def close_view(self) -> None:
        """Stop following the document."""
        self.table.rows.close()
        self.chart.close_view()

    def reveal(self, activity_id: UUID) -> bool:
        """Bring an activity into sight in table and chart; False if it is none."""
        if self.table.rows.open_to(activity_id) is None and self.arrangement:
            self.arrange(Arrangement())
            notify(
                self, self.translator.translate("The filter is cleared: what you went to did not pass it."), Tone.NOTE
            )
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
