"""Reports on sheets of paper: tables that break between rows, with their headings on every sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from planner.chart.axis import centred
from planner.chart.footer import SIGNS
from planner.chart.legend import ROW as LEGEND_ROW
from planner.chart.reports.report import Report, ReportCell, ReportColumn, ReportTable, Tone
from planner.chart.reports.steering import light_meanings
from planner.chart.scene import Anchor, Box, Canvas, Line, Scene, Sign
from planner.chart.sheet import Paper, SheetText, Writer, facts_of, foot, source_line, title_block
from planner.chart.structure import Role
from planner.chart.styles import Measure, wrapped
from planner.domain.model import Light
from planner.domain.plan import Plan
from planner.language.translator import Translator

LAYERS = ("table", "legend", "text", "frame")
LINE = 10.4
PAD = 3.4
CAPTION = 20.0
HEAD = 15.0
SIGN = 11.0
MOST_LINES = 12
STYLES = {
    Tone.PLAIN: ("paper.cell", "text"),
    Tone.QUIET: ("paper.cell", "text.quiet"),
    Tone.BOLD: ("paper.cell.bold", "text"),
    Tone.WORDS: ("paper.cell.words", "words"),
}


@dataclass(frozen=True)
class SheetOptions:
    """Paper and what stands in the foot line."""

    translator: Translator
    paper: str = "A4"
    landscape: bool = True
    file_name: str = ""
    printed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with its cells in lines, and the height that takes."""

    cells: tuple[tuple[ReportCell, tuple[str, ...]], ...]
    height: float


@dataclass(frozen=True, slots=True)
class _Piece:
    """What of a table stands on one sheet; `goes_on` where its beginning stands on the sheet before."""

    table: ReportTable
    rows: tuple[_Row, ...]
    goes_on: bool
    ends: bool = False


def lay_out_report(
    plan: Plan, report: Report, options: SheetOptions, measure: Measure, *, apart: bool = False
) -> list[Scene]:
    """The sheets of a report. With `apart` each table begins on a sheet of its own. At least one sheet."""
    return _Sheets(plan, report, options, measure).sheets(apart=apart)


