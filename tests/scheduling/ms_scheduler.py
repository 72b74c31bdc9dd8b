"""MPXJ's MicrosoftScheduler as a second opinion: plans in neutral form on stdin, the dates it gives them on stdout.

Runs in a process of its own, since it starts Java.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from planner.formats.msproject import java
from planner.formats.msproject.mpxj_writing import NeutralWriting

MEMORY = 500


def dates_of(neutral: dict[str, Any], jpype: Any) -> dict[str, list[str | None]]:
    """Start, finish, late start and late finish of every task, by its GUID, to the minute."""
    project = NeutralWriting(neutral, jpype).project()
    by_guid = {task["guid"]: task for task in neutral["tasks"]}
    duration, minutes = jpype.JClass("org.mpxj.Duration"), jpype.JClass("org.mpxj.TimeUnit").MINUTES
    for task in project.getTasks():
        given = by_guid[str(task.getGUID())]
        for name in ("Start", "Finish", "EarlyStart", "EarlyFinish", "LateStart", "LateFinish"):
            getattr(task, f"set{name}")(None)
        whole = given["duration_minutes"] or 0
        done = round(whole * given["percent_complete"] / 100) if given["actual_start"] else 0
        task.setActualDuration(duration.getInstance(float(done), minutes))
        task.setRemainingDuration(duration.getInstance(float(whole - done), minutes))
    jpype.JClass("org.mpxj.cpm.MicrosoftScheduler")().schedule(project, project.getProjectProperties().getStartDate())
    return {
        str(task.getGUID()): [
            str(at)[:16] if at is not None else None
            for at in (task.getStart(), task.getFinish(), task.getLateStart(), task.getLateFinish())
        ]
        for task in project.getTasks()
    }


if __name__ == "__main__":
    started = java.start(MEMORY)
    json.dump([dates_of(each, started) for each in json.load(sys.stdin)], sys.stdout)
