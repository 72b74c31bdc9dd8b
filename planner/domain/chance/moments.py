"""The fixed change moments on which a law can enter into force: who misses one gets the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from planner.domain.chance.clocks import Minutes
from planner.domain.control.legislation import change_moment_from
from planner.domain.model import Constraint
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule
from planner.domain.scheduling.bounds import planned_day
from planner.domain.scheduling.calendars import DAY, day_begin, instant

YEARS = 30
"""Years of change moments that are looked at."""


def given_day(plan: Plan) -> date | None:
    """The day that was given for entry into force: kept as given, by a constraint, or by its window."""
    entry = plan.entry
    if entry is None:
        return None
    if entry.has_happened and entry.finished_at is not None:
        return entry.finished_at.date()
    if entry.is_pinned:
        at = entry.pinned_start or entry.pinned_finish
        return at.date() if at else None
    if entry.constraint_date is not None and entry.constraint not in (Constraint.ASAP, Constraint.ALAP):
        return entry.constraint_date.date()
    return planned_day(entry.start_window or entry.finish_window, plan.programme.plan_on)


@dataclass(frozen=True, slots=True)
class Moments:
    """Days on which the law can enter into force, and the instants by which all must be ready for each.

    The first is the day that was given, else the first change moment after the status date; change
    moments follow.
    """

    days: tuple[date, ...]
    limits: Minutes

    def entering(self, ready: Minutes) -> Minutes:
        """The instants at which the law enters into force, by when all is ready; what is too late for all, the last."""
        places = np.searchsorted(self.limits, ready, side="left")
        return self.limits[np.minimum(places, len(self.limits) - 1)]

    def places(self, ready: Minutes) -> Minutes:
        """The number of the moment that each run makes; as many as there are for later than all."""
        return np.searchsorted(self.limits, ready, side="left")


def moments_of(plan: Plan, planned: Schedule) -> Moments:
    """The moments of a plan. On the day that was given all must be ready by the time that the plan has it."""
    entry = plan.entry
    first, into = given_day(plan), 0
    if first is not None and entry is not None:
        at = planned[entry.id].finish
        own = [entry.pinned_start, entry.pinned_finish, entry.constraint_date, at]
        given = next((each for each in own if each is not None and each.date() == first), None)
        into = instant(given) - day_begin(first) if given is not None else DAY - 1
    else:
        first = change_moment_from(plan.programme.status_date + timedelta(days=1))
    days = [first]
    while len(days) < 2 * YEARS:
        days.append(change_moment_from(days[-1] + timedelta(days=1)))
    limits = np.array([day_begin(day) + into for day in days], np.int64)
    return Moments(tuple(days), limits)
