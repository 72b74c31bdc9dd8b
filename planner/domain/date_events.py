"""Dates that hang on an event: before the debate, six weeks after publication; and words around a date.

The words that are in no table are signs that begin with a question mark. A word that looks like one
of the tables misspelt ("zommer") makes a text unreadable: it is no event and nothing to leave aside.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from difflib import get_close_matches

from planner.domain.date_choices import sided
from planner.domain.date_periods import NoSuchDay, NotAPeriod
from planner.domain.date_sides import DAY, MONTHS_IN, Context, plus
from planner.domain.date_words import SIDES, TABLE
from planner.domain.imprecise_date import AmbiguousDate, Bound, ImpreciseDate, Nature, Relation
from planner.errors import EditRefused

NAMED = re.compile(r"m\d|wd\d|summer|winter|spring|autumn|recess|christmas")
NAMES = tuple(name for name, sign in TABLE.items() if len(name) > 3 and NAMED.match(sign))
EVENTS = re.compile(
    r"\w*(?:debat|behandeling|stemming|inwerkingtreding|indiening|publicatie|besluit|besluitvorming|verkiezing|overleg"
    r"|zitting|evaluatie|start|aanvang|debate|vote|voting|entry|publication|reading|hearing|submission|decision"
    r"|election|evaluation|meeting|consultatie|consultation|ronde|brief|rapportage|rapport|report|letter|uitgifte"
    r"|ontvangst|receipt|bekendmaking|plaatsing|aanvaarding|aanneming|adoption|afronding|oplevering|invoering|livegang"
    r"|pilot|wet|act|bill|wetsvoorstel|nota|verslag|advies|toets|ondertekening|signature|kabinetsperiode|formatie"
    r"|regeerakkoord|commissie|vergadering|termijn|issue|promulgation|completion|delivery|launch|aanbesteding|gunning"
    r"|award|go-live|akkoord|approval|goedkeuring|review|ketentest|test|opleiding|impactanalyse)(?:en|s)?|[a-z]{2,6}-\d{1,3}"
)
KEY = re.compile(r"[a-z]{2,6}-\d{1,3}")
NEGATIONS = frozenset({"?niet", "?geen", "?not", "?no", "?nooit", "?never", "?zonder", "?without", "?noch", "?behalve"})
AFTER = ("after", "upon", "when")
BEFORE = ("before", "prior-to", "for-or-before")
AT = ("at-event", "during", "in", "per", "coming", "next", "this", "past", "for-on", "around")
STARTS = (*AFTER, *BEFORE, *AT, "if", "depends", "from", "since", "by", "until", "thru")
JOINTS = ("-", "and", "or", "of")
NOISE = (*JOINTS, "in", "outer", "early", "mid", "late", "past", "coming", "next", "this", "final", "long")
AMOUNT = r"(?:n(?P<count>\d+) )?(?:(?:until|-|thru|or) n(?P<most>\d+) )?u(?P<unit>cm|[dkwmqhy])"
"""A number of units, or from one number to another; within "a month" the number may be left out."""


def misspelt(signs: list[str]) -> bool:
    """Whether a word that is in no table looks like one that is: "zommer" is no event."""
    words = [sign[1:] for sign in signs if sign[0] == "?"]
    return any(len(word) > 3 and bool(get_close_matches(word, NAMES, 1, 0.85)) for word in words)


def _no_words(signs: list[str]) -> bool:
    """Whether something unknown is no word: a number that could be part of a date."""
    return any(sign[0] == "?" and any(c.isdigit() for c in sign) and not KEY.fullmatch(sign[1:]) for sign in signs)


def event_words(part: list[str]) -> str:
    """The words for the event in a part."""
    return " ".join(sign[1:] for sign in part if sign[0] == "?")


def is_event(part: list[str]) -> bool:
    """Whether one of the unknown words is one for something that happens."""
    return any(EVENTS.fullmatch(sign[1:]) for sign in part if sign[0] == "?")


# --- before, at and after an event -----------------------------------------------------------


def related(part: list[str], context: Context) -> ImpreciseDate:
    """After, upon or before something that is no date; with its date beside it, a window."""
    if not any(c.isalpha() for c in event_words(part)) or misspelt(part):
        raise NotAPeriod
    while part[0] in ("outer", "phased") or part[:2] in (["by", "before"], ["by", "at-event"], ["by", "in"]):
        part = part[1:]
    starts = part[0]
    last = max(at for at, sign in enumerate(part) if sign[0] == "?")
    if any(_is_dated(sign) for sign in part[1:last]):
        raise NotAPeriod
    dated = [sign for sign in part[last + 1 :] if sign not in ("in", *JOINTS)]
    if dated and context.sentence and starts in STARTS:
        if starts in BEFORE and not is_event(part) and starts != "prior-to":
            raise NotAPeriod
        return beside(starts, sided(dated, context), context)
    if dated:
        raise NotAPeriod
    event = event_words(part)
    if starts in BEFORE or starts in ("by", "until", "thru"):
        if not is_event(part) and starts != "prior-to":
            raise NotAPeriod
        return _relative(context, None, Relation(event, "before"))
    if starts in (*AFTER, "if", "depends", "during", "at-event"):
        return _relative(context, context.today, Relation(event, "after" if starts in AFTER else "at"))
    if context.sentence and is_event(part):
        bound = Bound.EARLIEST if starts in ("from", "since") else Bound.ON
        if starts in AT or starts in ("early", "mid", "late") or starts[0] == "?" or bound:
            return _relative(context, context.today, Relation(event, "at", bound=bound))
    raise NotAPeriod


def _is_dated(sign: str) -> bool:
    """Whether a sign belongs to a date, or says on which side of one."""
    return (
        sign[0] != "?" and sign not in (*NOISE, "at-event", "during", "for") and not re.fullmatch(r"n\d+|u[a-z]+", sign)
    )


def _relative(context: Context, earliest: date | None, relation: Relation) -> ImpreciseDate:
    return context.window(earliest, None, nature=Nature.RELATIVE, relation=relation)


def beside(side: str, event: ImpreciseDate, context: Context) -> ImpreciseDate:
    """The window on one side of an event whose date is given.

    An event that is known by its period alone may be on the period's last day when something comes
    before it, and on its first when something follows.
    """
    first, last = event.earliest, event.latest
    if side in BEFORE:
        edge = last - DAY if last and event.is_exact else last
        return context.window(None, edge, vague=event.vague)
    if side in ("by", "until", "thru"):
        return context.window(None, last, vague=event.vague)
    if side in AFTER:
        return context.window(first + DAY if first and event.is_exact else first, None, vague=event.vague)
    if side in ("from", "since"):
        return context.window(first, None, vague=event.vague)
    return event


# --- amounts from an event -------------------------------------------------------------------


def counted(match: re.Match[str], context: Context) -> ImpreciseDate:
    """Two months after (before, or within two months of) a date; with an event instead, a relation to it."""
    count, unit = int(match["count"] or 1), match["unit"]
    bound = {"within": Bound.WITHIN, "by": Bound.LATEST, "from": Bound.EARLIEST}.get(match["bound"] or "", Bound.ON)
    before = match["way"] in ("before", "prior-to")
    most = int(match["most"]) if match["most"] else None
    relation = Relation("", "before" if before else "after", count, unit, bound, most)
    return counted_from(relation, match["event"].split(), match["way"], context)


def counted_from(relation: Relation, event: list[str], way: str, context: Context) -> ImpreciseDate:
    """The relation to an event, or the window it gives where the event is a date or has one beside it."""
    try:
        anchor = sided(event, context)
    except NotAPeriod:
        found = related([way if way in AFTER or way in BEFORE else "after", *event], context)
        if found.nature is not Nature.RELATIVE:
            anchor = related(["at-event", *event], context)
        else:
            months = relation.count * MONTHS_IN.get(relation.unit, 0) or None
            return replace(found, months=months, relation=replace(relation, event=event_words(event)))
    if anchor.nature is not Nature.WINDOW:
        raise NotAPeriod
    edge = anchor.earliest if relation.way == "before" else anchor.latest
    if edge is None:
        raise NotAPeriod
    first, last = from_event(relation, edge, edge)
    return context.window(first, last)


def from_event(relation: Relation, first: date | None, last: date | None) -> tuple[date | None, date | None]:
    """The window that a relation gives when its event falls between two days; an open side stays open."""
    way = -1 if relation.way == "before" else 1
    near, far = relation.count * way, (relation.most or relation.count) * way
    low, high = (far, near) if way < 0 else (near, far)
    start = plus(first, low, relation.unit) if first else None
    end = plus(last, high, relation.unit) if last else None
    if relation.count == 0 and relation.way != "at" and relation.unit not in ("cm", "cq"):
        exact = first == last
        if way < 0:
            return None, last - DAY if last and exact else last
        return first + DAY if first and exact else first, None
    match relation.bound:
        case Bound.WITHIN:
            return (first, end) if way > 0 else (start, last)
        case Bound.LATEST:
            return None, end
        case Bound.EARLIEST:
            return start, None
        case _:
            return start, end


# --- words around a date ---------------------------------------------------------------------


def pieces(part: list[str], context: Context) -> list[list[str]]:
    """The dates and events in a part with words of no table around them; raises NotAPeriod where there are none."""
    if not context.sentence or misspelt(part) or _no_words(part):
        raise NotAPeriod
    found: list[list[str]] = []
    runs = _runs(part)
    at = 0
    while at < len(runs):
        run = runs[at]
        at += 1
        if run[0][0] == "?":
            continue
        side = next((i for i, sign in enumerate(run) if sign in STARTS and sign not in NOISE), None)
        following = runs[at] if at < len(runs) else []
        open_ended = side is not None and all(sign in NOISE or sign in STARTS for sign in run[side:])
        if following and open_ended and (is_event(following) or run[side or 0] not in (*BEFORE, "by", "for-on")):
            event, at = _event(runs, at)
            found.append([*run[side:], *event])
            continue
        while following and run and run[-1] in ("early", "mid", "late"):
            run = run[:-1]  # "in Q1 2023 start de pilot"
        trimmed = _trimmed(run)
        if trimmed[:1] == ["early"] and not readable(trimmed, context):
            trimmed = trimmed[1:]  # "de uitrol start 1 mei"
        if trimmed and not (following and trimmed[-1] in STARTS):
            found.append(trimmed)
        elif trimmed[:-1]:
            found.append(trimmed[:-1])
    if not found:
        raise NotAPeriod
    return found


def _runs(part: list[str]) -> list[list[str]]:
    """Words of the tables and words of none, by turns."""
    runs: list[list[str]] = []
    for sign in part:
        if runs and (runs[-1][0][0] == "?") == (sign[0] == "?"):
            runs[-1].append(sign)
        else:
            runs.append([sign])
    return runs


def _event(runs: list[list[str]], at: int) -> tuple[list[str], int]:
    """The words of an event from a place on, with its date if one follows without a side of its own."""
    event: list[str] = []
    while at < len(runs):
        run = runs[at]
        if run[0][0] == "?":
            event += run
        elif all(sign in NOISE for sign in run):
            event += [sign for sign in run if sign not in ("in", *JOINTS)] if at + 1 < len(runs) else []
        else:
            return (event, at) if run[0] in SIDES else (event + run, at + 1)
        at += 1
    return event, at


def _trimmed(run: list[str]) -> list[str]:
    """A run without what means nothing at its ends; empty for a lone number or part of nothing."""
    while run and run[0] in JOINTS:
        run = run[1:]
    while run and run[-1] in (*JOINTS, "in", "n1", "n2", "outer"):
        run = run[:-1]
    if not run or all(sign in NOISE or re.fullmatch(r"n\d+|u[a-z]+", sign) for sign in run):
        return []
    return run


def readable(part: list[str], context: Context) -> bool:
    """Whether a range, choice or period with its side is read from a part."""
    try:
        sided(part, context)
    except AmbiguousDate:
        return True
    except (NotAPeriod, NoSuchDay, EditRefused):
        return False
    return True
