"""What other programs have no place for, in text fields of ours, so that it comes back with the file.

Of every activity: JSON in pieces that MS Project's text fields hold, with its values that the format lacks or has
in another form, its organisation and track, and in what form the rest was sent: where that came back changed,
the file's own values count.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, cast
from uuid import UUID

from pydantic_core import PydanticSerializationError, to_jsonable_python

from planner.domain.model import Activity, Entity, Organisation, Programme, Track
from planner.domain.plan import Plan

NAME = "Ketenplanner"
PIECE, MOST_PIECES = 250, 20
LAST_FIELD = 30
"""Text30, Text29, …: the fields of MS Project that are used least."""
HOMES = frozenset(
    {
        *("id", "parent_id", "position", "name", "note", "source_uid", "kind", "active", "percent_complete"),
        *("deadline", "actual_start", "actual_finish", "calendar_id", "organisation_id", "track_id", "involved_ids"),
    }
)
"""Fields of an activity that every file has a place for, or that travel as what they refer to."""
OF_PROGRAMME = frozenset(
    {
        *("id", "name", "calendar_id", "start_date", "start_minute", "finish_at", "status_date", "schedule_from"),
        *("critical_days", "note"),
    }
)
"""Fields of the programme that every file has a place for, or that are too long to travel."""
IN_OTHER_FORM = frozenset(
    {
        *("duration_minutes", "elapsed", "constraint", "constraint_date", "remaining_minutes", "resume_at"),
        *("pinning", "pinned_start", "pinned_finish"),
    }
)
"""Fields that are sent in another form where a file does not hold them: theirs count where that came back changed."""


def own_text(plan: Plan, activity: Activity, task: Mapping[str, Any], *, first: bool = False) -> str:
    """What is to travel with an activity, with the first the programme's; empty where that is more than fits."""
    defaults = type(activity).model_fields
    kept = {
        name: value
        for name, value in activity.__dict__.items()
        if name not in HOMES and (name in IN_OTHER_FORM or name == "key" or value != defaults[name].get_default())
    }
    found: dict[str, Any] = {"keten": 1, "kept": kept, "sent": signature(task)}
    rows = [plan.get(Organisation, row_id) for row_id in (activity.organisation_id, *activity.involved_ids)]
    found["org"] = [_described(row) if row is not None else None for row in rows]
    if first:
        found["programme"] = _described(plan.programme, OF_PROGRAMME)
    track = plan.get(Track, activity.track_id)
    if track is not None:
        found["track"] = _described(track)
    try:
        text = json.dumps(to_jsonable_python(found), ensure_ascii=False, separators=(",", ":"))
    except PydanticSerializationError:
        return ""
    return text if len(pieces(text)) <= MOST_PIECES else ""


def pieces(text: str) -> list[str]:
    """The text in pieces, for one field each."""
    found: list[str] = []
    while text:
        at = min(PIECE, len(text))
        while 1 < at < len(text) and not text[at - 1 : at + 1].isalnum():  # Primavera drops spaces and quotes at ends
            at -= 1
        found.append(text[:at])
        text = text[at:]
    return found


def own_values(text: str) -> dict[str, Any]:
    """What a text of ours says; empty for any other."""
    if not text.startswith('{"keten":1,'):
        return {}
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    said = cast("dict[str, Any]", found)
    shapes = {"kept": dict, "sent": list, "org": list}
    return said if all(isinstance(said.get(name), shape) for name, shape in shapes.items()) else {}


def signature(task: Mapping[str, Any]) -> list[Any]:
    """In what form the duration and the dates of a task were sent; the same when nobody changed them."""
    dated = task["constraint"] not in ("ASAP", "ALAP")
    return [
        task["duration_minutes"] or 0 if task["kind"] != "summary" else 0,
        task["constraint"],
        task["constraint_date"] if dated else None,
        bool(task["manual"]),
    ]


def restored(said: Mapping[str, Any], values: dict[str, Any], task: Mapping[str, Any]) -> dict[str, Any]:
    """The values that a file gives, with those that travelled as ours in their place."""
    same = list(said["sent"]) == signature(task)
    known = type_of_fields()
    kept = {
        name: value
        for name, value in said["kept"].items()
        if name in known and name not in HOMES and name != "key" and (same or name not in IN_OTHER_FORM)
    }
    return values | kept


def type_of_fields() -> frozenset[str]:
    return frozenset(Activity.model_fields)


def programme_values(texts: Iterable[str]) -> dict[str, Any]:
    """What travelled of the programme; empty where nothing did."""
    for text in texts:
        said = own_values(text).get("programme")
        if isinstance(said, dict):
            given = cast("dict[str, Any]", said)
            return {name: given[name] for name in given if name in Programme.model_fields and name not in OF_PROGRAMME}
    return {}


def _described(row: Entity, homes: frozenset[str] = frozenset()) -> dict[str, Any]:
    left = homes | {"id", "position", "calendar_id", "note"}
    defaults = type(row).model_fields
    return {
        name: value
        for name, value in row.__dict__.items()
        if name not in left and (defaults[name].is_required() or value != defaults[name].get_default())
    }


def guid_of(task: Mapping[str, Any]) -> UUID | None:
    """The id that a task of ours was sent with."""
    try:
        return UUID(str(task["guid"]))
    except ValueError:
        return None
