"""Words for a date with two readings: the user chooses, in the table, in the inspector and in a register."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from planner.domain.model import Commitment, CommitmentKind
from planner.ui.panels.commitments import CommitmentRegister
from planner.ui.tables.activity_rows import column_number

WORDS = "until 1 July 2024"


def offered(qtbot) -> QMenu:
    """The menu with the readings, once it stands."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(qtbot, number: int) -> None:
    menu = offered(qtbot)
    action = menu.actions()[2 + number]
    menu.setActiveAction(action)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    qtbot.wait(20)


def open_cell(window, qtbot, key: str) -> QLineEdit:
    table = window.planning.table
    row = table.rows.row_of(window.document.plan.activities_by_key[key].id)
    table.setFocus()
    table.setCurrentIndex(table.rows.index(row, column_number("finish")))
    table.edit_here()
    editor = table.viewport().findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, WORDS)
    return editor


@pytest.mark.parametrize(("number", "latest"), [(0, date(2024, 6, 30)), (1, date(2024, 7, 1))])
def test_a_cell_offers_the_readings_and_takes_the_chosen_one(window, qtbot, number: int, latest: date):
    before = window.document.last_seq
    qtbot.keyClick(open_cell(window, qtbot, "POL-1"), Qt.Key.Key_Return)
    assert [a.text() for a in offered(qtbot).actions()[2:]] == ["by 30 June 2024", "by 1 July 2024"]
    choose(qtbot, number)
    assert window.document.plan.activities_by_key["POL-1"].finish_window.latest == latest
    assert window.document.last_seq == before + 1


def test_a_cell_keeps_what_was_typed_where_none_is_chosen(window, qtbot):
    before = window.document.last_seq
    editor = open_cell(window, qtbot, "POL-1")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.keyClick(offered(qtbot), Qt.Key.Key_Escape)
    qtbot.wait(20)
    assert editor.text() == WORDS
    assert editor.isVisible()
    assert window.document.last_seq == before


def test_the_inspector_sets_the_date_for_the_row_it_was_typed_for(window, qtbot, key_of):
    window.selection.choose(key_of("POL-1"))
    field = window.inspector.facts.form_of("finish_window").fields["finish_window"]
    field.editor.edit.selectAll()
    qtbot.keyClicks(field.editor.edit, WORDS)
    qtbot.keyClick(field.editor.edit, Qt.Key.Key_Return)
    offered(qtbot)
    window.selection.choose(key_of("MIN-2"))
    untouched = window.document.plan.activities_by_key["MIN-2"]
    choose(qtbot, 1)
    assert window.document.plan.activities_by_key["POL-1"].finish_window.latest == date(2024, 7, 1)
    assert window.document.plan.activities_by_key["MIN-2"] == untouched


def test_a_register_offers_the_readings(window, qtbot):
    from planner.domain import edits

    row = Commitment(key="TZ-1", kind=CommitmentKind.COMMITMENT, title="A promise")
    window.document.do(edits.add_row(window.document.plan, row))
    window.show_view("commitments")
    register = window.findChild(CommitmentRegister)
    column = next(n for n, c in enumerate(register.model.columns) if c.name == "term")
    index = register.order.index(0, column)
    register.table.setCurrentIndex(index)
    register.table.edit(index)
    editor = register.table.viewport().findChild(QLineEdit)
    qtbot.keyClicks(editor, WORDS)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    choose(qtbot, 0)
    assert window.document.plan.row(Commitment, row.id).term.latest == date(2024, 6, 30)
