"""The legend: exactly the marks that are on a sheet, each drawn as it is drawn there, with its name."""

from __future__ import annotations

from dataclasses import dataclass

from planner.chart.axis import centred
from planner.chart.scene import (
    Band,
    Box,
    Bracket,
    Canvas,
    Diamond,
    Fade,
    FadingBox,
    Form,
    Label,
    Line,
    MarkKind,
    Polyline,
    Shape,
    Sign,
    SignForm,
)
from planner.chart.structure import Role
from planner.chart.styles import Measure
from planner.language.translator import Translator
from planner.message import N_

NAMES: dict[MarkKind, str] = {
    MarkKind.BAR: N_("activity"),
    MarkKind.LAW_BAR: N_("legislative activity"),
    MarkKind.PROGRESS: N_("part done, filled"),
    MarkKind.CRITICAL: N_("critical for entry into force"),
    MarkKind.NEAR_CRITICAL: N_("nearly critical"),
    MarkKind.WINDOW: N_("date not certain: “summer”, “autumn” …"),
    MarkKind.TERMLESS: N_("no term given"),
    MarkKind.CONDITIONAL: N_("only if conditions are met"),
    MarkKind.MILESTONE: N_("milestone, planned"),
    MarkKind.MILESTONE_DONE: N_("milestone reached"),
    MarkKind.SUMMARY: N_("summary activity"),
    MarkKind.SLACK: N_("slack"),
    MarkKind.ASSUMPTION: N_("rests on an assumption"),
    MarkKind.DEADLINE: N_("deadline"),
    MarkKind.BASELINE: N_("baseline"),
    MarkKind.LINK: N_("dependency"),
    MarkKind.CHAIN_LINK: N_("chain dependency"),
    MarkKind.CRITICAL_LINK: N_("critical dependency"),
    MarkKind.STATUS_DATE: N_("status date"),
    MarkKind.ENTRY: N_("entry into force"),
    MarkKind.FIXED_MOMENT: N_("fixed change moment"),
    MarkKind.FREE_DAY: N_("weekend or holiday"),
    MarkKind.RECESS: N_("recess of Parliament"),
    MarkKind.BEYOND: N_("goes on outside this picture"),
}
WITHOUT_ENTRY = {MarkKind.CRITICAL: N_("critical: no slack")}
"""What marks are called on a sheet that shows no entry into force."""


def name_in(kind: MarkKind, kinds: frozenset[MarkKind]) -> str:
    """What a mark is called beside the others of a sheet."""
    return NAMES[kind] if MarkKind.ENTRY in kinds else WITHOUT_ENTRY.get(kind, NAMES[kind])


SAMPLE_WIDTH, SAMPLE_HEIGHT = 22.0, 7.6
ROW = 11.4
STYLE = "paper.small"
GAP = 6.0
COLUMN_GAP = 12.0


@dataclass(frozen=True, slots=True)
class Entry:
    kind: MarkKind
    text: str
    width: float


