"""Sheets as PowerPoint slides: every shape is a native one that can be moved, coloured and typed in.

What belongs to one activity is one group, named after it, so that it moves together. The notes of a slide
hold what was left out and the sources. A slide is as large as the sheet.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from planner.chart.scene import (
    Band,
    Box,
    Bracket,
    Diamond,
    Fade,
    FadingBox,
    Form,
    Label,
    Line,
    Mark,
    Polyline,
    Rect,
    Scene,
    Shape,
    Sign,
    SignForm,
)
from planner.chart.styles import STYLES
from planner.domain.model import Activity
from planner.domain.plan import Plan
from planner.language.translator import Translator
from planner.message import N_
from planner.painting.packing import packed_alike
from planner.painting.theme import PAPER, MarkStyle, Theme

EMU_IN_POINT = 12_700
FONT = "Arial"
ASCENT, LINE_HEIGHT = 0.905, 1.15
"""Of the font, in ems: where its baseline stands in a line of text, and how high that line is."""
ROOM = 1.12
"""Times its measured width a text box is wide: other fonts are a little wider."""
STRONG, FAINT = 0.85, 0.12
NAMES: dict[type, str] = {
    Box: N_("bar"),
    FadingBox: N_("date window"),
    Band: N_("recess"),
    Diamond: N_("milestone"),
    Bracket: N_("summary"),
    Line: N_("line"),
    Polyline: N_("link"),
    Sign: N_("sign"),
    Label: N_("text"),
}


def slides_bytes(
    scenes: Iterable[Scene], plan: Plan, translator: Translator, *, now: datetime, theme: Theme = PAPER
) -> bytes:
    """A presentation with one slide for each sheet."""
    from pptx import Presentation
    from pptx.util import Emu

    deck: Any = Presentation()
    sheets = list(scenes)
    for number, scene in enumerate(sheets):
        if number == 0:
            deck.slide_width = Emu(_emu(scene.width, scene))
            deck.slide_height = Emu(_emu(scene.height, scene))
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        _Slide(slide, scene, plan, translator, theme).draw()
        slide.notes_slide.notes_text_frame.text = _notes(scene, plan, translator)
    about = deck.core_properties
    about.title = sheets[0].title if sheets else plan.programme.name
    about.author = about.last_modified_by = "Ketenplanner"
    about.language = translator.code
    about.created = about.modified = now.replace(tzinfo=None, microsecond=0)
    out = io.BytesIO()
    deck.save(out)
    return packed_alike(out.getvalue())


def _emu(length: float, scene: Scene) -> int:
    return round(length * scene.unit * EMU_IN_POINT)


def _notes(scene: Scene, plan: Plan, translator: Translator) -> str:
    """What was left out of the sheet, and every source that the plan names."""
    lines = [scene.title, *scene.notes]
    if plan.sources:
        lines.append(translator.translate(N_("Sources:")))
    lines += [f"{s.title} ({s.reference})" if s.reference else s.title for s in plan.sources]
    return "\n".join(lines)


class _Slide:
    """One slide while it is drawn."""

    def __init__(self, slide: Any, scene: Scene, plan: Plan, translator: Translator, theme: Theme) -> None:
        self._shapes, self._scene, self._plan = slide.shapes, scene, plan
        self._wording, self._theme = translator, theme
        self._marks: dict[UUID, Mark] = {mark.about: mark for mark in scene.marks}
        self._groups: dict[UUID, list[Any]] = {}
        self._count = 0

    def draw(self) -> None:
        """Every layer in order; groups come last, so that they lie on top."""
        for layer in self._scene.layers:
            for shape in layer.shapes:
                within = shape if layer.clip is None else _within(shape, layer.clip)
                if within is not None:
                    self._put(within, layer.name)
        for about, parts in self._groups.items():
            self._group(about, parts)

    def _put(self, shape: Shape, layer: str) -> None:
        made = self._made(shape)
        self._count += 1
        about = getattr(shape, "about", None)
        activity = self._plan.get(Activity, about)
        what = self._wording.translate(NAMES[type(shape)])
        for number, part in enumerate(made):
            if activity is not None:
                part.name = f"{activity.key} {what}" + (f" {number + 1}" if number else "")
                self._groups.setdefault(activity.id, []).append(part)
            else:
                text = shape.text if isinstance(shape, Label) else f"{layer} {self._count}"
                part.name = f"{what}: {text}"[:120]

    def _group(self, about: UUID, parts: Sequence[Any]) -> None:
        activity = self._plan.activity(about)
        group = parts[0] if len(parts) == 1 else self._shapes.add_group_shape(shapes=list(parts))
        group.name = f"{activity.key} {activity.name}"[:250]
        mark = self._marks.get(about)
        if mark is not None:
            group._element.xpath(".//p:cNvPr")[0].set("descr", mark.text)

    # --- shapes -----------------------------------------------------------------------------------

    def _made(self, shape: Shape) -> list[Any]:
        match shape:
            case Box():
                return [self._box(shape)]
            case FadingBox():
                return [self._fading(shape)]
            case Band():
                return [self._band(shape)]
            case Diamond():
                return self._diamonds(shape)
            case Bracket():
                return [self._bracket(shape)]
            case Line():
                return [self._path(((shape.x1, shape.y1), (shape.x2, shape.y2)), self._theme.look(shape.look))]
            case Polyline():
                return [self._path(shape.points, self._theme.look(shape.look), arrow=shape.arrow)]
            case Sign():
                return [self._sign(shape)]
            case Label():
                return [self._label(shape)]

    def _auto(self, kind: Any, x: float, y: float, width: float, height: float) -> Any:
        scene = self._scene
        size = [_emu(each, scene) for each in (x, y, max(width, 0.2), max(height, 0.2))]
        made = self._shapes.add_shape(kind, *size)
        _bare(made)
        return made

    def _box(self, box: Box) -> Any:
        from pptx.enum.shapes import MSO_SHAPE

        kind = MSO_SHAPE.ROUNDED_RECTANGLE if box.radius else MSO_SHAPE.RECTANGLE
        made = self._auto(kind, box.x, box.y, box.width, box.height)
        if box.radius:
            made.adjustments[0] = min(0.5, box.radius / max(min(box.width, box.height), 0.1))
        self._apply_theme(made, self._theme.look(box.look))
        return made

    def _fading(self, box: FadingBox) -> Any:
        from pptx.enum.shapes import MSO_SHAPE

        made = self._auto(MSO_SHAPE.RECTANGLE, box.x, box.y, box.width, box.height)
        colour = self._theme.look(box.look).fill
        ends = {Fade.BOTH: (FAINT, STRONG, FAINT), Fade.RIGHT: (STRONG, FAINT), Fade.LEFT: (FAINT, STRONG)}[box.fade]
        _gradient(made, [_mixed(colour, self._theme.background, each) for each in ends])
        made.line.fill.background()
        return made

    def _band(self, band: Band) -> Any:
        from pptx.dml.color import RGBColor
        from pptx.enum.dml import MSO_PATTERN
        from pptx.enum.shapes import MSO_SHAPE

        made = self._auto(MSO_SHAPE.RECTANGLE, band.x, band.y, band.width, band.height)
        look = self._theme.look(band.look)
        made.fill.patterned()
        made.fill.pattern = MSO_PATTERN.LIGHT_UPWARD_DIAGONAL
        made.fill.fore_color.rgb = RGBColor.from_string(_hex(look.line))
        made.fill.back_color.rgb = RGBColor.from_string(_hex(look.fill))
        made.line.fill.background()
        return made

    def _diamonds(self, diamond: Diamond) -> list[Any]:
        from pptx.enum.shapes import MSO_SHAPE

        look = self._theme.look(diamond.look)
        sizes = [diamond.size + 1, diamond.size * 0.48] if diamond.form is Form.DOUBLE else [diamond.size]
        found: list[Any] = []
        for size in sizes:
            made = self._auto(MSO_SHAPE.DIAMOND, diamond.x - size, diamond.y - size, 2 * size, 2 * size)
            fill = look.fill if diamond.form is Form.FILLED else self._theme.background
            self._apply_theme(made, MarkStyle(fill, look.line or look.fill, look.width or 1.0))
            found.append(made)
        return found

    def _bracket(self, bracket: Bracket) -> Any:
        x, y, right, bottom = bracket.x, bracket.y, bracket.x + bracket.width, bracket.y + bracket.height
        beam = y + bracket.height * 0.52
        hook = min(bracket.height * 0.75, bracket.width / 2)
        points = ((x, y), (right, y), (right, bottom), (right - hook, beam), (x + hook, beam), (x, bottom))
        return self._area(points, self._theme.look(bracket.look).fill)

    def _area(self, points: Sequence[tuple[float, float]], fill: str) -> Any:
        made = self._free(points, close=True)
        self._apply_theme(made, MarkStyle(fill))
        return made

    def _free(self, points: Sequence[tuple[float, float]], *, close: bool) -> Any:
        places = [(_emu(x, self._scene), _emu(y, self._scene)) for x, y in points]
        builder = self._shapes.build_freeform(*places[0], scale=1.0)
        builder.add_line_segments(places[1:], close=close)
        made = builder.convert_to_shape()
        _bare(made)
        return made

    def _path(self, points: Sequence[tuple[float, float]], look: MarkStyle, *, arrow: bool = False) -> Any:
        if len(points) == 2:
            from pptx.enum.shapes import MSO_CONNECTOR

            (x1, y1), (x2, y2) = points
            ends = [_emu(each, self._scene) for each in (x1, y1, x2, y2)]
            made = self._shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *ends)
            _bare(made)
        else:
            made = self._free(points, close=False)
            made.fill.background()
        _stroke(made.line, look, self._scene)
        if arrow:
            line = made.line._get_or_add_ln()
            line.append(line.makeelement(_a("tailEnd"), {"type": "triangle", "w": "sm", "len": "sm"}))
        return made

    def _sign(self, sign: Sign) -> Any:
        from pptx.enum.shapes import MSO_SHAPE

        look, half = self._theme.look(sign.look), sign.size / 2
        colour, x, y = look.fill or look.line, sign.x, sign.y
        stroke = MarkStyle("", colour, sign.size * 0.17)
        match sign.form:
            case SignForm.TICK:
                points = (
                    *((x - half * 0.75, y + half * 0.05), (x - half * 0.2, y + half * 0.6)),
                    (x + half * 0.8, y - half * 0.6),
                )
                return self._path(points, stroke)
            case SignForm.DASH:
                return self._path(((x - half * 0.5, y), (x + half * 0.5, y)), stroke)
            case SignForm.FLAG:
                pole = max(sign.size * 0.09, 0.8)
                points = (
                    *((x - pole, y - half), (x, y - half), (x + sign.size * 0.42, y - half * 0.5), (x, y)),
                    *((x, y + half), (x - pole, y + half)),
                )
                return self._area(points, colour)
        kinds = {SignForm.CROSS: MSO_SHAPE.MATH_MULTIPLY, SignForm.DOT: MSO_SHAPE.OVAL}
        kind = kinds.get(sign.form, MSO_SHAPE.ISOSCELES_TRIANGLE)
        reach = half * {SignForm.DOT: 0.45, SignForm.CROSS: 1.1}.get(sign.form, 0.9)
        made = self._auto(kind, x - reach, y - reach, 2 * reach, 2 * reach)
        self._apply_theme(made, MarkStyle(colour))
        return made

    def _label(self, label: Label) -> Any:
        from pptx.dml.color import RGBColor
        from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
        from pptx.util import Emu, Pt

        style, scene = STYLES[label.style], self._scene
        width, height = label.width * ROOM + 2, style.size * LINE_HEIGHT
        left = {"start": label.x, "middle": label.x - width / 2, "end": label.x - width}[label.anchor.value]
        top = label.y - style.size * ASCENT
        made = self._shapes.add_textbox(*(Emu(_emu(each, scene)) for each in (left, top, width, height)))
        frame = made.text_frame
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.word_wrap, frame.auto_size = False, MSO_AUTO_SIZE.NONE
        frame.vertical_anchor = MSO_ANCHOR.TOP
        paragraph = frame.paragraphs[0]
        paragraph.alignment = {"start": PP_ALIGN.LEFT, "middle": PP_ALIGN.CENTER, "end": PP_ALIGN.RIGHT}[
            label.anchor.value
        ]
        run = paragraph.add_run()
        run.text = label.text
        run.font.name, run.font.size = FONT, Pt(round(style.size * scene.unit * 2) / 2)
        run.font.bold, run.font.italic = style.bold, style.italic
        run.font.color.rgb = RGBColor.from_string(_hex(self._theme.look(label.look).fill))
        return made

    def _apply_theme(self, made: Any, look: MarkStyle) -> None:
        from pptx.dml.color import RGBColor

        if look.fill:
            made.fill.solid()
            made.fill.fore_color.rgb = RGBColor.from_string(_hex(look.fill))
        else:
            made.fill.background()
        if look.line and look.width:
            _stroke(made.line, look, self._scene)
        else:
            made.line.fill.background()


def _bare(made: Any) -> None:
    """Take the template's own style off a shape: its shadow, and colours that nobody chose."""
    for style in made._element.xpath("./p:style"):
        made._element.remove(style)


