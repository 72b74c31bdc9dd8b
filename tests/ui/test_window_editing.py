"""Editing in the window: what is typed and chosen comes into the file, as one step each."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox

from planner.document import PlanDocument
from planner.domain.edits import set_field
from planner.domain.model import ActivityKind
from planner.errors import FileTrouble
from planner.ui.tables.activity_rows import column_number


def type_in(window, qtbot, key: str, column: str, text: str, end=Qt.Key.Key_Return) -> QLineEdit:
    """Type into a cell of the table as a user does, and end with a key; gives the editor."""
    table = window.planning.table
    row = table.rows.row_of(window.document.plan.activities_by_key[key].id)
    table.setFocus()
    table.setCurrentIndex(table.rows.index(row, column_number(column)))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.viewport().findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, end)
    qtbot.wait(20)
    return editor


def trigger(window, qtbot, name: str) -> None:
    """Choose an action of the menus, once they are up to date as they are when a menu opens."""
    window.board.refresh()
    window.board.actions[name].trigger()
    qtbot.wait(20)


def on_file(window):
    """The plan as another reader finds it in the file."""
    other = PlanDocument.open(window.document.path, read_only=True)
    try:
        return other.plan
    finally:
        other.close()


def test_a_typed_phrase_becomes_a_window_in_the_file(window, qtbot):
    before = window.document.last_seq
    type_in(window, qtbot, "POL-1", "start", "Q3 2024")
    found = on_file(window).activities_by_key["POL-1"].start_window
    assert (found.earliest, found.latest) == (date(2024, 7, 1), date(2024, 9, 30))
    assert window.document.last_seq == before + 1


def test_a_typed_day_moves_the_activity(window, qtbot, key_of):
    type_in(window, qtbot, "POL-1", "start", "6-5-2024")
    assert window.document.schedule[key_of("POL-1")].start.date() == date(2024, 5, 6)


def test_a_typed_finish_changes_the_duration(window, qtbot, key_of):
    type_in(window, qtbot, "POL-1", "finish", "31-5-2024")
    assert window.document.schedule[key_of("POL-1")].finish.date() == date(2024, 5, 31)


def test_undo_and_redo_go_by_the_menu_and_name_the_step(window, qtbot):
    type_in(window, qtbot, "MIN-2", "name", "First draft")
    window.board.refresh()
    undo = window.board.actions["plan.undo"]
    assert "First draft" in undo.text() or "Draft" in undo.text()
    trigger(window, qtbot, "plan.undo")
    assert on_file(window).activities_by_key["MIN-2"].name == "Draft"
    trigger(window, qtbot, "plan.redo")
    assert on_file(window).activities_by_key["MIN-2"].name == "First draft"


def test_what_cannot_be_is_told_and_the_editor_stays_open(window, qtbot):
    before = window.document.last_seq
    editor = type_in(window, qtbot, "MIN-2", "percent_complete", "130")
    assert window.document.last_seq == before
    assert "100" in window.strip.text
    assert editor.isVisible()
    assert editor.property("refused")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert window.document.plan.activities_by_key["MIN-2"].percent_complete == 0


def test_tab_keeps_and_goes_to_the_next_cell_that_takes_typing(window, qtbot):
    table = window.planning.table
    type_in(window, qtbot, "MIN-2", "start", "9-1-2024", Qt.Key.Key_Tab)
    assert table.currentIndex().column() == column_number("finish")
    assert window.document.plan.activities_by_key["MIN-2"].start_window.earliest == date(2024, 1, 9)


def test_a_milestone_is_added_below_and_named_at_once(window, qtbot, key_of):
    window.selection.show(key_of("MIN-3"))
    trigger(window, qtbot, "milestone.add")
    qtbot.wait(20)
    editor = window.planning.table.viewport().findChild(QLineEdit)
    qtbot.keyClicks(editor, "Advice received")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    added = on_file(window).activities_by_key["MIN-6"]
    assert (added.name, added.kind) == ("Advice received", ActivityKind.MILESTONE)
    assert added.parent_id == window.document.plan.activities_by_key["MIN-3"].parent_id


def test_indent_and_outdent_by_keys_keep_the_selection(window, qtbot, key_of):
    table = window.planning.table
    held = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    window.selection.show(key_of("POL-1"))
    table.setFocus()
    qtbot.wait(20)
    qtbot.keyClick(table, Qt.Key.Key_Right, held)
    qtbot.wait(20)
    assert window.document.plan.activities_by_key["POL-1"].parent_id == key_of("MIN-1")
    assert window.selection.chosen == (key_of("POL-1"),)
    assert table.currentIndex().row() == table.rows.row_of(key_of("POL-1"))
    qtbot.keyClick(table, Qt.Key.Key_Left, held)
    qtbot.wait(20)
    assert window.document.plan.activities_by_key["POL-1"].parent_id is None


def test_delete_takes_out_what_is_in_a_summary_too_and_undo_brings_it_back(window, qtbot, key_of):
    before = window.document.plan
    window.selection.show(key_of("MIN-1"))
    window.planning.table.setFocus()
    qtbot.wait(20)
    qtbot.keyClick(window.planning.table, Qt.Key.Key_Delete)
    qtbot.wait(20)
    assert set(window.document.plan.activities_by_key) == {"POL-1", "MIN-4", "MIN-5"}
    assert window.selection.current == key_of("POL-1")
    trigger(window, qtbot, "plan.undo")
    assert window.document.plan == before


def test_linking_the_selection_and_a_ring_being_refused(window, qtbot, key_of):
    window.selection.choose(key_of("MIN-3"), key_of("POL-1"))
    trigger(window, qtbot, "dependency.add")
    assert len(window.document.plan.predecessors(key_of("POL-1"))) == 1
    window.selection.choose(key_of("POL-1"), key_of("MIN-2"))
    trigger(window, qtbot, "dependency.add")
    assert "MIN-2" in window.strip.text
    window.selection.choose(key_of("MIN-3"), key_of("POL-1"))
    window.board.refresh()
    trigger(window, qtbot, "dependency.remove")
    assert not window.document.plan.predecessors(key_of("POL-1"))


def test_a_nudge_moves_one_working_day(window, qtbot, key_of):
    window.selection.show(key_of("POL-1"))
    table = window.planning.table
    table.setFocus()
    qtbot.wait(20)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(table, Qt.Key.Key_Left, both)
    assert window.document.schedule[key_of("POL-1")].start.date() == date(2024, 3, 29)
    assert window.document.history()[-1].label == "activity.shift"


def test_closing_a_summary_hides_its_rows_and_search_opens_it_again(window, qtbot, key_of):
    table = window.planning.table
    table.rows.toggle(key_of("MIN-1"))
    assert table.rows.row_of(key_of("MIN-3")) is None
    window.search.setFocus()
    qtbot.keyClicks(window.search, "review")
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    qtbot.wait(20)
    assert window.selection.current == key_of("MIN-3")
    assert table.rows.row_of(key_of("MIN-3")) == 2
    assert table.currentIndex().row() == 2


def test_a_click_on_the_sign_of_a_summary_closes_it(window, qtbot, key_of):
    table = window.planning.table
    cell = table.visualRect(table.rows.index(0, column_number("name")))
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(cell.x() + 8, cell.center().y()))
    assert table.rows.is_collapsed(key_of("MIN-1"))
    assert table.rows.rowCount() == 4


def test_a_document_that_is_open_elsewhere_says_so_and_takes_no_edits(controller, plan_file, qtbot):
    first = PlanDocument.open(plan_file)
    try:
        assert controller.open_plan(plan_file)
        window = controller.window
        qtbot.wait(20)
        assert window.document.read_only
        assert window.strip.text
        window.board.refresh()
        assert not window.board.actions["activity.add"].isEnabled()
        index = window.planning.table.rows.index(1, column_number("name"))
        assert not window.planning.table.rows.flags(index) & Qt.ItemFlag.ItemIsEditable
    finally:
        first.close()


@pytest.mark.parametrize(("button", "writes"), [("Take over", True), ("Leave it", False)])
def test_a_plan_that_is_held_elsewhere_is_taken_over_only_on_purpose(controller, plan_file, qtbot, button, writes):
    holder = PlanDocument.open(plan_file)
    try:
        assert controller.open_plan(plan_file)
        asked = []

        def answer() -> None:
            box = QApplication.activeModalWidget()
            assert isinstance(box, QMessageBox)
            asked.append(box.text())
            next(b for b in box.buttons() if b.text() == button).click()

        QTimer.singleShot(50, answer)
        controller.window.board.refresh()
        controller.window.board.actions["plan.take_over"].trigger()
        qtbot.wait(30)
        assert len(asked) == 1
        assert controller.document.read_only is not writes
        row = holder.plan.activities_by_key["MIN-2"]
        step = set_field(holder.plan, row, "name", "Elsewhere")
        if writes:
            with pytest.raises(FileTrouble):
                holder.do(step)
        else:
            holder.do(step)
    finally:
        holder.close()


def test_clearing_a_typed_date_takes_it_away(window, qtbot):
    type_in(window, qtbot, "MIN-4", "start", " ")
    assert window.document.plan.activities_by_key["MIN-4"].start_window is None
    assert QApplication.focusWidget() is not None
