"""What a programme is steered by: readiness, promises, agreements, decisions, risks and figures."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from pydantic import FiniteFloat, model_validator
from sqlmodel import Field

from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.model.choices import (
    Agreed,
    Better,
    CommitmentKind,
    CommitmentStatus,
    FigureRole,
    Light,
    RiskStatus,
)
from planner.domain.model.entity import KEY_PATTERN, NAME, TEXT, Entity
from planner.message import N_


class Criterion(Entity):
    """What "ready" means for an organisation, on one theme."""

    kind_name: ClassVar[str] = "criterion"

    organisation_id: UUID
    track_id: UUID | None = None
    name: str = Field(min_length=1, max_length=NAME)
    evidence: str = Field(default="", max_length=TEXT)
    mandatory: bool = True
    minimum: Light = Field(default=Light.GREEN, description="the least light that will do")
    needed_by: ImpreciseDate | None = None
    activity_id: UUID | None = None
    workaround: str = Field(default="", max_length=TEXT, description="what is done if it is not ready")
    decider: str = Field(default="", max_length=NAME, description="role that decides to go on without it")
    position: float = 0.0


class Assessment(Entity):
    """A dated judgement of a criterion; orange and red need an explanation."""

    kind_name: ClassVar[str] = "assessment"

    criterion_id: UUID
    on: date
    light: Light
    explanation: str = Field(default="", max_length=TEXT)
    evidence: str = Field(default="", max_length=TEXT, description="what was shown")
    by_role: str = Field(default="", max_length=NAME)

    @model_validator(mode="after")
    def _explained(self) -> Assessment:
        if self.light in (Light.ORANGE, Light.RED) and not self.explanation.strip():
            raise ValueError(N_("Orange and red need an explanation."))
        return self


class Commitment(Entity):
    """A promise to Parliament, or a motion of it. `term` None means that no term was given.

    A new dated term keeps the ones before it in `earlier_terms`, oldest first. The sources are the
    letters in which it was made and settled.
    """

    kind_name: ClassVar[str] = "commitment"

    key: str = Field(max_length=24, schema_extra={"pattern": KEY_PATTERN})
    kind: CommitmentKind
    title: str = Field(min_length=1, max_length=NAME)
    words: str = Field(default="", max_length=TEXT, description="as it was said")
    status: CommitmentStatus = CommitmentStatus.OPEN
    made_on: ImpreciseDate | None = Field(default=None, description="a motion: submitted on")
    decided_on: ImpreciseDate | None = Field(default=None, description="a motion: voted on, held or withdrawn")
    settled_on: ImpreciseDate | None = None
    term: ImpreciseDate | None = None
    earlier_terms: tuple[ImpreciseDate, ...] = ()
    organisation_id: UUID | None = Field(default=None, description="who answers")
    involved_ids: tuple[UUID, ...] = ()
    activity_ids: tuple[UUID, ...] = Field(default=(), description="what carries it out")
    reference: str = Field(default="", max_length=NAME, description="Kamerstuk")
    made_in_id: UUID | None = Field(default=None, description="source")
    settled_in_id: UUID | None = Field(default=None, description="source")
    settled_by: str = Field(default="", max_length=NAME, description="letter that settles it, in words")
    note: str = Field(default="", max_length=TEXT)
    position: float = 0.0


class Indicator(Entity):
    """A figure over time."""

    kind_name: ClassVar[str] = "indicator"

    key: str = Field(max_length=24, schema_extra={"pattern": KEY_PATTERN})
    name: str = Field(min_length=1, max_length=NAME)
    unit: str = Field(default="", max_length=40)
    better: Better = Better.UNSTATED
    momentary: bool = Field(default=False, description="its values are of one moment and no averages")
    organisation_id: UUID | None = None
    note: str = Field(default="", max_length=TEXT)
    position: float = 0.0


class Measurement(Entity):
    """One value of an indicator; `value` None where the source gives words only."""

    kind_name: ClassVar[str] = "measurement"

    indicator_id: UUID
    at: ImpreciseDate
    value: FiniteFloat | None = None
    role: FigureRole = FigureRole.ACTUAL
    note: str = Field(default="", max_length=TEXT)


class Agreement(Entity):
    """Who delivers what to whom in the chain: a promised and an accepted date, and where it stands."""

    kind_name: ClassVar[str] = "agreement"

    key: str = Field(max_length=24, schema_extra={"pattern": KEY_PATTERN})
    title: str = Field(min_length=1, max_length=NAME, description="what is delivered")
    giver_id: UUID
    taker_id: UUID
    activity_id: UUID | None = Field(default=None, description="what delivers it")
    needed_by_id: UUID | None = Field(default=None, description="activity that cannot do without")
    promised: ImpreciseDate | None = None
    accepted: ImpreciseDate | None = None
    accepted_on: date | None = None
    status: Agreed = Agreed.PROPOSED
    note: str = Field(default="", max_length=TEXT)
    position: float = 0.0

    @model_validator(mode="after")
    def _two_parties(self) -> Agreement:
        if self.giver_id == self.taker_id:
            raise ValueError(N_("An agreement is between two organisations."))
        return self


class Decision(Entity):
    """A decision on dates or otherwise: what, why, by whom and where."""

    kind_name: ClassVar[str] = "decision"

    key: str = Field(max_length=24, schema_extra={"pattern": KEY_PATTERN})
    title: str = Field(min_length=1, max_length=NAME)
    on: date
    reason: str = Field(default="", max_length=TEXT)
    decider: str = Field(default="", max_length=NAME, description="a role or a body")
    meeting: str = Field(default="", max_length=NAME)
    activity_ids: tuple[UUID, ...] = ()
    date_before: datetime | None = Field(default=None, description="of the milestone that was moved")
    date_after: datetime | None = None
    note: str = Field(default="", max_length=TEXT)


class Risk(Entity):
    """What may go wrong: cause, event and effect, with probability and impact from 1 to 5.

    Beside these stand, where they are known, its chance and the delay that it brings to its activities,
    and the same once the measure was taken.
    """

    kind_name: ClassVar[str] = "risk"

    key: str = Field(max_length=24, schema_extra={"pattern": KEY_PATTERN})
    title: str = Field(min_length=1, max_length=NAME, description="the event")
    cause: str = Field(default="", max_length=TEXT)
    effect: str = Field(default="", max_length=TEXT)
    probability: int = Field(default=3, ge=1, le=5)
    impact: int = Field(default=3, ge=1, le=5)
    measure: str = Field(default="", max_length=TEXT)
    owner: str = Field(default="", max_length=NAME, description="a role")
    chance_percent: int | None = Field(default=None, ge=0, le=100, description="None: by the probability")
    shortest_minutes: int | None = Field(default=None, ge=0, le=20_000_000, description="delay; None: by the impact")
    likely_minutes: int | None = Field(default=None, ge=0, le=20_000_000)
    longest_minutes: int | None = Field(default=None, ge=0, le=20_000_000)
    after_chance_percent: int | None = Field(default=None, ge=0, le=100, description="once the measure was taken")
    after_shortest_minutes: int | None = Field(default=None, ge=0, le=20_000_000)
    after_likely_minutes: int | None = Field(default=None, ge=0, le=20_000_000)
    after_longest_minutes: int | None = Field(default=None, ge=0, le=20_000_000)
    parallel: bool = Field(default=False, description="its delay runs beside that of other risks on the same work")
    status: RiskStatus = RiskStatus.OPEN
    organisation_id: UUID | None = None
    activity_ids: tuple[UUID, ...] = ()
    note: str = Field(default="", max_length=TEXT)
    position: float = 0.0


class Overruling(Entity):
    """A rule whose finding is set aside, with the reason; on one row, or (None) wherever it finds something."""

    kind_name: ClassVar[str] = "overruling"

    rule: str = Field(min_length=1, max_length=60, description="name of the check")
    about_id: UUID | None = None
    reason: str = Field(min_length=1, max_length=TEXT)
    by_role: str = Field(default="", max_length=NAME)
    on: date


class AttentionChoice(Entity):
    """Whether a point of attention goes on paper, against what the program would choose."""

    kind_name: ClassVar[str] = "attention_choice"

    rule: str = Field(min_length=1, max_length=60, description="name of the check")
    about_id: UUID | None = None
    on_paper: bool = True
    words: str = Field(default="", max_length=TEXT, description="instead of the program's sentence")


class Scenario(Entity):
    """A named what-if: changes to the plan that are kept apart from it, as the journal writes changes."""

    kind_name: ClassVar[str] = "scenario"

    name: str = Field(min_length=1, max_length=NAME)
    made_on: date
    changes: str = Field(default="", max_length=50_000_000, description="JSON, as a line of the journal has it")
    format: int = Field(default=0, ge=0, description="version of the file format of the changes")
    note: str = Field(default="", max_length=TEXT)
