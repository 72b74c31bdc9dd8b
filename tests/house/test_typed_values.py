"""What a person types in a field means what the same person reads there."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.fields import spec_of
from planner.domain.model import Programme
from planner.domain.plan import Plan
from planner.errors import EditRefused
from planner.language import LANGUAGES, translator

PLAN = Plan.of([Programme(name="Wet", status_date=date(2022, 7, 6))])
VALUE = spec_of("measurement", "value")
DURATION = spec_of("activity", "duration_minutes")


@settings(max_examples=200, deadline=None)
@given(thousandths=st.integers(-(10**12), 10**12), code=st.sampled_from(sorted(LANGUAGES)))
def test_that_a_number_as_it_is_shown_is_read_as_itself(thousandths, code):
    words, number = translator(code), thousandths / 1000
    assert words.parse(VALUE, words.value(VALUE, number, PLAN), PLAN) == number


@settings(max_examples=200, deadline=None)
@given(quarters=st.integers(0, 150_000), code=st.sampled_from(sorted(LANGUAGES)))
def test_that_a_duration_as_it_is_shown_is_read_as_itself(quarters, code):
    words, minutes = translator(code), quarters * 120  # a quarter of a working day
    assert words.parse(DURATION, words.value(DURATION, minutes, PLAN), PLAN) == minutes


@pytest.mark.parametrize(
    ("code", "text", "number"),
    [
        ("nl", "3.361", 3361),
        ("nl", "3,361", 3.361),
        ("nl", "0,125", 0.125),
        ("nl", "0.5", 0.5),
        ("nl", "1,234.5", 1234.5),
        ("nl", "−1.234.567,8", -1_234_567.8),
        ("en", "3,361", 3361),
        ("en", "3.361", 3.361),
        ("en", "0,5", 0.5),
        ("en", "1.234,5", 1234.5),
        ("en", ".5", 0.5),
    ],
)
def test_that_a_number_is_read_in_the_way_of_the_language(code, text, number):
    assert translator(code).parse(VALUE, text, PLAN) == number


@pytest.mark.parametrize("text", ["1.2.3", "1..2", "12,34,56", "twee", "1e5", ".", "--1"])
def test_that_what_is_no_number_is_refused(text):
    with pytest.raises(EditRefused):
        translator("nl").parse(VALUE, text, PLAN)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("10", 4800), ("2 weken", 4800), ("1,5 wd", 720), ("0.5d", 240), ("1.500 wd", 720_000), ("90 min", 90)],
)
def test_that_a_duration_counts_in_the_unit_that_is_typed(text, minutes):
    assert translator("nl").parse(DURATION, text, PLAN) == minutes
