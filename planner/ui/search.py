"""The search field: finds activities, organisations, motions and whatever else has a name, and goes there."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from planner.document import Announcement, PlanDocument
from planner.domain.integrity import name_of
from planner.domain.model import Entity
from planner.language import Wording
from planner.ui.icons import icon

KINDS = ("organisation", "commitment", "indicator", "source")
MOST = 14


class SearchField(QLineEdit):
    """Offers what has the typed text in its key or name; `found` tells which row was chosen."""

    found = Signal(object)  # UUID
    missed = Signal(str)  # nothing has this text
    left = Signal()  # done with searching: by choosing, or by Esc

    def __init__(self, document: PlanDocument, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._ids: list[UUID] = []
        self._stale = True
        self.setPlaceholderText(wording.say("Find activity, organisation, motion…  Ctrl+K"))
        self.setAccessibleName(wording.say("Find"))
        self.setClearButtonEnabled(True)
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setMaxVisibleItems(MOST)
        completer.activated[QModelIndex].connect(self._chosen)  # type: ignore[index]
        self._completer = completer
        self.setCompleter(completer)
        self.returnPressed.connect(self._take_first)
        self._unsubscribe = document.subscribe(self._follow)

    def close_search(self) -> None:
        """Stop following the document."""
        self._unsubscribe()

    def _follow(self, _announcement: Announcement) -> None:
        self._stale = True

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self._stale:
            self._fill()
        super().focusInEvent(event)

    def _fill(self) -> None:
        rows = list(self._rows())
        self._ids = [row.id for row in rows]
        self._names.setStringList([name_of(row) for row in rows])
        self._stale = False

    def _rows(self) -> Iterator[Entity]:
        plan = self._document.plan
        yield from (activity for activity, _ in plan.outline)
        for kind in KINDS:
            yield from sorted(plan.table(kind).values(), key=name_of)

    def matches(self, text: str) -> list[UUID]:
        """The rows whose key or name has a text in it: whole keys first, then as the plan has them."""
        if self._stale:
            self._fill()
        wanted = text.strip().casefold()
        names = self._names.stringList()
        hits = [i for i, name in enumerate(names) if wanted and wanted in name.casefold()]
        hits.sort(key=lambda i: not names[i].casefold().startswith(wanted + " "))
        return [self._ids[i] for i in hits]

    def _chosen(self, index: QModelIndex) -> None:
        model = self._completer.completionModel()
        source = model.mapToSource(index) if hasattr(model, "mapToSource") else index  # type: ignore[attr-defined]
        self._go(self._ids[source.row()])

    def _take_first(self) -> None:
        popup = self._completer.popup()
        if popup is not None and popup.isVisible() and popup.currentIndex().isValid():
            return
        hits = self.matches(self.text())
        if hits:
            self._go(hits[0])
        elif self.text().strip():
            self.missed.emit(self.text().strip())

    def _go(self, row_id: UUID) -> None:
        popup = self._completer.popup()
        if popup is not None:
            popup.hide()
        self.found.emit(row_id)
        QTimer.singleShot(0, self, self.left.emit)  # once the list has closed, which gives the focus back here

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
            return
        super().keyPressEvent(event)
