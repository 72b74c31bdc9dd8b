"""Rows of a sheet against rows of the plan, cell by cell: what was really changed."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from planner.domain.fields import FieldDef, Shape, spec_of
from planner.domain.model import Activity, Dependency, LagUnit
from planner.domain.plan import Plan
from planner.errors import EditRefused
from planner.formats.excel.cells import (
    MINUTES_PER,
    Cell,
    accepted,
    canonical,
    is_cut,
    is_empty,
    lag_shown,
    shower,
)
from planner.formats.excel.file_guard import SecondLook
from planner.formats.excel.layout import CHECK, CHECKED, ROLLED_UP, is_computed, is_read_only
from planner.formats.excel.matching import BadCell, Report, SheetRow
from planner.formats.excel.tables import WorkbookTable
from planner.formats.excel.typed import Typed
from planner.formats.excel.writer import digits
from planner.formats.incoming import Rank
from planner.language import Translator
from planner.message import N_, Message

TEXTS = (Shape.TEXT, Shape.LONG_TEXT)
GIVEN = {"start": "start_window", "finish": "finish_window"}
"""What a date that somebody types over a computed one means."""


class _Column:
    """One column of a sheet, with the cells that are known to mean a value."""

    def __init__(self, table: WorkbookTable, spec: FieldDef, plan: Plan, wordings: tuple[Translator, ...]) -> None:
        self.index, self.spec, self.name = table.columns[spec.name], spec, spec.name
        self.is_text = spec.shape in TEXTS
        self._showers: list[Callable[[Any], Cell]] = [shower(spec, plan, translator) for translator in wordings]
        self._known: dict[Any, frozenset[Cell]] = {}

    def known(self, value: Any) -> frozenset[Cell]:
        """The cells that a value is written as, in each language."""
        try:
            return self._known[value]
        except KeyError:
            cells = self._known[value] = accepted(show(value) for show in self._showers)
            return cells

    def says(self, cell: Cell, value: Any) -> bool:
        """Whether a cell is how a value is written, give or take what programs do to texts."""
        if self.is_text:
            return canonical(str(cell)) == canonical(value) if isinstance(cell, str) else False
        if isinstance(cell, str):
            return canonical(cell) in {canonical(known) for known in self.known(value) if isinstance(known, str)}
        return cell in self.known(value)


class Comparison:
    """Compares the rows of one table with the plan."""

    def __init__(
        self,
        plan: Plan,
        table: WorkbookTable,
        wordings: tuple[Translator, ...],
        typed: Typed,
        look: SecondLook,
        report: Report,
        bad_cell: BadCell,
    ) -> None:
        self._bad_cell = bad_cell
        self._kind, self._table = table.layout.kind, table
        self._typed, self._look, self._report = typed, look, report
        present = [spec for spec in table.layout.specs if spec.name in table.columns]
        special = ("lag",) if self._kind == "dependency" else ()
        self._columns = [
            _Column(table, spec, plan, wordings)
            for spec in present
            if not is_read_only(spec) and spec.name not in special
        ]
        self._own = [c for c in self._columns if c.name not in ROLLED_UP]
        self._new = [
            _Column(table, spec, plan, wordings) for spec in present if spec.stored and spec.name not in special
        ]

    def changed(self, given: SheetRow) -> dict[str, Any]:
        """The fields whose cells were changed, with their new values; bad cells are reported."""
        row = given.row
        assert row is not None
        columns = self._own if isinstance(row, Activity) and row.is_summary else self._columns
        values = given.values
        found: dict[str, Any] = {}
        for column in columns:
            cell = values[column.index]
            value = getattr(row, column.name)
            if cell == value if column.is_text else cell in column.known(value):
                continue
            for theirs in self._theirs(given, column, cell, value):
                found[column.name] = theirs
        if isinstance(row, Dependency):
            found |= self._lag(given, row.lag, row.lag_unit, found.get("lag_unit", row.lag_unit))
        if isinstance(row, Activity) and CHECK in self._table.columns:
            found = self._over_computed(given, row) | found
        return found

    def new(self, given: SheetRow) -> dict[str, Any]:
        """What the filled cells of a new row mean; bad cells are reported."""
        found: dict[str, Any] = {}
        for column in self._new:
            cell = given.values[column.index]
            if not is_empty(cell) and column.name != "key":
                for theirs in self._theirs(given, column, cell, None):
                    found[column.name] = theirs
        if self._kind == "dependency":
            found |= self._lag(given, 0, LagUnit.WORK, found.get("lag_unit", LagUnit.WORK))
        return found

    def _theirs(self, given: SheetRow, column: _Column, cell: Cell, value: Any) -> Iterator[Any]:
        """The value that was typed, if it is another one."""
        if value is not None and column.says(cell, value):
            return
        spec = column.spec
        try:
            if column.is_text and value and is_cut(value):
                raise EditRefused(
                    N_("{field} is too long for Excel and cannot be changed there."), field=Message(spec.heading)
                )
            cell = self._looked_at(given, spec, cell, is_empty(value) if isinstance(value, str) else value is None)
            theirs = self._typed.value(self._kind, spec, cell)
        except EditRefused as error:
            self._bad_cell(error.message, given, spec.name)
            return
        if not _equal(theirs, value):
            yield theirs

    def _looked_at(self, given: SheetRow, spec: FieldDef, cell: Cell, was_empty: bool) -> Cell:
        """The cell, after a second look at those that may be more than their value."""
        column = self._table.columns[spec.name] + 1
        if is_empty(cell) and not was_empty:
            seen = self._look.at(self._table.sheet, given.number, column)
            if seen.is_formula:
                raise EditRefused(
                    N_("This formula has no stored result. Open the workbook in Excel, save it, and try again.")
                )
            if not is_empty(seen.value):
                raise EditRefused(
                    N_("{field} cannot be “{value}”."), field=Message(spec.heading), value=str(seen.value)
                )
        if spec.shape is Shape.PERCENT and isinstance(cell, float) and cell >= 1:
            seen = self._look.at(self._table.sheet, given.number, column)
            if "%" not in seen.number_format:
                if cell == 1:
                    raise EditRefused(N_("{field}: write 1% or 100%."), field=Message(spec.heading))
                return cell / 100
        return cell

    def _lag(self, given: SheetRow, lag: int, unit: LagUnit, new_unit: LagUnit) -> dict[str, int]:
        """A lag counts in the unit that stands beside it."""
        if "lag" not in self._table.columns:
            return {}
        cell = given.cell("lag")
        spec = spec_of("dependency", "lag")
        try:
            if is_empty(cell):
                cell = self._looked_at(given, spec, cell, lag == 0)
                amount = 0.0
            else:
                amount = self._typed.value(
                    "measurement", replace(spec_of("measurement", "value"), heading=spec.heading), cell
                )
        except EditRefused as error:
            self._bad_cell(error.message, given, "lag")
            return {}
        if new_unit is unit and math.isclose(amount, lag_shown(lag, unit), rel_tol=1e-9):
            return {}
        theirs = round(amount * MINUTES_PER[new_unit])
        return {"lag": theirs} if theirs != lag else {}

    def _over_computed(self, given: SheetRow, row: Activity) -> dict[str, Any]:
        """What was typed over cells that the program computes: a start or finish counts as a date as given."""
        found: dict[str, Any] = {}
        check = given.cell(CHECK)
        if not isinstance(check, str) or len(check) != 4 * len(CHECKED):
            return found
        for i, name in enumerate(CHECKED):
            sent = check[4 * i : 4 * i + 4]
            if sent == "----" or name not in self._table.columns:
                continue
            spec = spec_of("activity", name)
            if not is_computed(row, spec) or digits(given.cell(name)) == sent:
                continue
            if name in GIVEN and not row.is_summary and not is_empty(given.cell(name)):
                found |= self._as_given(given, row, spec)
                continue
            text = N_("{field} is computed: what was typed here is not taken over.")
            self._report(Rank.WARNING, Message(text, {"field": Message(spec.heading)}), given.place(name))
        return found

    def _as_given(self, given: SheetRow, row: Activity, computed: FieldDef) -> dict[str, Any]:
        """A date that was typed over a computed one, as the date as given that it stands for."""
        spec = spec_of("activity", "start_window" if row.is_milestone else GIVEN[computed.name])
        try:
            theirs = self._typed.value("activity", spec, given.cell(computed.name))
        except EditRefused as error:
            self._bad_cell(error.message, given, computed.name)
            return {}
        if _equal(theirs, getattr(row, spec.name)):
            return {}
        text = N_("{field} is computed: what was typed here is proposed as “{given}”.")
        words = {"field": Message(computed.heading), "given": Message(spec.heading)}
        self._report(Rank.NOTICE, Message(text, words), given.place(computed.name))
        return {spec.name: theirs}


def _equal(theirs: Any, value: Any) -> bool:
    if isinstance(theirs, datetime) and isinstance(value, datetime):
        return abs(theirs - value) < timedelta(seconds=1)
    if isinstance(theirs, float) and isinstance(value, float):
        return math.isclose(theirs, value, rel_tol=1e-12)
    return bool(theirs == value)
