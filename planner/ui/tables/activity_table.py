"""The activity table: the outline with its dates, edited in place.

Qt asks a Python model some ten times for every cell it paints; at 45 rows of eight columns that is
too slow. So a row paints itself here, in one go, from texts that the model keeps. And it is a table,
not a tree: a tree asks for each of ten thousand rows four times over whenever one row comes or goes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from planner.document import PlanDocument
from planner.domain.integrity import name_of
from planner.domain.model import Organisation, Track
from planner.language import Translator
from planner.ui.selection import Selection
from planner.ui.tables.activity_editor import CellEditing
from planner.ui.tables.activity_rows import COLUMNS, ActivityRows, Attempt, column_number
from planner.ui.tables.column_order import ColumnOrder
from planner.ui.tables.column_widths import ColumnWidths
from planner.ui.tables.current_row import CurrentRow
from planner.ui.tables.row_dragging import RowDragging
from planner.ui.tables.row_painting import RowPainter, arrow_box
from planner.ui.tables.row_table import RowTable
from planner.ui.tables.table_keys import GOING, TableKeys
from planner.ui.theming import HEAD_HEIGHT, ROW_HEIGHT, ui_palette

Index = QModelIndex | QPersistentModelIndex
NAME = column_number("name")
MOST_PAINTED = 500
FLAGS = QItemSelectionModel.SelectionFlag


class ActivityTable(RowTable):
    """Rows of ActivityRows, selected together with the rest of the window."""

    sorted = Signal(str)  # the heading of a column was clicked

    def __init__(
        self,
        document: PlanDocument,
        translator: Translator,
        selection: Selection,
        run_edit: Callable[[QWidget], Attempt],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.translator = translator
        self._document = document
        self.rows = ActivityRows(document, translator, run_edit(self), self)
        self.widths = ColumnWidths(self)
        self.order = ColumnOrder(self)
        self._painter = RowPainter(self)
        self._painted: dict[int, tuple[object, ...]] = {}
        self._columns: list[int] = []
        self.dragging = RowDragging(self, document)
        self.current = CurrentRow(self, document, selection)
        self._keys = TableKeys(self)
        self._set_up()
        self.setModel(self.rows)
        self.editing = CellEditing(self._offers, self)
        self.editing.went_on.connect(self._keys.to_next_row)
        self.setItemDelegate(self.editing)
        self._set_up_header()
        self.current.begin()

    def _set_up(self) -> None:
        self.setAccessibleName(self.translator.translate("Activities"))
        self.setAccessibleDescription(self.translator.translate("Tab goes to the next cell; F6 leaves the table."))
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.DoubleClicked | triggers.AnyKeyPressed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    @property
    def shown_columns(self) -> Sequence[int]:
        return self.order.shown

    def first_index(self) -> QModelIndex:
        return self.current.first_index()

    @property
    def read_only(self) -> bool:
        return self._document.read_only

    def _set_up_header(self) -> None:
        upright = self.verticalHeader()
        upright.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        upright.setMinimumSectionSize(ROW_HEIGHT)
        upright.setDefaultSectionSize(ROW_HEIGHT)
        upright.hide()
        header = self.header()
        header.setSectionsClickable(True)
        header.sectionClicked.connect(lambda number: self.sorted.emit(COLUMNS[number].name))
        header.setFixedHeight(HEAD_HEIGHT)
        header.setMinimumSectionSize(28)
        header.setStretchLastSection(False)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.widths.begin()
        self.order.begin()

    def show_sort(self, name: str, *, descending: bool) -> None:
        """Show by which column the rows are sorted; none for an empty name."""
        header = self.header()
        header.setSortIndicatorShown(bool(name))
        if name:
            order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(column_number(name), order)

    # --- columns ----------------------------------------------------------------------------

    def show_columns(self, names: list[str]) -> None:
        """Show these columns and no others, from left to right; number and name always stay."""
        self.order.show(names)
        self.widths.fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.widths.fill()

    def _offers(self, number: int) -> list[str]:
        plan = self._document.plan
        match COLUMNS[number].name:
            case "organisation_id":
                return [name_of(o) for o in plan.rows(Organisation)]
            case "track_id":
                return [name_of(t) for t in plan.rows(Track)]
        return []

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Paint rows that look other now. Qt's own way asks for the flags of every row, also of those nobody sees."""
        if first.row() == last.row():
            super().dataChanged(first, last, list(roles))  # type: ignore[arg-type]
            return
        top, foot = self.rowAt(0), self.rowAt(self.viewport().height())
        self._columns = self.order.shown
        for row in range(max(top, 0), (foot if foot >= 0 else self.rows.rowCount() - 1) + 1):
            if self._painted.get(row) != self._look(row):
                self.viewport().update(0, self.rowViewportPosition(row), self.viewport().width(), ROW_HEIGHT)

    # --- painting -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        self._columns = self.order.shown
        self._painter.begin(self.currentIndex(), focused=self.hasFocus())
        painter, bare = QPainter(self.viewport()), event.rect()
        first, last = self.rowAt(bare.top()), self.rowAt(bare.bottom())
        if len(self._painted) > MOST_PAINTED:
            self._painted.clear()
        if first >= 0:
            for row in range(first, (last if last >= 0 else self.rows.rowCount() - 1) + 1):
                rect = QRect(0, self.rowViewportPosition(row), bare.right() + 1, ROW_HEIGHT)
                if event.region().intersects(rect):
                    self.drawRow(painter, rect, row)
        self.dragging.paint(painter)
        if self.hasFocus() and not self.currentIndex().isValid():
            painter.setPen(QPen(QColor(ui_palette(self).accent), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _look(self, row: int) -> tuple[object, ...]:
        """All that the picture of a row is made of, but for what Qt itself follows: selection and place."""
        rows = self.rows
        here, cells = rows.rows[row], rows.shown_cells(row)
        return [cells[n] for n in self._columns], here, rows.is_collapsed(here.id), rows.shown.is_beside(here.id)

    def drawRow(self, painter: QPainter, rect: QRect, row: int) -> None:
        self._painted[row] = self._look(row)
        self._painter.row(painter, rect, row, chosen=self.selectionModel().isRowSelected(row))

    # --- selection ------------------------------------------------------------------------------

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> QItemSelectionModel.SelectionFlag:
        """As Qt does, but a key that moves the frame chooses the row it comes to, with Ctrl too."""
        held = event.modifiers() if isinstance(event, QKeyEvent) and event.key() in GOING else None
        if held is not None and held & Qt.KeyboardModifier.ControlModifier:
            extends = held & Qt.KeyboardModifier.ShiftModifier
            return (FLAGS.SelectCurrent if extends else FLAGS.ClearAndSelect) | FLAGS.Rows
        return super().selectionCommand(index, event)

    def bring_into_sight(self, activity_id: UUID) -> bool:
        """Open what an activity is in and scroll to it; False if the plan has no such activity."""
        row = self.rows.open_to(activity_id)
        if row is None:
            return False
        self.current.take()
        self.scrollTo(self.rows.index(row, NAME), QAbstractItemView.ScrollHint.EnsureVisible)
        return True

    def start(self) -> None:
        """Take the focus; the first key that goes anywhere chooses a row."""
        self.setFocus()

    def edit_name(self, activity_id: UUID, *, new: bool = False) -> None:
        """Open the editor of an activity's name; of a new one Enter stays on its row, so that more can follow it."""
        if self.bring_into_sight(activity_id):
            self.editing.next_stays = new
            self.edit_here("name")
            self.editing.next_stays = False

    def edit_here(self, column: str | None = None) -> None:
        """Open the editor of the current row: in a column, or in the current one."""
        current = self.currentIndex()
        if not current.isValid():
            return
        index = current.siblingAtColumn(column_number(column)) if column else current
        if not self.rows.flags(index) & Qt.ItemFlag.ItemIsEditable:
            index = current.siblingAtColumn(NAME)
        self.choose_cell(index.row(), index.column())
        self.setFocus()  # which closes an editor that is open elsewhere
        takes_typing = self.rows.flags(index) & Qt.ItemFlag.ItemIsEditable
        if takes_typing and self.state() != QAbstractItemView.State.EditingState:
            self.edit(index)

    # --- keys and mouse ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays in a table that can be typed in; F6 and Esc leave it."""
        if self._keys.tab_stays:
            self._keys.to_next_cell(1 if forward else -1)
            return True
        return super().focusNextPrevChild(forward)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Tab in an editor goes to the next cell that takes typing, and on to the next row."""
        actions = QAbstractItemView.CursorAction
        if not self.currentIndex().isValid():
            return self.current.first_index()
        if action in (actions.MoveNext, actions.MovePrevious):
            return self._keys.next_cell(1 if action == actions.MoveNext else -1)
        return super().moveCursor(action, modifiers)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        index = self.indexAt(at)
        if index.isValid() and index.column() == NAME and event.button() == Qt.MouseButton.LeftButton:
            here = self.rows.rows[index.row()]
            if here.holds and arrow_box(self.visualRect(index), here.depth).contains(at):
                self.rows.toggle(here.id)
                return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Type in the cell that was clicked, also where the first click made the table narrower."""
        index = self.dragging.pressed
        if event.button() == Qt.MouseButton.LeftButton and self.rows.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.choose_cell(index.row(), index.column())
            self.edit(index)
        else:
            super().mouseDoubleClickEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._painter = RowPainter(self)
        super().changeEvent(event)
