"""The course between its shortest and its longest durations: what would finish when, and how much slack is left."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.changes import RowChange, Step
from planner.domain.control.readiness import is_done
from planner.domain.control.side_by_side import SideBySide, set_beside
from planner.domain.control.what_if import what_if
from planner.domain.model import Activity
from planner.domain.plan import Plan
from planner.domain.rows import change_row
from planner.domain.scheduling import Schedule


@dataclass(frozen=True, slots=True)
class Course:
    """Open activities with a range, in the order of the outline, and the plan beside both its ends."""

    ranged: tuple[Activity, ...]
    beside: SideBySide


def ranged_activities(plan: Plan) -> tuple[Activity, ...]:
    """Tasks that are not done, for which a shortest or a longest duration is given."""
    return tuple(
        activity
        for activity, _ in plan.outline
        if (activity.shortest_minutes, activity.longest_minutes) != (None, None)
        and not activity.is_summary
        and not is_done(activity)
    )


def course(plan: Plan, planned: Schedule, shortest: str, longest: str) -> Course:
    """The plan beside itself with every range at its shortest, and at its longest, under these names.

    Both ends at once are hardly ever what happens: they say between what the course can lie.
    """
    ranged = ranged_activities(plan)
    ends = {shortest: "shortest_minutes", longest: "longest_minutes"}
    wanted = {
        name: lambda field=field: what_if(plan, planned, _with_durations(ranged, field)) for name, field in ends.items()
    }
    return Course(ranged, set_beside(plan, planned, wanted))


def _with_durations(ranged: tuple[Activity, ...], field: str) -> Step:
    changes = [
        RowChange.update(activity, change_row(activity, duration_minutes=minutes))
        for activity in ranged
        if (minutes := getattr(activity, field)) is not None and minutes != activity.duration_minutes
    ]
    return Step("ahead.range", tuple(changes))
