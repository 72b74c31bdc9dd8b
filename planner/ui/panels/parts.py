"""Small pieces that the panels are made of: quiet labels, sections that fold, buttons with an icon."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from planner.domain.model import Activity
from planner.language import Translator
from planner.ui.icons import icon
from planner.ui.panels.fold_head import FoldHead
from planner.ui.plain_text import PlainLabel, plain
from planner.ui.theming import LEAST_TARGET, ui_palette

TARGET = LEAST_TARGET
INKS = {"plain": "text", "quiet": "quiet", "error": "late", "warning": "warning", "good": "done"}


def tone_colour(tone: str) -> str:
    """The colour, as #rrggbb, in which a tone can be read on the window's ground."""
    return ui_palette().colour(INKS[tone]).name()


class Label(PlainLabel):
    """Plain text in a tone; wraps, and can be selected with the mouse."""

    def __init__(self, text: str = "", tone: str = "plain", *, bold: bool = False, wrap: bool = True) -> None:
        super().__init__(text)
        self._tone = tone
        self.setWordWrap(wrap)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if bold:
            font = self.font()
            font.setBold(True)
            self.setFont(font)
        self._colour()

    def setText(self, text: str) -> None:
        """Show a text; one that stands there already tells nobody anything."""
        if text != self.text():
            super().setText(text)

    def set_tone(self, tone: str) -> None:
        self._tone = tone
        self._colour()

    def _colour(self) -> None:
        palette = QPalette(self.palette())
        colour = QColor(tone_colour(self._tone))
        if palette.color(QPalette.ColorRole.WindowText) != colour:
            palette.setColor(QPalette.ColorRole.WindowText, colour)
            palette.setColor(QPalette.ColorRole.Text, colour)
            self.setPalette(palette)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            self._colour()
        super().changeEvent(event)


class Way(QPushButton):
    """A way to another activity: its key and name at the left, cut off where there is no room; a click goes there."""

    def __init__(
        self, other: Activity, translator: Translator, go: Callable[[UUID], object], sign: QIcon | str
    ) -> None:
        super().__init__()
        self._whole = f"{other.key}  {other.name}"
        if isinstance(sign, QIcon):
            self.setIcon(sign)
            self.setIconSize(QSize(14, 14))
        else:
            self._whole = f"{sign} {self._whole}"
        self.setObjectName("way")
        self.setMinimumHeight(TARGET)  # the style sheet may ask for more
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setToolTip(plain(translator.translate("Go to {key} {name}", key=other.key, name=other.name)))
        self.setAccessibleName(self.toolTip())
        self.clicked.connect(lambda: go(other.id))
        self.setText(self._whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        taken = 14 + (0 if self.icon().isNull() else self.iconSize().width() + 4)
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width() - taken))


def button(name: str, text: str, run: Callable[[], object]) -> QToolButton:
    """A button with an icon alone; its text is the tip and what a screen reader says."""
    made = QToolButton()
    made.setIcon(icon(name))
    made.setIconSize(QSize(16, 16))
    made.setMinimumSize(TARGET, TARGET)
    made.setAutoRaise(True)
    made.setToolTip(plain(text))
    made.setAccessibleName(text)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.clicked.connect(lambda *_checked: run())
    return made


class Section(QWidget):
    """A heading that folds what is under it; the heading is a button, so keys do it too."""

    folded = Signal(bool)

    def __init__(self, title: str, *, open_: bool = True) -> None:
        super().__init__()
        self._title, self._open = title, open_
        self._head = FoldHead()
        self._head.clicked.connect(lambda: self.set_open(not self._open))
        self.tools = QHBoxLayout()
        self.tools.setSpacing(2)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self._head)
        head.addStretch(1)
        head.addLayout(self.tools)
        self._content = QWidget()
        self.body = QVBoxLayout(self._content)
        self.body.setContentsMargins(4, 0, 0, 6)
        self.body.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._content)
        self.set_count(None)
        self._fold(open_)

    @property
    def is_open(self) -> bool:
        return self._open

    def set_open(self, open_: bool) -> None:
        """Unfold or fold."""
        if open_ != self._open:
            self._fold(open_)

    def set_count(self, count: int | None) -> None:
        """Show behind the title how many things are inside (nothing for None)."""
        text = self._title if count is None else f"{self._title} ({count})"
        if text != self._head.text():
            self._head.setText(text)
            self._head.setAccessibleName(text)

    def _fold(self, open_: bool) -> None:
        self._open = open_
        self._content.setVisible(open_)
        self._head.set_expanded(open_)
        self.folded.emit(not open_)

    def empty(self) -> None:
        """Take everything out of the body."""
        clear(self.body)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout, and away."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
            inner.deleteLater()
