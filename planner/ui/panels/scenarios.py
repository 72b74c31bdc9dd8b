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
from planner.ui.edit_runner import reporting_refusals, run_edit
from planner.ui.panels.parts import button
from planner.ui.panels.register import Register
from planner.ui.panels.register_model import FieldColumns, RegisterCell, RegisterColumn
from planner.ui.panels.report_panel import ReportPanel
from planner.ui.plain_text import plain
from planner.ui.scenario_controller import ScenarioController

if TYPE_CHECKING:
    from planner.ui.plan_window import PlanWindow


class ScenarioPanel(QWidget):
    """The scenarios above; below, all of them beside the plan."""

    def __init__(self, window: PlanWindow) -> None:
        super().__init__()
        self.window_of_plan = window
        self.document, self.translator = window.document, window.translator
        self.open_ones: dict[UUID, ScenarioController] = {}
        self.list = _ScenarioList(self)
        self.beside = ReportPanel(
            self.document, self.translator, window.selection, self._report, self.translator.translate("Side by side")
        )
        self.beside.nothing_words = self.translator.translate(
            "No scenarios yet: make one above, and open it to change it."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        column.addWidget(self.beside, 2)

    @property
    def chosen(self) -> Scenario | None:
        rows = self.list.chosen_rows()
        return rows[0] if rows else None

    def _report(self) -> Report:
        return scenario_report(self.document.plan, self.document.schedule, self.translator)

    def make(self) -> None:
        """A new scenario, under a name that can be changed in the list."""
        number = len(self.document.plan.scenarios) + 1
        taken = {s.name for s in self.document.plan.scenarios}
        while (name := self.translator.translate("Scenario {number}", number=number)) in taken:
            number += 1
        run_edit(self, self.document, make_scenario, name, self.document.plan.programme.status_date)

    def open(self) -> None:
        """Open the chosen scenario in a window of its own."""
        scenario = self.chosen
        if scenario is None:
            return
        controller = self.open_ones.get(scenario.id)
        if controller is None or not controller.is_open:
            with reporting_refusals(self):
                controller = self.open_ones[scenario.id] = ScenarioController(self.window_of_plan, scenario.id)
        if controller is not None:
            controller.window.show()
            controller.window.raise_()

    def adopt(self) -> None:
        """Take the chosen scenario over as one step; what clashes is named and only left out when that is wanted."""
        scenario = self.chosen
        if scenario is None:
            return
        laid, translate = lay_over(self.document.plan, scenario), self.translator.translate
        if laid.clashes:
            names = "\n".join(f"• {clash.name}" for clash in laid.clashes)
            text = translate(
                "The plan has moved on; these changes clash with it and are left out:\n{names}", names=names
            )
            answer = QMessageBox.question(self, translate("Adopt scenario"), plain(text))
            if answer is not QMessageBox.StandardButton.Yes:
                return
        self._close(scenario.id)
        run_edit(self, self.document, adopt, scenario.id, leave_out_clashes=bool(laid.clashes))

    def _close(self, scenario_id: UUID) -> None:
        controller = self.open_ones.pop(scenario_id, None)
        if controller is not None:
            controller.quit()


class _ScenarioList(Register):
    """The scenarios of the plan."""

    def __init__(self, panel: ScenarioPanel) -> None:
        translate, document = panel.translator.translate, panel.document
        columns = FieldColumns(document, panel.translator).of("scenario", "name", "made_on", "note")
        columns.append(RegisterColumn("changes", translate("Changes"), 12, _number_of_changes, right=True))
        super().__init__(
            document,
            panel.translator,
            panel.window_of_plan.selection,
            title=translate("Scenarios"),
            columns=columns,
            rows_of=lambda: document.plan.scenarios,
            kinds=frozenset({"scenario"}),
        )
        for icon, text, run in (
            ("plus", translate("Make a scenario"), panel.make),
            ("edit", translate("Open the chosen scenario in its own window"), panel.open),
            ("light-check", translate("Adopt the chosen scenario as one step"), panel.adopt),
        ):
            made = button(icon, text, run)
            made.setEnabled(not document.read_only)
            self.buttons.addWidget(made)
        self.allow_removing(translate("Drop the chosen scenarios"))


def _number_of_changes(row: Scenario) -> RegisterCell:
    try:
        number = len(changes_in(row))
    except EditRefused:
        return RegisterCell("?", -1.0)
    return RegisterCell(str(number), float(number))
