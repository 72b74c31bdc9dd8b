"""The first tab of a workbook: what an organisation has to look at, to fill in and to answer, with bars beside it.

Nine columns at most stand before the bars. White cells are to type in; everything else is quiet. The bars follow what
is typed: they are rules on dates, and one cell switches their columns between weeks, months and quarters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from planner.domain.control.rounds import open_round
from planner.domain.control.state import STATE_SIGNS, STATE_WORDS, State, states
from planner.domain.fields import spec_of
from planner.domain.model import Activity, Organisation
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule
from planner.formats.excel.cell_styles import FORMULA_STARTS, MOST_INDENT
from planner.formats.excel.cells import Cell, clean, computed_day, escaped, shower
from planner.formats.excel.layout import rows_of
from planner.formats.excel.your_styles import WARM, TabCellStyle, add_rules, bars_of, day_formula, lighter, part_style
from planner.language import Translator
from planner.message import N_

PREFIX = "your."
"""Before the machine names of this tab, so that they are told from those of the tables."""
HIDDEN = ("id", "from", "to", "latest", "what")
"""Columns that are not shown: the row, and the days that its bar is drawn from."""
COLUMNS = ("key", "name", "state", "start", "finish", "percent_complete", "question", "reaction")
CAPTIONS = {
    "key": N_("No."),
    "name": N_("Activity"),
    "state": N_("State"),
    "start": N_("Start"),
    "finish": N_("Finish"),
    "percent_complete": N_("% complete"),
    "question": N_("Our question"),
    "reaction": N_("Your reaction"),
}
WIDTHS = {"key": 10, "name": 44, "state": 16, "start": 14, "finish": 14, "percent_complete": 9} | {
    "question": 30,
    "reaction": 34,
}
MACHINE, YEARS, CAPTION, HINT, FIRST = 3, 4, 5, 6, 7
"""Rows of the sheet: machine names, bands of years, captions, what white cells are, and the first row of the plan."""
SPARE, TIMES, TIME_WIDTH = 12, 36, 3.6
LOOKING_BACK = 190
"""Days before the status date from which bars are drawn, at most."""
DIAMOND = "◆ "
"""Before the name of a milestone."""
QUESTIONS = {
    State.LATE: N_("The term has passed. Is this ready? If not: when will it be?"),
    State.WILL_BE_LATE: N_("This becomes too late. Which finish can you promise?"),
    State.NO_TERM: N_("When can this be ready?"),
}
SCALES = (N_("weeks"), N_("months"), N_("quarters"))
TONES = {
    State.DONE: ("1E6B34", ""),
    State.LATE: ("A61B1B", "FDE2E1"),
    State.WILL_BE_LATE: ("8A4B08", "FDEFD5"),
    State.RUNNING: ("1F5FA8", ""),
}
MONTH_LETTERS = {"nl": "JFMAMJJASOND", "en": "JFMAMJJASOND"}


@dataclass(frozen=True, slots=True)
class YourRow:
    """One row as it is shown: its cells by column, whether it is the organisation's own, and its depth."""

    activity: Activity
    cells: Mapping[str, Cell]
    own: bool
    depth: int


def tab_title(translator: Translator, only: Organisation | None) -> str:
    """What the tab is called: of an organisation, or of the whole plan."""
    return translator.translate(N_("Your planning") if only is not None else N_("Overview"))[:31]


def tab_titles(translator: Translator) -> tuple[str, ...]:
    """What the tab can be called in a language."""
    return tuple(translator.translate(text)[:31] for text in (N_("Your planning"), N_("Overview")))


