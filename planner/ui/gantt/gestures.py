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
from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.model import Activity
from planner.domain.plan import Plan
from planner.domain.scheduling import schedule
from planner.domain.scheduling.edits_in_time import shift_to, stretch_from, stretch_to, stretch_window
from planner.domain.scheduling.schedule import Schedule, ScheduledActivity
from planner.domain.scheduling.working_days import finish_after, start_on_or_after, working_minutes_between
from planner.errors import EditRefused
from planner.language import Translator

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
class DragContext:
    """What a gesture takes hold of."""

    plan: Plan
    schedule: Schedule
    scale: TimeScale
    zoom: Zoom
    words: Translator
    activity: Activity
    rect: Rect
    at: ChartPoint

    @property
    def planned(self) -> ScheduledActivity:
        return self.schedule[self.activity.id]

    def days_to(self, at: ChartPoint) -> timedelta:
        """How far the pointer is from where it took hold."""
        return timedelta(days=round((at.x - self.at.x) / self.scale.day_width))


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


class BarGesture:
    """What gestures on a bar share: what letting go would do to entry into force stands in the tag."""

    def __init__(self, grip: DragContext) -> None:
        self._grip = grip
        self._told: tuple[object, str, bool] = (None, "", True)
        self.looks_ahead = True  # whether the effect is worked out, which takes a moment in a large plan

    @property
    def about(self) -> UUID:
        """The activity whose bar is held."""
        return self._grip.activity.id

    def edit(self) -> Edit | None:
        """The edit to try as the pointer stands; None where it changes nothing."""
        raise NotImplementedError

    def release(self) -> Edit | None:
        return self.edit()

    def preview(self, tag: str, ghost: Rect, goal: object) -> Preview:
        """The tag with the effect added; worked out once for each goal that the pointer comes to."""
        if self.looks_ahead and self._told[0] != goal:
            self._told = (goal, *self._effect())
        _, effect, good = self._told if self._told[0] == goal else (None, "", True)
        return Preview(f"{tag} · {effect}" if effect else tag, ghost, good=good)

    def _effect(self) -> tuple[str, bool]:
        """What becomes of entry into force, or why this cannot be; and whether it can."""
        grip, wanted = self._grip, self.edit()
        entry = grip.plan.entry
        if wanted is None:
            return "", True
        try:
            step = wanted(grip.plan)
            if entry is None or entry.id not in grip.schedule.activities:
                return "", True
            after = schedule(grip.plan.with_step(step), grip.schedule)
        except EditRefused as refused:
            return grip.words.translate(refused.message), False
        before, then = grip.schedule[entry.id].finish.date(), after[entry.id].finish.date()
        if before == then:
            return "", True
        return grip.words.translate("entry into force {before} → {after}", before=before, after=then), True


class MoveBar(BarGesture):
    """Drag a bar: it starts on another day."""

    def __init__(self, grip: DragContext) -> None:
        super().__init__(grip)
        self._start = grip.planned.start.date()
        self._goal = self._start

    def move(self, at: ChartPoint) -> Preview:
        grip, by = self._grip, self._grip.days_to(at)
        goal = self._start + by
        self._goal = goal if at.free or not by else snapped(goal, grip.zoom)
        shift = (self._goal - self._start).days * grip.scale.day_width
        ghost = Rect(grip.rect.x + shift, grip.rect.y, grip.rect.width, grip.rect.height)
        return self.preview(self._words(), ghost, self._goal)

    def _words(self) -> str:
        grip = self._grip
        words = grip.words
        minutes = grip.planned.duration_minutes
        if grip.activity.is_plain_milestone or minutes is None:
            return words.date(self._goal, "medium")
        start = start_on_or_after(grip.plan, grip.activity, datetime.combine(self._goal, time()))
        finish = finish_after(grip.plan, grip.activity, start, minutes)
        text = words.translate("{first} – {last}", first=start, last=finish)
        return f"{text} · {words.duration(minutes)}"

    def edit(self) -> Edit | None:
        if self._goal == self._start:
            return None
        goal, activity_id, planned = self._goal, self._grip.activity.id, self._grip.schedule
        return lambda plan: shift_to(plan, planned, activity_id, goal)


