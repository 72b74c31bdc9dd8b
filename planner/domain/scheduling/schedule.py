"""What a schedule holds: for every activity its dates, slack, and what drives them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from planner.message import Message


class DriverKind(StrEnum):
    PREDECESSOR = "predecessor"
    SUCCESSOR = "successor"  # needs it earlier than it can be
    CONSTRAINT = "constraint"
    WINDOW = "window"  # a date as it was given
    ACTUAL = "actual"
    PARENT = "parent"  # a link or date on a summary
    CHILDREN = "children"  # a summary takes its dates from what is in it
    PROGRAMME_START = "programme-start"
    PROGRAMME_FINISH = "programme-finish"
    PINNED = "pinned"  # dates that are kept as given
    STATUS_DATE = "status-date"  # what is not done yet comes after it
    INACTIVE = "inactive"
    CALENDAR = "calendar"  # the first working day after


@dataclass(frozen=True, slots=True)
class Driver:
    """One reason for a start or finish date; `other_id` is the activity it comes from, if any."""

    kind: DriverKind
    message: Message
    other_id: UUID | None = None
    link_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ScheduledActivity:
    """The computed dates of one activity. Slack is in working minutes on its own calendar.

    `start` and `finish` are what is planned (early dates, or actual ones); a milestone has both at
    the same moment. `shown_from` and `shown_to` are the window to draw: earliest and latest day
    that the given words allow, None where the date is exact. `termless` is work without a known
    duration: it has a start at most, and its slack says nothing (it is 0, and never critical).
    Where a constraint holds an activity to an earlier date than what it waits for asks, its slack is
    counted from what that asks: it is negative although early and late dates are the same.
    `percent` is rolled up for summaries, weighted by duration. A `hammock` lasts as long as what it runs
    until: it has no slack of its own (0, never critical). Of interrupted work `parts` are the stretches.
    """

    activity_id: UUID
    start: datetime
    finish: datetime
    late_start: datetime
    late_finish: datetime
    total_slack: int
    free_slack: int
    critical: bool
    near_critical: bool
    percent: float
    duration_minutes: int | None
    termless: bool = False
    shown_from: date | None = None
    shown_to: date | None = None
    held_minutes: int = 0  # by which a constraint holds it before what it waits for asks
    hammock: bool = False
    parts: tuple[tuple[datetime, datetime], ...] = ()

    @property
    def without_term(self) -> bool:
        """Whether nobody has said how long it takes: its slack says nothing."""
        return self.termless or self.hammock


@dataclass(frozen=True)
class Schedule:
    """All activities of a plan, scheduled.

    `activities` is made as it is asked for: reading one is cheap, reading all costs; one that an edit
    left as it was is the same object in the schedule after it. `entry_slack`
    gives per organisation the least slack, in working minutes, of its unfinished activities to entry
    into force: None where none of them leads to it or the plan has no such milestone. `left_out` are
    the links that were not followed because they are in a ring (or lead nowhere); `idle_calendars`
    the calendars in use that have no working time, so that other ones were used. `memo` is for those who
    work something out of it and want to find it again.
    """

    activities: Mapping[UUID, ScheduledActivity]
    entry_slack: Mapping[UUID, int | None] = field(default_factory=dict[UUID, "int | None"])
    left_out: tuple[UUID, ...] = ()
    idle_calendars: tuple[UUID, ...] = ()
    ends: Callable[[], tuple[datetime, datetime] | None] = field(default=lambda: None, repr=False, compare=False)
    why: Callable[[UUID], tuple[Driver, ...]] = field(default=lambda _: (), repr=False, compare=False)
    memo: dict[str, object] = field(default_factory=dict[str, object], repr=False, compare=False)

    @property
    def first(self) -> datetime | None:
        """The earliest start of all; None without activities."""
        ends = self.ends()
        return ends[0] if ends else None

    @property
    def last(self) -> datetime | None:
        """The latest finish of all; None without activities."""
        ends = self.ends()
        return ends[1] if ends else None

    def drivers(self, activity_id: UUID) -> tuple[Driver, ...]:
        """Why an activity has its dates: the reasons in words, what counts most first. Worked out when asked."""
        return self.why(activity_id)

    def __getitem__(self, activity_id: UUID) -> ScheduledActivity:
        return self.activities[activity_id]
