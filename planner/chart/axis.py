"""The head of a chart: the tiers of the time axis, the pills of named lines, and the lines themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.chart.options import Zoom
from planner.chart.scene import Anchor, Box, Canvas, Label, Line, MarkKind, Rect
from planner.chart.styles import STYLES, Measure
from planner.chart.timescale import AxisCell, TimeScale, TimeUnit, cells, starts, tiers_for
from planner.language.translator import Translator
from planner.message import N_

BASELINE = 0.36
"""How far below the middle of a line of text its baseline is, as a part of its size."""


@dataclass(frozen=True, slots=True)
class NamedLine:
    """A line over the full height at a date, with its name in a pill in the head."""

    x: float
    text: str
    look: str  # "status" or "entry"
    kind: MarkKind


@dataclass(frozen=True, slots=True)
class AxisLook:
    """How an axis is drawn: styles of text, height of a tier, whether tiers are filled boxes."""

    prefix: str
    tier_height: float
    filled: bool


SCREEN_AXIS = AxisLook("chart", 18.0, filled=False)
PAPER_AXIS = AxisLook("paper", 13.0, filled=True)


def head_height(zoom: Zoom, day_width: float, look: AxisLook) -> float:
    """What the axis takes; on screen always room for two tiers at least, so that tables beside it fit."""
    tiers = len(tiers_for(zoom, day_width))
    return max(tiers, 1 if look.filled else 2) * look.tier_height


def centred(label_middle: float, style: str) -> float:
    """The baseline that puts a text's middle at a height."""
    return label_middle + STYLES[style].size * BASELINE


