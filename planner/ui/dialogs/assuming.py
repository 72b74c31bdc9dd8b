"""Which values of an activity are assumptions, each with its reason."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from planner.document import PlanDocument
from planner.domain.control.assuming import assume, values
from planner.language import Translator
from planner.ui.dialogs.common import Dialog
from planner.ui.edit_runner import run_edit
from planner.ui.panels.parts import TARGET, Label
from planner.ui.theming import resize_within_screen


class AssumptionsDialog(Dialog):
    """A reason makes a value an assumption; without one somebody gave it."""

    def __init__(
        self, document: PlanDocument, translator: Translator, activity_id: UUID, parent: QWidget | None = None
    ) -> None:
        super().__init__(translator.translate("Assumptions"), translator, parent)
        self.document, self.activity_id = document, activity_id
        self.reasons: dict[tuple[UUID, str], QLineEdit] = {}
        activity = document.plan.activity(activity_id)
        grid, column = QGridLayout(), QVBoxLayout(self)
        for at, value in enumerate(values(document.plan, activity_id)):
            heading, reason = translator.translate(value.heading), QLineEdit(value.reason)
            reason.setPlaceholderText(translator.translate("given by somebody; a reason makes it an assumption"))
            reason.setAccessibleName(heading)
            reason.setMinimumHeight(TARGET)
            grid.addWidget(Label(heading, "quiet"), at, 0)
            grid.addWidget(reason, at, 1)
            self.reasons[value.about_id, value.field] = reason
        grid.setColumnStretch(1, 1)
        column.addWidget(Label(f"{activity.key} {activity.name}", bold=True))
        nothing = translator.translate("Nothing was given of it that could be an assumption.")
        column.addWidget(Label("" if self.reasons else nothing, "quiet"))
        column.addLayout(grid)
        column.addStretch(1)
        column.addWidget(self.button_row(accept=translator.translate("Keep")))
        resize_within_screen(self, 640, 320)

    def accept(self) -> None:
        """Keep what was filled in, as one step."""
        wanted = {place: field.text() for place, field in self.reasons.items()}
        if run_edit(self.parentWidget() or self, self.document, assume, self.activity_id, wanted):
            super().accept()
