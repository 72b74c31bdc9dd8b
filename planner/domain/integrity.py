"""What may never be in a plan; looked at for the rows that a step touches."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import cast
from uuid import UUID

from planner.domain.changes import RowChange, Step
from planner.domain.model import (
    ABOUT,
    ENTITIES,
    KEYED,
    REFERENCES,
    Activity,
    Dependency,
    Entity,
    Gate,
    Programme,
    WorkCalendar,
)
from planner.domain.plan import Plan, references
from planner.errors import EditRefused
from planner.message import N_

UNIQUE: dict[str, str] = {
    **dict.fromkeys(KEYED, "key"),
    "organisation": "code",
    "track": "code",
    "scenario": "name",
}


def refuse_broken(before: Plan, after: Plan, step: Step) -> None:
    """Raise EditRefused if a step that led from one plan to the other broke a rule."""
    put = [change.after for change in step.changes if change.after is not None]
    gone = {change.id: change.kind for change in step.changes if change.after is None}
    if "programme" in step.kinds and sum(1 for _ in after.rows(Programme)) != 1:
        raise EditRefused(N_("A plan has exactly one programme."))
    for row in put:
        _refuse_dangling(after, row)
    if gone:
        _refuse_left_behind(after, gone)
    _refuse_doubles(after, step)
    if "activity" in step.kinds:
        _refuse_bad_outline(after, step)
        _refuse_bad_ranges(put)
    if step.kinds & {"activity", "dependency"}:
        _refuse_bad_links(before, after, step)
    if "calendar" in step.kinds:
        _refuse_calendar_ring(after, [row for row in put if isinstance(row, WorkCalendar)])


def _refuse_bad_ranges(rows: Iterable[Entity]) -> None:
    for row in rows:
        if not isinstance(row, Activity) or row.shortest_minutes is None or row.longest_minutes is None:
            continue
        if row.shortest_minutes > row.longest_minutes:
            raise EditRefused(N_("{what}: the shortest duration is longer than the longest."), what=name_of(row))


def refuse_unsound(plan: Plan) -> None:
    """Raise EditRefused if a plan from elsewhere refers to what it lacks, uses a key twice, or holds itself.

    Rings of links are no reason: the schedule leaves a link out of them and says so.
    """
    for kind, fields in REFERENCES.items():
        for name, target in fields.items():
            known = plan.table(target).keys()
            for row in plan.table(kind).values():
                value = cast("UUID | tuple[UUID, ...] | None", getattr(row, name))
                if value is not None and (not known >= set(value) if isinstance(value, tuple) else value not in known):
                    _refuse_dangling(plan, row)
    for kind in ABOUT:
        for row in plan.table(kind).values():
            _refuse_dangling(plan, row)
    _refuse_doubles(plan, Step("", tuple(RowChange.add(row) for kind in UNIQUE for row in plan.table(kind).values())))
    _refuse_calendar_ring(plan, list(plan.rows(WorkCalendar)))
    if len(plan.outline) != len(plan.table("activity")):
        shown = {activity.id for activity, _ in plan.outline}
        lost = next(activity for activity in plan.rows(Activity) if activity.id not in shown)
        raise EditRefused(N_("{what} cannot be put inside itself."), what=name_of(lost))


def _refuse_dangling(plan: Plan, row: Entity) -> None:
    for name, kind, row_id in references(row):
        if row_id not in plan.table(kind):
            raise EditRefused(
                N_("{what} refers to a {kind} that is not in the plan ({field})."),
                what=name_of(row),
                kind=kind,
                field=name,
            )
    about = getattr(row, "about_id", None)
    if about is not None and not any(about in plan.table(kind) for kind in ENTITIES):
        raise EditRefused(N_("{what} is about something that is not in the plan."), what=name_of(row))


LOOKED_UP = {("activity", "parent_id"), ("dependency", "predecessor_id"), ("dependency", "successor_id")}
"""References to activities that a plan can look up; others are looked for row by row."""


def _refuse_left_behind(plan: Plan, gone: dict[UUID, str]) -> None:
    kinds = set(gone.values())
    for row_id in (row_id for row_id, kind in gone.items() if kind == "activity"):
        left = (*plan.children(row_id), *plan.predecessors(row_id), *plan.successors(row_id))
        if left:
            raise EditRefused(N_("{what} still refers to what would be removed."), what=name_of(left[0]))
    for kind, fields in REFERENCES.items():
        names = [name for name, target in fields.items() if target in kinds and (kind, name) not in LOOKED_UP]
        for name in names:
            for row in plan.table(kind).values():
                value = cast("UUID | tuple[UUID, ...] | None", getattr(row, name))
                if value is None:
                    continue
                if any(row_id in gone for row_id in value) if isinstance(value, tuple) else value in gone:
                    raise EditRefused(N_("{what} still refers to what would be removed."), what=name_of(row))
    for kind in ABOUT:
        for row in plan.table(kind).values():
            if getattr(row, "about_id") in gone:  # noqa: B009 - not every kind has it
                raise EditRefused(N_("{what} still refers to what would be removed."), what=name_of(row))


def _refuse_doubles(plan: Plan, step: Step) -> None:
    """Keys and codes that a step gives out may not be in use already."""
    for kind, name in UNIQUE.items():
        fresh: dict[str, str] = {}
        for change in step.changes:
            if change.kind != kind or change.after is None:
                continue
            value = str(getattr(change.after, name))
            if change.before is None or str(getattr(change.before, name)).casefold() != value.casefold():
                fresh[value.casefold()] = value
        if not fresh:
            continue
        seen: set[str] = set()
        for value in _values(plan, kind, name):
            if value in seen:
                raise EditRefused(N_("“{value}” is already in use."), value=fresh[value])
            if value in fresh:
                seen.add(value)


def _values(plan: Plan, kind: str, name: str) -> Iterable[str]:
    """A field of all rows of a kind, whatever the case of its letters."""
    rows = plan.table(kind)
    if kind == "activity" and len(plan.activities_by_key) == len(rows):  # one look at each key: there are many
        return map(str.casefold, plan.activities_by_key)
    return (str(getattr(row, name)).casefold() for row in rows.values())


def _refuse_bad_outline(plan: Plan, step: Step) -> None:
    """Look at the place, the kind and the gate of activities, where a step changed them."""
    for change in step.changes:
        activity, before = change.after, change.before
        if not isinstance(activity, Activity):
            continue
        assert before is None or isinstance(before, Activity)
        if before is None or activity.parent_id != before.parent_id:
            _refuse_bad_place(plan, activity)
        if before is not None and before.is_summary and not activity.is_summary and plan.children(activity.id):
            raise EditRefused(N_("{what} holds other activities and stays a summary."), what=name_of(activity))
        same_gate = before is not None and (before.gate, before.kind, before.organisation_id) == (
            activity.gate,
            activity.kind,
            activity.organisation_id,
        )
        if activity.gate is not Gate.NONE and not same_gate:
            _refuse_bad_gate(plan, activity)


def _refuse_bad_place(plan: Plan, activity: Activity) -> None:
    if activity.parent_id is not None and not plan.activity(activity.parent_id).is_summary:
        raise EditRefused(N_("{what} can only be put in a summary activity."), what=name_of(activity))
    seen = {activity.id}
    for ancestor in _climb(plan, activity):
        if ancestor in seen:
            raise EditRefused(N_("{what} cannot be put inside itself."), what=name_of(activity))
        seen.add(ancestor)


def _refuse_bad_gate(plan: Plan, activity: Activity) -> None:
    if not activity.is_milestone:
        raise EditRefused(N_("{what} marks a gate and must be a milestone."), what=name_of(activity))
    for other in plan.rows(Activity):
        same = other.gate is activity.gate and other.id != activity.id and other.gate is not Gate.DEBATE
        if same and (activity.gate is Gate.ENTRY or other.organisation_id == activity.organisation_id):
            raise EditRefused(N_("{other} already has that part in the plan."), other=name_of(other))


def _climb(plan: Plan, activity: Activity) -> Iterator[UUID]:
    """Ids of the parents, stopping after the first that comes twice."""
    seen: set[UUID] = set()
    parent = activity.parent_id
    while parent is not None:
        yield parent
        if parent in seen:
            return
        seen.add(parent)
        parent = plan.activity(parent).parent_id


def _refuse_bad_links(before: Plan, after: Plan, step: Step) -> None:
    links = [c.after for c in step.changes if isinstance(c.after, Dependency)]
    for link in links:
        first, second = after.activity(link.predecessor_id), after.activity(link.successor_id)
        if first.id == second.id:
            raise EditRefused(N_("{what} cannot wait for itself."), what=name_of(first))
        if first.id in _line_up(after, second.id) or second.id in _line_up(after, first.id):
            raise EditRefused(
                N_("{first} and {second} are one inside the other and cannot be linked."),
                first=name_of(first),
                second=name_of(second),
            )
        for other in after.successors(first.id):
            if other.id != link.id and other.successor_id == second.id and other.type is link.type:
                raise EditRefused(
                    N_("{first} and {second} are already linked in this way."),
                    first=name_of(first),
                    second=name_of(second),
                )
    moved = [
        c.after
        for c in step.changes
        if isinstance(c.after, Activity) and (c.before is None or c.before.parent_id != c.after.parent_id)  # type: ignore[union-attr]
    ]
    if makes_ring(after, links, moved) and not find_ring(before):
        ring = find_ring(after) or ()
        raise EditRefused(
            N_("That makes a ring of activities that wait for each other: {ring}."),
            ring=" → ".join(after.activity(i).key for i in ring),
        )


def _line_up(plan: Plan, activity_id: UUID) -> set[UUID]:
    return {ancestor.id for ancestor in plan.ancestors(activity_id)}


Node = tuple[UUID, int]
"""An activity's begin (0) or end (1), as `find_ring` tells."""
MANY = 100
"""New links and places from which looking at the whole plan costs less than looking at each."""


