"""One organisation on a page to take to a talk: where it stands, what it gives and needs, what is open."""

from __future__ import annotations

from collections.abc import Iterable

from planner.chart.facts import LIGHT_WORDS
from planner.chart.marks import is_done
from planner.chart.reports.milestones import milestone_report
from planner.chart.reports.report import Report, ReportCell, ReportColumn, ReportTable, Tone, plain
from planner.chart.reports.steering import commitment_report, readiness_report
from planner.chart.reports.words import named, owner, slack_words, when
from planner.domain.control.readiness import organisation_readiness
from planner.domain.model import Activity, Dependency, Organisation, Remark, RiskStatus
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule
from planner.language.translator import Translator
from planner.message import N_

MOST_ACTIVITIES = 14


def organisation_report(plan: Plan, schedule: Schedule, translator: Translator, organisation: Organisation) -> Report:
    """Everything about one organisation that a talk with it is about; parts without rows are left out."""
    translate = translator.translate
    parts: list[ReportTable] = [_standing(plan, schedule, translator, organisation)]
    parts += _renamed(milestone_report(plan, schedule, translator, organisation.id).tables, translate(N_("Milestones")))
    parts.append(_work(plan, schedule, translator, organisation))
    parts.append(_agreements(plan, translator, organisation))
    parts.append(_links(plan, schedule, translator, organisation))
    parts += _renamed(readiness_report(plan, translator, organisation.id).tables, translate(N_("Readiness criteria")))
    parts += commitment_report(plan, translator, organisation.id).tables
    parts.append(_risks(plan, translator, organisation))
    parts.append(_remarks(plan, translator, organisation))
    subtitle = translate(N_("{name}: state on {day}"), name=organisation.name, day=_status(plan, translator))
    return Report(plan.programme.name, subtitle, tuple(part for part in parts if part.rows))


def _status(plan: Plan, translator: Translator) -> str:
    return translator.date(plan.programme.status_date, "long")


def _renamed(tables: Iterable[ReportTable], caption: str) -> list[ReportTable]:
    return [ReportTable(caption, t.columns, t.rows, t.empty, t.note) for t in tables]


def _standing(plan: Plan, schedule: Schedule, translator: Translator, organisation: Organisation) -> ReportTable:
    translate = translator.translate
    found = organisation_readiness(plan, schedule, organisation.id)
    columns = (
        ReportColumn(translate(N_("State")), 0.2),
        ReportColumn(translate(N_("Why")), 0.5),
        ReportColumn(translate(N_("Slack to entry into force")), 0.3),
    )
    row = (
        ReportCell(translate(LIGHT_WORDS[found.light]), found.light),
        ReportCell(translate(found.why)),
        ReportCell(slack_words(found.entry_slack, translator, assumed=bool(found.rests_on))),
    )
    return ReportTable(f"{organisation.name} ({organisation.code})", columns, (row,))


def _work(plan: Plan, schedule: Schedule, translator: Translator, organisation: Organisation) -> ReportTable:
    """What is under way or comes next, by its start."""
    translate = translator.translate
    columns = (
        ReportColumn(translate(N_("No.")), 0.08),
        ReportColumn(translate(N_("Under way and next")), 0.46),
        ReportColumn(translate(N_("Start")), 0.14),
        ReportColumn(translate(N_("Finish")), 0.18),
        ReportColumn(translate(N_("% complete")), 0.14, numbers=True),
    )
    own = [
        a
        for a, _ in plan.outline
        if a.organisation_id == organisation.id and not a.is_summary and not a.is_milestone and a.active
    ]
    pending = sorted((a for a in own if not is_done(a, schedule[a.id])), key=lambda a: (schedule[a.id].start, a.key))
    rows = tuple(
        (
            ReportCell(a.key, tone=Tone.QUIET),
            ReportCell(a.name),
            ReportCell(translator.date(schedule[a.id].start.date(), "medium")),
            when(a, schedule[a.id], translator),
            ReportCell(f"{round(schedule[a.id].percent)}"),
        )
        for a in pending[:MOST_ACTIVITIES]
    )
    left = len(pending) - len(rows)
    note = translator.plural("and {number} more later", "and {number} more later", left) if left else ""
    return ReportTable(translate(N_("Activities")), columns, rows, note=note)


