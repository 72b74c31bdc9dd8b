"""Copying rows and cells, pasting them, and filling down."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QTextCursor, QTextDocument, QTextTable

from planner.domain.copying import put_in, taken_out
from planner.errors import EditRefused
from planner.message import N_
from planner.ui.action_spec import ActionSpec, declare
from planner.ui.commands.editing import chosen_activities, in_outline_order
from planner.ui.conditions import needs, needs_to_edit
from planner.ui.edit_runner import notify, reporting_refusals, run_edit
from planner.ui.tables.activity_columns import COLUMNS, TableColumn
from planner.ui.tables.blocks import as_html, as_text, fill_down, from_text, paste

if TYPE_CHECKING:
    from planner.ui.plan_window import PlanWindow

ROWS = "application/x-ketenplanner-activities"
"""What the clipboard holds of activities that were copied here: a small plan, as JSON."""


@needs(N_("Choose an activity first."))
def has_rows(window: PlanWindow) -> bool:
    return bool(chosen_activities(window))


@needs_to_edit(N_("Choose two or more rows first: the others get what the upper one has in this column."))
def has_rows_below(window: PlanWindow) -> bool:
    return len(chosen_activities(window)) > 1


@needs_to_edit(N_("The clipboard holds no rows or cells."))
def has_something(_window: PlanWindow) -> bool:
    held = QGuiApplication.clipboard().mimeData()
    return held is not None and (held.hasFormat(ROWS) or held.hasText() or held.hasHtml())


def copy_rows(window: PlanWindow) -> None:
    """Put the chosen rows on the clipboard: as activities for here, as cells for other programs."""
    from planner.formats.json_plan import dumps

    ids = in_outline_order(window)
    columns = shown_columns(window)
    data = _cells(window, ids, columns)
    data.setData(ROWS, dumps(taken_out(window.document.plan, ids)).encode())
    QGuiApplication.clipboard().setMimeData(data)
    notify(
        window,
        window.translator.plural("{number} row is on the clipboard.", "{number} rows are on the clipboard.", len(ids)),
    )
    window.refresh_actions()


def copy_cells(window: PlanWindow) -> None:
    """Put what the chosen rows have in the current column on the clipboard."""
    ids = in_outline_order(window)
    QGuiApplication.clipboard().setMimeData(_cells(window, ids, [current_column(window)]))
    notify(
        window,
        window.translator.plural(
            "{number} cell is on the clipboard.", "{number} cells are on the clipboard.", len(ids)
        ),
    )
    window.refresh_actions()


def _cells(window: PlanWindow, ids: list[UUID], columns: list[TableColumn]) -> QMimeData:
    rows, places = window.planning.table.rows, [COLUMNS.index(column) for column in columns]
    numbers = [number for number in map(rows.row_of, ids) if number is not None]
    block = [[rows.cells(number)[place].text for place in places] for number in numbers]
    data = QMimeData()
    data.setText(as_text(block))
    data.setHtml(as_html(block, [window.translator.translate(column.heading) for column in columns]))
    return data


def shown_columns(window: PlanWindow) -> list[TableColumn]:
    """The columns of the table that are shown, from left to right."""
    return [COLUMNS[number] for number in window.planning.table.order.shown]


def current_column(window: PlanWindow) -> TableColumn:
    """The column of the current cell; that of names where there is none, or it is no longer shown."""
    return COLUMNS[window.planning.table.current_column]


def paste_here(window: PlanWindow) -> None:
    """Put copied activities below the chosen one, or type copied cells in from the current cell on."""
    held = QGuiApplication.clipboard().mimeData()
    window.show_view("planning")
    if held.hasFormat(ROWS):
        _paste_rows(window, bytes(held.data(ROWS).data()).decode())
    else:
        _paste_cells(window, held)


def _paste_rows(window: PlanWindow, text: str) -> None:
    from planner.formats.json_plan import loads

    with reporting_refusals(window):
        copies = loads(text)
        before = set(window.document.plan.table("activity"))
        window.document.do(put_in(window.document.plan, copies, _last_chosen(window)))
        fresh = [a.id for a, _ in window.document.plan.outline if a.id not in before]
        window.selection.show(fresh[0])
        window.selection.choose(*fresh)


def _last_chosen(window: PlanWindow) -> UUID | None:
    """The lowest of the chosen activities that stand at one level with the highest."""
    ids, plan = in_outline_order(window), window.document.plan
    if not ids:
        return None
    parent = plan.activity(ids[0]).parent_id
    return [i for i in ids if plan.activity(i).parent_id == parent][-1]


def _block(held: QMimeData) -> list[list[str]]:
    """The cells on the clipboard: its text, or its first table where it holds no text."""
    return from_text(held.text()) if held.hasText() else from_html(held.html())


def from_html(html: str) -> list[list[str]]:
    """The cells of the first table in a web page or a mail; EditRefused where there is none."""
    page = QTextDocument()
    page.setHtml(html)
    table = next((frame for frame in page.rootFrame().childFrames() if isinstance(frame, QTextTable)), None)
    if table is None:
        raise EditRefused(N_("The clipboard holds no cells that can be read."))
    return [[_cell_text(table, row, column) for column in range(table.columns())] for row in range(table.rows())]


def _cell_text(table: QTextTable, row: int, column: int) -> str:
    cell = table.cellAt(row, column)
    if (cell.row(), cell.column()) != (row, column):  # part of a cell that takes several places
        return ""
    cursor = cell.firstCursorPosition()
    cursor.setPosition(cell.lastCursorPosition().position(), QTextCursor.MoveMode.KeepAnchor)
    return " ".join(cursor.selectedText().split())


def _paste_cells(window: PlanWindow, held: QMimeData) -> None:
    table, words, document = window.planning.table, window.translator, window.document
    with reporting_refusals(window):
        block = _block(held)
        chosen = in_outline_order(window)
        column = current_column(window)
        if len(block) == 1 and len(block[0]) == 1 and len(chosen) > 1:  # one cell into all that are chosen
            block, rows = block * len(chosen), chosen
        else:
            first = table.currentIndex().row() if table.currentIndex().isValid() else 0
            rows = [row.id for row in table.rows.rows[first : first + len(block)]]
        columns = shown_columns(window)
        columns = columns[columns.index(column) :]
        window.document.do(paste(document.plan, document.schedule, rows, columns, block, words))


def fill_rows(window: PlanWindow) -> None:
    """Give the chosen rows below the upper one what it has in the current column."""
    document, ids = window.document, in_outline_order(window)
    run_edit(window, document, fill_down, document.schedule, ids, current_column(window), window.translator)


declare(
    ActionSpec(
        "rows.copy",
        N_("Copy rows"),
        copy_rows,
        ("Ctrl+C",),
        has_rows,
        icon="copy",
        in_planning=True,
    ),
    ActionSpec(
        "cells.copy",
        N_("Copy cells of this column"),
        copy_cells,
        ("Ctrl+Shift+C",),
        has_rows,
        in_planning=True,
    ),
    ActionSpec("cells.paste", N_("Paste"), paste_here, ("Ctrl+V",), has_something, in_planning=True),
    ActionSpec("cells.fill", N_("Fill down"), fill_rows, ("Ctrl+D",), has_rows_below, in_planning=True),
)
