"""What one part of a sentence says: a range, one of several periods, or a period seen from its side.

Raises NotAPeriod for signs that are none of these, AmbiguousDate where the words leave a choice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from planner.domain.date_periods import NoSuchDay, NotAPeriod
from planner.domain.date_sides import DAY, Context, period_window, ranged
from planner.domain.date_words import SIDES
from planner.domain.imprecise_date import ImpreciseDate
from planner.errors import EditRefused

INFIXES = ("-", "thru", "until")


def sided(part: list[str], context: Context) -> ImpreciseDate:
    """The window of a range, of a choice, or of a period seen from its side; raises NotAPeriod."""
    part = [sign for sign in part if sign != "outer"]
    stripped = [sign for sign in part if sign != "in"]
    if stripped and stripped[0] in DURING:
        stripped = stripped[1:]
    pair = _side_pair(stripped, context)
    if pair is not None:
        return pair
    if part and "between" not in part and ("or" in part or "and" in part):
        return one_of(part, context)
    part = stripped
    if part and part[-1] in ENDINGS and (part[0] not in SIDES or part[0] in ("per", "from")):
        part = [ENDINGS[part[-1]], *part[part[0] in SIDES : -1]]  # "1 July at the latest", "from 2024 onwards"
    if part[:2] in (["by", "before"], ["by", "thru"], ["per", "from"], ["per", "first-day"], ["per", "per"]):
        part = part[1:]
    if part and part[0] in ("since", "began"):
        context, part = replace(context, past=True), [*(["from"] if part[0] == "since" else []), *part[1:]]
    between = bool(part) and part[0] == "between"
    if between:
        part = part[1:]
    if part and part[0] == "upon":
        part = ["after", *part[1:]]
    for at, sign in enumerate(part[1:-1], 1):
        if sign not in INFIXES and not (between and sign == "and"):
            continue
        if part[0] in SIDES and part[0] != "from":
            raise NotAPeriod
        return ranged(part[part[0] == "from" : at], part[at + 1 :], sign, between, context)
    side = part[0] if part and part[0] in SIDES else "in"
    return period_window(" ".join(part[side != "in" :]), side, context)


DURING = ("for", "during", "at-event")
ENDINGS = {"around": "around", "by": "by", "from": "from", "onward": "from", "backward": "by"}


def _side_pair(part: list[str], context: Context) -> ImpreciseDate | None:
    """In or after the summer, before or on 1 July: all days of both sides; None for anything else."""
    at = next((at for at in (0, 1) if part[at : at + 1] in (["or"], ["and"])), None)
    if at is None or (at == 1 and part[0] not in SIDES):
        return None
    first, rest = part[:at], part[at + 1 :]
    if first and rest and rest[0] in DURING:
        second, rest = [], rest[1:]
    elif rest and rest[0] in SIDES:
        second, rest = rest[:1], rest[1:]
    elif first:
        second = []
    else:
        return None
    one, other = (sided([*side, *rest], context) for side in (first, second))
    earliest = min(one.earliest, other.earliest) if one.earliest and other.earliest else None
    latest = max(one.latest, other.latest) if one.latest and other.latest else None
    return context.window(earliest, latest, vague=one.vague or other.vague)


# --- one of several --------------------------------------------------------------------------


def one_of(part: list[str], context: Context) -> ImpreciseDate:
    """1 July or 1 January, 2024 and 2025: one window where they join; else the moments, or a question which."""
    while part[0] in ("in", *DURING):
        part = part[1:]
    side = part[:1] if part and part[0] in SIDES else []
    if side in (["for-on"], ["for-or-before"]):
        side = []
    groups: list[list[str]] = [[]]
    for sign in part[len(side) :]:
        if sign in ("or", "and", ","):
            groups.append([])
        else:
            groups[-1].append(sign)
    if not all(groups):
        raise NotAPeriod
    if "or" in part and not any(year_of(group) for group in groups):
        context = replace(context, future=True)
    if side in ([], ["from"]) and not context.phased:
        joint = _joint(groups, context)
        if joint is not None:
            return replace(joint, latest=None, lenient=None) if side else joint
    windows = [
        sided([*(side if group[0] not in (*SIDES, "in") else []), *group], context)
        for group in _shared(groups, context)
    ]
    return several(windows, "and" in part or context.phased, context)


def _joint(groups: list[list[str]], context: Context) -> ImpreciseDate | None:
    """Periods that follow upon each other are one window: June or July, late 2022 or early 2023."""
    groups = [[sign for sign in group if sign != "in"] for group in groups]
    if any(sign in SIDES for group in groups for sign in group) or not all(groups):
        return None
    bare = all(len(group) == 1 for group in groups[:-1])
    if bare and all(_consecutive(one[0], other[0]) for one, other in pairwise(groups)):
        return ranged(groups[0], groups[-1], "-", False, context)
    try:
        windows = [sided(group, context) for group in _shared(groups, context)]
    except EditRefused:
        return None
    whole = windows[0]
    for window in windows[1:]:
        if whole.earliest is None or whole.latest is None or window.earliest is None or window.latest is None:
            return None
        if window.earliest - whole.latest > DAY or whole.earliest > window.earliest:
            return None
        vague = whole.vague or window.vague
        latest = max(window.latest, whole.latest)
        whole = context.window(whole.earliest, latest, lenient=window.lenient, vague=vague)
    return whole


def _consecutive(one: str, other: str) -> bool:
    """Whether two months, quarters or weeks follow upon each other."""
    first, second = (re.fullmatch(r"([mqw])(\d+)", sign) for sign in (one, other))
    if first is None or second is None or first[1] != second[1]:
        return False
    return int(second[2]) - int(first[2]) == 1 or (first[1], first[2], second[2]) == ("m", "12", "1")


def _shared(groups: list[list[str]], context: Context) -> list[list[str]]:
    """Each with the year, month or unit that only one of them says; the year counted on where the order asks it."""
    groups = [list(group) for group in groups]
    for before, group in pairwise(groups):
        unit = next((sign[0] for sign in before if re.fullmatch(r"[wq]\d+", sign)), "")
        if unit and re.fullmatch(r"n\d+", group[0]) and all(sign[0] == "y" for sign in group[1:]):
            group[0] = unit + group[0][1:]  # week 36 or 37
    for at in range(len(groups) - 2, -1, -1):
        following = groups[at + 1]
        if len(groups[at]) == 1 and re.fullmatch(r"n\d+|early|mid|late", groups[at][0]):
            groups[at] += [sign for sign in following if re.fullmatch(r"[mqh]\d+|uw", sign)][:1]
            if groups[at][0][0] == "n" and following[:1] and re.fullmatch(r"[qhw]\d+", following[0]):
                groups[at] = [following[0][0] + groups[at][0][1:]]
    return with_years(groups, context)


def with_years(parts: list[list[str]], context: Context) -> list[list[str]]:
    """Parts of which some say a year, all with a year: the one before's, or one later where it would come before."""
    if not any(year_of(part) for part in parts):
        return parts
    result = [list(part) for part in parts]
    for order, step in ((range(1, len(parts)), 1), (range(len(parts) - 2, -1, -1), -1)):
        for at in order:
            known = year_of(result[at - step])
            if known and year_of(result[at]) is None and takes_year(result[at]):
                result[at] = _in_order(result[at], result[at - step], known, step, context)
    return result


