"""The tables of a plan file, derived from the entities: no field is declared here a second time.

They are plain tables in SQLModel's metadata. Rows are written and read with SQLAlchemy Core, and reading
validates into the entity itself; a class mapped to each table (`table=True`) would not validate, would be
used by nobody, and would cost a twentieth of the start.
Ids, days, moments and choices are stored as text, so that validation turns them back; whatever has
parts (date windows, lists of ids, working weeks) is stored as JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin
from uuid import UUID

from pydantic_core import from_json, to_json, to_jsonable_python
from sqlalchemy import Boolean, Column, Dialect, Float, Integer, String, Table
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import SQLModel

from planner.domain.model import ENTITIES, Entity


class PlainText(TypeDecorator[Any]):
    """An id, day, moment or choice as text; validation of the row turns it back."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return to_jsonable_python(value)


class JsonText(TypeDecorator[Any]):
    """A value with parts as JSON text; validation of the row makes the parts what they were."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else to_json(value).decode()

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else from_json(value)


def column_type(annotation: Any) -> tuple[TypeEngine[Any], bool]:
    """How values of a type are stored, and whether they may be empty."""
    if get_origin(annotation) is Annotated:
        return column_type(get_args(annotation)[0])
    parts = get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)
    nullable = NoneType in parts
    plain = [part for part in parts if part is not NoneType]
    return _stored(get_args(plain[0])[0] if get_origin(plain[0]) is Annotated else plain[0]), nullable


def _stored(annotation: Any) -> TypeEngine[Any]:
    if not isinstance(annotation, type) or get_origin(annotation) is not None:
        return JsonText()
    if issubclass(annotation, Enum | UUID | date | datetime):
        return PlainText()
    simple: dict[Any, TypeEngine[Any]] = {str: String(), bool: Boolean(), int: Integer(), float: Float()}
    return simple.get(annotation, JsonText())


def _table(entity: type[Entity]) -> Table:
    columns: list[Column[Any]] = []
    for name, info in entity.model_fields.items():
        stored, nullable = column_type(info.annotation)
        columns.append(Column(name, stored, primary_key=name == "id", nullable=nullable))
    return Table(entity.kind_name, SQLModel.metadata, *columns)


TABLES: Mapping[str, Table] = {kind: _table(entity) for kind, entity in ENTITIES.items()}
"""The table of each kind."""

JOURNAL = Table(
    "journal",
    SQLModel.metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", String, nullable=False),  # UTC, ISO 8601
    Column("who", String, nullable=False),
    Column("action", String, nullable=False),
    Column("of_seq", Integer),
    Column("format", Integer, nullable=False),  # version of the file format that the changes are written in
    Column("label", String, nullable=False),
    Column("words", JsonText, nullable=False),
    Column("changes", JsonText, nullable=False),
)
"""One line for each step."""
