"""Our own line icons: one SVG each, drawn in the colour of the text they stand beside.

An icon paints itself when it is shown, so that it follows a change of theme and stays sharp on any
screen.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from planner.domain.model import Light
from planner.errors import PlannerBug
from planner.message import N_
from planner.settings import resource_folder
from planner.ui.theming import ui_palette

LIGHT_SHAPES = {
    Light.GREEN: "light-check",
    Light.ORANGE: "light-triangle",
    Light.RED: "light-cross",
    Light.GREY: "light-dot",
}
LIGHT_SIGNS = {Light.GREEN: "✓", Light.ORANGE: "▲", Light.RED: "✕", Light.GREY: "○"}
"""The same shapes as characters, for texts."""
LIGHT_INKS = {Light.GREEN: "done", Light.ORANGE: "warning", Light.RED: "late", Light.GREY: "quiet"}
"""Which of the window's inks a light has."""


def light_colour(light: Light) -> str:
    """The colour of a light, as #rrggbb, that can be read on the window's ground of the moment."""
    return ui_palette().colour(LIGHT_INKS[light]).name()


@cache
def _drawing(name: str) -> str:
    path = resource_folder() / "icons" / f"{name}.svg"
    if not path.is_file():
        raise PlannerBug(N_("There is no icon “{name}”."), name=name)
    return path.read_text(encoding="utf-8")


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour).encode()))


def icon_names() -> list[str]:
    """All icons there are, sorted."""
    return sorted(path.stem for path in (resource_folder() / "icons").glob("*.svg"))


class _Drawing(QIconEngine):
    """Paints one icon in the palette's colour of the moment, or in the colour of a light."""

    def __init__(self, name: str, light: Light | None = None) -> None:
        super().__init__()
        self._name = name
        self._light = light

    def _colour(self, mode: QIcon.Mode) -> str:
        palette = QGuiApplication.palette()
        if mode == QIcon.Mode.Disabled:
            return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText).name()
        if self._light is not None:
            return light_colour(self._light)
        return palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.ButtonText).name()

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        square = QRectF(
            rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, float(side), float(side)
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _renderer(self._name, self._colour(mode)).render(painter, square)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        if size.isEmpty():  # a window made very small asks for nothing
            return QPixmap()
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return picture

    def actualSize(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QSize:
        return size

    def isNull(self) -> bool:
        return False

    def iconName(self) -> str:
        return self._name

    def key(self) -> str:
        return "ketenplanner"

    def clone(self) -> Any:
        copy = _Drawing(self._name, self._light)
        _clones.append(copy)
        return copy


_clones: list[_Drawing] = []
"""Qt takes a clone over without telling Python: kept here, so that it is not collected."""


@cache
def icon(name: str) -> QIcon:
    """An icon by the name of its file, in the colour of button texts."""
    _drawing(name)
    return QIcon(_Drawing(name))


@cache
def light_icon(light: Light) -> QIcon:
    """The sign of a light: tick, triangle, cross or ring, each in its colour."""
    return QIcon(_Drawing(LIGHT_SHAPES[light], light))


def pixmap(name: str, side: int, colour: str, ratio: float = 1.0) -> QPixmap:
    """An icon in a given colour, `side` logical pixels wide and high."""
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    _renderer(name, colour).render(painter, QRectF(0, 0, picture.width(), picture.height()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture
