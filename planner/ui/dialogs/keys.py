"""The list of keys, made from the actions themselves; each key can be changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QKeySequenceEdit,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.errors import EditRefused
from planner.language import Translator
from planner.settings import Settings
from planner.ui.action_spec import ACTIONS, ActionSpec
from planner.ui.dialogs.common import Dialog, push
from planner.ui.keys import Keys
from planner.ui.menus import MENUS, OTHER_KEYS
from planner.ui.panels.parts import TARGET, Label
from planner.ui.theming import resize_within_screen

NAME = Qt.ItemDataRole.UserRole


class KeysDialog(Dialog):
    """Every action with its keys, by menu, and the keys that are fixed; what is changed here holds at once."""

    changed = Signal()  # keys are others than they were

    def __init__(self, settings: Settings, translator: Translator, parent: QWidget | None = None) -> None:
        super().__init__(translator.translate("Keys"), translator, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._keys = Keys(settings)
        self._specs = ACTIONS
        self._groups: list[tuple[QTreeWidgetItem, list[QTreeWidgetItem]]] = []
        self._build_list()
        self._build_change()
        column = QVBoxLayout(self)
        column.addWidget(self.filter)
        column.addWidget(self.tree, 1)
        column.addWidget(self.told)
        column.addLayout(self._change)
        buttons = self.button_row(leave=translator.translate("Close"))
        buttons.addButton(push(translator.translate("All usual keys"), self._reset_all), buttons.ButtonRole.ResetRole)
        column.addWidget(buttons)
        resize_within_screen(self, 640, 660)
        self._show_keys()
        self._look_at()

    def _build_list(self) -> None:
        translate = self.translator.translate
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(translate("Filter…"))
        self.filter.setAccessibleName(translate("Filter the rows"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumHeight(TARGET)
        self.filter.textChanged.connect(self._look_for)
        self.tree = QTreeWidget()
        self.tree.setObjectName("keyList")
        self.tree.setAccessibleName(translate("Keys"))
        self.tree.setHeaderLabels([translate("What it does"), translate("Key")])
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.setRootIsDecorated(False)
        for menu, names in MENUS:
            self._add_group(
                translate(menu), [(self._specs[name].text, "", name) for name in names if name in self._specs]
            )
        self._add_group(translate("In the table and on the chart"), [(text, keys, "") for text, keys in OTHER_KEYS])
        self.tree.expandAll()
        self.tree.setColumnWidth(0, 400)
        self.tree.currentItemChanged.connect(lambda *_: self._look_at())
        self.tree.itemActivated.connect(lambda *_: self.edit.setFocus())

    def _build_change(self) -> None:
        translate = self.translator.translate
        self.told = Label("", "quiet")
        self.edit = QKeySequenceEdit()
        self.edit.setMaximumSequenceLength(1)
        self.edit.setMinimumHeight(TARGET)
        self.edit.setAccessibleName(translate("New key"))
        for line in self.edit.findChildren(QLineEdit):
            line.setPlaceholderText(translate("Key…"))
        self.edit.editingFinished.connect(self._take)
        self.usual = push(translate("Usual key"), self._reset)
        self.none = push(translate("No key"), self._drop)
        self._change = QHBoxLayout()
        self._change.addWidget(self.edit, 1)
        self._change.addWidget(self.none)
        self._change.addWidget(self.usual)

    def _add_group(self, title: str, entries: Sequence[tuple[str, str, str]]) -> None:
        group = QTreeWidgetItem([title])
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = self.tree.font()
        font.setBold(True)
        group.setFont(0, font)
        self.tree.addTopLevelItem(group)
        group.setFirstColumnSpanned(True)
        lines = []
        for text, keys, name in entries:
            shown = self.translator.translate(keys) if keys else ""  # such as “Shift + drag”
            line = QTreeWidgetItem([self._plain(text), ", ".join(native(key) for key in shown.split(", "))])
            line.setData(0, NAME, name)
            lines.append(line)
        group.addChildren(lines)
        self._groups.append((group, lines))

    def _plain(self, text: str) -> str:
        return self.translator.translate(text).rstrip("…")

    # --- looking --------------------------------------------------------------------------------

    def _look_for(self, text: str) -> None:
        words = text.casefold().split()
        for group, lines in self._groups:
            for line in lines:
                shown = f"{line.text(0)} {line.text(1)}".casefold()
                line.setHidden(not all(word in shown for word in words))
            group.setHidden(all(line.isHidden() for line in lines))

    def _show_keys(self) -> None:
        font = self.tree.font()
        for _, lines in self._groups:
            for line in lines:
                spec = self._specs.get(line.data(0, NAME))
                if spec is not None:
                    line.setText(1, self._keys.text(spec))
                    font.setItalic(not self._keys.is_usual(spec))
                    line.setFont(1, font)

    def _chosen(self) -> ActionSpec | None:
        line = self.tree.currentItem()
        return None if line is None else self._specs.get(line.data(0, NAME))

    def _look_at(self) -> None:
        spec = self._chosen()
        for part in (self.edit, self.none, self.usual):
            part.setEnabled(spec is not None)
        self.edit.clear()
        if spec is None:
            self.told.setText(
                self.translator.translate("Choose what it does to give it another key; italic keys are yours.")
            )
        else:
            self.told.setText(
                self.translator.translate("Press the new key for “{action}”.", action=self._plain(spec.text))
            )

    # --- changing -------------------------------------------------------------------------------

    def _take(self) -> None:
        """Give what is chosen the key that was pressed; say so if another action had it."""
        spec, pressed = self._chosen(), self.edit.keySequence()
        if spec is None or pressed.isEmpty():
            return
        other = self._keys.holder(pressed)
        try:
            self._keys.choose(spec, pressed)
        except EditRefused as refused:
            self.edit.clear()
            self.told.setText(self.translator.translate(refused.message))
            return
        self._changed()
        if other is not None and other is not spec:
            told = self.translator.translate(
                "{key} was the key of “{action}”, which lost it.",
                key=native(pressed.toString()),
                action=self._plain(other.text),
            )
            self.told.setText(told)

    def _drop(self) -> None:
        if (spec := self._chosen()) is not None:
            self._keys.drop(spec)
            self._changed()

    def _reset(self) -> None:
        if (spec := self._chosen()) is not None:
            self._keys.reset(spec)
            self._changed()

    def _reset_all(self) -> None:
        self._keys.reset_all()
        self._changed()

    def _changed(self) -> None:
        self._show_keys()
        self._look_at()
        self.changed.emit()


def native(key: str) -> str:
    """A key as the system writes it; what is no key sequence stays as it is."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) or key
