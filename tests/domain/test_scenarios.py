"""Scenarios: adopting equals having done the edits, dropping leaves the plan equal, clashes are named."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.application.templates import template_plan
from planner.chart.reports.scenarios import scenario_report
from planner.domain import edits
from planner.domain.control.scenarios import adopt, compared, drop, keep_in, lay_over, make_scenario
from planner.domain.control.side_by_side import side_by_side
from planner.domain.integrity import refuse_broken
from planner.domain.plan import Plan
from planner.domain.scheduling import schedule
from planner.errors import EditRefused
from planner.language import translator

sys.path.append(str(Path(__file__).parents[1] / "storage"))
from random_edits import Drawn, full_plan, some_edit

ON = date(2022, 7, 6)


def with_scenario(plan: Plan) -> Plan:
    return plan.with_step(make_scenario(plan, "Half jaar later", ON))


@settings(max_examples=25, deadline=None)
@given(st.data(), st.integers(1, 6))
def test_adopting_equals_having_done_the_edits_and_dropping_leaves_the_plan_equal(data: st.DataObject, number: int):
    plan = full_plan()
    home, done = with_scenario(plan), plan
    (scenario,) = [s for s in home.scenarios if s.name == "Half jaar later"]
    for _ in range(number):
        try:
            step = some_edit(done, Drawn(data))
            after = done.with_step(step)
        except EditRefused:
            continue
        if not step or "scenario" in step.kinds:
            continue
        done = after
        home = home.with_step(keep_in(home, scenario.id, step))
        over = home.with_step(lay_over(home, home.row(type(scenario), scenario.id)).step)
        assert over.with_step(drop(over, scenario.id)) == done
    assert home.with_step(drop(home, scenario.id)) == plan
    step = adopt(home, scenario.id)
    adopted = home.with_step(step)
    assert adopted == done
    assert adopted.with_step(step.reversed()) == home


def test_that_what_the_plan_changed_meanwhile_is_kept_and_a_clash_is_named_never_lost():
    home = with_scenario(template_plan("wsm-2022"))
    (scenario,) = home.scenarios
    row = home.activities_by_key["POL-2"]
    home = home.with_step(keep_in(home, scenario.id, edits.edit_row(row, name="Anders", note="Alleen in het scenario")))
    home = home.with_step(edits.edit_row(row, name="Zo in het plan", responsible="Projectleider"))
    (clash,) = lay_over(home, home.scenarios[0]).clashes
    assert clash.fields == ("name",)
    with pytest.raises(EditRefused, match=r"clash.*POL-2"):
        adopt(home, scenario.id)
    adopted = home.with_step(adopt(home, scenario.id, leave_out_clashes=True))
    now = adopted.activities_by_key["POL-2"]
    assert (now.name, now.note, now.responsible) == ("Zo in het plan", "Alleen in het scenario", "Projectleider")


def test_that_a_scenario_is_compared_with_the_plan():
    home = with_scenario(template_plan("wsm-2022"))
    (scenario,) = home.scenarios
    entry = home.entry
    assert entry is not None
    later = entry.constraint_date.replace(year=2025, month=1, day=1) if entry.constraint_date else None
    home = home.with_step(keep_in(home, scenario.id, edits.edit_row(entry, constraint_date=later)))
    found = compared(home, schedule(home), home.scenarios[0])
    assert found.entry is not None
    assert (found.entry.before.date(), found.entry.after.date()) == (date(2024, 7, 1), date(2025, 1, 1))
    assert all(s.after > s.before for s in found.slacks if s.before is not None and s.after is not None)


def test_that_a_name_is_given_once():
    home = with_scenario(full_plan())
    with pytest.raises(EditRefused, match="already"):
        make_scenario(home, " Half jaar later ", ON)


def test_that_scenarios_stand_beside_the_plan_and_one_that_cannot_be_read_is_named():
    plan = template_plan("wsm-2022")
    planned = schedule(plan)
    for name, key, values in (
        ("Longer", "JENV-8", {"duration_minutes": 200 * 480}),
        ("Renamed", "POL-2", {"name": "Otherwise"}),
        ("Of another version", "POL-2", {"name": "Unseen"}),
    ):
        plan = plan.with_step(make_scenario(plan, name, ON))
        step = edits.edit_row(plan.activities_by_key[key], **values)
        made = next(s for s in plan.scenarios if s.name == name)
        plan = plan.with_step(keep_in(plan, made.id, step))
    unknown = next(s for s in plan.scenarios if s.name == "Of another version")
    plan = plan.with_step(edits.edit_row(unknown, format=99))
    found = side_by_side(plan, planned, plan.scenarios)
    assert found.names == ("Longer", "Renamed")
    assert [name for name, _ in found.refused] == ["Of another version"]
    assert "JENV-8" in {row.activity.key for row in found.moving}
    for row in found.moving:
        own, longer, renamed = row.days
        assert own == renamed == planned[row.activity.id].finish.date()
        assert longer == found.differences[0].schedule[row.activity.id].finish.date() != own
    justice = next(row for row in found.slacks if row.organisation.code == "JENV")
    assert justice.minutes[1] < justice.minutes[0] == justice.minutes[2]
    report = scenario_report(plan, planned, translator("en"))
    assert [column.heading for column in report.tables[0].columns] == ["No.", "Activity", "Plan", "Longer", "Renamed"]
    assert any("another version" in cell.text for cells in report.tables[2].rows for cell in cells)


def test_that_a_name_stands_for_one_scenario_and_that_not_all_are_shown_is_told():
    plan = template_plan("wsm-2022")
    for number in range(8):
        plan = plan.with_step(make_scenario(plan, f"Scenario {number}", ON))
    renamed = edits.edit_row(plan.scenarios[1], name="scenario 0")
    with pytest.raises(EditRefused, match="already in use"):
        refuse_broken(plan, plan.with_step(renamed), renamed)
    report = scenario_report(plan, schedule(plan), translator("en"))
    assert report.subtitle == "Scenarios beside the plan: the first 6 of 8"
    assert len(report.tables[0].columns) == 2 + 1 + 6