def _links(plan: Plan, schedule: Schedule, translator: Translator, organisation: Organisation) -> ReportTable:
    """Dependencies on others, and of others on it."""
    translate = translator.translate
    columns = (
        ReportColumn(translate(N_("Direction")), 0.14),
        ReportColumn(translate(N_("First")), 0.36),
        ReportColumn(translate(N_("Then")), 0.36),
        ReportColumn(translate(N_("With")), 0.14),
    )
    rows: list[tuple[ReportCell, ...]] = []
    for link in plan.rows(Dependency):
        first, then = plan.get(Activity, link.predecessor_id), plan.get(Activity, link.successor_id)
        if first is None or then is None or not plan.is_chain(link):
            continue
        gives = first.organisation_id == organisation.id
        if not gives and then.organisation_id != organisation.id:
            continue
        other = then if gives else first
        direction = translate(N_("gives")) if gives else translate(N_("needs"))
        texts = (direction, named(plan, schedule, first.id), named(plan, schedule, then.id))
        rows.append(plain(*texts, owner(plan, other.organisation_id)))
    return ReportTable(
        translate(N_("Chain dependencies")), columns, tuple(sorted(rows, key=lambda r: [c.text for c in r]))
    )


def _agreements(plan: Plan, translator: Translator, organisation: Organisation) -> ReportTable:
    translate = translator.translate
    columns = (
        ReportColumn(translate(N_("No.")), 0.08),
        ReportColumn(translate(N_("What is delivered")), 0.36),
        ReportColumn(translate(N_("By")), 0.09),
        ReportColumn(translate(N_("To")), 0.09),
        ReportColumn(translate(N_("Promised")), 0.14),
        ReportColumn(translate(N_("Accepted date")), 0.14),
        ReportColumn(translate(N_("Status")), 0.1),
    )
    rows = tuple(
        plain(
            *(a.key, a.title, owner(plan, a.giver_id), owner(plan, a.taker_id)),
            *(translator.window(a.promised) or "–", translator.window(a.accepted) or "–", translator.choice(a.status)),
        )
        for a in plan.agreements
        if organisation.id in (a.giver_id, a.taker_id)
    )
    return ReportTable(translate(N_("Chain agreements")), columns, rows)


def _risks(plan: Plan, translator: Translator, organisation: Organisation) -> ReportTable:
    translate = translator.translate
    columns = (
        ReportColumn(translate(N_("No.")), 0.08),
        ReportColumn(translate(N_("Risk")), 0.37),
        ReportColumn(translate(N_("Probability × impact")), 0.15, numbers=True),
        ReportColumn(translate(N_("Measure")), 0.4),
    )
    rows = tuple(
        plain(r.key, r.title, f"{r.probability} × {r.impact}", r.measure or "–")
        for r in sorted(plan.risks, key=lambda r: -r.probability * r.impact)
        if r.organisation_id == organisation.id and r.status is not RiskStatus.CLOSED
    )
    return ReportTable(translate(N_("Risks")), columns, rows)


def _remarks(plan: Plan, translator: Translator, organisation: Organisation) -> ReportTable:
    translate = translator.translate
    columns = (
        ReportColumn(translate(N_("Date")), 0.14),
        ReportColumn(translate(N_("About")), 0.3),
        ReportColumn(translate(N_("Remark")), 0.56),
    )
    own = {a.id: a for a, _ in plan.outline if a.organisation_id == organisation.id}
    open_ones = [r for r in plan.rows(Remark) if not r.handled and r.about_id in own]
    rows = tuple(
        plain(translator.date(r.at.date(), "medium"), f"{own[r.about_id].key} {own[r.about_id].name}", r.text)
        for r in sorted(open_ones, key=lambda r: (r.at, str(r.id)), reverse=True)
    )
    return ReportTable(translate(N_("Open remarks")), columns, rows)
