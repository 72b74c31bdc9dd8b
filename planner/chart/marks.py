"""The marks of one activity: bar, diamond or bracket, with progress, slack, deadline and baseline."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from planner.chart.scene import (
    Box,
    Bracket,
    Canvas,
    Diamond,
    Fade,
    FadingBox,
    Form,
    Line,
    Mark,
    MarkKind,
    Part,
    Rect,
    Region,
    Sign,
    SignForm,
)
from planner.chart.timescale import TimeScale
from planner.domain.control.statements import Statements, grounds_words
from planner.domain.model import Activity, BaselineDate
from planner.domain.scheduling.calendars import is_past
from planner.domain.scheduling.schedule import ScheduledActivity
from planner.language.translator import Translator
from planner.message import N_

BAR_SHARE = 0.58
DIAMOND_SHARE = 0.27
EDGE_WIDTH = 10.0
HANDLE = 12.0
REST = 1.5
"""How thick the line is where interrupted work rests."""
"""How wide the handle of progress is, under a bar."""
TERMLESS_DAYS = 120


@dataclass(frozen=True, slots=True)
class Marks:
    """The measures of marks in a row: height of the row, of a bar, and from a diamond's centre to a point."""

    row: float
    bar: float
    diamond: float

    @classmethod
    def in_row(cls, row: float, share: float = BAR_SHARE) -> Marks:
        return cls(row, row * share, row * min(DIAMOND_SHARE * share / BAR_SHARE, 0.38))


@dataclass(frozen=True, slots=True)
class MarkOptions:
    """What of an activity is drawn."""

    progress: bool = True
    critical: bool = True
    slack: bool = False
    regions: bool = True


@dataclass(frozen=True, slots=True)
class Extent:
    """Where an activity's mark begins and ends, and the centre of its diamond if it has one."""

    left: float
    right: float
    centre: float | None = None


