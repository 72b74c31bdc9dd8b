"""Words to date windows: modality, several parts, what holds when all of them are said.

`planner.domain.date_words` turns text into signs, `planner.domain.date_periods` knows the periods,
`planner.domain.date_choices` their sides, `planner.domain.date_events` what hangs on an event,
`planner.domain.date_terms` the terms that are no period; here they are put together.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import reduce
from itertools import product

from planner.domain.date_choices import several, sided, with_years
from planner.domain.date_events import NEGATIONS, misspelt, pieces, related
from planner.domain.date_periods import NoSuchDay, NotAPeriod
from planner.domain.date_readings import DEFAULT_READINGS, Readings
from planner.domain.date_sides import DAY, Context, period_window, plus
from planner.domain.date_terms import special
from planner.domain.date_words import TABLE, day_sign, joined, plain, signs, two_digit_year
from planner.domain.imprecise_date import (
    FIRST_YEAR,
    LAST_YEAR,
    AmbiguousDate,
    Firmness,
    ImpreciseDate,
    Nature,
    Relation,
)
from planner.errors import EditRefused
from planner.message import N_

LONGEST = 300
WEAKEST_FIRST = (Firmness.CONDITIONAL, Firmness.EXPECTED, Firmness.TARGET, Firmness.FIRM)
UNITS = (
    r"(\d{1,4}) ?(wd|werkdag(?:en)?|d|w|m|j|y|dag|dagen|week|weken|maanden?|jaar"
    r"|(?:working )?days?|weeks?|months?|years?)"
)
OFFSET = re.compile(r"([+-]) ?" + UNITS)
FROM_T = re.compile(r"[td] ?([+-]) ?" + UNITS)
TYPED = re.compile(r"(\d{1,2})[-/.](\d{1,2})(?:[-/.]'?(\d{4}|\d{2}))?")
COMPACT = re.compile(r"((?:19|20|21)\d\d)(\d\d)(\d\d)")
ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
ODD_YEAR = re.compile(r"(?:[-/.]\d{1,2}[-/.]|[a-z] |^)(\d{3,6})$|^(\d{3,6})[-/.]\d{1,2}[-/.]\d{1,2}$")
PLAIN_SIGN = re.compile(r"(?:[dnmy]|wd)\d+")
PLAIN_NAME = re.compile(r"[mn]\d|wd\d|day[+-]")
BARE = frozenset(["op", "on", "of", "the", "de", "st", "nd", "rd", "th", "e", "ste"])
EVERY = frozenset({"?elke", "?elk", "?iedere", "?ieder", "?every", "?each"})
CONDITIONS = ("if", "depends")


def read_date(text: str, *, today: date, readings: Readings | None = None, sentence: bool = True) -> ImpreciseDate:
    """The window that Dutch or English words or a typed date mean on a day.

    `today` is what relative words count from and decides the year where none is said: the date
    of the document the words come from, or the plan's status date. `readings` gives the windows
    of vague words; without it the defaults of `planner.domain.date_readings`. The words are kept
    as they were said, on one line; a plain exact date keeps none. In a `sentence` words that are no
    part of a date may stand around it; without, every word has to belong to it. The same words mean
    another window on another day, so compare words before reading them again.

    Raises AmbiguousDate, which holds the readings to choose from, and EditRefused.
    """
    words = joined(text)
    if not words or len(words) > LONGEST:
        raise _unreadable(words)
    context = Context(words, today, readings or DEFAULT_READINGS, sentence=sentence)
    lowered = plain(words)
    try:
        if set(lowered) == {"-"}:
            return context.window(None, None, nature=Nature.NO_TERM)
        found = (lowered and _typed_day(lowered, context)) or _read_signs(lowered, context)
    except NoSuchDay:
        raise EditRefused(
            N_("There is no day or week such as “{text}”; type day, month, year: 13-7-2024."), text=words
        ) from None
    except (NotAPeriod, OverflowError):
        odd = ODD_YEAR.search(lowered)
        if odd and not FIRST_YEAR <= int(odd[1] or odd[2]) <= LAST_YEAR:
            raise _outside(words, odd[1] or odd[2]) from None
        raise _unreadable(words) from None
    except AmbiguousDate as asked:
        for option in asked.options:
            refuse_years(option, words)
        raise
    refuse_years(found, words)
    return found


def refuse_years(window: ImpreciseDate, words: str = "") -> None:
    """Raise EditRefused where a window names a day outside the years that a date can be in."""
    for day in (window.earliest, window.latest, *(day for moment in window.moments for day in moment)):
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise _outside(words or window.words or day.isoformat(), str(day.year))


def _outside(words: str, year: str) -> EditRefused:
    return EditRefused(
        N_("“{text}” is in the year {year}; a date is in a year from {first} to {last}."),
        text=words[:80],
        year=year,
        first=str(FIRST_YEAR),
        last=str(LAST_YEAR),
    )


def _unreadable(words: str) -> EditRefused:
    return EditRefused(
        N_(
            "“{text}” cannot be read as a date; type for instance 1-7-2024, July 2024, Q3 2024, week 23,"
            " before the summer recess or +10d."
        ),
        text=words[:80],
    )


# --- typed dates -----------------------------------------------------------------------------


def _typed_day(text: str, context: Context) -> ImpreciseDate | None:
    """1-7-24, 1/7, 2024-07-01, +10d: day, month, year in the Dutch order, or counted from today; T-3 months."""
    found = FROM_T.fullmatch(text)
    if found:
        way = "before" if found[1] == "-" else "after"
        relation = Relation(text[0].upper(), way, int(found[2]), _unit(found[3]))
        return context.window(None, None, nature=Nature.RELATIVE, relation=relation)
    if not text[0].isdigit() and text[0] not in "+-":
        return None
    found = ISO.fullmatch(text)
    if found:
        return _exact(int(found[1]), int(found[3]), int(found[4]))
    found = COMPACT.fullmatch(text)
    if found:
        return _exact(int(found[1]), int(found[2]), int(found[3]))
    found = TYPED.fullmatch(text)
    if found:
        day, month = int(found[1]), int(found[2])
        if found[3] is None:
            return replace(period_window(f"n{day} m{month}", "in", context), words="") if _may_be(day, month) else None
        year = int(found[3])
        return _exact(year if len(found[3]) == 4 else two_digit_year(year), month, day)
    found = OFFSET.fullmatch(text)
    if found:
        count = int(found[2]) * (-1 if found[1] == "-" else 1)
        return ImpreciseDate.exact(plus(context.today, count, _unit(found[3])))
    return None


def _unit(word: str) -> str:
    return "k" if word.startswith(("wd", "werkdag", "working")) else word[0]


def _may_be(day: int, month: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(2024, month)[1]


def _exact(year: int, month: int, day: int) -> ImpreciseDate | None:
    try:
        return ImpreciseDate.exact(date(year, month, day))
    except ValueError:
        if 1 <= month <= 12 and 28 < day <= 31:
            return None  # read as a sentence, which asks what was meant by 31 June
        raise NoSuchDay from None


# --- sentences -------------------------------------------------------------------------------


def _read_signs(text: str, context: Context) -> ImpreciseDate:
    """Every part between commas read, and what they say put together; for each day that 31 June may mean."""
    if not 100 < context.today.year < 9900:
        raise NotAPeriod  # words count from today, and need room around it
    found = signs(text, context.today)
    if "phased" in found:
        context = replace(context, phased=True)
        found = [sign for sign in found if sign != "phased"]
    meant = list(_existing(found))
    return context.ask([window for one in meant for window in _meant(one, len(meant) == 1, context)])


def _existing(found: list[str]) -> Iterator[list[str]]:
    """The signs; where they name a day that its month has not, with the month's last day and the next day instead."""
    for at, sign in enumerate(found):
        given = re.fullmatch(r"d(\d{4})(\d\d)(\d\d)", sign)
        if given:
            year, month, day, taken = int(given[1]), int(given[2]), int(given[3]), 1
        elif re.fullmatch(r"n\d+ m\d+", " ".join(found[at : at + 2])):
            beside = found[at + 2] if at + 2 < len(found) else ""
            year = int(beside[1:]) if re.fullmatch(r"y\d{4}", beside) else 2024
            month, day, taken = int(found[at + 1][1:]), int(sign[1:]), 2 + (beside == f"y{year}")
        else:
            continue
        if not (0 < year < 9999 and 1 <= month <= 12 and 28 < day <= 31) or day <= monthrange(year, month)[1]:
            continue
        last = date(year, month, monthrange(year, month)[1])
        for real in (last, last + DAY):
            dated = taken != 2
            put = [day_sign(real.year, real.month, real.day)] if dated else [f"n{real.day}", f"m{real.month}"]
            yield [sign for sign in (*found[:at], *put, *found[at + taken :]) if sign[:2] != "wd"]
        return
    yield found


