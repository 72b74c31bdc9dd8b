"""Readiness with its reason, baselines, commitments and indicators."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_plans import STATUS, Small, day, on_the_way, window

from planner.domain import model as m
from planner.domain.control.baselines import Fate, freeze, latest_baseline, variance
from planner.domain.control.commitments import DueState, counts, has_no_term, state_of, states
from planner.domain.control.indicators import all_series, series
from planner.domain.control.readiness import (
    OrganisationReadiness,
    chain_readiness,
    criteria_matrix,
    leading_to_entry,
    organisation_light,
    organisation_readiness,
    progress,
    readiness,
    weakest,
)
from planner.domain.edits import set_field
from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.plan import Plan
from planner.domain.scheduling import schedule
from planner.errors import EditRefused
from planner.language import translator


def ready(small: Small, organisation: m.Organisation | None = None) -> OrganisationReadiness:
    plan = small.plan
    chosen = (organisation or small.police).id
    whole = organisation_readiness(plan, schedule(plan), chosen)
    assert organisation_light(plan, schedule(plan), chosen) is whole.light
    return whole


def why(found: OrganisationReadiness) -> str:
    return translator("en").translate(found.why)


# --- lights -------------------------------------------------------------------------------------------


def test_that_work_that_ends_too_late_for_entry_is_red():
    found = ready(on_the_way(start_window=window("2024-06-10", "2024-06-10")))
    assert (found.light, why(found)) == (m.Light.RED, "The work ends 5 working days too late for entry into force.")
    assert found.entry_slack == -5 * 480


def test_that_little_slack_is_orange_and_more_is_not():
    assert (
        ready(on_the_way(percent_complete=5, start_window=window("2024-05-20", "2024-05-20"))).light is m.Light.ORANGE
    )
    assert ready(on_the_way(percent_complete=5, start_window=window("2024-05-17", "2024-05-17"))).light is m.Light.GREEN


def test_that_slack_does_not_count_while_no_day_was_given_for_entry():
    small = Small()
    small.activity("Werk", 20, percent_complete=50)
    small.entry(None)
    small.link("Werk", "Inwerkingtreding")
    found = ready(small)
    assert found.light is m.Light.GREEN
    assert "no day has been given" in why(found)


def test_that_overdue_work_is_orange_and_named():
    small = on_the_way()
    small.activity("Brief", 5, start_window=window("2022-06-01", "2022-06-01"))
    found = ready(small)
    assert (found.light, why(found)) == (m.Light.ORANGE, "ACT-4 Brief is overdue.")
    small.activity("Nota", 5, deadline=day("2022-07-08"))
    assert "and 1 more" in why(ready(small))


def test_that_nothing_started_nothing_planned_and_nothing_that_leads_there_are_grey():
    small = on_the_way()
    found = ready(small)
    assert found.light is m.Light.GREY
    assert why(found).startswith("Nothing is reported as started;")
    other, idle = small.organisation("OM"), small.organisation("NFI")
    small.activity("Los", organisation_id=other.id, percent_complete=50)
    assert why(ready(small, other)) == "Nothing that is planned leads to entry into force."
    assert why(ready(small, idle)) == "Nothing is planned."
    assert ready(small, idle).light is ready(small, other).light is m.Light.GREY


def test_that_started_work_with_slack_is_green():
    found = ready(on_the_way(actual_start=day("2022-07-01"), percent_complete=10))
    assert found.light is m.Light.GREEN
    assert why(found).startswith("Nothing is overdue;")


def test_that_a_judgement_can_make_it_worse_but_never_better():
    small = on_the_way(actual_start=day("2022-07-01"), percent_complete=10)
    criterion = small.criterion("Opgeleid")
    small.judged(criterion, m.Light.RED, STATUS - timedelta(days=9), "geen capaciteit")
    found = ready(small)
    assert (found.light, why(found)) == (m.Light.RED, "Opgeleid: geen capaciteit")
    small.judged(criterion, m.Light.GREEN, STATUS)
    assert ready(small).light is m.Light.GREEN
    small.judged(criterion, m.Light.RED, STATUS + timedelta(days=1))  # later than the status date
    assert ready(small).light is m.Light.GREEN
    late = on_the_way(start_window=window("2024-06-10", "2024-06-10"))
    late.judged(late.criterion("Opgeleid"), m.Light.GREEN)
    assert ready(late).light is m.Light.RED


def test_that_a_criterion_that_is_not_mandatory_does_not_colour_the_organisation():
    small = on_the_way(actual_start=day("2022-07-01"), percent_complete=10)
    small.judged(small.criterion("Extra", mandatory=False), m.Light.RED)
    assert ready(small).light is m.Light.GREEN


def test_that_the_chain_is_as_ready_as_its_weakest_link():
    small = on_the_way(actual_start=day("2022-07-01"), percent_complete=10)
    plan = small.plan
    assert chain_readiness(plan, schedule(plan))[0] is m.Light.GREEN
    small.organisation("OM")
    small.organisation("TK", kind=m.OrganisationKind.PARLIAMENT)
    plan = small.plan
    light, reason = chain_readiness(plan, schedule(plan))
    assert light is m.Light.GREY
    assert translator("en").translate(reason) == "The chain is as ready as its weakest link: OM."
    assert [plan.row(m.Organisation, r.organisation_id).code for r in readiness(plan, schedule(plan))] == ["OM", "POL"]
    assert weakest([]) is m.Light.GREY


def test_that_progress_is_weighted_by_duration_and_by_number_where_there_is_none():
    small = Small()
    small.activity("Lang", 30)
    small.activity("Kort", 10, percent_complete=100)
    small.milestone("Gereed")
    activities = list(small.plan.rows(m.Activity))
    assert progress(activities) == 25
    assert progress([a for a in activities if a.is_milestone]) == 0
    assert progress([]) == 0
    assert progress([activities[2].changed(percent_complete=100), activities[2]]) == 50  # type: ignore[list-item]


def test_that_progress_counts_what_leads_to_entry():
    small = on_the_way(percent_complete=40)
    small.activity("Iets anders", 500, percent_complete=90)
    assert ready(small).percent == 40


def test_that_what_leads_to_entry_follows_links_on_summaries_both_ways():
    small = on_the_way()
    small.activity("Groep", None, kind=m.ActivityKind.SUMMARY)
    small.activity("Lid", parent_id=small.ids["Groep"])
    small.activity("Voor de groep")
    small.activity("Elders")
    small.link("Voor de groep", "Groep")
    small.link("Lid", "Werk")
    leading = leading_to_entry(small.plan)
    assert {name for name, i in small.ids.items() if i in leading} == {
        "Werk",
        "Politie gereed",
        "Inwerkingtreding",
        "Lid",
        "Voor de groep",
    }


# --- the matrix ------------------------------------------------------------------------------------------


def test_that_the_matrix_shows_the_weakest_latest_judgement_of_each_theme():
    small = Small()
    training, systems = m.Track(code="OPL", name="Opleiding", position=1), m.Track(code="IV", name="IV", position=2)
    small.rows += [training, systems, m.Track(code="X", name="Zonder criteria")]
    first, second = (small.criterion(name, track_id=training.id) for name in ("Module", "Docenten"))
    small.judged(first, m.Light.RED, STATUS - timedelta(days=30))
    small.judged(first, m.Light.GREEN)
    small.judged(second, m.Light.ORANGE, explanation="nog werven")
    small.criterion("Ongeoordeeld", track_id=systems.id)
    matrix = criteria_matrix(small.plan)
    assert [t.code for t in matrix.tracks] == ["OPL", "IV"]
    assert [o.code for o in matrix.organisations] == ["POL"]
    cell = matrix.cells[small.police.id, training.id]
    assert (cell.light, cell.explanation) == (m.Light.ORANGE, "nog werven")
    assert set(cell.criteria) == {first, second}
    assert matrix.cells[small.police.id, systems.id].light is m.Light.GREY


def test_that_the_letter_s_matrix_is_grey(letter_plan: Plan):
    matrix = criteria_matrix(letter_plan)
    assert [o.code for o in matrix.organisations] == ["POL", "OM", "NFI", "CSG", "GEM"]
    assert [t.code for t in matrix.tracks] == ["PRO", "WER", "OPL", "IV", "CAP", "COM", "AFS"]
    assert {cell.light for cell in matrix.cells.values()} == {m.Light.GREY}
    assert len(matrix.cells) == 35


def test_that_on_the_day_of_the_letter_all_run_and_nothing_is_overdue(letter_plan: Plan):
    found = readiness(letter_plan, schedule(letter_plan))
    lights = {letter_plan.row(m.Organisation, r.organisation_id).code: r.light for r in found}
    assert set(lights.values()) == {m.Light.GREY}, "what only we assume makes nobody green"
    said = [str(r.why) for r in found]
    assert all("Nothing is overdue" in text and "rests on assumptions" in text for text in said), said


# --- baselines ---------------------------------------------------------------------------------------------


def test_that_a_baseline_tells_how_many_working_days_everything_moved():
    small = on_the_way()
    plan = small.plan
    step = freeze(plan, schedule(plan), "Nulmeting", date(2022, 7, 6))
    plan = plan.with_step(step)
    baseline = latest_baseline(plan)
    assert baseline is not None
    assert {s.fate for s in variance(plan, schedule(plan), baseline.id)} == {Fate.SAME}
    plan = plan.with_step(set_field(plan, plan.activity(small.ids["Werk"]), "duration_minutes", 23 * 480))
    shifts = {s.activity_id: s for s in variance(plan, schedule(plan), baseline.id)}
    assert (shifts[small.ids["Werk"]].start_shift, shifts[small.ids["Werk"]].finish_shift) == (0, 3)
    assert shifts[small.ids["Politie gereed"]].finish_shift == 3
    assert shifts[small.ids["Inwerkingtreding"]].fate is Fate.SAME
    assert plan.with_step(step.reversed()).baselines == ()


def test_that_an_activity_added_after_the_baseline_is_told_so():
    small = on_the_way()
    plan = small.plan
    plan = plan.with_step(freeze(plan, schedule(plan), "Nulmeting", date(2022, 7, 6)))
    fresh = m.Activity(key="ACT-99", name="Nieuw", position=99)
    plan = Plan.of([*plan.all_rows(), fresh])
    (added,) = [s for s in variance(plan, schedule(plan), plan.baselines[0].id) if s.fate is Fate.ADDED]
    assert added.activity_id == fresh.id
    assert added.finish_shift is None
    with pytest.raises(EditRefused):
        variance(plan, schedule(plan), fresh.id)


# --- commitments --------------------------------------------------------------------------------------------


def test_that_commitments_stand_in_the_order_in_which_they_press():
    small = Small()
    small.commitment(1, status=m.CommitmentStatus.SETTLED, settled_by="Brief", kind=m.CommitmentKind.MOTION)
    small.commitment(2, term=window("2022-07-06", "2022-12-31"))
    small.commitment(3)
    small.commitment(4, term=window(None, "2022-07-01"), status=m.CommitmentStatus.PARTLY)
    small.commitment(5, term=window(None, "2022-07-06"))
    found = states(small.plan)
    assert [(s.commitment.key, s.standing) for s in found] == [
        ("TZ-4", DueState.OVERDUE),
        ("TZ-5", DueState.DUE),
        ("TZ-2", DueState.OPEN),
        ("TZ-3", DueState.NO_TERM),
        ("TZ-1", DueState.SETTLED),
    ]
    said = [translator("en").translate(s.message) for s in found]
    assert said == [
        "Overdue by 5 days (due 1 Jul 2022)",
        "Due in 0 days (6 Jul 2022)",
        "Open, due 31 Dec 2022",
        "Open, without a term",
        "Settled by: Brief",
    ]
    assert counts(small.plan) == {m.CommitmentKind.MOTION: (0, 1), m.CommitmentKind.COMMITMENT: (4, 4)}


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
@settings(max_examples=50, deadline=None)
def test_that_an_open_commitment_is_overdue_exactly_when_its_last_day_has_passed(due: date, on: date):
    commitment = m.Commitment(
        key="TZ-1", kind=m.CommitmentKind.COMMITMENT, title="Brief", term=ImpreciseDate(latest=due)
    )
    state = state_of(commitment, on)
    assert (state.standing is DueState.OVERDUE) == (due < on)
    assert state.days_left == (due - on).days
    assert not has_no_term(commitment)


# --- indicators ------------------------------------------------------------------------------------------------


def test_that_the_figures_of_the_letter_are_series_with_their_units_apart(letter_plan: Plan):
    stock, reports, cases, motions, supply = all_series(letter_plan)
    assert [p.value for p in stock.points] == [3429, 2928, 3351, 3361]
    assert [p.change for p in stock.points] == [None, -501, 423, 10]
    assert [p.day for p in stock.points] == [date(year, 6, 2) for year in (2019, 2020, 2021, 2022)]
    assert [p.value for p in reports.points] == [706, 844, 884, 694]
    assert (reports.indicator.unit, cases.indicator.unit) == ("aangiftes", "zaken")
    assert (reports.lowest, reports.highest) == (694, 884)
    assert cases.latest is not None
    assert cases.latest.value == 646
    assert motions.latest is not None
    assert motions.latest.value == 5
    assert supply.latest is supply.lowest is None
    assert supply.points[0].measurement.note
    assert series(letter_plan, stock.indicator.id) == stock
