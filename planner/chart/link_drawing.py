"""Draws the links between the rows of a Gantt; what was drawn of one is kept while its ends stay as they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from planner.chart.linked_rows import LinkedRows
from planner.chart.links import STUB, End, Points, route
from planner.chart.marks import Extent, Marks, extent_of
from planner.chart.options import ViewOptions
from planner.chart.scene import Canvas, MarkKind, Polyline
from planner.chart.timescale import TimeScale
from planner.domain.model import Activity, Dependency
from planner.domain.plan import crosses
from planner.domain.scheduling.schedule import Schedule, ScheduledActivity

OUTSIDE = 12.0
MOST_KEPT = 3_000
"""Ends, and links, of which what was worked out is kept; more than are in sight at once."""


@dataclass(frozen=True, slots=True)
class Window:
    """The rows and the stretch of x of a picture."""

    first_row: int
    past_row: int
    left: float
    right: float


class Drawn(NamedTuple):
    """The mark of an activity in a picture: where it is, where a text right of it ends and one left of it begins."""

    extent: Extent
    text_right: float | None
    text_left: float | None


class _End(NamedTuple):
    """An end of links, and what it was worked out from."""

    activity: Activity
    planned: ScheduledActivity
    drawn: Drawn | None
    end: End


class _Line(NamedTuple):
    """The line of a link, and what it was worked out from; `turn` is that of the window it was cut for."""

    link: Dependency
    first: _End
    second: _End
    critical: bool
    turn: int
    line: Polyline
    chain: bool


class LinkDrawing:
    """The links of a chart at one zoom. What it keeps holds for whatever plan comes after: it is compared first."""

    def __init__(self, scale: TimeScale) -> None:
        self._scale = scale
        self._window = Window(0, 0, 0.0, 0.0)
        self._height = 0.0
        self._turn = 0
        self._ends: dict[int, _End] = {}  # by row
        self._lines: dict[int, _Line] = {}  # by the number of the link

    def draw(
        self,
        canvas: Canvas,
        options: ViewOptions,
        window: Window,
        schedule: Schedule,
        linked: LinkedRows,
        marks: dict[int, Drawn],
    ) -> None:
        """Put the links that touch a part of the rows on a canvas; `marks` has those drawn in it by row."""
        self._look_at(window, options.row_height)
        here: dict[int, _End] = {}
        for link, first_row, second_row, number in linked.links.within(window.first_row, window.past_row):
            first, second = here.get(first_row), here.get(second_row)
            if first is None:
                first = here[first_row] = self._end(first_row, schedule, linked, marks)
            if second is None:
                second = here[second_row] = self._end(second_row, schedule, linked, marks)
            if not self._is_seen(first.end.extent, second.end.extent):
                continue
            critical = options.show_critical and _drives(schedule, link, first.planned, second.planned)
            kept = self._lines.get(number)
            if kept is None or not (kept.link is link and kept.first is first and kept.second is second):
                kept = self._lines[number] = self._line(
                    link, first, second, critical, crosses(first.activity, second.activity)
                )
            elif kept.critical != critical or kept.turn != self._turn:
                kept = self._lines[number] = self._line(link, first, second, critical, kept.chain)
            canvas.put("links", kept.line)
            canvas.kinds.add(MarkKind.CHAIN_LINK if kept.chain else MarkKind.LINK)
            if critical:
                canvas.kinds.add(MarkKind.CRITICAL_LINK)

    def _look_at(self, window: Window, height: float) -> None:
        """Begin a picture: of a part of rows of a height."""
        if height != self._height or len(self._ends) > MOST_KEPT or len(self._lines) > MOST_KEPT:
            self._ends.clear()
            self._lines.clear()
        if height != self._height or window != self._window:
            self._window = window
            self._height = height
            self._turn += 1

    def _is_seen(self, first: Extent, second: Extent) -> bool:
        low, high = min(first.left, second.left) - STUB, max(first.right, second.right) + STUB
        return low <= self._window.right and high >= self._window.left

    def _end(self, row: int, schedule: Schedule, linked: LinkedRows, marks: dict[int, Drawn]) -> _End:
        activity, drawn, kept = linked.rows[row].activity, marks.get(row), self._ends.get(row)
        planned = schedule[activity.id]
        if kept is not None and kept.activity is activity and kept.planned is planned and kept.drawn == drawn:
            return kept
        size = Marks.in_row(self._height)
        extent = drawn.extent if drawn is not None else extent_of(activity, planned, self._scale, size)
        right, left = drawn[1:] if drawn is not None else (None, None)
        middle = (row + 0.5) * self._height
        half = size.diamond if activity.is_milestone else size.bar / 2
        end = End(extent, middle - half, middle, middle + half, right, left)
        kept = self._ends[row] = _End(activity, planned, drawn, end)
        return kept

    def _line(self, link: Dependency, first: _End, second: _End, critical: bool, chain: bool) -> _Line:
        look = "link" + (".chain" if chain else "") + (".critical" if critical else "")
        points, whole = _within(route(first.end, second.end, link.type), self._window, self._height)
        line = Polyline(points, look, whole, about=link.id)
        return _Line(link, first, second, critical, self._turn, line, chain)


def _within(points: Points, window: Window, height: float) -> tuple[Points, bool]:
    """A link cut off a little outside the window (along right angles that is exact), and whether its end is in it.

    What is not seen costs time all the same: dashes over ten thousand rows more than all else in a frame.
    """
    left, right = window.left - OUTSIDE, window.right + OUTSIDE
    top, bottom = window.first_row * height - OUTSIDE, window.past_row * height + OUTSIDE
    x, y = points[-1]
    cut = tuple((min(max(x, left), right), min(max(y, top), bottom)) for x, y in points)
    return cut, left < x < right and top < y < bottom


def drives(schedule: Schedule, link: Dependency) -> bool:
    """Whether a link is on the critical path: both ends critical, and it sets the successor's date."""
    return _drives(schedule, link, schedule[link.predecessor_id], schedule[link.successor_id])


def _drives(schedule: Schedule, link: Dependency, first: ScheduledActivity, second: ScheduledActivity) -> bool:
    if not (first.critical and second.critical):
        return False
    linked = [driver.link_id for driver in schedule.drivers(second.activity_id) if driver.link_id is not None]
    return link.id in linked or not linked
