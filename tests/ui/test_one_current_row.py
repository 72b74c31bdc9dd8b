"""The frame, the choice, the inspector and the commands are about one and the same row, whatever keys moved it."""

from __future__ import annotations

import os
import random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from planner.domain.model import Activity
from planner.ui.tables.activity_rows import column_number

K, M = Qt.Key, Qt.KeyboardModifier
SEEDS = range(int(os.environ.get("RANDOM_USES", "6")))
MOVES = (
    *((key, M.NoModifier) for key in (K.Key_Up, K.Key_Down, K.Key_Left, K.Key_Right, K.Key_Home, K.Key_End)),
    *((key, M.ControlModifier) for key in (K.Key_Home, K.Key_End, K.Key_Up, K.Key_Down, K.Key_Left, K.Key_Right)),
    *((key, M.NoModifier) for key in (K.Key_PageUp, K.Key_PageDown, K.Key_Tab, K.Key_Backtab, K.Key_Return)),
    (K.Key_Return, M.ShiftModifier),
)
COMMANDS = (
    (K.Key_Right, M.AltModifier | M.ShiftModifier),
    (K.Key_Left, M.AltModifier | M.ShiftModifier),
    (K.Key_Right, M.ControlModifier | M.ShiftModifier),
    (K.Key_Left, M.ControlModifier | M.ShiftModifier),
    (K.Key_Up, M.AltModifier),
    (K.Key_Down, M.AltModifier),
    (K.Key_Delete, M.NoModifier),
)


@pytest.fixture
def table(window, qtbot):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.moves.asks = False
    window.planning.table.setFocus()
    return window.planning.table


def press(key, held=M.NoModifier) -> None:
    QApplication.processEvents()  # what can be done is known then
    QTest.keyClick(QApplication.focusWidget(), key, held)
    QApplication.processEvents()


def framed(table):
    index = table.currentIndex()
    return table.rows.rows[index.row()].id if index.isValid() else None


def agree(window) -> None:
    """Fail unless frame, choice and inspector are about one row."""
    table = window.planning.table
    here = framed(table)
    assert here == window.selection.current
    assert here is None or table.selectionModel().isRowSelected(table.currentIndex().row())
    chosen = {table.rows.rows[index.row()].id for index in table.selectionModel().selectedRows()}
    assert chosen == set(window.selection.chosen)
    if len(chosen) == 1:
        window.inspector.refresh()
        assert window.document.plan.get(Activity, here).key in window.inspector.title.text()


@pytest.mark.parametrize("seed", SEEDS)
def test_the_journal_names_the_row_that_carries_the_frame(window, table, seed):
    dice = random.Random(seed)
    for _ in range(40):
        if dice.random() < 0.6 or framed(table) is None:
            press(*dice.choice(MOVES))
            agree(window)
            continue
        here, before = framed(table), window.document.undo_steps(1000)
        name = window.document.plan.activity(here).name
        press(*dice.choice(COMMANDS))
        agree(window)
        after = window.document.undo_steps(1000)
        if len(after) > len(before):
            assert name in after[0][1]["name"], (name, after[0])
        if not window.document.plan.rows(Activity):
            break


def test_ctrl_home_and_delete_take_out_the_first_row_and_no_other(window, table, key_of):
    window.selection.choose(key_of("MIN-5"))
    press(K.Key_Home, M.ControlModifier)
    agree(window)
    first = framed(table)
    press(K.Key_Delete)
    left = {a.id for a in window.document.plan.rows(Activity)}
    assert first not in left
    assert key_of("MIN-5") in left


def test_f2_in_an_open_date_cell_stays_in_that_cell(window, table, key_of):
    window.selection.choose(key_of("POL-1"))
    table.choose_cell(table.currentIndex().row(), column_number("start"))
    press(K.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit) and editor.text() == "1 Apr 24"
    press(K.Key_F2)
    assert QApplication.focusWidget() is editor
    assert editor.accessibleName() == "Start"


