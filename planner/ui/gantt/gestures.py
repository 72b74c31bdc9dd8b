"""Mouse gestures on the chart: each previews what it would do, and gives one edit on release."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol
from uuid import UUID

from planner.chart.options import Zoom
from planner.chart.scene import Rect
from planner.chart.timescale import TimeScale, TimeUnit, next_start, unit_start
from planner.domain import edits
from planner.domain.changes import Step
from planner.domain.model import Activity
from planner.domain.plan import Plan
from planner.domain.scheduling.edits_in_time import shift_to, stretch_to
from planner.domain.scheduling.schedule import Schedule, ScheduledActivity
from planner.domain.scheduling.working_days import finish_after, start_on_or_after, working_minutes_between
from planner.language import Wording

Edit = Callable[[Plan], Step]
SNAP_UNITS = {
    Zoom.WEEK: TimeUnit.DAY,
    Zoom.MONTH: TimeUnit.WEEK,
    Zoom.QUARTER: TimeUnit.MONTH,
    Zoom.YEAR: TimeUnit.MONTH,
}
"""What a dragged date jumps to: a level finer than what is looked at."""


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """Where the pointer is, in the scene; `free` asks not to jump to whole units; `over` is the bar below it."""

    x: float
    y: float
    free: bool = False
    over: UUID | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What to draw over the chart while a gesture goes on: an outline, a line, and a tag in words."""

    tag: str
    ghost: Rect | None = None
    line: tuple[float, float, float, float] | None = None
    good: bool = True


@dataclass(frozen=True, slots=True)
class Grip:
    """What a gesture takes hold of."""

    plan: Plan
    schedule: Schedule
    scale: TimeScale
    zoom: Zoom
    words: Wording
    activity: Activity
    rect: Rect
    at: ChartPoint

    @property
    def planned(self) -> ScheduledActivity:
        return self.schedule[self.activity.id]


class Gesture(Protocol):
    def move(self, at: ChartPoint) -> Preview: ...

    def release(self) -> Edit | None:
        """The edit to try; None where nothing was done."""
        ...


def snapped(day: date, zoom: Zoom) -> date:
    """The nearest start of the unit that a level jumps to."""
    unit = SNAP_UNITS[zoom]
    before = unit_start(day, unit)
    after = next_start(before, unit)
    return before if day - before <= after - day else after


class MoveBar:
    """Drag a bar: it starts on another day."""

    def __init__(self, grip: Grip) -> None:
        self._grip = grip
        self._start = grip.planned.start.date()
        self._goal = self._start

    def move(self, at: ChartPoint) -> Preview:
        grip = self._grip
        by = timedelta(days=round((at.x - grip.at.x) / grip.scale.day_width))
        goal = self._start + by
        self._goal = goal if at.free or not by else snapped(goal, grip.zoom)
        shift = (self._goal - self._start).days * grip.scale.day_width
        ghost = Rect(grip.rect.x + shift, grip.rect.y, grip.rect.width, grip.rect.height)
        return Preview(self._words(), ghost)

    def _words(self) -> str:
        grip = self._grip
        words = grip.words
        minutes = grip.planned.duration_minutes
        if grip.activity.is_plain_milestone or minutes is None:
            return words.date(self._goal, "medium")
        start = start_on_or_after(grip.plan, grip.activity, datetime.combine(self._goal, time()))
        finish = finish_after(grip.plan, grip.activity, start, minutes)
        text = words.say("{first} – {last}", first=start, last=finish)
        return f"{text} · {words.duration(minutes)}"

    def release(self) -> Edit | None:
        if self._goal == self._start:
            return None
        goal, activity_id, schedule = self._goal, self._grip.activity.id, self._grip.schedule
        return lambda plan: shift_to(plan, schedule, activity_id, goal)


class StretchBar:
    """Drag the right edge of a bar: it ends on another day."""

    def __init__(self, grip: Grip) -> None:
        self._grip = grip
        self._finish = grip.planned.finish.date()
        self._goal = self._finish

    def move(self, at: ChartPoint) -> Preview:
        grip = self._grip
        by = timedelta(days=round((at.x - grip.at.x) / grip.scale.day_width))
        goal = self._finish + by
        if by and not at.free:
            goal = snapped(goal + timedelta(days=1), grip.zoom) - timedelta(days=1)
        self._goal = max(goal, grip.planned.start.date())
        right = grip.scale.x_end(self._goal)
        left = grip.scale.x(grip.planned.start.date())
        ghost = Rect(left, grip.rect.y, max(right - left, 2.0), grip.rect.height)
        return Preview(self._words(), ghost)

    def _words(self) -> str:
        grip = self._grip
        text = grip.words.say("{first} – {last}", first=grip.planned.start, last=self._goal)
        after = datetime.combine(self._goal + timedelta(days=1), time())
        minutes = working_minutes_between(grip.plan, grip.activity, grip.planned.start, after)
        return f"{text} · {grip.words.duration(minutes)}"

    def release(self) -> Edit | None:
        if self._goal == self._finish:
            return None
        goal, activity_id, schedule = self._goal, self._grip.activity.id, self._grip.schedule
        return lambda plan: stretch_to(plan, schedule, activity_id, goal)


class DrawLink:
    """Drag from bar to bar: the second waits for the first."""

    def __init__(self, grip: Grip) -> None:
        self._grip = grip
        self._over: UUID | None = None

    def move(self, at: ChartPoint) -> Preview:
        grip = self._grip
        self._over = at.over if at.over != grip.activity.id else None
        start_x, start_y = grip.rect.right, grip.rect.y + grip.rect.height / 2
        line = (start_x, start_y, at.x, at.y)
        if self._over is None:
            return Preview(grip.words.say("Link {first} to …", first=grip.activity.key), line=line, good=False)
        second = grip.plan.activity(self._over).key
        return Preview(grip.words.say("{second} waits for {first}", first=grip.activity.key, second=second), line=line)

    def release(self) -> Edit | None:
        if self._over is None:
            return None
        first, second = self._grip.activity.id, self._over
        return lambda plan: edits.link(plan, first, second)
