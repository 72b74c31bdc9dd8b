"""Words to date windows: modality, sides ("before", "from"), ranges, terms without a window.

`planner.domain.date_words` turns text into signs, `planner.domain.date_periods` knows the periods;
here they are put together. Read `read` first, then `SPECIALS` and `SIDES`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from difflib import get_close_matches
from functools import reduce
from itertools import product

from planner.domain.date_periods import NoSuchDay, NotAPeriod, end_of_month
from planner.domain.date_readings import DEFAULT_READINGS, Readings
from planner.domain.date_sides import MONTHS_IN, Context, period_window, plus, sided
from planner.domain.date_words import TABLE, joined, plain, signs, two_digit_year
from planner.domain.imprecise_date import AmbiguousDate, Firmness, ImpreciseDate, Nature
from planner.errors import EditRefused
from planner.message import N_

LONGEST = 300
WEAKEST_FIRST = (Firmness.CONDITIONAL, Firmness.EXPECTED, Firmness.TARGET, Firmness.FIRM)
OFFSET = re.compile(r"([+-]) ?(\d{1,4}) ?(d|w|m|j|y|dag|dagen|week|weken|maanden?|jaar|days?|weeks?|months?|years?)")
TYPED = re.compile(r"(\d{1,2})[-/.](\d{1,2})(?:[-/.]'?(\d{4}|\d{2}))?")
ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
PLAIN_SIGN = re.compile(r"(?:[dnmy]|wd)\d+")
NAMED = re.compile(r"m\d|wd\d|summer|winter|spring|autumn|recess|christmas")
NAMES = tuple(name for name, sign in TABLE.items() if len(name) > 3 and NAMED.match(sign))
EVENTS = re.compile(
    r"\w*(?:debat|behandeling|stemming|inwerkingtreding|indiening|publicatie|besluit|besluitvorming|verkiezing|overleg"
    r"|zitting|evaluatie|start|aanvang|debate|vote|voting|entry|publication|reading|hearing|submission|decision"
    r"|election|evaluation|meeting|consultatie|consultation|ronde)(?:en|s)?"
)


def read_date(text: str, *, today: date, readings: Readings | None = None) -> ImpreciseDate:
    """The window that Dutch or English words or a typed date mean on a day.

    `today` is what relative words count from and decides the year where none is said: the date
    of the document the words come from, or the plan's status date. `readings` gives the windows
    of vague words; without it the defaults of `planner.domain.date_readings`. The words are kept
    as they were said, on one line; a plain exact date keeps none. The same words mean another
    window on another day, so compare words before reading them again.

    Raises AmbiguousDate, which holds the readings to choose from, and EditRefused.
    """
    words = joined(text)
    if not words or len(words) > LONGEST:
        raise _unreadable(words)
    context = Context(words, today, readings or DEFAULT_READINGS)
    try:
        lowered = plain(words)
        return _typed_day(lowered, context) or _read_signs(lowered, context)
    except NoSuchDay:
        raise EditRefused(
            N_("There is no day or week such as “{text}”; type day, month, year: 13-7-2024."), text=words
        ) from None
    except (NotAPeriod, OverflowError):
        raise _unreadable(words) from None


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
    """1-7-24, 1/7, 2024-07-01, +10d: day, month, year in the Dutch order, or counted from today."""
    if not text[0].isdigit() and text[0] not in "+-":
        return None
    found = ISO.fullmatch(text)
    if found:
        return _exact(int(found[1]), int(found[3]), int(found[4]))
    found = TYPED.fullmatch(text)
    if found:
        day, month = int(found[1]), int(found[2])
        if found[3] is None:
            return replace(period_window(f"n{day} m{month}", "in", context), words="")
        year = int(found[3])
        return _exact(year if year > 99 else two_digit_year(year), month, day)
    found = OFFSET.fullmatch(text)
    if found:
        count = int(found[2]) * (-1 if found[1] == "-" else 1)
        return ImpreciseDate.exact(plus(context.today, count, found[3][0]))
    return None


def _exact(year: int, month: int, day: int) -> ImpreciseDate:
    try:
        return ImpreciseDate.exact(date(year, month, day))
    except ValueError:
        raise NoSuchDay from None


# --- sentences -------------------------------------------------------------------------------


def _read_signs(text: str, context: Context) -> ImpreciseDate:
    """Modality aside, every part between commas read, and what they say put together."""
    if not 100 < context.today.year < 9900:
        raise NotAPeriod  # words count from today, and need room around it
    found = signs(text, context.today)
    said = {Firmness(sign[1:]) for sign in found if sign[0] == "!"}
    if said:
        context = replace(context, future=True)
        found = [sign for sign in found if sign[0] != "!"]
    parts = [part.split() for part in " ".join(found).split(",")]
    parts = [part for part in parts if part]
    conditions = [part for part in parts if part[0] == "if"]
    if conditions and len(parts) > 1:
        said.add(Firmness.CONDITIONAL)
        parts = [part for part in parts if part[0] != "if"]
    if not parts:
        raise NotAPeriod
    if any("by" in part for part in parts):
        said.add(Firmness.FIRM)
    firmness = next((f for f in WEAKEST_FIRST if f in said), Firmness.UNSTATED)
    typed = not said and len(parts) == 1 and all(PLAIN_SIGN.fullmatch(sign) for sign in parts[0])
    options = product(*(_read_part(part, context) for part in parts))
    return context.ask([_put_together(option, firmness, typed, context) for option in options])


def _put_together(windows: Sequence[ImpreciseDate], firmness: Firmness, typed: bool, context: Context) -> ImpreciseDate:
    """What all parts say at once; a plain typed day needs no words, since each language has its own."""
    whole = reduce(lambda first, second: _both(first, second, context), windows)
    words = "" if typed and whole.is_exact else context.words
    if (whole.firmness, whole.words) == (firmness, words):
        return whole
    return replace(whole, firmness=firmness, words=words)


def _both(first: ImpreciseDate, second: ImpreciseDate, context: Context) -> ImpreciseDate:
    """What holds when both are said: the overlap of windows; a window over words without one."""
    if first.nature is Nature.WINDOW and second.nature is Nature.WINDOW:
        earliest = max((d for d in (first.earliest, second.earliest) if d), default=None)
        latest = min((d for d in (first.latest, second.latest) if d), default=None)
        lenient = min((d for w in (first, second) if (d := w.lenient or w.latest)), default=None)
        return context.window(
            earliest,
            latest,
            lenient=lenient if lenient != latest else None,
            vague=first.vague or second.vague,
        )
    for one, other in ((first, second), (second, first)):
        if one.nature is Nature.WINDOW:
            return replace(one, months=other.months)
    return second if first.nature is Nature.NO_TERM else first


def _read_part(part: list[str], context: Context) -> tuple[ImpreciseDate, ...]:
    """What one part may mean; most mean one thing."""
    try:
        return (_read_words(part, context),)
    except AmbiguousDate as several:
        return several.options


def _read_words(part: list[str], context: Context) -> ImpreciseDate:
    """A special term, else a range or a period with its side, else relative to another event."""
    text = " ".join(part)
    for pattern, rule in SPECIALS:
        match = pattern.fullmatch(text)
        if match:
            return rule(match, context)
    try:
        return sided([sign for sign in part if sign != "in"], context)
    except NotAPeriod:
        return _relative(part, context)


# --- terms that are no period ----------------------------------------------------------------


def _relative(part: list[str], context: Context) -> ImpreciseDate:
    """After, upon or before something that is no date; no date of ours then, a link belongs there."""
    unknown = [sign[1:] for sign in part if sign[0] == "?"]
    starts = part[0]
    if not unknown or any(_misspelt(word) for word in unknown):
        raise NotAPeriod
    if starts in ("before", "by") and any(EVENTS.fullmatch(word) for word in unknown):
        return context.window(None, None, nature=Nature.RELATIVE)
    if starts in ("after", "upon", "at-event", "when", "during", "if"):
        return context.window(context.today, None, nature=Nature.RELATIVE)
    if starts == "prior-to":
        return context.window(None, None, nature=Nature.RELATIVE)
    raise NotAPeriod


def _misspelt(word: str) -> bool:
    """Whether a word that is in no table looks like one that is: "zommer" is no event."""
    return len(word) > 3 and bool(get_close_matches(word, NAMES, 1, 0.85))


def _no_term(match: re.Match[str], context: Context) -> ImpreciseDate:
    return context.window(None, None, nature=Nature.NO_TERM)


def _meanwhile(match: re.Match[str], context: Context) -> ImpreciseDate:
    return context.window(context.today, None, nature=Nature.RELATIVE)


def _soon(match: re.Match[str], context: Context) -> ImpreciseDate:
    readings = context.readings
    count, unit = {
        "soon": (readings.soon_months, "m"),
        "short-term": (readings.short_term_months, "m"),
        "some-weeks": (readings.coming_weeks, "w"),
    }[match[1]]
    return context.window(context.today, plus(context.today, count, unit), vague=True)


def _lately(match: re.Match[str], context: Context) -> ImpreciseDate:
    return context.window(plus(context.today, -context.readings.soon_months, "m"), context.today, vague=True)


def _rest_of_year(match: re.Match[str], context: Context) -> ImpreciseDate:
    return context.window(context.today, date(context.today.year, 12, 31))


def _ongoing(match: re.Match[str], context: Context) -> ImpreciseDate:
    return context.window(context.today, None)


def _amount(match: re.Match[str]) -> tuple[int, str]:
    """A number of units, such as n3 um; without a number, one."""
    return int(match["count"] or 1), match["unit"]


def _within(match: re.Match[str], context: Context) -> ImpreciseDate:
    """Within two months, counted from today."""
    return context.window(context.today, plus(context.today, *_amount(match)))


def _counted_from(match: re.Match[str], context: Context) -> ImpreciseDate:
    """Two months after (before, or within two months of) a date; with an event instead, a link belongs there."""
    count, unit = _amount(match)
    sign = -1 if match["way"] in ("before", "prior-to") else 1
    try:
        anchor = sided(match["event"].split(), context)
    except NotAPeriod:
        months = count * MONTHS_IN.get(unit, 0) or None
        return replace(_relative([match["way"], *match["event"].split()], context), months=months)
    known = anchor.latest if sign > 0 else anchor.earliest
    if known is None:
        raise NotAPeriod
    ends = sorted((known, plus(known, sign * count, unit)))
    if match["within"] == "within":
        return context.window(ends[0], ends[1])
    far = ends[sign > 0]
    return context.window(None if match["within"] == "by" else far, far)


def _ahead(match: re.Match[str], context: Context) -> ImpreciseDate:
    day = plus(context.today, *_amount(match))
    return context.window(day, day)


def _ago(match: re.Match[str], context: Context) -> ImpreciseDate:
    count, unit = _amount(match)
    day = plus(context.today, -count, unit)
    return context.window(day, day)


def _behind(match: re.Match[str], context: Context) -> ImpreciseDate:
    count, unit = _amount(match)
    return context.window(plus(context.today, -count, unit), context.today)


def _lasting(match: re.Match[str], context: Context) -> ImpreciseDate:
    count, unit = _amount(match)
    return context.window(None, None, nature=Nature.DURATION, months=count * MONTHS_IN.get(unit, 0) or None)


def _recurring(match: re.Match[str], context: Context) -> ImpreciseDate:
    """The next time: the last day of this year, half year, quarter, month or week, or what follows says."""
    today, rest = context.today, match["rest"]
    latest = None
    if rest and match[1] != "regular":
        window = replace(context, future=True)
        following = sided([sign for sign in rest.split() if sign != "in"], window)
        latest = following.latest
    elif match[1] != "regular":
        latest = _last_day_of(match[1], today)
    return context.window(min(today, latest or today), latest, nature=Nature.RECURRING)


def _times_a_year(match: re.Match[str], context: Context) -> ImpreciseDate:
    """Twice a year is half-yearly; for five times there is no calendar period, so no last day either."""
    rhythm = {1: "yearly", 2: "half-yearly", 4: "quarterly", 12: "monthly"}.get(int(match[1]))
    latest = _last_day_of(rhythm, context.today) if rhythm else None
    return context.window(context.today, latest, nature=Nature.RECURRING)


def _last_day_of(rhythm: str, today: date) -> date:
    if rhythm == "weekly":
        return today + timedelta(days=7 - today.isoweekday())
    months = {"yearly": 12, "half-yearly": 6, "quarterly": 3, "monthly": 1}[rhythm]
    last_month = (today.month - 1) // months * months + months
    return end_of_month(today.year, last_month)


AMOUNT = r"(?:n(?P<count>\d+) )?u(?P<unit>[dwmqhy])"
COUNTED = r"n(?P<count>\d+) u(?P<unit>[dwmqhy])"
"""A number of units; within "a month" the number may be left out."""
Special = Callable[[re.Match[str], Context], ImpreciseDate]
SPECIAL_TERMS: tuple[tuple[str, Special], ...] = (
    (r"no-term", _no_term),
    (r"(?:in )?(soon|short-term|some-weeks)", _soon),
    (r"lately", _lately),
    (r"ongoing", _ongoing),
    (rf"(?:within|in) {COUNTED}", _within),
    (rf"within {AMOUNT}", _within),
    (rf"(?P<within>within|by)? ?{AMOUNT} (?P<way>after|upon|when|before|prior-to|from) (?P<event>.+)", _counted_from),
    (rf"ahead {COUNTED}", _ahead),
    (rf"{COUNTED} from-now", _ahead),
    (rf"(?:for |during |before )?{COUNTED}(?: long)?", _lasting),
    (rf"(?:within )?(?:coming|next) {AMOUNT}", _within),
    (rf"{COUNTED} ago", _ago),
    (rf"past {COUNTED}", _behind),
    (r"n(\d+) a-year", _times_a_year),
    (r"(yearly|half-yearly|quarterly|monthly|weekly|regular)(?: (?P<rest>.+))?", _recurring),
    (r"rest-of-year", _rest_of_year),
    (r"meanwhile.*", _meanwhile),
)
SPECIALS = tuple((re.compile(pattern), rule) for pattern, rule in SPECIAL_TERMS)
