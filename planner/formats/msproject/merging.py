"""A plan with other rows in it, before it is asked whether it may be so; and the step that leads there."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.changes import RowChange
from planner.domain.model import ENTITIES, Entity
from planner.domain.plan import Plan


def with_rows(plan: Plan, rows: Iterable[Entity], gone: Iterable[Entity] = ()) -> Plan:
    """The plan with rows put in or replaced, and others taken out; no rule is looked at."""
    tables = {kind: dict(plan.table(kind)) for kind in ENTITIES}
    for row in gone:
        tables[row.kind_name].pop(row.id, None)
    for row in rows:
        tables[row.kind_name][row.id] = row
    return Plan(tables)


def change_to(plan: Plan, row: Entity) -> RowChange | None:
    """The change that puts a row in a plan; None where it is there already."""
    old = plan.table(row.kind_name).get(row.id)
    if old is None:
        return RowChange.add(row)
    return None if old == row else RowChange.update(old, row)
