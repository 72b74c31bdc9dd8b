"""What scrolls and zooms a chart: its time axis, and what part of it is in view."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from planner.chart.options import ZOOM_WIDTHS, Zoom
from planner.chart.timescale import zoom_at
from planner.document import PlanDocument
from planner.domain.model import Activity
from planner.ui.gantt.picture import Picture
from planner.ui.theming import ROW_HEIGHT

MONTHS_BEFORE, MONTHS_AFTER = 8, 6
"""How much is shown before the status date and after entry into force when a plan is opened."""


class TimeArea(QAbstractScrollArea):
    """Scene x 0 is the left of the time axis, whatever the zoom."""

    zoomed = Signal()

    def __init__(self, document: PlanDocument, picture: Picture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document, self.picture = document, picture
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    @property
    def head_height(self) -> int:
        return round(self.picture.gantt.head_height)

    def day_at(self, x: float) -> date:
        """The day at a place on the viewport."""
        scale = self.picture.scale or self.picture.gantt.scale
        return scale.day_at(x + self.horizontalScrollBar().value())

    def _fit_bars(self) -> None:
        view, gantt = self.viewport(), self.picture.gantt
        upright, level = self.verticalScrollBar(), self.horizontalScrollBar()
        body = view.height() - self.head_height
        upright.setRange(0, max(0, round(gantt.height) - body))
        upright.setPageStep(max(1, body))
        upright.setSingleStep(ROW_HEIGHT)
        level.setRange(0, max(0, round(gantt.scale.width) - view.width()))
        level.setPageStep(max(1, view.width()))
        level.setSingleStep(40)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_bars()

    # --- zoom ---------------------------------------------------------------------------------

    @property
    def zoom(self) -> Zoom:
        return zoom_at(self.picture.day_width)

    def set_zoom(self, zoom: Zoom) -> None:
        """Show weeks, months, quarters or years, keeping what stands in the middle."""
        self.set_day_width(ZOOM_WIDTHS[zoom], self.viewport().width() / 2)

    def zoom_by(self, factor: float, at_x: float | None = None) -> None:
        """Make days wider or narrower, keeping the day at a place on the viewport (the middle by default)."""
        self.set_day_width(self.picture.zoomed(factor), self.viewport().width() / 2 if at_x is None else at_x)

    def set_day_width(self, width: float, at_x: float) -> None:
        """Show days of a width, keeping the day at a place on the viewport."""
        before, left = self.view
        self.show_view(width, left + at_x / before - at_x / width)

    @property
    def view(self) -> tuple[float, float]:
        """The width of a day, and how many days of the axis lie left of what is shown."""
        width = self.picture.gantt.scale.day_width
        return width, self.horizontalScrollBar().value() / width

    def show_view(self, width: float, left: float) -> None:
        """Show days of a width, beginning so many days from the begin of the axis."""
        self.picture.set_day_width(width)
        self._fit_bars()
        self.horizontalScrollBar().setValue(round(left * width))
        self.viewport().update()
        self.zoomed.emit()

    def width_for(self, first: date, last: date) -> float:
        """The width of a day with which a stretch of time fills the chart."""
        return self.viewport().width() / max((last - first).days + 1, 7)

    def show_days(self, first: date, last: date) -> None:
        """Zoom so that a stretch of time fills the chart."""
        begin = (first - self.picture.gantt.scale.first).days
        self.show_view(self.width_for(first, last), begin)

    def fit(self) -> None:
        """Show the whole plan."""
        scale = self.picture.gantt.scale
        self.show_days(scale.first, scale.last)

    def show_course(self) -> None:
        """Show from somewhat before the status date until somewhat after entry into force."""
        plan, schedule = self.document.plan, self.document.schedule
        entry, status = plan.entry, plan.programme.status_date
        if entry is None or entry.id not in schedule.activities or schedule[entry.id].finish.date() <= status:
            self.fit()
            return
        last = schedule[entry.id].finish.date() + timedelta(days=30 * MONTHS_AFTER)
        starts = [schedule[a.id].start.date() for a in plan.rows(Activity) if a.id in schedule.activities]
        first = min(starts, default=status)
        quarter = first.replace(month=3 * ((first.month - 1) // 3) + 1, day=1)
        self.show_days(max(status - timedelta(days=30 * MONTHS_BEFORE), min(quarter, status)), last)

    def show_status_date(self) -> None:
        """Bring the status date to a quarter of the chart."""
        x = self.picture.gantt.scale.x(self.document.plan.programme.status_date)
        self.horizontalScrollBar().setValue(round(x - self.viewport().width() / 4))

    def bring_into_sight(self, activity_id: UUID) -> None:
        """Scroll sideways to an activity's mark, if it is not to be seen."""
        planned = self.document.schedule.activities.get(activity_id)
        if planned is None:
            return
        scale, bar, width = self.picture.gantt.scale, self.horizontalScrollBar(), self.viewport().width()
        left, right = scale.x(planned.start.date()), scale.x_end(planned.finish.date())
        if right < bar.value() + 20 or left > bar.value() + width - 20:
            bar.setValue(round(left - width / 4))
