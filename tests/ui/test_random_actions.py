"""Anybody may do anything at any moment: every action, choice, key and click in random order ends without a failure.

Failures in slots and paint events fail the test too (pytest-qt notes them). Afterwards the plan is whole, the file
has what the window shows, and everything can be undone.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from planner.document import COUNTS, PlanDocument
from planner.domain.model import Entity
from planner.domain.plan import Plan
from planner.ui.actions import ACTIONS, CHOICES
from planner.ui.views import VIEWS

DEEDS = 120
SEEDS = range(int(os.environ.get("RANDOM_USES", "5")))
"""More of them find more: RANDOM_USES=200 in the environment."""
LEAVING = {"plan.close", "program.quit", "plan.new", "plan.open", "plan.take_over", "plan.recent"}
"""What ends the window that is tried."""
REBUILDING = {"view.language", "view.theme"}
"""What makes the window anew: tried by themselves elsewhere."""
KEYS = (
    *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End),
    *(Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Space, Qt.Key.Key_Delete),
    *(Qt.Key.Key_F2, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_L),
)
MODIFIERS = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier,
)
TEXTS = ("1-7-2024", "na de zomer", "Q3 2027", "10 wd", "50", "Overleg met de keten", "geen datum", "", "=1+1", "-3")


class Anybody:
    """Does whatever comes up, with real events where there is a place for them."""

    def __init__(self, window, seed: int) -> None:
        self.window, self.draw = window, random.Random(seed)
        self.done: list[str] = []

    def do_something(self) -> None:
        deed = self.draw.choice(
            (
                self.act,
                self.act,
                self.act,
                self.pick,
                self.press,
                self.press,
                self.click,
                self.drag,
                self.type,
                self.look,
            )
        )
        deed()
        QApplication.processEvents()

    def act(self) -> None:
        spec = self.draw.choice([spec for spec in ACTIONS.values() if spec.name not in LEAVING])
        self.done.append(spec.name)
        self.window.board.run(spec.name)

    def pick(self) -> None:
        spec = self.draw.choice([spec for spec in CHOICES.values() if spec.name not in LEAVING | REBUILDING])
        offers = spec.offers(self.window)
        if offers:
            name = self.draw.choice(offers)[0]
            self.done.append(f"{spec.name} {name}")
            spec.choose(self.window, name)

    def press(self) -> None:
        target = QApplication.focusWidget() or self.window
        key, modifiers = self.draw.choice(KEYS), self.draw.choice(MODIFIERS)
        self.done.append(f"key {key.name} {modifiers.name} on {type(target).__name__}")
        QTest.keyClick(target, key, modifiers)

    def place(self) -> tuple[QWidget, QPoint]:
        parts = [part for part in self.window.findChildren(QWidget) if part.isVisible() and part.isEnabled()]
        part = self.draw.choice(parts)
        return part, QPoint(self.draw.randrange(max(1, part.width())), self.draw.randrange(max(1, part.height())))

    def click(self) -> None:
        part, at = self.place()
        self.done.append(f"click on {type(part).__name__} {part.objectName()} {at.toTuple()}")
        QTest.mouseClick(part, Qt.MouseButton.LeftButton, self.draw.choice(MODIFIERS), at)

    def drag(self) -> None:
        self.window.show_view("planning")
        ground = self.draw.choice((self.window.planning.chart, self.window.planning.table)).viewport()
        start, end = (QPoint(self.draw.randrange(ground.width()), self.draw.randrange(ground.height())) for _ in "ab")
        held = self.draw.choice(MODIFIERS)
        self.done.append(f"drag {type(ground.parent()).__name__} {start.toTuple()} {end.toTuple()} {held.name}")
        QTest.mousePress(ground, Qt.MouseButton.LeftButton, held, start)
        for part in (0.3, 0.7, 1.0):
            QTest.mouseMove(ground, start + (end - start) * part)
        QTest.mouseRelease(ground, Qt.MouseButton.LeftButton, held, end)

    def type(self) -> None:
        target = QApplication.focusWidget()
        if target is not None:
            text = self.draw.choice(TEXTS)
            self.done.append(f"type {text!r} in {type(target).__name__}")
            QTest.keyClicks(target, text)

    def look(self) -> None:
        view = self.draw.choice(VIEWS).name
        self.done.append(f"view {view}")
        self.window.show_view(view)


def leave_what_opens(window) -> None:
    """Close menus and dialogs that opened: most wait for somebody."""
    for each in (QApplication.activePopupWidget(), QApplication.activeModalWidget(), *window.findChildren(QDialog)):
        if isinstance(each, QDialog) and each.isVisible():
            each.reject()
        elif isinstance(each, QMenu):
            each.close()


@pytest.mark.parametrize("seed", SEEDS)
def test_that_random_use_finds_no_failure(controller, tmp_path: Path, qtbot, letter_plan: Plan, seed: int) -> None:
    path = tmp_path / "any.keten"
    PlanDocument.create(path, letter_plan).close()
    assert controller.open_plan(path)
    window = controller.window
    with qtbot.waitExposed(window):
        window.show()
    window.resize(1440, 900)
    anybody = Anybody(window, seed)
    leaving = QTimer()
    leaving.timeout.connect(lambda: leave_what_opens(window))
    leaving.start(20)
    try:
        for _ in range(DEEDS):
            anybody.do_something()
    except Exception as error:
        raise AssertionError(f"after {anybody.done[-6:]}") from error
    finally:
        leaving.stop()
    leave_what_opens(window)
    window.renew()
    shown = window.document.plan
    assert PlanDocument.open(path, read_only=True).plan == shown
    while window.document.can_undo():
        window.document.undo()
    assert rows(window.document.plan) == rows(letter_plan)


def rows(plan: Plan) -> set[Entity]:
    """All rows but the counters of keys, which only go forward."""
    return {row for row in plan.all_rows() if row.kind_name != COUNTS}
