"""Edits in a real window on 10,000 activities: the step, its journal line, the dates, and all that is painted anew.

Each edit goes the way a user's hand goes: text into a cell of the table, the mouse on a bar, an action.
What the window puts off (the inspector, and at a quiet moment the left side and the status line) is measured beside it.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from benchmarks.opened import opened
from benchmarks.pace import Pace, Times, milliseconds
from benchmarks.row import Row, percentile
from planner.domain.model import Activity, ActivityKind, Dependency
from planner.ui.main_window import MainWindow

TIMES = 40
QUIET_TIMES = 1
EDIT_MS, LEAF_MS = 50.0, 16.0


@dataclass
class Tried:
    """Times of one kind of edit; of what it puts off in milliseconds of this process."""

    edits: Times = field(default_factory=Times)
    quiet: list[float] = field(default_factory=list)


class Hand:
    """Does edits in a window, one after another, and measures each until it is painted."""

    def __init__(self, window: MainWindow, settle: Callable[[], None]) -> None:
        self.window, self.document, self._settle = window, window.document, settle
        self.rows, self.chart = window.planning.table.rows, window.planning.chart
        self.draw, self.pace = random.Random(5), Pace()
        plan = self.document.plan
        tasks = [a for a in plan.rows(Activity) if a.kind is ActivityKind.TASK]
        self.tasks = [a.id for a in tasks]
        self.leaves = [a.id for a in tasks if not plan.successors(a.id)]
        self.inner = [a.id for a in tasks if plan.successors(a.id)]

    def bring(self, activity_id: UUID) -> int:
        """Choose an activity, scroll to it and let the inspector show it, as a user must before an edit; its row."""
        self.window.selection.show(activity_id)
        self._settle()
        self.window.inspector.refresh()
        for _ in range(2):  # what it shows is laid out, and then painted
            self._settle()
        row = self.rows.row_of(activity_id)
        assert row is not None
        return row

    def measure(self, edit: Callable[[], None], tried: Tried) -> None:
        before = self.document.last_seq
        self.pace.measure(lambda: (edit(), self._settle()), tried.edits)
        assert self.document.last_seq > before, f"nothing was edited: {self.window.strip.text}"
        if len(tried.quiet) < QUIET_TIMES:
            tried.quiet.append(milliseconds(lambda: (self.window.inspector.refresh(), self.window.renew())))

    # --- edits ----------------------------------------------------------------------------------

    def type_in(self, column: str, text: Callable[[Activity], str], among: list[UUID]) -> Tried:
        from planner.ui.tables.activity_rows import column_number

        tried = Tried()
        for activity_id in self.draw.sample(among, TIMES):
            row = self.bring(activity_id)
            typed = text(self.document.plan.activity(activity_id))
            cell = self.rows.index(row, column_number(column))
            self.measure(lambda cell=cell, typed=typed: self.rows.setData(cell, typed), tried)
        return tried

    def drag(self, *, held: str = "") -> Tried:
        """Move bars a quarter to the right, or with Shift draw a link to the next row that can have one."""
        tried = Tried()
        for activity_id in self.draw.sample(self.inner, TIMES * 3):
            if len(tried.edits.clock) == TIMES:
                break
            self.bring(activity_id)
            rect = self.chart.bar_rect(activity_id)
            other = self._below(activity_id) if held else None
            goal = self.chart.bar_rect(other) if other is not None else rect
            if rect is None or goal is None:
                continue
            far = 0 if held else round(95 * self.chart.picture.day_width)
            self.measure(lambda a=rect, b=goal, far=far: self._pull(a, b, far, held), tried)
        return tried

    def _below(self, activity_id: UUID) -> UUID | None:
        plan, row = self.document.plan, self.rows.row_of(activity_id)
        assert row is not None
        for below in self.rows.rows[row + 1 : row + 8]:
            known = {d.successor_id for d in plan.successors(activity_id)}
            if not below.holds and below.id not in known:
                return below.id
        return None

    def _pull(self, start, goal, far: int, held: str) -> None:
        from PySide6.QtCore import QEvent, QPointF, Qt
        from PySide6.QtGui import QMouseEvent
        from PySide6.QtWidgets import QApplication

        view = self.chart.viewport()
        keys = Qt.KeyboardModifier.ShiftModifier if held else Qt.KeyboardModifier.NoModifier
        begin = QPointF(start.x + start.width * 0.4, start.y + start.height / 2) + self.chart.offset
        end = QPointF(goal.x + goal.width * 0.4 + far, goal.y + goal.height / 2) + self.chart.offset
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        for kind, at, button, down in (
            (QEvent.Type.MouseButtonPress, begin, left, left),
            (QEvent.Type.MouseMove, (begin + end) / 2, none, left),
            (QEvent.Type.MouseMove, end, none, left),
            (QEvent.Type.MouseButtonRelease, end, left, none),
        ):
            event = QMouseEvent(kind, at, QPointF(view.mapToGlobal(at.toPoint())), button, down, keys)
            QApplication.sendEvent(view, event)

    def act(self, name: str, among: list[UUID]) -> Tried:
        tried = Tried()
        for activity_id in self.draw.sample(among, TIMES):
            self.bring(activity_id)
            self.measure(self.window.board.actions[name].trigger, tried)
            self.window.planning.table.closePersistentEditor(self.window.planning.table.currentIndex())
        return tried

    def undo(self) -> Tried:
        tried = Tried()
        for _ in range(TIMES):
            self.measure(self.window.board.actions["plan.undo"].trigger, tried)
        return tried


def run() -> list[Row]:
    """Milliseconds an edit takes until it is painted, at the pace of the bars."""
    from planner.chart.options import Zoom

    with opened() as (window, settle):
        window.planning.chart.set_zoom(Zoom.MONTH)
        return _rows(Hand(window, settle))


def _rows(hand: Hand) -> list[Row]:
    def longer(activity: Activity) -> str:
        return f"{(activity.duration_minutes or 0) // 480 + 1} wd"

    def later(activity: Activity) -> str:
        return f"{hand.document.schedule[activity.id].start.date() + timedelta(days=35):%d-%m-%Y}"

    links = len(list(hand.document.plan.rows(Dependency)))
    tried = {
        "a name typed": (hand.type_in("name", lambda a: a.name + "!", hand.tasks), LEAF_MS),
        "a duration typed, a leaf": (hand.type_in("duration_minutes", longer, hand.leaves), LEAF_MS),
        "a duration typed, any task": (hand.type_in("duration_minutes", longer, hand.inner), EDIT_MS),
        "a start typed": (hand.type_in("start", later, hand.inner), EDIT_MS),
        "undo of that": (hand.undo(), EDIT_MS),
        "a bar moved": (hand.drag(), EDIT_MS),
        "a link drawn": (hand.drag(held="shift"), EDIT_MS),
        "a row added": (hand.act("activity.add", hand.tasks), EDIT_MS),
    }
    assert links < len(list(hand.document.plan.rows(Dependency)))
    found = []
    for name, (times, bar) in tried.items():
        note = f"put off {percentile(times.quiet):.0f} ms; {len(times.edits.clock)} edits"
        found.append(times.edits.row(f"{name}, 95th percentile", bar, note))
    return found
