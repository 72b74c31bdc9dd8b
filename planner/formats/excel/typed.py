"""Cells to values: dates, numbers and typed text, understood by the field that they stand in."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta
from types import NoneType
from typing import Any, get_args

from planner.domain.date_reader import refuse_years
from planner.domain.fields import FieldDef, Shape
from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.model import ENTITIES, MINUTES_IN_WORKING_DAY
from planner.domain.plan import Plan
from planner.errors import EditRefused
from planner.formats.cell_values import PercentForm, duration_of
from planner.formats.excel.cells import Cell, clean, is_empty
from planner.formats.excel.forms import Forms
from planner.formats.excel.resolve import Resolver
from planner.language import Translator
from planner.language.typed import amount
from planner.message import N_, Message

EPOCH = date(1899, 12, 30)
YEAR_NUMBERS = range(1900, 2200)
"""A number in this range in a date cell is a year that somebody typed; Excel shows it as a day in 1905."""


class Typed:
    """Reads cells in the terms of a plan; typed text in one language first, then in the others."""

    def __init__(
        self, plan: Plan, wordings: tuple[Translator, ...], resolver: Resolver, forms: Forms | None = None
    ) -> None:
        """`forms` is how dates and numbers are written in the file."""
        self._plan, self._wordings, self._resolver = plan, wordings, resolver
        self._forms = forms or Forms()
        marked = [each for each in wordings if each.decimal == self._forms.decimal]
        self._by_mark = (*marked, *(each for each in wordings if each not in marked))

    def dated(self, cell: Cell) -> Cell:
        """A text that is a date in numbers as that date, with its time where one is said; other cells as they are."""
        moment = self._forms.moment(cell) if isinstance(cell, str) else None
        if moment is None:
            return cell
        return moment.date() if moment.time() == time(0, 0) else moment

    def value(self, kind: str, spec: FieldDef, cell: Cell) -> Any:
        """The value that a cell means; EditRefused, saying why, where it means none."""
        if is_empty(cell):
            return empty_value(kind, spec)
        if isinstance(cell, time | timedelta) or (isinstance(cell, float) and not math.isfinite(cell)):
            raise _refused(spec, str(cell))
        match spec.shape:
            case Shape.TEXT | Shape.LONG_TEXT:
                return self.text(cell)
            case Shape.REFERENCE:
                return self._resolver.find(spec.refers_to, self.text(cell))
            case Shape.REFERENCES:
                return self._resolver.find_all(spec.refers_to, self.text(cell))
            case Shape.STRUCTURE:
                return self._resolver.find_any(self.text(cell))
            case Shape.DATE | Shape.START | Shape.FINISH | Shape.WINDOW:
                return self._date(spec, cell)
            case Shape.PERCENT | Shape.INTEGER | Shape.NUMBER | Shape.DURATION:
                return self._number(spec, cell)
            case _:
                return self._choice(spec, cell)

    def text(self, cell: Cell) -> str:
        """What a person sees in a cell, as text."""
        match cell:
            case bool():
                return self._wordings[0].translate(N_("yes")) if cell else self._wordings[0].translate(N_("no"))
            case float():
                return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
            case datetime():
                return cell.isoformat(" ", "minutes")
            case date():
                return self._wordings[0].date(cell, "medium")
            case _:
                return clean("" if cell is None else str(cell)).strip()

    def _said(self, spec: FieldDef, text: str, wordings: tuple[Translator, ...] = ()) -> Any:
        """Typed text, in the first language that understands it; the refusal is that of the first."""
        refusal: EditRefused | None = None
        for translator in wordings or self._wordings:
            try:
                return translator.parse(spec, text, self._plan)
            except EditRefused as error:
                refusal = refusal or error
        assert refusal is not None
        raise refusal

    def _choice(self, spec: FieldDef, cell: Cell) -> Any:
        if spec.shape is Shape.YES_NO and isinstance(cell, bool):
            return cell
        return self._said(spec, self.text(cell))

    def _number(self, spec: FieldDef, cell: Cell) -> Any:
        if isinstance(cell, str):
            text = clean(cell).strip()
            match spec.shape:
                case Shape.DURATION:
                    return self._duration(spec, text)
                case Shape.PERCENT:
                    return self._percent(spec, text)
                case _:
                    return self._said(spec, text, self._by_mark)
        if isinstance(cell, bool) or not isinstance(cell, int | float):
            raise _refused(spec, self.text(cell))
        match spec.shape:
            case Shape.DURATION:
                return round(cell * MINUTES_IN_WORKING_DAY)
            case Shape.NUMBER:
                return float(cell)
            case Shape.PERCENT:
                return round(cell * 100)  # a third is 33 %
            case _:
                return self._whole(spec, cell, f"{cell:g}")

    def _duration(self, spec: FieldDef, text: str) -> int | None:
        """Working minutes: 10, 2 wk, 10 dgn, 3 maanden; None for n.t.b. and the like."""
        try:
            found = duration_of(text, "d", self._by_mark[0].decimal)
        except ValueError:
            return self._said(spec, text, self._by_mark)  # says what is right
        if found is not None and found[1]:
            raise EditRefused(
                N_("{field} takes working days, such as 10 or 2 weeks, not “{text}”."),
                field=Message(spec.heading),
                text=text,
            )
        return found[0] if found else None

    def _percent(self, spec: FieldDef, text: str) -> int:
        """A percentage as text: 50 %, 0,5 where the file writes fractions; what can be both is refused."""
        number = amount(text.rstrip("% \u00a0"), self._by_mark[0].decimal)
        if number is None:
            return self._said(spec, text)  # says what is right
        if "%" in text:
            return round(number)
        if number == 1 and self._forms.percent is None:
            raise EditRefused(N_("{field}: write 1% or 100%."), field=Message(spec.heading))
        fraction = self._forms.percent is PercentForm.FRACTION or 0 < number < 1
        return round(number * 100 if fraction else number)

    def _whole(self, spec: FieldDef, number: float, shown: str) -> int:
        if abs(number - round(number)) > 1e-6:
            raise EditRefused(
                N_("{field} takes a whole number, not “{text}”."), field=Message(spec.heading), text=shown
            )
        return round(number)

    def _date(self, spec: FieldDef, cell: Cell) -> Any:
        if isinstance(cell, bool):
            raise _refused(spec, self.text(cell))
        if isinstance(cell, int | float):
            cell = self._of_number(spec, cell)
        cell = self.dated(cell)
        if isinstance(cell, date):
            refuse_years(ImpreciseDate.exact(cell.date() if isinstance(cell, datetime) else cell))
        if isinstance(cell, date) and not isinstance(cell, datetime) and (cell - EPOCH).days in YEAR_NUMBERS:
            cell = str((cell - EPOCH).days)
        if isinstance(cell, str):
            return self._said(spec, clean(cell).strip())
        if isinstance(cell, datetime):
            moment = (cell + timedelta(seconds=0.5)).replace(microsecond=0)
            if spec.shape in (Shape.START, Shape.FINISH) and moment.time() != time(0, 0):
                return moment
            cell = moment.date()
        assert isinstance(cell, date)
        match spec.shape:
            case Shape.WINDOW:
                return ImpreciseDate.exact(cell)
            case Shape.DATE:
                return cell
            case Shape.START:
                return datetime.combine(cell, time(0, 0))
            case _:
                return datetime.combine(cell, time(23, 59))

    def _of_number(self, spec: FieldDef, number: float) -> Cell:
        """A bare number among dates: a year, or a day as Excel counts them."""
        if number in YEAR_NUMBERS:
            return str(int(number))
        if not 1 <= number < 2_958_466:
            raise _refused(spec, f"{number:g}")
        moment = datetime.combine(EPOCH, time(0, 0)) + timedelta(days=number)
        return moment if number % 1 else moment.date()


def _refused(spec: FieldDef, text: str) -> EditRefused:
    return EditRefused(N_("{field} cannot be “{value}”."), field=Message(spec.heading), value=text)


def empty_value(kind: str, spec: FieldDef) -> Any:
    """What an empty cell means in a field; EditRefused where it cannot be empty."""
    match spec.shape:
        case Shape.TEXT | Shape.LONG_TEXT:
            return ""
        case Shape.YES_NO:
            return False
        case Shape.REFERENCES:
            return ()
    field = ENTITIES[kind].model_fields[spec.name]
    if NoneType in get_args(field.annotation):
        return None
    if spec.shape is Shape.CHOICE and spec.choices is not None and "" in [m.value for m in spec.choices]:
        return spec.choices("")
    if spec.shape in (Shape.INTEGER, Shape.PERCENT) and not field.is_required():
        return field.default
    raise EditRefused(N_("{field} cannot be empty."), field=Message(spec.heading))
