"""The tool bar: buttons with text where they fit, with signs alone in a narrow window."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QToolBar, QToolButton, QWidget

SEARCH_WIDTH, NARROW_SEARCH = 310, 170


class ToolBar(QToolBar):
    """Never cuts the texts of its buttons: they are shown whole or not at all."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setObjectName("mainTools")
        self.setMovable(False)
        self.setIconSize(QSize(16, 16))
        self.search: QWidget | None = None
        self._whole = 0

    def fit(self, width: int) -> None:
        """Show texts if all there is fits a width with them."""
        self._whole = self._whole or self.sizeHint().width()
        room = width >= self._whole
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if room else Qt.ToolButtonStyle.ToolButtonIconOnly
        for action in self.actions():
            button = self.widgetForAction(action)
            if isinstance(button, QToolButton) and button.property("texted"):
                button.setToolButtonStyle(style)
        if self.search is not None:
            self.search.setFixedWidth(SEARCH_WIDTH if room else NARROW_SEARCH)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.fit(event.size().width())
        super().resizeEvent(event)
