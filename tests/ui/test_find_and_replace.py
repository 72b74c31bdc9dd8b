"""Find and replace in names and notes: counted, gone through, replaced one by one or all in one step."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from planner.domain import edits
from planner.domain.model import Activity
from planner.domain.plan import Plan
from planner.domain.replacing import find_text, replace_text
from planner.errors import EditRefused


@given(
    text=st.sampled_from(["politie", "de", "NFI", "(", "\\d", ".", "xyz"]),
    other=st.text("ab$\\1 é", min_size=1),
    case=st.booleans(),
)
def test_all_that_was_found_is_replaced_and_nothing_else(letter_plan: Plan, text: str, other: str, case: bool):
    hits = find_text(letter_plan, text, case=case)
    if not hits:
        with pytest.raises(EditRefused):
            replace_text(letter_plan, hits, text, other, case=case)
        return
    touched = {hit.activity_id for hit in hits}
    try:
        step = replace_text(letter_plan, hits, text, other, case=case)
    except EditRefused:
        return  # a name would be empty
    after = letter_plan.with_step(step)
    for row in letter_plan.rows(Activity):
        then = after.activity(row.id)
        if row.id not in touched:
            assert then == row
        elif case:
            assert then.name == row.name.replace(text, other).strip()
    assert after.with_step(step.reversed()) == letter_plan


def test_the_bar_counts_goes_round_and_replaces_one_by_one(window, qtbot, key_of):
    qtbot.keyClick(window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    bar = window.planning.find_bar
    assert bar.isVisible() and bar.text.hasFocus() and not bar.all.isEnabled()
    qtbot.keyClicks(bar.text, "entr")
    assert bar.told.text() == "1 place"
    bar.text.setText("re")
    assert bar.told.text() == "2 places"  # Preparation, Review
    qtbot.keyClick(bar.text, Qt.Key.Key_Return)
    assert window.selection.current == key_of("MIN-1")
    bar.go(-1)
    assert window.selection.current == key_of("MIN-3")
    bar.other.setText("RE")
    bar.case.setChecked(True)
    bar.text.setText("Re")
    bar.replace_one()
    assert window.document.plan.activity(key_of("MIN-3")).name == "REview"
    assert window.document.undo_steps()[0][0] == "text.replace"
    qtbot.keyClick(bar.text, Qt.Key.Key_Escape)
    assert not bar.isVisible() and window.planning.table.hasFocus()


def test_all_are_replaced_in_one_step_that_is_told_and_undone(window, qtbot, key_of):
    note = edits.set_field(
        window.document.plan, window.document.plan.activity(key_of("POL-1")), "note", "Draft and draft"
    )
    window.document.do(note)
    before = window.document.plan
    window.planning.show_find()
    bar = window.planning.find_bar
    bar.text.setText("draft")
    bar.other.setText("Sketch")
    assert bar.told.text() == "3 places"
    qtbot.mouseClick(bar.all, Qt.MouseButton.LeftButton)
    assert "3 places" in window.strip.text
    assert window.document.plan.activity(key_of("POL-1")).note == "Sketch and Sketch"
    assert window.document.plan.activity(key_of("MIN-2")).name == "Sketch"
    window.document.undo()
    assert window.document.plan == before


def test_a_name_is_never_left_empty(window, key_of):
    before = window.document.plan
    window.planning.show_find()
    window.planning.find_bar.text.setText("Draft")
    window.planning.find_bar.replace_all()
    assert window.document.plan == before and "empty" in window.strip.text
