"""Text styles of the chart, in units of the scene, and how wide a text is in them.

Sizes are layout, so they stand here; colours are the theme's. Styles that begin with "paper." are
for sheets, where a unit is at least a point: none of them is below 7.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

SMALLEST_ON_PAPER = 7.0


@dataclass(frozen=True, slots=True)
class TextStyle:
    size: float
    bold: bool = False
    italic: bool = False


STYLES: dict[str, TextStyle] = {
    "chart.axis.major": TextStyle(12, bold=True),
    "chart.axis.minor": TextStyle(11),
    "chart.axis.small": TextStyle(10),
    "chart.label": TextStyle(11.5),
    "chart.words": TextStyle(11.5, italic=True),
    "chart.band": TextStyle(10),
    "chart.pill": TextStyle(10.5, bold=True),
    "paper.title": TextStyle(18, bold=True),
    "paper.title.small": TextStyle(13, bold=True),
    "paper.sentence": TextStyle(21, bold=True),
    "paper.sentence.small": TextStyle(16, bold=True),
    "paper.programme": TextStyle(12, bold=True),
    "paper.subtitle": TextStyle(10),
    "paper.fact": TextStyle(9.5, bold=True),
    "paper.facts": TextStyle(8.2),
    "paper.axis.major": TextStyle(8.8, bold=True),
    "paper.axis.minor": TextStyle(7.6),
    "paper.axis.small": TextStyle(7),
    "paper.lane": TextStyle(10.5, bold=True),
    "paper.sub": TextStyle(7.4),
    "paper.light": TextStyle(8.2, bold=True),
    "paper.label": TextStyle(7.4),
    "paper.words": TextStyle(7.4, italic=True),
    "paper.date": TextStyle(7.2),
    "paper.band": TextStyle(7),
    "paper.pill": TextStyle(7.2, bold=True),
    "paper.heading": TextStyle(9.5, bold=True),
    "paper.text": TextStyle(7.8),
    "paper.small": TextStyle(7),
    "paper.cell": TextStyle(7.6),
    "paper.cell.bold": TextStyle(7.6, bold=True),
    "paper.cell.words": TextStyle(7.6, italic=True),
    "paper.head": TextStyle(7.6, bold=True),
}


class Measure(Protocol):
    """How wide a text is in a style, in units of the scene."""

    def __call__(self, text: str, style: str) -> float: ...


_NARROW = dict.fromkeys("ijlI.,:;'|!·", 0.33) | dict.fromkeys('frt()[]-/ "“”‘’', 0.42)
_WIDE = dict.fromkeys("mwMWOQGD%&@—…", 0.88)


@lru_cache(maxsize=20_000)
def plain_measure(text: str, style: str) -> float:
    """A measure without fonts, a little on the wide side; for tests and for where no font is loaded."""
    look = STYLES[style]
    ems = sum(_NARROW.get(c) or _WIDE.get(c) or (0.72 if c.isupper() else 0.62) for c in text)
    return ems * look.size * (1.1 if look.bold else 1.0)


def fitted(text: str, style: str, room: float, measure: Measure) -> str:
    """The text, shortened with an ellipsis where it is wider than the room; empty if nothing fits."""
    if measure(text, style) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle].rstrip() + "…", style) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…" if low else ""


def wrapped(text: str, style: str, room: float, measure: Measure) -> list[str]:
    """The text in lines that fit a room, broken between words."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer, style) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
