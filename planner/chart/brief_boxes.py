"""Draws the head of the chain overview: the programme, the sentence that leads, and the boxes beneath it."""

from __future__ import annotations

from planner.chart.brief import Brief, BriefBox, BriefItem
from planner.chart.scene import Anchor, Box, Line
from planner.chart.sheet import Paper, SheetText, Writer
from planner.chart.structure import Role
from planner.chart.styles import STYLES, fitted, wrapped
from planner.language.translator import Translator
from planner.message import N_

GAP = 12.0
PAD = 7.0
LINE = 9.6
BETWEEN = 3.0
MOST_ITEMS = 3
SENTENCES = ("paper.sentence", "paper.sentence.small", "paper.title.small")
SIGN = 11.0


class BriefHead:
    """The head of the first sheet; `draw` gives the height at which it ends."""

    def __init__(self, writer: Writer, paper: Paper, translator: Translator) -> None:
        self._writer, self._paper, self._wording = writer, paper, translator

    def draw(self, text: SheetText, brief: Brief) -> float:
        y = self._title(text)
        y = self._sentence(brief.sentence, y)
        return self._boxes(brief.boxes, y + 3) if brief.boxes else y

    def _title(self, text: SheetText) -> float:
        """The programme and what the sheet is at the left, the facts on one line at the right."""
        writer, paper, canvas = self._writer, self._paper, self._writer.canvas
        y, right = paper.margin + 10, paper.right
        title = canvas.part(Role.TITLE, key=f"title {text.title}")
        subtitle = canvas.part(Role.PARAGRAPH, key=f"subtitle {text.subtitle}")
        for number, fact in enumerate(text.facts):
            style, look = ("paper.fact", "text") if number == 0 else ("paper.facts", "text.quiet")
            room = min(writer.width(fact, style) + 1, paper.inner * 0.4)
            with canvas.inside(Role.PARAGRAPH, key=f"fact {fact}"):
                label = writer.write(right, y, fact, style, room=room, look=look, anchor=Anchor.END)
            right -= (label.width if label else 0.0) + GAP
            if right < paper.margin + paper.inner * 0.55:
                break
        left_room = right - paper.margin - GAP
        style = "paper.programme"
        lines = wrapped(text.title, style, left_room, writer.measure)[:3]
        with canvas.within(title):
            for number, line in enumerate(lines):
                writer.write(paper.margin, y + number * 14, line, style, room=left_room)
        taken = max((writer.width(line, style) for line in lines[-1:]), default=0.0) + 10
        y += (len(lines) - 1) * 14
        beside = left_room - taken >= writer.width(text.subtitle, "paper.subtitle")
        x, at = (paper.margin + taken, y) if beside else (paper.margin, y + 13)
        with canvas.within(subtitle):
            writer.write(x, at, text.subtitle, "paper.subtitle", room=paper.right - x, look="text.quiet")
        return at + 4

    def _sentence(self, sentence: str, y: float) -> float:
        """The sentence in the largest type that sets it in two lines."""
        writer, room = self._writer, self._paper.inner
        if not sentence:
            return y
        style = next((s for s in SENTENCES if len(wrapped(sentence, s, room, writer.measure)) <= 2), SENTENCES[-1])
        size = STYLES[style].size
        with writer.canvas.inside(Role.PARAGRAPH):
            for line in wrapped(sentence, style, room, writer.measure):
                y += size * 1.22
                writer.write(self._paper.margin, y, line, style, room=room)
        return y + size * 0.35

    # --- boxes ------------------------------------------------------------------------------------

    def _boxes(self, boxes: tuple[BriefBox, ...], top: float) -> float:
        writer, paper = self._writer, self._paper
        width = (paper.inner - GAP * (len(boxes) - 1)) / len(boxes)
        lines = [self._set(box, width - 2 * PAD) for box in boxes]
        height = 20 + max(self._height(items) for items in lines) + 2
        for number, (box, items) in enumerate(zip(boxes, lines, strict=True)):
            x = paper.margin + number * (width + GAP)
            writer.canvas.put("ground", Box(x, top, width, height, "lane.stripe"))
            writer.canvas.put("lines", Line(x, top, x + width, top, "axis.line"))
            self._box(box, items, x, top, width)
        return top + height + 4

    def _height(self, items: list[tuple[BriefItem, list[str], list[str]]]) -> float:
        return sum((len(texts) + len(details)) * LINE + BETWEEN for _, texts, details in items) or 2 * LINE

    def _set(self, box: BriefBox, room: float) -> list[tuple[BriefItem, list[str], list[str]]]:
        """The lines of the items that are shown: what they say in two lines at most, and their detail in one."""
        measure, found = self._writer.measure, list[tuple[BriefItem, list[str], list[str]]]()
        for item in box.items[:MOST_ITEMS]:
            lead = f"{item.lead}: " if item.lead else ""
            texts = wrapped(lead + item.text, "paper.text", room - SIGN, measure)
            if len(texts) > 2:
                texts = [texts[0], fitted(" ".join(texts[1:]), "paper.text", room - SIGN, measure)]
            details = [fitted(item.detail, "paper.small", room - SIGN, measure)] if item.detail else []
            found.append((item, texts, details))
        return found

    def _box(
        self, box: BriefBox, items: list[tuple[BriefItem, list[str], list[str]]], x: float, top: float, width: float
    ) -> None:
        writer, canvas, room = self._writer, self._writer.canvas, width - 2 * PAD
        count = ""
        if len(box.items) > len(items):
            count = self._wording.translate(N_("{shown} of {total} shown"), shown=len(items), total=len(box.items))
        with canvas.inside(Role.HEADING):
            taken = writer.width(count, "paper.small") + 8 if count else 0.0
            writer.write(x + PAD, top + 13, box.heading, "paper.heading", room=room - taken)
        if count:
            with canvas.inside(Role.PARAGRAPH):
                look = "text.quiet"
                writer.write(x + width - PAD, top + 13, count, "paper.small", room=room, look=look, anchor=Anchor.END)
        y = top + 20 + LINE * 0.75
        if not items:
            with canvas.inside(Role.PARAGRAPH):
                for line in wrapped(box.empty, "paper.text", room, writer.measure):
                    writer.write(x + PAD, y, line, "paper.text", room=room, look="text.quiet")
                    y += LINE
            return
        with canvas.inside(Role.LIST):
            for number, (item, texts, details) in enumerate(items, 1):
                with canvas.inside(Role.ITEM), canvas.inside(Role.ITEM_TEXT):
                    y = self._item(item, number, texts, details, x + PAD, y, room)

    def _item(
        self, item: BriefItem, number: int, texts: list[str], details: list[str], x: float, y: float, room: float
    ) -> float:
        writer = self._writer
        look = f"state.{item.state.value}" if item.state is not None else "text"
        writer.write(x, y, item.sign or str(number), "paper.light", room=SIGN, look=look)
        for line in texts:
            writer.write(x + SIGN, y, line, "paper.text", room=room - SIGN + 1)
            y += LINE
        for line in details:
            writer.write(x + SIGN, y, line, "paper.small", room=room - SIGN + 1, look="text.quiet")
            y += LINE
        return y + BETWEEN
