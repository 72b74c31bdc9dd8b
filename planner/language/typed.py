"""Typed text to field values."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any
from uuid import UUID

from planner.domain.date_limits import ask_about_far
from planner.domain.date_reader import read_date
from planner.domain.fields import FieldDef, Shape
from planner.domain.imprecise_date import AmbiguousDate, ImpreciseDate
from planner.domain.integrity import name_of as name_of_row
from planner.domain.labels import CHOICE_NAMES
from planner.domain.model import MINUTES_IN_WORKING_DAY, Entity
from planner.domain.plan import Plan
from planner.errors import EditRefused
from planner.message import N_, Message

YES = {"ja", "j", "yes", "y", "x", "1", "true", "waar", "✓"}
NO = {"nee", "n", "no", "0", "false", "onwaar", "", "-"}
DAYS = "wd|d|dag|dagen|day|days|werkdag|werkdagen|working day|working days"
DURATION = re.compile(rf"([+-]?[\d.,]*\d)\s*({DAYS}|w|week|weken|weeks|u|uur|h|hour|hours|min)?", re.IGNORECASE)
MINUTES_OF = {"w": 5 * MINUTES_IN_WORKING_DAY, "u": 60, "h": 60, "m": 1}


def parse_value(
    spec: FieldDef, text: str, plan: Plan, today: date, name_of: Callable[[StrEnum], str], decimal: str
) -> Any:
    """The value that text means for a field; None or () for empty text where the field may be empty.

    `decimal` is the mark of the language before the decimals of a number: a comma or a point.
    """
    text = text.strip()
    match spec.shape:
        case Shape.TEXT | Shape.LONG_TEXT:
            return text
        case Shape.YES_NO:
            return _yes_no(spec, text)
        case Shape.CHOICE:
            return _choice(spec, text, name_of)
        case Shape.REFERENCES:
            return tuple(_reference(spec, part, plan) for part in re.split(r"[,;]", text) if part.strip())
    if not text:
        return None
    match spec.shape:
        case Shape.INTEGER | Shape.PERCENT:
            return _whole_number(spec, text, decimal)
        case Shape.NUMBER:
            return _number(spec, text, decimal)
        case Shape.DURATION:
            return _duration(spec, text, decimal)
        case Shape.WINDOW:
            window = read_date(text, today=today)
            ask_about_far(plan, window, text)
            return window
        case Shape.DATE | Shape.START | Shape.FINISH:
            return _day(spec, text, today)
        case Shape.REFERENCE:
            return _reference(spec, text, plan)
        case _:
            raise EditRefused(N_("{field} cannot be typed in."), field=Message(spec.heading))


def _yes_no(spec: FieldDef, text: str) -> bool:
    if text.casefold() in YES:
        return True
    if text.casefold() in NO:
        return False
    raise EditRefused(N_("{field} takes yes or no, not “{text}”."), field=Message(spec.heading), text=text)


def _choice(spec: FieldDef, text: str, name_of: Callable[[StrEnum], str]) -> StrEnum:
    assert spec.choices is not None
    for member, english in CHOICE_NAMES[spec.choices].items():
        if text.casefold() in (member.value.casefold(), english.casefold(), name_of(member).casefold()):
            return member
    allowed = ", ".join(name_of(member) for member in spec.choices)
    raise EditRefused(
        N_("{field} cannot be “{text}”; choose from: {allowed}."),
        field=Message(spec.heading),
        text=text,
        allowed=allowed,
    )


def _reference(spec: FieldDef, text: str, plan: Plan) -> UUID:
    wanted = text.strip().casefold()
    for name in ("key", "code", "name"):
        found = [row for row in plan.table(spec.refers_to).values() if str(getattr(row, name, "")).casefold() == wanted]
        if len(found) == 1:
            return found[0].id
        if found:
            raise EditRefused(
                N_("There are several of {kind} “{text}” in the plan; give the number or code."),
                kind=spec.refers_to,
                text=text.strip(),
            )
    offered = [row for row in plan.table(spec.refers_to).values() if _as_offered(row) == " ".join(wanted.split())]
    if len(offered) == 1:
        return offered[0].id
    raise EditRefused(N_("There is no {kind} “{text}” in the plan."), kind=spec.refers_to, text=text.strip())


def _as_offered(row: Entity) -> str:
    """A row's key and name, as lists to choose from have them."""
    return " ".join(name_of_row(row).casefold().split())


def _whole_number(spec: FieldDef, text: str, decimal: str) -> int:
    number = _number(spec, text.rstrip("%"), decimal)
    if number % 1:
        raise EditRefused(N_("{field} takes a whole number, not “{text}”."), field=Message(spec.heading), text=text)
    return int(number)


def _number(spec: FieldDef, text: str, decimal: str) -> float:
    number = amount(text, decimal)
    if number is None:
        raise EditRefused(N_("{field} takes a number, not “{text}”."), field=Message(spec.heading), text=text)
    return number


def amount(text: str, decimal: str) -> float | None:
    """The number that a text is; None where it is none.

    3.361 is three thousand where a comma stands before decimals, and three and a bit where a point
    does. What makes no sense in the language itself (0.5 or 1,234.5 in Dutch) is read as the other.
    """
    plain = text.replace("\u00a0", "").replace(" ", "").replace("−", "-")
    for mark, group in ((",", "."), (".", ",")) if decimal == "," else ((".", ","), (",", ".")):
        whole = rf"(?:\d+|[1-9]\d{{0,2}}(?:[{group}]\d{{3}})+)"
        if re.fullmatch(rf"[+-]?(?:{whole}(?:[{mark}]\d*)?|[{mark}]\d+)", plain):
            return float(plain.replace(group, "").replace(mark, "."))
    return None


def _duration(spec: FieldDef, text: str, decimal: str) -> int:
    found = DURATION.fullmatch(text.replace("−", "-"))
    number = amount(found[1], decimal) if found else None
    if found is None or number is None:
        raise EditRefused(
            N_("{field} takes working days, such as 10 or 2 weeks, not “{text}”."),
            field=Message(spec.heading),
            text=text,
        )
    unit = (found[2] or "d").casefold()
    per = MINUTES_IN_WORKING_DAY if unit.startswith(("wd", "d", "wer", "wo")) else MINUTES_OF[unit[0]]
    return round(number * per)


def _day(spec: FieldDef, text: str, today: date) -> date | datetime:
    try:
        window = read_date(text, today=today)
    except AmbiguousDate as several:
        days = tuple(option for option in several.options if option.is_exact)
        if len(days) > 1:
            raise AmbiguousDate(text, days) from None
        window = days[0] if days else several.options[0]
    return day_of(spec, window, text)


def day_of(spec: FieldDef, window: ImpreciseDate, text: str = "") -> date | datetime:
    """The day that a window gives for a field that takes one; raises EditRefused where it is not one day."""
    if not window.is_exact or window.earliest is None:
        raise EditRefused(N_("{field} takes one day, not “{text}”."), field=Message(spec.heading), text=text)
    if spec.shape is Shape.DATE:
        return window.earliest
    return datetime.combine(window.earliest, time(0, 0) if spec.shape is Shape.START else time(23, 59))


def chosen_reading(spec: FieldDef, window: ImpreciseDate) -> Any:
    """What a field takes when one reading of typed words was chosen."""
    return window if spec.shape is Shape.WINDOW else day_of(spec, window, window.words)
