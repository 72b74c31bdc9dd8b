"""The register of sources: the documents, and what in the plan rests on each."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from planner.document import PlanDocument
from planner.domain.integrity import name_of
from planner.domain.keys import KEY_PREFIXES, next_key
from planner.domain.model import ENTITIES, Citation, Entity, Source
from planner.domain.rows import make
from planner.language import Translator
from planner.ui.panels.register import Register
from planner.ui.panels.register_model import FieldColumns, Index, RegisterCell, RegisterColumn, natural
from planner.ui.selection import Selection


class CitationTable(Register):
    """The places in one source; a double click on what a place is about goes there."""

    def __init__(self, document: PlanDocument, translator: Translator, selection: Selection) -> None:
        self.source_id: UUID | None = None
        about = RegisterColumn("about", translator.translate("About"), 44, self._about)
        columns = FieldColumns(document, translator).of("citation", "place", "quote", "fact_id", "reference")
        super().__init__(
            document,
            translator,
            selection,
            title=translator.translate("Citations"),
            columns=[about, *columns],
            rows_of=self._citations,
            kinds=frozenset({"citation", "source", "activity", "commitment", "indicator", "measurement"}),
        )
        self.allow_removing(translator.translate("Remove the chosen rows"))

    def _citations(self) -> list[Citation]:
        rows = (row for row in self.document.plan.rows(Citation) if row.source_id == self.source_id)
        return sorted(rows, key=lambda row: (row.fact_id, row.place, str(row.id)))

    def _about(self, row: Citation) -> RegisterCell:
        about = find_row(self.document, row.about_id)
        text = name_of(about) if about is not None else ""
        return RegisterCell(text, natural(text), tip=text)

    def ids_of(self, row: Citation) -> tuple[UUID, ...]:
        return ()  # choosing a place leaves the source chosen

    def open_row(self, index: Index) -> None:
        if self.model.columns[index.column()].name == "about":
            self.selection.show(self.model.row_at(index).about_id)

    def show_source(self, source_id: UUID | None) -> None:
        """Show the places in a source."""
        self.source_id = source_id
        self.refresh()


def find_row(document: PlanDocument, row_id: UUID) -> Entity | None:
    """A row of whatever kind."""
    tables = (document.plan.table(kind) for kind in ENTITIES)
    return next((table[row_id] for table in tables if row_id in table), None)


class SourceRegister(QWidget):
    """The documents above; below, what in the plan rests on the chosen one."""

    def __init__(self, document: PlanDocument, translator: Translator, selection: Selection) -> None:
        super().__init__()
        self.document, self.translator, self.selection = document, translator, selection
        columns = FieldColumns(document, translator).of("source", "key", "title", "on", "reference", "address", "note")
        columns.insert(2, RegisterColumn("used", translator.translate("Citations"), 11, self._used, right=True))
        self.register = Register(
            document,
            translator,
            selection,
            title=translator.translate("Sources"),
            columns=columns,
            rows_of=lambda: document.plan.sources,
            kinds=frozenset({"source", "citation"}),
        )
        self.register.allow_adding(translator.translate("Add a source"), self._new)
        self.register.allow_removing(translator.translate("Remove the chosen rows"))
        self.citations = CitationTable(document, translator, selection)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.register)
        split.addWidget(self.citations)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split)
        selection.changed.connect(self._show)
        self._show()

    def _used(self, row: Source) -> RegisterCell:
        count = sum(1 for citation in self.document.plan.rows(Citation) if citation.source_id == row.id)
        return RegisterCell(str(count), float(count))

    def _show(self) -> None:
        plan = self.document.plan
        current = plan.get(Source, self.selection.current) or plan.get(Source, self.citations.source_id)
        if current is None and plan.sources:
            current = plan.sources[0]
        self.citations.show_source(current.id if current else None)

    def _new(self) -> Source:
        plan = self.document.plan
        last = max((row.position for row in plan.sources), default=0.0)
        key = next_key(plan, KEY_PREFIXES["source"])
        return make(Source, key=key, title=self.translator.translate("New source"), position=last + 1)