@pytest.mark.parametrize(
    ("there", "back"),
    [
        ((K.Key_Right, M.AltModifier | M.ShiftModifier), (K.Key_Left, M.AltModifier | M.ShiftModifier)),
        ((K.Key_Left, M.AltModifier | M.ShiftModifier), (K.Key_Right, M.AltModifier | M.ShiftModifier)),
        ((K.Key_Right, M.ControlModifier | M.ShiftModifier), (K.Key_Left, M.ControlModifier | M.ShiftModifier)),
        ((K.Key_Left, M.ControlModifier | M.ShiftModifier), (K.Key_Right, M.ControlModifier | M.ShiftModifier)),
        ((K.Key_Up, M.AltModifier), (K.Key_Down, M.AltModifier)),
    ],
)
@pytest.mark.parametrize("times", [1, 2])
def test_there_and_back_is_the_identity(window, table, key_of, there, back, times):
    moved = False
    for key in ("MIN-2", "MIN-3", "POL-1", "MIN-4", "MIN-5"):
        before = dict(window.document.plan.table("activity"))
        window.selection.choose(key_of(key))
        steps = len(window.document.undo_steps(100))
        for _ in range(times):
            press(*there)
        taken = len(window.document.undo_steps(100)) - steps
        moved = moved or taken > 0
        for _ in range(taken):
            press(*back)
        assert dict(window.document.plan.table("activity")) == before, key
    assert moved


def test_tab_and_enter_go_on_within_the_table_and_f6_and_esc_leave_it(window, table, key_of):
    window.selection.choose(key_of("MIN-2"))
    for key in (K.Key_Tab, K.Key_Tab, K.Key_Backtab, K.Key_Return):
        press(key)
        assert table.hasFocus()
    assert framed(table) != key_of("MIN-2")
    press(K.Key_F6)
    assert not table.hasFocus()
    table.setFocus()
    press(K.Key_Escape)
    assert not table.hasFocus()


def test_typing_begins_an_edit_and_enter_goes_to_the_row_below(window, table, key_of):
    window.selection.choose(key_of("MIN-2"))
    press(K.Key_Z)
    QTest.keyClicks(QApplication.focusWidget(), "es")
    press(K.Key_Return)
    assert window.document.plan.activity(key_of("MIN-2")).name.casefold() == "zes"
    assert framed(table) == key_of("MIN-3")
    agree(window)


def test_the_first_double_click_on_another_cell_opens_its_editor(window, table, key_of, qtbot):
    window.selection.choose(key_of("MIN-2"))
    place = table.visualRect(table.rows.index(table.rows.row_of(key_of("POL-1")), column_number("start"))).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, M.NoModifier, place)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, M.NoModifier, place)
    assert table.is_editing
    agree(window)


def test_what_is_refused_in_a_cell_stays_with_its_sentence_until_it_is_mended(window, table, key_of):
    window.selection.choose(key_of("POL-1"))
    start = column_number("start")
    table.choose_cell(table.currentIndex().row(), start)
    press(K.Key_F2)
    QTest.keyClicks(QApplication.focusWidget(), "99-99-2024")
    press(K.Key_Return)
    window.planning.chart.setFocus()
    index = table.rows.index(table.rows.row_of(key_of("POL-1")), start)
    assert index.data() == "! 99-99-2024"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).startswith("Start: 99-99-2024, refused: ")
    window.selection.choose(key_of("MIN-2"))
    window.selection.choose(key_of("POL-1"))
    table.setFocus()
    table.choose_cell(table.currentIndex().row(), start)
    press(K.Key_F2)
    assert QApplication.focusWidget().text() == "99-99-2024"
    QApplication.focusWidget().setText("2-4-2024")
    press(K.Key_Return)
    assert index.data() == "2 Apr 24"
    assert not window.strip.text.startswith("99")


