"""What stands below the lanes of the overview: points of attention, the readiness matrix and the legend."""

from __future__ import annotations

from dataclasses import dataclass

from planner.chart.facts import Attention, AttentionRank, MatrixRow, OverviewFacts
from planner.chart.legend import Legend
from planner.chart.scene import Anchor, Box, MarkKind, Sign, SignForm
from planner.chart.sheet import Paper, Writer
from planner.chart.structure import Role
from planner.chart.styles import wrapped
from planner.domain.model import Light
from planner.language.translator import Translator
from planner.message import N_

HEADING = 15.0
LINE = 10.6
CELL_ROW = 12.0
GAP = 18.0
WIDE_SHEET = 900.0
MOST_OF_SHEET = 0.29
ATTENTION_SHARE = 0.1
NAME_COLUMN = 62.0
WIDEST_CELL = 66.0

CELL_WORDS: dict[Light, str] = {
    Light.GREEN: N_("on schedule"),
    Light.ORANGE: N_("attention"),
    Light.RED: N_("behind"),
    Light.GREY: N_("not judged"),
}
SIGNS: dict[Light, SignForm] = {
    Light.GREEN: SignForm.TICK,
    Light.ORANGE: SignForm.TRIANGLE,
    Light.RED: SignForm.CROSS,
    Light.GREY: SignForm.DOT,
}
ATTENTION_SIGNS: dict[AttentionRank, tuple[SignForm, str]] = {
    AttentionRank.ERROR: (SignForm.CROSS, "light.red"),
    AttentionRank.WARNING: (SignForm.TRIANGLE, "light.orange"),
    AttentionRank.NOTICE: (SignForm.DOT, "light.grey"),
}


@dataclass(frozen=True, slots=True)
class _Block:
    x: float
    width: float


