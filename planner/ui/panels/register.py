"""A register: one sortable, filterable table of the rows of a kind, edited in place."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QItemSelectionModel, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from planner.application.change_words import added
from planner.document import Announcement, PlanDocument
from planner.domain.edits import remove_rows
from planner.domain.fields import Shape
from planner.domain.model import Entity
from planner.language import Translator
from planner.ui.edit_runner import reporting_refusals, run_edit
from planner.ui.panels.column_fit import ColumnFit
from planner.ui.panels.controls import Choices, add_completer, text_meant
from planner.ui.panels.editors import MANY
from planner.ui.panels.parts import TARGET, Label, button
from planner.ui.panels.register_model import Index, RegisterColumn, RegisterModel, RegisterOrder
from planner.ui.panels.wrapping import WrapLayout
from planner.ui.plain_text import plain
from planner.ui.readings import offer_readings
from planner.ui.selection import Selection

Test = Callable[[Any], bool]
TITLES = ("name", "title", "message")


class Register(QWidget):
    """The table with its heading, filter and buttons.

    `kinds` are those whose steps it follows (all if empty); a compact one shows the table and buttons alone;
    the column `stretch` (unless named, that of the names) takes the room that is left.
    """

    def __init__(
        self,
        document: PlanDocument,
        translator: Translator,
        selection: Selection,
        *,
        title: str,
        columns: Sequence[RegisterColumn],
        rows_of: Callable[[], Sequence[Any]],
        identity: Callable[[Any], Hashable] = lambda row: row.id,
        kinds: frozenset[str] = frozenset(),
        compact: bool = False,
        stretch: str = "",
    ) -> None:
        super().__init__()
        self.document, self.translator, self.selection = document, translator, selection
        self._kinds, self._stale, self._syncing = kinds, False, False
        self.model = RegisterModel(document, translator, columns, rows_of, identity, self)
        self.order = RegisterOrder(self)
        self.order.setSourceModel(self.model)
        self.table = _table(self.order, title)
        self.nothing, self._first = _over(self.table), ""
        self.table.setItemDelegate(_CellEditor(self))
        self._build(title)
        at = next((at for at, column in enumerate(columns) if column.name == stretch), None)
        self.fit = ColumnFit(self.table, self._longest() if at is None else at)
        if compact:
            for part in (self.heading, self.shown, self.filter):
                part.hide()
            self._top.setContentsMargins(0, 0, 0, 0)
        self._connect()
        self._count()

    # --- building -----------------------------------------------------------------------------

    def _build(self, title: str) -> None:
        translate = self.translator.translate
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(translate("Filter…"))
        self.filter.setAccessibleName(translate("Filter the rows"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumHeight(TARGET)
        self.filter.setMinimumWidth(110)
        self.filter.setMaximumWidth(280)
        self.shown = Label(tone="quiet", wrap=False)
        self.heading = Label(title, bold=True, wrap=False)
        top = self._top = WrapLayout(spacing=10)
        top.setContentsMargins(12, 8, 8, 6)
        top.add(self.heading, self.shown)
        top.add_gap()
        self.choices = top.add_row()
        top.add(self.filter, grow=1)
        self.buttons = top.add_row()
        self.buttons.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.table, 1)

    def _longest(self) -> int:
        """The column that gets the room that is left: the name of a row, or else its longest text."""
        columns = self.model.columns
        return max(range(len(columns)), key=lambda at: (columns[at].name in TITLES, columns[at].width, -at))

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._filtered)
        self.selection.changed.connect(self._follow_selection)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._choose())
        self.table.doubleClicked.connect(lambda index: self.open_row(self.order.mapToSource(index)))
        unsubscribe = self.document.subscribe(self._announced)
        self.destroyed.connect(lambda *_args: unsubscribe())
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.filter.setFocus)

    def add_choice(self, name: str, options: Sequence[tuple[str, Test | None]]) -> Choices:
        """A list of tests to keep rows by, beside the filter."""
        box = Choices()
        box.setAccessibleName(name)
        box.setMinimumHeight(TARGET)
        for text, _ in options:
            box.addItem(text)
        box.setMinimumContentsLength(max(len(text) for text, _ in options))
        box.currentIndexChanged.connect(lambda at: self._keep(options[at][1]))
        self.choices.addWidget(box)
        return box

    def allow_adding(self, text: str, make: Callable[[], Entity]) -> None:
        """A button and key (Ins) that add a row."""

        def add() -> None:
            with reporting_refusals(self):
                row = make()
                self.document.do(added(self.document.plan, row, self.translator))
                self.filter.clear()
                self.selection.choose(row.id)
                self._follow_selection(edit=True)

        self._allow("plus", text, Qt.Key.Key_Insert, add)
        self._first = (
            "" if self.document.read_only else self.translator.translate("Nothing here yet: + or Ins adds the first.")
        )
        self._count()

    def allow_removing(self, text: str) -> None:
        """A button and key (Del) that take the chosen rows out."""
        self._allow("delete", text, Qt.Key.Key_Delete, self.remove)

    def _allow(self, name: str, text: str, key: Qt.Key, run: Callable[[], None]) -> None:
        made = button(name, text, run)
        made.setEnabled(not self.document.read_only)
        made.setToolTip(plain(f"{text} ({QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)})"))
        self.buttons.addWidget(made)
        shortcut = QShortcut(QKeySequence(key), self.table)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.setEnabled(not self.document.read_only)
        shortcut.activated.connect(run)

    # --- following ----------------------------------------------------------------------------

    def _announced(self, announcement: Announcement) -> None:
        if self._kinds and not self._kinds & announcement.step.kinds:
            return
        self.refresh()

    def refresh(self) -> None:
        """Show the rows as they are now; put off while nobody can see them."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        self._syncing = True
        self.model.refresh()
        self._syncing = False
        self.fit.fit()
        self._count()
        self._follow_selection()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()
        self._follow_selection()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            self.table.viewport().update()
        super().changeEvent(event)

    def _filtered(self) -> None:
        self.order.look_for(self.filter.text())
        self._count()

    def _keep(self, test: Test | None) -> None:
        self.order.keep(test)
        self._count()

    def _count(self) -> None:
        shown, all_rows = self.order.rowCount(), self.model.rowCount()
        if shown == all_rows:
            self.shown.setText(self.translator.plural("{number} row", "{number} rows", all_rows))
        else:
            self.shown.setText(self.translator.translate("{shown} of {number} rows", shown=shown, number=all_rows))
        translate = self.translator.translate
        self.nothing.setText(
            translate("Nothing passes the filter.") if all_rows else self._first or translate("Nothing here yet.")
        )
        self.nothing.setVisible(shown == 0)

    # --- choosing -----------------------------------------------------------------------------

    def chosen_rows(self) -> list[Any]:
        """The rows that are selected in the table, top to bottom."""
        indexes = sorted(self.table.selectionModel().selectedRows(), key=lambda index: index.row())
        return [self.model.row_at(self.order.mapToSource(index)) for index in indexes]

    def ids_of(self, row: Any) -> tuple[UUID, ...]:
        """The rows of the plan that choosing a row of this table chooses."""
        return (row.id,) if isinstance(row, Entity) else ()

    def _choose(self) -> None:
        if self._syncing:
            return
        ids = [row_id for row in self.chosen_rows() for row_id in self.ids_of(row)]
        if ids:
            self._syncing = True
            self.selection.choose(*ids)
            self._syncing = False

    def _follow_selection(self, *, edit: bool = False) -> None:
        if self._syncing or not self.isVisible():
            return
        chosen = frozenset(self.selection.chosen)
        wanted = [at for at, row in enumerate(self.model.rows) if chosen and not chosen.isdisjoint(self.ids_of(row))]
        if not wanted:
            return
        self._syncing = True
        flags = QItemSelectionModel.SelectionFlag
        model = self.table.selectionModel()
        model.clearSelection()
        for at in wanted:
            index = self.order.mapFromSource(self.model.index(at, 0))
            if index.isValid():
                model.select(index, flags.Select | flags.Rows)
                model.setCurrentIndex(index, flags.NoUpdate)
        self._syncing = False
        current = model.currentIndex()
        if current.isValid():
            self.table.scrollTo(current)
            if edit:
                self._edit_first(current.row())

    def _edit_first(self, at: int) -> None:
        for column in range(self.order.columnCount()):
            index = self.order.index(at, column)
            spec = self.model.columns[column].spec
            if spec is not None and spec.shape is Shape.TEXT:
                self.table.setFocus()
                self.table.setCurrentIndex(index)
                self.table.edit(index)
                return

    def open_row(self, index: Index) -> None:
        """What a double click on a cell that cannot be typed in does: bring the row into sight."""
        if self.model.columns[index.column()].spec is None or self.document.read_only:
            for row_id in self.ids_of(self.model.row_at(index))[:1]:
                self.selection.show(row_id)

    def remove(self) -> None:
        """Take the chosen rows out, with what belongs to them."""
        rows = [row for row in self.chosen_rows() if isinstance(row, Entity)]
        if rows:
            run_edit(self, self.document, lambda plan: remove_rows(plan, [plan.row(type(r), r.id) for r in rows]))


