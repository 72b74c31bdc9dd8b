"""Draws a scene on a QPainter: a widget, an image, a page of a PDF or an SVG."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from enum import Enum
from itertools import groupby
from operator import attrgetter
from typing import Any, cast

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPen, QPolygonF

from planner.chart.scene import (
    Band,
    Box,
    Bracket,
    Diamond,
    Fade,
    FadingBox,
    Form,
    Label,
    Layer,
    Line,
    Polyline,
    Scene,
    Shape,
    Sign,
    SignForm,
)
from planner.chart.styles import STYLES
from planner.painting.fonts import REFERENCE, font, printable, slope_for
from planner.painting.straight import Segment, fill_straight, thickness_on_screen
from planner.painting.theme import MarkStyle, Theme

ARROW = 4.5
HATCH_STEP = 6.0
FAINT, STRONG = 0.1, 0.82


def _colour(text: str) -> QColor:
    return QColor(text) if text else QColor(Qt.GlobalColor.transparent)


def _pen(look: MarkStyle) -> QPen:
    if not look.line or not look.width:
        return QPen(Qt.PenStyle.NoPen)
    pen = QPen(_colour(look.line), look.width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if look.dash:
        pen.setDashPattern([part / look.width for part in look.dash])
    return pen


def _corners(x: float, y: float, size: float) -> QPolygonF:
    return QPolygonF([QPointF(x, y - size), QPointF(x + size, y), QPointF(x, y + size), QPointF(x - size, y)])


def _mixed(colour: QColor, ground: QColor, strength: float) -> QColor:
    """A colour as it looks over the ground. PDF has no gradients that shine through, so we mix ourselves."""
    rest = 1 - strength
    return QColor.fromRgbF(
        colour.redF() * strength + ground.redF() * rest,
        colour.greenF() * strength + ground.greenF() * rest,
        colour.blueF() * strength + ground.blueF() * rest,
    )


class ScenePainter:
    """Draws scenes in one theme; keeps pens, brushes and gradients between frames."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._ground = QColor(theme.background)
        self._pens: dict[str, QPen] = {}
        self._brushes: dict[str, QBrush] = {}
        self._draw: dict[type, Callable[[QPainter, Any], None]] = {
            Box: self._box,
            FadingBox: self._fading_box,
            Band: self._band,
            Diamond: self._diamond,
            Bracket: self._bracket,
            Line: self._line,
            Sign: self._sign,
            Label: self._label,
        }

    def paint(
        self,
        painter: QPainter,
        scene: Scene,
        *,
        only: Iterable[str] | None = None,
    ) -> None:
        """Draw all layers, or only the named ones, in the scene's own units from the painter's origin."""
        wanted = None if only is None else set(only)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        for layer in scene.layers:
            if wanted is None or layer.name in wanted:
                self._layer(painter, layer)

    def paint_shapes(self, painter: QPainter, shapes: Iterable[Shape]) -> None:
        """Draw loose shapes, such as the preview of a drag."""
        for manner, run in groupby(shapes, key=_manner):
            match manner:
                case _Manner.STRAIGHT:
                    for look, lines in groupby(cast("Iterable[Line]", run), key=attrgetter("look")):
                        self._straight(painter, [(line.x1, line.y1, line.x2, line.y2) for line in lines], look)
                case _Manner.LINKS:
                    self._links(painter, cast("list[Polyline]", list(run)))
                case _:
                    for shape in run:
                        self._draw[type(shape)](painter, shape)

    def _straight(self, painter: QPainter, lines: list[Segment], look: str) -> None:
        """Lines along right angles in one look, such as a grid: in one go, and sharp."""
        pen = self.pen(look)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if thickness := thickness_on_screen(painter, pen):
            fill_straight(painter, pen, thickness, lines)
        else:
            painter.setPen(pen)
            painter.drawLines([QLineF(*line) for line in lines])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _layer(self, painter: QPainter, layer: Layer) -> None:
        if layer.clip is None:
            self.paint_shapes(painter, layer.shapes)
            return
        painter.save()
        clip = layer.clip
        painter.setClipRect(QRectF(clip.x, clip.y, clip.width, clip.height), Qt.ClipOperation.IntersectClip)
        self.paint_shapes(painter, layer.shapes)
        painter.restore()

    # --- pens and brushes -----------------------------------------------------------------------

    def pen(self, look: str) -> QPen:
        found = self._pens.get(look)
        if found is None:
            found = self._pens[look] = _pen(self.theme.look(look))
        return found

    def brush(self, look: str) -> QBrush:
        found = self._brushes.get(look)
        if found is None:
            fill = self.theme.look(look).fill
            found = self._brushes[look] = QBrush(_colour(fill)) if fill else QBrush(Qt.BrushStyle.NoBrush)
        return found

    # --- shapes ---------------------------------------------------------------------------------

    def _box(self, painter: QPainter, box: Box) -> None:
        painter.setPen(self.pen(box.look))
        painter.setBrush(self.brush(box.look))
        rect = QRectF(box.x, box.y, box.width, box.height)
        if box.radius:
            painter.drawRoundedRect(rect, box.radius, box.radius)
        else:  # grounds and bands: sharp edges, and many of them
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.drawRect(rect)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _fading_box(self, painter: QPainter, box: FadingBox) -> None:
        colour = QColor(self.theme.look(box.look).fill)
        gradient = QLinearGradient(box.x, 0, box.x + box.width, 0)
        stops = {
            Fade.BOTH: ((0.0, FAINT), (0.5, STRONG), (1.0, FAINT)),
            Fade.RIGHT: ((0.0, STRONG), (1.0, FAINT)),
            Fade.LEFT: ((0.0, FAINT), (1.0, STRONG)),
        }[box.fade]
        for place, strength in stops:
            gradient.setColorAt(place, _mixed(colour, self._ground, strength))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(gradient))
        painter.drawRect(QRectF(box.x, box.y, box.width, box.height))

    def _band(self, painter: QPainter, band: Band) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.brush(band.look))
        painter.drawRect(QRectF(band.x, band.y, band.width, band.height))
        painter.setPen(self.pen(band.look))
        painter.drawLines(hatch_lines(band.x, band.y, band.width, band.height))

    def _diamond(self, painter: QPainter, diamond: Diamond) -> None:
        x, y, size = diamond.x, diamond.y, diamond.size
        if diamond.form is Form.DOUBLE:
            self._double_diamond(painter, diamond)
            return
        painter.setPen(self.pen(diamond.look))
        filled = diamond.form is Form.FILLED
        painter.setBrush(self.brush(diamond.look) if filled else QBrush(_colour(self.theme.background)))
        painter.drawPolygon(_corners(x, y, size))

    def _double_diamond(self, painter: QPainter, diamond: Diamond) -> None:
        """One outline within another: crisp at any size, where dashes of a few pixels are not."""
        x, y, size = diamond.x, diamond.y, diamond.size + 1
        outer = QPen(self.pen(diamond.look))
        outer.setWidthF(outer.widthF() * 0.85)
        painter.setPen(outer)
        painter.setBrush(QBrush(self._ground))
        painter.drawPolygon(_corners(x, y, size))
        inner = QPen(outer)
        inner.setWidthF(outer.widthF() * 0.75)
        painter.setPen(inner)
        painter.drawPolygon(_corners(x, y, size * 0.48))

    def _bracket(self, painter: QPainter, bracket: Bracket) -> None:
        x, y, right, bottom = bracket.x, bracket.y, bracket.x + bracket.width, bracket.y + bracket.height
        beam = y + bracket.height * 0.52
        hook = min(bracket.height * 0.75, bracket.width / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.brush(bracket.look))
        points = [(x, y), (right, y), (right, bottom), (right - hook, beam), (x + hook, beam), (x, bottom)]
        painter.drawPolygon(QPolygonF([QPointF(*point) for point in points]))

    def _line(self, painter: QPainter, line: Line) -> None:
        painter.setPen(self.pen(line.look))
        painter.drawLine(QLineF(line.x1, line.y1, line.x2, line.y2))

    def _links(self, painter: QPainter, lines: list[Polyline]) -> None:
        """Lines along right angles: there is nothing to smooth, and without it a frame takes half the time.

        Heads come after all lines, so that none is crossed out.
        """
        heads: list[tuple[QColor, QPolygonF]] = []
        look = ""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for line in lines:
            if line.look != look:
                look = line.look
                painter.setPen(self.pen(look))
            points = [QPointF(x, y) for x, y in line.points]
            if line.arrow:
                head, points[-1] = _head(points[-2], points[-1])
                if not head.isEmpty():
                    heads.append((self.pen(look).color(), head))
            painter.drawPolyline(points)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, head in heads:
            painter.setBrush(colour)
            painter.drawPolygon(head)

    def _sign(self, painter: QPainter, sign: Sign) -> None:
        look = self.theme.look(sign.look)
        colour, half = _colour(look.fill or look.line), sign.size / 2
        x, y = sign.x, sign.y
        pen = QPen(colour, sign.size * 0.17)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        match sign.form:
            case SignForm.TICK:
                painter.setPen(pen)
                painter.drawPolyline(
                    [
                        QPointF(x - half * 0.75, y + half * 0.05),
                        QPointF(x - half * 0.2, y + half * 0.6),
                        QPointF(x + half * 0.8, y - half * 0.6),
                    ]
                )
            case SignForm.CROSS:
                painter.setPen(pen)
                arm = half * 0.62
                painter.drawLines(
                    [QLineF(x - arm, y - arm, x + arm, y + arm), QLineF(x - arm, y + arm, x + arm, y - arm)]
                )
            case SignForm.DASH:
                painter.setPen(pen)
                painter.drawLine(QLineF(x - half * 0.5, y, x + half * 0.5, y))
            case _:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QBrush(colour))
                self._solid_sign(painter, sign, half)

    @staticmethod
    def _solid_sign(painter: QPainter, sign: Sign, half: float) -> None:
        x, y = sign.x, sign.y
        if sign.form is SignForm.DOT:
            painter.drawEllipse(QPointF(x, y), half * 0.45, half * 0.45)
        elif sign.form is SignForm.TRIANGLE:
            painter.drawPolygon(
                QPolygonF(
                    [QPointF(x, y - half * 0.85), QPointF(x + half, y + half * 0.8), QPointF(x - half, y + half * 0.8)]
                )
            )
        else:  # a flag on its pole
            pole = max(sign.size * 0.09, 0.8)
            painter.drawRect(QRectF(x - pole, y - half, pole, sign.size))
            painter.drawPolygon(
                QPolygonF([QPointF(x, y - half), QPointF(x + sign.size * 0.42, y - half * 0.5), QPointF(x, y)])
            )

    def _label(self, painter: QPainter, label: Label) -> None:
        style, text = STYLES[label.style], printable(label.text)
        italic = slope_for(text, style.bold, style.italic)
        painter.setPen(_colour(self.theme.look(label.look).fill))
        if style.size == int(style.size):
            painter.setFont(font(style.bold, italic, int(style.size)))
            painter.drawText(QPointF(label.left, label.y), text)
            return
        scale = style.size / REFERENCE  # fonts take whole pixels only, so let the painter scale
        painter.save()
        painter.translate(label.left, label.y)
        painter.scale(scale, scale)
        painter.setFont(font(style.bold, italic))
        painter.drawText(QPointF(0, 0), text)
        painter.restore()


