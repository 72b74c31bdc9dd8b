"""The course of a law after the letter: implementation time, recess, what follows, branches, and the true shifts."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from small_plans import Small, window

from planner.application.templates import template_plan
from planner.domain import edits
from planner.domain.checks import find_all
from planner.domain.control import ranges
from planner.domain.control.baselines import variance
from planner.domain.control.law_course import Branch, add_after_law, take_branch
from planner.domain.control.legislation import months_before, publication
from planner.domain.control.moves import Move, decide
from planner.domain.control.trend import baseline_reports, steering_lines, trend
from planner.domain.findings import Finding
from planner.domain.integrity import refuse_broken
from planner.domain.model import (
    Activity,
    CalendarException,
    CalendarPurpose,
    Decision,
    Gate,
    Stage,
    WorkCalendar,
)
from planner.domain.plan import Plan
from planner.domain.scheduling import schedule
from planner.errors import EditRefused


def found(plan: Plan, rule: str) -> list[Finding]:
    return [f for f in find_all(plan, schedule(plan)) if f.rule == rule]


@pytest.fixture(scope="module")
def course() -> Plan:
    """What really happened."""
    return template_plan("wsm-verloop")


def law(vote: str, entry: str = "2024-07-01", **programme) -> Small:
    small = Small(**programme)
    small.milestone("Stemming", stage=Stage.LOWER_VOTE, start_window=window(vote, vote))
    small.milestone("Inwerkingtreding", gate=Gate.ENTRY, start_window=window(entry, entry))
    return small


# --- what really happened -----------------------------------------------------------------------------


def test_that_the_letters_plan_against_what_happened_gives_the_true_shifts(course: Plan):
    planned = schedule(course)
    shifts = {course.activity(s.activity_id).key: s for s in variance(course, planned, course.baselines[0].id)}
    assert planned[shifts["JENV-6"].activity_id].finish.date() == date(2022, 10, 10)
    assert planned[shifts["JENV-17"].activity_id].finish.date() == date(2022, 12, 12)
    assert planned[shifts["JENV-12"].activity_id].finish.date() == date(2024, 7, 1)
    days = {key: shifts[key].finish_shift for key in ("JENV-6", "JENV-17", "JENV-12", "JENV-22")}
    assert days == {"JENV-6": 25, "JENV-17": 70, "JENV-12": 0, "JENV-22": -40}


def test_that_the_trend_shows_them_in_days(course: Plan):
    lines = steering_lines(course, trend(course, schedule(course), baseline_reports(course)))
    shifts = {course.activity(line.activity_id).key: line.shift for line in lines}
    assert shifts == {"JENV-17": 98, "JENV-6": 35, "JENV-22": -56, "JENV-12": 0}


def test_that_each_step_of_what_happened_has_a_source(course: Plan):
    done = [a for a in course.rows(Activity) if a.actual_finish is not None]
    assert len(done) > 20
    assert [a.key for a in done if not course.citations(a.id)] == []


def test_that_20_march_2024_is_in_time_for_1_july_with_three_months(course: Plan):
    found_then = publication(course, schedule(course))
    assert months_before(course) == 3
    assert found_then is not None
    assert (found_then.planned, found_then.last_safe) == (date(2024, 3, 20), date(2024, 4, 1))
    assert {f.rule for f in find_all(course, schedule(course))} == {
        *("moved-without-decision", "no-early-review", "figure-rose", "figures-not-comparable"),
    }


# --- rules ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("vote", "months", "rule"),
    [
        ("2023-07-04", 9, "implementation-fits"),  # nine months from the vote: 4 April 2024
        ("2023-10-01", 9, "implementation-fits"),
        ("2023-10-02", 9, "implementation-short"),
        ("2024-06-30", None, ""),
        ("2024-06-30", 0, ""),
    ],
)
def test_implementation_months_are_counted_from_the_vote(vote: str, months: int | None, rule: str):
    plan = law(vote, implementation_months=months).plan
    rules = [f.rule for f in find_all(plan, schedule(plan)) if f.rule.startswith("implementation")]
    assert rules == ([rule] if rule else [])


def test_that_a_vote_in_recess_is_found_with_the_source_of_that_recess():
    small = law("2023-07-11")
    recess = CalendarException(
        first=date(2023, 7, 7), last=date(2023, 9, 4), name="Zomerreces 2023", source="tweedekamer.nl/recessen"
    )
    small.rows.append(WorkCalendar(name="Reces Tweede Kamer", purpose=CalendarPurpose.RECESS, exceptions=(recess,)))
    (finding,) = found(small.plan, "in-recess")
    assert finding.about == (small.ids["Stemming"],)
    assert finding.source == "tweedekamer.nl/recessen"


def test_that_an_evaluation_later_than_five_years_is_found():
    small = law("2023-07-04")
    small.milestone("Evaluatie", stage=Stage.EVALUATION, start_window=window("2029-07-02", "2029-07-02"))
    assert len(found(small.plan, "evaluation-late")) == 1
    on_time = law("2023-07-04")
    on_time.milestone("Evaluatie", stage=Stage.EVALUATION, start_window=window("2029-07-01", "2029-07-01"))
    assert found(on_time.plan, "evaluation-late") == []


# --- branches and what follows ------------------------------------------------------------------------------


@pytest.mark.parametrize("branch", list(Branch))
def test_that_a_branch_is_one_step_that_makes_the_course_longer_and_can_be_undone(branch: Branch):
    plan = template_plan("wetstraject", date(2025, 3, 3))
    step = take_branch(plan, branch)
    after = plan.with_step(step)
    assert plan.entry is not None
    assert schedule(after)[plan.entry.id].start > schedule(plan)[plan.entry.id].start
    assert after.with_step(step.reversed()) == plan
    with pytest.raises(EditRefused, match="in the plan already"):
        take_branch(after, branch)


def test_that_a_branch_without_its_stage_is_refused():
    with pytest.raises(EditRefused, match="no activity for this stage"):
        take_branch(template_plan("leeg", date(2025, 3, 3)), Branch.COUNCIL_AGAIN)


def test_that_review_and_evaluation_are_planned_from_entry_into_force():
    plan = law("2023-07-04").plan
    after = plan.with_step(add_after_law(plan))
    planned = schedule(after)
    (report,) = [a for a in after.rows(Activity) if a.stage is Stage.EVALUATION]
    assert date(2029, 6, 1) < planned[report.id].finish.date() <= date(2029, 7, 1)
    assert found(after, "no-evaluation") == found(after, "no-early-review") == found(after, "evaluation-late") == []
    with pytest.raises(EditRefused, match="already"):
        add_after_law(after)


# --- moved milestones -------------------------------------------------------------------------------------------


def test_that_a_decision_answers_for_a_moved_milestone(course: Plan):
    assert len(found(course, "moved-without-decision")) == 3
    row = course.activities_by_key["JENV-6"]
    dates = course.baseline_dates(course.baselines[0].id)[row.id]
    move = Move(row.id, dates.finish, schedule(course)[row.id].finish)
    said = {"reason": "Het nader rapport kostte meer tijd", "decider": "Programmamanager", "meeting": "Stuurgroep"}
    step = decide(course, move, date(2022, 10, 10), title="Indiening later", **said)
    after = course.with_step(step)
    (decision,) = after.rows(Decision)
    assert decision.date_after == move.after
    left = [course.activities_by_key[key].id for key in ("JENV-17", "JENV-22")]
    assert [f.about[0] for f in found(after, "moved-without-decision")] == left
    assert after.with_step(step.reversed()).decisions == ()
    with pytest.raises(EditRefused, match="reason"):
        decide(course, move, date(2022, 10, 10), title="Indiening later", reason=" ", decider="x", meeting="")


def test_that_an_overruled_rule_says_why():
    plan = law("2024-06-30", implementation_months=9).plan
    from planner.domain.model import Overruling

    row = Overruling(rule="implementation-short", reason="Spoed", on=date(2024, 1, 1))
    (finding,) = found(plan.with_step(edits.add_row(plan, row)), "implementation-short")
    assert finding.rank == "notice"
    assert finding.message.words["reason"] == "Spoed"


def test_that_the_course_lies_between_its_shortest_and_its_longest_durations():
    plan = template_plan("wetstraject", date(2026, 1, 5))
    planned = schedule(plan)
    found = ranges.course(plan, planned, "shortest", "longest")
    assert found.beside.names == ("shortest", "longest") and not found.beside.refused
    assert len(found.ranged) == 11
    for activity in found.ranged:
        assert activity.shortest_minutes <= activity.duration_minutes <= activity.longest_minutes
    assert found.beside.moving
    for row in found.beside.moving:
        now, early, late = row.days
        assert early <= now <= late
    signed = plan.activities_by_key["MIN-13"]
    days = next(row.days for row in found.beside.moving if row.activity.id == signed.id)
    assert days[1] < days[0] < days[2]


def test_that_done_work_has_no_range_and_a_range_that_runs_backwards_is_refused():
    plan = template_plan("wetstraject", date(2026, 1, 5))
    first = plan.activities_by_key["MIN-2"]
    step = edits.edit_row(first, actual_start=datetime(2026, 1, 5, 9), actual_finish=datetime(2026, 6, 1, 17))
    after = plan.with_step(step)
    assert first.id not in {a.id for a in ranges.ranged_activities(after)}
    bad = edits.edit_row(first, shortest_minutes=300 * 480)
    with pytest.raises(EditRefused, match="longer than the longest"):
        refuse_broken(plan, plan.with_step(bad), bad)
