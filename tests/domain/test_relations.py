"""Amounts relative to an event become days once the event has one."""

from __future__ import annotations

from datetime import date

import pytest

from planner.application.templates import template_plan
from planner.domain.checks import find_all
from planner.domain.control.relations import related_window
from planner.domain.date_reader import read_date
from planner.domain.edits import set_field
from planner.domain.plan import Plan
from planner.domain.scheduling import schedule

TODAY = date(2024, 7, 1)


@pytest.fixture(scope="module")
def course() -> Plan:
    return template_plan("wsm-verloop")


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("zes weken na JENV-12", date(2024, 8, 12), date(2024, 8, 12)),
        ("tien werkdagen na JENV-12", date(2024, 7, 15), date(2024, 7, 15)),
        ("binnen twee maanden na inwerkingtreding", date(2024, 7, 1), date(2024, 9, 1)),
        ("uiterlijk een jaar na JENV-12", None, date(2025, 7, 1)),
        ("eerste dag van de tweede kalendermaand na JENV-12", date(2024, 9, 1), date(2024, 9, 1)),
        ("9 tot 13 maanden na JENV-12", date(2025, 4, 1), date(2025, 8, 1)),
        ("drie weken voor JENV-12", date(2024, 6, 10), date(2024, 6, 10)),
        ("vanaf JENV-12", date(2024, 7, 1), None),
    ],
)
def test_that_an_amount_is_counted_from_the_event(course: Plan, words: str, first: date | None, last: date | None):
    found = related_window(course, schedule(course), read_date(words, today=TODAY))
    assert found is not None
    assert (found[0].key, found[1], found[2]) == ("JENV-12", first, last)


def test_that_an_event_that_is_not_in_the_plan_gives_no_day(course: Plan):
    assert related_window(course, schedule(course), read_date("zes weken na JENV-999", today=TODAY)) is None


def test_that_the_check_says_which_day_it_is(course: Plan):
    row = course.activities_by_key["JENV-43"]
    after = course.with_step(set_field(course, row, "start_window", read_date("zes weken na JENV-12", today=TODAY)))
    found = [f for f in find_all(after, schedule(after)) if f.rule == "relative-to-event"]
    assert [f.about[0] for f in found] == [row.id]
    assert found[0].message.words["window"].latest == date(2024, 8, 12)
