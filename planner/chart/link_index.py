"""Which links touch a part of the rows, found without looking at all of them."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from planner.chart.rows import RowOrder
from planner.domain.model import Dependency

BLOCK = 128
MOST_PASSING = 12
"""Of the links that pass a part of the rows without an end in it, so many are shown: the shortest."""


class Placed(NamedTuple):
    """A link with the marks of its ends (see RowOrder), the upper one first; whether that is its predecessor."""

    low: float
    high: float
    link: Dependency
    down: bool


RowLink = tuple[int, int, int, Dependency, bool]
"""Over how many rows a link runs, its upper row, a number of its own, the link, and whether it runs down.

In order, the shortest first.
"""


class Between(NamedTuple):
    """A link, the rows of its predecessor and its successor, and a number that no other link has."""

    link: Dependency
    first_row: int
    second_row: int
    number: int


class LinkIndex:
    """Links by blocks of rows: those that end in a block, and those that pass it.

    Blocks are stretches of the marks that rows keep while others come and go, so that the index can
    follow an edit; which rows those are is worked out for the blocks that are looked at.
    """

    def __init__(self, links: Iterable[Dependency], order: RowOrder) -> None:
        self._order = order
        self._ending: dict[int, list[Placed]] = {}
        self._long: list[Placed] = []  # those that end in two blocks; which others they pass is seen when asked for
        self._sorted: dict[int, tuple[list[RowLink], list[RowLink]]] = {}  # blocks looked at: ending and passing
        mark_of, ending = order.mark_of.get, defaultdict[int, list[Placed]](list)
        for link in links:  # thousands: so without a call for each
            first, second = mark_of(link.predecessor_id), mark_of(link.successor_id)
            if first is None or second is None:
                continue
            each = Placed(first, second, link, True) if first < second else Placed(second, first, link, False)
            above, below = int(each[0] // BLOCK), int(each[1] // BLOCK)
            ending[above].append(each)
            if below > above:
                ending[below].append(each)
                self._long.append(each)
        self._ending.update(ending)

    def after(self, gone: Iterable[Dependency], come: Iterable[Dependency], order: RowOrder | None = None) -> LinkIndex:
        """The index after links went and came, and rows as well where there is another order of them.

        What is gone is sought where it was; links of which an end has no row are not in the index.
        """
        other = LinkIndex((), order or self._order)
        other._ending, other._long = dict(self._ending), self._long
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
        for block in {above, below}:
            other._ending[block] = _with(other._ending.get(block, ()), each, comes=comes)
        if below > above:
            other._long = _with(other._long, each, comes=comes)
        (mine,) = other._in_rows([each])
        for block in [block for block in other._sorted if above <= block <= below]:
            ending, passing = other._sorted[block]
            if block in (above, below):
                other._sorted[block] = _in_order(ending, mine, comes=comes), passing
            else:
                other._sorted[block] = ending, _in_order(passing, mine, comes=comes)

    def _block_of_rows(self, block: int) -> tuple[list[RowLink], list[RowLink]]:
        """The links that end in a block and those that pass it, the shortest first."""
        found = self._sorted.get(block)
        if found is None:
            begin, end = block * BLOCK, (block + 1) * BLOCK
            passing = [each for each in self._long if each[0] < begin and each[1] >= end]
            ending = self._in_rows(self._ending.get(block, ()))
            found = self._sorted[block] = (sorted(ending), sorted(self._in_rows(passing)))
        return found

    def _in_rows(self, links: Iterable[Placed]) -> list[RowLink]:
        marks, found = self._order.marks, list[RowLink]()
        for low, high, link, down in links:  # hundreds in a block: so without a call for each
            top = bisect_left(marks, low)
            found.append((bisect_left(marks, high, top) - top, top, link.id.int, link, down))
        return found

    def within(self, first: int, past: int) -> Iterator[Between]:
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
        for length, top, number, link, down in sorted([*ending.values(), *sorted(passing.values())[:MOST_PASSING]]):
            foot = top + length
            yield Between(link, top, foot, number) if down else Between(link, foot, top, number)


def _that_pass(links: list[RowLink], first: int, past: int) -> Iterator[RowLink]:
    return (each for each in links if each[1] < first and each[1] + each[0] >= past)


def _with(links: Iterable[Placed], each: Placed, *, comes: bool) -> list[Placed]:
    """The links without one, or with it is now."""
    left = [one for one in links if one[0] != each.low or one[2].id != each.link.id]
    return [*left, each] if comes else left


def _in_order(links: list[RowLink], mine: RowLink, *, comes: bool) -> list[RowLink]:
    """The links without one, or with it is now, the shortest first."""
    left = [one for one in links if one[2] != mine[2]]
    if comes:
        insort(left, mine)
    return left


def _block(mark: float) -> int:
    return int(mark // BLOCK)


def _placed(link: Dependency, order: RowOrder) -> Placed | None:
    """A link with the marks of its ends; None where an end has no row."""
    first, second = order.mark_of.get(link.predecessor_id), order.mark_of.get(link.successor_id)
    if first is None or second is None:
        return None
    return Placed(first, second, link, True) if first < second else Placed(second, first, link, False)
