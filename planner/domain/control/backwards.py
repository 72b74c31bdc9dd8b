"""Counted back from entry into force: until when each activity may wait, and who must move what.

The latest safe dates of an activity are those at which entry into force (and each organisation's
readiness before it) still comes in time; one working minute later, and it does not, or a link is
broken on the way. (Of work without a term only the start is known: its latest date is one on the
safe side.) Where a day was given for entry into force that is what is counted back from,
else the day on which it is planned.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from planner.domain.model import Activity, Organisation
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule, ScheduledActivity, slack_to
from planner.domain.scheduling.calendars import PlanCalendars, WorkingTime, instant, moment


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest safe dates of an activity, and its slack to the goal in working minutes on its calendar.

    Negative slack: it has to be earlier than it is planned. What has started keeps its start.
    """

    activity_id: UUID
    start: datetime
    finish: datetime
    slack: int


@dataclass(frozen=True, slots=True)
class SlackToGoal:
    """What an organisation has left: its least slack to the goal, in working minutes, and whose that is.

    `first_to_move` is the earliest of its activities that has to be earlier than it is planned.
    """

    organisation_id: UUID
    slack: int
    tightest: UUID
    first_to_move: UUID | None


@dataclass(frozen=True, slots=True)
class Backwards:
    """Everything unfinished that leads to a goal, by latest start, and the room of each organisation.

    `due` is the moment at which the goal has to be there.
    """

    goal_id: UUID
    due: datetime
    latest: tuple[Latest, ...]
    rooms: tuple[SlackToGoal, ...]

    def of(self, activity_id: UUID) -> Latest | None:
        """The latest safe dates of one activity; None where it does not lead to the goal."""
        return next((row for row in self.latest if row.activity_id == activity_id), None)


def count_back(plan: Plan, schedule: Schedule, goal_id: UUID | None = None) -> Backwards | None:
    """Count back from a milestone; without one, from entry into force, and None where the plan has none.

    What is finished and what does not lead to the goal is left out, and so are summaries: they have
    no dates but those of what is in them.
    """
    goal = plan.entry.id if goal_id is None and plan.entry is not None else goal_id
    if goal is None or goal not in schedule.activities or plan.activity(goal).is_summary:
        return None
    calendars = PlanCalendars(plan)
    found: list[Latest] = []
    for activity_id, slack in slack_to(schedule, goal).items():
        activity, planned = plan.activity(activity_id), schedule[activity_id]
        time = calendars.of(activity.calendar_id, activity.organisation_id)
        start, finish = _latest_dates(time, activity, planned, slack)
        found.append(Latest(activity_id, start, finish, slack))
    found.sort(key=lambda row: (row.start, row.finish, plan.activity(row.activity_id).key))
    due = next((row.finish for row in found if row.activity_id == goal), schedule[goal].finish)
    return Backwards(goal, due, tuple(found), tuple(_rooms(plan, schedule, goal, found)))


def _latest_dates(
    time: WorkingTime, activity: Activity, planned: ScheduledActivity, slack: int
) -> tuple[datetime, datetime]:
    if not slack:
        return planned.start, planned.finish
    finish = time.count(instant(planned.finish)) + slack
    if planned.termless or not planned.duration_minutes:
        at = moment(time.ending(finish))
        return at, at
    start = moment(time.beginning(finish - planned.duration_minutes))
    return planned.start if activity.started_at is not None else start, moment(time.ending(finish))


def _rooms(plan: Plan, schedule: Schedule, goal: UUID, rows: Iterable[Latest]) -> Iterable[SlackToGoal]:
    """The room of each organisation, in the plan's order. Work without a term has none to tell of."""
    own: dict[UUID, list[Latest]] = {}
    for row in rows:
        owner = plan.activity(row.activity_id).organisation_id
        if owner is not None and row.activity_id != goal and not schedule[row.activity_id].termless:
            own.setdefault(owner, []).append(row)
    for organisation in _known(plan, own):
        mine = own[organisation.id]
        tightest = min(mine, key=lambda row: (row.slack, schedule[row.activity_id].start))
        too_late = [row for row in mine if row.slack < 0]
        first = min(too_late, key=lambda row: schedule[row.activity_id].start, default=None)
        yield SlackToGoal(organisation.id, tightest.slack, tightest.activity_id, first.activity_id if first else None)


def _known(plan: Plan, own: dict[UUID, list[Latest]]) -> Iterable[Organisation]:
    return (organisation for organisation in plan.organisations if organisation.id in own)
