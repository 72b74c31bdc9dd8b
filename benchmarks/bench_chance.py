"""The chance: 10,000 runs over 1,000 and 10,000 activities, beside a plain loop over the schedule."""

from __future__ import annotations

from time import process_time

from benchmarks.generate import Size, large_plan
from benchmarks.row import Row
from planner.domain.chance.inputs import inputs_of
from planner.domain.chance.working_out import Gathered
from planner.domain.plan import Plan
from planner.domain.scheduling import schedule
from planner.domain.scheduling.compute import schedule_network
from planner.domain.scheduling.filling import build_network

RUNS = 10_000
LOOPED = 20
"""Schedules of the plain loop that are made; the rest is reckoned."""


def run() -> list[Row]:
    """Seconds of this process alone; memory grows with the plan, not with the runs."""
    rows: list[Row] = []
    for number, bar in ((1_000, 1.0), (10_000, 15.0)):
        plan = large_plan(Size(activities=number, links=number * 3 // 2))
        seconds = _runs(plan)
        name = f"chance of {number:,} activities, {RUNS:,} runs"
        looped = _loop(plan)
        rows.append(Row(name, seconds, bar, "s", f"a plain loop over the schedule: {looped:,.0f} s"))
    return rows


def _runs(plan: Plan) -> float:
    planned = schedule(plan)
    inputs = inputs_of(plan)
    began = process_time()
    gathered = Gathered(inputs, planned, 1)
    while gathered.runs < RUNS:
        gathered.add(min(gathered.simulation.at_once, RUNS - gathered.runs))
    return process_time() - began


def _loop(plan: Plan) -> float:
    net = build_network(plan)
    began = process_time()
    for _ in range(LOOPED):
        schedule_network(net)
    return (process_time() - began) / LOOPED * RUNS
