"""What every row of the plan has in common."""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar, cast
from uuid import UUID, uuid4

from pydantic import ConfigDict, model_validator
from sqlmodel import Field, SQLModel

from planner.domain.clean_text import clean_text

NAME = 250
TEXT = 20_000
EARLIEST_YEAR = 1800
"""Dates are not typed so early, but laws and papers that a plan rests on can be."""
MINUTES_IN_WORKING_DAY = 480
"""Working minutes that count as one working day wherever a duration is shown in days."""
KEY_PATTERN = r"^[A-Z][A-Z0-9]*-[0-9]+$"


def split_key(key: str) -> tuple[str, int]:
    """A key as its series and its number: POL and 3 of POL-3; of none, nothing and 0."""
    prefix, _, number = key.rpartition("-")
    return prefix, int(number or 0)


class CleanModel(SQLModel):
    """Frozen values of which every text can be shown and written everywhere."""

    model_config = ConfigDict(frozen=True, extra="forbid")  # type: ignore[assignment]

    @model_validator(mode="before")
    @classmethod
    def _clean_texts(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        values = cast("dict[str, Any]", given)
        cleaned: dict[str, str] = {}
        model: Any = cls  # a type has a hash, whatever its rows have
        for name, lines in _text_fields(model):
            text = values.get(name)
            if text and isinstance(text, str) and not (text.isascii() and text.isprintable()):
                clean = clean_text(text, lines=lines)
                if clean is not text:
                    cleaned[name] = clean
        return {**values, **cleaned} if cleaned else values


@cache
def _text_fields(model: type[SQLModel]) -> tuple[tuple[str, bool], ...]:
    """The fields of a kind that hold text, and whether it may have several lines."""
    found: list[tuple[str, bool]] = []
    for name, field in model.model_fields.items():
        if field.annotation is str:
            longest = next((m.max_length for m in field.metadata if hasattr(m, "max_length")), TEXT)
            found.append((name, longest >= TEXT))
    return tuple(found)


class Entity(CleanModel):
    """A row of the plan: validated on creation, known by its id for ever."""

    kind_name: ClassVar[str] = ""

    id: UUID = Field(default_factory=uuid4, primary_key=True)

    def changed(self, **values: object) -> Entity:
        """A validated copy with other values; raises pydantic.ValidationError."""
        return type(self).model_validate({**self.__dict__, **values})
