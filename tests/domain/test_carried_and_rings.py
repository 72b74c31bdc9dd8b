"""What a plan carries over equals what it would look up itself; a ring is found in part as in the whole."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain import edits
from planner.domain.changes import Step
from planner.domain.incremental_index import FROM_KIND
from planner.domain.model import Activity, ActivityKind, Constraint, Dependency, LinkType, Programme
from planner.domain.plan import Plan
from planner.domain.rings import find_ring, makes_ring
from planner.domain.scheduling import schedule
from planner.errors import EditRefused

quick = settings(max_examples=60, deadline=None)


def start() -> Plan:
    rows: list[Activity] = []
    for number in range(8):
        kind = ActivityKind.SUMMARY if number in (0, 4) else ActivityKind.TASK
        parent = rows[0].id if number in (1, 2, 4) else rows[4].id if number == 5 else None
        rows.append(
            Activity(key=f"A-{number}", name=f"Work {number}", kind=kind, position=float(number), parent_id=parent)
        )
    links = [Dependency(predecessor_id=rows[1].id, successor_id=rows[2].id)]
    return Plan.of([Programme(name="P", status_date="2023-01-02", start_date="2023-01-02"), *rows, *links])


def some_edit(data: st.DataObject, plan: Plan) -> Step:
    rows = sorted(plan.rows(Activity), key=lambda a: a.key)
    row, other = data.draw(st.sampled_from(rows)), data.draw(st.sampled_from(rows))
    links = sorted(plan.rows(Dependency), key=lambda d: str(d.id))
    match data.draw(st.integers(0, 8)):
        case 0:
            return edits.edit_row(row, duration_minutes=data.draw(st.sampled_from([480, 960, None])))
        case 1:
            return edits.add_activity(plan, "New", parent_id=row.id if row.is_summary else None)
        case 2 if len(rows) > 3:
            return edits.remove_activities(plan, [row.id])
        case 3:
            return edits.move_activities(plan, [row.id], other.id)
        case 4:
            return edits.indent(plan, [row.id])
        case 5 if links:
            return edits.unlink(plan, [data.draw(st.sampled_from(links))])
        case 6 if links:
            return edits.edit_row(data.draw(st.sampled_from(links)), lag=data.draw(st.integers(0, 3)) * 480)
        case 7:
            return edits.edit_row(row, constraint=Constraint.ALAP, percent_complete=100)
        case _:
            return edits.link(plan, row.id, other.id, data.draw(st.sampled_from(list(LinkType))))


def looked_up(plan: Plan, names: Iterable[str] = FROM_KIND) -> dict[str, object]:
    found: dict[str, object] = {}
    for name in names:
        value = getattr(plan, name)
        if name in ("_incoming", "_outgoing"):
            value = {k: sorted(v, key=lambda d: str(d.id)) for k, v in value.items() if v}
        found[name] = value
    return found


@quick
@given(st.data())
def test_look_ups_and_schedules_after_edits_equal_those_of_a_fresh_plan(data: st.DataObject) -> None:
    plan = start()
    planned = schedule(plan)
    undo: list[Step] = []
    for _ in range(6):
        looked_up(plan, data.draw(st.sets(st.sampled_from(sorted(FROM_KIND)))))  # the others wait for a later edit
        try:
            step = undo.pop() if undo and data.draw(st.integers(0, 3)) == 0 else some_edit(data, plan)
            after = plan.with_step(step)
        except EditRefused:
            continue
        undo = [step.reversed()]
        plan = after
        planned = schedule(plan, planned)
        fresh = Plan.of(plan.all_rows())
        assert dict(planned.activities) == dict(schedule(fresh).activities)
        for activity in plan.rows(Activity):
            assert planned.drivers(activity.id) == schedule(fresh).drivers(activity.id)
    assert looked_up(plan) == looked_up(Plan.of(plan.all_rows()))


@quick
@given(st.data())
def test_a_ring_over_new_links_is_found_as_in_the_whole_plan(data: st.DataObject) -> None:
    plan = start()
    for _ in range(10):
        rows = sorted(plan.rows(Activity), key=lambda a: a.key)
        first, second = data.draw(st.sampled_from(rows)), data.draw(st.sampled_from(rows))
        link = Dependency(predecessor_id=first.id, successor_id=second.id)
        after = Plan.of([*plan.all_rows(), link])
        ring = find_ring(after) is not None
        assert makes_ring(after, [link], []) == ring
        if not ring:
            plan = after


@quick
@given(st.data())
def test_a_ring_over_a_new_place_in_the_outline_is_found_as_in_the_whole_plan(data: st.DataObject) -> None:
    plan = start()
    rows = sorted(plan.rows(Activity), key=lambda a: a.key)
    for _ in range(6):
        first, second = data.draw(st.sampled_from(rows)), data.draw(st.sampled_from(rows))
        linked = Plan.of([*plan.all_rows(), Dependency(predecessor_id=first.id, successor_id=second.id)])
        if find_ring(linked) is None:
            plan = linked
    row = data.draw(st.sampled_from([r for r in rows if not r.is_summary]))
    moved = row.changed(parent_id=data.draw(st.sampled_from([None, rows[0].id, rows[4].id])))
    after = Plan.of([*(r for r in plan.all_rows() if r.id != row.id), moved])
    assert isinstance(moved, Activity)
    assert makes_ring(after, [], [moved]) == (find_ring(after) is not None)
