"""Sheets as a PDF: painted by Qt, then tagged from the parts that the sheets say they have.

Qt writes no structure. While it paints, a rectangle far outside the page marks where another part of the sheet
begins; afterwards each mark is turned into the operators that open and close a part (`planner.painting.pdf_tags`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from itertools import groupby
from uuid import NAMESPACE_URL, uuid5

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt, QUuid
from PySide6.QtGui import QPageLayout, QPainter, QPdfWriter

from planner import __version__
from planner.chart.scene import Label, Layer, Scene, Shape, span_of
from planner.chart.structure import Role
from planner.painting.fonts import LATIN_ENDS
from planner.painting.painter import ScenePainter
from planner.painting.pdf_parts import Attachment, Conformance, Properties, finished
from planner.painting.pdf_tags import MARK_X, MARKS_IN_ROW, OUTSIDE, SheetParts, Stretch
from planner.painting.theme import PAPER, Theme

PDF_DPI = 1200
MOST_NUMBER = 32_000
"""PDF/A-1 (ISO 19005-1, 6.1.12) allows numbers up to 32767."""
POINTS_IN_INCH = 72
SIMPLE = re.compile("[\x20-\u024f\u0370-\u052f\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u23ff\u25a0-\u27bf]*")
"""Latin, Greek and Cyrillic letters and common signs: each is one sign of a font, which says what it stands for."""


class TaggingPainter(ScenePainter):
    """Paints a sheet, and marks where another of its parts begins."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._scene: Scene | None = None
        self._name = ""
        self._open = OUTSIDE
        self._marks: list[Stretch] = []

    def paint_tagged(self, painter: QPainter, scene: Scene) -> tuple[Stretch, ...]:
        """Paint all of a sheet, beginning outside of any part; gives the stretches that the marks begin."""
        self._scene, self._open, self._marks = scene, OUTSIDE, []
        self.paint(painter, scene)
        self._scene = None
        return tuple(self._marks)

    def _layer(self, painter: QPainter, layer: Layer) -> None:
        self._name = layer.name
        super()._layer(painter, layer)

    def paint_shapes(self, painter: QPainter, shapes: Iterable[Shape]) -> None:
        scene = self._scene
        if scene is None:
            super().paint_shapes(painter, shapes)
            return
        for stretch, run in groupby(shapes, key=lambda shape: _stretch(scene, shape, self._name)):
            self._mark(painter, stretch)
            super().paint_shapes(painter, run)

    def _mark(self, painter: QPainter, stretch: Stretch) -> None:
        if stretch == self._open:
            return
        self._open = stretch
        row, column = divmod(len(self._marks), MARKS_IN_ROW)
        self._marks.append(stretch)
        painter.fillRect(QRectF(MARK_X - row, column, 1, 1), Qt.GlobalColor.black)


def _stretch(scene: Scene, shape: Shape, layer: str) -> Stretch:
    """The part that a shape belongs to; with its letters where a font's signs do not stand for them one by one."""
    node = scene.node_of(shape, layer)
    if node < 0:
        return OUTSIDE
    own = isinstance(shape, Label) and any(letter > LATIN_ENDS for letter in shape.text)
    return Stretch(node, shape.text if own and isinstance(shape, Label) and not SIMPLE.fullmatch(shape.text) else "")


def pdf_bytes(
    scenes: Iterable[Scene],
    layout: QPageLayout,
    *,
    theme: Theme = PAPER,
    properties: Properties | None = None,
    conformance: Conformance = Conformance.A2A,
    attachment: Attachment | None = None,
) -> bytes:
    """A tagged PDF/A with a page and a bookmark per sheet, fonts inside, and properties where they are given."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setCreator(f"Ketenplanner {__version__}")
    writer.setPdfVersion(QPdfWriter.PdfVersion.PdfVersion_A1b)
    painter: QPainter | None = None
    drawer = TaggingPainter(theme)
    parts: list[SheetParts] = []
    for scene in scenes:
        if painter is None:
            dpi = resolution(scene, layout)
            writer.setResolution(dpi)
            writer.setPageLayout(layout)
            writer.setTitle(scene.title)
            size = layout.pageSize().name()
            writer.setDocumentId(QUuid(str(uuid5(NAMESPACE_URL, repr((scene.title, size))))))
            painter = QPainter(writer)
        else:
            writer.newPage()
        painter.save()
        scale = scene.unit * writer.resolution() / POINTS_IN_INCH
        painter.scale(scale, scale)
        marks = drawer.paint_tagged(painter, scene)
        parts.append(SheetParts(scene.about or scene.title, scene.nodes, marks, _boxes(scene)))
        painter.restore()
    if painter is not None:
        painter.end()
    buffer.close()
    return finished(bytes(content.data()), parts, properties, conformance, attachment)


def resolution(scene: Scene, layout: QPageLayout) -> int:
    """Dots in an inch that keep every number of a page within what PDF/A allows: fewer on large sheets."""
    page = layout.fullRectPoints()
    most = max(page.width(), page.height(), scene.unit * _farthest(scene))
    return max(min(PDF_DPI, math.floor(MOST_NUMBER / most * POINTS_IN_INCH)), POINTS_IN_INCH)


def _farthest(scene: Scene) -> float:
    """The largest coordinate of a sheet's shapes, which lie outside the sheet on the tiles of a poster."""
    return max((max(map(abs, span_of(shape))) for shape in scene.shapes()), default=0.0)


def _boxes(scene: Scene) -> dict[int, tuple[float, float, float, float]]:
    """Where the pictures of a sheet stand, in points from its lower left corner."""
    spans: dict[int, tuple[float, float, float, float]] = {}
    for layer in scene.layers:
        for shape in layer.shapes:
            node = scene.node_of(shape, layer.name)
            if node >= 0 and scene.nodes[node].role is Role.FIGURE:
                one, other = span_of(shape), spans.get(node)
                spans[node] = one if other is None else _around(one, other)
    unit, high = scene.unit, scene.height
    return {
        n: (x * unit, (high - down) * unit, right * unit, (high - y) * unit) for n, (x, y, right, down) in spans.items()
    }


def _around(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])
