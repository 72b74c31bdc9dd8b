"""What is put off for a moment."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def single_shot(owner: QObject, pause: int, run: Callable[[], object]) -> QTimer:
    """A timer of its owner, and gone with it, that runs something once, so many milliseconds after each start.

    Starting it again begins the pause anew; with no pause, what is to be painted comes first.
    """
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(pause)
    timer.timeout.connect(run)
    return timer
