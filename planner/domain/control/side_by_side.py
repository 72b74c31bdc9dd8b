"""What may come instead of the plan, beside it: scenarios, shorter or longer durations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
    """What is set beside the plan, by name, with what each changes; `refused` says what does not fit and why.

    `moving` are the tasks and milestones that do not finish on the same day everywhere, as the outlines have them.
    """

    names: tuple[str, ...]
    differences: tuple[Difference, ...]
    refused: tuple[tuple[str, Message], ...]
    moving: tuple[FinishDays, ...]
    slacks: tuple[Slacks, ...]


def side_by_side(plan: Plan, planned: Schedule, scenarios: Sequence[Scenario]) -> SideBySide:
    """Set scenarios beside the plan, whose schedule is `planned`."""
    return set_beside(plan, planned, {s.name: lambda s=s: compared(plan, planned, s) for s in scenarios})


def set_beside(plan: Plan, planned: Schedule, wanted: Mapping[str, Callable[[], Difference]]) -> SideBySide:
    """Set differences beside the plan; one that cannot be (EditRefused) is named instead."""
    found: dict[str, Difference] = {}
    refused: list[tuple[str, Message]] = []
    for name, difference in wanted.items():
        try:
            found[name] = difference()
        except EditRefused as no:
            refused.append((name, no.message))
    differences = tuple(found.values())
    schedules = [planned, *(difference.schedule for difference in differences)]
    return SideBySide(
        tuple(found),
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
