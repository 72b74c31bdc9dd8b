"""The letter's programme told right: what runs, who promised what, and no source from after its day."""

from __future__ import annotations

from datetime import date

import pytest

from planner.application.templates import template_plan
from planner.domain.control.state import State, states
from planner.domain.model import Activity, Citation, CommitmentStatus, Organisation, Source
from planner.domain.official_references import official_reference
from planner.domain.plan import Plan
from planner.domain.scheduling import schedule

LETTER_DAY = date(2022, 7, 6)


@pytest.fixture(scope="module")
def letter() -> Plan:
    return template_plan("wsm-2022")


@pytest.fixture(scope="module")
def course() -> Plan:
    return template_plan("wsm-verloop")


def commitment(plan: Plan, key: str):
    return next(c for c in plan.commitments if c.key == key)


def owner(plan: Plan, row) -> str:
    return plan.row(Organisation, row.organisation_id).code


def test_that_no_running_work_appears_as_beginning(letter: Plan):
    told = states(letter, schedule(letter))
    running = [a for a in letter.rows(Activity) if a.actual_start_window is not None and not a.has_happened]
    assert len(running) == 20
    assert {a.key for a in running} >= {"WODC-1", "POL-2", "OM-2", "NFI-2", "CSG-2", "GEM-2", "CSG-7"}
    assert {told.of(a) for a in running} == {State.RUNNING}


def test_that_commitments_are_whose_and_when_they_were_made(letter: Plan):
    assert owner(letter, commitment(letter, "TZ-5")) == "JENV"
    involved = {letter.row(Organisation, each).code for each in commitment(letter, "TZ-5").involved_ids}
    assert "POL" in involved
    made = commitment(letter, "TZ-3").made_on
    assert [first for first, _ in made.moments] == [date(2021, 12, 1), date(2022, 4, 4)]
    assert made.phased
    assert commitment(letter, "MO-6").status is CommitmentStatus.UNKNOWN
    for key in ("MO-2", "MO-3"):
        carried = {letter.row(Activity, each).key for each in commitment(letter, key).activity_ids}
        assert "POL-6" in carried


def test_that_the_debate_of_2020_and_the_pilot_s_conditions_are_there(letter: Plan):
    assert letter.activities_by_key["TK-5"].actual_start.date() == date(2020, 2, 12)
    pilot = letter.activities_by_key["POL-8"]
    assert len([c for c in letter.criteria if c.activity_id == pilot.id]) == 4


def test_that_the_lower_house_takes_calendar_months(letter: Plan):
    house = letter.activities_by_key["JENV-7"]
    assert house.elapsed
    assert [round(minutes / 1440 / 365 * 12) for minutes in (house.shortest_minutes, house.longest_minutes)] == [9, 13]


def test_that_no_source_is_later_than_the_status_date(letter: Plan, course: Plan):
    for plan in (letter, course):
        assert all(s.on is None or s.on <= plan.programme.status_date for s in plan.rows(Source))
    cited = {c.reference for c in letter.rows(Citation)} | {s.reference for s in letter.rows(Source)}
    assert not any("nr. 65" in each for each in cited)
    assert any("34 843, nr. 65" in s.reference for s in course.rows(Source))


def test_that_references_stand_in_one_notation_with_their_publication(letter: Plan, course: Plan):
    for plan in (letter, course):
        for row in (*plan.rows(Source), *plan.rows(Citation), *plan.commitments):
            found = official_reference(row.reference)
            assert found is None or found.text == row.reference
            if isinstance(row, Source) and found:
                assert row.address
    assert "officielebekendmakingen.nl" in next(s.address for s in letter.rows(Source) if s.key == "BR-2")


def test_that_the_course_tells_promise_beside_outcome(course: Plan):
    by_key = course.activities_by_key
    assert by_key["JENV-5"].actual_start.date() == date(2022, 6, 8)
    assert by_key["JENV-11"].actual_finish is None
    assert by_key["JENV-11"].actual_finish_window is not None
    assert not any("opzij" in f"{s.reference} {s.address}".casefold() for s in course.rows(Source))
    assert len(course.commitments) == 13
    assert commitment(course, "TZ-3").status is CommitmentStatus.DONE
    assert commitment(course, "TZ-3").settled_on.latest == date(2022, 12, 12)
    assert len(list(course.table("measurement").values())) == 11