class Axis:
    """Puts an axis with its grid on a canvas."""

    def __init__(
        self,
        scale: TimeScale,
        zoom: Zoom,
        look: AxisLook,
        translator: Translator,
        measure: Measure,
        *,
        within: tuple[float, float] | None = None,
    ) -> None:
        self.scale = scale
        self._look = look
        self._wording = translator
        self._measure = measure
        self._within = within
        self.tiers = tiers_for(zoom, scale.day_width)
        self.height = head_height(zoom, scale.day_width, look)

    def draw_head(self, canvas: Canvas, top: float, lines: tuple[NamedLine, ...] = (), layer: str = "axis") -> None:
        """The tiers from `top` down, and the pills of named lines at the foot: on the lowest tier, if not below it."""
        tier_height = self._look.tier_height
        pills = self._pills(lines, top + self.height - tier_height, tier_height)
        for number, unit in enumerate(self.tiers):
            y = top + number * tier_height
            lowest = y + tier_height > top + self.height - tier_height + 0.1
            self._draw_tier(canvas, layer, unit, number, y, tier_height, [rect for _, rect in pills] if lowest else [])
        if not self._look.filled:
            left, right = self._within or (self.scale.left, self.scale.right)
            bottom = top + self.height
            canvas.put(layer, Line(left, bottom, right, bottom, "axis.line"))
        for line, rect in pills:
            style = f"{self._look.prefix}.pill"
            canvas.put(layer, Box(rect.x, rect.y, rect.width, rect.height, f"pill.{line.look}", rect.height / 2))
            width = self._measure(line.text, style)
            y = centred(rect.y + rect.height / 2, style)
            canvas.put(
                layer,
                Label(rect.x + rect.width / 2, y, line.text, style, width, f"pill.{line.look}.text", Anchor.MIDDLE),
            )

    def draw_grid(self, canvas: Canvas, top: float, bottom: float) -> None:
        """Thin lines down where units of the lowest tier begin, stronger ones at those above."""
        left, right = self._within or (self.scale.left, self.scale.right)
        left, right = max(left, self.scale.left), min(right, self.scale.right)
        if right <= left:
            return
        first, last = self.scale.day_at(left), min(self.scale.day_at(right), self.scale.last)
        strong = set(starts(first, last, self.tiers[0]))
        for start in starts(first, last, self.tiers[-1]):
            x = self.scale.x(start)
            if left < x < right and start not in strong:
                canvas.put("grid", Line(x, top, x, bottom, "grid"))
        for start in strong:
            x = self.scale.x(start)
            if left < x < right:
                canvas.put("grid", Line(x, top, x, bottom, "grid.strong"))

    def _draw_tier(
        self,
        canvas: Canvas,
        layer: str,
        unit: TimeUnit,
        number: int,
        y: float,
        height: float,
        taken: list[Rect],
    ) -> None:
        style = self._style(number)
        year_above = TimeUnit.YEAR in self.tiers[:number]
        found = cells(
            self.scale, unit, self._wording, self._measure, style, within=self._within, with_year=not year_above
        )
        look = "axis.major" if number == 0 else "axis.minor"
        for cell in found:
            if self._look.filled:
                canvas.put(layer, Box(cell.x, y, cell.right - cell.x, height, look))
            elif cell is not found[0]:
                canvas.put(layer, Line(cell.x, y, cell.x, y + height, "axis.tick"))
            self._write(canvas, layer, cell, style, y, height, number, taken)

    def _write(
        self,
        canvas: Canvas,
        layer: str,
        cell: AxisCell,
        style: str,
        y: float,
        height: float,
        number: int,
        taken: list[Rect],
    ) -> None:
        if not cell.text:
            return
        width = self._measure(cell.text, style)
        middle = (cell.x + cell.right) / 2
        if not self._look.filled and number == 0:
            middle = cell.x + 5 + width / 2
        middle_or_none = _beside(middle, width, cell, taken)
        if middle_or_none is None:
            return
        text_look = f"{'axis.major' if number == 0 else 'axis.minor'}.text"
        canvas.put(
            layer,
            Label(middle_or_none, centred(y + height / 2, style), cell.text, style, width, text_look, Anchor.MIDDLE),
        )

    def _style(self, number: int) -> str:
        names = ("major", "minor", "small")
        return f"{self._look.prefix}.axis.{names[number]}"

    def _pills(self, lines: tuple[NamedLine, ...], y: float, height: float) -> list[tuple[NamedLine, Rect]]:
        """Pills centred on their lines, pushed apart and kept within the scale."""
        style = f"{self._look.prefix}.pill"
        left, right = self._within or (self.scale.left, self.scale.right)
        shown = sorted((line for line in lines if left <= line.x <= right), key=lambda line: line.x)
        widths = [self._measure(line.text, style) + height * 0.8 for line in shown]
        while shown and sum(widths) + 2 * (len(widths) - 1) > right - left:
            shown.pop()
            widths.pop()
        places: list[float] = []
        edge = left
        for line, width in zip(shown, widths, strict=True):
            places.append(max(line.x - width / 2, edge))
            edge = places[-1] + width + 2
        edge = right
        for number in reversed(range(len(shown))):
            places[number] = min(places[number], edge - widths[number])
            edge = places[number] - 2
        return [(line, Rect(x, y + 1, width, height - 2)) for line, x, width in zip(shown, places, widths, strict=True)]


def _beside(middle: float, width: float, cell: AxisCell, taken: list[Rect]) -> float | None:
    """Where in its cell a text stands clear of what is taken; None where it cannot."""

    def free(at: float) -> bool:
        return all(at + width / 2 + 1 <= rect.x or at - width / 2 - 1 >= rect.right for rect in taken)

    if free(middle):
        return middle
    for rect in taken:
        for at in (rect.x - width / 2 - 2, rect.right + width / 2 + 2):
            if at - width / 2 >= cell.x + 1 and at + width / 2 <= cell.right - 1 and free(at):
                return at
    return None


def fixed_moments(scale: TimeScale) -> list[date]:
    """1 January and 1 July within a scale: the days on which laws begin (Aanwijzing 4.17)."""
    return [
        day
        for year in range(scale.first.year, scale.last.year + 1)
        for day in (date(year, 1, 1), date(year, 7, 1))
        if scale.first < day <= scale.last
    ]


def axis_words(scale: TimeScale, translator: Translator) -> str:
    """What a time axis says, in words."""
    first, last = (translator.date(day, "long") for day in (scale.first, scale.last))
    return translator.translate(N_("Time axis with the days from {first} to {last}"), first=first, last=last)
