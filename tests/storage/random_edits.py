"""A plan with rows of every kind, and edits at random, chosen by hypothesis or by a random generator."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from hypothesis import strategies as st

from planner.domain import edits, model
from planner.domain.changes import Step
from planner.domain.imprecise_date import Firmness, ImpreciseDate, Nature
from planner.domain.model import Activity, ActivityKind
from planner.domain.plan import Plan
from planner.errors import EditRefused
from planner.message import N_

DAY = date(2022, 7, 6)
OFFICE = model.OFFICE_WEEK
SHORT_FRIDAY = (*model.OFFICE_WEEK[:4], ((540, 720),), (), ())


class Chooser(Protocol):
    """Where the chance comes from."""

    def one(self, choices: Sequence[Any]) -> Any: ...
    def number(self, low: int, high: int) -> int: ...


class Drawn:
    """Chosen by hypothesis, so that a failure shrinks."""

    def __init__(self, data: st.DataObject) -> None:
        self._data = data

    def one(self, choices: Sequence[Any]) -> Any:
        return choices[self.number(0, len(choices) - 1)]

    def number(self, low: int, high: int) -> int:
        return self._data.draw(st.integers(low, high))


class Rolled:
    """Chosen by a random generator."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def one(self, choices: Sequence[Any]) -> Any:
        return self._random.choice(choices)

    def number(self, low: int, high: int) -> int:
        return self._random.randint(low, high)


def full_plan() -> Plan:
    """A small plan in which every kind of row stands, with every kind of value."""
    rijk = model.WorkCalendar(name="Werkdagen Rijk", holidays=model.HolidaySet.STATE_WORKDAYS)
    vacation = model.CalendarException(
        first=DAY, last=DAY + timedelta(21), name="zomer", spans=((540, 600), (660, 720))
    )
    calendar = model.WorkCalendar(name="Politie", base_id=rijk.id, week=SHORT_FRIDAY, exceptions=(vacation,))
    programme = model.Programme(name="Wet “seksuele misdrijven”", status_date=DAY, calendar_id=rijk.id)
    police = model.Organisation(code="POL", name="Politie", calendar_id=calendar.id, colour="#154273")
    justice = model.Organisation(code="OM", name="Openbaar Ministerie")
    track = model.Track(code="OPL", name="Opleiding")
    plan = Plan.of([programme, rijk, calendar, police, justice, track])
    for step in (
        lambda p: edits.add_activity(p, "Voorbereiden", ActivityKind.SUMMARY, organisation_id=police.id),
        lambda p: edits.add_activity(p, "Opleiden", parent_id=key(p, "POL-1"), track_id=track.id),
        lambda p: edits.add_activity(
            p, "Gereed", ActivityKind.MILESTONE, parent_id=key(p, "POL-1"), start_window=window(40, 90)
        ),
        lambda p: edits.add_activity(p, "Beleid", organisation_id=justice.id, involved_ids=(police.id,)),
        lambda p: edits.link(p, key(p, "POL-2"), key(p, "POL-3")),
    ):
        plan = plan.with_step(step(plan))
    return plan.with_step(_registers(plan, police.id, track.id))


