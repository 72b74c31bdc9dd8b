"""The lanes on screen: from mark to mark by keys, as the selection of the window goes, live."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor

from planner.chart.scene import Mark, Rect
from planner.domain import edits
from planner.domain.model import Activity
from planner.ui.gantt.mark_keys import MARK_KEYS, next_mark
from planner.ui.theming import LIGHT

KEYS = Qt.Key
PLACES = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 6)), min_size=1, max_size=25, unique=True)


def marks_at(places: list[tuple[int, int]]) -> list[Mark]:
    return [
        Mark(Activity(key=f"X-{n + 1}", name="x").id, Rect(x * 10, y * 12, 8, 8), "") for n, (x, y) in enumerate(places)
    ]


@given(PLACES, st.data())
def test_every_mark_is_reached_by_arrows_and_no_key_leads_off_the_sheet(places, data):
    marks = marks_at(places)
    first, last = next_mark(marks, None, KEYS.Key_Down), next_mark(marks, marks[0], KEYS.Key_End)
    assert first is next_mark(marks, marks[0], KEYS.Key_Home)
    assert first.rect.y == min(m.rect.y for m in marks) and last.rect.y == max(m.rect.y for m in marks)
    reached, at = [], first
    while True:  # along each line, then to the begin of the next
        line = [at := _leftmost(marks, at)]
        while (right := next_mark(marks, at, KEYS.Key_Right)) is not at:
            line.append(at := right)
        assert all(m.rect.y == line[0].rect.y for m in line)
        assert [m.rect.x for m in line] == sorted(m.rect.x for m in line)
        reached += line
        if (below := next_mark(marks, at, KEYS.Key_Down)) is at:
            break
        assert below.rect.y > at.rect.y
        at = below
    assert {m.about for m in reached} == {m.about for m in marks}
    key = data.draw(st.sampled_from(MARK_KEYS))
    assert next_mark(marks, data.draw(st.sampled_from(marks)), key) in marks


def _leftmost(marks, at):
    while (left := next_mark(marks, at, KEYS.Key_Left)) is not at:
        at = left
    return at


def test_without_marks_keys_lead_nowhere():
    assert next_mark([], None, KEYS.Key_Down) is None


@pytest.fixture
def lanes(window, qtbot):
    window.show_view("overview")
    view = window._views["overview"]
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    return view


def test_keys_choose_marks_and_enter_opens_the_planning(lanes, window, qtbot):
    qtbot.keyClick(lanes, KEYS.Key_Home)
    first = lanes.current
    assert first is not None and window.selection.current == first.about
    assert lanes.accessibleDescription() == first.text != ""
    assert window.inspector.title.text().startswith(window.document.plan.activity(first.about).key)
    qtbot.keyClick(lanes, KEYS.Key_Down)
    assert lanes.current is not None and lanes.current.rect.y > first.rect.y
    qtbot.keyClick(lanes, KEYS.Key_Return)
    assert window.view == "planning"
    assert window.selection.current is not None and window.selection.current != first.about


def test_the_chosen_mark_is_ringed_and_brought_into_sight(lanes, window, qtbot):
    lanes.zoom_by(4)
    qtbot.keyClick(lanes, KEYS.Key_End)
    mark = lanes.current
    place = QPointF(mark.rect.x - 3 / lanes.scale, mark.rect.y + mark.rect.height / 2)
    at = (place * lanes.scale + lanes._corner()).toPoint()
    assert lanes.viewport().rect().contains(at)
    assert QColor(lanes.viewport().grab().toImage().pixel(at)) == QColor(LIGHT.accent)


def test_a_name_that_is_edited_is_told_as_it_is_now(lanes, window, qtbot):
    qtbot.keyClick(lanes, KEYS.Key_Home)
    activity = window.document.plan.activity(lanes.current.about)
    window.document.do(edits.set_field(window.document.plan, activity, "name", "Called otherwise"))
    assert lanes.current.text.startswith("Called otherwise")
