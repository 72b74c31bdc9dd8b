"""Where the lines between activities run: along right angles, clear of the bars they leave and enter."""

from __future__ import annotations

from dataclasses import dataclass

from planner.chart.marks import Extent
from planner.domain.model import LinkType

STUB = 7.0
INTO = 5.0
Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class End:
    """One end of a link: the mark's extent, and the top, middle and bottom of what is drawn."""

    extent: Extent
    top: float
    middle: float
    bottom: float

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
    begin, end = first.extent.right, second.extent.left
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
