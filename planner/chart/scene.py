"""What layout makes and painters draw: shapes in plain numbers, with theme keys and never colours.

Lengths are in units of the scene: logical pixels on a screen, `Scene.unit` points on paper. x grows
to the right, y down. A label stands on its baseline. Looks ("bar.critical") are names that a theme
gives colours to; text styles ("chart.label") are in `planner.chart.styles`.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from uuid import UUID

from planner.chart.structure import Node, Role
from planner.chart.styles import STYLES


class Anchor(StrEnum):
    START = "start"
    MIDDLE = "middle"
    END = "end"


class Fade(StrEnum):
    """Where a fading box is faint."""

    BOTH = "both"  # full in the middle
    RIGHT = "right"
    LEFT = "left"


class Form(StrEnum):
    """How a diamond is drawn."""

    FILLED = "filled"  # reached
    OPEN = "open"  # planned
    DOUBLE = "double"  # planned in a window


class SignForm(StrEnum):
    """Small signs that are drawn as shapes, since fonts may lack the glyphs."""

    TICK = "tick"
    TRIANGLE = "triangle"
    CROSS = "cross"
    DOT = "dot"
    DASH = "dash"
    FLAG = "flag"  # a deadline


class Part(StrEnum):
    """What of a mark a point is on."""

    BAR = "bar"
    LEFT_EDGE = "left-edge"
    RIGHT_EDGE = "right-edge"
    PROGRESS = "progress"
    EARLIEST = "earliest"  # the first and the last day of an imprecise date
    LATEST = "latest"
    LABEL = "label"
    LINK = "link"


class MarkKind(StrEnum):
    """Kinds of mark that a legend explains."""

    BAR = "bar"
    LAW_BAR = "law-bar"
    PROGRESS = "progress"
    CRITICAL = "critical"
    NEAR_CRITICAL = "near-critical"
    WINDOW = "window"
    TERMLESS = "termless"
    CONDITIONAL = "conditional"
    MILESTONE = "milestone"
    MILESTONE_DONE = "milestone-done"
    SUMMARY = "summary"
    SLACK = "slack"
    ASSUMPTION = "assumption"  # the date rests on a value that nobody gave
    DEADLINE = "deadline"
    BASELINE = "baseline"
    LINK = "link"
    CHAIN_LINK = "chain-link"
    CRITICAL_LINK = "critical-link"
    STATUS_DATE = "status-date"
    ENTRY = "entry"
    FIXED_MOMENT = "fixed-moment"
    FREE_DAY = "free-day"
    RECESS = "recess"
    BEYOND = "beyond"  # goes on outside the dates that are shown


@dataclass(frozen=True, slots=True)
class Rect:
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def contains(self, x: float, y: float) -> bool:
        return self.x <= x < self.right and self.y <= y < self.bottom

    def overlaps(self, other: Rect) -> bool:
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, filled and outlined as its look says."""

    x: float
    y: float
    width: float
    height: float
    look: str
    radius: float = 0.0
    about: UUID | None = None


@dataclass(frozen=True, slots=True)
class FadingBox:
    """A bar whose ends are not certain."""

    x: float
    y: float
    width: float
    height: float
    look: str
    fade: Fade = Fade.BOTH
    about: UUID | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """A hatched rectangle."""

    x: float
    y: float
    width: float
    height: float
    look: str


@dataclass(frozen=True, slots=True)
class Diamond:
    """A diamond around its centre; `size` is from the centre to a point."""

    x: float
    y: float
    size: float
    look: str
    form: Form = Form.OPEN
    about: UUID | None = None


@dataclass(frozen=True, slots=True)
class Bracket:
    """A summary: a beam with a hook at both ends."""

    x: float
    y: float
    width: float
    height: float
    look: str
    about: UUID | None = None


