"""Columns can be put in another order: by hand, by command, and as they were kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu

from planner.ui.commands import arranging, viewing
from planner.ui.tables.activity_rows import COLUMNS, column_number
from planner.ui.tables.column_order import USUAL, toggled

START, FINISH, NAME = map(column_number, ("start", "finish", "name"))


def order(window) -> list[str]:
    """The columns from left to right as they are painted."""
    header = window.planning.table.header()
    shown = [n for n in range(len(COLUMNS)) if not header.isSectionHidden(n)]
    return [COLUMNS[n].name for n in sorted(shown, key=header.sectionViewportPosition)]


def go_to(window, column: int) -> None:
    table = window.planning.table
    flags = QItemSelectionModel.SelectionFlag
    table.selectionModel().setCurrentIndex(table.rows.index(1, column), flags.ClearAndSelect | flags.Rows)
    table.setFocus()


def drag(window, qtbot, column: int, x: int) -> None:
    """Drag a heading by the mouse."""
    header = window.planning.table.header()
    view, y = header.viewport(), header.height() // 2
    begin = header.sectionViewportPosition(column) + header.sectionSize(column) // 2
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(begin, y))
    for at in range(5):
        qtbot.mouseMove(view, QPoint(begin + (x - begin) * (at + 1) // 5, y))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(x, y))


def test_that_a_dragged_heading_moves_its_column_and_is_kept(window, controller, qtbot):
    header = window.planning.table.header()
    assert order(window) == ["key", "name", "start", "finish", "percent_complete", "organisation_id"]
    drag(window, qtbot, START, header.sectionViewportPosition(FINISH) + header.sectionSize(FINISH) - 4)
    assert order(window) == ["key", "name", "finish", "start", "percent_complete", "organisation_id"]
    assert controller.settings.columns == ["name", "finish", "start", "percent_complete", "organisation_id"]
    assert not window.planning.arrangement.sort, "a heading that is dragged was not clicked"
    controller.rebuild()
    qtbot.waitUntil(lambda: controller.window is not None and controller.window is not window)
    assert order(controller.window)[1:4] == ["name", "finish", "start"]


def test_that_the_numbers_stay_at_the_left(window, controller, qtbot):
    drag(window, qtbot, FINISH, 3)
    assert order(window)[0] == "key" and set(order(window)) == {"key", "name", *controller.settings.columns}
    drag(window, qtbot, column_number("key"), 300)
    assert order(window)[0] == "key"


def test_that_commands_move_the_column_of_the_current_cell(window, controller):
    actions = window.board.actions
    go_to(window, START)
    window.board.refresh()
    assert actions["view.column-left"].isEnabled()
    actions["view.column-left"].trigger()
    assert order(window)[:3] == ["key", "start", "name"] and controller.settings.columns[:2] == ["start", "name"]
    window.board.refresh()
    assert not actions["view.column-left"].isEnabled(), "only the numbers are left of it"
    actions["view.column-right"].trigger()
    assert order(window)[:3] == ["key", "name", "start"]
    go_to(window, column_number("key"))
    window.board.refresh()
    assert not actions["view.column-right"].isEnabled() and not actions["view.column-left"].isEnabled()


def test_that_keys_typing_and_pasting_follow_what_is_seen(window, qtbot):
    table = window.planning.table
    table.show_columns(["finish", "name", "duration_minutes", "start"])
    go_to(window, FINISH)
    qtbot.keyClick(table, Qt.Key.Key_Right)
    assert table.currentIndex().column() == NAME
    task = table.rows.row_of(window.document.plan.activities_by_key["POL-1"].id)
    table.setCurrentIndex(table.rows.index(task, NAME))
    after = table.moveCursor(table.CursorAction.MoveNext, Qt.KeyboardModifier.NoModifier)
    assert (after.row(), after.column()) == (task, column_number("duration_minutes"))
    QGuiApplication.clipboard().setText("Trained\t7 wd")
    window.board.refresh()
    window.board.actions["cells.paste"].trigger()
    typed = window.document.plan.activities_by_key["POL-1"]
    assert (typed.name, typed.duration_minutes) == ("Trained", 7 * 480)
    window.selection.choose(typed.id)
    window.board.refresh()
    window.board.actions["rows.copy"].trigger()
    assert QGuiApplication.clipboard().text().split("\t")[2:4] == ["Trained", "7 wd"]


def test_that_a_saved_view_keeps_the_order(window, controller):
    window.planning.table.show_columns(["finish", "name", "start"])
    controller.settings.columns = window.planning.table.order.names
    kept = arranging.definition_of(window)
    assert '"columns": ["finish", "name", "start"]' in kept
    viewing.choose_column(window, "deadline")
    assert order(window) == ["key", "finish", "name", "start", "deadline"]
    viewing.choose_column(window, "finish")
    assert order(window) == ["key", "name", "start", "deadline"]


def test_that_headings_have_a_menu_about_their_column(window, qtbot):
    header = window.planning.table.header()
    at = QPoint(header.sectionViewportPosition(NAME) + 5, 5)
    place = window.mapFromGlobal(header.viewport().mapToGlobal(at))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, window.mapToGlobal(place))
    QApplication.sendEvent(window, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert window.board.actions["view.column-right"] in menu.actions()
    assert window.planning.table.currentIndex().column() == NAME
    menu.close()
    window.board.refresh()
    window.board.actions["view.column-right"].trigger()
    assert order(window)[1:4] == ["start", "name", "finish"]


@given(st.permutations(USUAL), st.integers(0, 12), st.sampled_from([name for name in USUAL if name != "key"]))
def test_that_taking_a_column_away_and_back_keeps_the_others(names: list[str], count: int, name: str):
    before = names[:count]
    after = toggled(before, name)
    assert (name in after) != (name in before)
    assert [each for each in after if each != name] == [each for each in before if each != name]
    assert len(set(after)) == len(after)


@pytest.mark.parametrize("names", [["start", "start", "key"], [], ["key", "name"]])
def test_that_odd_lists_show_each_column_once(window, names):
    window.planning.table.show_columns(names)
    assert order(window) == ["key", "name", *(["start"] if "start" in names else [])]
