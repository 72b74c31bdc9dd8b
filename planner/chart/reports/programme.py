"""The state of a programme for those who steer it: per organisation, milestones, promises, decisions, risks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from planner.chart.date_words import date_text
from planner.chart.facts import LIGHT_WORDS
from planner.chart.marks import is_done
from planner.chart.reports.milestones import state_of_milestone
from planner.chart.reports.report import Report, ReportCell, ReportColumn, ReportTable, Tone, plain
from planner.chart.reports.steering import commitment_report
from planner.chart.reports.words import owner, slack_words, when
from planner.domain.checks import find_all
from planner.domain.control.attention import on_paper
from planner.domain.control.readiness import readiness
from planner.domain.control.state import STATE_SIGNS, states
from planner.domain.control.statements import Statement, statements
from planner.domain.findings import Finding, Rank
from planner.domain.model import Activity, Light, Organisation, RiskStatus, State
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule
from planner.language.translator import Translator
from planner.message import N_

LOOKING_BACK, LOOKING_AHEAD = timedelta(weeks=8), timedelta(weeks=8)
RANKS: dict[Rank, Light] = {Rank.ERROR: Light.RED, Rank.WARNING: Light.ORANGE, Rank.NOTICE: Light.GREY}
MOST_POINTS = 20


def progress_report(plan: Plan, schedule: Schedule, translator: Translator, *, public: bool = False) -> Report:
    """All that a progress report tells, in the order in which it is read; parts without rows say so.

    Decisions, points of attention and risks are for those who steer, and no part of what is `public`.
    """
    day = translator.date(plan.programme.status_date, "long")
    tables = (
        standing_table(plan, schedule, translator),
        *_milestones(plan, schedule, translator),
        *_renamed_open(plan, translator),
    )
    if not public:
        tables += (
            _decisions(plan, translator),
            attention_table(plan, schedule, translator),
            _risks(plan, translator),
        )
    return Report(plan.programme.name, translator.translate(N_("Progress report, status date {day}"), day=day), tables)


def standing_table(plan: Plan, schedule: Schedule, translator: Translator) -> ReportTable:
    """How each organisation stands: its light, why, slack to entry into force and progress."""
    translate = translator.translate
    columns = (
        ReportColumn(translate(N_("Organisation")), 0.24),
        ReportColumn(translate(N_("State")), 0.16),
        ReportColumn(translate(N_("Why")), 0.34),
        ReportColumn(translate(N_("Slack to entry into force")), 0.15, numbers=True),
        ReportColumn(translate(N_("% complete")), 0.11, numbers=True),
    )
    ready = readiness(plan, schedule)
    rows = tuple(
        (
            ReportCell(plan.row(Organisation, found.organisation_id).name),
            ReportCell(translate(LIGHT_WORDS[found.light]), found.light),
            ReportCell(translate(found.why)),
            ReportCell(slack_words(found.entry_slack, translator, assumed=bool(found.rests_on))),
            ReportCell(f"{found.percent}"),
        )
        for found in ready
    )
    about = tuple(found.organisation_id for found in ready)
    empty = translate(N_("There are no organisations yet."))
    return ReportTable(translate(N_("State per organisation")), columns, rows, empty=empty, about=about)


def _milestones(plan: Plan, schedule: Schedule, translator: Translator) -> tuple[ReportTable, ...]:
    """What was reached lately, what is late, and what comes soon."""
    today = plan.programme.status_date
    mine = [a for a, _ in plan.outline if a.is_milestone and a.active and a.id in schedule.activities]

    def on(activity: Activity) -> date:
        return schedule[activity.id].finish.date()

    judged = states(plan, schedule)
    done = [a for a in mine if is_done(a, schedule[a.id]) and today - LOOKING_BACK <= on(a) <= today]
    late = [a for a in judged.leaves if judged.of(a) is State.LATE]
    too_late = [a for a in judged.leaves if judged.of(a) is State.WILL_BE_LATE]
    pending = [a for a in mine if not is_done(a, schedule[a.id]) and a not in late and a not in too_late]
    coming = [a for a in pending if _is_near(a, statements(plan, schedule).finish(a), today)]
    parts = (
        (N_("Milestones reached in the last eight weeks"), done),
        (N_("Late"), late),
        (N_("Will be late"), too_late),
        (N_("Milestones in the coming eight weeks"), coming),
    )
    return tuple(_milestone_table(plan, schedule, translator, text, sorted(some, key=on)) for text, some in parts)


def _is_near(activity: Activity, told: Statement, today: date) -> bool:
    """Whether a milestone is planned in the coming weeks, or may be by what was said of it."""
    if told.planned is None:
        return False
    window = told.window
    first = window.earliest if window is not None and window.earliest is not None else told.planned.date()
    return min(first, told.planned.date()) <= today + LOOKING_AHEAD


def _milestone_table(
    plan: Plan, schedule: Schedule, translator: Translator, caption: str, some: list[Activity]
) -> ReportTable:
    translate = translator.translate
    columns = (
        ReportColumn(translate(N_("Milestone")), 0.5),
        ReportColumn(translate(N_("Who")), 0.1),
        ReportColumn(translate(N_("Date")), 0.22),
        ReportColumn(translate(N_("State")), 0.18),
    )
    rows = tuple(
        (
            ReportCell(f"{a.key} {a.name}"),
            ReportCell(owner(plan, a.organisation_id)),
            when(a, schedule[a.id], translator),
            state_of_milestone(plan, schedule, a, translator),
        )
        for a in some
    )
    return ReportTable(translate(caption), columns, rows, empty=translate(N_("None.")))


def _renamed_open(plan: Plan, translator: Translator) -> tuple[ReportTable, ...]:
    """The promises that are open: all groups but the settled ones."""
    report = commitment_report(plan, translator)
    settled = translator.translate(N_("Settled"))
    prefix = translator.translate(N_("Motions and commitments"))
    found = tuple(
        ReportTable(f"{prefix}: {t.caption.lower()}", t.columns, t.rows) for t in report.tables if t.caption != settled
    )
    if found:
        return found
    return (ReportTable(prefix, (ReportColumn("", 1.0),), (), empty=translator.translate(N_("None is open."))),)


def _decisions(plan: Plan, translator: Translator) -> ReportTable:
    translate = translator.translate
    columns = (
        ReportColumn(translate(N_("No.")), 0.08),
        ReportColumn(translate(N_("Decision")), 0.34),
        ReportColumn(translate(N_("Date")), 0.12),
        ReportColumn(translate(N_("Decided by")), 0.16),
        ReportColumn(translate(N_("Reason")), 0.3),
    )
    rows = tuple(
        plain(
            d.key,
            d.title,
            translator.date(d.on, "medium"),
            " · ".join(p for p in (d.decider, d.meeting) if p),
            d.reason,
        )
        for d in sorted(plan.decisions, key=lambda d: (d.on, d.key), reverse=True)
    )
    return ReportTable(translate(N_("Decisions")), columns, rows, empty=translate(N_("None is on record.")))


def attention_table(
    plan: Plan, schedule: Schedule, translator: Translator, findings: Sequence[Finding] | None = None
) -> ReportTable:
    """What the program finds (`findings`, where they are known), the most pressing first, with each rule's source."""
    translate = translator.translate
    columns = (
        ReportColumn(translate(N_("Weight")), 0.12),
        ReportColumn(translate(N_("Point of attention")), 0.63),
        ReportColumn(translate(N_("Source")), 0.25),
    )
    words = {Rank.ERROR: N_("error"), Rank.WARNING: N_("warning"), Rank.NOTICE: N_("notice")}
    found = on_paper(plan, find_all(plan, schedule) if findings is None else findings)
    rows = tuple(
        (
            ReportCell(translate(words[point.finding.rank]), RANKS[point.finding.rank]),
            ReportCell(point.words or translate(point.finding.message)),
            ReportCell(point.finding.source, tone=Tone.QUIET),
        )
        for point in found[:MOST_POINTS]
    )
    left = len(found) - len(rows)
    note = translator.plural("and {number} more point of attention", "and {number} more points of attention", left)
    caption = translate(N_("Points of attention"))
    about = tuple(next(iter(point.finding.about), None) for point in found[:MOST_POINTS])
    return ReportTable(caption, columns, rows, empty=translate(N_("None.")), note=note if left else "", about=about)