class _Sheets:
    def __init__(self, plan: Plan, report: Report, options: SheetOptions, measure: Measure) -> None:
        self._plan, self._report, self._options, self._measure = plan, report, options, measure
        self._paper = Paper.named(options.paper, landscape=options.landscape)
        self._top = self._paper.margin + 42 + 4
        self._bottom = self._paper.height - self._paper.margin - 16 - LEGEND_ROW - 8

    def sheets(self, *, apart: bool) -> list[Scene]:
        pages = self._paged(apart)
        return [self._sheet(pieces, number, len(pages)) for number, pieces in enumerate(pages, 1)]

    # --- breaking ---------------------------------------------------------------------------------

    def _paged(self, apart: bool) -> list[list[_Piece]]:
        pages: list[list[_Piece]] = [[]]
        room = self._bottom - self._top
        left = room
        for table in self._report.tables:
            rows = [self._row(table, row) for row in table.rows]
            first = rows[0].height if rows else LINE + 2 * PAD
            if pages[-1] and (apart or left < CAPTION + HEAD + first):
                pages.append([])
                left = room
            taken: list[_Row] = []
            goes_on = False
            left -= CAPTION + HEAD
            for row in rows or [_Row((), LINE + 2 * PAD)]:
                note = LINE if table.note and (not rows or row is rows[-1]) else 0.0
                if row.height + note > left and (taken or pages[-1]):
                    pages[-1].append(_Piece(table, tuple(taken), goes_on))
                    pages.append([])
                    taken, goes_on, left = [], True, room - CAPTION - HEAD
                taken.append(row)
                left -= row.height
            pages[-1].append(_Piece(table, tuple(taken), goes_on, ends=True))
            left -= (LINE if table.note else 0) + 6
        return pages

    def _row(self, table: ReportTable, cells: Sequence[ReportCell]) -> _Row:
        found: list[tuple[ReportCell, tuple[str, ...]]] = []
        for cell, (_, width) in zip(cells, self._places(table.columns), strict=True):
            room = width - 2 * PAD - (SIGN if cell.light is not None else 0)
            style, _ = STYLES[cell.tone]
            text = " ".join(cell.text.split())
            lines = wrapped(text, style, room, self._measure)[:MOST_LINES] or [""]
            found.append((cell, tuple(lines)))
        height = max(len(lines) for _, lines in found) * LINE + 2 * PAD - 2
        return _Row(tuple(found), height)

    def _places(self, columns: Sequence[ReportColumn]) -> list[tuple[float, float]]:
        """Left edge and width of each column."""
        total = sum(column.share for column in columns)
        found: list[tuple[float, float]] = []
        x = self._paper.margin
        for column in columns:
            width = self._paper.inner * column.share / total
            found.append((x, width))
            x += width
        return found

    # --- drawing ----------------------------------------------------------------------------------

    def _sheet(self, pieces: list[_Piece], number: int, count: int) -> Scene:
        canvas = Canvas()
        writer = Writer(canvas, self._measure)
        translator = self._options.translator
        text = SheetText(
            title=self._report.title,
            subtitle=self._report.subtitle,
            facts=facts_of(self._plan, translator),
            foot_left=source_line(self._plan, translator),
            file_name=self._options.file_name,
            printed_at=self._options.printed_at,
            number=number,
            count=count,
        )
        title_block(writer, self._paper, text)
        y = self._top
        for piece in pieces:
            y = self._piece(writer, piece, y)
        self._legend(writer, pieces)
        foot(writer, self._paper, text, translator)
        return Scene(
            width=self._paper.width,
            height=self._paper.height,
            layers=canvas.drawn(LAYERS),
            unit=self._paper.unit,
            title=self._report.title,
            nodes=tuple(canvas.nodes),
        )

    def _piece(self, writer: Writer, piece: _Piece, y: float) -> float:
        table, paper = piece.table, self._paper
        more = f" {self._options.translator.translate('(continued)')}" if piece.goes_on else ""
        canvas, report = writer.canvas, self._report
        number = next(n for n, each in enumerate(report.tables) if each is table)
        key = f"{report.title} {report.subtitle} {number}"
        with canvas.inside(Role.HEADING, key=f"caption {key}"):
            writer.write(paper.margin, y + CAPTION - 6, table.caption + more, "paper.heading", room=paper.inner)
        y += CAPTION
        if table.rows:
            with canvas.inside(Role.TABLE, key=f"table {key}"):
                y = self._table(writer, piece, y)
        else:
            y += LINE
            with canvas.inside(Role.PARAGRAPH):
                writer.middle(paper.margin + PAD, y - 2, table.empty, "paper.cell", room=paper.inner, look="text.quiet")
        if table.note and piece.ends:
            with canvas.inside(Role.PARAGRAPH):
                writer.middle(paper.margin + PAD, y + LINE / 2 + 1, table.note, "paper.small", room=paper.inner)
            y += LINE
        return y + 6

    def _table(self, writer: Writer, piece: _Piece, y: float) -> float:
        """The head and the rows of a table; gives where they end."""
        table, paper, canvas = piece.table, self._paper, writer.canvas
        places = self._places(table.columns)
        canvas.put("table", Box(paper.margin, y, paper.inner, HEAD, "table.head"))
        with canvas.inside(Role.ROW):
            for column, (x, width) in zip(table.columns, places, strict=True):
                with canvas.inside(Role.HEADER):
                    self._line(writer, column, column.heading, x, width, y + HEAD / 2, "paper.head", "text")
        y += HEAD
        for row in piece.rows:
            with canvas.inside(Role.ROW):
                self._draw_row(writer, table, row, places, y)
            y += row.height
            canvas.put("frame", Line(paper.margin, y, paper.right, y, "row.line"))
        return y

    def _draw_row(
        self, writer: Writer, table: ReportTable, row: _Row, places: list[tuple[float, float]], y: float
    ) -> None:
        for column, (x, width), (cell, lines) in zip(table.columns, places, row.cells, strict=False):
            style, look = STYLES[cell.tone]
            indent = 0.0
            with writer.canvas.inside(Role.CELL):
                if cell.light is not None:
                    self._light(writer, cell.light, x + PAD + 4, y + PAD + LINE / 2 - 1)
                    indent = SIGN
                for number, line in enumerate(lines):
                    middle = y + PAD - 1 + (number + 0.5) * LINE
                    self._line(writer, column, line, x + indent, width - indent, middle, style, look)

    def _light(self, writer: Writer, light: Light, x: float, middle: float) -> None:
        """A light as a sign, which says its word to who does not see it."""
        word = dict(light_meanings(frozenset({light}), self._options.translator))[light]
        with writer.canvas.inside(Role.FIGURE, word):
            writer.canvas.put("legend", Sign(x, middle, 7.2, SIGNS[light], f"light.{light.value}"))

    def _line(
        self,
        writer: Writer,
        column: ReportColumn,
        text: str,
        x: float,
        width: float,
        middle: float,
        style: str,
        look: str,
    ) -> None:
        place = x + width - PAD if column.numbers else x + PAD
        anchor = Anchor.END if column.numbers else Anchor.START
        y = centred(middle, style)
        writer.write(place, y, text, style, room=width - 2 * PAD, look=look, anchor=anchor)

    def _legend(self, writer: Writer, pieces: list[_Piece]) -> None:
        """What the lights on this sheet mean."""
        cells = (cell for piece in pieces for row in piece.rows for cell, _ in row.cells)
        lights = frozenset(cell.light for cell in cells if cell.light is not None)
        x, middle = self._paper.margin, self._bottom + 6 + LEGEND_ROW / 2
        canvas = writer.canvas
        meanings = canvas.part(Role.LIST)
        for light, words in light_meanings(lights, self._options.translator):
            room = self._paper.right - x - SIGN
            with canvas.inside(Role.ARTIFACT):
                canvas.put("legend", Sign(x + 4, middle, 7.2, SIGNS[light], f"light.{light.value}"))
            with canvas.within(meanings), canvas.inside(Role.ITEM), canvas.inside(Role.ITEM_TEXT):
                written = writer.middle(x + SIGN, middle, words, "paper.small", room=room)
            x += SIGN + (written.width if written else 0) + 16
