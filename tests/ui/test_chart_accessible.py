"""What Qt reports of the chart to assistive technology: a list of bars with names, places and states."""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAccessible

from planner.domain import edits
from planner.ui.gantt.overview_view import OverviewView
from planner.ui.tables.row_filter import Arrangement, Group


def chart_of(window):
    found = QAccessible.queryAccessibleInterface(window.planning.chart)
    assert found is not None
    return found


def names(chart) -> list[str]:
    return [chart.child(n).text(QAccessible.Text.Name) for n in range(chart.childCount())]


def test_the_chart_is_a_list_of_its_bars_in_words(window, key_of):
    chart = chart_of(window)
    assert chart.role() is QAccessible.Role.List and chart.text(QAccessible.Text.Name) == "Gantt chart"
    assert chart.childCount() == 6
    told = names(chart)
    assert told[3] == "Training, 1 Apr to 10 May 2024, 0 %"
    assert all(chart.child(n).role() is QAccessible.Role.ListItem for n in range(6))
    assert all(chart.indexOfChild(chart.child(n)) == n and chart.child(n).parent() is not None for n in range(6))
    assert chart.child(99) is None


def test_a_bar_tells_where_it_is_and_whether_it_is_chosen(window, key_of):
    chart = chart_of(window)
    window.selection.choose(key_of("POL-1"))
    window.planning.chart.setFocus()
    bar = chart.child(3)
    assert bar.state().selected and bar.state().selectable and not chart.child(2).state().selected
    place = bar.rect()
    assert place.width() > 0 and window.planning.chart.rect().contains(
        window.planning.chart.mapFromGlobal(place.center())
    )
    found = chart.childAt(place.center().x(), place.center().y())
    assert found is not None and found.text(QAccessible.Text.Name) == bar.text(QAccessible.Text.Name)
    assert "Training" in chart.focusChild().text(QAccessible.Text.Name)


def test_the_list_follows_edits_filters_and_groups(window, key_of):
    chart = chart_of(window)
    training = chart.child(3)
    window.document.do(
        edits.set_field(window.document.plan, window.document.plan.activity(key_of("POL-1")), "name", "Courses")
    )
    assert "Courses" in training.text(QAccessible.Text.Name)
    window.document.do(edits.remove_activities(window.document.plan, [key_of("POL-1")]))
    assert chart.childCount() == 5 and not training.isValid() and training.text(QAccessible.Text.Name) == ""
    window.document.undo()
    window.planning.arrange(Arrangement(group=Group.ORGANISATION))
    assert "Ministry" in names(chart)


def test_charts_that_go_take_their_interfaces_with_them(controller, plan_file, qtbot):
    for _ in range(15):
        assert controller.open_plan(plan_file)
        chart = chart_of(controller.window)
        assert names(chart)
        QAccessible.updateAccessibility(_event(controller.window))
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
    from planner.ui.gantt.accessible import _interfaces

    assert len(_interfaces) <= 2


def _event(window):
    from PySide6.QtGui import QAccessibleEvent

    return QAccessibleEvent(window.planning.chart, QAccessible.Event.Selection)


def test_the_chain_overview_is_a_list_of_its_marks(window, key_of, qtbot):
    window.show_view("overview")
    view = window.findChild(OverviewView)
    qtbot.waitExposed(view)
    lanes = QAccessible.queryAccessibleInterface(view)
    assert lanes.role() is QAccessible.Role.List and lanes.text(QAccessible.Text.Name) == "Chain overview"
    told = names(lanes)
    assert len(told) == lanes.childCount() == len({mark.about for mark in view.scene.marks}) > 0
    assert all(told) and any("Training" in text for text in told)
    here = next(n for n, text in enumerate(told) if "Training" in text)
    child = lanes.child(here)
    assert lanes.indexOfChild(child) == here and child.role() is QAccessible.Role.ListItem
    window.selection.choose(key_of("POL-1"))
    view.setFocus()
    assert child.state().selected and "Training" in lanes.focusChild().text(QAccessible.Text.Name)
    place = child.rect()
    assert place.width() > 0 and lanes.childAt(place.center().x(), place.center().y()) is not None
    window.document.do(edits.remove_activities(window.document.plan, [key_of("POL-1")]))
    qtbot.waitUntil(lambda: not any("Training" in text for text in names(lanes)))
    assert not child.isValid() and child.text(QAccessible.Text.Name) == "" and lanes.child(99) is None