def hatch_lines(x: float, y: float, width: float, height: float) -> list[QLineF]:
    """Slanted lines within a rectangle, on one raster for the whole picture."""
    right, bottom = x + width, y + height
    found: list[QLineF] = []
    total = (x + y) // HATCH_STEP * HATCH_STEP
    while total < right + bottom:  # along each line x + y is the same
        x1, y1 = max(x, total - bottom), min(bottom, total - x)
        x2, y2 = min(right, total - y), max(y, total - right)
        if x2 > x1 and y1 > y2:
            found.append(QLineF(x1, y1, x2, y2))
        total += HATCH_STEP
    return found


class _Manner(Enum):
    """How shapes that follow each other are drawn: in one go, or each by itself."""

    STRAIGHT = "straight"
    LINKS = "links"
    EACH = "each"


def _manner(shape: Shape) -> _Manner:
    if isinstance(shape, Polyline):
        return _Manner.LINKS
    if isinstance(shape, Line) and (shape.x1 == shape.x2 or shape.y1 == shape.y2):
        return _Manner.STRAIGHT
    return _Manner.EACH


def _head(last: QPointF, tip: QPointF) -> tuple[QPolygonF, QPointF]:
    """The head of an arrow, and where the line before it ends; no head where the line has no length there."""
    x, y = tip.x(), tip.y()
    length = math.hypot(x - last.x(), y - last.y())
    if not length:
        return QPolygonF(), tip
    dx, dy = (x - last.x()) / length, (y - last.y()) / length
    back, half = min(ARROW, length), ARROW * 0.55
    left, top = x - dx * ARROW, y - dy * ARROW
    corners = [tip, QPointF(left - dy * half, top + dx * half), QPointF(left + dy * half, top - dx * half)]
    return QPolygonF(corners), QPointF(x - dx * back, y - dy * back)
