"""Scenarios beside the plan, as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.chart.reports.report import Cell, Column, Report, Table, Tone
from planner.chart.reports.words import slack_words
from planner.domain.control.scenarios import lay_over
from planner.domain.control.side_by_side import SideBySide, side_by_side
from planner.domain.model import Light
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule
from planner.language.wording import Wording
from planner.message import N_

MOST_SCENARIOS, MOST_ROWS = 6, 60
"""More columns than that cannot be read beside each other."""


def scenario_report(plan: Plan, schedule: Schedule, wording: Wording) -> Report:
    """Dates and slack in the plan and in each scenario, and what each breaks, frees and clashes with."""
    say = wording.say
    subtitle = say(N_("Scenarios beside the plan"))
    if not plan.scenarios:
        return Report(plan.programme.name, subtitle, ())
    if len(plan.scenarios) > MOST_SCENARIOS:
        told = N_("Scenarios beside the plan: the first {shown} of {number}")
        subtitle = say(told, shown=MOST_SCENARIOS, number=len(plan.scenarios))
    found = side_by_side(plan, schedule, plan.scenarios[:MOST_SCENARIOS])
    shown = [scenario for scenario in plan.scenarios if scenario.name in found.names]
    clashes = {scenario.name: [clash.name for clash in lay_over(plan, scenario).clashes] for scenario in shown}
    return Report(plan.programme.name, subtitle, beside_tables(found, wording, clashes))


def beside_tables(found: SideBySide, wording: Wording, clashes: Mapping[str, Sequence[str]]) -> tuple[Table, ...]:
    """What moves, the slack, and what each breaks, frees and clashes with."""
    return _moving(found, wording), _slacks(found, wording), _consequences(found, wording, clashes)


def _columns(found: SideBySide, wording: Wording, *first: Column, numbers: bool = False) -> tuple[Column, ...]:
    names = (wording.say(N_("Plan")), *found.names)
    return (*first, *(Column(name, 0.5 / len(names), numbers) for name in names))


def _values(texts: Sequence[str]) -> tuple[Cell, ...]:
    """What the plan has, then what each scenario has: bold where that differs."""
    own, *others = texts
    return (Cell(own), *(Cell(text, tone=Tone.PLAIN if text == own else Tone.BOLD) for text in others))


def _moving(found: SideBySide, wording: Wording) -> Table:
    """Milestones first: they are what others wait for."""
    say = wording.say
    first = (Column(say(N_("No.")), 0.08), Column(say(N_("Activity")), 0.42))
    moving = sorted(found.moving, key=lambda row: not row.activity.is_milestone)
    rows = tuple(
        (
            Cell(row.activity.key, tone=Tone.QUIET),
            Cell(row.activity.name),
            *_values([wording.date(day, "medium") if day else "–" for day in row.days]),
        )
        for row in moving[:MOST_ROWS]
    )
    about = tuple(row.activity.id for row in moving[:MOST_ROWS])
    caption, empty = say(N_("What finishes on another day")), say(N_("No activity moves."))
    left = len(moving) - MOST_ROWS
    note = say(N_("{number} more finish on another day."), number=left) if left > 0 else ""
    return Table(caption, _columns(found, wording, *first), rows, empty=empty, note=note, about=about)


def _slacks(found: SideBySide, wording: Wording) -> Table:
    say = wording.say
    shown = [row for row in found.slacks if any(minutes is not None for minutes in row.minutes)]
    rows = tuple(
        (Cell(row.organisation.name), *_values([slack_words(minutes, wording) for minutes in row.minutes]))
        for row in shown
    )
    caption, empty = say(N_("Slack per organisation")), say(N_("No activity leads to entry into force."))
    columns = _columns(found, wording, Column(say(N_("Organisation")), 0.5), numbers=True)
    return Table(caption, columns, rows, empty=empty, about=tuple(row.organisation.id for row in shown))


def _consequences(found: SideBySide, wording: Wording, clashes: Mapping[str, Sequence[str]]) -> Table:
    say = wording.say
    columns = (Column(say(N_("Case")), 0.2), Column(say(N_("What it does")), 0.8))
    rows = [(Cell(name), Cell(say(message), Light.RED)) for name, message in found.refused]
    for name, difference in zip(found.names, found.differences, strict=True):
        told = [Cell(say(finding.message), Light.RED) for finding in difference.conflicts]
        told += [
            Cell(say(N_("Clashes with the plan: {name}"), name=clash), Light.ORANGE) for clash in clashes.get(name, ())
        ]
        told += [Cell(say(N_("No longer so: {what}"), what=freed.message), Light.GREEN) for freed in difference.freed]
        rows += [(Cell(name), cell) for cell in told]
    caption, empty = say(N_("What each breaks and frees")), say(N_("Nothing breaks and nothing is freed."))
    return Table(caption, columns, tuple(rows), empty=empty)
