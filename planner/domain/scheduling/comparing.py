"""What differs between two schedules: which activities have other dates, which have become too late."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from planner.domain.scheduling.network import SUMMARY
from planner.domain.scheduling.schedule import Schedule
from planner.domain.scheduling.view import Activities


def moved_between(before: Schedule, after: Schedule) -> Iterator[UUID]:
    """Tasks and milestones that are in both schedules, with another start or finish in the second.

    Where the second was computed from the first, their numbers are compared, without making a date.
    """
    old, new = before.activities, after.activities
    if isinstance(old, Activities) and isinstance(new, Activities) and _alike(old, new):
        net, early, was = new.net, new.early, old.early
        for n, activity in enumerate(net.activities[: len(old.net.activities)]):
            if net.shapes[n] == SUMMARY:
                continue
            same = early.finish[n] == was.finish[n] and early.at[n] == was.at[n]
            if not (same and net.duration[n] == old.net.duration[n] and net.activities[n] is old.net.activities[n]):
                yield from _if_moved(activity.id, before, after)
        return
    for activity_id in new:
        if activity_id in old and not _is_summary(after, activity_id):
            yield from _if_moved(activity_id, before, after)


def too_late_in(before: Schedule, after: Schedule) -> Iterator[UUID]:
    """Tasks and milestones that are in both schedules, with negative slack in the second that was none in the first."""
    old, new = before.activities, after.activities
    if isinstance(old, Activities) and isinstance(new, Activities) and _alike(old, new):
        for n, activity in enumerate(new.net.activities[: len(old.net.activities)]):
            now = new.late.finish[n] < new.early.finish[n]
            if now and old.late.finish[n] >= old.early.finish[n] and new.net.shapes[n] != SUMMARY:
                yield activity.id
        return
    for activity_id in new:
        known = activity_id in old and not _is_summary(after, activity_id)
        if known and after[activity_id].total_slack < 0 <= before[activity_id].total_slack:
            yield activity_id


def _alike(old: Activities, new: Activities) -> bool:
    """Whether the old numbers stand for the same activities on the same calendars still."""
    size = len(old.net.activities)
    if new.net.number is not old.net.number:
        known = new.net.activities
        if len(known) < size or any(a.id != known[n].id for n, a in enumerate(old.net.activities)):
            return False
    return new.net.times[:size] == old.net.times


def _is_summary(schedule: Schedule, activity_id: UUID) -> bool:
    view = schedule.activities
    return isinstance(view, Activities) and view.net.shapes[view.net.number[activity_id]] == SUMMARY


def _if_moved(activity_id: UUID, before: Schedule, after: Schedule) -> Iterator[UUID]:
    was, now = before[activity_id], after[activity_id]
    if (was.start, was.finish) != (now.start, now.finish):
        yield activity_id
