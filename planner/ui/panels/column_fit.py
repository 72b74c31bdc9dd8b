"""Widths of the columns of a register: what stands in them if there is room, else each gives in, the widest first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHeaderView, QTableView

from planner.ui.theming import bold

MARGIN, ICON, HEAD_MARGIN = 20, 20, 20
LEAST, WIDEST = 80, 720
LOOKED_AT = 200
LONGER = 2.0
"""How much more than the others the column that stretches keeps where there is too little room."""


def shared(natural: Sequence[int], least: Sequence[int], weights: Sequence[float], room: int) -> list[int]:
    """Widths within a room: where they are too wide together, none is above a limit times its weight.

    None gets less than its least, so the sum may be more than the room; what is left goes to the heaviest.
    """

    def limited(limit: float) -> list[int]:
        return [int(max(m, min(n, limit * w))) for n, m, w in zip(natural, least, weights, strict=True)]

    low, high = float(LEAST), float(max(natural, default=0))
    given = list(natural)
    if sum(natural) > room:
        for _ in range(24):
            limit = (low + high) / 2
            low, high = (low, limit) if sum(limited(limit)) > room else (limit, high)
        given = limited(low)
    rest = room - sum(given)
    if rest > 0 and given:
        given[max(range(len(given)), key=lambda at: (weights[at], natural[at]))] += rest
    return given


class ColumnFit(QObject):
    """Fits the columns of a table whenever its width changes, until somebody sets one by hand."""

    def __init__(self, table: QTableView, stretch: int | None) -> None:
        super().__init__(table)
        self._table, self._stretch = table, stretch
        self._busy, self._by_hand = False, False
        header = table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.sectionResized.connect(self._resized)
        table.viewport().installEventFilter(self)

    def fit(self) -> None:
        """Set all widths; does nothing once a column was set by hand."""
        room = self._table.viewport().width()
        if self._by_hand or room < 2 * LEAST:
            return
        columns = range(self._table.model().columnCount())
        heads = [self._head(at) for at in columns]
        natural = [max(head, self._content(at)) for at, head in zip(columns, heads, strict=True)]
        weights = [LONGER if at == self._stretch else 1.0 for at in columns]
        self._busy = True
        for at, width in zip(columns, shared(natural, heads, weights, room), strict=True):
            self._table.setColumnWidth(at, width)
        self._busy = False

    def _head(self, at: int) -> int:
        heading = str(self._table.model().headerData(at, Qt.Orientation.Horizontal) or "")
        return QFontMetrics(bold(self._table.font())).horizontalAdvance(heading) + HEAD_MARGIN

    def _content(self, at: int) -> int:
        model, metrics = self._table.model(), self._table.fontMetrics()
        widest = 0
        for row in range(min(model.rowCount(), LOOKED_AT)):
            index = model.index(row, at)
            icon = ICON if index.data(Qt.ItemDataRole.DecorationRole) is not None else 0
            widest = max(widest, metrics.horizontalAdvance(str(index.data() or "")) + icon)
        return min(widest + MARGIN, WIDEST)

    def _resized(self, _at: int, _before: int, _after: int) -> None:
        if not self._busy and self._table.isVisible():
            self._by_hand = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.fit()
        return False
