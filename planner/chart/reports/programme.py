"""The state of a programme for those who steer it: per organisation, milestones, promises, decisions, risks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from planner.chart.facts import LIGHT_WORDS
from planner.chart.marks import is_done
from planner.chart.reports.milestones import state_of_milestone
from planner.chart.reports.report import Cell, Column, Report, Table, Tone, plain
from planner.chart.reports.steering import commitment_report
from planner.chart.reports.words import owner, slack_words, when
from planner.domain.checks import find_all
from planner.domain.control.attention import on_paper
from planner.domain.control.readiness import readiness
from planner.domain.findings import Finding, Rank
from planner.domain.model import Activity, Light, Organisation, RiskStatus
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule
from planner.language.wording import Wording
from planner.message import N_

LOOKING_BACK, LOOKING_AHEAD = timedelta(weeks=8), timedelta(weeks=8)
RANKS: dict[Rank, Light] = {Rank.ERROR: Light.RED, Rank.WARNING: Light.ORANGE, Rank.NOTICE: Light.GREY}
MOST_POINTS = 20


def progress_report(plan: Plan, schedule: Schedule, wording: Wording) -> Report:
    """All that a progress report tells, in the order in which it is read; parts without rows say so."""
    day = wording.date(plan.programme.status_date, "long")
    tables = (
        standing_table(plan, schedule, wording),
        *_milestones(plan, schedule, wording),
        *_renamed_open(plan, wording),
        _decisions(plan, wording),
        attention_table(plan, schedule, wording),
        _risks(plan, wording),
    )
    return Report(plan.programme.name, wording.say(N_("Progress report, status date {day}"), day=day), tables)


def standing_table(plan: Plan, schedule: Schedule, wording: Wording) -> Table:
    """How each organisation stands: its light, why, slack to entry into force and progress."""
    say = wording.say
    columns = (
        Column(say(N_("Organisation")), 0.24),
        Column(say(N_("State")), 0.16),
        Column(say(N_("Why")), 0.34),
        Column(say(N_("Slack to entry into force")), 0.15, numbers=True),
        Column(say(N_("% complete")), 0.11, numbers=True),
    )
    ready = readiness(plan, schedule)
    rows = tuple(
        (
            Cell(plan.row(Organisation, found.organisation_id).name),
            Cell(say(LIGHT_WORDS[found.light]), found.light),
            Cell(say(found.why)),
            Cell(slack_words(found.entry_slack, wording)),
            Cell(f"{found.percent}"),
        )
        for found in ready
    )
    about = tuple(found.organisation_id for found in ready)
    empty = say(N_("There are no organisations yet."))
    return Table(say(N_("State per organisation")), columns, rows, empty=empty, about=about)


def _milestones(plan: Plan, schedule: Schedule, wording: Wording) -> tuple[Table, ...]:
    """What was reached lately, what is late, and what comes soon."""
    today = plan.programme.status_date
    mine = [a for a, _ in plan.outline if a.is_milestone and a.active and a.id in schedule.activities]

    def on(activity: Activity) -> date:
        return schedule[activity.id].finish.date()

    done = [a for a in mine if is_done(a, schedule[a.id]) and today - LOOKING_BACK <= on(a) <= today]
    pending = [a for a in mine if not is_done(a, schedule[a.id]) and not schedule[a.id].termless]
    late = [a for a in pending if on(a) < today or schedule[a.id].total_slack < 0]
    coming = [a for a in pending if a not in late and on(a) <= today + LOOKING_AHEAD]
    parts = (
        (N_("Milestones reached in the last eight weeks"), done),
        (N_("Milestones that are late or come too late"), late),
        (N_("Milestones in the coming eight weeks"), coming),
    )
    return tuple(_milestone_table(plan, schedule, wording, text, sorted(some, key=on)) for text, some in parts)


def _milestone_table(plan: Plan, schedule: Schedule, wording: Wording, caption: str, some: list[Activity]) -> Table:
    say = wording.say
    columns = (
        Column(say(N_("Milestone")), 0.5),
        Column(say(N_("Who")), 0.1),
        Column(say(N_("Date")), 0.22),
        Column(say(N_("State")), 0.18),
    )
    rows = tuple(
        (
            Cell(f"{a.key} {a.name}"),
            Cell(owner(plan, a.organisation_id)),
            when(a, schedule[a.id], wording),
            state_of_milestone(plan, schedule, a, wording),
        )
        for a in some
    )
    return Table(say(caption), columns, rows, empty=say(N_("None.")))


def _renamed_open(plan: Plan, wording: Wording) -> tuple[Table, ...]:
    """The promises that are open: all groups but the settled ones."""
    report = commitment_report(plan, wording)
    settled = wording.say(N_("Settled"))
    prefix = wording.say(N_("Motions and commitments"))
    found = tuple(
        Table(f"{prefix}: {t.caption.lower()}", t.columns, t.rows) for t in report.tables if t.caption != settled
    )
    if found:
        return found
    return (Table(prefix, (Column("", 1.0),), (), empty=wording.say(N_("None is open."))),)


def _decisions(plan: Plan, wording: Wording) -> Table:
    say = wording.say
    columns = (
        Column(say(N_("No.")), 0.08),
        Column(say(N_("Decision")), 0.34),
        Column(say(N_("Date")), 0.12),
        Column(say(N_("Decided by")), 0.16),
        Column(say(N_("Reason")), 0.3),
    )
    rows = tuple(
        plain(
            d.key, d.title, wording.date(d.on, "medium"), " · ".join(p for p in (d.decider, d.meeting) if p), d.reason
        )
        for d in sorted(plan.decisions, key=lambda d: (d.on, d.key), reverse=True)
    )
    return Table(say(N_("Decisions")), columns, rows, empty=say(N_("None is on record.")))


def attention_table(
    plan: Plan, schedule: Schedule, wording: Wording, findings: Sequence[Finding] | None = None
) -> Table:
    """What the program finds (`findings`, where they are known), the most pressing first, with each rule's source."""
    say = wording.say
    columns = (
        Column(say(N_("Weight")), 0.12),
        Column(say(N_("Point of attention")), 0.63),
        Column(say(N_("Source")), 0.25),
    )
    words = {Rank.ERROR: N_("error"), Rank.WARNING: N_("warning"), Rank.NOTICE: N_("notice")}
    found = on_paper(plan, find_all(plan, schedule) if findings is None else findings)
    rows = tuple(
        (
            Cell(say(words[point.finding.rank]), RANKS[point.finding.rank]),
            Cell(point.words or say(point.finding.message)),
            Cell(point.finding.source, tone=Tone.QUIET),
        )
        for point in found[:MOST_POINTS]
    )
    left = len(found) - len(rows)
    note = wording.plural("and {number} more point of attention", "and {number} more points of attention", left)
    caption = say(N_("Points of attention"))
    about = tuple(next(iter(point.finding.about), None) for point in found[:MOST_POINTS])
    return Table(caption, columns, rows, empty=say(N_("None.")), note=note if left else "", about=about)


