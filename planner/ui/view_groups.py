"""The views by what one does there: groups that fold, each with how much in it asks for attention."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from planner.language import Translator
from planner.ui.panels.fold_head import FoldHead

ROW = 26
NAME_ROLE, TEXT_ROLE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 10


class ViewOffer(NamedTuple):
    """A view as the list offers it: its name, its text and the heading of its group, both in words."""

    name: str
    text: str
    group: str


class FlatList(QListWidget):
    """A list as high as its rows, without a frame; `past` tells that an arrow goes on beyond its end."""

    past = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setProperty("part", "list")
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(ROW)

    def fit(self) -> None:
        """Take the height of all rows."""
        self.setFixedHeight(max(1, self.count()) * max(ROW, self.sizeHintForRow(0)) + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if by and not 0 <= self.currentRow() + by < self.count():
            self.past.emit(by)
        else:
            super().keyPressEvent(event)


class ViewGroups(QWidget):
    """All views in groups; `wanted` tells which one is asked for, `folded` which groups are closed now."""

    wanted = Signal(str)
    folded = Signal(list)

    def __init__(self, translator: Translator, offers: Sequence[ViewOffer], closed: Iterable[str] = ()) -> None:
        super().__init__()
        self.translator = translator
        self._heads: dict[str, FoldHead] = {}
        self._lists: dict[str, FlatList] = {}
        self._counts: Mapping[str, int] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for group in dict.fromkeys(offer.group for offer in offers):
            self._add(group, [offer for offer in offers if offer.group == group])
            column.addWidget(self._heads[group])
            column.addWidget(self._lists[group])
            self._open(group, open_=group not in set(closed))
        self.show_counts({})

    def _add(self, group: str, offers: Sequence[ViewOffer]) -> None:
        head, views = FoldHead(), FlatList(group)
        for offer in offers:
            item = QListWidgetItem(offer.text, views)
            item.setData(NAME_ROLE, offer.name)
            item.setData(TEXT_ROLE, offer.text)
        views.fit()
        views.currentItemChanged.connect(lambda item, _before: self._want(item))
        views.past.connect(lambda by: self._go_past(group, by))
        head.clicked.connect(lambda: self._toggle(group))
        self._heads[group], self._lists[group] = head, views

    @property
    def first_list(self) -> FlatList:
        """The list that the focus comes to: the one with the view that is shown."""
        return next((each for each in self._lists.values() if each.currentRow() >= 0), next(iter(self._lists.values())))

    def _want(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.wanted.emit(item.data(NAME_ROLE))

    def _toggle(self, group: str) -> None:
        self._open(group, open_=not self._heads[group].expanded)
        self.folded.emit([each for each, head in self._heads.items() if not head.expanded])

    def _open(self, group: str, *, open_: bool) -> None:
        self._heads[group].set_expanded(open_)
        self._lists[group].setVisible(open_)

    def _go_past(self, group: str, by: int) -> None:
        """An arrow at the end of a group goes on in the next one that is open."""
        groups = list(self._lists)
        place = groups.index(group) + by
        while 0 <= place < len(groups):
            views = self._lists[groups[place]]
            if not views.isHidden():
                views.setFocus(Qt.FocusReason.TabFocusReason)
                views.setCurrentRow(0 if by > 0 else views.count() - 1)
                return
            place += by

    def show_view(self, name: str) -> None:
        """Mark a view as the one that is shown, and open its group."""
        for group, views in self._lists.items():
            names = [views.item(row).data(NAME_ROLE) for row in range(views.count())]
            with QSignalBlocker(views):
                views.setCurrentRow(names.index(name) if name in names else -1)
            if name in names and not self._heads[group].expanded:
                self._open(group, open_=True)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show behind views, and behind their groups, how much there asks for attention."""
        self._counts = counts
        for group, views in self._lists.items():
            total = 0
            for row in range(views.count()):
                item = views.item(row)
                count, text = counts.get(item.data(NAME_ROLE), 0), item.data(TEXT_ROLE)
                total += count
                item.setText(f"{text} · {count}" if count else text)
                aloud = self.translator.translate("{view}, {number} to look at", view=text, number=count)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, aloud if count else text)
            head = self._heads[group]
            head.setText(f"{group} ({total})" if total else group)
            head.setAccessibleName(
                self.translator.translate("{view}, {number} to look at", view=group, number=total) if total else group
            )
