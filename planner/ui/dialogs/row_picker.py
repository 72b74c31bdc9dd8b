"""Choosing rows of the plan from a list: by name, number or organisation, as many as one wants."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from planner.domain.integrity import name_of
from planner.domain.model import Entity, Organisation
from planner.domain.plan import Plan
from planner.language import Translator
from planner.ui.dialogs.common import Dialog
from planner.ui.finding import folded
from planner.ui.panels.parts import TARGET
from planner.ui.plain_text import PlainLabel
from planner.ui.theming import resize_within_screen

ID_ROLE, WORDS_ROLE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class RowPicker(Dialog):
    """A list with ticks and a field that narrows it; what is ticked stays so while one goes on looking."""

    def __init__(
        self, title: str, plan: Plan, kind: str, chosen: Sequence[UUID], translator: Translator, parent: QWidget | None
    ) -> None:
        super().__init__(title, translator, parent)
        translate = translator.translate
        self.search = QLineEdit()
        self.search.setPlaceholderText(translate("Name, number or organisation…"))
        self.search.setAccessibleName(translate("Filter the rows"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumHeight(TARGET)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.told = PlainLabel("")
        for row in sorted(plan.table(kind).values(), key=name_of):
            self._add(row, plan, ticked=row.id in set(chosen))
        self.search.textChanged.connect(self._narrow)
        self.list.itemChanged.connect(lambda _item: self._count())
        column = QVBoxLayout(self)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(self.told)
        column.addWidget(self.button_row(accept=translate("Choose")))
        resize_within_screen(self, 520, 480)
        self._count()

    def _add(self, row: Entity, plan: Plan, *, ticked: bool) -> None:
        item = QListWidgetItem(name_of(row), self.list)
        organisation = plan.get(Organisation, getattr(row, "organisation_id", None))
        item.setData(ID_ROLE, row.id)
        item.setData(WORDS_ROLE, folded(f"{name_of(row)} {name_of(organisation) if organisation else ''}"))
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def _items(self) -> Iterable[QListWidgetItem]:
        return (self.list.item(number) for number in range(self.list.count()))

    def _narrow(self, text: str) -> None:
        words = folded(text).split()
        for item in self._items():
            item.setHidden(not all(word in item.data(WORDS_ROLE) for word in words))

    def _count(self) -> None:
        self.told.setText(self.translator.plural("{number} row chosen", "{number} rows chosen", len(self.chosen)))

    @property
    def chosen(self) -> tuple[UUID, ...]:
        """What is ticked, also where the field hides it now."""
        return tuple(item.data(ID_ROLE) for item in self._items() if item.checkState() is Qt.CheckState.Checked)
