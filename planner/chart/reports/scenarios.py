"""Scenarios beside the plan, as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.chart.reports.report import Report, ReportCell, ReportColumn, ReportTable, Tone
from planner.chart.reports.words import slack_words
from planner.domain.control.scenarios import lay_over
from planner.domain.control.side_by_side import SideBySide, side_by_side
from planner.domain.model import Light
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule
from planner.language.translator import Translator
from planner.message import N_

MOST_SCENARIOS, MOST_ROWS = 6, 60
"""More columns than that cannot be read beside each other."""


def scenario_report(plan: Plan, schedule: Schedule, translator: Translator) -> Report:
    """Dates and slack in the plan and in each scenario, and what each breaks, frees and clashes with."""
    translate = translator.translate
    subtitle = translate(N_("Scenarios beside the plan"))
    if not plan.scenarios:
        return Report(plan.programme.name, subtitle, ())
    if len(plan.scenarios) > MOST_SCENARIOS:
        told = N_("Scenarios beside the plan: the first {shown} of {number}")
        subtitle = translate(told, shown=MOST_SCENARIOS, number=len(plan.scenarios))
    found = side_by_side(plan, schedule, plan.scenarios[:MOST_SCENARIOS])
    shown = [scenario for scenario in plan.scenarios if scenario.name in found.names]
    clashes = {scenario.name: [clash.name for clash in lay_over(plan, scenario).clashes] for scenario in shown}
    return Report(plan.programme.name, subtitle, beside_tables(found, translator, clashes))


def beside_tables(
    found: SideBySide, translator: Translator, clashes: Mapping[str, Sequence[str]]
) -> tuple[ReportTable, ...]:
    """What moves, the slack, and what each breaks, frees and clashes with."""
    return _moving(found, translator), _slacks(found, translator), _consequences(found, translator, clashes)


def _columns(
    found: SideBySide, translator: Translator, *first: ReportColumn, numbers: bool = False
) -> tuple[ReportColumn, ...]:
    names = (translator.translate(N_("Plan")), *found.names)
    return (*first, *(ReportColumn(name, 0.5 / len(names), numbers) for name in names))


def _values(texts: Sequence[str]) -> tuple[ReportCell, ...]:
    """What the plan has, then what each scenario has: bold where that differs."""
    own, *others = texts
    return (ReportCell(own), *(ReportCell(text, tone=Tone.PLAIN if text == own else Tone.BOLD) for text in others))


def _moving(found: SideBySide, translator: Translator) -> ReportTable:
    """Milestones first: they are what others wait for."""
    translate = translator.translate
    first = (ReportColumn(translate(N_("No.")), 0.08), ReportColumn(translate(N_("Activity")), 0.42))
    moving = sorted(found.moving, key=lambda row: not row.activity.is_milestone)
    rows = tuple(
        (
            ReportCell(row.activity.key, tone=Tone.QUIET),
            ReportCell(row.activity.name),
            *_values([translator.date(day, "medium") if day else "–" for day in row.days]),
        )
        for row in moving[:MOST_ROWS]
    )
    about = tuple(row.activity.id for row in moving[:MOST_ROWS])
    caption, empty = translate(N_("What finishes on another day")), translate(N_("No activity moves."))
    left = len(moving) - MOST_ROWS
    note = translate(N_("{number} more finish on another day."), number=left) if left > 0 else ""
    return ReportTable(caption, _columns(found, translator, *first), rows, empty=empty, note=note, about=about)


def _slacks(found: SideBySide, translator: Translator) -> ReportTable:
    translate = translator.translate
    shown = [row for row in found.slacks if any(minutes is not None for minutes in row.minutes)]
    rows = tuple(
        (ReportCell(row.organisation.name), *_values([slack_words(minutes, translator) for minutes in row.minutes]))
        for row in shown
    )
    caption, empty = translate(N_("Slack per organisation")), translate(N_("No activity leads to entry into force."))
    columns = _columns(found, translator, ReportColumn(translate(N_("Organisation")), 0.5), numbers=True)
    return ReportTable(caption, columns, rows, empty=empty, about=tuple(row.organisation.id for row in shown))


def _consequences(found: SideBySide, translator: Translator, clashes: Mapping[str, Sequence[str]]) -> ReportTable:
    translate = translator.translate
    columns = (ReportColumn(translate(N_("Case")), 0.2), ReportColumn(translate(N_("What it does")), 0.8))
    rows = [(ReportCell(name), ReportCell(translate(message), Light.RED)) for name, message in found.refused]
    for name, difference in zip(found.names, found.differences, strict=True):
        told = [ReportCell(translate(finding.message), Light.RED) for finding in difference.conflicts]
        told += [
            ReportCell(translate(N_("Clashes with the plan: {name}"), name=clash), Light.ORANGE)
            for clash in clashes.get(name, ())
        ]
        told += [
            ReportCell(translate(N_("No longer so: {what}"), what=freed.message), Light.GREEN)
            for freed in difference.freed
        ]
        rows += [(ReportCell(name), cell) for cell in told]
    caption, empty = translate(N_("What each breaks and frees")), translate(N_("Nothing breaks and nothing is freed."))
    return ReportTable(caption, columns, tuple(rows), empty=empty)
