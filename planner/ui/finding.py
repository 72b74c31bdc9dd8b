"""What can be found by typing: rows of the plan, views, commands and choices. Knows no widgets."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from planner.domain.integrity import name_of
from planner.domain.model import Entity
from planner.domain.plan import Plan

KINDS = ("organisation", "commitment", "indicator", "agreement", "risk", "decision", "scenario", "source")
"""Kinds of rows that are looked for beside activities, in this order."""
COMMANDS_ONLY = ">"
"""Typed first, it asks for views and commands only."""


class Sort(IntEnum):
    """What an offer is; among equally good ones the lower come first."""

    ROW = 0
    VIEW = 1
    COMMAND = 2


MOST = {Sort.ROW: 8, Sort.VIEW: 4, Sort.COMMAND: 6}
"""How many of each are offered at most, so that none drowns the others."""


@dataclass(frozen=True)
class Offer:
    """Something that can be found: its text, what `note` tells of it at the right, and what choosing it does.

    What `takes_back` is undone work: it is offered where commands are asked for, and never taken by Enter alone.
    """

    text: str
    go: Callable[[], None]
    sort: Sort = Sort.ROW
    note: str = ""
    icon: str = ""
    why_not: str = ""
    takes_back: bool = False


def folded(text: str) -> str:
    """A text for comparing: without accents, case and dots at its end."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return text.casefold().rstrip("…. ")


def rows_of(plan: Plan) -> Iterator[Entity]:
    """The rows that can be looked for: activities as the outline has them, then the others by name."""
    yield from (activity for activity, _ in plan.outline)
    for kind in KINDS:
        yield from sorted(plan.table(kind).values(), key=name_of)


def kept(offers: Iterable[Offer]) -> list[tuple[str, Offer]]:
    """Offers with their text made ready for comparing."""
    return [(folded(offer.text), offer) for offer in offers]


class Finder:
    """Ranks offers for what is typed: the key first, then beginnings, then what has it."""

    def __init__(self) -> None:
        self._offers: list[tuple[str, Offer]] = []

    def fill(self, offers: list[tuple[str, Offer]]) -> None:
        """Look among these from now on; see `kept`."""
        self._offers = offers

    def hits(self, typed: str) -> list[Offer]:
        """The best offers for a text; without text the views and commands that come first."""
        only_commands = typed.lstrip().startswith(COMMANDS_ONLY)
        text = folded(typed.strip().lstrip(COMMANDS_ONLY).strip())
        words = text.split()
        found: dict[Sort, list[tuple[int, int, Offer]]] = {sort: [] for sort in Sort}
        for place, (name, offer) in enumerate(self._offers):
            if (only_commands or not words) if offer.sort is Sort.ROW else (offer.takes_back and not only_commands):
                continue
            if all(word in name for word in words):
                found[offer.sort].append((_distance(name, text, words), place, offer))
        best = [hit for sort, hits in found.items() for hit in _best(hits, self._most(sort, only_commands))]
        best.sort(key=lambda hit: (hit[2].sort, hit[0], hit[1]))
        return [offer for _, _, offer in best]

    @staticmethod
    def _most(sort: Sort, only_commands: bool) -> int:
        return 4 * MOST[sort] if only_commands else MOST[sort]


def _best(hits: Sequence[tuple[int, int, Offer]], most: int) -> list[tuple[int, int, Offer]]:
    return sorted(hits, key=lambda hit: hit[:2])[:most]


def _distance(name: str, text: str, words: Sequence[str]) -> int:
    """How far a name is from a text.

    0 its key is the text, 1 it or what follows its key begins so, 2 each word begins one, 3 it has them.
    """
    key, _, after = name.partition(" ")
    if text in (key, name):
        return 0
    if name.startswith(text) or after.startswith(text):
        return 1
    return 2 if all(f" {word}" in f" {name}" for word in words) else 3
