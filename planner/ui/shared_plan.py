"""A plan that others write in as well: what they do is shown while it is open here."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from planner.document import PlanDocument
from planner.errors import PlannerError
from planner.ui.edit_runner import notify
from planner.ui.message_strip import Tone

LOOK_EVERY = 300
"""Milliseconds between two looks at whether a notice of the server came: nothing is asked of it then."""


def follow_others(window: QWidget, document: PlanDocument) -> None:
    """Take in others' steps as they come, for as long as a window is there; a server that is away is told once."""
    listening = document.listen()
    if listening is None:
        return
    timer = QTimer(window)
    timer.setInterval(LOOK_EVERY)
    away: list[bool] = []

    def look() -> None:
        if not listening.heard.is_set():
            return
        listening.heard.clear()
        try:
            document.catch_up()
            away.clear()
        except PlannerError as trouble:
            if not away:
                notify(window, trouble.message, Tone.TROUBLE)
            away.append(True)

    timer.timeout.connect(look)
    timer.start()
