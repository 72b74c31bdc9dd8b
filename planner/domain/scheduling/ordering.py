"""The order in which activities can be scheduled, and the links that stand in the way of one.

Numbers stand for activities. A summary that links touch is in the order twice: once before what is
in it, as the gate that holds its children back, and once after, written `~number`, when its own
dates are known from theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Edge = tuple[int, int, int]
"""From one node to another, and the number of the link it comes from (-1 for the outline)."""


@dataclass(frozen=True, slots=True)
class Order:
    """Nodes in a workable order, and the numbers of the links that were left out for it."""

    nodes: list[int]
    left_out: frozenset[int]


def parents_without_rings(parents: Sequence[int]) -> list[int]:
    """The parent of each activity (-1 at the top), with rings of parents cut open."""
    found = list(parents)
    known = bytearray(len(found))  # 0 not seen, 1 on the way up, 2 leads to the top
    for first in range(len(found)):
        path: list[int] = []
        at = first
        while at >= 0 and not known[at]:
            known[at] = 1
            path.append(at)
            at = found[at]
        if at >= 0 and known[at] == 1:
            found[path[-1]] = -1
        for node in path:
            known[node] = 2
    return found


def order_nodes(
    parents: Sequence[int],
    gated: Sequence[bool],
    watched: Sequence[bool],
    summary: Sequence[bool],
    links: Sequence[tuple[int, int]],
    name_of: Callable[[int], tuple[str, ...]],
) -> Order:
    """Put the nodes in order; `links` are pairs of activities, `name_of` names a link: of a ring the last one goes.

    `gated` and `watched` say which summaries are in the order before and after their children.
    """
    size = len(parents)
    following: list[list[int]] = [[] for _ in range(2 * size)]
    waiting = [0] * (2 * size)
    edges: list[Edge] = []
    for child, parent in enumerate(parents):
        if parent >= 0 and gated[parent]:
            edges.append((parent, child, -1))
        if parent >= 0 and watched[parent]:
            edges.append((child + size if summary[child] else child, parent + size, -1))
        if summary[child] and gated[child] and watched[child]:
            edges.append((child, child + size, -1))
    for number, (first, second) in enumerate(links):
        edges.append((first + size if summary[first] else first, second, number))
    for first, second, _ in edges:
        following[first].append(second)
        waiting[second] += 1
    wanted = [n for n in range(size) if not summary[n] or gated[n]]
    wanted += [n + size for n in range(size) if summary[n] and watched[n]]
    return _kahn(size, wanted, following, waiting, edges, name_of)


def _kahn(
    size: int,
    wanted: list[int],
    following: list[list[int]],
    waiting: list[int],
    edges: list[Edge],
    name_of: Callable[[int], tuple[str, ...]],
) -> Order:
    order = [node for node in wanted if not waiting[node]]
    done = 0
    rings: _Rings | None = None
    while True:
        while done < len(order):
            for node in following[order[done]]:
                waiting[node] -= 1
                if not waiting[node]:
                    order.append(node)
            done += 1
        if done == len(wanted):
            break
        if rings is None:
            rings = _Rings(wanted, edges, name_of)
        first, second, _ = rings.cut(order)
        following[first].remove(second)
        waiting[second] -= 1
        if not waiting[second]:
            order.append(second)
    left_out = frozenset(rings.removed) if rings else frozenset[int]()
    return Order([node if node < size else ~(node - size) for node in order], left_out)


class _Rings:
    """Finds a ring among the nodes that never get ready, and a link to leave out of it."""

    def __init__(self, wanted: list[int], edges: list[Edge], name_of: Callable[[int], tuple[str, ...]]) -> None:
        self.removed: set[int] = set()
        self._name_of = name_of
        self._wanted = wanted
        self._place = 0
        self._done: set[int] = set()
        self._counted = 0
        self._incoming: dict[int, list[Edge]] = {}
        for edge in edges:
            self._incoming.setdefault(edge[1], []).append(edge)

    def cut(self, order: list[int]) -> Edge:
        """The edge of the last link, by name, of some ring among what is not in the order yet."""
        self._done.update(order[self._counted :])
        self._counted = len(order)
        while self._wanted[self._place] in self._done:
            self._place += 1
        node = self._wanted[self._place]
        path: list[Edge] = []
        places = {node: 0}
        while True:
            edge = next(e for e in self._incoming[node] if e[0] not in self._done and e[2] not in self.removed)
            path.append(edge)
            node = edge[0]
            if node in places:
                ring = path[places[node] :]
                worst = max((e for e in ring if e[2] >= 0), key=lambda e: self._name_of(e[2]))
                self.removed.add(worst[2])
                return worst
            places[node] = len(path)
