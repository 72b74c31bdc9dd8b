"""Rows and cells on the clipboard, as other programs see them and as they come back; filling down."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from planner.domain import edits
from planner.domain.copying import put_in, taken_out
from planner.domain.integrity import refuse_broken
from planner.domain.model import Activity, Dependency, Gate, Organisation, Programme
from planner.domain.plan import Plan
from planner.errors import EditRefused
from planner.formats.json_plan import dumps, loads
from planner.ui.commands.clipboard import ROWS, from_html
from planner.ui.tables.activity_rows import column_number
from planner.ui.tables.blocks import as_html, as_text, from_text


def current(window, key: str, column: str) -> None:
    """Make a cell the current one, its row the chosen one."""
    table = window.planning.table
    row = table.rows.row_of(window.document.plan.activities_by_key[key].id)
    flags = QItemSelectionModel.SelectionFlag
    index = table.rows.index(row, column_number(column))
    table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
    table.setFocus()


def choose(window, *keys: str) -> None:
    window.selection.choose(*(window.document.plan.activities_by_key[key].id for key in keys))


def do(window, name: str) -> None:
    window.board.refresh()
    assert window.board.actions[name].isEnabled(), window.board.actions[name].toolTip()
    window.board.actions[name].trigger()


def put_on_clipboard(text: str) -> None:
    data = QMimeData()
    data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)


def named(window, key: str) -> Activity:
    return window.document.plan.activities_by_key[key]


# --- as text ----------------------------------------------------------------------------------------


@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_characters="\r\0")).map(str.strip), min_size=3, max_size=3
        ),
        min_size=1,
    )
)
def test_a_block_comes_back_as_it_went(block):
    block[-1][0] = block[-1][0] or "x"  # empty rows at the end are no rows
    assert from_text(as_text(block)) == block


def test_a_block_of_a_spreadsheet_is_read_with_its_quoted_line_ends():
    assert from_text('a\t"b\nc"\r\n1\t"say ""no"""\r\n') == [["a", "b\nc"], ["1", 'say "no"']]


def test_the_table_for_mail_escapes_what_is_in_it():
    assert as_html([["<b>", "&"]], ["Name"]).endswith(
        "<tr><th>Name</th></tr><tr><td>&lt;b&gt;</td><td>&amp;</td></tr></table>"
    )


def test_a_table_of_a_web_page_is_read_where_there_is_no_text():
    page = "<p>As agreed:</p><table><tr><th>Wat</th><th>Wie</th></tr><tr><td><b>Opl</b>eiding</td><td> OM </td></tr>"
    assert from_html(page + "<tr><td colspan=2>Later</td></tr></table><p>…</p>") == [
        ["Wat", "Wie"],
        ["Opleiding", "OM"],
        ["Later", ""],
    ]
    with pytest.raises(EditRefused):
        from_html("<p>No table</p>")


# --- copying ----------------------------------------------------------------------------------------


def test_rows_are_copied_as_the_table_shows_them(window):
    choose(window, "MIN-2", "POL-1")
    do(window, "rows.copy")
    held = QGuiApplication.clipboard().mimeData()
    rows = from_text(held.text())
    assert [row[:2] for row in rows] == [["MIN-2", "Draft"], ["POL-1", "Training"]]
    assert len(rows[0]) == 6 and "<th>Name</th>" in held.html() and held.hasFormat(ROWS)


def test_the_cells_of_a_column_are_copied(window):
    current(window, "MIN-2", "name")
    choose(window, "MIN-2", "MIN-3")
    do(window, "cells.copy")
    assert from_text(QGuiApplication.clipboard().text()) == [["Draft"], ["Review"]]


# --- pasting cells ----------------------------------------------------------------------------------


def test_a_block_is_pasted_from_the_current_cell_as_one_step(window):
    before = window.document.plan
    current(window, "MIN-2", "name")
    put_on_clipboard("First draft\t15-01-2024\nSecond look\tafter the summer of 2024\n")
    do(window, "cells.paste")
    assert named(window, "MIN-2").name == "First draft"
    assert f"{named(window, 'MIN-2').start_window.earliest}" == "2024-01-15"
    assert named(window, "MIN-3").name == "Second look"
    assert named(window, "MIN-3").start_window.words == "after the summer of 2024"
    assert window.document.undo_steps()[0][0] == "cells.paste"
    window.document.undo()
    assert window.document.plan == before


def test_what_is_copied_elsewhere_can_be_pasted_at_once(window, qtbot):
    paste = window.board.actions["cells.paste"]
    QGuiApplication.clipboard().clear()
    current(window, "MIN-2", "name")
    qtbot.waitUntil(lambda: not paste.isEnabled())
    held = QMimeData()
    held.setHtml("<table><tr><td>From a page</td></tr></table>")
    QGuiApplication.clipboard().setMimeData(held)
    qtbot.waitUntil(paste.isEnabled)
    paste.trigger()
    assert "From a page" in [a.name for a in window.document.plan.rows(Activity)]


def test_where_the_column_of_the_current_cell_is_hidden_names_are_pasted(window):
    current(window, "MIN-2", "start")
    window.planning.table.show_columns(["key", "name"])
    put_on_clipboard("First draft\n")
    do(window, "cells.paste")
    assert named(window, "MIN-2").name == "First draft"


def test_a_cell_that_will_not_do_is_named_and_nothing_is_changed(window):
    before = window.document.plan
    current(window, "MIN-2", "name")
    put_on_clipboard("First draft\t15-01-2024\nSecond look\t31-02-2024\n")
    do(window, "cells.paste")
    assert "MIN-3, Start" in window.strip.text
    assert window.document.plan == before