class Marker:
    """Puts the marks of activities on a canvas."""

    def __init__(
        self,
        scale: TimeScale,
        translator: Translator,
        canvas: Canvas,
        law: Set[UUID],
        options: MarkOptions,
        told: Statements | None = None,
    ) -> None:
        self._told = told
        self._scale = scale
        self._wording = translator
        self._canvas = canvas
        self._options = options
        self._law = law

    def draw(self, activity: Activity, planned: ScheduledActivity, y: float, marks: Marks) -> Extent:
        """Draw an activity in a row; gives where its mark lies."""
        extent = extent_of(activity, planned, self._scale, marks)
        height = marks.row
        if activity.is_summary:
            self._summary(activity, extent, y, height)
        elif activity.is_milestone:
            self._milestone(activity, planned, extent, y, marks)
        else:
            self._bar(activity, planned, y, marks)
        self._said(activity, planned, y, height)
        self._assumed(activity, planned, extent, y, marks)
        self._deadline(activity, planned, y, height)
        if self._options.slack:
            self._slack(activity, planned, y + height / 2 + marks.bar / 2 - 1)
        mark = Rect(extent.left, y, max(extent.right - extent.left, 1.0), height)
        words = partial(spoken, activity, planned, self._wording, self._told)
        self._canvas.marks.append(Mark(activity.id, mark, words))
        return extent

    # --- kinds of mark ------------------------------------------------------------------------

    def _summary(self, activity: Activity, extent: Extent, y: float, height: float) -> None:
        depth = max(height * 0.32, 5.0)
        top = y + (height - depth) / 2
        width = max(extent.right - extent.left, 2.0)
        self._canvas.put("marks", Bracket(extent.left, top, width, depth, "summary", activity.id))
        self._canvas.kinds.add(MarkKind.SUMMARY)
        self._region(activity.id, Part.BAR, Rect(extent.left, top, width, depth))

    def _milestone(
        self, activity: Activity, planned: ScheduledActivity, extent: Extent, y: float, marks: Marks
    ) -> None:
        size, middle = marks.diamond, y + marks.row / 2
        form = Form.FILLED if is_done(activity, planned) else Form.OPEN
        centre = extent.centre if extent.centre is not None else extent.left
        if not activity.is_plain_milestone:
            self._way_there(activity.id, Rect(extent.left, y, centre - extent.left, marks.row), marks)
        elif is_within(planned) and form is Form.OPEN:
            assert planned.shown_from and planned.shown_to
            form = Form.DOUBLE
            bar = marks.bar
            top = y + (marks.row - bar) / 2
            left, right = self._scale.x(planned.shown_from), self._scale.x_end(planned.shown_to)
            band = Rect(left, top, right - left, bar)
            self._canvas.put("marks", FadingBox(left, top, band.width, bar, "window", Fade.BOTH, activity.id))
            self._canvas.kinds.add(MarkKind.WINDOW)
            self._region(activity.id, Part.BAR, band)
            self._window_regions(activity.id, left, right, band, centre)
        if form is not Form.DOUBLE:
            self._canvas.kinds.add(MarkKind.MILESTONE_DONE if form is Form.FILLED else MarkKind.MILESTONE)
        critical = self._options.critical and planned.critical and form is not Form.FILLED
        look = "milestone.critical" if critical else "milestone"
        if critical:
            self._canvas.kinds.add(MarkKind.CRITICAL)
        self._canvas.put("marks", Diamond(centre, middle, size, look, form, activity.id))
        self._region(activity.id, Part.BAR, Rect(centre - size, middle - size, 2 * size, 2 * size))

    def _way_there(self, about: UUID, row: Rect, marks: Marks) -> None:
        """The time that a milestone takes: a thin bar up to its diamond."""
        thick = marks.bar / 2
        bar = Rect(row.x, row.y + (marks.row - thick) / 2, max(row.width, 1.0), thick)
        self._canvas.put("marks", Box(bar.x, bar.y, bar.width, bar.height, "bar", about=about))
        self._canvas.kinds.add(MarkKind.BAR)
        self._bar_regions(about, bar, 0.0)

    def _bar(self, activity: Activity, planned: ScheduledActivity, y: float, marks: Marks) -> None:
        scale, put = self._scale, self._canvas.put
        thick = marks.bar
        top = y + (marks.row - thick) / 2
        left, right = scale.x(planned.start.date()), scale.x_end(planned.finish.date())
        hue = "bar.law" if activity.id in self._law else "bar"
        if planned.termless:
            fade = Fade.LEFT if is_done(activity, planned) else Fade.RIGHT
            left, right = termless_span(activity, planned, scale)
            put("marks", FadingBox(left, top, right - left, thick, hue + ".termless", fade, activity.id))
            self._canvas.kinds.add(MarkKind.TERMLESS)
            self._region(activity.id, Part.BAR, Rect(left, top, right - left, thick))
            return
        self._fading_ends(activity.id, planned, Rect(left, top, right - left, thick))
        width = max(right - left, 2.0)
        radius = min(2.5, thick / 4, width / 2)
        done = width * min(max(planned.percent, 0.0), 100.0) / 100
        spans = [(left, width)]
        if planned.parts:  # interrupted: its parts, and a line where it rests
            spans = [(scale.x(a.date()), scale.x_end(b.date()) - scale.x(a.date())) for a, b in planned.parts]
            put("marks", Box(left, top + thick / 2 - REST / 2, width, REST, hue, 0.0, activity.id))
        for begin, long in spans:
            put("marks", Box(begin, top, long, thick, hue, min(radius, long / 2), activity.id))
            so_far = min(left + done - begin, long)
            if self._options.progress and so_far > 0.5:
                put("marks", Box(begin, top, so_far, thick, hue + ".done", min(radius, long / 2), activity.id))
                self._canvas.kinds.add(MarkKind.PROGRESS)
        self._canvas.kinds.add(MarkKind.LAW_BAR if hue == "bar.law" else MarkKind.BAR)
        self._outline(activity, planned, Rect(left, top, width, thick), radius)
        self._bar_regions(activity.id, Rect(left, top, width, thick), done)

    def _fading_ends(self, about: UUID, planned: ScheduledActivity, bar: Rect) -> None:
        scale, put = self._scale, self._canvas.put
        if planned.shown_from is not None and planned.shown_from < planned.start.date():
            begin = scale.x(planned.shown_from)
            put("marks", FadingBox(begin, bar.y, bar.x - begin, bar.height, "window", Fade.LEFT, about))
            self._canvas.kinds.add(MarkKind.WINDOW)
            self._window_regions(about, begin, None, bar)
        if planned.shown_to is not None and planned.shown_to > planned.finish.date():
            end = scale.x_end(planned.shown_to)
            put("marks", FadingBox(bar.right, bar.y, end - bar.right, bar.height, "window", Fade.RIGHT, about))
            self._canvas.kinds.add(MarkKind.WINDOW)
            self._window_regions(about, None, end, bar)

    def _outline(self, activity: Activity, planned: ScheduledActivity, bar: Rect, radius: float) -> None:
        look = None
        if self._options.critical and planned.critical and not is_done(activity, planned):
            look, kind = "outline.critical", MarkKind.CRITICAL
        elif self._options.critical and planned.near_critical and not is_done(activity, planned):
            look, kind = "outline.near", MarkKind.NEAR_CRITICAL
        elif activity.conditional:
            look, kind = "outline.conditional", MarkKind.CONDITIONAL
        else:
            return
        self._canvas.put("marks", Box(bar.x, bar.y, bar.width, bar.height, look, radius, activity.id))
        self._canvas.kinds.add(kind)

    def _bar_regions(self, about: UUID, bar: Rect, done: float) -> None:
        if not self._options.regions:
            return
        self._region(about, Part.BAR, bar)
        edge = min(EDGE_WIDTH, bar.width / 4)
        self._region(about, Part.PROGRESS, Rect(bar.x + done - HANDLE / 2, bar.bottom - 1, HANDLE, HANDLE / 2))
        self._region(about, Part.LEFT_EDGE, Rect(bar.x - edge / 2, bar.y, edge, bar.height))
        self._region(about, Part.RIGHT_EDGE, Rect(bar.right - edge / 2, bar.y, edge, bar.height))

    def _window_regions(
        self, about: UUID, first: float | None, last: float | None, bar: Rect, at: float | None = None
    ) -> None:
        """The ends of an imprecise date, to take hold of."""
        for part, x in ((Part.EARLIEST, first), (Part.LATEST, last)):
            if x is not None:
                place = x
                if at is not None and abs(x - at) < bar.height / 2:  # beside the diamond, which takes hold of itself
                    place = at + (bar.height / 2 + EDGE_WIDTH / 2) * (1 if part is Part.LATEST else -1)
                self._region(about, part, Rect(place - EDGE_WIDTH / 2, bar.y, EDGE_WIDTH, bar.height))

    # --- what hangs on a mark -----------------------------------------------------------------

    def _said(self, activity: Activity, planned: ScheduledActivity, y: float, height: float) -> None:
        """What was said, as a ghost below the mark, where the plan lies outside it; dots lead to the planned day."""
        if self._told is None or activity.is_summary or is_done(activity, planned):
            return
        ends = [self._told.finish(activity)] if activity.is_milestone else []
        for end in ends or (self._told.start(activity), self._told.finish(activity)):
            said, at = end.said, end.planned
            if said is None or at is None or not end.deviation:
                continue
            first, last = said.earliest or said.latest, said.latest or said.earliest
            assert first is not None and last is not None
            low = y + height * 17 / 24
            left, right = self._scale.x(first), self._scale.x_end(last)
            thick = max(height / 6, 2.5)
            ghost = FadingBox(left, low, max(right - left, 3.0), thick, "window", Fade.BOTH, activity.id)
            self._canvas.put("marks", ghost)
            self._canvas.kinds.add(MarkKind.WINDOW)
            near, far = (right, self._scale.x_end(at.date())) if end.deviation > 0 else (self._scale.x(at.date()), left)
            if far > near:
                middle = low + thick / 2
                self._canvas.put("marks", Line(near, middle, far, middle, "slack"))

    def _assumed(self, activity: Activity, planned: ScheduledActivity, extent: Extent, y: float, marks: Marks) -> None:
        """Hatching at the end of a mark whose date rests on an assumption."""
        if self._told is None or activity.is_summary or planned.termless or is_done(activity, planned):
            return
        if not self._told.finish(activity).rests_on:
            return
        if activity.is_milestone:
            centre = extent.centre if extent.centre is not None else extent.left
            half = marks.diamond * 0.5
            area = Rect(centre - half, y + marks.row / 2 - half, 2 * half, 2 * half)
        else:
            right = self._scale.x_end(planned.finish.date())
            width = min(marks.bar * 1.4, max(right - self._scale.x(planned.start.date()), 2.0))
            area = Rect(right - width, y + (marks.row - marks.bar) / 2, width, marks.bar)
        step = max(area.height / 3, 2.0)
        x = area.x
        while x < area.right - 0.5:
            run = min(area.height, area.right - x)
            self._canvas.put("marks", Line(x, area.bottom, x + run, area.bottom - run, "assumption"))
            x += step
        self._canvas.kinds.add(MarkKind.ASSUMPTION)

    def _deadline(self, activity: Activity, planned: ScheduledActivity, y: float, height: float) -> None:
        if activity.deadline is None:
            return
        missed = is_past(planned.finish, activity.deadline)
        x = self._scale.x_end(activity.deadline.date())
        look = "deadline.missed" if missed else "deadline"
        self._canvas.put("marks", Sign(x, y + height / 2, height * 0.6, SignForm.FLAG, look))
        self._canvas.kinds.add(MarkKind.DEADLINE)

    def _slack(self, activity: Activity, planned: ScheduledActivity, low: float) -> None:
        if activity.is_summary or planned.termless or planned.total_slack <= 0 or is_done(activity, planned):
            return
        first = self._scale.x_end(planned.finish.date())
        last = self._scale.x_end(planned.late_finish.date())
        if last - first < 3:
            return
        self._canvas.put("marks", Line(first, low, last, low, "slack"), Line(last, low - 4, last, low, "slack"))
        self._canvas.kinds.add(MarkKind.SLACK)

    def baseline(self, activity: Activity, was: BaselineDate, y: float, height: float) -> None:
        """Where the activity stood in a baseline: a thin open bar below, or a small diamond."""
        scale = self._scale
        low = y + height - 5.0
        self._canvas.kinds.add(MarkKind.BASELINE)
        if activity.is_milestone:
            self._canvas.put("marks", Diamond(scale.x_moment(was.finish), low + 1, 3.5, "baseline", Form.OPEN))
            return
        left, right = scale.x(was.start.date()), scale.x_end(was.finish.date())
        self._canvas.put("marks", Box(left, low, max(right - left, 2.0), 3.0, "baseline"))

    def _region(self, about: UUID, part: Part, rect: Rect) -> None:
        if self._options.regions:
            self._canvas.regions.append(Region(about, part, rect))


