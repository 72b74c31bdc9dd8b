"""What stands around the rows: print set-up, filters, lists to choose from, guards, the explanation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from planner.domain.fields import FieldDef, Shape, spec_of
from planner.domain.model import Organisation
from planner.domain.plan import Plan
from planner.formats.excel.cell_styles import SheetCellStyle, SheetCellStyles
from planner.formats.excel.cells import clean, escaped
from planner.formats.excel.layout import META_SHEET, SHEETS, SheetLayout, is_read_only, width_of
from planner.language import Translator
from planner.message import N_

SPARE = 500
"""Rows below the last one in which lists and guards work too."""
A3, A4 = 8, 9
WIDEST_ON_A4 = 165  # characters of ten points, for text no smaller than seven once it is fitted


@dataclass(frozen=True)
class Lists:
    """Lists to choose from: where each stands, and those that have a column of their own in the hidden sheet."""

    columns: dict[str, list[str]]
    ranges: dict[str, str]


def sheet_title(plan: Plan, layout: SheetLayout, translator: Translator) -> str:
    """What stands above a table: the sheet, the programme, and the day that it is of."""
    return translator.translate(
        N_("{sheet}: {programme} (status date {date})"),
        sheet=translator.translate(layout.title),
        programme=plan.programme.name,
        date=translator.date(plan.programme.status_date, "long"),
    )


def explanation_title(translator: Translator) -> str:
    """The name of the sheet that says what may be changed."""
    return translator.translate(N_("Explanation"))[:31]


def hidden_columns(layout: SheetLayout) -> int:
    """How many columns stand before the first visible one."""
    return 2 if layout.kind == "activity" else 1


def furnish(sheet: Any, layout: SheetLayout, count: int, head: int, translator: Translator) -> None:
    """Filters, print set-up and progress bars."""
    from openpyxl.formatting.rule import DataBarRule
    from openpyxl.utils import get_column_letter

    first, last = hidden_columns(layout) + 1, hidden_columns(layout) + len(layout.fields)
    sheet.auto_filter.ref = f"A{head}:{get_column_letter(last)}{head + max(count, 1)}"
    sheet.print_title_rows = f"1:{head}"
    width = sum(width_of(spec) for spec in layout.specs if spec.name not in layout.folded)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4 if width <= WIDEST_ON_A4 else A3
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.6
    sheet.print_options.horizontalCentered = False
    foot = sheet.HeaderFooter.oddFooter
    foot.left.text, foot.left.size = sheet.title.replace("&", "&&"), 8
    foot.right.text = translator.translate(N_("page {page} of {pages}"), page="&P", pages="&N")
    foot.right.size = 8
    if "percent_complete" in layout.fields and count:
        letter = get_column_letter(first + layout.fields.index("percent_complete"))
        bar = DataBarRule(
            start_type="num", start_value=0, end_type="num", end_value=1, color="9DB7D5", minLength=0, maxLength=100
        )
        sheet.conditional_formatting.add(f"{letter}{head + 1}:{letter}{head + count}", bar)


def print_apart(sheet: Any, layout: SheetLayout, at: int, count: int, last: int) -> None:
    """Print what stands from column `at` on sheets of its own, with the names of the rows again."""
    from openpyxl.utils import get_column_letter

    first = hidden_columns(layout) + 1
    named = get_column_letter(first + layout.fields.index("name"))
    areas = (first, at - 1), (at, at + count - 1)
    sheet.print_area = ",".join(f"{get_column_letter(a)}1:{get_column_letter(b)}{last}" for a, b in areas)
    sheet.print_title_cols = f"{get_column_letter(first)}:{named}"


def lists_of(plan: Plan, translator: Translator, titles: dict[str, tuple[str, int]], head: int) -> Lists:
    """The lists for choices and references; `titles` gives title and number of rows of each sheet."""
    columns: dict[str, list[str]] = {"calendar": [clean(c.name) for c in plan.calendars]}
    for layout in SHEETS:
        for spec in layout.specs:
            if spec.choices is not None:
                columns[f"{layout.kind}.{spec.name}"] = [translator.choice(m) for m in spec.choices if m.value]
    columns["yes/no"] = [translator.translate(N_("yes")), translator.translate(N_("no"))]
    ranges: dict[str, str] = {}
    from openpyxl.utils import get_column_letter

    for index, (name, items) in enumerate(columns.items(), 4):
        letter = get_column_letter(index)
        if items:
            ranges[name] = f"{META_SHEET}!${letter}$2:${letter}${len(items) + 1}"
    for kind in ("organisation", "track"):
        title, count = titles.get(kind, ("", 0))
        if count:
            quoted = title.replace("'", "''")
            ranges[kind] = f"'{quoted}'!$B${head + 1}:$B${head + count}"  # the code, after the hidden id
    return Lists(columns, ranges)


def guard(sheet: Any, layout: SheetLayout, count: int, head: int, translator: Translator, lists: Lists) -> None:
    """Lists to choose from in the cells that take them; a stop on those that only show something."""
    from openpyxl.utils import get_column_letter

    for index, spec in enumerate(layout.specs, hidden_columns(layout) + 1):
        rule = _rule(layout, spec, translator, lists)
        if rule is None:
            continue
        letter, spare = get_column_letter(index), SPARE if spec.name != "key" else 0
        rule.add(f"{letter}{head + 1}:{letter}{head + max(count, 1) + spare}")
        sheet.data_validations.append(rule)


def _rule(layout: SheetLayout, spec: FieldDef, translator: Translator, lists: Lists) -> Any:
    from openpyxl.worksheet.datavalidation import DataValidation

    translate = translator.translate
    name = f"{layout.kind}.{spec.name}" if spec.choices else spec.refers_to
    if spec.shape is Shape.YES_NO and not is_read_only(spec):
        name = "yes/no"
    if is_read_only(spec):
        given = layout.kind == "activity" and spec.name in ("start", "finish")
        text = (
            translate(N_("What is typed here is taken as the date as given."))
            if given
            else translate(N_("The program fills this cell in; what is typed here is not taken over."))
        )
        rule = DataValidation(type="custom", formula1="FALSE", errorStyle="information", error=text)
    elif spec.shape is Shape.PERCENT:
        text = translate(N_("Give a percentage from 0% to 100%."))
        rule = DataValidation(type="decimal", operator="between", formula1="0", formula2="1", error=text)
        rule.errorStyle = "warning"
    elif spec.shape in (Shape.CHOICE, Shape.YES_NO, Shape.REFERENCE) and name in lists.ranges:
        known = spec.shape is not Shape.REFERENCE
        text = (
            translate(N_("Choose one from the list."))
            if known
            else translate(N_("This is not in the list. Keep it all the same?"))
        )
        rule = DataValidation(type="list", formula1=lists.ranges[name], errorStyle="warning", error=text)
    else:
        return None
    rule.allow_blank, rule.showErrorMessage = True, True
    rule.errorTitle = translator.heading(spec)[:32]
    return rule


# --- the explanation ------------------------------------------------------------------------------


def write_explanation(
    sheet: Any, looks: SheetCellStyles, plan: Plan, translator: Translator, organisation: Organisation | None
) -> None:
    """A page in plain words: what may be changed, how to type, and what happens on return."""
    from openpyxl.cell import WriteOnlyCell

    sheet.column_dimensions["A"].width = 70
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "portrait", A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for number, (text, part) in enumerate(_lines(plan, translator, organisation), 1):
        cell = WriteOnlyCell(sheet)
        cell._style = looks.style(SheetCellStyle(part=part, wrapped=part == "text"))  # type: ignore[attr-defined]
        if text:
            cell.value = clean(escaped(text))
            cell.data_type = "s"
        sheet.row_dimensions[number].height = 24 if part == "title" else 14 * (len(text) // 74 + 1) + 6
        sheet.append([cell])


NAMED_FIELDS = {
    **{"start_given": "start_window", "finish_given": "finish_window", "start": "start", "finish": "finish"},
    **{"number": "key", "part_of": "parent_id"},
}
"""Fields that the instructions name, by the word that stands for each."""


def _lines(plan: Plan, translator: Translator, organisation: Organisation | None) -> list[tuple[str, str]]:
    translate, programme = translator.translate, plan.programme
    owner = [translate(N_("For: {name}"), name=f"{organisation.name} ({organisation.code})")] if organisation else []
    date = translator.date(programme.status_date, "long")
    names = {name: translator.heading(spec_of("activity", field)) for name, field in NAMED_FIELDS.items()}
    texts = [
        *owner,
        translate(N_("This workbook holds the plan as it stands on the status date, {date}."), date=date),
        translate(
            N_("You may change every white cell. Grey cells are filled in by the program: they show what follows.")
        ),
        translate(
            N_(
                "Dates can be typed as a date (1-7-2024) or in words, as they were said: "
                "“eind maart 2024”, “Q3 2024”, “week 23”, “na de zomer”. Leave a cell empty where no date was given."
            )
        ),
        translate(N_("Durations are in working days. An empty duration means that nobody has given a term.")),
        translate(
            N_(
                "A date that you know goes in “{start_given}” or “{finish_given}”. "
                "“{start}” and “{finish}” are computed: "
                "what you type over them is taken as the date as given. The bars at the right follow what you type."
            ),
            **names,
        ),
        translate(
            N_(
                "You may sort, filter, move columns, hide them and add columns or remarks of your own. "
                "The hidden columns and the hidden row keep the rows recognisable: leave them as they are."
            )
        ),
        translate(
            N_(
                "A new activity: fill in an empty row below the table, and leave “{number}” empty. "
                "“{part_of}” takes the number of the activity that it belongs to."
            ),
            **names,
        ),
        translate(N_("To drop an activity, say so in its note. A row that is missing on return is kept in the plan.")),
        translate(
            N_(
                "On return every change is shown first, cell by cell, and taken over only when it is accepted. "
                "A cell that cannot be understood is named with its sheet and address; the rest can come in without it."
            )
        ),
        translate(N_("Give roles, no names of persons, and nothing about cases, victims or suspects.")),
    ]
    return [(programme.name, "title"), *((text, "text") for text in texts)]
