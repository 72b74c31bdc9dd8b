"""The status date is an act: it tells what becomes late, takes answers, and plans what is left from it."""

from __future__ import annotations

from datetime import date

import pytest

from planner.application.templates import template_plan
from planner.domain.control.state import State, states
from planner.domain.control.statements import statements
from planner.domain.control.status_date import Answer, Said, look_ahead
from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.model import Activity, Commitment
from planner.domain.plan import Plan
from planner.domain.scheduling import schedule
from planner.errors import EditRefused

FEBRUARY = date(2023, 2, 1)


@pytest.fixture(scope="module")
def letter() -> Plan:
    return template_plan("wsm-2022")


def test_that_february_2023_makes_late_what_was_promised_before(letter: Plan):
    found = look_ahead(letter, schedule(letter), FEBRUARY)
    late = {each.activity.key for each in found.overdue}
    assert {"JENV-6", "JENV-18", "JENV-17"} <= late
    assert found.after.made is False and found.after.next_moment == date(2025, 1, 1)
    assert found.after.decides is not None and found.after.decides.key == "JENV-6"
    for activity in found.plan.rows(Activity):
        if not activity.is_summary and not activity.has_happened:
            assert found.schedule[activity.id].finish.date() >= FEBRUARY or found.schedule[activity.id].termless


def test_that_without_planning_what_is_left_nothing_moves_and_slack_is_none(letter: Plan):
    scheduled = schedule(letter)
    found = look_ahead(letter, scheduled, FEBRUARY, plan_remaining=False)
    told, judged = statements(found.plan, found.schedule), states(found.plan, found.schedule)
    past = [a for a in found.plan.rows(Activity) if not a.is_summary and not a.has_happened and told.is_stale(a)]
    assert past
    assert all(told.slack(a) is None and judged.of(a) is State.LATE for a in past)
    assert found.after.made is None


def test_that_answers_are_taken_in_the_same_step(letter: Plan):
    scheduled = schedule(letter)
    bill, plan_of_action = letter.activities_by_key["JENV-6"], letter.activities_by_key["JENV-17"]
    answers = {
        bill.id: Answer(Said.DONE, ImpreciseDate.exact(date(2022, 10, 10))),
        plan_of_action.id: Answer(Said.TO_COME, ImpreciseDate(date(2023, 3, 1), date(2023, 3, 31), "in maart")),
    }
    found = look_ahead(letter, scheduled, FEBRUARY, answers=answers)
    judged = states(found.plan, found.schedule)
    assert judged.of(found.plan.activity(bill.id)) is State.DONE
    assert judged.of(found.plan.activity(plan_of_action.id)) is State.PLANNED
    assert not {"JENV-6", "JENV-17"} & {each.activity.key for each in found.overdue}
    assert letter.with_step(found.step) == found.plan
    assert found.plan.with_step(found.step.reversed()) == letter


def test_that_what_is_done_was_done_by_the_status_date(letter: Plan):
    bill = letter.activities_by_key["JENV-6"]
    answer = Answer(Said.DONE, ImpreciseDate.exact(date(2023, 2, 2)))
    with pytest.raises(EditRefused, match="on the status date or before"):
        look_ahead(letter, schedule(letter), FEBRUARY, answers={bill.id: answer})


@pytest.mark.parametrize("day", [date(1899, 12, 31), date(9999, 12, 31)])
def test_that_a_status_date_that_no_plan_can_have_is_refused(letter: Plan, day: date):
    with pytest.raises(EditRefused, match="lies between"):
        look_ahead(letter, schedule(letter), day)


def test_a_replay_month_by_month_of_what_happened(letter: Plan):
    """The letter's programme, told each month what the course of events says was done by then."""
    happened = {
        a.key: a.finished_at.date()
        for a in template_plan("wsm-verloop").rows(Activity)
        if a.finished_at is not None and not a.is_summary
    }
    plan, lates = letter, []
    months = [date(2022 + (m - 1) // 12, (m - 1) % 12 + 1, 6) for m in range(8, 32)]
    for day in months:
        scheduled = schedule(plan)
        known = {
            a.id: Answer(Said.DONE, ImpreciseDate.exact(happened[a.key]))
            for a in plan.rows(Activity)
            if a.key in happened and happened[a.key] <= day and not a.has_happened and not a.is_summary
        }
        found = look_ahead(plan, scheduled, day, answers=known)
        plan = found.plan
        judged = states(plan, found.schedule)
        assert {each.activity.key for each in found.overdue} == {
            a.key for a in judged.leaves if judged.of(a) is State.LATE
        }
        for activity in judged.leaves:
            planned = found.schedule[activity.id]
            assert planned.start <= planned.finish
            if not activity.has_happened and not planned.termless:
                assert planned.finish.date() >= day
        lates.append(len(found.overdue))
        for commitment in plan.rows(Commitment):
            judged.of(commitment)
    assert max(lates) > 0
    done = {a.key for a in plan.rows(Activity) if a.has_happened}
    assert {key for key in happened if key in plan.activities_by_key and happened[key] <= months[-1]} <= done
