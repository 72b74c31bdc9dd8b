"""How a plan file comes in: whose part of the programme it is, and which dates count."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QRadioButton, QVBoxLayout, QWidget

from planner.domain.plan import Plan
from planner.language import Translator
from planner.ui.dialogs.common import Dialog
from planner.ui.panels.parts import TARGET, Label
from planner.ui.theming import resize_within_screen

if TYPE_CHECKING:
    from planner.formats.msproject.neutral import Neutral


class PlanFileDialog(Dialog):
    """Asks for the organisation and for the dates; says what the file holds."""

    def __init__(
        self, plan: Plan, translator: Translator, name: str, neutral: Neutral, parent: QWidget | None = None
    ) -> None:
        translate = translator.translate
        super().__init__(translate("Import {name}", name=name), translator, parent)
        self.owner = QComboBox()
        self.owner.setMinimumHeight(TARGET)
        self.owner.setAccessibleName(translate("Organisation"))
        self.owner.addItem(translate("No organisation"), "")
        for organisation in plan.organisations:
            self.owner.addItem(f"{organisation.code} {organisation.name}", organisation.code)
        self.keeping = QRadioButton(translate("Keep the dates of the file where ours differ"))
        self.computing = QRadioButton(translate("Compute all dates"))
        self.keeping.setChecked(True)
        column = QVBoxLayout(self)
        column.setSpacing(6)
        column.addWidget(Label(self._holds(neutral)))
        column.addWidget(Label(translate("New activities are of"), bold=True))
        column.addWidget(self.owner)
        column.addWidget(Label(translate("Dates"), bold=True))
        column.addWidget(self.keeping)
        column.addWidget(self.computing)
        note = translate(
            "Activities that this file brought before are updated. Nothing changes until you take it over."
        )
        column.addWidget(Label(note, "quiet"))
        column.addWidget(self.button_row(translate("Show what changes")))
        resize_within_screen(self, 520, 280)

    def _holds(self, neutral: Neutral) -> str:
        translator, project = self.translator, neutral["project"]
        count = translator.plural("{number} activity", "{number} activities", len(neutral["tasks"]))
        if not project["start"] or not project["finish"]:
            return count
        first, last = (datetime.fromisoformat(project[name]).date() for name in ("start", "finish"))
        return translator.translate("{activities}, from {first} to {last}", activities=count, first=first, last=last)

    @property
    def organisation(self) -> str | None:
        """The code of the chosen organisation, if one was."""
        return str(self.owner.currentData()) or None

    @property
    def recalculate(self) -> bool:
        return self.computing.isChecked()
