"""Large plans, the same for the same seed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.model import (
    OFFICE_DAY,
    Activity,
    ActivityKind,
    CalendarException,
    Dependency,
    Entity,
    Gate,
    HolidaySet,
    LagUnit,
    LinkType,
    Organisation,
    Programme,
    WorkCalendar,
)
from planner.domain.plan import Plan

DAY = 480
START = date(2022, 7, 6)


@dataclass(frozen=True)
class Size:
    """How large a plan is. `across` is the share of links that cross organisations."""

    activities: int = 10_000
    links: int = 15_000
    organisations: int = 6
    children: int = 20
    across: float = 0.15
    seed: int = 1


def large_plan(size: Size | None = None) -> Plan:
    """A plan of organisations with summaries of tasks and milestones, linked forwards, to entry into force."""
    size = size or Size()
    draw = random.Random(size.seed)
    calendars = [_calendar(draw, number) for number in range(size.organisations)]
    organisations = [
        Organisation(id=_id(draw), code=f"O{n}", name=f"Organisation {n}", calendar_id=calendars[n].id, position=n)
        for n in range(size.organisations)
    ]
    programme = Programme(
        id=_id(draw), name="Large programme", status_date=START, start_date=START, calendar_id=calendars[0].id
    )
    activities, leaves = _activities(draw, size, organisations)
    rows: list[Entity] = [programme, *calendars, *organisations, *activities, *_links(draw, size, leaves)]
    return Plan.of(rows)


def _id(draw: random.Random) -> UUID:
    return UUID(int=draw.getrandbits(128), version=4)


def _calendar(draw: random.Random, number: int) -> WorkCalendar:
    closed = tuple(
        CalendarException(first=day, last=day + timedelta(days=4), name="Closing week")
        for day in (date(year, 8, 1) + timedelta(days=7 * number) for year in range(2022, 2031))
    )
    week = (OFFICE_DAY,) * (4 if number == 1 else 5)
    return WorkCalendar(
        id=_id(draw),
        name=f"Calendar {number}",
        week=week + ((),) * (7 - len(week)),
        holidays=HolidaySet.STATE_WORKDAYS,
        exceptions=closed,
    )


def _activities(
    draw: random.Random, size: Size, organisations: list[Organisation]
) -> tuple[list[Activity], list[Activity]]:
    """All activities, and those among them that can be linked, in an order in which links run."""
    found: list[Activity] = []
    leaves: list[Activity] = []
    parent: Activity | None = None
    for number in range(1, size.activities):
        owner = organisations[number * len(organisations) // size.activities]
        values = {"id": _id(draw), "key": f"{owner.code}-{number}", "organisation_id": owner.id, "position": number}
        if number % (size.children + 1) == 1:
            parent = Activity(name=f"Group {number}", kind=ActivityKind.SUMMARY, **values)
            found.append(parent)
            continue
        values["parent_id"] = parent.id if parent else None
        if draw.random() < 0.06:
            row = Activity(name=f"Milestone {number}", kind=ActivityKind.MILESTONE, duration_minutes=0, **values)
        else:
            window = None
            if draw.random() < 0.05:
                first = START + timedelta(days=draw.randrange(900))
                window = ImpreciseDate(first, first + timedelta(days=30), "ergens die maand")
            days = draw.choice((1, 2, 3, 5, 8, 10))
            row = Activity(name=f"Task {number}", duration_minutes=days * DAY, start_window=window, **values)
        found.append(row)
        leaves.append(row)
    entry = Activity(
        id=_id(draw),
        key="X-1",
        name="Entry into force",
        kind=ActivityKind.MILESTONE,
        duration_minutes=0,
        gate=Gate.ENTRY,
        position=size.activities,
    )
    return [*found, entry], [*leaves, entry]


def _links(draw: random.Random, size: Size, leaves: list[Activity]) -> list[Dependency]:
    by_owner: dict[UUID | None, list[int]] = {}
    for place, leaf in enumerate(leaves):
        by_owner.setdefault(leaf.organisation_id, []).append(place)
    found: dict[tuple[UUID, UUID, LinkType], Dependency] = {}
    last = len(leaves) - 1
    while len(found) < size.links:
        second = draw.randrange(1, last + 1)
        if draw.random() < size.across or second == last:
            first = draw.randrange(second)
        else:
            first = max(by_owner[leaves[second].organisation_id][0], second - draw.randrange(1, 40))
        if first >= second:
            continue
        kind = draw.choice((LinkType.FS,) * 8 + (LinkType.SS, LinkType.FF))
        lag = draw.choice((0,) * 8 + (DAY, 2 * DAY))
        unit = draw.choice((LagUnit.WORK,) * 30 + (LagUnit.ELAPSED,))
        place = leaves[first].id, leaves[second].id, kind
        found[place] = Dependency(
            id=_id(draw),
            predecessor_id=leaves[first].id,
            successor_id=leaves[second].id,
            type=kind,
            lag=lag,
            lag_unit=unit,
        )
    return list(found.values())
