"""What a person has to say of a sheet before it can be read: each question with its answers as buttons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from planner.errors import EditRefused
from planner.formats.cell_values import DateReader, Evening
from planner.formats.foreign import DateOrder, PercentForm, Question
from planner.formats.foreign.draft import Draft
from planner.language import Translator
from planner.message import N_
from planner.ui.dialogs.common import push
from planner.ui.panels.controls import Choices
from planner.ui.panels.parts import TARGET, Label, clear

FORMS = {PercentForm.POINTS: N_("1 % complete"), PercentForm.FRACTION: N_("all of it (100 %)")}
EVENINGS = {Evening.THAT_DAY: N_("that day"), Evening.NEXT_DAY: N_("the day after")}
MOST_HIGH = 132
"""Height that questions take at most; more of them are scrolled."""


class SheetQuestions(QScrollArea):
    """The open questions of a draft, and what is doubtful; hidden where all is clear. `answered` after an answer."""

    answered = Signal()

    def __init__(self, draft: Draft, today: date, translator: Translator) -> None:
        super().__init__()
        self.draft, self.today, self.translator = draft, today, translator
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        inside = QWidget()
        inside.setLayout(self._lines)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(translator.translate("Questions"))

    def show_questions(self) -> None:
        """Show what is open now."""
        clear(self._lines)
        for question in self.draft.questions:
            self._lines.addWidget(self._asking(question))
        for doubt in self.draft.doubts:
            self._lines.addWidget(Label(f"{doubt.place}: {self.translator.translate(doubt.message)}", "warning"))
        self._lines.addStretch(1)
        count = len(self.draft.questions) + len(self.draft.doubts)
        self.setVisible(count > 0)
        self.setFixedHeight(min(MOST_HIGH, count * (TARGET + 12) + 8))

    def _asking(self, question: Question) -> QWidget:
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(Label(f"{question.place}: {self.translator.translate(question.message)}", "warning"), 1)
        for text, answer in self._answers(question):
            line.addWidget(push(text, lambda a=answer: self._answer(a)))
        if question.kind == "year":
            line.addWidget(self._year_field(question.table))
        asking = QWidget()
        asking.setLayout(line)
        return asking

    def _answers(self, question: Question) -> list[tuple[str, Callable[[], None]]]:
        """What can be answered to a question, in words of its own example."""
        draft, at, column = self.draft, question.table, question.column
        if question.kind == "date-order":
            reader = DateReader(self.today)
            text = str(question.message.words.get("text", ""))
            return [
                (self._reading(reader, text, order), lambda o=order: draft.set_order(at, column, o))
                for order in DateOrder
            ]
        if question.kind == "evening":
            return [
                (self.translator.translate(EVENINGS[e]), lambda e=e: draft.set_evening(at, column, e)) for e in Evening
            ]
        if question.kind == "percent":
            return [
                (self.translator.translate(FORMS[f]), lambda f=f: draft.set_percent(at, column, f)) for f in PercentForm
            ]
        return []

    def _reading(self, reader: DateReader, text: str, order: DateOrder) -> str:
        try:
            window = reader.read(text, order)
        except EditRefused:
            window = None
        return self.translator.date(window.earliest, "long") if window is not None and window.earliest else order.value

    def _year_field(self, at: int) -> QWidget:
        years = Choices()
        years.setAccessibleName(self.translator.translate("Year of the columns"))
        years.setMinimumHeight(TARGET)
        years.addItem(self.translator.translate("Choose the year"), None)
        for year in range(self.today.year - 3, self.today.year + 6):
            years.addItem(str(year), year)

        def chosen(_at: int) -> None:
            if years.currentData():
                self._answer(lambda: self.draft.set_year(at, years.currentData()))

        years.activated.connect(chosen)
        return years

    def _answer(self, answer: Callable[[], None]) -> None:
        answer()
        # the field that was used is in what is made anew: not while it still says so
        QTimer.singleShot(0, self, self.answered.emit)
