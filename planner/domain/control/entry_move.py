"""Moving entry into force to another change moment: what that frees and breaks, and the step with its decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.domain.changes import Step, merged
from planner.domain.checks import find_all
from planner.domain.control.legislation import CHANGE_MOMENTS
from planner.domain.control.moves import Move, decide
from planner.domain.control.what_if import DateChange, Difference, what_if
from planner.domain.findings import Finding, Rank
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule
from planner.errors import EditRefused
from planner.message import N_

ASKS_FOR_THIS = "moved-without-decision"
"""The rule that the decision answers, so moving with one does not break it."""
YEARS_BACK, YEARS_ON = 1, 3


@dataclass(frozen=True, slots=True)
class EntryMove:
    """What moving entry into force would do: dates and slack, and the findings it ends and brings."""

    day: date
    difference: Difference
    freed: tuple[Finding, ...]
    broken: tuple[Finding, ...]


def moments_around(plan: Plan, schedule: Schedule) -> tuple[date, ...]:
    """The change moments from a year before entry into force as planned to three years after it, save its own day."""
    if plan.entry is None:
        return ()
    now = schedule[plan.entry.id].finish.date()
    years = range(now.year - YEARS_BACK, now.year + YEARS_ON + 1)
    return tuple(day for year in years for month, of in CHANGE_MOMENTS if (day := date(year, month, of)) != now)


def look_ahead(plan: Plan, schedule: Schedule, day: date) -> EntryMove:
    """What entry into force on a day would free and break; EditRefused where it cannot be put there."""
    if plan.entry is None:
        raise EditRefused(N_("No milestone is marked as the entry into force."))
    found = what_if(plan, schedule, DateChange(plan.entry.id, day))
    before, after = _grave(plan, schedule), _grave(found.after, found.schedule)
    freed = tuple(finding for place, finding in before.items() if place not in after)
    broken = tuple(finding for place, finding in after.items() if place not in before)
    return EntryMove(day, found, freed, broken)


def _grave(plan: Plan, schedule: Schedule) -> dict[tuple[object, ...], Finding]:
    """Errors and warnings, by what makes one the same as before: the rule and what it is about."""
    return {
        (finding.rule, finding.about): finding
        for finding in find_all(plan, schedule)
        if finding.rank is not Rank.NOTICE and finding.rule != ASKS_FOR_THIS
    }


def move_entry(
    plan: Plan, schedule: Schedule, day: date, on: date, *, reason: str, decider: str, meeting: str, title: str
) -> Step:
    """Entry into force on another day, with the decision, as one step; EditRefused without reason or decider."""
    ahead = look_ahead(plan, schedule, day).difference
    entry = plan.entry
    assert entry is not None  # look_ahead refuses a plan without
    move = Move(entry.id, schedule[entry.id].finish, ahead.schedule[entry.id].finish)
    decision = decide(ahead.after, move, on, reason=reason, decider=decider, meeting=meeting, title=title)
    return merged("law.entry", [ahead.step, decision], {"day": day.isoformat()})
