"""The arrays of the next plan where rows or links came, went or moved: taken over from the one before it.

For plans in which no summary has links or dates of its own: summaries are not in the order there, and
a link more asks at most that a stretch of the order is put right (after Pearce and Kelly, "A dynamic
topological sort algorithm for directed acyclic graphs", 2006). Whatever does not fit is built anew.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass, field
from itertools import chain, compress, count, islice
from operator import is_not
from typing import Any, TypeVar

from planner.domain.model import Activity, Dependency
from planner.domain.plan import Plan, Row
from planner.domain.scheduling.bounds import Bounds, is_plain
from planner.domain.scheduling.filling import fill_bounds_of, note_again, sort_links
from planner.domain.scheduling.network import SUMMARY, Link, Network, link_of, programme_start, shape_of
from planner.domain.scheduling.reach import MUCH, Edited

Known = TypeVar("Known")
FEW = 60
"""Rows and links up to which taking over pays."""
NONE = -1
EMPTY = -(1 << 60)
"""The date of an activity that was not in the plan before: no date is the same."""
BY_NUMBER = (
    *("activities", "shapes", "parents", "children", "gated", "watched", "idle", "place", "times"),
    *("links_in", "links_out", "bounds", "duration", "start", "at", "cap", "quick_in", "quick_out"),
    *("slow_in", "slow_out", "slow_start", "slow_finish"),
)


class DoesNotFit(Exception):
    """The arrays have to be built anew."""


@dataclass(slots=True)
class Renumbering:
    """How activities got other numbers, one after the other: the last took a place, or one was put at the end."""

    moves: list[int] = field(default_factory=list[int])  # a number whose place was taken; NONE for an addition
    numbers: set[int] = field(default_factory=set[int])  # that stand for another activity than before, or for none

    def of(self, dates: array[int]) -> array[int]:
        """Dates of the earlier plan by the numbers of the next."""
        found = copy(dates)
        for n in self.moves:
            if n == NONE:
                found.append(EMPTY)
                continue
            last = found.pop()
            if n < len(found):
                found[n] = last
        return found

    def of_some(self, known: dict[int, Known], size: int) -> dict[int, Known]:
        """The same for what is known of some activities, of `size` in all before."""
        found = dict(known)
        for n in self.moves:
            size += 1 if n == NONE else -1
            if n != NONE:
                found.pop(n, None)
                if size in found:
                    found[n] = found.pop(size)
        return found


@dataclass(slots=True)
class Difference:
    """What came, went and changed from one plan to the next."""

    came: list[Activity]
    went: list[Activity]
    changed: list[Activity]
    links_came: list[Dependency]
    links_went: list[Dependency]

    @property
    def count(self) -> int:
        return sum(map(len, (self.came, self.went, self.changed, self.links_came, self.links_went)))


def difference_in_shape(old: Plan, new: Plan) -> Difference:
    """Rows of activities and links that differ; a link with other values went and came."""
    came, went, pairs = _differing(old, new, Activity)
    links_came, links_went, others = _differing(old, new, Dependency)
    links_went += [before for before, _ in others]
    links_came += [after for _, after in others]
    return Difference(came, went, [after for _, after in pairs], links_came, links_went)


def _differing(old: Plan, new: Plan, entity: type[Row]) -> tuple[list[Row], list[Row], list[tuple[Row, Row]]]:
    """Rows that came, went, and are others (before and after). Rows keep their order from plan to plan,
    so they are walked through side by side: looking each up by its id would take ten times as long."""
    came: list[Row] = []
    went: list[Row] = []
    changed: list[tuple[Row, Row]] = []
    if new.shares(old, entity.kind_name):
        return came, went, changed
    were, are = old.table(entity.kind_name).values(), new.table(entity.kind_name).values()
    same = next(compress(count(), map(is_not, were, are)), min(len(were), len(are)))
    before = islice(old.rows(entity), same, None)
    was = next(before, None)
    for row in islice(new.rows(entity), same, None):
        while was is not None and was is not row and was.id != row.id:
            went.append(was)
            was = next(before, None)
        if was is None:
            came.append(row)
            continue
        if was is not row:
            changed.append((was, row))
        was = next(before, None)
    if was is not None:
        went += [was, *before]
    return came, went, changed


def reshaped(old: Network, plan: Plan) -> tuple[Network, Edited, Renumbering]:
    """The arrays of a plan from those of the one before it, and what differs; DoesNotFit where that cannot be."""
    if not old.plain_outline or old.left_out or any(old.idle):
        raise DoesNotFit
    found = difference_in_shape(old.plan, plan)
    if found.count > FEW or any(row.is_hammock for row in chain(found.came, found.changed)):
        raise DoesNotFit
    if plan.programme.start_date is None and programme_start(plan) != old.programme_start:
        raise DoesNotFit
    return _Reshaping(old, plan).done(found)


class _Reshaping:
    """Arrays on their way from one plan to the next; lists in lists are replaced, never changed."""

    def __init__(self, old: Network, plan: Plan) -> None:
        net = self.net = copy(old)
        net.plan = plan
        for name in (*BY_NUMBER, "number", "order"):
            setattr(net, name, copy(getattr(old, name)))
        self.renumbering = Renumbering()
        self.touched: set[Any] = set()  # ids of activities whose links or values differ
        self.outline: set[Any] = set()  # ids of activities with other children

    def done(self, found: Difference) -> tuple[Network, Edited, Renumbering]:
        net = self.net
        for row in found.links_went:
            self._remove_link(row)
        moved = [row for row in found.changed if net.activities[net.number[row.id]].parent_id != row.parent_id]
        for row in (*moved, *found.went):
            self._unhang(net.number[row.id])
        for row in found.went:
            self._remove(row)
        for row in found.came:
            self._add(row)
        for row in found.changed:
            self._change(row)
        for row in (*moved, *found.came):
            self._hang(row)
        mine = {row.id for row in chain(found.came, found.changed)}
        shaped = self._shape(mine | self.outline)
        self._close_ranks()
        for row in found.links_came:
            self._add_link(row)
        for row_id in mine | shaped:
            fill_bounds_of(net, net.number[row_id], {})
        changed = {net.number[row_id] for row_id in mine | shaped}
        around = changed | {net.number[row_id] for row_id in self.touched if row_id in net.number}
        for n in list(around):
            around.update(link.predecessor for link in net.links_in[n])
            around.update(link.successor for link in net.links_out[n])
        for n in around:
            sort_links(net, n)
        note_again(net, changed | self.renumbering.numbers)
        if not net.plain_outline:
            raise DoesNotFit
        leaves = frozenset(n for n in around if net.shapes[n] != SUMMARY)
        parents = {net.number[row_id] for row_id in self.outline if row_id in net.number}
        return net, Edited(frozenset(changed), leaves, frozenset(parents)), self.renumbering

    # --- rows -------------------------------------------------------------------------------------

    def _add(self, row: Activity) -> None:
        net, n = self.net, len(self.net.activities)
        if not row.active:
            raise DoesNotFit
        fresh: dict[str, Any] = {
            "activities": row,
            "shapes": shape_of(row, False),
            "parents": NONE,
            "times": net.calendars.of_activity(row),
            "bounds": Bounds(0, 0),
            "place": len(net.order),
            "gated": False,
            "watched": False,
        }
        for name in BY_NUMBER:
            values: Any = getattr(net, name)
            values.append(fresh.get(name, 0 if isinstance(values, bytearray | array) else []))
        net.number[row.id] = n
        net.order.append(n)
        self.renumbering.moves.append(NONE)
        self.renumbering.numbers.add(n)

    def _remove(self, row: Activity) -> None:
        """Take an activity out; the last one gets its number."""
        net, n = self.net, self.net.number.pop(row.id)
        if net.links_in[n] or net.links_out[n] or net.children[n]:
            raise DoesNotFit
        self._leave_order(n)
        last = len(net.activities) - 1
        if n != last:
            self._rename(last, n)
        for name in BY_NUMBER:
            getattr(net, name).pop()
        self.renumbering.moves.append(n)
        self.renumbering.numbers |= {n, last}

    def _rename(self, last: int, n: int) -> None:
        """Give an activity another number, wherever it stands."""
        net = self.net
        links = list(chain(net.links_in[last], net.links_out[last]))
        for name in BY_NUMBER:
            values = getattr(net, name)
            values[n] = values[last]
        net.number[net.activities[n].id] = n
        if net.place[n] != NONE:
            net.order[net.place[n]] = n
        for child in net.children[n]:
            net.parents[child] = n
        parent = net.parents[n]
        if parent != NONE:
            net.children[parent] = [n if child == last else child for child in net.children[parent]]
        for link in links:
            self._replace(link, _renamed(link, last, n))
            self.touched.add(net.activities[link.predecessor if link.predecessor != last else n].id)
            self.touched.add(net.activities[link.successor if link.successor != last else n].id)

    def _replace(self, link: Link, fresh: Link) -> None:
        net = self.net
        for lists, end in ((net.links_out, fresh.predecessor), (net.links_in, fresh.successor)):
            lists[end] = [fresh if each.row is link.row else each for each in lists[end]]

    def _change(self, row: Activity) -> None:
        net, n = self.net, self.net.number[row.id]
        if not row.active:
            raise DoesNotFit
        net.activities[n] = row
        net.times[n] = net.calendars.of_activity(row)

    def _hang(self, row: Activity) -> None:
        """Put an activity in its parent, among the others by number as when all is built anew."""
        if row.parent_id is None:
            return
        net, n = self.net, self.net.number[row.id]
        parent = net.number.get(row.parent_id)
        if parent is None:
            raise DoesNotFit
        net.parents[n] = parent
        net.children[parent] = [*net.children[parent], n]
        self.outline.add(row.parent_id)

    def _unhang(self, n: int) -> None:
        net, parent = self.net, self.net.parents[n]
        if parent != NONE:
            net.children[parent] = [child for child in net.children[parent] if child != n]
            net.parents[n] = NONE
            self.outline.add(net.activities[parent].id)

    def _shape(self, row_ids: Iterable[Any]) -> set[Any]:
        """Say anew which of some activities are summaries; the ids of those that became another."""
        net = self.net
        other: set[Any] = set()
        for row_id in row_ids:
            n = net.number.get(row_id)
            if n is None:
                continue
            before, now = net.shapes[n], shape_of(net.activities[n], bool(net.children[n]))
            if now == SUMMARY and (net.links_in[n] or net.links_out[n] or not is_plain(net.activities[n])):
                raise DoesNotFit
            net.shapes[n] = now
            if (before == SUMMARY) == (now == SUMMARY):
                continue
            other.add(row_id)
            if now == SUMMARY:
                self._leave_order(n)
            else:
                net.place[n] = len(net.order)
                net.order.append(n)
        return other

    # --- the order and the links --------------------------------------------------------------------

    def _leave_order(self, n: int) -> None:
        if self.net.place[n] != NONE:
            self.net.order[self.net.place[n]] = NONE
            self.net.place[n] = NONE

    def _close_ranks(self) -> None:
        """Take out of the order what has left it."""
        net = self.net
        if NONE in net.order:
            net.order = [n for n in net.order if n != NONE]
            for at, n in enumerate(net.order):
                net.place[n] = at

    def _remove_link(self, row: Dependency) -> None:
        net = self.net
        first, second = net.number[row.predecessor_id], net.number[row.successor_id]
        net.links_out[first] = [link for link in net.links_out[first] if link.row.id != row.id]
        net.links_in[second] = [link for link in net.links_in[second] if link.row.id != row.id]
        self.touched |= {row.predecessor_id, row.successor_id}

    def _add_link(self, row: Dependency) -> None:
        net = self.net
        first, second = net.number[row.predecessor_id], net.number[row.successor_id]
        if net.shapes[first] == SUMMARY or net.shapes[second] == SUMMARY:
            raise DoesNotFit
        if net.place[first] > net.place[second]:
            self._put_before(first, second)
        link = link_of(row, first, second)
        net.links_out[first] = [*net.links_out[first], link]
        net.links_in[second] = [*net.links_in[second], link]
        self.touched |= {row.predecessor_id, row.successor_id}

    def _put_before(self, first: int, second: int) -> None:
        """Put the stretch of the order between two activities right, so that the first comes first."""
        net = self.net
        low, high = net.place[second], net.place[first]
        after = self._reach(second, lambda n: [x.successor for x in net.links_out[n]], lambda at: at <= high)
        if first in after:
            raise DoesNotFit  # a ring: what is left out of it depends on the whole
        before = self._reach(first, lambda n: [x.predecessor for x in net.links_in[n]], lambda at: at >= low)
        moving = sorted(before, key=net.place.__getitem__) + sorted(after, key=net.place.__getitem__)
        for n, at in zip(moving, sorted(net.place[n] for n in moving), strict=True):
            net.order[at] = n
            net.place[n] = at

    def _reach(self, start: int, following: Callable[[int], list[int]], within: Callable[[int], bool]) -> set[int]:
        found, stack = {start}, [start]
        while stack:
            for n in following(stack.pop()):
                if n not in found and within(self.net.place[n]):
                    found.add(n)
                    stack.append(n)
            if len(found) > MUCH:
                raise DoesNotFit
        return found


def _renamed(link: Link, last: int, n: int) -> Link:
    return link._replace(
        predecessor=n if link.predecessor == last else link.predecessor,
        successor=n if link.successor == last else link.successor,
    )
