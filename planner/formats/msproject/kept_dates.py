"""The dates that a file has beside those that we compute: how many would move, and which must be kept.

What we compute as the file has it stays computed. Of the rest only those activities are fixed that no
other moves: their successors then often fall into place by themselves, and go on following them.
Where none does, all that differ are fixed at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from planner.domain.model import Activity
from planner.domain.plan import Plan
from planner.domain.rows import change_row
from planner.domain.scheduling import Schedule, schedule
from planner.domain.scheduling.calendars import PlanCalendars, instant
from planner.domain.scheduling.calendars import moment as datetime_of
from planner.formats.msproject.activities_in import has_dates, moment, pins
from planner.formats.msproject.merging import with_rows

MOST_ROUNDS = 25
"""Rounds after which all that still differs is fixed at once."""

Tasks = Mapping[UUID, dict[str, Any]]


def moved(plan: Plan, planned: Schedule, tasks: Tasks) -> list[UUID]:
    """Activities that start or finish at another working minute than their file says."""
    calendars = PlanCalendars(plan)
    found: list[UUID] = []
    for activity_id, task in tasks.items():
        if not has_dates(task):
            continue
        activity, ours = plan.activity(activity_id), planned[activity_id]
        start, finish = moment(task["start"]), moment(task["finish"])
        assert start is not None
        assert finish is not None
        if activity.is_plain_milestone:
            time = calendars.of_activity(activity)
            same = time.count(instant(ours.finish)) == time.count(instant(finish))
        elif activity.elapsed:
            same = ours.start == start and ours.finish == finish
        else:
            time = calendars.of(activity.calendar_id, activity.organisation_id)
            same = time.count(instant(ours.start)) == time.count(instant(start)) and (
                ours.termless or time.count(instant(ours.finish)) == time.count(instant(finish))
            )
        if not same:
            found.append(activity_id)
    return found


def with_interruptions(plan: Plan, tasks: Tasks) -> list[Activity]:
    """The activities whose work a file has in parts, with their gaps; as one stretch where the parts do not add up."""
    calendars, found = PlanCalendars(plan), list[Activity]()
    for activity_id, task in tasks.items():
        parts = task.get("parts")
        activity = plan.get(Activity, activity_id)
        if not parts or activity is None or activity.splits or not activity.duration_minutes:
            continue
        time = calendars.of_activity(activity)
        edges = [[time.count(instant(datetime.fromisoformat(at))) for at in part] for part in parts]
        splits: list[tuple[int, int]] = []
        worked = 0
        for (first, last), (following, _) in pairwise(edges):
            worked += last - first
            if following > last and 0 < worked < activity.duration_minutes:
                splits.append((worked, following - last))
        rising = all(before < after for (before, _), (after, _) in pairwise(splits))
        whole = sum(last - first for first, last in edges)
        if splits and rising and whole == activity.duration_minutes:
            found.append(change_row(activity, splits=tuple(splits)))
    return found


def with_spans(plan: Plan, tasks: Tasks, differing: list[UUID]) -> list[Activity]:
    """Work in progress whose finish something else drives in its file: what is left of it lasts as long as there."""
    calendars, planned, found = PlanCalendars(plan), schedule(plan), list[Activity]()
    for activity_id in differing:
        activity, task = plan.activity(activity_id), tasks[activity_id]
        begun = activity.actual_start is not None and activity.actual_finish is None
        if not begun or not activity.remaining_minutes or activity.is_pinned or activity.percent_complete == 100:
            continue
        time, end = calendars.of_activity(activity), moment(task["finish"])
        assert end is not None
        went_on = time.count(instant(planned[activity_id].finish)) - activity.remaining_minutes
        left = time.count(instant(end)) - went_on
        if left > 0:
            resume = datetime_of(time.beginning(went_on))
            found.append(change_row(activity, remaining_minutes=left, resume_at=resume))
    if not found:
        return []
    after = with_rows(plan, found)
    now = set(moved(after, schedule(after), tasks))
    return [row for row in found if row.id not in now]


def keep(plan: Plan, tasks: Tasks, differing: list[UUID]) -> dict[UUID, Activity]:
    """The activities with their dates fixed so that every date of the file stands."""
    fixed: dict[UUID, Activity] = {}
    now, patient = plan, True
    for round_ in range(MOST_ROUNDS):
        patient = patient and round_ < MOST_ROUNDS - 1
        wanted = [each for each in (_firsts(now, differing) if patient else differing) if each not in fixed]
        wanted = wanted or [each for each in differing if each not in fixed]
        if not wanted:
            break  # fixed, and still not there: nothing more can be done
        fresh = {each: change_row(now.activity(each), **pins(tasks[each])) for each in wanted}
        fixed |= fresh
        now = with_rows(now, list(fresh.values()))
        left = moved(now, schedule(now), tasks)
        if not left:
            break
        patient = len(left) < len(differing) - len(fresh)  # some fell into place by themselves
        differing = left
    return fixed


def _firsts(plan: Plan, differing: list[UUID]) -> list[UUID]:
    """Those that wait for no other that differs, nor for a summary with one in it."""
    around = set(differing)
    for each in differing:
        around.update(ancestor.id for ancestor in plan.ancestors(each))
    found: list[UUID] = []
    for each in differing:
        line = (each, *(ancestor.id for ancestor in plan.ancestors(each)))
        if not any(link.predecessor_id in around for one in line for link in plan.predecessors(one)):
            found.append(each)
    return found
