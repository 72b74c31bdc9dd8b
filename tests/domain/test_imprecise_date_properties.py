"""What holds for every window and every text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

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
        assert found.is_exact or found.words == " ".join(text.split())
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
