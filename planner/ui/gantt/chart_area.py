"""What scrolls and zooms a chart: its layout, its time axis, and what part of it is in view."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from PySide6.QtCore import QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from planner.chart.options import ZOOM_WIDTHS, ViewOptions, Zoom
from planner.chart.timescale import zoom_at
from planner.document import Announcement, PlanDocument
from planner.language import Wording
from planner.painting.fonts import measure
from planner.ui.gantt.picture import Picture
from planner.ui.look import ROW_HEIGHT
from planner.ui.tables.activity_rows import ActivityRows

AXIS_CHECK_MS = 400
MONTHS_BEFORE, MONTHS_AFTER = 8, 6
"""How much is shown before the status date and after entry into force when a plan is opened."""


class ChartArea(QAbstractScrollArea):
    """Scene x 0 is the left of the time axis; y 0 is the top of the first row, below the head."""

    zoomed = Signal()

    def __init__(
        self, document: PlanDocument, wording: Wording, rows: ActivityRows, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.wording = wording
        self.document, self.rows = document, rows
        self.picture = Picture(document, ViewOptions(wording), lambda: rows.ids, measure)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._renewal = self._timer(0, self._fit_again)
        self._axis_check = self._timer(AXIS_CHECK_MS, self._check_axis)
        rows.rearranged.connect(self._rearranged)
        self._unsubscribe = document.subscribe(self._follow)

    def _timer(self, pause: int, run: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(pause)
        timer.timeout.connect(run)
        return timer

    def close_view(self) -> None:
        """Stop following the document."""
        self._unsubscribe()

    @property
    def head_height(self) -> int:
        return round(self.picture.gantt.head_height)

    @property
    def offset(self) -> QPointF:
        """Where the scene's (0, 0) lies on the viewport."""
        return QPointF(-self.horizontalScrollBar().value(), self.head_height - self.verticalScrollBar().value())

    def day_at(self, x: float) -> date:
        """The day at a place on the viewport."""
        scale = self.picture.scale or self.picture.gantt.scale
        return scale.day_at(x + self.horizontalScrollBar().value())

    # --- following the plan -------------------------------------------------------------------

    def _follow(self, announcement: Announcement) -> None:
        if self.picture.follow(announcement):
            self.viewport().update()
            self._axis_check.start()
        else:
            self.picture.forget(keep_axis=True)
            self._renewal.start()
            self._axis_check.start()

    def _rearranged(self) -> None:
        """Other rows can be seen; the time axis stays, for it rests on all dates there are."""
        self.picture.reorder()
        self._renewal.start()

    def show_rows(self, headings: frozenset[UUID]) -> None:
        """Lay out anew after another filter or order of the rows, in which these are headings of groups."""
        self.picture.choose(headings=headings, keep_axis=True)
        self._renewal.stop()
        self._fit_again()

    def renew(self) -> None:
        """Lay out anew, and fit the scroll bars to it; what stood at the left stays there."""
        day = self.day_at(0)
        self.picture.forget()
        self._show_from(day)

    def catch_up(self) -> None:
        """Fit the scroll bars now to rows that are still to be laid out, for who goes on to scroll."""
        if self._renewal.isActive():
            self._renewal.stop()
            self._fit_again()

    def _fit_again(self) -> None:
        self._show_from(self.day_at(0))

    def _show_from(self, day: date) -> None:
        self._fit_bars()
        self.horizontalScrollBar().setValue(round(self.picture.gantt.scale.x(day)))
        self.viewport().update()

    def _check_axis(self) -> None:
        """Let the time axis grow or shrink with the plan; that looks at all dates, so it waits for a quiet moment."""
        day = self.day_at(0)
        if self.picture.fit_axis():
            self._show_from(day)

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

    # --- time ---------------------------------------------------------------------------------

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
        scale = self.picture.gantt.scale
        days = (at_x + self.horizontalScrollBar().value()) / scale.day_width
        anchor = scale.first + timedelta(days=int(days))
        within = days - int(days)
        self.picture.set_day_width(width)
        self._fit_bars()
        fresh = self.picture.gantt.scale
        self.horizontalScrollBar().setValue(round(fresh.x(anchor) + within * fresh.day_width - at_x))
        self.viewport().update()
        self.zoomed.emit()

    def show_days(self, first: date, last: date) -> None:
        """Zoom so that a stretch of time fills the chart."""
        days = max((last - first).days + 1, 7)
        self.picture.set_day_width(self.viewport().width() / days)
        self._fit_bars()
        self.horizontalScrollBar().setValue(round(self.picture.gantt.scale.x(first)))
        self.viewport().update()
        self.zoomed.emit()

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
        self.show_days(status - timedelta(days=30 * MONTHS_BEFORE), last)

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
