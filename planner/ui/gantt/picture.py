"""The chart's layout as the window keeps it: worked out once for a state of plan, rows and zoom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from planner.chart.gantt import Gantt
from planner.chart.options import NARROWEST_DAY, WIDEST_DAY, ViewOptions
from planner.chart.scene import Scene
from planner.chart.styles import Measure
from planner.document import PlanDocument
from planner.ui.look import ROW_HEIGHT

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
        self._scene: Scene | None = None
        self._of: tuple[Part, frozenset[UUID]] | None = None

    def forget(self) -> None:
        """Something that the layout rests on has changed."""
        self._gantt, self._scene = None, None

    def choose(self, **options: object) -> None:
        """Show it in another way: day_width, baseline_id, labels …"""
        self.options = replace(self.options, **options)  # type: ignore[arg-type]
        self.forget()

    @property
    def gantt(self) -> Gantt:
        if self._gantt is None:
            options = replace(self.options, order=self._rows())
            self._gantt = Gantt(self._document.plan, self._document.schedule, options, self._measure)
        return self._gantt

    @property
    def day_width(self) -> float:
        return self.options.units_per_day

    def zoomed(self, by: float) -> float:
        """The width of a day after zooming by a factor, within the limits."""
        return min(max(self.day_width * by, NARROWEST_DAY), WIDEST_DAY)

    def scene(self, view: Part, selected: frozenset[UUID]) -> Scene:
        """The scene of a part, laid out with room around it so that a little scrolling needs no new one."""
        first, count, left, right = view
        if self._scene is not None and self._of is not None and self._of[1] == selected:
            known_first, known_count, known_left, known_right = self._of[0]
            if (
                known_first <= first
                and first + count <= known_first + known_count
                and known_left <= left
                and right <= known_right
            ):
                return self._scene
        around, beside = max(count // 2, 8), (right - left) / 2
        part: Part = (max(0, first - around), count + 2 * around, left - beside, right + beside)
        self._scene = self.gantt.scene(
            replace(
                self.options,
                first_row=part[0],
                row_count=part[1],
                left=part[2],
                right=part[3],
                selected=selected,
            )
        )
        self._of = (part, selected)
        return self._scene
