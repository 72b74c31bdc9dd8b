"""Rows of a sheet against rows of the plan, cell by cell: what was really changed."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from planner.domain.fields import FieldDef, Shape, spec_of
from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.model import Activity, ActivityKind, Dependency, LagUnit
from planner.domain.plan import Plan
from planner.domain.scheduling import schedule
from planner.errors import EditRefused
from planner.formats.excel.account import Account, State
from planner.formats.excel.cells import MINUTES_PER, Cell, canonical, computed_cell, is_cut, is_empty, lag_shown, shower
from planner.formats.excel.file_guard import OddCell, SecondLook
from planner.formats.excel.layout import CHECK, CHECKED, COMPUTED, ROLLED_UP, is_computed, is_read_only
from planner.formats.excel.matching import BadCell, Report, SheetRow
from planner.formats.excel.sent import SentColumn, equal
from planner.formats.excel.tables import WorkbookTable
from planner.formats.excel.typed import Typed
from planner.formats.excel.writer import digits
from planner.formats.incoming import Rank
from planner.language import Translator
from planner.message import N_, Message

SORTED_APART = N_("The cells of “{field}” stand in other rows than they were sent in: was it sorted without the rest?")
MOSTLY = 0.8
MOST_NAMED = 5
GIVEN = {"start": "start_window", "finish": "finish_window"}
"""What a date that somebody types over a computed one means."""
LEAST_MOVED = 3
"""Cells of a column that stand in each other's rows, from which the column was sorted without the rest."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a comparison is made with: the plan as it was sent, what its cells mean, and who hears of what."""

    plan: Plan
    wordings: tuple[Translator, ...]
    typed: Typed
    look: SecondLook
    account: Account
    report: Report
    bad_cell: BadCell


