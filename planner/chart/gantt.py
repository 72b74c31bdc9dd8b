"""The Gantt chart: a row per activity, the same for the screen and for every sheet of paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from planner.chart.axis import PAPER_AXIS, SCREEN_AXIS, Axis, NamedLine, fixed_moments
from planner.chart.course import law_activities
from planner.chart.free_days import FreeDays, recesses
from planner.chart.halos import put_halos
from planner.chart.link_drawing import Drawn, LinkDrawing, Window
from planner.chart.linked_rows import LinkChange, LinkedRows
from planner.chart.links import STUB
from planner.chart.marks import Marker, MarkOptions, Marks, days_of, extent_of
from planner.chart.notes_beside import GAP, write_beside
from planner.chart.options import ViewOptions, Zoom
from planner.chart.rows import ChartRow
from planner.chart.scene import Band, Box, Canvas, Line, MarkKind, Polyline, Scene, SceneRow
from planner.chart.styles import Measure
from planner.chart.timescale import TimeScale, TimeUnit, next_start, unit_start, zoom_at
from planner.domain.control.statements import statements
from planner.domain.model import Activity, BaselineDate, LinkType
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule
from planner.message import N_

LAYERS = ("ground", "bands", "chosen", "grid", "lines", "baseline", "links", "marks", "over", "halo", "text", "axis")
MARGIN_DAYS = 31
LONG_AGO_DAYS, RECENT_DAYS = 540, 274


def lay_out(plan: Plan, schedule: Schedule, options: ViewOptions, measure: Measure) -> Scene:
    """The Gantt of a plan, or the part of it that the options ask for."""
    return Gantt(plan, schedule, options, measure).scene(options)


def scale_of(plan: Plan, schedule: Schedule, options: ViewOptions) -> TimeScale:
    """The time axis: the dates asked for, else all that is planned with some room around it."""
    spans = [days_of(a, schedule[a.id]) for a in plan.rows(Activity) if a.id in schedule.activities]
    status = plan.programme.status_date
    first = options.date_from or min([day for day, _ in spans] + [status]) - timedelta(days=MARGIN_DAYS // 2)
    last = options.date_to or max([day for _, day in spans] + [status]) + timedelta(days=MARGIN_DAYS)
    if options.date_from is None:
        first = unit_start(first, TimeUnit.QUARTER)
    if options.date_to is None:
        last = next_start(unit_start(last, TimeUnit.QUARTER), TimeUnit.QUARTER) - timedelta(days=1)
    return TimeScale(first, max(last, first + timedelta(days=6)), options.units_per_day)


def trimmed_start(plan: Plan, schedule: Schedule) -> date | None:
    """Where the axis of a sheet begins when old history would take most of its width; else None."""
    status = plan.programme.status_date
    firsts = [days_of(a, schedule[a.id])[0] for a in plan.rows(Activity) if a.id in schedule.activities]
    if not firsts or (status - min(firsts)).days <= LONG_AGO_DAYS:
        return None
    return unit_start(status - timedelta(days=RECENT_DAYS), TimeUnit.QUARTER)


class Gantt:
    """What is the same for every part of a chart, worked out once: its rows, scale and links.

    A window keeps one as long as plan, schedule, rows and zoom stay, and asks it for the part in view.
    """

    def __init__(
        self, plan: Plan, schedule: Schedule, options: ViewOptions, measure: Measure, scale: TimeScale | None = None
    ) -> None:
        self.plan = plan
        self.schedule = schedule
        self.options = options
        self._measure = measure
        self._linked = LinkedRows(plan, schedule, options)
        self._law = law_activities(plan)
        self._free_days = FreeDays(plan)
        self._baseline: dict[UUID, BaselineDate] = (
            plan.baseline_dates(options.baseline_id) if options.baseline_id else {}
        )
        self._axis_look = PAPER_AXIS if options.styles == "paper" else SCREEN_AXIS
        self._rescale(scale or scale_of(plan, schedule, options))

    def at_width(self, day_width: float) -> Gantt:
        """The same chart at another zoom: rows and links are taken over."""
        other = copy(self)
        other.options = replace(self.options, day_width=day_width)
        other._rescale(TimeScale(self.scale.first, self.scale.last, other.options.units_per_day, self.scale.left))
        return other

    def after(
        self,
        plan: Plan,
        schedule: Schedule,
        changed: Iterable[UUID],
        links: Iterable[LinkChange] = (),
        order: Sequence[UUID] | None = None,
    ) -> Gantt:
        """The same chart after a step that changed these activities and links, but no calendars or baselines.

        `links` has each link as before and after the step; `order` the rows there are then, where those are others.
        """
        changed = list(changed)
        linked = None
        if order is None or len(schedule.activities) == len(plan.table(Activity.kind_name)):
            linked = self._linked.after(plan, changed, list(links), order)
        if linked is None:
            ids = [row.activity.id for row in self.rows] if order is None else order
            return Gantt(plan, schedule, replace(self.options, order=tuple(ids)), self._measure, self.scale)
        other = copy(self)
        other.plan, other.schedule, other._linked = plan, schedule, linked
        if order is not None:
            other.options = replace(self.options, order=tuple(order))
        if any(_place_in_law(self.plan, i) != _place_in_law(plan, i) for i in changed):
            other._law = law_activities(plan)
        return other

    @property
    def rows(self) -> tuple[ChartRow, ...]:
        return self._linked.rows

    def _rescale(self, scale: TimeScale) -> None:
        self.scale = scale
        self.zoom = zoom_at(scale.day_width)
        self._links = LinkDrawing(scale)
        self.axis = Axis(scale, self.zoom, self._axis_look, self.options.translator, self._measure)

    @property
    def head_height(self) -> float:
        return self.axis.height

    @property
    def height(self) -> float:
        """Height of all rows, without the head."""
        return len(self.rows) * self.options.row_height

    # --- one picture --------------------------------------------------------------------------

    def scene(self, options: ViewOptions | None = None, *, with_head: bool = True) -> Scene:
        """The rows and dates in the options' window. Rows begin at y 0; the axis is a layer from y 0 too.

        A window that has `head` stand still above its rows does without that layer.
        """
        options = options or self.options
        window = self._window(options)
        canvas = Canvas()
        height = options.row_height
        top, bottom = window.first_row * height, window.past_row * height
        rows = self._rows(window, height)
        self._ground(canvas, options, rows, window)
        within = (window.left, window.right)
        axis = Axis(self.scale, self.zoom, self._axis_look, options.translator, self._measure, within=within)
        foot = bottom
        if options.styles == "chart" and options.row_count is not None:  # lines go on below the last row
            foot = max(bottom, (window.first_row + options.row_count) * height)
        axis.draw_grid(canvas, top, foot)
        self._free(canvas, options, window, top, bottom)
        lines = self._named_lines(canvas, options, window, top, foot)
        if with_head:
            axis.draw_head(canvas, 0.0, lines)
        marks = self._marks(canvas, options, rows, window)
        self._links.draw(canvas, options, window, self.schedule, self._linked, marks)
        put_halos(canvas)
        return Scene(
            width=self.scale.right,
            height=self.height,
            layers=canvas.drawn(LAYERS),
            rows=rows,
            regions=tuple(canvas.regions),
            marks=tuple(canvas.marks),
            kinds=frozenset(canvas.kinds),
            head_height=axis.height,
            title=self.plan.programme.name,
        )

    def head(self, left: float, right: float) -> Scene:
        """The time axis over a stretch of x and nothing else; the names of lines in it stay whole."""
        options, canvas = self.options, Canvas()
        axis = Axis(self.scale, self.zoom, self._axis_look, options.translator, self._measure, within=(left, right))
        axis.draw_head(canvas, 0.0, self._named_lines(Canvas(), options, Window(0, 0, left, right), 0.0, 0.0))
        return Scene(self.scale.right, axis.height, canvas.drawn(("axis",)), head_height=axis.height)

    def _window(self, options: ViewOptions) -> Window:
        first = min(max(options.first_row, 0), len(self.rows))
        past = len(self.rows) if options.row_count is None else min(first + max(options.row_count, 0), len(self.rows))
        left = self.scale.left if options.left is None else options.left
        right = self.scale.right if options.right is None else options.right
        return Window(first, past, left, right)

    def _rows(self, window: Window, height: float) -> tuple[SceneRow, ...]:
        return tuple(
            SceneRow(self.rows[n].activity.id, n, n * height, height) for n in range(window.first_row, window.past_row)
        )

    def _ground(self, canvas: Canvas, options: ViewOptions, rows: tuple[SceneRow, ...], window: Window) -> None:
        width = window.right - window.left
        for row in rows:
            if row.about in options.headings:
                canvas.put("bands", Box(window.left, row.y, width, row.height, "axis"))
            if row.about in options.selected:
                canvas.put("chosen", Box(window.left, row.y, width, row.height, "row.selected"))
            bottom = row.y + row.height
            canvas.put("ground", Line(window.left, bottom, window.right, bottom, "row.line"))

    def _free(self, canvas: Canvas, options: ViewOptions, window: Window, top: float, bottom: float) -> None:
        """Weekends and holidays where days can be told apart; at the law's rows the recesses of Parliament."""
        if bottom <= top:
            return
        first, last = self.scale.day_at(window.left), self.scale.day_at(window.right)
        if options.show_free_days and self.zoom in (Zoom.WEEK, Zoom.MONTH):
            for begin, end in self._free_days.stretches(first, last):
                x = self.scale.x(begin)
                canvas.put("bands", Box(x, top, self.scale.x_end(end) - x, bottom - top, "free-day"))
                canvas.kinds.add(MarkKind.FREE_DAY)
        courses = self._law_stretches(window) if options.show_recess and self.zoom is not Zoom.YEAR else []
        for recess in recesses(self.plan, first, last) if courses else ():
            x = max(self.scale.x(recess.first), window.left)
            end = min(self.scale.x_end(recess.last), window.right)
            for high, low in courses if end > x else ():
                canvas.put("bands", Band(x, high, end - x, low - high, "recess"))
                canvas.kinds.add(MarkKind.RECESS)

    def _law_stretches(self, window: Window) -> list[tuple[float, float]]:
        """Top and bottom of unbroken runs of rows of the legislative course in view."""
        height = self.options.row_height
        found: list[tuple[float, float]] = []
        for number in range(window.first_row, window.past_row):
            if self.rows[number].activity.id in self._law:
                top = number * height
                begin = found.pop()[0] if found and found[-1][1] == top else top
                found.append((begin, top + height))
        return found

    def _named_lines(
        self, canvas: Canvas, options: ViewOptions, window: Window, top: float, bottom: float
    ) -> tuple[NamedLine, ...]:
        lines: list[NamedLine] = []
        translate = options.translator.translate
        if options.show_fixed_moments:
            for day in fixed_moments(self.scale):
                x = self.scale.x(day)
                if window.left <= x <= window.right:
                    canvas.put("lines", Line(x, top, x, bottom, "fixed-moment"))
                    canvas.kinds.add(MarkKind.FIXED_MOMENT)
        if options.show_status_date:
            status: date = self.plan.programme.status_date
            lines.append(
                NamedLine(self.scale.x_end(status), translate(N_("status date")), "status", MarkKind.STATUS_DATE)
            )
        entry = self.plan.entry
        if options.show_entry and entry is not None and entry.id in self.schedule.activities:
            x = self.scale.x_moment(self.schedule[entry.id].start)
            lines.append(NamedLine(x, translate(N_("entry into force")), "entry", MarkKind.ENTRY))
        shown = [line for line in lines if max(window.left, self.scale.left) <= line.x <= window.right]
        for line in shown:
            draw_named(canvas, line, top, bottom)
        return tuple(shown)

    # --- marks and links ----------------------------------------------------------------------

    def _marks(
        self, canvas: Canvas, options: ViewOptions, rows: tuple[SceneRow, ...], window: Window
    ) -> dict[int, Drawn]:
        drawn: dict[int, Drawn] = {}
        marks = Marks.in_row(options.row_height)
        told = statements(self.plan, self.schedule)
        marker = Marker(self.scale, options.translator, canvas, self._law, mark_options(options), told)
        for row in rows:
            activity = self.rows[row.index].activity
            if activity.id in options.headings:
                continue
            planned = self.schedule[activity.id]
            extent = extent_of(activity, planned, self.scale, marks)
            was = self._baseline.get(activity.id)
            if was is not None:
                marker.baseline(activity, was, row.y, row.height)
            if extent.right < window.left or extent.left > window.right:
                if options.styles == "paper":
                    put_beyond(canvas, self.scale, row.y + row.height / 2, before=extent.right < window.left)
                continue
            marker.draw(activity, planned, row.y, marks)
            within = (max(window.left, self.scale.left), min(window.right, self.scale.right))
            room = (*within, GAP + STUB if options.show_links and _ends_linked(self.plan, activity.id) else GAP)
            beside = write_beside(canvas, activity, planned, extent, row, options, self._measure, room, told)
            drawn[row.index] = Drawn(extent, *beside)
        return drawn


