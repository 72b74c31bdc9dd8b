"""Work that takes its time, off the thread of the window: with progress, and a way to stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from planner.language import Translator
from planner.message import N_
from planner.ui.dialogs.common import Dialog
from planner.ui.panels.parts import Label
from planner.ui.theming import resize_within_screen

Result = TypeVar("Result")
PATIENCE = 0.25
"""Seconds that work may take before a dialog is shown for it."""
STAGES = {
    "starting": N_("Starting the reader of plan files…"),
    "reading": N_("Reading the file…"),
    "taking": N_("Taking over the activities…"),
    "comparing": N_("Comparing with the plan…"),
    "recognising": N_("Looking for lists of activities…"),
    "writing": N_("Writing the file…"),
}


class Stopped(Exception):
    """The user stopped the work; nobody waits for what it would have given."""


class _Reports(QObject):
    """Carries what the thread says to the window's own thread."""

    progressed = Signal(str, int, int)
    ended = Signal()


class Task(Generic[Result]):
    """What is under way: tells how far it is, and asks whether it must stop."""

    def __init__(self, run: Callable[[Task[Result]], Result]) -> None:
        self.reports = _Reports()
        self.result: Result | None = None
        self.error: BaseException | None = None
        self._run, self._stop = run, threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True, name="plan file")

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()

    def must_stop(self) -> bool:
        return self._stop.is_set()

    def wait(self, seconds: float) -> bool:
        """Whether the work has ended within some seconds."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def check(self) -> None:
        """Raises Stopped if the work must stop: for work that only calls back."""
        if self._stop.is_set():
            raise Stopped

    def notify(self, stage: str, done: int = 0, total: int = 0) -> None:
        self.reports.progressed.emit(stage, done, total)

    def _work(self) -> None:
        try:
            self.result = self._run(self)
        except BaseException as error:  # noqa: BLE001 - handed to the thread that waits, which raises it
            self.error = error
        if not self._stop.is_set():
            self.reports.ended.emit()


class WaitDialog(Dialog, Generic[Result]):
    """Shows a task under way; it closes itself when the task has ended, and stops it when it is closed."""

    def __init__(self, title: str, translator: Translator, task: Task[Result], parent: QWidget | None) -> None:
        super().__init__(title, translator, parent)
        self.task = task
        self.stage = Label("")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(translator.translate("Progress"))
        column = QVBoxLayout(self)
        column.addWidget(self.stage)
        column.addWidget(self.bar)
        column.addWidget(self.button_row(leave=translator.translate("Stop")))
        resize_within_screen(self, 420, 130)
        task.reports.progressed.connect(self._progressed, Qt.ConnectionType.QueuedConnection)
        task.reports.ended.connect(self.accept, Qt.ConnectionType.QueuedConnection)

    def _progressed(self, stage: str, done: int, total: int) -> None:
        self.stage.setText(self.translator.translate(STAGES[stage]))
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def reject(self) -> None:
        self.task.stop()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.task.stop()
        super().closeEvent(event)


def wait_for(
    parent: QWidget, translator: Translator, title: str, run: Callable[[Task[Result]], Result]
) -> Result | None:
    """What `run` gives, worked out while the window stays alive; None if the user stopped it. Raises its errors.

    A dialog with progress and Stop is shown once it takes longer than a moment.
    """
    task = Task(run)
    dialog = WaitDialog(title, translator, task, parent)
    task.start()
    ended = task.wait(PATIENCE) or bool(dialog.exec())
    dialog.deleteLater()
    task.wait(3.0)
    if not ended:
        return None
    if task.error is not None:
        raise task.error
    return task.result
