"""Predecessors as people and MS Project type them: 3;5FB+2d, 4EB+5 dagen, na 7."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from planner.domain.model import LagUnit, LinkType
from planner.formats.cell_values import duration_of
from planner.language.typed import amount

TYPES = {
    "eb": LinkType.FS,
    "fb": LinkType.FS,
    "fs": LinkType.FS,
    "bb": LinkType.SS,
    "ss": LinkType.SS,
    "ee": LinkType.FF,
    "ff": LinkType.FF,
    "be": LinkType.SF,
    "sf": LinkType.SF,
}
PARTS = re.compile(r"[;\n]|,(?!\d+\s*[a-z%])", re.IGNORECASE)
LINK = re.compile(
    r"(?:na|after|nr\.?)?\s*(?P<number>[\w.\-]+?)\s*(?P<type>eb|fb|fs|bb|ss|ee|ff|be|sf)?\s*"
    r"(?:(?P<sign>[+-])\s*(?P<amount>[\d.,]+)\s*(?P<unit>[a-z%]*)\.?)?",
    re.IGNORECASE,
)
LARGEST_LAG = 20_000_000


@dataclass(frozen=True, slots=True)
class TypedLink:
    """A predecessor by its number in the file, and how it is waited for."""

    number: str
    type: LinkType = LinkType.FS
    lag: int = 0
    unit: LagUnit = LagUnit.WORK


def typed_links(text: str, known: Callable[[str], bool]) -> Iterator[TypedLink | str]:
    """The links in a cell; a part that is none comes as its text. `known` tells whether a number is in the file."""
    for part in map(str.strip, PARTS.split(text)):
        if not part:
            continue
        if known(part):
            yield TypedLink(part)
            continue
        found = LINK.fullmatch(part)
        yield part if found is None or not known(found["number"]) else (_link(found) or part)


def _link(found: re.Match[str]) -> TypedLink | None:
    kind = TYPES[found["type"].casefold()] if found["type"] else LinkType.FS
    if not found["amount"]:
        return TypedLink(found["number"], kind)
    sign = -1 if found["sign"] == "-" else 1
    if found["unit"] == "%":
        share = amount(found["amount"], ",")
        return None if share is None else TypedLink(found["number"], kind, sign * round(share), LagUnit.PERCENT)
    try:
        lag = duration_of(found["amount"] + found["unit"], "d")
    except ValueError:
        return None
    if lag is None or lag[0] > LARGEST_LAG:
        return None
    return TypedLink(found["number"], kind, sign * lag[0], LagUnit.ELAPSED if lag[1] else LagUnit.WORK)