def _registers(plan: Plan, police: UUID, track: UUID) -> Step:
    trained = key(plan, "POL-2")
    source = model.Source(key="BR-1", title="Brief", on=DAY, reference="36 222, nr. 1")
    criterion = model.Criterion(organisation_id=police, track_id=track, name="Opgeleid", needed_by=window(0, 400))
    promise = model.Commitment(
        key="TZ-1", kind=model.CommitmentKind.COMMITMENT, title="Cijfers", activity_ids=(trained,), term=window(0, None)
    )
    figure = model.Indicator(key="KG-1", name="Werkvoorraad", unit="zaken", organisation_id=police)
    baseline = model.Baseline(name="Brief", taken_on=DAY)
    opened = model.UpdateRound(name="september", opened_on=DAY, due_on=DAY + timedelta(14))
    moment = datetime.combine(DAY, time(9))
    rows = (
        source,
        model.Citation(source_id=source.id, about_id=trained, place="¶ 3", quote="in het najaar van 2022 — ’t kan"),
        criterion,
        model.Assessment(criterion_id=criterion.id, on=DAY, light=model.Light.ORANGE, explanation="docenten ontbreken"),
        promise,
        figure,
        model.Measurement(indicator_id=figure.id, at=ImpreciseDate.exact(DAY, "per 1 juli"), value=0.1 + 0.2),
        model.Measurement(indicator_id=figure.id, at=window(None, 3), value=None),
        baseline,
        model.BaselineDate(baseline_id=baseline.id, activity_id=trained, start=moment, finish=moment + timedelta(9)),
        opened,
        model.Reply(round_id=opened.id, organisation_id=police, received_at=moment, file_name="politie.xlsx"),
    )
    return edits.merged("row.add", [edits.add_row(plan, row) for row in rows])


def key(plan: Plan, name: str) -> UUID:
    return plan.activities_by_key[name].id


def window(first: int | None, last: int | None, words: str = "na de zomer") -> ImpreciseDate:
    days = [None if n is None else DAY + timedelta(n) for n in (first, last)]
    return ImpreciseDate(*days, words, Firmness.EXPECTED, lenient=DAY + timedelta(500), vague=True)


def execute(path: Path, *statements: str) -> None:
    """Do with a file what another program could do."""
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def big_edit(plan: Plan) -> Step:
    activity = plan.activities_by_key["POL-2"]
    return edits.set_field(plan, activity, "note", "x" * 20_000)


# --- edits -----------------------------------------------------------------------------------------


def some_edit(plan: Plan, choose: Chooser) -> Step:
    """A step at random; raises EditRefused where the plan does not allow it."""
    wish: Callable[[Plan, Chooser], Step] = choose.one(WISHES)
    return wish(plan, choose)


def _some_activity(plan: Plan, choose: Chooser) -> Activity:
    if not plan.outline:
        raise EditRefused(N_("Nothing is selected."))
    return choose.one(plan.outline)[0]


def _add(plan: Plan, choose: Chooser) -> Step:
    parents = [None, *(a.id for a, _ in plan.outline if a.is_summary)]
    parent = choose.one(parents)
    after = choose.one([None, *(a.id for a in plan.children(parent))])
    owner = choose.one([None, *(o.id for o in plan.organisations)])
    return edits.add_activity(
        plan,
        choose.one(["Opleiden", "Werkproces — ’s nachts", "a" * 250, "日本 \x00 \U0001f600"]),
        choose.one(list(ActivityKind)),
        organisation_id=owner,
        parent_id=parent,
        after_id=after,
    )


def _move(plan: Plan, choose: Chooser) -> Step:
    parent = choose.one([None, *(a.id for a, _ in plan.outline)])
    after = choose.one([None, edits.FIRST, *(a.id for a in plan.children(parent))])
    chosen = [_some_activity(plan, choose).id for _ in range(choose.number(1, 3))]
    return edits.move_activities(plan, list(dict.fromkeys(chosen)), parent, after)


def _shift(plan: Plan, choose: Chooser) -> Step:
    chosen = [_some_activity(plan, choose).id]
    match choose.number(0, 2):
        case 0:
            return edits.indent(plan, chosen)
        case 1:
            return edits.outdent(plan, chosen)
        case _:
            return edits.move_in_outline(plan, chosen, choose.one([-1, 1]))


def _link(plan: Plan, choose: Chooser) -> Step:
    first, second = _some_activity(plan, choose), _some_activity(plan, choose)
    return edits.link(
        plan,
        first.id,
        second.id,
        choose.one(list(model.LinkType)),
        choose.number(-960, 960),
        choose.one(list(model.LagUnit)),
    )


def _remove(plan: Plan, choose: Chooser) -> Step:
    rows = [row for row in plan.all_rows() if row.kind_name not in ("programme", "key_series")]
    return edits.remove_rows(plan, [choose.one(rows)])


