"""Rows are dragged to another place in the outline: before, after, into; one step, or refused in words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from planner.ui.tables.activity_rows import column_number
from planner.ui.tables.row_filter import Arrangement


def outline(window) -> list[tuple[str, int]]:
    return [(a.key, depth) for a, depth in window.document.plan.outline]


def place(window, key: str, share: float) -> QPoint:
    """A point in the name of a row, so far down in it."""
    table = window.planning.table
    row = table.rows.row_of(window.document.plan.activities_by_key[key].id)
    rect = table.visualRect(table.rows.index(row, column_number("name")))
    return QPoint(rect.center().x(), rect.top() + round(rect.height() * share))


def drag(window, qtbot, key: str, goal: QPoint, *, drop: bool = True) -> None:
    table = window.planning.table
    view, start = table.viewport(), place(window, key, 0.5)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    for at in (start + QPoint(0, 15 if goal.y() > start.y() else -15), goal):
        button = Qt.MouseButton.LeftButton
        moved = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(at),
            QPointF(view.mapToGlobal(at)),
            button,
            button,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(view, moved)
    if not drop:
        qtbot.keyClick(table, Qt.Key.Key_Escape)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=goal)


def choose(window, *keys: str) -> None:
    window.selection.choose(*(window.document.plan.activities_by_key[key].id for key in keys))


@pytest.mark.parametrize(
    ("goal", "share", "expected"),
    [
        ("MIN-2", 0.1, [("MIN-1", 0), ("POL-1", 1), ("MIN-2", 1), ("MIN-3", 1), ("MIN-4", 0), ("MIN-5", 0)]),
        ("MIN-2", 0.9, [("MIN-1", 0), ("MIN-2", 1), ("POL-1", 1), ("MIN-3", 1), ("MIN-4", 0), ("MIN-5", 0)]),
        ("MIN-1", 0.5, [("MIN-1", 0), ("MIN-2", 1), ("MIN-3", 1), ("POL-1", 1), ("MIN-4", 0), ("MIN-5", 0)]),
        ("MIN-1", 0.1, [("POL-1", 0), ("MIN-1", 0), ("MIN-2", 1), ("MIN-3", 1), ("MIN-4", 0), ("MIN-5", 0)]),
        ("MIN-5", 0.9, [("MIN-1", 0), ("MIN-2", 1), ("MIN-3", 1), ("MIN-4", 0), ("MIN-5", 0), ("POL-1", 0)]),
    ],
)
def test_a_row_goes_before_after_or_into_another_as_one_step(window, qtbot, goal, share, expected):
    before = window.document.last_seq
    choose(window, "POL-1")
    drag(window, qtbot, "POL-1", place(window, goal, share))
    assert outline(window) == expected
    assert window.document.last_seq == before + 1
    window.document.undo()
    assert outline(window)[3] == ("POL-1", 0)


def test_several_rows_go_together(window, qtbot):
    choose(window, "MIN-4", "MIN-5")
    drag(window, qtbot, "MIN-4", place(window, "MIN-1", 0.1))
    assert [key for key, _ in outline(window)][:2] == ["MIN-4", "MIN-5"]


def test_a_row_does_not_go_into_what_is_in_it(window, qtbot):
    before = outline(window)
    choose(window, "MIN-1")
    drag(window, qtbot, "MIN-1", place(window, "MIN-3", 0.9))
    assert outline(window) == before and window.strip.text


def test_esc_lets_go_and_a_press_without_a_drag_only_chooses(window, qtbot):
    before = outline(window)
    choose(window, "POL-1", "MIN-4")
    drag(window, qtbot, "POL-1", place(window, "MIN-1", 0.1), drop=False)
    assert outline(window) == before and window.planning.table.dragging.goal is None
    qtbot.mouseClick(window.planning.table.viewport(), Qt.MouseButton.LeftButton, pos=place(window, "POL-1", 0.5))
    assert [window.document.plan.activity(i).key for i in window.selection.chosen] == ["POL-1"]


def test_a_drag_from_a_row_that_is_not_chosen_chooses_rows(window, qtbot):
    before = outline(window)
    choose(window, "MIN-5")
    drag(window, qtbot, "MIN-2", place(window, "POL-1", 0.9))
    assert outline(window) == before


def test_rows_that_are_sorted_are_not_moved_and_it_says_why(window, qtbot):
    window.planning.arrange(Arrangement(sort="name"))
    before = outline(window)
    choose(window, "POL-1")
    drag(window, qtbot, "POL-1", place(window, "MIN-2", 0.1))
    assert outline(window) == before and "clear that first" in window.strip.text


def test_the_mark_shows_where_the_row_would_come(window, qtbot):
    choose(window, "POL-1")
    table = window.planning.table
    view, start = table.viewport(), place(window, "POL-1", 0.5)
    still = view.grab().toImage()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    at, button = place(window, "MIN-1", 0.5), Qt.MouseButton.LeftButton
    QApplication.sendEvent(
        view,
        QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(at),
            QPointF(view.mapToGlobal(at)),
            button,
            button,
            Qt.KeyboardModifier.NoModifier,
        ),
    )
    assert table.dragging.goal.inside and view.grab().toImage() != still
    qtbot.keyClick(table, Qt.Key.Key_Escape)
