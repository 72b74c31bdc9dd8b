"""What happened to the chosen row, in words."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from planner.application.change_words import row_history
from planner.document import JournalLine, PlanDocument
from planner.domain.model import Activity, Entity
from planner.language import Translator
from planner.ui.panels.parts import Label, Section

SHOWN = 12
"""How many lines of a row's history the inspector shows; the change log has them all."""


class RowHistory:
    """The journal by row, read once and brought up to date when lines were added."""

    def __init__(self, document: PlanDocument) -> None:
        self._document = document
        self._seq = 0
        self._lines: defaultdict[UUID, list[JournalLine]] = defaultdict(list)

    def of(self, *row_ids: UUID) -> list[JournalLine]:
        """The lines that touch these rows, oldest first."""
        if self._document.last_seq != self._seq:
            self._read()
        found = {line.seq: line for row_id in row_ids for line in self._lines.get(row_id, ())}
        return [found[seq] for seq in sorted(found)]

    def _read(self) -> None:
        for line in self._document.history():
            if line.seq > self._seq:
                for change in line.changes:
                    self._lines[change.id].append(line)
        self._seq = self._document.last_seq


class HistorySection(Section):
    """The last lines of the journal about a row."""

    def __init__(self, document: PlanDocument, translator: Translator) -> None:
        super().__init__(translator.translate("History"))
        self.document, self.translator = document, translator
        self._history = RowHistory(document)

    def show_row(self, row: Entity) -> None:
        """Show what happened to a row and, for an activity, to its links."""
        self.empty()
        plan = self.document.plan
        about: frozenset[UUID] = frozenset()
        if isinstance(row, Activity):
            about = frozenset(each.id for each in (*plan.predecessors(row.id), *plan.successors(row.id)))
        lines = self._history.of(row.id, *about)
        told = row_history(lines, row, plan, self.translator, about=about)
        for sentence in told[:SHOWN]:
            self.body.addWidget(Label(sentence, "quiet"))
        if len(told) > SHOWN:
            more = self.translator.plural("and one more line", "and {number} more lines", len(told) - SHOWN)
            self.body.addWidget(Label(more, "quiet"))
        if not told:
            self.body.addWidget(Label(self.translator.translate("Not changed since the plan was made."), "quiet"))
