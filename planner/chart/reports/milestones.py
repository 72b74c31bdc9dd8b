"""The milestones of each organisation, with what the baseline said and how far they shifted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from planner.chart.marks import is_done
from planner.chart.reports.report import Report, ReportCell, ReportColumn, ReportTable, Tone
from planner.chart.reports.words import slack_words, when
from planner.domain.control.baselines import Shift, latest_baseline, variance
from planner.domain.control.statements import statements
from planner.domain.model import Activity, Light, Organisation
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule
from planner.language.translator import Translator
from planner.message import N_


def milestone_report(
    plan: Plan,
    schedule: Schedule,
    translator: Translator,
    organisation: UUID | None = None,
    date_from: date | None = None,
    date_to: date | None = None,
) -> Report:
    """A table of milestones for each organisation; of one organisation, or within dates, where that is asked."""
    translate = translator.translate
    baseline = latest_baseline(plan)
    shifts = {s.activity_id: s for s in variance(plan, schedule, baseline.id)} if baseline else {}
    own: dict[UUID | None, list[Activity]] = {}
    for activity, _ in plan.outline:
        if activity.is_milestone and activity.active and _within(schedule, activity, date_from, date_to):
            own.setdefault(activity.organisation_id, []).append(activity)
    owners: Iterable[Organisation | None] = (*plan.organisations, None)
    tables = tuple(
        _table(plan, schedule, translator, each, own[each.id if each else None], shifts)
        for each in owners
        if (each.id if each else None) in own and organisation in (None, each.id if each else None)
    )
    words = translate(N_("Milestones per organisation"))
    told = (
        translate(N_("compared with baseline {name}"), name=baseline.name)
        if baseline
        else translate(N_("no baseline taken"))
    )
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
    translator: Translator,
    owner: Organisation | None,
    milestones: list[Activity],
    shifts: dict[UUID, Shift],
) -> ReportTable:
    translate = translator.translate
    columns = (
        ReportColumn(translate(N_("No.")), 0.08),
        ReportColumn(translate(N_("Milestone")), 0.36),
        ReportColumn(translate(N_("Date")), 0.17),
        ReportColumn(translate(N_("Baseline")), 0.12),
        ReportColumn(translate(N_("Shift")), 0.08, numbers=True),
        ReportColumn(translate(N_("Slack")), 0.08, numbers=True),
        ReportColumn(translate(N_("State")), 0.13),
    )
    ordered = sorted(milestones, key=lambda a: (schedule[a.id].finish, a.key))
    name = f"{owner.name} ({owner.code})" if owner else translate(N_("No organisation"))
    return ReportTable(name, columns, tuple(_row(plan, schedule, translator, a, shifts.get(a.id)) for a in ordered))


def _row(
    plan: Plan, schedule: Schedule, translator: Translator, activity: Activity, shift: Shift | None
) -> tuple[ReportCell, ...]:
    planned = schedule[activity.id]
    before = shift.baseline_finish if shift else None
    moved = shift.finish_shift if shift else None
    done = is_done(activity, planned)
    return (
        ReportCell(activity.key, tone=Tone.QUIET),
        ReportCell(activity.name),
        when(activity, planned, translator),
        ReportCell(translator.date(before.date(), "medium") if before else "–", tone=Tone.QUIET),
        ReportCell("–" if moved is None else _signed(moved, translator)),
        ReportCell("" if done else _slack(plan, schedule, activity, translator)),
        state_of_milestone(plan, schedule, activity, translator),
    )


def _slack(plan: Plan, schedule: Schedule, activity: Activity, translator: Translator) -> str:
    planned = schedule[activity.id]
    assumed = bool(statements(plan, schedule).grounds.of_slack(activity.id))
    return slack_words(None if planned.without_term else planned.total_slack, translator, assumed=assumed)


def _signed(days: float, translator: Translator) -> str:
    text = translator.number(abs(round(days, 1)))
    return f"+{text}" if days > 0 else f"−{text}" if days < 0 else "0"


def state_of_milestone(plan: Plan, schedule: Schedule, activity: Activity, translator: Translator) -> ReportCell:
    """Reached, late, critical or planned: as a light with a word."""
    planned, translate = schedule[activity.id], translator.translate
    if is_done(activity, planned):
        return ReportCell(translate(N_("reached")), Light.GREEN)
    if planned.termless:
        return ReportCell(translate(N_("no term")), Light.GREY)
    if planned.finish.date() < plan.programme.status_date:
        return ReportCell(translate(N_("late")), Light.RED)
    if planned.total_slack < 0:
        return ReportCell(translate(N_("too late")), Light.RED)
    if planned.critical or planned.near_critical:
        return ReportCell(translate(N_("critical")), Light.ORANGE)
    return ReportCell(translate(N_("planned")), Light.GREY)
