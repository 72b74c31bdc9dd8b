"""What is sound of a damaged plan file, row by row, so that a new file can be made of it.

Rows that cannot be read are taken from the last sound copy where there is one; what neither has is listed as lost.
References to lost rows are emptied, or the row that cannot do without goes too. Nothing is written to the damaged file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from pydantic import ValidationError
from pydantic_core import from_json

from planner.domain.integrity import UNIQUE, refuse_unsound
from planner.domain.model import ABOUT, ENTITIES, REFERENCES, Activity, Entity, Programme, WorkCalendar
from planner.domain.plan import Plan
from planner.errors import EditRefused, PlanDamaged
from planner.message import N_, Message
from planner.storage.tables import TABLES, JsonText
from planner.storage.trust import PLAIN_TABLE, SCHEMA, distrust, give_up_after

READING_SECONDS = 60.0
Tables = dict[str, dict[UUID, Entity]]


@dataclass(frozen=True, slots=True)
class Loss:
    """A row (or, with an empty id, part of a table) that the damaged file no longer gives; `replaced` from a copy."""

    kind: str
    id: str
    reason: Message
    replaced: bool = False


@dataclass(slots=True)
class Salvage:
    """A sound plan made of what could be read, how many rows of each kind came from the file, and what did not."""

    plan: Plan
    kept: dict[str, int]
    losses: list[Loss] = field(default_factory=list[Loss])


def salvage(path: Path, copy: Plan | None) -> Salvage:
    """Read what is sound. `copy` is the plan of the last sound copy, if any. PlanDamaged where nothing can be read."""
    tables: Tables = {kind: {} for kind in ENTITIES}
    losses: list[Loss] = []
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)) as file:
            distrust(file)
            give_up_after(file, READING_SECONDS)
            plain = {str(row[1]) for row in file.execute(SCHEMA) if _is_plain(row)}
            for kind in ENTITIES:
                _read_kind(file, kind, tables[kind], losses, readable=kind in plain)
    except sqlite3.Error as error:
        if copy is None or any(tables.values()):
            raise PlanDamaged(
                N_("Nothing of {name} can be read: {reason}."), name=path.name, reason=str(error)
            ) from error
        losses.append(Loss("", "", Message(N_("nothing of the file can be read: {reason}"), {"reason": str(error)})))
    kept = {kind: len(rows) for kind, rows in tables.items() if rows}
    if copy is not None:
        losses = _filled(tables, losses, copy)
    if not tables["programme"] or not kept:
        _give_programme(tables, path, copy, losses)
    _mend(tables, losses)
    plan = Plan(tables)
    try:
        refuse_unsound(plan)
    except EditRefused as refused:
        raise PlanDamaged(N_("{name} is damaged: {reason}"), name=path.name, reason=refused.message) from refused
    return Salvage(plan, kept, losses)


def _is_plain(row: tuple[Any, ...]) -> bool:
    return row[0] == "table" and bool(PLAIN_TABLE.fullmatch(" ".join(str(row[3] or "").split())))


# --- reading ----------------------------------------------------------------------------------------


def _read_kind(
    file: sqlite3.Connection, kind: str, found: dict[UUID, Entity], losses: list[Loss], *, readable: bool
) -> None:
    if not readable:
        losses.append(Loss(kind, "", Message(N_("the table is missing or not one of ours"))))
        return
    try:
        have = {str(row[1]) for row in file.execute(f'PRAGMA table_info("{kind}")')}
    except sqlite3.Error as error:
        losses.append(_unread(kind, error))
        return
    names = [name for name in ENTITIES[kind].model_fields if name in have]
    broken: list[sqlite3.Error] = []
    for values in _rows_both_ways(file, kind, names, broken):
        try:
            row = ENTITIES[kind].model_validate(_decoded(kind, dict(zip(names, values, strict=True))))
        except (ValidationError, ValueError) as error:
            reason = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
            losses.append(Loss(kind, str(values[0]), Message("{reason}", {"reason": reason})))
            continue
        found[row.id] = row
    if broken:
        losses.append(_unread(kind, broken[0]))


def _unread(kind: str, error: sqlite3.Error) -> Loss:
    return Loss(kind, "", Message(N_("part of the table cannot be read: {reason}"), {"reason": str(error)}))


def _rows_both_ways(
    file: sqlite3.Connection, kind: str, names: list[str], broken: list[sqlite3.Error]
) -> Iterator[tuple[Any, ...]]:
    """Rows from the first up to where reading fails, then from the last down to there."""
    columns = ", ".join(f'"{name}"' for name in names)
    last = None
    for order in ("ASC", "DESC"):
        place = "" if last is None else f"WHERE rowid > {last}"
        try:
            for rowid, *values in file.execute(f'SELECT rowid, {columns} FROM "{kind}" {place} ORDER BY rowid {order}'):
                if order == "ASC":
                    last = int(rowid)
                yield tuple(values)
        except sqlite3.Error as error:
            broken.append(error)
            continue
        if order == "ASC":
            return


def _decoded(kind: str, values: dict[str, Any]) -> dict[str, Any]:
    for name, value in values.items():
        if value is not None and isinstance(TABLES[kind].c[name].type, JsonText):
            values[name] = from_json(value)
    return values


# --- making it whole --------------------------------------------------------------------------------


def _filled(tables: Tables, losses: list[Loss], copy: Plan) -> list[Loss]:
    """Take from the copy what could not be read; the losses, with what was replaced marked."""
    told: list[Loss] = []
    for loss in losses:
        kinds = (loss.kind,) if loss.kind else tuple(ENTITIES)
        missing = {
            row_id: row
            for kind in kinds
            for row_id, row in copy.table(kind).items()
            if row_id not in tables[kind] and loss.id in ("", str(row_id), row_id.hex)
        }
        for row_id, row in missing.items():
            tables[row.kind_name][row_id] = row
            told.append(Loss(row.kind_name, str(row_id), loss.reason, replaced=True))
        if not missing or not loss.id:
            told.append(loss)
    return told


def _give_programme(tables: Tables, path: Path, copy: Plan | None, losses: list[Loss]) -> None:
    if tables["programme"]:
        return
    row = copy.programme if copy is not None else Programme(name=path.stem, status_date=date.today())
    tables["programme"][row.id] = row
    losses.append(
        Loss("programme", str(row.id), Message(N_("the programme could not be read")), replaced=copy is not None)
    )


def _mend(tables: Tables, losses: list[Loss]) -> None:
    """Until nothing refers to what is not there: empty such references, or drop the row that needs them."""
    for extra in list(tables["programme"])[1:]:
        _drop(tables, "programme", extra, losses, N_("there can be one programme only"))
    _drop_doubles(tables, losses)
    changed = True
    while changed:
        mended = [_mend_kind(tables, kind, losses) for kind in ENTITIES]
        changed = any(mended)
    _open_rings(tables, losses)


def _drop(tables: Tables, kind: str, row_id: UUID, losses: list[Loss], reason: str) -> None:
    del tables[kind][row_id]
    losses.append(Loss(kind, str(row_id), Message(reason)))


def _drop_doubles(tables: Tables, losses: list[Loss]) -> None:
    for kind, name in UNIQUE.items():
        seen: set[str] = set()
        for row_id, row in list(tables[kind].items()):
            value = str(getattr(row, name)).casefold()
            if value in seen:
                _drop(tables, kind, row_id, losses, N_("its number or code is used twice"))
            seen.add(value)


def _mend_kind(tables: Tables, kind: str, losses: list[Loss]) -> bool:
    changed = False
    for row_id, row in list(tables[kind].items()):
        about = getattr(row, "about_id", None) if kind in ABOUT else None
        if about is not None and not any(about in table for table in tables.values()):
            _drop(tables, kind, row_id, losses, N_("what it is about is lost"))
            changed = True
            continue
        emptied = _without_dangling(tables, kind, row)
        if emptied is row:
            continue
        changed = True
        if emptied is None:
            _drop(tables, kind, row_id, losses, N_("what it belongs to is lost"))
        else:
            tables[kind][row_id] = emptied
    return changed


def _without_dangling(tables: Tables, kind: str, row: Entity) -> Entity | None:
    """The row with references to lost rows emptied; itself where it has none, None where it cannot do without."""
    emptied: dict[str, Any] = {}
    for name, target in REFERENCES.get(kind, {}).items():
        value = cast("UUID | tuple[UUID, ...] | None", getattr(row, name))
        if value is None:
            continue
        if isinstance(value, tuple):
            left = tuple(each for each in value if each in tables[target])
            if left != value:
                emptied[name] = left
        elif value not in tables[target]:
            emptied[name] = None
    if not emptied:
        return row
    try:
        return row.changed(**emptied)
    except (ValidationError, EditRefused, ValueError):
        return None


def _open_rings(tables: Tables, losses: list[Loss]) -> None:
    """Take rows out of one another where they hold themselves."""
    for kind, name in (("activity", "parent_id"), ("calendar", "base_id")):
        for row_id, row in list(tables[kind].items()):
            seen, here = {row_id}, cast("UUID | None", getattr(row, name))
            while here is not None and here not in seen:
                seen.add(here)
                here = cast("UUID | None", getattr(tables[kind][here], name))
            if here == row_id and isinstance(row, Activity | WorkCalendar):
                tables[kind][row_id] = row.changed(**{name: None})
                losses.append(Loss(kind, str(row_id), Message(N_("it was inside itself"))))


def counted(losses: list[Loss]) -> Mapping[str, int]:
    """How many rows of each kind are lost for good."""
    found: dict[str, int] = {}
    for loss in losses:
        if loss.id and not loss.replaced:
            found[loss.kind] = found.get(loss.kind, 0) + 1
    return found
