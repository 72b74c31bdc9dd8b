"""Look-ups of a plan that the next plan takes over after a step, mended where the step touched them.

They are mended when they are asked for: after most edits nobody asks for most of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar, cast, overload
from uuid import UUID

from planner.domain.changes import RowChange, Step, merged
from planner.domain.model import Activity, Dependency, Entity, Gate, split_key

FROM_KIND: dict[str, str] = {
    "programme": "programme",
    "organisations": "organisation",
    "organisations_by_code": "organisation",
    "tracks": "track",
    "calendars": "calendar",
    "commitments": "commitment",
    "indicators": "indicator",
    "sources": "source",
    "baselines": "baseline",
    "criteria": "criterion",
    "update_rounds": "update_round",
    "agreements": "agreement",
    "decisions": "decision",
    "risks": "risk",
    "overrulings": "overruling",
    "attention_choices": "attention_choice",
    "scenarios": "scenario",
    "saved_views": "saved_view",
    "_remarks": "remark",
    "_citations": "citation",
    "_assumptions": "assumption",
    "_measurements": "measurement",
    "_assessments": "assessment",
    "entry": "activity",
    "activities_by_key": "activity",
    "activity_numbers": "activity",
    "_children": "activity",
    "outline": "activity",
    "_incoming": "dependency",
    "_outgoing": "dependency",
}
"""Each look-up rests on one kind of rows."""
ONE_BY_ONE = 3
FEW = 200
"""Changes of a kind up to which mending a look-up pays."""

Children = Mapping["UUID | None", tuple[Activity, ...]]
Table = Mapping[UUID, Entity]
Value = TypeVar("Value")


class PendingUpdate(NamedTuple):
    """A look-up of an earlier plan, and what changed since then in the rows it rests on."""

    was: Any
    changes: tuple[RowChange, ...]


class LookUp(Generic[Value]):
    """A look-up of a plan: worked out when it is first asked for, from that of an earlier plan where one waits."""

    def __init__(self, work_out: Callable[[Any], Value]) -> None:
        self._work_out = work_out
        self.__doc__ = work_out.__doc__

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, plan: None, _owner: Any = None) -> LookUp[Value]: ...
    @overload
    def __get__(self, plan: object, _owner: Any = None) -> Value: ...
    def __get__(self, plan: Any, _owner: Any = None) -> Any:
        if plan is None:
            return self
        found, waiting = None, plan.waiting.pop(self._name, None)
        if waiting is not None:
            changes = merged("", [Step("", (change,)) for change in waiting.changes]).changes
            found = UPDATERS[self._name](waiting.was, list(changes), plan.table("activity"))
        if found is None:
            found = self._work_out(plan)
        plan.__dict__[self._name] = found  # from now on it is found there first
        return found


def carry_over(
    old: Mapping[str, Any], old_waiting: Mapping[str, PendingUpdate], step: Step
) -> tuple[dict[str, Any], Any]:
    """What of a plan's look-ups (by name) still holds after a step, and those that wait to be mended."""
    holds: dict[str, Any] = {}
    waiting: dict[str, PendingUpdate] = {}
    by_kind = {kind: tuple(c for c in step.changes if c.kind == kind) for kind in step.kinds}
    for name, kind in FROM_KIND.items():
        if name in old and kind not in by_kind:
            holds[name] = old[name]
        elif name in UPDATERS and (name in old or name in old_waiting):
            was, changes = old_waiting[name] if name not in old else (old[name], ())
            changes = (*changes, *by_kind.get(kind, ()))
            if len(changes) <= FEW:
                waiting[name] = PendingUpdate(was, changes)
    return holds, waiting


def _activities(changes: Iterable[RowChange]) -> list[tuple[Activity | None, Activity | None]]:
    return [(cast("Activity | None", c.before), cast("Activity | None", c.after)) for c in changes]


def _entry(entry: Activity | None, changes: list[RowChange], _table: Table) -> Activity | None:
    """Nothing is kept for a plan without one: it is looked for again."""
    rows = [row for pair in _activities(changes) for row in pair if row is not None]
    return None if any(row.gate is Gate.ENTRY for row in rows) else entry


def _by_key(by_key: Mapping[str, Activity], changes: list[RowChange], _table: Table) -> Mapping[str, Activity]:
    mended = dict(by_key)
    for before, after in _activities(changes):
        if before is not None and (after is None or after.key != before.key):
            del mended[before.key]  # only then: a dictionary with gaps is copied ten times as slowly
    mended.update((after.key, after) for _, after in _activities(changes) if after is not None)
    return mended