# --- geometry -------------------------------------------------------------------------------------


def has_window(planned: ScheduledActivity) -> bool:
    """Whether the date is known as a stretch of days only."""
    return planned.shown_from is not None and planned.shown_to is not None and planned.shown_to > planned.shown_from


def is_within(planned: ScheduledActivity) -> bool:
    """Whether the planned day lies within the stretch of days in which the date is known."""
    if planned.shown_from is None or planned.shown_to is None or not has_window(planned):
        return False
    return planned.shown_from <= planned.finish.date() <= planned.shown_to


def is_done(activity: Activity, planned: ScheduledActivity) -> bool:
    return activity.has_happened or planned.percent >= 100


def termless_span(activity: Activity, planned: ScheduledActivity, scale: TimeScale) -> tuple[float, float]:
    """Work without a known duration fades out after its start; finished work fades in towards its finish."""
    length = TERMLESS_DAYS * scale.day_width
    if is_done(activity, planned):
        right = scale.x_end(planned.finish.date())
        return right - length / 2, right
    left = scale.x(planned.start.date())
    return left, left + length


def extent_of(activity: Activity, planned: ScheduledActivity, scale: TimeScale, marks: Marks) -> Extent:
    """Where the mark of an activity lies. A milestone stands on its planned day, also in a window."""
    if activity.is_milestone and not activity.is_plain_milestone:
        x, size = scale.x_moment(planned.finish), marks.diamond
        return Extent(min(scale.x(planned.start.date()), x - size), x + size, x)
    if activity.is_milestone:
        x, size = scale.x_moment(planned.start), marks.diamond
        if has_window(planned) and not is_done(activity, planned):
            assert planned.shown_from and planned.shown_to
            return Extent(min(scale.x(planned.shown_from), x - size), max(scale.x_end(planned.shown_to), x + size), x)
        return Extent(x - size, x + size, x)
    if planned.termless and not activity.is_summary:
        return Extent(*termless_span(activity, planned, scale))
    left = scale.x(planned.start.date())
    right = max(scale.x_end(planned.finish.date()), left + 2)
    if activity.is_summary:
        return Extent(left, right)
    if planned.shown_from is not None:
        left = min(left, scale.x(planned.shown_from))
    if planned.shown_to is not None:
        right = max(right, scale.x_end(planned.shown_to))
    return Extent(left, right)


