"""What an import says that it does: what a person has a use for, in words."""

from __future__ import annotations

from datetime import date

import pytest

from planner.domain.changes import RowChange, Step
from planner.domain.model import Activity, CalendarException, Programme, WorkCalendar
from planner.domain.plan import Plan
from planner.formats.incoming import Incoming, as_text, field_changes
from planner.language import translator

DAY = ((480, 720), (780, 1020))
WEEK = (DAY, DAY, DAY, DAY, ((480, 720),), (), ())


def told(language: str, *changes: RowChange) -> list[str]:
    plan = Plan.of([Programme(name="P", status_date="2022-07-06")])
    step = Step("plan.import", changes)
    return as_text(
        Incoming("x.xml", step, field_changes(step), ()), plan, plan.with_step(step), translator(language)
    ).splitlines()


@pytest.mark.parametrize(
    ("language", "week", "days"),
    [
        ("nl", "Werkweek: – → ma–do 8:00–12:00, 13:00–17:00; vr 8:00–12:00; za–zo vrij", "1-1-23 Nieuwjaarsdag"),
        (
            "en",
            "Working week: – → Mon–Thu 8:00–12:00, 13:00–17:00; Fri 8:00–12:00; Sat–Sun free",
            "1 Jan 23 Nieuwjaars",
        ),
    ],
)
def test_that_working_hours_are_told_in_words(language: str, week: str, days: str):
    exceptions = tuple(
        CalendarException(first=date(2023, n, 1), last=date(2023, n, n), name="Nieuwjaarsdag") for n in range(1, 6)
    )
    lines = told(language, RowChange.add(WorkCalendar(name="Politie", week=WEEK, exceptions=exceptions)))
    assert any(week in line for line in lines)
    assert any(days in line and line.endswith(("en nog 2", "and 2 more")) for line in lines)


def test_that_a_new_row_is_told_without_what_rows_have_by_themselves():
    row = Activity(key="POL-1", name="Training", duration_minutes=480, source_uid="9f#1")
    assert told("nl", RowChange.add(row)) == [
        "POL-1 Training · Nr: – → POL-1",
        "POL-1 Training · Naam: – → Training",
        "POL-1 Training · Duur: – → 1 wd",
    ]
