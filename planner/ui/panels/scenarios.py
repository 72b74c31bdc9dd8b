"""Scenarios: what-ifs under a name, side by side with the plan, to open, adopt or drop."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QMessageBox, QVBoxLayout, QWidget

from planner.chart.reports.report import Report
from planner.chart.reports.scenarios import scenario_report
from planner.domain.control.scenarios import adopt, changes_in, lay_over, make_scenario
from planner.domain.model import Scenario
from planner.errors import EditRefused
from planner.ui.attempts import attempt, telling
from planner.ui.panels.parts import button
from planner.ui.panels.register import Register
from planner.ui.panels.register_model import Cell, Column, FieldColumns
from planner.ui.panels.report_panel import ReportPanel
from planner.ui.scenario_desk import ScenarioDesk

if TYPE_CHECKING:
    from planner.ui.main_window import MainWindow


class ScenarioPanel(QWidget):
    """The scenarios above; below, all of them beside the plan."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self.window_of_plan = window
        self.document, self.wording = window.document, window.wording
        self.open_ones: dict[UUID, ScenarioDesk] = {}
        self.list = _ScenarioList(self)
        self.beside = ReportPanel(
            self.document, self.wording, window.selection, self._report, self.wording.say("Side by side")
        )
        self.beside.nothing_words = self.wording.say("No scenarios yet: make one above, and open it to change it.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        column.addWidget(self.beside, 2)

    @property
    def chosen(self) -> Scenario | None:
        rows = self.list.chosen_rows()
        return rows[0] if rows else None

    def _report(self) -> Report:
        return scenario_report(self.document.plan, self.document.schedule, self.wording)

    def make(self) -> None:
        """A new scenario, under a name that can be changed in the list."""
        number = len(self.document.plan.scenarios) + 1
        taken = {s.name for s in self.document.plan.scenarios}
        while (name := self.wording.say("Scenario {number}", number=number)) in taken:
            number += 1
        attempt(self, self.document, make_scenario, name, self.document.plan.programme.status_date)

    def open(self) -> None:
        """Open the chosen scenario in a window of its own."""
        scenario = self.chosen
        if scenario is None:
            return
        desk = self.open_ones.get(scenario.id)
        if desk is None or not desk.is_open:
            with telling(self):
                desk = self.open_ones[scenario.id] = ScenarioDesk(self.window_of_plan, scenario.id)
        if desk is not None:
            desk.window.show()
            desk.window.raise_()

    def adopt(self) -> None:
        """Take the chosen scenario over as one step; what clashes is named and only left out when that is wanted."""
        scenario = self.chosen
        if scenario is None:
            return
        laid, say = lay_over(self.document.plan, scenario), self.wording.say
        if laid.clashes:
            names = "\n".join(f"• {clash.name}" for clash in laid.clashes)
            text = say("The plan has moved on; these changes clash with it and are left out:\n{names}", names=names)
            answer = QMessageBox.question(self, say("Adopt scenario"), text)
            if answer is not QMessageBox.StandardButton.Yes:
                return
        self._close(scenario.id)
        attempt(self, self.document, adopt, scenario.id, leave_out_clashes=bool(laid.clashes))

    def _close(self, scenario_id: UUID) -> None:
        desk = self.open_ones.pop(scenario_id, None)
        if desk is not None:
            desk.quit()


class _ScenarioList(Register):
    """The scenarios of the plan."""

    def __init__(self, panel: ScenarioPanel) -> None:
        say, document = panel.wording.say, panel.document
        columns = FieldColumns(document, panel.wording).of("scenario", "name", "made_on", "note")
        columns.append(Column("changes", say("Changes"), 12, _number_of_changes, right=True))
        super().__init__(
            document,
            panel.wording,
            panel.window_of_plan.selection,
            title=say("Scenarios"),
            columns=columns,
            rows_of=lambda: document.plan.scenarios,
            kinds=frozenset({"scenario"}),
        )
        for icon, text, run in (
            ("plus", say("Make a scenario"), panel.make),
            ("edit", say("Open the chosen scenario in its own window"), panel.open),
            ("light-check", say("Adopt the chosen scenario as one step"), panel.adopt),
        ):
            made = button(icon, text, run)
            made.setEnabled(not document.read_only)
            self.buttons.addWidget(made)
        self.allow_removing(say("Drop the chosen scenarios"))


def _number_of_changes(row: Scenario) -> Cell:
    try:
        number = len(changes_in(row))
    except EditRefused:
        return Cell("?", -1.0)
    return Cell(str(number), float(number))
