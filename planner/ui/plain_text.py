"""Names are text, never markup: Qt takes what looks like HTML for that in tooltips, messages and labels.

Every tooltip and message goes through `plain`, every label is a `PlainLabel`; a test looks for calls that do not.
"""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import Qt as RichText
from PySide6.QtWidgets import QLabel, QToolTip, QWidget


def plain(text: str) -> str:
    """A text so that Qt shows it as it stands: what would be taken for markup is written as markup that shows it."""
    if not RichText.mightBeRichText(text):
        return text
    return f"<p style='white-space: pre-wrap'>{escape(text)}</p>"


def show_tip(at: QPoint, text: str, widget: QWidget) -> None:
    """Show a tooltip at a place on the screen; an empty text hides it."""
    QToolTip.showText(at, plain(text), widget)


class PlainLabel(QLabel):
    """A label that shows its text as it stands."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