def _stroke(line: Any, look: MarkStyle, scene: Scene) -> None:
    """The colour, width and dashes of a line."""
    from pptx.dml.color import RGBColor
    from pptx.enum.dml import MSO_LINE
    from pptx.util import Emu

    line.color.rgb = RGBColor.from_string(_hex(look.line or look.fill or "#000000"))
    line.width = Emu(max(_emu(look.width or 0.8, scene), 3_175))
    if look.dash:
        line.dash_style = MSO_LINE.ROUND_DOT if look.dash[0] < 2 else MSO_LINE.DASH


def _a(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/drawingml/2006/main}}{name}"


def _hex(colour: str) -> str:
    """#rrggbb or #aarrggbb as the six digits of PowerPoint."""
    return (colour.lstrip("#") or "000000")[-6:].upper()


def _mixed(colour: str, ground: str, strength: float) -> str:
    """A colour as it looks over the ground."""
    pairs = zip(bytes.fromhex(_hex(colour)), bytes.fromhex(_hex(ground)), strict=True)
    return "".join(f"{round(c * strength + g * (1 - strength)):02X}" for c, g in pairs)


def _gradient(made: Any, colours: Sequence[str]) -> None:
    """A fill that goes from left to right through some colours."""
    made.fill.gradient()
    made.fill.gradient_angle = 0
    stops = made.fill._fill._gradFill.find(_a("gsLst"))
    for stop in list(stops):
        stops.remove(stop)
    for number, colour in enumerate(colours):
        stop = stops.makeelement(_a("gs"), {"pos": str(round(100_000 * number / (len(colours) - 1)))})
        stop.append(stop.makeelement(_a("srgbClr"), {"val": colour}))
        stops.append(stop)


