"""Each field is declared once, and everything that shows fields can show each of them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

import pytest

from planner.domain import model
from planner.domain.edits import add_row, set_field
from planner.domain.fields import FIELDS, Shape, Surface
from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.labels import CHOICE_NAMES, KIND_NAMES
from planner.domain.model import ENTITIES, REFERENCES
from planner.domain.plan import Plan
from planner.domain.scheduling.concern import DATED
from planner.errors import EditRefused
from planner.language import translator

KINDS = sorted(ENTITIES)


@pytest.fixture
def plan() -> Plan:
    start = Plan.of([model.Programme(name="Wet", status_date=date(2022, 7, 6))])
    return start.with_step(add_row(start, model.Organisation(code="POL", name="Politie")))


@pytest.mark.parametrize("kind", KINDS)
def test_that_each_stored_attribute_has_exactly_one_field_spec(kind: str):
    assert sorted(ENTITIES[kind].model_fields) == sorted(s.name for s in FIELDS[kind] if s.stored)


@pytest.mark.parametrize("kind", KINDS)
def test_that_each_stored_field_can_be_typed_or_says_why_not(kind: str):
    for spec in FIELDS[kind]:
        if spec.stored:
            assert spec.typed or spec.fixed or spec.edited_in, spec.name
            assert not (spec.typed and spec.fixed), spec.name


def test_that_a_surface_that_leaves_a_field_out_gives_a_reason():
    for specs in FIELDS.values():
        for spec in specs:
            assert all(surface in Surface and reason.strip() for surface, reason in spec.left_out.items()), spec.name


def test_that_a_schedule_depends_on_what_is_declared_to_matter():
    told = {"name", "note", "responsible", "track_id", "involved_ids", "conditional", "mandatory", "stage"}
    told |= {"shortest_minutes", "likely_minutes", "longest_minutes", "branch_percent", "cause"}
    assert set(DATED) == set(model.Activity.model_fields) - told


@pytest.mark.parametrize("kind", KINDS)
def test_that_references_are_declared_alike_in_model_and_fields(kind: str):
    in_fields = {s.name: s.refers_to for s in FIELDS[kind] if s.refers_to}
    assert in_fields == REFERENCES.get(kind, {})


@pytest.mark.parametrize("kind", KINDS)
def test_that_choices_offer_every_member_by_name(kind: str):
    for spec in FIELDS[kind]:
        if spec.shape is Shape.CHOICE:
            assert spec.choices is not None
            assert set(CHOICE_NAMES[spec.choices]) == set(spec.choices)
            if not spec.stored:
                continue
            annotation = ENTITIES[kind].model_fields[spec.name].annotation
            assert isinstance(annotation, type) and issubclass(annotation, StrEnum)


def test_that_every_kind_has_a_name():
    assert set(KIND_NAMES) == set(ENTITIES)


@pytest.mark.parametrize(
    ("kind", "name", "bad"),
    [
        (kind, name, bad)
        for kind in KINDS
        for name, bad in {
            "key": "pol 3", "code": "3POL", "colour": "rood", "prefix": "a b", "percent_complete": 101,
            "duration_minutes": -1, "near_critical_days": -1, "name": "", "title": "",
        }.items()
        if name in ENTITIES[kind].model_fields and (kind, name) != ("track", "code")
    ],
)  # fmt: skip
def test_that_a_limit_of_the_model_is_enforced(kind: str, name: str, bad: object):
    good = SAMPLES[kind]
    ENTITIES[kind].model_validate(good)
    with pytest.raises(ValueError, match=name):
        ENTITIES[kind].model_validate(good | {name: bad})


ID = "00000000-0000-0000-0000-000000000001"
OTHER = "00000000-0000-0000-0000-000000000002"
WINDOW = {"earliest": "2022-07-06", "latest": "2022-07-06"}
SAMPLES: dict[str, dict[str, object]] = {
    "programme": {"name": "x", "status_date": "2022-07-06"},
    "calendar": {"name": "x"},
    "organisation": {"name": "x", "code": "POL"},
    "track": {"name": "x", "code": "IV"},
    "activity": {"name": "x", "key": "POL-1"},
    "dependency": {"predecessor_id": ID, "successor_id": ID},
    "baseline": {"name": "x", "taken_on": "2022-07-06"},
    "baseline_date": {"baseline_id": ID, "activity_id": ID, "start": "2022-07-06T00:00", "finish": "2022-07-06T00:00"},
    "criterion": {"organisation_id": ID, "name": "x"},
    "assessment": {"criterion_id": ID, "on": "2022-07-06", "light": "green"},
    "commitment": {"key": "TZ-1", "kind": "motion", "title": "x"},
    "indicator": {"key": "KG-1", "name": "x"},
    "measurement": {"indicator_id": ID, "at": WINDOW},
    "source": {"key": "BR-1", "title": "x"},
    "citation": {"source_id": ID, "about_id": ID},
    "assumption": {"about_id": ID, "reason": "x"},
    "update_round": {"name": "x", "opened_on": "2022-07-06", "due_on": "2022-07-07"},
    "agreement": {"key": "AFS-1", "title": "x", "giver_id": ID, "taker_id": OTHER},
    "decision": {"key": "BES-1", "title": "x", "on": "2022-07-06"},
    "risk": {"key": "RIS-1", "title": "x"},
    "overruling": {"rule": "x", "reason": "x", "on": "2022-07-06"},
    "duration_range": {"name": "x"},
    "judgement": {"organisation_id": ID, "on": "2022-07-06", "likelihood": "probably"},
    "chance_result": {"made_at": "2022-07-06T10:00", "status_date": "2022-07-06", "runs": 1, "seed": 1, "inputs": ""},
    "attention_choice": {"rule": "x"},
    "remark": {"about_id": ID, "at": "2022-07-06T10:00", "text": "x"},
    "scenario": {"name": "x", "made_on": "2022-07-06"},
    "saved_view": {"name": "x", "view": "planning"},
    "key_series": {"prefix": "POL", "last": 1},
    "reply": {"round_id": ID, "organisation_id": ID, "received_at": "2022-07-06T10:00"},
}


def test_that_samples_cover_every_kind():
    assert set(SAMPLES) == set(ENTITIES)


VALUES = {
    Shape.TEXT: "Opleiding", Shape.LONG_TEXT: "Twee\nregels", Shape.INTEGER: 12, Shape.NUMBER: 3361.5,
    Shape.PERCENT: 40, Shape.DURATION: 4800, Shape.DATE: date(2024, 7, 1), Shape.START: datetime(2024, 7, 1, 0, 0),
    Shape.FINISH: datetime(2024, 7, 1, 23, 59), Shape.WINDOW: ImpreciseDate.exact(date(2024, 7, 1)),
    Shape.YES_NO: True,
}  # fmt: skip


@pytest.mark.parametrize("code", ["nl", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_that_what_a_field_shows_can_be_typed_back(kind: str, code: str, plan: Plan):
    said = translator(code)
    for spec in FIELDS[kind]:
        if spec.shape is Shape.CHOICE:
            values = list(spec.choices or ())
        elif spec.refers_to == "organisation":
            only = plan.organisations[0].id
            values = [only] if spec.shape is Shape.REFERENCE else [(only,)]
        elif spec.shape in VALUES:
            values = [VALUES[spec.shape]]
        else:
            continue
        for value in values:
            assert said.parse(spec, said.value(spec, value, plan), plan) == value, spec.name


@pytest.mark.parametrize("code", ["nl", "en"])
def test_that_no_text_of_a_field_is_missing(code: str):
    said = translator(code)
    for kind in KINDS:
        for spec in FIELDS[kind]:
            assert bool(said.heading(spec)) == bool(spec.heading)


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("percent_complete", "140", "% gereed mag niet groter zijn dan 100."),
        ("percent_complete", "veel", "% gereed is een getal, niet “veel”."),
        ("organisation_id", "FIOD", "Er is geen organisatie “FIOD” in het plan."),
        ("name", "", "Naam mag niet leeg zijn."),
        ("kind", "feest", "Soort kan niet “feest” zijn; kies uit: Activiteit, Mijlpaal, Verzamelactiviteit."),
    ],
)
def test_that_a_bad_value_is_refused_in_one_dutch_sentence(name: str, text: str, sentence: str, plan: Plan):
    from planner.domain.fields import spec_of

    said = translator("nl")
    activity = model.Activity(key="POL-1", name="Opleiding")
    plan = plan.with_step(add_row(plan, activity))
    with pytest.raises(EditRefused) as refused:
        set_field(plan, activity, name, said.parse(spec_of("activity", name), text, plan))
    assert said.translate(refused.value.message) == sentence


def test_that_a_name_that_several_rows_have_is_asked_about():
    plan = Plan.of([model.Programme(name="Wet", status_date=date(2022, 7, 6))])
    for key in ("POL-1", "POL-2"):
        plan = plan.with_step(add_row(plan, model.Activity(key=key, name="Opleiding")))
    spec = next(s for s in FIELDS["dependency"] if s.name == "predecessor_id")
    assert translator("nl").parse(spec, "pol-2", plan) == plan.activities_by_key["POL-2"].id
    with pytest.raises(EditRefused, match="several"):
        translator("nl").parse(spec, "opleiding", plan)
