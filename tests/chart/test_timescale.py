"""Dates to x and back, and the axis."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.chart.axis import PAPER_AXIS, SCREEN_AXIS, Axis, NamedLine, fixed_moments
from planner.chart.options import Zoom
from planner.chart.scene import Box, Canvas, Label, MarkKind
from planner.chart.styles import plain_measure
from planner.chart.timescale import TimeScale, TimeUnit, cells, next_start, starts, tiers_for, unit_start, zoom_at
from planner.language.translator import translator

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
NL = translator("nl")


def test_that_a_day_is_as_wide_as_was_asked():
    scale = TimeScale(date(2022, 1, 1), date(2022, 12, 31), 2.0, left=100.0)
    assert scale.x(date(2022, 1, 1)) == 100.0
    assert scale.x(date(2022, 1, 11)) == 120.0
    assert scale.x_end(date(2022, 1, 10)) == 120.0
    assert scale.x_at(datetime(2022, 1, 1, 12)) == 101.0
    assert scale.right == 100.0 + 365 * 2


def test_that_a_milestone_stands_at_the_edge_of_its_day():
    scale = TimeScale(date(2022, 1, 1), date(2022, 1, 31), 10.0)
    assert scale.x_moment(datetime(2022, 1, 3, 9)) == 20.0
    assert scale.x_moment(datetime(2022, 1, 3, 17, 30)) == 30.0


@settings(max_examples=60, deadline=None)
@given(DAYS, st.integers(1, 9000), st.floats(0.02, 80), DAYS, st.floats(-500, 500))
def test_that_the_day_at_the_place_of_a_day_is_that_day(first, length, width, day, left):
    scale = TimeScale(first, first + timedelta(days=length), width, left)
    assert scale.day_at(scale.x(day)) == day
    assert scale.day_at(scale.x(day) + width * 0.99) == day


@settings(max_examples=40, deadline=None)
@given(DAYS, st.floats(0.5, 80), st.integers(0, 1439))
def test_that_the_moment_at_the_place_of_a_moment_is_that_moment(first, width, minute):
    scale = TimeScale(first, first + timedelta(days=900), width)
    moment = datetime(first.year, first.month, first.day) + timedelta(days=300, minutes=minute)
    assert scale.moment_at(scale.x_at(moment)) == moment


@pytest.mark.parametrize("unit", list(TimeUnit))
def test_that_units_follow_each_other_without_gap(unit):
    found = list(starts(date(2019, 5, 17), date(2021, 2, 3), unit))
    assert found[0] == unit_start(date(2019, 5, 17), unit)
    assert all(next_start(a, unit) == b for a, b in pairwise(found))
    assert all(unit_start(a, unit) == a for a in found)


def test_that_2020_has_a_week_53():
    scale = TimeScale(date(2020, 12, 21), date(2021, 1, 17), 24.0)
    texts = [c.text for c in cells(scale, TimeUnit.WEEK, NL, plain_measure, "chart.axis.minor")]
    assert texts == ["wk 52", "wk 53", "wk 1", "wk 2"]


def test_that_quarters_have_their_dutch_letter():
    scale = TimeScale(date(2022, 1, 1), date(2022, 12, 31), 1.0)
    texts = [c.text for c in cells(scale, TimeUnit.QUARTER, NL, plain_measure, "chart.axis.minor")]
    assert texts == ["K1", "K2", "K3", "K4"]
    english = cells(scale, TimeUnit.QUARTER, translator("en"), plain_measure, "chart.axis.minor")
    assert [c.text for c in english] == ["Q1", "Q2", "Q3", "Q4"]


def test_that_whole_months_are_named_alike():
    scale = TimeScale(date(2022, 1, 1), date(2022, 12, 31), 1.4)
    texts = [c.text for c in cells(scale, TimeUnit.MONTH, NL, plain_measure, "chart.axis.small")]
    assert texts[2] == "mrt" and texts[8] == "sep"


@settings(max_examples=60, deadline=None)
@given(DAYS, st.integers(7, 4000), st.floats(0.05, 60), st.sampled_from(["nl", "en"]))
def test_that_texts_on_a_tier_never_touch(first, length, width, language):
    scale = TimeScale(first, first + timedelta(days=length), width)
    within = (scale.left, min(scale.right, 1500.0))
    for unit in tiers_for(zoom_at(width), width):
        found = cells(scale, unit, translator(language), plain_measure, "chart.axis.minor", within=within)
        assert abs(found[0].x - within[0]) < 1e-6 and abs(found[-1].right - within[1]) < 1e-6
        for cell in found:
            assert plain_measure(cell.text, "chart.axis.minor") <= cell.right - cell.x
        for one, other in pairwise(found):
            assert abs(one.right - other.x) < 1e-6


@settings(max_examples=50, deadline=None)
@given(DAYS, st.integers(60, 2500), st.lists(st.floats(0, 1), min_size=0, max_size=3), st.booleans())
def test_that_pills_and_texts_in_the_head_never_overlap(first, length, places, paper):
    scale = TimeScale.fitting(first, first + timedelta(days=length), 50.0, 900.0)
    look = PAPER_AXIS if paper else SCREEN_AXIS
    axis = Axis(scale, zoom_at(scale.day_width), look, NL, plain_measure)
    lines = tuple(
        NamedLine(scale.left + place * scale.width, "inwerkingtreding", "entry", MarkKind.ENTRY) for place in places
    )
    canvas = Canvas()
    axis.draw_head(canvas, 10.0, lines)
    labels = [s for s in canvas.layers["axis"] if isinstance(s, Label)]
    for number, one in enumerate(labels):
        assert one.box.x >= 50 - 1e-6 and one.box.right <= 950 + 1e-6
        assert not any(one.box.overlaps(other.box) for other in labels[number + 1 :])
    pills = [s for s in canvas.layers["axis"] if isinstance(s, Box) and s.look.startswith("pill")]
    assert bool(pills) == bool(places)


def test_that_fixed_moments_are_new_year_and_first_of_july():
    scale = TimeScale(date(2022, 3, 1), date(2023, 12, 31), 1.0)
    assert fixed_moments(scale) == [date(2022, 7, 1), date(2023, 1, 1), date(2023, 7, 1)]


@pytest.mark.parametrize(("width", "zoom"), [(24, Zoom.WEEK), (5, Zoom.MONTH), (0.9, Zoom.QUARTER), (0.1, Zoom.YEAR)])
def test_that_the_level_follows_the_width_of_a_day(width, zoom):
    assert zoom_at(width) is zoom
