"""Public holidays against the library of that name, against known dates, and the terms that run on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.holidays import holidays, kings_day, prinsjesdag, statutory_end
from planner.domain.model import HolidaySet
from planner.language import translator

NAMES = ("Good Friday", "Easter Monday", "King's Day", "Ascension Day", "Whit Monday")
KNOWN = {
    2022: "15-4 18-4 27-4 26-5 6-6",
    2023: "7-4 10-4 27-4 18-5 29-5",
    2024: "29-3 1-4 27-4 9-5 20-5",
    2025: "18-4 21-4 26-4 29-5 9-6",
    2026: "3-4 6-4 27-4 14-5 25-5",
    2027: "26-3 29-3 27-4 6-5 17-5",
}


def days(which: HolidaySet, year: int) -> dict[str, date]:
    return {name: day for day, name in holidays(which, year)}


@pytest.mark.parametrize(("year", "expected"), KNOWN.items())
def test_that_movable_days_fall_on_their_known_dates(year: int, expected: str):
    found = days(HolidaySet.STATUTORY_TERMS, year)
    assert " ".join(f"{found[name].day}-{found[name].month}" for name in NAMES) == expected


@pytest.mark.parametrize("year", range(1990, 2061))
def test_that_both_sets_agree_with_the_library_where_they_should(year: int):
    import holidays as library

    theirs = set(library.country_holidays("NL", years=year))
    lustrum, friday = date(year, 5, 5), days(HolidaySet.STATUTORY_TERMS, year)["Good Friday"]
    state = {day for day, _ in holidays(HolidaySet.STATE_WORKDAYS, year)}
    statutory = {day for day, _ in holidays(HolidaySet.STATUTORY_TERMS, year)}
    assert state | {friday, lustrum} == theirs | {friday, lustrum}
    assert {day for day in statutory | {friday, lustrum} if day.isoweekday() < 6} == {
        day for day in theirs | {friday, lustrum} if day.isoweekday() < 6
    }


def test_that_statutory_terms_count_good_friday_and_5_may_every_year():
    for year in range(2020, 2031):
        assert {"Good Friday", "Liberation Day"} <= set(days(HolidaySet.STATUTORY_TERMS, year))


def test_that_working_days_of_the_state_have_5_may_in_lustrum_years_only():
    free = [year for year in range(2018, 2032) if "Liberation Day" in days(HolidaySet.STATE_WORKDAYS, year)]
    assert free == [2020, 2025, 2030]
    assert "Good Friday" not in days(HolidaySet.STATE_WORKDAYS, 2024)


def test_that_no_set_has_no_days():
    assert holidays(HolidaySet.NONE, 2024) == ()


def test_that_kings_day_never_is_a_sunday():
    assert all(kings_day(year).isoweekday() != 7 for year in range(1980, 2100))
    assert (kings_day(2014), kings_day(2025)) == (date(2014, 4, 26), date(2025, 4, 26))


def test_when_prinsjesdag_is():
    found = [prinsjesdag(year) for year in range(2022, 2028)]
    assert [f"{day.day}-{day.month}" for day in found] == ["20-9", "19-9", "17-9", "16-9", "15-9", "21-9"]


def test_that_every_name_has_its_dutch():
    dutch = translator("nl")
    for which in HolidaySet:
        for _, name in holidays(which, 2025):
            assert dutch.translate(name) != name


@pytest.mark.parametrize(
    ("ends", "runs_on_to"),
    [
        ("2024-07-05", "2024-07-05"),  # a Friday
        ("2024-07-06", "2024-07-08"),  # a Saturday
        ("2024-03-29", "2024-04-02"),  # Good Friday, and Easter Monday after it
        ("2023-05-05", "2023-05-08"),  # Liberation Day, a Friday
        ("2024-12-25", "2024-12-27"),
        ("2024-05-10", "2024-05-10"),  # the Friday after Ascension Day: free by decree only
    ],
)
def test_that_a_statutory_term_runs_on_to_a_working_day(ends: str, runs_on_to: str):
    assert statutory_end(date.fromisoformat(ends)) == date.fromisoformat(runs_on_to)


def test_that_a_day_free_by_decree_can_be_added():
    free = {day for day, _ in holidays(HolidaySet.STATUTORY_TERMS, 2024)} | {date(2024, 5, 10)}
    assert statutory_end(date(2024, 5, 9), free) == date(2024, 5, 13)


@given(day=st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_that_a_statutory_term_ends_on_the_first_working_day_from_its_end(day: date):
    end = statutory_end(day)
    assert day <= end <= day + timedelta(days=5)
    assert end.isoweekday() < 6
    assert statutory_end(end) == end
