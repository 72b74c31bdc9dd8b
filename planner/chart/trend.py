"""The milestone trend chart: across the days of reporting, upwards the days expected; a level line holds its date.

A line that rises slips, one that falls comes earlier. Where a line meets the slanting one, forecast and report are
on the same day: the milestone is reached.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from planner.chart.axis import centred
from planner.chart.scene import Anchor, Canvas, Diamond, Form, Label, Line, Mark, Polyline, Rect, Scene
from planner.chart.sheet import Paper, SheetText, Writer, facts_of, foot, source_line, title_block
from planner.chart.structure import Role
from planner.chart.styles import STYLES, Measure, fitted
from planner.chart.timescale import TimeScale, TimeUnit, next_start, starts, unit_names
from planner.domain.control.trend import TrendLine
from planner.domain.integrity import name_of
from planner.domain.plan import Plan
from planner.language.translator import Translator
from planner.message import N_

LAYERS = ("grid", "frame", "lines", "marks", "text")
UNITS = (TimeUnit.MONTH, TimeUnit.QUARTER, TimeUnit.YEAR)
LABELS = 0.34
"""Part of the width that names take at the right."""
LEAST_TICK = 46.0
LATER, EARLIER = "later", "earlier"


@dataclass(frozen=True, slots=True)
class TrendOptions:
    """What a trend chart needs beside its lines; on a sheet also what stands around it."""

    translator: Translator
    paper: str = "A4"
    landscape: bool = True
    subtitle: str = ""
    file_name: str = ""
    printed_at: datetime | None = None


def lay_out_trend(
    plan: Plan, lines: Sequence[TrendLine], options: TrendOptions, measure: Measure, width: float, height: float
) -> Scene:
    """The chart for a screen of so many units."""
    canvas = Canvas()
    chart = _Chart(plan, lines, options.translator, measure, "chart")
    chart.draw(canvas, Rect(0, 0, width, height))
    return Scene(width, height, canvas.drawn(LAYERS), marks=tuple(canvas.marks))


def lay_out_trend_sheet(plan: Plan, lines: Sequence[TrendLine], options: TrendOptions, measure: Measure) -> Scene:
    """The chart on one sheet of paper."""
    paper, canvas, translate = (
        Paper.named(options.paper, landscape=options.landscape),
        Canvas(),
        options.translator.translate,
    )
    writer = Writer(canvas, measure)
    subtitle = options.subtitle or translate(
        N_("Milestone trend: when each milestone was expected, by day of reporting")
    )
    text = SheetText(
        plan.programme.name,
        subtitle,
        facts_of(plan, options.translator),
        source_line(plan, options.translator),
        options.file_name,
        options.printed_at,
    )
    top = title_block(writer, paper, text) + 10
    bottom = foot(writer, paper, text, options.translator) - 6
    chart = _Chart(plan, lines, options.translator, measure, "paper")
    with canvas.inside(Role.FIGURE, "; ".join(map(chart.sentence, lines)), about=(line.activity_id for line in lines)):
        chart.draw(canvas, Rect(paper.margin, top, paper.inner, bottom - top))
    return Scene(
        paper.width,
        paper.height,
        canvas.drawn(LAYERS),
        marks=tuple(canvas.marks),
        unit=paper.unit,
        title=f"{plan.programme.name} — {subtitle}",
        nodes=tuple(canvas.nodes),
        figures=canvas.figures,
    )


class _Chart:
    """Axes, lines and names in a rectangle."""

    def __init__(
        self, plan: Plan, lines: Sequence[TrendLine], translator: Translator, measure: Measure, prefix: str
    ) -> None:
        self._plan, self._lines, self._wording, self._measure = plan, lines, translator, measure
        self._style, self._small = f"{prefix}.label", f"{prefix}.axis.minor"

    def draw(self, canvas: Canvas, room: Rect) -> None:
        if not self._lines:
            text = self._wording.translate(
                N_("A trend needs two reports: take a baseline (Plan menu), and it is compared with the plan as it is.")
            )
            text = fitted(text, self._style, room.width - 24, self._measure)
            self._put(canvas, room.x + 12, room.y + 24, text, self._style, look="text.quiet")
            return
        edge = max(self._measure(self._tick(day, TimeUnit.MONTH), self._small) for day in self._days()) + 12
        below, above = STYLES[self._small].size + 10, STYLES[self._small].size + 14
        field = Rect(
            room.x + edge, room.y + above, room.width * (1 - LABELS) - edge, max(room.height - below - above, 40)
        )
        told = [point.on for line in self._lines for point in line.points]
        reports = TimeScale.fitting(*self._span(told), field.x, field.width)
        # measured from the bottom: later is higher
        expected = TimeScale.fitting(*self._span(self._days()), 0.0, field.height)
        self._draw_axes(canvas, field, reports, expected)
        places = self._draw_lines(canvas, field, reports, expected)
        self._draw_names(canvas, field, room, places)

    def _days(self) -> list[date]:
        return [point.day for line in self._lines for point in line.points]

    def _span(self, days: Iterable[date]) -> tuple[date, date]:
        found = list(days)
        first, last = min(found), max(found)
        spare = timedelta(days=max((last - first).days // 12, 10))
        return first - spare, last + spare

    def _tick(self, day: date, unit: TimeUnit) -> str:
        return unit_names(day, unit, self._wording, with_year=True)[0]

    def _unit(self, scale: TimeScale, least: float) -> TimeUnit:
        """The smallest unit whose ticks have room for their texts."""
        days = {TimeUnit.MONTH: 28, TimeUnit.QUARTER: 90, TimeUnit.YEAR: 365}
        return next((unit for unit in UNITS if days[unit] * scale.day_width >= least), TimeUnit.YEAR)

    def _draw_axes(self, canvas: Canvas, field: Rect, reports: TimeScale, expected: TimeScale) -> None:
        translate, size = self._wording.translate, STYLES[self._small].size
        unit = self._unit(expected, size * 2.2)
        for start in starts(expected.first, expected.last, unit):
            y = field.bottom - expected.x(start)
            if not field.y <= y <= field.bottom:
                continue
            canvas.put("grid", Line(field.x, y, field.right, y, "grid"))
            text = self._tick(start, unit)
            self._put(canvas, field.x - 6, centred(y, self._small), text, self._small, "text.quiet", Anchor.END)
        unit = self._unit(reports, max(LEAST_TICK, self._measure("september 2022", self._small)))
        for start in starts(reports.first, reports.last, unit):
            x, end = max(reports.x(start), field.x), min(reports.x(next_start(start, unit)), field.right)
            if reports.x(start) >= field.x:
                canvas.put("grid", Line(x, field.y, x, field.bottom, "grid"))
            text = self._tick(start, unit)
            if self._measure(text, self._small) <= end - x - 4:
                middle = (x + end) / 2
                self._put(canvas, middle, field.bottom + size + 4, text, self._small, "text.quiet", Anchor.MIDDLE)
        for ends in (
            (field.x, field.bottom, field.right, field.bottom),
            (field.x, field.y, field.x, field.bottom),
        ):
            canvas.put("frame", Line(*ends, "axis.line"))
        text = translate(N_("Expected on ↑ · reported on →"))
        self._put(canvas, field.x, field.y - 7, text, self._small, "text.quiet")
        first, last = max(reports.first, expected.first), min(reports.last, expected.last)
        if first < last:
            ends = [(reports.x(day), field.bottom - expected.x(day)) for day in (first, last)]
            canvas.put("frame", Line(*ends[0], *ends[1], "trend.today"))

    def _draw_lines(
        self, canvas: Canvas, field: Rect, reports: TimeScale, expected: TimeScale
    ) -> list[tuple[TrendLine, float, float]]:
        """The lines with their marks; gives each with the place of its last point."""
        places: list[tuple[TrendLine, float, float]] = []
        for line in self._lines:
            points = tuple((reports.x(p.on), field.bottom - expected.x(p.day)) for p in line.points)
            canvas.put("lines", Polyline(points, _look("trend", line), arrow=False, about=line.activity_id))
            form = Form.FILLED if line.done else Form.OPEN
            mark = Diamond(0, 0, 4.5, _look("trend.mark", line), form, line.activity_id)
            canvas.put("marks", *(replace(mark, x=x, y=y) for x, y in points))
            places.append((line, *points[-1]))
        return places

    def _draw_names(
        self, canvas: Canvas, field: Rect, room: Rect, places: list[tuple[TrendLine, float, float]]
    ) -> None:
        """Names at the right, as near to their lines as they can be without touching."""
        height = STYLES[self._style].size * 1.45
        left = field.right + 16
        ordered = sorted(places, key=lambda place: place[2])
        heights: list[float] = []
        for _, _, y in ordered:
            heights.append(max(y, heights[-1] + height) if heights else max(y, room.y + height / 2))
        edge = room.bottom - height / 2
        for at in reversed(range(len(heights))):
            heights[at] = min(heights[at], edge)
            edge = heights[at] - height
        for (line, x, y), middle in zip(ordered, heights, strict=True):
            text = self.sentence(line)
            shown = fitted(text, self._style, room.right - left - 2, self._measure)
            canvas.put("grid", Line(x + 5, y, left - 4, middle, "grid.strong"))
            self._put(canvas, left, centred(middle, self._style), shown, self._style, _look("trend.text", line))
            place = Rect(left, middle - height / 2, self._measure(shown, self._style), height)
            canvas.marks.append(Mark(line.activity_id, place, text))

    def sentence(self, line: TrendLine) -> str:
        """How far a milestone moved, and its name."""
        name = name_of(self._plan.activity(line.activity_id))
        if not line.shift:
            return self._wording.translate(N_("unmoved · {name}"), name=name)
        days = self._wording.plural("{number} day", "{number} days", abs(line.shift))
        text = N_("{days} later · {name}") if line.shift > 0 else N_("{days} earlier · {name}")
        return self._wording.translate(text, days=days, name=name)

    def _put(
        self,
        canvas: Canvas,
        x: float,
        y: float,
        text: str,
        style: str,
        look: str = "text",
        anchor: Anchor = Anchor.START,
    ) -> None:
        canvas.put("text", Label(x, y, text, style, self._measure(text, style), look, anchor))


def _look(prefix: str, line: TrendLine) -> str:
    if not line.shift:
        return prefix
    return f"{prefix}.{LATER if line.shift > 0 else EARLIER}"
