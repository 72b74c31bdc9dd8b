"""How the cells of the first tab look, and the rules that draw its bars and lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.formats.excel.cell_styles import DATE_FORMATS, FONT
from planner.language import Translator

BAND, WARM, QUIET_FILL, TODAY, ENTRY = "24405E", "FDEFD5", "F3F5F7", "C0392B", "1F2933"


@dataclass(frozen=True, slots=True)
class TabCellStyle:
    """What the style of a cell of the plan depends on."""

    white: bool = False
    bold: bool = False
    ink: str = ""
    fill: str = ""
    asked: bool = False
    indent: int = 0
    words: bool = False
    number: str = ""
    quoted: bool = False

    def made(self, sheet: Any, _part: Any, translator: Translator) -> Any:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Border, Font, Side

        cell = WriteOnlyCell(sheet)
        ink = self.ink or ("1F5FA8" if self.words and self.white else "1F2933" if self.white else "4A5563")
        cell.font = Font(name=FONT, size=10, bold=self.bold, italic=self.words, color=ink)
        cell.fill = solid(self.fill or ("FFFFFF" if self.white else QUIET_FILL))
        side = Side(style="medium", color="8A4B08") if self.asked else Side(style="thin", color="D5DAE0")
        cell.border = Border(left=side, right=side, top=side, bottom=side)
        horizontal = "right" if self.number else "left"
        cell.alignment = Alignment(vertical="center", wrap_text=True, indent=self.indent, horizontal=horizontal)
        cell.number_format = self.number or DATE_FORMATS[translator.code]
        if self.quoted:
            cell.quotePrefix = True  # type: ignore[attr-defined]
        return cell


PARTS: dict[str, tuple[int, bool, str, str, str]] = {
    "plain": (10, False, "1F2933", "", "left"),
    "title": (18, True, "1F2933", "", "left"),
    "quiet": (10, False, "5F6B7A", "", "left"),
    "warm": (12, True, "8A4B08", WARM, "left"),
    "bold": (10, True, "1F2933", "", "left"),
    "right": (10, True, "1F2933", "", "right"),
    "scale": (10, True, "1F2933", "FFFFFF", "left"),
    "machine": (8, False, "5F6B7A", "", "left"),
    "day": (8, False, "5F6B7A", "", "left"),
    "band": (10, True, "FFFFFF", BAND, "left"),
    "year": (8, True, "FFFFFF", BAND, "left"),
    "caption": (10, True, "FFFFFF", BAND, "left"),
    "month": (9, True, "24405E", "E3E8EE", "center"),
    "hint": (9, False, "5F6B7A", "", "left"),
    "red": (9, True, TODAY, "", "left"),
    "diamond": (11, True, "1F2933", "", "center"),
}
"""Size, bold, ink, fill and alignment of what stands round the rows."""


def part_style(sheet: Any, part: str, translator: Translator) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, Side

    size, bold, ink, fill, horizontal = PARTS[part]
    cell = WriteOnlyCell(sheet)
    cell.font = Font(name=FONT, size=size, bold=bold, color=ink)
    cell.alignment = Alignment(vertical="center", horizontal=horizontal, shrink_to_fit=part == "year" or None)
    if fill:
        cell.fill = solid(fill)
    if part == "scale":
        side = Side(style="medium", color="82909D")
        cell.border = Border(left=side, right=side, top=side, bottom=side)
    if part == "day":
        cell.number_format = ";;;"
    return cell


def solid(colour: str) -> Any:
    from openpyxl.styles import PatternFill

    return PatternFill("solid", fgColor=colour, bgColor=colour)


def day_formula(day: date) -> str:
    return f"DATE({day.year},{day.month},{day.day})"


def lighter(colour: str, share: float) -> str:
    parts = (int(colour[i : i + 2], 16) for i in (0, 2, 4))
    return "".join(f"{round(part + (255 - part) * share):02X}" for part in parts)


# --- rules that draw ------------------------------------------------------------------------------


def bars_of(of: Callable[[str], str], here: str, after: str, colours: Sequence[str]) -> list[tuple[str, str]]:
    """When a cell is of a summary, done, to do, or of an end that is not sure; and its colour.

    `of` gives the cell of a column in the first row, `here` and `after` the first days of a time and of the next,
    `colours` those of what is done, to do and not sure.
    """
    done_colour, todo, soft = colours
    start = f"IF(ISNUMBER({of('start')}),{of('start')},IF(ISNUMBER({of('from')}),{of('from')},9^9))"
    sure = f"IF(ISNUMBER({of('finish')}),{of('finish')},{of('to')})"
    latest = f"IF(ISNUMBER({of('finish')}),{of('finish')},{of('latest')})"
    task, done = f'{of("what")}<>"m"', f"N({of('percent_complete')})"
    till = f"{start}+{done}*({sure}-{start}+1)"
    return [
        (f'AND({of("what")}="s",{start}<{after},{sure}>={here})', "8A97A6"),
        (f"AND({task},{done}>0,{start}<{after},{till}>{here},{sure}>={here})", done_colour),
        (f"AND({task},{start}<{after},{sure}>={here})", todo),
        (f"AND({task},{start}<{after},{latest}>={here})", soft),
    ]


def add_rules(
    sheet: Any, area: str, bars: Sequence[tuple[str, str]], here: str, after: str, status: date, entry: date | None
) -> None:
    """Put the bars on an area, and before them a line on the status date and one on the entry into force.

    A program may apply one rule to a cell: where a line crosses a bar, one rule draws both.
    """
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import Border, Side

    lines = [(TODAY, "FBE9E7", status), *([(ENTRY, "E3E6EA", entry)] if entry is not None else [])]
    for colour, tint, day in lines:
        on = f"AND({here}<={day_formula(day)},{day_formula(day)}<{after})"
        side = Border(left=Side(style="thin", color=colour))
        for condition, fill in (*bars, ("TRUE", tint)):
            rule = FormulaRule([f"AND({on},{condition})"], border=side, fill=solid(fill), stopIfTrue=True)
            sheet.conditional_formatting.add(area, rule)
    for condition, fill in bars:
        sheet.conditional_formatting.add(area, FormulaRule([condition], fill=solid(fill), stopIfTrue=True))
