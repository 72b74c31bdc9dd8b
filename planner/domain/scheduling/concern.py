"""Which steps a schedule depends on: the others leave it is, whatever they change."""

from __future__ import annotations

from planner.domain.activity_fields import ACTIVITY_FIELDS
from planner.domain.changes import RowChange, Step
from planner.domain.model import Activity

KINDS = frozenset({"programme", "calendar", "organisation", "activity", "dependency"})
"""Kinds of rows that a schedule depends on."""
DATED = tuple(spec.name for spec in ACTIVITY_FIELDS if spec.stored and spec.schedules)
"""Fields of an activity on which dates may depend; the others tell of it."""


def concerns_schedule(step: Step) -> bool:
    """Whether a schedule may differ after a step."""
    return any(change.kind in KINDS and _dates(change) for change in step.changes)


def _dates(change: RowChange) -> bool:
    before, after = change.before, change.after
    if not isinstance(before, Activity) or not isinstance(after, Activity):
        return True
    return any(getattr(before, name) != getattr(after, name) for name in DATED)