def makes_ring(plan: Plan, links: Sequence[Dependency], moved: Sequence[Activity]) -> bool:
    """Whether a ring runs over links that are new, or over the new places of activities in the outline."""
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
    seen: tuple[set[int], set[int]] = {start.int}, {goal.int}
    fronts: list[list[UUID]] = [[start], [goal]]
    while fronts[0] and fronts[1]:
        side = 0 if len(seen[0]) <= len(seen[1]) else 1
        here, there = seen[side], seen[1 - side]
        reached: list[UUID] = []
        for activity_id in fronts[side]:
            if side == 0:
                beside = [link.successor_id for link in plan.successors(activity_id)]
            else:
                beside = [link.predecessor_id for link in plan.predecessors(activity_id)]
            for other in beside:
                if other.int in there:
                    return True
                if other.int not in here:
                    here.add(other.int)
                    reached.append(other)
        fronts[side] = reached
    return start == goal


def _leads(plan: Plan, start: Node, goal: Node) -> bool:
    """Whether one node comes before another, looked for from both ends: the smaller part is seen first.

    What holds nothing is one node here: its begin leads to nothing but its end.
    """
    first, last = _node(plan, *start), _node(plan, *goal)
    if first == last:
        return True
    seen: tuple[set[int], set[int]] = {_number(*first)}, {_number(*last)}  # ids cost more to look up than numbers
    fronts: list[list[Node]] = [[first], [last]]
    while fronts[0] and fronts[1]:
        side = 0 if len(seen[0]) <= len(seen[1]) else 1
        here, there, beside = seen[side], seen[1 - side], _following if side == 0 else _leading
        reached: list[Node] = []
        for node in fronts[side]:
            for other in beside(plan, node):
                number = _number(*other)
                if number not in here:
                    if number in there:
                        return True
                    here.add(number)
                    reached.append(other)
        fronts[side] = reached
    return False


def _number(activity_id: UUID, side: int) -> int:
    return activity_id.int << 1 | side


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


def _refuse_calendar_ring(plan: Plan, put: list[WorkCalendar]) -> None:
    for calendar in put:
        seen = {calendar.id}
        base = calendar.base_id
        while base is not None:
            if base in seen:
                raise EditRefused(N_("Calendar {name} rests on itself."), name=calendar.name)
            seen.add(base)
            base = plan.row(WorkCalendar, base).base_id


def name_of(row: Entity) -> str:
    """Key and name of a row, for use in a sentence."""
    key = getattr(row, "key", None) or getattr(row, "code", None)
    name = getattr(row, "name", None) or getattr(row, "title", None)
    if key and name:
        return f"{key} {name}"
    return str(name or key or row.kind_name)