def _over(table: QTableView) -> Label:
    """A text in the room for rows, for where there are none."""
    text = Label(tone="quiet")
    text.setContentsMargins(12, 12, 12, 12)
    text.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    column = QVBoxLayout(table.viewport())
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(text)
    column.addStretch(1)
    return text


def _table(order: RegisterOrder, title: str) -> QTableView:
    table = QTableView()
    table.setModel(order)
    table.setAccessibleName(title)
    table.setSortingEnabled(True)
    table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    table.horizontalHeader().setSortIndicatorClearable(True)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.horizontalHeader().setMinimumHeight(32)
    table.verticalHeader().setVisible(False)
    table.verticalHeader().setDefaultSectionSize(TARGET + 4)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.setEditTriggers(
        QAbstractItemView.EditTrigger.DoubleClicked
        | QAbstractItemView.EditTrigger.EditKeyPressed
        | QAbstractItemView.EditTrigger.AnyKeyPressed
    )
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setFrameShape(QTableView.Shape.NoFrame)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setIconSize(QSize(14, 14))
    table.setStyleSheet("QTableView::item { padding-left: 5px; padding-right: 5px; }")
    return table


class _CellEditor(QStyledItemDelegate):
    """A list to choose from where a field has choices or few rows to refer to; else a line to type in."""

    def __init__(self, register: Register) -> None:
        super().__init__(register)
        self._register = register

    def _spec(self, index: Index) -> Any:
        return self._register.model.columns[index.column()].spec

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        spec, translator, plan = self._spec(index), self._register.translator, self._register.document.plan
        if spec.shape is Shape.CHOICE or (spec.shape is Shape.REFERENCE and spec.refers_to not in MANY):
            box = Choices()
            box.setParent(parent)
            if spec.choices is not None:
                box.addItems([translator.choice(member) for member in spec.choices])
            else:
                rows = plan.table(spec.refers_to).values()
                names = sorted(str(getattr(r, "code", "") or getattr(r, "name", "")) for r in rows)
                box.addItems(["", *names])
            box.activated.connect(lambda _at: self._done(box))
            box.setAccessibleName(translator.heading(spec))
            return box
        edit = QLineEdit(parent)
        edit.setAccessibleName(translator.heading(spec))
        if spec.shape is Shape.REFERENCE:
            add_completer(edit, spec.refers_to, lambda: self._register.document.plan)
        return edit

    def _done(self, box: Choices) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, Choices):
            editor.setCurrentIndex(max(0, editor.findText(text)))
        elif isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        text = editor.currentText() if isinstance(editor, Choices) else text_meant(editor)  # type: ignore[arg-type]
        model.setData(index, text, Qt.ItemDataRole.EditRole)
        if self._register.model.several is not None:
            table, here = self._register.table, QPersistentModelIndex(index)
            place = table.viewport().mapToGlobal(table.visualRect(index).bottomLeft())
            offer_readings(
                table,
                place,
                self._register.model.several,
                self._register.translator,
                lambda window: model.setData(here, window, Qt.ItemDataRole.EditRole),
            )

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect)  # type: ignore[attr-defined]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return super().sizeHint(option, index).expandedTo(QSize(0, TARGET + 4))
