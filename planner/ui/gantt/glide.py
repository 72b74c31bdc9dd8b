"""Zooming in a short movement, so that the eye can follow what goes where; at once where movement is not wanted."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation
from PySide6.QtWidgets import QStyle

from planner.chart.options import ZOOM_WIDTHS, Zoom
from planner.ui.gantt.time_area import TimeArea

GLIDE_MS = 160
View = tuple[float, float]
"""The width of a day, and how many days of the axis lie left of the view."""


class Glide(QObject):
    """Zooms one chart. `moves` is what the user wants; a system without animations is respected as well."""

    def __init__(self, chart: TimeArea) -> None:
        super().__init__(chart)
        self._chart = chart
        self.moves = True
        self._from: View = (1.0, 0.0)
        self._to: View = (1.0, 0.0)
        self._run = QVariantAnimation(self)
        self._run.setDuration(GLIDE_MS)
        self._run.setStartValue(0.0)
        self._run.setEndValue(1.0)
        self._run.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._run.valueChanged.connect(self._step)

    def zoom_by(self, factor: float) -> None:
        """Make days wider or narrower around the middle of the chart."""
        self._around_middle(self._chart.picture.limited(self._goal[0] * factor))

    def set_zoom(self, zoom: Zoom) -> None:
        """Show weeks, months, quarters or years, keeping what stands in the middle."""
        self._around_middle(ZOOM_WIDTHS[zoom])

    def fit(self) -> None:
        """Show the whole plan."""
        scale = self._chart.picture.gantt.scale
        self._go((self._chart.width_for(scale.first, scale.last), 0.0))

    @property
    def _goal(self) -> View:
        """What is shown, or will be once the movement is over: a second step goes on from there."""
        return self._to if self._run.state() is QVariantAnimation.State.Running else self._chart.view

    def _around_middle(self, width: float) -> None:
        before, left = self._goal
        half = self._chart.viewport().width() / 2
        self._go((width, left + half / before - half / width))

    def _go(self, goal: View) -> None:
        self._run.stop()
        self._from, self._to = self._chart.view, goal
        style = self._chart.style()
        if not self.moves or not style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self._chart):
            self._chart.show_view(*goal)
        else:
            self._run.start()

    def _step(self, part: float) -> None:
        """Widths grow by equal factors; the day that stays in its place does so all the way."""
        (before, left), (after, then) = self._from, self._to
        width = before * (after / before) ** part
        along = part if before == after else (1 / before - 1 / width) / (1 / before - 1 / after)
        self._chart.show_view(width, left + (then - left) * along)
