"""A plan as OpenDocument sheets or as CSV: the same sheets and names as our Excel workbook, made from it.

ODF is on the list of standards that Dutch public bodies use unless they say why not (Forum Standaardisatie).
CSV holds the sheet with the planning: machine names, captions, rows; for
Dutch with semicolons and decimal commas, with the mark that tells Excel that it is UTF-8.
"""

from __future__ import annotations

import csv
import io
import re
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule
from planner.formats.excel.layout import ID, machine_name
from planner.formats.excel.your_planning import tab_titles
from planner.language import Translator
from planner.writing import write_file

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""What a text that a spreadsheet would take for a formula begins with; an apostrophe before it keeps it a text."""
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9]{2}:[0-9]{2})?")
"""How our CSV writes days and moments."""
ISO_DAY = 10


def write_ods(
    plan: Plan, schedule: Schedule, path: Path, translator: Translator, *, organisation: str | None = None, seq: int = 0
) -> None:
    """Write the workbook as OpenDocument sheets; see `write_workbook` for what it raises."""
    content = io.BytesIO()
    from planner.formats.open_document import open_document

    open_document(_workbook(plan, schedule, translator, organisation, seq)).write(content)
    write_file(path, content.getvalue())


def write_csv(
    plan: Plan, schedule: Schedule, path: Path, translator: Translator, *, organisation: str | None = None, seq: int = 0
) -> None:
    """Write the planning as comma separated values; see `write_workbook` for what it raises."""
    book = _workbook(plan, schedule, translator, organisation, seq)
    sheet = next(s for s in book.worksheets if _has_machine_names(s))
    text = io.StringIO()
    dutch = translator.code == "nl"
    out = csv.writer(text, delimiter=";" if dutch else ",", lineterminator="\r\n")
    for row in sheet.iter_rows(min_row=2):
        out.writerow([_text(cell.value, str(cell.number_format), dutch=dutch) for cell in row])
    write_file(path, text.getvalue().encode("utf-8-sig"))


def _workbook(plan: Plan, schedule: Schedule, translator: Translator, organisation: str | None, seq: int) -> Workbook:
    from openpyxl import load_workbook

    from planner.formats.excel.writer import made_workbook

    content = made_workbook(plan, schedule, translator, organisation=organisation, seq=seq)
    book = load_workbook(io.BytesIO(content))
    for title in tab_titles(translator):
        if title in book.sheetnames:
            del book[title]  # the tab with bars: rules and formulas that draw it are not written here
    return book


def _has_machine_names(sheet: Worksheet) -> bool:
    return any(cell.value == machine_name("activity", ID) for cell in sheet[2])


# --- values separated by commas ---------------------------------------------------------------------


def _text(value: Any, number_format: str, *, dutch: bool) -> str:
    """A cell as text that our reader takes for the same value."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case datetime():
            return value.strftime("%Y-%m-%d" if value.time() == time(0, 0) else "%Y-%m-%d %H:%M")
        case date():
            return value.isoformat()
        case int() | float() if "%" in number_format:
            return f"{round(value * 100):d}%"
        case int() | float():
            plain = f"{value:.10g}"
            return plain.replace(".", ",") if dutch else plain
        case _:
            text = str(value)
            return f"'{text}" if _is_risky(text) else text


def _is_risky(text: str) -> bool:
    """Whether a text would be taken for something else, or for one that was marked."""
    return text.startswith((*RISKY, "'")) or DAY.fullmatch(text) is not None


def as_typed(cell: Any) -> Any:
    """A cell of our CSV as it was: texts without the apostrophe that kept them so, days."""
    if not isinstance(cell, str):
        return cell
    if cell.startswith("'") and _is_risky(cell[1:]):
        return cell[1:]
    if DAY.fullmatch(cell):
        with suppress(ValueError):  # no such day: a text, which is told of with its place
            return date.fromisoformat(cell) if len(cell) == ISO_DAY else datetime.fromisoformat(cell)
    return cell
