"""What may never be in a plan; looked at for the rows that a step touches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast
from uuid import UUID

from planner.domain.changes import RowChange, Step
from planner.domain.date_limits import refuse_years
from planner.domain.model import (
    ABOUT,
    ENTITIES,
    KEYED,
    REFERENCES,
    Activity,
    Dependency,
    Entity,
    Gate,
    Organisation,
    Programme,
    Risk,
    WorkCalendar,
)
from planner.domain.plan import RULES, Plan, references
from planner.domain.rings import find_ring, makes_ring
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
    refuse_years(step.changes)
    for row in put:
        _refuse_dangling(after, row)
    if gone:
        _refuse_left_behind(after, gone)
    _refuse_doubles(after, step)
    if "activity" in step.kinds:
        _refuse_bad_outline(after, step)
        _refuse_happened_never(put)
    _refuse_bad_ranges(put)
    if step.kinds & {"activity", "dependency"}:
        _refuse_bad_links(before, after, step)
    if "calendar" in step.kinds:
        _refuse_calendar_ring(after, [row for row in put if isinstance(row, WorkCalendar)])
    if "organisation" in step.kinds:
        _refuse_group_ring(after, [row for row in put if isinstance(row, Organisation)])


RULES.append(refuse_broken)


def _refuse_bad_ranges(rows: Iterable[Entity]) -> None:
    """Ranges run from the shortest by the likely to the longest, where these are given."""
    text = N_("{what}: the shortest duration is longer than the longest.")
    for row in rows:
        if isinstance(row, Programme):
            given = (row.unknown_shortest_days, row.unknown_likely_days, row.unknown_longest_days)
            ends = [given]
        elif isinstance(row, Activity):
            ends = [(row.shortest_minutes, row.likely_minutes, row.longest_minutes)]
        elif isinstance(row, Risk):
            ends = [(row.shortest_minutes, row.likely_minutes, row.longest_minutes)]
            ends.append((row.after_shortest_minutes, row.after_likely_minutes, row.after_longest_minutes))
        else:
            continue
        known = [[each for each in end if each is not None] for end in ends]
        if any(each != sorted(each) for each in known):
            raise EditRefused(text, what=name_of(row))


def _refuse_happened_never(rows: Iterable[Entity]) -> None:
    """A window in which something happened has at least one day."""
    text = N_("{what}: “{window}” does not say in which days it happened.")
    for row in rows:
        for window in (row.actual_start_window, row.actual_finish_window) if isinstance(row, Activity) else ():
            if window is not None and (window.latest or window.earliest) is None:
                raise EditRefused(text, what=name_of(row), window=window)


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


def _refuse_calendar_ring(plan: Plan, put: list[WorkCalendar]) -> None:
    for calendar in put:
        seen = {calendar.id}
        base = calendar.base_id
        while base is not None:
            if base in seen:
                raise EditRefused(N_("Calendar {name} rests on itself."), name=calendar.name)
            seen.add(base)
            base = plan.row(WorkCalendar, base).base_id


def _refuse_group_ring(plan: Plan, put: list[Organisation]) -> None:
    for organisation in put:
        seen = {organisation.id}
        group = organisation.part_of_id
        while group is not None:
            if group in seen:
                raise EditRefused(N_("{name} cannot be part of itself."), name=name_of(organisation))
            seen.add(group)
            group = plan.row(Organisation, group).part_of_id


def name_of(row: Entity) -> str:
    """Key and name of a row, for use in a sentence."""
    key = getattr(row, "key", None) or getattr(row, "code", None)
    name = getattr(row, "name", None) or getattr(row, "title", None)
    if key and name:
        return f"{key} {name}"
    return str(name or key or row.kind_name)
