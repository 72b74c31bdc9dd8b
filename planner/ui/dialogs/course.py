"""The shortest and the longest course beside the plan; stays open beside the window and follows the plan."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.chart.reports.ranges import range_report
from planner.chart.reports.report import Report
from planner.document import PlanDocument
from planner.language import Translator
from planner.ui.dialogs.ahead import AheadDialog
from planner.ui.panels.report_panel import ReportPanel
from planner.ui.selection import Selection
from planner.ui.theming import resize_within_screen


class CourseDialog(AheadDialog):
    """Durations as they are given, and what the plan would be with all of them at one end."""

    def __init__(
        self, document: PlanDocument, translator: Translator, selection: Selection, parent: QWidget | None
    ) -> None:
        translate = translator.translate
        super().__init__(translate("Shortest and longest course"), document, translator, selection, parent)
        self.panel = ReportPanel(document, translator, selection, self._report, translate("Durations and dates"))
        self.panel.nothing_words = translate(
            "No activity has a shortest or longest duration yet: give them in the inspector, among the terms."
        )
        column = QVBoxLayout(self)
        column.addWidget(self.panel)
        column.addWidget(self.button_row(leave=translate("Close")))
        resize_within_screen(self, 860, 640)

    def _report(self) -> Report:
        return range_report(self.document.plan, self.document.schedule, self.translator)
