"""The course with its shortest, planned and longest durations, as tables."""

from __future__ import annotations

from planner.chart.reports.report import Cell, Column, Report, Table, Tone
from planner.chart.reports.scenarios import beside_tables
from planner.domain.control.ranges import course
from planner.domain.model import Activity
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule
from planner.language.wording import Wording
from planner.message import N_


def range_report(plan: Plan, schedule: Schedule, wording: Wording) -> Report:
    """The ranges, then what moves, slack and rules when all of them come out shortest, or longest."""
    say = wording.say
    subtitle = say(N_("Shortest and longest course: assumptions, no norms"))
    found = course(plan, schedule, say(N_("Shortest")), say(N_("Longest")))
    if not found.ranged:
        return Report(plan.programme.name, subtitle, ())
    columns = (
        Column(say(N_("No.")), 0.08),
        Column(say(N_("Activity")), 0.5),
        Column(say(N_("Shortest")), 0.14, numbers=True),
        Column(say(N_("Planned")), 0.14, numbers=True),
        Column(say(N_("Longest")), 0.14, numbers=True),
    )
    rows = tuple(_row(activity, wording) for activity in found.ranged)
    about = tuple(activity.id for activity in found.ranged)
    durations = Table(say(N_("Durations")), columns, rows, about=about)
    return Report(plan.programme.name, subtitle, (durations, *beside_tables(found.beside, wording, {})))


def _row(activity: Activity, wording: Wording) -> tuple[Cell, ...]:
    given = (activity.shortest_minutes, activity.duration_minutes, activity.longest_minutes)
    shown = (wording.duration(minutes) if minutes is not None else "–" for minutes in given)
    return (Cell(activity.key, tone=Tone.QUIET), Cell(activity.name), *(Cell(text) for text in shown))
