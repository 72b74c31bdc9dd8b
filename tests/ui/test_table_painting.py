"""After an edit the table paints those rows anew that look other now."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QRegion

from planner.domain import edits
from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.model import Organisation
from planner.ui.tables.activity_rows import column_number
from planner.ui.theming import ROW_HEIGHT


class Painted(QObject):
    """Which part of a widget was painted."""

    def __init__(self, widget) -> None:
        super().__init__(widget)
        self.region = QRegion()
        widget.installEventFilter(self)

    def eventFilter(self, watched, event) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.region = self.region.united(event.region())
        return False


def look(table, number):
    """What a row shows in the columns that can be seen."""
    return table.rows.rows[number], [table.rows.cells(number)[column] for column in table.order.shown]


@pytest.mark.parametrize("edit", ["name", "duration_minutes", "undo", "collapse", "organisation"])
def test_rows_that_look_other_are_painted_anew_and_no_others(window, qtbot, edit):
    table, document = window.planning.table, window.document
    rows = table.rows
    qtbot.wait(50)
    if edit == "undo":
        assert rows.setData(rows.index(2, column_number("name")), "Another name")
        qtbot.wait(50)
    seen = range(min(rows.rowCount(), table.viewport().height() // ROW_HEIGHT))
    before = [look(table, n) for n in seen]
    painted = Painted(table.viewport())
    match edit:
        case "name":
            assert rows.setData(rows.index(2, column_number("name")), "Another name")
        case "duration_minutes":
            task = next(n for n in seen if not rows.rows[n].holds and rows.activity(n).duration_minutes)
            assert rows.setData(rows.index(task, column_number("duration_minutes")), "400 wd")
        case "undo":
            document.undo()
        case "collapse":
            window.board.actions["view.collapse"].trigger()
        case "organisation":
            activity = next(a for n in seen if (a := rows.activity(n)).organisation_id)
            row = document.plan.row(Organisation, activity.organisation_id)
            document.do(edits.set_field(document.plan, row, "code", "OTHER"))
    qtbot.wait(50)
    after = [look(table, n) if n < rows.rowCount() else None for n in seen]
    other = {n for n, was, now in zip(seen, before, after, strict=True) if was != now}
    assert other
    full = {n for n in seen if painted.region.contains(QPoint(10, table.rowViewportPosition(n) + ROW_HEIGHT // 2))}
    assert other <= full
    if edit in ("name", "undo"):
        assert full == other


def test_the_head_of_the_chart_is_painted_anew_where_a_day_with_a_name_moves(window, qtbot):
    chart, document = window.planning.chart, window.document
    qtbot.wait(50)
    painted = Painted(chart.viewport())
    activity = document.plan.activities_by_key["MIN-2"]
    document.do(edits.set_field(document.plan, activity, "name", "Another name"))
    qtbot.waitUntil(lambda: not painted.region.isEmpty())
    assert painted.region.boundingRect().top() >= chart.head_height
    day = document.plan.programme.status_date + timedelta(days=40)
    document.do(edits.set_field(document.plan, document.plan.programme, "status_date", day))
    qtbot.waitUntil(lambda: painted.region.contains(QPoint(10, 5)))
    painted.region = QRegion()
    entry = document.plan.entry
    later = ImpreciseDate.exact(document.schedule[entry.id].start.date() + timedelta(days=60))
    document.do(edits.set_field(document.plan, entry, "start_window", later))
    qtbot.waitUntil(lambda: painted.region.contains(QPoint(10, 5)))
