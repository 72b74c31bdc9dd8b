"""Rows of the plan out of the file and into it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import Connection, Delete, Update, bindparam, delete, insert, select, update

from planner.domain.changes import RowChange
from planner.domain.integrity import refuse_unsound
from planner.domain.model import ENTITIES, Entity
from planner.domain.plan import Plan
from planner.errors import EditRefused, PlanDamaged, PlannerBug
from planner.garbage import clear_and_set_apart, not_collecting
from planner.message import N_
from planner.storage.tables import TABLES

MANY = 5_000
"""Rows from which it pays to keep the garbage collector away from them."""


def read_plan(connection: Connection, file_name: str) -> Plan:
    """All rows, each validated. Raises PlanDamaged naming the first row that cannot be right."""
    with not_collecting():  # looking for garbage among rows doubles the time
        tables = _read_tables(connection, file_name)
    if sum(map(len, tables.values())) >= MANY:
        clear_and_set_apart()  # rows refer to nothing that refers to them: they go with the last plan that has them
    count = len(tables["programme"])
    if count != 1:
        raise PlanDamaged(N_("{name} is damaged: it holds {count} programmes."), name=file_name, count=count)
    plan = Plan(tables)
    try:
        refuse_unsound(plan)
    except EditRefused as refused:
        raise PlanDamaged(N_("{name} is damaged: {reason}"), name=file_name, reason=refused.message) from refused
    return plan


def _read_tables(connection: Connection, file_name: str) -> dict[str, dict[UUID, Entity]]:
    tables: dict[str, dict[UUID, Entity]] = {}
    for kind, entity in ENTITIES.items():
        validate = entity.__pydantic_validator__.validate_python
        names = tuple(entity.model_fields)
        found: dict[UUID, Entity] = {}
        for stored in connection.execute(select(*(TABLES[kind].c[name] for name in names))).all():
            row = entity.__new__(entity)
            try:
                # What entity(**values) comes to, without SQLModel's wrapping around it.
                validate(dict(zip(names, stored, strict=True)), self_instance=row)
            except ValidationError as error:
                raise _misfit(file_name, kind, str(stored[0]), error) from error
            found[row.id] = row
        tables[kind] = found
    return tables


def _misfit(file_name: str, kind: str, row_id: str, error: ValidationError) -> PlanDamaged:
    first = error.errors()[0]
    return PlanDamaged(
        N_("{name} is damaged: {kind} {id} has a value that cannot be right ({place}: {reason})."),
        name=file_name,
        kind=kind,
        id=row_id,
        place=".".join(str(part) for part in first["loc"]),
        reason=first["msg"],
    )


def write_changes(connection: Connection, changes: Iterable[RowChange]) -> None:
    """Bring the rows from before to after. Raises PlannerBug where a row to change is not there."""
    added: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    removed: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    updated: defaultdict[tuple[str, tuple[str, ...]], list[dict[str, Any]]] = defaultdict(list)
    for change in changes:
        if change.after is None:
            removed[change.kind].append({"row_id": change.id})
        elif change.before is None:
            added[change.kind].append(dict(change.after.__dict__))
        elif names := change.fields:
            values = {name: getattr(change.after, name) for name in names}
            updated[change.kind, names].append({"row_id": change.id, **values})
    for kind, rows in removed.items():
        _all_hit(connection.execute(_removal(kind), rows).rowcount, rows, kind)
    for (kind, _), rows in updated.items():
        _all_hit(connection.execute(_change(kind), rows).rowcount, rows, kind)
    for kind, rows in added.items():
        connection.execute(insert(TABLES[kind]), rows)


@cache
def _removal(kind: str) -> Delete:
    return delete(TABLES[kind]).where(TABLES[kind].c.id == bindparam("row_id"))


@cache
def _change(kind: str) -> Update:
    return update(TABLES[kind]).where(TABLES[kind].c.id == bindparam("row_id"))


def _all_hit(count: int, rows: list[dict[str, Any]], kind: str) -> None:
    if count != len(rows):
        raise PlannerBug(
            N_("The file lacks {count} rows of kind {kind} that the plan has."), count=len(rows) - count, kind=kind
        )
