"""Fields of one row, or of several at once, each with its editor and a place for what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from operator import attrgetter, eq
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from planner.document import PlanDocument
from planner.domain.changes import Step
from planner.domain.date_format import formatted
from planner.domain.edits import set_fields
from planner.domain.fields import FieldDef, Shape
from planner.domain.imprecise_date import AmbiguousDate, ImpreciseDate
from planner.domain.model import Entity
from planner.domain.plan import Plan
from planner.errors import EditRefused, FileTrouble
from planner.language import Translator
from planner.language.typed import chosen_reading
from planner.message import Message
from planner.ui.announcing import announce
from planner.ui.edit_runner import notify, run_edit
from planner.ui.message_strip import Tone
from planner.ui.panels.editors import MIXED, Editor, LongTextEditor, editor_for
from planner.ui.panels.parts import Label
from planner.ui.readings import offer_readings

LABEL_WIDTH = 100
"""Width of the column of headings, in pixels, so that the forms under one another line up."""
Setter = Callable[[Plan, Sequence[Entity], Any], Step]


class Field(QWidget):
    """An editor, a hint under it, and the sentence that says why a value was refused."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self.editor = editor
        self.hint = Label(tone="quiet")
        self.trouble = Label(tone="error")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(1)
        grid.addWidget(editor, 0, 0)
        grid.addWidget(self.hint, 1, 0)
        grid.addWidget(self.trouble, 2, 0)
        self.hint.hide()
        self.trouble.hide()

    def set_trouble(self, sentence: str) -> None:
        """Show why the last value was refused; nothing for empty text."""
        if sentence:
            announce(self, sentence, urgent=True)
        self.trouble.setText(f"! {sentence}" if sentence else "")
        self.trouble.setVisible(bool(sentence))
        target = self.editor.focusProxy() or self.editor
        if target.accessibleDescription() != sentence:
            target.setAccessibleDescription(sentence)

    def explain(self, hint: str) -> None:
        """Show something about the value under it."""
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))