def _numbers(numbers: Mapping[str, int], changes: list[RowChange], _table: Table) -> Mapping[str, int] | None:
    """Mended where keys only come."""
    mended = dict(numbers)
    for before, after in _activities(changes):
        if before is not None and (after is None or after.key != before.key):
            return None
        if before is None and after is not None:
            prefix, number = split_key(after.key)
            mended[prefix] = max(mended.get(prefix, 0), number)
    return mended


def _children(children: Children, changes: list[RowChange], _table: Table) -> Children:
    touched: dict[UUID | None, dict[UUID, Activity]] = {}

    def inside(parent: UUID | None) -> dict[UUID, Activity]:
        if parent not in touched:
            touched[parent] = {a.id: a for a in children.get(parent, ())}
        return touched[parent]

    for before, _ in _activities(changes):
        if before is not None:
            inside(before.parent_id).pop(before.id, None)
    for _, after in _activities(changes):
        if after is not None:
            inside(after.parent_id)[after.id] = after
    mended = dict(children)
    for parent, rows in touched.items():
        mended[parent] = tuple(sorted(rows.values(), key=lambda a: (a.position, a.key)))
        if not rows:
            del mended[parent]
    return mended


def _outline(
    outline: tuple[tuple[Activity, int], ...], changes: list[RowChange], activities: Table
) -> tuple[tuple[Activity, int], ...] | None:
    """Mended where no activity moved, and one came at the most."""
    come: list[Activity] = []
    becomes: list[tuple[Activity, Activity | None]] = []
    for before, after in _activities(changes):
        if before is None:
            come += [after] if after is not None else []
        elif after is None or (before.parent_id, before.position, before.key) == (
            after.parent_id,
            after.position,
            after.key,
        ):
            becomes.append((before, after))
        else:
            return None
    mended = list(outline)  # a pair that stays is kept: thousands of new tuples set the garbage collector going
    places = _places(outline, becomes)
    if len(places) < len(becomes):
        return None
    for number, after in sorted(places, reverse=True, key=lambda place: place[0]):
        mended[number : number + 1] = [(after, outline[number][1])] if after is not None else []
    if len(come) > 1:
        return None
    for activity in come:
        where = _place_for(activity, mended, activities)
        if where is None:
            return None
        mended.insert(*where)
    return tuple(mended)


def _places(
    outline: Sequence[tuple[Activity, int]], becomes: list[tuple[Activity, Activity | None]]
) -> list[tuple[int, Activity | None]]:
    """Where in an outline some activities stand, each with what becomes of it."""
    if len(becomes) <= ONE_BY_ONE:
        found = ((next((n for n, (row, _) in enumerate(outline) if row is was), None), now) for was, now in becomes)
        return [(n, now) for n, now in found if n is not None]
    then = {id(was): now for was, now in becomes}
    return [(n, then[id(row)]) for n, (row, _) in enumerate(outline) if id(row) in then]


def _place_for(
    activity: Activity, outline: Sequence[tuple[Activity, int]], activities: Table
) -> tuple[int, tuple[Activity, int]] | None:
    """Where an activity comes in an outline, and what stands there then; None where its parent is not in it."""
    begin, depth = 0, 0
    if activity.parent_id is not None:
        parent = activities.get(activity.parent_id)
        place = next((n for n, (other, _) in enumerate(outline) if other is parent), None)
        if place is None:
            return None
        begin, depth = place + 1, outline[place][1] + 1
    mine = (activity.position, activity.key)
    for number in range(begin, len(outline)):
        other, level = outline[number]
        if level < depth or (level == depth and (other.position, other.key) > mine):
            return number, (activity, depth)
    return len(outline), (activity, depth)


def _links(end: str) -> Callable[[Mapping[UUID, tuple[Dependency, ...]], list[RowChange], Table], Any]:
    def mend(
        links: Mapping[UUID, tuple[Dependency, ...]], changes: list[RowChange], _: Table
    ) -> Mapping[UUID, tuple[Dependency, ...]]:
        mended = dict(links)
        for change in changes:
            before, after = cast("Dependency | None", change.before), cast("Dependency | None", change.after)
            if before is not None and (after is None or getattr(before, end) != getattr(after, end)):
                place: UUID = getattr(before, end)
                mended[place] = tuple(link for link in mended[place] if link.id != before.id)
                before = None
            if after is not None:
                place = getattr(after, end)
                there = mended.get(place, ())
                if before is None:
                    mended[place] = (*there, after)
                else:
                    mended[place] = tuple(after if link.id == after.id else link for link in there)
        return mended

    return mend


UPDATERS: dict[str, Callable[[Any, list[RowChange], Table], Any]] = {
    "entry": _entry,
    "activities_by_key": _by_key,
    "activity_numbers": _numbers,
    "_children": _children,
    "outline": _outline,
    "_incoming": _links("successor_id"),
    "_outgoing": _links("predecessor_id"),
}