class Footer:
    """The block below the lanes. Its height is known before its legend is: it is made for `likely` kinds."""

    def __init__(
        self, facts: OverviewFacts, likely: frozenset[MarkKind], paper: Paper, writer: Writer, translator: Translator
    ) -> None:
        self._facts = facts
        self._paper = paper
        self._writer = writer
        self._wording = translator
        self._legend = Legend(likely, translator, writer.measure)
        self._wide = paper.inner >= WIDE_SHEET
        self._most = paper.height * MOST_OF_SHEET
        lights = [light for row in facts.matrix for light in row.cells if light is not None]
        self._asked = len(lights)
        self._unjudged = bool(lights) and all(light is Light.GREY for light in lights)
        self._columns = self._legend_columns()
        self._blocks()
        self._lines = self._attention_lines()
        self.height = self._natural_height()

    def _legend_columns(self) -> int:
        """As many columns as make the legend about as high as the matrix beside it."""
        if not self._wide:
            return 0
        matrix = 0.0 if self._unjudged else (len(self._facts.matrix) + 1) * CELL_ROW
        least = min(max(matrix, self._paper.height * 0.08), self._most - HEADING)
        return next((n for n in (1, 2, 3) if self._legend.columns_height(n) <= least), 3)

    def _blocks(self) -> None:
        paper, facts = self._paper, self._facts
        legend = self._legend.widest(self._columns) if self._wide else 0.0
        self._legend_block = _Block(paper.right - legend, legend)
        names = max((self._writer.width(row.name, "paper.text") for row in facts.matrix), default=0.0)
        self._name_column = min(max(names + 8, 40.0), NAME_COLUMN + 20)
        right = self._legend_block.x - (GAP if legend else 0)
        matrix = 0.0
        if self._unjudged:
            matrix = min(190.0, (right - paper.margin) * 0.4)
        elif facts.matrix and facts.themes:
            cell = min(WIDEST_CELL, (right - paper.margin) * 0.5 / len(facts.themes))
            matrix = self._name_column + cell * len(facts.themes)
        self._matrix_block = _Block(right - matrix, matrix)
        width = right - matrix - (GAP if matrix else 0) - paper.margin
        self._attention_block = _Block(paper.margin, width)

    def _attention_lines(self) -> list[tuple[Attention, list[str]]]:
        room = self._attention_block.width - 14
        return [(a, wrapped(a.text, "paper.text", room, self._writer.measure)) for a in self._facts.attention]

    def _natural_height(self) -> float:
        attention = sum(len(lines) for _, lines in self._lines) * LINE
        matrix = (len(self._facts.matrix) + 1) * CELL_ROW if self._facts.matrix else 0.0
        matrix = len(self._unjudged_lines()) * LINE if self._unjudged else matrix
        legend = self._legend.columns_height(self._columns) if self._wide else 0.0
        beside = max(matrix, legend, min(attention, self._paper.height * ATTENTION_SHARE), LINE)
        block = min(HEADING + beside, self._most)
        return block if self._wide else block + 8 + self._legend.lines_height(self._paper.inner)

    # --- drawing --------------------------------------------------------------------------------

    def draw(self, top: float, bottom: float, kinds: frozenset[MarkKind]) -> list[str]:
        """Draw between two heights, with a legend of exactly these kinds; gives what was left out, in words."""
        legend = Legend(kinds, self._wording, self._writer.measure)
        if self._wide:
            width = legend.columns_width(self._columns)
            block = _Block(self._paper.right - width, width)
            self._heading(block, top, N_("Legend"))
            legend.draw_columns(self._writer.canvas, block.x, top + HEADING, self._columns)
        else:
            height = self._legend.lines_height(self._paper.inner)
            legend.draw_lines(self._writer.canvas, self._paper.margin, bottom - height, self._paper.inner)
            bottom -= height + 8
        return [*self._draw_attention(top, bottom), *self._draw_matrix(top, bottom)]

    def _heading(self, block: _Block, top: float, text: str) -> None:
        with self._writer.canvas.inside(Role.HEADING):
            self._writer.write(block.x, top + 9, self._wording.translate(text), "paper.heading", room=block.width)

    def _draw_attention(self, top: float, bottom: float) -> list[str]:
        block = self._attention_block
        if not self._lines or block.width < 60:
            return []
        self._heading(block, top, N_("Points of attention"))
        y, left = top + HEADING, list(self._lines)
        canvas = self._writer.canvas
        told = canvas.part(Role.LIST)
        while left:
            attention, lines = left[0]
            rest = LINE if len(left) > 1 else 0.0
            if y + len(lines) * LINE + rest > bottom + 0.1:
                break
            with canvas.within(told), canvas.inside(Role.ITEM), canvas.inside(Role.ITEM_TEXT):
                self._attention(attention, lines, block.x, y)
            y += len(lines) * LINE
            left.pop(0)
        if not left:
            return []
        words = self._wording.plural(
            "and {number} more point of attention", "and {number} more points of attention", len(left)
        )
        with canvas.inside(Role.PARAGRAPH):
            room = block.width - 12
            self._writer.middle(block.x + 12, y + LINE / 2, words, "paper.text", room=room, look="text.quiet")
        return [words]

    def _attention(self, attention: Attention, lines: list[str], x: float, y: float) -> None:
        form, look = ATTENTION_SIGNS[attention.rank]
        size = 9.0 if form is SignForm.DOT else 7.2
        self._writer.canvas.put("legend", Sign(x + 4, y + LINE / 2, size, form, look))
        for number, line in enumerate(lines):
            middle = y + (number + 0.5) * LINE
            self._writer.middle(x + 12, middle, line, "paper.text", room=self._attention_block.width - 12)

    def _draw_matrix(self, top: float, bottom: float) -> list[str]:
        facts, block = self._facts, self._matrix_block
        if not block.width:
            return []
        self._heading(block, top, N_("Readiness per theme"))
        if self._unjudged:
            with self._writer.canvas.inside(Role.PARAGRAPH):
                for number, line in enumerate(self._unjudged_lines()):
                    middle = top + HEADING + (number + 0.5) * LINE
                    self._writer.middle(block.x, middle, line, "paper.text", room=block.width, look="text.quiet")
            return []
        cell = (block.width - self._name_column) / len(facts.themes)
        y = top + HEADING
        fits = int((bottom - y - CELL_ROW + 0.1) // CELL_ROW)
        rows = facts.matrix if len(facts.matrix) <= fits else facts.matrix[: max(fits - 1, 0)]
        with self._writer.canvas.inside(Role.TABLE):
            self._themes(y, cell)
            y += CELL_ROW
            for row in rows:
                with self._writer.canvas.inside(Role.ROW):
                    self._matrix_row(row, y, cell)
                y += CELL_ROW
        missing = len(facts.matrix) - len(rows)
        if not missing:
            return []
        words = self._wording.plural("+ {number} organisation", "+ {number} organisations", missing)
        with self._writer.canvas.inside(Role.PARAGRAPH):
            self._writer.middle(block.x, y + CELL_ROW / 2, words, "paper.small", room=block.width, look="text.quiet")
        return [words]

    def _unjudged_lines(self) -> list[str]:
        """What stands for the matrix while nobody has judged anything in it."""
        text = N_("Nobody has judged readiness yet: {number} questions to {organisations} organisations are open.")
        words = self._wording.translate(text, number=self._asked, organisations=len(self._facts.matrix))
        return wrapped(words, "paper.text", self._matrix_block.width, self._writer.measure)

    def _themes(self, y: float, cell: float) -> None:
        """The head of the matrix."""
        canvas, left = self._writer.canvas, self._matrix_block.x + self._name_column
        with canvas.inside(Role.ROW):
            canvas.part(Role.CELL)
            for number, theme in enumerate(self._facts.themes):
                middle = left + (number + 0.5) * cell
                with canvas.inside(Role.HEADER):
                    how = {"look": "text.quiet", "anchor": Anchor.MIDDLE}
                    self._writer.middle(middle, y + CELL_ROW / 2, theme, "paper.small", room=cell - 3, **how)

    def _matrix_row(self, row: MatrixRow, y: float, cell: float) -> None:
        x, middle = self._matrix_block.x, y + CELL_ROW / 2
        canvas = self._writer.canvas
        with canvas.inside(Role.ROW_HEADER):
            self._writer.middle(x, middle, row.name, "paper.text", room=self._name_column - 4)
        for number, light in enumerate(row.cells):
            left = x + self._name_column + number * cell
            with canvas.inside(Role.CELL):
                if light is None:
                    continue
                canvas.put("legend", Box(left + 2, y + 1, cell - 4, CELL_ROW - 2, f"cell.{light.value}", 1.8))
                sign = Sign(left + 8, middle, 6.0, SIGNS[light], f"light.{light.value}")
                word = self._wording.translate(CELL_WORDS[light])
                with canvas.inside(Role.ARTIFACT):
                    canvas.put("legend", sign)
                look = "text.quiet" if light is Light.GREY else "text"
                self._writer.middle(left + 14, middle, word, "paper.small", room=cell - 17, look=look)
