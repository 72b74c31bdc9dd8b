"""The programme, its parties, calendars, activities and links, and what was frozen of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from itertools import pairwise
from typing import Annotated, Any, ClassVar, cast
from uuid import UUID

from pydantic import model_validator
from sqlmodel import Field

from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.model.choices import (
    ActivityKind,
    CalendarPurpose,
    Constraint,
    Gate,
    HolidaySet,
    LagUnit,
    LinkType,
    OrganisationKind,
    OutOfSequence,
    Pinning,
    PlanOn,
    PlanState,
    ScheduleFrom,
    Stage,
    TextLanguage,
)
from planner.domain.model.entity import KEY_PATTERN, MINUTES_IN_WORKING_DAY, NAME, TEXT, CleanModel, Entity
from planner.message import N_


class Programme(Entity):
    """One law and its trajectory; there is exactly one in a plan.

    `honour_constraints`: dates that must be (MSO, MFO, SNLT, FNLT) are kept where links ask for later
    ones, and slack is negative. `remaining_from_status`: work that is not done yet is planned from
    the status date on; without it the status date moves nothing. `out_of_sequence` says what is done with
    work that began before what it waits for. `local_governments` asks three months between publication
    and entry into force instead of two.
    """

    kind_name: ClassVar[str] = "programme"

    name: str = Field(min_length=1, max_length=NAME)
    law: str = Field(default="", max_length=NAME)
    owner: str = Field(default="", max_length=NAME, description="organisation that commissions it")
    status_date: date
    start_date: date | None = Field(default=None, description="nothing unbound is planned earlier")
    state: PlanState = PlanState.DRAFT
    version: str = Field(default="", max_length=40)
    classification: str = Field(default="", max_length=80, description="of the sheets: intern gebruik, Dep.V. …")
    marking: str = Field(default="", max_length=120, description="a remark on every sheet")
    language: TextLanguage = Field(default=TextLanguage.DUTCH, description="that its names and notes are in")
    plan_on: PlanOn = PlanOn.LATEST
    calendar_id: UUID | None = None
    near_critical_days: int = Field(default=10, ge=0, le=1000)
    critical_days: int = Field(default=0, ge=0, le=1000, description="slack up to which work is critical")
    schedule_from: ScheduleFrom = ScheduleFrom.START
    start_minute: int = Field(default=0, ge=0, lt=1440, description="of the day on which it starts")
    finish_at: datetime | None = Field(default=None, description="counted back from, with schedule_from finish")
    honour_constraints: bool = True
    remaining_from_status: bool = False
    out_of_sequence: OutOfSequence = OutOfSequence.RETAINED_LOGIC
    local_governments: bool = Field(default=False, description="the law is directly relevant for medeoverheden")
    implementation_months: int | None = Field(default=None, ge=0, le=240, description="from the Tweede Kamer's vote")
    shortest_percent: int = Field(default=90, ge=0, le=100, description="of a planned duration without a range")
    longest_percent: int = Field(default=130, ge=100, le=1000, description="of a planned duration without a range")
    unknown_shortest_days: int = Field(default=20, ge=0, le=20_000, description="of work without a duration")
    unknown_likely_days: int | None = Field(default=60, ge=0, le=20_000, description="None stops a chance")
    unknown_longest_days: int = Field(default=130, ge=0, le=20_000)
    branch_percent: int = Field(default=50, ge=0, le=100, description="chance of conditional work")
    alike_organisation: int = Field(default=30, ge=0, le=100, description="correlation in percent")
    alike_track: int = Field(default=20, ge=0, le=100, description="correlation in percent")
    alike_cause: int = Field(default=60, ge=0, le=100, description="correlation in percent")
    note: str = Field(default="", max_length=TEXT)


class Organisation(Entity):
    """A chain partner or another party with a part in the trajectory.

    One may be `part_of` another: a municipality of its umbrella, a unit of its force. `sets` are the named
    sets that it belongs to (pilotgemeenten; G40), separated by semicolons. A group is ready when so many
    percent of its mandatory members are (`ready_percent`, by number or by `size`) and all members of the
    sets of `ready_all_of`; `ready_reason` says why that will do.
    """

    kind_name: ClassVar[str] = "organisation"

    code: str = Field(min_length=1, max_length=12, schema_extra={"pattern": r"^[A-Za-z][A-Za-z0-9]*$"})
    name: str = Field(min_length=1, max_length=NAME)
    subtitle: str = Field(default="", max_length=NAME)
    kind: OrganisationKind = OrganisationKind.CHAIN
    colour: str = Field(default="", max_length=7, schema_extra={"pattern": r"^(#[0-9a-fA-F]{6})?$"})
    calendar_id: UUID | None = None
    contact_role: str = Field(default="", max_length=NAME)
    part_of_id: UUID | None = None
    register_code: str = Field(default="", max_length=20, description="in a public register, as CBS gives")
    sets: str = Field(default="", max_length=NAME)
    size: float | None = Field(default=None, ge=0, description="a figure to weigh by, such as inhabitants")
    mandatory: bool = Field(default=True, description="the group is not ready without it")
    ready_percent: int = Field(default=100, ge=0, le=100)
    ready_all_of: str = Field(default="", max_length=NAME)
    ready_by_size: bool = False
    ready_reason: str = Field(default="", max_length=TEXT)
    note: str = Field(default="", max_length=TEXT)
    position: float = 0.0

    @property
    def set_names(self) -> tuple[str, ...]:
        """The named sets that it belongs to."""
        return names_in(self.sets)


def names_in(text: str) -> tuple[str, ...]:
    """The names in a text that separates them by semicolons."""
    return tuple(dict.fromkeys(name for part in text.split(";") if (name := part.strip())))


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


class CalendarException(CleanModel):
    """Days on which a calendar differs from its week: closed, or other hours."""

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


Split = tuple[Annotated[int, Field(ge=1, le=20_000_000)], Annotated[int, Field(ge=1, le=20_000_000)]]
"""An interruption: the minutes of work done before it, counted from the start, and the minutes that it lasts."""


def _usual_duration(given: dict[str, Any]) -> int:
    """What an activity lasts of which that is not said: a milestone no time, work a day."""
    return 0 if given.get("kind") is ActivityKind.MILESTONE else MINUTES_IN_WORKING_DAY


_USUAL = cast("Callable[[], int]", _usual_duration)  # pydantic hands it what is given


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
    tells; that work goes on at `resume_at` if given. `shortest_minutes` and `longest_minutes` say
    between what the duration is thought to lie; it need not lie there. What has the same `cause` turns
    out longer together.

    `splits` interrupt the work: each says after how many minutes of it, in order, and for how long, both in
    the time that the duration counts in; so the parts keep their gaps wherever the work moves. With
    `hammock_finish_id` it is a hammock: it runs until that activity finishes, from its own start or, with
    `hammock_start_id`, from when that one starts, and `duration_minutes` says nothing.

    What happened is a day (`actual_start`, `actual_finish`) or, where that day is not known, the window
    in which it happened; the day goes before the window. Planning counts such a window on its last day.
    """

    kind_name: ClassVar[str] = "activity"

    key: str = Field(max_length=24, schema_extra={"pattern": KEY_PATTERN})
    name: str = Field(min_length=1, max_length=NAME)
    kind: ActivityKind = ActivityKind.TASK
    gate: Gate = Gate.NONE
    stage: Stage = Stage.NONE
    parent_id: UUID | None = None
    position: float = 0.0
    organisation_id: UUID | None = None
    involved_ids: tuple[UUID, ...] = ()
    track_id: UUID | None = None
    calendar_id: UUID | None = None
    duration_minutes: int | None = Field(default_factory=_USUAL, ge=0, le=20_000_000)
    start_window: ImpreciseDate | None = None
    finish_window: ImpreciseDate | None = None
    constraint: Constraint = Constraint.ASAP
    constraint_date: datetime | None = None
    deadline: datetime | None = None
    actual_start: datetime | None = None
    actual_finish: datetime | None = None
    actual_start_window: ImpreciseDate | None = Field(default=None, description="in which it began, day unknown")
    actual_finish_window: ImpreciseDate | None = Field(default=None, description="in which it was done, day unknown")
    percent_complete: int = Field(default=0, ge=0, le=100)
    remaining_minutes: int | None = Field(default=None, ge=0, le=20_000_000)
    shortest_minutes: int | None = Field(default=None, ge=0, le=20_000_000)
    likely_minutes: int | None = Field(default=None, ge=0, le=20_000_000, description="None: as planned")
    longest_minutes: int | None = Field(default=None, ge=0, le=20_000_000)
    branch_percent: int | None = Field(default=None, ge=0, le=100, description="chance that conditional work is done")
    cause: str = Field(default="", max_length=NAME, description="what makes its duration go with that of others")
    resume_at: datetime | None = None
    splits: tuple[Split, ...] = ()
    hammock_start_id: UUID | None = None
    hammock_finish_id: UUID | None = None
    pinning: Pinning = Pinning.NONE
    pinned_start: datetime | None = None
    pinned_finish: datetime | None = None
    active: bool = True
    elapsed: bool = Field(default=False, description="duration counts on the clock")
    conditional: bool = Field(default=False, description="only if conditions are met")
    mandatory: bool = Field(default=False, description="moving it asks for a reason, a decider and a meeting")
    responsible: str = Field(default="", max_length=NAME, description="a role, not a name")
    note: str = Field(default="", max_length=TEXT)
    source_uid: str = Field(default="", max_length=NAME, description="id in an imported file")
    model_id: UUID | None = Field(default=None, description="the activity of a group that this was rolled out from")

    @property
    def is_milestone(self) -> bool:
        return self.kind is ActivityKind.MILESTONE

    @property
    def is_plain_milestone(self) -> bool:
        """Whether it is a milestone that takes no time; of one that does, the diamond stands at its finish."""
        return self.is_milestone and not self.duration_minutes

    @property
    def started_at(self) -> datetime | None:
        """When it began, as planning counts it: the day that is known, else the last day of its window."""
        if self.actual_start is not None or self.actual_start_window is None:
            return self.actual_start
        day = self.actual_start_window.latest or self.actual_start_window.earliest
        return None if day is None else datetime.combine(day, time(0, 0))

    @property
    def finished_at(self) -> datetime | None:
        """When it was done, as planning counts it: the day that is known, else the last day of its window."""
        if self.actual_finish is not None or self.actual_finish_window is None:
            return self.actual_finish
        day = self.actual_finish_window.latest or self.actual_finish_window.earliest
        return None if day is None else datetime.combine(day, time(23, 59))

    @property
    def has_happened(self) -> bool:
        """Whether it is reported as done; a moment that was reached is."""
        reached = self.is_plain_milestone and self.started_at is not None
        return reached or self.percent_complete == 100 or self.finished_at is not None

    @property
    def has_begun(self) -> bool:
        """Whether it is reported as begun, or done."""
        return self.percent_complete > 0 or self.started_at is not None or self.finished_at is not None

    @property
    def is_pinned(self) -> bool:
        """Whether its dates are kept as given."""
        return self.pinning is not Pinning.NONE and not (self.pinned_start is None and self.pinned_finish is None)

    @property
    def is_summary(self) -> bool:
        return self.kind is ActivityKind.SUMMARY

    @property
    def is_hammock(self) -> bool:
        """Whether it stretches until another activity finishes."""
        return self.hammock_finish_id is not None and self.kind is ActivityKind.TASK

    @model_validator(mode="after")
    def _splits_in_order(self) -> Activity:
        if any(after <= before for (before, _), (after, _) in pairwise(self.splits)):
            raise ValueError(N_("Interruptions of work overlap or run backwards."))
        return self


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
