"""What every row of the plan has in common."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID, uuid4

from pydantic import ConfigDict
from sqlmodel import Field, SQLModel

NAME = 250
TEXT = 20_000
MINUTES_IN_WORKING_DAY = 480
"""Working minutes that count as one working day wherever a duration is shown in days."""
KEY_PATTERN = r"^[A-Z][A-Z0-9]*-[0-9]+$"


def split_key(key: str) -> tuple[str, int]:
    """A key as its series and its number: POL and 3 of POL-3; of none, nothing and 0."""
    prefix, _, number = key.rpartition("-")
    return prefix, int(number or 0)


class Entity(SQLModel):
    """A row of the plan: frozen, validated on creation, known by its id for ever."""

    model_config = ConfigDict(frozen=True, extra="forbid")  # type: ignore[assignment]
    kind_name: ClassVar[str] = ""

    id: UUID = Field(default_factory=uuid4, primary_key=True)

    def changed(self, **values: object) -> Entity:
        """A validated copy with other values; raises pydantic.ValidationError."""
        return type(self).model_validate({**self.__dict__, **values})
