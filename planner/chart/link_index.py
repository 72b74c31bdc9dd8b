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


def _in_rows(link: Dependency, row_of: Mapping[UUID, int]) -> RowLink | None:
    """A link with its rows; None where an end has none."""
    first, second = row_of.get(link.predecessor_id), row_of.get(link.successor_id)
    if first is None or second is None:
        return None
    return RowLink(first, second, link) if first < second else RowLink(second, first, link)


def _shortest_first(each: RowLink) -> tuple[int, int, int]:
    return each.bottom - each.top, each.top, each.link.id.int


class LinkIndex:
    """Links by blocks of rows: those that end in a block, and the shortest of those that pass it."""

    def __init__(self, links: Iterable[Dependency], row_of: Mapping[UUID, int]) -> None:
        self._ending: dict[int, list[RowLink]] = {}
        self._passing: dict[int, list[RowLink]] = {}
        self._sorted: set[int] = set()  # blocks whose ends stand the shortest first
        long: list[RowLink] = []
        for link in links:
            each = _in_rows(link, row_of)
            if each is None:
                continue
            above, below = each.top // BLOCK, each.bottom // BLOCK
            self._ending.setdefault(above, []).append(each)
            if below > above:
                self._ending.setdefault(below, []).append(each)
                if below > above + 1:
                    long.append(each)
        self._pass(sorted(long, key=_shortest_first))

    def _pass(self, long: list[RowLink]) -> None:
        for each in long:
            for block in range(each.top // BLOCK + 1, each.bottom // BLOCK):
                passing = self._passing.setdefault(block, [])
                if len(passing) < MOST_PASSING:
                    passing.append(each)

    def _ends_in(self, block: int) -> list[RowLink]:
        """The links that end in a block, the shortest first."""
        found = self._ending.get(block, [])
        if block not in self._sorted:
            found = self._ending[block] = sorted(found, key=_shortest_first)
            self._sorted.add(block)
        return found

    def after(
        self, changes: Iterable[tuple[Dependency | None, Dependency | None]], row_of: Mapping[UUID, int]
    ) -> LinkIndex | None:
        """The index after links changed (each as before and after), the rows being the same.

        None where a link is gone that passed a block: which one takes its place there, only all links can tell.
        """
        other = LinkIndex((), row_of)
        other._ending, other._passing, other._sorted = dict(self._ending), dict(self._passing), set(self._sorted)
        for before, after in changes:
            gone = _in_rows(before, row_of) if before is not None else None
            if gone is not None and not other._take_out(gone):
                return None
            come = _in_rows(after, row_of) if after is not None else None
            if come is not None:
                other._put_in(come)
        return other

    def _take_out(self, each: RowLink) -> bool:
        above, below = each.top // BLOCK, each.bottom // BLOCK
        if any(each in self._passing.get(block, ()) for block in range(above + 1, below)):
            return False
        for block in {above, below}:
            self._ending[block] = [other for other in self._ending[block] if other != each]
        return True

    def _put_in(self, each: RowLink) -> None:
        above, below = each.top // BLOCK, each.bottom // BLOCK
        for block in {above, below}:
            self._ending[block] = [*self._ending.get(block, ()), each]
            self._sorted.discard(block)
        for block in range(above + 1, below):
            passing = sorted([*self._passing.get(block, ()), each], key=_shortest_first)
            self._passing[block] = passing[:MOST_PASSING]

    def within(self, first: int, past: int) -> Iterator[Dependency]:
        """The links that touch or pass rows `first` up to `past`, each once."""
        seen: set[UUID] = set()
        passed = 0
        for block in range(first // BLOCK, max(past - 1, first) // BLOCK + 1):
            for links in (self._ends_in(block), self._passing.get(block, ())):
                for top, bottom, link in links:
                    if bottom < first or top >= past or link.id in seen:
                        continue
                    if top < first and bottom >= past:
                        passed += 1
                        if passed > MOST_PASSING:
                            continue
                    seen.add(link.id)
                    yield link
