"""The Gantt on sheets of paper: so many wide, as many high as its rows need, each readable by itself.

Rows are never cut. A sheet breaks by preference where an organisation or a summary begins. Names,
axis, title, legend and page number stand on every sheet. Text does not shrink: there are more sheets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import overload
from uuid import UUID

from planner.chart.axis import axis_words, centred
from planner.chart.gantt import LAYERS, Gantt, scale_of, trimmed_start
from planner.chart.legend import Legend
from planner.chart.marks import is_done
from planner.chart.options import Labels, ViewOptions
from planner.chart.page_columns import CELL_PAD, USUAL_COLUMNS, PaperColumn, column_value, table_columns
from planner.chart.rows import ChartRow, chart_rows
from planner.chart.scene import (
    Anchor,
    Box,
    Canvas,
    Layer,
    Line,
    Mark,
    MarkKind,
    Rect,
    Scene,
    Shape,
    Sign,
    SignForm,
    moved,
)
from planner.chart.sheet import Paper, SheetText, Writer, facts_of, foot, source_line, title_block
from planner.chart.structure import Role
from planner.chart.styles import Measure
from planner.chart.timescale import TimeScale
from planner.domain.control.statements import statements
from planner.domain.model import Activity
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule, ScheduledActivity
from planner.errors import EditRefused
from planner.message import N_

PAGE_LAYERS = ("ground", *LAYERS, "table", "legend", "frame")
ROW_HEIGHT, LEAST_ROW = 14.5, 9.6
EARLIEST_BREAK = 0.7
INDENT = 7.0
MOST_WIDE = 12
MOST_STRETCH = 1.3  # rows grow up to this much where a sheet has height left


@dataclass(frozen=True)
class PageOptions:
    """How the Gantt is put on paper. `view` says which rows; its window and zoom are not used."""

    view: ViewOptions
    paper: str = "A3"
    landscape: bool = True
    sheets_wide: int = 1
    sheets_high: int | None = None  # as many as the rows need, unless it is said
    columns: tuple[str, ...] = USUAL_COLUMNS
    row_height: float = ROW_HEIGHT
    file_name: str = ""
    printed_at: datetime | None = None
    subtitle: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.sheets_wide <= MOST_WIDE:
            raise EditRefused(N_("A chart is 1 to {most} sheets wide."), most=MOST_WIDE)
        if self.sheets_high is not None and self.sheets_high < 1:
            raise EditRefused(N_("A chart is at least one sheet high."))


def lay_out_pages(plan: Plan, schedule: Schedule, options: PageOptions, measure: Measure) -> tuple[Scene, ...]:
    """All sheets: from left to right, then the next rows."""
    return tuple(Pages(plan, schedule, options, measure))


class Pages(Sequence[Scene]):
    """The sheets of a Gantt, each laid out when it is asked for: the first does not wait for the last."""

    def __init__(self, plan: Plan, schedule: Schedule, options: PageOptions, measure: Measure) -> None:
        self._plan = plan
        self._schedule = schedule
        self._told = statements(plan, schedule)
        self._options = options
        self._measure = measure
        self._wording = options.view.translator
        self.paper = Paper.named(options.paper, landscape=options.landscape)
        self._view = replace(
            options.view, styles="paper", row_height=options.row_height, labels=Labels.WORDS, selected=frozenset()
        )
        self._columns = table_columns(plan, self.paper, measure, self._wording, options.columns)
        left = self._columns[-1].x + self._columns[-1].width
        self._chart_left = left
        self._chart_width = self.paper.right - left
        rows = [row for row in chart_rows(plan, self._view) if row.activity.id in schedule.activities]
        self._rows = rows
        self._gantts = [self._gantt(scale) for scale in self._scales()]
        self._top = self.paper.margin + 42 + 4
        self._chart_top = self._top + max(g.head_height for g in self._gantts)
        likely = self._likely_kinds()
        self._legend_height = Legend(likely, self._wording, measure).lines_height(self.paper.inner)
        self._bottom = self.paper.height - self.paper.margin - 14 - self._legend_height - 8
        room = self._bottom - self._chart_top
        lowest = self._lowest_row(room)
        per_page = max(int(room // lowest), 1)
        self.breaks = page_breaks(rows, per_page)
        if options.sheets_high is not None and len(self.breaks) > options.sheets_high:  # no room for fine breaks
            self.breaks = [(n, min(n + per_page, len(rows))) for n in range(0, len(rows), per_page)] or [(0, 0)]
        fullest = max(past - first for first, past in self.breaks)
        self._row_height = min(max(room / max(fullest, 1), lowest), options.row_height * MOST_STRETCH)
        self._view = replace(self._view, row_height=self._row_height)

    def __len__(self) -> int:
        return len(self.breaks) * len(self._gantts)

    @overload
    def __getitem__(self, number: int) -> Scene: ...

    @overload
    def __getitem__(self, number: slice) -> list[Scene]: ...

    def __getitem__(self, number: int | slice) -> Scene | list[Scene]:
        if isinstance(number, slice):
            return [self.page(n) for n in range(*number.indices(len(self)))]
        if not -len(self) <= number < len(self):
            raise IndexError(number)
        return self.page(number % len(self))

    def _lowest_row(self, room: float) -> float:
        """The height of rows that puts them on the sheets that were asked for; EditRefused where text would not fit."""
        options, high = self._options, self._options.sheets_high
        if high is None or not self._rows:
            return options.row_height
        per_sheet = -(-len(self._rows) // high)
        height = room / per_sheet
        if height < LEAST_ROW:
            needed = -(-len(self._rows) // max(int(room // LEAST_ROW), 1))
            raise EditRefused(
                N_("{rows} rows need at least {needed} sheets of {paper} above each other."),
                rows=len(self._rows),
                needed=needed,
                paper=self.paper.name,
            )
        return min(height, options.row_height)

    # --- what is the same on all sheets ---------------------------------------------------------

    def _scales(self) -> list[TimeScale]:
        """The time axis, cut at whole days into as many parts as there are sheets side by side."""
        view = self._view
        if view.date_from is None:
            view = replace(view, date_from=trimmed_start(self._plan, self._schedule))
        whole = scale_of(self._plan, self._schedule, view)
        wide = min(self._options.sheets_wide, whole.days)
        cuts = [round(whole.days * n / wide) for n in range(wide + 1)]
        longest = max(b - a for a, b in pairwise(cuts))
        width = self._chart_width / longest
        return [
            TimeScale(whole.first + timedelta(days=a), whole.first + timedelta(days=b - 1), width, self._chart_left)
            for a, b in pairwise(cuts)
        ]

    def _gantt(self, scale: TimeScale) -> Gantt:
        return Gantt(self._plan, self._schedule, self._view, self._measure, scale)

    def _likely_kinds(self) -> frozenset[MarkKind]:
        """The kinds on the sheet that has most: what a legend must have room for."""
        kinds: set[MarkKind] = {MarkKind.STATUS_DATE, MarkKind.FIXED_MOMENT, MarkKind.RECESS, MarkKind.FREE_DAY}
        if self._plan.entry is not None:
            kinds.add(MarkKind.ENTRY)
        for row in self._rows:
            kinds |= likely_kinds(row.activity, self._schedule[row.activity.id])
        if self._view.show_links:
            kinds |= {MarkKind.LINK, MarkKind.CHAIN_LINK, MarkKind.CRITICAL_LINK}
        if self._view.show_slack:
            kinds.add(MarkKind.SLACK)
        if self._view.baseline_id:
            kinds.add(MarkKind.BASELINE)
        return frozenset(kinds)

    # --- one sheet ------------------------------------------------------------------------------

    def page(self, number: int) -> Scene:
        """One sheet, by its number from 0."""
        down, across = divmod(number, len(self._gantts))
        first, past = self.breaks[down]
        gantt = self._gantts[across]
        view = replace(self._view, first_row=first, row_count=past - first)
        part = gantt.scene(view)
        canvas = Canvas()
        writer = Writer(canvas, self._measure)
        text = self._text(number)
        title_block(writer, self.paper, text)
        marks = {mark.about: mark for mark in part.marks}
        body_top = self._chart_top - first * self._row_height
        bottom = self._chart_top + (past - first) * self._row_height
        with canvas.inside(Role.TABLE, key=f"gantt {across}"):
            self._table(writer, first, past, bottom, gantt, marks)
        Legend(part.kinds, self._wording, self._measure).draw_lines(
            canvas, self.paper.margin, self._bottom + 6, self.paper.inner
        )
        foot(writer, self.paper, text, self._wording)
        clip = Rect(gantt.scale.left, self._chart_top, gantt.scale.width, bottom - self._chart_top)
        layers = [_placed(layer, body_top, self._chart_top - gantt.head_height, clip) for layer in part.layers]
        return Scene(
            width=self.paper.width,
            height=self.paper.height,
            layers=(*layers, *canvas.drawn(("table", "text", "legend", "frame"))),
            rows=tuple(replace(row, y=row.y + body_top) for row in part.rows),
            marks=tuple(replace(mark, rect=_shifted(mark.rect, body_top)) for mark in part.marks),
            kinds=part.kinds,
            unit=self.paper.unit,
            title=text.title,
            nodes=tuple(canvas.nodes),
            figures=canvas.figures,
            layer_nodes=canvas.layer_nodes,
            about=self._rows[first].activity.name if first < len(self._rows) else text.title,
        )

    def _text(self, number: int) -> SheetText:
        subtitle = self._options.subtitle or self._wording.translate(N_("Schedule · activities and milestones"))
        return SheetText(
            title=self._plan.programme.name,
            subtitle=subtitle,
            facts=facts_of(self._plan, self._wording),
            foot_left=source_line(self._plan, self._wording),
            file_name=self._options.file_name,
            printed_at=self._options.printed_at,
            number=number + 1,
            count=len(self),
            across=len(self._gantts),
        )

    # --- the table ------------------------------------------------------------------------------

    def _table(
        self, writer: Writer, first: int, past: int, bottom: float, gantt: Gantt, marks: Mapping[UUID, Mark]
    ) -> None:
        left, right = self.paper.margin, self._chart_left
        head = self._chart_top - self._top
        writer.canvas.put("table", Box(left, self._top, right - left, head, "table.head"))
        canvas = writer.canvas
        with canvas.inside(Role.ROW):
            for column in self._columns:
                middle = self._chart_top - min(head / 2, 8.0)
                with canvas.inside(Role.HEADER):
                    self._cell(writer, column, middle, self._wording.translate(column.heading), "paper.head")
            with canvas.inside(Role.HEADER), canvas.inside(Role.FIGURE, axis_words(gantt.scale, self._wording)) as axis:
                canvas.layer_nodes.update(dict.fromkeys(("axis", "text"), axis))
        for number in range(first, past):
            y = self._chart_top + (number - first) * self._row_height
            with canvas.inside(Role.ROW):
                self._row(writer, self._rows[number], y)
                about = self._rows[number].activity.id
                if about in marks:
                    with canvas.inside(Role.CELL):
                        canvas.part(Role.FIGURE, marks[about].text, about=(about,))
                else:
                    canvas.part(Role.CELL)
        for column in self._columns[1:]:
            writer.canvas.put("table", Line(column.x, self._top, column.x, bottom, "grid"))
        writer.canvas.put("frame", Line(right, self._top, right, bottom, "axis.line"))
        writer.canvas.put("frame", Line(left, bottom, self.paper.right, bottom, "axis.line"))

    def _row(self, writer: Writer, row: ChartRow, y: float) -> None:
        activity, planned = row.activity, self._schedule[row.activity.id]
        height = self._row_height
        if activity.is_summary:
            writer.canvas.put(
                "table", Box(self.paper.margin, y, self._chart_left - self.paper.margin, height, "table.group")
            )
        writer.canvas.put("table", Line(self.paper.margin, y + height, self._chart_left, y + height, "row.line"))
        style = "paper.cell.bold" if activity.is_summary else "paper.cell"
        middle = y + height / 2
        for column in self._columns:
            own = column.name == "name" and self._plan.programme.language != self._wording.code
            language = str(self._plan.programme.language) if own else ""
            cell = writer.canvas.part(Role.ROW_HEADER if column.name == "name" else Role.CELL, language=language)
            if column.name == "percent_complete" and activity.is_milestone:
                if is_done(activity, planned):
                    x = column.x + column.width - CELL_PAD - 3
                    reached = self._wording.translate(N_("reached"))
                    with writer.canvas.within(cell), writer.canvas.inside(Role.FIGURE, reached):
                        writer.canvas.put("legend", Sign(x, middle, 6.4, SignForm.TICK, "text"))
                continue
            text, words = column_value(self._told, self._wording, column.spec, activity)
            look, shown = ("words", "paper.cell.words") if words else ("text", style)
            if column.name == "key":
                look, shown = "text.quiet", "paper.cell"
            indent = min(row.depth, 6) * INDENT if column.name == "name" else 0.0
            with writer.canvas.within(cell):
                self._cell(writer, column, middle, text, shown, look=look, indent=indent)

    def _cell(
        self,
        writer: Writer,
        column: PaperColumn,
        middle: float,
        text: str,
        style: str,
        *,
        look: str = "text",
        indent: float = 0.0,
    ) -> None:
        room = column.width - 2 * CELL_PAD - indent
        x = column.x + CELL_PAD + indent if column.anchor is Anchor.START else column.x + column.width - CELL_PAD
        y = centred(middle, style)
        writer.write(x, y, text, style, room=room, look=look, anchor=column.anchor, layer="text")


def likely_kinds(activity: Activity, planned: ScheduledActivity) -> set[MarkKind]:
    """Kinds of mark that an activity may be drawn with."""
    if activity.is_summary:
        return {MarkKind.SUMMARY}
    kinds: set[MarkKind] = {MarkKind.DEADLINE} if activity.deadline else set()
    if planned.critical:
        kinds.add(MarkKind.CRITICAL)
    if planned.near_critical:
        kinds.add(MarkKind.NEAR_CRITICAL)
    if planned.shown_from or planned.shown_to:
        kinds.add(MarkKind.WINDOW)
    if activity.is_milestone:
        return kinds | {MarkKind.MILESTONE_DONE if is_done(activity, planned) else MarkKind.MILESTONE}
    if activity.conditional:
        kinds.add(MarkKind.CONDITIONAL)
    if planned.percent:
        kinds.add(MarkKind.PROGRESS)
    return kinds | ({MarkKind.TERMLESS} if planned.termless else {MarkKind.BAR, MarkKind.LAW_BAR})


def page_breaks(rows: list[ChartRow], per_page: int) -> list[tuple[int, int]]:
    """First and past-last row of each sheet: full sheets, but rather broken where a group begins.

    A sheet that would break within a group ends before the group if it is full enough without it;
    the least deep group counts first.
    """
    breaks: list[tuple[int, int]] = []
    first = 0
    while first < len(rows):
        past = min(first + per_page, len(rows))
        if past < len(rows):
            lowest = first + max(int(per_page * EARLIEST_BREAK), 1)
            candidates = [n for n in range(past, lowest - 1, -1) if _group_begins(rows, n)]
            if candidates and rows[past].depth > 0:
                past = min(candidates, key=lambda n: (rows[n].depth, -n))
        breaks.append((first, past))
        first = past
    return breaks or [(0, 0)]


def _group_begins(rows: list[ChartRow], number: int) -> bool:
    row, before = rows[number], rows[number - 1]
    return row.depth == 0 or row.activity.is_summary or row.depth < before.depth


def _shifted(rect: Rect, dy: float) -> Rect:
    return Rect(rect.x, rect.y + dy, rect.width, rect.height)


def _placed(layer: Layer, body_top: float, head_top: float, clip: Rect) -> Layer:
    """A layer of the chart in its place on the sheet; all but the axis is cut off at the chart's edges."""
    if layer.name == "axis":
        return Layer(layer.name, tuple(moved(shape, 0.0, head_top) for shape in layer.shapes))
    shapes: tuple[Shape, ...] = tuple(moved(shape, 0.0, body_top) for shape in layer.shapes)
    return Layer(layer.name, shapes, None if layer.name == "text" else clip)
