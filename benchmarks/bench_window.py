"""Bars of the window: starting, and painting the table and the chart of a large plan."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.generate import large_plan
from benchmarks.row import Row, percentile

CHECKOUT = Path(__file__).resolve().parents[1]
BARE = """
import sys
import sqlmodel
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication(sys.argv)
window = QMainWindow()
window.resize(1440, 900)
window.show()
QTimer.singleShot(0, application.quit)
application.exec()
"""
OURS = "import sys\nfrom planner.app import run\nsys.exit(run(sys.argv[1:]))\n"
FRAME_MS = 16.7


def run() -> list[Row]:
    """Ratios and times of this machine."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KETENPLANNER_HOME"] = str(Path(folder) / "home")
        return [_start(Path(folder)), *_painting(Path(folder))]


def _start(folder: Path) -> Row:
    from planner.document import PlanDocument
    from planner.exchange.templates import template_plan

    path = folder / "wsm.keten"
    PlanDocument.create(path, template_plan("wsm-2022")).close()
    ours = min(_seconds(OURS, str(path)) for _ in range(3))
    bare = min(_seconds(BARE) for _ in range(3))
    return Row("start to usable window, over a bare window with sqlmodel", ours / bare, 2.0, note=f"{ours:.2f} s")


def _seconds(program: str, *arguments: str) -> float:
    environment = {**os.environ, "KETENPLANNER_QUIT_WHEN_SHOWN": "1"}
    begun = perf_counter()
    subprocess.run(
        [sys.executable, "-c", program, *arguments], cwd=CHECKOUT, env=environment, check=True, capture_output=True
    )
    return perf_counter() - begun


def _painting(folder: Path) -> list[Row]:
    from planner.app import Workdesk, _application
    from planner.document import PlanDocument
    from planner.settings import Settings
    from planner.ui.main_window import MainWindow

    path = folder / "large.keten"
    PlanDocument.create(path, large_plan()).close()
    application = _application()
    desk = Workdesk(application, Settings(language="nl", theme="light"))
    desk.open_plan(path)
    application.processEvents()
    window = desk.window
    assert isinstance(window, MainWindow)
    table, chart = window.planning.table, window.planning.chart
    bar = chart.verticalScrollBar()

    def scroll() -> None:
        bar.setValue((bar.value() + 78) % max(bar.maximum(), 1))
        application.processEvents()

    def zoom() -> None:
        chart.zoom_by(1.2 if chart.picture.day_width < 1 else 0.5)
        application.processEvents()

    rows = [
        Row("painting 45 rows of the table anew", _frames(table.viewport().repaint), 12.0, "ms"),
        Row("a frame of scrolling, 10,000 rows", _frames(scroll), FRAME_MS, "ms"),
        Row("a step of zooming, 10,000 rows", _frames(zoom), FRAME_MS, "ms"),
    ]
    desk.quit()
    return rows


def _frames(work) -> float:
    """The 95th percentile, in milliseconds of this process, of doing something forty times."""
    times: list[float] = []
    for _ in range(40):
        begun = process_time()
        work()
        times.append((process_time() - begun) * 1000)
    return percentile(times)
