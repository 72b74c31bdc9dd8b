"""Marking given values as assumptions: which there are of an activity and the links it waits by, and the step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from planner.domain.activity_fields import ACTIVITY_FIELDS
from planner.domain.changes import RowChange, Step
from planner.domain.integrity import name_of
from planner.domain.model import Assumption
from planner.domain.plan import Plan
from planner.domain.rows import change_row, make
from planner.errors import EditRefused
from planner.message import N_, Message

ASSUMABLE = (
    *("start_window", "finish_window", "duration_minutes", "constraint_date", "deadline"),
    *("remaining_minutes", "pinned_start", "pinned_finish"),
)
"""Fields of an activity that somebody gives, and that dates or slack come from."""


@dataclass(frozen=True, slots=True)
class Value:
    """A given value that can be an assumption: the row and field it is, what it is called, and the reason if it is."""

    about_id: UUID
    field: str
    heading: Message
    reason: str


def values(plan: Plan, activity_id: UUID) -> tuple[Value, ...]:
    """The given values of an activity, and the links that it waits by."""
    activity = plan.activity(activity_id)
    reasons = {row.field: row.reason for row in plan.assumptions(activity_id)}
    headings = {spec.name: spec.heading for spec in ACTIVITY_FIELDS}
    found = [
        Value(activity_id, name, Message(headings[name]), reasons.get(name, ""))
        for name in ASSUMABLE
        if getattr(activity, name) is not None and not (name == "duration_minutes" and activity.is_plain_milestone)
    ]
    for link in plan.predecessors(activity_id):
        rows = plan.assumptions(link.id)
        words = {"name": name_of(plan.activity(link.predecessor_id))}
        field = rows[0].field if rows else "lag" if link.lag else ""
        text = N_("Waits for {name}")
        found.append(Value(link.id, field, Message(text, words), rows[0].reason if rows else ""))
    return tuple(found)


def assume(plan: Plan, activity_id: UUID, reasons: Mapping[tuple[UUID, str], str]) -> Step:
    """Mark the values that have a reason as assumptions and those with none as given; EditRefused for other values."""
    known = {(value.about_id, value.field): value for value in values(plan, activity_id)}
    changes: list[RowChange] = []
    for place, reason in reasons.items():
        if place not in known:
            raise EditRefused(N_("{name} has no such value."), name=name_of(plan.activity(activity_id)))
        about_id, field = place
        row = next((each for each in plan.assumptions(about_id) if each.field == field), None)
        text = reason.strip()
        if row is None and text:
            made = make(Assumption, about_id=about_id, field=field, reason=text, on=plan.programme.status_date)
            changes.append(RowChange.add(made))
        elif row is not None and not text:
            changes.append(RowChange.remove(row))
        elif row is not None and row.reason != text:
            changes.append(RowChange.update(row, change_row(row, reason=text)))
    return Step("activity.assume", tuple(changes), {"name": name_of(plan.activity(activity_id))})
