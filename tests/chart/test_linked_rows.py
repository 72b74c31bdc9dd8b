"""A chart that follows edits shows what one built anew shows."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.chart.gantt import Gantt
from planner.chart.options import ViewOptions
from planner.chart.rows import RowOrder, differing
from planner.domain import edits
from planner.domain.changes import Step
from planner.domain.edits import edit_row
from planner.domain.model import Activity, ActivityKind, Dependency, LinkType, Programme
from planner.domain.plan import Plan
from planner.domain.scheduling import schedule
from planner.errors import EditRefused
from planner.language import translator

PARTS = ((0, 40), (130, 45))


def measure(text: str, _style: str) -> float:
    return len(text) * 6.0


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Twenty summaries of twenty, with links near and far, of all types."""
    draw = random.Random(3)
    groups = [Activity(key=f"G-{n}", name=f"G{n}", kind=ActivityKind.SUMMARY, position=n) for n in range(20)]
    rows = [
        Activity(key=f"A-{n}", name=f"Task {n}", position=n, parent_id=groups[n // 20].id, duration_minutes=960)
        for n in range(400)
    ]
    pairs = {(n, min(n + draw.choice((1, 2, 9, 60, 300)), 399)) for n in range(380) for _ in range(2)}
    links = [
        Dependency(predecessor_id=rows[a].id, successor_id=rows[b].id, type=draw.choice(list(LinkType)))
        for a, b in sorted(pairs)
    ]
    return Plan.of([Programme(name="P", status_date=date(2024, 1, 1)), *groups, *rows, *links])


def some_edit(draw: random.Random, plan: Plan) -> Step:
    """A row that comes, goes, changes, moves or goes a level down; a link that comes or goes."""
    rows = [a for a, _ in plan.outline]
    row, other = draw.choice(rows), draw.choice(rows)
    links = list(plan.rows(Dependency))
    match draw.choice(("add", "add", "remove", "undo", "link", "unlink", "name", "days", "move", "indent", "done")):
        case "add":
            return edits.add_activity(plan, "New", parent_id=row.parent_id, after_id=row.id, duration_minutes=480)
        case "remove":
            return edits.remove_activities(plan, [row.id])
        case "undo":
            return edits.remove_activities(plan, [rows[-1].id])
        case "link":
            return edits.link(plan, row.id, other.id, draw.choice((LinkType.FS, LinkType.FF)))
        case "unlink":
            return edits.unlink(plan, [draw.choice(links)])
        case "name":
            return edit_row(row, name=row.name + " and more")
        case "days":
            return edit_row(row, duration_minutes=480 * draw.randrange(1, 9))
        case "move":
            return edits.move_activities(plan, [row.id], other.parent_id)
        case "indent":
            return edits.indent(plan, [row.id])
        case _:
            return edit_row(row, percent_complete=draw.choice((0, 50, 100)))


def test_that_a_chart_that_follows_edits_is_as_one_built_anew(plan: Plan) -> None:
    draw = random.Random(11)
    options = ViewOptions(translator("en"))
    planned = schedule(plan)
    order = tuple(a.id for a, _ in plan.outline)
    chart = Gantt(plan, planned, replace(options, order=order), measure)
    followed = 0
    for number in range(120):
        try:
            step = some_edit(draw, plan)
            after = plan.with_step(step)
        except EditRefused:
            continue
        plan, planned = after, schedule(after, planned)
        order = tuple(a.id for a, _ in plan.outline)
        if draw.random() < 0.2:  # a summary is closed
            closed = {a.id for a in plan.descendants(draw.choice(order))}
            order = tuple(i for i in order if i not in closed)
        before = chart
        chart = chart.after(
            plan,
            planned,
            [c.id for c in step.changes if c.kind == "activity"],
            [(c.before, c.after) for c in step.changes if c.kind == "dependency"],  # type: ignore[misc]
            order,
        )
        followed += chart.axis is before.axis
        anew = Gantt(plan, planned, replace(options, order=order), measure, chart.scale)
        assert [(r.activity, r.depth) for r in chart.rows] == [(r.activity, r.depth) for r in anew.rows]
        for first, count in (*PARTS, *(((0, None),) if number % 20 == 0 else ())):
            part = replace(options, order=order, first_row=first, row_count=count)
            assert chart.scene(part) == anew.scene(part)
            assert [m.text for m in chart.scene(part).marks] == [m.text for m in anew.scene(part).marks]
            left = chart.scale.left + draw.random() * chart.scale.width
            aside = replace(part, left=left, right=left + 300.0)
            assert chart.scene(aside) == anew.scene(aside), "links are cut where this window ends"
    assert followed > 50


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 30), unique=True), st.lists(st.integers(0, 30), unique=True))
def test_that_where_two_orders_differ_is_the_shortest_stretch(old: list[int], new: list[int]) -> None:
    first, past, past_then = differing(old, new)
    assert [*old[:first], *new[first:past_then], *old[past:]] == new
    assert old[:first] == new[:first]
    if first < past and first < past_then:
        assert old[first] != new[first]
        assert old[past - 1] != new[past_then - 1]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 4), st.integers(0, 4)), max_size=30))
def test_that_rows_keep_their_place_while_others_come_and_go(edits_of_rows: list[tuple[int, int, int]]) -> None:
    fresh = iter(UUID(int=n) for n in range(1000))
    ids = [next(fresh) for _ in range(20)]
    order = RowOrder(ids)
    for at, gone, come in edits_of_rows:
        first = min(at, len(ids))
        past = min(first + gone, len(ids))
        there = [next(fresh) for _ in range(come)]
        spliced = order.spliced(first, ids[first:past], there)
        ids[first:past] = there
        order = spliced or RowOrder(ids)
        assert [order.row_of(row_id) for row_id in ids] == list(range(len(ids)))
        assert len(order) == len(ids)


def test_that_marks_run_out_of_room_rather_than_out_of_order() -> None:
    fresh = iter(UUID(int=n) for n in range(1000))
    ids = [next(fresh), next(fresh), next(fresh)]
    order: RowOrder | None = RowOrder(ids)
    for _ in range(200):
        assert order is not None
        new = next(fresh)
        order = order.spliced(2, (), [new])
        if order is None:
            return
        ids.insert(2, new)
        assert [order.row_of(row_id) for row_id in ids] == list(range(len(ids)))
    raise AssertionError("between two marks there is no end of room")