def takes_year(part: list[str]) -> bool:
    """Whether a part names a period that a year can be added to."""
    named = any(YEARLESS.fullmatch(sign) for sign in part) and all(sign[0] != "?" for sign in part)
    return named and not any(sign in ("past", "coming", "next", "this", "recess-any", "depends", "if") for sign in part)


YEARLESS = re.compile(
    r"[mqhw]\d+|nth.+|spring|summer|autumn|winter|recess-\w+|christmas|turn|easter|day-of-\w+|early|mid|late"
)


def year_of(part: list[str]) -> int | None:
    """The year that a part says."""
    for sign in part:
        if re.fullmatch(r"y\d{3,4}|d\d{8}", sign):
            return int(sign[1:5])
    return None


def _in_order(part: list[str], beside: list[str], year: int, step: int, context: Context) -> list[str]:
    for moved in (year, year + step):
        fitting = [*part, f"y{moved}"]
        try:
            own, other = bare_window(fitting, context), bare_window(beside, context)
        except (NotAPeriod, NoSuchDay, EditRefused):
            return [*part, f"y{year}"]
        if step > 0 and own.latest and other.earliest and own.latest >= other.earliest:
            return fitting
        if step < 0 and own.earliest and other.latest and own.earliest <= other.latest:
            return fitting
    return [*part, f"y{year}"]


def bare_window(part: list[str], context: Context) -> ImpreciseDate:
    """The period of a part without its side."""
    kept = [sign for sign in part if sign not in SIDES and sign not in ("in", "outer", "onward", "backward")]
    kept = kept[max((at + 1 for at, sign in enumerate(kept) if sign in ("or", "and", *INFIXES)), default=0) :]
    return period_window(" ".join(kept), "in", context)


def several(windows: Sequence[ImpreciseDate], all_meant: bool, context: Context) -> ImpreciseDate:
    """Windows that do not join: the moments together, or each of them to choose from."""
    distinct = list(dict.fromkeys(windows))
    if len(distinct) == 1:
        return distinct[0]
    ends = [(w.earliest, w.latest) for w in distinct]
    moments = sorted((first or last, last or first) for first, last in ends if first or last)
    vague = any(w.vague for w in windows)
    if len(moments) != len(distinct):
        return context.ask(distinct)
    earliest = None if any(first is None for first, _ in ends) else min(first for first, _ in moments if first)
    latest = None if any(last is None for _, last in ends) else max(last for _, last in moments if last)
    together = context.window(earliest, latest, vague=vague, moments=tuple(moments), phased=all_meant)
    return together if all_meant else context.ask([*distinct, together])
