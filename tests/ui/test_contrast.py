"""Every text of the window can be read: 4.5 against its ground (WCAG 2.1, 1.4.3), measured on what is painted."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QRegion
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QSpinBox,
    QTextEdit,
    QWidget,
)

from planner.app import ApplicationController
from planner.settings import Settings
from planner.ui.theming import DARK, LIGHT, UiPalette, apply_theme
from planner.ui.views import VIEWS

LEAST, SCALE = 4.5, 3
"""At three times the size letters have their full colour somewhere."""


def luminance(colour: QColor) -> float:
    parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ours", [LIGHT, DARK], ids=["light", "dark"])
def test_inks_can_be_read_on_every_ground_they_stand_on(ours: UiPalette):
    grounds = {
        "text": ("ground", "panel", "head", "tip", "chosen", "hover"),
        "quiet": ("ground", "panel", "head", "tip", "chosen"),
        "accent": ("ground", "panel", "head", "tip", "chosen"),
        "late": ("ground", "panel", "head", "tip", "chosen"),
        "warning": ("ground", "panel", "head"),
        "done": ("ground", "panel", "head"),
        "chosen_text": ("chosen",),
    }
    poor = {
        (ink, ground): round(ratio, 2)
        for ink, places in grounds.items()
        for ground in places
        if (ratio := contrast(ours.colour(ink), ours.colour(ground))) < LEAST
    }
    assert not poor


@pytest.mark.parametrize("ours", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_of_fields_and_boxes_can_be_seen(ours: UiPalette):
    grounds = {"edge": ("ground", "panel", "head", "tip"), "accent": ("ground", "panel", "head", "tip")}
    poor = {
        (ink, ground): round(ratio, 2)
        for ink, places in grounds.items()
        for ground in places
        if (ratio := contrast(ours.colour(ink), ours.colour(ground))) < 3.0
    }
    assert not poor


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_fields_are_painted_with_such_an_edge(qapp, theme: str):
    """WCAG 2.1, 1.4.11: what shows where one can type or choose has 3 : 1, focused or not."""
    before = qapp.styleSheet(), qapp.palette()
    apply_theme(qapp, theme)
    panel = QWidget()
    panel.resize(400, 60)
    faint: dict[str, float] = {}
    for made in (QLineEdit(), QPlainTextEdit(), QComboBox(), QDateEdit(), QSpinBox(), QCheckBox(), QRadioButton()):
        made.setParent(panel)
        made.setGeometry(20, 10, 200, 30)
        made.show()
        image = panel.grab().toImage()
        ground = image.pixelColor(2, 30)
        edge = [image.pixelColor(x, y) for x in range(18, 23) for y in range(15, 36)]  # left of any text
        faint[type(made).__name__] = max(contrast(colour, ground) for colour in edge)
        made.setParent(None)
    qapp.setStyleSheet(before[0])
    qapp.setPalette(before[1])
    assert min(faint.values()) >= 3.0, faint


def text_of(widget: QWidget) -> str:
    match widget:
        case QLabel():
            return widget.text() if widget.pixmap().isNull() else ""
        case QAbstractButton():
            return widget.text()
        case QComboBox():
            return widget.currentText()
        case QLineEdit():
            return widget.text() or widget.placeholderText()
        case QPlainTextEdit() | QTextEdit():
            return widget.toPlainText()
    return ""


def best_contrast(image: QImage) -> float:
    """Between the colour that most of it has, and the one that stands out most from that."""
    line = image.bytesPerLine() // 4
    pixels = memoryview(image.constBits()).cast("I")
    counts: Counter[int] = Counter()
    for y in range(image.height()):
        counts.update(pixels[y * line : y * line + image.width()])
    ground = QColor(counts.most_common(1)[0][0])
    return max((contrast(QColor(colour), ground) for colour, count in counts.items() if count > 2), default=0.0)


def picture(window: QWidget, part: QRect) -> QImage:
    image = QImage(part.size() * SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SCALE)
    window.render(image, QPoint(), QRegion(part))
    return image


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_texts_on_controls_can_be_read_in_every_view(qapp, qtbot, tmp_path, theme):
    controller = ApplicationController(qapp, Settings(language="en", theme=theme, reduce_motion=True))
    try:
        assert controller.new_plan("wsm-2022", tmp_path / "plan.keten")
        window = controller.window
        with qtbot.waitExposed(window):
            window.show()
        window.resize(1440, 900)
        window.selection.show(window.document.plan.outline[8][0].id)
        poor, looked_at = {}, set()
        for view in VIEWS:
            window.show_view(view.name)
            qtbot.wait(30)
            for widget in window.findChildren(QWidget):
                what = (id(widget), text_of(widget))
                if not widget.isVisible() or not widget.isEnabled() or not what[1].strip() or what in looked_at:
                    continue
                part = widget.visibleRegion().boundingRect().adjusted(3, 3, -3, -3)
                if part.width() < 8 or part.height() < 8 or part.height() < widget.height() - 8:
                    continue  # out of sight, or half so
                looked_at.add(what)
                ratio = best_contrast(picture(window, part.translated(widget.mapTo(window, QPoint()))))
                if ratio < LEAST:
                    poor[view.name, type(widget).__name__, text_of(widget)[:30]] = round(ratio, 2)
        assert not poor
        assert len(looked_at) > 150
    finally:
        controller.quit()
        controller.window.deleteLater()
