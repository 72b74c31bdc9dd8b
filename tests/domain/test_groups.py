"""Groups of organisations: members, rules of readiness, lists that come in, and the same plan for many."""

from datetime import datetime

import pytest

from planner.application.organisation_lists import listed
from planner.application.templates import template_plan
from planner.domain import edits
from planner.domain.checks import find_all
from planner.domain.control.groups import group_state, members
from planner.domain.control.state import State
from planner.domain.model import Activity, Criterion, Dependency, Organisation
from planner.domain.plan import Plan
from planner.domain.rollout import roll_out
from planner.domain.scheduling import schedule
from planner.errors import EditRefused
from planner.language import translator

NL = translator("nl")
HEADS = ["Gemeentecode", "Gemeente", "Koepel", "Inwoners", "Verzameling"]
ROWS = [
    ["0363", "Amsterdam", "GEM", "900.000", "G4"],
    ["344", "Utrecht", "GEM", "360000", "G4, pilotgemeenten"],
    ["GM0106", "Assen", "Gemeenten", "70 000", ""],
    ["0109", "Coevorden", "gem", "35000", ""],
]


@pytest.fixture
def plan() -> Plan:
    """The letter's programme with four municipalities."""
    letter = template_plan("wsm-2022")
    return letter.with_step(listed(HEADS, ROWS, letter).step)


def group_of(plan: Plan) -> Organisation:
    return plan.organisations_by_code["GEM"]


def rolled(plan: Plan) -> Plan:
    return plan.with_step(roll_out(plan, plan.activities_by_key["GEM-1"].id, group_of(plan).id).step)


def test_that_a_list_gives_members_with_their_codes_and_sets(plan):
    found = members(plan, group_of(plan).id)
    assert [o.code for o in found] == ["GM0363", "GM0344", "GM0106", "GM0109"]
    assert found[1].set_names == ("G4", "pilotgemeenten")
    assert [o.size for o in found] == [900_000, 360_000, 70_000, 35_000]


def test_that_every_row_of_a_list_is_counted(plan):
    rows = [*ROWS, ["0106", "Assen", "", "", ""], ["", "", "GEM", "5", ""], ["0114", "Emmen", "GEM", "veel", ""]]
    again = listed(HEADS, rows, plan)
    assert (again.new, again.changed, again.unchanged, len(again.not_taken)) == (0, 0, 4, 3)
    assert not again.step
    shown = [NL.translate(message) for message in again.not_taken]
    assert [text.replace(":", "").split(" ")[:2] for text in shown] == [["Regel", "6"], ["Regel", "7"], ["Regel", "8"]]


def test_that_a_change_in_a_list_is_a_change_of_that_organisation(plan):
    changed = listed(["cbs-nummer", "naam", "contact (rol)"], [["363", "Gemeente Amsterdam", "coördinator"]], plan)
    assert (changed.new, changed.changed) == (0, 1)
    after = plan.with_step(changed.step)
    assert after.organisations_by_code["GM0363"].contact_role == "coördinator"
    assert after.organisations_by_code["GM0363"].part_of_id == group_of(plan).id


def test_that_a_group_that_is_not_there_is_made(plan):
    found = listed(["Naam", "Groep"], [["Eenheid Rotterdam", "Politie"], ["Parket Oost", "Parketten"]], plan)
    after = plan.with_step(found.step)
    assert [o.name for o in members(after, plan.organisations_by_code["POL"].id)] == ["Eenheid Rotterdam"]
    assert any(o.name == "Parketten" for o in after.organisations)


def test_that_nobody_is_part_of_itself(plan):
    amsterdam, group = plan.organisations_by_code["GM0363"], group_of(plan)
    with pytest.raises(EditRefused, match="part of itself"):
        plan.with_step(edits.set_field(plan, group, "part_of_id", amsterdam.id))


def test_that_each_member_gets_the_work_the_links_and_the_criteria(plan):
    before = {kind: len(plan.table(kind)) for kind in ("activity", "dependency", "criterion")}
    made = roll_out(plan, plan.activities_by_key["GEM-1"].id, group_of(plan).id)
    after = plan.with_step(made.step)
    assert made.members == 4
    assert [a.key for a in made.set_aside] == ["GEM-1", "GEM-2", "GEM-3"]
    assert len(after.table("activity")) == before["activity"] + made.made == before["activity"] + 4 * 3
    assert len(after.table("dependency")) == before["dependency"] + made.links
    assert len(after.table("criterion")) == before["criterion"] + made.criteria
    own = [a for a in after.rows(Activity) if a.organisation_id == plan.organisations_by_code["GM0106"].id]
    assert sorted(a.key for a in own) == ["GM0106-1", "GM0106-2", "GM0106-3"]
    assert [a.name for a in own if a.is_summary] == ["Assen"]
    assert all(a.active and a.model_id for a in own)
    assert not any(after.activities_by_key[key].active for key in ("GEM-1", "GEM-2", "GEM-3"))
    ends = {(link.predecessor_id, link.successor_id) for link in after.rows(Dependency)}
    milestone, model = next(a for a in own if a.is_milestone), plan.activities_by_key["GEM-3"]
    others = {link.successor_id for link in plan.successors(model.id)}
    assert others and {(milestone.id, other) for other in others} <= ends
    assert {c.name for c in after.rows(Criterion) if c.organisation_id == own[0].organisation_id}


