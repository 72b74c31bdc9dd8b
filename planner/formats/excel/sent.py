"""What was sent in the columns of a sheet, and whether a cell still says it."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from planner.domain.fields import FieldDef, Shape
from planner.domain.model import Dependency, Entity
from planner.domain.plan import Plan
from planner.errors import EditRefused
from planner.formats.excel.cells import Cell, accepted, canonical, is_empty, lag_shown, shower
from planner.formats.excel.forms import DAYS
from planner.formats.excel.tables import WorkbookTable
from planner.formats.excel.typed import Typed
from planner.language import Translator

TEXTS = (Shape.TEXT, Shape.LONG_TEXT)


class SentColumn:
    """One column of a sheet, with the cells that are known to mean a value."""

    def __init__(self, table: WorkbookTable, spec: FieldDef, plan: Plan, wordings: tuple[Translator, ...]) -> None:
        self.index, self.spec, self.name = table.columns[spec.name], spec, spec.name
        self.is_text, self.is_day = spec.shape in TEXTS, spec.shape in DAYS
        self._lag = table.layout.kind == Dependency.kind_name and spec.name == "lag"
        self._kind = table.layout.kind
        self._showers: list[Callable[[Any], Cell]] = [shower(spec, plan, translator) for translator in wordings]
        self._known: dict[Any, frozenset[Cell]] = {}

    def value(self, row: Entity) -> Any:
        """What a row of the plan holds in this column; a lag in the unit in which it is shown."""
        if self._lag and isinstance(row, Dependency):
            return lag_shown(row.lag, row.lag_unit)
        return getattr(row, self.name)

    def known(self, value: Any) -> frozenset[Cell]:
        """The cells that a value is written as, in each language."""
        try:
            return self._known[value]
        except KeyError:
            cells = self._known[value] = accepted(show(value) for show in self._showers)
            return cells

    def shown(self, value: Any) -> list[Cell]:
        """How a value is written, a language at a time."""
        return [None if value is None else show(value) for show in self._showers]

    def says(self, cell: Cell, value: Any) -> bool:
        """Whether a cell is how a value is written, give or take what programs do to texts."""
        if self.is_text:
            return canonical(cell) == canonical(value) if isinstance(cell, str) else False
        if isinstance(cell, str):
            return canonical(cell) in {canonical(known) for known in self.known(value) if isinstance(known, str)}
        return cell in self.known(value)

    def means(self, cell: Cell, value: Any, typed: Typed) -> bool:
        """Whether a cell says a value in whatever form: as it was written, as a date in numbers, or in words."""
        if cell in self.known(value) if not self.is_text else cell == value:
            return True
        if is_empty(cell):
            return is_empty(value) if isinstance(value, str) else value in (None, ())
        if self.says(cell, value):
            return True
        if self.is_day and self.says_day(typed.dated(cell), value):
            return True
        if value is None:
            return False
        try:
            return equal(typed.value(self._kind, self.spec, cell), value)
        except EditRefused:
            return False

    def says_day(self, cell: Cell, value: Any) -> bool:
        """Whether a day is how a value is written; a moment at the edge that the day means counts as the day."""
        known = self.known(value)
        if cell in known:
            return True
        if not isinstance(cell, datetime):
            return False
        near = {each for each in known if isinstance(each, datetime)}
        return any(abs(each - cell) < timedelta(minutes=1) for each in near) or (
            self.spec.shape is Shape.FINISH and (cell.hour, cell.minute) == (23, 59) and cell.date() in known
        )


def equal(theirs: Any, value: Any) -> bool:
    """Whether two values are the same for a person."""
    if isinstance(theirs, datetime) and isinstance(value, datetime):
        return abs(theirs - value) < timedelta(seconds=1)
    if isinstance(theirs, float) and isinstance(value, float):
        return math.isclose(theirs, value, rel_tol=1e-12)
    return bool(theirs == value)


def plain(cell: Cell) -> str:
    """A cell as a text by which rows are looked up: whatever program wrote it."""
    if is_empty(cell):
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return canonical(str(cell)).casefold()
