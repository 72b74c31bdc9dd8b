"""Findings for dates that cannot be: what happened after the status date, an end before its beginning, and the like."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.domain.control.statements import statements
from planner.domain.findings import Finding, Rank, RuleContext, together
from planner.domain.imprecise_date import LAST_YEAR
from planner.domain.integrity import name_of
from planner.domain.model import Activity
from planner.domain.scheduling.conflicts import last_year
from planner.message import N_, Message


def happened_in_the_future(case: RuleContext) -> Iterator[Finding]:
    """Actual dates after the status date: by then it cannot have been reported."""
    for activity in case.leaves:
        for day, text in _after(activity, case.today):
            words = {"name": name_of(activity), "day": day, "today": case.today}
            yield Finding("actual-after-status-date", Rank.WARNING, Message(text, words), (activity.id,))
            break


def _after(activity: Activity, today: date) -> Iterator[tuple[date, str]]:
    """The actual dates of an activity that are after a day, each with the sentence that says so."""
    window = activity.actual_finish_window
    finish = activity.actual_finish.date() if activity.actual_finish else window.earliest if window else None
    if finish is not None and finish > today:
        yield finish, N_("{name} has an actual finish on {day}, which is after the status date of {today}.")
    window = activity.actual_start_window
    start = activity.actual_start.date() if activity.actual_start else window.earliest if window else None
    if start is not None and start > today:
        yield start, N_("{name} has an actual start on {day}, which is after the status date of {today}.")


def done_in_the_future(case: RuleContext) -> Iterator[Finding]:
    """Reported as done without a day, and planned to end after the status date."""
    for activity in case.leaves:
        planned = case.schedule[activity.id]
        if activity.finished_at is not None or activity.percent_complete < 100 or planned.termless:
            continue
        if planned.finish.date() > case.today and (activity.started_at is None or not activity.is_plain_milestone):
            text = N_("{name} is 100 % complete, and is planned to finish on {day}, after the status date of {today}.")
            words = {"name": name_of(activity), "day": planned.finish.date(), "today": case.today}
            yield Finding("done-in-the-future", Rank.WARNING, Message(text, words), (activity.id,))


def ends_before_it_begins(case: RuleContext) -> Iterator[Finding]:
    """An actual finish before the actual start, or a finish as given that is over before the start as given begins."""
    for activity in case.leaves:
        start, finish = activity.started_at, activity.finished_at
        words: dict[str, object] = {"name": name_of(activity)}
        if start is not None and finish is not None and finish < start and not activity.is_plain_milestone:
            text = N_("{name} has an actual finish on {finish}, before its actual start on {start}.")
            words |= {"start": start.date(), "finish": finish.date()}
            yield Finding("actual-finish-before-start", Rank.ERROR, Message(text, words), (activity.id,))
            continue
        first, last = activity.start_window, activity.finish_window
        if activity.is_plain_milestone or first is None or last is None:
            continue
        if first.earliest is not None and last.latest is not None and last.latest < first.earliest:
            text = N_("{name}: the finish as given (“{finish}”) is before the start as given (“{start}”).")
            words |= {"start": first, "finish": last}
            yield Finding("finish-before-start", Rank.ERROR, Message(text, words), (activity.id,))


def undone_in_the_past(case: RuleContext) -> Iterator[Finding]:
    """Unfinished work that is planned before the status date."""
    told = statements(case.plan, case.schedule)
    found = [a for a in case.leaves if a.active and told.is_stale(a)]
    text = N_(
        "Planned before the status date and not done ({number}): {names}. "
        "Their dates have passed, so they have no slack: say when they are to come, or plan what is left from then on."
    )
    yield from together("undone-in-the-past", Rank.WARNING, text, found)


def beyond_the_calendars(case: RuleContext) -> Iterator[Finding]:
    """Dates so far on that no calendar reaches them: dates and slack say nothing there."""
    if last_year(case.schedule) <= LAST_YEAR:
        return
    found = [a for a in case.leaves if case.schedule[a.id].finish.year > LAST_YEAR]
    text = N_("Planned after {year} ({number}): {names}. Dates are not counted so far on; look at durations and links.")
    yield from together("beyond-calendars", Rank.WARNING, text, found, year=LAST_YEAR)
