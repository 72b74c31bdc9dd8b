"""Why a mandatory milestone moved, who decided it and where: a small form, and a dialog of its own around it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from planner.document import PlanDocument
from planner.domain.control.moves import Move, decide_all
from planner.domain.integrity import name_of
from planner.language import Translator
from planner.ui.dialogs.common import Dialog
from planner.ui.edit_runner import run_edit
from planner.ui.panels.controls import LineField
from planner.ui.panels.parts import TARGET, Label
from planner.ui.theming import resize_within_screen


class DecisionForm(QWidget):
    """Reason, decider and meeting."""

    def __init__(self, translator: Translator) -> None:
        super().__init__()
        translate, grid = translator.translate, QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        self.reason, self.decider, self.meeting = LineField(), LineField(), LineField()
        for at, (heading, editor) in enumerate(
            (
                (translate("Reason"), self.reason),
                (translate("Decided by (role or body)"), self.decider),
                (translate("Meeting"), self.meeting),
            )
        ):
            label = Label(heading, "quiet", wrap=False)
            label.setBuddy(editor.focusProxy() or editor)
            editor.setAccessibleName(heading)
            editor.setMinimumHeight(TARGET)
            grid.addWidget(label, at, 0)
            grid.addWidget(editor, at, 1)
        grid.setColumnStretch(1, 1)

    def said(self) -> dict[str, str]:
        """What stands in the form, as `decide` takes it."""
        return {"reason": self.reason.text(), "decider": self.decider.text(), "meeting": self.meeting.text()}


class DecisionDialog(Dialog):
    """Asks why milestones moved; one may leave it, and the points of attention keep asking."""

    def __init__(
        self, document: PlanDocument, translator: Translator, moved: Sequence[Move], parent: QWidget | None = None
    ) -> None:
        first = document.plan.activity(moved[0].activity_id)
        title = translator.plural(
            "Why has {name} moved?", "Why have {number} milestones moved?", len(moved), name=first.key
        )
        super().__init__(title, translator, parent)
        self.document, self.moved = document, tuple(moved)
        self.form = DecisionForm(translator)
        column = QVBoxLayout(self)
        self.ticks = [self._tick(move) for move in self.moved]
        for tick in self.ticks:
            column.addWidget(tick)
        if len(moved) == 1:
            self.ticks[0].hide()
            column.insertWidget(0, Label(self.ticks[0].text(), bold=True))
        column.addWidget(self.form)
        column.addWidget(self.button_row(translator.translate("Keep the decision")))
        resize_within_screen(self, 560, 180 + 26 * len(moved))
        self.form.reason.setFocus()

    def _tick(self, move: Move) -> QCheckBox:
        name = name_of(self.document.plan.activity(move.activity_id))
        days = {"before": move.before.date(), "after": move.after.date()}
        made = QCheckBox(self.translator.translate("{name} moved from {before} to {after}.", name=name, **days))
        made.setChecked(True)
        made.setMinimumHeight(TARGET)
        return made

    def accept(self) -> None:
        document = self.document
        told = [move for move, tick in zip(self.moved, self.ticks, strict=True) if tick.isChecked()]
        titles = [self._title(move) for move in told]
        on = document.plan.programme.status_date
        if run_edit(self, document, lambda plan: decide_all(plan, told, on, titles, **self.form.said())):
            super().accept()

    def _title(self, move: Move) -> str:
        name = name_of(self.document.plan.activity(move.activity_id))
        day = self.translator.date(move.after.date())
        return self.translator.translate("{name} to {day}", name=name, day=day)[:200]
