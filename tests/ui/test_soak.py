"""Random use of a real window for a while: nothing fails, and nothing stays in memory that is no longer shown.

With SOAK_SECONDS=3600 in the environment it goes on for an hour, and prints the memory of the process as it goes.
"""

from __future__ import annotations

import gc
import os
import random
import sys
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from planner.chart.gantt import Gantt
from planner.document import PlanDocument
from planner.domain.model import Activity, ActivityKind, Dependency, Organisation, Programme
from planner.domain.plan import Plan
from planner.domain.scheduling.network import Network
from planner.domain.scheduling.view import Activities
from planner.ui.tables.activity_rows import column_number
from planner.ui.views import VIEWS

SECONDS = float(os.environ.get("SOAK_SECONDS", "0"))
DEEDS, ROUNDS = 40, 6
COUNTED = (Plan, Network, Activities, Gantt)
MOST_ALIVE = 6
"""Of each: the one there is, the one before it until it is let go, and what waits to be shown."""


def plan_of(size: int) -> Plan:
    """Two organisations with groups of ten, each linked to the next."""
    owners = [Organisation(code=code, name=code, position=n) for n, code in enumerate(("MIN", "POL"))]
    groups = [
        Activity(
            key=f"{owners[n % 2].code}-{n + 1}",
            name=f"Group {n}",
            kind=ActivityKind.SUMMARY,
            organisation_id=owners[n % 2].id,
            position=n,
        )
        for n in range(size // 10)
    ]
    tasks = [
        Activity(
            key=f"T-{n + 1}",
            name=f"Task {n}",
            duration_minutes=480 * (n % 7 + 1),
            organisation_id=owners[n // 10 % 2].id,
            parent_id=groups[n // 10].id,
            position=n,
        )
        for n in range(size)
    ]
    links = [
        Dependency(predecessor_id=tasks[n].id, successor_id=tasks[n + step].id)
        for n in range(0, size - 12, 3)
        for step in (1, 11)
    ]
    programme = Programme(name="Soak", status_date=date(2024, 1, 15), start_date=date(2024, 1, 1))
    return Plan.of([programme, *owners, *groups, *tasks, *links])


class Somebody:
    """Does one thing after another in a window, as it comes into their head."""

    def __init__(self, window, seed: int) -> None:
        self.window, self.draw = window, random.Random(seed)
        self.table, self.chart = window.planning.table, window.planning.chart

    def do_something(self) -> None:
        deed = self.draw.choice(
            (self.choose, self.choose, self.type, self.type, self.type, self.act, self.act, self.fold, self.look)
        )
        deed()
        for widget in QApplication.topLevelWidgets():  # a menu that opened
            if widget is not self.window and widget.isVisible():
                widget.close()
        QApplication.processEvents()

    def choose(self) -> None:
        row = self.draw.choice(self.table.rows.rows)
        self.window.selection.show(row.id)

    def type(self) -> None:
        plan, row = self.window.document.plan, self.draw.randrange(self.table.rows.rowCount())
        activity = self.table.rows.activity(row)
        column, text = self.draw.choice(
            (
                ("name", activity.name[:30] + "."),
                ("duration_minutes", f"{self.draw.randrange(1, 20)} wd"),
                ("start", f"{plan.programme.status_date + timedelta(days=self.draw.randrange(400)):%d-%m-%Y}"),
                ("percent_complete", str(self.draw.choice((0, 30, 100, 400)))),
                ("start", "no date at all"),
            )
        )
        self.table.rows.setData(self.table.rows.index(row, column_number(column)), text)

    def act(self) -> None:
        name = self.draw.choice(
            (
                *("activity.add", "activity.remove", "activity.up", "activity.down", "activity.indent"),
                *("activity.outdent", "plan.undo", "plan.undo", "plan.redo", "view.zoom-in", "view.zoom-out"),
            )
        )
        if name in self.window.board.actions and self.window.board.actions[name].isEnabled():
            self.window.board.actions[name].trigger()

    def fold(self) -> None:
        name = self.draw.choice(("view.collapse", "view.expand", "view.expand"))
        self.window.board.actions[name].trigger()

    def look(self) -> None:
        self.window.show_view(self.draw.choice(VIEWS).name)
        QApplication.processEvents()
        self.window.show_view("planning")
        bar = self.chart.verticalScrollBar()
        bar.setValue(self.draw.randrange(bar.maximum() + 1))


def alive() -> Counter[str]:
    """How many plans, schedules and charts there are in memory, and how many widgets."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    found = Counter(type(each).__name__ for each in gc.get_objects() if isinstance(each, COUNTED))
    found["widgets"] = len(QApplication.allWidgets())
    return found


def megabytes() -> float:
    """Memory that this process takes now."""
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[1]) * 4096 / 1e6 if status.exists() else 0.0


@pytest.fixture
def busy_window(controller, tmp_path, qtbot):
    path = tmp_path / "soak.keten"
    PlanDocument.create(path, plan_of(10_000 if SECONDS else 120)).close()
    assert controller.open_plan(path)
    with qtbot.waitExposed(controller.window):
        controller.window.show()
    return controller.window


def test_that_random_use_leaves_nothing_behind(busy_window) -> None:
    somebody = Somebody(busy_window, seed=7)
    for view in VIEWS:  # views are made when they are first wanted, and then stay
        busy_window.show_view(view.name)
    busy_window.show_view("planning")
    before = alive()  # of other tests of this process
    counts, begun, turn = [], time.monotonic(), 0
    while turn < ROUNDS or time.monotonic() - begun < SECONDS:
        turn += 1
        for _ in range(DEEDS):
            somebody.do_something()
        counts.append(alive())
        if SECONDS and turn % 10 == 1:
            told = f"{time.monotonic() - begun:6.0f} s  {turn * DEEDS:7} deeds  {megabytes():6.0f} MB  {counts[-1]}"
            sys.stdout.write(told + "\n")
    for kind in COUNTED:
        most = max(count[kind.__name__] for count in counts)
        assert most <= before[kind.__name__] + MOST_ALIVE, f"{most} of {kind.__name__}"
    widgets = [count["widgets"] for count in counts]
    assert min(widgets[-3:]) <= max(widgets[:3]), f"widgets grow: {widgets}"
    assert busy_window.document.history(), "nothing was ever edited"
