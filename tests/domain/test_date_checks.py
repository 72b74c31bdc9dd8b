"""Dates that cannot be are found, once each, and nothing is found where the engine found nothing."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain import edits
from planner.domain.checks import find_all
from planner.domain.control.statements import statements
from planner.domain.findings import Rank
from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.model import Activity, ActivityKind, Dependency, Programme
from planner.domain.plan import Plan
from planner.domain.scheduling import schedule

DAY = 480
TODAY = date(2024, 1, 10)


def plan_of(*rows: dict[str, object], links: bool = False, **programme: object) -> Plan:
    values = {"name": "P", "status_date": TODAY, "start_date": date(2024, 1, 1), **programme}
    activities = [Activity(key=f"X-{n}", name=f"x{n}", **row) for n, row in enumerate(rows, 1)]  # type: ignore[arg-type]
    chain = pairwise(activities) if links else ()
    between = [Dependency(predecessor_id=a.id, successor_id=b.id) for a, b in chain]
    return Plan.of([Programme(**values), *activities, *between])  # type: ignore[arg-type]


def rules(plan: Plan) -> list[str]:
    known = {"entry-missing", "no-organisation", "milestone-not-linked", "no-entry"}
    return [f.rule for f in find_all(plan, schedule(plan)) if f.rule not in known]


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ({"actual_start": datetime(2024, 1, 8), "actual_finish": datetime(2024, 1, 19)}, "actual-after-status-date"),
        ({"actual_start": datetime(2024, 1, 11)}, "actual-after-status-date"),
        ({"actual_start_window": ImpreciseDate(date(2024, 1, 11), date(2024, 1, 20))}, "actual-after-status-date"),
        ({"percent_complete": 100, "duration_minutes": 10 * DAY}, "done-in-the-future"),
        ({"actual_start": datetime(2024, 1, 9), "actual_finish": datetime(2024, 1, 3)}, "actual-finish-before-start"),
        (
            {
                "start_window": ImpreciseDate(date(2024, 3, 1), date(2024, 3, 31)),
                "finish_window": ImpreciseDate(date(2024, 2, 1), date(2024, 2, 20)),
            },
            "finish-before-start",
        ),
        ({"duration_minutes": 3 * DAY}, "undone-in-the-past"),
    ],
)
def test_each_of_what_cannot_be(row: dict[str, object], rule: str):
    assert rules(plan_of(row)).count(rule) == 1


def test_that_what_is_left_unfinished_in_the_past_has_no_slack():
    plan = plan_of({"duration_minutes": 3 * DAY}, {"duration_minutes": 30 * DAY})
    told = statements(plan, schedule(plan))
    past, ahead = plan.activities_by_key["X-1"], plan.activities_by_key["X-2"]
    assert told.slack(past) is None and told.slack(ahead) is not None
    moved = plan.with_step(edits.edit_row(plan.programme, remaining_from_status=True))
    assert "undone-in-the-past" not in rules(moved)
    assert statements(moved, schedule(moved)).slack(moved.activities_by_key["X-1"]) is not None


def test_that_a_link_of_what_is_not_active_is_no_error():
    rows = ({"duration_minutes": 5 * DAY}, {"duration_minutes": 10 * DAY, "active": False}, {"duration_minutes": DAY})
    plan = plan_of(*rows, links=True, status_date=date(2024, 1, 1))
    assert not [f for f in find_all(plan, schedule(plan)) if f.rank is Rank.ERROR]


def test_that_dates_beyond_all_calendars_are_one_finding_and_no_slack():
    rows = [{"duration_minutes": 40_000 * DAY}] * 3
    plan = plan_of(*rows, {"kind": ActivityKind.MILESTONE}, links=True)
    found = [f for f in find_all(plan, schedule(plan)) if f.rule in ("beyond-calendars", "negative-slack")]
    assert [f.rule for f in found] == ["beyond-calendars"]
    told = statements(plan, schedule(plan))
    assert all(told.slack(a) is None for a in plan.rows(Activity))


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_that_no_link_is_broken_where_nothing_holds_an_activity(data: st.DataObject):
    """Links of plans without constraints, pins or actual dates are kept, whatever is not active in them."""
    count = data.draw(st.integers(2, 8))
    rows = [
        {"duration_minutes": data.draw(st.integers(0, 9)) * DAY, "active": data.draw(st.booleans())}
        for _ in range(count)
    ]
    plan = plan_of(*rows)
    keys = [plan.activities_by_key[f"X-{n}"].id for n in range(1, count + 1)]
    for n in range(1, count):
        plan = plan.with_step(edits.link(plan, keys[data.draw(st.integers(0, n - 1))], keys[n]))
    assert "link-conflict" not in rules(plan)
