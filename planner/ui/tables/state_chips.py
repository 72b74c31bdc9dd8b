"""Filters of one click: how many activities are in each state, and those alone."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from planner.document import PlanDocument
from planner.domain.control.state import STATE_SIGNS, states
from planner.domain.model import State
from planner.language import Translator
from planner.ui.dialogs.common import push
from planner.ui.panels.wrapping import WrapLayout
from planner.ui.tables.row_filter import Arrangement, Standing
from planner.ui.timers import single_shot

PAUSE_MS = 400
"""After an edit: a row of quick ones is counted once."""
SHOWN = (State.LATE, State.WILL_BE_LATE, State.SILENT, State.RUNNING, State.UNCERTAIN, State.NO_TERM)


class StateChips(QWidget):
    """Shows the counts; `wanted` asks for the arrangement with one state, or with all."""

    wanted = Signal(object)  # Arrangement

    def __init__(self, document: PlanDocument, translator: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._translator, self._arrangement = document, translator, Arrangement()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        row = WrapLayout(self, spacing=6)
        row.setContentsMargins(8, 4, 8, 4)
        self.chips: dict[Standing, QPushButton] = {}
        for standing in (Standing.ANY, *(Standing(state.value) for state in SHOWN)):
            chip = push("", partial(self._ask, standing))
            chip.setCheckable(True)
            self.chips[standing] = chip
            row.add(chip)
        self._later = single_shot(self, PAUSE_MS, self.count)
        unsubscribe = document.subscribe(lambda _announcement: self._later.start())
        self.destroyed.connect(lambda *_args: unsubscribe())
        self.count()

    def count(self) -> None:
        """Count again, and show what holds now."""
        judged = states(self._document.plan, self._document.schedule)
        counted = judged.counts()
        self._show(Standing.ANY, self._translator.translate("All"), sum(counted.values()))
        for state in SHOWN:
            word = self._translator.choice(state)
            self._show(Standing(state.value), f"{STATE_SIGNS[state]} {word}", counted[state])
        self.show_arrangement(self._arrangement)

    def _show(self, standing: Standing, text: str, number: int) -> None:
        chip = self.chips[standing]
        chip.setText(f"{text} {self._translator.number(number)}")
        chip.setVisible(bool(number) or standing is Standing.ANY or self._arrangement.filter.state is standing)

    def show_arrangement(self, arrangement: Arrangement) -> None:
        """Show which state is filtered on."""
        self._arrangement = arrangement
        for standing, chip in self.chips.items():
            chip.setChecked(arrangement.filter.state is standing)

    def _ask(self, standing: Standing) -> None:
        now = self._arrangement
        wanted = Standing.ANY if now.filter.state is standing else standing
        self.wanted.emit(replace(now, filter=replace(now.filter, state=wanted)))
        self.show_arrangement(self._arrangement)