class Comparison:
    """Compares the rows of one table with the plan."""

    def __init__(self, sent: Sent, table: WorkbookTable, checks: dict[UUID, str]) -> None:
        """`checks` are the checks on computed cells, by the row that each was made for."""
        self._sent, self._bad_cell, self._report = sent, sent.bad_cell, sent.report
        self._kind, self._table, self._checks = table.layout.kind, table, checks
        self._typed, self._look = sent.typed, sent.look
        present = [spec for spec in table.layout.specs if spec.name in table.columns]
        special = ("lag",) if self._kind == "dependency" else ()
        columns = [SentColumn(table, spec, sent.plan, sent.wordings) for spec in present if spec.stored]
        self.stored = columns
        """The columns that rows are recognised by."""
        self._columns = [c for c in columns if not is_read_only(c.spec) and c.name not in special]
        self._own = [c for c in self._columns if c.name not in ROLLED_UP]
        self._fixed = [c for c in columns if is_read_only(c.spec) and c.name != "key"]
        self._new = [c for c in columns if c.name not in special]
        self._moved: dict[str, list[tuple[SheetRow, Any, Any]]] = {}
        self._places = sorted(table.columns.values())
        self._computed: Computed | None = None

    @property
    def kind(self) -> str:
        """The kind of the rows."""
        return self._kind

    def changed(self, given: SheetRow) -> dict[str, Any]:
        """The fields whose cells were changed, with their new values; bad cells are reported."""
        row = given.row
        assert row is not None
        self._sent.account.claim_row(self._table.sheet, given.number, self._places, State.SENT)
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
                self._moved.setdefault(column.name, []).append((given, value, theirs))
        for column in self._fixed:
            self._compare_fixed(given, column)
        if isinstance(row, Dependency):
            found |= self._lag(given, row.lag, row.lag_unit, found.get("lag_unit", row.lag_unit))
        if isinstance(row, Activity):
            found = self._over_computed(given, row) | found
        return found

    def _compare_fixed(self, given: SheetRow, column: SentColumn) -> None:
        """A cell that only shows something; what was typed over it is told."""
        cell, value = given.values[column.index], column.value(given.row)  # type: ignore[arg-type]
        if not column.means(cell, value, self._typed):
            text = N_("{field} cannot be changed here: “{value}” is not taken over.")
            words = {"field": Message(column.spec.heading), "value": str(cell)[:80]}
            self._bad_cell(Message(text, words), given, column.name)

    def new(self, given: SheetRow) -> dict[str, Any]:
        """What the filled cells of a new row mean; bad cells are reported."""
        found: dict[str, Any] = {}
        self._sent.account.claim_row(self._table.sheet, given.number, self._places, State.SENT)
        for column in self._new:
            cell = given.values[column.index]
            if column.name == "key" or is_empty(cell):
                continue
            for theirs in self._theirs(given, column, cell, None):
                found[column.name] = theirs
        if self._kind == "dependency":
            found |= self._lag(given, 0, LagUnit.WORK, found.get("lag_unit", LagUnit.WORK))
        if self._kind == "activity":
            found = self._new_over_computed(given, found) | found
        return found

    def sorted_apart(self) -> Iterator[str]:
        """The columns whose values stand in each other's rows, as when they were sorted without the rest."""
        if self._is_shuffled():
            yield from self._moved
            return
        for name, moved in self._moved.items():
            if len(moved) < LEAST_MOVED:
                continue
            before, after = (Counter(_token(each[i]) for each in moved) for i in (1, 2))
            before.pop(str(None), None)
            both = (before & after).total()
            if len(before) >= LEAST_MOVED and both >= max(LEAST_MOVED, MOSTLY * len(moved)):
                yield name

    def _is_shuffled(self) -> bool:
        """Whether nearly all that was changed, in more than one column, stood in other rows of the same column."""
        whole = sum(len(moved) for moved in self._moved.values())
        if len(self._moved) < 2 or whole <= LEAST_MOVED:
            return False
        pairs = ([Counter(_token(each[i]) for each in moved) for i in (1, 2)] for moved in self._moved.values())
        return sum((before & after).total() for before, after in pairs) >= MOSTLY * whole

    def told_apart(self, name: str) -> None:
        """Report a column that was sorted apart: its cells are not understood."""
        spec = spec_of(self._kind, name)
        for number, (given, _, _) in enumerate(self._moved[name]):
            if number < MOST_NAMED:
                self._bad_cell(Message(SORTED_APART, {"field": Message(spec.heading)}), given, name)
            else:
                self._sent.account.claim(
                    self._table.sheet, given.number, self._table.columns[name] + 1, State.NOT_UNDERSTOOD
                )

    def _theirs(self, given: SheetRow, column: SentColumn, cell: Cell, value: Any) -> Iterator[Any]:
        """The value that was typed, if it is another one."""
        if value is not None and column.says(cell, value):
            return
        spec = column.spec
        if column.is_day and value is not None and column.says_day(self._typed.dated(cell), value):
            return
        try:
            if column.is_text and value and is_cut(value):
                raise EditRefused(
                    N_("{field} is too long for Excel and cannot be changed there."), field=Message(spec.heading)
                )
            cell = self._looked_at(given, spec, cell)
            theirs = self._typed.value(self._kind, spec, cell)
        except EditRefused as error:
            self._bad_cell(error.message, given, spec.name)
            return
        if not equal(theirs, value):
            yield theirs

    def _looked_at(self, given: SheetRow, spec: FieldDef, cell: Cell) -> Cell:
        """The cell, after a second look at those that may be more than their value."""
        column = self._table.columns[spec.name] + 1
        if isinstance(cell, OddCell):
            if cell.startswith("="):
                raise EditRefused(
                    N_("This formula has no stored result. Open the workbook in Excel, save it, and try again.")
                )
            raise EditRefused(N_("{field} cannot be “{value}”."), field=Message(spec.heading), value=str(cell))
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
            amount = 0.0
            if not is_empty(cell):
                number = replace(spec_of("measurement", "value"), heading=spec.heading)
                amount = self._typed.value("measurement", number, self._looked_at(given, spec, cell))
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
        checks = self._checks_of(given, row)
        for i, name in enumerate(CHECKED):
            if name not in self._table.columns:
                continue
            spec, cell = spec_of("activity", name), given.cell(name)
            if not is_computed(row, spec) or self._as_computed(row, spec, cell, i, checks):
                continue
            if name in GIVEN and not row.is_summary and not is_empty(cell):
                found |= self._as_given(given, row, spec)
                continue
            text = N_("{field} is computed: what was typed here is not taken over.")
            self._report(Rank.WARNING, Message(text, {"field": Message(spec.heading)}), given.place(name))
        return found

    def _checks_of(self, given: SheetRow, row: Activity) -> list[str]:
        """The checks that a row's computed cells may have: its own, and that which stands beside its id."""
        beside = given.cell(CHECK)
        both = [self._checks.get(row.id, ""), beside if isinstance(beside, str) else ""]
        return [check for check in both if len(check) == 4 * len(CHECKED)]

    def _as_computed(self, row: Activity, spec: FieldDef, cell: Cell, at: int, checks: list[str]) -> bool:
        """Whether a computed cell still says what was sent, in whatever form."""
        plain = digits(cell)
        if any(check[4 * at : 4 * at + 4] == plain for check in checks):
            return True
        forms = {digits(form) for form in self._forms_of(spec, cell)}
        if checks:
            return any(check[4 * at : 4 * at + 4] in forms for check in checks)
        if self._computed is None:
            self._computed = Computed(self._sent.plan)
        return bool(forms & {digits(shown) for shown in self._computed.shown(row, spec, self._sent.wordings)})

    def _forms_of(self, spec: FieldDef, cell: Cell) -> Iterator[Cell]:
        """A cell, and what it means where another program wrote it as text."""
        yield cell
        if is_empty(cell):
            return
        if isinstance(cell, str):
            yield canonical(cell)
        dated = self._typed.dated(cell)
        yield dated
        if isinstance(dated, datetime):
            yield dated.date()
        with suppress(EditRefused):
            value = self._typed.value(self._kind, spec, cell)
            for translator in self._sent.wordings:
                yield shower(spec, self._sent.plan, translator)(value)

    def _as_given(self, given: SheetRow, row: Activity | None, computed: FieldDef) -> dict[str, Any]:
        """A date that was typed over a computed one, as the date as given that it stands for."""
        milestone = row.is_milestone if row is not None else False
        spec = spec_of("activity", "start_window" if milestone else GIVEN[computed.name])
        try:
            theirs = self._typed.value("activity", spec, given.cell(computed.name))
        except EditRefused as error:
            self._bad_cell(error.message, given, computed.name)
            return {}
        if row is not None and equal(theirs, getattr(row, spec.name)):
            return {}
        text = N_("{field} is computed: what was typed here is proposed as “{given}”.")
        words = {"field": Message(computed.heading), "given": Message(spec.heading)}
        self._report(Rank.NOTICE, Message(text, words), given.place(computed.name))
        place = self._table.columns[computed.name] + 1
        self._sent.account.claim(self._table.sheet, given.number, place, State.CHANGED)
        return {spec.name: theirs}

    def _new_over_computed(self, given: SheetRow, found: dict[str, Any]) -> dict[str, Any]:
        """What stands in a new row in columns that are computed: start and finish count as dates as given."""
        given_dates: dict[str, Any] = {}
        for name in COMPUTED:
            cell = given.cell(name)
            if is_empty(cell):
                continue
            if name in GIVEN and GIVEN[name] not in found and found.get("kind") is not ActivityKind.SUMMARY:
                given_dates |= self._as_given(given, None, spec_of("activity", name))
            else:
                text = N_("{field} is computed: what was typed here is not taken over.")
                heading = Message(spec_of("activity", name).heading)
                self._report(Rank.WARNING, Message(text, {"field": heading}), given.place(name))
        if found.get("kind") is ActivityKind.MILESTONE and "finish_window" in given_dates:
            given_dates.setdefault("start_window", given_dates.pop("finish_window"))
        return given_dates


def _token(value: Any) -> str:
    """A value as a text that is the same where two values were written the same."""
    if isinstance(value, ImpreciseDate):
        return str(value.earliest) if value.is_exact else value.words or f"{value.earliest} {value.latest}"
    return str(value)


class Computed:
    """What a plan's schedule shows in the computed columns, where a workbook came back without its checks."""

    def __init__(self, plan: Plan) -> None:
        self._plan, self._schedule = plan, schedule(plan)

    def shown(self, row: Activity, spec: FieldDef, wordings: Iterable[Translator]) -> Iterator[Cell]:
        """How a computed cell of a row was written, in each language."""
        dates = self._schedule[row.id]
        yield from (computed_cell(dates, spec, self._plan, translator) for translator in wordings)