def test_more_rows_than_there_are_become_activities(window):
    current(window, "MIN-5", "name")
    put_on_clipboard("Entry\nEvaluation\nReview of the law")
    do(window, "cells.paste")
    assert [a.name for a, _ in window.document.plan.outline][-3:] == ["Entry", "Evaluation", "Review of the law"]
    window.document.undo()
    assert [a.name for a, _ in window.document.plan.outline][-1] == "Entry into force"


def test_rows_without_a_name_cannot_become_activities(window):
    before = window.document.plan
    current(window, "MIN-5", "percent_complete")
    put_on_clipboard("10\n20")
    do(window, "cells.paste")
    assert "row 2 has no name" in window.strip.text and window.document.plan == before


def test_a_block_that_is_too_wide_is_refused(window):
    current(window, "MIN-2", "organisation_id")
    put_on_clipboard("POL\tone\ttwo")
    do(window, "cells.paste")
    assert "3 columns" in window.strip.text


def test_what_stands_in_a_cell_that_takes_no_typing_may_be_pasted_over_it(window):
    current(window, "MIN-2", "key")
    put_on_clipboard("MIN-2\tNew name")
    do(window, "cells.paste")
    assert named(window, "MIN-2").name == "New name"
    current(window, "MIN-2", "key")
    put_on_clipboard("MIN-9\tOther")
    do(window, "cells.paste")
    assert named(window, "MIN-2").name == "New name" and "MIN-2" in window.strip.text


def test_one_cell_goes_into_all_chosen_rows(window):
    current(window, "MIN-2", "percent_complete")
    choose(window, "MIN-2", "MIN-3", "POL-1")
    put_on_clipboard("40")
    do(window, "cells.paste")
    assert [named(window, key).percent_complete for key in ("MIN-2", "MIN-3", "POL-1")] == [40, 40, 40]


# --- filling ----------------------------------------------------------------------------------------


def test_filling_down_gives_words_as_they_are(window):
    first = named(window, "MIN-2")
    words = replace(named(window, "MIN-4").start_window)
    window.document.do(edits.set_field(window.document.plan, first, "start_window", words))
    current(window, "MIN-2", "start")
    choose(window, "MIN-2", "MIN-3", "POL-1")
    do(window, "cells.fill")
    assert [named(window, key).start_window for key in ("MIN-2", "MIN-3", "POL-1")] == [words] * 3
    window.document.undo()
    assert named(window, "POL-1").start_window != words


def test_ctrl_enter_in_a_cell_types_it_into_all_chosen_rows(window, qtbot):
    current(window, "POL-1", "percent_complete")
    choose(window, "MIN-2", "MIN-3", "POL-1")
    table = window.planning.table
    table.edit_here()
    editor = table.viewport().findChild(QLineEdit)
    editor.setText("60")
    qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [named(window, key).percent_complete for key in ("MIN-2", "MIN-3", "POL-1")] == [60] * 3
    assert window.document.undo_steps()[0][1]["count"] == "3"
    assert "MIN-6" not in window.document.plan.activities_by_key, "Ctrl+Enter adds nothing while somebody types"


# --- copies of activities ---------------------------------------------------------------------------


def test_pasted_activities_keep_their_outline_and_links_and_have_keys_of_their_own(window):
    before = window.document.plan
    choose(window, "MIN-1")
    do(window, "rows.copy")
    choose(window, "MIN-5")
    do(window, "cells.paste")
    plan = window.document.plan
    names = [(a.name, depth) for a, depth in plan.outline][-3:]
    assert names == [("Preparation", 0), ("Draft", 1), ("Review", 1)]
    [draft, review] = [a for a, _ in plan.outline][-2:]
    assert [link.successor_id for link in plan.successors(draft.id)] == [review.id]
    assert len({a.key for a, _ in plan.outline}) == len(plan.outline)
    assert len(window.selection.chosen) == 3
    window.document.undo()
    assert {row for row in window.document.plan.all_rows() if row.kind_name != "key_series"} == {
        row for row in before.all_rows() if row.kind_name != "key_series"
    }


def test_copies_go_into_another_plan_with_the_organisations_of_the_same_code(window, letter_plan: Plan):
    police = [a.id for a, _ in letter_plan.outline if a.key in ("POL-2", "POL-3")]
    travelled = loads(dumps(taken_out(letter_plan, police)))
    step = put_in(window.document.plan, travelled, None)
    after = window.document.plan.with_step(step)
    refuse_broken(window.document.plan, after, step)
    added = [row for row in after.rows(Activity) if window.document.plan.get(Activity, row.id) is None]
    police = next(o for o in after.rows(Organisation) if o.code == "POL")
    assert added and {row.organisation_id for row in added} == {police.id}


def test_every_part_of_the_letter_can_be_copied_and_put_back(letter_plan: Plan):
    for activity, depth in letter_plan.outline:
        if depth == 0:
            copies = taken_out(letter_plan, [activity.id])
            step = put_in(letter_plan, copies, activity.id)
            after = letter_plan.with_step(step)
            refuse_broken(letter_plan, after, step)
            assert len(after.outline) == len(letter_plan.outline) + len(copies.outline)
            assert len(after.rows(Dependency)) == len(letter_plan.rows(Dependency)) + len(copies.rows(Dependency))
            assert sum(a.gate is Gate.ENTRY for a in after.rows(Activity)) == 1


def test_nothing_is_pasted_where_nothing_was_copied(letter_plan: Plan):
    with pytest.raises(EditRefused):
        put_in(letter_plan, Plan.of([letter_plan.row(Programme, letter_plan.programme.id)]), None)