@dataclass(frozen=True, slots=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    look: str


@dataclass(frozen=True, slots=True)
class Polyline:
    """A line through points, with an arrow head at its end unless told otherwise."""

    points: tuple[tuple[float, float], ...]
    look: str
    arrow: bool = True
    about: UUID | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """A small sign around its centre; `size` is its full height."""

    x: float
    y: float
    size: float
    form: SignForm
    look: str
    node: int | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text on its baseline. `width` is what it was measured to take.

    `node` is the number of the part of the sheet (`Scene.nodes`) that it belongs to; None for that of its layer.
    """

    x: float
    y: float
    text: str
    style: str
    width: float
    look: str = "text"
    anchor: Anchor = Anchor.START
    about: UUID | None = None
    node: int | None = None

    @property
    def size(self) -> float:
        return STYLES[self.style].size

    @property
    def left(self) -> float:
        if self.anchor is Anchor.START:
            return self.x
        return self.x - (self.width if self.anchor is Anchor.END else self.width / 2)

    @property
    def box(self) -> Rect:
        """What the letters take: from their highest point to their lowest."""
        return Rect(self.left, self.y - self.size * 0.78, self.width, self.size)


NOTHING = UUID(int=0)
Shape = Box | FadingBox | Band | Diamond | Bracket | Line | Polyline | Sign | Label


def moved(shape: Shape, dx: float, dy: float) -> Shape:
    """The same shape in another place."""
    if isinstance(shape, Line):
        return Line(shape.x1 + dx, shape.y1 + dy, shape.x2 + dx, shape.y2 + dy, shape.look)
    if isinstance(shape, Polyline):
        points = tuple((x + dx, y + dy) for x, y in shape.points)
        return Polyline(points, shape.look, shape.arrow, shape.about)
    return replace(shape, x=shape.x + dx, y=shape.y + dy)


def span_of(shape: Shape) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a shape without its outline."""
    match shape:
        case Polyline():
            across, down = [x for x, _ in shape.points], [y for _, y in shape.points]
            return min(across), min(down), max(across), max(down)
        case Line():
            return min(shape.x1, shape.x2), min(shape.y1, shape.y2), max(shape.x1, shape.x2), max(shape.y1, shape.y2)
        case Diamond() | Sign():
            return shape.x - shape.size, shape.y - shape.size, shape.x + shape.size, shape.y + shape.size
        case Label():
            return shape.left, shape.y - shape.size, shape.left + shape.width, shape.y + shape.size * 0.25
        case _:
            return shape.x, shape.y, shape.x + shape.width, shape.y + shape.height


@dataclass(frozen=True, slots=True)
class Layer:
    """Shapes that are painted together; nothing shows outside `clip`."""

    name: str
    shapes: tuple[Shape, ...]
    clip: Rect | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a mark that can be pointed at."""

    about: UUID
    part: Part
    rect: Rect


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands for one activity in the picture: where, and in words for who cannot see it.

    The words can be left to when they are asked for: few are, and writing them costs as much as painting.
    """

    about: UUID
    rect: Rect
    words: str | Callable[[], str] = field(compare=False)

    @property
    def text(self) -> str:
        return self.words if isinstance(self.words, str) else self.words()


@dataclass(frozen=True, slots=True)
class SceneRow:
    """One row of the chart: its number among all rows, and its place."""

    about: UUID
    index: int
    y: float
    height: float


@dataclass(frozen=True)
class Scene:
    """A picture. On paper it is one sheet: `unit` is the points a unit takes.

    Layers are in the order of painting. Regions of later marks lie above those of earlier ones.
    """

    width: float
    height: float
    layers: tuple[Layer, ...]
    rows: tuple[SceneRow, ...] = ()
    regions: tuple[Region, ...] = ()
    marks: tuple[Mark, ...] = ()
    kinds: frozenset[MarkKind] = frozenset()
    head_height: float = 0.0
    unit: float = 1.0
    title: str = ""
    about: str = ""  # what is on this sheet, for its bookmark
    notes: tuple[str, ...] = field(default=(), metadata={"about": "what was left out, in words"})
    nodes: tuple[Node, ...] = ()  # its parts, in reading order
    figures: Mapping[UUID, int] = field(default_factory=dict[UUID, int])  # the part that a mark belongs to
    layer_nodes: Mapping[str, int] = field(default_factory=dict[str, int])  # the part of a layer's other texts

    def node_of(self, shape: Shape, layer: str = "") -> int:
        """The part of the sheet that a shape belongs to; -1 for decoration."""
        node = shape.node if isinstance(shape, Label | Sign) else None
        if node is None:
            node = self.figures.get(getattr(shape, "about", None) or NOTHING, None)
        if node is None and isinstance(shape, Label):
            node = self.layer_nodes.get(layer)
        return -1 if node is None or self.nodes[node].role is Role.ARTIFACT else node

    def shapes(self) -> Iterator[Shape]:
        for layer in self.layers:
            yield from layer.shapes

    def layer(self, name: str) -> tuple[Shape, ...]:
        """The shapes of one layer; none where the scene has no such layer."""
        return next((layer.shapes for layer in self.layers if layer.name == name), ())

    def labels(self) -> Iterator[Label]:
        return (shape for shape in self.shapes() if isinstance(shape, Label))

    def hit(self, x: float, y: float) -> Region | None:
        """What is at a point: the uppermost region."""
        return next((region for region in reversed(self.regions) if region.rect.contains(x, y)), None)


@dataclass(slots=True)
class Canvas:
    """Where layout collects what it makes: shapes by layer, regions, marks and their kinds."""

    layers: dict[str, list[Shape]] = field(default_factory=dict[str, "list[Shape]"])
    clips: dict[str, Rect] = field(default_factory=dict[str, Rect])
    regions: list[Region] = field(default_factory=list[Region])
    marks: list[Mark] = field(default_factory=list[Mark])
    kinds: set[MarkKind] = field(default_factory=set[MarkKind])
    nodes: list[Node] = field(default_factory=list[Node])
    figures: dict[UUID, int] = field(default_factory=dict[UUID, int])
    layer_nodes: dict[str, int] = field(default_factory=dict[str, int])
    _inside: list[int] = field(default_factory=list[int])

    def put(self, layer: str, *shapes: Shape) -> None:
        if self._inside:
            node = self._inside[-1]
            shapes = tuple(
                replace(shape, node=node) if isinstance(shape, Label | Sign) and shape.node is None else shape
                for shape in shapes
            )
        self.layers.setdefault(layer, []).extend(shapes)

    def part(
        self, role: Role, alternative: str = "", *, key: str = "", language: str = "", about: Iterable[UUID] = ()
    ) -> int:
        """A new part of the sheet within the one that is open, after those before it; gives its number.

        The marks of the rows that it is `about` belong to it.
        """
        parent = self._inside[-1] if self._inside else -1
        self.nodes.append(Node(role, parent, alternative, key, language))
        number = len(self.nodes) - 1
        self.figures.update(dict.fromkeys(about, number))
        return number

    @contextmanager
    def within(self, part: int) -> Generator[int]:
        """What is written meanwhile belongs to a part."""
        self._inside.append(part)
        try:
            yield part
        finally:
            self._inside.pop()

    @contextmanager
    def inside(
        self, role: Role, alternative: str = "", *, key: str = "", language: str = "", about: Iterable[UUID] = ()
    ) -> Generator[int]:
        """What is written meanwhile belongs to a new part of the sheet."""
        with self.within(self.part(role, alternative, key=key, language=language, about=about)) as number:
            yield number

    def drawn(self, order: tuple[str, ...]) -> tuple[Layer, ...]:
        """The layers that have something, in the given order."""
        unknown = set(self.layers) - set(order)
        assert not unknown, unknown
        return tuple(
            Layer(name, tuple(self.layers[name]), self.clips.get(name)) for name in order if name in self.layers
        )
