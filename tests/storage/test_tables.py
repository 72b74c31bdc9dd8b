"""The tables follow from the entities, and whatever value a row may hold comes back as it was."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_edits import full_plan, key
from sqlalchemy import Boolean, Float, Integer, String

from planner.document import PlanDocument
from planner.domain import edits, model
from planner.domain.clean_text import clean_text
from planner.domain.imprecise_date import FIRST_YEAR, LAST_YEAR, Firmness, ImpreciseDate, Nature
from planner.domain.rows import make
from planner.storage.tables import TABLES, JsonText, PlainText


@pytest.mark.parametrize("kind", list(model.ENTITIES))
def test_that_each_field_has_one_column_and_each_column_a_field(kind: str):
    entity, table = model.ENTITIES[kind], TABLES[kind]
    assert [column.name for column in table.columns] == list(entity.model_fields)
    assert [column.name for column in table.primary_key] == ["id"]
    for name, info in entity.model_fields.items():
        assert table.c[name].nullable == (type(None) in getattr(info.annotation, "__args__", ()))


def test_that_the_way_a_value_is_stored_follows_from_its_type():
    stored = {name: type(TABLES["activity"].c[name].type) for name in model.Activity.model_fields}
    assert stored["name"] is String
    assert stored["conditional"] is Boolean
    assert stored["duration_minutes"] is Integer
    assert stored["position"] is Float
    assert {stored[name] for name in ("id", "parent_id", "kind", "deadline")} == {PlainText}
    assert {stored[name] for name in ("start_window", "involved_ids")} == {JsonText}
    assert {type(TABLES["calendar"].c[name].type) for name in ("week", "exceptions")} == {JsonText}


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
MOMENTS = st.datetimes(datetime(FIRST_YEAR, 1, 1), datetime(LAST_YEAR, 12, 31, 23, 59))


@st.composite
def windows(draw: st.DrawFn) -> ImpreciseDate:
    days = sorted([draw(DAYS), draw(DAYS)])
    first, last = draw(st.sampled_from([(days[0], days[1]), (None, days[1]), (days[0], None), (None, None)]))
    return ImpreciseDate(
        first,
        last,
        draw(TEXT),
        draw(st.sampled_from(Firmness)),
        draw(st.sampled_from(Nature)),
        draw(st.none() | DAYS),
        draw(st.booleans()),
        draw(st.none() | st.integers(0, 600)),
    )


ACTIVITY_VALUES = st.fixed_dictionaries(
    {
        "name": TEXT.filter(lambda text: clean_text(text, lines=False)),
        "note": TEXT,
        "duration_minutes": st.none() | st.integers(0, 20_000_000),
        "position": st.floats(allow_nan=False, allow_infinity=False),
        "start_window": st.none() | windows(),
        "constraint": st.sampled_from(model.Constraint),
        "constraint_date": st.none() | MOMENTS,
        "actual_start": st.none() | MOMENTS,
        "percent_complete": st.integers(0, 100),
        "conditional": st.booleans(),
        "involved_ids": st.lists(st.sampled_from([0, 1]), max_size=2),
    }
)


def test_that_every_value_comes_back_as_it_was(tmp_path: Path):
    document = PlanDocument.create(tmp_path / "plan.keten", full_plan())
    organisations = [organisation.id for organisation in document.plan.organisations]
    activity_id = key(document.plan, "POL-2")
    figure = document.plan.indicators[0].id

    @settings(max_examples=40, deadline=None)
    @given(ACTIVITY_VALUES, windows(), st.none() | st.floats(allow_nan=False, allow_infinity=False))
    def check(values: dict[str, object], at: ImpreciseDate, value: float | None) -> None:
        values["involved_ids"] = tuple(organisations[n] for n in values["involved_ids"])  # type: ignore[union-attr]
        document.do(edits.edit_row(document.plan.activity(activity_id), **values))
        measured = make(model.Measurement, indicator_id=figure, at=at, value=value)
        document.do(edits.add_row(document.plan, measured))
        reader = PlanDocument.open(document.path, read_only=True)
        try:
            assert reader.plan == document.plan
        finally:
            reader.close()

    check()
    reader = PlanDocument.open(document.path, read_only=True)
    assert reader.history() == document.history()
    reader.close()
    document.close()


def test_that_rows_of_the_plan_are_entities_and_not_rows_of_tables(path: Path):
    document = PlanDocument.open(path)
    for row in document.plan.all_rows():
        assert type(row) is model.ENTITIES[row.kind_name]
    activity = document.plan.activities_by_key["POL-3"]
    assert isinstance(activity.start_window, ImpreciseDate)
    assert isinstance(activity.start_window.earliest, date)
    assert activity.model_fields_set == set(model.Activity.model_fields)
    assert model.Activity.model_validate(activity.model_dump()) == activity
    moment = datetime(2022, 1, 1, 9, 30)
    assert activity.changed(deadline=moment).deadline == moment  # type: ignore[attr-defined]
    document.close()
