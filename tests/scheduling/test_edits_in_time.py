"""Moving, stretching and dating activities: what is wished is what is planned, or it is refused in words."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from planner.domain.changes import Step
from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.model import Activity, ActivityKind, Constraint, Dependency, Programme
from planner.domain.plan import Plan
from planner.domain.scheduling import edits_in_time as wish
from planner.domain.scheduling import schedule, working_days
from planner.errors import EditRefused

DAY = 480
MONDAY = date(2023, 1, 2)


def plan_of(*rows: Any) -> Plan:
    return Plan.of([Programme(name="P", status_date=MONDAY, start_date=MONDAY), *rows])


def task(days: float | None = 2, key: str = "A-1", **values: Any) -> Activity:
    minutes = None if days is None else int(days * DAY)
    return Activity(key=key, name="Work", duration_minutes=minutes, **values)


def planned(plan: Plan, step: Step, row: Activity) -> tuple[date, date, Activity]:
    after = plan.with_step(step)
    found = schedule(after)[row.id]
    return found.start.date(), found.finish.date(), after.activity(row.id)


def test_shifting_gives_a_start_window_and_no_constraint() -> None:
    row = task(2)
    plan = plan_of(row)
    step = wish.shift_to(plan, schedule(plan), row.id, date(2023, 1, 11))
    start, finish, after = planned(plan, step, row)
    assert (step.label, start, finish) == ("activity.shift", date(2023, 1, 11), date(2023, 1, 12))
    assert after.constraint is Constraint.ASAP and after.start_window == ImpreciseDate.exact(date(2023, 1, 11))


def test_shifting_keeps_the_working_time_of_a_task_with_two_windows() -> None:
    row = task(
        1, start_window=ImpreciseDate.exact(date(2023, 1, 4)), finish_window=ImpreciseDate.exact(date(2023, 1, 10))
    )
    plan = plan_of(row)
    start, finish, _ = planned(plan, wish.shift_to(plan, schedule(plan), row.id, date(2023, 1, 11)), row)
    assert (start, finish) == (date(2023, 1, 11), date(2023, 1, 17))  # five working days, as before


def test_shifting_a_milestone_puts_it_on_that_day_also_in_a_weekend() -> None:
    row = Activity(key="A-1", name="M", kind=ActivityKind.MILESTONE, duration_minutes=0)
    plan = plan_of(row)
    assert planned(plan, wish.shift_to(plan, schedule(plan), row.id, date(2023, 1, 8)), row)[0] == date(2023, 1, 8)


def test_shifting_before_what_it_waits_for_is_refused_and_says_for_what() -> None:
    first, second = task(5, "A-1"), task(1, "A-2")
    plan = plan_of(first, second, Dependency(predecessor_id=first.id, successor_id=second.id))
    with pytest.raises(EditRefused, match="waits for A-1"):
        wish.shift_to(plan, schedule(plan), second.id, date(2023, 1, 4))
    assert wish.shift_to(plan, schedule(plan), second.id, date(2023, 1, 10))


@pytest.mark.parametrize(
    "values",
    [
        {"actual_start": datetime(2023, 1, 3)},
        {"constraint": Constraint.MSO, "constraint_date": datetime(2023, 1, 3)},
        {"constraint": Constraint.SNET, "constraint_date": datetime(2023, 2, 1)},
        {"kind": ActivityKind.SUMMARY},
    ],
)
def test_shifting_what_cannot_move_is_refused(values: dict[str, Any]) -> None:
    row = task(2, **values)
    plan = plan_of(row)
    with pytest.raises(EditRefused):
        wish.shift_to(plan, schedule(plan), row.id, date(2023, 1, 10))


def test_stretching_changes_the_duration_on_its_own_calendar() -> None:
    row = task(2)
    plan = plan_of(row)
    start, finish, after = planned(plan, wish.stretch_to(plan, schedule(plan), row.id, date(2023, 1, 9)), row)
    assert (start, finish, after.duration_minutes) == (MONDAY, date(2023, 1, 9), 6 * DAY)
    with pytest.raises(EditRefused, match="before it starts"):
        wish.stretch_to(plan, schedule(plan), row.id, date(2022, 12, 30))


def test_stretching_work_without_a_term_gives_it_one() -> None:
    row = task(None)
    plan = plan_of(row)
    assert (
        planned(plan, wish.stretch_to(plan, schedule(plan), row.id, date(2023, 1, 3)), row)[2].duration_minutes == 960
    )


def test_stretching_work_that_is_placed_before_its_finish_keeps_its_start() -> None:
    row = task(3, finish_window=ImpreciseDate(date(2023, 1, 9), date(2023, 1, 13), "die week"))
    plan = plan_of(row)
    start, finish, _ = planned(plan, wish.stretch_to(plan, schedule(plan), row.id, date(2023, 1, 18)), row)
    before = schedule(plan)[row.id].start.date()
    assert (start, finish) == (before, date(2023, 1, 18))


def test_a_finish_gives_the_duration_where_the_start_is_known_and_else_the_place() -> None:
    known = task(2, start_window=ImpreciseDate.exact(date(2023, 1, 4)))
    plan = plan_of(known)
    step = wish.set_planned_finish(plan, schedule(plan), known.id, ImpreciseDate.exact(date(2023, 1, 10)))
    assert planned(plan, step, known)[2].duration_minutes == 5 * DAY
    free = task(2)
    plan = plan_of(free)
    step = wish.set_planned_finish(plan, schedule(plan), free.id, ImpreciseDate.exact(date(2023, 1, 10)))
    assert planned(plan, step, free)[:2] == (date(2023, 1, 9), date(2023, 1, 10))


def test_imprecise_dates_are_kept_as_they_were_said_and_can_be_taken_away() -> None:
    row = task(2)
    plan = plan_of(row)
    window = ImpreciseDate(date(2023, 6, 21), date(2023, 9, 22), "in de zomer")
    for setter, name in ((wish.set_planned_start, "start_window"), (wish.set_planned_finish, "finish_window")):
        after = plan.with_step(setter(plan, schedule(plan), row.id, window))
        assert getattr(after.activity(row.id), name) == window
        gone = after.with_step(setter(after, schedule(after), row.id, None))
        assert getattr(gone.activity(row.id), name) is None


def test_questions_about_working_time() -> None:
    row = task(2)
    plan = plan_of(row)
    friday, monday = datetime(2023, 1, 6, 9), datetime(2023, 1, 9, 17, 30)
    assert working_days.working_days_between(plan, row, friday, monday) == 2.0
    assert working_days.finish_after(plan, row, friday, 2 * DAY) == monday
    assert working_days.start_on_or_after(plan, row, datetime(2023, 1, 7)) == datetime(2023, 1, 9, 9)
