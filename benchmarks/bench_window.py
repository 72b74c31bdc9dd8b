"""Bars of the window: starting, and painting the table and the chart of a large plan."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.opened import opened
from benchmarks.pace import Pace, Times, milliseconds
from benchmarks.row import Row, percentile

if TYPE_CHECKING:
    from planner.ui.main_window import MainWindow

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
BARE_MEMORY = (
    BARE
    + """
import resource
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
)
OUR_MEMORY = """
import resource, sys
from planner.app import run
run(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
MAKE = """
import sys
from pathlib import Path
from benchmarks.generate import large_plan
from planner.document import PlanDocument
PlanDocument.create(Path(sys.argv[1]), large_plan()).close()
"""
LARGE = "large.keten"
FRAME_MS = 16.7
TURNS = 5


def run() -> list[Row]:
    """Ratios, and times at the pace of the bars."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KETENPLANNER_HOME"] = str(Path(folder) / "home")
        _program("-c", MAKE, str(Path(folder) / LARGE))  # not here: a large parent makes its children look large
        rows = [_start(Path(folder))]
        if Path("/proc/self/status").exists():
            rows.append(_memory(Path(folder)))
        return [*rows, *_painting()]


def _start(folder: Path) -> Row:
    from planner.application.templates import template_plan
    from planner.document import PlanDocument

    path = folder / "wsm.keten"
    PlanDocument.create(path, template_plan("wsm-2022")).close()
    ratios: list[float] = []
    for _ in range(TURNS):  # in turn, so that whatever else the machine does weighs on both alike
        ours = _seconds("-m", "planner", str(path))
        ratios.append(ours / _seconds("-c", BARE))
    ratio = percentile(ratios, 0.5)
    return Row("start to usable window, over a bare window with sqlmodel", ratio, 2.0, note=f"{ours:.2f} s")


def _program(*arguments: str) -> str:
    """Run Python with these arguments until its window is usable; what it printed."""
    environment = {**os.environ, "KETENPLANNER_QUIT_WHEN_SHOWN": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a program is compiled once, not at each start
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=CHECKOUT, env=environment, check=True, capture_output=True, text=True).stdout


def _seconds(*arguments: str) -> float:
    """Processor time of such a run, of all its threads."""
    before = os.times()
    _program(*arguments)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def _memory(folder: Path) -> Row:
    """Most memory that the window on a large plan took, above the most that a bare window takes."""
    bare = float(_program("-c", BARE_MEMORY))
    ours = float(_program("-c", OUR_MEMORY, str(folder / LARGE)))
    return Row("memory of 10,000 activities, above a bare window", ours - bare, 250.0, "MB", f"{ours:.0f} MB in all")


def _painting() -> list[Row]:
    with opened() as (window, settle):
        return _painted(window, settle)


def _painted(window: MainWindow, settle: Callable[[], None]) -> list[Row]:
    state = milliseconds(window.renew)  # as after an edit
    pace = Pace()
    table, chart = window.planning.table, window.planning.chart
    bar = chart.verticalScrollBar()

    def scroll() -> None:
        bar.setValue((bar.value() + 78) % max(bar.maximum(), 1))
        settle()

    def zoom() -> None:
        chart.zoom_by(1.2 if chart.picture.day_width < 1 else 0.5)
        settle()

    return [
        Row("lights, findings and status line, in bites when quiet", state, unit="ms"),
        _frames(pace, table.viewport().repaint).row("painting 45 rows of the table anew", 12.0),
        _frames(pace, scroll).row("a frame of scrolling, 10,000 rows", FRAME_MS),
        _frames(pace, zoom).row("a step of zooming, 10,000 rows", FRAME_MS),
    ]


def _frames(pace: Pace, work: Callable[[], None]) -> Times:
    """Forty times of doing something."""
    times = Times()
    for _ in range(40):
        pace.measure(work, times)
    return times
