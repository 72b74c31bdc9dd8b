"""Qt's own fields with the manners we want: Escape gives back, the wheel passes over, keys are offered."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
)

from planner.domain.integrity import name_of
from planner.domain.plan import Plan


class LineField(QLineEdit):
    """A text field that gives its old text back on Escape."""

    dropped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.dropped.emit()
            return
        super().keyPressEvent(event)


def add_completer(edit: QLineEdit, kind: str, plan_of: Callable[[], Plan]) -> None:
    """Offer the rows of a kind while somebody types; the chosen one leaves its key in the field."""
    offer = QCompleter(edit)
    offer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    offer.setFilterMode(Qt.MatchFlag.MatchContains)
    offer.setMaxVisibleItems(12)
    edit.setCompleter(offer)
    edit.installEventFilter(_Refill(edit, offer, kind, plan_of))


class _Refill(QObject):
    """Brings a completer's list up to date when its field is entered; a choice is cut down to its key."""

    def __init__(self, edit: QLineEdit, offer: QCompleter, kind: str, plan_of: Callable[[], Plan]) -> None:
        super().__init__(edit)
        self._edit, self._offer, self._kind, self._plan_of = edit, offer, kind, plan_of
        offer.activated.connect(self._cut)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            names = sorted(name_of(row) for row in self._plan_of().table(self._kind).values())
            self._offer.setModel(QStringListModel(names, self._offer))
        return super().eventFilter(watched, event)

    def _cut(self, text: str) -> None:
        key = next(
            (str(getattr(r, "key", text)) for r in self._plan_of().table(self._kind).values() if name_of(r) == text),
            text,
        )
        self._edit.setText(key)
        self._edit.setModified(True)


class Lines(QPlainTextEdit):
    """Several lines of text; Ctrl+Enter or leaving tells that it is ready, Escape that it is dropped."""

    left = Signal()
    dropped = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape and self.document().isModified():
            self.dropped.emit()
        else:
            super().keyPressEvent(event)


class Choices(QComboBox):
    """A list to choose from that the mouse wheel passes over unless it has the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """As Qt paints it, but with dots where a text is cut off."""
        option, part = QStyleOptionComboBox(), QStyle.SubControl.SC_ComboBoxEditField
        self.initStyleOption(option)
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self).width() - 4
        option.currentText = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Number(QSpinBox):
    """A whole number that the mouse wheel passes over unless it has the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().setTextMargins(5, 0, 0, 0)  # as in other fields: a style sheet does not reach it

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
