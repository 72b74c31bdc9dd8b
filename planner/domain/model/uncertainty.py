"""How sure a plan is: what is assumed where nobody said how long, what was worked out, and what is judged."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from pydantic import model_validator
from sqlmodel import Field

from planner.domain.model.choices import Likelihood, Stage
from planner.domain.model.entity import NAME, TEXT, Entity
from planner.message import N_


class DurationRange(Entity):
    """Between what durations lie for which nobody gave a range, in percent of the one that is planned.

    It holds for work of an organisation, a track and a stage, each None or empty for any; the one
    that says most of an activity counts.
    """

    kind_name: ClassVar[str] = "duration_range"

    name: str = Field(min_length=1, max_length=NAME)
    organisation_id: UUID | None = None
    track_id: UUID | None = None
    stage: Stage = Stage.NONE
    shortest_percent: int = Field(default=90, ge=0, le=1000)
    likely_percent: int = Field(default=100, ge=0, le=1000)
    longest_percent: int = Field(default=130, ge=0, le=1000)
    note: str = Field(default="", max_length=TEXT)
    position: float = 0.0

    @model_validator(mode="after")
    def _in_order(self) -> DurationRange:
        if not self.shortest_percent <= self.likely_percent <= self.longest_percent:
            raise ValueError(N_("A range goes from the shortest by the likely to the longest."))
        return self


class ChanceResult(Entity):
    """An answer that was worked out: for which inputs (their SHA-256), with how many runs from which seed."""

    kind_name: ClassVar[str] = "chance_result"

    made_at: datetime
    status_date: date
    round_id: UUID | None = Field(default=None, description="the update round it was worked out in")
    runs: int = Field(ge=1)
    seed: int = Field(ge=0)
    converged: bool = False
    without_risks: bool = False
    inputs: str = Field(max_length=64, description="SHA-256 of all that the answer follows from")
    answer: str = Field(default="{}", max_length=50_000_000, description="JSON, as the command line gives it")
    note: str = Field(default="", max_length=TEXT)


class Judgement(Entity):
    """What an organisation itself thinks of being ready in time, in one of five fixed words."""

    kind_name: ClassVar[str] = "judgement"

    organisation_id: UUID
    on: date
    likelihood: Likelihood
    explanation: str = Field(default="", max_length=TEXT)
    by_role: str = Field(default="", max_length=NAME)
