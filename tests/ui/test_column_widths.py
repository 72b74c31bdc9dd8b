"""Columns share the width there is: nothing important is cut, nothing scrolls without need."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFontMetrics

from planner.document import PlanDocument
from planner.language import translator
from planner.ui.gantt.planning_view import PlanningView
from planner.ui.panels.column_fit import shared
from planner.ui.selection import Selection
from planner.ui.tables.activity_rows import column_number
from planner.ui.tables.column_widths import LEAST_NAME
from planner.ui.tables.row_painting import MARGIN
from planner.ui.theming import bold
from planner.ui.tool_bar import NARROW_SEARCH, SEARCH_WIDTH

WIDTHS = st.lists(st.tuples(st.integers(20, 700), st.integers(10, 90)), min_size=1, max_size=10)


@given(WIDTHS, st.integers(200, 2000))
def test_shared_widths_fill_the_room_or_are_as_small_as_they_get(pairs, room):
    natural, least = [max(pair) for pair in pairs], [pair[1] for pair in pairs]
    weights = [2.0] + [1.0] * (len(pairs) - 1)
    given_ = shared(natural, least, weights, room)
    assert all(width >= low for width, low in zip(given_, least, strict=True))
    if sum(natural) <= room:
        assert sum(given_) == room and all(w >= n for w, n in zip(given_, natural, strict=True))
    elif sum(given_) > room:
        assert all(w <= max(low, 160) for w, low in zip(given_, least, strict=True))
    else:
        assert sum(given_) == room


@pytest.fixture(params=["nl", "en"])
def view(request, plan_file, qtbot):
    document = PlanDocument.open(plan_file)
    made = PlanningView(document, translator(request.param), Selection())
    qtbot.addWidget(made)
    made.resize(1000, 500)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close_view()
    document.close()


def test_every_day_fits_its_column_in_bold_and_names_take_the_rest(view):
    table = view.table
    heavy = QFontMetrics(bold(table.font()))
    for name in ("start", "finish"):
        room = table.columnWidth(column_number(name)) - 2 * MARGIN
        days = (view.translator.date(date(2028, month, 28)) for month in range(1, 13))
        assert all(heavy.horizontalAdvance(day) <= room for day in days)
    table.show_columns(["start", "finish", "percent_complete", "organisation_id"])
    view.splitter.setSizes([620, 380])
    shown = sum(table.columnWidth(n) for n in range(table.header().count()) if not table.isColumnHidden(n))
    assert shown == table.viewport().width()
    assert table.columnWidth(column_number("name")) > LEAST_NAME
    assert table.horizontalScrollBar().maximum() == 0


def test_a_narrow_window_shows_signs_in_the_tool_bar_and_never_half_a_word(window, qtbot):
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QToolBar, QToolButton

    bar = window.findChild(QToolBar, "mainTools")
    texted = [b for b in bar.findChildren(QToolButton) if b.property("texted")]
    for width, style, search in (
        (1440, Qt.ToolButtonStyle.ToolButtonTextBesideIcon, SEARCH_WIDTH),
        (1024, Qt.ToolButtonStyle.ToolButtonIconOnly, NARROW_SEARCH),
    ):
        window.resize(width, 700)
        qtbot.wait(30)
        assert {b.toolButtonStyle() for b in texted} == {style}
        assert window.search.width() == search
        assert all(b.width() >= b.minimumSizeHint().width() for b in texted)


def test_a_width_that_the_user_chose_is_there_again_and_hiding_a_column_changes_none(controller, window, qtbot):
    start, table = column_number("start"), window.planning.table
    table.header().resizeSection(start, 177)
    assert controller.settings.column_widths == {"start": 177}
    window.board.refresh()
    table.show_columns(["finish"])
    table.show_columns(controller.settings.columns)
    assert controller.settings.column_widths == {"start": 177}
    controller.rebuild()
    again = controller.window.planning.table
    assert again is not table and again.columnWidth(start) == 177
