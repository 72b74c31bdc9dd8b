"""The chart's layout as the window keeps it: worked out once for a state of plan, rows and zoom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast
from uuid import UUID

from planner.chart.gantt import Gantt, scale_of
from planner.chart.linked_rows import LinkChange
from planner.chart.options import NARROWEST_DAY, WIDEST_DAY, ViewOptions
from planner.chart.scene import Scene
from planner.chart.styles import Measure
from planner.chart.timescale import TimeScale
from planner.document import Announcement, PlanDocument
from planner.domain.model import Dependency
from planner.ui.theming import ROW_HEIGHT

RESTS_ON = {"programme", "organisation", "track", "calendar", "baseline", "baseline_date"}
"""Kinds of rows from which a change lays the whole chart out anew; activities and links are followed."""
Part = tuple[int, int, float, float]
"""First row, number of rows, left and right: what of the picture is wanted."""


class Picture:
    """Gives the scene of the part in view; what has not changed is not laid out again."""

    def __init__(
        self, document: PlanDocument, options: ViewOptions, rows: Callable[[], tuple[UUID, ...]], measure: Measure
    ) -> None:
        self._document, self._rows, self._measure = document, rows, measure
        self.options = replace(options, row_height=float(ROW_HEIGHT))
        self._gantt: Gantt | None = None
        self._scale: TimeScale | None = None
        self._kept_axis: TimeScale | None = None
        self._scene: Scene | None = None
        self._of: tuple[Part, frozenset[UUID]] | None = None
        self._reordered = False

    def forget(self, *, keep_axis: bool = False) -> None:
        """What the layout rests on has changed; the time axis may stay until `fit_axis` looks at all dates."""
        self._scale = self.scale
        self._kept_axis = self._scale if keep_axis else None
        self._gantt, self._scene = None, None

    def reorder(self) -> None:
        """Other rows can be seen; the time axis stays until `fit_axis` looks at all dates."""
        self._reordered, self._scene = True, None

    @property
    def scale(self) -> TimeScale | None:
        """The time axis as it is, or as it was before something changed; None before the first."""
        return self._gantt.scale if self._gantt is not None else self._scale

    def choose(self, *, keep_axis: bool = False, **options: object) -> None:
        """Show it in another way: baseline_id, labels …"""
        self.options = replace(self.options, **options)  # type: ignore[arg-type]
        self.forget(keep_axis=keep_axis)

    def set_day_width(self, width: float) -> None:
        self._gantt, self._scene = self.gantt.at_width(width), None
        self.options = replace(self.options, day_width=width)

    def follow(self, announcement: Announcement) -> bool:
        """Take over what a step did; True where dates may have come to lie outside the time axis."""
        if self._gantt is None:
            return False
        step = announcement.step
        if step.kinds & RESTS_ON:
            return False
        changed = [change.id for change in step.changes if change.kind == "activity"]
        links = [
            (cast("Dependency | None", change.before), cast("Dependency | None", change.after))
            for change in step.changes
            if change.kind == "dependency"
        ]
        self._go_on(changed, links)
        return True

    def _go_on(self, changed: list[UUID], links: list[LinkChange]) -> None:
        """Let the chart follow changes, and the order of the rows as it is now."""
        assert self._gantt is not None
        document, order = self._document, self._rows() if self._reordered else None
        self._gantt = self._gantt.after(document.plan, document.schedule, changed, links, order)
        self._scene, self._reordered = None, False

    @property
    def gantt(self) -> Gantt:
        if self._gantt is None:
            options = replace(self.options, order=self._rows())
            document = self._document
            self._gantt = Gantt(document.plan, document.schedule, options, self._measure, self._kept_axis)
            self._reordered = False
        elif self._reordered:
            self._go_on([], [])
        return self._gantt

    def fit_axis(self) -> bool:
        """Work out anew which dates there are; whether the time axis became another."""
        gantt = self.gantt
        scale = scale_of(self._document.plan, self._document.schedule, gantt.options)
        if (scale.first, scale.last) == (gantt.scale.first, gantt.scale.last):
            return False
        self.forget()
        return True

    @property
    def day_width(self) -> float:
        return self.options.units_per_day

    def zoomed(self, by: float) -> float:
        """The width of a day after zooming by a factor, within the limits."""
        return self.limited(self.day_width * by)

    @staticmethod
    def limited(width: float) -> float:
        """The width of a day nearest to this one that can be shown."""
        return min(max(width, NARROWEST_DAY), WIDEST_DAY)

    def scene(self, view: Part, selected: frozenset[UUID]) -> Scene:
        """The scene of a part; once it is looked at elsewhere too, with room around it for a little scrolling.

        After an edit no more than what is seen is laid out: the next edit may come before any scrolling.
        """
        first, count, left, right = view
        part = view
        if self._scene is not None and self._of is not None and self._of[1] == selected:
            known_first, known_count, known_left, known_right = self._of[0]
            if (
                known_first <= first
                and first + count <= known_first + known_count
                and known_left <= left
                and right <= known_right
            ):
                return self._scene
            around, beside = max(count // 3, 6), (right - left) / 3
            part = (max(0, first - around), count + 2 * around, left - beside, right + beside)
        self._scene = self.strip(part, selected)
        self._of = (part, selected)
        return self._scene

    def strip(self, part: Part, selected: frozenset[UUID]) -> Scene:
        """The scene of a part and no more, as scrolling lays it bare; it is not kept."""
        first, count, left, right = part
        options = replace(self.options, first_row=first, row_count=count, left=left, right=right, selected=selected)
        return self.gantt.scene(options, with_head=False)