def _within(shape: Shape, clip: Rect) -> Shape | None:
    """What of a shape shows inside a rectangle; None where nothing does."""
    from dataclasses import replace

    match shape:
        case Box() | FadingBox() | Band() | Bracket():
            left, right = max(shape.x, clip.x), min(shape.x + shape.width, clip.right)
            top, bottom = max(shape.y, clip.y), min(shape.y + shape.height, clip.bottom)
            if right <= left or bottom <= top:
                return None
            return replace(shape, x=left, y=top, width=right - left, height=bottom - top)
        case Line():
            if max(shape.x1, shape.x2) < clip.x or min(shape.x1, shape.x2) > clip.right:
                return None
            x1, x2 = (min(max(x, clip.x), clip.right) for x in (shape.x1, shape.x2))
            y1, y2 = (min(max(y, clip.y), clip.bottom) for y in (shape.y1, shape.y2))
            return Line(x1, y1, x2, y2, shape.look) if (x1, y1) != (x2, y2) else None
        case Polyline():
            inside = any(clip.contains(x, y) for x, y in shape.points)
            points = tuple((min(max(x, clip.x), clip.right), min(max(y, clip.y), clip.bottom)) for x, y in shape.points)
            return replace(shape, points=points) if inside else None
        case Label():
            return shape if clip.contains(shape.left, shape.y - 1) else None
        case _:
            return shape if clip.contains(shape.x, shape.y) else None
