"""The measures of a plan's quality: each on a plan that passes it and one that does not, and on hostile plans."""

from __future__ import annotations

import json
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from planner.domain import model as m
from planner.domain.changes import RowChange, Step
from planner.domain.control.baselines import freeze
from planner.domain.plan import Plan
from planner.domain.quality.assessing import MEASURES, Verdict, assess, verdict
from planner.domain.quality.measure import Family, Outcome
from planner.domain.rows import change_row
from planner.domain.scheduling import schedule
from planner.storage.plan_file import PlanFile
from tests.domain.small_plans import DAY, ENTRY, Small
from tests.house.test_cli import done
from tests.scheduling.random_plans import plans

BEARING = {
    "organisations-without-path",
    "readiness-unused",
    "work-without-duration",
    "invalid-dates",
    "critical-path-test",
}


def sound() -> Small:
    """Three tasks in a row from a first milestone to readiness and entry into force: nothing bearing is missed."""
    small = Small()
    small.milestone("begin")
    for name in ("a", "b", "c"):
        small.activity(name, 20)
    small.milestone("ready", gate=m.Gate.READY)
    small.milestone("entry", gate=m.Gate.ENTRY, constraint=m.Constraint.SNET, constraint_date=ENTRY)
    names = ("begin", "a", "b", "c", "ready", "entry")
    for first, second in pairwise(names):
        small.link(first, second)
    return small


def outcomes(plan: Plan, **limits: float) -> dict[str, Outcome]:
    return {each.measure.name: each for each in assess(plan, schedule(plan), limits)}


def changed(small: Small, name: str, **values: Any) -> Small:
    rows = [r.changed(**values) if r.id == small.ids[name] else r for r in small.rows]
    small.rows[:] = rows
    return small


def keys(small: Small, each: Outcome) -> set[str]:
    names = {row_id: name for name, row_id in small.ids.items()}
    return {names[row_id] for row_id in each.figure.about}


def test_that_a_sound_plan_passes_all_that_bears():
    plan = sound().plan
    found = assess(plan, schedule(plan))
    assert verdict(found).bears
    assert {each.measure.name for each in found if each.measure.bearing} == BEARING
    assert all(each.passed for each in found if each.measure.bearing)


def test_that_there_are_fourteen_of_dcma_and_ten_of_gao():
    assert [each.number for each in MEASURES if each.family is Family.DCMA] == [str(n) for n in range(1, 15)]
    assert [each.number for each in MEASURES if each.family is Family.GAO] == [f"G{n}" for n in range(1, 11)]
    assert len({each.name for each in MEASURES}) == len(MEASURES)


def test_missing_links_on_either_side():
    small = sound()
    small.activity("loose")
    small.activity("begins only")
    small.link("begin", "begins only")
    each = outcomes(small.plan)["missing-logic"]
    assert keys(small, each) == {"loose", "begins only"}
    assert each.figure.value == 40 and each.passed is False


def test_that_a_link_on_a_summary_counts_for_what_is_in_it():
    small = sound()
    group = small.activity("group", None, kind=m.ActivityKind.SUMMARY)
    small.activity("inside", parent_id=group)
    small.link("begin", "group")
    small.link("group", "entry")
    assert outcomes(small.plan)["missing-logic"].figure.value == 0


@pytest.mark.parametrize(
    ("lag", "measure", "other"), [(-DAY, "leads", "lags"), (DAY, "lags", "leads")], ids=["lead", "lag"]
)
def test_leads_and_lags(lag: int, measure: str, other: str):
    small = sound()
    small.activity("d", 5)
    small.link("c", "d", lag=lag)
    small.link("d", "ready")
    found = outcomes(small.plan)
    assert found[measure].passed is False and keys(small, found[measure]) == {"d"}
    assert found[other].figure.value == 0


def test_link_types_are_counted_for_finish_to_start():
    small = sound()
    small.link("a", "c", type=m.LinkType.SS)
    each = outcomes(small.plan)["link-types"]
    assert each.figure.value == pytest.approx(83.3) and each.passed is False and keys(small, each) == {"c"}