class StretchBar(BarGesture):
    """Drag an edge of a bar: it ends, or begins, on another day, and the other end stays."""

    def __init__(self, grip: DragContext, *, begins: bool = False) -> None:
        super().__init__(grip)
        self._begins = begins
        self._from = (grip.planned.start if begins else grip.planned.finish).date()
        self._goal = self._from

    def move(self, at: ChartPoint) -> Preview:
        grip, by = self._grip, self._grip.days_to(at)
        goal = self._from + by
        start, finish = grip.planned.start.date(), grip.planned.finish.date()
        if self._begins:
            goal = snapped(goal, grip.zoom) if by and not at.free else goal
            start = self._goal = min(goal, finish)
        else:
            goal = snapped(goal + timedelta(days=1), grip.zoom) - timedelta(days=1) if by and not at.free else goal
            finish = self._goal = max(goal, start)
        left, right = grip.scale.x(start), grip.scale.x_end(finish)
        ghost = Rect(left, grip.rect.y, max(right - left, 2.0), grip.rect.height)
        return self.preview(self._words(start, finish), ghost, self._goal)

    def _words(self, start: date, finish: date) -> str:
        grip = self._grip
        text = grip.words.translate("{first} – {last}", first=start, last=finish)
        begin = datetime.combine(start, time()) if self._begins else grip.planned.start
        after = grip.planned.finish if self._begins else datetime.combine(finish + timedelta(days=1), time())
        minutes = working_minutes_between(grip.plan, grip.activity, begin, after)
        return f"{text} · {grip.words.duration(minutes)}"

    def edit(self) -> Edit | None:
        if self._goal == self._from:
            return None
        goal, activity_id, planned = self._goal, self._grip.activity.id, self._grip.schedule
        stretch = stretch_from if self._begins else stretch_to
        return lambda plan: stretch(plan, planned, activity_id, goal)


class StretchWindow(BarGesture):
    """Drag an end of an imprecise date: its first or its last day becomes another, and its words say so."""

    def __init__(self, grip: DragContext, *, earliest: bool) -> None:
        super().__init__(grip)
        self._earliest = earliest
        planned = grip.planned
        self._first, self._last = planned.shown_from, planned.shown_to
        known = self._first if earliest else self._last
        self._from = known or planned.start.date()
        self._goal = self._from

    def move(self, at: ChartPoint) -> Preview:
        grip, by = self._grip, self._grip.days_to(at)
        goal = self._from + by
        if by and not at.free:
            late = timedelta(days=0 if self._earliest else 1)
            goal = snapped(goal + late, grip.zoom) - late
        self._goal = goal
        if self._earliest:
            left, right = grip.scale.x(goal), grip.scale.x_end(self._last or grip.planned.finish.date())
        else:
            left, right = grip.scale.x(self._first or grip.planned.start.date()), grip.scale.x_end(goal)
        ghost = Rect(min(left, right), grip.rect.y, abs(right - left) or 2.0, grip.rect.height)
        return self.preview(self._words(), ghost, self._goal)

    def _window(self) -> ImpreciseDate | None:
        """The window as it becomes; None where it would end before it begins."""
        activity, goal = self._grip.activity, self._goal
        by_start = self._earliest or activity.is_plain_milestone
        window = activity.start_window if by_start else activity.finish_window
        first = goal if self._earliest else window.earliest if window else None
        last = goal if not self._earliest else window.latest if window else None
        return None if first is not None and last is not None and last < first else ImpreciseDate(first, last)

    def _words(self) -> str:
        window = self._window()
        return self._grip.words.date(self._goal, "medium") if window is None else self._grip.words.window(window)

    def edit(self) -> Edit | None:
        if self._goal == self._from:
            return None
        activity_id, words = self._grip.activity.id, self._words()
        first, last = (self._goal, None) if self._earliest else (None, self._goal)
        return lambda plan: stretch_window(plan, activity_id, words, earliest=first, latest=last)


