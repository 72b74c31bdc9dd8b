"""Small plans for tests of findings and readiness, said in a few words."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from planner.domain import model as m
from planner.domain.imprecise_date import ImpreciseDate, Nature
from planner.domain.plan import Plan

STATUS = date(2022, 7, 6)
ENTRY = datetime(2024, 7, 1)
DAY = m.MINUTES_IN_WORKING_DAY


def day(text: str) -> datetime:
    return datetime.fromisoformat(text)


def window(earliest: str | None, latest: str | None, **more: Any) -> ImpreciseDate:
    first, last = (date.fromisoformat(d) if d else None for d in (earliest, latest))
    return ImpreciseDate(first, last, **{"words": "volgens afspraak", **more})


NO_TERM = ImpreciseDate(words="te zijner tijd", nature=Nature.NO_TERM)


class Small:
    """Rows gathered by name; `plan` is what they make. An organisation POL is there from the start."""

    def __init__(self, **programme: Any) -> None:
        self.police = m.Organisation(code="POL", name="Politie", position=1)
        self.rows: list[m.Entity] = [
            m.Programme(name="Wet", status_date=STATUS, start_date=STATUS, **programme),
            self.police,
        ]
        self.ids: dict[str, UUID] = {}

    def organisation(self, code: str, **values: Any) -> m.Organisation:
        row = m.Organisation(code=code, name=code, **values)
        self.rows.append(row)
        return row

    def activity(self, name: str, days: float | None = 5, **values: Any) -> UUID:
        values.setdefault("organisation_id", self.police.id)
        number = len(self.ids) + 1
        row = m.Activity(
            key=f"ACT-{number}",
            name=name,
            position=number,
            duration_minutes=None if days is None else round(days * DAY),
            **values,
        )
        self.rows.append(row)
        self.ids[name] = row.id
        return row.id

    def milestone(self, name: str, **values: Any) -> UUID:
        return self.activity(name, 0, kind=m.ActivityKind.MILESTONE, **values)

    def entry(self, at: datetime | None = ENTRY, **values: Any) -> UUID:
        pinned = {"constraint": m.Constraint.MSO, "constraint_date": at} if at else {}
        return self.milestone("Inwerkingtreding", gate=m.Gate.ENTRY, **{**pinned, **values})

    def link(self, first: str, second: str, **values: Any) -> UUID:
        row = m.Dependency(predecessor_id=self.ids[first], successor_id=self.ids[second], **values)
        self.rows.append(row)
        return row.id

    def criterion(self, name: str, **values: Any) -> UUID:
        row = m.Criterion(name=name, **{"organisation_id": self.police.id, **values})
        self.rows.append(row)
        return row.id

    def judged(self, criterion_id: UUID, light: m.Light, on: date = STATUS, explanation: str = "omdat") -> None:
        self.rows.append(m.Assessment(criterion_id=criterion_id, light=light, on=on, explanation=explanation))

    def commitment(self, number: int, **values: Any) -> UUID:
        values = {"kind": m.CommitmentKind.COMMITMENT, "title": f"Toezegging {number}", **values}
        row = m.Commitment(key=f"TZ-{number}", **values)
        self.rows.append(row)
        return row.id

    @property
    def plan(self) -> Plan:
        return Plan.of(self.rows)


def on_the_way(**activity: Any) -> Small:
    """Work of the police, its readiness, and entry into force, linked in order."""
    small = Small()
    small.activity("Werk", 20, **activity)
    small.milestone("Politie gereed", gate=m.Gate.READY)
    small.entry()
    small.link("Werk", "Politie gereed")
    small.link("Politie gereed", "Inwerkingtreding")
    return small
