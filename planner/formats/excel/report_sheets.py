"""Sheets that only show what follows from the plan: nothing on them is read back, and they say so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import ceil
from typing import TYPE_CHECKING, Any

from planner.chart.reports.chance import chance_report
from planner.chart.reports.deciding import go_no_go_report, letter_report
from planner.chart.reports.milestones import milestone_report
from planner.chart.reports.report import Report, ReportCell, ReportTable, Tone
from planner.chart.reports.scenarios import scenario_report
from planner.chart.reports.words import SIGNS
from planner.domain.chance.kept import latest
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule
from planner.formats.excel.cell_styles import SheetCellStyle, SheetCellStyles
from planner.formats.excel.cells import clean, escaped
from planner.formats.excel.sheet_setup import A4
from planner.language import Translator
from planner.message import N_

if TYPE_CHECKING:
    from openpyxl import Workbook

WIDTH, WIDEST = 150, 60
"""Of a whole table and of one column, in characters."""
Make = Callable[[Plan, Schedule, Translator], Report]
REPORTS: tuple[tuple[str, Callable[[Plan], object], Make], ...] = (
    (N_("Against the baseline"), lambda plan: plan.baselines, milestone_report),
    (N_("Go or no-go"), lambda plan: plan.criteria, go_no_go_report),
    (
        N_("Letters to Parliament"),
        lambda plan: plan.commitments,
        lambda plan, _planned, said: letter_report(plan, said),
    ),
    (N_("Chance"), latest, lambda plan, _planned, said: chance_report(plan, said)),
    (N_("Scenarios beside the plan"), lambda plan: plan.scenarios, scenario_report),
)
"""Title of the sheet, what must be there for it, and what it shows."""


def report_titles(translator: Translator) -> tuple[str, ...]:
    """What the sheets with reports are called."""
    return tuple(translator.translate(title).replace("/", "-")[:31] for title, _, _ in REPORTS)


def write_reports(
    book: Workbook, looks: SheetCellStyles, plan: Plan, schedule: Schedule, translator: Translator
) -> None:
    """Put the reports that have something to say behind the tables."""
    for name, (_, needed, make) in zip(report_titles(translator), REPORTS, strict=True):
        report = make(plan, schedule, translator) if needed(plan) else None
        if report is not None and report.tables:
            _write(book.create_sheet(name), looks, report, translator)


def _write(sheet: Any, looks: SheetCellStyles, report: Report, translator: Translator) -> None:
    from openpyxl.utils import get_column_letter

    widths = _widths(report)
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    told = translator.translate(
        N_("This sheet only shows what follows from the plan: nothing that is typed here is taken over.")
    )
    sheet.append([_cell(sheet, looks, report.subtitle, SheetCellStyle(part="title"))])
    sheet.append([_cell(sheet, looks, told, SheetCellStyle())])
    number = 2
    for table in report.tables:
        for row in _rows(sheet, looks, table):
            number += 1
            if len(row) > 1:  # a caption may run on to the right
                sheet.row_dimensions[number].height = _height([cell.value for cell in row], widths)
            sheet.append(row)


def _widths(report: Report) -> list[int]:
    """Of each column, in characters: as much as the table that gives it most room wants."""
    wanted: list[float] = []
    for table in report.tables:
        whole = sum(column.share for column in table.columns)
        for number, column in enumerate(table.columns):
            wanted[number : number + 1] = [max([column.share / whole, *wanted[number : number + 1]])]
    return [min(max(9, round(WIDTH * share)), WIDEST) for share in wanted]


def _height(texts: Sequence[str | None], widths: Sequence[int]) -> float:
    """Of a row whose texts run on over lines: programs do not always work that out when they open a file."""
    lines = (ceil(len(text or "") * 1.1 / width) for text, width in zip(texts, widths, strict=False))
    return 13.0 * max(1, *lines) + 3


def _rows(sheet: Any, looks: SheetCellStyles, table: ReportTable) -> Iterator[list[Any]]:
    yield []
    yield [_cell(sheet, looks, table.caption, SheetCellStyle(bold=True))]
    if not table.rows:
        yield [_cell(sheet, looks, table.empty or "–", SheetCellStyle())]
        return
    yield [_cell(sheet, looks, column.heading, SheetCellStyle(part="head", computed=True)) for column in table.columns]
    for cells in table.rows:
        yield [
            _cell(sheet, looks, _text(cell), SheetCellStyle(bold=cell.tone is Tone.BOLD, wrapped=True))
            for cell in cells
        ]
    if table.note:
        yield [_cell(sheet, looks, table.note, SheetCellStyle())]


def _text(cell: ReportCell) -> str:
    return f"{SIGNS[cell.light]} {cell.text}" if cell.light is not None else cell.text


def _cell(sheet: Any, looks: SheetCellStyles, text: str, look: SheetCellStyle) -> Any:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value=clean(escaped(text)) or None)
    if text:
        cell.data_type = "s"
    cell._style = looks.style(look)  # type: ignore[attr-defined]
    return cell
