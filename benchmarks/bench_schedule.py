"""Scheduling 10,000 activities with 15,000 links, whole and after one edit."""

from __future__ import annotations

import random
from time import process_time

from benchmarks.generate import Size, large_plan
from benchmarks.pace import BarePass
from benchmarks.row import Row, best, percentile
from planner.domain import edits
from planner.domain.changes import Step
from planner.domain.edits import edit_row
from planner.domain.model import Activity, ActivityKind, Dependency, LinkType
from planner.domain.plan import Plan
from planner.domain.scheduling import schedule
from planner.domain.scheduling.compute import schedule_network
from planner.domain.scheduling.filling import build_network

EDITS = 60


def run() -> list[Row]:
    """The ratios of scheduling."""
    plan = large_plan(Size())
    bare = best(BarePass(plan), 20)
    net = build_network(plan)
    passes = best(lambda: schedule_network(net))
    building = best(lambda: build_network(plan))
    scheduled = schedule(plan)
    reading = best(lambda: list(schedule(plan).activities.values()), 3)
    rows = [
        Row(
            "full schedule against a bare integer pass",
            passes / bare,
            8,
            note=f"{passes * 1e3:.0f} / {bare * 1e3:.1f} ms",
        ),
        Row("building the arrays against a bare integer pass", building / bare, note=f"{building * 1e3:.0f} ms"),
        Row("building, scheduling, reading every activity", reading * 1e3, unit="ms"),
    ]
    assert scheduled.left_out == ()
    return rows + _edits(plan) + _structural(plan)


def _edits(plan: Plan) -> list[Row]:
    draw = random.Random(2)
    tasks = [a for a in plan.rows(Activity) if a.kind is ActivityKind.TASK]
    leaves = [a for a in tasks if not plan.successors(a.id)]
    found: list[Row] = []
    for name, choices, bar in (("any task", tasks, 50.0), ("a leaf", leaves, 16.0)):
        state, planned = plan, schedule(plan)
        steps: list[float] = []
        times: list[float] = []
        for _ in range(EDITS):
            row = state.activity(draw.choice(choices).id)
            step = edit_row(row, duration_minutes=(row.duration_minutes or 0) + 480)
            started = process_time()
            state = state.with_step(step)
            steps.append(process_time() - started)
            planned = schedule(state, planned)
            _ = planned[row.id].finish
            times.append(process_time() - started)
        note = f"the step alone {percentile(steps) * 1e3:.1f} ms"
        found.append(Row(f"one edit of {name}: step and reschedule, 95th", percentile(times) * 1e3, bar, "ms", note))
    return found


def _structural(plan: Plan) -> list[Row]:
    """Rows and links that come and go, one after the other in the same plan."""
    draw = random.Random(3)
    tasks = [a for a in plan.rows(Activity) if a.kind is ActivityKind.TASK]
    state, planned = plan, schedule(plan)
    found: list[Row] = []

    def link(state: Plan) -> Step:
        first = draw.randrange(len(tasks) - 60)  # links run forwards in the plan: no rings
        second = first + draw.randrange(1, 60)
        return edits.link(state, tasks[first].id, tasks[second].id, LinkType.SS)

    def unlink(state: Plan) -> Step:
        return edits.unlink(state, [draw.choice(list(state.rows(Dependency)))])

    def add(state: Plan) -> Step:
        beside = state.activity(draw.choice(tasks).id)
        return edits.add_activity(state, "New", parent_id=beside.parent_id, after_id=beside.id)

    def remove(state: Plan) -> Step:
        return edits.remove_activities(state, [tasks.pop(draw.randrange(len(tasks))).id])

    for name, make in (("link drawn", link), ("link removed", unlink), ("row added", add), ("row removed", remove)):
        times: list[float] = []
        for _ in range(EDITS):
            started = process_time()
            state = state.with_step(make(state))
            planned = schedule(state, planned)
            _ = planned.last
            times.append(process_time() - started)
        found.append(Row(f"one {name}: step and reschedule, 95th", percentile(times) * 1e3, 50.0, "ms"))
    return found
