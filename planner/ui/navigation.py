"""The left side: the views, the organisations with how they stand, and the time left to entry into force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QLabel,
    QListWidgetItem,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from planner.chart.facts import light_words
from planner.domain.model import Light
from planner.language import Translator
from planner.ui.icons import LIGHT_SIGNS, light_colour
from planner.ui.plain_text import PlainLabel, plain
from planner.ui.theming import bold, scaled, ui_palette
from planner.ui.view_groups import FlatList, ViewGroups, ViewOffer

NAME_ROLE = Qt.ItemDataRole.UserRole
LIGHT_ROLE = NAME_ROLE + 1
PERCENT_ROLE = NAME_ROLE + 2
CODE_ROLE = NAME_ROLE + 3
ROW = 26
WIDTH = 206


@dataclass(frozen=True)
class OrganisationState:
    """One organisation as the list shows it; `why` says in words what the light means."""

    id: UUID
    name: str
    code: str
    light: Light
    percent: int
    why: str


@dataclass(frozen=True)
class EntryState:
    """The moment everybody works towards, in words."""

    day: str
    left: str
    late: bool
    sentence: str = ""  # whether it is made


class Navigation(QWidget):
    """Tells which view is wanted, and which organisation somebody looks for."""

    view_wanted = Signal(str)
    organisation_wanted = Signal(object)  # UUID
    entry_wanted = Signal()

    def __init__(
        self,
        translator: Translator,
        views: Sequence[ViewOffer],
        closed: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.translator = translator
        self.setObjectName("navigation")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(150)
        self.groups = ViewGroups(translator, views, closed)
        self.groups.wanted.connect(self.view_wanted)
        self._organisations = FlatList(translator.translate("Organisations"))
        self._organisations.setItemDelegate(_OrganisationRow(self._organisations))
        self._organisations.itemActivated.connect(self._want_organisation)
        self._organisations.itemClicked.connect(self._want_organisation)
        self._day = PlainLabel()
        self._day.setWordWrap(True)
        self._left = PlainLabel()
        self._left.setWordWrap(True)
        self._entry_heading = self._heading(translator.translate("Until entry into force"))
        self._arrange()

    def _arrange(self) -> None:
        inside = QWidget()
        around = QScrollArea(self)  # on a low screen, or at a large scale, the lists scroll
        around.setWidget(inside)
        around.setWidgetResizable(True)
        around.setFrameShape(QScrollArea.Shape.NoFrame)
        around.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        around.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(around)
        column = QVBoxLayout(inside)
        column.setContentsMargins(6, 4, 6, 8)
        column.setSpacing(0)
        column.addWidget(self._entry_heading)
        for label in (self._day, self._left):
            label.setContentsMargins(8, 0, 4, 2)
            label.setMinimumWidth(1)
            column.addWidget(label)
        column.addWidget(self.groups)
        column.addWidget(self._heading(self.translator.translate("Organisations")))
        column.addWidget(self._organisations)
        column.addStretch(1)
        self._day.setFont(bold(scaled(self.font(), 1.36)))
        self._left.setFont(scaled(self.font(), 0.9))

    def _heading(self, text: str) -> QLabel:
        label = PlainLabel(text.upper())
        label.setProperty("part", "heading")
        label.setFont(bold(scaled(self.font(), 0.8)))
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        return label

    # --- what it shows ----------------------------------------------------------------------

    def show_view(self, name: str) -> None:
        """Mark a view as the one that is shown."""
        self.groups.show_view(name)

    def show_organisations(self, states: Sequence[OrganisationState]) -> None:
        """Fill the list, or renew what stands in it."""
        here = self._organisations.currentRow()
        self._organisations.clear()
        for state in states:
            item = QListWidgetItem(state.name, self._organisations)
            item.setData(NAME_ROLE, state.id)
            item.setData(LIGHT_ROLE, state.light)
            item.setData(CODE_ROLE, state.code)
            item.setData(PERCENT_ROLE, state.percent)
            item.setToolTip(
                plain(f"{state.name} · {state.percent} %\n{light_words(state.light, self.translator)}: {state.why}")
            )
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole,
                f"{state.name}, {light_words(state.light, self.translator)}, {state.percent} %. {state.why}",
            )
        self._organisations.setCurrentRow(here if here < len(states) else -1)
        self._organisations.fit()

    def show_entry(self, state: EntryState | None) -> None:
        """The block at the bottom; None where the plan has no such milestone."""
        for part in (self._entry_heading, self._day, self._left):
            part.setVisible(state is not None)
        if state is None:
            return
        self._day.setText(state.day)
        self._left.setText(state.left)
        self._left.setProperty("part", "late" if state.late else "quiet")
        self._left.style().unpolish(self._left)
        self._left.style().polish(self._left)

    # --- what it tells ------------------------------------------------------------------------

    def _want_organisation(self, item: QListWidgetItem) -> None:
        self.organisation_wanted.emit(item.data(NAME_ROLE))

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 600)


class _OrganisationRow(QStyledItemDelegate):
    """Sign of the light, name, and progress at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, ROW + 2)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        ours = ui_palette()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ours.chosen if state & QStyle.StateFlag.State_Selected else ours.hover))
            painter.drawRoundedRect(rect, 5, 5)
        light: Light = index.data(LIGHT_ROLE)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(light_colour(light)))
        painter.setFont(bold(option.font))  # type: ignore[attr-defined]
        painter.drawText(rect.adjusted(8, 0, 0, 0), middle, LIGHT_SIGNS[light])
        painter.setFont(scaled(option.font, 0.9))  # type: ignore[attr-defined]
        painter.setPen(QColor(ours.quiet))
        painter.drawText(
            rect.adjusted(0, 0, -8, 0), middle | Qt.AlignmentFlag.AlignRight, f"{index.data(PERCENT_ROLE)}%"
        )
        painter.setFont(option.font)  # type: ignore[attr-defined]
        painter.setPen(QColor(ours.text))
        room = rect.adjusted(28, 0, -42, 0)
        measure = painter.fontMetrics()
        name = str(index.data(Qt.ItemDataRole.DisplayRole))
        if measure.horizontalAdvance(name) > room.width():  # a code says more than half a name
            name = str(index.data(CODE_ROLE))
        painter.drawText(room, middle, measure.elidedText(name, Qt.TextElideMode.ElideRight, room.width()))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(ours.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(0, 0, -1, -1), 5, 5)
        painter.restore()
