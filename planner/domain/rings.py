"""Rings of activities that wait for each other: looked for over what is new, or in the whole plan."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from operator import attrgetter
from typing import TypeVar
from uuid import UUID

from planner.domain.model import Activity, Dependency
from planner.domain.plan import Plan

Node = tuple[UUID, int]
"""An activity's begin (0) or end (1), as `find_ring` tells."""
Place = TypeVar("Place")
Beside = Callable[[Place], list[Place]]
MANY = 100
"""New links and places from which looking at the whole plan costs less than looking at each."""


def makes_ring(plan: Plan, links: Sequence[Dependency], moved: Sequence[Activity]) -> bool:
    """Whether a ring runs over links that are new, or over the new places of activities in the outline."""
    if not links and not moved:
        return False
    if len(links) + len(moved) > MANY:
        return find_ring(plan) is not None
    if not moved and not plan.has_linked_summaries:
        return any(_leads_by_links(plan, x.successor_id, x.predecessor_id) for x in links)
    edges: list[tuple[Node, Node]] = [((x.predecessor_id, 1), (x.successor_id, 0)) for x in links]
    for activity in moved:
        if not (plan.children(activity.id) or plan.predecessors(activity.id) or plan.successors(activity.id)):
            continue  # nothing leads to it or away from it
        if plan.children(activity.id):
            edges.append(((activity.id, 0), (activity.id, 1)))
        if activity.parent_id is not None:
            edges.append(((activity.parent_id, 0), (activity.id, 0)))
            edges.append(((activity.id, 1), (activity.parent_id, 1)))
    return any(_leads(plan, second, first) for first, second in edges)


def _leads_by_links(plan: Plan, start: UUID, goal: UUID) -> bool:
    """As `_leads`, where no summary has links: what is in which summary then has no say."""
    return _meet(
        start,
        goal,
        lambda here: [link.successor_id for link in plan.successors(here)],
        lambda here: [link.predecessor_id for link in plan.predecessors(here)],
        attrgetter("int"),
    )


def _leads(plan: Plan, start: Node, goal: Node) -> bool:
    """Whether one node comes before another.

    What holds nothing is one node here: its begin leads to nothing but its end.
    """
    first, last = _node(plan, *start), _node(plan, *goal)
    return _meet(first, last, partial(_following, plan), partial(_leading, plan), _number)


def _meet(
    first: Place, last: Place, following: Beside[Place], leading: Beside[Place], number: Callable[[Place], int]
) -> bool:
    """Whether one place leads to another, looked for from both ends: the smaller part is seen first.

    `number` tells places apart: an id costs more to look up.
    """
    if first == last:
        return True
    seen: tuple[set[int], set[int]] = {number(first)}, {number(last)}
    fronts: list[list[Place]] = [[first], [last]]
    while fronts[0] and fronts[1]:
        side = 0 if len(seen[0]) <= len(seen[1]) else 1
        here, there, beside = seen[side], seen[1 - side], following if side == 0 else leading
        reached: list[Place] = []
        for place in fronts[side]:
            for other in beside(place):
                known = number(other)
                if known not in here:
                    if known in there:
                        return True
                    here.add(known)
                    reached.append(other)
        fronts[side] = reached
    return False


def _number(node: Node) -> int:
    return node[0].int << 1 | node[1]


def _node(plan: Plan, activity_id: UUID, side: int) -> Node:
    return activity_id, side if plan.children(activity_id) else 1


def _following(plan: Plan, node: Node) -> list[Node]:
    activity_id, side = node
    if side == 0:
        return [(activity_id, 1), *(_node(plan, child.id, 0) for child in plan.children(activity_id))]
    found = [_node(plan, link.successor_id, 0) for link in plan.successors(activity_id)]
    parent = plan.activity(activity_id).parent_id
    if parent is not None:
        found.append((parent, 1))
    return found


def _leading(plan: Plan, node: Node) -> list[Node]:
    activity_id, side = node
    children = plan.children(activity_id)
    if side == 1 and children:
        return [(activity_id, 0), *(_node(plan, child.id, 1) for child in children)]
    found = [_node(plan, link.predecessor_id, 1) for link in plan.predecessors(activity_id)]
    parent = plan.activity(activity_id).parent_id
    if parent is not None:
        found.append((parent, 0))
    return found


def find_ring(plan: Plan) -> tuple[UUID, ...] | None:
    """Some ring of links, as activity ids with the first one repeated at the end; None without one.

    A link on a summary counts for what is in it: a successor summary's children start after the
    link, and a predecessor summary ends with its last child. So each activity is two nodes, begin
    and end; a summary's begin comes before its children's begins, their ends before its end.
    """
    following: dict[tuple[UUID, int], list[tuple[UUID, int]]] = {}
    waiting: dict[tuple[UUID, int], int] = {}
    for activity in plan.rows(Activity):
        for side in (0, 1):
            following[(activity.id, side)] = []
            waiting[(activity.id, side)] = 0

    def edge(first: tuple[UUID, int], second: tuple[UUID, int]) -> None:
        following[first].append(second)
        waiting[second] += 1

    for activity in plan.rows(Activity):
        edge((activity.id, 0), (activity.id, 1))
        if activity.parent_id is not None:
            edge((activity.parent_id, 0), (activity.id, 0))
            edge((activity.id, 1), (activity.parent_id, 1))
    for link in plan.rows(Dependency):
        # Both ends of the successor move with it: waiting for any part is waiting for the whole.
        edge((link.predecessor_id, 1), (link.successor_id, 0))
    ready = deque(node for node, count in waiting.items() if count == 0)
    left = len(waiting)
    while ready:
        left -= 1
        for node in following[ready.popleft()]:
            waiting[node] -= 1
            if waiting[node] == 0:
                ready.append(node)
    if not left:
        return None
    return _walk_ring(following, {node for node, count in waiting.items() if count > 0})


def _walk_ring(
    following: dict[tuple[UUID, int], list[tuple[UUID, int]]], stuck: set[tuple[UUID, int]]
) -> tuple[UUID, ...]:
    """Walk backwards among nodes that never got ready until one comes twice: that is the ring."""
    before: dict[tuple[UUID, int], tuple[UUID, int]] = {}
    for node in stuck:
        for after in following[node]:
            if after in stuck:
                before.setdefault(after, node)
    node = min(stuck, key=str)
    path: list[tuple[UUID, int]] = []
    while node not in path:
        path.append(node)
        node = before[node]
    ring = [place[0] for place in reversed(path[path.index(node) :])]
    names: list[UUID] = []
    for activity_id in [*ring, ring[0]]:
        if not names or names[-1] != activity_id:
            names.append(activity_id)
    return tuple(names)