def _meant(found: list[str], as_typed: bool, context: Context) -> list[ImpreciseDate]:
    """What signs may mean together, modality aside."""
    said = {Firmness(sign[1:]) for sign in found if sign[0] == "!"}
    if said:
        context = replace(context, future=True)
        found = [sign for sign in found if sign[0] != "!"]
    if context.sentence and NEGATIONS & set(found) and not misspelt(found):
        if all(sign[0] == "?" for sign in found):
            raise NotAPeriod
        return [context.window(None, None, nature=Nature.NO_TERM)]  # "not in 2024": only the words can say it
    if EVERY & set(found) and not misspelt(found):
        return [context.window(context.today, None, nature=Nature.RECURRING)]
    parts = [part for part in (part.split() for part in " ".join(found).split(",")) if part]
    conditions = [part for part in parts if part[0] in CONDITIONS]
    if conditions and (len(parts) > 1 or not all(sign[0] == "?" for sign in parts[0][1:])):
        said.add(Firmness.CONDITIONAL)
        parts = [part for part in parts if part[0] not in CONDITIONS] or conditions[:1]
    parts = with_years(_parts_of(parts, context), context)
    if not parts:
        raise NotAPeriod
    if any("by" in part for part in parts):
        said.add(Firmness.FIRM)
    firmness = next((f for f in WEAKEST_FIRST if f in said), Firmness.UNSTATED)
    typed = as_typed and not said and len(parts) == 1 and all(PLAIN_SIGN.fullmatch(sign) for sign in parts[0])
    outer = [is_outer(part) for part in parts]
    typed = typed and len(parts[0]) == len(found) and _is_bare(context.words)
    return [
        _with_words(window, firmness, typed, context)
        for option in product(*(_read_part(part, context) for part in parts))
        for window in _put_together(option, outer, context)
    ]


