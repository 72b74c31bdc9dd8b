"""Files that are dropped on the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer
from PySide6.QtGui import QDropEvent

from planner.ui.conditions import can_edit
from planner.ui.dialogs.file_choice import SUFFIX
from planner.ui.message_strip import Tone

if TYPE_CHECKING:
    from planner.ui.plan_window import PlanWindow


class DropTarget(QObject):
    """Lets files be dropped anywhere on a window: plans are opened, other files are looked at one by one."""

    def __init__(self, window: PlanWindow) -> None:
        super().__init__(window)
        self._window = window
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            paths = dropped_files(event.mimeData())
            if paths:
                event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:  # the program that files come from must not wait
                QTimer.singleShot(0, self, lambda: drop(self._window, paths))
            return True
        return super().eventFilter(watched, event)


def dropped_files(data: QMimeData) -> list[Path]:
    """The files of this machine in what is dragged."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.is_file()]


def drop(window: PlanWindow, paths: list[Path]) -> None:
    """Take in files that can be brought in; of plans, open the first."""
    from planner.application.file_formats import Reading, reading_of
    from planner.ui.commands.plan_files import bring_in
    from planner.ui.commands.replies import take_in_files
    from planner.ui.edit_runner import notify, reporting_refusals

    plans = [path for path in paths if path.suffix.lower() == SUFFIX]
    others = [path for path in paths if path not in plans]
    if others and not can_edit(window):
        notify(window, can_edit.why_not(window), Tone.REFUSED)
        others = []
    for path in others:
        if reading_of(path) is Reading.PROJECT:
            with reporting_refusals(window):
                bring_in(window, path)
        else:
            take_in_files(window, window.document, window.translator, [path])
    if plans:
        window.controller.open_plan(plans[0])
