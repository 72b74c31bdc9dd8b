"""The program on a plan, for a screen reader: one row chosen and the filter shown. `--nameless` plants a fault."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from planner.app import ApplicationController
from planner.settings import Settings
from planner.ui.panels.controls import Choices
from planner.ui.panels.fold_head import FoldHead

READY_MS, MOST_MS = 500, 120_000


def show(controller: ApplicationController, ready: Path) -> None:
    window = controller.window
    window.selection.show(next(iter(window.document.plan.outline))[0].id)
    window.planning.show_strip(shown=True)
    window.planning.table.setFocus()
    QApplication.processEvents()
    if "--nameless" in sys.argv:
        for box in window.findChildren(Choices):
            box.setAccessibleName("")
            box.name_by_label()
        for head in window.findChildren(FoldHead):
            head.setText("")
            head.setAccessibleName("")
    QTimer.singleShot(READY_MS, lambda: ready.write_text("ready", encoding="utf-8"))


if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    made = ApplicationController(application, Settings(language="nl", theme="light", reduce_motion=True))
    made.open_plan(Path(sys.argv[1]))
    made.window.resize(1280, 720)
    made.window.show()
    QTimer.singleShot(READY_MS, lambda: show(made, Path(sys.argv[2])))
    QTimer.singleShot(MOST_MS, application.quit)
    application.exec()
