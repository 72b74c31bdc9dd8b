"""What the keys of a scene look like: quiet blue, light and dark; paper, and paper in greys.

A look is told apart from its neighbours by form as well: outline, dash, hatch or width beside hue.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

Hatch = Literal["", "slant", "cross"]


@dataclass(frozen=True, slots=True)
class MarkStyle:
    """Colours as #rrggbb or #aarrggbb; empty is none. Widths and dashes in units of the scene."""

    fill: str = ""
    line: str = ""
    width: float = 0.0
    dash: tuple[float, ...] = ()
    hatch: Hatch = ""


@dataclass(frozen=True)
class Theme:
    """Looks by key. A key that has none takes that of its longest part: "link.chain" that of "link"."""

    name: str
    background: str
    looks: Mapping[str, MarkStyle]

    def look(self, key: str) -> MarkStyle:
        part = key
        while part:
            found = self.looks.get(part)
            if found is not None:
                return found
            part = part.rpartition(".")[0]
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours a theme is made of."""

    ground: str
    ink: str
    quiet: str
    hair: str
    rule: str
    stripe: str
    bar: str
    bar_line: str
    bar_done: str
    law: str
    law_line: str
    law_done: str
    critical: str
    near: str
    status: str
    head: str
    head_text: str
    tier: str
    summary: str
    selected: str
    hatch: str
    hatch_ground: str
    hatch_text: str
    free: str
    good: str
    warn: str
    bad: str
    good_ground: str
    warn_ground: str
    bad_ground: str
    none_ground: str
    words: str
    chain: str
    moment: str


LIGHT_PALETTE = Palette(
    ground="#ffffff",
    ink="#1b2430",
    quiet="#5b6675",
    hair="#e3e7ec",
    rule="#c9d1da",
    stripe="#f4f6f8",
    bar="#c3d6ea",
    bar_line="#4a86c0",
    bar_done="#3f7cbf",
    law="#d8cde4",
    law_line="#7b5ea7",
    law_done="#7a5ca5",
    critical="#b3201c",
    near="#a35f00",
    status="#d0384f",
    head="#22384f",
    head_text="#ffffff",
    tier="#dfe6ee",
    summary="#3c4a5c",
    selected="#dbe8f4",
    hatch="#ece2c6",
    hatch_ground="#fbf9f2",
    hatch_text="#71632f",
    free="#f0f2f5",
    good="#2a7d32",
    warn="#995a00",
    bad="#b3201c",
    good_ground="#dfeee0",
    warn_ground="#f6e8d2",
    bad_ground="#f6dada",
    none_ground="#eef0f3",
    words="#2a66a6",
    chain="#4d5a6a",
    moment="#8d99a6",
)
DARK_PALETTE = Palette(
    ground="#1d242c",
    ink="#e8edf2",
    quiet="#a7b3c0",
    hair="#2c3641",
    rule="#465361",
    stripe="#222a33",
    bar="#2f4f6f",
    bar_line="#7fb0de",
    bar_done="#5f9bd6",
    law="#4b3f60",
    law_line="#b79fdc",
    law_done="#9a80c6",
    critical="#ff8078",
    near="#f0b35a",
    status="#ff7287",
    head="#141b23",
    head_text="#ffffff",
    tier="#2a3541",
    summary="#c3cedb",
    selected="#2b4058",
    hatch="#3b382d",
    hatch_ground="#23272b",
    hatch_text="#d2c48d",
    free="#262f39",
    good="#74c77c",
    warn="#f0b35a",
    bad="#ff8d86",
    good_ground="#24402a",
    warn_ground="#493a1f",
    bad_ground="#4d2927",
    none_ground="#2a323c",
    words="#86bcf0",
    chain="#a7b3c0",
    moment="#6d7b8a",
)
GREY_PALETTE = Palette(
    ground="#ffffff",
    ink="#1a1a1a",
    quiet="#575757",
    hair="#e4e4e4",
    rule="#c4c4c4",
    stripe="#f4f4f4",
    bar="#d6d6d6",
    bar_line="#7a7a7a",
    bar_done="#7c7c7c",
    law="#efefef",
    law_line="#5a5a5a",
    law_done="#9d9d9d",
    critical="#000000",
    near="#3a3a3a",
    status="#2b2b2b",
    head="#333333",
    head_text="#ffffff",
    tier="#e2e2e2",
    summary="#3c3c3c",
    selected="#dedede",
    hatch="#dedede",
    hatch_ground="#fafafa",
    hatch_text="#5a5a5a",
    free="#f0f0f0",
    good="#333333",
    warn="#333333",
    bad="#000000",
    good_ground="#f4f4f4",
    warn_ground="#e0e0e0",
    bad_ground="#c8c8c8",
    none_ground="#ffffff",
    words="#3a3a3a",
    chain="#444444",
    moment="#8c8c8c",
)


def _bars(p: Palette) -> dict[str, MarkStyle]:
    return {
        "bar": MarkStyle(p.bar, p.bar_line, 1.0),
        "bar.done": MarkStyle(p.bar_done),
        "bar.termless": MarkStyle(p.bar_line),
        "bar.law": MarkStyle(p.law, p.law_line, 1.0),
        "bar.law.done": MarkStyle(p.law_done),
        "bar.law.termless": MarkStyle(p.law_line),
        "window": MarkStyle(p.bar_done),
        "outline.critical": MarkStyle("", p.critical, 1.8),
        "outline.near": MarkStyle("", p.near, 1.4, (4, 2)),
        "outline.conditional": MarkStyle("", p.ink, 1.0, (2, 2)),
        "milestone": MarkStyle(p.ink, p.ink, 1.5),
        "milestone.critical": MarkStyle(p.critical, p.critical, 2.0),
        "summary": MarkStyle(p.summary),
        "beyond": MarkStyle(p.ink, p.ink, 1.2),
        "baseline": MarkStyle(p.ground, p.quiet, 0.9),
        "map.sheet": MarkStyle(p.ground, p.rule, 0.8),
        "map.here": MarkStyle(p.head, p.head, 0.8),
        "figure": MarkStyle("", p.bar_done, 1.6),
        "figure.target": MarkStyle("", p.quiet, 1.1, (3, 2)),
        "slack": MarkStyle("", p.bar_line, 1.0, (3, 2)),
        "assumption": MarkStyle("", p.ink, 0.9),
        "deadline": MarkStyle(p.ink, p.ink, 1.0),
        "deadline.missed": MarkStyle(p.critical, p.critical, 1.0),
    }


def _lines(p: Palette) -> dict[str, MarkStyle]:
    return {
        "link": MarkStyle("", p.quiet, 1.0),
        "link.critical": MarkStyle("", p.critical, 1.2),
        "link.chain": MarkStyle("", p.chain, 1.1, (4, 2)),
        "link.chain.critical": MarkStyle("", p.critical, 1.4, (4, 2)),
        "grid": MarkStyle("", p.hair, 0.8),
        "grid.strong": MarkStyle("", p.rule, 1.1),
        "row.line": MarkStyle("", p.hair, 0.8),
        "axis.line": MarkStyle("", p.rule, 1.0),
        "axis.tick": MarkStyle("", p.rule, 0.8),
        "rule": MarkStyle("", p.rule, 0.8),
        "lane.line": MarkStyle("", p.rule, 1.0),
        "trend": MarkStyle("", p.quiet, 1.6),
        "trend.later": MarkStyle("", p.bad, 2.0),
        "trend.earlier": MarkStyle("", p.good, 2.0, (6, 3)),
        "trend.today": MarkStyle("", p.status, 1.2, (3, 3)),
        "fixed-moment": MarkStyle("", p.moment, 0.9, (2.5, 2.5)),
        "status": MarkStyle("", p.status, 1.5),
        "entry": MarkStyle("", p.ink, 2.2),
        "entry.second": MarkStyle("", p.ink, 0.8),
    }


def _grounds(p: Palette) -> dict[str, MarkStyle]:
    return {
        "row.selected": MarkStyle(p.selected),
        "lane.stripe": MarkStyle(p.stripe),
        "free-day": MarkStyle(p.free),
        "recess": MarkStyle(p.hatch_ground, p.hatch, 1.1, hatch="slant"),
        "axis": MarkStyle(p.tier),
        "axis.major": MarkStyle(p.head, p.ground, 0.8),
        "axis.minor": MarkStyle(p.tier, p.ground, 0.8),
        "pill.status": MarkStyle(p.status),
        "pill.entry": MarkStyle(p.ink),
        "cell.green": MarkStyle(p.good_ground),
        "cell.orange": MarkStyle(p.warn_ground),
        "cell.red": MarkStyle(p.bad_ground),
        "cell.grey": MarkStyle(p.none_ground, p.rule, 0.5),
        "table.head": MarkStyle(p.tier),
        "table.group": MarkStyle(p.stripe),
        "paper": MarkStyle(p.ground),
        "halo": MarkStyle("#d9" + p.ground[1:]),
        "frame": MarkStyle("", p.rule, 0.8),
    }


def _texts(p: Palette) -> dict[str, MarkStyle]:
    return {
        "text": MarkStyle(p.ink),
        "text.quiet": MarkStyle(p.quiet),
        "words": MarkStyle(p.words),
        "axis.major.text": MarkStyle(p.head_text),
        "axis.minor.text": MarkStyle(p.ink),
        "pill.status.text": MarkStyle("#ffffff" if p.status != "#ff7287" else p.ground),
        "pill.entry.text": MarkStyle(p.ground),
        "recess.text": MarkStyle(p.hatch_text),
        "light.green": MarkStyle(p.good, p.good, 1.6),
        "light.orange": MarkStyle(p.warn, p.warn, 1.0),
        "light.red": MarkStyle(p.bad, p.bad, 1.6),
        "light.grey": MarkStyle(p.quiet, p.quiet, 1.4),
        "state.done": MarkStyle(p.good),
        "state.late": MarkStyle(p.bad),
        "state.will_be_late": MarkStyle(p.bad),
        "state.silent": MarkStyle(p.warn),
        "state.uncertain": MarkStyle(p.warn),
        "state.no_term": MarkStyle(p.warn),
        "state.running": MarkStyle(p.ink),
        "state.planned": MarkStyle(p.quiet),
        "critical.text": MarkStyle(p.critical),
        "trend.mark": MarkStyle(p.quiet, p.quiet, 1.5),
        "trend.mark.later": MarkStyle(p.bad, p.bad, 1.5),
        "trend.mark.earlier": MarkStyle(p.good, p.good, 1.5),
        "trend.text": MarkStyle(p.ink),
        "trend.text.later": MarkStyle(p.bad),
        "trend.text.earlier": MarkStyle(p.good),
    }


def made_of(name: str, palette: Palette, **other: MarkStyle) -> Theme:
    """A theme from a palette, with looks of its own on top."""
    looks = _bars(palette) | _lines(palette) | _grounds(palette) | _texts(palette)
    return Theme(name, palette.ground, looks | {key.replace("__", "."): look for key, look in other.items()})


def _on_screen(palette: Palette) -> dict[str, MarkStyle]:
    """On a screen the head is one quiet band with plain text, and thin lines are one pixel: those draw fast."""
    return {
        "axis__major__text": MarkStyle(palette.ink),
        "axis__minor__text": MarkStyle(palette.quiet),
        "grid__strong": MarkStyle("", palette.rule, 1.0),
        "link__chain": MarkStyle("", palette.chain, 1.0, (5, 2)),
    }


LIGHT = made_of("light", LIGHT_PALETTE, **_on_screen(LIGHT_PALETTE))
DARK = made_of("dark", DARK_PALETTE, **_on_screen(DARK_PALETTE))
PAPER_PALETTE = replace(LIGHT_PALETTE, bar_done="#86b1dc", law_done="#b49fd4")  # text stands on these
PAPER = made_of("paper", PAPER_PALETTE, window=MarkStyle(LIGHT_PALETTE.bar_done))
GREY = made_of(
    "grey",
    GREY_PALETTE,
    outline__critical=MarkStyle("", GREY_PALETTE.critical, 2.4),
    status=MarkStyle("", GREY_PALETTE.status, 1.5, (6, 2)),
)
THEMES: Mapping[str, Theme] = {theme.name: theme for theme in (LIGHT, DARK, PAPER, GREY)}
