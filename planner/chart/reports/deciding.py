"""Go or no-go for a day, and what each letter to Parliament settles and promises, as tables."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from planner.chart.facts import light_words
from planner.chart.reports.report import Report, ReportCell, ReportColumn, ReportTable, Tone
from planner.chart.reports.words import owner, slack_words
from planner.domain.control.commitments import DueState, state_of
from planner.domain.control.go_no_go import Point, Verdict, verdict
from planner.domain.control.letters import Letter, letters
from planner.domain.model import Commitment, Light, Organisation, Track
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule
from planner.language.translator import Translator
from planner.message import N_

STANDINGS: dict[DueState, Light] = {
    DueState.OVERDUE: Light.RED,
    DueState.DUE: Light.ORANGE,
    DueState.SETTLED: Light.GREEN,
}


def go_no_go_report(
    plan: Plan, schedule: Schedule, translator: Translator, on: date | None = None, organisation: UUID | None = None
) -> Report:
    """The points of each organisation against a day; entry into force unless another is said."""
    translate = translator.translate
    found = verdict(plan, schedule, on, organisation)
    own: dict[UUID, list[Point]] = {}
    for point in found.points:
        own.setdefault(point.criterion.organisation_id, []).append(point)
    tables = [_summary(found, translator)]
    tables += [_points(plan, translator, plan.row(Organisation, each), points) for each, points in own.items()]
    subtitle = translate(N_("Go or no-go for {day}"), day=translator.date(found.on, "long"))
    return Report(plan.programme.name, subtitle, tuple(tables))


def verdict_words(found: Verdict, translator: Translator) -> ReportCell:
    """The verdict in a sentence, with its light."""
    count = len(found.open_points)
    if not found.points:
        return ReportCell(translator.translate(N_("No criteria: there is nothing to decide by.")), Light.GREY)
    if found.go:
        return ReportCell(translator.translate(N_("Go: every mandatory point is met.")), Light.GREEN)
    text = translator.plural(
        "No-go: {number} mandatory point is open.", "No-go: {number} mandatory points are open.", count
    )
    return ReportCell(text, Light.RED)


def _summary(found: Verdict, translator: Translator) -> ReportTable:
    translate = translator.translate
    columns = (ReportColumn(translate(N_("Verdict")), 0.6), ReportColumn(translate(N_("How it is reached")), 0.4))
    how = translate(N_("The chain is as ready as its weakest link: one open mandatory point makes a no-go."))
    return ReportTable(
        translate(N_("Verdict")), columns, ((verdict_words(found, translator), ReportCell(how, tone=Tone.QUIET)),)
    )


def _points(plan: Plan, translator: Translator, organisation: Organisation, points: list[Point]) -> ReportTable:
    translate = translator.translate
    columns = (
        ReportColumn(translate(N_("Theme")), 0.13),
        ReportColumn(translate(N_("Criterion")), 0.185),
        ReportColumn(translate(N_("Judgement")), 0.09),
        ReportColumn(translate(N_("By the dates")), 0.15),
        ReportColumn(translate(N_("Forecast")), 0.09),
        ReportColumn(translate(N_("Slack")), 0.075, numbers=True),
        ReportColumn(translate(N_("State")), 0.075),
        ReportColumn(translate(N_("Work-around")), 0.095),
        ReportColumn(translate(N_("Who decides")), 0.11),
    )
    rows = tuple(_point(plan, translator, point) for point in points)
    about = tuple(point.criterion.id for point in points)
    return ReportTable(f"{organisation.name} ({organisation.code})", columns, rows, about=about)


def _point(plan: Plan, translator: Translator, point: Point) -> tuple[ReportCell, ...]:
    translate, criterion = translator.translate, point.criterion
    track = plan.get(Track, criterion.track_id)
    mandatory = "" if criterion.mandatory else f" {translate(N_('(not mandatory)'))}"
    facts = point.by_facts
    return (
        ReportCell(track.name if track else ""),
        ReportCell(criterion.name + mandatory),
        ReportCell(light_words(point.light, translator), point.light),
        ReportCell(light_words(facts, translator), facts) if facts is not None else ReportCell("–", tone=Tone.QUIET),
        ReportCell(translator.date(point.forecast, "medium") if point.forecast else "–"),
        ReportCell(slack_words(point.slack, translator) if point.slack is not None else "–"),
        ReportCell(
            translate(N_("open")) if point.is_open else translate(N_("met")),
            tone=Tone.BOLD if point.is_open else Tone.PLAIN,
        ),
        ReportCell(criterion.workaround or "–"),
        ReportCell(criterion.decider or "–"),
    )


def letter_report(plan: Plan, translator: Translator) -> Report:
    """Each letter with what it settles and what it promises, the newest first."""
    translate = translator.translate
    tables: list[ReportTable] = []
    for letter in letters(plan):
        tables += _letter(plan, translator, letter)
    subtitle = translate(N_("What each letter to Parliament settles and promises"))
    return Report(plan.programme.name, subtitle, tuple(tables))


def _letter(plan: Plan, translator: Translator, letter: Letter) -> list[ReportTable]:
    translate, source = translator.translate, letter.source
    named = source.title + (f" ({source.reference})" if source.reference else "")
    parts = ((N_("{letter}: settles"), letter.settles), (N_("{letter}: promises"), letter.makes))
    columns = (
        ReportColumn(translate(N_("No.")), 0.08),
        ReportColumn(translate(N_("Motion or commitment")), 0.4),
        ReportColumn(translate(N_("Who")), 0.08),
        ReportColumn(translate(N_("Term")), 0.16),
        ReportColumn(translate(N_("Standing")), 0.28),
    )
    return [
        ReportTable(
            translate(text, letter=named),
            columns,
            tuple(_commitment(plan, translator, each) for each in some),
            about=tuple(each.id for each in some),
        )
        for text, some in parts
        if some
    ]


def _commitment(plan: Plan, translator: Translator, row: Commitment) -> tuple[ReportCell, ...]:
    state = state_of(row, plan.programme.status_date)
    term = translator.window(row.term) if row.term is not None else "–"
    return (
        ReportCell(row.key, tone=Tone.QUIET),
        ReportCell(row.title),
        ReportCell(owner(plan, row.organisation_id)),
        ReportCell(term, tone=Tone.WORDS),
        ReportCell(translator.translate(state.message), STANDINGS.get(state.standing, Light.GREY)),
    )
