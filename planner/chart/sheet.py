"""What every sheet of paper has: its size, a title block, a legend of what is on it, and a foot line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from planner.chart.axis import centred
from planner.chart.scene import Anchor, Box, Canvas, Label, Line
from planner.chart.structure import Role
from planner.chart.styles import Measure, fitted, wrapped
from planner.domain.plan import Plan
from planner.errors import EditRefused
from planner.language.translator import Translator
from planner.message import N_

POINTS_IN_MM = 72 / 25.4
PAPER_MM: dict[str, tuple[int, int]] = {
    "A4": (210, 297),
    "A3": (297, 420),
    "A2": (420, 594),
    "A1": (594, 841),
    "A0": (841, 1189),
}
OWN_SIZE = re.compile(r"(\d{2,4})x(\d{2,4})")
LEAST_MM, MOST_MM = 100, 5000
UNIT_GROWS_MM = 500
"""The shorter side of a sheet of another size from which its texts grow."""
UNITS: dict[str, float] = {"A4": 1.0, "A3": 1.0, "A2": 1.2, "A1": 1.5, "A0": 2.0}
"""Points in a unit: large sheets hang on a wall and are read from further away."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet in units: its size, its margin, and the points a unit takes."""

    name: str
    width: float
    height: float
    margin: float
    unit: float

    @classmethod
    def named(cls, name: str, *, landscape: bool = True) -> Paper:
        """A sheet by its name, A4 to A0, or as width x height in millimetres (500x700); EditRefused for others."""
        own = OWN_SIZE.fullmatch(name)
        if own is not None and all(LEAST_MM <= int(side) <= MOST_MM for side in own.groups()):
            width, height = (int(side) * POINTS_IN_MM for side in own.groups())
            unit = 1.0 if min(int(side) for side in own.groups()) < UNIT_GROWS_MM else 1.2
            return cls(name, width / unit, height / unit, 21.0 if min(width, height) / unit > 700 else 17.0, unit)
        if name not in PAPER_MM:
            raise EditRefused(
                N_("There is no paper size {name}. Choose one of {sizes}, or width x height in mm, as 500x700."),
                name=name,
                sizes=", ".join(PAPER_MM),
            )
        unit = UNITS[name]
        short, long = (side * POINTS_IN_MM / unit for side in PAPER_MM[name])
        width, height = (long, short) if landscape else (short, long)
        return cls(name, width, height, 21.0 if short > 700 else 17.0, unit)

    @property
    def right(self) -> float:
        return self.width - self.margin

    @property
    def inner(self) -> float:
        return self.width - 2 * self.margin


class Writer:
    """Writes lines of text on a canvas, shortened to the room they have."""

    def __init__(self, canvas: Canvas, measure: Measure) -> None:
        self.canvas = canvas
        self.measure = measure

    def width(self, text: str, style: str) -> float:
        return self.measure(text, style)

    def write(
        self,
        x: float,
        y: float,
        text: str,
        style: str,
        *,
        room: float,
        look: str = "text",
        anchor: Anchor = Anchor.START,
        layer: str = "text",
    ) -> Label | None:
        """A text on a baseline within a room; nothing where no letter fits."""
        text = fitted(text, style, room, self.measure)
        if not text.strip():
            return None
        label = Label(x, y, text, style, self.measure(text, style), look, anchor)
        self.canvas.put(layer, label)
        return label

    def middle(self, x: float, middle: float, text: str, style: str, *, room: float, **how: object) -> Label | None:
        """As `write`, with the text's middle at a height."""
        return self.write(x, centred(middle, style), text, style, room=room, **how)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class SheetText:
    """What stands around the chart on a sheet."""

    title: str
    subtitle: str
    facts: tuple[str, ...]  # at the right; the first is bold
    foot_left: str
    file_name: str
    printed_at: datetime | None
    number: int = 1
    count: int = 1
    across: int = 1  # sheets side by side, for the small map of them


def title_block(writer: Writer, paper: Paper, text: SheetText) -> float:
    """Title and subtitle left, facts right; gives the height at which it ends."""
    widest = max((writer.width(fact, _fact_style(n)) for n, fact in enumerate(text.facts)), default=0.0)
    right_room = min(widest, paper.inner * 0.42)
    map_room = min(text.across, MOST_MAPPED) * MAP_CELL[0] + MAP_GAP if text.count > 1 else 0.0
    left_room = paper.inner - right_room - map_room - 12
    top = paper.margin
    style = "paper.title"
    lines = [text.title]
    if writer.width(text.title, style) > left_room:
        style = "paper.title.small"
    if writer.width(text.title, style) > left_room:  # in two lines, the rest shortened
        style = "paper.programme"
        lines = wrapped(text.title, style, left_room, writer.measure)
        lines = [*lines[:1], *([" ".join(lines[1:])] if lines[1:] else [])]
    canvas = writer.canvas
    with canvas.inside(Role.TITLE, key=f"title {text.title}"):
        for number, line in enumerate(lines):
            y = top + 16 if len(lines) == 1 else top + 8 + number * 13
            writer.write(paper.margin, y, line, style, room=left_room)
    with canvas.inside(Role.PARAGRAPH, key=f"subtitle {text.subtitle}"):
        writer.write(paper.margin, top + 34, text.subtitle, "paper.subtitle", room=left_room, look="text.quiet")
    if text.count > 1:
        _map(writer, paper.right - right_room - MAP_GAP, top + 2, text)
    for number, fact in enumerate(text.facts[:3]):
        look, y = "text" if number == 0 else "text.quiet", top + 11 + number * 13
        with canvas.inside(Role.PARAGRAPH, key=f"fact {fact}"):
            writer.write(paper.right, y, fact, _fact_style(number), room=right_room + 1, look=look, anchor=Anchor.END)
    return top + 42


