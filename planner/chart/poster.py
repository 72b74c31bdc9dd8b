"""One sheet as a poster: enlarged over several sheets that are glued together, with overlap and crop marks.

Each tile bears its code (A1 is the upper left one) outside the crop marks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from planner.chart.scene import Label, Layer, Line, Rect, Scene, Shape, moved, span_of
from planner.chart.sheet import POINTS_IN_MM, Paper
from planner.chart.styles import STYLES, Measure
from planner.errors import EditRefused
from planner.message import N_

MARGIN_MM, OVERLAP_MM, MARK_MM = 10.0, 10.0, 6.0
MOST_ACROSS = 8
CODE_STYLE = "paper.small"


@dataclass(frozen=True, slots=True)
class Tiles:
    """How many sheets across and down."""

    across: int
    down: int

    def __post_init__(self) -> None:
        if not (1 <= self.across <= MOST_ACROSS and 1 <= self.down <= MOST_ACROSS):
            raise EditRefused(N_("A poster is 1 to {most} sheets wide and high."), most=MOST_ACROSS)


def poster_paper(paper: str, *, landscape: bool, tiles: Tiles) -> str:
    """The name of the paper that all tiles together are, within their margins."""
    sheet = Paper.named(paper, landscape=landscape)
    across, down = sheet.width * sheet.unit / POINTS_IN_MM, sheet.height * sheet.unit / POINTS_IN_MM
    wide = tiles.across * (across - 2 * MARGIN_MM) - (tiles.across - 1) * OVERLAP_MM
    high = tiles.down * (down - 2 * MARGIN_MM) - (tiles.down - 1) * OVERLAP_MM
    return f"{round(wide)}x{round(high)}"


def cut(scene: Scene, paper: str, measure: Measure, *, landscape: bool, tiles: Tiles) -> list[Scene]:
    """A scene over tiles, as large as they allow; from left to right, then the next row."""
    sheet = Paper.named(paper, landscape=landscape)
    width, height = sheet.width * sheet.unit, sheet.height * sheet.unit  # in points
    margin, overlap = MARGIN_MM * POINTS_IN_MM, OVERLAP_MM * POINTS_IN_MM
    inner_w, inner_h = width - 2 * margin, height - 2 * margin
    whole_w = tiles.across * inner_w - (tiles.across - 1) * overlap
    whole_h = tiles.down * inner_h - (tiles.down - 1) * overlap
    unit = min(whole_w / scene.width, whole_h / scene.height)
    found: list[Scene] = []
    for down in range(tiles.down):
        for across in range(tiles.across):
            dx = margin / unit - across * (inner_w - overlap) / unit
            dy = margin / unit - down * (inner_h - overlap) / unit
            clip = Rect(margin / unit, margin / unit, inner_w / unit, inner_h / unit)
            code = f"{chr(65 + down)}{across + 1}"
            found.append(_tile(scene, (dx, dy), clip, code, (width / unit, height / unit), unit, measure))
    return found


def _tile(
    scene: Scene,
    by: tuple[float, float],
    clip: Rect,
    code: str,
    size: tuple[float, float],
    unit: float,
    measure: Measure,
) -> Scene:
    dx, dy = by
    layers: list[Layer] = []
    for layer in scene.layers:
        old = layer.clip
        inside = clip if old is None else _common(Rect(old.x + dx, old.y + dy, old.width, old.height), clip)
        if inside is not None:
            near = Rect(inside.x - dx, inside.y - dy, inside.width, inside.height)
            shown = tuple(moved(shape, dx, dy) for shape in layer.shapes if _reaches(shape, near))
            layers.append(Layer(layer.name, shown, inside))
    marks = Layer("crop", (*_crop_marks(clip, MARK_MM * POINTS_IN_MM / unit), _code(code, clip, scene, unit, measure)))
    return replace(
        scene, width=size[0], height=size[1], layers=(*layers, marks), rows=(), regions=(), marks=(), unit=unit
    )


def _reaches(shape: Shape, rect: Rect) -> bool:
    """Whether a shape shows within a rectangle, with room for its outline."""
    left, top, right, bottom = span_of(shape)
    return left - 4 < rect.right and rect.x < right + 4 and top - 4 < rect.bottom and rect.y < bottom + 4


def _common(one: Rect, other: Rect) -> Rect | None:
    x, y = max(one.x, other.x), max(one.y, other.y)
    right, bottom = min(one.right, other.right), min(one.bottom, other.bottom)
    return Rect(x, y, right - x, bottom - y) if right > x and bottom > y else None


def _crop_marks(clip: Rect, length: float) -> list[Line]:
    """Two short lines at each corner, outside what is kept."""
    gap = length * 0.15
    found: list[Line] = []
    for x, away in ((clip.x, -1), (clip.right, 1)):
        for y, off in ((clip.y, -1), (clip.bottom, 1)):
            found.append(Line(x + away * gap, y, x + away * length, y, "axis.line"))
            found.append(Line(x, y + off * gap, x, y + off * length, "axis.line"))
    return found


def _code(code: str, clip: Rect, scene: Scene, unit: float, measure: Measure) -> Label:
    text = f"{code} · {scene.title}"
    size = STYLES[CODE_STYLE].size
    y = clip.bottom + size + 1.5 * POINTS_IN_MM / unit
    return Label(clip.x + 8 * POINTS_IN_MM / unit, y, text, CODE_STYLE, measure(text, CODE_STYLE), "text.quiet")
