"""Key figures as small charts on paper: one for each indicator, with its unit, warning, targets and sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from planner.chart.reports.report import Report, ReportCell, ReportColumn, ReportTable, Tone
from planner.chart.reports.sheets import SheetOptions
from planner.chart.scene import Anchor, Box, Canvas, Diamond, Form, Line, Polyline, Scene
from planner.chart.sheet import Paper, SheetText, Writer, facts_of, foot, source_line, title_block
from planner.chart.structure import Role
from planner.chart.styles import Measure, wrapped
from planner.domain.control.indicators import Point, Series, all_series
from planner.domain.model import FigureRole, Source
from planner.domain.plan import Plan
from planner.language.translator import Translator
from planner.message import N_

LAYERS = ("table", "grid", "lines", "legend", "text", "frame")
GAP, HEAD, FOOT, SIDE = 16.0, 26.0, 44.0, 30.0
HIGH, WIDE = 170.0, 240.0
"""What a chart takes at least: more of them go on the next sheet."""


def figure_report(plan: Plan, translator: Translator) -> Report:
    """The values behind the charts: a row for each indicator, a column for each day that was measured."""
    found = [s for s in all_series(plan) if any(p.value is not None for p in s.points)]
    translate = translator.translate
    tables: list[ReportTable] = []
    for each in found:
        value = ReportColumn(translate(N_("Value")), 0.2, numbers=True)
        columns = (ReportColumn(translate(N_("When")), 0.3), value, ReportColumn(translate(N_("Note")), 0.5))
        rows = tuple(
            (
                ReportCell(translator.window(p.measurement.at)),
                ReportCell(translator.number(p.value) if p.value is not None else translate(N_("no number"))),
                ReportCell(_note(p, translator), tone=Tone.QUIET),
            )
            for p in each.points
        )
        unit = f" ({each.indicator.unit})" if each.indicator.unit else ""
        note = translate(N_("Values of one moment: no averages.")) if each.indicator.momentary else ""
        tables.append(ReportTable(f"{each.indicator.name}{unit}", columns, rows, note=note))
    return Report(plan.programme.name, translate(N_("Key figures")), tuple(tables))


def _note(point: Point, translator: Translator) -> str:
    role = translator.translate(N_("target")) if point.measurement.role is FigureRole.TARGET else ""
    return " · ".join(part for part in (role, point.measurement.note) if part)


def lay_out_figures(plan: Plan, options: SheetOptions, measure: Measure) -> list[Scene]:
    """Sheets of charts, as many on each as can be read. At least one sheet."""
    return _FigureSheets(plan, options, measure).sheets()


@dataclass(frozen=True, slots=True)
class _Frame:
    x: float
    y: float
    width: float
    height: float


class _FigureSheets:
    def __init__(self, plan: Plan, options: SheetOptions, measure: Measure) -> None:
        self._plan, self._options, self._measure = plan, options, measure
        self._wording = options.translator
        self._paper = Paper.named(options.paper, landscape=options.landscape)
        self._series = [s for s in all_series(plan) if any(_placed(p) for p in s.points)]

    def sheets(self) -> list[Scene]:
        paper = self._paper
        top, bottom = paper.margin + 48, paper.height - paper.margin - 24
        across = max(1, int((paper.inner + GAP) // (WIDE + GAP)))
        down = max(1, int((bottom - top + GAP) // (HIGH + GAP)))
        across = min(across, max(1, len(self._series)))
        down = min(down, max(1, -(-len(self._series) // across)))
        width = (paper.inner - (across - 1) * GAP) / across
        height = min((bottom - top - (down - 1) * GAP) / down, width * 0.72)
        per_sheet = across * down
        pages = [self._series[n : n + per_sheet] for n in range(0, len(self._series), per_sheet)] or [[]]
        frames = [
            _Frame(paper.margin + (n % across) * (width + GAP), top + (n // across) * (height + GAP), width, height)
            for n in range(per_sheet)
        ]
        return [self._sheet(page, frames, number, len(pages)) for number, page in enumerate(pages, 1)]

    def _sheet(self, page: Sequence[Series], frames: Sequence[_Frame], number: int, count: int) -> Scene:
        canvas, translator = Canvas(), self._wording
        writer = Writer(canvas, self._measure)
        text = SheetText(
            title=self._plan.programme.name,
            subtitle=translator.translate(N_("Key figures")),
            facts=facts_of(self._plan, translator),
            foot_left=source_line(self._plan, translator),
            file_name=self._options.file_name,
            printed_at=self._options.printed_at,
            number=number,
            count=count,
        )
        title_block(writer, self._paper, text)
        for each, frame in zip(page, frames, strict=False):
            self._chart(writer, each, frame)
        if not page:
            none = translator.translate(N_("There are no figures with a value and a day."))
            with canvas.inside(Role.PARAGRAPH):
                writer.write(self._paper.margin, self._paper.margin + 64, none, "paper.text", room=self._paper.inner)
        foot(writer, self._paper, text, translator)
        return Scene(
            self._paper.width,
            self._paper.height,
            canvas.drawn(LAYERS),
            unit=self._paper.unit,
            title=self._plan.programme.name,
            nodes=tuple(canvas.nodes),
        )

    # --- one chart --------------------------------------------------------------------------------

    def _chart(self, writer: Writer, series: Series, frame: _Frame) -> None:
        canvas, indicator = writer.canvas, series.indicator
        canvas.put("table", Box(frame.x, frame.y, frame.width, frame.height, "lane.stripe", 3))
        room = frame.width - 16
        with canvas.inside(Role.HEADING):
            writer.write(frame.x + 8, frame.y + 13, indicator.name, "paper.heading", room=room)
        with canvas.inside(Role.PARAGRAPH):
            writer.write(frame.x + 8, frame.y + 23, indicator.unit, "paper.small", room=room, look="text.quiet")
        plot = _Frame(frame.x + SIDE, frame.y + HEAD + 14, frame.width - 2 * SIDE, frame.height - HEAD - FOOT - 14)
        placed = [p for p in series.points if _placed(p)]
        with canvas.inside(Role.FIGURE, self._in_words(placed)):
            self._plot(writer, placed, plot)
        self._below(writer, series, frame)

    def _in_words(self, points: Sequence[Point]) -> str:
        """What a chart shows: each day with its value."""
        return "; ".join(f"{self._wording.date(p.day)}: {self._wording.number(p.value)}" for p in points)

    def _plot(self, writer: Writer, points: Sequence[Point], plot: _Frame) -> None:
        canvas = writer.canvas
        days = [p.day for p in points if p.day is not None]
        values = [p.value for p in points if p.value is not None]
        high, low = max(0.0, *values) or 1.0, min(0.0, *values)
        span = (max(days) - min(days)).days or 1

        def x(day: date) -> float:
            return plot.x + plot.width * ((day - min(days)).days / span if len(set(days)) > 1 else 0.5)

        def y(value: float) -> float:
            return plot.y + plot.height * (high - value) / ((high - low) or 1.0)

        canvas.put("grid", Line(plot.x - 10, y(0), plot.x + plot.width + 10, y(0), "axis.line"))
        writer.middle(plot.x - 13, y(0), "0", "paper.small", room=20, look="text.quiet", anchor=Anchor.END)
        edges: dict[bool, float] = {}
        for role, look in ((FigureRole.TARGET, "figure.target"), (FigureRole.ACTUAL, "figure")):
            mine = [p for p in points if p.measurement.role is role]
            spots = [(x(p.day), y(p.value)) for p in mine if p.day is not None and p.value is not None]
            if len(spots) > 1:
                canvas.put("lines", Polyline(tuple(spots), look, arrow=False))
            for point, (left, top) in zip(mine, spots, strict=True):
                form = Form.OPEN if role is FigureRole.TARGET else Form.FILLED
                canvas.put("legend", Diamond(left, top, 3.6, "milestone", form))
                self._label(writer, point, left, top, plot, edges, above=True)
                if role is FigureRole.ACTUAL:
                    self._label(writer, point, left, plot.y + plot.height, plot, edges, above=False)

    def _label(
        self, writer: Writer, point: Point, x: float, y: float, plot: _Frame, edges: dict[bool, float], *, above: bool
    ) -> None:
        """The value above a point, or its day under the chart, unless that would overlap the one before."""
        translator = self._wording
        text = translator.number(point.value) if above else translator.date(point.day)
        style = "paper.cell.bold" if above else "paper.small"
        width = writer.width(text, style)
        left = min(max(x - width / 2, plot.x - SIDE + 2), plot.x + plot.width + SIDE - 2 - width)
        if left < edges.get(above, -1.0) + 3:
            return
        edges[above] = left + width
        place = y - 6 if above else y + 12
        writer.write(left, place, text, style, room=width + 1, look="text" if above else "text.quiet")

    def _below(self, writer: Writer, series: Series, frame: _Frame) -> None:
        """What has to be known of the figure: its warning and its source."""
        translator, indicator = self._wording, series.indicator
        parts: list[str] = []
        if indicator.momentary:
            parts.append(translator.translate(N_("Values of one moment: no averages.")))
        if any(p.measurement.role is FigureRole.TARGET for p in series.points):
            parts.append(translator.translate(N_("Open diamonds are targets.")))
        ids = {c.source_id for p in series.points for c in self._plan.citations(p.measurement.id)}
        ids |= {c.source_id for c in self._plan.citations(indicator.id)}
        titles = sorted(s.title for s in self._plan.rows(Source) if s.id in ids)
        if titles:
            parts.append(translator.translate(N_("Source: {names}"), names="; ".join(titles)))
        lines = wrapped(" ".join(parts), "paper.small", frame.width - 16, self._measure)
        with writer.canvas.inside(Role.PARAGRAPH):
            for number, line in enumerate(lines[:2]):
                place = frame.y + frame.height - 15 + number * 9
                writer.write(frame.x + 8, place, line, "paper.small", room=frame.width - 16, look="text.quiet")


def _placed(point: Point) -> bool:
    return point.value is not None and point.day is not None
