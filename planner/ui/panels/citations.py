"""Where a row comes from: the places in sources, with the words that stand there."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from planner.application.change_words import added
from planner.document import PlanDocument
from planner.domain import edits
from planner.domain.fields import spec_of
from planner.domain.integrity import name_of
from planner.domain.model import Citation, Entity, Source
from planner.domain.rows import make
from planner.language import Translator
from planner.message import N_
from planner.ui.edit_runner import notify, run_edit
from planner.ui.message_strip import Tone
from planner.ui.panels.form import Form
from planner.ui.panels.parts import Label, Section, button
from planner.ui.selection import Selection

EDITED = ("source_id", "place", "quote", "reference", "fact_id")


class CitationSection(Section):
    """The citations of one row: read, and on demand edited; a new one begins with the last source used."""

    def __init__(self, document: PlanDocument, translator: Translator, selection: Selection) -> None:
        super().__init__(translator.translate("Source"))
        self.document, self.translator, self.selection = document, translator, selection
        self._about: Entity | None = None
        self._edited: UUID | None = None
        self.plus = button("plus", translator.translate("Add a citation"), self.add)
        self.tools.addWidget(self.plus)

    def show_row(self, row: Entity) -> None:
        """Show the citations of a row."""
        if self._about is None or row.id != self._about.id:
            self._edited = None
        self._about = row
        self.plus.setVisible(not self.document.read_only)
        self._fill()

    def _fill(self) -> None:
        self.empty()
        if self._about is None:
            return
        found = self.document.plan.citations(self._about.id)
        self.set_count(len(found) or None)
        for each in found:
            self.body.addWidget(self._form(each) if each.id == self._edited else self._card(each))
        if not found:
            self.body.addWidget(Label(self.translator.translate("No source given."), "quiet"))

    def _card(self, each: Citation) -> QWidget:
        card = QFrame()
        row = QHBoxLayout(card)
        row.setContentsMargins(0, 0, 0, 4)
        row.setSpacing(2)
        column = QVBoxLayout()
        column.setSpacing(1)
        row.addLayout(column, 1)
        source = self.document.plan.row(Source, each.source_id)
        column.addWidget(Label(", ".join(part for part in (source.title, each.place) if part)))
        if each.quote:
            column.addWidget(Label(f"“{each.quote}”", "quiet"))
        more = " · ".join(part for part in (each.reference or source.reference, each.fact_id) if part)
        if more:
            column.addWidget(Label(more, "quiet"))
        if not self.document.read_only:
            buttons = QVBoxLayout()
            buttons.addWidget(
                button("edit", self.translator.translate("Edit this citation"), lambda: self._edit(each.id))
            )
            buttons.addWidget(
                button("delete", self.translator.translate("Remove this citation"), lambda: self._remove(each.id))
            )
            buttons.addStretch(1)
            row.addLayout(buttons)
        return card

    def _form(self, each: Citation) -> QWidget:
        frame = QFrame()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 6)
        form = Form(self.document, self.translator, [spec_of("citation", name) for name in EDITED])
        form.show_rows([each])
        column.addWidget(form)
        column.addWidget(button("light-check", self.translator.translate("Done editing"), lambda: self._edit(None)))
        return frame

    def _edit(self, citation_id: UUID | None) -> None:
        self._edited = citation_id
        self._fill()

    def _remove(self, citation_id: UUID) -> None:
        run_edit(self, self.document, lambda plan: edits.remove_rows(plan, [plan.row(Citation, citation_id)]))

    def add(self) -> None:
        """Add a citation to the row, from the source that was cited last (else the first there is)."""
        about, plan = self._about, self.document.plan
        if about is None:
            return
        if not plan.sources:
            notify(self, self.translator.translate(N_("First add the document in the register of sources.")), Tone.NOTE)
            return
        used = plan.citations(about.id)
        row = make(Citation, source_id=used[-1].source_id if used else plan.sources[0].id, about_id=about.id)
        self._edited = row.id
        if not run_edit(self, self.document, added, row, self.translator):
            self._edited = None

    def about_name(self) -> str:
        """Key and name of the row shown."""
        return name_of(self._about) if self._about is not None else ""
