"""A plan out to a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from planner.domain.control.state import states
from planner.domain.fields import FieldDef, Shape
from planner.domain.model import Activity, Entity, Organisation
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule
from planner.errors import EditRefused
from planner.formats.excel.cell_styles import (
    FORMULA_STARTS,
    LEFT,
    MOST_INDENT,
    WRAPPED,
    SheetCellStyle,
    SheetCellStyles,
)
from planner.formats.excel.cells import Cell, computed_day, escaped, lag_shown, shower
from planner.formats.excel.comments import COMMENTED, comment, comments_of
from planner.formats.excel.gantt_cells import STRIP_WIDTH, draw_strips, strips_of
from planner.formats.excel.in_memory import new_workbook, workbook_bytes
from planner.formats.excel.layout import (
    CHECK,
    CHECKED,
    FORMAT,
    ID,
    META_SHEET,
    ROLLED_UP,
    SHEETS,
    SheetLayout,
    is_computed,
    is_read_only,
    machine_name,
    rows_of,
    width_of,
)
from planner.formats.excel.report_sheets import write_reports
from planner.formats.excel.sheet_setup import (
    explanation_title,
    furnish,
    guard,
    hidden_columns,
    lists_of,
    print_apart,
    sheet_title,
    write_explanation,
)
from planner.formats.excel.your_planning import tab_title, write_your_planning
from planner.language import Translator
from planner.message import N_
from planner.writing import write_file

if TYPE_CHECKING:
    from openpyxl import Workbook

Styled = tuple[Cell, Any]
MOST_OVERSEEN = 1000
"""Activities of a whole plan up to which it gets the tab with bars."""
HEAD_ROWS = 3
"""Title, machine names (hidden), captions; the first row of the plan comes after them."""


def write_workbook(
    plan: Plan, schedule: Schedule, path: Path, translator: Translator, *, organisation: str | None, seq: int
) -> None:
    """See `planner.formats.excel.write_workbook`."""
    write_file(path, made_workbook(plan, schedule, translator, organisation=organisation, seq=seq))


def made_workbook(
    plan: Plan, schedule: Schedule, translator: Translator, *, organisation: str | None, seq: int
) -> bytes:
    """The workbook as the content of a file; EditRefused where there is no such organisation."""
    only: Organisation | None = None
    if organisation is not None:
        only = plan.organisations_by_code.get(organisation)
        if only is None:
            raise EditRefused(
                N_("There is no {kind} “{text}” in the plan."), kind=Organisation.kind_name, text=organisation
            )
    return workbook_bytes(_Book(plan, schedule, translator, only).made(seq))


class _Book:
    """A workbook while it is made."""

    def __init__(self, plan: Plan, schedule: Schedule, translator: Translator, only: Organisation | None) -> None:
        self.plan, self.schedule, self.translator, self.only = plan, schedule, translator, only
        self.book = new_workbook()
        self.comments = comments_of(plan, translator)

    def made(self, seq: int) -> Workbook:
        translate, book = self.translator.translate, self.book
        first = book.create_sheet(tab_title(self.translator, self.only)) if self._has_first_tab else None
        explanation = book.create_sheet(explanation_title(self.translator))
        looks = SheetCellStyles(explanation, self.translator)
        write_explanation(explanation, looks, self.plan, self.translator, self.only)
        if first is not None:
            write_your_planning(first, self.plan, self.schedule, self.translator, self.only)
        sheets: list[tuple[SheetLayout, list[tuple[Entity, int]], Any]] = []
        for layout in SHEETS:
            rows = list(rows_of(self.plan, layout.kind, self.only))
            if rows or (layout.for_one if self.only else layout.always):
                sheets.append((layout, rows, book.create_sheet(translate(layout.title)[:31])))
        titles = {layout.kind: (sheet.title, len(rows)) for layout, rows, sheet in sheets}
        lists = lists_of(self.plan, self.translator, titles, HEAD_ROWS)
        for layout, rows, sheet in sheets:
            furnish(sheet, layout, len(rows), HEAD_ROWS, self.translator)  # before the rows: openpyxl writes as it goes
            written = _Sheet(self, layout, sheet, looks)
            written.write(rows)
            if written.strips is not None:
                at = hidden_columns(layout) + len(layout.fields) + 1
                print_apart(sheet, layout, at, len(written.strips.heads), HEAD_ROWS + len(rows))
                draw_strips(
                    *(sheet, layout, written.strips, self.plan, self.translator), at=at, head=HEAD_ROWS, count=len(rows)
                )
            guard(sheet, layout, len(rows), HEAD_ROWS, self.translator, lists)
            if self.only is not None and not rows:
                sheet.sheet_state = "hidden"
        if self.only is None:
            write_reports(book, looks, self.plan, self.schedule, self.translator)
        self._write_meta(lists.columns, seq)
        book.active = 0 if first is not None else 1
        book.calculation.fullCalcOnLoad = True
        self._write_properties(seq)
        return book

    @property
    def _has_first_tab(self) -> bool:
        """Whether the tab with bars comes first: always for one organisation, else while it can be overseen."""
        return self.only is not None or len(self.plan.outline) <= MOST_OVERSEEN

    def _about(self, seq: int) -> dict[str, str | int]:
        return {
            "ketenplanner": FORMAT,
            "plan": str(self.plan.programme.id),
            "seq": seq,
            "language": self.translator.code,
            "organisation": self.only.code if self.only else "",
        }

    def _write_meta(self, lists: dict[str, list[str]], seq: int) -> None:
        """The hidden sheet: what the workbook was made from, and beside it the lists to choose from."""
        sheet = self.book.create_sheet(META_SHEET)
        sheet.sheet_state = "veryHidden"
        about = [[name, value] for name, value in self._about(seq).items()]
        columns = [[name, *items] for name, items in lists.items()]
        for left, *right in zip_longest(about, *columns):
            sheet.append([_text(sheet, v) for v in (*(left or (None, None)), None, *right)])

    def _write_properties(self, seq: int) -> None:
        from openpyxl.packaging.custom import IntProperty, StringProperty

        for name, value in self._about(seq).items():
            kind = IntProperty if isinstance(value, int) else StringProperty
            if value != "":
                self.book.custom_doc_props.append(kind(name=f"ketenplanner.{name}", value=value))  # type: ignore[arg-type]
        properties = self.book.properties
        properties.title, properties.creator = _plain(self.plan.programme.name), "Ketenplanner"
        properties.language = self.translator.code


def _plain(text: str) -> str:
    from planner.formats.excel.cells import clean

    return clean(text)


def _text(sheet: Any, value: Any) -> Any:
    """A text as a cell that is a text whatever it begins with; other values as they are."""
    if not isinstance(value, str):
        return value
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value=_plain(escaped(value)))
    cell.data_type = "s"
    return cell


class _Column:
    """How the cells of one column are made: each value once."""

    def __init__(self, layout: SheetLayout, spec: FieldDef, plan: Plan, translator: Translator) -> None:
        self.name, self.spec = spec.name, spec
        self.read_only, self.width = is_read_only(spec), width_of(spec)
        self._show: Callable[[Any], Cell] = shower(spec, plan, translator)
        self._shown: dict[Any, Cell] = {}
        self.keeps = spec.shape not in (Shape.TEXT, Shape.LONG_TEXT)
        self.lag = layout.kind == "dependency" and spec.name == "lag"

    def cell(self, row: Entity, value: Any) -> Cell:
        if self.lag:
            return lag_shown(value, row.lag_unit)  # type: ignore[attr-defined]
        if not self.keeps:
            return escaped(self._show(value))  # type: ignore[arg-type]
        try:
            return self._shown[value]
        except KeyError:
            shown = self._show(value)
            if isinstance(shown, str):
                shown = escaped(shown)
            self._shown[value] = shown
            return shown


class _Sheet:
    """One sheet while it is written."""

    def __init__(self, book: _Book, layout: SheetLayout, sheet: Any, looks: SheetCellStyles) -> None:
        self.layout, self.sheet, self.looks, self.schedule = layout, sheet, looks, book.schedule
        self.plan, self.translator = book.plan, book.translator
        self.columns = [_Column(layout, spec, book.plan, book.translator) for spec in layout.specs]
        self.checked = layout.kind == "activity"
        self._check_at = [layout.fields.index(name) for name in CHECKED] if self.checked else []
        self.strips = strips_of(book.plan, book.schedule) if self.checked else None
        self._comments = book.comments
        self._commented = next((i for i, name in enumerate(layout.fields, 2 + self.checked) if name in COMMENTED), 0)
        self._styles: dict[Any, Any] = {}
        self._digits: dict[Cell, str] = {}
        sheet._values_to_row = self._as_cells  # openpyxl makes a new cell for every value, with much guessing

    def _as_cells(self, values: list[Styled], number: int) -> Iterator[Any]:
        """One cell object for all values of a row. A text is a text, whatever it begins with."""
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self.sheet)
        cell.row = number
        about = self._about(values)
        for cell.column, (value, cell._style) in enumerate(values, 1):  # type: ignore[attr-defined]
            cell._comment = comment(about) if about and cell.column == self._commented else None  # type: ignore[attr-defined]
            if value is None or value == "":
                cell._value, cell.data_type = None, "n"  # type: ignore[attr-defined]
            else:
                cell._value = value  # type: ignore[attr-defined]
                cell.data_type = "s" if isinstance(value, str) else "n" if isinstance(value, int | float) else "d"
            yield cell

    def _about(self, values: list[Styled]) -> str:
        """What the row rests on, for the comment on it; empty where nothing is known."""
        return self._comments.get(values[0][0], "") if self._commented and self._comments else ""

    def write(self, rows: list[tuple[Entity, int]]) -> None:
        self._set_up()
        for values, look in self._head():
            self.sheet.append([(v, self.looks.style(part)) for v, part in zip(values, look, strict=True)])
        machine = self.looks.style(SheetCellStyle(part="machine"))
        for number, (row, depth) in enumerate(rows, HEAD_ROWS + 1):
            cells: list[Styled] = [(str(row.id), machine)]
            shown = self._values(row)
            if self.checked:
                cells.append((self._check(row, shown), machine))
            height, summary = 1, isinstance(row, Activity) and row.is_summary
            for column, value in zip(self.columns, shown, strict=True):
                cells.append((value, self._style(column, row, value, depth, summary)))
                if value.__class__ is str and len(value) > column.width:  # type: ignore[arg-type]
                    height = max(height, _lines(value, column.width))  # type: ignore[arg-type]
            if height > 1:
                self.sheet.row_dimensions[number].height = 13.5 * min(height, 6) + 2
            self.sheet.append(cells)

    def _values(self, row: Entity) -> list[Cell]:
        if not isinstance(row, Activity):
            return [column.cell(row, getattr(row, column.name)) for column in self.columns]
        dates, summary = self.schedule[row.id], row.is_summary
        found: list[Cell] = []
        for column in self.columns:
            name = column.name
            if column.spec.stored and not (summary and name in ROLLED_UP):
                found.append(column.cell(row, getattr(row, name)))
            elif name == "state":
                found.append(column.cell(row, states(self.plan, self.schedule).of(row)))
            elif column.spec.shape in (Shape.START, Shape.FINISH):
                found.append(computed_day(dates, name))
            else:
                found.append(column.cell(row, getattr(dates, "percent" if name == "percent_complete" else name)))
        return found

    def _check(self, row: Entity, shown: list[Cell]) -> str:
        """Four digits for each computed cell, to see on return whether somebody typed over it."""
        found: list[str] = []
        for at in self._check_at:
            if not is_computed(row, self.columns[at].spec):
                found.append("----")
                continue
            cell = shown[at]
            known = self._digits.get(cell)
            if known is None:
                known = self._digits[cell] = digits(cell)
            found.append(known)
        return "".join(found)

    def _set_up(self) -> None:
        from openpyxl.styles import Alignment, Font
        from openpyxl.utils import get_column_letter

        sheet, first = self.sheet, 2 if self.checked else 1
        for index in range(1, first + 1):
            sheet.column_dimensions[get_column_letter(index)].hidden = True
        for index, column in enumerate(self.columns, first + 1):
            dimension = sheet.column_dimensions[get_column_letter(index)]
            dimension.width = width_of(column.spec)
            dimension.number_format = self.looks.blank_format(column.spec)
            dimension.font = Font(name="Calibri", size=10)
            dimension.alignment = Alignment(vertical="top", wrap_text=column.spec.shape in WRAPPED or None)
            if column.name in self.layout.folded:
                dimension.outlineLevel, dimension.hidden = 1, True
        for index in range(len(self.strips.heads) if self.strips else 0):
            letter = get_column_letter(first + len(self.columns) + index + 1)
            sheet.column_dimensions[letter].width = STRIP_WIDTH
        named = "name" if "name" in self.layout.fields else self.layout.fields[0]
        frozen = first + 1 + self.layout.fields.index(named) + 1 if "key" in self.layout.fields else first + 2
        sheet.freeze_panes = f"{get_column_letter(frozen)}{HEAD_ROWS + 1}"
        sheet.sheet_view.showGridLines = False
        sheet.row_dimensions[1].height = 24
        sheet.row_dimensions[2].hidden = True
        sheet.row_dimensions[3].height = 48 if self.strips else 30

    def _head(self) -> Iterator[tuple[list[Cell], list[SheetCellStyle]]]:
        hidden: list[Cell] = [ID, CHECK] if self.checked else [ID]
        count = len(hidden) + len(self.columns)
        title = sheet_title(self.plan, self.layout, self.translator)
        blank: list[Cell] = [None] * (len(self.columns) - 1)
        yield [*([None] * len(hidden)), _plain(escaped(title)), *blank], [SheetCellStyle(part="title")] * count
        special = (ID, CHECK) if self.checked else (ID,)
        names = [machine_name(self.layout.kind, n) for n in (*special, *self.layout.fields)]
        yield [*names], [SheetCellStyle(part="machine")] * count
        captions = [self.translator.heading(column.spec) for column in self.columns]
        looks = [SheetCellStyle(part="head", computed=column.read_only) for column in self.columns]
        heads = list(self.strips.heads) if self.strips is not None else []
        days = [SheetCellStyle(part="strip", number_format=self.looks.strip)] * len(heads)
        yield [*hidden, *captions, *heads], [*([SheetCellStyle(part="machine")] * len(hidden)), *looks, *days]

    def _style(self, column: _Column, row: Entity, value: Cell, depth: int, summary: bool) -> Any:
        """The style of a cell, looked up by what it depends on."""
        quoted = value.__class__ is str and value.startswith(FORMULA_STARTS)  # type: ignore[union-attr]
        indent = min(depth, MOST_INDENT) if column.name == "name" else 0
        place = (column.name, value.__class__, summary, quoted, indent)
        style = self._styles.get(place)
        if style is None:
            spec = column.spec
            style = self._styles[place] = self.looks.style(
                SheetCellStyle(
                    number_format=self.looks.format_of(spec, value),
                    computed=column.read_only or is_computed(row, spec),
                    bold=summary and column.name in ("key", "name"),
                    indent=indent,
                    wrapped=spec.shape in WRAPPED,
                    left=spec.shape in LEFT,
                    quoted=quoted,
                )
            )
        return style


def _lines(text: str, width: int) -> int:
    return sum(len(line) // width + 1 for line in text.split("\n", 6))


def digits(cell: Cell) -> str:
    """Four hexadecimal digits that differ where cells differ, whatever program wrote the cell."""
    if cell is None or cell == "":
        text = ""
    elif isinstance(cell, int | float):
        text = f"{float(cell):.6f}"
    else:
        text = str(cell)
    return f"{crc32(text.encode('utf-8', 'replace')) & 0xFFFF:04x}"
