"""The columns that stand beside the bars on sheets of the Gantt: which there are, how wide, what they show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from planner.chart.date_words import ASSUMED, date_text
from planner.chart.scene import Anchor
from planner.chart.sheet import Paper
from planner.chart.styles import Measure
from planner.domain.activity_fields import ACTIVITY_FIELDS
from planner.domain.control.state import STATE_SIGNS, states
from planner.domain.control.statements import Statements
from planner.domain.field_def import FieldDef, Shape, Surface
from planner.domain.model import Activity
from planner.domain.plan import Plan
from planner.errors import EditRefused
from planner.language.translator import Translator
from planner.message import N_

CELL_PAD = 3.0
COLUMNS: dict[str, FieldDef] = {
    spec.word: spec for spec in sorted(ACTIVITY_FIELDS, key=lambda spec: spec.paper.place) if spec.is_on(Surface.PAPER)
}
"""Columns that can stand beside the bars: fields of an activity, by what they are called on a command line."""
USUAL_COLUMNS = tuple(name for name, spec in COLUMNS.items() if spec.paper.shown)
RIGHT = (Shape.PERCENT, Shape.DURATION, Shape.INTEGER, Shape.NUMBER)


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """A column of the table at the left of a sheet."""

    name: str
    spec: FieldDef
    x: float
    width: float
    anchor: Anchor

    @property
    def heading(self) -> str:
        return self.spec.paper.heading or self.spec.heading


def find_columns(names: Sequence[str]) -> list[FieldDef]:
    """The fields of columns by their names, the name of the activity always among them; EditRefused for one unknown."""
    found: list[FieldDef] = []
    for name in names if "name" in names else ("name", *names):
        if name not in COLUMNS:
            known = ", ".join(COLUMNS)
            raise EditRefused(N_("There is no column {name}. Choose from {known}."), name=name, known=known)
        found.append(COLUMNS[name])
    return found


def table_columns(
    plan: Plan, paper: Paper, measure: Measure, translator: Translator, chosen: tuple[str, ...]
) -> list[PaperColumn]:
    """The columns at the left of a sheet, side by side; the name always among them."""
    columns: list[PaperColumn] = []
    x = paper.margin
    for spec in find_columns(chosen):
        width = _width(spec, plan, paper, measure, translator)
        columns.append(PaperColumn(spec.name, spec, x, width, Anchor.END if spec.shape in RIGHT else Anchor.START))
        x += width
    return columns


def _width(spec: FieldDef, plan: Plan, paper: Paper, measure: Measure, translator: Translator) -> float:
    """How wide a column is, in points: declared, or as its widest value asks."""
    if spec.name == "key":
        keys = max((measure(a.key, "paper.cell") for a in plan.rows(Activity)), default=0.0)
        return min(max(keys, 22.0) + 2 * CELL_PAD + 1, paper.inner * 0.2)
    if spec.name == "name":
        return max(paper.inner * (0.25 if paper.inner > 700 else 0.3), 90.0)
    if spec.paper.width:
        return float(spec.paper.width)
    match spec.shape:
        case Shape.START | Shape.FINISH | Shape.DATE:
            days = (translator.date(date(2028, month, 28)) for month in range(1, 13))
            return max(34.0, *(measure(f"{ASSUMED} {text}", "paper.cell.bold") for text in days)) + 2 * CELL_PAD + 1
        case Shape.PERCENT:
            return measure("100", "paper.cell.bold") + 2 * CELL_PAD + 2
        case Shape.DURATION if spec.stored:
            return measure("1.000 wd", "paper.cell.bold") + 2 * CELL_PAD
        case Shape.DURATION:
            return measure(f"{ASSUMED} −100 wd", "paper.cell") + 2 * CELL_PAD
        case Shape.REFERENCE if spec.refers_to == "organisation":
            return measure("POLITIE", "paper.cell") + 2 * CELL_PAD
        case _:
            heading = measure(translator.heading(spec), "paper.head")
            return max(heading, measure("0" * min(spec.width, 16), "paper.cell")) + 2 * CELL_PAD


def column_value(told: Statements, translator: Translator, spec: FieldDef, activity: Activity) -> tuple[str, bool]:
    """What a column shows of an activity, and whether that is in words."""
    planned = told.schedule[activity.id]
    match spec.name:
        case "start" | "finish":
            return _date(told, translator, activity, is_start=spec.name == "start")
        case "state":
            state = states(told.plan, told.schedule).of(activity)
            return f"{STATE_SIGNS[state]} {translator.choice(state)}", False
        case "percent_complete":
            none = planned.termless and not planned.percent
            return ("" if none else str(round(planned.percent))), False
        case "duration_minutes":
            return (
                ("", False) if activity.is_plain_milestone else (translator.duration(planned.duration_minutes), False)
            )
        case "total_slack":
            return _slack(told, translator, activity), False
        case "free_slack":
            none = activity.is_summary or told.slack(activity) is None
            return ("" if none else translator.duration(planned.free_slack)), False
        case _:
            value = getattr(activity if spec.stored else planned, spec.name)
            text = translator.value(spec, value, told.plan)
            return " ".join(text.split()) if spec.shape is Shape.LONG_TEXT else text, False


def _date(told: Statements, translator: Translator, activity: Activity, *, is_start: bool) -> tuple[str, bool]:
    """A start or finish: the planned day, with a sign where it rests on an assumption; nothing where nobody knows."""
    if activity.is_plain_milestone and not is_start:
        return "", False
    found = date_text(told.start(activity) if is_start else told.finish(activity), translator, is_start=is_start)
    if not found.day:
        return found.text, found.in_words
    return (f"{ASSUMED} {found.day}" if found.sign == ASSUMED else found.day), found.in_words


def _slack(told: Statements, translator: Translator, activity: Activity) -> str:
    """Total slack, with a sign where it rests on an assumption."""
    slack = None if activity.is_summary else told.slack(activity)
    text = translator.duration(slack)
    return f"{ASSUMED} {text}" if text and told.grounds.of_slack(activity.id) else text