def your_rows(plan: Plan, schedule: Schedule, translator: Translator, only: Organisation | None) -> Iterator[YourRow]:
    """The rows of the tab; the same function tells on return what was sent."""
    judged = states(plan, schedule)
    show = shower(spec_of("activity", "start_window"), plan, translator)
    for row, depth in rows_of(plan, Activity.kind_name, only):
        assert isinstance(row, Activity)
        dates, state = schedule[row.id], judged.of(row)
        own = only is None or row.organisation_id in (None, only.id)
        start, finish = computed_day(dates, "start"), computed_day(dates, "finish")
        if row.is_milestone:
            start, finish = None, show(row.start_window) if row.start_window else finish
        elif not row.is_summary:
            start = show(row.start_window) if row.start_window else start
            finish = show(row.finish_window) if row.finish_window else finish
        percent = dates.percent if row.is_summary else row.percent_complete
        asked = QUESTIONS.get(state, "") if own and not row.is_summary else ""
        cells: dict[str, Cell] = {
            "key": row.key,
            "name": clean(row.name),
            "state": f"{STATE_SIGNS[state]} {translator.translate(STATE_WORDS[state])}",
            "start": start,
            "finish": finish,
            "percent_complete": None if row.is_milestone else round(percent or 0) / 100,
            "question": translator.translate(asked) if asked else None,
            "reaction": None,
        }
        yield YourRow(row, cells, own, depth)


def may_type(each: YourRow, column: str) -> bool:
    """Whether a cell is white: one's own row, and a column that takes something."""
    if column == "reaction":
        return True
    row = each.activity
    if not each.own or row.is_summary or column not in ("name", "start", "finish", "percent_complete"):
        return False
    return not (row.is_milestone and column in ("start", "percent_complete"))


def write_your_planning(
    sheet: Any, plan: Plan, schedule: Schedule, translator: Translator, only: Organisation | None
) -> None:
    """Fill the tab; the sheet is one that openpyxl writes as it goes."""
    _Tab(sheet, plan, schedule, translator, only).write()


