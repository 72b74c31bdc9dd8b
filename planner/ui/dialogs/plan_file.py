"""How a plan file comes in: whose part of the programme it is, and which dates count."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QRadioButton, QVBoxLayout, QWidget

from planner.domain.plan import Plan
from planner.language import Wording
from planner.ui.dialogs.common import Dialog
from planner.ui.look import resize_within_screen
from planner.ui.panels.parts import TARGET, Label

if TYPE_CHECKING:
    from planner.exchange.msproject.neutral import Neutral


class PlanFileDialog(Dialog):
    """Asks for the organisation and for the dates; says what the file holds."""

    def __init__(
        self, plan: Plan, wording: Wording, name: str, neutral: Neutral, parent: QWidget | None = None
    ) -> None:
        say = wording.say
        super().__init__(say("Import {name}", name=name), wording, parent)
        self.owner = QComboBox()
        self.owner.setMinimumHeight(TARGET)
        self.owner.setAccessibleName(say("Organisation"))
        self.owner.addItem(say("No organisation"), "")
        for organisation in plan.organisations:
            self.owner.addItem(f"{organisation.code} {organisation.name}", organisation.code)
        self.keeping = QRadioButton(say("Keep the dates of the file where ours differ"))
        self.computing = QRadioButton(say("Compute all dates"))
        self.keeping.setChecked(True)
        column = QVBoxLayout(self)
        column.setSpacing(6)
        column.addWidget(Label(self._holds(neutral)))
        column.addWidget(Label(say("New activities are of"), bold=True))
        column.addWidget(self.owner)
        column.addWidget(Label(say("Dates"), bold=True))
        column.addWidget(self.keeping)
        column.addWidget(self.computing)
        note = say("Activities that this file brought before are updated. Nothing changes until you take it over.")
        column.addWidget(Label(note, "quiet"))
        column.addWidget(self.button_row(say("Show what changes")))
        resize_within_screen(self, 520, 280)

    def _holds(self, neutral: Neutral) -> str:
        wording, project = self.wording, neutral["project"]
        count = wording.plural("{number} activity", "{number} activities", len(neutral["tasks"]))
        if not project["start"] or not project["finish"]:
            return count
        first, last = (datetime.fromisoformat(project[name]).date() for name in ("start", "finish"))
        return wording.say("{activities}, from {first} to {last}", activities=count, first=first, last=last)

    @property
    def organisation(self) -> str | None:
        """The code of the chosen organisation, if one was."""
        return str(self.owner.currentData()) or None

    @property
    def recalculate(self) -> bool:
        return self.computing.isChecked()
