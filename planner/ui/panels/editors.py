"""One small editor for each shape of field. An editor asks for a value; who made it decides.

Text is committed when the editor is left or Enter is pressed; Escape puts the old text back.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any
from uuid import UUID

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QColorDialog,
    QHBoxLayout,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from planner.domain.fields import FieldDef, Shape
from planner.domain.imprecise_date import AmbiguousDate
from planner.domain.plan import Plan
from planner.errors import EditRefused
from planner.language import Translator
from planner.message import Message
from planner.ui.durations import read_duration
from planner.ui.panels.controls import Choices, LineField, Lines, Number, add_completer, text_meant
from planner.ui.panels.parts import TARGET, Label, button
from planner.ui.plain_text import plain

MIXED = object()
"""Shown for several rows that have different values."""
DATES = (Shape.DATE, Shape.START, Shape.FINISH)


class Editor(QWidget):
    """Shows one value and asks for another: `asked(value)`, or `refused(Message)` for text without sense.

    `unclear(AmbiguousDate)` comes with `refused` for words that have several readings.
    """

    asked = Signal(object)
    unclear = Signal(object)
    refused = Signal(object)
    settled = Signal()  # what was typed was dropped, or is what stood there already

    def __init__(self, spec: FieldDef, translator: Translator, plan_of: Callable[[], Plan]) -> None:
        super().__init__()
        self.spec, self.translator, self.plan_of = spec, translator, plan_of
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(4)

    def show_value(self, value: Any) -> None:
        """Show a value (MIXED for several), dropping what was being typed."""
        raise NotImplementedError

    def commit(self) -> None:
        """Ask for what was typed and not asked for yet."""

    def typed_text(self) -> str | None:
        """What stands typed and was not taken; None where nothing does, or this editor takes no text."""
        return None

    def show_typed(self, text: str) -> None:
        """Put a text there that was typed before and not taken."""

    def set_read_only(self, read_only: bool) -> None:
        self.setEnabled(not read_only)

    def name_it(self, widget: QWidget) -> None:
        """Tell a screen reader what a control is for."""
        widget.setAccessibleName(self.translator.heading(self.spec))
        widget.setMinimumHeight(TARGET)
        self.setFocusProxy(self.focusProxy() or widget)


def shown_text(spec: FieldDef, value: Any, plan: Plan, translator: Translator) -> str:
    """A value as an editor shows it: dates with the month in letters, references by key or code."""
    if spec.shape in DATES and value is not None:
        return translator.date(value, "medium")
    return translator.value(spec, value, plan)


class TextEditor(Editor):
    """A line of text: names, numbers, durations, dates and windows, each as a person types them."""

    def __init__(self, spec: FieldDef, translator: Translator, plan_of: Callable[[], Plan]) -> None:
        super().__init__(spec, translator, plan_of)
        self.edit = LineField()
        self.line.addWidget(self.edit, 1)
        self.name_it(self.edit)
        self._text = ""
        self.edit.editingFinished.connect(self.commit)
        self.edit.dropped.connect(self._drop)
        if spec.shape in (*DATES, Shape.WINDOW):
            self.edit.setToolTip(
                plain(translator.translate("A day or words: 1-7-24, week 23, Q3 2023, after the summer 2022, +10d"))
            )

    def show_value(self, value: Any) -> None:
        mixed = value is MIXED
        self._text = "" if mixed else shown_text(self.spec, value, self.plan_of(), self.translator)
        empty = self.translator.translate("different") if mixed else self._empty_text()
        if self.edit.placeholderText() != empty:
            self.edit.setPlaceholderText(empty)
        self._restore()

    def _empty_text(self) -> str:
        return self.translator.translate("no term") if self.spec.shape is Shape.DURATION else ""

    def _restore(self) -> None:
        if self.edit.text() != self._text:
            self.edit.setText(self._text)
        if self.edit.cursorPosition():
            self.edit.setCursorPosition(0)
        self.edit.setModified(False)

    def _drop(self) -> None:
        self._restore()
        self.settled.emit()

    def typed_text(self) -> str | None:
        return self.edit.text() if self.edit.isModified() and self.edit.text() != self._text else None

    def show_typed(self, text: str) -> None:
        self.edit.setText(text)
        self.edit.setModified(True)

    def commit(self) -> None:
        if not self.edit.isModified() or self.edit.isReadOnly():
            return
        if self.edit.text() == self._text:
            self.edit.setModified(False)
            self.settled.emit()
            return
        try:
            value = self._value()
        except EditRefused as refused:
            self.refused.emit(refused.message)
            if isinstance(refused, AmbiguousDate):
                self.unclear.emit(refused)
            return
        self.asked.emit(value)

    def _value(self) -> Any:
        """What the text means; EditRefused where it means nothing."""
        if self.spec.name == "duration_minutes":
            return read_duration(self.spec, self.edit.text(), self.translator)
        return self.translator.parse(self.spec, self.edit.text(), self.plan_of())

    def set_read_only(self, read_only: bool) -> None:
        self.edit.setReadOnly(read_only)
        self.edit.setFrame(not read_only)


class KeyEditor(TextEditor):
    """A reference to one of many rows: type its key, or part of its name, and choose."""

    def __init__(self, spec: FieldDef, translator: Translator, plan_of: Callable[[], Plan]) -> None:
        super().__init__(spec, translator, plan_of)
        add_completer(self.edit, spec.refers_to, plan_of)

    def _value(self) -> Any:
        return self.translator.parse(self.spec, text_meant(self.edit), self.plan_of())


class LongTextEditor(Editor):
    """Several lines of text, with the reminder of what does not belong in them."""

    def __init__(self, spec: FieldDef, translator: Translator, plan_of: Callable[[], Plan]) -> None:
        super().__init__(spec, translator, plan_of)
        self.edit = Lines()
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(self.edit.fontMetrics().lineSpacing() * 4 + 12)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.edit)
        self.reminder = Label(translator.translate("No case data and no names of persons: roles only."), "quiet")
        column.addWidget(self.reminder)
        self.line.addLayout(column, 1)
        self.name_it(self.edit)
        self._text = ""
        self.edit.left.connect(self.commit)
        self.edit.dropped.connect(self._drop)

    def show_value(self, value: Any) -> None:
        mixed = value is MIXED
        self._text = "" if mixed else str(value or "")
        self.edit.setPlaceholderText(self.translator.translate("different") if mixed else "")
        self._restore()

    def _restore(self) -> None:
        if self.edit.toPlainText() != self._text:
            self.edit.setPlainText(self._text)
        self.edit.document().setModified(False)

    def _drop(self) -> None:
        self._restore()
        self.settled.emit()

    def typed_text(self) -> str | None:
        text = self.edit.toPlainText()
        return text if self.edit.document().isModified() and text.strip() != self._text else None

    def show_typed(self, text: str) -> None:
        self.edit.setPlainText(text)
        self.edit.document().setModified(True)

    def commit(self) -> None:
        text = self.edit.toPlainText().strip()
        if self.edit.document().isModified() and text != self._text and not self.edit.isReadOnly():
            self.asked.emit(text)

    def set_read_only(self, read_only: bool) -> None:
        self.edit.setReadOnly(read_only)


class ChoiceEditor(Editor):
    """One of the choices of a field, or one of the few rows that it may refer to."""

    def __init__(self, spec: FieldDef, translator: Translator, plan_of: Callable[[], Plan]) -> None:
        super().__init__(spec, translator, plan_of)
        self.box = Choices()
        self._offered: list[tuple[str, Any]] = []
        self.line.addWidget(self.box, 1)
        self.name_it(self.box)
        self.box.activated.connect(self._chosen)

    def _options(self) -> list[tuple[str, Any]]:
        if self.spec.choices is not None:
            return [(self.translator.choice(member), member) for member in self.spec.choices]
        plan = self.plan_of()
        rows = sorted(plan.table(self.spec.refers_to).values(), key=_place)
        return [("–", None), *((_option(row), row.id) for row in rows)]

    def show_value(self, value: Any) -> None:
        options = self._options()
        if value is MIXED:
            options.insert(0, (self.translator.translate("different"), MIXED))
        at = 0 if value is MIXED else next((n for n, (_, each) in enumerate(options) if each == value), 0)
        with QSignalBlocker(self.box):
            if options != self._offered:  # filling it anew is told to screen readers, option by option
                self._offered = options
                self.box.clear()
                for text, each in options:
                    self.box.addItem(text, str(each) if isinstance(each, UUID) else each)
            if self.box.currentIndex() != at:
                self.box.setCurrentIndex(at)

    def _chosen(self, index: int) -> None:
        data = self.box.itemData(index)
        if data is MIXED:
            return
        if self.spec.choices is not None:
            self.asked.emit(_member(self.spec.choices, data))
        else:
            self.asked.emit(UUID(data) if data else None)


def _member(choices: type[StrEnum], data: Any) -> StrEnum:
    return data if isinstance(data, choices) else choices(str(data))


def _place(row: Any) -> tuple[float, str]:
    return (float(getattr(row, "position", 0.0)), str(getattr(row, "code", "") or getattr(row, "name", "")))


def _option(row: Any) -> str:
    name, code = str(getattr(row, "name", "")), str(getattr(row, "code", ""))
    return f"{code} · {name}" if code and code.casefold() != name.casefold() else name or code


class ReferencesEditor(TextEditor):
    """Several rows, typed as keys or codes with commas, or ticked in a list."""

    def __init__(self, spec: FieldDef, translator: Translator, plan_of: Callable[[], Plan]) -> None:
        super().__init__(spec, translator, plan_of)
        self._ids: tuple[UUID, ...] = ()
        self._pick = button("more", translator.translate("Choose from a list"), self._open)
        self.line.addWidget(self._pick)

    def show_value(self, value: Any) -> None:
        self._ids = () if value is MIXED else tuple(value or ())
        super().show_value(value)

    def _open(self) -> None:
        from planner.ui.dialogs.row_picker import RowPicker

        title = self.translator.heading(self.spec)
        picker = RowPicker(title, self.plan_of(), self.spec.refers_to, self._ids, self.translator, self)
        if picker.exec() and set(picker.chosen) != set(self._ids):
            kept = tuple(i for i in self._ids if i in picker.chosen)
            self.asked.emit((*kept, *(i for i in picker.chosen if i not in kept)))
        picker.deleteLater()

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self._pick.setDisabled(read_only)


class TickEditor(Editor):
    """Yes or no."""

    def __init__(self, spec: FieldDef, translator: Translator, plan_of: Callable[[], Plan]) -> None:
        super().__init__(spec, translator, plan_of)
        self.tick = QCheckBox(translator.translate("yes"))
        self.line.addWidget(self.tick, 1)
        self.name_it(self.tick)
        self.tick.clicked.connect(lambda: self.asked.emit(self.tick.checkState() != Qt.CheckState.Unchecked))

    def show_value(self, value: Any) -> None:
        with QSignalBlocker(self.tick):
            self.tick.setTristate(value is MIXED)
            if value is MIXED:
                self.tick.setCheckState(Qt.CheckState.PartiallyChecked)
            else:
                self.tick.setChecked(bool(value))


class PercentEditor(Editor):
    """Progress: a slider for the hand, a number for who knows it."""

    def __init__(self, spec: FieldDef, translator: Translator, plan_of: Callable[[], Plan]) -> None:
        super().__init__(spec, translator, plan_of)
        self.number = Number()
        self.number.setRange(0, 100)
        self.number.setSuffix(" %")
        self.number.setFixedWidth(72)
        self.number.setKeyboardTracking(False)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 100)
        self.slider.setSingleStep(5)
        self.slider.setPageStep(25)
        self.slider.setTracking(False)
        self.line.addWidget(self.number)
        self.line.addWidget(self.slider, 1)
        self.name_it(self.number)
        self.name_it(self.slider)
        self._value = 0
        self.number.editingFinished.connect(self.commit)
        self.slider.valueChanged.connect(self.asked.emit)
        self.slider.sliderMoved.connect(self._follow)

    def _follow(self, value: int) -> None:
        with QSignalBlocker(self.number):
            self.number.setValue(value)

    def show_value(self, value: Any) -> None:
        with QSignalBlocker(self.number), QSignalBlocker(self.slider):
            self._value = 0 if value in (MIXED, None) else round(value)
            self.number.setSpecialValueText(self.translator.translate("different") if value is MIXED else "")
            self.number.setValue(self._value)
            self.slider.setValue(self._value)

    def commit(self) -> None:
        if self.number.value() != self._value:
            self.asked.emit(self.number.value())


class ColourEditor(TextEditor):
    """A colour as #rrggbb, or chosen by eye."""

    def __init__(self, spec: FieldDef, translator: Translator, plan_of: Callable[[], Plan]) -> None:
        super().__init__(spec, translator, plan_of)
        self._pick = button("theme", translator.translate("Choose a colour"), self._open)
        self._pick.setAutoRaise(False)
        self.line.addWidget(self._pick)

    def show_value(self, value: Any) -> None:
        super().show_value(value)
        colour = QColor(self._text) if self._text else None
        self._pick.setStyleSheet(f"background: {colour.name()};" if colour and colour.isValid() else "")

    def _open(self) -> None:
        chosen = QColorDialog.getColor(
            QColor(self._text or "#5b7fa6"), self, self.translator.translate("Choose a colour")
        )
        if chosen.isValid():
            self.asked.emit(chosen.name())


def editor_for(spec: FieldDef, translator: Translator, plan_of: Callable[[], Plan]) -> Editor:
    """The editor that fits a field."""
    kinds: dict[Shape, type[Editor]] = {
        Shape.LONG_TEXT: LongTextEditor,
        Shape.CHOICE: ChoiceEditor,
        Shape.REFERENCE: KeyEditor if spec.refers_to in MANY else ChoiceEditor,
        Shape.REFERENCES: ReferencesEditor,
        Shape.YES_NO: TickEditor,
        Shape.PERCENT: PercentEditor,
    }
    if spec.name == "colour":
        return ColourEditor(spec, translator, plan_of)
    return kinds.get(spec.shape, TextEditor)(spec, translator, plan_of)


MANY = frozenset({"activity", "criterion", "baseline"})
"""Kinds with too many rows for a list to choose from."""

__all__ = ["MIXED", "Editor", "Message", "editor_for", "shown_text"]