def _is_bare(words: str) -> bool:
    """Whether words are those of a plain day alone: day, month, year, weekday, today."""
    names = re.findall(r"[a-z]+", plain(words))
    return ":" not in words and all(name in BARE or PLAIN_NAME.match(TABLE.get(name, "")) for name in names)


def is_outer(part: list[str]) -> bool:
    """Whether a part says where it ends at the latest, whatever else is said."""
    return "by" in part or part[0] in ("thru", "outer")


def _parts_of(parts: list[list[str]], context: Context) -> list[list[str]]:
    """The parts that can be read; in a sentence the dates among other words."""
    result: list[list[str]] = []
    for part in parts:
        try:
            _read_part(part, context)
            result.append(part)
        except NotAPeriod:
            if all(sign[0] != "?" for sign in part):
                result.append(part)
                continue
            try:
                result += pieces(part, context)
            except NotAPeriod:
                if not context.sentence or misspelt(part) or any(sign[0] != "?" for sign in part):
                    raise
    return result


def _with_words(whole: ImpreciseDate, firmness: Firmness, typed: bool, context: Context) -> ImpreciseDate:
    """A plain typed day needs no words, since each language has its own."""
    words = "" if typed and whole.is_exact else context.words
    if (whole.firmness, whole.words) == (firmness, words):
        return whole
    return replace(whole, firmness=firmness, words=words)


