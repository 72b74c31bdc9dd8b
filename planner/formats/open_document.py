"""Our workbook as OpenDocument sheets: values, colours, lists and page set-up, taken from the Excel form.

Bars in cells stay behind: rules that colour cells by a formula are no part of the OpenDocument standard.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

CM_PER_CHARACTER = 0.21
SPARE = 500
"""Rows below the last one in which lists work too."""
PAPERS = {"8": (42.0, 29.7), "9": (29.7, 21.0)}
"""A3 and A4 on their side, in centimetres, by Excel's numbers."""
DAY, MOMENT, PERCENT, PLAIN = "day", "moment", "percent", ""


def open_document(book: Workbook) -> Any:
    """An OpenDocument spreadsheet with the sheets of a workbook of ours."""
    from odf.opendocument import OpenDocumentSpreadsheet

    document: Any = OpenDocumentSpreadsheet()
    looks = _Looks(document)
    rules = _Rules(document)
    for sheet in book.worksheets:
        document.spreadsheet.addElement(_table(sheet, looks, rules))
    return document


def _table(sheet: Worksheet, looks: _Looks, rules: _Rules) -> Any:
    from odf.table import Table, TableColumn, TableColumnGroup, TableRow
    from openpyxl.utils import get_column_letter

    width = _width(sheet)
    table = Table(name=sheet.title, stylename=looks.table(sheet))
    group: Any = None
    for number in range(1, width + 1):
        dimension = sheet.column_dimensions[get_column_letter(number)]
        column = TableColumn(stylename=looks.column(dimension.width or 10.0))
        if dimension.hidden:
            column.setAttribute("visibility", "collapse")
        if not dimension.outlineLevel:
            group = None
        elif group is None:
            group = TableColumnGroup(display="false")
            table.addElement(group)
        (table if group is None else group).addElement(column)
    named = rules.of(sheet)
    for number, row in enumerate(sheet.iter_rows(max_col=width), 1):
        line = TableRow(visibility="collapse" if sheet.row_dimensions[number].hidden else "visible")
        for cell in _cells(row, looks, named if number > 3 else {}):
            line.addElement(cell)
        table.addElement(line)
    if named:
        table.addElement(_spare(width, named))
    return table


def _width(sheet: Worksheet) -> int:
    """How many columns hold something; of a table those with a machine name, for its bars stay behind."""
    named = [cell.column or 1 for cell in sheet[2] if isinstance(cell.value, str) and "." in cell.value]
    if len(named) > 1:
        return max(named)
    return max((c.column or 1 for row in sheet.iter_rows() for c in row if c.value is not None), default=1)


def _spare(width: int, named: dict[int, str]) -> Any:
    """Empty rows below the table in which lists are offered."""
    from odf.table import TableCell, TableRow

    line = TableRow(numberrowsrepeated=SPARE)
    for number in range(1, width + 1):
        cell = TableCell()
        if number in named:
            cell.setAttribute("contentvalidationname", named[number])
        line.addElement(cell)
    return line


def _cells(row: Any, looks: _Looks, named: dict[int, str]) -> Iterator[Any]:
    from odf.table import TableCell
    from odf.text import P

    for cell in row:
        value = cell.value
        match value:
            case None:
                made = TableCell(stylename=looks.cell(cell, PLAIN))
            case bool():
                made = TableCell(
                    valuetype="boolean", booleanvalue=str(value).lower(), stylename=looks.cell(cell, PLAIN)
                )
            case datetime() | date():
                whole = not isinstance(value, datetime) or value.time() == time(0, 0)
                text = value.date().isoformat() if isinstance(value, datetime) and whole else value.isoformat()
                made = TableCell(valuetype="date", datevalue=text, stylename=looks.cell(cell, DAY if whole else MOMENT))
            case int() | float() if "%" in str(cell.number_format):
                made = TableCell(valuetype="percentage", value=value, stylename=looks.cell(cell, PERCENT))
            case int() | float():
                made = TableCell(valuetype="float", value=value, stylename=looks.cell(cell, PLAIN))
            case _:
                made = TableCell(valuetype="string", stylename=looks.cell(cell, PLAIN))
                for line in str(value).split("\n"):
                    made.addElement(P(text=line))
        if cell.column in named:
            made.setAttribute("contentvalidationname", named[cell.column])
        yield made