def _risks(plan: Plan, translator: Translator) -> ReportTable:
    translate = translator.translate
    columns = (
        ReportColumn(translate(N_("Risk")), 0.36),
        ReportColumn(translate(N_("Probability × impact")), 0.14, numbers=True),
        ReportColumn(translate(N_("Measure")), 0.34),
        ReportColumn(translate(N_("Owner (role)")), 0.16),
    )
    rows = tuple(
        plain(f"{r.key} {r.title}", f"{r.probability} × {r.impact}", r.measure or "–", r.owner or "–")
        for r in sorted(plan.risks, key=lambda r: (-r.probability * r.impact, r.key))
        if r.status is not RiskStatus.CLOSED
    )
    return ReportTable(translate(N_("Risks")), columns, rows, empty=translate(N_("None is on record.")))


def activity_table(plan: Plan, schedule: Schedule, translator: Translator) -> ReportTable:
    """Every activity: what the bars of a chart say, in words."""
    translate = translator.translate
    columns = (
        ReportColumn(translate(N_("No.")), 0.08),
        ReportColumn(translate(N_("Name")), 0.32),
        ReportColumn(translate(N_("Organisation")), 0.08),
        ReportColumn(translate(N_("State")), 0.1),
        ReportColumn(translate(N_("Start")), 0.13),
        ReportColumn(translate(N_("Finish")), 0.15),
        ReportColumn(translate(N_("% complete")), 0.07, numbers=True),
        ReportColumn(translate(N_("Slack")), 0.07, numbers=True),
    )
    rows: list[tuple[ReportCell, ...]] = []
    told, judged = statements(plan, schedule), states(plan, schedule)
    for activity, depth in plan.outline:
        planned, slack = schedule[activity.id], None if activity.is_summary else told.slack(activity)
        start = date_text(told.start(activity), translator, is_start=True, style="medium")
        finish = date_text(told.finish(activity), translator, is_start=False, style="medium")
        state = judged.of(activity)
        rows.append(
            (
                ReportCell(activity.key, tone=Tone.QUIET),
                ReportCell("\u2003" * depth + activity.name, tone=Tone.BOLD if activity.is_summary else Tone.PLAIN),
                ReportCell(owner(plan, activity.organisation_id)),
                ReportCell(f"{STATE_SIGNS[state]} {translator.choice(state)}"),
                ReportCell(start.whole, tone=Tone.WORDS if start.in_words else Tone.PLAIN),
                ReportCell(finish.whole, tone=Tone.WORDS if finish.in_words else Tone.PLAIN),
                ReportCell(f"{round(planned.percent)}"),
                ReportCell("" if slack is None else translator.days(slack)),
            )
        )
    return ReportTable(
        translate(N_("All activities and milestones")), columns, tuple(rows), empty=translate(N_("None."))
    )
