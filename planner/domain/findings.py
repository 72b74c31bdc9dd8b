"""A finding, and what the rules that give findings look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from planner.domain.control.readiness import is_done, leading_to_entry
from planner.domain.integrity import name_of
from planner.domain.model import Activity, Dependency, Entity, Organisation, OrganisationKind
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule, ScheduledActivity
from planner.domain.scheduling.calendars import PlanCalendars
from planner.message import N_, Message


class Rank(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


RANKS = tuple(Rank)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found; `about` are the rows it is about, `source` where the rule comes from."""

    rule: str
    rank: Rank
    message: Message
    about: tuple[UUID, ...]
    source: str = ""


class RuleContext:
    """A plan and its schedule, with what several rules need worked out once."""

    def __init__(self, plan: Plan, schedule: Schedule) -> None:
        self.plan = plan
        self.schedule = schedule
        self.today = plan.programme.status_date

    @cached_property
    def leaves(self) -> tuple[Activity, ...]:
        """Tasks and milestones in the plan's order."""
        return tuple(a for a, _ in self.plan.outline if not a.is_summary)

    @cached_property
    def pending(self) -> tuple[tuple[Activity, ScheduledActivity], ...]:
        """Tasks and milestones that are not done, with their dates."""
        return tuple((a, self.schedule[a.id]) for a in self.leaves if not is_done(a))

    @cached_property
    def links(self) -> tuple[Dependency, ...]:
        return tuple(self.plan.rows(Dependency))

    @cached_property
    def leading(self) -> frozenset[UUID]:
        return leading_to_entry(self.plan)

    @cached_property
    def calendars(self) -> PlanCalendars:
        return PlanCalendars(self.plan)

    @cached_property
    def chain(self) -> tuple[Organisation, ...]:
        return tuple(o for o in self.plan.organisations if o.kind is OrganisationKind.CHAIN)


def together(rule: str, rank: Rank, text: str, rows: Iterable[Entity], **words: object) -> Iterator[Finding]:
    """One finding about several rows; its text may use {number} and {names}."""
    found = list(rows)
    if found:
        names: str | Message = ", ".join(str(getattr(row, "key", "") or name_of(row)) for row in found[:5])
        if len(found) > 5:
            names = Message(N_("{names} and {more} more"), {"names": names, "more": len(found) - 5})
        yield Finding(
            rule, rank, Message(text, {"number": len(found), "names": names, **words}), tuple(r.id for r in found)
        )