class Legend:
    """Entries for kinds of mark; can be set in a column or in lines across the sheet."""

    def __init__(self, kinds: frozenset[MarkKind], translator: Translator, measure: Measure) -> None:
        self.entries: tuple[Entry, ...] = tuple(
            Entry(kind, text, SAMPLE_WIDTH + GAP + measure(text, STYLE))
            for kind in MarkKind
            if kind in kinds
            for text in (translator.translate(name_in(kind, kinds)),)
        )

    def columns_height(self, columns: int) -> float:
        return -(-len(self.entries) // max(columns, 1)) * ROW

    def _in_columns(self, columns: int) -> list[tuple[Entry, ...]]:
        deep = max(-(-len(self.entries) // max(columns, 1)), 1)
        return [self.entries[n : n + deep] for n in range(0, len(self.entries), deep)]

    def columns_width(self, columns: int) -> float:
        """What columns take, each as wide as its widest entry."""
        return sum(max(e.width for e in column) + COLUMN_GAP for column in self._in_columns(columns)) - COLUMN_GAP

    def widest(self, columns: int) -> float:
        """What columns take at most, whichever of these entries are left out."""
        return max((e.width for e in self.entries), default=0.0) * columns + COLUMN_GAP * (columns - 1)

    def draw_columns(self, canvas: Canvas, x: float, y: float, columns: int) -> None:
        """Set in columns, filled from top to bottom."""
        with canvas.inside(Role.LIST):
            for column in self._in_columns(columns):
                for number, entry in enumerate(column):
                    self._entry(canvas, entry, x, y + number * ROW)
                x += max(entry.width for entry in column) + COLUMN_GAP

    def lines(self, room: float) -> list[list[Entry]]:
        """Entries side by side, over as many lines as they need."""
        lines: list[list[Entry]] = [[]]
        used = 0.0
        for entry in self.entries:
            if lines[-1] and used + entry.width > room:
                lines.append([])
                used = 0.0
            lines[-1].append(entry)
            used += entry.width + 14
        return lines

    def lines_height(self, room: float) -> float:
        return len(self.lines(room)) * ROW if self.entries else 0.0

    def draw_lines(self, canvas: Canvas, x: float, y: float, room: float) -> None:
        with canvas.inside(Role.LIST):
            for number, line in enumerate(self.lines(room)):
                left = x
                for entry in line:
                    self._entry(canvas, entry, left, y + number * ROW)
                    left += entry.width + 14

    def _entry(self, canvas: Canvas, entry: Entry, x: float, y: float) -> None:
        middle = y + ROW / 2
        with canvas.inside(Role.ARTIFACT):
            canvas.put("legend", *sample(entry.kind, x, middle))
        text_x = x + SAMPLE_WIDTH + GAP
        width = entry.width - SAMPLE_WIDTH - GAP
        with canvas.inside(Role.ITEM), canvas.inside(Role.ITEM_TEXT):
            canvas.put("text", Label(text_x, centred(middle, STYLE), entry.text, STYLE, width, "text"))


def sample(kind: MarkKind, x: float, middle: float) -> list[Shape]:
    """A mark as it is drawn in the chart, in small."""
    top, width, height = middle - SAMPLE_HEIGHT / 2, SAMPLE_WIDTH, SAMPLE_HEIGHT
    centre, right = x + width / 2, x + width
    bar = Box(x, top, width, height, "bar", 2)
    samples: dict[MarkKind, list[Shape]] = {
        MarkKind.BAR: [bar],
        MarkKind.LAW_BAR: [Box(x, top, width, height, "bar.law", 2)],
        MarkKind.PROGRESS: [bar, Box(x, top, width * 0.45, height, "bar.done", 2)],
        MarkKind.CRITICAL: [bar, Box(x, top, width, height, "outline.critical", 2)],
        MarkKind.NEAR_CRITICAL: [bar, Box(x, top, width, height, "outline.near", 2)],
        MarkKind.CONDITIONAL: [bar, Box(x, top, width, height, "outline.conditional", 2)],
        MarkKind.WINDOW: [
            FadingBox(x, top, width, height, "window", Fade.BOTH),
            Diamond(centre, middle, 3.8, "milestone", Form.DOUBLE),
        ],
        MarkKind.TERMLESS: [FadingBox(x, top, width, height, "bar.termless", Fade.RIGHT)],
        MarkKind.MILESTONE: [Diamond(centre, middle, 4.4, "milestone", Form.OPEN)],
        MarkKind.MILESTONE_DONE: [Diamond(centre, middle, 4.4, "milestone", Form.FILLED)],
        MarkKind.SUMMARY: [Bracket(x, middle - 2.5, width, 5.0, "summary")],
        MarkKind.SLACK: [Line(x, middle, right, middle, "slack"), Line(right, middle - 3, right, middle, "slack")],
        MarkKind.ASSUMPTION: [
            Box(x, top, width, height, "bar"),
            *(Line(right - n * 3, top + height, right - n * 3 + 3, top, "assumption") for n in (1, 2, 3)),
        ],
        MarkKind.DEADLINE: [Sign(centre, middle, 8.5, SignForm.FLAG, "deadline")],
        MarkKind.BASELINE: [Box(x, middle - 1.5, width, 3.0, "baseline")],
        MarkKind.LINK: [Polyline(((x, middle), (right, middle)), "link")],
        MarkKind.CHAIN_LINK: [Polyline(((x, middle), (right, middle)), "link.chain")],
        MarkKind.CRITICAL_LINK: [Polyline(((x, middle), (right, middle)), "link.critical")],
        MarkKind.STATUS_DATE: [Line(centre, top - 1, centre, top + height + 1, "status")],
        MarkKind.ENTRY: [
            Line(centre, top - 1, centre, top + height + 1, "entry"),
            Line(centre + 3.5, top - 1, centre + 3.5, top + height + 1, "entry.second"),
        ],
        MarkKind.FIXED_MOMENT: [Line(centre, top - 1, centre, top + height + 1, "fixed-moment")],
        MarkKind.FREE_DAY: [Box(x, top, width, height, "free-day")],
        MarkKind.RECESS: [Band(x, top, width, height, "recess")],
        MarkKind.BEYOND: [Polyline(((x + 9, middle), (x + 3, middle)), "beyond"), Box(x + 9, top, 13, height, "bar")],
    }
    return samples[kind]