class SetProgress(BarGesture):
    """Drag the end of what is done: so much of the work is complete."""

    STEP = 5

    def __init__(self, grip: DragContext) -> None:
        super().__init__(grip)
        self._percent = grip.activity.percent_complete

    def move(self, at: ChartPoint) -> Preview:
        grip = self._grip
        share = 100 * (at.x - grip.rect.x) / max(grip.rect.width, 1.0)
        step = 1 if at.free else self.STEP
        self._percent = int(min(max(round(share / step) * step, 0), 100))
        ghost = Rect(grip.rect.x, grip.rect.y, grip.rect.width * self._percent / 100, grip.rect.height)
        return self.preview(
            grip.words.translate("{percent} % complete", percent=str(self._percent)), ghost, self._percent
        )

    def edit(self) -> Edit | None:
        activity, percent = self._grip.activity, self._percent
        if percent == activity.percent_complete:
            return None
        return lambda plan: edits.set_field(plan, plan.activity(activity.id), "percent_complete", percent)


@dataclass(frozen=True, slots=True)
class DrawContext:
    """Empty room on the chart where something new can be drawn: the row's place, and below which activity."""

    plan: Plan
    scale: TimeScale
    zoom: Zoom
    words: Translator
    top: float
    height: float
    at: ChartPoint
    after: Activity | None


class DrawActivity:
    """Drag in empty room: a new activity from the one day to the other."""

    def __init__(self, room: DrawContext) -> None:
        self._room = room
        self._days: tuple[date, date] | None = None

    def move(self, at: ChartPoint) -> Preview:
        room = self._room
        one, other = room.scale.day_at(room.at.x), room.scale.day_at(at.x)
        first, last = min(one, other), max(one, other)
        if not at.free:
            first = snapped(first, room.zoom)
            last = max(snapped(last + timedelta(days=1), room.zoom) - timedelta(days=1), first)
        self._days = (first, last)
        left, right = room.scale.x(first), room.scale.x_end(last)
        text = room.words.translate("New activity: {first} – {last}", first=first, last=last)
        return Preview(
            f"{text} · {room.words.duration(self._minutes(first, last))}",
            Rect(left, room.top, right - left, room.height),
        )

    def _minutes(self, first: date, last: date) -> int:
        begin, after = datetime.combine(first, time()), datetime.combine(last + timedelta(days=1), time())
        return working_minutes_between(self._room.plan, self._like(), begin, after)

    def _like(self) -> Activity:
        """An activity on the calendar that the new one will have."""
        after = self._room.after
        return Activity(key="X-1", name="x", organisation_id=after.organisation_id if after else None)

    def release(self) -> Edit | None:
        if self._days is None:
            return None
        room, (first, last) = self._room, self._days
        after, minutes = room.after, self._minutes(first, last)
        return lambda plan: edits.add_activity(
            plan,
            room.words.translate("New activity"),
            organisation_id=after.organisation_id if after else None,
            parent_id=after.parent_id if after else None,
            after_id=after.id if after else None,
            start_window=ImpreciseDate.exact(first),
            duration_minutes=minutes,
        )


class DrawLink:
    """Drag from bar to bar: the second waits for the first."""

    def __init__(self, grip: DragContext) -> None:
        self._grip = grip
        self._over: UUID | None = None

    def move(self, at: ChartPoint) -> Preview:
        grip = self._grip
        self._over = at.over if at.over != grip.activity.id else None
        start_x, start_y = grip.rect.right, grip.rect.y + grip.rect.height / 2
        line = (start_x, start_y, at.x, at.y)
        if self._over is None:
            return Preview(grip.words.translate("Link {first} to …", first=grip.activity.key), line=line, good=False)
        second = grip.plan.activity(self._over).key
        return Preview(
            grip.words.translate("{second} waits for {first}", first=grip.activity.key, second=second), line=line
        )

    @property
    def ends(self) -> tuple[UUID, UUID] | None:
        """What would be linked to what."""
        return None if self._over is None else (self._grip.activity.id, self._over)

    def release(self) -> Edit | None:
        if self._over is None:
            return None
        first, second = self._grip.activity.id, self._over
        return lambda plan: edits.link(plan, first, second)
