"""Which column holds what: by its heading, and by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from planner.domain.imprecise_date import ImpreciseDate
from planner.errors import EditRefused
from planner.formats.cell_values import DateReader, is_date, is_duration, ticked
from planner.formats.excel.cells import Cell, is_empty, shown
from planner.formats.foreign.grid import Sheet
from planner.formats.foreign.mapping import SheetColumn
from planner.formats.foreign.words import DATES, MILESTONE_WORDS, STATUS_WORDS, Target, headed, plain
from planner.language.typed import amount
from planner.message import N_, Message

LOOKED_AT = 300
WBS = re.compile(r"\d{1,4}(?:\.\d{1,4}){1,9}\.?")
WHOLE = re.compile(r"\d{1,9}")
LINK = re.compile(
    r"(?:na\s+)?[\w.\-]{1,12}?\s*(?:fb|fs|eb|bb|ss|ee|ff|be|sf)?\s*(?:[+-]\s*[\d.,]+\s*[a-z%]*)?", re.IGNORECASE
)
WEEK_HEADING = re.compile(r"(^|_)(week|wk|weken|weeknr|weeknummer|startweek|beginweek|eindweek)(_|$)")
UNIT_WORDS = (
    ("w", ("_weken_", "_wk", "_weeks_", "_week_")),
    ("u", ("_uren_", "_uur_", "_hours_")),
    ("m", ("_maand", "_months_", "_mnd_")),
)
TAKEN = 0.45
"""What a column must be worth to be taken for something."""
SEVERAL = (Target.NOTE, Target.GROUP, Target.RESPONSIBLE)
"""What more than one column can hold."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A column as it is proposed: how sure (0 to 1), and why."""

    column: SheetColumn
    score: float
    reason: Message


@dataclass(slots=True)
class Profile:
    """What stands in a column, as shares of its filled cells."""

    count: int = 0
    dates: float = 0.0
    exact: float = 0.0
    percents: float = 0.0
    durations: float = 0.0
    numbers: float = 0.0
    ticks: float = 0.0
    wbs: float = 0.0
    whole: float = 0.0
    status: float = 0.0
    links: float = 0.0
    milestones: float = 0.0
    known: float = 0.0
    text: float = 0.0
    length: float = 0.0
    distinct: float = 0.0


def profile(
    sheet: Sheet, rows: Iterable[int], at: int, reader: DateReader, known: frozenset[str], *, weeks: bool = False
) -> Profile:
    """The profile of a column; `known`: what organisations are called, folded; `weeks`: bare numbers are weeks."""
    found = Profile()
    seen: set[str] = set()
    for row in rows:
        cell = sheet.cell(row, at)
        if is_empty(cell):
            continue
        text = shown(cell)
        found.count += 1
        seen.add(text.casefold())
        _count(found, cell, text, reader, known, (row, at) in sheet.percents, weeks)
    if found.count:
        for name in Profile.__slots__:
            if name not in ("count", "distinct"):
                setattr(found, name, getattr(found, name) / found.count)
        found.distinct = len(seen) / found.count
    return found


def _count(
    found: Profile, cell: Cell, text: str, reader: DateReader, known: frozenset[str], percent: bool, weeks: bool
) -> None:
    folded = text.casefold()
    number = isinstance(cell, int | float) and not isinstance(cell, bool)
    week = weeks and text.isdigit() and 1 <= int(text) <= 53
    dated = week or (not percent and is_date(reader, cell))
    found.dates += dated
    found.exact += dated and not week and _is_exact(reader, cell)
    found.percents += percent or text.endswith("%") or _is_share(cell)
    found.durations += is_duration(cell)
    found.numbers += number or bool(WHOLE.fullmatch(text))
    found.ticks += ticked(cell) is not None
    found.wbs += bool(WBS.fullmatch(text))
    found.whole += bool(WHOLE.fullmatch(text))
    found.status += plain(text[:40]) in STATUS_WORDS
    found.links += all(LINK.fullmatch(part.strip()) for part in re.split(r"[;,]", text)) and any(map(str.isdigit, text))
    found.milestones += bool(MILESTONE_WORDS.fullmatch(text)) or folded in ("taak", "task", "activiteit", "activity")
    found.known += folded in known
    found.text += isinstance(cell, str) and not dated and not WHOLE.fullmatch(text)
    found.length += len(text)


