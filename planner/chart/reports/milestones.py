"""The milestones of each organisation, with what the baseline said and how far they shifted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from planner.chart.marks import is_done
from planner.chart.reports.report import Cell, Column, Report, Table, Tone
from planner.chart.reports.words import slack_words, when
from planner.domain.control.baselines import Shift, latest_baseline, variance
from planner.domain.model import Activity, Light, Organisation
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule
from planner.language.wording import Wording
from planner.message import N_


def milestone_report(
    plan: Plan,
    schedule: Schedule,
    wording: Wording,
    organisation: UUID | None = None,
    date_from: date | None = None,
    date_to: date | None = None,
) -> Report:
    """A table of milestones for each organisation; of one organisation, or within dates, where that is asked."""
    say = wording.say
    baseline = latest_baseline(plan)
    shifts = {s.activity_id: s for s in variance(plan, schedule, baseline.id)} if baseline else {}
    own: dict[UUID | None, list[Activity]] = {}
    for activity, _ in plan.outline:
        if activity.is_milestone and activity.active and _within(schedule, activity, date_from, date_to):
            own.setdefault(activity.organisation_id, []).append(activity)
    owners: Iterable[Organisation | None] = (*plan.organisations, None)
    tables = tuple(
        _table(plan, schedule, wording, each, own[each.id if each else None], shifts)
        for each in owners
        if (each.id if each else None) in own and organisation in (None, each.id if each else None)
    )
    words = say(N_("Milestones per organisation"))
    told = say(N_("compared with baseline {name}"), name=baseline.name) if baseline else say(N_("no baseline taken"))
    return Report(plan.programme.name, f"{words} · {told}", tables)


def _within(schedule: Schedule, activity: Activity, first: date | None, last: date | None) -> bool:
    planned = schedule.activities.get(activity.id)
    if planned is None:
        return False
    day = planned.finish.date()
    return (first is None or day >= first) and (last is None or day <= last)


def _table(
    plan: Plan,
    schedule: Schedule,
    wording: Wording,
    owner: Organisation | None,
    milestones: list[Activity],
    shifts: dict[UUID, Shift],
) -> Table:
    say = wording.say
    columns = (
        Column(say(N_("No.")), 0.08),
        Column(say(N_("Milestone")), 0.36),
        Column(say(N_("Date")), 0.17),
        Column(say(N_("Baseline")), 0.12),
        Column(say(N_("Shift")), 0.08, numbers=True),
        Column(say(N_("Slack")), 0.08, numbers=True),
        Column(say(N_("State")), 0.13),
    )
    ordered = sorted(milestones, key=lambda a: (schedule[a.id].finish, a.key))
    name = f"{owner.name} ({owner.code})" if owner else say(N_("No organisation"))
    return Table(name, columns, tuple(_row(plan, schedule, wording, a, shifts.get(a.id)) for a in ordered))


def _row(plan: Plan, schedule: Schedule, wording: Wording, activity: Activity, shift: Shift | None) -> tuple[Cell, ...]:
    planned = schedule[activity.id]
    before = shift.baseline_finish if shift else None
    moved = shift.finish_shift if shift else None
    done = is_done(activity, planned)
    return (
        Cell(activity.key, tone=Tone.QUIET),
        Cell(activity.name),
        when(activity, planned, wording),
        Cell(wording.date(before.date(), "medium") if before else "–", tone=Tone.QUIET),
        Cell("–" if moved is None else _signed(moved, wording)),
        Cell("" if done else slack_words(None if planned.termless else planned.total_slack, wording)),
        state_of_milestone(plan, schedule, activity, wording),
    )


def _signed(days: float, wording: Wording) -> str:
    text = wording.number(abs(round(days, 1)))
    return f"+{text}" if days > 0 else f"−{text}" if days < 0 else "0"


def state_of_milestone(plan: Plan, schedule: Schedule, activity: Activity, wording: Wording) -> Cell:
    """Reached, late, critical or planned: as a light with a word."""
    planned, say = schedule[activity.id], wording.say
    if is_done(activity, planned):
        return Cell(say(N_("reached")), Light.GREEN)
    if planned.termless:
        return Cell(say(N_("no term")), Light.GREY)
    if planned.finish.date() < plan.programme.status_date:
        return Cell(say(N_("late")), Light.RED)
    if planned.total_slack < 0:
        return Cell(say(N_("too late")), Light.RED)
    if planned.critical or planned.near_critical:
        return Cell(say(N_("critical")), Light.ORANGE)
    return Cell(say(N_("planned")), Light.GREY)
