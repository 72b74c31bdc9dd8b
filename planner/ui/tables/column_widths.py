"""How wide the columns of the activity table are: each fits what stands in it, and the names take the rest."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtGui import QFontMetrics

from planner.chart.date_words import ASSUMED
from planner.domain.fields import Shape
from planner.ui.tables.activity_rows import COLUMNS, column_number
from planner.ui.tables.row_painting import INDENT, MARGIN
from planner.ui.theming import bold, scaled

if TYPE_CHECKING:
    from planner.ui.tables.row_table import RowTable

NAME, FINISH = column_number("name"), column_number("finish")
LEAST_NAME, MOST_NAME = 260, 420
"""The narrowest that the names get by themselves, and the widest they ask for, in pixels."""
LOOKED_AT, WIDEST = 500, 900


class ColumnWidths:
    """Sets the widths of a table's columns."""

    def __init__(self, table: RowTable) -> None:
        self._table = table
        self._filling = False
        self._chosen: dict[str, int] = {}

    def begin(self) -> None:
        """Room for a heading, and for a day of any month in bold, whatever the language."""
        table, header = self._table, self._table.header()
        heavy = QFontMetrics(bold(table.font()))
        days = (f"{ASSUMED} {table.translator.date(date(2028, month, 28))}" for month in range(1, 13))
        widest_day = max(map(heavy.horizontalAdvance, days))
        no_term = QFontMetrics(scaled(table.font(), 0.88)).horizontalAdvance(table.translator.translate("no term"))
        for number, column in enumerate(COLUMNS):
            heading = heavy.horizontalAdvance(table.translator.translate(column.heading))
            is_day = column.spec.shape in (Shape.START, Shape.FINISH)
            wanted = max(heading, widest_day if is_day else 0, no_term if number == FINISH else 0) + 2 * MARGIN + 3
            header.resizeSection(number, max(column.width, wanted))
        header.sectionResized.connect(self._resized)

    def take(self, chosen: dict[str, int]) -> None:
        """Give columns the widths that the user chose before; those chosen from now on are put there too."""
        header = self._table.header()
        for number, column in enumerate(COLUMNS):
            if number != NAME and column.name in chosen:
                header.resizeSection(number, min(max(chosen[column.name], header.minimumSectionSize()), WIDEST))
        self._chosen = chosen

    def fill(self) -> None:
        """The names take what the other columns leave, but no less than one can read."""
        width = max(self._table.viewport().width() - self._others, LEAST_NAME)
        if width != self._table.columnWidth(NAME):
            self._filling = True
            self._table.setColumnWidth(NAME, width)
            self._filling = False

    @property
    def wanted(self) -> int:
        """What the shown columns take together where names are as wide as they are by themselves."""
        return self._others + max(COLUMNS[NAME].width, min(self._widest_name(), MOST_NAME))

    @property
    def _others(self) -> int:
        table = self._table
        return sum(table.columnWidth(n) for n in range(len(COLUMNS)) if n != NAME and not table.isColumnHidden(n))

    def _widest_name(self) -> int:
        measure = QFontMetrics(self._table.font())
        rows = self._table.rows
        widths = (
            measure.horizontalAdvance(rows.cells(i)[NAME].text) + INDENT * (row.depth + 2)
            for i, row in enumerate(rows.rows[:LOOKED_AT])
        )
        return max(widths, default=0)

    def _resized(self, number: int, before: int, after: int) -> None:
        if number == NAME or self._filling:
            return
        if before and after:  # not a column that is hidden or shown
            self._chosen[COLUMNS[number].name] = after
        self.fill()