def _put_together(windows: Sequence[ImpreciseDate], outer: list[bool], context: Context) -> list[ImpreciseDate]:
    """What all parts say at once; "at the latest" sets the last day, also beyond what else is said."""
    inner = [window for window, bounds in zip(windows, outer, strict=True) if not bounds]
    bounds = [window for window, is_bound in zip(windows, outer, strict=True) if is_bound]
    if not inner:
        inner, bounds = bounds, []
    try:
        whole = [reduce(lambda first, second: _both(first, second, context), inner)]
    except AmbiguousDate as asked:
        whole = list(asked.options)
    return [reduce(lambda one, bound: _bounded(one, bound, context), bounds, window) for window in whole]


def _bounded(window: ImpreciseDate, bound: ImpreciseDate, context: Context) -> ImpreciseDate:
    """A window with the last day that is said beside it."""
    if window.nature is not Nature.WINDOW or bound.nature is not Nature.WINDOW or bound.latest is None:
        return _both(window, bound, context)
    if window.latest is None or window.earliest is None:
        return _both(window, bound, context)
    vague = window.vague or bound.vague
    return context.window(max(filter(None, (window.earliest, bound.earliest))), bound.latest, vague=vague)


def _both(first: ImpreciseDate, second: ImpreciseDate, context: Context) -> ImpreciseDate:
    """What holds when both are said: the overlap of windows; a window over words without one.

    Closed windows that join are one window ("late 2023, early 2024"); such that do not are asked about.
    """
    if first.nature is Nature.WINDOW and second.nature is Nature.WINDOW:
        earliest = max((d for d in (first.earliest, second.earliest) if d), default=None)
        latest = min((d for d in (first.latest, second.latest) if d), default=None)
        vague = first.vague or second.vague
        closed = all((first.earliest, first.latest, second.earliest, second.latest))
        if closed and earliest and latest and latest < earliest:
            return _apart(first, second, context)
        lenient = min((d for w in (first, second) if (d := w.lenient or w.latest)), default=None)
        return context.window(earliest, latest, lenient=lenient if lenient != latest else None, vague=vague)
    for one, other in ((first, second), (second, first)):
        if one.nature is Nature.RECURRING and other.nature is Nature.WINDOW:
            begin = other.earliest or one.earliest
            gone = one.latest and begin and one.latest < begin
            return replace(one, earliest=begin, latest=None if gone else one.latest)
        if one.nature is Nature.WINDOW and other.nature is not Nature.RECURRING:
            return replace(one, months=other.months)
    return second if first.nature is Nature.NO_TERM else first


def _apart(first: ImpreciseDate, second: ImpreciseDate, context: Context) -> ImpreciseDate:
    early, late = sorted((first, second), key=lambda w: w.earliest or date.min)
    if early.latest and late.earliest and late.earliest - early.latest <= DAY:
        return context.window(early.earliest, late.latest, lenient=late.lenient, vague=early.vague or late.vague)
    return several([first, second], context.phased, context)


def _read_part(part: list[str], context: Context) -> tuple[ImpreciseDate, ...]:
    """What one part may mean; most mean one thing."""
    try:
        return (_read_words(part, context),)
    except AmbiguousDate as asked:
        return asked.options


def _read_words(part: list[str], context: Context) -> ImpreciseDate:
    """A special term, else a range or a period with its side, else relative to another event."""
    found = special(part, context)
    if found is not None:
        return found
    try:
        return sided(part, context)
    except NotAPeriod:
        return related(part, context)
