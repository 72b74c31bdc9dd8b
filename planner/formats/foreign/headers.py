"""Header rows: where the tables of a sheet begin, also below each other and with headings over two rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from planner.formats.excel.cells import is_empty, shown
from planner.formats.foreign.bars import is_time_head
from planner.formats.foreign.grid import Sheet
from planner.formats.foreign.words import DATES, HEADINGS, Target, headed

ROWS_LOOKED_AT = 80
"""How far down a first header is looked for with all means; further down only known words count."""
SURE = 0.7
LONGEST_HEADING = 70
PLAIN_WORDS = {word.replace("_", " ") for words in HEADINGS.values() for word in words.split()}
TELLING = {Target.NAME, Target.GROUP, Target.RESPONSIBLE, *DATES}


@dataclass(frozen=True, slots=True)
class Header:
    """The rows (from 0) of one header, and the heading of each column that has one."""

    rows: tuple[int, ...]
    headings: dict[int, str]
    worth: float

    @property
    def targets(self) -> int:
        """How many different things the headings name."""
        return len({max(found, key=found.get) for text in self.headings.values() if (found := headed(text))})  # type: ignore[arg-type]


def find_headers(sheet: Sheet) -> list[Header]:
    """All headers of a sheet, from the top."""
    found: list[Header] = []
    row = 0
    while row < len(sheet.rows):
        header = _header_at(sheet, row, found[-1] if found else None)
        if header is None:
            row += 1
            continue
        found.append(header)
        row = header.rows[-1] + 1
    return found


def _header_at(sheet: Sheet, row: int, before: Header | None) -> Header | None:
    """The header that begins at a row, if one does."""
    if not _may_be(sheet, row, before):
        return None
    single = _judged(sheet, (row,), before)
    if row + 1 < len(sheet.rows) and _is_second_row(sheet, row + 1):
        pair = _judged(sheet, (row, row + 1), before)
        below = _judged(sheet, (row + 1,), before)
        others = [other for other in (single, below) if other is not None]
        if pair is not None and all(_more(pair, other) for other in others):
            return pair
        if single is None or (below is not None and _more(below, single)):
            return None  # this row is a banner above the header
    return single


def _more(one: Header, other: Header) -> bool:
    return (one.targets, one.worth, len(one.headings)) > (other.targets, other.worth, len(other.headings))


def _may_be(sheet: Sheet, row: int, before: Header | None) -> bool:
    """A quick look: whether it is worth judging this row."""
    cells = [cell for cell in sheet.rows[row] if not is_empty(cell)]
    if not cells or not any(isinstance(cell, str) for cell in cells):
        return False
    if row < ROWS_LOOKED_AT and before is None:
        return True
    known = sum(isinstance(cell, str) and " ".join(cell.split()).casefold() in PLAIN_WORDS for cell in cells)
    return known >= 2 and known * 2 >= len(cells)


def _is_second_row(sheet: Sheet, row: int) -> bool:
    """Whether a row can hold the lower half of headings: words of headings or of time, no values."""
    cells = [cell for cell in sheet.rows[row] if not is_empty(cell)]
    known = sum(_is_heading(cell) or is_time_head(cell) for cell in cells)
    return len(cells) >= 2 and known >= 0.6 * len(cells)


def _is_heading(cell: object) -> bool:
    return isinstance(cell, str) and len(cell) <= LONGEST_HEADING and max(headed(cell).values(), default=0) >= SURE


def _judged(sheet: Sheet, rows: tuple[int, ...], before: Header | None) -> Header | None:
    """The header on these rows, if the headings tell enough."""
    headings = _joined(sheet, rows)
    targets: set[Target] = set()
    worth = hits = times = 0.0
    for text in headings.values():
        found = headed(text) if len(text) <= LONGEST_HEADING else {}
        best = max(found.values(), default=0.0)
        if best >= SURE:
            hits += 1
            worth += best
            targets |= {target for target, how in found.items() if how == best}
        elif is_time_head(text):
            times += 1
    values = sum(
        isinstance(cell, float | int | date | datetime) and not is_time_head(cell)
        for row in rows
        for cell in sheet.rows[row]
    )
    enough = (hits >= 2 and len(targets) >= 2) or (hits >= 1 and times >= 3)
    if not enough or values or (hits + times) * 2 < len(headings) or not targets & TELLING:
        return None
    if before is not None and hits < 3:
        same = sum(before.headings.get(at) == text for at, text in headings.items())
        if same < 2 and same < len(headings):
            return None
    return Header(rows, headings, worth)


def _joined(sheet: Sheet, rows: tuple[int, ...]) -> dict[int, str]:
    """The heading of each column; of two rows the upper words before the lower ones."""
    last = rows[-1]
    lower = {at: shown(cell) for at, cell in enumerate(sheet.rows[last]) if not is_empty(cell)}
    if len(rows) == 1:
        return lower
    upper = _spread(sheet, rows[0], lower)
    found: dict[int, str] = {}
    for at in sorted({*lower, *upper}):
        above, below = upper.get(at, ""), lower.get(at, "")
        if is_time_head(below):
            continue  # the row above says of which year or month: bars
        joined = f"{above} {below}".strip()
        plain = not above or not below or max(headed(joined).values(), default=0) >= max((*headed(below).values(), 0))
        found[at] = joined if plain else below
    return found | {at: text for at, text in lower.items() if is_time_head(text)}


def _spread(sheet: Sheet, row: int, lower: dict[int, str]) -> dict[int, str]:
    """The words of an upper row over the columns that they stand above: merged cells, or blanks after them."""
    found = {at: shown(cell) for at, cell in enumerate(sheet.rows[row]) if not is_empty(cell)}
    merged: set[int] = set()
    for (top, left), (bottom, right) in sheet.merges:
        if top <= row <= bottom:
            merged |= set(range(left, right + 1))
            if left in found or top < row:
                text = sheet.text(top, left)
                found |= dict.fromkeys(range(left, right + 1), text)
    if not merged:
        text, under = "", False
        for at in range(max((*lower, *found), default=-1) + 1):
            if at in found:
                text, under = found[at], at in lower
            elif under and at in lower and text:
                found[at] = text
    return found


def section_above(sheet: Sheet, header: Header) -> str:
    """The banner that stands right above a header, unless it is the title of the sheet."""
    row = header.rows[0] - 1
    if row < 0 or len(sheet.filled(row)) != 1:
        return ""
    first = next((i for i in range(len(sheet.rows)) if sheet.filled(i)), row)
    return "" if first == row else sheet.text(row, sheet.filled(row)[0])
