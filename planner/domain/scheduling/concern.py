"""Which steps a schedule depends on: the others leave it is, whatever they change."""

from __future__ import annotations

from planner.domain.changes import RowChange, Step
from planner.domain.model import Activity

KINDS = frozenset({"programme", "calendar", "organisation", "activity", "dependency"})
"""Kinds of rows that a schedule depends on."""
TOLD = frozenset(
    {
        *("name", "note", "responsible", "track_id", "involved_ids", "conditional", "mandatory", "stage"),
        *("shortest_minutes", "longest_minutes"),
    }
)
"""Fields of an activity that tell of it, and give it no date."""
DATED = tuple(name for name in Activity.model_fields if name not in TOLD)


def concerns_schedule(step: Step) -> bool:
    """Whether a schedule may differ after a step."""
    return any(change.kind in KINDS and _dates(change) for change in step.changes)


def _dates(change: RowChange) -> bool:
    before, after = change.before, change.after
    if not isinstance(before, Activity) or not isinstance(after, Activity):
        return True
    return any(getattr(before, name) != getattr(after, name) for name in DATED)
