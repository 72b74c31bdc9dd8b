"""Setting the status date: what that makes late, what is said of it, and the step with the answers.

What is left of the work is planned from the status date where the programme says so; the rest stays where it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID

from planner.domain import edits
from planner.domain.changes import Step, merged
from planner.domain.control.headline import Headline, headline
from planner.domain.control.state import State, States, states
from planner.domain.imprecise_date import FIRST_YEAR, LAST_YEAR, ImpreciseDate
from planner.domain.model import Activity
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule, schedule
from planner.domain.scheduling.edits_in_time import set_planned_finish
from planner.errors import EditRefused
from planner.message import N_


class Said(StrEnum):
    """What is said of something that is overdue."""

    DONE = "done"  # on a day, or in a window
    TO_COME = "to come"  # by a day, or in a window
    LEFT = "left"  # nothing is known yet


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of an overdue activity, and when it was or will be."""

    said: Said = Said.LEFT
    when: ImpreciseDate | None = None


@dataclass(frozen=True, slots=True)
class Overdue:
    """An unfinished activity that is late on the new status date; `newly` where it was not before."""

    activity: Activity
    due: date | None
    newly: bool


@dataclass(frozen=True)
class StatusMove:
    """A status date looked ahead at: the step, the plan and schedule after it, and what that makes late."""

    day: date
    step: Step
    plan: Plan
    schedule: Schedule
    overdue: tuple[Overdue, ...]
    moved: tuple[Activity, ...]
    before: Headline
    after: Headline
    judged: States = field(repr=False)

    @property
    def became_late(self) -> tuple[Overdue, ...]:
        return tuple(each for each in self.overdue if each.newly)


def look_ahead(
    plan: Plan,
    scheduled: Schedule,
    day: date,
    *,
    plan_remaining: bool | None = None,
    answers: Mapping[UUID, Answer] | None = None,
) -> StatusMove:
    """What another status date does. `plan_remaining` None leaves as it is whether what is left is planned from it.

    EditRefused for a day that no plan can have, and for an answer that cannot be.
    """
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        text = N_("The status date lies between {first} and {last}.")
        raise EditRefused(text, first=FIRST_YEAR, last=LAST_YEAR)
    values: dict[str, object] = {"status_date": day}
    if plan_remaining is not None:
        values["remaining_from_status"] = plan_remaining
    steps = [edits.edit_row(plan.programme, **values)]
    after = plan.with_step(steps[0]) if steps[0].changes else plan
    for activity_id, answer in (answers or {}).items():
        step = _answered(after, activity_id, answer, day)
        if step is not None and step.changes:
            steps.append(step)
            after = after.with_step(step)
    step = merged("programme.status", steps, {"day": day.isoformat()})
    planned = schedule(after)
    was, now = states(plan, scheduled), states(after, planned)
    overdue = [
        Overdue(a, _due(a, planned), was.of(a) is not State.LATE)
        for a, _ in after.outline
        if not a.is_summary and now.of(a) is State.LATE
    ]
    moved = [a for a, _ in after.outline if not a.is_summary and scheduled[a.id].finish != planned[a.id].finish]
    return StatusMove(
        day,
        step,
        after,
        planned,
        tuple(overdue),
        tuple(moved),
        headline(plan, scheduled),
        headline(after, planned),
        now,
    )


def _due(activity: Activity, planned: Schedule) -> date | None:
    """The last day on which it should have been done, or should have begun."""
    windows = [activity.finish_window, activity.start_window]
    days = [w.latest for w in windows if w is not None and w.latest is not None]
    if activity.deadline is not None:
        days.append(activity.deadline.date())
    return min(days, default=planned[activity.id].finish.date())


def _answered(plan: Plan, activity_id: UUID, answer: Answer, today: date) -> Step | None:
    """The step of one answer; None where it says nothing."""
    activity = plan.activity(activity_id)
    if answer.said is Said.LEFT or answer.when is None:
        return None
    if answer.said is Said.TO_COME:
        return set_planned_finish(plan, schedule(plan), activity_id, answer.when)
    last = answer.when.latest or answer.when.earliest
    if last is None or last > today:
        text = N_("{name}: what is done was done on the status date or before it.")
        raise EditRefused(text, name=f"{activity.key} {activity.name}")
    if answer.when.is_exact:
        done = datetime.combine(last, time(23, 59))
        return edits.edit_row(activity, actual_finish=done, actual_finish_window=None, percent_complete=100)
    return edits.edit_row(activity, actual_finish_window=answer.when, percent_complete=100)
