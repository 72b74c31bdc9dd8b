"""The calendars that come with the program."""

from __future__ import annotations

from datetime import date

from planner.application.calendars import recess_calendar, recesses
from planner.domain.date_readings import DEFAULT_READINGS, VERIFIED_RECESSES
from planner.domain.model import CalendarPurpose


def test_that_the_recess_calendar_has_a_source_for_every_row():
    calendar = recess_calendar()
    assert calendar.purpose is CalendarPurpose.RECESS
    assert all(row.source.startswith("https://") and row.name for row in calendar.exceptions)
    assert [row.first for row in calendar.exceptions] == sorted(row.first for row in calendar.exceptions)


def test_that_every_plan_gets_a_row_of_its_own():
    assert recess_calendar().id != recess_calendar().id


def test_that_words_are_read_with_the_same_recesses():
    assert recesses() == VERIFIED_RECESSES == DEFAULT_READINGS.recesses


def test_that_a_recess_runs_from_friday_up_to_and_including_monday():
    for recess in VERIFIED_RECESSES:
        if recess.kind != "ascension":
            assert (recess.first.isoweekday(), recess.last.isoweekday()) == (5, 1)


def test_that_the_approximations_meet_every_verified_summer_christmas_and_may_recess():
    patterns = {pattern.kind: pattern for pattern in DEFAULT_READINGS.patterns}
    for recess in VERIFIED_RECESSES:
        if recess.kind in ("summer", "christmas", "may"):
            assert patterns[recess.kind].in_year(recess.first.year) == (recess.first, recess.last)


def test_that_years_without_a_source_are_approximated_and_said_to_be():
    assert DEFAULT_READINGS.recess("summer", 2024) == (date(2024, 7, 5), date(2024, 9, 2), True)
    assert DEFAULT_READINGS.recess("summer", 2027)[2] is False