def _is_share(cell: Cell) -> bool:
    """Whether a bare number can be a percentage."""
    if isinstance(cell, str):
        cell = amount(cell, ",")
    return isinstance(cell, int | float) and not isinstance(cell, bool) and 0 <= cell <= 100


def _is_exact(reader: DateReader, cell: Cell) -> bool:
    try:
        window = reader.read(cell)
    except EditRefused:
        return False
    return isinstance(window, ImpreciseDate) and window.is_exact


def fit(target: Target, p: Profile) -> float:  # noqa: PLR0912 - one line a target
    """How well what stands in a column suits a target, 0 to 1."""
    match target:
        case Target.NAME:
            return p.text * min(1.0, 0.4 + p.length / 30) * (0.5 + p.distinct / 2) * (1 - p.status)
        case Target.ID:
            return (p.length <= 14) * (0.3 + 0.7 * p.distinct) * (1 - p.dates)
        case Target.WBS:
            return p.wbs + p.whole if p.wbs else 0.4 * p.whole
        case Target.LEVEL:
            return p.whole * (1 - p.distinct / 2)
        case Target.GROUP | Target.TRACK:
            return p.text * (1.15 - p.distinct / 2)
        case Target.MILESTONE:
            return max(p.ticks, p.milestones)
        case Target.ORGANISATION:
            return min(1.0, p.text * 0.6 + p.known)
        case Target.RESPONSIBLE:
            return max(p.text, 1 - p.exact) * 0.9 * (1 - p.status) * (1 - p.numbers)  # Jan and Mei are persons here
        case Target.START | Target.FINISH:
            return p.dates * (0.75 + 0.25 * p.exact)
        case Target.DEADLINE | Target.ACTUAL_START | Target.ACTUAL_FINISH:
            return p.dates
        case Target.PERIOD:
            return p.dates * (1 - 0.25 * p.exact)
        case Target.DURATION:
            return max(p.durations, p.numbers * 0.9) * (1 - p.dates)
        case Target.PERCENT:
            return p.percents
        case Target.DONE | Target.ACTIVE:
            return p.ticks * (1 - p.numbers)
        case Target.STATUS:
            return max(p.status, 0.5 * p.text * (p.length < 20))
        case Target.PREDECESSORS:
            return p.links
        case Target.NOTE:
            return 0.5 + 0.3 * p.text
        case _:
            return 0.5


def propose(headings: dict[int, str], profiles: dict[int, Profile]) -> list[Proposed]:
    """One proposal for each column, in order; what a target can hold once goes to the best column."""
    offers: list[tuple[float, int, Target]] = []
    for at, p in profiles.items():
        for target, how in headed(headings.get(at, "")).items():
            suits = 0.6 if p.count == 0 else fit(target, p)
            if how == 1.0 and p.dates and target in DATES and set(headed(headings[at])) <= set(DATES):
                suits = max(suits, 0.5)  # a column of dates, some of which cannot be read: each is told
            worth = how * (0.55 + 0.45 * suits) if suits >= 0.3 or target is Target.NAME else how * suits
            offers.append((worth - 0.001 * _place(target, headings[at]), at, target))
    taken: dict[int, tuple[Target, float, bool]] = {}
    used: set[Target] = set()
    for worth, at, target in sorted(offers, key=lambda offer: (-offer[0], offer[1])):
        if worth < TAKEN or at in taken or (target in used and target not in SEVERAL):
            continue
        taken[at] = (target, worth, True)
        used.add(target)
    _by_content(profiles, taken, used)
    _settled(profiles, taken, used, headings)
    found: list[Proposed] = []
    for at, p in sorted(profiles.items()):
        target, worth, by_heading = taken.get(at, (Target.NOTHING, 0.0, False))
        heading = headings.get(at, "")
        column = SheetColumn(at, heading, target, unit=unit_of(heading))
        found.append(Proposed(column, min(worth, 1.0), _reason(target, heading, by_heading, p)))
    return found


