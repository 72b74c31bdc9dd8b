"""Amounts relative to an event, as days once the event has one: six weeks after publication."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.domain.date_events import from_event
from planner.domain.date_limits import outside
from planner.domain.findings import Finding, Rank, RuleContext
from planner.domain.imprecise_date import ImpreciseDate, Relation
from planner.domain.integrity import name_of
from planner.domain.model import Activity, Commitment
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule
from planner.message import N_, Message

SMALL_WORDS = frozenset({"datum", "wet", "date", "act", "dag", "day"})


def event_of(plan: Plan, event: str, besides: Activity | None = None) -> Activity | None:
    """The activity that the words for an event mean: its key, or the only one whose name has all the words."""
    by_key = plan.activities_by_key.get(event.upper())
    if by_key is not None:
        return by_key
    wanted = [word for word in event.casefold().split() if word not in SMALL_WORDS] or event.casefold().split()
    rows = [a for a in plan.rows(Activity) if not a.is_summary and a is not besides]
    found = [a for a in rows if wanted and all(word in a.name.casefold() for word in wanted)]
    moments = [a for a in found if a.is_plain_milestone]
    if len(found) > 1 and len(moments) == 1:
        return moments[0]
    return found[0] if len(found) == 1 else None


def days_of_event(activity: Activity, schedule: Schedule) -> tuple[date | None, date | None]:
    """The first and last day an event can be on: what happened, what was said, else what is planned."""
    done = activity.finished_at or (activity.started_at if activity.is_plain_milestone else None)
    if done is not None:
        return done.date(), done.date()
    said = activity.start_window if activity.is_plain_milestone else activity.finish_window
    if said is not None and said.is_exact:
        return said.earliest, said.latest
    planned = schedule[activity.id]
    return (None, None) if planned.termless else (planned.finish.date(), planned.finish.date())


def related_window(
    plan: Plan, schedule: Schedule, window: ImpreciseDate | None, besides: Activity | None = None
) -> tuple[Activity, date | None, date | None] | None:
    """The event that a window hangs on, and its first and last day; None while the event has no day."""
    relation: Relation | None = window.relation if window is not None else None
    event = event_of(plan, relation.event, besides) if relation is not None else None
    if relation is None or event is None:
        return None
    first, last = days_of_event(event, schedule)
    if first is None and last is None:
        return None
    try:
        return (event, *from_event(relation, first, last))
    except OverflowError:
        return None


def kept_to_the_event(case: RuleContext) -> Iterator[Finding]:
    """What was said relative to an event, as a day; and what is planned outside it."""
    for activity, planned in case.pending:
        for window, day in (
            (activity.start_window, planned.start.date()),
            (None if activity.is_plain_milestone else activity.finish_window, planned.finish.date()),
        ):
            found = related_window(case.plan, case.schedule, window, activity)
            if found is None or window is None:
                continue
            event, first, last = found
            words = {"name": name_of(activity), "words": window, "event": name_of(event), "planned": day}
            words["window"] = ImpreciseDate(first, last)
            outside_it = not planned.termless and ((first and day < first) or (last and day > last))
            text = N_("{name}: “{words}” is {window}, counted from {event}.")
            if outside_it:
                text = N_("{name} is planned on {planned}; “{words}” is {window}, counted from {event}.")
            rank = Rank.WARNING if outside_it else Rank.NOTICE
            yield Finding("relative-to-event", rank, Message(text, words), (activity.id, event.id))


def far_days(case: RuleContext) -> Iterator[Finding]:
    """Windows far outside the programme: probably a mistake in typing."""
    rows = [(a, w) for a in case.leaves for w in (a.start_window, a.finish_window)]
    promised: list[tuple[Activity | Commitment, ImpreciseDate | None]] = [*rows]
    promised += [(c, c.term) for c in case.plan.commitments]
    for row, window in promised:
        day = outside(case.plan, window) if window is not None else None
        if day is not None and not (isinstance(row, Activity) and row.has_happened):
            text = N_("{name}: {day} is far outside this programme. Is that meant?")
            yield Finding("far-day", Rank.NOTICE, Message(text, {"name": name_of(row), "day": day}), (row.id,))
