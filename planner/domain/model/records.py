"""Where facts come from, what was asked and answered, and what the program keeps for itself."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from pydantic import model_validator
from sqlmodel import Field

from planner.domain.model.entity import KEY_PATTERN, NAME, TEXT, Entity
from planner.message import N_


class Source(Entity):
    """A document that facts come from."""

    kind_name: ClassVar[str] = "source"

    key: str = Field(max_length=24, schema_extra={"pattern": KEY_PATTERN})
    title: str = Field(min_length=1, max_length=NAME)
    on: date | None = None
    reference: str = Field(default="", max_length=NAME)
    address: str = Field(default="", max_length=1000)
    note: str = Field(default="", max_length=TEXT)
    position: float = 0.0


class Citation(Entity):
    """Where in a source a row of the plan comes from."""

    kind_name: ClassVar[str] = "citation"

    source_id: UUID
    about_id: UUID
    place: str = Field(default="", max_length=NAME)
    quote: str = Field(default="", max_length=TEXT)
    fact_id: str = Field(default="", max_length=40)
    reference: str = Field(default="", max_length=NAME, description="Kamerstuk the place names")


class Assumption(Entity):
    """A given value that was put there so that planning is possible, and why: nobody said it.

    `about_id` is an activity, a link or another row; `field` the name of the value in it, empty where the
    row itself is assumed (a link that nobody named). What is computed from it rests on an assumption.
    """

    kind_name: ClassVar[str] = "assumption"

    about_id: UUID
    field: str = Field(default="", max_length=60, description="name of the value; empty for the row itself")
    reason: str = Field(min_length=1, max_length=TEXT)
    by_role: str = Field(default="", max_length=NAME)
    on: date | None = None


class UpdateRound(Entity):
    """A request to organisations for their state. `asked_seq` is the last line of the journal when it was sent."""

    kind_name: ClassVar[str] = "update_round"

    name: str = Field(min_length=1, max_length=NAME)
    opened_on: date
    due_on: date
    closed_on: date | None = None
    organisation_ids: tuple[UUID, ...] = Field(default=(), description="who were asked")
    asked_seq: int | None = Field(default=None, ge=0)
    baseline_id: UUID | None = Field(default=None, description="taken at its end")
    note: str = Field(default="", max_length=TEXT)

    @model_validator(mode="after")
    def _in_order(self) -> UpdateRound:
        if self.due_on < self.opened_on or (self.closed_on and self.closed_on < self.opened_on):
            raise ValueError(N_("An update round cannot end before it opens."))
        return self


class Reply(Entity):
    """What one organisation sent back in a round."""

    kind_name: ClassVar[str] = "reply"

    round_id: UUID
    organisation_id: UUID
    received_at: datetime
    file_name: str = Field(default="", max_length=NAME)
    digest: str = Field(default="", max_length=64, description="SHA-256 of the file")
    taken: int = Field(default=0, ge=0, description="proposals taken over")
    kept_out: int = Field(default=0, ge=0, description="proposals not taken over")
    note: str = Field(default="", max_length=TEXT)


class Remark(Entity):
    """What somebody said about a row and was not taken over in it: a colleague's note, a rejected proposal."""

    kind_name: ClassVar[str] = "remark"

    about_id: UUID
    at: datetime
    text: str = Field(min_length=1, max_length=TEXT)
    field: str = Field(default="", max_length=60, description="name of the field that it is about")
    organisation_id: UUID | None = None
    origin: str = Field(default="", max_length=NAME, description="workbook and cell, or a role")
    handled: bool = False


class SavedView(Entity):
    """A way of looking at the plan, under a name: filter, grouping, columns and zoom as JSON."""

    kind_name: ClassVar[str] = "saved_view"

    name: str = Field(min_length=1, max_length=NAME)
    view: str = Field(min_length=1, max_length=40)
    definition: str = Field(default="{}", max_length=TEXT)
    position: float = 0.0


class KeySeries(Entity):
    """The last number given out in a series of keys (POL-7), so that no key is used again."""

    kind_name: ClassVar[str] = "key_series"

    prefix: str = Field(max_length=12, schema_extra={"pattern": r"^[A-Z][A-Z0-9]*$"})
    last: int = Field(ge=0)