@lru_cache(maxsize=4096)
def _place(target: Target, heading: str) -> int:
    """How late in the list of a target its words stand: the commonest ones come first."""
    from planner.formats.foreign.words import HEADINGS

    words = HEADINGS[target].split()
    word = plain(heading)
    return words.index(word) if word in words else 40


def _by_content(profiles: dict[int, Profile], taken: dict[int, tuple[Target, float, bool]], used: set[Target]) -> None:
    """Columns whose headings say nothing: names are the longest texts, dates are start and finish from the left."""
    free = {at: p for at, p in profiles.items() if at not in taken and p.count}
    if Target.NAME not in used:
        texts = [(fit(Target.NAME, p), -at) for at, p in profiles.items() if p.count and _may_be_name(taken.get(at))]
        if texts and max(texts)[0] >= 0.4:
            worth, at = max(texts)
            taken[-at] = (Target.NAME, 0.5 * worth, False)
            used.add(Target.NAME)
            free.pop(-at, None)
    dates = [at for at, p in free.items() if p.dates >= 0.8]
    wanted = [t for t in (Target.START, Target.FINISH) if t not in used and Target.PERIOD not in used]
    if len(dates) < len(wanted):
        wanted = wanted[-len(dates) :] if dates else []
    for at, target in zip(dates, wanted, strict=False):
        taken[at] = (target, 0.5, False)
        used.add(target)


def _may_be_name(taken: tuple[Target, float, bool] | None) -> bool:
    return taken is None or taken[0] in (Target.GROUP, Target.NOTE)


def _settled(
    profiles: dict[int, Profile],
    taken: dict[int, tuple[Target, float, bool]],
    used: set[Target],
    headings: dict[int, str],
) -> None:
    """What one column means because of what the others are."""
    for at, (target, worth, by_heading) in list(taken.items()):
        if target is Target.DEADLINE and not used & {Target.FINISH, Target.PERIOD}:
            taken[at] = (Target.FINISH, worth, by_heading)
        elif target is Target.RESPONSIBLE and Target.ORGANISATION not in used and profiles[at].known > 0.7:
            taken[at] = (Target.ORGANISATION, worth, by_heading)
        elif target is Target.PERIOD and Target.START in used and Target.FINISH not in used:
            taken[at] = (Target.FINISH, worth, by_heading)
    for at, p in profiles.items():
        if at not in taken and p.count and max(headed(headings.get(at, "")).values(), default=0) >= 0.7:
            named = headed(headings[at])
            group = Target.NAME in named and p.distinct < 0.7 and Target.GROUP not in used
            taken[at] = (Target.GROUP if group else Target.NOTE, TAKEN, True)


def unit_of(heading: str) -> str:
    """The unit of bare numbers in a column, by its heading: d, w, u or m."""
    word = f"_{plain(heading)}_{'_'.join(re.findall(r'[a-z]+', heading.casefold()))}_"
    for unit, words in UNIT_WORDS:
        if any(each in word for each in words):
            return unit
    return "d"


def is_week_heading(heading: str) -> bool:
    return bool(WEEK_HEADING.search(plain(heading)))


def _reason(target: Target, heading: str, by_heading: bool, p: Profile) -> Message:
    words = {"heading": heading, "share": round(100 * p.dates)}
    if target is Target.NOTHING:
        return Message(N_("Nothing is recognised in the heading or in what stands below it."))
    if by_heading and p.count == 0:
        return Message(N_("The heading “{heading}” says so; the column is empty."), words)
    if by_heading and p.dates >= 0.5:
        return Message(N_("The heading “{heading}” says so, and {share} % of the cells hold dates."), words)
    if by_heading:
        return Message(N_("The heading “{heading}” says so, and what stands below it suits."), words)
    if p.dates >= 0.5:
        return Message(N_("{share} % of the cells hold dates."), words)
    return Message(N_("By what stands in it: texts that differ from row to row."))
