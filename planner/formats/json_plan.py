"""Everything of a plan as JSON: stable, readable, and read back to an equal plan.

`{"format": "ketenplanner-plan", "version": 1, "rows": {kind: [row, …]}}`. Kinds stand in the order of
the model; rows by key, code or position, then id. Field names are the model's own; dates are ISO.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from math import isfinite
from pathlib import Path
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ValidationError

from planner.domain.changes import RowChange, Step
from planner.domain.fields import Shape, field_spec
from planner.domain.imprecise_date import ImpreciseDate, Relation
from planner.domain.integrity import refuse_broken
from planner.domain.model import ENTITIES, Entity, KeySeries
from planner.domain.plan import Plan, difference
from planner.domain.rows import refusal
from planner.errors import EditRefused, FileTrouble
from planner.message import N_, Message
from planner.writing import write_file

FORMAT = "ketenplanner-plan"
VERSION = 1
LARGEST = 512 * 1024 * 1024
"""Bytes; a plan of a hundred thousand activities stays far below it."""

WINDOW_PARTS = {part.name for part in fields(ImpreciseDate)}


def write_json(plan: Plan, path: Path) -> None:
    """Write a plan, replacing the file in one go; FileTrouble if that cannot be done."""
    write_file(path, dumps(plan))


def read_json(path: Path) -> Plan:
    """The plan in a file; FileTrouble or EditRefused where it holds none that is sound."""
    try:
        if path.stat().st_size > LARGEST:
            raise FileTrouble(N_("{path} is too large to be a plan."), path=str(path))
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise FileTrouble(
            N_("{path} could not be read: {reason}."), path=str(path), reason=error.strerror or str(error)
        ) from None
    except UnicodeDecodeError:
        raise FileTrouble(N_("{path} is not JSON: it is not text in UTF-8."), path=str(path)) from None
    return loads(text)


def replacement(plan: Plan, wanted: Plan, name: str) -> Step:
    """The step that brings a plan to what a file called `name` holds.

    Keys that were given out stay given out, also where the file is from before.
    """
    changes = [change for change in difference(plan, wanted) if change.kind != KeySeries.kind_name]
    known = {series.prefix: series for series in plan.rows(KeySeries)}
    for series in wanted.rows(KeySeries):
        before = known.get(series.prefix)
        if before is None:
            changes.append(RowChange.add(series))
        elif before.last < series.last:
            changes.append(RowChange.update(before, before.changed(last=series.last)))
    return Step("json.import", tuple(changes), {"name": name})


def dumps(plan: Plan) -> str:
    """A plan as text; equal plans give equal texts."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "rows": {kind: [_written(row) for row in _sorted(plan, kind)] for kind in ENTITIES},
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def loads(text: str) -> Plan:
    """The plan in a text.

    Raises FileTrouble where it is not such a document, and EditRefused naming kind, row and field
    where a row is not valid, or the rule where the rows together are not.
    """
    document = _document(text)
    rows: dict[UUID, Entity] = {}
    for kind, written in document.items():
        entity = ENTITIES.get(kind)
        if entity is None:
            raise FileTrouble(N_("This file holds rows of a kind that is not known: {name}."), name=kind)
        if not isinstance(written, list):
            raise FileTrouble(N_("The rows of {kind} are not a list."), kind=kind)
        for number, values in enumerate(written, 1):
            row = _read_row(entity, number, values)
            if row.id in rows:
                raise EditRefused(
                    N_("In {kind}, row {number}: the id {id} is used twice."), kind=kind, number=number, id=str(row.id)
                )
            rows[row.id] = row
    plan = Plan.of(rows.values())
    refuse_broken(Plan({}), plan, Step("json.import", tuple(map(RowChange.add, rows.values()))))
    if not plan.table("programme"):
        raise EditRefused(N_("A plan has exactly one programme."))
    return plan


def _document(text: str) -> Mapping[str, Any]:
    try:
        document = json.loads(text, parse_constant=_refuse_constant, parse_float=_finite)
    except RecursionError:
        raise FileTrouble(N_("This file is not a plan: it is nested too deeply.")) from None
    except json.JSONDecodeError as error:
        raise FileTrouble(
            N_("This file is not JSON: line {line}, column {column}."), line=error.lineno, column=error.colno
        ) from None
    except ValueError:
        raise FileTrouble(N_("This file is not a plan.")) from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise FileTrouble(N_("This file is JSON, but not a plan of this program."))
    version = document.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise FileTrouble(N_("This file does not say which version of the format it has."))
    if version > VERSION:
        raise FileTrouble(
            N_("This file was made by a newer version of the program (format {version}; this one reads {known})."),
            version=version,
            known=VERSION,
        )
    rows = document.get("rows")
    if not isinstance(rows, dict):
        raise FileTrouble(N_("This file holds no rows."))
    return rows


def _refuse_constant(name: str) -> float:
    """NaN and Infinity, which are no JSON and equal nothing."""
    raise FileTrouble(N_("A number in this file is not finite."))


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise FileTrouble(N_("A number in this file is not finite."))
    return number


def _read_row(entity: type[Entity], number: int, values: Any) -> Entity:
    kind = entity.kind_name
    if not isinstance(values, dict):
        raise FileTrouble(N_("In {kind}, row {number}: this is not a row."), kind=kind, number=number)
    if "id" not in values:
        raise _refused(kind, number, "id", EditRefused(N_("{field} cannot be empty."), field="id").message)
    for name, value in values.items():
        spec = field_spec(kind, name)
        unknown = set(value) - WINDOW_PARTS if spec and spec.shape is Shape.WINDOW and isinstance(value, dict) else ()
        if unknown:
            reason = Message(N_("A date window has no part called “{part}”."), {"part": min(unknown)})
            raise _refused(kind, number, name, reason)
    try:
        return entity.model_validate_json(json.dumps(values))
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"]) or "-"
        raise _refused(kind, number, place, refusal(error, kind).message) from None


def _refused(kind: str, number: int, name: str, reason: Message) -> EditRefused:
    return EditRefused(
        N_("In {kind}, row {number}, field {name}: {reason}"), kind=kind, number=number, name=name, reason=reason
    )


def _sorted(plan: Plan, kind: str) -> list[Entity]:
    return sorted(plan.table(kind).values(), key=_place)


def _place(row: Entity) -> tuple[str, int, float, str]:
    """Where a row stands: POL-2 before POL-10."""
    key = str(getattr(row, "key", "") or getattr(row, "code", ""))
    prefix, _, number = key.rpartition("-")
    if prefix and number.isdigit():
        return prefix, int(number), 0.0, str(row.id)
    return key, 0, float(getattr(row, "position", 0.0)), str(row.id)


def _written(row: Entity) -> dict[str, Any]:
    return {name: _value(getattr(row, name)) for name in type(row).model_fields}


def _value(value: Any) -> Any:
    """A value as JSON holds it. Windows leave out what they do not say."""
    if isinstance(value, ImpreciseDate | Relation):
        parts = {part.name: getattr(value, part.name) for part in fields(value)}
        return {name: _value(part) for name, part in parts.items() if part not in (None, "", False, ())}
    if isinstance(value, BaseModel):
        return {name: _value(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, tuple):
        return [_value(part) for part in value]  # type: ignore[reportUnknownVariableType]
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat()
