"""The legislative course: the activities that bring the law itself to entry into force."""

from __future__ import annotations

from uuid import UUID

from planner.domain.model import Activity
from planner.domain.plan import Plan


def law_activities(plan: Plan) -> set[UUID]:
    """The legislative course: what is in the same summary as entry into force, at the top of the outline."""
    entry = plan.entry
    if entry is None:
        return set()
    above = list(plan.ancestors(entry.id))
    if above:
        return {a.id for a in plan.descendants(above[-1].id) if not a.is_summary}
    if entry.track_id is None:
        return {entry.id}
    track, owner = entry.track_id, entry.organisation_id
    mine = [a for a in plan.rows(Activity) if a.track_id == track and a.organisation_id == owner]
    return {entry.id} | {a.id for a in mine if not a.is_summary}