def _map(writer: Writer, right: float, top: float, text: SheetText) -> None:
    """A small map of all sheets, this one filled; the rows around it where there are many."""
    down = -(-text.count // text.across)
    width, height = MAP_CELL
    at_row, at_column = divmod(text.number - 1, text.across)
    first = max(0, min(at_row - MOST_MAPPED_DOWN // 2, down - MOST_MAPPED_DOWN))
    left = right - min(text.across, MOST_MAPPED) * width
    for row in range(first, min(down, first + MOST_MAPPED_DOWN)):
        for column in range(min(text.across, MOST_MAPPED)):
            if row * text.across + column < text.count:
                here = (row, column) == (at_row, at_column)
                place = (left + column * width, top + (row - first) * height)
                look = "map.here" if here else "map.sheet"
                writer.canvas.put("legend", Box(*place, width - 1.4, height - 1.4, look))


def _fact_style(number: int) -> str:
    return "paper.fact" if number == 0 else "paper.facts"


def facts_of(plan: Plan, translator: Translator, extra: str = "") -> tuple[str, ...]:
    """Status date; baseline, version and state; and one line more."""
    programme = plan.programme
    translate = translator.translate
    second: list[str] = []
    if plan.baselines:
        second.append(translate(N_("baseline: {name}"), name=plan.baselines[-1].name))
    if programme.version:
        second.append(translate(N_("version {version}"), version=programme.version))
    second.append(translator.choice(programme.state).lower())
    second += [programme.classification] if programme.classification else []
    second += [programme.marking] if programme.marking else []
    status = translate(N_("Status date {day}"), day=translator.date(programme.status_date, "long"))
    return tuple(part for part in (status, " · ".join(second), extra) if part)


FOOT_HEIGHT = 16.0
MAP_CELL = (8.0, 6.0)
MAP_GAP = 10.0
MOST_MAPPED, MOST_MAPPED_DOWN = 12, 6


def foot(writer: Writer, paper: Paper, text: SheetText, translator: Translator) -> float:
    """The line at the bottom: sources left, file, print and sheet right; gives where it begins."""
    top = paper.height - paper.margin - FOOT_HEIGHT + 4
    writer.canvas.put("frame", Line(paper.margin, top, paper.right, top, "rule"))
    translate = translator.translate
    parts = [text.file_name] if text.file_name else []
    if text.printed_at is not None:
        when = f"{translator.date(text.printed_at.date())} {text.printed_at:%H:%M}"
        parts.append(translate(N_("printed {when}"), when=when))
    parts.append(translate(N_("sheet {number} of {count}"), number=text.number, count=text.count))
    parts.append(paper.name)
    right = " · ".join(parts)
    y = top + 10
    with writer.canvas.inside(Role.ARTIFACT):
        written = writer.write(
            paper.right, y, right, "paper.small", room=paper.inner * 0.6, look="text.quiet", anchor=Anchor.END
        )
    taken = written.width if written else 0.0
    with writer.canvas.inside(Role.PARAGRAPH, key=f"source {text.foot_left}"):
        writer.write(paper.margin, y, text.foot_left, "paper.small", room=paper.inner - taken - 16, look="text.quiet")
    return top


def source_line(plan: Plan, translator: Translator) -> str:
    """The sources of the plan, the one that most rows cite first."""
    if not plan.sources:
        return ""
    from planner.domain.model import Citation

    uses: dict[object, int] = {}
    for citation in plan.rows(Citation):
        uses[citation.source_id] = uses.get(citation.source_id, 0) + 1
    ordered = sorted(plan.sources, key=lambda s: (-uses.get(s.id, 0), s.position, s.key))
    first = ordered[0]
    named = first.title + (f" ({first.reference})" if first.reference else "")
    if len(ordered) > 1:
        more = translator.plural("and {number} other source", "and {number} other sources", len(ordered) - 1)
        named = f"{named}; {more}"
    return translator.translate(N_("Source: {names}"), names=named)
