"""The shortest and the longest course beside the plan; stays open beside the window and follows the plan."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.chart.reports.ranges import range_report
from planner.chart.reports.report import Report
from planner.document import PlanDocument
from planner.language import Wording
from planner.ui.dialogs.ahead import AheadDialog
from planner.ui.look import resize_within_screen
from planner.ui.panels.report_panel import ReportPanel
from planner.ui.selection import Selection


class CourseDialog(AheadDialog):
    """Durations as they are given, and what the plan would be with all of them at one end."""

    def __init__(self, document: PlanDocument, wording: Wording, selection: Selection, parent: QWidget | None) -> None:
        say = wording.say
        super().__init__(say("Shortest and longest course"), document, wording, selection, parent)
        self.panel = ReportPanel(document, wording, selection, self._report, say("Durations and dates"))
        self.panel.nothing_words = say(
            "No activity has a shortest or longest duration yet: give them in the inspector, among the terms."
        )
        column = QVBoxLayout(self)
        column.addWidget(self.panel)
        column.addWidget(self.button_row(leave=say("Close")))
        resize_within_screen(self, 860, 640)

    def _report(self) -> Report:
        return range_report(self.document.plan, self.document.schedule, self.wording)
