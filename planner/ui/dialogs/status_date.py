"""Setting the status date: what that makes late, and of each of those whether it is done, or still to come."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from planner.document import PlanDocument
from planner.domain.control.status_date import Answer, Overdue, Said, StatusMove, look_ahead
from planner.domain.date_reader import read_date
from planner.errors import EditRefused
from planner.language import Translator
from planner.message import N_
from planner.ui.dialogs.common import Dialog
from planner.ui.edit_runner import run_step
from planner.ui.panels.controls import Choices
from planner.ui.panels.parts import TARGET, Label
from planner.ui.theming import resize_within_screen
from planner.ui.timers import single_shot

PAUSE_MS = 250
ANSWERS = {Said.LEFT: N_("leave as it is"), Said.DONE: N_("done, when?"), Said.TO_COME: N_("still to come, when?")}


@dataclass(frozen=True)
class Question:
    """The fields in which an overdue activity is answered for."""

    said: Choices
    when: QLineEdit


class StatusDateDialog(Dialog):
    """Shows what a status date does before it is set; nothing changes until it is."""

    def __init__(self, document: PlanDocument, translator: Translator, parent: QWidget | None = None) -> None:
        super().__init__(translator.translate("Status date"), translator, parent)
        self.document, self.found, self.questions = document, None, dict[UUID, Question]()
        translate, programme = translator.translate, document.plan.programme
        self.day = QLineEdit(translator.date(programme.status_date, "long"))
        self.day.setAccessibleName(translate("Status date"))
        self.day.setMinimumHeight(TARGET)
        self.remaining = QCheckBox(translate("Plan what is left from the status date"))
        self.remaining.setChecked(programme.remaining_from_status)
        self.answer, self.told = Label(bold=True), Label(tone="quiet")
        self._grid = QGridLayout()
        self._grid.setColumnStretch(0, 1)
        inside = QWidget()
        inside.setLayout(self._grid)
        around = QScrollArea()
        around.setWidget(inside)
        around.setWidgetResizable(True)
        around.setFrameShape(QFrame.Shape.NoFrame)
        around.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = self.button_row(accept=translate("Set the status date"))
        column = QVBoxLayout(self)
        for part in (self.day, self.remaining, self.answer, self.told):
            column.addWidget(part)
        column.addWidget(around, 1)
        column.addWidget(buttons)
        self._later = single_shot(self, PAUSE_MS, self.preview)
        self.day.textEdited.connect(lambda _text: self._later.start())
        self.remaining.toggled.connect(lambda _on: self.preview())
        resize_within_screen(self, 760, 560)
        self.preview()

    def preview(self) -> None:
        """Show what the day and the answers come to."""
        self._later.stop()
        self.found = self._look(with_answers=True)
        if self.found is None:
            return
        translate = self.translator.translate
        self.answer.setText(self.translator.sentence(self.found.after.message))
        late = self._look(with_answers=False) or self.found
        text = translate(
            "{number} late, {newly} of them since this status date; {moved} activities move.",
            number=len(self.found.overdue),
            newly=len(self.found.became_late),
            moved=len(self.found.moved),
        )
        self.told.setText(text)
        self._ask_about(late.overdue)
        self.accepting.setEnabled(not self.document.read_only)

    def _look(self, *, with_answers: bool) -> StatusMove | None:
        """What the day does; None, with the reason shown, where it cannot be."""
        plan, programme = self.document.plan, self.document.plan.programme
        try:
            window = read_date(self.day.text(), today=programme.status_date)
            if not window.is_exact or window.latest is None:
                raise EditRefused(N_("A status date is one day: “{text}” is not."), text=self.day.text())
            answers = self._answers() if with_answers else {}
            remaining = self.remaining.isChecked()
            return look_ahead(plan, self.document.schedule, window.latest, plan_remaining=remaining, answers=answers)
        except EditRefused as refused:
            self.told.setText(self.translator.translate(refused.message))
            self.accepting.setEnabled(False)
            return None

    def _answers(self) -> dict[UUID, Answer]:
        """What was filled in; what has no date yet counts as left."""
        found: dict[UUID, Answer] = {}
        for activity_id, question in self.questions.items():
            said, text = Said(question.said.currentData()), question.when.text().strip()
            if said is not Said.LEFT and text:
                window = read_date(text, today=self.document.plan.programme.status_date)
                found[activity_id] = Answer(said, window)
        return found

    def _ask_about(self, overdue: tuple[Overdue, ...]) -> None:
        """A row for each that is late; what was filled in stays."""
        for each in overdue:
            if each.activity.id not in self.questions:
                self._add(each)

    def _add(self, each: Overdue) -> None:
        translate, activity = self.translator.translate, each.activity
        name = f"{activity.key} {activity.name}"
        due = translate("due {day}", day=each.due) if each.due is not None else ""
        said, when = Choices(), QLineEdit()
        for choice, text in ANSWERS.items():
            said.addItem(translate(text), choice.value)
        said.setAccessibleName(name)
        said.setMinimumHeight(TARGET)
        when.setMinimumHeight(TARGET)
        when.setAccessibleName(translate("When, of {name}", name=name))
        when.setEnabled(False)
        said.currentIndexChanged.connect(lambda _at: when.setEnabled(said.currentData() != Said.LEFT.value))
        when.editingFinished.connect(self.preview)
        row = len(self.questions)
        self._grid.addWidget(Label(f"{name}\n{due}"), row, 0)
        self._grid.addWidget(said, row, 1)
        self._grid.addWidget(when, row, 2)
        self.questions[activity.id] = Question(said, when)

    def accept(self) -> None:
        """Set it, with the answers, as one step that can be undone."""
        self.preview()
        if self.found is not None and (not self.found.step.changes or self._done(self.found)):
            super().accept()

    def _done(self, found: StatusMove) -> bool:
        return run_step(self.parentWidget() or self, self.document, found.step)
