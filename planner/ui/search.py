"""The search field: finds activities, organisations, motions, views and commands, and goes there or does them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from planner.document import Announcement, PlanDocument
from planner.domain.integrity import name_of
from planner.language import Translator
from planner.ui.finding import COMMANDS_ONLY, Finder, Offer, Sort, kept, rows_of
from planner.ui.icons import icon
from planner.ui.plain_text import plain
from planner.ui.theming import ui_palette

WIDTH, ROW, EDGE, SIGN, PAGE = 560, 30, 10, 16, 8
NOTE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class SearchField(QLineEdit):
    """Offers what has the typed words in its key or name; `found` tells which row was chosen.

    `others` gives the views and commands to be found; it is asked each time the field is gone to.
    """

    found = Signal(object)  # UUID
    missed = Signal(str)  # nothing has this text
    left = Signal()  # done with searching: by choosing, or by Esc

    def __init__(
        self,
        document: PlanDocument,
        translator: Translator,
        others: Callable[[], Iterable[Offer]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._wording, self._others = document, translator, others
        self._rows: list[tuple[str, Offer]] = []
        self._stale = True
        self._went = False  # to what is chosen in the list, by an arrow
        self._finder = Finder()
        self.show_key("")
        self.setAccessibleName(translator.translate("Find"))
        self.setClearButtonEnabled(True)
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._hits = _Hits(self)
        self._list = _Found(self._hits, translator.translate("What was found"), self)
        self._list.clicked.connect(self._chosen)
        self.textEdited.connect(self._look)
        self.returnPressed.connect(self._take)
        self._unsubscribe = document.subscribe(self._follow)

    def show_key(self, key: str) -> None:
        """Tell in the empty field which key leads to it."""
        text = self._wording.translate("Find activity, motion, command…")
        self.setPlaceholderText(f"{text}  {key}" if key else text)

    def close_search(self) -> None:
        """Stop following the document."""
        self._unsubscribe()

    def start(self, typed: str = "") -> None:
        """Go to the field, with a text to begin with, and show what there is."""
        self.setFocus()
        if typed:
            self.setText(typed)
        else:
            self.selectAll()
        self._look(self.text())

    def _follow(self, _announcement: Announcement) -> None:
        self._stale = True

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._fill()
        super().focusInEvent(event)

    def _fill(self) -> None:
        if self._stale:
            translate = self._wording
            self._rows = kept(
                Offer(name_of(row), partial(self.found.emit, row.id), note=translate.kind(row.kind_name))
                for row in rows_of(self._document.plan)
            )
            self._stale = False
        self._finder.fill([*self._rows, *kept(self._others())])

    def hits(self, text: str) -> list[Offer]:
        """What is offered for a text, best first."""
        self._fill()
        return self._finder.hits(text)

    def _look(self, text: str) -> None:
        """Show what a text finds, the best chosen."""
        hits = self._finder.hits(text)
        self._hits.show(hits)
        self._list.show_below(self)
        self._choose(0)

    def _choose(self, row: int) -> None:
        """Choose one of what was found; for who cannot see the list the field tells which it is."""
        index = self._hits.index(min(max(row, 0), len(self._hits.offers) - 1), 0)
        self._list.setCurrentIndex(index)
        self._went = False
        self.setAccessibleDescription(index.data(Qt.ItemDataRole.AccessibleTextRole) or "")

    def _chosen(self, index: QModelIndex) -> None:
        self._go(self._hits.offers[index.row()])

    def _take(self) -> None:
        """Take what is chosen in the list, or the best there is for what was typed."""
        current = self._list.currentIndex()
        if self._list.isVisible() and current.isValid():
            if self._hits.offers[current.row()].takes_back and not self._went:
                return  # taking work back is gone to with an arrow or a click first
            self._chosen(current)
            return
        typed = self.text().strip().lstrip(COMMANDS_ONLY).strip()
        hits = [hit for hit in self.hits(self.text()) if not hit.takes_back] if typed else []
        if hits:
            self._go(hits[0])
        elif typed:
            self.missed.emit(typed)

    def _go(self, offer: Offer) -> None:
        self._list.hide()
        if offer.sort is not Sort.ROW:
            self.clear()
        self.left.emit()
        offer.go()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: PAGE, Qt.Key.Key_PageUp: -PAGE}
        if event.key() == Qt.Key.Key_Escape:
            self._list.hide()
            self.clear()
            self.left.emit()
        elif event.key() in by and self._list.isVisible():
            self._choose(self._list.currentIndex().row() + by[Qt.Key(event.key())])
            self._went = True
        elif event.key() in by:
            self._look(self.text())
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._list.hide()
        super().focusOutEvent(event)


class _Found(QListView):
    """What was found, over the window below the field; it never takes the focus from the field."""

    def __init__(self, hits: QAbstractListModel, name: str, field: QWidget) -> None:
        super().__init__(field)
        self.setModel(hits)
        self.setItemDelegate(_OfferRow(self))
        self.setUniformItemSizes(True)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hide()

    def show_below(self, field: QWidget) -> None:
        """Stand below a field, at its right edge, as high as what was found; away where that is nothing."""
        count, window = self.model().rowCount(), field.window()
        if not count:
            self.hide()
            return
        self.setParent(window)
        corner = field.mapTo(window, QPoint(field.width(), field.height() + 2))
        width = min(max(field.width(), WIDTH), corner.x() - EDGE)
        height = min(count * self.sizeHintForRow(0) + 4, window.height() - corner.y() - EDGE)
        self.setGeometry(corner.x() - width, corner.y(), width, height)
        self.show()
        self.raise_()


class _Hits(QAbstractListModel):
    """The offers that are shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.offers: list[Offer] = []

    def show(self, offers: list[Offer]) -> None:
        self.beginResetModel()
        self.offers = offers
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.offers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        offer = self.offers[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return offer.text
        if role == Qt.ItemDataRole.DecorationRole:
            return icon(offer.icon) if offer.icon else None
        if role == NOTE:
            return offer.note
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain(offer.why_not or offer.text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (offer.text, offer.note, offer.why_not) if part)
        if role == Qt.ItemDataRole.ForegroundRole:
            return ui_palette().colour("quiet" if offer.why_not else "text")
        return None


class _OfferRow(QStyledItemDelegate):
    """Sign, text, and at the right in quiet what it is or its key."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = ui_palette(option.widget)  # type: ignore[attr-defined]
        room: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(room, colours.colour("chosen"))
        sign = index.data(Qt.ItemDataRole.DecorationRole)
        if sign is not None:
            sign.paint(painter, QRect(room.left() + EDGE, room.center().y() - SIGN // 2, SIGN, SIGN))
        metrics = QFontMetrics(option.font)  # type: ignore[attr-defined]
        note = index.data(NOTE) or ""
        taken = metrics.horizontalAdvance(note)
        right = QRect(room.right() - EDGE - taken, room.top(), taken, room.height())
        painter.setPen(colours.colour("quiet"))
        painter.drawText(right, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, note)
        left = room.left() + 2 * EDGE + SIGN
        text = QRect(left, room.top(), right.left() - 2 * EDGE - left, room.height())
        painter.setPen(index.data(Qt.ItemDataRole.ForegroundRole))
        shown = metrics.elidedText(index.data(), Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, max(ROW, option.fontMetrics.height() + 10))  # type: ignore[attr-defined]
