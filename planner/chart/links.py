"""Where the lines between activities run: along right angles, clear of the bars they leave and enter."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from planner.chart.marks import Extent
from planner.domain.model import LinkType

STUB = 7.0
INTO = 5.0
Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class End:
    """One end of a link: the mark's extent, and the top, middle and bottom of what is drawn.

    `text_right` is where a text that stands right of the mark ends, `text_left` where one left of it
    begins; lines keep clear of both.
    """

    extent: Extent
    top: float
    middle: float
    bottom: float
    text_right: float | None = None
    text_left: float | None = None

    @property
    def entry_x(self) -> float:
        """Where a line from above or below meets the mark."""
        if self.extent.centre is not None:
            return self.extent.centre
        return self.extent.left + min(INTO, (self.extent.right - self.extent.left) / 2)


def route(first: End, second: End, kind: LinkType, stub: float = STUB) -> Points:
    """The points of a link. The last stretch points into the successor."""
    match kind:
        case LinkType.FS:
            return _finish_to_start(first, second, stub)
        case LinkType.SS:
            x = min(first.extent.left, second.extent.left) - stub
            return _around(first.extent.left, second.extent.left, x, first, second)
        case LinkType.FF:
            x = max(first.extent.right, second.extent.right) + stub
            return _around(first.extent.right, second.extent.right, x, first, second)
        case LinkType.SF:
            return _start_to_finish(first, second, stub)


def _around(x1: float, x2: float, x: float, first: End, second: End) -> Points:
    return ((x1, first.middle), (x, first.middle), (x, second.middle), (x2, second.middle))


def _finish_to_start(first: End, second: End, stub: float) -> Points:
    if first.middle != second.middle and (first.text_right is not None or second.text_left is not None):
        return _dropped(first, second, stub)
    begin, end = first.extent.right, second.extent.left
    if first.text_right is not None and first.text_right + 1 < end:
        begin = first.text_right + 1
    down = second.middle >= first.middle
    out = begin + stub
    if second.middle == first.middle:
        return ((begin, first.middle), (end, second.middle))
    if out <= second.entry_x:  # straight onto the bar from above or below
        y = second.top if down else second.bottom
        return ((begin, first.middle), (second.entry_x, first.middle), (second.entry_x, y))
    if out < second.extent.right - INTO and second.extent.centre is None and end >= begin - stub:
        return ((begin, first.middle), (out, first.middle), (out, second.top if down else second.bottom))
    between = _gap(first, second)
    return (
        (begin, first.middle),
        (out, first.middle),
        (out, between),
        (end - stub, between),
        (end - stub, second.middle),
        (end, second.middle),
    )


def _dropped(first: End, second: End, stub: float) -> Points:
    """Out of the foot (or the head) of a mark that has a text beside it."""
    down = second.middle > first.middle
    extent = first.extent
    x = extent.centre if extent.centre is not None else max(extent.right - INTO, (extent.left + extent.right) / 2)
    begin = (x, first.bottom if down else first.top)
    face = second.top if down else second.bottom
    if second.text_left is None and x <= second.extent.left - 3:
        return (begin, (x, second.middle), (second.extent.left, second.middle))
    inside = second.extent.left + 1 <= x <= second.extent.right - 1 and second.extent.centre is None
    if inside or abs(x - second.entry_x) < 1:
        return (begin, (x, face))
    between = _gap(first, second)
    if second.text_left is not None or second.extent.centre is not None:
        return (begin, (x, between), (second.entry_x, between), (second.entry_x, face))
    end = second.extent.left
    return (begin, (x, between), (end - stub, between), (end - stub, second.middle), (end, second.middle))


def crosses(points: Points, left: float, top: float, right: float, bottom: float) -> bool:
    """Whether a line along right angles goes through a rectangle."""
    return any(
        min(x1, x2) < right and max(x1, x2) > left and min(y1, y2) < bottom and max(y1, y2) > top
        for (x1, y1), (x2, y2) in pairwise(points)
    )


def _start_to_finish(first: End, second: End, stub: float) -> Points:
    begin, end = first.extent.left, second.extent.right
    if end + stub <= begin - stub:
        x = begin - stub
        return ((begin, first.middle), (x, first.middle), (x, second.middle), (end, second.middle))
    between = _gap(first, second)
    return (
        (begin, first.middle),
        (begin - stub, first.middle),
        (begin - stub, between),
        (end + stub, between),
        (end + stub, second.middle),
        (end, second.middle),
    )


def _gap(first: End, second: End) -> float:
    """A height between two rows, next to the successor."""
    if second.middle >= first.middle:
        return second.top - min(3.0, abs(second.top - first.bottom) / 2)
    return second.bottom + min(3.0, abs(first.top - second.bottom) / 2)
