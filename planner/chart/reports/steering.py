"""Promises to Parliament, readiness and changes, as tables."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from planner.chart.reports.report import Cell, Column, Report, Table, Tone
from planner.chart.reports.words import MEANINGS, owner
from planner.domain.changes import Step
from planner.domain.control.commitments import Standing, State, states
from planner.domain.control.readiness import criterion_light, latest_assessment
from planner.domain.fields import field_spec
from planner.domain.integrity import name_of
from planner.domain.model import Criterion, Light, Track
from planner.domain.plan import Plan
from planner.language.wording import Wording
from planner.message import N_

LIGHT_OF: dict[Standing, Light] = {
    Standing.OVERDUE: Light.RED,
    Standing.DUE: Light.ORANGE,
}
QUIET_KINDS = frozenset({"key_series", "remark", "saved_view", "baseline_date", "reply"})
"""Kinds of row that say nothing to a reader of what changed."""


def commitment_report(plan: Plan, wording: Wording, organisation: UUID | None = None) -> Report:
    """Motions and commitments by where they stand, the most pressing first."""
    say = wording.say
    found = [s for s in states(plan) if organisation in (None, s.commitment.organisation_id)]
    groups: dict[Standing, list[State]] = {}
    for state in found:
        groups.setdefault(state.standing, []).append(state)
    columns = (
        Column(say(N_("No.")), 0.07),
        Column(say(N_("Motion or commitment")), 0.34),
        Column(say(N_("Who")), 0.07),
        Column(say(N_("Made on")), 0.11),
        Column(say(N_("Term")), 0.15),
        Column(say(N_("Reference")), 0.1),
        Column(say(N_("Standing")), 0.16),
    )
    tables = tuple(
        Table(say(NAMES[standing]), columns, tuple(_commitment(plan, wording, s) for s in groups[standing]))
        for standing in Standing
        if standing in groups
    )
    subtitle = say(N_("Motions and commitments to Parliament, by status and date"))
    return Report(plan.programme.name, subtitle, tables)


NAMES: dict[Standing, str] = {
    Standing.OVERDUE: N_("Overdue"),
    Standing.DUE: N_("Due soon"),
    Standing.OPEN: N_("Open"),
    Standing.NO_TERM: N_("Open, without a term"),
    Standing.SETTLED: N_("Settled"),
}


def _commitment(plan: Plan, wording: Wording, state: State) -> tuple[Cell, ...]:
    row = state.commitment
    light = LIGHT_OF.get(state.standing, Light.GREEN if state.standing is Standing.SETTLED else Light.GREY)
    term = wording.window(row.term) if row.term is not None else "–"
    return (
        Cell(row.key, tone=Tone.QUIET),
        Cell(row.title),
        Cell(owner(plan, row.organisation_id)),
        Cell(wording.window(row.made_on)),
        Cell(term, tone=Tone.WORDS),
        Cell(row.reference, tone=Tone.QUIET),
        Cell(wording.say(state.message), light),
    )


def readiness_report(plan: Plan, wording: Wording, organisation: UUID | None = None) -> Report:
    """What "ready" means for each organisation, and how each criterion was judged last, with the explanation."""
    say = wording.say
    columns = (
        Column(say(N_("Theme")), 0.12),
        Column(say(N_("Criterion")), 0.27),
        Column(say(N_("Needed by")), 0.13),
        Column(say(N_("Judgement")), 0.12),
        Column(say(N_("Judged on")), 0.1),
        Column(say(N_("Explanation")), 0.26),
    )
    own: dict[UUID, list[Criterion]] = {}
    for criterion in plan.criteria:
        own.setdefault(criterion.organisation_id, []).append(criterion)
    tables = tuple(
        Table(f"{each.name} ({each.code})", columns, tuple(_criterion(plan, wording, c) for c in own[each.id]))
        for each in plan.organisations
        if each.id in own and organisation in (None, each.id)
    )
    subtitle = say(N_("Readiness per organisation and theme, with explanation"))
    return Report(plan.programme.name, subtitle, tables)


def _criterion(plan: Plan, wording: Wording, criterion: Criterion) -> tuple[Cell, ...]:
    light = criterion_light(plan, criterion)
    last = latest_assessment(plan, criterion.id)
    track = plan.get(Track, criterion.track_id)
    must = "" if criterion.mandatory else f" {wording.say(N_('(not mandatory)'))}"
    return (
        Cell(track.name if track else ""),
        Cell(criterion.name + must),
        Cell(wording.window(criterion.needed_by), tone=Tone.WORDS),
        Cell(wording.choice(light).lower(), light),
        Cell(wording.date(last.on, "medium") if last else "–", tone=Tone.QUIET),
        Cell(last.explanation if last else wording.say(N_("not judged yet"))),
    )


def change_report(before: Plan, plan: Plan, changes: Step, wording: Wording, since: date) -> Report:
    """What was changed since a day: what came, went, and which fields differ, row by row."""
    say = wording.say
    columns = (
        Column(say(N_("Row")), 0.32),
        Column(say(N_("Field")), 0.18),
        Column(say(N_("Before")), 0.25),
        Column(say(N_("Now")), 0.25),
    )
    rows: dict[UUID | None, list[tuple[Cell, ...]]] = {}
    for change in changes.changes:
        if change.kind in QUIET_KINDS:
            continue
        row = change.after or change.before
        assert row is not None
        about = name_of(row)
        whose = getattr(row, "organisation_id", None)
        if change.before is None or change.after is None:
            text = say(N_("added")) if change.before is None else say(N_("removed"))
            rows.setdefault(whose, []).append((Cell(about), Cell(text, tone=Tone.BOLD), Cell(""), Cell("")))
            continue
        for name in change.fields:
            spec = field_spec(change.kind, name)
            if spec is None or not spec.heading:
                continue
            old = wording.value(spec, getattr(change.before, name), before)
            new = wording.value(spec, getattr(change.after, name), plan)
            rows.setdefault(whose, []).append(
                (Cell(about), Cell(wording.heading(spec)), Cell(old or "–", tone=Tone.QUIET), Cell(new or "–"))
            )
    own = say(N_("The programme itself"))
    named = {o.id: f"{o.name} ({o.code})" for o in plan.organisations}
    groups: dict[str, list[tuple[Cell, ...]]] = {name: [] for name in (*named.values(), own)}
    for whose, found in rows.items():
        groups[named.get(whose, own) if whose else own] += found
    tables = tuple(Table(name, columns, tuple(found)) for name, found in groups.items() if found)
    if not tables:
        tables = (Table(say(N_("Changes")), columns, (), empty=say(N_("Nothing was changed."))),)
    subtitle = say(N_("What changed since {day}"), day=wording.date(since, "long"))
    return Report(plan.programme.name, subtitle, tables)


def light_meanings(lights: frozenset[Light], wording: Wording) -> list[tuple[Light, str]]:
    """What the lights that are shown mean, for the legend."""
    return [(light, wording.say(MEANINGS[light])) for light in Light if light in lights]
