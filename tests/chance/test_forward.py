"""Runs in which all is certain are the schedule, whatever is in the plan; the clocks are those of the calendars."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.domain.chance.clocks import Clock
from planner.domain.chance.forward import ForwardRuns, Prepared
from planner.domain.model import Activity
from planner.domain.plan import Plan
from planner.domain.scheduling import schedule
from planner.domain.scheduling.calendars import DAY, FIRST_DAY, LAST_DAY, WorkingTime, instant, moment
from planner.domain.scheduling.compute import floors_of
from planner.domain.scheduling.filling import build_network
from planner.domain.scheduling.network import SUMMARY
from planner.domain.scheduling.passes import forward
from tests.scheduling.random_plans import WEEKS, plans

RUNS = 3


def shown_as_given(plan: Plan, activity: Activity) -> bool:
    """Whether dates are shown as they were given, which may be between working hours."""
    inside = list(plan.descendants(activity.id)) or [activity]
    return any(a.is_pinned or a.has_begun or a.finished_at is not None for a in inside)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(plans())
def test_that_a_certain_run_is_the_schedule(plan: Plan):
    net = build_network(plan)
    runs = ForwardRuns(Prepared(net), RUNS, {}, floors_of(net))
    runs.run()
    planned = schedule(plan)
    for n, activity in enumerate(net.activities):
        starts, finishes = runs.starts(n), runs.shown_finishes(n)
        assert len(set(starts.tolist())) == 1 and len(set(finishes.tolist())) == 1
        if not shown_as_given(plan, activity):
            dates = planned[activity.id]
            assert moment(int(starts[0])) == dates.start, activity.key
            assert moment(int(finishes[0])) == dates.finish, activity.key
    early = forward(net, floors_of(net))
    for n, finish in enumerate(early.finish):
        assert net.shapes[n] == SUMMARY or runs.finish[n].tolist() == [finish] * RUNS


@pytest.mark.parametrize("week", WEEKS)
def test_that_a_clock_counts_as_the_calendar(week: Any):
    exceptions = ((date(2024, 5, 1).toordinal(), date(2024, 5, 12).toordinal(), (), "closed"),)
    time = WorkingTime((week, (), exceptions))
    clock = Clock(time, date(2024, 1, 1).toordinal())
    luck = random.Random(7)
    around = date(2024, 1, 1).toordinal() * DAY
    instants = [around + luck.randrange(-6_000_000, 20_000_000) for _ in range(3000)]
    instants += [FIRST_DAY * DAY, LAST_DAY * DAY, LAST_DAY * DAY + 5000, FIRST_DAY * DAY - 5000]
    array = np.array(instants, np.int64)
    assert clock.count(array).tolist() == [time.count(i) for i in instants]
    worked = sorted({time.count(i) for i in instants[:3000]})
    assert clock.beginning(np.array(worked)).tolist() == [time.beginning(w) for w in worked]
    assert clock.ending(np.array(worked)).tolist() == [time.ending(w) for w in worked]
    assert clock.settled(array[:3000]).tolist() == [time.settled(i) for i in instants[:3000]]
    days = array[:3000] // DAY
    assert clock.end_of(days).tolist() == [time.end_of(date.fromordinal(int(d))) for d in days]


def test_that_a_clock_holds_at_its_edges():
    time = WorkingTime((WEEKS[0], (), ()))
    clock = Clock(time, date(2024, 1, 1).toordinal())
    far = np.array([10**9, -(10**9)])
    assert clock.beginning(far).tolist() == [time.beginning(int(w)) for w in far]


@given(st.integers(1990, 2100))
@settings(max_examples=20, deadline=None)
def test_that_a_clock_may_stand_anywhere(year: int):
    time = WorkingTime((WEEKS[1], (), ()))
    clock = Clock(time, date(year, 1, 1).toordinal())
    at = instant(moment(date(2024, 6, 5).toordinal() * DAY + 700))
    assert clock.count(np.array([at])).tolist() == [time.count(at)]
