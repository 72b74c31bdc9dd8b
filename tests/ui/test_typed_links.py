"""Durations and predecessors typed in cells, in the forms that planners use, in both languages."""

from __future__ import annotations

import pytest

from planner.document import PlanDocument
from planner.domain.model import LagUnit, LinkType
from planner.errors import EditRefused
from planner.language import translator
from planner.ui.tables.activity_rows import ActivityRows, column_number

DAY = 480


@pytest.fixture
def document(plan_file):
    made = PlanDocument.open(plan_file)
    yield made
    made.close()


@pytest.fixture(params=["nl", "en"])
def rows(document, qapp, request):
    def attempt(edit) -> bool:
        try:
            document.do(edit(document.plan))
        except EditRefused:
            return False
        return True

    made = ActivityRows(document, translator(request.param), attempt)
    yield made
    made.close()


def type_in(rows, document, key: str, column: str, text: str) -> bool:
    row = rows.row_of(document.plan.activities_by_key[key].id)
    return rows.setData(rows.index(row, column_number(column)), text)


@pytest.mark.parametrize(
    ("text", "minutes", "elapsed"),
    [
        ("10", 10 * DAY, False),
        ("1mnd", 20 * DAY, False),
        ("2w", 10 * DAY, False),
        ("5d?", 5 * DAY, False),
        ("4ed", 4 * 1440, True),
        ("3 weken", 15 * DAY, False),
        ("2 weeks", 10 * DAY, False),
        ("6u", 360, False),
        ("6h", 360, False),
        ("1 maand", 20 * DAY, False),
        ("0", 0, False),
    ],
)
def test_a_duration_is_read_in_every_usual_form(rows, document, text, minutes, elapsed):
    assert type_in(rows, document, "POL-1", "duration_minutes", text)
    activity = document.plan.activities_by_key["POL-1"]
    assert (activity.duration_minutes, activity.elapsed) == (minutes, elapsed)


@pytest.mark.parametrize("text", ["soon", "-3d", "3 lightyears", "1-7-2024"])
def test_what_is_no_duration_changes_nothing_and_stays_in_its_cell(rows, document, text):
    before = document.plan.activities_by_key["POL-1"]
    assert not type_in(rows, document, "POL-1", "duration_minutes", text)
    assert document.plan.activities_by_key["POL-1"] == before
    assert rows.refused.at(before.id, column_number("duration_minutes")).text == text


@pytest.mark.parametrize(
    ("text", "kind", "lag", "unit"),
    [
        ("MIN-2", LinkType.FS, 0, LagUnit.WORK),
        ("MIN-2EB+2d", LinkType.FS, 2 * DAY, LagUnit.WORK),
        ("min-2fs+2d", LinkType.FS, 2 * DAY, LagUnit.WORK),
        ("MIN-2 BB - 1w", LinkType.SS, -5 * DAY, LagUnit.WORK),
        ("MIN-2FF+50%", LinkType.FF, 50, LagUnit.PERCENT),
        ("MIN-2EE+3ed", LinkType.FF, 3 * 1440, LagUnit.ELAPSED),
    ],
)
def test_predecessors_are_typed_and_what_is_shown_can_be_typed_again(rows, document, text, kind, lag, unit):
    assert type_in(rows, document, "POL-1", "predecessors", text)
    about = document.plan.activities_by_key["POL-1"].id
    (link,) = document.plan.predecessors(about)
    assert (link.type, link.lag, link.lag_unit) == (kind, lag, unit)
    shown = rows.index(rows.row_of(about), column_number("predecessors")).data()
    assert type_in(rows, document, "POL-1", "predecessors", shown)
    assert document.plan.predecessors(about) == (link,)
    assert type_in(rows, document, "POL-1", "predecessors", "")
    assert not document.plan.predecessors(about)


@pytest.mark.parametrize("text", ["NOBODY-1", "MIN-2XX", "MIN-2; who?", "POL-1", "MIN-2FS+soon"])
def test_predecessors_that_cannot_be_change_nothing(rows, document, text):
    before = document.plan
    assert not type_in(rows, document, "POL-1", "predecessors", text)
    assert document.plan is before


def test_work_without_duration_is_offered_to_be_a_milestone(window, key_of):
    table = window.planning.table
    index = table.rows.index(table.rows.row_of(key_of("POL-1")), column_number("duration_minutes"))
    assert table.rows.setData(index, "0")
    assert "POL-1" in window.strip.text
    window.strip.act()
    assert window.document.plan.activity(key_of("POL-1")).is_plain_milestone
