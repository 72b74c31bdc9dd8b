"""One organisation on a page to take to a talk: where it stands, what it gives and needs, what is open."""

from __future__ import annotations

from collections.abc import Iterable

from planner.chart.facts import LIGHT_WORDS
from planner.chart.marks import is_done
from planner.chart.reports.milestones import milestone_report
from planner.chart.reports.report import Cell, Column, Report, Table, Tone, plain
from planner.chart.reports.steering import commitment_report, readiness_report
from planner.chart.reports.words import named, owner, slack_words, when
from planner.domain.control.readiness import organisation_readiness
from planner.domain.model import Activity, Dependency, Organisation, Remark, RiskStatus
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule
from planner.language.wording import Wording
from planner.message import N_

MOST_ACTIVITIES = 14


def organisation_report(plan: Plan, schedule: Schedule, wording: Wording, organisation: Organisation) -> Report:
    """Everything about one organisation that a talk with it is about; parts without rows are left out."""
    say = wording.say
    parts: list[Table] = [_standing(plan, schedule, wording, organisation)]
    parts += _renamed(milestone_report(plan, schedule, wording, organisation.id).tables, say(N_("Milestones")))
    parts.append(_work(plan, schedule, wording, organisation))
    parts.append(_agreements(plan, wording, organisation))
    parts.append(_links(plan, schedule, wording, organisation))
    parts += _renamed(readiness_report(plan, wording, organisation.id).tables, say(N_("Readiness criteria")))
    parts += commitment_report(plan, wording, organisation.id).tables
    parts.append(_risks(plan, wording, organisation))
    parts.append(_remarks(plan, wording, organisation))
    subtitle = say(N_("{name}: state on {day}"), name=organisation.name, day=_status(plan, wording))
    return Report(plan.programme.name, subtitle, tuple(part for part in parts if part.rows))


def _status(plan: Plan, wording: Wording) -> str:
    return wording.date(plan.programme.status_date, "long")


def _renamed(tables: Iterable[Table], caption: str) -> list[Table]:
    return [Table(caption, t.columns, t.rows, t.empty, t.note) for t in tables]


def _standing(plan: Plan, schedule: Schedule, wording: Wording, organisation: Organisation) -> Table:
    say = wording.say
    found = organisation_readiness(plan, schedule, organisation.id)
    columns = (
        Column(say(N_("State")), 0.2),
        Column(say(N_("Why")), 0.5),
        Column(say(N_("Slack to entry into force")), 0.3),
    )
    row = (
        Cell(say(LIGHT_WORDS[found.light]), found.light),
        Cell(say(found.why)),
        Cell(slack_words(found.entry_slack, wording)),
    )
    return Table(f"{organisation.name} ({organisation.code})", columns, (row,))


def _work(plan: Plan, schedule: Schedule, wording: Wording, organisation: Organisation) -> Table:
    """What is under way or comes next, by its start."""
    say = wording.say
    columns = (
        Column(say(N_("No.")), 0.08),
        Column(say(N_("Under way and next")), 0.46),
        Column(say(N_("Start")), 0.14),
        Column(say(N_("Finish")), 0.18),
        Column(say(N_("% complete")), 0.14, numbers=True),
    )
    own = [
        a
        for a, _ in plan.outline
        if a.organisation_id == organisation.id and not a.is_summary and not a.is_milestone and a.active
    ]
    pending = sorted((a for a in own if not is_done(a, schedule[a.id])), key=lambda a: (schedule[a.id].start, a.key))
    rows = tuple(
        (
            Cell(a.key, tone=Tone.QUIET),
            Cell(a.name),
            Cell(wording.date(schedule[a.id].start.date(), "medium")),
            when(a, schedule[a.id], wording),
            Cell(f"{round(schedule[a.id].percent)}"),
        )
        for a in pending[:MOST_ACTIVITIES]
    )
    left = len(pending) - len(rows)
    note = wording.plural("and {number} more later", "and {number} more later", left) if left else ""
    return Table(say(N_("Activities")), columns, rows, note=note)


def _links(plan: Plan, schedule: Schedule, wording: Wording, organisation: Organisation) -> Table:
    """Dependencies on others, and of others on it."""
    say = wording.say
    columns = (
        Column(say(N_("Direction")), 0.14),
        Column(say(N_("First")), 0.36),
        Column(say(N_("Then")), 0.36),
        Column(say(N_("With")), 0.14),
    )
    rows: list[tuple[Cell, ...]] = []
    for link in plan.rows(Dependency):
        first, then = plan.get(Activity, link.predecessor_id), plan.get(Activity, link.successor_id)
        if first is None or then is None or not plan.is_chain(link):
            continue
        gives = first.organisation_id == organisation.id
        if not gives and then.organisation_id != organisation.id:
            continue
        other = then if gives else first
        direction = say(N_("gives")) if gives else say(N_("needs"))
        texts = (direction, named(plan, schedule, first.id), named(plan, schedule, then.id))
        rows.append(plain(*texts, owner(plan, other.organisation_id)))
    return Table(say(N_("Chain dependencies")), columns, tuple(sorted(rows, key=lambda r: [c.text for c in r])))


def _agreements(plan: Plan, wording: Wording, organisation: Organisation) -> Table:
    say = wording.say
    columns = (
        Column(say(N_("No.")), 0.08),
        Column(say(N_("What is delivered")), 0.36),
        Column(say(N_("By")), 0.09),
        Column(say(N_("To")), 0.09),
        Column(say(N_("Promised")), 0.14),
        Column(say(N_("Accepted date")), 0.14),
        Column(say(N_("Status")), 0.1),
    )
    rows = tuple(
        plain(
            *(a.key, a.title, owner(plan, a.giver_id), owner(plan, a.taker_id)),
            *(wording.window(a.promised) or "–", wording.window(a.accepted) or "–", wording.choice(a.status)),
        )
        for a in plan.agreements
        if organisation.id in (a.giver_id, a.taker_id)
    )
    return Table(say(N_("Chain agreements")), columns, rows)


def _risks(plan: Plan, wording: Wording, organisation: Organisation) -> Table:
    say = wording.say
    columns = (
        Column(say(N_("No.")), 0.08),
        Column(say(N_("Risk")), 0.37),
        Column(say(N_("Probability × impact")), 0.15, numbers=True),
        Column(say(N_("Measure")), 0.4),
    )
    rows = tuple(
        plain(r.key, r.title, f"{r.probability} × {r.impact}", r.measure or "–")
        for r in sorted(plan.risks, key=lambda r: -r.probability * r.impact)
        if r.organisation_id == organisation.id and r.status is not RiskStatus.CLOSED
    )
    return Table(say(N_("Risks")), columns, rows)


def _remarks(plan: Plan, wording: Wording, organisation: Organisation) -> Table:
    say = wording.say
    columns = (Column(say(N_("Date")), 0.14), Column(say(N_("About")), 0.3), Column(say(N_("Remark")), 0.56))
    own = {a.id: a for a, _ in plan.outline if a.organisation_id == organisation.id}
    open_ones = [r for r in plan.rows(Remark) if not r.handled and r.about_id in own]
    rows = tuple(
        plain(wording.date(r.at.date(), "medium"), f"{own[r.about_id].key} {own[r.about_id].name}", r.text)
        for r in sorted(open_ones, key=lambda r: (r.at, str(r.id)), reverse=True)
    )
    return Table(say(N_("Open remarks")), columns, rows)
