"""Our tables in a workbook, found by machine names: wherever they stand, whatever their captions say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from planner.formats.excel.cells import Cell, canonical, is_empty
from planner.formats.excel.file_guard import RawSheet, place
from planner.formats.excel.layout import CHECK, ID, META_SHEET, SHEETS, SheetLayout, machine_name
from planner.language import LANGUAGES, translator

LEAST_CAPTIONS = 4
"""Captions of ours by which a table is known whose hidden row is gone; and half of all that it has."""
NAMING: dict[str, set[str]] = {
    "activity": {"name", "parent_id"},
    "dependency": {"predecessor_id", "successor_id"},
    "criterion": {"organisation_id", "name"},
    "assessment": {"criterion_id", "on"},
    "measurement": {"indicator_id", "at"},
    "citation": {"source_id", "about_id"},
}
"""Columns by which the rows of a kind are told apart where its hidden column is gone."""
ROWS_SEARCHED = 40
"""How far down the row of machine names may have been moved."""


@dataclass(frozen=True)
class WorkbookTable:
    """One kind's rows on one sheet: where each field stands (from 0), and the rows with their numbers (from 1).

    `machine` is the row of machine names and `captions` that of what people read, from 1; 0 where it is gone.
    """

    layout: SheetLayout
    sheet: str
    columns: dict[str, int]
    rows: Sequence[tuple[int, Sequence[Cell]]]
    machine: int = 0
    captions: int = 0

    def cell(self, values: Sequence[Cell], field: str) -> Cell:
        """The cell of a field in a row; an empty text where the column is gone."""
        index = self.columns.get(field)
        return values[index] if index is not None and index < len(values) else ""

    def place(self, number: int, field: str) -> str:
        """Where a field of a row stands: Planning!E14, or the row when its column is gone."""
        return place(self.sheet, number, self.columns.get(field, 0) + 1)


@dataclass(frozen=True, slots=True)
class Header:
    """What a workbook says it was made from."""

    version: int = 0
    plan_id: UUID | None = None
    seq: int = 0
    language: str = ""
    organisation: str = ""


@cache
def _machine_names() -> dict[str, tuple[SheetLayout, str]]:
    return {
        machine_name(layout.kind, name): (layout, name) for layout in SHEETS for name in (ID, CHECK, *layout.fields)
    }


def find_header(sheets: list[RawSheet]) -> Header | None:
    """The header on the hidden sheet; None where that is gone."""
    for sheet in sheets:
        if sheet.title == META_SHEET and sheet.rows and sheet.rows[0][:1] == ["ketenplanner"]:
            said = {str(row[0]): row[1] for row in sheet.rows if len(row) > 1 and row[0] != ""}
            return Header(
                version=_whole(said.get("ketenplanner")),
                plan_id=as_id(said.get("plan", "")),
                seq=_whole(said.get("seq")),
                language=str(said.get("language", "")),
                organisation=str(said.get("organisation", "")),
            )
    return None


def _whole(value: Cell) -> int:
    try:
        return int(float(value))  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return 0


def as_id(cell: Cell) -> UUID | None:
    """The id in a cell, if it holds one."""
    try:
        return UUID(cell) if isinstance(cell, str) and cell else None
    except ValueError:
        return None


def find_tables(sheets: list[RawSheet]) -> Iterator[WorkbookTable]:
    """Every table of ours, in the order of the sheets."""
    for sheet in (sheet for sheet in sheets if sheet.title != META_SHEET):
        rows = sheet.rows[:ROWS_SEARCHED]
        found = next((t for i, row in enumerate(rows) if (t := _table(sheet, i, row)) is not None), None)
        found = found or next((t for i, row in enumerate(rows) if (t := _by_captions(sheet, i, row)) is not None), None)
        if found is not None:
            yield found


@cache
def _captions() -> tuple[tuple[SheetLayout, dict[str, str]], ...]:
    """For each sheet and language: the fields by the captions above their columns."""
    return tuple(
        (layout, {canonical(translator(code).heading(spec)).casefold(): spec.name for spec in layout.specs})
        for layout in SHEETS
        for code in LANGUAGES
    )


def _by_captions(sheet: RawSheet, index: int, row: Sequence[Cell]) -> WorkbookTable | None:
    """The table below a row of captions, where the hidden row above it is gone; most of the row must be ours."""
    said = {i: canonical(cell).casefold() for i, cell in enumerate(row) if isinstance(cell, str) and cell.strip()}
    best: tuple[SheetLayout, dict[str, int]] | None = None
    for layout, fields in _captions():
        columns: dict[str, int] = {}
        for i, text in said.items():
            if text == ID and i == 0:
                columns[ID] = i
            elif text == CHECK and i == 1:
                columns[CHECK] = i
            elif text in fields:
                columns.setdefault(fields[text], i)
        if best is None or len(columns) > len(best[1]):
            best = (layout, columns)
    if best is None:
        return None
    layout, columns = best
    if not _are_ours(layout, columns, len(said)):
        return None
    width = max(columns.values()) + 1
    rows = [
        (number, (*values, *[""] * (width - len(values))))
        for number, values in enumerate(sheet.rows[index + 1 :], index + 2)
        if not all(is_empty(cell) for cell in values)
    ]
    return WorkbookTable(layout, sheet.title, columns, rows, captions=index + 1)


def _are_ours(layout: SheetLayout, columns: dict[str, int], captions: int) -> bool:
    """Whether captions are those of a table of ours: half of all that it has, or nearly all that stand there.

    Of a table without ids, keys or codes the rows can still be told apart by their names.
    """
    known = {"key", "code", ID} & set(columns)
    if not known and not NAMING.get(layout.kind, set()) <= set(columns):
        return False
    if len(columns) >= max(LEAST_CAPTIONS, (len(layout.fields) + 1) // 2):
        return True
    few = layout.kind == "activity" and {"key", "name"} <= set(columns) and {"parent_id", "start_window"} & set(columns)
    return bool(few) and len(columns) >= LEAST_CAPTIONS and len(columns) * 4 >= captions * 3


def _table(sheet: RawSheet, index: int, row: Sequence[Cell]) -> WorkbookTable | None:
    known = [
        (i, _machine_names()[cell]) for i, cell in enumerate(row) if isinstance(cell, str) and cell in _machine_names()
    ]
    if len(known) < 2:
        return None
    layout = known[0][1][0]
    columns: dict[str, int] = {}
    for i, (owner, name) in known:
        if owner is layout:
            columns.setdefault(name, i)
    width = max(columns.values()) + 1
    rows = [
        (number, values if len(values) >= width else (*values, *[""] * (width - len(values))))
        for number, values in enumerate(sheet.rows[index + 1 :], index + 2)
        if not all(is_empty(cell) for cell in values)
    ]
    at = columns.get(ID)
    # The captions are recognised by the caption of the ids; without it they are the next row.
    captions = rows[0][0] if rows and at is None else next((n for n, values in rows if values[at or 0] == ID), 0)
    rows = [(number, values) for number, values in rows if number != captions]
    return WorkbookTable(layout, sheet.title, columns, rows, index + 1, captions)
