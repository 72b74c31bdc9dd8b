"""The columns that stand beside the bars on sheets of the Gantt: which there are, how wide, what they show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.chart.marks import has_window, is_done
from planner.chart.scene import Anchor
from planner.chart.sheet import Paper
from planner.chart.styles import Measure
from planner.domain.model import Activity, Organisation
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import ScheduledActivity
from planner.language.translator import Translator
from planner.message import N_

CELL_PAD = 3.0
COLUMNS: dict[str, str] = {
    "key": N_("No."),
    "name": N_("Name"),
    "start": N_("Start"),
    "finish": N_("Finish"),
    "percent_complete": N_("%"),
    "duration": N_("Duration"),
    "total_slack": N_("Slack"),
    "organisation": N_("Organisation"),
    "responsible": N_("Responsible (role)"),
}
"""Columns that can stand beside the bars, and their headings."""
USUAL_COLUMNS = ("key", "name", "start", "finish", "percent_complete")
NUMBERS = ("percent_complete", "duration", "total_slack")


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """A column of the table at the left of a sheet."""

    name: str
    x: float
    width: float
    anchor: Anchor


def table_columns(
    plan: Plan, paper: Paper, measure: Measure, translator: Translator, chosen: tuple[str, ...]
) -> list[PaperColumn]:
    """The columns at the left of a sheet, side by side; the name always among them."""
    keys = max((measure(a.key, "paper.cell") for a in plan.rows(Activity)), default=0.0)
    days = (translator.date(date(2028, month, 28)) for month in range(1, 13))
    day = max(34.0, *(measure(text, "paper.cell.bold") for text in days)) + 2 * CELL_PAD + 1
    percent = measure("100", "paper.cell.bold") + 2 * CELL_PAD + 2
    widths = {
        "key": min(max(keys, 22.0), 60.0) + 2 * CELL_PAD,
        "name": max(paper.inner * (0.25 if paper.inner > 700 else 0.3), 90.0),
        "start": day,
        "finish": day,
        "percent_complete": percent,
        "duration": measure("1.000 wd", "paper.cell.bold") + 2 * CELL_PAD,
        "organisation": measure("POLITIE", "paper.cell") + 2 * CELL_PAD,
        "responsible": 80.0,
        "total_slack": measure("−100 wd", "paper.cell") + 2 * CELL_PAD,
    }
    columns: list[PaperColumn] = []
    x = paper.margin
    names = chosen if "name" in chosen else ("name", *chosen)
    for name in names:
        anchor = Anchor.END if name in NUMBERS else Anchor.START
        columns.append(PaperColumn(name, x, widths[name], anchor))
        x += widths[name]
    return columns


def column_value(
    plan: Plan, translator: Translator, name: str, activity: Activity, planned: ScheduledActivity
) -> tuple[str, bool]:
    """What a column shows of an activity, and whether that is in words."""
    match name:
        case "key":
            return activity.key, False
        case "name":
            return activity.name, False
        case "start":
            return _start(activity, planned, translator)
        case "finish":
            return _finish(activity, planned, translator)
        case "percent_complete":
            none = planned.termless and not planned.percent
            return ("" if none else str(round(planned.percent))), False
        case "duration":
            return (
                ("", False) if activity.is_plain_milestone else (translator.duration(planned.duration_minutes), False)
            )
        case "total_slack":
            none = activity.is_summary or planned.termless
            return ("" if none else translator.duration(planned.total_slack)), False
        case "organisation":
            owner = plan.get(Organisation, activity.organisation_id)
            return (owner.code if owner else "", False)
        case _:
            return activity.responsible, False


def _start(activity: Activity, planned: ScheduledActivity, translator: Translator) -> tuple[str, bool]:
    """The start as it is shown, and whether that is in words."""
    if has_window(planned) and activity.is_milestone and not is_done(activity, planned):
        return translator.date(planned.shown_from), True
    return translator.date(planned.start.date()), False


def _finish(activity: Activity, planned: ScheduledActivity, translator: Translator) -> tuple[str, bool]:
    if planned.termless:
        return "", False
    if has_window(planned) and not is_done(activity, planned):
        return translator.date(planned.shown_to), True
    return ("", False) if activity.is_plain_milestone else (translator.date(planned.finish.date()), False)
