"""The course with its shortest, planned and longest durations, as tables."""

from __future__ import annotations

from planner.chart.reports.report import Report, ReportCell, ReportColumn, ReportTable, Tone
from planner.chart.reports.scenarios import beside_tables
from planner.domain.control.ranges import course
from planner.domain.model import Activity
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule
from planner.language.translator import Translator
from planner.message import N_


def range_report(plan: Plan, schedule: Schedule, translator: Translator) -> Report:
    """The ranges, then what moves, slack and rules when all of them come out shortest, or longest."""
    translate = translator.translate
    subtitle = translate(N_("Shortest and longest course: assumptions, no norms"))
    found = course(plan, schedule, translate(N_("Shortest")), translate(N_("Longest")))
    if not found.ranged:
        return Report(plan.programme.name, subtitle, ())
    columns = (
        ReportColumn(translate(N_("No.")), 0.08),
        ReportColumn(translate(N_("Activity")), 0.5),
        ReportColumn(translate(N_("Shortest")), 0.14, numbers=True),
        ReportColumn(translate(N_("Planned")), 0.14, numbers=True),
        ReportColumn(translate(N_("Longest")), 0.14, numbers=True),
    )
    rows = tuple(_row(activity, translator) for activity in found.ranged)
    about = tuple(activity.id for activity in found.ranged)
    durations = ReportTable(translate(N_("Durations")), columns, rows, about=about)
    return Report(plan.programme.name, subtitle, (durations, *beside_tables(found.beside, translator, {})))


def _row(activity: Activity, translator: Translator) -> tuple[ReportCell, ...]:
    given = (activity.shortest_minutes, activity.duration_minutes, activity.longest_minutes)
    shown = (translator.duration(minutes) if minutes is not None else "–" for minutes in given)
    return (ReportCell(activity.key, tone=Tone.QUIET), ReportCell(activity.name), *(ReportCell(text) for text in shown))
