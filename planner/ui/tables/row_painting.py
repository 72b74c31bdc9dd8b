"""Painting one row of the activity table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygon

from planner.ui.tables.activity_columns import Cells, CellStyle
from planner.ui.tables.activity_rows import COLUMNS, column_number
from planner.ui.theming import bold, scaled, ui_palette

if TYPE_CHECKING:
    from planner.ui.tables.row_table import RowTable

MARGIN = 7
INDENT = 14
NAME, START, FINISH = (column_number(name) for name in ("name", "start", "finish"))


def arrow_box(cell: QRect, depth: int) -> QRect:
    """Where the sign of a summary can be clicked: wider than it is drawn, and as high as the row."""
    return QRect(cell.x() + depth * INDENT - 2, cell.y(), 24, cell.height())


class RowPainter:
    """Fonts, pens and shortened texts for a table, kept from one painting to the next."""

    def __init__(self, table: RowTable) -> None:
        self._table = table
        ours = ui_palette(table)
        self._ground, self._chosen, self._band = QColor(ours.ground), QColor(ours.chosen), QColor(ours.head)
        self._line, self._accent = QPen(QColor(ours.faint_line)), QPen(QColor(ours.accent))
        self._pens = {
            CellStyle.PLAIN: QPen(QColor(ours.text)),
            CellStyle.QUIET: QPen(QColor(ours.quiet)),
            CellStyle.IMPRECISE: QPen(QColor(ours.accent)),
            CellStyle.LATE: QPen(QColor(ours.late)),
        }
        self._plain = QFont(table.font())
        self._heavy = bold(self._plain)
        self._slanted = QFont(self._plain)
        self._slanted.setItalic(True)
        self._small = scaled(self._plain, 0.88)
        self._measures = {id(f): QFontMetrics(f) for f in (self._plain, self._heavy, self._slanted, self._small)}
        self._baseline = self._measures[id(self._plain)]
        self._shortened: dict[tuple[str, int, int], tuple[str, int]] = {}
        self._columns: list[tuple[int, int, int]] = []
        self._current = QModelIndex()
        self._focused = False

    def begin(self, current: QModelIndex, *, focused: bool) -> None:
        """Before a painting: where the columns stand now, and which cell is the current one."""
        header = self._table.header()
        self._columns = [
            (n, header.sectionViewportPosition(n), header.sectionSize(n)) for n in self._table.shown_columns
        ]
        self._current, self._focused = current, focused
        if len(self._shortened) > 20_000:
            self._shortened.clear()

    def row(self, painter: QPainter, rect: QRect, number: int, *, chosen: bool) -> None:
        here = self._table.rows.rows[number]
        cells = self._table.rows.shown_cells(number)
        top, height = rect.y(), rect.height()
        shown = self._table.rows.shown
        is_heading, above = here.id in shown.headings, shown.is_beside(here.id)
        painter.fillRect(rect, self._chosen if chosen else self._band if is_heading else self._ground)
        painter.setPen(self._line)
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        ascent = self._baseline.ascent()
        base = top + (height + ascent - self._baseline.descent()) // 2
        covered = -1
        for place, (column, left, width) in enumerate(self._columns):
            text, manner = cells[column].shown, cells[column].manner
            room, x = width - 2 * MARGIN, left + MARGIN
            if place == covered:
                continue
            if manner is CellStyle.IMPRECISE and self._width(text, self._slanted) > room:
                beside = self._free_beside(cells, place)
                if beside:
                    room, covered = room + beside, place + 1
                else:
                    text = cells[column].short or text
            if column == NAME:
                shift = here.depth * INDENT + INDENT
                if here.holds:
                    self._arrow(painter, x + shift - INDENT, top + height // 2, here.id)
                room, x = room - shift, x + shift
            if not text or room <= 0:
                continue
            font = self._font(column, manner, holds=here.holds)
            shown, taken = self._fit(text, font, room)
            painter.setFont(font)
            painter.setPen(self._pens[CellStyle.QUIET if above else manner])
            painter.drawText(x + room - taken if COLUMNS[column].right else x, base, shown)
        if self._focused and self._current.row() == number:
            self._frame(painter, top, height)

    def _free_beside(self, cells: Cells, place: int) -> int:
        """The width of the cell at the right, into which the words of a start may run on: no exact end stands there."""
        if self._columns[place][0] != START or place + 1 >= len(self._columns):
            return 0
        number, _, width = self._columns[place + 1]
        beside = cells[number]
        free = not beside.text or (number == FINISH and beside.manner is not CellStyle.PLAIN)
        return width if free else 0

    def _width(self, text: str, font: QFont) -> int:
        key = (text, id(font), -1)
        found = self._shortened.get(key)
        if found is None:
            found = self._shortened[key] = (text, self._measures[id(font)].horizontalAdvance(text))
        return found[1]

    def _font(self, column: int, manner: CellStyle, *, holds: bool) -> QFont:
        if manner is CellStyle.IMPRECISE:
            return self._slanted
        if column == 0 or (column == FINISH and manner is CellStyle.QUIET):
            return self._small
        return self._heavy if holds and manner is CellStyle.PLAIN else self._plain

    def _fit(self, text: str, font: QFont, room: int) -> tuple[str, int]:
        key = (text, id(font), room)
        found = self._shortened.get(key)
        if found is None:
            measure = self._measures[id(font)]
            shown = measure.elidedText(text, Qt.TextElideMode.ElideRight, room)
            found = self._shortened[key] = (shown, measure.horizontalAdvance(shown))
        return found

    def _arrow(self, painter: QPainter, x: int, middle: int, activity_id: object) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._pens[CellStyle.PLAIN].color())
        if self._table.rows.is_collapsed(activity_id):  # type: ignore[arg-type]
            shape = [QPoint(x + 1, middle - 4), QPoint(x + 7, middle), QPoint(x + 1, middle + 4)]
        else:
            shape = [QPoint(x, middle - 3), QPoint(x + 8, middle - 3), QPoint(x + 4, middle + 3)]
        painter.drawPolygon(QPolygon(shape))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _frame(self, painter: QPainter, top: int, height: int) -> None:
        for column, left, width in self._columns:
            if column == self._current.column():
                painter.setPen(self._accent)
                painter.drawRect(left, top, width - 1, height - 2)
