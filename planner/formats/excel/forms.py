"""How values are written in a workbook that came back: day order, decimal mark and scale, settled once per file.

Another program, or another language of Excel, may turn every date and number into text. What was sent is known,
so the cells themselves show how they were written: 7/14/2024 can only be one day, and 7/1/2024 where 1 July
was sent is read the same way. Only what no cell decides is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from planner.domain.fields import FieldDef, Shape
from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.model import MINUTES_IN_WORKING_DAY
from planner.formats.cell_values import DateOrder, PercentForm, moment_of, order_told
from planner.formats.excel.cells import Cell
from planner.language.typed import amount

DAYS = (Shape.DATE, Shape.START, Shape.FINISH, Shape.WINDOW)
AMOUNTS = (Shape.NUMBER, Shape.INTEGER, Shape.DURATION, Shape.PERCENT)
LONGEST = 40
"""Characters of a text that can be a date in numbers, with a weekday and a time."""
Sent = tuple[FieldDef, Cell, Any]
"""A field, what stands in its cell, and the value that was sent in it; None where nothing was."""


@dataclass(frozen=True, slots=True)
class Forms:
    """What was settled. `percent` None: nothing shows whether a bare text 1 is 1 % or all of it."""

    order: DateOrder = DateOrder.DAY_FIRST
    decimal: str = ""
    percent: PercentForm | None = None

    def moment(self, text: str) -> datetime | None:
        """The moment that a text in numbers means; None where it is no such text."""
        return moment_of(text, self.order) if len(text) <= LONGEST and any(map(str.isdigit, text)) else None


def settle(cells: Iterable[Sent], usual: DateOrder = DateOrder.DAY_FIRST) -> Forms:
    """The forms that the text cells of a file prove, or `usual` where none proves the order of day and month."""
    orders: Counter[DateOrder] = Counter()
    decimals: Counter[str] = Counter()
    percents: Counter[PercentForm] = Counter()
    for spec, cell, sent in cells:
        if not isinstance(cell, str) or not cell or len(cell) > LONGEST:
            continue
        if spec.shape in DAYS:
            orders.update(_orders(cell, _day(sent)))
        elif spec.shape in AMOUNTS:
            decimals.update(_decimals(spec, cell, sent))
            if spec.shape is Shape.PERCENT:
                percents.update(_percents(cell, sent))
    order = orders.most_common(1)[0][0] if orders else usual
    return Forms(order, _most(decimals) or "", _most(percents))


def _most(counted: Counter[Any]) -> Any:
    """What was counted most often; None where nothing was."""
    return counted.most_common(1)[0][0] if counted else None


def _orders(text: str, sent: date | None) -> Iterable[DateOrder]:
    told = order_told(text)
    if told is None:
        return
    if told[1] is not None:
        yield told[1]
        return
    fitting = [o for o in DateOrder if sent is not None and (at := moment_of(text, o)) and at.date() == sent]
    if len(fitting) == 1:
        yield fitting[0]


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, ImpreciseDate):
        return value.earliest if value.is_exact else None
    return value if isinstance(value, date) else None


def _decimals(spec: FieldDef, text: str, sent: Any) -> Iterable[str]:
    """The decimal mark with which a text says what was sent, where the other one would say something else."""
    if not isinstance(sent, int | float) or isinstance(sent, bool):
        return
    plain = text.rstrip("% \u00a0")
    wanted = _wanted(spec, sent)
    fitting = [mark for mark in (",", ".") if (number := amount(plain, mark)) is not None and _near(number, wanted)]
    if len(fitting) == 1 and any(mark in plain for mark in ",."):
        yield fitting[0]


def _wanted(spec: FieldDef, sent: float) -> tuple[float, ...]:
    match spec.shape:
        case Shape.DURATION:
            return (sent / MINUTES_IN_WORKING_DAY,)
        case Shape.PERCENT:
            return (sent / 100, float(sent))
        case _:
            return (float(sent),)


def _near(number: float, wanted: tuple[float, ...]) -> bool:
    return any(abs(number - each) <= 1e-6 * max(1.0, abs(each)) for each in wanted)


def _percents(text: str, sent: Any) -> Iterable[PercentForm]:
    if "%" in text or not isinstance(sent, int | float) or sent == 0:
        return
    number = amount(text, ",")
    if number is None:
        return
    if abs(number * 100 - sent) < 1e-6:
        yield PercentForm.FRACTION
    elif abs(number - sent) < 1e-6:
        yield PercentForm.POINTS
