"""A step that was made on a plan which has moved on: brought to the plan as it is now, field by field.

What both changed to different values is no step: `StepConflict` says which field of which row, so that whoever came
second can choose. Keys that somebody else gave out meanwhile are given anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from planner.domain.changes import RowChange, Step
from planner.domain.integrity import name_of
from planner.domain.merging import key_series_changes
from planner.domain.model import KEYED, Entity, KeySeries, split_key
from planner.domain.plan import Plan
from planner.errors import EditRefused
from planner.message import N_


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field that was changed meanwhile: what it was when the step was made, is now, and would have become."""

    row: Entity
    field: str
    was: Any
    now: Any
    wanted: Any


class StepConflict(EditRefused):
    """A step rests on what somebody else changed meanwhile; nothing was changed. `conflicts` says what."""

    def __init__(self, conflicts: tuple[FieldConflict, ...], gone: tuple[Entity, ...]) -> None:
        names = ", ".join(dict.fromkeys([*(name_of(c.row) for c in conflicts), *(name_of(row) for row in gone)]))
        super().__init__(
            N_("Somebody changed this meanwhile: {names}. You see it as it is now; do it again to put yours there."),
            names=names,
        )
        self.conflicts, self.gone = conflicts, gone


def rebased(step: Step, now: Plan) -> Step:
    """The step on the plan as it is now; StepConflict where both changed the same field, or one took the row away."""
    changes: list[RowChange] = []
    conflicts: list[FieldConflict] = []
    gone: list[Entity] = []
    for change in step.changes:
        if change.kind == KeySeries.kind_name:
            continue
        row = now.table(change.kind).get(change.id)
        if change.before is None:
            changes.append(RowChange(change.kind, change.id, None, change.after))
        elif row is None:
            gone += [change.before] if change.after is not None else []
        elif change.after is None:
            conflicts += _differing(row, change.before)
            changes.append(RowChange(change.kind, change.id, row, None))
        else:
            after, found = _onto(row, change)
            conflicts += found
            if after != row:
                changes.append(RowChange(change.kind, change.id, row, after))
    if conflicts or gone:
        raise StepConflict(tuple(conflicts), tuple(gone))
    changes = _with_free_keys(changes, now)
    return Step(step.label, (*changes, *key_series_changes(now, changes)), step.words)


def _differing(row: Entity, before: Entity) -> list[FieldConflict]:
    return [
        FieldConflict(row, name, getattr(before, name), getattr(row, name), None)
        for name in type(row).model_fields
        if getattr(before, name) != getattr(row, name)
    ]


def _onto(row: Entity, change: RowChange) -> tuple[Entity, list[FieldConflict]]:
    """A row with the fields of a change, and those that were changed to something else meanwhile."""
    assert change.before is not None
    assert change.after is not None
    values: dict[str, Any] = {}
    found: list[FieldConflict] = []
    for name in change.fields:
        was, present, wanted = getattr(change.before, name), getattr(row, name), getattr(change.after, name)
        if present not in (was, wanted) and name != "position":  # of two who put a row elsewhere, the last one counts
            found.append(FieldConflict(row, name, was, present, wanted))
        values[name] = wanted
    return row.changed(**values), found


def _with_free_keys(changes: list[RowChange], now: Plan) -> list[RowChange]:
    """Rows that are added, with the next key of their series where somebody took theirs meanwhile."""
    taken: dict[str, set[str]] = {}
    found: list[RowChange] = []
    for change in changes:
        key = str(getattr(change.after, "key", ""))
        if change.before is None and change.kind in KEYED and change.after is not None:
            known = taken.setdefault(
                change.kind, {str(getattr(row, "key", "")) for row in now.table(change.kind).values()}
            )
            if key in known:
                prefix = split_key(key)[0]
                last = max(split_key(other)[1] for other in known if split_key(other)[0] == prefix)
                key = f"{prefix}-{max(last, _last_given(now, prefix)) + 1}"
                found.append(RowChange(change.kind, change.id, None, change.after.changed(key=key)))
            else:
                found.append(change)
            known.add(key)
        else:
            found.append(change)
    return found


def _last_given(plan: Plan, prefix: str) -> int:
    series = next((row for row in plan.rows(KeySeries) if row.prefix == prefix), None)
    return series.last if series is not None else 0
