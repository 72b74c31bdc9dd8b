"""Finding a text in the names and notes of activities, and putting another in its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from planner.domain.changes import RowChange, Step
from planner.domain.model import Activity
from planner.domain.plan import Plan
from planner.domain.rows import change_row
from planner.errors import EditRefused
from planner.message import N_

FIELDS = ("name", "note")


@dataclass(frozen=True, slots=True)
class Hit:
    """An activity that has the text, in which field, and how often."""

    activity_id: UUID
    field: str
    times: int


def find_text(plan: Plan, text: str, *, case: bool = False) -> list[Hit]:
    """Where a text stands, in the order of the outline; nothing for an empty one."""
    if not text:
        return []
    pattern = _pattern(text, case=case)
    found = (
        Hit(activity.id, name, len(pattern.findall(getattr(activity, name))))
        for activity, _ in plan.outline
        for name in FIELDS
    )
    return [hit for hit in found if hit.times]


def replace_text(plan: Plan, hits: Sequence[Hit], text: str, other: str, *, case: bool = False) -> Step:
    """Put another text where one stands in these places, as one step; EditRefused where a name would become empty."""
    pattern, changed = _pattern(text, case=case), dict[UUID, Activity]()
    for hit in hits:
        row = changed.get(hit.activity_id) or plan.activity(hit.activity_id)
        fresh = pattern.sub(lambda _found: other, getattr(row, hit.field))
        changed[row.id] = change_row(row, **{hit.field: fresh.strip() if hit.field == "name" else fresh})
    befores = [plan.activity(row_id) for row_id in changed]
    changes = [RowChange.update(row, changed[row.id]) for row in befores if changed[row.id] != row]
    if not changes:
        raise EditRefused(N_("“{text}” stands nowhere."), text=text)
    return Step("text.replace", tuple(changes), {"text": text, "count": str(len(changes))})


def _pattern(text: str, *, case: bool) -> re.Pattern[str]:
    return re.compile(re.escape(text), 0 if case else re.IGNORECASE)