def _risks(plan: Plan, wording: Wording) -> Table:
    say = wording.say
    columns = (
        Column(say(N_("Risk")), 0.36),
        Column(say(N_("Probability × impact")), 0.14, numbers=True),
        Column(say(N_("Measure")), 0.34),
        Column(say(N_("Owner (role)")), 0.16),
    )
    rows = tuple(
        plain(f"{r.key} {r.title}", f"{r.probability} × {r.impact}", r.measure or "–", r.owner or "–")
        for r in sorted(plan.risks, key=lambda r: (-r.probability * r.impact, r.key))
        if r.status is not RiskStatus.CLOSED
    )
    return Table(say(N_("Risks")), columns, rows, empty=say(N_("None is on record.")))


def activity_table(plan: Plan, schedule: Schedule, wording: Wording) -> Table:
    """Every activity: what the bars of a chart say, in words."""
    say = wording.say
    columns = (
        Column(say(N_("No.")), 0.08),
        Column(say(N_("Name")), 0.4),
        Column(say(N_("Organisation")), 0.1),
        Column(say(N_("Start")), 0.13),
        Column(say(N_("Finish")), 0.15),
        Column(say(N_("% complete")), 0.07, numbers=True),
        Column(say(N_("Slack")), 0.07, numbers=True),
    )
    rows: list[tuple[Cell, ...]] = []
    for activity, depth in plan.outline:
        planned = schedule[activity.id]
        rows.append(
            (
                Cell(activity.key, tone=Tone.QUIET),
                Cell("\u2003" * depth + activity.name, tone=Tone.BOLD if activity.is_summary else Tone.PLAIN),
                Cell(owner(plan, activity.organisation_id)),
                Cell(wording.date(planned.start.date(), "medium")),
                when(activity, planned, wording),
                Cell(f"{round(planned.percent)}"),
                Cell("" if activity.is_summary or planned.termless else wording.days(planned.total_slack)),
            )
        )
    return Table(say(N_("All activities and milestones")), columns, tuple(rows), empty=say(N_("None.")))
