"""Qt's own fields with the manners we want: Escape gives back, the wheel passes over, keys are offered."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPaintEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
)

from planner.domain.integrity import name_of
from planner.domain.plan import Plan
from planner.ui.plain_text import PlainLabel


def is_undo(event: QKeyEvent) -> bool:
    """Whether a key is that for undo or redo."""
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


def _overrides(event: QKeyEvent) -> bool:
    """Whether a field is asked if it wants a key for itself, before an action has it."""
    return event.type() == QEvent.Type.ShortcutOverride


class LineField(QLineEdit):
    """A text field that gives its old text back on Escape; once its text was taken, undo is that of the plan."""

    dropped = Signal()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and _overrides(event) and not self.isModified() and is_undo(event):
            event.ignore()
            return True
        return super().event(event)

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


def text_meant(edit: QLineEdit) -> str:
    """What stands in a field; where just one of the rows offered has it in its key or name, that row's."""
    text, offer = edit.text().strip(), edit.completer()
    model = offer.model() if offer is not None else None
    if not text or model is None:
        return text
    offers = [str(model.index(n, 0).data()) for n in range(model.rowCount())]
    keys = {each.partition(" ")[0].casefold() for each in offers}
    found = [each for each in offers if text.casefold() in each.casefold()]
    return found[0] if len(found) == 1 and text.casefold() not in keys else text


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
        """Leave the key, or the whole name where there is none; what is typed so is understood either way."""
        rows = self._plan_of().table(self._kind).values()
        row = next((row for row in rows if name_of(row) == text), None)
        self._edit.setText(str(getattr(row, "key", text)))
        self._edit.setModified(True)


class Lines(QPlainTextEdit):
    """Several lines of text; Ctrl+Enter or leaving tells that it is ready, Escape that it is dropped."""

    left = Signal()
    dropped = Signal()

    def event(self, event: QEvent) -> bool:
        unchanged = not self.document().isModified()
        if isinstance(event, QKeyEvent) and _overrides(event) and unchanged and is_undo(event):
            event.ignore()
            return True
        return super().event(event)

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
        self._label: QLabel | None = None

    def showEvent(self, event: QShowEvent) -> None:
        self.name_by_label()
        super().showEvent(event)

    def name_by_label(self) -> None:
        """Let a label beside it name the box: where there are relations Qt gives the chosen text as its name."""
        if self._label is None or self._label.parentWidget() is not self.parentWidget():
            self._label = PlainLabel("", self.parentWidget())
            self._label.hide()
            self._label.setBuddy(self)
        self._label.setText(self.accessibleName())

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
