"""Why a mandatory milestone moved, who decided it and where: a small form, and a dialog of its own around it."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from planner.document import PlanDocument
from planner.domain.control.moves import Move, decide
from planner.domain.integrity import name_of
from planner.language import Wording
from planner.ui.attempts import attempt
from planner.ui.dialogs.common import Dialog
from planner.ui.panels.controls import Line
from planner.ui.panels.parts import TARGET, Label


class DecisionForm(QWidget):
    """Reason, decider and meeting."""

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        say, grid = wording.say, QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        self.reason, self.decider, self.meeting = Line(), Line(), Line()
        for at, (heading, editor) in enumerate(
            (
                (say("Reason"), self.reason),
                (say("Decided by (role or body)"), self.decider),
                (say("Meeting"), self.meeting),
            )
        ):
            label = Label(heading, "quiet", wrap=False)
            label.setBuddy(editor)
            editor.setAccessibleName(heading)
            editor.setMinimumHeight(TARGET)
            grid.addWidget(label, at, 0)
            grid.addWidget(editor, at, 1)
        grid.setColumnStretch(1, 1)

    def said(self) -> dict[str, str]:
        """What stands in the form, as `decide` takes it."""
        return {"reason": self.reason.text(), "decider": self.decider.text(), "meeting": self.meeting.text()}


class DecisionDialog(Dialog):
    """Asks why a milestone moved; one may leave it, and the points of attention keep asking."""

    def __init__(self, document: PlanDocument, wording: Wording, move: Move, parent: QWidget | None = None) -> None:
        activity = document.plan.activity(move.activity_id)
        super().__init__(wording.say("Why has {name} moved?", name=activity.key), wording, parent)
        self.document, self.moved = document, move
        days = {"before": move.before.date(), "after": move.after.date()}
        told = wording.say("{name} moved from {before} to {after}.", name=name_of(activity), **days)
        self.form = DecisionForm(wording)
        column = QVBoxLayout(self)
        column.addWidget(Label(told, bold=True))
        column.addWidget(self.form)
        column.addWidget(self.button_row(wording.say("Keep the decision")))
        self.resize(520, 200)
        self.form.reason.setFocus()

    def accept(self) -> None:
        document, say = self.document, self.wording.say
        name = name_of(document.plan.activity(self.moved.activity_id))
        day = self.wording.date(self.moved.after.date())
        title = say("{name} to {day}", name=name, day=day)[:200]
        on = document.plan.programme.status_date
        if attempt(self, document, lambda plan: decide(plan, self.moved, on, title=title, **self.form.said())):
            super().accept()
