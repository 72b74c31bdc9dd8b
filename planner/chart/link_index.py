"""Which links touch a part of the rows, found without looking at all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from uuid import UUID

from planner.domain.model import Dependency

BLOCK = 128
MOST_PASSING = 12
"""Links that pass a block of rows without an end in it are kept up to this number, the shortest first."""


class RowLink(NamedTuple):
    """A link with the rows of its ends, the upper one first."""

    top: int
    bottom: int
    link: Dependency


class LinkIndex:
    """Links by blocks of rows: those that end in a block, and the shortest of those that pass it."""

    def __init__(self, links: Iterable[Dependency], row_of: Mapping[UUID, int]) -> None:
        self._ending: dict[int, list[RowLink]] = {}
        self._passing: dict[int, list[RowLink]] = {}
        found: list[RowLink] = []
        for link in links:
            first, second = row_of.get(link.predecessor_id), row_of.get(link.successor_id)
            if first is not None and second is not None:
                found.append(RowLink(min(first, second), max(first, second), link))
        found.sort(key=lambda each: (each.bottom - each.top, each.top, str(each.link.id)))
        for each in found:
            self._place(each)

    def _place(self, each: RowLink) -> None:
        above, below = each.top // BLOCK, each.bottom // BLOCK
        for block in {above, below}:
            self._ending.setdefault(block, []).append(each)
        for block in range(above + 1, below):
            passing = self._passing.setdefault(block, [])
            if len(passing) < MOST_PASSING:
                passing.append(each)

    def within(self, first: int, past: int) -> Iterator[Dependency]:
        """The links that touch or pass rows `first` up to `past`, each once."""
        seen: set[UUID] = set()
        passed = 0
        for block in range(first // BLOCK, max(past - 1, first) // BLOCK + 1):
            for kind in (self._ending, self._passing):
                for top, bottom, link in kind.get(block, ()):
                    if bottom < first or top >= past or link.id in seen:
                        continue
                    if top < first and bottom >= past:
                        passed += 1
                        if passed > MOST_PASSING:
                            continue
                    seen.add(link.id)
                    yield link
