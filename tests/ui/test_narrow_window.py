"""A window on a Full HD screen at 200 %: every view fits in it, and no button or field is cut off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton

from planner.ui.panels.report_panel import column_widths
from planner.ui.views import VIEWS

WIDE, HIGH = 960, 540


@pytest.mark.parametrize("view", [view.name for view in VIEWS])
def test_every_view_fits_in_a_narrow_window(window, qtbot, view):
    window.resize(WIDE, HIGH)
    window.show_view(view)
    qtbot.wait(20)
    assert window.width() == WIDE
    assert window.minimumSizeHint().height() <= HIGH


def test_the_strips_above_the_planning_break_into_lines(window, qtbot, key_of):
    window.selection.choose(key_of("POL-1"))  # the inspector takes room too
    window.board.actions["view.filter"].trigger()
    window.board.actions["text.replace"].trigger()
    planning = window.planning
    window.resize(1600, 900)
    qtbot.wait(50)
    one_line = planning.find_bar.height(), planning.strip.height()
    window.resize(WIDE, HIGH)
    qtbot.wait(50)
    assert window.width() == WIDE
    assert planning.find_bar.height() > one_line[0] and planning.strip.height() > one_line[1]
    bar = QRect(QPoint(0, 0), planning.find_bar.size())
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    buttons = planning.find_bar.findChildren(QAbstractButton, options=direct)
    parts = [*buttons, planning.find_bar.text, planning.find_bar.other]
    assert len(parts) >= 8
    for part in parts:
        assert bar.contains(part.geometry()), part.accessibleName()
    places = [part.geometry() for part in parts]
    assert not any(a.intersects(b) for n, a in enumerate(places) for b in places[n + 1 :])
    window.resize(1600, 900)
    qtbot.wait(50)
    assert (planning.find_bar.height(), planning.strip.height()) == one_line


@given(
    st.lists(st.tuples(st.floats(0.1, 5), st.integers(0, 200)), max_size=9),
    st.integers(0, 1500),
)
def test_columns_share_a_width_and_have_at_least_what_they_need(columns, more):
    shares, least = [share for share, _ in columns], [need for _, need in columns]
    width = sum(least) + more
    widths = column_widths(width, shares, least)
    assert len(widths) == len(columns)
    assert not columns or abs(sum(widths) - width) <= 1
    assert all(wide >= need - 1 for wide, need in zip(widths, least, strict=True))
