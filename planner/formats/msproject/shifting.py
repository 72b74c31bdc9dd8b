"""A plan file whose dates lie elsewhere in time, moved so that it begins on a chosen day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from planner.formats.msproject.neutral import Neutral

DATES = (
    *("start", "finish", "early_start", "early_finish", "late_start", "late_finish", "actual_start", "actual_finish"),
    *("stop", "resume", "constraint_date", "deadline"),
)


def first_day(neutral: Neutral) -> date | None:
    """The day on which the work of a file begins; None where it has no dates."""
    starts = [task["start"] for task in neutral["tasks"] if task["start"]]
    first = min(starts, default=neutral["project"]["start"])
    return datetime.fromisoformat(first).date() if first else None


def shifted(neutral: Neutral, to: date) -> Neutral:
    """The file with all its dates moved by as many days as bring its beginning to a day; calendars stay."""
    first = first_day(neutral)
    if first is None:
        return neutral
    by = to - first

    def moved(text: str | None) -> str | None:
        return (datetime.fromisoformat(text) + by).isoformat(timespec="minutes") if text else text

    project = {**neutral["project"], **{name: moved(neutral["project"][name]) for name in ("start", "finish")}}
    return {**neutral, "project": project, "tasks": [_moved(task, moved) for task in neutral["tasks"]]}


def _moved(task: dict[str, Any], moved: Callable[[str | None], str | None]) -> dict[str, Any]:
    dates = {name: moved(task[name]) for name in DATES if name in task}
    pairs = {number: [moved(a), moved(b)] for number, (a, b) in task["baselines"].items()}
    parts = [[moved(a), moved(b)] for a, b in task.get("parts", ())]
    return {**task, **dates, "baselines": pairs, "parts": parts, "own": ""}
