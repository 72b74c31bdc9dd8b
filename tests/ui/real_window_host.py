"""The program as it is, in a process of its own, which also tells where things are on the screen.

`python real_window_host.py STATE PLAN` opens a plan; ten times a second STATE is replaced by JSON with the
places (x, y, width, height on the screen) of bars, cells of the planning and buttons, the text of the message
strip, and what has the focus. Nothing is done through it: mouse and keys come from the X server.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRect, QRectF, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from planner import app
from planner.ui.main_window import MainWindow


def place(widget: QWidget, room: QRect) -> list[int]:
    corner = widget.mapToGlobal(room.topLeft())
    return [corner.x(), corner.y(), room.width(), room.height()]


def state() -> dict[str, Any]:
    active, focus = QApplication.activeWindow(), QApplication.focusWidget()
    told: dict[str, Any] = {
        "active": active.windowTitle() if active else "",
        "focus": type(focus).__name__ if focus else "",
        "modal": type(QApplication.activeModalWidget()).__name__,
        "buttons": {},
    }
    top = QApplication.activeModalWidget() or active
    if top is not None:
        for button in top.findChildren(QAbstractButton):
            if button.isVisible() and button.text():
                told["buttons"][button.text().replace("&", "")] = place(button, button.rect())
    for window in QApplication.topLevelWidgets():
        if isinstance(window, MainWindow) and window.isVisible():
            told |= places(window)
    return told


def places(window: MainWindow) -> dict[str, Any]:
    table, chart, plan = window.planning.table, window.planning.chart, window.document.plan
    told: dict[str, Any] = {"bars": {}, "rows": {}, "strip": window.strip.text, "seq": window.document.last_seq}
    edge = chart.offset
    for number, row in enumerate(table.rows.rows):
        told["rows"][plan.activity(row.id).key] = place(
            table.viewport(), table.visualRect(table.model().index(number, 1))
        )
        bar = chart.bar_rect(row.id)
        if bar is not None:
            room = QRectF(bar.x + edge.x(), bar.y + edge.y(), bar.width, bar.height).toRect()
            told["bars"][plan.activity(row.id).key] = place(chart.viewport(), room)
    told["chosen"] = [plan.activity(i).key for i in window.selection.chosen if i in plan.table("activity")]
    return told


def main() -> int:
    target = Path(sys.argv[1])
    fresh = target.with_suffix(".new")

    def notify() -> None:
        fresh.write_text(json.dumps(state()), encoding="utf-8")
        fresh.replace(target)

    application = QApplication(["ketenplanner"])
    application.setQuitOnLastWindowClosed(False)
    clock = QTimer()
    clock.timeout.connect(notify)
    clock.start(100)
    return app.run(sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
