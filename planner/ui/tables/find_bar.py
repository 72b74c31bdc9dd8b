"""Find and replace in the names and notes of activities: a bar above the planning, beside which one goes on working."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QSizePolicy, QWidget

from planner.document import Announcement, PlanDocument
from planner.domain.replacing import Hit, find_text, replace_text
from planner.language import Translator
from planner.ui.dialogs.common import push
from planner.ui.edit_runner import notify, run_edit
from planner.ui.panels.parts import TARGET, Label, button
from planner.ui.panels.wrapping import WrapLayout
from planner.ui.selection import Selection


class FindBar(QWidget):
    """Goes from place to place; replaces one, or all as one step. Esc puts it away."""

    left = Signal()

    def __init__(self, document: PlanDocument, translator: Translator, selection: Selection) -> None:
        super().__init__()
        self._document, self._wording, self._selection = document, translator, selection
        translate = translator.translate
        self.setObjectName("filterStrip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.text, self.other = self._field(translate("Find")), self._field(translate("Replace with"))
        self.case = QCheckBox(translate("Match case"))
        self.case.setMinimumHeight(TARGET)
        self.told = Label(tone="quiet", wrap=False)
        self.next = button("down", translate("Next place"), lambda: self.go(1))
        self.previous = button("up", translate("Previous place"), lambda: self.go(-1))
        self.one = push(translate("Replace"), self.replace_one)
        self.all = push(translate("Replace all"), self.replace_all)
        self.text.textChanged.connect(lambda _text: self.count())
        self.case.toggled.connect(lambda _on: self.count())
        self.text.returnPressed.connect(lambda: self.go(1))
        self.other.returnPressed.connect(self.replace_one)
        row = WrapLayout(self, spacing=6)
        row.setContentsMargins(8, 5, 8, 5)
        row.add(self.text, grow=1)
        row.add(self.previous, self.next, self.told)
        row.add(self.other, grow=1)
        row.add(self.one, self.all, self.case, button("close", translate("Close"), self.left.emit))
        self.destroyed.connect(document.subscribe(self._follow))
        self.count()

    def _field(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(f"{name}…")
        made.setAccessibleName(name)
        made.setClearButtonEnabled(True)
        made.setMinimumSize(110, TARGET)
        return made

    def _follow(self, _announcement: Announcement) -> None:
        if self.isVisible():
            self.count()

    def _hits(self) -> list[Hit]:
        return find_text(self._document.plan, self.text.text(), case=self.case.isChecked())

    def count(self) -> None:
        """Tell how often the text stands there."""
        hits = self._hits()
        times = sum(hit.times for hit in hits)
        told = self._wording.plural("{number} place", "{number} places", times)
        self.told.setText(told if self.text.text() else "")
        writable = bool(hits) and not self._document.read_only
        for part, on in (
            (self.next, bool(hits)),
            (self.previous, bool(hits)),
            (self.one, writable),
            (self.all, writable),
        ):
            part.setEnabled(on)

    def _here(self, hits: list[Hit]) -> int | None:
        """Which of the places is the chosen activity's."""
        current = self._selection.current
        return next((n for n, hit in enumerate(hits) if hit.activity_id == current), None)

    def go(self, by: int) -> None:
        """To the next place, or the one before; from the last to the first."""
        hits = self._hits()
        if not hits:
            return
        here = self._here(hits)
        ids = list(dict.fromkeys(hit.activity_id for hit in hits))
        place = (-1 if by > 0 else 0) if here is None else ids.index(hits[here].activity_id)
        self._selection.show(ids[(place + by) % len(ids)])

    def replace_one(self) -> None:
        """Replace in the chosen activity, and go to the next; where it has none, just go there."""
        hits = self._hits()
        here = self._here(hits)
        if here is not None:
            mine = [hit for hit in hits if hit.activity_id == hits[here].activity_id]
            self.go(1)
            self._replace(mine)
        else:
            self.go(1)

    def replace_all(self) -> None:
        hits = self._hits()
        if self._replace(hits):
            times = sum(hit.times for hit in hits)
            notify(self, self._wording.plural("{number} place was replaced.", "{number} places were replaced.", times))

    def _replace(self, hits: list[Hit]) -> bool:
        text, other, case = self.text.text(), self.other.text(), self.case.isChecked()
        return run_edit(self, self._document, lambda plan: replace_text(plan, hits, text, other, case=case))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
