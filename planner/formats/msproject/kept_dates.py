"""The dates that a file has beside those that we compute: how many would move, and which must be kept.

What we compute as the file has it stays computed. Of the rest only those activities are fixed that no
other moves: their successors then often fall into place by themselves, and go on following them.
Where none does, all that differ are fixed at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from planner.domain.edits import change_row
from planner.domain.model import Activity
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule, schedule
from planner.domain.scheduling.calendars import PlanCalendars, instant
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
        if activity.elapsed:
            same = ours.start == start and ours.finish == finish
        else:
            time = calendars.of(activity.calendar_id, activity.organisation_id)
            same = time.count(instant(ours.start)) == time.count(instant(start)) and (
                ours.termless or time.count(instant(ours.finish)) == time.count(instant(finish))
            )
        if not same:
            found.append(activity_id)
    return found


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
