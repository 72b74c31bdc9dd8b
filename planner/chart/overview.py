"""The chain overview on one sheet: a lane per organisation over one time axis, and below it what needs attention."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from planner.chart.axis import PAPER_AXIS, Axis, NamedLine, axis_words, fixed_moments
from planner.chart.brief_boxes import BriefHead
from planner.chart.course import law_activities
from planner.chart.facts import OverviewFacts
from planner.chart.footer import Footer
from planner.chart.free_days import recesses
from planner.chart.gantt import draw_named
from planner.chart.halos import put_halos
from planner.chart.lane_ends import LaneEnds
from planner.chart.lane_head import LaneHead
from planner.chart.lane_links import draw_lane_links
from planner.chart.lanes import ItemMaker, Lane, LaneItem, lanes_of
from planner.chart.legend import Legend
from planner.chart.marks import Marker, MarkOptions, Marks
from planner.chart.overview_lanes import (
    LANE_PAD,
    MOST_ROW,
    SPREAD,
    TALLEST_BAR_ROW,
    USUAL_ROW,
    LanePlacer,
    PlacedLane,
    marks_in,
    notes_of,
    place_rest,
)
from planner.chart.overview_scale import overview_scale
from planner.chart.reports.words import slack_words
from planner.chart.scene import Anchor, Band, Box, Canvas, Label, Line, MarkKind, Rect, Scene
from planner.chart.sheet import FOOT_HEIGHT, Paper, SheetText, Writer, facts_of, foot, source_line, title_block
from planner.chart.structure import Role
from planner.chart.styles import Measure
from planner.chart.timescale import TimeScale, zoom_at
from planner.domain.control.statements import statements
from planner.domain.model import Activity, Organisation, OrganisationKind
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule
from planner.language.translator import Translator
from planner.message import N_

LAYERS = (
    "ground",
    "bands",
    "grid",
    "lines",
    "links",
    "marks",
    "over",
    "halo",
    "text",
    "signs",
    "axis",
    "legend",
    "frame",
)
TEXT_LOOKS = {"paper.words": "words", "paper.date": "text.quiet"}
SLACK_COLUMN, WIDE = 92.0, 900.0
LEGEND_ROOM = 30.0
UNDER_LANES = 10.0
RECESS_STRIP = 9.5
MOMENT_STRIP = 12.0


@dataclass(frozen=True)
class OverviewOptions:
    """What is on the overview. Dates default to nine months before the status date up to past entry into force."""

    translator: Translator
    facts: OverviewFacts = field(default_factory=OverviewFacts)
    paper: str = "A3"
    landscape: bool = True
    date_from: date | None = None
    date_to: date | None = None
    organisations: frozenset[UUID] | None = None
    file_name: str = ""
    printed_at: datetime | None = None
    show_links: bool = True
    all_sheets: bool = False  # what the first sheet leaves out on sheets behind it, also where it is little


def lay_out_overview(plan: Plan, schedule: Schedule, options: OverviewOptions, measure: Measure) -> Scene:
    """The first sheet, with the whole chain on it."""
    return _Overview(plan, schedule, options, measure).sheet(0)


def lay_out_overviews(plan: Plan, schedule: Schedule, options: OverviewOptions, measure: Measure) -> list[Scene]:
    """The sheet with the whole chain, and behind it sheets with what it had to leave out.

    Those come where they are asked for, or where a lane shows less than half of what is in it.
    """
    overview = _Overview(plan, schedule, options, measure)
    return [overview.sheet(number) for number in range(overview.count)]


class _Overview:
    def __init__(self, plan: Plan, schedule: Schedule, options: OverviewOptions, measure: Measure) -> None:
        self._plan = plan
        self._schedule = schedule
        self._options = options
        self._measure = measure
        self._paper = Paper.named(options.paper, landscape=options.landscape)
        names = min(max(self._paper.inner * 0.135, 96.0), 160.0)
        first, last = overview_scale(plan, schedule, options.date_from, options.date_to)
        left = self._paper.margin + names
        self._slack_column = SLACK_COLUMN if plan.entry is not None and self._paper.inner >= WIDE else 0.0
        self._scale = TimeScale.fitting(first, last, left, self._paper.right - left - self._slack_column)
        self._axis = Axis(self._scale, zoom_at(self._scale.day_width), PAPER_AXIS, options.translator, measure)
        self._law = law_activities(plan)
        translate = options.translator.translate
        self._lanes = lanes_of(
            plan, translate(N_("Legislative course")), translate(N_("Other parties")), options.organisations
        )
        self._told = statements(plan, schedule)
        self._head_heights = (self._head(Writer(Canvas(), measure), 0), self._head(Writer(Canvas(), measure), 1))
        maker = ItemMaker(self._told, self._scale, measure, marks_in(USUAL_ROW), options.translator, self._entry_x())
        self._items = [maker.lane(lane) for lane in self._lanes]
        placer = LanePlacer(self._items, self._strip)
        self._first = placer.placed(*self._room(0))
        self._rest = placer.rest_sheets(self._room(1)[1], asked=options.all_sheets)
        self.count = 1 + len(self._rest)

    def _room(self, number: int) -> tuple[float, float]:
        """Where the lanes of a sheet begin, and the height they have."""
        writer = Writer(Canvas(), self._measure)
        top = self._head(writer, number) + 4 + self._axis.height + 4
        end = self._paper.height - self._paper.margin - FOOT_HEIGHT - 4 - MOMENT_STRIP
        beneath = self._beneath(writer).height if number == 0 else LEGEND_ROOM
        return top, max(end - beneath - top, 60.0)

    def _strip(self, lane: Lane) -> float:
        return RECESS_STRIP if lane.law and self._recesses() else 0.0

    # --- the whole ------------------------------------------------------------------------------

    def sheet(self, number: int) -> Scene:
        """A sheet by its number from 0."""
        canvas, paper, options = Canvas(), self._paper, self._options
        writer = Writer(canvas, self._measure)
        text = self._text(number)
        head = self._head(writer, number) + 4
        lanes_top = head + self._axis.height + 4
        bottom = foot(writer, paper, text, options.translator) - 8
        placed = self._first if number == 0 else place_rest(self._rest[number - 1], lanes_top)
        lanes_bottom = placed[-1].y + placed[-1].height if placed else lanes_top
        self._draw_chart(canvas, writer, placed, head, lanes_top, lanes_bottom)
        notes = notes_of(placed, options.translator)
        kinds = frozenset(canvas.kinds)
        if number == 0:
            beneath = self._beneath(writer)
            under = min(bottom - beneath.height, lanes_bottom + MOMENT_STRIP + UNDER_LANES)
            notes += beneath.draw(under, bottom, kinds)
        else:
            legend = Legend(kinds, options.translator, self._measure)
            legend.draw_lines(canvas, paper.margin, bottom - legend.lines_height(paper.inner), paper.inner)
        canvas.clips["marks"] = canvas.clips["links"] = Rect(
            self._scale.left, lanes_top, self._scale.width, lanes_bottom - lanes_top
        )
        return Scene(
            width=paper.width,
            height=paper.height,
            layers=canvas.drawn(LAYERS),
            marks=tuple(canvas.marks),
            kinds=kinds,
            unit=paper.unit,
            title=text.title,
            notes=tuple(notes),
            nodes=tuple(canvas.nodes),
            figures=canvas.figures,
            layer_nodes=canvas.layer_nodes,
        )

    def _head(self, writer: Writer, number: int) -> float:
        """The head of a sheet: the sentence and the boxes on the first one. Gives the height at which it ends."""
        text, brief = self._text(number), self._options.facts.brief
        if number == 0 and brief.sentence:
            return BriefHead(writer, self._paper, self._options.translator).draw(text, brief)
        return title_block(writer, self._paper, text)

    def _beneath(self, writer: Writer) -> Footer:
        return Footer(self._options.facts, self._likely_kinds(), self._paper, writer, self._options.translator)

    def _text(self, number: int) -> SheetText:
        translate, plan = self._options.translator.translate, self._plan
        entry = plan.entry
        subtitle = translate(N_("Chain overview · milestones and readiness per organisation"))
        if entry is not None and entry.id in self._schedule.activities:
            towards = translate(
                N_("on the way to entry into force in {year}"), year=self._schedule[entry.id].start.year
            )
            subtitle = f"{subtitle}, {towards}"
        if self._options.organisations is not None:
            shown = (o.name for o in plan.organisations if o.id in self._options.organisations)
            subtitle = " · ".join((subtitle, *shown))
        if number:
            subtitle = translate(N_("Chain overview, continued: what the first sheet has no room for"))
        return SheetText(
            title=plan.programme.name,
            subtitle=subtitle,
            facts=facts_of(plan, self._options.translator, self._least_slack()),
            foot_left=" · ".join(filter(None, (self._account(number), source_line(plan, self._options.translator)))),
            file_name=self._options.file_name,
            printed_at=self._options.printed_at,
            number=number + 1,
            count=getattr(self, "count", 1),
        )

    def _account(self, number: int) -> str:
        """How much of the plan is drawn on the first sheet, in words; nothing on the others, and before it is known."""
        placed: list[PlacedLane] = getattr(self, "_first", [])
        if number or not placed:
            return ""
        drawn = sum(len(row) for place in placed for row in place.packed.rows)
        total = sum(len(place.packed.lane.activities) for place in placed)
        text = N_("{drawn} of {total} activities drawn")
        found = [self._options.translator.translate(text, drawn=drawn, total=total)]
        summaries = sum(activity.is_summary for activity in self._plan.rows(Activity))
        if summaries and self._options.organisations is None:
            plural = self._options.translator.plural
            found.append(plural("{number} summary activity", "{number} summary activities", summaries))
        return ", ".join(found)

    def _least_slack(self) -> str:
        known = [
            (slack, o.kind is not OrganisationKind.CHAIN, o.position, o.name)
            for o in self._plan.organisations
            for slack in (self._schedule.entry_slack.get(o.id),)
            if slack is not None and any(lane.organisation == o and not lane.law for lane in self._lanes)
        ]
        if not known:
            return ""
        slack, _, _, name = min(known)
        translator = self._options.translator
        owner = next(o for o in self._plan.organisations if o.name == name)
        shown = slack_words(slack, translator, assumed=self._rests(owner))
        return translator.translate(N_("Least slack to entry into force: {slack} ({name})"), slack=shown, name=name)

    def _rests(self, organisation: Organisation | None) -> bool:
        """Whether an organisation's slack to entry into force rests on assumptions."""
        grounds = statements(self._plan, self._schedule).grounds
        return organisation is not None and bool(grounds.of_entry_slack(self._schedule, organisation.id))

    def _entry_x(self) -> float | None:
        """Where the line of entry into force stands; None without one."""
        entry = self._plan.entry
        if entry is None or entry.id not in self._schedule.activities:
            return None
        return self._scale.x_moment(self._schedule[entry.id].start)

    def _likely_kinds(self) -> frozenset[MarkKind]:
        """What may come on the sheet: the kinds of all there is."""
        canvas = Canvas()
        marker = self._marker(canvas)
        for lane in self._items:
            for item in lane.items:
                marker.draw(item.activity, item.planned, 0.0, marks_in(USUAL_ROW))
        kinds = canvas.kinds | {MarkKind.STATUS_DATE, MarkKind.FIXED_MOMENT, MarkKind.RECESS}
        kinds |= {MarkKind.CHAIN_LINK, MarkKind.LINK, MarkKind.CRITICAL_LINK} if self._options.show_links else set()
        return frozenset(kinds | ({MarkKind.ENTRY} if self._plan.entry else set()))

    # --- drawing --------------------------------------------------------------------------------

    def _draw_chart(
        self, canvas: Canvas, writer: Writer, placed: list[PlacedLane], head: float, top: float, bottom: float
    ) -> None:
        axis = canvas.part(Role.FIGURE, axis_words(self._scale, self._options.translator))
        canvas.layer_nodes.update(dict.fromkeys(("axis", "text"), axis))
        self._axis.draw_grid(canvas, top, bottom)
        self._draw_lines(canvas, head, top, bottom)
        ends = LaneEnds(self._scale, self._slack_column, self._options.translator, self._measure)
        ends.head(writer, head + self._axis.height)
        heads = LaneHead(writer, self._paper.margin, self._scale.left - self._paper.margin, self._options.translator)
        spots: dict[UUID, tuple[LaneItem, float, Marks]] = {}
        for number, place in enumerate(placed):
            self._draw_ground(canvas, place, number, last=number == len(placed) - 1)
            if place.strip:
                self._draw_recesses(writer, place)
            organisation = place.packed.lane.organisation
            fact = self._options.facts.lights.get(organisation.id) if organisation else None
            slack = self._schedule.entry_slack.get(organisation.id) if organisation else None
            own = not place.packed.lane.law
            heads.draw(
                place.packed, place.y, place.height, fact if own else None, None if self._slack_column else slack
            )
            marked = len(canvas.marks)
            spots |= self._draw_items(canvas, place)
            self._tell_lane(canvas, place, marked)
            ends.draw_counts(writer, place)
            if slack is not None and not place.packed.lane.law:
                ends.draw_slack(writer, place, slack, assumed=self._rests(organisation))
        if self._options.show_links:
            draw_lane_links(canvas, self._plan, self._schedule, spots)
        put_halos(canvas, {about for about, (item, _, _) in spots.items() if item.inside})

    @staticmethod
    def _tell_lane(canvas: Canvas, place: PlacedLane, first: int) -> None:
        """What the picture of a lane says, in words: its marks from the first that was drawn for it."""
        marks = canvas.marks[first:]
        if marks:
            words = "; ".join(mark.text for mark in marks)
            canvas.part(Role.FIGURE, f"{place.packed.lane.name}: {words}", about=(mark.about for mark in marks))

    def _marker(self, canvas: Canvas) -> Marker:
        return Marker(self._scale, self._options.translator, canvas, self._law, MarkOptions(regions=False))

    def _draw_items(self, canvas: Canvas, place: PlacedLane) -> dict[UUID, tuple[LaneItem, float, Marks]]:
        marker, marks = self._marker(canvas), marks_in(min(place.pitch, TALLEST_BAR_ROW))
        spots: dict[UUID, tuple[LaneItem, float, Marks]] = {}
        rows = place.packed.rows
        free = place.height - place.strip - place.outside - 2 * LANE_PAD
        step = min(free / max(len(rows), 1), MOST_ROW + SPREAD)
        for number, row in enumerate(rows):
            middle = place.y + LANE_PAD + (number + 0.5) * step
            for item in row:
                marker.draw(item.activity, item.planned, middle - marks.row / 2, marks)
                spots[item.activity.id] = (item, middle, marks)
                x = item.text_x
                for text, style, width in item.texts:
                    look = TEXT_LOOKS.get(style, "text")
                    y = middle + 0.36 * 7.4
                    canvas.put("text", Label(x, y, text, style, width, look, Anchor.START, item.activity.id))
                    x += width + 4
        return spots

    def _draw_ground(self, canvas: Canvas, place: PlacedLane, number: int, *, last: bool) -> None:
        paper = self._paper
        if number % 2:
            canvas.put("ground", Box(paper.margin, place.y, paper.inner, place.height, "lane.stripe"))
        canvas.put("lines", Line(paper.margin, place.y, paper.right, place.y, "lane.line"))
        if last:
            end = place.y + place.height
            canvas.put("lines", Line(paper.margin, end, paper.right, end, "lane.line"))

    def _recesses(self) -> list[tuple[float, float, str]]:
        return [
            (max(self._scale.x(r.first), self._scale.left), min(self._scale.x_end(r.last), self._scale.right), r.name)
            for r in recesses(self._plan, self._scale.first, self._scale.last)
        ]

    def _draw_recesses(self, writer: Writer, place: PlacedLane) -> None:
        edge = self._scale.left
        for left, right, full in self._recesses():
            writer.canvas.put("bands", Band(left, place.y, right - left, place.height, "recess"))
            writer.canvas.kinds.add(MarkKind.RECESS)
            name = full if writer.width(full, "paper.band") <= (right - left) * 1.4 else full.split(" ")[0]
            width = writer.width(name, "paper.band")
            x = (left + right) / 2 - width / 2
            if width <= (right - left) * 1.4 and x > edge and x + width < self._scale.right:
                y = place.y + place.height - 2.6
                with writer.canvas.inside(Role.ARTIFACT):
                    writer.write(x, y, name, "paper.band", room=width + 1, look="recess.text")
                edge = x + width + 3

    def _draw_lines(self, canvas: Canvas, head: float, top: float, bottom: float) -> None:
        scale, translate = self._scale, self._options.translator.translate
        self._draw_moments(canvas, top, bottom)
        lines = [
            NamedLine(
                scale.x_end(self._plan.programme.status_date),
                translate(N_("status date")),
                "status",
                MarkKind.STATUS_DATE,
            )
        ]
        x = self._entry_x()
        if x is not None:
            lines.append(NamedLine(x, translate(N_("entry into force")), "entry", MarkKind.ENTRY))
        shown = tuple(line for line in lines if scale.left <= line.x <= scale.right - 4)
        for line in shown:
            draw_named(canvas, line, head + self._axis.height, bottom)
        self._axis.draw_head(canvas, head, shown)

    def _draw_moments(self, canvas: Canvas, top: float, bottom: float) -> None:
        edge = self._scale.left
        translator = self._options.translator
        for day in fixed_moments(self._scale):
            x = self._scale.x(day)
            canvas.put("lines", Line(x, top, x, bottom, "fixed-moment"))
            canvas.kinds.add(MarkKind.FIXED_MOMENT)
            text = translator.translate(N_("fixed moment {day}"), day=translator.date(day))
            width = self._measure(text, "paper.small")
            left = min(x + 2, self._scale.right - width)
            if left >= edge:
                canvas.put("text", Label(left, bottom + 9, text, "paper.small", width, "text.quiet"))
                edge = left + width + 6
