"""A chart that follows the plan: its layout is renewed and its scroll bars fit, whatever a step or other rows do."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QFrame, QWidget

from planner.chart.options import ViewOptions
from planner.document import Announcement, PlanDocument
from planner.language import Translator
from planner.painting.fonts import measure
from planner.ui.gantt.picture import Picture
from planner.ui.gantt.time_area import TimeArea
from planner.ui.tables.activity_rows import ActivityRows
from planner.ui.timers import single_shot

AXIS_CHECK_MS = 400


class Overlay(QFrame):
    """A small choice that stands over the chart until it is left."""

    def leave(self) -> None:
        """Let it go, and give the chart the keys back."""
        raise NotImplementedError

    def stand_at(self, at: QPoint) -> None:
        """Stand beside a place of the viewport, within it."""
        raise NotImplementedError


class ChartArea(TimeArea):
    """Scene x 0 is the left of the time axis; y 0 is the top of the first row, below the head."""

    link_choice: Overlay | None = None

    def __init__(
        self, document: PlanDocument, translator: Translator, rows: ActivityRows, parent: QWidget | None = None
    ) -> None:
        super().__init__(document, Picture(document, ViewOptions(translator), lambda: rows.ids, measure), parent)
        self.translator, self.rows = translator, rows
        self._idle_refresh = single_shot(self, 0, self._fit_again)
        self._axis_check = single_shot(self, AXIS_CHECK_MS, self._check_axis)
        self._head = self._named_days()
        rows.rearranged.connect(self._rearranged)
        self._unsubscribe = document.subscribe(self._follow)

    def close_view(self) -> None:
        """Stop following the document."""
        self._unsubscribe()

    @property
    def offset(self) -> QPointF:
        """Where the scene's (0, 0) lies on the viewport."""
        return QPointF(-self.horizontalScrollBar().value(), self.head_height - self.verticalScrollBar().value())

    # --- following the plan -------------------------------------------------------------------

    def _follow(self, announcement: Announcement) -> None:
        head, self._head = self._head, self._named_days()
        if self.picture.follow(announcement):
            top = self.head_height if head == self._head else 0
            self.viewport().update(0, top, self.viewport().width(), self.viewport().height() - top)
            self._axis_check.start()
        else:
            self.picture.forget(keep_axis=True)
            self._idle_refresh.start()
            self._axis_check.start()

    def _named_days(self) -> tuple[date, date | None]:
        """The days that have a name in the head: the status date and entry into force."""
        plan, schedule = self.document.plan, self.document.schedule
        entry = plan.entry
        known = entry is not None and entry.id in schedule.activities
        return plan.programme.status_date, schedule[entry.id].start.date() if entry is not None and known else None

    def _rearranged(self) -> None:
        """Other rows can be seen; the time axis stays, for it rests on all dates there are."""
        self.picture.reorder()
        self._idle_refresh.start()

    def show_rows(self, headings: frozenset[UUID]) -> None:
        """Lay out anew after another filter or order of the rows, in which these are headings of groups."""
        self.picture.choose(headings=headings, keep_axis=True)
        self._idle_refresh.stop()
        self._fit_again()

    def renew(self) -> None:
        """Lay out anew, and fit the scroll bars to it; what stood at the left stays there."""
        day = self.day_at(0)
        self.picture.forget()
        self._show_from(day)

    def catch_up(self) -> None:
        """Fit the scroll bars now to rows that are still to be laid out, for who goes on to scroll."""
        if self._idle_refresh.isActive():
            self._idle_refresh.stop()
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
