"""The entities of a programme: frozen rows, each field declared and validated here, once.

Plain SQLModel classes without a table (a `table=True` class does not validate); `planner.storage`
derives the tables. Times are naive local datetimes to the minute. A finish that is given as a day
is that day at 23:59, meaning its end; a start that is given as a day is that day at 00:00.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID, uuid4

from pydantic import ConfigDict, FiniteFloat, model_validator
from sqlmodel import Field, SQLModel

from planner.domain.imprecise_date import ImpreciseDate
from planner.message import N_

NAME = 250
TEXT = 20_000
MINUTES_IN_WORKING_DAY = 480
"""Working minutes that count as one working day wherever a duration is shown in days."""


class ActivityKind(StrEnum):
    TASK = "task"
    MILESTONE = "milestone"
    SUMMARY = "summary"


class Gate(StrEnum):
    """The milestones that rules look for."""

    NONE = ""
    ENTRY = "entry"  # entry into force; at most one in a programme
    READY = "ready"  # an organisation's "startblokken"; at most one an organisation


class Constraint(StrEnum):
    """The eight constraints of MS Project, by their usual abbreviations."""

    ASAP = "ASAP"
    ALAP = "ALAP"
    SNET = "SNET"
    SNLT = "SNLT"
    FNET = "FNET"
    FNLT = "FNLT"
    MSO = "MSO"
    MFO = "MFO"


class LinkType(StrEnum):
    FS = "FS"
    SS = "SS"
    FF = "FF"
    SF = "SF"


class LagUnit(StrEnum):
    WORK = "work"  # working minutes on the successor's calendar
    ELAPSED = "elapsed"  # minutes on the clock
    PERCENT = "percent"  # of the predecessor's duration


class PlanOn(StrEnum):
    """Which end of a date window the schedule counts with."""

    LATEST = "latest"
    MIDDLE = "middle"
    EARLIEST = "earliest"


class Pinning(StrEnum):
    """What says when an activity is: the schedule, or dates that are kept as given."""

    NONE = ""
    HAND = "hand"
    FILE = "file"  # the dates that an imported file had, kept instead of ours


class ScheduleFrom(StrEnum):
    """The end of the programme that dates are counted from."""

    START = "start"
    FINISH = "finish"  # all is planned as late as `finish_at` allows


class PlanState(StrEnum):
    DRAFT = "draft"
    ADOPTED = "adopted"


class OrganisationKind(StrEnum):
    CHAIN = "chain"  # carries the law out and must be ready
    MINISTRY = "ministry"
    PARLIAMENT = "parliament"
    ADVISER = "adviser"
    OTHER = "other"


class CalendarPurpose(StrEnum):
    WORK = "work"
    STATUTORY = "statutory"  # for terms under the Algemene termijnenwet
    RECESS = "recess"


class HolidaySet(StrEnum):
    """Public holidays a calendar takes over; computed by `planner.domain.holidays`."""

    NONE = ""
    STATE_WORKDAYS = "rijk"
    STATUTORY_TERMS = "wettelijke-termijnen"


class CommitmentKind(StrEnum):
    MOTION = "motion"
    COMMITMENT = "commitment"


class CommitmentStatus(StrEnum):
    OPEN = "open"
    PARTLY = "partly"
    DONE = "done"  # voldaan: Parliament has the result in writing
    SETTLED = "settled"  # afgedaan: used for motions


class Light(StrEnum):
    GREEN = "green"
    ORANGE = "orange"
    RED = "red"
    GREY = "grey"


class Entity(SQLModel):
    """A row of the plan: frozen, validated on creation, known by its id for ever."""

    model_config = ConfigDict(frozen=True, extra="forbid")  # type: ignore[assignment]
    kind_name: ClassVar[str] = ""

    id: UUID = Field(default_factory=uuid4, primary_key=True)

    def changed(self, **values: object) -> Entity:
        """A validated copy with other values; raises pydantic.ValidationError."""
        return type(self).model_validate({**self.__dict__, **values})


class Programme(Entity):
    """One law and its trajectory; there is exactly one in a plan.

    `honour_constraints`: dates that must be (MSO, MFO, SNLT, FNLT) are kept where links ask for later
    ones, and slack is negative. `remaining_from_status`: work that is not done yet is planned from
    the status date on; without it the status date moves nothing.
    """

    kind_name: ClassVar[str] = "programme"

    name: str = Field(min_length=1, max_length=NAME)
    law: str = Field(default="", max_length=NAME)
    owner: str = Field(default="", max_length=NAME, description="organisation that commissions it")
    status_date: date
    start_date: date | None = Field(default=None, description="nothing unbound is planned earlier")
    state: PlanState = PlanState.DRAFT
    version: str = Field(default="", max_length=40)
    plan_on: PlanOn = PlanOn.LATEST
    calendar_id: UUID | None = None
    near_critical_days: int = Field(default=10, ge=0, le=1000)
    critical_days: int = Field(default=0, ge=0, le=1000, description="slack up to which work is critical")
    schedule_from: ScheduleFrom = ScheduleFrom.START
    start_minute: int = Field(default=0, ge=0, lt=1440, description="of the day on which it starts")
    finish_at: datetime | None = Field(default=None, description="counted back from, with schedule_from finish")
    honour_constraints: bool = True
    remaining_from_status: bool = False
    note: str = Field(default="", max_length=TEXT)


class Organisation(Entity):
    """A chain partner or another party with a part in the trajectory."""

    kind_name: ClassVar[str] = "organisation"

    code: str = Field(min_length=1, max_length=12, schema_extra={"pattern": r"^[A-Za-z][A-Za-z0-9]*$"})
    name: str = Field(min_length=1, max_length=NAME)
    subtitle: str = Field(default="", max_length=NAME)
    kind: OrganisationKind = OrganisationKind.CHAIN
    colour: str = Field(default="", max_length=7, schema_extra={"pattern": r"^(#[0-9a-fA-F]{6})?$"})
    calendar_id: UUID | None = None
    contact_role: str = Field(default="", max_length=NAME)
    note: str = Field(default="", max_length=TEXT)
    position: float = 0.0


class Track(Entity):
    """A theme across organisations: legislation, training, systems, capacity …"""

    kind_name: ClassVar[str] = "track"

    code: str = Field(min_length=1, max_length=12)
    name: str = Field(min_length=1, max_length=NAME)
    position: float = 0.0


Span = tuple[Annotated[int, Field(ge=0, le=1440)], Annotated[int, Field(ge=0, le=1440)]]
"""From and to, in minutes after midnight; to is exclusive."""
Spans = tuple[Span, ...]
OFFICE_DAY: Spans = ((540, 780), (810, 1050))  # 9:00-13:00 and 13:30-17:30: eight hours
OFFICE_WEEK: tuple[Spans, ...] = (OFFICE_DAY,) * 5 + ((), ())


class CalendarException(SQLModel):
    """Days on which a calendar differs from its week: closed, or other hours."""

    model_config = ConfigDict(frozen=True, extra="forbid")  # type: ignore[assignment]

    first: date
    last: date
    name: str = Field(default="", max_length=NAME)
    spans: Spans = ()
    source: str = Field(default="", max_length=1000)

    @model_validator(mode="after")
    def _in_order(self) -> CalendarException:
        if self.last < self.first:
            raise ValueError(N_("An exception ends before it begins."))
        return self


class WorkCalendar(Entity):
    """A working week, the holidays it takes over, and exceptions; or a list of recesses.

    `week` has seven days from Monday. With a base, the base's exceptions and holidays apply too.
    """

    kind_name: ClassVar[str] = "calendar"

    name: str = Field(min_length=1, max_length=NAME)
    purpose: CalendarPurpose = CalendarPurpose.WORK
    base_id: UUID | None = None
    week: tuple[Spans, ...] = Field(default=OFFICE_WEEK, min_length=7, max_length=7)
    holidays: HolidaySet = HolidaySet.NONE
    exceptions: tuple[CalendarException, ...] = ()
    note: str = Field(default="", max_length=TEXT)

    @model_validator(mode="after")
    def _spans_in_order(self) -> WorkCalendar:
        for spans in (*self.week, *(exception.spans for exception in self.exceptions)):
            edge = 0
            for first, last in spans:
                if first < edge or last <= first:
                    raise ValueError(N_("Working hours overlap or run backwards."))
                edge = last
        return self


class Activity(Entity):
    """Work, a moment, or a group of them; owned by one organisation.

    A milestone's date window is `start_window`. `duration_minutes` is None where nobody has given
    a term: such work has a start at most and pushes nothing. Summaries take their dates, duration
    and progress from what is in them.

    Pinned (by `pinning`): `pinned_start` and `pinned_finish` are its dates whatever links and
    constraints say; with one of the two the duration gives the other. `elapsed`: the duration is
    minutes on the clock, 1440 a day, not working minutes. An activity that is not `active` (or is
    in one that is not) is kept for the record: it still follows what it waits for, but moves
    nothing. `remaining_minutes` is what is left of work that has started, None where progress
    tells; that work goes on at `resume_at` if given.
    """

    kind_name: ClassVar[str] = "activity"

    key: str = Field(max_length=24, schema_extra={"pattern": r"^[A-Z][A-Z0-9]*-[0-9]+$"})
    name: str = Field(min_length=1, max_length=NAME)
    kind: ActivityKind = ActivityKind.TASK
    gate: Gate = Gate.NONE
    parent_id: UUID | None = None
    position: float = 0.0
    organisation_id: UUID | None = None
    involved_ids: tuple[UUID, ...] = ()
    track_id: UUID | None = None
    calendar_id: UUID | None = None
    duration_minutes: int | None = Field(default=MINUTES_IN_WORKING_DAY, ge=0, le=20_000_000)
    start_window: ImpreciseDate | None = None
    finish_window: ImpreciseDate | None = None
    constraint: Constraint = Constraint.ASAP
    constraint_date: datetime | None = None
    deadline: datetime | None = None
    actual_start: datetime | None = None
    actual_finish: datetime | None = None
    percent_complete: int = Field(default=0, ge=0, le=100)
    remaining_minutes: int | None = Field(default=None, ge=0, le=20_000_000)
    resume_at: datetime | None = None
    pinning: Pinning = Pinning.NONE
    pinned_start: datetime | None = None
    pinned_finish: datetime | None = None
    active: bool = True
    elapsed: bool = Field(default=False, description="duration counts on the clock")
    conditional: bool = Field(default=False, description="only if conditions are met")
    responsible: str = Field(default="", max_length=NAME, description="a role, not a name")
    note: str = Field(default="", max_length=TEXT)
    source_uid: str = Field(default="", max_length=NAME, description="id in an imported file")

    @property
    def is_milestone(self) -> bool:
        return self.kind is ActivityKind.MILESTONE

    @property
    def is_pinned(self) -> bool:
        """Whether its dates are kept as given."""
        return self.pinning is not Pinning.NONE and not (self.pinned_start is None and self.pinned_finish is None)

    @property
    def is_summary(self) -> bool:
        return self.kind is ActivityKind.SUMMARY


class Dependency(Entity):
    """Successor waits for predecessor; a chain dependency when their organisations differ.

    `lag` counts in `lag_unit` (minutes or percent); negative is a lead.
    """

    kind_name: ClassVar[str] = "dependency"

    predecessor_id: UUID
    successor_id: UUID
    type: LinkType = LinkType.FS
    lag: int = Field(default=0, ge=-20_000_000, le=20_000_000)
    lag_unit: LagUnit = LagUnit.WORK
    note: str = Field(default="", max_length=TEXT, description="what is handed over")


class Baseline(Entity):
    """A frozen, named copy of the scheduled dates."""

    kind_name: ClassVar[str] = "baseline"

    name: str = Field(min_length=1, max_length=NAME)
    taken_on: date
    note: str = Field(default="", max_length=TEXT)


class BaselineDate(Entity):
    """The dates of one activity in a baseline."""

    kind_name: ClassVar[str] = "baseline_date"

    baseline_id: UUID
    activity_id: UUID
    start: datetime
    finish: datetime


class Criterion(Entity):
    """What "ready" means for an organisation, on one theme."""

    kind_name: ClassVar[str] = "criterion"

    organisation_id: UUID
    track_id: UUID | None = None
    name: str = Field(min_length=1, max_length=NAME)
    evidence: str = Field(default="", max_length=TEXT)
    mandatory: bool = True
    needed_by: ImpreciseDate | None = None
    activity_id: UUID | None = None
    position: float = 0.0


class Assessment(Entity):
    """A dated judgement of a criterion; orange and red need an explanation."""

    kind_name: ClassVar[str] = "assessment"

    criterion_id: UUID
    on: date
    light: Light
    explanation: str = Field(default="", max_length=TEXT)
    by_role: str = Field(default="", max_length=NAME)

    @model_validator(mode="after")
    def _explained(self) -> Assessment:
        if self.light in (Light.ORANGE, Light.RED) and not self.explanation.strip():
            raise ValueError(N_("Orange and red need an explanation."))
        return self


class Commitment(Entity):
    """A promise to Parliament, or a motion of it. `term` None means that no term was given."""

    kind_name: ClassVar[str] = "commitment"

    key: str = Field(max_length=24, schema_extra={"pattern": r"^[A-Z][A-Z0-9]*-[0-9]+$"})
    kind: CommitmentKind
    title: str = Field(min_length=1, max_length=NAME)
    status: CommitmentStatus = CommitmentStatus.OPEN
    made_on: ImpreciseDate | None = None
    term: ImpreciseDate | None = None
    organisation_id: UUID | None = Field(default=None, description="who answers")
    involved_ids: tuple[UUID, ...] = ()
    activity_ids: tuple[UUID, ...] = Field(default=(), description="what carries it out")
    reference: str = Field(default="", max_length=NAME, description="Kamerstuk")
    settled_by: str = Field(default="", max_length=NAME, description="letter that settles it")
    note: str = Field(default="", max_length=TEXT)
    position: float = 0.0


class Indicator(Entity):
    """A figure over time."""

    kind_name: ClassVar[str] = "indicator"

    key: str = Field(max_length=24, schema_extra={"pattern": r"^[A-Z][A-Z0-9]*-[0-9]+$"})
    name: str = Field(min_length=1, max_length=NAME)
    unit: str = Field(default="", max_length=40)
    organisation_id: UUID | None = None
    note: str = Field(default="", max_length=TEXT)
    position: float = 0.0


class Measurement(Entity):
    """One value of an indicator; `value` None where the source gives words only."""

    kind_name: ClassVar[str] = "measurement"

    indicator_id: UUID
    at: ImpreciseDate
    value: FiniteFloat | None = None
    note: str = Field(default="", max_length=TEXT)


class Source(Entity):
    """A document that facts come from."""

    kind_name: ClassVar[str] = "source"

    key: str = Field(max_length=24, schema_extra={"pattern": r"^[A-Z][A-Z0-9]*-[0-9]+$"})
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


class UpdateRound(Entity):
    """A request to the organisations for their state."""

    kind_name: ClassVar[str] = "update_round"

    name: str = Field(min_length=1, max_length=NAME)
    opened_on: date
    due_on: date
    closed_on: date | None = None
    note: str = Field(default="", max_length=TEXT)

    @model_validator(mode="after")
    def _in_order(self) -> UpdateRound:
        if self.due_on < self.opened_on or (self.closed_on and self.closed_on < self.opened_on):
            raise ValueError(N_("An update round cannot end before it opens."))
        return self


class KeySeries(Entity):
    """The last number given out in a series of keys (POL-7), so that no key is used again."""

    kind_name: ClassVar[str] = "key_series"

    prefix: str = Field(max_length=12, schema_extra={"pattern": r"^[A-Z][A-Z0-9]*$"})
    last: int = Field(ge=0)


class Reply(Entity):
    """What one organisation sent back in a round."""

    kind_name: ClassVar[str] = "reply"

    round_id: UUID
    organisation_id: UUID
    received_at: datetime
    file_name: str = Field(default="", max_length=NAME)
    note: str = Field(default="", max_length=TEXT)


ENTITIES: dict[str, type[Entity]] = {
    entity.kind_name: entity
    for entity in (
        Programme,
        WorkCalendar,
        Organisation,
        Track,
        Activity,
        Dependency,
        Baseline,
        BaselineDate,
        Criterion,
        Assessment,
        Commitment,
        Indicator,
        Measurement,
        Source,
        Citation,
        UpdateRound,
        Reply,
        KeySeries,
    )
}
"""Every kind of row, by name, in an order in which what is referred to comes first."""

REFERENCES: dict[str, dict[str, str]] = {
    "programme": {"calendar_id": "calendar"},
    "calendar": {"base_id": "calendar"},
    "organisation": {"calendar_id": "calendar"},
    "activity": {
        "parent_id": "activity",
        "organisation_id": "organisation",
        "involved_ids": "organisation",
        "track_id": "track",
        "calendar_id": "calendar",
    },
    "dependency": {"predecessor_id": "activity", "successor_id": "activity"},
    "baseline_date": {"baseline_id": "baseline", "activity_id": "activity"},
    "criterion": {"organisation_id": "organisation", "track_id": "track", "activity_id": "activity"},
    "assessment": {"criterion_id": "criterion"},
    "commitment": {"organisation_id": "organisation", "involved_ids": "organisation", "activity_ids": "activity"},
    "measurement": {"indicator_id": "indicator"},
    "indicator": {"organisation_id": "organisation"},
    "citation": {"source_id": "source"},
    "reply": {"round_id": "update_round", "organisation_id": "organisation"},
}
"""Which field refers to a row of which kind (fields that end in _ids hold several)."""
