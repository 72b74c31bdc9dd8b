"""Clear ground behind texts that a line runs through."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from planner.chart.links import Points, crosses
from planner.chart.scene import Box, Canvas, Label, Line, Polyline

CROSSING = frozenset({"entry", "entry.second", "status", "fixed-moment"})
"""Lines over the whole height, behind whose texts the ground is cleared."""


def put_halos(canvas: Canvas, inside: Collection[UUID] = ()) -> None:
    """Clear ground behind texts that a link or a named line runs through; not in bars that hold their text."""
    labels = [label for label in canvas.layers.get("text", ()) if isinstance(label, Label)]
    if not labels:
        return
    paths = [_Path.of(shape.points) for shape in canvas.layers.get("links", ()) if isinstance(shape, Polyline)]
    for layer in ("lines", "over"):
        for line in canvas.layers.get(layer, ()):
            if isinstance(line, Line) and line.look in CROSSING:
                paths.append(_Path.of(((line.x1, line.y1), (line.x2, line.y2))))
    for label in labels:
        if label.about is not None and label.about in inside:
            continue
        box = label.box
        if any(path.crosses(box.x, box.y, box.right, box.bottom) for path in paths):
            canvas.put("halo", Box(box.x - 1, box.y - 0.5, box.width + 2, box.height + 1, "halo"))


class _Path(NamedTuple):
    """A line along right angles with what it takes, so that most texts are seen to be clear of it at once."""

    points: Points
    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def of(cls, points: Points) -> _Path:
        xs, ys = zip(*points, strict=True)
        return cls(points, min(xs), min(ys), max(xs), max(ys))

    def crosses(self, left: float, top: float, right: float, bottom: float) -> bool:
        if self.left >= right or self.right <= left or self.top >= bottom or self.bottom <= top:
            return False
        return crosses(self.points, left, top, right, bottom)
