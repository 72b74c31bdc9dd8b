"""Risks by probability and impact: a field of five by five, in which a cell chooses its risks."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from planner.document import PlanDocument
from planner.domain.control.risks import weight_light
from planner.domain.model import Light, RiskStatus
from planner.language import Translator
from planner.ui.icons import LIGHT_SIGNS
from planner.ui.plain_text import plain
from planner.ui.theming import ui_palette

SIDE = 34
STEPS = range(1, 6)
GROUNDS = {Light.GREEN: "done", Light.ORANGE: "warning", Light.RED: "late"}


class RiskMatrix(QTableWidget):
    """How many open risks stand where; `chosen` gives probability and impact, or 0 and 0 for all."""

    chosen = Signal(int, int)

    def __init__(self, document: PlanDocument, translator: Translator) -> None:
        super().__init__(len(STEPS), len(STEPS))
        self.document, self.translator = document, translator
        translate = translator.translate
        self.setAccessibleName(translate("Risks by probability (rows) and impact (columns)"))
        self.setHorizontalHeaderLabels([translate("impact {number}", number=n) for n in STEPS])
        self.setVerticalHeaderLabels([translate("probability {number}", number=n) for n in reversed(STEPS)])
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setDefaultSectionSize(SIDE)
        self.setFixedHeight(SIDE * (len(STEPS) + 1) + 6)
        self.itemSelectionChanged.connect(self._tell)
        self.refresh()

    def refresh(self) -> None:
        """Count the open risks anew."""
        counts: dict[tuple[int, int], int] = {}
        for risk in self.document.plan.risks:
            if risk.status is RiskStatus.OPEN:
                place = risk.probability, risk.impact
                counts[place] = counts.get(place, 0) + 1
        for row, probability in enumerate(reversed(STEPS)):
            for column, impact in enumerate(STEPS):
                light = weight_light(probability * impact)
                count = counts.get((probability, impact), 0)
                item = QTableWidgetItem(f"{LIGHT_SIGNS[light]} {count}" if count else "")
                item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
                ground = QColor(ui_palette(self).colour(GROUNDS[light]))
                ground.setAlpha(46)
                item.setBackground(ground)
                words = {"count": count, "weight": probability * impact}
                item.setToolTip(plain(self.translator.translate("{count} open risks of weight {weight}", **words)))
                self.setItem(row, column, item)

    def _tell(self) -> None:
        items = self.selectedIndexes()
        if not items:
            self.chosen.emit(0, 0)
            return
        self.chosen.emit(len(STEPS) - items[0].row(), items[0].column() + 1)

    def sizeHint(self) -> QSize:
        return QSize(520, SIDE * (len(STEPS) + 1) + 6)