def test_that_a_second_rollout_does_nothing(plan):
    after = rolled(plan)
    assert not roll_out(after, plan.activities_by_key["GEM-1"].id, group_of(plan).id, after).step


def test_that_members_follow_the_model_where_they_did_not_deviate(plan):
    sent = rolled(plan)
    model = sent.activities_by_key["GEM-2"]
    assen = next(a for a in sent.rows(Activity) if a.model_id == model.id and a.key.startswith("GM0106"))
    now = sent.with_step(edits.set_field(sent, assen, "duration_minutes", 99 * 480))
    now = now.with_step(edits.set_field(now, now.activity(model.id), "duration_minutes", 60 * 480))
    made = roll_out(now, sent.activities_by_key["GEM-1"].id, group_of(plan).id, sent)
    after = now.with_step(made.step)
    found = {a.key: a.duration_minutes for a in after.rows(Activity) if a.model_id == model.id}
    assert found == {"GM0363-2": 60 * 480, "GM0344-2": 60 * 480, "GM0106-2": 99 * 480, "GM0109-2": 60 * 480}
    assert made.updated == 3
    assert [a.key for a in made.left] == ["GM0106-2"]


@pytest.mark.parametrize(
    ("rule", "done", "ready"),
    [
        ({}, ("GM0363", "GM0344", "GM0106"), False),
        ({}, ("GM0363", "GM0344", "GM0106", "GM0109"), True),
        ({"ready_percent": 75}, ("GM0363", "GM0344", "GM0106"), True),
        ({"ready_percent": 75, "ready_by_size": True}, ("GM0344", "GM0106", "GM0109"), False),
        ({"ready_percent": 75, "ready_by_size": True}, ("GM0363", "GM0344"), True),
        ({"ready_percent": 50, "ready_all_of": "G4"}, ("GM0363", "GM0106"), False),
        ({"ready_percent": 50, "ready_all_of": "g4"}, ("GM0363", "GM0344", "GM0106"), True),
        ({"ready_percent": 60, "ready_all_of": "G4"}, ("GM0363", "GM0344", "GM0106"), False),
    ],
)
def test_what_makes_a_group_ready(plan, rule, done, ready):
    now = rolled(plan)
    for name, value in rule.items():
        now = now.with_step(edits.set_field(now, group_of(now), name, value))
    for milestone in [a for a in now.rows(Activity) if a.is_milestone and a.key.split("-")[0] in done]:
        finished = {"actual_start": datetime(2022, 7, 1), "actual_finish": datetime(2022, 7, 1, 17)}
        now = now.with_step(edits.edit_row(milestone, **finished))
    found = group_state(now, schedule(now), group_of(now))
    assert found.is_ready is ready
    assert found.ready == len(done)
    assert len(found.members) == 4
    assert {m.organisation.code for m in found.behind} == {o.code for o in members(now, found.group.id)} - set(done)
    assert sum(found.count(state) for state in State) == 4


def test_that_a_member_that_does_not_count_holds_nobody_up(plan):
    now = rolled(plan)
    for code in ("GM0363", "GM0344", "GM0106", "GM0109"):
        now = now.with_step(edits.set_field(now, now.organisations_by_code[code], "mandatory", code == "GM0109"))
    milestone = next(a for a in now.rows(Activity) if a.is_milestone and a.key.startswith("GM0109"))
    finished = {"actual_start": datetime(2022, 7, 1), "actual_finish": datetime(2022, 7, 1, 17)}
    now = now.with_step(edits.edit_row(milestone, **finished))
    assert group_state(now, schedule(now), group_of(now)).is_ready


def test_that_a_copy_cannot_be_a_model_and_an_empty_group_gets_nothing(plan):
    after = rolled(plan)
    copy = next(a for a in after.rows(Activity) if a.model_id is not None)
    with pytest.raises(EditRefused):
        roll_out(after, copy.id, group_of(plan).id)
    entry = plan.entry
    assert entry is not None
    for key in ("JENV-12", "POL-1", "JENV-1"):
        with pytest.raises(EditRefused, match="not the work of"):
            roll_out(plan, plan.activities_by_key[key].id, group_of(plan).id)
    with pytest.raises(EditRefused, match="no members"):
        roll_out(plan, plan.activities_by_key["POL-1"].id, plan.organisations_by_code["POL"].id)


def test_that_findings_on_many_members_are_one_that_counts_them(plan):
    now = rolled(plan)
    found = find_all(now, schedule(now))
    names = {o.name for o in members(now, group_of(now).id)}
    alone = [f for f in found if any(name in NL.translate(f.message) for name in names)]
    counted = [f for f in alone if "4 leden van Gemeenten" in NL.translate(f.message)]
    assert counted
    for finding in counted:
        rows = [now.get(Activity, i) or now.get(Criterion, i) or now.get(Organisation, i) for i in finding.about]
        owners = {getattr(row, "organisation_id", row.id) for row in rows}
        assert {o.id for o in members(now, group_of(now).id)} <= owners
    rules = [f.rule for f in alone]
    assert len(rules) == len(set(rules)), "each rule tells of the group once"
