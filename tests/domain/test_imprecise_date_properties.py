"""What holds for every window and every text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planner.domain.clean_text import clean_text
from planner.domain.date_format import formatted
from planner.domain.date_reader import read_date
from planner.domain.date_words import TABLE
from planner.domain.imprecise_date import AmbiguousDate, ImpreciseDate, Nature
from planner.errors import EditRefused

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
LANGUAGES = st.sampled_from(("nl", "en"))


@st.composite
def calendar_windows(draw: st.DrawFn) -> ImpreciseDate:
    """Whole months, quarters, halves and years, which have names of their own."""
    months = draw(st.sampled_from((1, 2, 3, 6, 12)))
    first = date(draw(st.integers(1900, 2199)), draw(st.integers(0, 12 // months - 1)) * months + 1, 1)
    after = date(first.year + (first.month + months > 12), (first.month + months - 1) % 12 + 1, 1)
    return ImpreciseDate(first, after - timedelta(days=1))


@st.composite
def windows(draw: st.DrawFn) -> ImpreciseDate:
    first = draw(st.none() | DAYS)
    last = draw(st.none() | DAYS)
    if first and last and last < first:
        first, last = last, first
    return ImpreciseDate(first, last)


@settings(max_examples=300, deadline=None)
@given(window=windows() | calendar_windows() | DAYS.map(ImpreciseDate.exact), code=LANGUAGES, today=DAYS)
def test_that_what_is_written_reads_back_as_the_same_window(window: ImpreciseDate, code: str, today: date):
    again = read_date(formatted(window, code), today=today)
    assert (again.earliest, again.latest) == (window.earliest, window.latest)


@settings(max_examples=60, deadline=None)
@given(months=st.integers(1, 240), code=LANGUAGES, today=DAYS)
def test_that_a_duration_reads_back(months: int, code: str, today: date):
    again = read_date(formatted(ImpreciseDate(nature=Nature.DURATION, months=months), code), today=today)
    assert (again.nature, again.months) == (Nature.DURATION, months)


WORDS = st.sampled_from(
    [
        *TABLE,
        "2024",
        "'24",
        "1",
        "31",
        "12e",
        "week 23",
        "q3",
        "1-7-24",
        "2024-07",
        "-",
        ",",
        ":",
        "/",
        "±",
        "xyz",
        "!",
        "?",
    ]
)


@settings(max_examples=600, deadline=None)
@given(text=st.lists(WORDS, min_size=1, max_size=6).map(" ".join) | st.text(max_size=40), today=DAYS)
def test_that_any_text_is_read_asked_about_or_refused(text: str, today: date):
    try:
        found = read_date(text, today=today)
    except AmbiguousDate as asked:
        assert len({(option.earliest, option.latest) for option in asked.options}) == len(asked.options) >= 2
    except EditRefused as refused:
        assert str(refused)
    else:
        assert found.is_exact or found.words == clean_text(" ".join(text.split()), lines=False)
        if text.isascii():
            shouted = read_date(f"  {text.upper()}\n", today=today)
            assert replace(shouted, words=found.words) == found


@settings(max_examples=100, deadline=None)
@given(day=DAYS, today=DAYS, short=st.booleans())
def test_that_typed_days_are_day_month_year(day: date, today: date, short: bool):
    for mark in "-/.":
        typed = f"{day.day}{mark}{day.month}{mark}{day.year}"
        assert read_date(typed, today=today) == ImpreciseDate.exact(day)
    assert read_date(day.isoformat(), today=today) == ImpreciseDate.exact(day)


SIDES = ("", "voor ", "vóór ", "uiterlijk ", "vanaf ", "na ", "rond ", "op of na ", "gepland voor ", "by ", "before ")
DUTCH = ("1 mei", "mei", "eind mei", "Q2", "week 23", "de zomer", "het zomerreces", "eerste maandag van oktober")
ENGLISH = ("1 May", "May", "late May", "the summer", "the summer recess", "first Monday of October", "H2")
ROUND = ("", "oplevering ", "uw Kamer informeren ", "de uitrol start ")
READING_DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@settings(max_examples=300, deadline=None)
@given(
    side=st.sampled_from(SIDES),
    period=st.sampled_from(DUTCH + ENGLISH),
    around=st.sampled_from(ROUND),
    today=READING_DAYS,
)
def test_that_no_reading_without_a_year_jumps_more_than_a_year(side: str, period: str, around: str, today: date):
    typed = f"{around}{side}{period}"
    try:
        options = (read_date(typed, today=today),)
    except AmbiguousDate as asked:
        options = asked.options
    for option in options:
        assert option.words == typed or (option.is_exact and not around)
        days = [day for day in (option.earliest, option.latest) if day is not None]
        assert days
        assert min(abs((day - today).days) for day in days) <= 366 + 62


@settings(max_examples=200, deadline=None)
@given(first=READING_DAYS, second=READING_DAYS, today=READING_DAYS, code=LANGUAGES)
def test_that_two_days_are_a_choice_and_stages_are_both(first: date, second: date, today: date, code: str):
    assume(abs((first - second).days) > 1)
    one, other = (formatted(ImpreciseDate.exact(day), code) for day in sorted((first, second)))
    either, both, staged = {"nl": ("of", "en", "gefaseerd"), "en": ("or", "and", "in stages")}[code]
    with pytest.raises(AmbiguousDate) as asked:
        read_date(f"{one} {either} {other}", today=today)
    assert {option.earliest for option in asked.value.options} == {first, second}
    told = read_date(f"{staged} {one} {both} {other}", today=today)
    assert told.phased
    assert told.moments == tuple((day, day) for day in sorted((first, second)))
    assert formatted(replace(told, words=""), code) == f"{one} {both} {other}"
