"""The judgements of one criterion, and a small form to add one: orange and red need an explanation."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from planner.application.change_words import added
from planner.chart.facts import light_words
from planner.document import PlanDocument
from planner.domain import edits
from planner.domain.changes import Step
from planner.domain.fields import spec_of
from planner.domain.model import Assessment, Criterion, Light
from planner.domain.plan import Plan
from planner.domain.rows import make
from planner.errors import EditRefused, FileTrouble
from planner.language import Translator
from planner.ui.edit_runner import notify, run_edit
from planner.ui.icons import LIGHT_SIGNS, light_icon
from planner.ui.message_strip import Tone
from planner.ui.panels.controls import Choices, LineField
from planner.ui.panels.parts import TARGET, Label, Section, button

TONES = {Light.GREEN: "good", Light.ORANGE: "warning", Light.RED: "error", Light.GREY: "quiet"}


class AssessmentSection(Section):
    """The judgements of a criterion, the last one first."""

    def __init__(self, document: PlanDocument, translator: Translator) -> None:
        super().__init__(translator.translate("Assessments"))
        self.document, self.translator = document, translator
        self._criterion_id: UUID | None = None
        self._list = QGridLayout()
        self._list.setColumnStretch(1, 1)
        self.body.addLayout(self._list)
        self._form = QWidget()
        self.light, self.day = Choices(), LineField()
        self.explanation, self.role = LineField(), LineField()
        self.trouble = Label(tone="error")
        self.trouble.hide()
        self._build_form()
        self.body.addWidget(self._form)

    def _build_form(self) -> None:
        translate, grid = self.translator.translate, QGridLayout(self._form)
        grid.setContentsMargins(0, 4, 0, 0)
        for light in Light:
            self.light.addItem(light_icon(light), light_words(light, self.translator), light.value)
        for at, (heading, editor) in enumerate(
            (
                (translate("Light"), self.light),
                (translate("Date"), self.day),
                (translate("Explanation"), self.explanation),
                (translate("By (role)"), self.role),
            )
        ):
            label = Label(heading, "quiet", wrap=False)
            label.setBuddy(editor.focusProxy() or editor)
            editor.setAccessibleName(heading)
            editor.setMinimumHeight(TARGET)
            grid.addWidget(label, at, 0)
            grid.addWidget(editor, at, 1)
        grid.setColumnStretch(1, 1)
        add = QPushButton(translate("Add assessment"))
        add.clicked.connect(self.add)
        grid.addWidget(self.trouble, 4, 0, 1, 2)
        grid.addWidget(add, 5, 1)

    def show_criterion(self, criterion: Criterion) -> None:
        """Show the judgements of a criterion."""
        if criterion.id != self._criterion_id:
            self._criterion_id = criterion.id
            self.explanation.clear()
            self.light.setCurrentIndex(0)
            self.day.setText(self.translator.date(self.document.plan.programme.status_date, "medium"))
        self._say("")
        self._form.setVisible(not self.document.read_only)
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        made = self.document.plan.assessments(criterion.id)
        self.set_count(len(made))
        for at, each in enumerate(reversed(made)):
            sign = f"{LIGHT_SIGNS[each.light]} {light_words(each.light, self.translator)}"
            words = " · ".join(part for part in (self.translator.date(each.on), each.explanation, each.by_role) if part)
            self._list.addWidget(Label(sign, TONES[each.light], wrap=False), at, 0)
            self._list.addWidget(Label(words, "quiet"), at, 1)
            if not self.document.read_only:
                text = self.translator.translate("Remove this assessment")
                self._list.addWidget(button("delete", text, lambda row_id=each.id: self._remove(row_id)), at, 2)

    def _say(self, sentence: str) -> None:
        self.trouble.setText(f"! {sentence}" if sentence else "")
        self.trouble.setVisible(bool(sentence))

    def add(self) -> None:
        """Add the judgement that stands in the form; why not is told under it."""
        try:
            self.document.do(self._wanted(self.document.plan))
        except EditRefused as refused:
            self._say(self.translator.translate(refused.message))
        except FileTrouble as trouble:
            notify(self, trouble.message, Tone.TROUBLE)
        else:
            self.explanation.clear()

    def _wanted(self, plan: Plan) -> Step:
        row = make(
            Assessment,
            criterion_id=self._criterion_id,
            on=self.translator.parse(spec_of("assessment", "on"), self.day.text(), plan),
            light=Light(self.light.currentData()),
            explanation=self.explanation.text().strip(),
            by_role=self.role.text().strip(),
        )
        return added(plan, row, self.translator)

    def _remove(self, row_id: UUID) -> None:
        run_edit(self, self.document, lambda plan: edits.remove_rows(plan, [plan.row(Assessment, row_id)]))
