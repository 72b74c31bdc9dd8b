"""The handles of bars, drawing in empty room, the choice after a link, and all of it by keys."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from planner.chart.options import Zoom
from planner.chart.scene import Part
from planner.domain import edits
from planner.domain.date_reader import read_date
from planner.domain.model import Dependency, LinkType
from planner.ui.theming import ROW_HEIGHT
from tests.ui.test_window_chart import drag, move, place_of

SHIFT, ALT, NONE = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.NoModifier,
)


@pytest.fixture
def chart(window, qtbot):
    made = window.planning.chart
    made.set_zoom(Zoom.MONTH)
    made.horizontalScrollBar().setValue(round(made.picture.gantt.scale.x(date(2023, 12, 20))))
    qtbot.wait(20)
    return made


def handle(chart, activity_id, part: Part) -> QPoint:
    """The middle of a handle on the viewport."""
    scene = chart.picture.scene(chart._part(), chart._selected())
    rect = next(r.rect for r in scene.regions if r.about == activity_id and r.part is part)
    return (QPointF(rect.x + rect.width / 2, rect.y + rect.height / 2) + chart.offset).toPoint()


def days(chart, number: float) -> QPoint:
    return QPoint(round(number * chart.picture.day_width), 0)


# --- handles ----------------------------------------------------------------------------------------


def test_dragging_the_progress_handle_sets_percent_complete_in_steps_of_five(chart, window, qtbot, key_of):
    bar = chart.bar_rect(key_of("POL-1"))
    start = handle(chart, key_of("POL-1"), Part.PROGRESS)
    drag(qtbot, chart, start, start + QPoint(round(bar.width * 0.42), 0))
    assert window.document.plan.activity(key_of("POL-1")).percent_complete == 40
    assert window.document.history()[-1].label == "row.set"
    start = handle(chart, key_of("POL-1"), Part.PROGRESS)
    drag(qtbot, chart, start, start - QPoint(round(bar.width), 0), drop=True)
    assert window.document.plan.activity(key_of("POL-1")).percent_complete == 40
    drag(qtbot, chart, start, start - QPoint(round(bar.width), 0))
    assert window.document.plan.activity(key_of("POL-1")).percent_complete == 0


def test_dragging_the_left_edge_changes_start_and_duration_and_leaves_the_finish(chart, window, qtbot, key_of):
    before = window.document.schedule[key_of("POL-1")]
    start = handle(chart, key_of("POL-1"), Part.LEFT_EDGE)
    drag(qtbot, chart, start, start + days(chart, 7))
    after = window.document.schedule[key_of("POL-1")]
    assert (after.start.date(), after.finish) == (date(2024, 4, 8), before.finish)
    assert after.duration_minutes < before.duration_minutes
    assert window.document.history()[-1].label == "activity.stretch"


def test_the_left_edge_cannot_go_before_what_it_waits_for(chart, window, qtbot, key_of):
    before = window.document.plan
    start = handle(chart, key_of("MIN-3"), Part.LEFT_EDGE)
    drag(qtbot, chart, start, start - days(chart, 50))
    assert window.document.plan == before and "MIN-2" in window.strip.text


@pytest.mark.parametrize(
    ("part", "by", "ends"),
    [
        (Part.EARLIEST, 30, (date(2024, 7, 1), date(2024, 9, 1))),
        (Part.LATEST, 29, (date(2024, 6, 1), date(2024, 9, 30))),
    ],
)
def test_the_ends_of_an_imprecise_date_are_dragged_and_its_words_say_so(chart, window, qtbot, key_of, part, by, ends):
    chart.set_zoom(Zoom.QUARTER)
    chart.bring_into_sight(key_of("MIN-4"))
    qtbot.wait(20)
    start = handle(chart, key_of("MIN-4"), part)
    drag(qtbot, chart, start, start + days(chart, by))
    window_then = window.document.plan.activity(key_of("MIN-4")).start_window
    assert (window_then.earliest, window_then.latest) == ends
    again = read_date(window_then.words, today=date(2024, 1, 15))
    assert (again.earliest, again.latest) == ends, "the words are those of the window"


def test_an_imprecise_date_does_not_end_before_it_begins(chart, window, qtbot, key_of):
    chart.set_zoom(Zoom.QUARTER)
    chart.bring_into_sight(key_of("MIN-4"))
    qtbot.wait(20)
    before = window.document.plan
    start = handle(chart, key_of("MIN-4"), Part.EARLIEST)
    drag(qtbot, chart, start, start + days(chart, 150))
    assert window.document.plan == before and "before it begins" in window.strip.text


def test_the_handles_are_shown_where_the_pointer_is(chart, window, qtbot, key_of):
    move(chart.viewport(), place_of(chart, key_of("POL-1"), 0.5), NONE)
    assert chart.pointed == key_of("POL-1")
    with_handles = chart.viewport().grab().toImage()
    chart.point_out(None)
    assert chart.viewport().grab().toImage() != with_handles


# --- what a drag does -------------------------------------------------------------------------------


def test_the_tag_tells_what_becomes_of_entry_into_force(chart, window, qtbot, key_of):
    start = place_of(chart, key_of("POL-1"), 0.3)
    qtbot.mousePress(chart.viewport(), Qt.MouseButton.LeftButton, pos=start)
    move(chart.viewport(), start + days(chart, 7 * 26), NONE)
    assert "entry into force 1 Oct 2024 →" in chart.preview.tag
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    qtbot.mouseRelease(chart.viewport(), Qt.MouseButton.LeftButton, pos=start)


def test_the_tag_tells_why_a_drag_cannot_be(chart, window, qtbot, key_of):
    start = place_of(chart, key_of("MIN-3"), 0.5)
    qtbot.mousePress(chart.viewport(), Qt.MouseButton.LeftButton, pos=start)
    move(chart.viewport(), start - days(chart, 50), NONE)
    assert "waits for" in chart.preview.tag and not chart.preview.good
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    qtbot.mouseRelease(chart.viewport(), Qt.MouseButton.LeftButton, pos=start)


def test_a_date_that_a_drag_gives_is_told_and_dropped_with_one_click(chart, window, qtbot, key_of):
    window.document.do(
        edits.set_field(window.document.plan, window.document.plan.activity(key_of("MIN-3")), "start_window", None)
    )
    qtbot.wait(20)
    start = place_of(chart, key_of("MIN-3"), 0.5)
    drag(qtbot, chart, start, start + days(chart, 21))
    assert window.document.plan.activity(key_of("MIN-3")).start_window is not None
    assert "does not start before" in window.strip.text
    window.strip.act()
    assert window.document.plan.activity(key_of("MIN-3")).start_window is None


# --- drawing ----------------------------------------------------------------------------------------


def test_a_drag_below_the_rows_draws_a_new_activity_and_asks_its_name(chart, window, qtbot):
    count = len(window.document.plan.outline)
    below = chart.head_height + (count + 1) * ROW_HEIGHT
    start = QPoint(200, below)
    first = chart.day_at(200)
    drag(qtbot, chart, start, start + days(chart, 20))
    made = window.document.plan.outline[-1][0]
    assert len(window.document.plan.outline) == count + 1 and made.name == "New activity"
    assert abs((made.start_window.earliest - first).days) <= 4 and made.duration_minutes >= 10 * 480
    assert window.document.history()[-1].label == "activity.add"
    editor = window.planning.table.viewport().findChild(QLineEdit)
    assert editor is not None and editor.text() == "New activity"
    qtbot.keyClicks(editor, "Evaluation")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert window.document.plan.outline[-1][0].name == "Evaluation"


def test_with_shift_one_draws_in_the_empty_room_of_a_row(chart, window, qtbot, key_of):
    row = window.planning.table.rows.row_of(key_of("MIN-2"))
    y = chart.head_height + row * ROW_HEIGHT + ROW_HEIGHT // 2
    start = QPoint(chart.viewport().width() - 200, y)
    drag(qtbot, chart, start, start + days(chart, 14), held=SHIFT)
    plan = window.document.plan
    assert [a.name for a in plan.children(key_of("MIN-1"))] == ["Draft", "New activity", "Review"]


def test_a_drag_in_the_empty_room_of_a_row_without_shift_moves_the_chart(chart, window, qtbot, key_of):
    before, left = window.document.plan, chart.horizontalScrollBar().value()
    start = QPoint(chart.viewport().width() - 200, chart.head_height + ROW_HEIGHT + 6)
    drag(qtbot, chart, start, start - QPoint(60, 0))
    assert window.document.plan == before and chart.horizontalScrollBar().value() == left + 60


# --- links ------------------------------------------------------------------------------------------


def drawn_link(chart, window, qtbot, key_of):
    start, goal = place_of(chart, key_of("MIN-3"), 0.5), place_of(chart, key_of("POL-1"), 0.5)
    drag(qtbot, chart, start, goal, held=SHIFT)
    [link] = window.document.plan.predecessors(key_of("POL-1"))
    return link


def test_after_a_link_is_drawn_its_type_and_lag_can_be_chosen(chart, window, qtbot, key_of):
    link = drawn_link(chart, window, qtbot, key_of)
    choice = chart.link_choice
    assert choice is not None and choice.isVisible() and not choice.isWindow()
    choice.type.setCurrentIndex(choice.type.findData(LinkType.SS.value))
    choice.type.activated.emit(choice.type.currentIndex())
    choice.lag.setText("10")
    qtbot.keyClick(choice.lag, Qt.Key.Key_Return)
    then = window.document.plan.row(Dependency, link.id)
    assert (then.type, then.lag) == (LinkType.SS, 4800)
    assert chart.link_choice is None


def test_esc_leaves_the_link_as_it_was_drawn(chart, window, qtbot, key_of):
    link = drawn_link(chart, window, qtbot, key_of)
    qtbot.keyClick(chart.link_choice.type, Qt.Key.Key_Escape)
    assert chart.link_choice is None
    assert window.document.plan.row(Dependency, link.id) == link


def test_a_lag_that_is_none_is_refused_and_the_choice_stays(chart, window, qtbot, key_of):
    link = drawn_link(chart, window, qtbot, key_of)
    chart.link_choice.lag.setText("soon")
    qtbot.keyClick(chart.link_choice.lag, Qt.Key.Key_Return)
    assert chart.link_choice is not None and "lag" in window.strip.text
    assert window.document.plan.row(Dependency, link.id) == link
    chart.link_choice.leave()


# --- keys -------------------------------------------------------------------------------------------


def test_two_bars_are_linked_by_keys_alone(chart, window, qtbot, key_of):
    window.selection.show(key_of("MIN-3"))
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_L)
    assert "MIN-3" in chart.preview.tag
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert chart.preview.tag == "POL-1 waits for MIN-3"
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert [link.predecessor_id for link in window.document.plan.predecessors(key_of("POL-1"))] == [key_of("MIN-3")]
    assert chart.preview is None and chart.link_choice is not None
    chart.link_choice.leave()


def test_esc_leaves_linking(chart, window, qtbot, key_of):
    before = window.document.plan
    window.selection.show(key_of("MIN-3"))
    qtbot.keyClick(chart, Qt.Key.Key_L)
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert chart.preview is None and window.document.plan == before


def test_among_several_links_a_list_asks_which(chart, window, qtbot, key_of):
    step = edits.link(window.document.plan, key_of("MIN-2"), key_of("POL-1"))
    window.document.do(step)
    window.selection.show(key_of("MIN-2"))
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert {action.text() for action in menu.actions()} == {"MIN-3 Review", "POL-1 Training"}
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    wanted = menu.activeAction().text()
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert window.selection.current == key_of(wanted.partition(" ")[0])


def test_work_is_made_longer_and_shorter_by_keys(chart, window, qtbot, key_of):
    window.selection.show(key_of("POL-1"))
    chart.setFocus()
    held = Qt.KeyboardModifier.ControlModifier | ALT | SHIFT
    window.board.refresh()
    qtbot.keyClick(chart, Qt.Key.Key_Right, held)
    assert window.document.plan.activity(key_of("POL-1")).duration_minutes == 31 * 480
    window.board.refresh()
    qtbot.keyClick(chart, Qt.Key.Key_Left, held)
    qtbot.keyClick(chart, Qt.Key.Key_Left, held)
    assert window.document.plan.activity(key_of("POL-1")).duration_minutes == 29 * 480


# --- the strip of the whole programme ---------------------------------------------------------------


def test_the_strip_frames_what_the_chart_shows_and_brings_other_parts_into_sight(chart, window, qtbot):
    window.board.refresh()
    window.board.actions["view.overview"].trigger()
    strip = window.planning.overview
    assert strip.isVisible() and window.controller.settings.show_overview
    qtbot.wait(30)
    before = strip.frame()
    assert 0 < before.width() < strip.width()
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(strip.width() - 20, 10))
    after = strip.frame()
    assert after.left() > before.left() and after.right() >= strip.width() - 40
    qtbot.mousePress(strip, Qt.MouseButton.LeftButton, pos=QPoint(strip.width() - 20, 10))
    move(strip, QPoint(20, 10), NONE)
    qtbot.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert chart.horizontalScrollBar().value() == 0
    still = strip.grab().toImage()
    window.document.do(
        edits.remove_activities(window.document.plan, [window.document.plan.activities_by_key["POL-1"].id])
    )
    qtbot.waitUntil(lambda: strip.grab().toImage() != still)
    window.board.actions["view.overview"].trigger()
    assert not strip.isVisible()
