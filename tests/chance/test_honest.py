"""Chances against closed forms, an independent simple implementation, what was said and happened, and the letter."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from math import erf, sqrt
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.application.templates import template_plan
from planner.domain import model as m
from planner.domain.chance.answer import Answer
from planner.domain.chance.asking import ask
from planner.domain.chance.inputs import KEPT, LIKELY, MOST_OVERRUN, OVERRUN, inputs_of, with_entry_let_go
from planner.domain.chance.moments import moments_of
from planner.domain.chance.sampling import late_days
from planner.domain.chance.simulation import Simulation
from planner.domain.changes import RowChange, Step
from planner.domain.imprecise_date import Firmness
from planner.domain.rows import change_row
from planner.domain.scheduling import schedule
from planner.domain.scheduling.calendars import moment
from tests.domain.small_plans import DAY, Small

BEGIN = date(2024, 1, 1)  # a Monday, the status date; the usual office week without holidays
RUNS = 4000
ERROR = 0.03


def after(days: int) -> datetime:
    """The moment by which so many working days can be done: the end of the day before it is the last of them."""
    weeks, rest = divmod(days, 5)
    return datetime.combine(BEGIN, datetime.min.time()) + timedelta(weeks=weeks, days=rest)


class Chain(Small):
    """Work towards entry into force on a day, without correlation unless asked for."""

    def __init__(self, entry_after: int, **programme: Any) -> None:
        super().__init__()
        alone = {"alike_organisation": 0, "alike_track": 0, "alike_cause": 0}
        values = {"name": "Wet", "status_date": BEGIN - timedelta(days=1), "start_date": BEGIN, **alone, **programme}
        self.rows[0] = m.Programme(**values)
        self.milestone("entry", gate=m.Gate.ENTRY, constraint=m.Constraint.MSO, constraint_date=after(entry_after))

    def work(self, name: str, low: float, likely: float, high: float, after_name: str = "", **values: Any) -> UUID:
        ends = {"shortest_minutes": round(low * DAY), "longest_minutes": round(high * DAY)}
        row_id = self.activity(name, likely, **ends, **values)
        if after_name:
            self.link(after_name, name)
        return row_id


def answer_of(chain: Small, **options: Any) -> Answer:
    return ask(chain.plan, runs=RUNS, seed=3, **options)


def triangle(x: float, low: float, likely: float, high: float) -> float:
    """The distribution function of a triangular distribution."""
    if x <= low:
        return 0.0
    if x >= high:
        return 1.0
    if x <= likely:
        return (x - low) ** 2 / ((high - low) * (likely - low))
    return 1 - (high - x) ** 2 / ((high - low) * (high - likely))


@pytest.mark.parametrize("days", [12, 15, 20, 25, 28])
def test_one_triangle(days: int):
    chain = Chain(days)
    chain.work("a", 10, 15, 30)
    chain.link("a", "entry")
    assert answer_of(chain).chance == pytest.approx(triangle(days, 10, 15, 30), abs=ERROR)


@pytest.mark.parametrize("days", [190, 200, 205, 215])
def test_a_series_comes_near_a_normal_distribution(days: int):
    chain = Chain(days)
    for i in range(20):
        chain.work(f"a{i}", 5, 10, 15, f"a{i - 1}" if i else "")
    chain.link("a19", "entry")
    spread = sqrt(20 * (5**2 + 10**2 + 15**2 - 5 * 10 - 5 * 15 - 10 * 15) / 18)
    expected = 0.5 * (1 + erf((days - 200) / spread / sqrt(2)))
    assert answer_of(chain).chance == pytest.approx(expected, abs=ERROR)


@pytest.mark.parametrize("number", [2, 5, 10])
def test_the_last_of_several_side_by_side_counts(number: int):
    chain = Chain(25)
    for i in range(number):
        chain.work(f"a{i}", 10, 15, 30)
        chain.link(f"a{i}", "entry")
    assert answer_of(chain).chance == pytest.approx(triangle(25, 10, 15, 30) ** number, abs=ERROR)


def test_what_goes_together_fully_is_as_one():
    chain = Chain(25, alike_cause=100)
    for i in range(10):
        chain.work(f"a{i}", 10, 15, 30, cause="Opleiders")
        chain.link(f"a{i}", "entry")
    assert answer_of(chain).chance == pytest.approx(triangle(25, 10, 15, 30), abs=ERROR)


@pytest.mark.parametrize("percent", [0, 10, 50, 90, 100])
def test_a_branch(percent: int):
    chain = Chain(12)
    chain.work("a", 10, 10, 10)
    chain.work("pilot", 10, 10, 10, "a", conditional=True, branch_percent=percent)
    chain.link("pilot", "entry")
    assert answer_of(chain).chance == pytest.approx(1 - percent / 100, abs=ERROR)


@pytest.mark.parametrize("kind", [m.ActivityKind.TASK, m.ActivityKind.MILESTONE])
def test_a_risk_before_and_after_its_measure_and_without_it(kind: m.ActivityKind):
    chain = Chain(12)
    chain.work("a", 10, 10, 10)
    place = chain.milestone("b") if kind is m.ActivityKind.MILESTONE else chain.work("b", 1, 1, 1)
    chain.link("a", "b")
    chain.link("b", "entry")
    delay = {"shortest_minutes": 5 * DAY, "likely_minutes": 5 * DAY, "longest_minutes": 5 * DAY}
    chain.rows.append(
        m.Risk(key="RIS-1", title="Te laat", chance_percent=40, after_chance_percent=10, activity_ids=(place,), **delay)
    )
    assert answer_of(chain).chance == pytest.approx(0.9, abs=ERROR)
    assert answer_of(chain, without_measures=True).chance == pytest.approx(0.6, abs=ERROR)
    assert answer_of(chain, without_risks=True).chance == 1


@pytest.mark.parametrize(("parallel", "expected"), [(False, 0.7**2 + 2 * 0.3 * 0.7), (True, 1.0)])
def test_risks_one_after_the_other_and_side_by_side(parallel: bool, expected: float):
    chain = Chain(16)
    work = chain.work("a", 10, 10, 10)
    chain.link("a", "entry")
    delay = {"shortest_minutes": 5 * DAY, "likely_minutes": 5 * DAY, "longest_minutes": 5 * DAY}
    for i in (1, 2):
        chain.rows.append(
            m.Risk(key=f"RIS-{i}", title="Te laat", chance_percent=30, activity_ids=(work,), parallel=parallel, **delay)
        )
    assert answer_of(chain).chance == pytest.approx(expected, abs=ERROR)


def test_that_missing_a_moment_means_the_next():
    chain = Chain(130)  # 1 July 2024
    chain.work("a", 100, 130, 400)
    chain.link("a", "entry")
    answer = answer_of(chain)
    assert [moment.day for moment in answer.moments][:3] == [date(2024, 7, 1), date(2025, 1, 1), date(2025, 7, 1)]
    assert answer.moments[-1].day is None
    assert sum(moment.chance for moment in answer.moments) == pytest.approx(1)
    second = triangle(262, 100, 130, 400) - triangle(130, 100, 130, 400)
    assert answer.moments[1].chance == pytest.approx(second, abs=ERROR)
    entry = next(each for each in answer.milestones if each.planned == date(2024, 7, 1))
    assert entry.planned_chance == answer.chance and (entry.p50.month, entry.p50.day) in ((1, 1), (7, 1))


def test_that_readiness_counts_without_a_link():
    chain = Chain(12)
    chain.work("a", 10, 10, 10)
    chain.link("a", "entry")
    chain.work("b", 20, 20, 20)
    chain.milestone("ready", gate=m.Gate.READY)
    chain.link("b", "ready")
    assert answer_of(chain).chance == 0


def test_that_what_happened_is_certain():
    chain = Chain(12)
    chain.work("a", 5, 10, 40, actual_start=datetime(2023, 11, 1, 9), actual_finish=datetime(2023, 11, 20, 17, 30))
    chain.link("a", "entry")
    assert answer_of(chain).chance == 1


def test_that_the_same_seed_gives_the_same_answer_and_another_does_not():
    chain = Chain(20)
    chain.work("a", 10, 15, 30)
    chain.link("a", "entry")
    plan = chain.plan
    assert ask(plan, runs=700, seed=5) == ask(plan, runs=700, seed=5)
    assert ask(plan, seed=5).converged


# --- beside others ------------------------------------------------------------------------------------


def simple_chance(
    durations: list[tuple[float, float, float]], links: list[tuple[int, int, int]], limit: float
) -> float:
    """The plainest way to the same: draw, walk the network in days, count. Links go from lower to higher numbers."""
    luck = random.Random(11)
    runs, hits = 8_000, 0
    for _ in range(runs):
        finish: list[float] = []
        for n, (low, likely, high) in enumerate(durations):
            begin = max((finish[a] + lag for a, b, lag in links if b == n), default=0.0)
            finish.append(max(begin, 0.0) + luck.triangular(low, high, likely))
        hits += max(finish) <= limit
    return hits / runs


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_random_small_networks_against_a_simple_implementation(data: st.DataObject):
    size = data.draw(st.integers(2, 6))
    ends = st.tuples(st.integers(1, 20), st.integers(0, 20), st.integers(0, 30))
    durations = [(a, a + b, a + b + c) for a, b, c in data.draw(st.lists(ends, min_size=size, max_size=size))]
    pairs = [(a, b) for b in range(size) for a in range(b)]
    links = [(a, b, data.draw(st.integers(-2, 5))) for a, b in data.draw(st.lists(st.sampled_from(pairs), unique=True))]
    likely = sum(d[1] for d in durations)
    limit = data.draw(st.integers(max(likely // 2, 1), likely + 20))
    chain = Chain(limit)
    for n, (low, middle, high) in enumerate(durations):
        chain.work(f"a{n}", low, middle, high)
        chain.link(f"a{n}", "entry")
    for a, b, lag in links:
        chain.link(f"a{a}", f"a{b}", lag=lag * DAY)
    expected = simple_chance([(float(a), float(b), float(c)) for a, b, c in durations], links, limit)
    assert answer_of(chain).chance == pytest.approx(expected, abs=ERROR)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_that_a_run_is_the_schedule_of_the_plan_with_what_was_drawn(data: st.DataObject):
    chain = Chain(400)
    size = data.draw(st.integers(2, 6))
    for n in range(size):
        dated = {"constraint": m.Constraint.FNET, "constraint_date": after(data.draw(st.integers(0, 40)))}
        values = data.draw(st.sampled_from([{}, {"elapsed": True}, dated]))
        chain.work(f"a{n}", 2, 10, 30, **values)
    for first, second in data.draw(
        st.lists(st.sampled_from([(a, b) for b in range(size) for a in range(b)]), unique=True)
    ):
        kind, unit = data.draw(st.sampled_from(m.LinkType)), data.draw(st.sampled_from(m.LagUnit))
        lag = data.draw(st.integers(-50, 150)) * (1 if unit is m.LagUnit.PERCENT else 60)
        chain.link(f"a{first}", f"a{second}", type=kind, lag=lag, lag_unit=unit)
    chain.link(f"a{size - 1}", "entry")
    plan = chain.plan
    inputs = inputs_of(plan)
    net = inputs.net
    leaves = [n for n in range(len(net.activities)) if n != net.entry]
    found = Simulation(inputs, 1, moments_of(plan, schedule(plan)), leaves)
    runs = found.batch(1, 3)
    drawn = found.durations(runs.shares)
    for run in range(3):
        steps = [
            RowChange.update(net.activities[n], change_row(net.activities[n], duration_minutes=int(minutes[run])))
            for n, minutes in drawn.items()
        ]
        planned = schedule(with_entry_let_go(plan).with_step(Step("test", tuple(steps))))
        for place, n in enumerate(leaves):
            assert moment(int(runs.finishes[place, run])) == planned[net.activities[n].id].finish


# --- what was said and what happened -------------------------------------------------------------------

SAID: tuple[tuple[Firmness, date, date, date], ...] = (
    (Firmness.UNSTATED, date(2022, 3, 1), date(2022, 6, 20), date(2022, 10, 10)),  # volgend voorjaar
    (Firmness.TARGET, date(2022, 7, 6), date(2022, 9, 5), date(2022, 10, 10)),  # in de loop van de zomer
    (Firmness.EXPECTED, date(2022, 7, 6), date(2022, 9, 5), date(2022, 12, 12)),  # in de loop van de zomer
    (Firmness.EXPECTED, date(2022, 7, 6), date(2022, 10, 31), date(2022, 9, 5)),  # na de zomer
    (Firmness.UNSTATED, date(2023, 1, 1), date(2023, 3, 31), date(2023, 3, 9)),  # begin volgend jaar
    (Firmness.UNSTATED, date(2023, 3, 1), date(2023, 7, 7), date(2023, 7, 5)),  # voor de zomer
    (Firmness.EXPECTED, date(2024, 1, 1), date(2024, 12, 31), date(2024, 7, 1)),  # in 2024
    (Firmness.UNSTATED, date(2024, 6, 4), date(2024, 7, 4), date(2024, 9, 23)),  # jaarlijks voor het zomerreces
    (Firmness.UNSTATED, date(2024, 3, 1), date(2024, 5, 31), date(2024, 6, 15)),  # jaarlijks in het voorjaar
    (Firmness.UNSTATED, date(2024, 10, 1), date(2024, 12, 31), date(2025, 9, 23)),  # eind 2024
    (Firmness.UNSTATED, date(2025, 6, 1), date(2025, 7, 1), date(2026, 7, 1)),  # tot juli 2025
)
"""How firm a term was, its window, and the day on which it was met: Kamerstukken 34 843 nr. 60 and what followed."""


def share_before(firmness: Firmness, first: date, last: date, happened: date) -> float:
    """How many percent of draws from a window come before what happened."""
    shares = (np.arange(20_000) + 0.5) / 20_000
    span = float((last - first).days)
    late = late_days(shares, KEPT[firmness], span, span * LIKELY[firmness], OVERRUN, MOST_OVERRUN)
    return float((late <= (happened - first).days).mean())


def test_that_dates_that_were_said_are_calibrated_on_what_happened():
    places = [share_before(*row) for row in SAID]
    assert all(0.005 < place < 0.995 for place in places)
    assert 0.3 < sum(places) / len(places) < 0.7
    for low in (0.25, 0.5, 0.75):  # of eleven, as many below as three times the sampling error allows
        below = sum(place <= low for place in places)
        assert abs(below - 11 * low) <= 3 * sqrt(11 * low * (1 - low))


def test_that_the_letter_comes_out_neither_near_impossible_nor_near_certain():
    plan = template_plan("wsm-2022")
    answer = ask(plan, runs=RUNS, seed=1)
    assert answer.moments[0].day == date(2024, 7, 1)
    assert 0.05 < answer.chance < 0.95
    submission = next(a for a in plan.rows(m.Activity) if a.stage is m.Stage.SUBMISSION)
    inputs = inputs_of(plan)
    simulation = Simulation(inputs, 1, moments_of(plan, schedule(plan)), [inputs.net.number[submission.id]])
    done = simulation.batch(1, 1000).finishes[0]
    limit = (date(2022, 10, 10).toordinal() + 1) * 1440
    assert 0.05 < float((done <= limit).mean()) < 0.95
