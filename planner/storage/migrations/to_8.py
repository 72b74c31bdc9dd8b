"""To 8: assumptions are rows of their own, and what happened may be a window instead of a day.

Until then an assumption was told in words alone: a date window that began with "aanname:", a name that ended in
"(aanname)", a constraint whose note gave it as one. Those become rows; the words stay as they were.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from alembic.operations import Operations
from sqlalchemy import Column, RowMapping, String, text

MARKS = ("aanname", "assumption")


def migrate(op: Operations) -> None:
    for name in ("actual_start_window", "actual_finish_window"):
        op.add_column("activity", Column(name, String, nullable=True))
    table = op.create_table(
        "assumption",
        Column("id", String, primary_key=True, nullable=False),
        Column("about_id", String, nullable=False),
        Column("field", String, nullable=False),
        Column("reason", String, nullable=False),
        Column("by_role", String, nullable=False),
        Column("on", String, nullable=True),
    )
    rows: list[dict[str, Any]] = []
    for activity in op.get_bind().execute(text("SELECT * FROM activity ORDER BY id")).mappings():
        for field, reason in _assumed(activity):
            row_id = str(uuid5(NAMESPACE_OID, f"assumption:{activity['id']}:{field}"))
            own = {"about_id": activity["id"], "field": field, "reason": reason, "by_role": "", "on": None}
            rows.append({"id": row_id, **own})
    if rows:
        op.bulk_insert(table, rows)


def _assumed(activity: RowMapping) -> Iterator[tuple[str, str]]:
    """The values of an activity that its words give as assumptions, each with the reason that stands there."""
    note, name = str(activity["note"]), str(activity["name"])
    if _is_mark(activity["start_window"]):
        yield "start_window", note or _words(activity["start_window"])
    if _is_mark(activity["finish_window"]) or name.casefold().endswith(tuple(f"({mark})" for mark in MARKS)):
        field = "duration_minutes" if activity["duration_minutes"] is not None else "finish_window"
        yield field, note or _words(activity["finish_window"]) or name
    if activity["constraint_date"] is not None and any(f"{mark}:" in note.casefold() for mark in MARKS):
        yield "constraint_date", note


def _words(window: str | None) -> str:
    return str(json.loads(window).get("words", "")) if window else ""


def _is_mark(window: str | None) -> bool:
    return _words(window).casefold().startswith(MARKS)
