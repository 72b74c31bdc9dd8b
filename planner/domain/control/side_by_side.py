"""Several scenarios beside the plan: dates, slack per organisation, and what each breaks and frees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from planner.domain.control.scenarios import compared
from planner.domain.control.what_if import Difference
from planner.domain.model import Activity, Organisation, Scenario
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule
from planner.errors import EditRefused
from planner.message import Message


@dataclass(frozen=True, slots=True)
class FinishDays:
    """When a task or milestone finishes in the plan, then in each scenario; None where it is not there."""

    activity: Activity
    days: tuple[date | None, ...]


@dataclass(frozen=True, slots=True)
class Slacks:
    """An organisation's slack to entry into force in the plan, then in each scenario; minutes, None leads nowhere."""

    organisation: Organisation
    minutes: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The scenarios that fit the plan, each with what it changes; `refused` says why others do not.

    `moving` are the tasks and milestones that do not finish on the same day everywhere, as the outlines have them.
    """

    scenarios: tuple[Scenario, ...]
    differences: tuple[Difference, ...]
    refused: tuple[tuple[Scenario, Message], ...]
    moving: tuple[FinishDays, ...]
    slacks: tuple[Slacks, ...]


def side_by_side(plan: Plan, planned: Schedule, scenarios: Sequence[Scenario]) -> SideBySide:
    """Set scenarios beside the plan, whose schedule is `planned`."""
    found: list[tuple[Scenario, Difference]] = []
    refused: list[tuple[Scenario, Message]] = []
    for scenario in scenarios:
        try:
            found.append((scenario, compared(plan, planned, scenario)))
        except EditRefused as no:
            refused.append((scenario, no.message))
    differences = tuple(difference for _, difference in found)
    schedules = [planned, *(difference.schedule for difference in differences)]
    return SideBySide(
        tuple(scenario for scenario, _ in found),
        differences,
        tuple(refused),
        _moving(plan, planned, differences),
        tuple(Slacks(o, tuple(each.entry_slack.get(o.id) for each in schedules)) for o in plan.organisations),
    )


def _moving(plan: Plan, planned: Schedule, differences: tuple[Difference, ...]) -> tuple[FinishDays, ...]:
    plans = [(plan, planned), *((difference.after, difference.schedule) for difference in differences)]
    known = {a.id: a for each, _ in reversed(plans) for a, _ in each.outline if not a.is_summary}  # the plan's own last
    order = dict.fromkeys(a.id for each, _ in plans for a, _ in each.outline if a.id in known)
    rows: list[FinishDays] = []
    for row_id in order:
        days = tuple(each[row_id].finish.date() if row_id in each.activities else None for _, each in plans)
        if len(set(days)) > 1:
            rows.append(FinishDays(known[row_id], days))
    return tuple(rows)
