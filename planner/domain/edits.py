"""One function per wish: from the plan, and what is wanted, to a step. Nothing is changed here."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Any, cast
from uuid import UUID

from planner.domain.changes import RowChange, Step, merged
from planner.domain.fields import field_spec
from planner.domain.imprecise_date import Nature
from planner.domain.integrity import name_of
from planner.domain.keys import activity_prefix, count_key, next_key
from planner.domain.model import (
    ABOUT,
    MINUTES_IN_WORKING_DAY,
    REFERENCES,
    Activity,
    ActivityKind,
    Baseline,
    BaselineDate,
    Citation,
    Commitment,
    Constraint,
    Dependency,
    Entity,
    LagUnit,
    LinkType,
    Source,
)
from planner.domain.official_references import official_reference
from planner.domain.plan import Plan
from planner.domain.rows import change_row, make
from planner.errors import EditRefused
from planner.message import N_

OWNED: dict[str, tuple[tuple[str, str], ...]] = {
    "activity": (("dependency", "predecessor_id"), ("dependency", "successor_id"), ("baseline_date", "activity_id")),
    "baseline": (("baseline_date", "baseline_id"),),
    "criterion": (("assessment", "criterion_id"),),
    "indicator": (("measurement", "indicator_id"),),
    "source": (("citation", "source_id"),),
    "update_round": (("reply", "round_id"),),
}
"""Rows that go when the row they belong to goes."""
GOES_WITH = {("activity", "parent_id"), *(place for places in OWNED.values() for place in places)}
"""References of rows that go with what they refer to: none of them is left to clear."""


# --- any row --------------------------------------------------------------------------------


def set_field(plan: Plan, row: Entity, name: str, value: Any) -> Step:
    """Change one field of one row; an empty step if it has that value already."""
    return set_fields(plan, [row], name, value)


def set_fields(plan: Plan, rows: Sequence[Entity], name: str, value: Any) -> Step:
    """Change one field of several rows of a kind, as one step."""
    changes: list[RowChange] = []
    for row in rows:
        after = change_row(row, **{name: value}, **_follows(row, name, value))
        if after != row:
            changes.append(RowChange.update(row, after))
    if len(changes) == 1:
        return Step("row.set", tuple(changes), {"field": _heading(rows[0], name), "name": name_of(rows[0])})
    return Step(
        "rows.set", tuple(changes), {"field": _heading(rows[0], name) if rows else name, "count": str(len(changes))}
    )


def set_constraint(plan: Plan, rows: Sequence[Activity], value: Constraint) -> Step:
    """Set the constraint of activities, as one step; its date goes when the new one has none."""
    steps: list[Step] = []
    for row in rows:
        step = set_field(plan, row, "constraint", value)
        if value in (Constraint.ASAP, Constraint.ALAP) and step:
            after = cast(Activity, step.changes[0].after)
            step = merged("row.set", [step, set_field(plan, after, "constraint_date", None)], step.words)
        steps.append(step)
    if len(steps) == 1:
        return steps[0]
    return merged("rows.set", steps, {"field": "Constraint", "count": str(len(rows))})


def _follows(row: Entity, name: str, value: Any) -> dict[str, Any]:
    """What goes with a change of one field: a new term keeps the old ones; a moment lasts no time, and work a day.

    A source with a reference to an official publication has its address.
    """
    if isinstance(row, Commitment) and name == "term" and row.term is not None and value is not None:
        return {"earlier_terms": (*row.earlier_terms, row.term)} if value != row.term else {}
    if isinstance(row, Source) and name == "reference" and not row.address:
        official = official_reference(str(value))
        return {"address": official.address} if official else {}
    if isinstance(row, Activity) and name == "duration_minutes" and value != row.duration_minutes:
        both = row.start_window is not None and row.finish_window is not None and not row.is_plain_milestone
        dated = both and row.finish_window is not None and row.finish_window.nature is Nature.WINDOW
        return {"finish_window": None} if dated and value is not None else {}  # the finish follows from it
    if not isinstance(row, Activity) or name != "kind" or value is row.kind:
        return {}
    if value is ActivityKind.MILESTONE:
        return {"duration_minutes": 0}
    return {"duration_minutes": MINUTES_IN_WORKING_DAY} if row.is_milestone and row.duration_minutes == 0 else {}


def _heading(row: Entity, name: str) -> str:
    spec = field_spec(row.kind_name, name)
    return spec.heading if spec and spec.heading else name


def edit_row(row: Entity, **values: Any) -> Step:
    """Change several fields of one row, as one step."""
    after = change_row(row, **values)
    changes = (RowChange.update(row, after),) if after != row else ()
    if len(values) == 1:
        return Step("row.set", changes, {"field": _heading(row, next(iter(values))), "name": name_of(row)})
    return Step("rows.edit", changes, {"count": "1"})


def add_row(plan: Plan, row: Entity) -> Step:
    """Put a row in the plan, counting its key as used."""
    changes = [RowChange.add(row), *count_key(plan, getattr(row, "key", ""))]
    return Step("row.add", tuple(changes), {"kind": row.kind_name, "name": name_of(row)})


def remove_rows(plan: Plan, rows: Iterable[Entity]) -> Step:
    """Take rows out with all that belongs to them, and clear references that may be empty.

    Raises EditRefused where something that must refer to a row would be left, or there is no row.
    """
    doomed: dict[UUID, Entity] = {}
    queue = deque(rows)
    asked = len(queue)
    if not queue:
        raise EditRefused(N_("Nothing is selected."))
    owners: Owners = {}
    while queue:
        row = queue.popleft()
        if row.id in doomed:
            continue
        doomed[row.id] = row
        queue.extend(_owned(plan, row, owners))
    changes = _cleared_references(plan, doomed)
    changes += [RowChange.remove(row) for row in doomed.values()]
    first = next(iter(doomed.values()))
    if asked > 1:
        return Step("rows.remove", tuple(changes), {"count": str(asked)})
    label = "activity.remove" if isinstance(first, Activity) else "row.remove"
    return Step(label, tuple(changes), {"kind": first.kind_name, "name": name_of(first)})


Owners = dict[tuple[str, str], dict[UUID, list[Entity]]]
"""Rows of a kind by whom they belong to, by kind and field; filled as kinds are asked for."""


def _owned(plan: Plan, row: Entity, owners: Owners) -> list[Entity]:
    found: list[Entity] = []
    if isinstance(row, Activity):
        found += [*plan.children(row.id), *plan.predecessors(row.id), *plan.successors(row.id)]
    for kind, name in (*OWNED.get(row.kind_name, ()), *((kind, "about_id") for kind in ABOUT)):
        if kind == "dependency":
            continue
        if (kind, name) not in owners:
            groups = owners[kind, name] = defaultdict[UUID, list[Entity]](list)
            for other in plan.table(kind).values():
                groups[getattr(other, name)].append(other)
        found += owners[kind, name].get(row.id, ())
    return found


def _cleared_references(plan: Plan, doomed: dict[UUID, Entity]) -> list[RowChange]:
    kinds = {row.kind_name for row in doomed.values()}
    changes: list[RowChange] = []
    for kind, fields in REFERENCES.items():
        names = [name for name, target in fields.items() if target in kinds and (kind, name) not in GOES_WITH]
        for row in plan.table(kind).values() if names else ():
            if row.id in doomed:
                continue
            values: dict[str, Any] = {}
            for name in names:
                value = cast("UUID | tuple[UUID, ...] | None", getattr(row, name))
                if isinstance(value, tuple):
                    if any(item in doomed for item in value):
                        values[name] = tuple(item for item in value if item not in doomed)
                elif value is None or value not in doomed:
                    pass
                elif name == "organisation_id" and isinstance(row, Activity):
                    raise EditRefused(N_("{name} still has activities of its own."), name=name_of(doomed[value]))
                elif type(row).model_fields[name].is_required():
                    raise EditRefused(N_("{what} still needs {name}."), what=name_of(row), name=name_of(doomed[value]))
                else:
                    values[name] = None
            if values:
                changes.append(RowChange.update(row, change_row(row, **values)))
    return changes


# --- activities and their outline -------------------------------------------------------------


def add_activity(
    plan: Plan,
    name: str,
    kind: ActivityKind = ActivityKind.TASK,
    *,
    organisation_id: UUID | None = None,
    parent_id: UUID | None = None,
    after_id: UUID | None = None,
    **values: Any,
) -> Step:
    """Put a new activity in the outline, after a sibling or last in its parent."""
    parent = plan.activity(parent_id) if parent_id else None
    if organisation_id is None and parent is not None:
        organisation_id = parent.organisation_id
    if kind is not ActivityKind.TASK:  # a moment lasts no time, and a summary as long as what is in it
        values.setdefault("duration_minutes", 0)
    positions, moves = _room(plan, parent_id, after_id, 1)
    row = make(
        Activity,
        key=values.pop("key", None) or next_key(plan, activity_prefix(plan, organisation_id)),
        name=name,
        kind=kind,
        organisation_id=organisation_id,
        parent_id=parent_id,
        position=positions[0],
        **values,
    )
    changes = [*moves, RowChange.add(row), *count_key(plan, row.key)]
    return Step("activity.add", tuple(changes), {"name": name_of(row)})


def _room(
    plan: Plan, parent_id: UUID | None, after_id: UUID | None, count: int, moving: frozenset[UUID] = frozenset()
) -> tuple[list[float], list[RowChange]]:
    """Positions for `count` rows after a sibling (last for None); renumbers siblings where there is no room."""
    siblings = [a for a in plan.children(parent_id) if a.id not in moving]
    index = next((i for i, a in enumerate(siblings) if a.id == after_id), None) if after_id else len(siblings) - 1
    if index is None:
        raise EditRefused(N_("That place in the outline is no longer there."))
    before = siblings[index].position if index >= 0 else 0.0
    if index == len(siblings) - 1:
        return [before + step + 1.0 for step in range(count)], []
    gap = (siblings[index + 1].position - before) / (count + 1)
    if gap > 1e-6:
        return [before + gap * (step + 1) for step in range(count)], []
    moves = [
        RowChange.update(a, change_row(a, position=float(i + 1 + (count if i > index else 0))))
        for i, a in enumerate(siblings)
    ]
    moves = [m for m in moves if m.before != m.after]
    return [float(index + 2 + step) for step in range(count)], moves


FIRST = UUID(int=0)
"""As `after_id` of a move: before the first sibling."""


def move_activities(plan: Plan, ids: Sequence[UUID], parent_id: UUID | None, after_id: UUID | None = None) -> Step:
    """Put activities, in this order, in a parent: after a sibling, last (None) or first (FIRST)."""
    rows = _tops(plan, ids)
    moving = frozenset(row.id for row in rows)
    parent = plan.activity(parent_id) if parent_id else None
    if parent is not None:
        _refuse_as_parent(plan, parent, moving)
    if after_id == FIRST:
        siblings = [a for a in plan.children(parent_id) if a.id not in moving]
        first = siblings[0].position if siblings else 1.0
        positions, changes = [first - len(rows) + i for i in range(len(rows))], list[RowChange]()
    else:
        positions, changes = _room(plan, parent_id, after_id, len(rows), moving)
    if parent is not None and not parent.is_summary:
        changes.append(RowChange.update(parent, change_row(parent, kind=ActivityKind.SUMMARY)))
    for row, position in zip(rows, positions, strict=True):
        after = change_row(row, parent_id=parent_id, position=position)
        if after != row:
            changes.append(RowChange.update(row, after))
    return Step("activity.move", tuple(changes), {"name": name_of(rows[0]) if rows else ""})


def _refuse_as_parent(plan: Plan, parent: Activity, moving: frozenset[UUID]) -> None:
    if parent.is_milestone:
        raise EditRefused(N_("{name} is a milestone and cannot hold activities."), name=name_of(parent))
    for row_id in (parent.id, *(ancestor.id for ancestor in plan.ancestors(parent.id))):
        if row_id in moving:
            raise EditRefused(N_("{what} cannot be put inside itself."), what=name_of(plan.activity(row_id)))


def _tops(plan: Plan, ids: Sequence[UUID]) -> list[Activity]:
    """The rows, without those that are inside another of them."""
    wanted = set(ids)
    return [plan.activity(i) for i in ids if not any(a.id in wanted for a in plan.ancestors(i))]


def indent(plan: Plan, ids: Sequence[UUID]) -> Step:
    """Put activities inside the sibling above them, which becomes a summary."""
    rows = _tops(plan, ids)
    if not rows:
        raise EditRefused(N_("Nothing is selected."))
    siblings = plan.children(rows[0].parent_id)
    above = next((a for a, b in pairwise(siblings) if b.id == rows[0].id), None)
    if above is None:
        raise EditRefused(N_("There is no activity above {name} to put it in."), name=name_of(rows[0]))
    step = move_activities(plan, [r.id for r in rows], above.id)
    return Step("activity.indent", step.changes, {"name": name_of(rows[0])})


def outdent(plan: Plan, ids: Sequence[UUID]) -> Step:
    """Put activities after the summary that they are in; one that indenting made, and is empty now, is work again."""
    rows = _tops(plan, ids)
    if not rows or rows[0].parent_id is None:
        raise EditRefused(N_("This is at the top of the outline already."))
    parent = plan.activity(rows[0].parent_id)
    step = move_activities(plan, [r.id for r in rows], parent.parent_id, parent.id)
    words = {"name": name_of(rows[0])}
    was_work = parent.duration_minutes or parent.start_window or parent.finish_window
    if not was_work or {a.id for a in plan.children(parent.id)} - {row.id for row in rows}:
        return Step("activity.outdent", step.changes, words)
    moved = next((c.after for c in step.changes if c.id == parent.id and isinstance(c.after, Activity)), parent)
    again = Step("", (RowChange.update(moved, change_row(moved, kind=ActivityKind.TASK)),))
    return merged("activity.outdent", [step, again], words)


def move_in_outline(plan: Plan, ids: Sequence[UUID], by: int) -> Step:
    """Move activities up (by -1) or down (by 1) among their siblings."""
    rows = _tops(plan, ids)
    if not rows:
        raise EditRefused(N_("Nothing is selected."))
    chosen = {row.id for row in rows}
    siblings = list(plan.children(rows[0].parent_id))
    places = [i for i, a in enumerate(siblings) if a.id in chosen]
    goal = places[0] - 1 if by < 0 else places[-1] + 1
    if not 0 <= goal < len(siblings):
        raise EditRefused(N_("{name} is at the edge already."), name=name_of(rows[0]))
    if by > 0:
        after: UUID = siblings[goal].id
    else:
        after = siblings[goal - 1].id if goal > 0 else FIRST
    ordered = [a.id for a in siblings if a.id in chosen]
    return move_activities(plan, ordered, rows[0].parent_id, after)


def remove_activities(plan: Plan, ids: Sequence[UUID]) -> Step:
    """Take activities out, with what is in them, their links and their citations."""
    return remove_rows(plan, [plan.activity(i) for i in ids])


# --- links --------------------------------------------------------------------------------------


def link(
    plan: Plan,
    predecessor_id: UUID,
    successor_id: UUID,
    type: LinkType = LinkType.FS,
    lag: int = 0,
    lag_unit: LagUnit = LagUnit.WORK,
    note: str = "",
) -> Step:
    """Make one activity wait for another."""
    first, second = plan.activity(predecessor_id), plan.activity(successor_id)
    row = make(
        Dependency,
        predecessor_id=predecessor_id,
        successor_id=successor_id,
        type=type,
        lag=lag,
        lag_unit=lag_unit,
        note=note,
    )
    return Step("dependency.add", (RowChange.add(row),), {"first": first.key, "second": second.key})


def link_in_order(plan: Plan, ids: Sequence[UUID]) -> Step:
    """Link activities one after the other, leaving out pairs that are linked already."""
    steps: list[Step] = []
    for first, second in pairwise(ids):
        if not any(d.successor_id == second and d.type is LinkType.FS for d in plan.successors(first)):
            steps.append(link(plan, first, second))
    if not steps:
        raise EditRefused(N_("Select two or more activities that are not linked yet."))
    words = {"first": plan.activity(ids[0]).key, "second": plan.activity(ids[-1]).key}
    return merged("dependency.add", steps, words)


def unlink(plan: Plan, links: Iterable[Dependency]) -> Step:
    """Take links out."""
    rows = list(links)
    if not rows:
        raise EditRefused(N_("These activities are not linked."))
    first, second = plan.activity(rows[0].predecessor_id), plan.activity(rows[0].successor_id)
    changes = _cleared_references(plan, {row.id: row for row in rows}) + [RowChange.remove(row) for row in rows]
    changes += [RowChange.remove(c) for row in rows for c in plan.citations(row.id)]
    return Step("dependency.remove", tuple(changes), {"first": first.key, "second": second.key})


# --- baselines ------------------------------------------------------------------------------------


def take_baseline(plan: Plan, name: str, taken_on: date, dates: dict[UUID, tuple[datetime, datetime]]) -> Step:
    """Freeze scheduled dates (start and finish by activity) under a name."""
    baseline = make(Baseline, name=name, taken_on=taken_on)
    rows = [
        BaselineDate(baseline_id=baseline.id, activity_id=activity_id, start=start, finish=finish)
        for activity_id, (start, finish) in dates.items()
    ]
    return Step("baseline.take", tuple(map(RowChange.add, (baseline, *rows))), {"name": name})


def cite(plan: Plan, about: Entity, source_id: UUID, **values: Any) -> Step:
    """Say where in a source a row comes from."""
    return add_row(plan, make(Citation, source_id=source_id, about_id=about.id, **values))
