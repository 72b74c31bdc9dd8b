"""Scenarios: what-ifs under a name, side by side with the plan, to open, adopt or drop."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QMessageBox, QVBoxLayout, QWidget

from planner.domain.control.scenarios import adopt, changes_in, compared, lay_over, make_scenario
from planner.domain.control.what_if import Difference, Slack
from planner.domain.model import Organisation, Scenario
from planner.errors import EditRefused
from planner.message import N_, Message
from planner.ui.attempts import attempt, telling
from planner.ui.dialogs.ahead import duration_cell
from planner.ui.panels.parts import Label, button
from planner.ui.panels.register import Register
from planner.ui.panels.register_model import Cell, Column, FieldColumns
from planner.ui.scenario_desk import ScenarioDesk

if TYPE_CHECKING:
    from planner.ui.main_window import MainWindow

MOST_TOLD = 6


class ScenarioPanel(QWidget):
    """The scenarios above; below, the chosen one beside the plan: dates, slack per organisation, rules."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self.window_of_plan = window
        self.document, self.wording = window.document, window.wording
        self.open_ones: dict[UUID, ScenarioDesk] = {}
        self.found: Difference | None = None
        self.list = _ScenarioList(self)
        self.verdict, self.troubles, self.frees = Label(), Label(tone="error"), Label(tone="good")
        self.slacks = self._slack_table()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 2)
        for label in (self.verdict, self.troubles, self.frees):
            label.setContentsMargins(12, 2, 12, 2)
            column.addWidget(label)
        column.addWidget(self.slacks, 3)
        self.list.table.selectionModel().selectionChanged.connect(lambda *_: self.compare())
        unsubscribe = self.document.subscribe(lambda _announcement: self.compare())
        self.destroyed.connect(lambda *_args: unsubscribe())
        self.compare()

    def _slack_table(self) -> Register:
        say, words = self.wording.say, self.wording

        def organisation(row: Slack) -> Cell:
            found = self.document.plan.get(Organisation, row.organisation_id)
            return Cell(found.name if found else "")

        return Register(
            self.document,
            words,
            self.window_of_plan.selection,
            title=say("Slack per organisation"),
            columns=[
                Column("organisation", say("Organisation"), 30, organisation),
                Column("before", say("Slack in the plan"), 18, lambda r: duration_cell(words, r.before), right=True),
                Column("after", say("Slack in the scenario"), 20, lambda r: duration_cell(words, r.after), right=True),
            ],
            rows_of=lambda: [s for s in self.found.slacks if (s.before, s.after) != (None, None)] if self.found else [],
            identity=lambda r: r.organisation_id,
            kinds=frozenset({"none"}),
            stretch="organisation",
        )

    @property
    def chosen(self) -> Scenario | None:
        rows = self.list.chosen_rows()
        return rows[0] if rows else None

    def compare(self) -> None:
        """Show the chosen scenario beside the plan."""
        say, scenario, self.found = self.wording.say, self.chosen, None
        troubles, freed = list[str | Message](), list[str]()
        if scenario is not None and self.document.plan.get(Scenario, scenario.id) is not None:
            try:
                laid = lay_over(self.document.plan, scenario)
                troubles += [Message(N_("Clashes with the plan: {name}"), {"name": c.name}) for c in laid.clashes]
                self.found = compared(self.document.plan, self.document.schedule, scenario)
                troubles += [found.message for found in self.found.conflicts]
                freed = [say("No longer so: {what}", what=found.message) for found in self.found.freed]
            except EditRefused as refused:
                troubles.append(refused.message)
        self.verdict.setText(self._verdict())
        self.troubles.setText("\n".join(say(each) for each in troubles[:MOST_TOLD]))
        self.troubles.setVisible(bool(troubles))
        self.frees.setText("\n".join(freed[:MOST_TOLD]))
        self.frees.setVisible(bool(freed))
        self.slacks.refresh()

    def _verdict(self) -> str:
        if self.found is None:
            return self.wording.say(
                "Choose a scenario to see it beside the plan; open it to change what you like in it."
            )
        parts = [self.wording.plural("{number} activity moves.", "{number} activities move.", len(self.found.moved))]
        if self.found.entry is not None:
            text = N_("Entry into force: {before} in the plan, {after} in the scenario.")
            parts.append(
                self.wording.say(text, before=self.found.entry.before.date(), after=self.found.entry.after.date())
            )
        return " ".join(parts)

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
