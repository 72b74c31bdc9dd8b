"""A Gantt beside the planning, drawn in cells by conditional formatting: it follows the dates that are typed.

Nothing stands in the cells of the strips. The heads are the first days of weeks, months or quarters;
the rules colour a cell where the work of its row touches that time. A date under "as given" counts before the
computed one, which moves along with its length.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from planner.domain.model import ActivityKind
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule
from planner.formats.excel.layout import SheetLayout
from planner.language import Translator

MOST = 60
"""Columns that strips take at most: beyond it the next larger unit is used."""
DONE, WORK, SUMMARY, MILESTONE, TODAY = "3F6FA8", "B7CCE4", "4A5A6D", "1F2933", "C0392B"
LOOKING_BACK = 366
"""Days before the status date from which strips are drawn: what is long past would make the rest small."""
STRIP_WIDTH = 3.2
SPARE = 500


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of time a column stands for: its first day, the one after it, and the same as a formula."""

    first: Callable[[date], date]
    next: Callable[[date], date]
    formula: str  # of the next first day; {head} is the cell with the first day


UNITS: tuple[Unit, ...] = (
    Unit(lambda d: d - timedelta(days=d.weekday()), lambda d: d + timedelta(days=7), "{head}+7"),
    Unit(lambda d: d.replace(day=1), lambda d: d + relativedelta(months=1), "EDATE({head},1)"),
    Unit(
        lambda d: d.replace(month=(d.month - 1) // 3 * 3 + 1, day=1),
        lambda d: d + relativedelta(months=3),
        "EDATE({head},3)",
    ),
    Unit(lambda d: d.replace(month=1, day=1), lambda d: d + relativedelta(years=1), "EDATE({head},12)"),
)


@dataclass(frozen=True, slots=True)
class Strips:
    """The heads of the strips, and the unit they stand for."""

    heads: tuple[date, ...]
    unit: Unit


def strips_of(plan: Plan, schedule: Schedule) -> Strips | None:
    """The times that the plan's dates cover from a year ago, in the smallest unit that fits; None without dates."""
    days: list[date] = []
    for activity, _ in plan.outline:
        dates = schedule[activity.id]
        days += [dates.start.date(), dates.start.date() if dates.termless else dates.finish.date()]
    days = [day for day in days if 1950 < day.year < 2150]
    if not days:
        return None
    first, last = min(days), max(days)
    looking_back = plan.programme.status_date - timedelta(days=LOOKING_BACK)
    first = max(first, min(looking_back, last))
    heads: list[date] = []
    for unit in UNITS:
        heads, head = [], unit.first(first)
        while head <= last and len(heads) <= MOST:
            heads.append(head)
            head = unit.next(head)
        if len(heads) <= MOST:
            return Strips(tuple(heads), unit)
    return Strips(tuple(heads[:MOST]), UNITS[-1])


def draw_strips(
    sheet: Any,
    layout: SheetLayout,
    strips: Strips,
    plan: Plan,
    translator: Translator,
    *,
    at: int,
    head: int,
    count: int,
) -> None:
    """Put the rules on a sheet whose strips begin in column `at` (from 1); rows follow the row `head`."""
    from openpyxl.utils import get_column_letter

    first, last = get_column_letter(at), get_column_letter(at + len(strips.heads) - 1)
    place = f"{first}{head + 1}:{last}{head + max(count, 1) + SPARE}"
    hidden = at - len(layout.fields)  # the column of the first field
    columns = {name: f"${get_column_letter(hidden + i)}{head + 1}" for i, name in enumerate(layout.fields)}
    here = f"{first}${head}"
    for rule in _rules(columns, here, strips.unit.formula.format(head=here), plan, translator):
        sheet.conditional_formatting.add(place, rule)


def _rules(columns: dict[str, str], here: str, after: str, plan: Plan, translator: Translator) -> list[Any]:
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import Border, PatternFill, Side

    given, computed = columns["start_window"], columns["start"]
    start = f"IF(ISNUMBER({given}),{given},IF(ISNUMBER({computed}),{computed},9^9))"
    ended, ends = columns["finish_window"], columns["finish"]
    length = f"IF(AND(ISNUMBER({ends}),ISNUMBER({computed})),{ends}-{computed},0)"
    finish = f"IF(ISNUMBER({ended}),{ended},{start}+{length})"
    touched = f"{start}<{after},{finish}>={here}"
    done = columns["percent_complete"]
    kind, status = columns["kind"], plan.programme.status_date

    def is_kind(member: ActivityKind) -> str:
        name = translator.choice(member).replace('"', '""')
        return f'{kind}="{name}"'

    def filled(formula: str, colour: str) -> Any:
        return FormulaRule([formula], fill=PatternFill("solid", bgColor=colour, fgColor=colour), stopIfTrue=False)

    line = Border(left=Side(style="thin", color=TODAY))
    day = f"DATE({status.year},{status.month},{status.day})"
    return [
        filled(f"AND({is_kind(ActivityKind.MILESTONE)},{start}>={here},{start}<{after})", MILESTONE),
        filled(f"AND({is_kind(ActivityKind.SUMMARY)},{touched})", SUMMARY),
        filled(f"AND(N({done})>0,{touched},{start}+N({done})*({finish}-{start}+1)>{here})", DONE),
        filled(f"AND(NOT({is_kind(ActivityKind.MILESTONE)}),{touched})", WORK),
        # last: LibreOffice lets the first rule that holds decide alone
        FormulaRule([f"AND({here}<={day},{day}<{after})"], border=line, stopIfTrue=False),
    ]
