"""Copies of activities: taken out of one plan with what is in them and the links among them, put into any plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID, uuid4

from planner.domain.changes import RowChange, Step, merged
from planner.domain.edits import add_activity
from planner.domain.integrity import name_of
from planner.domain.model import Activity, Dependency, Organisation, Programme, Track, WorkCalendar
from planner.domain.plan import Plan
from planner.domain.rows import change_row, make
from planner.errors import EditRefused
from planner.message import N_

NOT_COPIED = {
    *("id", "key", "name", "kind", "parent_id", "position", "organisation_id"),
    *("gate", "source_uid", "model_id", "hammock_start_id", "hammock_finish_id"),
    *("actual_start", "actual_finish", "actual_start_window", "actual_finish_window"),
    *("percent_complete", "remaining_minutes", "resume_at"),
}
"""Fields that a copy does not take as they are: it stands elsewhere, and is work that is still to be done."""


def taken_out(plan: Plan, ids: Iterable[UUID]) -> Plan:
    """A small plan of activities with all that is in them, the links among them, and what they refer to.

    What is not in another of them stands at the top. It is sound by itself, so that it can travel as any plan.
    """
    wanted = set(ids)
    rows = [a for a, _ in plan.outline if a.id in wanted or any(up.id in wanted for up in plan.ancestors(a.id))]
    here = {a.id for a in rows}
    tops = [a if a.parent_id in here else change_row(a, parent_id=None, position=float(n)) for n, a in enumerate(rows)]
    tops = [_loosened(a, here) if a.is_hammock else a for a in tops]
    links = [link for a in rows for link in plan.successors(a.id) if link.successor_id in here]
    around = [*plan.rows(Programme), *plan.rows(Organisation), *plan.rows(Track), *plan.rows(WorkCalendar)]
    return Plan.of([*around, *tops, *links])


def _loosened(hammock: Activity, here: set[UUID]) -> Activity:
    """A hammock without the ends that are not copied."""
    ends = {"hammock_start_id": hammock.hammock_start_id, "hammock_finish_id": hammock.hammock_finish_id}
    return change_row(hammock, **{name: None for name, end in ends.items() if end not in here})


def put_in(plan: Plan, copies: Plan, after_id: UUID | None) -> Step:
    """Put the activities of a small plan in, below an activity (at the end for None), as one step.

    Organisations, tracks and calendars are those of the same id here, else of the same code or name, else none.
    """
    rows = [a for a, _ in copies.outline]
    if not rows:
        raise EditRefused(N_("Nothing is selected."))
    after = plan.activity(after_id) if after_id else None
    steps: list[Step] = []
    fresh: dict[UUID, UUID] = {}
    below: dict[UUID | None, UUID | None] = {None: after_id}
    for row in rows:
        parent_id = fresh[row.parent_id] if row.parent_id else after.parent_id if after else None
        values = {name: getattr(row, name) for name in type(row).model_fields if name not in NOT_COPIED}
        values |= _referred(plan, copies, row)
        step = add_activity(
            plan,
            row.name,
            row.kind,
            organisation_id=_same(plan, copies, Organisation, row.organisation_id, "code"),
            parent_id=parent_id,
            after_id=below.get(row.parent_id),
            id=uuid4(),
            **values,
        )
        made = next(c.id for c in step.changes if c.kind == "activity" and c.before is None)
        fresh[row.id] = below[row.parent_id] = made
        plan = plan.with_step(step)
        steps.append(step)
    links = [RowChange.add(_between(link, fresh)) for link in copies.rows(Dependency)]
    links += [_stretched(plan.activity(fresh[row.id]), row, fresh) for row in rows if row.is_hammock]
    steps.append(Step("activity.paste", tuple(links)))
    if len(rows) == 1:
        return merged("activity.add", steps, {"name": name_of(plan.activity(fresh[rows[0].id]))})
    return merged("activity.paste", steps, {"count": str(len(rows))})


def _between(link: Dependency, fresh: dict[UUID, UUID]) -> Dependency:
    values = {name: getattr(link, name) for name in type(link).model_fields if name != "id"}
    ends = {"predecessor_id": fresh[link.predecessor_id], "successor_id": fresh[link.successor_id]}
    return make(Dependency, **values | ends)


def _stretched(copy: Activity, row: Activity, fresh: dict[UUID, UUID]) -> RowChange:
    """The copy of a hammock runs between the copies of its ends."""
    ends = {name: fresh.get(end) for name in ("hammock_start_id", "hammock_finish_id") if (end := getattr(row, name))}
    return RowChange.update(copy, change_row(copy, **ends))


def _referred(plan: Plan, copies: Plan, row: Activity) -> dict[str, object]:
    involved = (_same(plan, copies, Organisation, each, "code") for each in row.involved_ids)
    return {
        "track_id": _same(plan, copies, Track, row.track_id, "name"),
        "calendar_id": _same(plan, copies, WorkCalendar, row.calendar_id, "name"),
        "involved_ids": tuple(each for each in involved if each is not None),
    }


def _same(
    plan: Plan, copies: Plan, kind: type[Organisation | Track | WorkCalendar], row_id: UUID | None, by: str
) -> UUID | None:
    """The row here that is the one of a copy: the same, or called the same."""
    if row_id is None or plan.get(kind, row_id) is not None:
        return row_id
    name = getattr(copies.get(kind, row_id), by, None)
    found: Sequence[UUID] = [row.id for row in plan.rows(kind) if getattr(row, by) == name]
    return found[0] if found else None
