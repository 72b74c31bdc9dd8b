"""How the programme stands on one page: the figures that count, and what asks for attention now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from planner.chart.marks import is_done
from planner.chart.reports.programme import attention_table, standing_table
from planner.chart.reports.report import Cell, Column, Report, Table, Tone
from planner.chart.reports.steering import LIGHT_OF
from planner.chart.reports.words import owner, when
from planner.domain.checks import find_all
from planner.domain.control.commitments import Standing, states
from planner.domain.control.readiness import readiness
from planner.domain.findings import Finding, Rank
from planner.domain.model import Activity, Light, Organisation
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule
from planner.language.wording import Wording
from planner.message import N_

AHEAD = timedelta(weeks=4)
MOST_COMING = 25


@dataclass(frozen=True, slots=True)
class Headline:
    """One figure: what it is of, the figure, what goes with it, and a light where it asks for attention."""

    label: str
    figure: str
    note: str = ""
    light: Light | None = None
    about: UUID | None = None


@dataclass(frozen=True, slots=True)
class Dashboard:
    """The figures, and the tables under them."""

    headlines: tuple[Headline, ...]
    report: Report


def dashboard(plan: Plan, schedule: Schedule, wording: Wording) -> Dashboard:
    """The state of a plan on its status date."""
    findings = find_all(plan, schedule)
    day = wording.date(plan.programme.status_date, "long")
    tables = (
        _standing(plan, schedule, wording),
        coming_table(plan, schedule, wording),
        _points(plan, schedule, wording, findings),
        promise_table(plan, wording),
    )
    report = Report(plan.programme.name, wording.say(N_("Dashboard, status date {day}"), day=day), tables)
    figures = (
        *_entry(plan, schedule, wording),
        _organisations(plan, schedule, wording),
        _attention(findings, wording),
        _promises(plan, wording),
    )
    return Dashboard(figures, report)


def dashboard_report(plan: Plan, schedule: Schedule, wording: Wording) -> Report:
    """The dashboard for paper: its figures are a table too."""
    found = dashboard(plan, schedule, wording)
    say = wording.say
    columns = (Column(say(N_("Figure")), 0.36), Column("", 0.16), Column("", 0.48))
    rows = tuple((Cell(h.label), Cell(h.figure, h.light, Tone.BOLD), Cell(h.note)) for h in found.headlines)
    first = Table(say(N_("At a glance")), columns, rows)
    return Report(found.report.title, found.report.subtitle, (first, *found.report.tables))


# --- the figures --------------------------------------------------------------------------------


def _entry(plan: Plan, schedule: Schedule, wording: Wording) -> Iterator[Headline]:
    """The weeks that are left, and the least slack of those who lead there."""
    say, entry = wording.say, plan.entry
    if entry is None or entry.id not in schedule.activities:
        return
    left = (schedule[entry.id].finish.date() - plan.programme.status_date).days
    words = when(entry, schedule[entry.id], wording).text
    planned = wording.date(schedule[entry.id].finish.date(), "medium")
    note = planned if words == planned else say(N_("{words}; planned on {day}"), words=words, day=planned)
    light = Light.RED if left < 0 else None
    yield Headline(say(N_("Weeks to entry into force")), wording.number(left // 7), note, light, entry.id)
    slacks = {i: slack for i, slack in schedule.entry_slack.items() if slack is not None}
    if slacks:
        least = min(slacks, key=lambda i: slacks[i])
        light = Light.RED if slacks[least] < 0 else None
        who = plan.get(Organisation, least)
        yield Headline(
            say(N_("Least slack to entry into force")),
            wording.duration(slacks[least]),
            who.name if who is not None else "",
            light,
            least,
        )


def _organisations(plan: Plan, schedule: Schedule, wording: Wording) -> Headline:
    found = readiness(plan, schedule)
    asking = [each for each in found if each.light in (Light.ORANGE, Light.RED)]
    light = Light.RED if any(e.light is Light.RED for e in asking) else Light.ORANGE if asking else None
    note = wording.plural("of {number} organisation", "of {number} organisations", len(found))
    return Headline(wording.say(N_("Organisations that are orange or red")), str(len(asking)), note, light)


def _attention(findings: tuple[Finding, ...], wording: Wording) -> Headline:
    errors = sum(finding.rank is Rank.ERROR for finding in findings)
    warnings = sum(finding.rank is Rank.WARNING for finding in findings)
    light = Light.RED if errors else Light.ORANGE if warnings else None
    notices = len(findings) - errors - warnings
    note = wording.say(N_("{errors} errors, {notices} notices beside them"), errors=str(errors), notices=str(notices))
    return Headline(wording.say(N_("Points of attention")), str(errors + warnings), note, light)


def _promises(plan: Plan, wording: Wording) -> Headline:
    open_ones = [s for s in states(plan) if s.standing is not Standing.SETTLED]
    late = sum(s.standing is Standing.OVERDUE for s in open_ones)
    soon = sum(s.standing is Standing.DUE for s in open_ones)
    light = Light.RED if late else Light.ORANGE if soon else None
    note = wording.say(N_("{late} overdue, {soon} due soon"), late=str(late), soon=str(soon))
    return Headline(wording.say(N_("Open motions and commitments")), str(len(open_ones)), note, light)


# --- the tables ---------------------------------------------------------------------------------


def _standing(plan: Plan, schedule: Schedule, wording: Wording) -> Table:
    """The state per organisation with the slack under a short heading."""
    full = standing_table(plan, schedule, wording)
    texts = [column.heading for column in full.columns[:3]] + [wording.say(N_("Slack")), "%"]
    shares = (0.27, 0.18, 0.29, 0.17, 0.09)
    columns = tuple(
        Column(text, share, each.numbers) for text, share, each in zip(texts, shares, full.columns, strict=True)
    )
    return replace(full, columns=columns)


def _points(plan: Plan, schedule: Schedule, wording: Wording, findings: tuple[Finding, ...]) -> Table:
    """The points of attention with their weight as a sign before them."""
    full = attention_table(plan, schedule, wording, findings)
    rows = tuple((replace(text, light=weight.light),) for weight, text, _ in full.rows)
    return replace(full, columns=(Column(wording.say(N_("Point of attention")), 1.0),), rows=rows)


def coming_table(plan: Plan, schedule: Schedule, wording: Wording) -> Table:
    """What starts, finishes or is reached in the four weeks after the status date, by day."""
    say, today = wording.say, plan.programme.status_date
    found: list[tuple[date, tuple[Cell, ...], UUID]] = []
    for activity, _ in plan.outline:
        if activity.is_summary or not activity.active or activity.id not in schedule.activities:
            continue
        for day, what, cell in _moments(activity, schedule, wording):
            if today <= day <= today + AHEAD:
                code = owner(plan, activity.organisation_id)
                found.append(
                    (day, (cell, Cell(what), Cell(f"{activity.key} {activity.name}"), Cell(code)), activity.id)
                )
    found.sort(key=lambda each: each[0])
    left = len(found) - MOST_COMING
    return Table(
        say(N_("Coming four weeks")),
        (
            Column(say(N_("Date")), 0.2),
            Column(say(N_("What")), 0.14),
            Column(say(N_("Activity")), 0.56),
            Column(say(N_("Who")), 0.1),
        ),
        tuple(cells for _, cells, _ in found[:MOST_COMING]),
        empty=say(N_("Nothing starts or finishes in these weeks.")),
        note=wording.plural("and {number} more", "and {number} more", left) if left > 0 else "",
        about=tuple(about for _, _, about in found[:MOST_COMING]),
    )


def _moments(activity: Activity, schedule: Schedule, wording: Wording) -> Iterator[tuple[date, str, Cell]]:
    """The days of an activity that are still to come, what happens then, and how the day is told."""
    planned, say = schedule[activity.id], wording.say
    if is_done(activity, planned):
        return
    if activity.is_milestone:
        yield planned.finish.date(), say(N_("milestone")), when(activity, planned, wording)
        return
    if activity.actual_start is None:
        window, day = activity.start_window, planned.start.date()
        if window is not None and window.words and not window.is_exact:
            yield day, say(N_("starts")), Cell(window.words, tone=Tone.WORDS)
        else:
            yield day, say(N_("starts")), Cell(wording.date(day, "medium"))
    if not planned.termless:
        yield planned.finish.date(), say(N_("finishes")), when(activity, planned, wording)


def promise_table(plan: Plan, wording: Wording) -> Table:
    """The motions and commitments that are open, the most pressing first."""
    say = wording.say
    open_ones = [s for s in states(plan) if s.standing is not Standing.SETTLED]
    rows = tuple(
        (
            Cell(f"{s.commitment.key} {s.commitment.title}"),
            Cell(owner(plan, s.commitment.organisation_id)),
            Cell(wording.window(s.commitment.term) if s.commitment.term is not None else "–", tone=Tone.WORDS),
            Cell(say(s.message), LIGHT_OF.get(s.standing, Light.GREY)),
        )
        for s in open_ones
    )
    return Table(
        say(N_("Open motions and commitments")),
        (
            Column(say(N_("Motion or commitment")), 0.48),
            Column(say(N_("Who")), 0.1),
            Column(say(N_("Term")), 0.2),
            Column(say(N_("Standing")), 0.22),
        ),
        rows,
        empty=say(N_("None is open.")),
        about=tuple(s.commitment.id for s in open_ones),
    )