@pytest.mark.parametrize("kind", [m.Constraint.MSO, m.Constraint.MFO, m.Constraint.SNLT, m.Constraint.FNLT])
def test_hard_constraints(kind: m.Constraint):
    small = changed(sound(), "b", constraint=kind, constraint_date=datetime(2023, 1, 2))
    assert keys(small, outcomes(small.plan)["hard-constraints"]) == {"b"}


@pytest.mark.parametrize("kind", [m.Constraint.SNET, m.Constraint.FNET, m.Constraint.ASAP])
def test_that_soft_constraints_are_not_hard(kind: m.Constraint):
    small = changed(sound(), "b", constraint=kind, constraint_date=datetime(2023, 1, 2))
    assert outcomes(small.plan)["hard-constraints"].figure.value == 0


@pytest.mark.parametrize(("days", "passed"), [(44, True), (45, False)])
def test_that_44_working_days_are_not_long(days: int, passed: bool):
    small = changed(sound(), "b", duration_minutes=days * DAY)
    assert outcomes(small.plan)["long-activities"].passed is passed


def test_that_a_long_activity_in_the_baseline_is_long():
    small = changed(sound(), "b", duration_minutes=60 * DAY)
    plan = small.plan
    plan = plan.with_step(freeze(plan, schedule(plan), "v1", date(2022, 7, 6)))
    short = plan.with_step(m_step(plan, small.ids["b"], duration_minutes=10 * DAY))
    assert outcomes(short)["long-activities"].passed is False


def m_step(plan: Plan, row_id: Any, **values: Any) -> Any:
    row = plan.activity(row_id)
    return Step("test", (RowChange.update(row, change_row(row, **values)),))


def test_high_and_negative_slack():
    found = outcomes(sound().plan)
    assert found["high-slack"].figure.value == 100  # the entry is far away
    late = changed(sound(), "c", deadline=datetime(2022, 7, 20))
    each = outcomes(late.plan)["negative-slack"]
    assert each.passed is False and keys(late, each) == {"a", "b", "c"}


def test_invalid_dates_before_and_after_the_status_date():
    small = changed(sound(), "a", actual_start=datetime(2022, 7, 20, 9))
    assert keys(small, outcomes(small.plan)["invalid-dates"]) == {"a"}
    small = changed(sound(), "a", constraint=m.Constraint.MSO, constraint_date=datetime(2022, 6, 1, 9))
    assert keys(small, outcomes(small.plan)["invalid-dates"]) == {"a"}


def test_missed_tasks_and_pace_against_the_baseline():
    small = sound()
    plan = small.plan
    plan = plan.with_step(freeze(plan, schedule(plan), "v1", date(2022, 7, 6)))
    programme = plan.programme
    later = programme.changed(status_date=date(2022, 9, 30))
    plan = plan.with_step(Step("test", (RowChange.update(programme, later),)))
    plan = plan.with_step(
        m_step(plan, small.ids["a"], actual_start=datetime(2022, 7, 6, 9), actual_finish=datetime(2022, 8, 2, 17, 30))
    )
    found = outcomes(plan)
    assert keys(small, found["missed-tasks"]) == {"b", "c"} and found["missed-tasks"].figure.whole == 3
    assert found["bei"].passed is False and found["bei"].figure.value == 0.33


def test_that_without_a_baseline_two_measures_do_not_apply_and_say_so():
    found = outcomes(sound().plan)
    for name in ("missed-tasks", "bei", "resources"):
        assert found[name].passed is None and found[name].figure.value is None and found[name].figure.why is not None


