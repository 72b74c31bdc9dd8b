"""One task of a file as the values of an activity. What the file does not know, the plan keeps."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from planner.domain.model import NAME, TEXT, Activity, ActivityKind, Constraint, Gate, Pinning
from planner.formats.msproject.own_fields import own_values, restored

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
DATED = {Constraint.SNET, Constraint.SNLT, Constraint.FNET, Constraint.FNLT, Constraint.MSO, Constraint.MFO}
LONGEST = 20_000_000
"""Minutes; what a plan can hold."""


def moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def values_of(task: dict[str, Any], old: Activity | None) -> dict[str, Any]:
    """The fields that a file decides; `old` is the activity as it is in the plan now."""
    kind = ActivityKind(task["kind"])
    is_gate = old is not None and old.gate is not Gate.NONE
    if is_gate:
        kind = ActivityKind.MILESTONE  # a gate of the plan stays one, and takes no time
    minutes = 0 if is_gate else task["duration_minutes"]
    constraint, at = Constraint(task["constraint"]), moment(task["constraint_date"])
    if constraint in DATED and at is None:
        constraint = Constraint.ASAP
    values: dict[str, Any] = {
        "name": clean(task["name"])[:NAME] or task["wbs"] or f"#{task['uid']}",
        "kind": kind,
        "duration_minutes": None if kind is ActivityKind.SUMMARY else _within(minutes),
        "elapsed": bool(task["elapsed"]) and kind is not ActivityKind.SUMMARY,
        "constraint": constraint,
        "constraint_date": at if constraint in DATED else None,
        "deadline": moment(task["deadline"]),
        "percent_complete": 0 if kind is ActivityKind.SUMMARY else task["percent_complete"],
        "actual_start": None if kind is ActivityKind.SUMMARY else moment(task["actual_start"]),
        "actual_finish": None if kind is ActivityKind.SUMMARY else moment(task["actual_finish"]),
        "active": task["active"],
        **_left(task, kind),
        **_pins(task, kind),
    }
    said = own_values(task.get("own", ""))
    if said and old is None:
        values = restored(said, values, task)
    note = CONTROL.sub("", task["notes"].replace("\r\n", "\n").replace("\r", "\n")).strip()[:TEXT]
    if note or old is None:
        values["note"] = note
    return values


def clean(text: str) -> str:
    """Text on one line, without signs that no file or paper can hold."""
    return " ".join(CONTROL.sub(" ", text).split())


def is_cut(task: dict[str, Any]) -> bool:
    """Whether a name is longer than a plan holds."""
    return len(clean(task["name"])) > NAME


def has_dates(task: dict[str, Any]) -> bool:
    """Whether the file says when a leaf is, so that our dates can be set beside it."""
    return task["kind"] != "summary" and bool(task["start"]) and bool(task["finish"])


def pins(task: dict[str, Any]) -> dict[str, Any]:
    """The file's own dates, kept."""
    return {
        "pinning": Pinning.FILE,
        "pinned_start": moment(task["start"]),
        "pinned_finish": moment(task["finish"]),
    }


def _left(task: dict[str, Any], kind: ActivityKind) -> dict[str, Any]:
    """What is left of work that has started, and when it goes on where it was put off."""
    lasts = kind is not ActivityKind.SUMMARY and task["duration_minutes"]
    begun = task["actual_start"] and not task["actual_finish"]
    if not lasts or not begun or task["remaining_minutes"] is None:
        return {"remaining_minutes": None, "resume_at": None}
    put_off = task["resume"] and task["stop"] and task["resume"] > task["stop"]
    resume_at = moment(task["resume"]) if put_off else None
    return {"remaining_minutes": _within(task["remaining_minutes"]), "resume_at": resume_at}


def _pins(task: dict[str, Any], kind: ActivityKind) -> dict[str, Any]:
    """Dates that were set by hand, or by another project, stay as they are."""
    given = moment(task["start"]), moment(task["finish"])
    if kind is not ActivityKind.SUMMARY and any(given) and (task["manual"] or task["external"]):
        pinning = Pinning.HAND if task["manual"] else Pinning.FILE
        return {"pinning": pinning, "pinned_start": given[0], "pinned_finish": given[1]}
    return {"pinning": Pinning.NONE, "pinned_start": None, "pinned_finish": None}


def _within(minutes: int | None) -> int | None:
    return None if minutes is None else min(max(minutes, 0), LONGEST)
