"""Each icon draws something, in the colour of the texts beside it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from planner.domain.model import Light
from planner.errors import PlannerBug
from planner.ui.icons import icon, icon_names, light_icon


def ui_palette(picture: QIcon, side: int = 24) -> set[str]:
    """The colours of the wholly covered pixels."""
    image = picture.pixmap(QSize(side, side)).toImage()
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {QColor(image.pixelColor(x, y)).name() for x, y in points if image.pixelColor(x, y).alpha() == 255}


@pytest.mark.parametrize("name", [name for name in icon_names() if name != "ketenplanner"])
def test_each_icon_is_drawn_in_the_text_colour(qapp: QApplication, name: str) -> None:
    assert ui_palette(icon(name), 48) == {qapp.palette().color(QPalette.ColorRole.ButtonText).name()}


def test_an_icon_follows_a_change_of_theme(qapp: QApplication) -> None:
    old = QPalette(qapp.palette())
    dark = QPalette(old)
    dark.setColor(QPalette.ColorRole.ButtonText, QColor("#eeeeee"))
    before = icon("undo")
    try:
        qapp.setPalette(dark)
        assert ui_palette(before, 48) == {"#eeeeee"}
    finally:
        qapp.setPalette(old)


def test_the_lights_differ_in_shape_and_colour(qapp: QApplication) -> None:
    pictures = [light_icon(light).pixmap(QSize(24, 24)).toImage() for light in Light]
    masks = {
        tuple(p.pixelColor(x, y).alpha() > 128 for x in range(p.width()) for y in range(p.height())) for p in pictures
    }
    assert len(masks) == len(Light)


def test_an_unknown_icon_is_our_mistake() -> None:
    with pytest.raises(PlannerBug):
        icon("no-such-icon")