VALUES: dict[str, list[Any]] = {
    "name": ["Kort", "“Lang” " * 30],
    "duration_minutes": [None, 0, 480, 20_000_000],
    "start_window": [None, window(0, 0), window(None, 30), ImpreciseDate(words="z.s.m.", nature=Nature.NO_TERM)],
    "finish_window": [None, window(30, None), ImpreciseDate(nature=Nature.DURATION, months=24, words="twee jaar")],
    "constraint": list(model.Constraint),
    "constraint_date": [None, datetime(2023, 1, 2, 9, 30), datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59)],
    "deadline": [None, datetime(2024, 1, 1, 23, 59)],
    "actual_start": [None, datetime(2022, 3, 1, 9)],
    "percent_complete": [0, 1, 50, 100],
    "conditional": [True, False],
    "gate": list(model.Gate),
    "note": ["", "regel\nregel", "x" * 20_000],
}


def _set(plan: Plan, choose: Chooser) -> Step:
    name = choose.one(list(VALUES))
    rows = [_some_activity(plan, choose) for _ in range(choose.number(1, 3))]
    rows = list({row.id: row for row in rows}.values())
    return edits.set_fields(plan, rows, name, choose.one(VALUES[name]))


def _set_lists(plan: Plan, choose: Chooser) -> Step:
    ids = tuple(o.id for o in plan.organisations)[: choose.number(0, 3)]
    activity = _some_activity(plan, choose)
    return edits.edit_row(activity, involved_ids=ids, responsible=choose.one(["", "projectleider"]))


def _set_programme(plan: Plan, choose: Chooser) -> Step:
    return edits.edit_row(
        plan.programme, status_date=DAY + timedelta(choose.number(0, 900)), plan_on=choose.one(list(model.PlanOn))
    )


def _set_calendar(plan: Plan, choose: Chooser) -> Step:
    if not plan.calendars:
        return edits.add_row(plan, model.WorkCalendar(name="Nieuw"))
    closed = model.CalendarException(first=DAY, last=DAY + timedelta(choose.number(0, 9)), name="dicht")
    return edits.edit_row(
        choose.one(plan.calendars),
        week=choose.one([OFFICE, SHORT_FRIDAY, ((),) * 7]),
        exceptions=(closed,) * choose.number(0, 2),
    )


def _register(plan: Plan, choose: Chooser) -> Step:
    number = choose.number(1, 6)
    rows = [
        model.Organisation(code=choose.one(["NFI", "CSG", "GEM", "OM"]), name="Nieuw"),
        model.Source(key=f"BR-{number}", title="Brief"),
        model.Commitment(
            key=f"MO-{number}", kind=model.CommitmentKind.MOTION, title="Motie", made_on=window(0, 0), status="partly"
        ),
        model.Indicator(key=f"KG-{number}", name="Doorlooptijd"),
        *(model.Measurement(indicator_id=i.id, at=window(1, 2), value=1e-300) for i in plan.indicators),
        *(model.Assessment(criterion_id=c.id, on=DAY, light=model.Light.GREEN) for c in plan.criteria),
        *(model.Citation(source_id=s.id, about_id=plan.programme.id, quote="…") for s in plan.sources),
    ]
    return edits.add_row(plan, choose.one(rows))


def _baseline(plan: Plan, choose: Chooser) -> Step:
    begin = datetime.combine(DAY, time(9))
    dates = {a.id: (begin, begin + timedelta(minutes=choose.number(0, 9999))) for a, _ in plan.outline}
    return edits.take_baseline(plan, "Basislijn", DAY, dates)


WISHES: tuple[Callable[[Plan, Chooser], Step], ...] = (
    _add,
    _add,
    _move,
    _shift,
    _link,
    _remove,
    _set,
    _set,
    _set_lists,
    _set_programme,
    _set_calendar,
    _register,
    _baseline,
)
