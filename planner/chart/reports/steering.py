"""Promises to Parliament, readiness and changes, as tables."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from planner.chart.facts import light_words
from planner.chart.reports.report import Report, ReportCell, ReportColumn, ReportTable, Tone
from planner.chart.reports.words import MEANINGS, owner
from planner.domain.changes import Step
from planner.domain.control.commitments import DueState, State, states
from planner.domain.control.readiness import criterion_light, latest_assessment
from planner.domain.fields import field_spec
from planner.domain.integrity import name_of
from planner.domain.model import Criterion, Light, Track
from planner.domain.plan import Plan
from planner.language.translator import Translator
from planner.message import N_

LIGHT_OF: dict[DueState, Light] = {
    DueState.OVERDUE: Light.RED,
    DueState.DUE: Light.ORANGE,
}
QUIET_KINDS = frozenset({"key_series", "remark", "saved_view", "baseline_date", "reply"})
"""Kinds of row that say nothing to a reader of what changed."""


def commitment_report(plan: Plan, translator: Translator, organisation: UUID | None = None) -> Report:
    """Motions and commitments by where they stand, the most pressing first."""
    translate = translator.translate
    found = [s for s in states(plan) if organisation in (None, s.commitment.organisation_id)]
    groups: dict[DueState, list[State]] = {}
    for state in found:
        groups.setdefault(state.standing, []).append(state)
    columns = (
        ReportColumn(translate(N_("No.")), 0.07),
        ReportColumn(translate(N_("Motion or commitment")), 0.34),
        ReportColumn(translate(N_("Who")), 0.07),
        ReportColumn(translate(N_("Made on")), 0.11),
        ReportColumn(translate(N_("Term")), 0.15),
        ReportColumn(translate(N_("Reference")), 0.1),
        ReportColumn(translate(N_("Standing")), 0.16),
    )
    tables = tuple(
        ReportTable(
            translate(NAMES[standing]), columns, tuple(_commitment(plan, translator, s) for s in groups[standing])
        )
        for standing in DueState
        if standing in groups
    )
    subtitle = translate(N_("Motions and commitments to Parliament, by status and date"))
    return Report(plan.programme.name, subtitle, tables)


NAMES: dict[DueState, str] = {
    DueState.OVERDUE: N_("Overdue"),
    DueState.DUE: N_("Due soon"),
    DueState.OPEN: N_("Open"),
    DueState.NO_TERM: N_("Open, without a term"),
    DueState.UNKNOWN: N_("What became of it is not known"),
    DueState.SETTLED: N_("Settled"),
}


def _commitment(plan: Plan, translator: Translator, state: State) -> tuple[ReportCell, ...]:
    row = state.commitment
    light = LIGHT_OF.get(state.standing, Light.GREEN if state.standing is DueState.SETTLED else Light.GREY)
    term = translator.window(row.term) if row.term is not None else "–"
    return (
        ReportCell(row.key, tone=Tone.QUIET),
        ReportCell(row.title),
        ReportCell(owner(plan, row.organisation_id)),
        ReportCell(translator.window(row.made_on)),
        ReportCell(term, tone=Tone.WORDS),
        ReportCell(row.reference, tone=Tone.QUIET),
        ReportCell(translator.translate(state.message), light),
    )


def readiness_report(plan: Plan, translator: Translator, organisation: UUID | None = None) -> Report:
    """What "ready" means for each organisation, and how each criterion was judged last, with the explanation."""
    translate = translator.translate
    columns = (
        ReportColumn(translate(N_("Theme")), 0.12),
        ReportColumn(translate(N_("Criterion")), 0.27),
        ReportColumn(translate(N_("Needed by")), 0.13),
        ReportColumn(translate(N_("Judgement")), 0.12),
        ReportColumn(translate(N_("Judged on")), 0.1),
        ReportColumn(translate(N_("Explanation")), 0.26),
    )
    own: dict[UUID, list[Criterion]] = {}
    for criterion in plan.criteria:
        own.setdefault(criterion.organisation_id, []).append(criterion)
    tables = tuple(
        ReportTable(f"{each.name} ({each.code})", columns, tuple(_criterion(plan, translator, c) for c in own[each.id]))
        for each in plan.organisations
        if each.id in own and organisation in (None, each.id)
    )
    subtitle = translate(N_("Readiness per organisation and theme, with explanation"))
    return Report(plan.programme.name, subtitle, tables)


def _criterion(plan: Plan, translator: Translator, criterion: Criterion) -> tuple[ReportCell, ...]:
    light = criterion_light(plan, criterion)
    last = latest_assessment(plan, criterion.id)
    track = plan.get(Track, criterion.track_id)
    must = "" if criterion.mandatory else f" {translator.translate(N_('(not mandatory)'))}"
    return (
        ReportCell(track.name if track else ""),
        ReportCell(criterion.name + must),
        ReportCell(translator.window(criterion.needed_by), tone=Tone.WORDS),
        ReportCell(light_words(light, translator), light),
        ReportCell(translator.date(last.on, "medium") if last else "–", tone=Tone.QUIET),
        ReportCell(last.explanation if last else translator.translate(N_("not judged yet"))),
    )


def change_report(before: Plan, plan: Plan, changes: Step, translator: Translator, since: date) -> Report:
    """What was changed since a day: what came, went, and which fields differ, row by row."""
    translate = translator.translate
    columns = (
        ReportColumn(translate(N_("Row")), 0.32),
        ReportColumn(translate(N_("Field")), 0.18),
        ReportColumn(translate(N_("Before")), 0.25),
        ReportColumn(translate(N_("Now")), 0.25),
    )
    rows: dict[UUID | None, list[tuple[ReportCell, ...]]] = {}
    for change in changes.changes:
        if change.kind in QUIET_KINDS:
            continue
        row = change.after or change.before
        assert row is not None
        about = name_of(row)
        whose = getattr(row, "organisation_id", None)
        if change.before is None or change.after is None:
            text = translate(N_("added")) if change.before is None else translate(N_("removed"))
            rows.setdefault(whose, []).append(
                (ReportCell(about), ReportCell(text, tone=Tone.BOLD), ReportCell(""), ReportCell(""))
            )
            continue
        for name in change.fields:
            spec = field_spec(change.kind, name)
            if spec is None or not spec.heading:
                continue
            old = translator.value(spec, getattr(change.before, name), before)
            new = translator.value(spec, getattr(change.after, name), plan)
            rows.setdefault(whose, []).append(
                (
                    ReportCell(about),
                    ReportCell(translator.heading(spec)),
                    ReportCell(old or "–", tone=Tone.QUIET),
                    ReportCell(new or "–"),
                )
            )
    own = translate(N_("The programme itself"))
    named = {o.id: f"{o.name} ({o.code})" for o in plan.organisations}
    groups: dict[str, list[tuple[ReportCell, ...]]] = {name: [] for name in (*named.values(), own)}
    for whose, found in rows.items():
        groups[named.get(whose, own) if whose else own] += found
    tables = tuple(ReportTable(name, columns, tuple(found)) for name, found in groups.items() if found)
    if not tables:
        tables = (ReportTable(translate(N_("Changes")), columns, (), empty=translate(N_("Nothing was changed."))),)
    subtitle = translate(N_("What changed since {day}"), day=translator.date(since, "long"))
    return Report(plan.programme.name, subtitle, tables)


def light_meanings(lights: frozenset[Light], translator: Translator) -> list[tuple[Light, str]]:
    """What the lights that are shown mean, for the legend."""
    return [(light, translator.translate(MEANINGS[light])) for light in Light if light in lights]