class _Tab:
    """The tab while it is written."""

    def __init__(
        self, sheet: Any, plan: Plan, schedule: Schedule, translator: Translator, only: Organisation | None
    ) -> None:
        self._sheet, self._plan, self._schedule, self._translator, self._only = sheet, plan, schedule, translator, only
        self._rows = list(your_rows(plan, schedule, translator, only))
        self._styles: dict[Any, Any] = {}
        self._at = len(HIDDEN) + len(COLUMNS) + 1  # of the first column of times
        colour = (only.colour if only is not None else "").lstrip("#") or "2F6DB5"
        self._done, self._todo, self._soft = colour.upper(), lighter(colour, 0.68), lighter(colour, 0.86)
        self._spare = SPARE if only is not None else 2

    def write(self) -> None:
        self._set_up()
        for values in (self._title(), self._second(), self._machine(), self._years(), self._captions(), self._hint()):
            self._sheet.append(values)
        for number, each in enumerate(self._rows, FIRST):
            self._sheet.row_dimensions[number].height = 8 + 13 * min(3, _lines(each))
            self._sheet.append(self._row(each, number))
        for number in range(self._spare):
            self._sheet.append(self._empty(number))
        self._sheet.append(self._legend())
        last = FIRST + len(self._rows) + self._spare - 1
        here, after = f"{self._letter(0)}${MACHINE}", f"{self._letter(1)}${MACHINE}"
        bars = bars_of(lambda name: self._of(name, FIRST), here, after, (self._done, self._todo, self._soft))
        area = f"{self._letter(0)}{FIRST}:{self._letter(TIMES - 1)}{last}"
        add_rules(self._sheet, area, bars, here, after, self._plan.programme.status_date, self._entry)

    # --- the head ---------------------------------------------------------------------------------

    def _set_up(self) -> None:
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation

        sheet, last = self._sheet, FIRST + len(self._rows) + self._spare
        for index in range(1, len(HIDDEN) + 1):
            sheet.column_dimensions[get_column_letter(index)].hidden = True
        for index, name in enumerate(COLUMNS, len(HIDDEN) + 1):
            sheet.column_dimensions[get_column_letter(index)].width = WIDTHS[name]
        for index in range(self._at, self._at + TIMES):
            sheet.column_dimensions[get_column_letter(index)].width = TIME_WIDTH
        sheet.column_dimensions[get_column_letter(self._at + TIMES)].hidden = True
        for row, height in ((1, 30), (2, 24), (CAPTION, 21), (HINT, 16)):
            sheet.row_dimensions[row].height = height
        sheet.row_dimensions[MACHINE].hidden = True
        sheet.sheet_view.showGridLines = False
        sheet.sheet_properties.tabColor = self._done
        sheet.freeze_panes = f"{get_column_letter(len(HIDDEN) + 3)}{FIRST}"
        first, end = get_column_letter(len(HIDDEN) + 1), get_column_letter(self._at - 1)
        sheet.auto_filter.ref = f"{first}{CAPTION}:{end}{FIRST + max(len(self._rows), 1) - 1}"
        sheet.print_title_rows = f"{YEARS}:{CAPTION}"
        sheet.print_area = f"{first}1:{get_column_letter(self._at + TIMES - 1)}{last}"
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 8
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_margins.left = sheet.page_margins.right = 0.4
        scales = ",".join(self._translator.translate(each) for each in SCALES)
        rule = DataValidation(type="list", formula1=f'"{scales}"', showErrorMessage=False)
        rule.add(self._scale_cell)
        sheet.data_validations.append(rule)

    @property
    def _scale_cell(self) -> str:
        from openpyxl.utils import get_column_letter

        return f"{get_column_letter(self._at - 1)}2"

    def _head(self, **cells: tuple[Any, str]) -> list[Any]:
        """A row of the head: texts by column, each with its part."""
        found = [self._cell(None, "plain") for _ in HIDDEN]
        found += [self._cell(*cells.get(name, (None, "plain"))) for name in COLUMNS]
        return found

    def _title(self) -> list[Any]:
        translate, programme = self._translator.translate, self._plan.programme
        name = self._only.name if self._only is not None else programme.name
        title = translate(N_("Your planning: {name}"), name=name) if self._only else name
        day = self._translator.date(programme.status_date, "long")
        about = translate(N_("{programme} · status date {day}"), programme=programme.name, day=day)
        found = self._head(key=(title, "title"))
        return [*found, self._cell(about, "quiet")]

    def _second(self) -> list[Any]:
        translate = self._translator.translate
        count = sum(each.cells["question"] is not None for each in self._rows)
        asked = self._translator.plural("{number} row asks for your answer", "{number} rows ask for your answer", count)
        due = open_round(self._plan)
        cells = {"key": (asked, "warm"), "name": (None, "warm"), "reaction": (translate(SCALES[1]), "scale")}
        cells["question"] = (translate(N_("Scale of the bars:")), "right")
        if due is not None:
            day = self._translator.date(due.due_on, "long")
            cells["start"] = (translate(N_("Answer before {day}"), day=day), "bold")
        return self._head(**cells)

    def _machine(self) -> list[Any]:
        """The hidden row: names of the columns, and the first day of each column of times."""
        names = [self._cell(PREFIX + name, "machine") for name in (*HIDDEN, *COLUMNS)]
        weeks, months, quarters = self._first_days()
        words = [self._translator.translate(each) for each in SCALES]
        scale = "$" + self._scale_cell.replace("2", "$2")
        week, month, quarter = (day_formula(day) for day in (weeks, months, quarters))
        before = f'IF({scale}="{words[0]}",{week},IF({scale}="{words[2]}",{quarter},{month}))'
        found = [self._formula(f"={before}", "day")]
        for index in range(1, TIMES + 1):
            last = f"{self._letter(index - 1)}{MACHINE}"
            step = f'=IF({scale}="{words[0]}",{last}+7,EDATE({last},IF({scale}="{words[2]}",3,1)))'
            found.append(self._formula(step, "day"))
        return [*names, *found]

    def _letter(self, index: int) -> str:
        from openpyxl.utils import get_column_letter

        return get_column_letter(self._at + index)

    def _first_days(self) -> tuple[date, date, date]:
        """The first day of the bars in weeks, months and quarters."""
        status = self._plan.programme.status_date
        days = [day for each in self._rows for day in self._days(each)[:1] if day is not None]
        first = max(min(days, default=status), status - timedelta(days=LOOKING_BACK))
        month = date(first.year, (first.month - 1) // 3 * 3 + 1, 1)
        monday = status - timedelta(days=status.weekday() + 28)
        return monday, month, date(status.year - 1, 1, 1)

    def _years(self) -> list[Any]:
        band = [self._cell(None, "band") for _ in COLUMNS]
        found = []
        for index in range(TIMES):
            here, before = f"{self._letter(index)}${MACHINE}", f"{self._letter(index - 1)}${MACHINE}"
            year = f'YEAR({here})&""'
            new = f'=IF(YEAR({here})<>YEAR({before}),{year},"")' if index else f"={year}"
            found.append(self._formula(new, "year"))
        return [*(self._cell(None, "plain") for _ in HIDDEN), *band, *found]

    def _captions(self) -> list[Any]:
        translate = self._translator.translate
        heads = [self._cell(translate(CAPTIONS[name]), "caption") for name in COLUMNS]
        letters = ",".join(f'"{letter}"' for letter in MONTH_LETTERS[self._translator.code])
        words = [translate(each) for each in SCALES]
        scale = "$" + self._scale_cell.replace("2", "$2")
        quarter = "K" if self._translator.code == "nl" else "Q"
        found = []
        for index in range(TIMES):
            here = f"{self._letter(index)}${MACHINE}"
            month = f"CHOOSE(MONTH({here}),{letters})"
            other = f'IF({scale}="{words[2]}","{quarter}"&ROUNDUP(MONTH({here})/3,0),{month})'
            found.append(self._formula(f'=IF({scale}="{words[0]}",WEEKNUM({here},21),{other})', "month"))
        return [*(self._cell(None, "plain") for _ in HIDDEN), *heads, *found]

    def _hint(self) -> list[Any]:
        translate = self._translator.translate
        text = translate(N_("White cells are yours. A date may be in words too: “medio september 2024”."))
        found = self._head(key=(text, "hint"))
        status = self._translator.date(self._plan.programme.status_date)
        line = [self._cell(translate(N_("red line: status date {day}"), day=status), "red")]
        entry = self._entry
        if entry is not None:
            line += [self._cell(None, "plain") for _ in range(TIMES // 2 - 1)]
            day = self._translator.date(entry)
            line.append(self._cell(translate(N_("dark line: entry into force {day}"), day=day), "bold"))
        return [*found, *line]

    @property
    def _entry(self) -> date | None:
        milestone = self._plan.entry
        return self._schedule[milestone.id].start.date() if milestone is not None else None

    # --- the rows ---------------------------------------------------------------------------------

    def _days(self, each: YourRow) -> tuple[date | None, date | None, date | None]:
        """The days that a bar is drawn from: its start, the end that is sure, and the latest end."""
        row, dates = each.activity, self._schedule[each.activity.id]
        start = dates.start.date()
        finish = start if dates.termless else dates.finish.date()
        window = row.start_window if row.is_milestone else row.finish_window
        earliest = window.earliest if window is not None and window.earliest is not None else finish
        latest = window.latest if window is not None and window.latest is not None else finish
        return start, max(start, min(earliest, finish)), max(latest, finish)

    def _row(self, each: YourRow, number: int) -> list[Any]:
        row = each.activity
        what = "m" if row.is_milestone else "s" if row.is_summary else "t"
        found = [self._cell(str(row.id), "machine")]
        found += [self._cell(day, "day") for day in self._days(each)]
        found.append(self._cell(what, "machine"))
        for name in COLUMNS:
            found.append(self._shown(each, name))
        if what == "m":
            found += [self._diamond(index, number) for index in range(TIMES)]
        return found

    def _shown(self, each: YourRow, name: str) -> Any:
        value, white = each.cells[name], may_type(each, name)
        row = each.activity
        if name == "name" and row.is_milestone:
            value = f"{DIAMOND}{value}"
        state = next((s for s, word in STATE_WORDS.items() if name == "state" and self._says(each, word)), None)
        ink, fill = TONES.get(state, ("", "")) if state else ("", "")
        if name == "question" and value:
            ink, fill = "8A4B08", WARM
        style = TabCellStyle(
            white=white,
            bold=row.is_summary or (name == "name" and row.is_milestone) or name == "state",
            ink=ink,
            fill=fill,
            asked=name == "reaction" and each.cells["question"] is not None,
            indent=min(each.depth, MOST_INDENT) if name == "name" else 0,
            words=isinstance(value, str) and name in ("start", "finish"),
            number="0%" if name == "percent_complete" else "",
            quoted=isinstance(value, str) and value.startswith(FORMULA_STARTS),
        )
        return self._cell(value, style)

    def _says(self, each: YourRow, word: str) -> bool:
        return str(each.cells["state"]).partition(" ")[2] == self._translator.translate(word)

    def _diamond(self, index: int, number: int) -> Any:
        finish, to, percent = (self._of(name, number) for name in ("finish", "to", "percent_complete"))
        day = f"IF(ISNUMBER({finish}),{finish},{to})"
        here, after = f"{self._letter(index)}${MACHINE}", f"{self._letter(index + 1)}${MACHINE}"
        sign = f'IF(N({percent})>=1,"◆","◇")'
        return self._formula(f'=IF(AND({day}>={here},{day}<{after}),{sign},"")', "diamond")

    def _of(self, name: str, number: int) -> str:
        from openpyxl.utils import get_column_letter

        return f"${get_column_letter((*HIDDEN, *COLUMNS).index(name) + 1)}{number}"

    def _empty(self, number: int) -> list[Any]:
        """A row to add something in."""
        found = [self._cell(None, "plain") for _ in HIDDEN]
        for name in COLUMNS:
            white = name in ("name", "start", "finish", "percent_complete", "reaction")
            found.append(self._cell(None, TabCellStyle(white=white, number="0%" if name == "percent_complete" else "")))
        return found

    def _legend(self) -> list[Any]:
        translate = self._translator.translate
        texts = [
            translate(N_("white: fill in")),
            translate(N_("grey: read only")),
            translate(N_("bars: dark is done, light is to do, lightest is an end that is not sure")),
            translate(N_("◇ milestone (◆ when reached)")),
        ]
        return self._head(key=(" · ".join(texts), "hint"))

    # --- cells ------------------------------------------------------------------------------------

    def _cell(self, value: Any, part: Any) -> Any:
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._sheet)
        if isinstance(value, str) and value:
            cell.value = clean(escaped(value))
            cell.data_type = "s"
        elif value is not None and value != "":
            cell.value = value
        cell._style = self._style(part)  # type: ignore[attr-defined]
        return cell

    def _formula(self, text: str, part: str) -> Any:
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._sheet, value=text)
        cell._style = self._style(part)  # type: ignore[attr-defined]
        return cell

    def _style(self, part: Any) -> Any:
        found = self._styles.get(part)
        if found is None:
            if isinstance(part, TabCellStyle):
                found = part.made(self._sheet, part, self._translator)._style
            else:
                found = part_style(self._sheet, part, self._translator)._style
            self._styles[part] = found
        return found


def _lines(each: YourRow) -> int:
    """Lines of text that the cells of a row need."""
    room = {name: max(4, int(WIDTHS[name] * 0.95) - (each.depth * 2 if name == "name" else 0)) for name in COLUMNS}
    return max(len(str(cell)) // room[name] + 1 for name, cell in each.cells.items() if isinstance(cell, str))


def expected_texts(plan: Plan, schedule: Schedule, translator: Translator, only: Organisation | None) -> set[str]:
    """The texts that were sent round the rows of the tab."""
    from openpyxl import Workbook

    tab = _Tab(Workbook(write_only=True).create_sheet(), plan, schedule, translator, only)
    rows = (tab._title(), tab._second(), tab._captions(), tab._hint(), tab._legend())
    found = {str(cell.value) for row in rows for cell in row if cell.value is not None}
    return found | {translator.translate(each) for each in SCALES}
