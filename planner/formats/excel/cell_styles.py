"""How cells look: one style for each combination, made once and shared by all cells that have it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.domain.fields import FieldDef, Shape
from planner.formats.excel.cells import Cell
from planner.language import Translator

if TYPE_CHECKING:
    from openpyxl.styles.cell_style import StyleArray

FONT = "Calibri"
INK, QUIET, HEAD, HEAD_COMPUTED = "1F2933", "5F6B7A", "24405E", "6B7787"
SHADE, LINE = "F0F2F4", "D5DAE0"
DATE_FORMATS = {"nl": "d\\-m\\-yyyy", "en": "d\\ mmm\\ yyyy"}
FORMULA_STARTS = ("=", "+", "-", "@")
WRAPPED = (Shape.TEXT, Shape.LONG_TEXT, Shape.WINDOW, Shape.REFERENCES, Shape.STRUCTURE)
LEFT = (Shape.DATE, Shape.START, Shape.FINISH, Shape.WINDOW)
MOST_INDENT = 12


@dataclass(frozen=True, slots=True)
class SheetCellStyle:
    """What a cell's style depends on."""

    number_format: str = "General"
    computed: bool = False
    bold: bool = False
    indent: int = 0
    wrapped: bool = False
    left: bool = False
    quoted: bool = False
    part: str = "cell"  # cell, head, strip, title, machine, text


class SheetCellStyles:
    """The styles of one workbook."""

    def __init__(self, sheet: Any, translator: Translator) -> None:
        self._sheet = sheet
        self._styles: dict[SheetCellStyle, StyleArray] = {}
        self.day = DATE_FORMATS[translator.code]
        self.moment = self.day + "\\ h:mm"
        self.strip = "d\\-m\\-yy" if translator.code == "nl" else "d\\ mmm\\ yy"

    def style(self, look: SheetCellStyle) -> StyleArray:
        """The style array of a look."""
        style = self._styles.get(look)
        if style is None:
            style = self._styles[look] = self._made(look)
        return style

    def _made(self, look: SheetCellStyle) -> StyleArray:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        cell = WriteOnlyCell(self._sheet)
        line = Side(style="thin", color=LINE)
        cell.border = Border(bottom=line, right=line)
        cell.alignment = Alignment(
            vertical="top",
            wrap_text=look.wrapped or None,
            indent=look.indent,
            horizontal="left" if look.indent or look.left else "center" if look.number_format == "0%" else None,
        )
        cell.number_format = look.number_format
        cell.font = Font(name=FONT, size=10, bold=look.bold, color=QUIET if look.computed else INK)
        if look.computed:
            cell.fill = PatternFill("solid", fgColor=SHADE)
        if look.quoted:
            cell.quotePrefix = True  # type: ignore[attr-defined]
        match look.part:
            case "head":
                cell.font = Font(name=FONT, size=10, bold=True, color="FFFFFF")
                cell.fill = PatternFill("solid", fgColor=HEAD_COMPUTED if look.computed else HEAD)
                cell.alignment = Alignment(vertical="center", wrap_text=True)
            case "strip":
                cell.font = Font(name=FONT, size=8, color=QUIET)
                cell.alignment = Alignment(horizontal="center", vertical="bottom", text_rotation=90)
            case "title":
                cell.font = Font(name=FONT, size=14, bold=True, color=HEAD)
                cell.border, cell.alignment = Border(), Alignment(vertical="center")
            case "machine":
                cell.font, cell.border = Font(name=FONT, size=8, color=QUIET), Border()
            case "text":
                cell.border = Border()
        return cell._style  # type: ignore[attr-defined]

    def blank_format(self, spec: FieldDef) -> str:
        """The number format of cells that are still to be filled in; words must stay words there."""
        match spec.shape:
            case Shape.PERCENT:
                return "0%"
            case Shape.TEXT | Shape.REFERENCES:
                return "@"
            case Shape.DATE | Shape.START | Shape.FINISH:
                return self.day
            case _:
                return "General"

    def format_of(self, spec: FieldDef, cell: Cell) -> str:
        """The number format of a cell by its field and by what is in it."""
        from datetime import date, datetime

        if isinstance(cell, datetime):
            return self.moment
        if isinstance(cell, date):
            return self.day
        if spec.shape is Shape.PERCENT or isinstance(cell, str):
            return "0%" if spec.shape is Shape.PERCENT else "@" if spec.shape is Shape.TEXT else "General"
        return "0.#" if spec.name in ("total_slack", "free_slack") else self.blank_format(spec)
