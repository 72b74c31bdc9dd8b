"""The chart: gestures are one step each, rows stand beside the table's, zooming keeps its place."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from planner.chart.options import Zoom
from planner.domain.model import LinkType
from planner.ui.theming import ROW_HEIGHT


@pytest.fixture
def chart(window, qtbot):
    """The chart at months, so that bars are wide enough to be taken hold of."""
    made = window.planning.chart
    made.set_zoom(Zoom.MONTH)
    made.horizontalScrollBar().setValue(round(made.picture.gantt.scale.x(date(2023, 12, 20))))
    qtbot.wait(20)
    return made


def place_of(chart, activity_id, part: float) -> QPoint:
    """A point on a bar: at a part of its width."""
    rect = chart.bar_rect(activity_id)
    at = QPointF(rect.x + rect.width * part, rect.y + rect.height / 2) + chart.offset
    return at.toPoint()


def drag(qtbot, chart, start: QPoint, goal: QPoint, *, drop: bool = False, held=Qt.KeyboardModifier.NoModifier) -> None:
    """Press, move in two goes, and release; or press Esc first."""
    view = chart.viewport()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, held, start)
    for at in ((start + goal) / 2, goal):
        move(view, at, held)
    if drop:
        qtbot.keyClick(chart, Qt.Key.Key_Escape)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, held, goal)
    qtbot.wait(20)


def move(view, at: QPoint, held) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    button = Qt.MouseButton.LeftButton
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(at), QPointF(view.mapToGlobal(at)), button, button, held)
    QApplication.sendEvent(view, event)


def test_dragging_a_bar_is_one_step_and_jumps_to_monday(chart, window, qtbot, key_of):
    before = window.document.last_seq
    start = place_of(chart, key_of("POL-1"), 0.3)
    drag(qtbot, chart, start, start + QPoint(round(9 * chart.picture.day_width), 0))
    assert window.document.last_seq == before + 1
    assert window.document.history()[-1].label == "activity.shift"
    assert window.document.schedule[key_of("POL-1")].start.date() == date(2024, 4, 8)
    assert chart.preview is None


def test_with_alt_a_bar_goes_to_any_day(chart, window, qtbot, key_of):
    start = place_of(chart, key_of("POL-1"), 0.3)
    by = QPoint(round(2 * chart.picture.day_width), 0)
    drag(qtbot, chart, start, start + by, held=Qt.KeyboardModifier.AltModifier)
    assert window.document.schedule[key_of("POL-1")].start.date() == date(2024, 4, 3)


def test_esc_drops_a_drag(chart, window, qtbot, key_of):
    before = window.document.last_seq
    start = place_of(chart, key_of("POL-1"), 0.3)
    drag(qtbot, chart, start, start + QPoint(80, 0), drop=True)
    assert window.document.last_seq == before
    assert chart.preview is None


def test_dragging_the_right_edge_changes_the_duration_alone(chart, window, qtbot, key_of):
    rect = chart.bar_rect(key_of("POL-1"))
    start = (QPointF(rect.right - 1, rect.y + rect.height / 2) + chart.offset).toPoint()
    begun = window.document.schedule[key_of("POL-1")].start
    drag(qtbot, chart, start, start + QPoint(round(14 * chart.picture.day_width), 0))
    assert window.document.history()[-1].label == "activity.stretch"
    planned = window.document.schedule[key_of("POL-1")]
    assert planned.start == begun
    assert planned.finish.date() > date(2024, 5, 17)


def test_dragging_with_shift_links_two_bars(chart, window, qtbot, key_of):
    start, goal = place_of(chart, key_of("MIN-3"), 0.5), place_of(chart, key_of("POL-1"), 0.5)
    drag(qtbot, chart, start, goal, held=Qt.KeyboardModifier.ShiftModifier)
    links = window.document.plan.predecessors(key_of("POL-1"))
    assert [(d.predecessor_id, d.type) for d in links] == [(key_of("MIN-3"), LinkType.FS)]


def test_a_drag_before_what_it_waits_for_is_refused_in_words(chart, window, qtbot, key_of):
    before = window.document.last_seq
    start = place_of(chart, key_of("MIN-3"), 0.5)
    drag(qtbot, chart, start, start - QPoint(round(50 * chart.picture.day_width), 0))
    assert window.document.last_seq == before
    assert "MIN-2" in window.strip.text


def test_a_live_tag_tells_the_new_dates(chart, window, qtbot, key_of):
    start = place_of(chart, key_of("POL-1"), 0.3)
    qtbot.mousePress(chart.viewport(), Qt.MouseButton.LeftButton, pos=start)
    move(chart.viewport(), start + QPoint(round(9 * chart.picture.day_width), 0), Qt.KeyboardModifier.NoModifier)
    assert chart.preview.tag == "8 Apr 2024 – 17 May 2024 · 30 wd"
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    qtbot.mouseRelease(chart.viewport(), Qt.MouseButton.LeftButton, pos=start)


def test_a_live_tag_tells_the_days_that_letting_go_gives(chart, window, qtbot, key_of):
    alt, rect = Qt.KeyboardModifier.AltModifier, chart.bar_rect(key_of("POL-1"))
    edge = (QPointF(rect.right - 1, rect.y + rect.height / 2) + chart.offset).toPoint()
    for start, days in ((place_of(chart, key_of("POL-1"), 0.3), 5), (edge, 14)):
        goal = start + QPoint(round(days * chart.picture.day_width), 0)
        qtbot.mousePress(chart.viewport(), Qt.MouseButton.LeftButton, alt, start)
        move(chart.viewport(), goal, alt)
        tag = chart.preview.tag
        qtbot.mouseRelease(chart.viewport(), Qt.MouseButton.LeftButton, alt, goal)
        qtbot.wait(20)
        planned = window.document.schedule[key_of("POL-1")]
        words = window.translator
        dates = words.translate("{first} – {last}", first=planned.start, last=planned.finish)
        assert tag == f"{dates} · {words.duration(planned.duration_minutes)}"
        window.document.undo()


def test_a_click_chooses_and_a_double_click_opens_the_inspector(chart, window, qtbot, key_of):
    window.show_inspector(shown=False)
    at = place_of(chart, key_of("POL-1"), 0.5)
    qtbot.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert window.selection.chosen == (key_of("POL-1"),)
    qtbot.mouseDClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert window.inspector.isVisible()


def test_the_wheel_with_ctrl_zooms_at_the_pointer(chart, qtbot):
    at = QPointF(200, 120)
    day = chart.day_at(at.x())
    here = chart.viewport().mapToGlobal(at)
    event = QWheelEvent(
        at,
        here,
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    wide = chart.picture.day_width
    QApplication.sendEvent(chart.viewport(), event)
    assert chart.picture.day_width > wide
    assert abs((chart.day_at(at.x()) - day).days) <= 1


def test_rows_of_table_and_chart_stand_beside_each_other(window, qtbot):
    table, chart = window.planning.table, window.planning.chart
    window.resize(1000, 260)
    qtbot.wait(30)
    assert chart.verticalScrollBar().maximum() == table.verticalScrollBar().maximum() > 0
    chart.verticalScrollBar().setValue(17)
    assert table.verticalScrollBar().value() == 17
    for row in range(table.rows.rowCount()):
        top = table.viewport().mapTo(window, table.visualRect(table.rows.index(row, 1)).topLeft()).y()
        mine = chart.viewport().mapTo(window, QPoint(0, round(chart.offset.y()) + row * ROW_HEIGHT)).y()
        assert top == mine


def test_arrows_on_the_chart_go_along_rows_and_links(chart, window, qtbot, key_of):
    window.selection.show(key_of("MIN-2"))
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert window.selection.current == key_of("MIN-3")
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert window.selection.current == key_of("MIN-2")
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert window.selection.current == key_of("MIN-3")
    assert "Review" in chart.accessibleDescription()


def test_zooming_glides_to_where_it_goes_at_once_without_motion(window, qtbot):
    chart, glide, board = window.planning.chart, window.planning.glide, window.board.actions
    board["view.fit"].trigger()
    begin = chart.view
    board["view.zoom-in"].trigger()
    board["view.zoom-in"].trigger()
    there = chart.view
    assert there[0] == pytest.approx(begin[0] * 1.4**2)
    chart.show_view(*begin)
    board["view.motion"].trigger()
    assert glide.moves and not window.controller.settings.reduce_motion
    middle, seen = chart.day_at(chart.viewport().width() / 2), []
    chart.zoomed.connect(lambda: seen.append((chart.view[0], chart.day_at(chart.viewport().width() / 2))))
    board["view.zoom-in"].trigger()
    board["view.zoom-in"].trigger()  # goes on from where the first will end
    qtbot.waitUntil(lambda: chart.view[0] == pytest.approx(there[0]))
    widths = [width for width, _ in seen]
    assert widths == sorted(widths) and len(set(widths)) > 2
    assert all(abs((day - middle).days) <= 1 + 1 / width for width, day in seen), "the middle stays"
    assert chart.view[1] == pytest.approx(there[1], abs=1 / there[0])
    board["view.motion"].trigger()
    assert not glide.moves
