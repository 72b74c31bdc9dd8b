"""The editor that opens in a cell: it stays open, with the reason told, while what is typed is refused."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCompleter, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget
from shiboken6 import isValid

from planner.domain.imprecise_date import AmbiguousDate, ImpreciseDate
from planner.ui.panels.controls import text_meant
from planner.ui.readings import offer_readings
from planner.ui.tables.activity_rows import ActivityRows
from planner.ui.theming import ROW_HEIGHT

Index = QModelIndex | QPersistentModelIndex
Offers = Callable[[int], list[str]]
"""What may be chosen in a column, as completions; none for a column of free text."""
RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
KEYS_TO_HINT = {
    Qt.Key.Key_Tab: QStyledItemDelegate.EndEditHint.EditNextItem,
    Qt.Key.Key_Backtab: QStyledItemDelegate.EndEditHint.EditPreviousItem,
    Qt.Key.Key_Return: QStyledItemDelegate.EndEditHint.SubmitModelCache,
    Qt.Key.Key_Enter: QStyledItemDelegate.EndEditHint.SubmitModelCache,
}


class CellEditing(QStyledItemDelegate):
    """Opens, fills and closes editors. Enter and Tab keep the text, Ctrl+Enter for all chosen rows; Esc drops it."""

    def __init__(self, offers: Offers, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._offers = offers
        self._committing = False
        self._editor: QLineEdit | None = None
        self.next_stays = False  # Enter in the next editor keeps the frame on its row: it is a new one

    went_on = Signal(int)  # Enter kept the text: the frame goes so many rows down

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = self._editor = QLineEdit(parent)
        editor.setProperty("stays", self.next_stays)
        self.next_stays = False
        editor.setFrame(True)
        editor.setTextMargins(2, 0, 2, 0)
        heading = index.model().headerData(
            index.column(), Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole
        )
        editor.setAccessibleName(str(heading))
        offered = self._offers(index.column())
        if offered:
            completer = QCompleter(offered, editor)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            editor.setCompleter(completer)
        return editor

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, ROW_HEIGHT)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        if editor.isModified():  # a step of elsewhere came in while somebody types here
            return
        rows = index.model()
        refused = rows.refused.at(rows.rows[index.row()].id, index.column()) if isinstance(rows, ActivityRows) else None
        editor.setText(refused.text if refused else str(index.data(Qt.ItemDataRole.EditRole) or ""))
        editor.setAccessibleDescription(refused.sentence if refused else "")
        editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        assert isinstance(model, ActivityRows)
        before = str(index.data(Qt.ItemDataRole.EditRole) or "")
        kept = editor.text() == before or model.setData(index, text_meant(editor))
        if editor.text() == before:
            model.refused.drop(model.rows[index.row()].id, index.column())
        editor.setProperty("refused", not kept)
        editor.style().unpolish(editor)
        editor.style().polish(editor)
        if model.several is not None:
            self._offer_readings(editor, model, QPersistentModelIndex(index), model.several)

    def _offer_readings(
        self, editor: QLineEdit, model: ActivityRows, here: QPersistentModelIndex, several: AmbiguousDate
    ) -> None:
        table = self.parent()
        assert isinstance(table, QWidget)

        def take(window: ImpreciseDate) -> None:
            if here.isValid() and model.setData(here, window) and isValid(editor):
                self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

        place = editor.mapToGlobal(editor.rect().bottomLeft())
        offer_readings(table, place, several, model.translator, take)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        place = option.rect  # type: ignore[attr-defined]
        widest = max(place.width(), 120)
        parent = editor.parentWidget()
        left = min(place.x(), max(0, parent.width() - widest)) if parent else place.x()
        editor.setGeometry(left, place.y(), widest, place.height())

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if not isinstance(editor, QLineEdit):
            return super().eventFilter(editor, event)
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_ours(event):
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._press(editor, event):
            return True
        if event.type() == QEvent.Type.FocusOut and not _menu_opened(event) and not _popup_has_focus(editor):
            if not self._keep(editor, QStyledItemDelegate.EndEditHint.NoHint):
                self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)
            return False
        return super().eventFilter(editor, event)

    def _is_ours(self, event: QKeyEvent) -> bool:
        """Whether a key that starts a command on rows belongs to the editor while somebody types."""
        here, pressed = self.parent(), QKeySequence(event.keyCombination())
        while isinstance(here, QWidget) and not here.isWindow():
            if any(pressed in act.shortcuts() for act in here.actions()):
                return True
            here = here.parentWidget()
        return event.key() in RETURN

    def _press(self, editor: QLineEdit, event: QKeyEvent) -> bool:
        """Do what a key means in an editor; False where it is for the text."""
        key, held = Qt.Key(event.key()), event.modifiers()
        if key in RETURN and held & Qt.KeyboardModifier.ControlModifier:
            self._keep_for_all(editor)
        elif (hint := KEYS_TO_HINT.get(key)) is not None:
            stays = bool(editor.property("stays"))
            if self._keep(editor, hint) and key in RETURN and not stays:
                self.went_on.emit(-1 if held & Qt.KeyboardModifier.ShiftModifier else 1)
        elif key == Qt.Key.Key_F2:
            editor.deselect()
            editor.end(False)
        elif key == Qt.Key.Key_Escape and not _popup_has_focus(editor):
            self._drop(editor)
        else:  # the outline's own keys do nothing here, nor go on to the table
            return bool(held & Qt.KeyboardModifier.AltModifier) and key in ARROWS
        return True

    def _drop(self, editor: QLineEdit) -> None:
        """Give back what was typed, also what was refused before."""
        table = self.parent()
        assert isinstance(table, QTableView)
        rows = table.model()
        assert isinstance(rows, ActivityRows)
        here = table.currentIndex()
        rows.refused.drop(rows.rows[here.row()].id, here.column())
        table.viewport().update()
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)

    def keep(self) -> bool:
        """Take what stands in the open editor; False where it was refused, and stays there."""
        editor = self._editor
        if editor is None or not isValid(editor) or not editor.isVisible():
            return True
        return self._keep(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def _keep_for_all(self, editor: QLineEdit) -> None:
        """Type what stands in the editor into this column of all chosen rows, and close it unless that is refused."""
        table = self.parent()
        assert isinstance(table, QTableView)
        rows, here = table.model(), table.currentIndex()
        assert isinstance(rows, ActivityRows)
        ids = [rows.rows[index.row()].id for index in table.selectionModel().selectedRows()]
        if rows.fill(ids or [rows.rows[here.row()].id], here.column(), editor.text()) and isValid(editor):
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)

    def _keep(self, editor: QLineEdit, hint: QStyledItemDelegate.EndEditHint) -> bool:
        """Commit, and close unless it was refused; whether it was kept."""
        if self._committing:
            return True
        self._committing = True
        try:
            self.commitData.emit(editor)
        finally:
            self._committing = False
        if editor.property("refused"):
            editor.selectAll()
            return False
        self.closeEditor.emit(editor, hint)
        return True


def _menu_opened(event: QEvent) -> bool:
    """Whether the focus goes to a menu over the editor, and comes back."""
    return isinstance(event, QFocusEvent) and event.reason() == Qt.FocusReason.PopupFocusReason


def _popup_has_focus(editor: QLineEdit) -> bool:
    completer = editor.completer()
    popup = completer.popup() if completer is not None else None
    return popup is not None and popup.isVisible()
