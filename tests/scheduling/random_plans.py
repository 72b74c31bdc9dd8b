"""Random small plans with everything in them, for the property tests of scheduling."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.model import (
    Activity,
    ActivityKind,
    CalendarException,
    Constraint,
    Dependency,
    Gate,
    LagUnit,
    LinkType,
    Organisation,
    OutOfSequence,
    Pinning,
    PlanOn,
    Programme,
    WorkCalendar,
)
from planner.domain.plan import Plan

FIRST = date(2023, 1, 2)
WEEKS = (
    (((540, 780), (810, 1050)),) * 5 + ((), ()),
    (((480, 1020),),) * 4 + ((), (), ()),
    ((), (), (), ((600, 720),), (), ((0, 1440),), ()),
    (((0, 1440),),) * 7,
)
days = st.integers(-20, 120).map(lambda n: FIRST + timedelta(days=n))


@st.composite
def windows(draw: st.DrawFn) -> ImpreciseDate:
    first = draw(days)
    last = first + timedelta(days=draw(st.integers(0, 20)))
    return draw(
        st.sampled_from(
            [
                ImpreciseDate(first, last, "w"),
                ImpreciseDate.exact(first),
                ImpreciseDate(first),
                ImpreciseDate(None, last),
            ]
        )
    )


@st.composite
def calendars(draw: st.DrawFn) -> WorkCalendar:
    closed = draw(st.lists(st.tuples(days, st.integers(0, 9)), max_size=2))
    exceptions = tuple(
        CalendarException(first=first, last=first + timedelta(days=length), name="closed") for first, length in closed
    )
    return WorkCalendar(name="C", week=draw(st.sampled_from(WEEKS)), exceptions=exceptions)


def maybe(draw: st.DrawFn, strategy: st.SearchStrategy[Any], one_in: int = 4) -> Any:
    return draw(strategy) if draw(st.integers(1, one_in)) == 1 else None


@st.composite
def plans(draw: st.DrawFn, *, dated: bool = True, forwards: bool = True) -> Plan:
    """Plans; `dated` gives dates that pin or bound from above too; not `forwards` gives rings as well."""
    owned = draw(st.lists(calendars(), min_size=1, max_size=3))
    organisations = [Organisation(code=f"O{n}", name="O", calendar_id=c.id) for n, c in enumerate(owned)]
    size = draw(st.integers(2, 9))
    rows: list[Activity] = []
    for number in range(size):
        rows.append(draw(activity(number, rows, organisations, dated)))
    parents = {row.parent_id for row in rows}
    if dated and draw(st.integers(1, 4)) == 1:
        rows = draw(with_hammock(rows))
    links: list[Dependency] = []
    for _ in range(draw(st.integers(0, 12))):
        first, second = draw(st.integers(0, size - 1)), draw(st.integers(0, size - 1))
        if forwards and (first >= second or rows[first].id in parents or rows[second].id in parents):
            continue
        links.append(draw(link(rows[first], rows[second])))
    programme = Programme(
        name="P", status_date=FIRST, start_date=maybe(draw, days, 2), plan_on=draw(st.sampled_from(list(PlanOn)))
    )
    if dated:
        values: dict[str, Any] = {"honour_constraints": draw(st.booleans())}
        values["remaining_from_status"] = draw(st.integers(1, 4)) == 1
        values["out_of_sequence"] = draw(st.sampled_from(list(OutOfSequence)))
        values["critical_days"] = draw(st.sampled_from([0, 0, 2]))
        if draw(st.integers(1, 6)) == 1:
            day = draw(days)
            values |= {"schedule_from": "finish", "finish_at": datetime(day.year, day.month, day.day, 17)}
        programme = Programme.model_validate(programme.changed(**values).__dict__)
    return Plan.of([programme, *owned, *organisations, *rows, *links])


@st.composite
def with_hammock(draw: st.DrawFn, rows: list[Activity]) -> list[Activity]:
    """The rows, of which one runs with others, be it in a ring."""
    n, first, last = (draw(st.integers(0, len(rows) - 1)) for _ in range(3))
    if rows[n].kind is not ActivityKind.TASK or last == n:
        return rows
    begin = rows[first].id if first != n else None
    rows[n] = rows[n].changed(hammock_start_id=begin, hammock_finish_id=rows[last].id, duration_minutes=None)
    return rows


@st.composite
def oddities(draw: st.DrawFn) -> dict[str, Any]:
    """Now and then: not active, in elapsed time, pinned, work that goes on later."""
    found: dict[str, Any] = {}
    moments = days.map(lambda d: datetime(d.year, d.month, d.day, 11))
    match draw(st.integers(1, 12)):
        case 1:
            found["active"] = False
        case 2:
            found["elapsed"] = True
        case 3:
            first = draw(moments)
            last = first + timedelta(days=draw(st.integers(0, 20)), minutes=90)
            either = draw(st.integers(1, 3))
            found |= {"pinning": draw(st.sampled_from([Pinning.HAND, Pinning.FILE]))}
            found |= {"pinned_start": first if either != 1 else None, "pinned_finish": last if either != 2 else None}
        case 4:
            found |= {"actual_start": draw(moments), "resume_at": draw(moments)}
            found["remaining_minutes"] = draw(st.sampled_from([None, 0, 60, 480, 5000]))
        case 5:
            gaps = draw(
                st.lists(st.tuples(st.integers(1, 2000), st.integers(1, 2000)), max_size=3, unique_by=lambda x: x[0])
            )
            found["splits"] = tuple(sorted(gaps))
        case 6:
            found |= {"actual_start": draw(moments), "splits": ((60, 480), (500, 240))}
        case _:
            pass
    return found


@st.composite
def activity(
    draw: st.DrawFn, number: int, rows: list[Activity], organisations: list[Organisation], dated: bool
) -> Activity:
    kind = draw(st.sampled_from([ActivityKind.TASK] * 5 + [ActivityKind.MILESTONE, ActivityKind.SUMMARY]))
    minutes = 0 if kind is ActivityKind.MILESTONE else draw(st.sampled_from([None, 0, 60, 480, 960, 2400, 777]))
    summaries = [row for row in rows if row.is_summary]
    values: dict[str, Any] = {}
    if kind is not ActivityKind.SUMMARY:
        values["start_window"] = maybe(draw, windows())
        values["finish_window"] = maybe(draw, windows(), 6)
        choices = [Constraint.SNET, Constraint.FNET]
        if dated:
            choices = list(Constraint)
            values["deadline"] = maybe(draw, days.map(lambda d: datetime(d.year, d.month, d.day, 23, 59)), 6)
            values["actual_start"] = maybe(draw, days.map(lambda d: datetime(d.year, d.month, d.day)), 8)
            values |= draw(oddities())
        constraint = maybe(draw, st.sampled_from(choices), 5)
        if constraint:
            day = draw(days)
            values |= {"constraint": constraint, "constraint_date": datetime(day.year, day.month, day.day, 12)}
    if kind is ActivityKind.MILESTONE and all(row.gate is Gate.NONE for row in rows) and draw(st.booleans()):
        values["gate"] = Gate.ENTRY
    return Activity(
        key=f"A-{number}",
        name="A",
        kind=kind,
        duration_minutes=minutes,
        position=number,
        organisation_id=draw(st.sampled_from(organisations)).id,
        parent_id=draw(st.sampled_from(summaries)).id if summaries and draw(st.booleans()) else None,
        percent_complete=draw(st.sampled_from([0, 0, 0, 50, 100])) if dated else 0,
        **values,
    )


@st.composite
def link(draw: st.DrawFn, first: Activity, second: Activity) -> Dependency:
    unit = draw(st.sampled_from(list(LagUnit)))
    lag = draw(st.sampled_from([0, 0, 0, 480, -480, 100, 50, -30, 2 * 1440]))
    return Dependency(
        predecessor_id=first.id,
        successor_id=second.id,
        type=draw(st.sampled_from(list(LinkType))),
        lag=lag,
        lag_unit=unit,
    )
