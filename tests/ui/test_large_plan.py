"""The window on a plan that is too large to look through with each edit."""

from __future__ import annotations

from datetime import date

import pytest

from planner.document import PlanDocument
from planner.domain.model import Activity, Organisation, Programme
from planner.domain.plan import Plan
from planner.ui.idle_refresh import SMALL


@pytest.fixture
def large(controller, tmp_path):
    police = Organisation(code="POL", name="Police", position=1)
    rows = [
        Activity(key=f"POL-{n}", name=f"Task {n}", organisation_id=police.id, position=n, duration_minutes=480)
        for n in range(SMALL + 5)
    ]
    plan = Plan.of([Programme(name="Large", status_date=date(2024, 1, 15)), police, *rows])
    path = tmp_path / "large.keten"
    PlanDocument.create(path, plan).close()
    assert controller.open_plan(path)
    return controller.window


def test_the_status_line_says_that_it_does_not_know_yet_and_then_what_is(large, qtbot):
    assert large.windowTitle().startswith("Large — ")
    qtbot.waitUntil(lambda: f"{SMALL + 5:,} activities".replace(",", "") in large._status_left.text().replace(",", ""))
    table = large.planning.table.rows
    assert table.setData(table.index(3, 1), "Another name")
    assert large._status_left.text() == "Saved · …"
    large.renew()
    assert "activities" in large._status_left.text()


def test_a_second_edit_begins_the_work_again(large, qtbot):
    table = large.planning.table.rows
    for number in range(3):
        table.setData(table.index(number, 1), "Another name")
        qtbot.wait(60)
    table.setData(table.index(3, 1), "Another name")
    assert large._status_left.text() == "Saved · …"
    qtbot.waitUntil(lambda: "activities" in large._status_left.text())


def test_the_inspector_follows_an_edit_a_moment_later(large, qtbot):
    table = large.planning.table.rows
    large.selection.choose(table.rows[3].id)
    qtbot.waitUntil(lambda: "Task 3" in large.inspector.title.text())
    assert table.setData(table.index(3, 1), "Another name")
    qtbot.waitUntil(lambda: "Another name" in large.inspector.title.text())
