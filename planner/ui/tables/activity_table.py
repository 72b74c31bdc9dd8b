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
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from planner.document import PlanDocument
from planner.domain.model import Organisation, Track
from planner.language import Translator
from planner.ui.selection import Selection
from planner.ui.tables.activity_editor import CellEditing
from planner.ui.tables.activity_rows import COLUMNS, ActivityRows, Attempt, column_number
from planner.ui.tables.column_order import ColumnOrder
from planner.ui.tables.column_widths import ColumnWidths
from planner.ui.tables.row_dragging import RowDragging
from planner.ui.tables.row_painting import RowPainter, arrow_box
from planner.ui.tables.row_table import RowTable
from planner.ui.theming import HEAD_HEIGHT, ROW_HEIGHT

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
        self._document, self._selection = document, selection
        self._following = False
        self.rows = ActivityRows(document, translator, run_edit(self), self)
        self.widths = ColumnWidths(self)
        self.order = ColumnOrder(self)
        self._painter = RowPainter(self)
        self._painted: dict[int, tuple[object, ...]] = {}
        self._columns: list[int] = []
        self.dragging = RowDragging(self, document)
        self._set_up()
        self.setModel(self.rows)
        self.setItemDelegate(CellEditing(self._offers, self))
        self._set_up_header()
        self.selectionModel().selectionChanged.connect(self._tell_selection)
        selection.changed.connect(self._take_selection)

    def _set_up(self) -> None:
        self.setAccessibleName(self.translator.translate("Activities"))
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
                return [o.code for o in plan.rows(Organisation)]
            case "track_id":
                return [t.code for t in plan.rows(Track)]
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
        painter.end()

    def _look(self, row: int) -> tuple[object, ...]:
        """All that the picture of a row is made of, but for what Qt itself follows: selection and place."""
        rows = self.rows
        here, cells = rows.rows[row], rows.cells(row)
        return [cells[n] for n in self._columns], here, rows.is_collapsed(here.id), rows.shown.is_beside(here.id)

    def drawRow(self, painter: QPainter, rect: QRect, row: int) -> None:
        self._painted[row] = self._look(row)
        self._painter.row(painter, rect, row, chosen=self.selectionModel().isRowSelected(row))

    # --- selection ------------------------------------------------------------------------------

    def _tell_selection(self, *_changes: QItemSelection) -> None:
        if self._following:
            return
        self._following = True
        try:
            chosen = [self.rows.rows[i.row()].id for i in self.selectionModel().selectedRows()]
            current = self.currentIndex()
            if current.isValid() and self.rows.rows[current.row()].id in chosen:
                here = self.rows.rows[current.row()].id
                chosen = [c for c in chosen if c != here] + [here]
            self._selection.choose(*chosen)
        finally:
            self._following = False

    def _take_selection(self) -> None:
        """Select what was chosen elsewhere, as far as it can be seen here."""
        if self._following:
            return
        self._following = True
        try:
            wanted = QItemSelection()
            current = None
            for row in sorted(r for r in map(self.rows.row_of, self._selection.chosen) if r is not None):
                wanted.select(self.rows.index(row, 0), self.rows.index(row, len(COLUMNS) - 1))
            if self._selection.current is not None:
                current = self.rows.row_of(self._selection.current)
            self.selectionModel().select(wanted, FLAGS.ClearAndSelect)
            if current is not None:
                column = self.currentIndex().column() if self.hasFocus() else NAME
                self.selectionModel().setCurrentIndex(self.rows.index(current, column), FLAGS.NoUpdate)
            self.viewport().update()
        finally:
            self._following = False

    def bring_into_sight(self, activity_id: UUID) -> bool:
        """Open what an activity is in and scroll to it; False if the plan has no such activity."""
        row = self.rows.open_to(activity_id)
        if row is None:
            return False
        self._take_selection()
        self.scrollTo(self.rows.index(row, NAME), QAbstractItemView.ScrollHint.EnsureVisible)
        return True

    def start(self) -> None:
        """Take the focus, with the name of the first row as the current cell where none was chosen."""
        if not self.selectionModel().hasSelection() and self.rows.rowCount():
            self.selectionModel().setCurrentIndex(self.rows.index(0, NAME), FLAGS.NoUpdate)
        self.setFocus()

    def edit_name(self, activity_id: UUID) -> None:
        """Open the editor of an activity's name."""
        if self.bring_into_sight(activity_id):
            self.edit_here("name")

    def edit_here(self, column: str | None = None) -> None:
        """Open the editor of the current row: in a column, or in the current one."""
        current = self.currentIndex()
        if not current.isValid():
            return
        index = current.siblingAtColumn(column_number(column)) if column else current
        if not self.rows.flags(index) & Qt.ItemFlag.ItemIsEditable:
            index = current.siblingAtColumn(NAME)
        self.selectionModel().setCurrentIndex(index, FLAGS.NoUpdate)
        self.setFocus()  # which closes an editor that is open elsewhere
        takes_typing = self.rows.flags(index) & Qt.ItemFlag.ItemIsEditable
        if takes_typing and self.state() != QAbstractItemView.State.EditingState:
            self.edit(index)

    # --- keys and mouse ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if not current.isValid() or not plain or self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
            return
        here = self.rows.rows[current.row()]
        is_open = here.holds and not self.rows.is_collapsed(here.id)
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit_here()
        elif key == Qt.Key.Key_Left:
            if current.column() == NAME and is_open:
                self.rows.toggle(here.id)
            else:
                self._to_column(-1)
        elif key == Qt.Key.Key_Right:
            if current.column() == NAME and here.holds and not is_open:
                self.rows.toggle(here.id)
            else:
                self._to_column(1)
        elif here.holds and key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            if is_open is (key == Qt.Key.Key_Minus):
                self.rows.toggle(here.id)
        else:
            super().keyPressEvent(event)

    def _to_column(self, by: int) -> None:
        current, shown = self.currentIndex(), self.order.shown
        place = shown.index(self.order.current) + by
        if 0 <= place < len(shown):
            index = current.siblingAtColumn(shown[place])
            self.selectionModel().setCurrentIndex(index, FLAGS.NoUpdate)
            self.scrollTo(index)
            self.viewport().update()

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Tab in an editor goes to the next cell that takes typing, and on to the next row."""
        step = {QAbstractItemView.CursorAction.MoveNext: 1, QAbstractItemView.CursorAction.MovePrevious: -1}.get(action)
        current = self.currentIndex()
        if step is None or not current.isValid():
            return super().moveCursor(action, modifiers)
        shown = self.order.shown
        place = current.row() * len(shown) + shown.index(self.order.current)
        for _ in range(len(shown) * 2):
            place += step
            row, number = divmod(place, len(shown))
            if not 0 <= row < self.rows.rowCount():
                break
            index = self.rows.index(row, shown[number])
            if self.rows.flags(index) & Qt.ItemFlag.ItemIsEditable:
                return index
        return QModelIndex()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        index = self.indexAt(at)
        if index.isValid() and index.column() == NAME and event.button() == Qt.MouseButton.LeftButton:
            here = self.rows.rows[index.row()]
            if here.holds and arrow_box(self.visualRect(index), here.depth).contains(at):
                self.rows.toggle(here.id)
                return
        super().mousePressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._painter = RowPainter(self)
        super().changeEvent(event)
