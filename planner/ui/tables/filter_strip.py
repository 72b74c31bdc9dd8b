"""The strip above the planning: what is looked for and how rows are put in order, with one click to clear it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QSizePolicy, QWidget

from planner.document import PlanDocument
from planner.domain.model import ActivityKind, Organisation, Track
from planner.language import Translator
from planner.ui.dialogs.common import push
from planner.ui.panels.controls import Choices
from planner.ui.panels.parts import TARGET, Label
from planner.ui.panels.wrapping import WrapLayout
from planner.ui.plain_text import plain
from planner.ui.tables.row_filter import (
    GROUP_NAMES,
    STANDING_NAMES,
    Arrangement,
    Group,
    RowFilter,
    Standing,
    filter_words,
)
from planner.ui.timers import single_shot

if TYPE_CHECKING:
    from planner.ui.tables.activity_rows import ActivityRows

LEAST, LEAST_TEXT, PAUSE_MS = 96, 140, 150
"""After a letter: a row of quick letters is looked for once."""


class FilterStrip(QWidget):
    """Shows and changes the arrangement of some rows. `wanted` asks for another one."""

    wanted = Signal(object)  # Arrangement
    left = Signal()

    def __init__(self, document: PlanDocument, translator: Translator, rows: ActivityRows) -> None:
        super().__init__()
        self._document, self._wording, self._rows = document, translator, rows
        translate = translator.translate
        self.setObjectName("filterStrip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.text = self._field(translate("Filter on words…"), translate("Filter on words"))
        self.text.setMinimumWidth(LEAST_TEXT)
        self.period = self._field(translate("Period…"), translate("Filter on period"))
        self.period.setToolTip(plain(translate("A date in words, such as Q3 2027 or after the summer")))
        self.organisation = self._choice(translate("Filter on organisation"))
        self.track = self._choice(translate("Filter on track"))
        self.kind = self._choice(translate("Filter on kind"))
        self.state = self._choice(translate("Filter on state"))
        self.group = self._choice(translate("Group rows"))
        self.told = Label(tone="quiet", wrap=False)
        self.clear: QPushButton = push(translate("Clear"), lambda: self.wanted.emit(Arrangement()))
        self._later = single_shot(self, PAUSE_MS, self._ask)
        row = WrapLayout(self, spacing=6)
        row.setContentsMargins(8, 5, 8, 5)
        row.add(self.text, self.organisation, grow=3)
        row.add(self.track, self.kind, self.state, self.period, grow=2)
        row.add(self.group, grow=3)
        row.add(self.told, self.clear)
        self._fields = (self.text, self.organisation, self.track, self.kind, self.state, self.period, self.group)
        self.is_folded = False
        self.fill()

    def fold(self, folded: bool) -> None:
        """Leave one line that says what holds, without the fields to change it; or show them again."""
        self.is_folded = folded
        for field in self._fields:
            field.setVisible(not folded)
        self.show_arrangement()

    def _field(self, shown: str, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(shown)
        made.setAccessibleName(name)
        made.setClearButtonEnabled(True)
        made.setMinimumSize(LEAST, TARGET)
        made.textEdited.connect(lambda _text: self._later.start())
        made.returnPressed.connect(self._ask)
        return made

    def _choice(self, name: str) -> Choices:
        made = Choices()
        made.setAccessibleName(name)
        made.setToolTip(plain(name))
        made.setMinimumHeight(TARGET)
        made.setMinimumContentsLength(2)
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # a narrow window cuts its text
        made.setMinimumWidth(LEAST)
        made.activated.connect(lambda _at: self._ask())
        return made

    # --- what is offered and shown ------------------------------------------------------------

    def fill(self) -> None:
        """Offer what the plan has now, and show the arrangement there is."""
        translate, plan, words = self._wording.translate, self._document.plan, self._wording
        _offer(self.organisation, translate("Organisation"), [(o.code, o.name) for o in plan.rows(Organisation)])
        _offer(self.track, translate("Track"), [(t.code, t.name) for t in plan.rows(Track)])
        _offer(self.kind, translate("Kind"), [(k.value, words.choice(k)) for k in ActivityKind])
        _offer(self.state, translate("State"), [(s.value, translate(t)) for s, t in STANDING_NAMES.items() if s])
        _offer(self.group, translate("Grouping"), [(g.value, translate(t)) for g, t in GROUP_NAMES.items() if g])
        self.show_arrangement()

    def show_arrangement(self) -> None:
        """Show what holds now."""
        arrangement = self._rows.shown.arrangement
        wanted = arrangement.filter
        for field, text in ((self.text, wanted.text), (self.period, wanted.period)):
            if field.text().strip() != text:
                field.setText(text)
        for box, value in (
            (self.organisation, wanted.organisation),
            (self.track, wanted.track),
            (self.kind, wanted.kind),
            (self.state, wanted.state.value),
            (self.group, arrangement.group.value),
        ):
            box.setCurrentIndex(max(box.findData(value), 0))
        self.told.setText(self._told(arrangement))
        self.clear.setEnabled(bool(arrangement))

    def _told(self, arrangement: Arrangement) -> str:
        passing, all_rows = self._rows.shown.count()
        translate = self._wording.translate
        count = translate("{shown} of {number} rows", shown=passing, number=all_rows) if arrangement.filter else ""
        if not self.is_folded:
            return count
        if not arrangement.filter:
            return translate("The rows are sorted or grouped.")
        what = filter_words(arrangement.filter, self._document.plan, self._wording)
        return translate("Filtered on {what}", what=what) + f" · {count}"

    # --- what is asked for ----------------------------------------------------------------------

    def _ask(self) -> None:
        self._later.stop()
        wanted = RowFilter(
            text=self.text.text().strip(),
            organisation=self.organisation.currentData() or "",
            track=self.track.currentData() or "",
            kind=self.kind.currentData() or "",
            state=Standing(self.state.currentData() or ""),
            period=self.period.text().strip(),
        )
        now = self._rows.shown.arrangement
        self.wanted.emit(replace(now, filter=wanted, group=Group(self.group.currentData() or "")))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


def _offer(box: Choices, nothing: str, offers: Sequence[tuple[str, str]]) -> None:
    with QSignalBlocker(box):
        box.clear()
        box.addItem(nothing, "")
        for value, text in offers:
            box.addItem(text, value)