class _Rules:
    """The lists to choose from and the limits of percentages, each made once."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._holder: Any = None
        self._count = 0

    def of(self, sheet: Worksheet) -> dict[int, str]:
        """The name of the rule for each column (from 1) of a sheet that has one."""
        found: dict[int, str] = {}
        for rule in sheet.data_validations.dataValidation:
            condition = _condition(rule)
            if condition:
                first = str(rule.sqref).split(":")[0]
                column = sheet[first].column
                found[column] = self._made(condition, f"{_quoted(sheet.title)}.{first}", rule)
        return found

    def _made(self, condition: str, base: str, rule: Any) -> str:
        from odf.table import ContentValidation, ContentValidations, ErrorMessage
        from odf.text import P

        if self._holder is None:
            self._holder = ContentValidations()
            self._document.spreadsheet.addElement(self._holder)
        self._count += 1
        name = f"rule{self._count}"
        made = ContentValidation(name=name, condition=condition, basecelladdress=base, allowemptycell="true")
        message = ErrorMessage(display="true", title=rule.errorTitle or "", messagetype=rule.errorStyle or "stop")
        message.addElement(P(text=rule.error or ""))
        made.addElement(message)
        self._holder.addElement(made)
        return name


def _condition(rule: Any) -> str:
    """A rule of Excel in the words of OpenDocument; empty for those that have none there."""
    if rule.type == "list" and rule.formula1 and "!" in rule.formula1:
        title, place = rule.formula1.rsplit("!", 1)
        first, last = place.split(":")
        return f"of:cell-content-is-in-list([${_quoted(title.strip(chr(39)))}.{first}:.{last}])"
    if rule.type == "decimal":
        return f"of:cell-content-is-decimal-number() and cell-content-is-between({rule.formula1},{rule.formula2})"
    return ""


def _quoted(title: str) -> str:
    return "'" + title.replace("'", "''") + "'"


class _Looks:
    """The styles that the sheets need, each made once."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._columns: dict[float, Any] = {}
        self._tables: dict[tuple[bool, str, str], Any] = {}
        self._cells: dict[tuple[int, str], Any] = {}
        self._formats = _formats(document)

    def cell(self, cell: Any, kind: str) -> Any:
        """The style of a cell as it looks in Excel; `kind` says how its value is written."""
        key = (cell.style_id, kind)
        if key not in self._cells:
            self._cells[key] = self._made(cell, kind)
        return self._cells[key]

    def _made(self, cell: Any, kind: str) -> Any:
        from odf.style import ParagraphProperties, Style, TableCellProperties, TextProperties

        more = {"datastylename": self._formats[kind]} if kind else {}
        style = Style(name=f"cell{len(self._cells)}", family="table-cell", **more)
        looks: dict[str, str] = {
            "wrapoption": "wrap" if cell.alignment.wrap_text else "no-wrap",
            "verticalalign": "top",
        }
        if cell.fill.fill_type == "solid":
            looks["backgroundcolor"] = f"#{str(cell.fill.fgColor.rgb)[-6:]}"
        if cell.border.bottom is not None and cell.border.bottom.style:
            looks["border"] = f"0.5pt solid #{str(cell.border.bottom.color.rgb)[-6:]}"
        style.addElement(TableCellProperties(**looks))
        font = cell.font
        ink = (
            f"#{str(font.color.rgb)[-6:]}" if font.color is not None and isinstance(font.color.rgb, str) else "#000000"
        )
        words = {"fontfamily": font.name or "Calibri", "fontsize": f"{font.sz or 10:g}pt", "color": ink}
        style.addElement(TextProperties(fontweight="bold" if font.b else "normal", **words))
        if cell.alignment.indent:
            style.addElement(ParagraphProperties(marginleft=f"{cell.alignment.indent * 0.3:.1f}cm"))
        self._document.automaticstyles.addElement(style)
        return style

    def column(self, width: float) -> Any:
        from odf.style import Style, TableColumnProperties

        if width not in self._columns:
            style = Style(name=f"column{len(self._columns)}", family="table-column")
            style.addElement(TableColumnProperties(columnwidth=f"{max(width, 2) * CM_PER_CHARACTER:.2f}cm"))
            self._document.automaticstyles.addElement(style)
            self._columns[width] = style
        return self._columns[width]

    def table(self, sheet: Worksheet) -> Any:
        """The style of a table: whether it is shown, and the paper it is printed on."""
        from odf.style import Style, TableProperties

        visible = sheet.sheet_state == "visible"
        key = (visible, str(sheet.page_setup.paperSize or "9"), str(sheet.page_setup.orientation or "landscape"))
        if key not in self._tables:
            style = Style(name=f"table{len(self._tables)}", family="table", masterpagename=self._page(*key[1:]))
            style.addElement(TableProperties(display=str(visible).lower()))
            self._document.automaticstyles.addElement(style)
            self._tables[key] = style
        return self._tables[key]

    def _page(self, paper: str, orientation: str) -> Any:
        """A page of a size, on which a table is as wide as the paper."""
        from odf.namespaces import STYLENS
        from odf.style import MasterPage, PageLayout, PageLayoutProperties

        number = len(self._tables)
        across, down = PAPERS.get(paper, PAPERS["9"])
        wide, high = (across, down) if orientation == "landscape" else (down, across)
        layout = PageLayout(name=f"layout{number}")
        properties = PageLayoutProperties(
            pagewidth=f"{wide}cm", pageheight=f"{high}cm", printorientation=orientation, margin="1cm"
        )
        properties.attributes[STYLENS, "scale-to-X"] = "1"
        properties.attributes[STYLENS, "scale-to-Y"] = "0"
        layout.addElement(properties)
        self._document.automaticstyles.addElement(layout)
        page = MasterPage(name=f"page{number}", pagelayoutname=layout)
        self._document.masterstyles.addElement(page)
        return page


def _formats(document: Any) -> dict[str, Any]:
    """How days, moments and percentages are written."""
    from odf import number

    days = number.DateStyle(name="day-format")
    moments = number.DateStyle(name="moment-format")
    clock = (" ", number.Hours(style="long"), ":", number.Minutes(style="long"))
    for style, more in ((days, ()), (moments, clock)):
        for part in (number.Day(), "-", number.Month(), "-", number.Year(style="long"), *more):
            style.addElement(number.Text(text=part) if isinstance(part, str) else part)
    percents = number.PercentageStyle(name="percent-format")
    percents.addElement(number.Number(decimalplaces="0", minintegerdigits="1"))
    percents.addElement(number.Text(text="%"))
    for style in (days, moments, percents):
        document.automaticstyles.addElement(style)
    return {DAY: days, MOMENT: moments, PERCENT: percents}
