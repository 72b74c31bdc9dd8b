"""Which activities have a row, and in what order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

from planner.chart.options import ViewOptions
from planner.domain.model import Activity, ActivityKind
from planner.domain.plan import Plan

CHUNK = 256


class ChartRow(NamedTuple):
    """An activity in its row, how deep it is in the outline, and whether rows under it are hidden."""

    activity: Activity
    depth: int
    collapsed: bool = False


def chart_rows(plan: Plan, options: ViewOptions) -> tuple[ChartRow, ...]:
    """The rows that the options ask for, from top to bottom."""
    if options.order is not None:
        known, headings, closed = {here[0].id: here for here in plan.outline}, options.headings, options.collapsed
        found = (row_of_heading(i) if headings and i in headings else known.get(i) for i in options.order)
        return tuple(
            ChartRow(*here, bool(closed) and here[0].id in closed)  # an id costs more to look up than all the rest
            for here in found
            if here is not None
        )
    wanted = None if options.only is None else _with_ancestors(plan, options.only)
    rows: list[ChartRow] = []
    hidden_below: int | None = None
    for activity, depth in plan.outline:
        if hidden_below is not None and depth > hidden_below:
            continue
        hidden_below = None
        if wanted is not None and activity.id not in wanted:
            continue
        folded = activity.id in options.collapsed and bool(plan.children(activity.id))
        rows.append(ChartRow(activity, depth, folded))
        if folded:
            hidden_below = depth
    return tuple(rows)


def row_of_heading(row_id: UUID) -> tuple[Activity, int]:
    """What stands in the place of an activity where a row is the heading of a group: nothing is drawn in it."""
    return Activity(id=row_id, key="X-1", name="-", kind=ActivityKind.SUMMARY), 0


def _with_ancestors(plan: Plan, ids: frozenset[UUID]) -> set[UUID]:
    found = set(ids)
    for row_id in ids:
        found.update(above.id for above in plan.ancestors(row_id))
    return found


def differing(old: Sequence[object], new: Sequence[object]) -> tuple[int, int, int]:
    """The first place where two sequences differ, and where in the old and in the new the rest is the same again."""
    least = min(len(old), len(new))
    first = _same(old[:least], new[:least])
    same = _same(old[len(old) - least + first :][::-1], new[len(new) - least + first :][::-1])
    return first, len(old) - same, len(new) - same


def _same(one: Sequence[object], other: Sequence[object]) -> int:
    """How many values two sequences of one length begin with that are the same."""
    for begin in range(0, len(one), CHUNK):  # whole stretches are compared in one go, which costs least
        here, there = tuple(one[begin : begin + CHUNK]), tuple(other[begin : begin + CHUNK])
        if here != there:
            return begin + next(i for i, (a, b) in enumerate(zip(here, there, strict=True)) if a is not b and a != b)
    return len(one)


class RowOrder:
    """At which row each of some ids stands. Each has a mark that it keeps while others come and go.

    So one row more in ten thousand changes one mark, not the numbers of all that come after it. It never
    changes itself: `spliced` gives the next. `mark_of` has them by id: the greater, the lower the row.
    """

    def __init__(self, ids: Iterable[UUID] = ()) -> None:
        self.mark_of: dict[UUID, float] = {row_id: float(number) for number, row_id in enumerate(ids)}
        self.marks: list[float] = list(self.mark_of.values())

    def __len__(self) -> int:
        return len(self.marks)

    def row_of(self, row_id: UUID) -> int | None:
        """At which row an id stands; None where it has none."""
        mark = self.mark_of.get(row_id)
        return None if mark is None else bisect_left(self.marks, mark)

    def spliced(self, first: int, gone: Sequence[UUID], come: Sequence[UUID]) -> RowOrder | None:
        """The order with others in the place of those that stand from row `first` on.

        Those that stay among them get other marks all the same. None where there is no room for more marks.
        """
        marks, past = self.marks, first + len(gone)
        before = marks[first - 1] if first else (marks[0] if marks else 0.0) - len(come) - 1
        after = marks[past] if past < len(marks) else before + len(come) + 1
        step = (after - before) / (len(come) + 1)
        fresh = [before + step * (number + 1) for number in range(len(come))]
        row = [before, *fresh, after]
        if any(a >= b for a, b in pairwise(row)):
            return None
        other = RowOrder()
        other.marks = [*marks[:first], *fresh, *marks[past:]]
        other.mark_of = dict(self.mark_of)
        for row_id in gone:
            del other.mark_of[row_id]
        other.mark_of.update(zip(come, fresh, strict=True))
        return other
