"""A plan as JSON and back: equal, stable, and bad files refused with the place."""

from __future__ import annotations

import json
import string
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.application.templates import template_names, template_plan
from planner.domain import model as m
from planner.domain.clean_text import clean_text
from planner.domain.imprecise_date import Bound, Firmness, ImpreciseDate, Nature, Relation
from planner.domain.plan import Plan
from planner.errors import EditRefused, FileTrouble, PlannerError
from planner.formats.json_plan import dumps, loads, read_json, replacement, write_json

DAYS = st.dates(date(1990, 1, 1), date(2060, 1, 1))
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1)).map(lambda t: t.replace(second=0, microsecond=0))
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30)
NAMES = TEXTS.filter(lambda text: clean_text(text, lines=False))


RELATIONS = st.builds(
    Relation,
    TEXTS,
    st.sampled_from(("before", "at", "after")),
    st.integers(0, 400),
    st.sampled_from(("d", "k", "w", "m", "q", "h", "y", "cm", "cq")),
    st.sampled_from(Bound),
)


@st.composite
def windows(draw: st.DrawFn) -> ImpreciseDate:
    earliest = draw(st.none() | DAYS)
    latest = draw(st.none() | DAYS.map(lambda d: max(d, earliest) if earliest else d))
    return ImpreciseDate(
        earliest,
        latest,
        draw(TEXTS),
        draw(st.sampled_from(Firmness)),
        draw(st.sampled_from(Nature)),
        draw(st.none() | DAYS),
        draw(st.booleans()),
        draw(st.none() | st.integers(1, 120)),
        draw(st.none() | RELATIONS),
        draw(st.lists(st.tuples(DAYS, DAYS), max_size=2).map(tuple)),
        draw(st.booleans()),
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A programme with some of every kind of row, with odd values in every field that may be odd."""
    calendar = m.WorkCalendar(
        name=draw(NAMES),
        exceptions=(
            m.CalendarException(first=(day := draw(DAYS)), last=day + timedelta(days=2), spans=((0, 1), (5, 1440))),
        ),
        holidays=draw(st.sampled_from(m.HolidaySet)),
    )
    organisation = m.Organisation(code=draw(st.sampled_from(["POL", "x", "OM2"])), name=draw(NAMES), colour="#12aBcd")
    track = m.Track(code="T", name=draw(NAMES), position=draw(st.floats(-1e9, 1e9)))
    activities = [
        m.Activity(
            key=f"POL-{number}",
            name=draw(NAMES),
            position=draw(st.floats(-1e6, 1e6)),
            organisation_id=draw(st.sampled_from([None, organisation.id])),
            involved_ids=draw(st.sampled_from([(), (organisation.id,)])),
            duration_minutes=draw(st.none() | st.integers(0, 20_000_000)),
            start_window=draw(st.none() | windows()),
            finish_window=draw(st.none() | windows()),
            constraint=draw(st.sampled_from(m.Constraint)),
            constraint_date=draw(st.none() | MOMENTS),
            percent_complete=draw(st.integers(0, 100)),
            note=draw(TEXTS),
        )
        for number in range(draw(st.integers(2, 12)))
    ]
    indicator = m.Indicator(key="KG-1", name=draw(NAMES))
    source = m.Source(key="BR-1", title=draw(NAMES), on=draw(st.none() | DAYS))
    criterion = m.Criterion(organisation_id=organisation.id, name=draw(NAMES), needed_by=draw(st.none() | windows()))
    baseline = m.Baseline(name=draw(NAMES), taken_on=draw(DAYS))
    return Plan.of(
        [
            m.Programme(name=draw(NAMES), status_date=draw(DAYS), calendar_id=calendar.id),
            calendar,
            organisation,
            track,
            *activities,
            m.Dependency(
                predecessor_id=activities[0].id,
                successor_id=activities[1].id,
                type=draw(st.sampled_from(m.LinkType)),
                lag=draw(st.integers(-20_000_000, 20_000_000)),
            ),
            m.Measurement(
                indicator_id=indicator.id, at=draw(windows()), value=draw(st.none() | st.floats(-1e15, 1e15))
            ),
            indicator,
            source,
            m.Citation(source_id=source.id, about_id=activities[0].id, quote=draw(TEXTS)),
            criterion,
            m.Assessment(criterion_id=criterion.id, on=draw(DAYS), light=m.Light.RED, explanation="omdat"),
            baseline,
            m.BaselineDate(
                baseline_id=baseline.id, activity_id=activities[1].id, start=draw(MOMENTS), finish=draw(MOMENTS)
            ),
            m.KeySeries(prefix="POL", last=20),
        ]
    )


@given(plans())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_that_a_plan_comes_back_equal_and_is_written_the_same_again(plan: Plan):
    text = dumps(plan)
    again = loads(text)
    assert again == plan
    assert dumps(again) == text


@pytest.mark.parametrize("name", [name for name, _ in template_names()])
def test_that_every_template_comes_back_equal_through_a_file(name: str, tmp_path: Path):
    plan = template_plan(name)
    write_json(plan, tmp_path / "plan.json")
    assert read_json(tmp_path / "plan.json") == plan
    assert [p.name for p in tmp_path.iterdir()] == ["plan.json"]


def test_that_rows_stand_by_key_and_hold_english_names_iso_dates_and_citations(letter_plan: Plan):
    document = json.loads(dumps(letter_plan))
    assert (document["format"], document["version"]) == ("ketenplanner-plan", 1)
    keys = [row["key"] for row in document["rows"]["activity"]]
    assert keys.index("POL-2") + 1 == keys.index("POL-3") < keys.index("POL-10")
    entry = next(row for row in document["rows"]["activity"] if row["gate"] == "entry")
    assert entry["start_window"] == {
        "earliest": "2024-01-01",
        "latest": "2024-12-31",
        "words": "in 2024",
        "firmness": "expected",
        "nature": "window",
    }
    assert entry["constraint_date"] == "2024-07-01T00:00:00"
    facts = {row["fact_id"] for row in document["rows"]["citation"]} - {""}
    assert len(facts) == 73


# --- files that are refused -----------------------------------------------------------------------


def changed(plan: Plan, kind: str, number: int, /, **values: Any) -> str:
    """The text of a plan with values put in one row."""
    document = json.loads(dumps(plan))
    document["rows"][kind][number - 1].update(values)
    return json.dumps(document)


@pytest.mark.parametrize(
    ("kind", "number", "values", "said"),
    [
        ("activity", 3, {"percent_complete": 101}, "In activity, row 3, field percent_complete: .*more than 100"),
        ("activity", 1, {"name": ""}, "In activity, row 1, field name: .*empty"),
        ("activity", 2, {"kind": "Task"}, "In activity, row 2, field kind"),
        ("activity", 2, {"colour": "red"}, "In activity, row 2, field colour"),
        ("activity", 2, {"start_window": {"earlyest": "2022-01-01"}}, "row 2, field start_window: .*“earlyest”"),
        ("activity", 2, {"start_window": {"earliest": "2022-02-30"}}, "row 2, field start_window"),
        ("activity", 2, {"id": "not an id"}, "In activity, row 2, field id"),
        ("activity", 2, {"name": "\ud800"}, "In activity, row 2"),
        ("source", 1, {"key": "BR-2"}, "“BR-2” is already in use"),
        ("dependency", 1, {"predecessor_id": "00000000-0000-0000-0000-000000000001"}, "not in the plan"),
        ("citation", 1, {"about_id": "00000000-0000-0000-0000-000000000001"}, "not in the plan"),
    ],
)
def test_that_a_bad_value_is_refused_with_its_place(letter_plan: Plan, kind: str, number: int, values: Any, said: str):
    with pytest.raises(EditRefused, match=said):
        loads(changed(letter_plan, kind, number, **values))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not JSON: line 1"),
        ("{", "not JSON"),
        ("[]", "not a plan of this program"),
        ('{"format": "other"}', "not a plan of this program"),
        ('{"format": "ketenplanner-plan"}', "which version"),
        ('{"format": "ketenplanner-plan", "version": true}', "which version"),
        ('{"format": "ketenplanner-plan", "version": 99, "rows": {}}', "newer version"),
        ('{"format": "ketenplanner-plan", "version": 1}', "no rows"),
        ('{"format": "ketenplanner-plan", "version": 1, "rows": {"task": []}}', "task"),
        ('{"format": "ketenplanner-plan", "version": 1, "rows": {"activity": {}}}', "not a list"),
        ('{"format": "ketenplanner-plan", "version": 1, "rows": {"activity": [1]}}', "row 1: this is not a row"),
        ('{"format": "ketenplanner-plan", "version": 1, "rows": {"track": [{"code": "T", "name": "T"}]}}', "field id"),
        ('{"format": "ketenplanner-plan", "version": 1, "rows": {}}', "exactly one programme"),
        ('{"format": "ketenplanner-plan", "version": 1, "x": NaN}', "not finite"),
        ('{"format": "ketenplanner-plan", "version": 1, "x": 1e999}', "not finite"),
        ('{"format": "ketenplanner-plan", "version": ' + "9" * 5000 + "}", "not a plan"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_that_what_is_no_plan_is_refused_in_a_sentence(text: str, said: str):
    with pytest.raises(PlannerError, match=said):
        loads(text)


def test_that_an_id_that_is_used_twice_is_refused(letter_plan: Plan):
    document = json.loads(dumps(letter_plan))
    document["rows"]["track"].append(document["rows"]["track"][0])
    with pytest.raises(EditRefused, match=r"In track, row 14: the id .* is used twice"):
        loads(json.dumps(document))


def test_that_files_that_cannot_be_read_or_written_are_told_with_their_path(tmp_path: Path, letter_plan: Plan):
    with pytest.raises(FileTrouble, match=r"away\.json could not be read"):
        read_json(tmp_path / "away.json")
    with pytest.raises(FileTrouble, match="could not be written"):
        write_json(letter_plan, tmp_path / "no" / "plan.json")
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FileTrouble, match="not text in UTF-8"):
        read_json(tmp_path / "bytes.json")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bytes.json"]


def test_that_a_failed_write_leaves_the_old_file(tmp_path: Path, letter_plan: Plan):
    target = tmp_path / "plan.json"
    target.mkdir()
    (target / "in it").touch()
    with pytest.raises(FileTrouble, match="could not be written"):
        write_json(letter_plan, target)
    assert [p.name for p in tmp_path.iterdir()] == ["plan.json"]


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(string.printable, max_size=6),
        lambda x: (
            st.lists(x, max_size=3)
            | st.dictionaries(st.sampled_from(["id", "rows", "name", "key", "activity"]), x, max_size=3)
        ),
        max_leaves=12,
    )
)
@settings(max_examples=60, deadline=None)
def test_that_any_json_at_all_gives_a_sentence_and_never_a_crash(rows: Any):
    with pytest.raises(PlannerError):
        loads(
            json.dumps({"format": "ketenplanner-plan", "version": 1, "rows": {"activity": [rows], "programme": rows}})
        )


def test_that_an_older_file_gives_no_key_out_a_second_time():
    programme = m.Programme(name="Wet", status_date=date(2022, 7, 6))
    old = Plan.of([programme, m.KeySeries(prefix="POL", last=4), m.KeySeries(prefix="OM", last=9)])
    now = Plan.of([programme, m.KeySeries(prefix="POL", last=7), m.KeySeries(prefix="CSG", last=2)])
    after = now.with_step(replacement(now, loads(dumps(old)), "oud.json"))
    assert {series.prefix: series.last for series in after.rows(m.KeySeries)} == {"POL": 7, "OM": 9, "CSG": 2}
    assert not replacement(after, old, "oud.json")
    assert after.with_step(replacement(after, Plan.of([programme]), "leeg.json")) == after
