"""The list of keys, made from the actions themselves."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from planner.language import Wording
from planner.ui.dialogs.common import Dialog
from planner.ui.panels.parts import TARGET

Groups = Sequence[tuple[str, Sequence[tuple[str, str]]]]


class KeysDialog(Dialog):
    """Groups of (what it does, its keys), with a filter."""

    def __init__(self, groups: Groups, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(wording.say("Keys"), wording, parent)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(wording.say("Filter…"))
        self.filter.setAccessibleName(wording.say("Filter the rows"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumHeight(TARGET)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(wording.say("Keys"))
        self.tree.setHeaderLabels([wording.say("What it does"), wording.say("Key")])
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.setRootIsDecorated(False)
        self._groups: list[tuple[QTreeWidgetItem, list[QTreeWidgetItem]]] = []
        for title, entries in groups:
            self._add_group(title, entries)
        self.tree.expandAll()
        self.tree.setColumnWidth(0, 330)
        self.filter.textChanged.connect(self._look_for)
        column = QVBoxLayout(self)
        column.addWidget(self.filter)
        column.addWidget(self.tree, 1)
        column.addWidget(self.button_row(leave=wording.say("Close")))
        self.resize(600, 620)

    def _add_group(self, title: str, entries: Sequence[tuple[str, str]]) -> None:
        group = QTreeWidgetItem([title])
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = self.tree.font()
        font.setBold(True)
        group.setFont(0, font)
        self.tree.addTopLevelItem(group)
        group.setFirstColumnSpanned(True)
        lines = [
            QTreeWidgetItem([what.rstrip("…"), ", ".join(native(key) for key in keys.split(", "))])
            for what, keys in entries
        ]
        group.addChildren(lines)
        self._groups.append((group, lines))

    def _look_for(self, text: str) -> None:
        words = text.casefold().split()
        for group, lines in self._groups:
            for line in lines:
                shown = f"{line.text(0)} {line.text(1)}".casefold()
                line.setHidden(not all(word in shown for word in words))
            group.setHidden(all(line.isHidden() for line in lines))


def native(key: str) -> str:
    """A key as the system writes it; what is no key sequence stays as it is."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) or key