def _ends_linked(plan: Plan, activity_id: UUID) -> bool:
    """Whether a link of two finishes leaves or enters an activity, for which there must be room at its end."""
    links = (*plan.predecessors(activity_id), *plan.successors(activity_id))
    return any(link.type is LinkType.FF for link in links)


def _place_in_law(plan: Plan, activity_id: UUID) -> object:
    """What decides whether an activity is of the legislative course, and which those are."""
    a = plan.get(Activity, activity_id)
    return None if a is None else (a.parent_id, a.track_id, a.organisation_id, a.kind, a.gate)


def put_beyond(canvas: Canvas, scale: TimeScale, middle: float, *, before: bool) -> None:
    """A small arrow at the edge of a sheet, towards a mark that lies outside it."""
    edge, inner = (scale.left + 2, scale.left + 9) if before else (scale.right - 2, scale.right - 9)
    canvas.put("marks", Polyline(((inner, middle), (edge, middle)), "beyond"))
    canvas.kinds.add(MarkKind.BEYOND)


def mark_options(options: ViewOptions) -> MarkOptions:
    return MarkOptions(
        progress=options.show_progress,
        critical=options.show_critical,
        slack=options.show_slack,
        regions=options.styles == "chart",
    )


def draw_named(canvas: Canvas, line: NamedLine, top: float, bottom: float) -> None:
    """A named line: the status date over the marks, entry into force as two lines, thick and thin, under them."""
    if bottom <= top:
        return
    if line.kind is MarkKind.ENTRY:
        canvas.put("lines", Line(line.x, top, line.x, bottom, line.look))
        canvas.put("lines", Line(line.x + 3.5, top, line.x + 3.5, bottom, "entry.second"))
    else:
        canvas.put("over", Line(line.x, top, line.x, bottom, line.look))
    canvas.kinds.add(line.kind)
