"""The tables of a plan file, derived from the entities: no field is declared here a second time.

A table class is a subclass of its entity. It only gives the columns: rows are written and read with
SQLAlchemy Core, and reading validates into the plain entity, which a table class would not do.
Ids, days, moments and choices are stored as text, so that validation turns them back; whatever has
parts (date windows, lists of ids, working weeks) is stored as JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin
from uuid import UUID

from pydantic import ConfigDict
from pydantic_core import from_json, to_json, to_jsonable_python
from sqlalchemy import Boolean, Column, Dialect, Float, Integer, String, Table
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Field, SQLModel
from sqlmodel.main import SQLModelMetaclass

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


def _table_class(entity: type[Entity]) -> type[SQLModel]:
    annotations: dict[str, Any] = {}
    members: dict[str, Any] = {
        "__module__": __name__,
        "__doc__": f"The rows of kind {entity.kind_name} as they are stored.",
        "__tablename__": entity.kind_name,
        "__annotations__": annotations,
        "model_config": ConfigDict(frozen=False, defer_build=True),
    }
    for name, info in entity.model_fields.items():
        stored, nullable = column_type(info.annotation)
        column: Column[Any] = Column(name, stored, primary_key=name == "id", nullable=nullable)
        annotations[name] = info.annotation
        members[name] = Field(default=None, sa_column=column)
    return cast("type[SQLModel]", SQLModelMetaclass(f"{entity.__name__}Row", (entity,), members, table=True))


ROWS: Mapping[str, type[SQLModel]] = {kind: _table_class(entity) for kind, entity in ENTITIES.items()}
"""The table class of each kind: ActivityRow and so on."""


class JournalRow(SQLModel, table=True):
    """One line of the journal. `format` is the file format that the changes are written in."""

    __tablename__ = "journal"  # type: ignore[assignment]

    seq: int = Field(sa_column=Column(Integer, primary_key=True))
    at: str = Field(sa_column=Column(String, nullable=False), description="UTC, ISO 8601")
    who: str = Field(sa_column=Column(String, nullable=False))
    action: str = Field(sa_column=Column(String, nullable=False))
    of_seq: int | None = Field(sa_column=Column(Integer, nullable=True))
    format: int = Field(sa_column=Column(Integer, nullable=False))
    label: str = Field(sa_column=Column(String, nullable=False))
    words: Any = Field(sa_column=Column(JsonText, nullable=False))
    changes: Any = Field(sa_column=Column(JsonText, nullable=False))


def table_of(row: type[SQLModel]) -> Table:
    """The SQLAlchemy table behind a table class."""
    return cast(Table, row.__table__)  # type: ignore[attr-defined]


TABLES: Mapping[str, Table] = {kind: table_of(row) for kind, row in ROWS.items()}
JOURNAL = table_of(JournalRow)
