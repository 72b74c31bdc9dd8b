"""Questions about working time that others ask: how many days, when done, when next."""

from __future__ import annotations

from datetime import datetime

from planner.domain.model import MINUTES_IN_WORKING_DAY, Activity
from planner.domain.plan import Plan
from planner.domain.scheduling.calendars import PlanCalendars, WorkingTime, instant, moment


def working_time(plan: Plan, activity: Activity | None = None) -> WorkingTime:
    """The working time that an activity follows; the programme's for None."""
    calendars = PlanCalendars(plan)
    return calendars.programme if activity is None else calendars.of_activity(activity)


def working_minutes_between(plan: Plan, activity: Activity | None, start: datetime, finish: datetime) -> int:
    """Working minutes from one moment to another on an activity's calendar; negative backwards."""
    time = working_time(plan, activity)
    return time.count(instant(finish)) - time.count(instant(start))


def working_days_between(plan: Plan, activity: Activity | None, start: datetime, finish: datetime) -> float:
    """Working days of eight hours from one moment to another on an activity's calendar."""
    return working_minutes_between(plan, activity, start, finish) / MINUTES_IN_WORKING_DAY


def finish_after(plan: Plan, activity: Activity | None, start: datetime, minutes: int) -> datetime:
    """When work of so many minutes that starts at a moment is done, on an activity's calendar."""
    time = working_time(plan, activity)
    return moment(time.ending(time.count(instant(start)) + minutes)) if minutes else start


def start_on_or_after(plan: Plan, activity: Activity | None, at: datetime) -> datetime:
    """The first moment at or after another at which an activity's calendar has work going on."""
    time = working_time(plan, activity)
    return moment(time.beginning(time.count(instant(at))))
