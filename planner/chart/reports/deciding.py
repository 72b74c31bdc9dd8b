"""Go or no-go for a day, and what each letter to Parliament settles and promises, as tables."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from planner.chart.reports.report import Cell, Column, Report, Table, Tone
from planner.chart.reports.words import owner, slack_words
from planner.domain.control.commitments import Standing, state_of
from planner.domain.control.go_no_go import Point, Verdict, verdict
from planner.domain.control.letters import Letter, letters
from planner.domain.model import Commitment, Light, Organisation, Track
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule
from planner.language.wording import Wording
from planner.message import N_

STANDINGS: dict[Standing, Light] = {
    Standing.OVERDUE: Light.RED,
    Standing.DUE: Light.ORANGE,
    Standing.SETTLED: Light.GREEN,
}


def go_no_go_report(
    plan: Plan, schedule: Schedule, wording: Wording, on: date | None = None, organisation: UUID | None = None
) -> Report:
    """The points of each organisation against a day; entry into force unless another is said."""
    say = wording.say
    found = verdict(plan, schedule, on, organisation)
    own: dict[UUID, list[Point]] = {}
    for point in found.points:
        own.setdefault(point.criterion.organisation_id, []).append(point)
    tables = [_summary(found, wording)]
    tables += [_points(plan, wording, plan.row(Organisation, each), points) for each, points in own.items()]
    subtitle = say(N_("Go or no-go for {day}"), day=wording.date(found.on, "long"))
    return Report(plan.programme.name, subtitle, tuple(tables))


def verdict_words(found: Verdict, wording: Wording) -> Cell:
    """The verdict in a sentence, with its light."""
    count = len(found.open_points)
    if not found.points:
        return Cell(wording.say(N_("No criteria: there is nothing to decide by.")), Light.GREY)
    if found.go:
        return Cell(wording.say(N_("Go: every mandatory point is met.")), Light.GREEN)
    text = wording.plural(
        "No-go: {number} mandatory point is open.", "No-go: {number} mandatory points are open.", count
    )
    return Cell(text, Light.RED)


def _summary(found: Verdict, wording: Wording) -> Table:
    say = wording.say
    columns = (Column(say(N_("Verdict")), 0.6), Column(say(N_("How it is reached")), 0.4))
    how = say(N_("The chain is as ready as its weakest link: one open mandatory point makes a no-go."))
    return Table(say(N_("Verdict")), columns, ((verdict_words(found, wording), Cell(how, tone=Tone.QUIET)),))


def _points(plan: Plan, wording: Wording, organisation: Organisation, points: list[Point]) -> Table:
    say = wording.say
    columns = (
        Column(say(N_("Theme")), 0.13),
        Column(say(N_("Criterion")), 0.185),
        Column(say(N_("Judgement")), 0.09),
        Column(say(N_("By the dates")), 0.15),
        Column(say(N_("Forecast")), 0.09),
        Column(say(N_("Slack")), 0.075, numbers=True),
        Column(say(N_("State")), 0.075),
        Column(say(N_("Work-around")), 0.095),
        Column(say(N_("Who decides")), 0.11),
    )
    rows = tuple(_point(plan, wording, point) for point in points)
    about = tuple(point.criterion.id for point in points)
    return Table(f"{organisation.name} ({organisation.code})", columns, rows, about=about)


def _point(plan: Plan, wording: Wording, point: Point) -> tuple[Cell, ...]:
    say, criterion = wording.say, point.criterion
    track = plan.get(Track, criterion.track_id)
    mandatory = "" if criterion.mandatory else f" {say(N_('(not mandatory)'))}"
    facts = point.by_facts
    return (
        Cell(track.name if track else ""),
        Cell(criterion.name + mandatory),
        Cell(wording.choice(point.light).lower(), point.light),
        Cell(wording.choice(facts).lower(), facts) if facts is not None else Cell("–", tone=Tone.QUIET),
        Cell(wording.date(point.forecast, "medium") if point.forecast else "–"),
        Cell(slack_words(point.slack, wording) if point.slack is not None else "–"),
        Cell(say(N_("open")) if point.is_open else say(N_("met")), tone=Tone.BOLD if point.is_open else Tone.PLAIN),
        Cell(criterion.workaround or "–"),
        Cell(criterion.decider or "–"),
    )


def letter_report(plan: Plan, wording: Wording) -> Report:
    """Each letter with what it settles and what it promises, the newest first."""
    say = wording.say
    tables: list[Table] = []
    for letter in letters(plan):
        tables += _letter(plan, wording, letter)
    subtitle = say(N_("What each letter to Parliament settles and promises"))
    return Report(plan.programme.name, subtitle, tuple(tables))


def _letter(plan: Plan, wording: Wording, letter: Letter) -> list[Table]:
    say, source = wording.say, letter.source
    named = source.title + (f" ({source.reference})" if source.reference else "")
    parts = ((N_("{letter}: settles"), letter.settles), (N_("{letter}: promises"), letter.makes))
    columns = (
        Column(say(N_("No.")), 0.08),
        Column(say(N_("Motion or commitment")), 0.4),
        Column(say(N_("Who")), 0.08),
        Column(say(N_("Term")), 0.16),
        Column(say(N_("Standing")), 0.28),
    )
    return [
        Table(
            say(text, letter=named),
            columns,
            tuple(_commitment(plan, wording, each) for each in some),
            about=tuple(each.id for each in some),
        )
        for text, some in parts
        if some
    ]


def _commitment(plan: Plan, wording: Wording, row: Commitment) -> tuple[Cell, ...]:
    state = state_of(row, plan.programme.status_date)
    term = wording.window(row.term) if row.term is not None else "–"
    return (
        Cell(row.key, tone=Tone.QUIET),
        Cell(row.title),
        Cell(owner(plan, row.organisation_id)),
        Cell(term, tone=Tone.WORDS),
        Cell(wording.say(state.message), STANDINGS.get(state.standing, Light.GREY)),
    )
