"""One cell of a file as what its column holds: dates, amounts, ticks; what cannot be read is kept and told."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from planner.domain.imprecise_date import ImpreciseDate, Nature
from planner.errors import EditRefused
from planner.formats.cell_values import DateReader, PercentForm, duration_of, percent_of, ticked
from planner.formats.excel.cells import Cell, clean, shown
from planner.formats.foreign.columns import is_week_heading
from planner.formats.foreign.grid import Sheet
from planner.formats.foreign.mapping import SheetColumn, TableMapping
from planner.formats.foreign.words import DONE_WORDS, DROPPED_WORDS, MILESTONE_WORDS, Target, headed, plain
from planner.formats.incoming import Rank
from planner.message import N_, Message

Report = Callable[[Rank, Message, str], None]
GOES_ON = re.compile(r"doorlopend|continu|permanent|structureel|ongoing", re.IGNORECASE)
YEARS = range(1980, 2101)


@dataclass(slots=True)
class ReadRow:
    """One row of a file. `values` are fields of an activity; `group` rows are made of sections and phases."""

    place: str
    name: str
    depth: int
    number: str = ""
    group: bool = False
    values: dict[str, Any] = field(default_factory=dict)
    organisation: str = ""
    organisation_place: str = ""
    track: str = ""
    links: str = ""
    links_place: str = ""
    notes: list[str] = field(default_factory=list)
    table: int = 0
    places: dict[str, str] = field(default_factory=dict)


class CellReader:
    """Reads the cells of one table into rows."""

    def __init__(self, sheet: Sheet, table: TableMapping, dates: DateReader, notify: Report) -> None:
        self._sheet, self._table, self._dates, self._tell = sheet, table, dates, notify

    def take(self, found: ReadRow, row: int, column: SheetColumn, cell: Cell) -> None:
        place, text = self._sheet.place(row, column.at), shown(cell)
        found.places[column.target] = place
        match column.target:
            case Target.ID | Target.WBS:
                found.number = found.number if found.number and column.target is Target.WBS else text
                found.values["wbs" if column.target is Target.WBS else "id"] = text
            case Target.ORGANISATION:
                found.organisation, found.organisation_place = text, place
            case Target.TRACK:
                found.track = text
            case Target.RESPONSIBLE:
                before = found.values.get("responsible", "")
                found.values["responsible"] = ", ".join(part for part in (before, clean(text)) if part)[:250]
            case Target.PREDECESSORS:
                found.links, found.links_place = text, place
            case Target.NOTE:
                several = len(self._table.columns_of(Target.NOTE)) > 1
                several |= bool(column.heading) and Target.NOTE not in headed(column.heading)
                found.notes.append(f"{column.heading}: {text}" if several and column.heading else str(cell).strip())
            case Target.STATUS:
                self._status(found, column, text)
            case Target.MILESTONE:
                found.values["milestone"] = ticked(cell) or bool(MILESTONE_WORDS.fullmatch(text.strip()))
            case Target.DONE | Target.ACTIVE:
                self._yes_no(found, column, cell, place)
            case Target.PERCENT | Target.DURATION:
                self._amount(found, row, column, cell)
            case Target.NAME | Target.GROUP | Target.LEVEL | Target.NOTHING:
                pass
            case _:
                self._date(found, row, column, cell)

    def _status(self, found: ReadRow, column: SheetColumn, text: str) -> None:
        word = plain(text)
        if word in DONE_WORDS:
            found.values.setdefault("percent_complete", 100)
        elif word in DROPPED_WORDS:
            found.values["active"] = False
        found.notes.append(f"{column.heading or 'Status'}: {text}")

    def _yes_no(self, found: ReadRow, column: SheetColumn, cell: Cell, place: str) -> None:
        said = ticked(cell)
        if said is None:
            found.notes.append(f"{column.heading}: {shown(cell)}")
        elif column.target is Target.ACTIVE:
            found.values["active"] = said
        elif said:
            found.values["percent_complete"] = 100

    def _amount(self, found: ReadRow, row: int, column: SheetColumn, cell: Cell) -> None:
        try:
            if column.target is Target.DURATION:
                duration = duration_of(cell, column.unit)
                if duration is not None:
                    found.values["duration_minutes"], found.values["elapsed"] = duration
                return
            form = PercentForm.FRACTION if (row, column.at) in self._sheet.percents else column.percent
            percent = percent_of(cell, form)
            if percent is not None:
                found.values["percent_complete"] = percent
        except ValueError:
            text = shown(cell)
            found.notes.append(f"{column.heading}: {text}")
            message = N_("“{text}” cannot be read as what this column holds ({heading}); it is kept in the note.")
            words = {"text": text[:80], "heading": column.heading}
            self._tell(Rank.WARNING, Message(message, words), self._sheet.place(row, column.at))

    def _date(self, found: ReadRow, row: int, column: SheetColumn, cell: Cell) -> None:
        text = shown(cell)
        if is_week_heading(column.heading) and re.fullmatch(r"\d{1,2}([-–]\d{1,2})?", text):
            cell = f"week {text}"
        try:
            window = self._dates.read(cell, column.order, evening=column.evening)
        except EditRefused as refused:
            found.notes.append(f"{column.heading}: {text}")
            told = Message(N_("{reason} It is kept in the note."), {"reason": refused.message})
            self._tell(Rank.WARNING, told, self._sheet.place(row, column.at))
            return
        if window is None:
            return
        if any(day is not None and day.year not in YEARS for day in (window.earliest, window.latest)):
            found.notes.append(f"{column.heading}: {text}")
            message = N_("“{text}” is no date that a plan can hold; it is kept in the note.")
            self._tell(Rank.WARNING, Message(message, {"text": text[:80]}), self._sheet.place(row, column.at))
        elif GOES_ON.search(text) or window.nature in (Nature.RECURRING, Nature.DURATION):
            found.notes.append(f"{column.heading}: {text}")
        else:
            self._put(found, column, window)

    def _put(self, found: ReadRow, column: SheetColumn, window: ImpreciseDate) -> None:
        spans = re.search(r"\d\s*[-–]\s*\d|t/m|\btot\b", window.words) and window.earliest and window.latest
        if column.target is Target.PERIOD and spans and window.earliest and window.latest:
            found.values.setdefault("start", ImpreciseDate.exact(window.earliest))
            found.values.setdefault("finish", ImpreciseDate.exact(window.latest))
        else:
            found.values["finish" if column.target is Target.PERIOD else column.target.value] = window
