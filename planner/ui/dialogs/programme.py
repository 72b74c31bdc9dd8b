"""The programme itself: name, law, status date, how date windows are planned, calendar."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from planner.document import PlanDocument
from planner.domain.fields import FIELDS, Shape
from planner.language import Translator
from planner.ui.dialogs.common import BesideDialog, push, show_beside
from planner.ui.panels.form import Form
from planner.ui.panels.parts import Label
from planner.ui.theming import resize_within_screen


class ProgrammeDialog(BesideDialog):
    """Each field is kept as it is left, and can be undone, like any other edit."""

    def __init__(self, document: PlanDocument, translator: Translator, parent: QWidget | None = None) -> None:
        super().__init__(translator.translate("Programme settings"), document, translator, parent)
        specs = [s for s in FIELDS["programme"] if s.heading and s.shape is not Shape.STRUCTURE]
        self.form = Form(document, translator, specs)
        self.form.set_label_width(190)
        buttons = self.button_row(leave=translator.translate("Close"))
        last = QHBoxLayout()
        last.addWidget(push(translator.translate("Calendars…"), self.open_calendars))
        last.addStretch(1)
        last.addWidget(buttons)
        column = QVBoxLayout(self)
        column.addWidget(Label(translator.translate("Each change is kept at once and can be undone."), "quiet"))
        column.addWidget(_scrolled(self.form), 1)
        column.addLayout(last)
        resize_within_screen(self, 600, 700)
        self.follow()

    def follow(self) -> None:
        self.form.show_rows([self.document.plan.programme])
        for name in self.form.fields:
            self.form.let(name)

    def open_calendars(self) -> None:
        """Show the calendars, to edit them."""
        from planner.ui.dialogs.calendars import CalendarDialog

        show_beside(self.parentWidget() or self, CalendarDialog, self.document, self.translator)

    def done(self, result: int) -> None:
        """Leave, keeping what stands typed."""
        self.form.commit()
        super().done(result)


def _scrolled(form: Form) -> QScrollArea:
    """The form in what scrolls on a low screen."""
    form.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    around = QScrollArea()
    around.setWidget(form)
    around.setWidgetResizable(True)
    around.setFrameShape(QScrollArea.Shape.NoFrame)
    around.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    around.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return around
