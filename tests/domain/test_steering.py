"""Go or no-go, letters, agreements, risks, figures and points of attention: rules with cases of their own."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from planner.domain import edits
from planner.domain.checks import find_all
from planner.domain.control.agreements import AgreementState, agreement_of_link, footing
from planner.domain.control.attention import choose, on_paper
from planner.domain.control.go_no_go import by_facts, verdict
from planner.domain.control.letters import letters
from planner.domain.control.risks import weight_light
from planner.domain.findings import Finding
from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.model import (
    Activity,
    ActivityKind,
    Agreed,
    Agreement,
    Assessment,
    Better,
    Commitment,
    CommitmentKind,
    Criterion,
    Dependency,
    Entity,
    Gate,
    Indicator,
    Light,
    Measurement,
    Organisation,
    Programme,
    Reply,
    Risk,
    UpdateRound,
)
from planner.domain.plan import Plan
from planner.domain.scheduling import schedule
from planner.errors import EditRefused

TODAY = date(2024, 1, 15)
DAY = 480


def exact(year: int, month: int, day: int) -> ImpreciseDate:
    return ImpreciseDate.exact(date(year, month, day))


def plan_with(*more: Entity, **values: Any) -> Plan:
    """The police train until March, the prosecution waits for that, and the law starts on 1 July."""
    return Plan.of([Programme(name="Wet", status_date=TODAY), POL, OM, TRAIN, USE, ENTRY, LINK, *more])


POL, OM = Organisation(code="POL", name="Politie"), Organisation(code="OM", name="Openbaar Ministerie", position=1)
TRAIN = Activity(
    key="POL-1",
    name="Opleiden",
    organisation_id=POL.id,
    duration_minutes=20 * DAY,
    start_window=exact(2024, 2, 5),
)
USE = Activity(key="OM-1", name="Werken met opgeleiden", organisation_id=OM.id, duration_minutes=5 * DAY, position=1)
ENTRY = Activity(
    key="OM-2",
    name="Inwerkingtreding",
    kind=ActivityKind.MILESTONE,
    gate=Gate.ENTRY,
    duration_minutes=0,
    start_window=exact(2024, 7, 1),
    position=2,
)
LINK = Dependency(predecessor_id=TRAIN.id, successor_id=USE.id)


def found(plan: Plan, *rules: str) -> list[Finding]:
    return [finding for finding in find_all(plan, schedule(plan)) if finding.rule in rules]


# --- go or no-go -------------------------------------------------------------------------------------


def criterion(**values: Any) -> Criterion:
    return Criterion(**{"organisation_id": POL.id, "name": "Opgeleid", "activity_id": TRAIN.id, **values})


def judged(row: Criterion, light: Light, why: str = "") -> Assessment:
    return Assessment(criterion_id=row.id, on=date(2024, 1, 10), light=light, explanation=why)


@pytest.mark.parametrize(
    ("light", "minimum", "mandatory", "go"),
    [
        (Light.GREEN, Light.GREEN, True, True),
        (Light.ORANGE, Light.GREEN, True, False),
        (Light.ORANGE, Light.ORANGE, True, True),
        (Light.RED, Light.ORANGE, True, False),
        (Light.RED, Light.GREEN, False, True),
    ],
)
def test_that_one_open_mandatory_point_makes_a_no_go(light: Light, minimum: Light, mandatory: bool, go: bool):
    good = criterion(name="Werkinstructie", organisation_id=OM.id, activity_id=None)
    row = criterion(minimum=minimum, mandatory=mandatory)
    plan = plan_with(good, judged(good, Light.GREEN), row, judged(row, light, "wacht op lokalen"))
    assert verdict(plan, schedule(plan)).go is go


def test_that_what_nobody_judged_is_open_and_nothing_at_all_is_no_go():
    row = criterion()
    plan = plan_with(row)
    decided = verdict(plan, schedule(plan))
    assert decided.on == date(2024, 7, 1)
    assert [point.criterion for point in decided.open_points] == [row]
    assert not verdict(plan_with(), schedule(plan_with())).go


def test_that_dates_alone_say_red_orange_or_green():
    late, in_time = criterion(needed_by=exact(2024, 2, 20)), criterion()
    plan = plan_with(late, in_time)
    assert by_facts(plan, schedule(plan), late) is Light.RED
    assert by_facts(plan, schedule(plan), in_time) is Light.ORANGE
    done = plan.with_step(edits.edit_row(TRAIN, actual_start=datetime(2024, 1, 2), actual_finish=datetime(2024, 1, 12)))
    assert by_facts(done, schedule(done), in_time) is Light.GREEN
    assert by_facts(plan, schedule(plan), criterion(activity_id=None)) is None


def test_that_a_judgement_better_than_the_dates_needs_an_explanation():
    row = criterion(needed_by=exact(2024, 2, 20))
    silent, told = plan_with(row, judged(row, Light.GREEN)), plan_with(row, judged(row, Light.GREEN, "al bijna klaar"))
    assert found(silent, "judgement-unexplained") and not found(told, "judgement-unexplained")


# --- letters and promises ------------------------------------------------------------------------------


def test_that_the_letter_settles_seven_and_promises_what_is_open(letter_plan):
    (letter,) = [each for each in letters(letter_plan) if each.source.key == "BR-1"]
    kinds = [c.kind for c in letter.settles]
    assert (kinds.count(CommitmentKind.MOTION), kinds.count(CommitmentKind.COMMITMENT)) == (5, 2)
    assert len(letter.makes) >= 4
    assert not {c.id for c in letter.makes} & {c.id for c in letter.settles}


def test_that_a_new_term_keeps_the_old_one():
    promise = Commitment(key="TZ-1", kind=CommitmentKind.COMMITMENT, title="Brief", term=exact(2024, 3, 1))
    plan = plan_with(promise)
    once = plan.with_step(edits.set_field(plan, promise, "term", exact(2024, 5, 1)))
    again = once.with_step(edits.set_field(once, once.commitments[0], "term", exact(2024, 6, 1)))
    assert again.commitments[0].earlier_terms == (exact(2024, 3, 1), exact(2024, 5, 1))
    assert not edits.set_field(again, again.commitments[0], "term", exact(2024, 6, 1))


# --- agreements -----------------------------------------------------------------------------------------


def test_that_an_agreement_says_when_its_day_no_longer_holds():
    agreed = Agreement(
        key="AFS-1",
        title="Opgeleiden",
        giver_id=POL.id,
        taker_id=OM.id,
        activity_id=TRAIN.id,
        promised=exact(2024, 3, 15),
    )
    plan = plan_with(agreed)
    assert footing(agreed, schedule(plan)) is AgreementState.PROPOSED
    assert [f.rule for f in found(plan, "agreement-broken", "agreement-not-accepted")] == ["agreement-not-accepted"]
    accepted = agreed.changed(status=Agreed.ACCEPTED, accepted=exact(2024, 2, 15))
    broken = plan_with(accepted)
    assert footing(accepted, schedule(broken)) is AgreementState.BROKEN
    assert [f.rule for f in found(broken, "agreement-broken", "agreement-not-accepted")] == ["agreement-broken"]
    delivered = accepted.changed(status=Agreed.DELIVERED)
    assert not found(plan_with(delivered), "agreement-broken", "agreement-not-accepted")


def test_that_a_chain_dependency_becomes_an_agreement_once():
    plan = plan_with()
    after = plan.with_step(agreement_of_link(plan, LINK))
    (made,) = after.agreements
    assert (made.giver_id, made.taker_id) == (POL.id, OM.id)
    assert (made.activity_id, made.needed_by_id) == (TRAIN.id, USE.id)
    with pytest.raises(EditRefused):
        agreement_of_link(after, LINK)
    inside = Dependency(predecessor_id=USE.id, successor_id=ENTRY.id)
    with pytest.raises(EditRefused):
        agreement_of_link(plan_with(inside), inside)


# --- risks, figures, rounds -----------------------------------------------------------------------------


def test_that_a_heavy_risk_without_measure_or_owner_is_found():
    heavy = Risk(key="RIS-1", title="Te weinig docenten", probability=4, impact=4)
    assert found(plan_with(heavy), "risk-without-measure")
    measured = heavy.changed(measure="Werven")
    assert not found(plan_with(measured), "risk-without-measure") and found(plan_with(measured), "risk-without-owner")
    assert not found(plan_with(heavy.changed(impact=3)), "risk-without-measure", "risk-without-owner")
    assert [weight_light(n) for n in (7, 8, 14, 15)] == [Light.GREEN, Light.ORANGE, Light.ORANGE, Light.RED]


def test_that_figures_against_the_words_are_found(letter_plan):
    told = {f.rule: f for f in find_all(letter_plan, schedule(letter_plan)) if f.rule.startswith("figure")}
    assert told["figure-rose"].message.words["value"] == 3361
    pairs = [
        {f.message.words["a"], f.message.words["b"]}
        for f in find_all(letter_plan, schedule(letter_plan))
        if f.rule == "figures-not-comparable"
    ]
    assert {694, 646} in pairs


@pytest.mark.parametrize(
    ("better", "rules"), [(Better.DOWN, ["figure-wrong-way"]), (Better.UP, []), (Better.UNSTATED, ["figure-rose"])]
)
def test_that_which_way_is_better_decides(better: Better, rules: list[str]):
    stock = Indicator(key="KG-1", name="Voorraad", unit="zaken", better=better)
    values = [
        Measurement(indicator_id=stock.id, at=exact(year, 6, 2), value=value)
        for year, value in ((2022, 10), (2023, 12))
    ]
    assert [f.rule for f in found(plan_with(stock, *values), "figure-wrong-way", "figure-rose")] == rules


def test_that_who_did_not_answer_a_round_in_time_is_found():
    asked = UpdateRound(
        name="Januari",
        opened_on=date(2024, 1, 1),
        due_on=date(2024, 1, 12),
        organisation_ids=(POL.id, OM.id),
        asked_seq=0,
    )
    reply = Reply(round_id=asked.id, organisation_id=OM.id, received_at=datetime(2024, 1, 10), file_name="om.xlsx")
    assert [f.about[0] for f in found(plan_with(asked, reply), "no-reply")] == [POL.id]


# --- what goes on paper -----------------------------------------------------------------------------------


def test_that_findings_go_on_paper_unless_taken_off_and_in_words_of_ones_own():
    plan = plan_with(Risk(key="RIS-1", title="Te weinig docenten", probability=5, impact=5))
    findings = find_all(plan, schedule(plan))
    one = next(f for f in findings if f.rule == "risk-without-measure")
    assert len(on_paper(plan, findings)) == len(findings)
    off = plan.with_step(choose(plan, one, paper=False))
    assert one not in [point.finding for point in on_paper(off, findings)]
    back = off.with_step(choose(off, one, paper=True))
    assert not back.attention_choices
    said = plan.with_step(choose(plan, one, paper=True, words="Docenten werven"))
    assert "Docenten werven" in [point.words for point in on_paper(said, findings)]
