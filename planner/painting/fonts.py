"""Which font the texts of a scene are set in, and how wide they are in it."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from planner.chart.styles import STYLES

FAMILIES = (
    "Segoe UI",
    "Noto Sans",
    "Open Sans",
    "Source Sans 3",
    "Liberation Sans",
    "Arial",
    "DejaVu Sans",
    "Helvetica",
)
"""Families with all that Dutch and English need (é ë ï ’ “ € − …), best first."""
REFERENCE = 64
"""Pixel size at which widths are measured: large, so that they are the same at every resolution."""


@cache
def family() -> str:
    """The first of our families that this machine has, else what the system gives."""
    known = set(QFontDatabase.families())
    found = next((name for name in FAMILIES if name in known), None)
    return found or QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


@cache
def font(bold: bool, italic: bool, pixels: int = REFERENCE) -> QFont:
    """The chart's font in a weight and slope, without hinting: shapes do not depend on the resolution."""
    made = QFont(family())
    made.setPixelSize(pixels)
    made.setBold(bold)
    made.setItalic(italic)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return made


@cache
def _large(bold: bool, italic: bool) -> QFontMetricsF:
    return QFontMetricsF(font(bold, italic))


@lru_cache(maxsize=50_000)
def measure(text: str, style: str) -> float:
    """The width of a text in a style, in units of the scene."""
    look = STYLES[style]
    return _large(look.bold, look.italic).horizontalAdvance(text) * look.size / REFERENCE