class Form(QWidget):
    """Editors for some fields of a kind. Each value that is asked for is one step."""

    def __init__(
        self,
        document: PlanDocument,
        translator: Translator,
        specs: Iterable[FieldDef],
        setters: dict[str, Setter] | None = None,
    ) -> None:
        super().__init__()
        self.document, self.translator = document, translator
        self._setters = setters or {}
        self._ids: tuple[UUID, ...] = ()
        self._kind: type[Entity] | None = None
        self.fields: dict[str, Field] = {}
        self._specs: dict[str, FieldDef] = {}
        self._labels: dict[str, QLabel] = {}
        self._titled = False
        self._refused: dict[tuple[tuple[UUID, ...], str], tuple[str, str]] = {}  # text and sentence, until mended
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        specs = list(specs)
        for spec in specs:
            self._add(spec, titled=len(specs) > 1)
        long = [field.editor for field in self.fields.values() if isinstance(field.editor, LongTextEditor)]
        for editor in long[:-1]:  # said once, below the last
            editor.reminder.hide()

    def _add(self, spec: FieldDef, *, titled: bool) -> None:
        """Put a field below the others; a long text that is alone needs no heading."""
        editor = editor_for(spec, self.translator, lambda: self.document.plan)
        field = Field(editor)
        label = Label(self.translator.heading(spec), "quiet")
        label.setBuddy(editor.focusProxy() or editor)
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        if spec.shape is not Shape.LONG_TEXT:  # those stand above, with all the width
            label.setFixedWidth(LABEL_WIDTH)
        label.setContentsMargins(0, 5, 0, 0)
        row = self._grid.rowCount()
        if spec.shape is Shape.LONG_TEXT:
            self._grid.addWidget(label, row, 0, 1, 2)
            self._grid.addWidget(field, row + 1, 0, 1, 2)
            label.setVisible(titled)
        else:
            self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(field, row, 1)
        self._titled = titled
        self.fields[spec.name], self._specs[spec.name], self._labels[spec.name] = field, spec, label
        editor.asked.connect(lambda value, name=spec.name: self.ask(name, value))
        editor.refused.connect(lambda message, name=spec.name: self._refuse(name, message))
        editor.settled.connect(lambda name=spec.name: self._settle(name))
        editor.unclear.connect(lambda several, name=spec.name: self._offer(name, several))

    def set_label_width(self, width: int) -> None:
        """Give the headings another width, in pixels."""
        for name, label in self._labels.items():
            if self._specs[name].shape is not Shape.LONG_TEXT:
                label.setFixedWidth(width)

    # --- showing ------------------------------------------------------------------------------

    def rows(self) -> list[Entity]:
        """The rows that the form is about, as they are in the plan now."""
        if self._kind is None:
            return []
        found = (self.document.plan.get(self._kind, row_id) for row_id in self._ids)
        return [row for row in found if row is not None]

    def show_rows(self, rows: Sequence[Entity], *, values: dict[str, Any] | None = None) -> None:
        """Show the fields of these rows of one kind; `values` are those that no row stores."""
        same = tuple(row.id for row in rows) == self._ids
        self._kind = type(rows[0]) if rows else None
        self._ids = tuple(row.id for row in rows)
        for name, field in self.fields.items():
            if values and name in values:
                value = values[name]
            else:
                value = getattr(rows[0], name, None) if rows else None
                if rows and hasattr(rows[0], name) and not all(map(eq, map(attrgetter(name), rows), repeat(value))):
                    value = MIXED
            refused = self._refused.get((self._ids, name))
            if refused is None:
                field.set_trouble("")
                field.editor.show_value(value)
            elif not same:
                field.editor.show_value(value)
                field.editor.show_typed(refused[0])
                field.set_trouble(refused[1])
            field.explain(window_hint(value, self.translator) if isinstance(value, ImpreciseDate) else "")

    def let(self, name: str, *, shown: bool = True, read_only: bool = False) -> None:
        """Whether a field is there, and whether it can be edited now."""
        field = self.fields[name]
        field.setVisible(shown)
        self._labels[name].setVisible(shown and (self._titled or self._specs[name].shape is not Shape.LONG_TEXT))
        field.editor.set_read_only(read_only or self.document.read_only)

    def commit(self) -> None:
        """Ask for what stands typed and was not asked for yet."""
        for field in self.fields.values():
            if field.isVisible():
                field.editor.commit()

    # --- editing ------------------------------------------------------------------------------

    def _refuse(self, name: str, message: Message) -> None:
        """Tell why a text was not taken, and keep both for when one comes back to these rows."""
        field, sentence = self.fields[name], self.translator.translate(message)
        field.set_trouble(sentence)
        text = field.editor.typed_text()
        if text is not None:
            self._refused[self._ids, name] = text, sentence

    def _settle(self, name: str) -> None:
        self._refused.pop((self._ids, name), None)
        self.fields[name].set_trouble("")

    def ask(self, name: str, value: Any) -> bool:
        """Set a field of the rows; a refusal is shown beside it and changes nothing."""
        rows = self.rows()
        if not rows:
            return False
        try:
            step = self._step(self.document.plan, rows, name, value)
            self._settle(name)
            self.document.do(step)
        except EditRefused as refused:
            self._refuse(name, refused.message)
            return False
        except FileTrouble as trouble:
            notify(self, trouble.message, Tone.TROUBLE)
            return False
        if not step:
            self.show_again(name)
        return True

    def _step(self, plan: Plan, rows: Sequence[Entity], name: str, value: Any) -> Step:
        setter = self._setters.get(name)
        return setter(plan, rows, value) if setter else set_fields(plan, rows, name, value)

    def _offer(self, name: str, several: AmbiguousDate) -> None:
        """Ask which reading of a date is meant, for the rows that it was typed for, whatever is shown by then."""
        typed_for, editor = self.rows(), self.fields[name].editor

        def take(window: ImpreciseDate) -> None:
            value = chosen_reading(editor.spec, window)
            if [row.id for row in typed_for] == list(self._ids):
                self.ask(name, value)
            else:
                run_edit(self, self.document, self._step, typed_for, name, value)

        offer_readings(editor, editor.mapToGlobal(editor.rect().bottomLeft()), several, self.translator, take)

    def show_again(self, name: str) -> None:
        """Show a field as it is in the plan, in the way the program writes it."""
        values = [getattr(row, name, None) for row in self.rows()]
        if values and hasattr(self.rows()[0], name):
            self.fields[name].editor.show_value(values[0] if all(v == values[0] for v in values) else MIXED)


def window_hint(window: ImpreciseDate, translator: Translator) -> str:
    """How words are read: their two ends, and how firm they are; empty where the words say it all."""
    parts: list[str] = []
    if window.words and not window.is_exact and (window.earliest or window.latest):
        parts.append(span(window, translator))
    elif window.words and window.is_exact and window.words != formatted(window, translator.code):
        parts.append(translator.date(window.earliest, "medium"))
    if window.firmness:
        parts.append(translator.choice(window.firmness).lower())
    if window.vague:
        parts.append(translator.translate("vague"))
    return " · ".join(parts)


def span(window: ImpreciseDate, translator: Translator) -> str:
    """The two ends of a window."""
    first, last = translator.date(window.earliest, "medium"), translator.date(window.latest, "medium")
    if not last:
        return translator.translate("from {date}", date=first)
    if not first:
        return translator.translate("no later than {date}", date=last)
    return translator.translate("{first} to {last}", first=first, last=last)


__all__ = ["Field", "Form", "Message", "Setter", "span", "window_hint"]
