"""Changed fields and new rows to one step."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from planner.domain.changes import RowChange, Step
from planner.domain.keys import KEY_PREFIXES, NO_ORGANISATION_PREFIX, next_key
from planner.domain.model import ENTITIES, Activity, ActivityKind, KeySeries, Organisation, split_key
from planner.domain.plan import Plan
from planner.domain.rows import refusal
from planner.errors import EditRefused
from planner.formats.excel.layout import IN_ORDER_OF_NEED
from planner.formats.excel.matching import BadCell, Report, SheetRow
from planner.formats.incoming import Rank
from planner.message import N_, Message

KEY = re.compile(r"[A-Z][A-Z0-9]{0,11}-[0-9]{1,9}")


class Assembly:
    """Gathers what a workbook changes and makes one step of it."""

    def __init__(self, plan: Plan, name: str, report: Report, bad_cell: BadCell, owner: UUID | None = None) -> None:
        """`owner` is the organisation whose workbook it is: new activities that name none are its own."""
        self._owner = owner
        self._plan, self._name, self._report, self._bad_cell = plan, name, report, bad_cell
        self._changes: dict[str, list[tuple[RowChange, SheetRow]]] = defaultdict(list)
        self._codes: dict[UUID, str] = {}
        self._numbers: dict[str, int] = {}
        self._moved: dict[UUID | None, float] = {}
        self._last_sibling: dict[UUID | None, UUID] = {}
        self._new_after: dict[tuple[UUID | None, UUID | None], list[tuple[dict[str, Any], SheetRow]]] = defaultdict(
            list
        )

    # --- rows -------------------------------------------------------------------------------

    def change(self, given: SheetRow, values: dict[str, Any]) -> None:
        """Other values for a row of the plan."""
        row = given.row
        assert row is not None
        if isinstance(row, Activity):
            parent = values.get("parent_id", row.parent_id)
            if "parent_id" in values:
                values = {**values, "position": self._last_position(parent)}
            else:
                self._last_sibling[parent] = row.id
        if not values:
            return
        try:
            after = row.changed(**values)
        except ValidationError as error:
            self._refuse(error, given)
            return
        if after != row:
            self._changes[row.kind_name].append((RowChange.update(row, after), given))

    def add(self, given: SheetRow, values: dict[str, Any]) -> None:
        """A new row. Its key is given when all of the kind are there."""
        kind = given.table.layout.kind
        values["id"] = given.id
        if kind == "organisation":
            self._codes[given.id] = str(values.get("code", "")).upper()
        if kind == "activity":
            self._complete(values)
            parent = values.get("parent_id")
            self._new_after[parent, self._last_sibling.get(parent)].append((values, given))
            return
        if "position" in ENTITIES[kind].model_fields:
            values["position"] = self._next_position(kind)
        self._put(kind, values, given)

    def _complete(self, values: dict[str, Any]) -> None:
        """What an activity has when its cells are empty."""
        kind = values.get("kind", ActivityKind.TASK)
        if "duration_minutes" not in values and kind is not ActivityKind.SUMMARY:
            values["duration_minutes"] = 0 if kind is ActivityKind.MILESTONE else None
        parent = self._plan.get(Activity, values.get("parent_id"))
        if "organisation_id" not in values:
            values["organisation_id"] = self._owner or (parent.organisation_id if parent is not None else None)

    def _put(self, kind: str, values: dict[str, Any], given: SheetRow) -> None:
        if "key" in ENTITIES[kind].model_fields:
            key = self._key(kind, values, given)
            if key is None:
                return
            values["key"] = key
        try:
            row = ENTITIES[kind].model_validate(values)
        except ValidationError as error:
            self._refuse(error, given)
            return
        self._changes[kind].append((RowChange.add(row), given))

    def _refuse(self, error: ValidationError, given: SheetRow) -> None:
        trouble = error.errors()[0]
        field = str(trouble["loc"][0]) if trouble["loc"] else given.table.layout.fields[0]
        self._bad_cell(refusal(error, given.table.layout.kind).message, given, field)

    # --- places in the outline ----------------------------------------------------------------

    def _last_position(self, parent: UUID | None) -> float:
        """A position after all that is in a parent now or is moved there."""
        if parent not in self._moved:
            self._moved[parent] = max((a.position for a in self._plan.children(parent)), default=0.0)
        self._moved[parent] += 1.0
        return self._moved[parent]

    def _next_position(self, kind: str) -> float:
        last = max((row.position for row in self._plan.table(kind).values()), default=0.0)  # type: ignore[attr-defined]
        return last + 1.0 + len(self._changes[kind])

    def _place_new_activities(self) -> None:
        """Each new activity after the sibling that it stands below on the sheet; last where there is none."""
        for (parent, after), rows in self._new_after.items():
            siblings = self._plan.children(parent)
            at = next((i for i, a in enumerate(siblings) if a.id == after), len(siblings) - 1)
            if at == len(siblings) - 1:
                positions = [self._last_position(parent) for _ in rows]
            else:
                first, gap = siblings[at].position, siblings[at + 1].position - siblings[at].position
                positions = [first + gap * (i + 1) / (len(rows) + 1) for i in range(len(rows))]
            for (values, given), position in zip(rows, positions, strict=True):
                self._put("activity", {**values, "position": position}, given)

    # --- keys -----------------------------------------------------------------------------------

    def _key(self, kind: str, values: dict[str, Any], given: SheetRow) -> str | None:
        """The key that was typed, if it is a fresh one, else the next of its series."""
        typed = given.text("key").upper()
        if KEY.fullmatch(typed):
            prefix, _, number = typed.rpartition("-")
            if int(number) <= self._last_number(prefix):
                text = N_("{key} was used before. Leave the cell empty: the program gives a number.")
                self._bad_cell(Message(text, {"key": typed}), given, "key")
                return None
            self._numbers[prefix] = int(number)
            return f"{prefix}-{int(number)}"
        prefix = self._prefix(kind, values)
        self._numbers[prefix] = self._last_number(prefix) + 1
        return f"{prefix}-{self._numbers[prefix]}"

    def _prefix(self, kind: str, values: dict[str, Any]) -> str:
        if kind == "commitment":
            return KEY_PREFIXES[str(values.get("kind", "commitment"))]
        if kind != "activity":
            return KEY_PREFIXES[kind]
        owner = values.get("organisation_id")
        organisation = self._plan.get(Organisation, owner)
        return organisation.code.upper() if organisation else self._codes.get(owner) or NO_ORGANISATION_PREFIX  # type: ignore[arg-type]

    def _last_number(self, prefix: str) -> int:
        if prefix not in self._numbers:
            self._numbers[prefix] = split_key(next_key(self._plan, prefix))[1] - 1
        return self._numbers[prefix]

    def _series(self) -> list[RowChange]:
        """The numbers that were given out, counted as used."""
        known = {series.prefix: series for series in self._plan.rows(KeySeries)}
        pairs = [pair for pairs in self._changes.values() for pair in pairs]
        keys = [getattr(change.after, "key", "") for change, _ in pairs if change.before is None]
        added = {key.rpartition("-")[0] for key in keys if key}
        found: list[RowChange] = []
        for prefix in sorted(added):
            series = known.get(prefix)
            if series is None:
                found.append(RowChange.add(KeySeries(prefix=prefix, last=self._numbers[prefix])))
            elif series.last < self._numbers[prefix]:
                found.append(RowChange.update(series, series.changed(last=self._numbers[prefix])))
        return found

    # --- the step ---------------------------------------------------------------------------------

    def step(self) -> Step:
        """All changes as one step, tried on the plan; a refusal is reported and leaves the step empty."""
        self._place_new_activities()
        ordered = [pair for kind in IN_ORDER_OF_NEED for pair in self._changes[kind]]
        changes = [change for change, _ in ordered]
        words = {"name": self._name}
        step = Step("excel.import", (*changes, *self._series()), words) if changes else Step("excel.import", (), words)
        try:
            self._plan.with_step(step)
        except EditRefused as error:
            self._report(Rank.ERROR, error.message, self._where(error, ordered))
            return Step("excel.import", (), words)
        return step

    def _where(self, error: EditRefused, ordered: list[tuple[RowChange, SheetRow]]) -> str:
        """The row with which the same refusal first comes, if one can be told."""
        low, high = 0, len(ordered)
        while high - low > 1:
            middle = (low + high) // 2
            if self._refusal([change for change, _ in ordered[:middle]]) == error.message:
                high = middle
            else:
                low = middle
        given = ordered[high - 1][1] if ordered else None
        if given is None or self._refusal([change for change, _ in ordered[:high]]) != error.message:
            return ""
        return given.place(_field_of(ordered[high - 1][0], given))

    def _refusal(self, changes: list[RowChange]) -> Message | None:
        try:
            self._plan.with_step(Step("excel.import", tuple(changes)))
        except EditRefused as error:
            return error.message
        return None


def _field_of(change: RowChange, given: SheetRow) -> str:
    """The changed field that stands first on the sheet."""
    changed = change.fields if change.before is not None else ()
    fallback = "name" if "name" in given.table.layout.fields else given.table.layout.fields[0]
    return next((name for name in given.table.layout.fields if name in changed), fallback)
