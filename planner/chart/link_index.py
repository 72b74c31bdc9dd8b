"""Which links touch a part of the rows, found without looking at all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from planner.chart.rows import RowOrder
from planner.domain.model import Dependency

BLOCK = 128
MOST_PASSING = 12
"""Of the links that pass a part of the rows without an end in it, so many are shown: the shortest."""


class Placed(NamedTuple):
    """A link with the marks of its ends (see RowOrder), the upper one first."""

    low: float
    high: float
    link: Dependency


class RowLink(NamedTuple):
    """A link with the rows of its ends, and by what it is put in order: the shortest first."""

    length: int
    top: int
    number: int
    link: Dependency


class LinkIndex:
    """Links by blocks of rows: those that end in a block, and those that pass it.

    Blocks are stretches of the marks that rows keep while others come and go, so that the index can
    follow an edit; which rows those are is worked out for the blocks that are looked at.
    """

    def __init__(self, links: Iterable[Dependency], order: RowOrder) -> None:
        self._order = order
        self._ending: dict[int, list[Placed]] = {}
        self._passing: dict[int, list[Placed]] = {}
        self._sorted: dict[int, tuple[list[RowLink], list[RowLink]]] = {}  # blocks looked at: ending and passing
        for link in links:
            each = _placed(link, order)
            if each is None:
                continue
            above, below = _block(each.low), _block(each.high)
            self._ending.setdefault(above, []).append(each)
            if below > above:
                self._ending.setdefault(below, []).append(each)
                for block in range(above + 1, below):
                    self._passing.setdefault(block, []).append(each)

    def after(self, gone: Iterable[Dependency], come: Iterable[Dependency], order: RowOrder | None = None) -> LinkIndex:
        """The index after links went and came, and rows as well where there is another order of them.

        What is gone is sought where it was; links of which an end has no row are not in the index.
        """
        other = LinkIndex((), order or self._order)
        other._ending, other._passing = dict(self._ending), dict(self._passing)
        other._sorted = dict(self._sorted) if order is None else {}
        for link in gone:
            self._change(other, _placed(link, self._order), comes=False)
        for link in come:
            other._change(other, _placed(link, other._order), comes=True)
        return other

    @staticmethod
    def _change(other: LinkIndex, each: Placed | None, *, comes: bool) -> None:
        """Take a link out of its blocks, and put it in again where it comes."""
        if each is None:
            return
        above, below = _block(each.low), _block(each.high)
        for block in range(above, below + 1):
            lists = other._ending if block in (above, below) else other._passing
            left = [one for one in lists.get(block, ()) if one[0] != each.low or one[2].id != each.link.id]
            lists[block] = [*left, each] if comes else left
            other._sorted.pop(block, None)

    def _block_of_rows(self, block: int) -> tuple[list[RowLink], list[RowLink]]:
        """The links that end in a block and those that pass it, the shortest first."""
        found = self._sorted.get(block)
        if found is None:
            ending, passing = self._ending.get(block, ()), self._passing.get(block, ())
            found = self._sorted[block] = (self._shortest_first(ending), self._shortest_first(passing))
        return found

    def _shortest_first(self, links: Iterable[Placed]) -> list[RowLink]:
        row_at = self._order.row_at
        return sorted(_in_rows(row_at(low), row_at(high), link) for low, high, link in links)

    def within(self, first: int, past: int) -> Iterator[Dependency]:
        """The links that end in rows `first` up to `past`, and the shortest that pass them; the shortest first."""
        marks = self._order.marks
        if not marks or first >= len(marks) or past <= first:
            return
        begin, end = _block(marks[max(first, 0)]), _block(marks[min(past, len(marks)) - 1])
        ending: dict[int, RowLink] = {}
        passing: dict[int, RowLink] = {}
        for block in range(begin, end + 1):
            ends_here, passes_here = self._block_of_rows(block)
            for each in ends_here:
                top, bottom = each[1], each[1] + each[0]
                if first <= top < past or first <= bottom < past:
                    ending[each[2]] = each
            for links in (ends_here, passes_here):
                passing.update((each[2], each) for each in islice(_that_pass(links, first, past), MOST_PASSING))
        for each in sorted([*ending.values(), *sorted(passing.values())[:MOST_PASSING]]):
            yield each.link


def _that_pass(links: list[RowLink], first: int, past: int) -> Iterator[RowLink]:
    return (each for each in links if each[1] < first and each[1] + each[0] >= past)


def _block(mark: float) -> int:
    return int(mark // BLOCK)


def _placed(link: Dependency, order: RowOrder) -> Placed | None:
    """A link with the marks of its ends; None where an end has no row."""
    first, second = order.mark(link.predecessor_id), order.mark(link.successor_id)
    if first is None or second is None:
        return None
    return Placed(first, second, link) if first < second else Placed(second, first, link)


def _in_rows(top: int, bottom: int, link: Dependency) -> RowLink:
    return RowLink(bottom - top, top, link.id.int, link)
