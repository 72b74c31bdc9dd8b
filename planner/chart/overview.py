"""The chain overview on one sheet: a lane per organisation over one time axis, and below it what needs attention."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from planner.chart.axis import PAPER_AXIS, Axis, NamedLine, axis_words, fixed_moments
from planner.chart.course import law_activities
from planner.chart.facts import OverviewFacts
from planner.chart.footer import Footer
from planner.chart.free_days import recesses
from planner.chart.gantt import draw_named
from planner.chart.halos import put_halos
from planner.chart.lane_head import LaneHead
from planner.chart.lane_links import draw_lane_links
from planner.chart.lanes import ItemMaker, Lane, LaneItem, PackedLane, chosen, lanes_of, packed, share_rows, stairs
from planner.chart.marks import Marker, MarkOptions, Marks, days_of
from planner.chart.scene import Anchor, Band, Box, Canvas, Label, Line, MarkKind, Rect, Scene
from planner.chart.sheet import Paper, SheetText, Writer, facts_of, foot, source_line, title_block
from planner.chart.structure import Role
from planner.chart.styles import Measure
from planner.chart.timescale import TimeScale, TimeUnit, next_start, unit_start, zoom_at
from planner.domain.model import Activity, OrganisationKind
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
LOOK_BACK_DAYS = 274
LOOK_AHEAD_DAYS = 45
BAR_SHARE = 0.72
LEAST_ROW, USUAL_ROW, MOST_ROW = 12.2, 16.0, 24.0
TALLEST_BAR_ROW = 17.0
LAW_WEIGHT = 0.4  # the legislative course gives up rows later than others
LANE_PAD = 3.5
SPREAD = 12.0  # how much further apart rows stand where a sheet has more height than they need
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


@dataclass(slots=True)
class _PlacedLane:
    packed: PackedLane
    y: float
    height: float
    pitch: float
    strip: float


def lay_out_overview(plan: Plan, schedule: Schedule, options: OverviewOptions, measure: Measure) -> Scene:
    """One sheet with the whole chain on it."""
    return _Overview(plan, schedule, options, measure).scene()


def overview_scale(plan: Plan, schedule: Schedule, options: OverviewOptions) -> tuple[date, date]:
    """The first and last day of the time axis, on whole quarters unless dates were asked for."""
    status = plan.programme.status_date
    spans = [days_of(a, schedule[a.id]) for a in plan.rows(Activity) if a.id in schedule.activities]
    entry = plan.entry
    if entry is not None and entry.id in schedule.activities:
        last = schedule[entry.id].start.date()
        shown_to = schedule[entry.id].shown_to
        last = max(last, shown_to) if shown_to else last
    else:
        last = max([day for _, day in spans], default=status)
    last = max(last, status) + timedelta(days=LOOK_AHEAD_DAYS)
    earliest = min([day for day, _ in spans], default=status)
    first = max(earliest, status - timedelta(days=LOOK_BACK_DAYS))
    first = options.date_from or unit_start(first, TimeUnit.QUARTER)
    last = options.date_to or next_start(unit_start(last, TimeUnit.QUARTER), TimeUnit.QUARTER) - timedelta(days=1)
    return first, max(last, first + timedelta(days=13))


class _Overview:
    def __init__(self, plan: Plan, schedule: Schedule, options: OverviewOptions, measure: Measure) -> None:
        self._plan = plan
        self._schedule = schedule
        self._options = options
        self._measure = measure
        self._paper = Paper.named(options.paper, landscape=options.landscape)
        names = min(max(self._paper.inner * 0.135, 96.0), 160.0)
        first, last = overview_scale(plan, schedule, options)
        left = self._paper.margin + names
        self._scale = TimeScale.fitting(first, last, left, self._paper.right - left)
        self._axis = Axis(self._scale, zoom_at(self._scale.day_width), PAPER_AXIS, options.translator, measure)
        self._notes: list[str] = []
        self._law = law_activities(plan)
        translate = options.translator.translate
        self._lanes = lanes_of(
            plan, translate(N_("Legislative course")), translate(N_("Other parties")), options.organisations
        )

    # --- the whole ------------------------------------------------------------------------------

    def scene(self) -> Scene:
        canvas, paper, options = Canvas(), self._paper, self._options
        writer = Writer(canvas, self._measure)
        text = self._text()
        head = title_block(writer, paper, text) + 4
        lanes_top = head + self._axis.height + 4
        bottom = foot(writer, paper, text, options.translator) - 8
        beneath = Footer(options.facts, self._likely_kinds(), paper, writer, options.translator)
        room = bottom - beneath.height - MOMENT_STRIP - lanes_top
        placed = self._placed(lanes_top, max(room, 60.0))
        lanes_bottom = placed[-1].y + placed[-1].height if placed else lanes_top
        self._draw_chart(canvas, writer, placed, head, lanes_top, lanes_bottom)
        kinds = frozenset(canvas.kinds)
        under = min(bottom - beneath.height, lanes_bottom + MOMENT_STRIP + UNDER_LANES)
        self._notes += beneath.draw(under, bottom, kinds)
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
            notes=tuple(self._notes),
            nodes=tuple(canvas.nodes),
            figures=canvas.figures,
            layer_nodes=canvas.layer_nodes,
        )

    def _text(self) -> SheetText:
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
        return SheetText(
            title=plan.programme.name,
            subtitle=subtitle,
            facts=facts_of(plan, self._options.translator, self._least_slack()),
            foot_left=source_line(plan, self._options.translator),
            file_name=self._options.file_name,
            printed_at=self._options.printed_at,
        )

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
        return translator.translate(
            N_("Least slack to entry into force: {slack} ({name})"), slack=translator.duration(slack), name=name
        )

    def _entry_x(self) -> float | None:
        """Where the line of entry into force stands; None without one."""
        entry = self._plan.entry
        if entry is None or entry.id not in self._schedule.activities:
            return None
        return self._scale.x_moment(self._schedule[entry.id].start)

    # --- sharing out the height -----------------------------------------------------------------

    def _items(self, row: float) -> list[tuple[Lane, list[LaneItem], int]]:
        maker = ItemMaker(self._plan, self._schedule, self._scale, self._measure, _marks(row), self._entry_x())
        found: list[tuple[Lane, list[LaneItem], int]] = []
        for lane in self._lanes:
            seen = [a for a in lane.activities if maker.in_view(a)]
            found.append((lane, [maker.item(a) for a in seen], len(lane.activities) - len(seen)))
        return found

    def _likely_kinds(self) -> frozenset[MarkKind]:
        """What may come on the sheet: the kinds of all there is."""
        canvas = Canvas()
        marker = self._marker(canvas)
        for _, items, _ in self._items(USUAL_ROW):
            for item in items:
                marker.draw(item.activity, item.planned, 0.0, _marks(USUAL_ROW))
        kinds = canvas.kinds | {MarkKind.STATUS_DATE, MarkKind.FIXED_MOMENT, MarkKind.RECESS}
        kinds |= {MarkKind.CHAIN_LINK, MarkKind.LINK, MarkKind.CRITICAL_LINK} if self._options.show_links else set()
        return frozenset(kinds | ({MarkKind.ENTRY} if self._plan.entry else set()))

    def _strip(self, lane: Lane) -> float:
        return RECESS_STRIP if lane.law and self._recesses() else 0.0

    def _placed(self, top: float, room: float) -> list[_PlacedLane]:
        found = self._items(USUAL_ROW)
        earlier = sum(outside for _, _, outside in found)
        if earlier:
            self._notes.append(
                self._options.translator.plural(
                    "{number} activity lies outside these dates",
                    "{number} activities lie outside these dates",
                    earlier,
                )
            )
        spare = room - sum(2 * LANE_PAD + self._strip(lane) for lane, _, _ in found)
        sparse = sum(max(len(items), 3) for _, items, _ in found) * USUAL_ROW <= spare
        wanted = [stairs(items) if sparse else packed(items) for _, items, _ in found]
        needed = [len(rows) for rows in wanted]
        least = [self._least_rows(len(found), spare)] * len(found)
        fit = [max(n, low) for n, low in zip(needed, least, strict=True)]
        pitch = min(spare / max(sum(fit), 1), MOST_ROW)
        if pitch < LEAST_ROW:
            weights = [LAW_WEIGHT if lane.law else 1.0 for lane, _, _ in found]
            fit = share_rows(needed, least, int(spare / LEAST_ROW), weights)
            pitch = min(spare / max(sum(fit), 1), MOST_ROW)
        placed: list[_PlacedLane] = []
        over = max(spare - pitch * sum(fit), 0.0) / max(sum(fit), 1)  # shared out by rows, up to what reads well
        y = top
        for (lane, items, _), rows, number in zip(found, wanted, fit, strict=True):
            lane_rows = self._rows_for(lane, items, rows, number)
            height = number * (pitch + min(over, SPREAD)) + 2 * LANE_PAD + self._strip(lane)
            placed.append(_PlacedLane(lane_rows, y, height, pitch, self._strip(lane)))
            y += height
        return placed

    @staticmethod
    def _least_rows(lanes: int, spare: float) -> int:
        """Rows that a lane's name takes, as far as there is room for it."""
        return next((n for n in (3, 2) if lanes * n * LEAST_ROW <= spare * (0.75 if n == 3 else 0.9)), 1)

    def _rows_for(self, lane: Lane, items: list[LaneItem], rows: list[list[LaneItem]], number: int) -> PackedLane:
        if len(rows) <= number:
            return PackedLane(lane, rows)
        kept = chosen(items, number)
        left_out = len(items) - len(kept)
        words = self._options.translator.plural(
            "{name}: {number} activity is not on this sheet",
            "{name}: {number} activities are not on this sheet",
            left_out,
            name=lane.name,
        )
        self._notes.append(words)
        return PackedLane(lane, packed(kept), left_out)

    # --- drawing --------------------------------------------------------------------------------

    def _draw_chart(
        self, canvas: Canvas, writer: Writer, placed: list[_PlacedLane], head: float, top: float, bottom: float
    ) -> None:
        axis = canvas.part(Role.FIGURE, axis_words(self._scale, self._options.translator))
        canvas.layer_nodes.update(dict.fromkeys(("axis", "text"), axis))
        self._axis.draw_grid(canvas, top, bottom)
        self._draw_lines(canvas, head, top, bottom)
        heads = LaneHead(writer, self._paper.margin, self._scale.left - self._paper.margin, self._options.translator)
        spots: dict[UUID, tuple[LaneItem, float, Marks]] = {}
        for number, place in enumerate(placed):
            self._draw_ground(canvas, place, number, last=number == len(placed) - 1)
            if place.strip:
                self._draw_recesses(writer, place)
            organisation = place.packed.lane.organisation
            fact = self._options.facts.lights.get(organisation.id) if organisation else None
            slack = self._schedule.entry_slack.get(organisation.id) if organisation else None
            heads.draw(place.packed, place.y, place.height, fact if not place.packed.lane.law else None, slack)
            marked = len(canvas.marks)
            spots |= self._draw_items(canvas, place)
            self._tell_lane(canvas, place, marked)
        if self._options.show_links:
            draw_lane_links(canvas, self._plan, self._schedule, spots)
        put_halos(canvas, {about for about, (item, _, _) in spots.items() if item.inside})

    @staticmethod
    def _tell_lane(canvas: Canvas, place: _PlacedLane, first: int) -> None:
        """What the picture of a lane says, in words: its marks from the first that was drawn for it."""
        marks = canvas.marks[first:]
        if marks:
            words = "; ".join(mark.text for mark in marks)
            canvas.part(Role.FIGURE, f"{place.packed.lane.name}: {words}", about=(mark.about for mark in marks))

    def _marker(self, canvas: Canvas) -> Marker:
        return Marker(self._scale, self._options.translator, canvas, self._law, MarkOptions(regions=False))

    def _draw_items(self, canvas: Canvas, place: _PlacedLane) -> dict[UUID, tuple[LaneItem, float, Marks]]:
        marker, marks = self._marker(canvas), _marks(min(place.pitch, TALLEST_BAR_ROW))
        spots: dict[UUID, tuple[LaneItem, float, Marks]] = {}
        rows = place.packed.rows
        free = place.height - place.strip - 2 * LANE_PAD
        step = min(free / max(len(rows), 1), MOST_ROW + SPREAD)
        for number, row in enumerate(rows):
            middle = place.y + LANE_PAD + (number + 0.5) * step
            for item in row:
                marker.draw(item.activity, item.planned, middle - marks.row / 2, marks)
                spots[item.activity.id] = (item, middle, marks)
                x = item.text_x
                for text, style, width in item.texts:
                    look = "words" if style.endswith("words") else "text"
                    y = middle + 0.36 * 7.4
                    canvas.put("text", Label(x, y, text, style, width, look, Anchor.START, item.activity.id))
                    x += width + 4
        return spots

    def _draw_ground(self, canvas: Canvas, place: _PlacedLane, number: int, *, last: bool) -> None:
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

    def _draw_recesses(self, writer: Writer, place: _PlacedLane) -> None:
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


def _marks(row: float) -> Marks:
    return Marks.in_row(min(row, TALLEST_BAR_ROW), BAR_SHARE)
