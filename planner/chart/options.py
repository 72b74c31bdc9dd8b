"""What a reader of the chart may choose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from planner.language.translator import Translator


class Zoom(StrEnum):
    """Levels of the time axis, by what a person looks at."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


ZOOM_WIDTHS: Mapping[Zoom, float] = {Zoom.WEEK: 24.0, Zoom.MONTH: 5.0, Zoom.QUARTER: 0.9, Zoom.YEAR: 0.2}
"""Units per day at which each level starts when it is chosen."""
NARROWEST_DAY, WIDEST_DAY = 0.02, 80.0


class Labels(StrEnum):
    """What is written beside the bars."""

    NONE = "none"
    WORDS = "words"  # dates in words, and names of milestones
    ALL = "all"


@dataclass(frozen=True)
class ViewOptions:
    """How the Gantt is shown. Everything has a default but the language.

    Rows are the plan's outline without what is in `collapsed`; with `only`, the activities in it and
    the summaries above them; with `order`, exactly those rows in that order. `first_row`, `row_count`,
    `left` and `right` ask for a part of the picture (in rows and in units of x): shapes keep the
    places they have in the whole.
    """

    translator: Translator
    zoom: Zoom = Zoom.QUARTER
    day_width: float | None = None
    date_from: date | None = None
    date_to: date | None = None
    row_height: float = 26.0
    collapsed: frozenset[UUID] = frozenset()
    headings: frozenset[UUID] = frozenset()
    only: frozenset[UUID] | None = None
    order: tuple[UUID, ...] | None = None
    first_row: int = 0
    row_count: int | None = None
    left: float | None = None
    right: float | None = None
    baseline_id: UUID | None = None
    labels: Labels = Labels.NONE
    show_links: bool = True
    show_slack: bool = False
    show_progress: bool = True
    show_critical: bool = True
    show_status_date: bool = True
    show_entry: bool = True
    show_fixed_moments: bool = True
    show_recess: bool = True
    show_free_days: bool = True
    selected: frozenset[UUID] = frozenset()
    styles: str = "chart"

    @property
    def units_per_day(self) -> float:
        """Width of a day in units of the scene."""
        width = self.day_width if self.day_width is not None else ZOOM_WIDTHS[self.zoom]
        return min(max(width, NARROWEST_DAY), WIDEST_DAY)
