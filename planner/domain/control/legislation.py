"""Rules on the entry into force of a law: fixed change moments, and time between publication and start.

Source: Aanwijzingen voor de regelgeving, aanwijzing 4.17. Acts enter into force on 1 January or 1 July
(first part), with at least two months between publication and entry into force, or three where the law
is directly relevant for medeoverheden (fourth part). Exceptions must be reasoned (fifth and sixth part).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from planner.domain.control.readiness import is_done
from planner.domain.findings import Finding, Rank, RuleContext
from planner.domain.model import Activity, Stage
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule
from planner.message import N_, Message

CHANGE_MOMENTS = ((1, 1), (7, 1))
"""Month and day on which acts enter into force: Aanwijzingen voor de regelgeving, 4.17, first part."""
AR_4_17 = "Aanwijzingen voor de regelgeving, aanwijzing 4.17"
MONTHS_BEFORE, MONTHS_BEFORE_FOR_LOCAL_GOVERNMENTS = 2, 3
"""Months between publication and entry into force: Aanwijzingen voor de regelgeving, 4.17, fourth part."""


@dataclass(frozen=True, slots=True)
class Publication:
    """When a law is published and when that would be too late, for the day on which it enters into force."""

    activity: Activity
    planned: date
    entry: date
    last_safe: date
    months: int
    next_moment: date  # the change moment that it becomes one day after the last safe day


def months_before(plan: Plan) -> int:
    """Months that must lie between publication and entry into force."""
    local = plan.programme.local_governments
    return MONTHS_BEFORE_FOR_LOCAL_GOVERNMENTS if local else MONTHS_BEFORE


def last_safe_publication(entry: date, months: int) -> date:
    """The last day of publication that leaves so many months: 1 May for 1 July with two months."""
    return entry - relativedelta(months=months)


def change_moment_from(day: date) -> date:
    """The first fixed change moment on or after a day."""
    years = (day.year, day.year + 1)
    return min(found for year in years for month, of in CHANGE_MOMENTS if (found := date(year, month, of)) >= day)


def publication(plan: Plan, schedule: Schedule) -> Publication | None:
    """The publication of the law as planned, against its entry into force; None where either is not in the plan."""
    entry = plan.entry
    found = [a for a, _ in plan.outline if a.stage is Stage.PUBLICATION and not a.is_summary]
    if entry is None or not found:
        return None
    last = max(found, key=lambda a: (schedule[a.id].finish, a.key))
    planned = schedule[last.id].finish.date()
    happened = last.actual_finish_window
    if last.actual_finish is None and happened is not None and happened.earliest is not None:
        planned = happened.earliest  # published on a day that is not known: not late for all that is known
    day, months = schedule[entry.id].finish.date(), months_before(plan)
    safe = last_safe_publication(day, months)
    following = change_moment_from(safe + relativedelta(days=1, months=months))
    return Publication(last, planned, day, safe, months, following)


# --- the checks -------------------------------------------------------------------------------------


def entry_moment(case: RuleContext) -> Iterator[Finding]:
    """Acts enter into force on 1 January or 1 July."""
    entry = case.plan.entry
    if entry is None:
        if case.leaves:
            text = N_("No milestone is marked as the entry into force.")
            yield Finding("no-entry", Rank.WARNING, Message(text), ())
        return
    day = case.schedule[entry.id].finish.date()
    if (day.month, day.day) not in CHANGE_MOMENTS and not is_done(entry):
        text = N_("Entry into force is planned on {day}, which is not a fixed change moment (1 January or 1 July).")
        yield Finding("change-moment", Rank.WARNING, Message(text, {"day": day}), (entry.id,), AR_4_17)


def publication_in_time(case: RuleContext) -> Iterator[Finding]:
    """Between publication and entry into force lie at least two months, or three where medeoverheden are hit."""
    found = publication(case.plan, case.schedule)
    if found is None or (case.plan.entry is not None and is_done(case.plan.entry)):
        return
    words = {
        "name": found.activity.key,
        "planned": found.planned,
        "entry": found.entry,
        "safe": found.last_safe,
        "months": found.months,
        "next": found.next_moment,
    }
    about = (found.activity.id, case.plan.entry.id) if case.plan.entry else (found.activity.id,)
    if found.planned > found.last_safe:
        text = N_(
            "{name}: publication on {planned} leaves less than {months} months to entry into force on {entry}; "
            "the last safe day is {safe}. The change moment after it is {next}."
        )
        yield Finding("publication-late", Rank.WARNING, Message(text, words), about, AR_4_17)
    elif not is_done(found.activity):
        text = N_(
            "{name}: the last safe day of publication for entry into force on {entry} is {safe} ({months} months); "
            "planned on {planned}. One day later it becomes {next}."
        )
        yield Finding("publication-safe", Rank.NOTICE, Message(text, words), about, AR_4_17)
