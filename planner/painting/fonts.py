"""Which font the texts of a scene are set in, and how wide they are in it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from planner.chart.styles import STYLES
from planner.settings import resource_folder

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
FALLBACKS = (
    "DejaVu Sans",
    "Noto Sans Arabic",
    "Noto Sans Thai",
    "Leelawadee UI",
    "Noto Sans CJK SC",
    "Microsoft YaHei",
    "Yu Gothic",
    "PingFang SC",
    "Droid Sans Fallback",
    "Segoe UI Symbol",
    "Symbola",
    "Noto Emoji",
)
"""Families for letters that the main one lacks; the first two scripts are bundled, the rest are used where they are.

Emoji are asked of fonts with outlines: a font of coloured pictures would be embedded as pictures without text.
"""
CONTROLS = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufff0-\ufffb\ufffe\uffff]+"
)
"""What a sheet cannot show: control characters, and marks that turn the direction of what follows."""
INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufe00-\ufe0f\U000e0000-\U000e01ef]")
"""What joins or varies the signs around it."""
LATIN_ENDS = "\u024f"
MISSING = "\ufffd"
REFERENCE = 64
"""Pixel size at which widths are measured: large, so that they are the same at every resolution."""


@cache
def family() -> str:
    """The first of our families that this machine has, else what the system gives."""
    known = set(QFontDatabase.families())
    found = next((name for name in FAMILIES if name in known), None)
    return found or QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


@cache
def _bundled() -> None:
    """Make the fonts that come with the program known to Qt."""
    for path in sorted((resource_folder() / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


@lru_cache(maxsize=20_000)
def _shown(text: str) -> str:
    clean = CONTROLS.sub(" ", text)
    faces = _large(False, False)
    letters = (c for c in clean if not INVISIBLE.match(c) or faces.inFontUcs4(ord(c)))
    return "".join(c if c <= LATIN_ENDS or faces.inFontUcs4(ord(c)) else MISSING for c in letters)


def printable(text: str) -> str:
    """The text as a sheet can show it: a space for control characters, one sign for what no font here has."""
    if text.isascii() and text.isprintable():
        return text
    return _shown(text)


@cache
def font(bold: bool, italic: bool, pixels: int = REFERENCE) -> QFont:
    """The chart's font in a weight and slope, without hinting: shapes do not depend on the resolution."""
    _bundled()
    made = QFont()
    made.setFamilies([family(), *FALLBACKS])
    made.setPixelSize(pixels)
    made.setBold(bold)
    made.setItalic(italic)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return made


@cache
def _large(bold: bool, italic: bool) -> QFontMetricsF:
    return QFontMetricsF(font(bold, italic))


@lru_cache(maxsize=20_000)
def slope_for(text: str, bold: bool, italic: bool) -> bool:
    """Whether a text that asks for italics gets them: not where only the upright face has its letters."""
    if not italic or text.isascii():
        return italic
    slanted, upright = _large(bold, True), _large(bold, False)
    return not any(
        not slanted.inFontUcs4(ord(letter)) and upright.inFontUcs4(ord(letter))
        for letter in text
        if letter > LATIN_ENDS
    )


@lru_cache(maxsize=50_000)
def measure(text: str, style: str) -> float:
    """The width of a text in a style, in units of the scene."""
    look = STYLES[style]
    text = printable(text)
    return _large(look.bold, slope_for(text, look.bold, look.italic)).horizontalAdvance(text) * look.size / REFERENCE
