"""Values as Excel cells: what is put in a cell, and when a cell still says the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from planner.domain.fields import FieldDef, Shape
from planner.domain.imprecise_date import Firmness, ImpreciseDate, Nature
from planner.domain.integrity import name_of
from planner.domain.model import MINUTES_IN_WORKING_DAY, Criterion, LagUnit, Organisation
from planner.domain.plan import Plan
from planner.domain.scheduling import ScheduledActivity
from planner.formats.excel.layout import about_row
from planner.language import Translator
from planner.language.translator import short_name
from planner.message import N_

Cell = str | float | int | bool | date | datetime | time | timedelta | None

LONGEST = 32_767  # UTF-16 units in a cell, says Excel
LARGEST = 1e307  # Excel ends a little above it
FIRST_DAY = date(1900, 3, 1)  # Excel counts a 29 February 1900; before it, programs disagree
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
MINUTES_PER: dict[LagUnit, int] = {LagUnit.WORK: MINUTES_IN_WORKING_DAY, LagUnit.ELAPSED: 1440, LagUnit.PERCENT: 1}


# --- texts --------------------------------------------------------------------------------------


def clean(text: str) -> str:
    """A text as a cell can hold it: without characters that XML forbids, and not over Excel's length."""
    text = NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) * 2 <= LONGEST or len(text.encode("utf-16-le")) // 2 <= LONGEST:
        return text
    return text.encode("utf-16-le")[: (LONGEST - 1) * 2].decode("utf-16-le", "ignore") + "…"


def is_cut(text: str) -> bool:
    """Whether a text is too long for a cell."""
    return len(text) * 2 > LONGEST and len(NOT_IN_XML.sub("", text).encode("utf-16-le")) // 2 > LONGEST


def escaped(text: str) -> str:
    """A text in which what looks like an Excel escape (_x0041_) is kept from being read as one."""
    return ESCAPE.sub(r"_x005F_x\1_", text) if "_x" in text else text


def unescaped(text: str) -> str:
    """The text that Excel shows for one with escapes in it."""
    if "_x" not in text:
        return text
    return ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def canonical(text: str) -> str:
    """A text in the form in which two are compared: programs differ in escapes, line ends and outer blanks."""
    while (plain := unescaped(text)) != text:
        text = plain
    return clean(text).strip()


# --- values to cells ------------------------------------------------------------------------------


def label(plan: Plan, kind: str, row_id: UUID) -> str:
    """What a reference to a row shows: its key, code or name; a criterion with its organisation."""
    if kind == "criterion":
        criterion = plan.get(Criterion, row_id)
        owner = plan.get(Organisation, criterion.organisation_id) if criterion else None
        return f"{owner.code}: {criterion.name}" if criterion and owner else ""
    return short_name(plan, kind, row_id)


def shower(spec: FieldDef, plan: Plan, translator: Translator) -> Callable[[Any], Cell]:
    """The function that turns a field's values into cells, for one language."""
    plain: dict[Shape, Callable[[Any], Cell]] = {
        Shape.TEXT: clean,
        Shape.LONG_TEXT: clean,
        Shape.DURATION: _working_days,
        Shape.PERCENT: _fraction,
        Shape.DATE: day_shown,
        Shape.START: partial(_moment, time(0, 0)),
        Shape.FINISH: partial(_moment, time(23, 59)),
        Shape.WINDOW: partial(_window, translator),
        Shape.STRUCTURE: partial(_about, plan),
        Shape.NUMBER: _number,
    }
    match spec.shape:
        case Shape.CHOICE:
            return lambda value: translator.choice(value) if value else ""
        case Shape.YES_NO:
            return lambda value: translator.translate(N_("yes")) if value else translator.translate(N_("no"))
        case Shape.REFERENCE:
            return lambda value: clean(label(plan, spec.refers_to, value)) if value else ""
        case Shape.REFERENCES:
            return lambda value: ", ".join(label(plan, spec.refers_to, row_id) for row_id in value)
        case _:
            return plain.get(spec.shape, lambda value: value)


def lag_shown(lag: int, unit: LagUnit) -> float:
    """A lag in the unit in which a person counts it: working days, days on the clock, or percent."""
    return lag / MINUTES_PER[unit]


def computed_cell(dates: ScheduledActivity, spec: FieldDef, plan: Plan, translator: Translator) -> Cell:
    """What a computed cell shows of an activity as it is scheduled: days, and no finish where there is no term."""
    if spec.shape in (Shape.START, Shape.FINISH):
        return computed_day(dates, spec.name)
    name = "percent" if spec.name == "percent_complete" else spec.name
    return shower(spec, plan, translator)(getattr(dates, name))


def computed_day(dates: ScheduledActivity, name: str) -> Cell:
    """The day of a computed start or finish; None for the finish of what has no term."""
    gone = dates.termless and name in ("finish", "late_finish")
    return None if gone else day_shown(getattr(dates, name).date())


def _working_days(minutes: int | None) -> float | None:
    return None if minutes is None else minutes / MINUTES_IN_WORKING_DAY


def _number(value: float | None) -> Cell:
    return value if value is None or abs(value) < LARGEST else repr(value)


def _fraction(percent: float | None) -> float | None:
    return None if percent is None else round(percent) / 100


def day_shown(day: date | None) -> Cell:
    """A day as a date, or as text where Excel counts no days yet."""
    if day is None:
        return None
    return day if day >= FIRST_DAY else day.isoformat()


def _moment(edge: time, moment: datetime | None) -> Cell:
    """The day alone where the moment is the edge that a day means in this field."""
    if moment is None:
        return None
    if moment.date() < FIRST_DAY:
        return moment.isoformat(" ", "minutes")
    return moment.date() if moment.time() == edge else moment


def _window(translator: Translator, window: ImpreciseDate | None) -> Cell:
    """A date where the window is one day and nothing was said about its firmness; else the words."""
    if window is None:
        return None
    plain = window.nature is Nature.WINDOW and window.firmness in (Firmness.UNSTATED, Firmness.FIRM)
    if plain and window.is_exact and window.earliest and window.earliest >= FIRST_DAY:
        return window.earliest
    return clean(translator.window(window))


def _about(plan: Plan, row_id: UUID) -> str:
    row = about_row(plan, row_id)
    return "" if row is None else clean(getattr(row, "key", None) or getattr(row, "code", None) or name_of(row))


# --- cells that say the same ----------------------------------------------------------------------


def accepted(cells: Iterable[Cell]) -> frozenset[Cell]:
    """The cells, as a reader gives them, that all mean one value: an empty one is an empty text, midnight is a day."""
    return frozenset(_as_read(cell) for cell in cells)


def _as_read(cell: Cell) -> Cell:
    if cell is None:
        return ""
    return cell.date() if isinstance(cell, datetime) and cell.time() == time(0, 0) else cell


def is_empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def shown(cell: Cell) -> str:
    """What a person sees in a cell, on one line; whole numbers without decimals."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return " ".join(cell.split())
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)
