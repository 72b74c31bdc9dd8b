"""Every rule is seen to find what it is for, and to keep still where nothing is wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from small_plans import NO_TERM, STATUS, Small, day, on_the_way, window

from planner.domain import model as m
from planner.domain.checks import find_all
from planner.domain.findings import RANKS, Finding, Rank
from planner.domain.imprecise_date import ImpreciseDate, Nature
from planner.domain.scheduling import schedule
from planner.language import translator


def found(small: Small, rule: str) -> list[Finding]:
    plan = small.plan
    return [finding for finding in find_all(plan, schedule(plan)) if finding.rule == rule]


def texts(small: Small, rule: str) -> list[str]:
    return [translator("en").translate(finding.message) for finding in found(small, rule)]


def test_that_a_plan_in_order_has_no_findings():
    plan = on_the_way().plan
    assert find_all(plan, schedule(plan)) == ()


# --- date windows -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("latest", "number"), [("2022-07-05", 1), ("2022-07-06", 0), ("2022-09-01", 0)])
def test_that_a_window_that_has_passed_is_found_once_its_last_day_is_over(latest: str, number: int):
    small = Small()
    small.milestone("Brief", start_window=window("2022-06-01", latest))
    assert len(found(small, "window-passed")) == number


def test_that_a_passed_window_tells_the_words_and_whether_it_began():
    small = Small()
    small.activity("Begin", start_window=window("2022-06-01", "2022-06-30"))
    small.activity("Einde", percent_complete=20, finish_window=window(None, "2022-07-01"))
    small.activity("Begonnen", percent_complete=20, start_window=window("2022-06-01", "2022-06-30"))
    small.milestone("Gedaan", percent_complete=100, start_window=window("2022-06-01", "2022-06-30"))
    assert texts(small, "window-passed") == [
        "ACT-1 Begin: “volgens afspraak” has passed (last day 30 Jun 2022), and it has not begun.",
        "ACT-2 Einde: “volgens afspraak” has passed (last day 1 Jul 2022), and it is not done.",
    ]


def test_that_work_planned_after_its_window_is_found_and_wide_reading_told_apart():
    small = Small()
    small.activity("Voorwerk", 10, start_window=window("2022-09-01", "2022-09-01"))
    small.milestone("Indienen", start_window=window("2022-07-06", "2022-09-05", lenient=date(2022, 9, 22)))
    small.milestone("Anders", start_window=window("2022-07-06", "2022-09-05", lenient=date(2022, 9, 8)))
    small.milestone("Op tijd", start_window=window("2022-07-06", "2022-09-30"))
    for name in ("Indienen", "Anders", "Op tijd"):
        small.link("Voorwerk", name)
    first, second = texts(small, "later-than-window")
    assert "(last day 5 Sep 2022)" in first
    assert "even when read widely (8 Sep 2022)" in second


def test_that_what_has_no_term_is_listed_and_standing_practice_is_not():
    small = Small()
    small.activity("Evaluatie", None, start_window=NO_TERM)
    small.activity("Pilot", None, finish_window=ImpreciseDate(words="twee jaar", nature=Nature.DURATION, months=24))
    small.activity("Stadium", 30, finish_window=ImpreciseDate(words="een maand", nature=Nature.DURATION, months=1))
    small.activity("Staande praktijk", None, start_window=window("2022-07-06", None))
    small.activity("Gedaan", None, percent_complete=100, start_window=NO_TERM)
    assert texts(small, "no-term") == ["ACT-1 Evaluatie has no term.", "ACT-2 Pilot has a duration but no start."]


# --- dates that cannot be met --------------------------------------------------------------------------


@pytest.mark.parametrize(("deadline", "number"), [("2022-07-12T23:59", 0), ("2022-07-11T23:59", 1)])
def test_that_a_missed_deadline_is_found(deadline: str, number: int):
    small = Small()
    small.activity("Werk", 5, deadline=day(deadline))
    assert len(found(small, "deadline")) == number
    assert len(found(small, "negative-slack")) == number


@pytest.mark.parametrize(
    ("constraint", "at", "number"),
    [
        ("FNLT", "2022-07-11T23:59", 1),
        ("FNLT", "2022-07-12T23:59", 0),
        ("SNLT", "2022-07-05", 1),
        ("SNLT", "2022-08-01", 0),
    ],
)
def test_that_a_constraint_that_is_not_met_is_found(constraint: str, at: str, number: int):
    small = Small()
    small.activity("Werk", 5, constraint=m.Constraint(constraint), constraint_date=day(at))
    assert len(found(small, "constraint")) == number


def test_that_a_pinned_successor_that_starts_too_early_is_found_and_a_chain_told_so():
    small = Small()
    small.activity("Module", 10)
    other = small.organisation("OM")
    pin = {"constraint": m.Constraint.MSO, "constraint_date": day("2022-07-18")}
    small.activity("Opleiden", 5, **pin)
    small.activity("Officieren", 5, organisation_id=other.id, **pin)
    small.activity("Later", 5, constraint=m.Constraint.MSO, constraint_date=day("2022-07-20"))
    for name in ("Opleiden", "Officieren", "Later"):
        small.link("Module", name)
    conflicts = found(small, "link-conflict")
    assert {f.rank for f in conflicts} == {Rank.ERROR}
    assert texts(small, "link-conflict") == [
        "ACT-2 Opleiden is planned 2 working days before ACT-1 Module allows.",
        "ACT-3 Officieren is planned 2 working days before another organisation's ACT-1 Module allows.",
    ]


@pytest.mark.parametrize(
    ("type", "lag", "unit", "number"),
    [
        (m.LinkType.FS, 0, m.LagUnit.WORK, 1),
        (m.LinkType.FS, -2 * 480, m.LagUnit.WORK, 0),
        (m.LinkType.FS, -20, m.LagUnit.PERCENT, 0),
        (m.LinkType.FS, -10, m.LagUnit.PERCENT, 1),
        (m.LinkType.SS, 8 * 480, m.LagUnit.WORK, 0),
        (m.LinkType.SS, 9 * 480, m.LagUnit.WORK, 1),
        (m.LinkType.SS, 13 * 1440, m.LagUnit.ELAPSED, 1),
        (m.LinkType.FF, 3 * 480, m.LagUnit.WORK, 0),
        (m.LinkType.FF, 4 * 480, m.LagUnit.WORK, 1),
        (m.LinkType.SF, 13 * 480, m.LagUnit.WORK, 0),
        (m.LinkType.SF, 14 * 480, m.LagUnit.WORK, 1),
    ],
)
def test_that_every_type_of_link_and_lag_is_held_against_the_dates(
    type: m.LinkType, lag: int, unit: m.LagUnit, number: int
):
    small = Small()
    small.activity("Module", 10)  # 6 to 19 July
    small.activity("Opleiden", 5, constraint=m.Constraint.MSO, constraint_date=day("2022-07-18"))  # to 22 July
    small.link("Module", "Opleiden", type=type, lag=lag, lag_unit=unit)
    assert len(found(small, "link-conflict")) == number


def test_that_what_began_too_early_is_a_warning_and_what_is_done_is_history():
    small = Small()
    small.activity("Module", 10)
    small.activity("Begonnen", 5, actual_start=day("2022-07-06"))
    small.activity("Gedaan", 5, actual_start=day("2022-07-04"), actual_finish=day("2022-07-05T23:59"))
    small.activity("Zonder duur", None)
    small.activity("Na zonder duur", 5, constraint=m.Constraint.MSO, constraint_date=day("2022-07-06"))
    for name in ("Begonnen", "Gedaan"):
        small.link("Module", name)
    small.link("Zonder duur", "Na zonder duur")
    (conflict,) = found(small, "link-conflict")
    assert conflict.rank is Rank.WARNING
    assert conflict.about[0] == small.ids["Begonnen"]


def test_that_a_ring_is_told_as_the_link_that_was_left_out():
    small = Small()
    small.activity("Een")
    small.activity("Twee")
    small.link("Een", "Twee")
    assert not found(small, "ring")
    small.link("Twee", "Een")
    (ring,) = found(small, "ring")
    assert ring.rank is Rank.ERROR
    assert set(ring.about) == set(small.ids.values())


@pytest.mark.parametrize(
    ("days", "given", "told"),
    [
        (5, (5, 10), []),
        (10, (5, 10), []),
        (4, (5, 10), ["ACT-1 Werk is planned in 4 working days; its shortest duration is 5 working days."]),
        (12, (None, 10), ["ACT-1 Werk is planned in 12 working days; its longest duration is 10 working days."]),
        (1, (None, None), []),
        (None, (5, 10), []),
    ],
)
def test_that_a_plan_outside_its_own_range_is_told(days: int | None, given: tuple[int | None, ...], told: list[str]):
    small = Small()
    shortest, longest = (None if each is None else each * 480 for each in given)
    small.activity("Werk", days, shortest_minutes=shortest, longest_minutes=longest)
    assert texts(small, "outside-range") == told


# --- entry into force and readiness ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "number"), [("2024-07-01", 0), ("2025-01-01", 0), ("2024-07-02", 1), ("2024-10-01", 1), ("2024-06-30", 1)]
)
def test_that_entry_into_force_on_another_day_than_a_change_moment_is_found_with_the_rule_s_source(
    at: str, number: int
):
    small = Small()
    small.entry(day(at))
    moments = found(small, "change-moment")
    assert len(moments) == number
    assert all(f.source == "Aanwijzingen voor de regelgeving, aanwijzing 4.17" for f in moments)


def test_that_a_plan_without_entry_into_force_is_told_so_once_it_has_work():
    small = Small()
    assert not found(small, "no-entry")
    small.activity("Werk")
    assert len(found(small, "no-entry")) == 1


def test_that_work_that_ends_too_late_for_entry_is_an_error_per_organisation():
    assert not found(on_the_way(), "entry-missed")
    late = on_the_way(start_window=window("2024-06-10", "2024-06-10"))
    (finding,) = found(late, "entry-missed")
    assert finding.rank is Rank.ERROR
    assert texts(late, "entry-missed") == ["Politie: the work ends 5 working days too late for entry into force."]


def test_that_a_chain_organisation_without_a_readiness_milestone_is_found():
    small = on_the_way()
    small.organisation("OM")
    small.organisation("TK", kind=m.OrganisationKind.PARLIAMENT)
    assert texts(small, "no-ready-milestone") == ["OM has no milestone that says it is ready."]


def test_that_readiness_and_work_that_lead_nowhere_are_found():
    small = on_the_way()
    other = small.organisation("OM")
    small.activity("Los werk", organisation_id=other.id)
    small.milestone("OM gereed", gate=m.Gate.READY, organisation_id=other.id)
    assert [f.about[0] for f in found(small, "ready-not-linked")] == [other.id]
    assert [f.about for f in found(small, "not-leading-to-entry")] == [(other.id,)]
    small.link("OM gereed", "Inwerkingtreding")
    assert not found(small, "ready-not-linked")
    assert not found(small, "not-leading-to-entry")


def test_that_work_in_a_linked_summary_leads_to_entry():
    small = on_the_way()
    other = small.organisation("OM")
    small.activity("Alles van OM", None, kind=m.ActivityKind.SUMMARY, organisation_id=other.id)
    small.milestone("OM gereed", gate=m.Gate.READY, organisation_id=other.id, parent_id=small.ids["Alles van OM"])
    small.link("Alles van OM", "Inwerkingtreding")
    assert not found(small, "ready-not-linked")


def test_that_work_without_a_duration_on_the_way_to_entry_is_told_together():
    small = on_the_way()
    for number in range(7):
        small.activity(f"Open {number}", None)
        small.link(f"Open {number}", "Politie gereed")
    small.activity("Staande praktijk", None)
    (text,) = texts(small, "open-ended")
    assert "(7): ACT-4, ACT-5, ACT-6, ACT-7, ACT-8 and 2 more" in text


def test_that_mandatory_criteria_nobody_judged_are_counted_up_to_the_status_date():
    small = on_the_way()
    first, second = small.criterion("Opgeleid"), small.criterion("Ingericht")
    small.criterion("Mooi meegenomen", mandatory=False)
    small.judged(first, m.Light.GREEN, STATUS)
    small.judged(second, m.Light.GREEN, STATUS + timedelta(days=1))
    assert texts(small, "not-assessed") == ["Politie: mandatory criteria not assessed yet: 1 of 2."]


# --- outline, organisations, calendars, commitments ---------------------------------------------------------


def test_that_loose_milestones_are_found_unless_they_or_their_summary_are_linked():
    small = Small()
    small.activity("Alles", None, kind=m.ActivityKind.SUMMARY)
    small.milestone("Los")
    small.milestone("Gedaan", percent_complete=100)
    small.milestone("Erin", parent_id=small.ids["Alles"])
    small.milestone("Doel")
    small.link("Alles", "Doel")
    assert [f.about for f in found(small, "milestone-not-linked")] == [(small.ids["Los"],)]


def test_that_activities_without_an_organisation_are_told_together_and_summaries_may_have_none():
    small = Small()
    small.activity("Alles", None, kind=m.ActivityKind.SUMMARY, organisation_id=None)
    small.activity("Een", organisation_id=None, parent_id=small.ids["Alles"])
    small.activity("Twee", organisation_id=None)
    small.activity("Drie")
    assert [f.about for f in found(small, "no-organisation")] == [(small.ids["Een"], small.ids["Twee"])]


def test_that_a_calendar_without_working_time_is_found():
    small = Small()
    assert not found(small, "idle-calendar")
    small.rows.append(m.WorkCalendar(name="Dicht", week=((),) * 7))
    assert len(found(small, "idle-calendar")) == 1


def test_that_commitments_are_told_when_overdue_due_soon_or_without_a_term():
    small = Small()
    small.commitment(1, term=window("2022-06-01", "2022-07-05"))
    small.commitment(2, term=window("2022-07-06", "2022-08-05"))
    small.commitment(3)
    small.commitment(4, term=window("2022-07-06", "2022-12-31"))
    small.commitment(5, term=window("2022-06-01", "2022-07-05"), status=m.CommitmentStatus.DONE)
    small.commitment(6, term=replace(NO_TERM, nature=Nature.RECURRING))
    assert texts(small, "commitment-overdue") == ["TZ-1 Toezegging 1 is overdue since 5 Jul 2022."]
    assert texts(small, "commitment-due") == ["TZ-2 Toezegging 2 is due on 5 Aug 2022."]
    assert texts(small, "commitment-no-term") == ["TZ-3 Toezegging 3 is open and has no term."]


# --- all together -----------------------------------------------------------------------------------------------


def test_that_findings_come_by_rank_and_each_can_be_said_in_both_languages():
    small = on_the_way(start_window=window("2024-06-10", "2024-06-10"), deadline=day("2024-06-01"))
    small.milestone("Los", start_window=window("2022-01-01", "2022-02-01"))
    small.commitment(1)
    small.activity("Zonder", organisation_id=None, start_window=NO_TERM)
    plan = small.plan
    findings = find_all(plan, schedule(plan))
    ranks = [RANKS.index(f.rank) for f in findings]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == 3
    for finding in findings:
        english, dutch = (translator(code).translate(finding.message) for code in ("en", "nl"))
        assert english != dutch
        assert "{" not in english + dutch