def test_what_is_refused_in_the_inspector_is_there_again_when_one_comes_back(window, key_of):
    window.show_inspector(shown=True)
    window.selection.choose(key_of("POL-1"))
    window.inspector.refresh()
    field = window.inspector.facts.form_of("start").fields["start"]
    field.editor.edit.setFocus()
    field.editor.edit.selectAll()
    QTest.keyClicks(field.editor.edit, "99-99-2024")
    window.selection.choose(key_of("MIN-2"))
    assert not field.trouble.text()
    window.selection.choose(key_of("POL-1"))
    assert field.editor.edit.text() == "99-99-2024" and field.trouble.text()
    field.editor.edit.setFocus()
    QTest.keyClick(field.editor.edit, K.Key_Escape)
    assert not field.trouble.text() and field.editor.edit.text() != "99-99-2024"


def test_undo_right_after_enter_in_the_inspector_is_that_of_the_plan(window, key_of):
    window.show_inspector(shown=True)
    window.selection.choose(key_of("POL-1"))
    window.inspector.refresh()
    edit = window.inspector.facts.form_of("start").fields["start"].editor.edit
    before = window.document.plan.activity(key_of("POL-1"))
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "8-4-2024")
    press(K.Key_Return)
    assert window.document.plan.activity(key_of("POL-1")) != before
    press(K.Key_Z, M.ControlModifier)
    assert window.document.plan.activity(key_of("POL-1")) == before


def test_a_filter_that_is_put_away_goes_on_holding_and_the_choice_comes_back_with_its_row(window, table, key_of):
    from dataclasses import replace

    from planner.ui.tables.row_filter import Arrangement, RowFilter

    window.selection.choose(key_of("POL-1"))
    window.planning.show_strip(shown=True)
    window.planning.arrange(replace(Arrangement(), filter=RowFilter(text="Draft")))
    agree(window)
    assert window.selection.current is None
    window.planning.show_strip(shown=False)
    assert window.planning.arrangement.filter.text == "Draft"
    assert window.planning.strip.isVisible() and "Draft" in window.planning.strip.told.text()
    window.planning.arrange(Arrangement())
    assert window.selection.current == key_of("POL-1")
    agree(window)
    assert not window.planning.strip.isVisible()


def test_closing_a_summary_chooses_it_in_the_place_of_what_it_hides(window, table, key_of):
    window.selection.choose(key_of("MIN-2"))
    table.rows.toggle(key_of("MIN-1"))
    assert window.selection.current == key_of("MIN-1")
    agree(window)


@pytest.mark.parametrize("typed", ["POL-1", "POL-1 Training", "train", "pol-1 tr"])
def test_every_way_to_name_the_one_that_is_suggested_makes_the_link(window, key_of, typed):
    window.show_inspector(shown=True)
    window.selection.choose(key_of("MIN-4"))
    window.inspector.refresh()
    field = window.inspector.before.key
    field.setFocus()
    QTest.keyClicks(field, typed)
    if field.completer().popup().isVisible():
        QTest.keyClick(field.completer().popup(), K.Key_Return)
    else:
        QTest.keyClick(field, K.Key_Return)
    QApplication.processEvents()
    if not window.document.plan.predecessors(key_of("MIN-4")):
        QTest.keyClick(field, K.Key_Return)
    assert [d.predecessor_id for d in window.document.plan.predecessors(key_of("MIN-4"))] == [key_of("POL-1")]
    assert not window.inspector.before.trouble.text()


def test_searching_puts_rows_first_and_never_takes_work_back_by_enter_alone(window, table, key_of):
    window.selection.choose(key_of("POL-1"))
    press(K.Key_Right, M.ControlModifier | M.ShiftModifier)
    steps = len(window.document.undo_steps(100))
    assert steps
    for typed in ("Training", "Undo", "> undo", "redo"):
        window.search.start()
        window.search.clear()
        QTest.keyClicks(window.search, typed)
        kinds = [hit.sort for hit in window.search.hits(typed)]
        assert kinds == sorted(kinds)
        QTest.keyClick(window.search, K.Key_Return)
        assert len(window.document.undo_steps(100)) == steps, typed
