"""What was said about a row: remarks from workbooks, and of one's own; open ones first."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from planner.document import PlanDocument
from planner.domain import edits
from planner.domain.model import Entity, Remark
from planner.domain.rows import make
from planner.language import Translator
from planner.ui.edit_runner import run_edit
from planner.ui.panels.parts import TARGET, Label, Section, button


class RemarkSection(Section):
    """The remarks about one row; one more can be typed at the top."""

    def __init__(self, document: PlanDocument, translator: Translator) -> None:
        super().__init__(translator.translate("Remarks"))
        self.document, self.translator = document, translator
        self._about: Entity | None = None

    def show_row(self, row: Entity) -> None:
        """Show the remarks about a row."""
        self._about = row
        self.empty()
        found = sorted(self.document.plan.remarks(row.id), key=lambda each: (each.handled, -each.at.timestamp()))
        still_open = sum(1 for each in found if not each.handled)
        self.set_count(still_open or None)
        for each in found:
            self.body.addWidget(self._card(each))
        if not self.document.read_only:
            self.body.addWidget(self._line())
        elif not found:
            self.body.addWidget(Label(self.translator.translate("No remarks."), "quiet"))

    def _line(self) -> QLineEdit:
        line = QLineEdit()
        line.setMinimumHeight(TARGET)
        line.setPlaceholderText(self.translator.translate("Add a remark…"))
        line.setAccessibleName(self.translator.translate("Add a remark"))
        line.returnPressed.connect(lambda: self.add(line.text()))
        return line

    def _card(self, each: Remark) -> QWidget:
        card = QFrame()
        row = QHBoxLayout(card)
        row.setContentsMargins(0, 0, 0, 4)
        row.setSpacing(2)
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(Label(each.text, "quiet" if each.handled else "plain"))
        told = [self.translator.date(each.at.date()), each.origin]
        if each.handled:
            told.append(self.translator.translate("dealt with"))
        column.addWidget(Label(" · ".join(part for part in told if part), "quiet"))
        row.addLayout(column, 1)
        if not self.document.read_only:
            translate = self.translator.translate
            text = translate("Open again") if each.handled else translate("Dealt with")
            buttons = QVBoxLayout()
            buttons.addWidget(button("undo" if each.handled else "light-check", text, lambda: self._handle(each.id)))
            buttons.addWidget(button("delete", translate("Remove this remark"), lambda: self._remove(each.id)))
            buttons.addStretch(1)
            row.addLayout(buttons)
        return card

    def add(self, text: str) -> None:
        """Keep a remark about the row that is shown."""
        about = self._about
        if about is None or not text.strip():
            return
        at = datetime.now().astimezone().replace(tzinfo=None, microsecond=0)
        row = make(Remark, about_id=about.id, at=at, text=text.strip())
        run_edit(self, self.document, edits.add_row, row)

    def _handle(self, remark_id: UUID) -> None:
        row = self.document.plan.row(Remark, remark_id)
        run_edit(self, self.document, lambda plan: edits.edit_row(row, handled=not row.handled))

    def _remove(self, remark_id: UUID) -> None:
        run_edit(self, self.document, lambda plan: edits.remove_rows(plan, [plan.row(Remark, remark_id)]))
