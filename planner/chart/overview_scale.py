"""Which days the time axis of the overview shows."""

from __future__ import annotations

from datetime import date, timedelta

from planner.chart.marks import days_of
from planner.chart.timescale import TimeUnit, next_start, unit_start
from planner.domain.model import Activity
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule

MOST_DAYS = 3200
FEW = 12  # one in so many may lie before the axis, where the others gain a quarter of it
LOOK_BACK_DAYS, LOOK_AHEAD_DAYS = 730, 1100
UNITS = ((TimeUnit.QUARTER, 270), (TimeUnit.MONTH, 90))
"""What an axis of so many days at least begins and ends with; a shorter one with weeks."""


def overview_scale(
    plan: Plan, schedule: Schedule, date_from: date | None = None, date_to: date | None = None
) -> tuple[date, date]:
    """The first and last day of the time axis, on whole weeks, months or quarters unless dates were asked for.

    It fits what there is. Where that is more than a reader sees at once, it is the years around the status date
    and entry into force.
    """
    status = plan.programme.status_date
    spans = [days_of(a, schedule[a.id]) for a in plan.rows(Activity) if a.id in schedule.activities]
    earliest = _earliest(status, spans)
    last = max([status, *(day for _, day in spans)])
    entry = plan.entry
    goal = schedule[entry.id].start.date() if entry is not None and entry.id in schedule.activities else status
    if (last - earliest).days > MOST_DAYS:
        earliest = max(earliest, min(status, goal) - timedelta(days=LOOK_BACK_DAYS))
        last = min(last, max(status, goal) + timedelta(days=LOOK_AHEAD_DAYS))
    last += timedelta(days=max((last - earliest).days // 25, 2))
    days = (last - earliest).days
    unit = next((unit for unit, least in UNITS if days >= least), TimeUnit.WEEK)
    first = date_from or unit_start(earliest, unit)
    last = date_to or next_start(unit_start(last, unit), unit) - timedelta(days=1)
    return first, max(last, first + timedelta(days=13))


def _earliest(status: date, spans: list[tuple[date, date]]) -> date:
    """The first day, leaving out a few things long over that would take much of the axis from all others."""
    starts = sorted(first for first, _ in spans)
    earliest = min([status, *starts])
    last = max([status, *(last for _, last in spans)])
    for day in starts[: len(starts) // FEW + 1]:
        if day >= status or sum(end < day for _, end in spans) > len(starts) // FEW:
            break
        if (day - earliest).days * 4 > (last - earliest).days:
            earliest = day
    return earliest
