"""How the programme stands on one page: the figures that count, and what asks for attention now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from planner.chart.marks import is_done
from planner.chart.reports.chance_words import base, percent, word_of
from planner.chart.reports.programme import attention_table, standing_table
from planner.chart.reports.report import Report, ReportCell, ReportColumn, ReportTable, Tone
from planner.chart.reports.steering import LIGHT_OF
from planner.chart.reports.words import owner, when
from planner.domain.chance.kept import answer_in, holds, latest
from planner.domain.checks import find_all
from planner.domain.control import state
from planner.domain.control.commitments import DueState, states
from planner.domain.control.commitments import State as Standing
from planner.domain.control.headline import headline
from planner.domain.control.readiness import readiness
from planner.domain.control.statements import Statements, grounds_words, statements
from planner.domain.findings import Finding, Rank
from planner.domain.model import Activity, Light, Organisation, State
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule
from planner.language.translator import Translator
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


def dashboard(plan: Plan, schedule: Schedule, translator: Translator) -> Dashboard:
    """The state of a plan on its status date."""
    findings = find_all(plan, schedule)
    day = translator.date(plan.programme.status_date, "long")
    tables = (
        _standing(plan, schedule, translator),
        coming_table(plan, schedule, translator),
        _points(plan, schedule, translator, findings),
        promise_table(plan, schedule, translator),
    )
    about = translator.translate(N_("Dashboard, status date {day}"), day=day)
    answer = translator.sentence(headline(plan, schedule).message)
    report = Report(plan.programme.name, f"{answer} · {about}", tables)
    figures = (
        *_entry(plan, schedule, translator),
        *_chance(plan, translator),
        _organisations(plan, schedule, translator),
        _attention(findings, translator),
        _promises(plan, schedule, translator),
    )
    return Dashboard(figures, report)


def dashboard_report(plan: Plan, schedule: Schedule, translator: Translator) -> Report:
    """The dashboard for paper: its figures are a table too."""
    found = dashboard(plan, schedule, translator)
    translate = translator.translate
    columns = (ReportColumn(translate(N_("Figure")), 0.36), ReportColumn("", 0.16), ReportColumn("", 0.48))
    rows = tuple(
        (ReportCell(h.label), ReportCell(h.figure, h.light, Tone.BOLD), ReportCell(h.note)) for h in found.headlines
    )
    first = ReportTable(translate(N_("At a glance")), columns, rows)
    return Report(found.report.title, found.report.subtitle, (first, *found.report.tables))


# --- the figures --------------------------------------------------------------------------------


def _entry(plan: Plan, schedule: Schedule, translator: Translator) -> Iterator[Headline]:
    """The weeks that are left, and the least slack of those who lead there."""
    translate, entry = translator.translate, plan.entry
    if entry is None or entry.id not in schedule.activities:
        return
    left = (schedule[entry.id].finish.date() - plan.programme.status_date).days
    words = when(entry, schedule[entry.id], translator).text
    planned = translator.date(schedule[entry.id].finish.date(), "medium")
    note = planned if words == planned else translate(N_("{words}; planned on {day}"), words=words, day=planned)
    light = Light.RED if left < 0 else None
    yield Headline(translate(N_("Weeks to entry into force")), translator.number(left // 7), note, light, entry.id)
    slacks = {i: slack for i, slack in schedule.entry_slack.items() if slack is not None}
    if slacks:
        least = min(slacks, key=lambda i: slacks[i])
        light = Light.RED if slacks[least] < 0 else None
        who = plan.get(Organisation, least)
        yield Headline(
            translate(N_("Least slack to entry into force")),
            translator.duration(slacks[least]),
            _with_grounds(plan, schedule, translator, least, who.name if who is not None else ""),
            light,
            least,
        )


def _chance(plan: Plan, translator: Translator) -> Iterator[Headline]:
    """The chance that was worked out for the plan as it is, with what it rests on."""
    kept = latest(plan)
    answer = answer_in(kept) if kept is not None else None
    if answer is not None and holds(plan, kept):
        first = answer.moments[0]
        label = translator.translate(N_("Chance: all ready on {day}"), day=first.day)
        word = f"{translator.translate(percent(first.chance))}, {word_of(first.chance, translator)}"
        note = " · ".join(translator.translate(each) for each in base(answer)[:3])
        yield Headline(label, word, note)


def _with_grounds(plan: Plan, schedule: Schedule, translator: Translator, owner_id: UUID, name: str) -> str:
    """Whose slack it is, and the assumptions that it rests on."""
    rests = grounds_words(statements(plan, schedule).grounds.of_entry_slack(schedule, owner_id))
    return f"{name}; {translator.translate(rests)}" if rests is not None else name


def _organisations(plan: Plan, schedule: Schedule, translator: Translator) -> Headline:
    found = readiness(plan, schedule)
    asking = [each for each in found if each.light in (Light.ORANGE, Light.RED)]
    light = Light.RED if any(e.light is Light.RED for e in asking) else Light.ORANGE if asking else None
    note = translator.plural("of {number} organisation", "of {number} organisations", len(found))
    return Headline(translator.translate(N_("Organisations that are orange or red")), str(len(asking)), note, light)


def _attention(findings: tuple[Finding, ...], translator: Translator) -> Headline:
    errors = sum(finding.rank is Rank.ERROR for finding in findings)
    warnings = sum(finding.rank is Rank.WARNING for finding in findings)
    light = Light.RED if errors else Light.ORANGE if warnings else None
    notices = len(findings) - errors - warnings
    note = translator.translate(
        N_("{errors} errors, {notices} notices beside them"), errors=str(errors), notices=str(notices)
    )
    return Headline(translator.translate(N_("Points of attention")), str(errors + warnings), note, light)


def _promises(plan: Plan, schedule: Schedule, translator: Translator) -> Headline:
    open_ones = [s for s in states(plan) if s.standing not in (DueState.SETTLED, DueState.UNKNOWN)]
    judged = state.states(plan, schedule)
    late = sum(judged.of(s.commitment) is State.LATE for s in open_ones)
    soon_late = sum(judged.of(s.commitment) is State.WILL_BE_LATE for s in open_ones)
    soon = sum(s.standing is DueState.DUE for s in open_ones)
    light = Light.RED if late else Light.ORANGE if soon or soon_late else None
    text = N_("{late} late, {coming} will be late, {soon} due soon")
    note = translator.translate(text, late=str(late), coming=str(soon_late), soon=str(soon))
    return Headline(translator.translate(N_("Open motions and commitments")), str(len(open_ones)), note, light)


# --- the tables ---------------------------------------------------------------------------------


def _standing(plan: Plan, schedule: Schedule, translator: Translator) -> ReportTable:
    """The state per organisation with the slack under a short heading."""
    full = standing_table(plan, schedule, translator)
    texts = [column.heading for column in full.columns[:3]] + [translator.translate(N_("Slack")), "%"]
    shares = (0.27, 0.18, 0.29, 0.17, 0.09)
    columns = tuple(
        ReportColumn(text, share, each.numbers) for text, share, each in zip(texts, shares, full.columns, strict=True)
    )
    return replace(full, columns=columns)


def _points(plan: Plan, schedule: Schedule, translator: Translator, findings: tuple[Finding, ...]) -> ReportTable:
    """The points of attention with their weight as a sign before them."""
    full = attention_table(plan, schedule, translator, findings)
    rows = tuple((replace(text, light=weight.light),) for weight, text, _ in full.rows)
    return replace(full, columns=(ReportColumn(translator.translate(N_("Point of attention")), 1.0),), rows=rows)


def coming_table(plan: Plan, schedule: Schedule, translator: Translator) -> ReportTable:
    """What starts, finishes or is reached in the four weeks after the status date, by day."""
    translate, today, told = translator.translate, plan.programme.status_date, statements(plan, schedule)
    found: list[tuple[date, tuple[ReportCell, ...], UUID]] = []
    for activity, _ in plan.outline:
        if activity.is_summary or not activity.active or activity.id not in schedule.activities:
            continue
        for day, what, cell in _moments(activity, schedule, told, translator):
            if today <= day <= today + AHEAD:
                code = owner(plan, activity.organisation_id)
                found.append(
                    (
                        day,
                        (cell, ReportCell(what), ReportCell(f"{activity.key} {activity.name}"), ReportCell(code)),
                        activity.id,
                    )
                )
    found.sort(key=lambda each: each[0])
    left = len(found) - MOST_COMING
    return ReportTable(
        translate(N_("Coming four weeks")),
        (
            ReportColumn(translate(N_("Date")), 0.2),
            ReportColumn(translate(N_("What")), 0.14),
            ReportColumn(translate(N_("Activity")), 0.56),
            ReportColumn(translate(N_("Who")), 0.1),
        ),
        tuple(cells for _, cells, _ in found[:MOST_COMING]),
        empty=translate(N_("Nothing starts or finishes in these weeks.")),
        note=translator.plural("and {number} more", "and {number} more", left) if left > 0 else "",
        about=tuple(about for _, _, about in found[:MOST_COMING]),
    )


def _moments(
    activity: Activity, schedule: Schedule, told: Statements, translator: Translator
) -> Iterator[tuple[date, str, ReportCell]]:
    """The days of an activity that are still to come, what happens then, and how the day is told."""
    planned, translate = schedule[activity.id], translator.translate
    if is_done(activity, planned) or told.start(activity).planned is None:
        return  # done, or nobody knows when it is
    if activity.is_milestone:
        yield planned.finish.date(), translate(N_("milestone")), when(activity, planned, translator)
        return
    if not activity.has_begun:
        window, day = activity.start_window, planned.start.date()
        if window is not None and window.words and not window.is_exact:
            yield day, translate(N_("starts")), ReportCell(window.words, tone=Tone.WORDS)
        else:
            yield day, translate(N_("starts")), ReportCell(translator.date(day, "medium"))
    if not planned.termless:
        yield planned.finish.date(), translate(N_("finishes")), when(activity, planned, translator)


def promise_table(plan: Plan, schedule: Schedule, translator: Translator) -> ReportTable:
    """The motions and commitments that are open, the most pressing first."""
    translate, judged = translator.translate, state.states(plan, schedule)

    def standing(each: Standing) -> str:
        late = judged.of(each.commitment) is State.WILL_BE_LATE
        words = translate(each.message)
        return f"{translator.choice(State.WILL_BE_LATE)}: {words}" if late else words

    open_ones = [s for s in states(plan) if s.standing not in (DueState.SETTLED, DueState.UNKNOWN)]
    rows = tuple(
        (
            ReportCell(f"{s.commitment.key} {s.commitment.title}"),
            ReportCell(owner(plan, s.commitment.organisation_id)),
            ReportCell(translator.window(s.commitment.term) if s.commitment.term is not None else "–", tone=Tone.WORDS),
            ReportCell(standing(s), LIGHT_OF.get(s.standing, Light.GREY)),
        )
        for s in open_ones
    )
    return ReportTable(
        translate(N_("Open motions and commitments")),
        (
            ReportColumn(translate(N_("Motion or commitment")), 0.48),
            ReportColumn(translate(N_("Who")), 0.1),
            ReportColumn(translate(N_("Term")), 0.2),
            ReportColumn(translate(N_("Standing")), 0.22),
        ),
        rows,
        empty=translate(N_("None is open.")),
        about=tuple(s.commitment.id for s in open_ones),
    )
