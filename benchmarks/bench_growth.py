"""How scheduling grows from 1,000 to 100,000 activities, and beside MPXJ's own MicrosoftScheduler."""

from __future__ import annotations

from time import perf_counter
from typing import Any

from benchmarks.generate import Size, large_plan
from benchmarks.row import Row, best
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule, schedule
from planner.domain.scheduling.compute import schedule_network
from planner.domain.scheduling.filling import build_network
from planner.formats.msproject import java

SIZES = (1_000, 10_000, 100_000)
WARM_UPS, TAKEN = 6, 4
MEMORY = 2_000


def run() -> list[Row]:
    """Time for each activity at each size against that at the least; then side by side at 10,000."""
    rows: list[Row] = []
    least: float | None = None
    for activities in SIZES:
        plan = large_plan(Size(activities, activities * 3 // 2))
        net = build_network(plan)
        times = 9 if activities <= 10_000 else 3
        passes = best(lambda net=net: schedule_network(net), times)
        building = best(lambda plan=plan: build_network(plan), times)
        each = (passes + building) / activities
        least = each if least is None else min(each, least)
        rows.append(
            Row(
                f"time an activity at {activities:,}, against the least so far",
                each / least,
                3,
                note=f"built {building * 1e3:.0f} ms, scheduled {passes * 1e3:.0f} ms",
            )
        )
        if activities == 10_000:
            rows += _beside(plan)
    return rows


def _beside(plan: Plan) -> list[Row]:
    """The share of our time in theirs: a plan out of rows to dates, and the dates again of what was built."""
    if not java.is_installed():
        return [Row("side by side: left out, the extra [msproject] is not installed", 0)]
    planned = schedule(plan)
    ours_whole = best(lambda: list(schedule(plan).activities.values()), clock=perf_counter)
    net = build_network(plan)
    ours = best(lambda: schedule_network(net), clock=perf_counter)
    theirs = _theirs(plan, planned)
    return [
        Row("schedule at 10,000 against MicrosoftScheduler, warm", ours / theirs, 0.25, note=f"{theirs * 1e3:.0f} ms"),
        Row(
            "the same, our arrays built and every date read",
            ours_whole / theirs,
            0.25,
            note=f"{ours_whole * 1e3:.0f} ms",
        ),
    ]


def _theirs(plan: Plan, planned: Schedule) -> float:
    """The least time that MicrosoftScheduler takes for the same plan once Java is warm, in seconds."""
    from planner.formats.msproject.mpxj_writing import NeutralWriting
    from planner.formats.msproject.writer import neutral_of
    from planner.language import translator

    neutral = neutral_of(plan, planned, translator("en"))
    jpype: Any = java.start(MEMORY)
    project = NeutralWriting(neutral, jpype).project()
    nothing = jpype.JClass("org.mpxj.Duration").getInstance(0, jpype.JClass("org.mpxj.TimeUnit").MINUTES)
    for task in project.getTasks():
        task.setStart(None)
        task.setFinish(None)
        task.setActualDuration(nothing)
        task.setRemainingDuration(task.getDuration())
    begin = project.getProjectProperties().getStartDate()
    scheduler = jpype.JClass("org.mpxj.cpm.MicrosoftScheduler")
    found: list[float] = []
    for _ in range(WARM_UPS + TAKEN):
        started = perf_counter()
        scheduler().schedule(project, begin)
        found.append(perf_counter() - started)
    return min(found[WARM_UPS:])