def days_of(activity: Activity, planned: ScheduledActivity) -> tuple[date, date]:
    """The first and last day that an activity takes in the picture."""
    days: list[date] = [planned.start.date(), planned.finish.date()]
    days += [day for day in (planned.shown_from, planned.shown_to) if day is not None]
    if activity.deadline is not None:
        days.append(activity.deadline.date())
    if planned.termless:
        days.append(planned.start.date() + timedelta(days=TERMLESS_DAYS // 2))
    return min(days), max(days)


# --- in words ---------------------------------------------------------------------------------------


def given_words(activity: Activity) -> str:
    """The words in which an imprecise date was given. Words in brackets are the editor's, not the source's."""
    for window in (activity.start_window, activity.finish_window):
        if window is not None and window.words and not window.is_exact and not window.words.startswith("("):
            return window.words
    return ""


def words_beside(activity: Activity, planned: ScheduledActivity) -> str:
    """The words to show beside a mark: those of an open activity whose date is drawn as a window."""
    if is_done(activity, planned) or planned.termless:
        return ""
    return given_words(activity) if planned.shown_from is not None or planned.shown_to is not None else ""


def spoken(
    activity: Activity, planned: ScheduledActivity, translator: Translator, told: Statements | None = None
) -> str:
    """The mark in words: name, dates, how far from what was said, what they rest on, progress, what is particular."""
    parts: list[str] = [activity.name, _dates(activity, planned, translator)]
    words = given_words(activity)
    if words:
        parts.append(translator.translate(N_("given as “{words}”"), words=words))
    if told is not None:
        end = told.finish(activity)
        parts += [translator.translate(m) for m in (end.deviation_words, grounds_words(end.rests_on)) if m is not None]
    if activity.is_milestone:
        parts.append(
            translator.translate(N_("reached")) if is_done(activity, planned) else translator.translate(N_("planned"))
        )
    else:
        parts.append(translator.translate(N_("{percent} %"), percent=round(planned.percent)))
    if planned.critical and not is_done(activity, planned):
        parts.append(translator.translate(N_("critical")))
    elif planned.near_critical and not is_done(activity, planned):
        parts.append(translator.translate(N_("nearly critical")))
    if activity.deadline is not None and is_past(planned.finish, activity.deadline):
        parts.append(translator.translate(N_("deadline missed")))
    if activity.conditional:
        parts.append(translator.translate(N_("conditional")))
    return ", ".join(parts)


def _dates(activity: Activity, planned: ScheduledActivity, translator: Translator) -> str:
    if planned.termless:
        return translator.translate(
            N_("from {start}, no term given"), start=translator.date(planned.start.date(), "medium")
        )
    if activity.is_milestone:
        return translator.date(planned.start.date(), "medium")
    return span_words(planned.start, planned.finish, translator)


def span_words(first: date | datetime, last: date | datetime, translator: Translator) -> str:
    """Two days in words: 3 mrt t/m 14 mrt 2027."""
    first = first.date() if isinstance(first, datetime) else first
    last = last.date() if isinstance(last, datetime) else last
    begin = translator.date(first, "medium")
    if first.year == last.year:
        begin = begin.rsplit(" ", 1)[0]
    return translator.translate(N_("{first} to {last}"), first=begin, last=translator.date(last, "medium"))
