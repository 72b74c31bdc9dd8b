"""Milestone trend: on each day of reporting, when each milestone was expected. Level is as planned, rising is later.

Reports are the baselines, the update rounds and earlier status dates from the journal, and last the plan as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from planner.domain.control.baselines import Dates, dates_of
from planner.domain.control.moves import mandatory_milestones
from planner.domain.model import Activity, Baseline
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule, schedule
from planner.errors import EditRefused, PlannerBug

MOST_MOMENTS = 12
"""Moments of the journal that are scheduled for a trend: each takes as long as opening the plan."""


class Change(Protocol):
    """What a trend needs to know of a row that a line of the journal changed."""

    @property
    def kind(self) -> str: ...

    @property
    def fields(self) -> tuple[str, ...]: ...


class TrendSource(Protocol):
    """What a trend needs to know of a line of the journal."""

    @property
    def seq(self) -> int: ...

    @property
    def changes(self) -> Sequence[Change]: ...


@dataclass(frozen=True, slots=True)
class TrendReport:
    """The dates of the plan as they were on a day, and what says so: a baseline's name, a round's, or nothing."""

    on: date
    name: str
    dates: Dates


@dataclass(frozen=True, slots=True)
class Forecast:
    """When a milestone was expected, on a day."""

    on: date
    day: date


@dataclass(frozen=True, slots=True)
class TrendLine:
    """One milestone's forecasts, by the day of reporting; the last is of the plan as it is."""

    activity_id: UUID
    points: tuple[Forecast, ...]
    done: bool

    @property
    def shift(self) -> int:
        """Calendar days from the first forecast to the last; later is positive."""
        return (self.points[-1].day - self.points[0].day).days


def baseline_reports(plan: Plan) -> tuple[TrendReport, ...]:
    """One report a baseline, on the day it was taken."""
    return tuple(TrendReport(b.taken_on, b.name, baseline_dates(plan, b.id)) for b in plan.baselines)


def baseline_dates(plan: Plan, baseline_id: UUID) -> Dates:
    """Start and finish in a baseline; EditRefused for one that is gone."""
    plan.row(Baseline, baseline_id)
    return {row_id: (row.start, row.finish) for row_id, row in plan.baseline_dates(baseline_id).items()}


def journal_reports(
    plan: Plan, lines: Sequence[TrendSource], plan_as_of: Callable[[int], Plan]
) -> tuple[TrendReport, ...]:
    """Reports from the journal: the plan as it was before each new status date, and when each round was sent.

    The day of a report is the plan's status date then. Of many moments twelve are taken, spread over time.
    """
    names = {r.asked_seq: r.name for r in plan.update_rounds if r.asked_seq is not None}
    seqs = [line.seq - 1 for line in lines if any(_is_status_date(change) for change in line.changes)]
    if len(seqs) > MOST_MOMENTS:
        step = (len(seqs) - 1) / (MOST_MOMENTS - 1)
        seqs = [seqs[round(at * step)] for at in range(MOST_MOMENTS)]
    found: list[TrendReport] = []
    for seq in sorted({*seqs, *(line.seq for line in lines if line.seq in names)}):
        then = _then(plan_as_of, seq)
        if then is not None:
            found.append(TrendReport(then.programme.status_date, names.get(seq, ""), dates_of(schedule(then))))
    return tuple(found)


def _is_status_date(change: Change) -> bool:
    return change.kind == "programme" and "status_date" in change.fields


def _then(plan_as_of: Callable[[int], Plan], seq: int) -> Plan | None:
    """The plan after a line; None where the file can no longer tell (from before a newer format)."""
    try:
        return plan_as_of(seq)
    except (EditRefused, PlannerBug):
        return None


def trend(
    plan: Plan, planned: Schedule, reports: Iterable[TrendReport], organisation_id: UUID | None = None
) -> tuple[TrendLine, ...]:
    """The lines of milestones with two reports at least, most moved first; of one organisation if named.

    Reports of one day count once, the last of them.
    """
    ordered = sorted(reports, key=lambda report: report.on)
    today = plan.programme.status_date
    by_day = {report.on: report.dates for report in ordered if report.on <= today}
    by_day[today] = dates_of(planned)
    lines = [
        line
        for activity, _ in plan.outline
        if activity.is_milestone and organisation_id in (None, activity.organisation_id)
        if len((line := _line(activity, by_day)).points) > 1
    ]
    return tuple(sorted(lines, key=lambda line: (-abs(line.shift), plan.activity(line.activity_id).key)))


def _line(activity: Activity, by_day: dict[date, Dates]) -> TrendLine:
    points = [Forecast(on, by_day[on][activity.id][1].date()) for on in sorted(by_day) if activity.id in by_day[on]]
    return TrendLine(activity.id, tuple(points), activity.finished_at is not None)


def steering_lines(plan: Plan, lines: Iterable[TrendLine], most: int = 8) -> tuple[TrendLine, ...]:
    """The lines a chart can show legibly: mandatory milestones first, then those that moved most."""
    found = list(lines)
    mandatory = {activity.id for activity in mandatory_milestones(plan)}
    chosen = [line for line in found if line.activity_id in mandatory]
    chosen += [line for line in found if line not in chosen and line.shift]
    return tuple(chosen[:most]) or tuple(found[:most])
