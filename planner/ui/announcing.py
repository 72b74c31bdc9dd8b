"""What is said to who cannot see it: steps, undo, refusals and finished work, as announcements to screen readers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

listeners: list[Callable[[str, bool], object]] = []
"""Told of every announcement too: its text, and whether it is urgent."""


def announce(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Have a screen reader say a text; an urgent one at once, any other when it has said what it says now."""
    if not text:
        return
    for listener in listeners:
        listener(text, urgent)
    event = QAccessibleAnnouncementEvent(widget, text)
    kinds = QAccessible.AnnouncementPoliteness
    event.setPoliteness(kinds.Assertive if urgent else kinds.Polite)
    QAccessible.updateAccessibility(event)
