"""One sheet on screen as it will be printed, with a zoom of its own."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from planner.chart.scene import Scene
from planner.painting.painter import ScenePainter
from planner.painting.theme import PAPER, Theme
from planner.ui.theming import ui_palette

MARGIN = 14
STEP, MOST = 1.25, 8.0


class PageView(QAbstractScrollArea):
    """Shows a scene as large as the view takes it; + and − (or Ctrl and the wheel) zoom, 0 fits."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scene: Scene | None = None
        self._painter = ScenePainter(PAPER)
        self._zoom = 1.0

    def show_scene(self, scene: Scene | None, theme: Theme, said: str) -> None:
        """Show a sheet in a theme; `said` is what a screen reader is told of it."""
        self._scene = scene
        if theme is not self._painter.theme:
            self._painter = ScenePainter(theme)
        self.setAccessibleDescription(said)
        self._fit_bars()
        self.viewport().update()

    @property
    def scale(self) -> float:
        """Logical pixels that a unit of the scene takes."""
        if self._scene is None:
            return 1.0
        view = self.viewport()
        fitting = min(
            (view.width() - 2 * MARGIN) / self._scene.width, (view.height() - 2 * MARGIN) / self._scene.height
        )
        return max(fitting, 0.05) * self._zoom

    def zoom_by(self, factor: float) -> None:
        self._zoom = min(max(self._zoom * factor, 1.0), MOST)
        self._fit_bars()
        self.viewport().update()

    def _fit_bars(self) -> None:
        scene, view = self._scene, self.viewport()
        for bar, room, length in (
            (self.horizontalScrollBar(), view.width(), scene.width if scene else 0),
            (self.verticalScrollBar(), view.height(), scene.height if scene else 0),
        ):
            bar.setRange(0, max(0, round(length * self.scale + 2 * MARGIN) - room))
            bar.setPageStep(max(room, 1))
            bar.setSingleStep(40)

    def paintEvent(self, event: QPaintEvent) -> None:
        view = self.viewport()
        painter = QPainter(view)
        painter.fillRect(view.rect(), QColor(ui_palette(self).head))
        if self._scene is not None:
            scale = self.scale
            width, height = self._scene.width * scale, self._scene.height * scale
            x = max(MARGIN, (view.width() - width) / 2) - self.horizontalScrollBar().value()
            y = max(MARGIN, (view.height() - height) / 2) - self.verticalScrollBar().value()
            painter.fillRect(QRectF(x, y, width, height), QColor(self._painter.theme.background))
            painter.setPen(QColor(ui_palette(self).line))
            painter.drawRect(QRectF(x, y, width, height))
            painter.setClipRect(QRectF(x, y, width, height))
            painter.translate(x, y)
            painter.scale(scale, scale)
            self._painter.paint(painter, self._scene)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_bars()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(STEP ** (event.angleDelta().y() / 120))
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_by(STEP)
            case Qt.Key.Key_Minus:
                self.zoom_by(1 / STEP)
            case Qt.Key.Key_0:
                self.zoom_by(1 / MOST)
            case _:
                super().keyPressEvent(event)