@pytest.mark.parametrize(
    "held",
    [
        {"constraint": m.Constraint.MSO, "constraint_date": datetime(2022, 9, 1)},
        {"pinning": m.Pinning.HAND, "pinned_start": datetime(2022, 9, 1), "pinned_finish": datetime(2022, 10, 1)},
    ],
    ids=["constraint", "pinned"],
)
def test_that_a_fixed_date_on_the_way_fails_the_test_of_the_critical_path(held: dict[str, Any]):
    small = changed(sound(), "c", **held)
    small.activity("early", 10)
    small.link("early", "a")
    each = outcomes(small.plan)["critical-path-test"]
    assert each.passed is False and each.figure.value is not None and each.figure.value < 600 and each.figure.about


@pytest.mark.parametrize("kind", [m.Constraint.MSO, m.Constraint.SNET, m.Constraint.MFO])
def test_that_a_day_given_for_entry_does_not_fail_it(kind: m.Constraint):
    small = changed(sound(), "entry", constraint=kind)
    assert outcomes(small.plan)["critical-path-test"].passed is True


def test_organisations_and_readiness_that_do_not_lead_to_entry():
    small = sound()
    other = small.organisation("OM", position=2)
    small.milestone("om ready", gate=m.Gate.READY, organisation_id=other.id)
    found = outcomes(small.plan)
    assert found["organisations-without-path"].figure.about == (other.id,)
    assert keys(small, found["readiness-unused"]) == {"om ready"}
    assert not verdict(tuple(found.values())).bears


def test_that_work_without_a_duration_on_the_way_is_named_and_other_work_is_not():
    small = sound()
    small.activity("unknown", None)
    small.activity("elsewhere", None)
    small.link("unknown", "entry")
    found = outcomes(small.plan)
    assert keys(small, found["work-without-duration"]) == {"unknown"}
    assert found["work-without-duration"].passed is False
    assert found["path-without-term"].figure.value == 25


def test_that_limits_can_be_set():
    small = sound()
    assert outcomes(small.plan, **{"high-slack": 100.0})["high-slack"].passed is True


def test_a_plan_without_anything_in_it():
    plan = Plan.of([m.Programme(name="Leeg", status_date=date(2024, 1, 1))])
    found = assess(plan, schedule(plan))
    assert not verdict(found).bears
    assert isinstance(verdict(found), Verdict)


@settings(max_examples=60, deadline=None)
@given(plans())
def test_any_plan_can_be_measured(plan: Plan):
    planned = schedule(plan)
    for each in assess(plan, planned):
        if each.figure.value is None:
            assert each.passed is None and each.figure.why is not None
            continue
        over = each.figure.value >= each.limit if each.measure.at_least else each.figure.value <= each.limit
        assert each.passed is over
        if each.figure.part is not None and each.figure.whole is not None:
            assert 0 <= each.figure.part <= max(each.figure.whole, each.figure.part)
        for row_id in each.figure.about:
            assert any(row_id in plan.table(kind) for kind in m.ENTITIES)


def test_the_json_of_the_command_line(tmp_path: Path):
    PlanFile.create(tmp_path / "p.keten", sound().plan).close()
    rows = json.loads(done("check", "p.keten", "--quality", "--json", at=tmp_path))
    assert [row["measure"] for row in rows] == [each.name for each in MEASURES]
    assert all(set(row) == {"measure", "value", "limit", "passed", "keys"} for row in rows)
    by_name = {row["measure"]: row for row in rows}
    assert by_name["resources"]["passed"] is None
    assert by_name["long-activities"]["passed"] is True and by_name["high-slack"]["keys"] == ["ACT-2", "ACT-3", "ACT-4"]


def test_that_limits_of_the_settings_count(tmp_path: Path):
    PlanFile.create(tmp_path / "p.keten", sound().plan).close()
    config = tmp_path / "home" / "config"
    config.mkdir(parents=True)
    (config / "settings.json").write_text(json.dumps({"version": 1, "quality_limits": {"high-slack": 100.0}}))
    rows = json.loads(done("check", "p.keten", "--quality", "--json", at=tmp_path))
    assert next(row for row in rows if row["measure"] == "high-slack")["passed"] is True
    assert "Can this plan bear" in done("check", "p.keten", "--quality", at=tmp_path)
