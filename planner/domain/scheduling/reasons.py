"""Why this date: the reasons for an activity's dates, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.model import (
    Activity,
    Constraint,
    LinkType,
    OutOfSequence,
    Pinning,
    PlanOn,
)
from planner.domain.scheduling.bounds import Reason, finishes_on_pin, is_moment, planned_day
from planner.domain.scheduling.calendars import DAY, LAST_DAY, closed_between, instant
from planner.domain.scheduling.network import MOMENT, SUMMARY, Link
from planner.domain.scheduling.passes import gate_bounds, link_bound
from planner.domain.scheduling.reason_words import dated, day_of, distinct, link_words, listed, skipped_days
from planner.domain.scheduling.schedule import Driver, DriverKind
from planner.message import N_, Message

if TYPE_CHECKING:
    from planner.domain.scheduling.view import Activities

NAMES_SHOWN = 4
"""Holidays that are named one by one."""

LINK_WORDS = {
    LinkType.FS: N_("Starts after {name} ({link}): {name} finishes on {date}."),
    LinkType.SS: N_("Starts with {name} ({link}): {name} starts on {date}."),
    LinkType.FF: N_("Finishes with {name} ({link}): {name} finishes on {date}."),
    LinkType.SF: N_("Finishes when {name} starts ({link}): {name} starts on {date}."),
}
MOMENT_LINK_WORDS = {
    **LINK_WORDS,
    LinkType.FS: N_("Comes after {name} ({link}): {name} finishes on {date}."),
    LinkType.SS: N_("Comes with the start of {name} ({link}), on {date}."),
    LinkType.FF: N_("Comes with the finish of {name} ({link}), on {date}."),
}
PARENT_LINK_WORDS = {
    LinkType.FS: N_("{parent}, which this is part of, starts after {name} ({link}): {name} finishes on {date}."),
    LinkType.SS: N_("{parent}, which this is part of, starts with {name} ({link}): {name} starts on {date}."),
    LinkType.FF: N_("{parent}, which this is part of, finishes with {name} ({link}): {name} finishes on {date}."),
    LinkType.SF: N_("{parent}, which this is part of, finishes when {name} starts ({link}), on {date}."),
}
WINDOW_WORDS = {
    PlanOn.LATEST: N_("Given as “{window}”; planned on the latest day, {date}."),
    PlanOn.MIDDLE: N_("Given as “{window}”; planned in the middle, on {date}."),
    PlanOn.EARLIEST: N_("Given as “{window}”; planned on the earliest day, {date}."),
}


def reasons(view: Activities, n: int) -> tuple[Driver, ...]:
    """The reasons for the dates of an activity, what counts most first."""
    if view.net.shapes[n] == SUMMARY:
        return tuple(_of_summary(view, n))
    if n in view.net.hammocks:
        found = [*_stretch(view, n), *_missed(view, n)]
    elif view.net.bounds[n].pinned:
        found = [*_own(view, n), *_goes_on(view, n), *_too_early(view, n), *_missed(view, n)]
    elif n in view.early.wanted:
        found = [*_held(view, n), *_missed(view, n)]
    else:
        links = [*_links(view, n), *_parents(view, n)]
        own = list(_own(view, n)) if _own_counts(view, n, bool(links)) else []
        found = [*links, *own, *_finish_window(view, n), *_late_as_possible(view, n), *_missed(view, n)]
    found += _needed_earlier(view, n)
    if view.finish(n) >= LAST_DAY * DAY:
        text = N_("Calendars are counted until {date}: what lies beyond is shown on that day.")
        found.append(dated(DriverKind.CALENDAR, text, date.fromordinal(LAST_DAY)))
    if view.net.idle[n]:
        found.append(Driver(DriverKind.INACTIVE, Message(N_("It is not active: it moves nothing."))))
    return (*found, *_holidays_inside(view, n))


def _held(view: Activities, n: int) -> Iterator[Driver]:
    """A constraint that goes before what it waits for, and the latest of that."""
    net, activity = view.net, view.net.activities[n]
    if activity.constraint_date is None:
        return
    words = {"constraint": activity.constraint, "date": activity.constraint_date.date()}
    text = N_("{constraint}: {date}. That goes before what it waits for.")
    yield Driver(DriverKind.CONSTRAINT, Message(text, words))
    start = view.early.wanted[n] - net.duration[n]
    yield from _links_to(view, n, start)


# --- the kinds of reasons -------------------------------------------------------------------------


def _of_summary(view: Activities, n: int) -> Iterator[Driver]:
    rows = view.net.activities
    children = sorted(view.net.children[n], key=lambda child: (rows[child].position, rows[child].key))
    first, last = min(children, key=view.start), max(children, key=view.finish)
    for child, text, at in (
        (first, N_("Starts with {name}, on {date}."), view.start(first)),
        (last, N_("Ends with {name}, on {date}."), view.finish(last)),
    ):
        activity = view.net.activities[child]
        yield Driver(DriverKind.CHILDREN, Message(text, {"name": activity.key, "date": day_of(at)}), activity.id)


def _links(view: Activities, n: int) -> Iterator[Driver]:
    start = view.early.finish[n] - view.net.duration[n]
    for link, when in _links_at(view, n, start):
        texts = MOMENT_LINK_WORDS if view.net.shapes[n] == MOMENT else LINK_WORDS
        yield _link_driver(view, link, texts, DriverKind.PREDECESSOR)
        end = view.finish(n) if link.to_finish else view.start(n)
        yield from skipped_days(view.net.times[n], when, end)


def _links_to(view: Activities, n: int, start: int) -> Iterator[Driver]:
    """What it would wait for, if a constraint did not hold it."""
    texts = {
        LinkType.FS: N_("{name} ({link}) finishes on {date}: that is too late for it."),
        LinkType.SS: N_("{name} ({link}) starts on {date}: that is too late for it."),
    }
    texts |= {LinkType.FF: texts[LinkType.FS], LinkType.SF: texts[LinkType.SS]}
    for link, _ in _links_at(view, n, start):
        yield _link_driver(view, link, texts, DriverKind.PREDECESSOR)


def _links_at(view: Activities, n: int, start: int) -> Iterator[tuple[Link, int]]:
    """The links that ask for a start, with the instant that they ask."""
    net = view.net
    for link in sorted(net.links_in[n], key=lambda x: (net.activities[x.predecessor].key, x.row.type, str(x.row.id))):
        found, when = link_bound(net, view.early, link)
        if found - (net.duration[n] if link.to_finish else 0) == start:
            yield link, when


def _link_driver(
    view: Activities, link: Link, texts: dict[LinkType, str], kind: DriverKind, parent: str = ""
) -> Driver:
    before = view.net.activities[link.predecessor]
    at = view.start(link.predecessor) if link.from_start else view.finish(link.predecessor)
    words = {"name": before.key, "link": link_words(link), "date": day_of(at), "parent": parent}
    return Driver(kind, Message(texts[link.row.type], words), before.id, link.row.id)


def _parents(view: Activities, n: int) -> Iterator[Driver]:
    net, time = view.net, view.net.times[n]
    start = view.early.finish[n] - net.duration[n]
    parent = net.parents[n]
    while parent >= 0 and net.gated[parent]:
        name = net.activities[parent].key
        for when, link in gate_bounds(net, view.early, parent):
            if when < 0:
                continue
            shift = net.duration[n] if link is not None and link.to_finish else 0
            if time.count(when) - shift != start:
                continue
            if link is not None:
                yield _link_driver(view, link, PARENT_LINK_WORDS, DriverKind.PARENT, name)
            else:
                text = N_("{parent}, which this is part of, starts no earlier than {date}.")
                words = {"parent": name, "date": day_of(when)}
                yield Driver(DriverKind.PARENT, Message(text, words), net.activities[parent].id)
        parent = net.parents[parent]


def _own_counts(view: Activities, n: int, linked: bool) -> bool:
    """Whether its own dates are what drives it: they do where they come to the same as a link."""
    bounds = view.net.bounds[n]
    drives = bounds.start == view.early.finish[n] - bounds.duration
    return drives and not (linked and bounds.reason is Reason.PROGRAMME_START)


def _own(view: Activities, n: int) -> Iterator[Driver]:
    net, activity, reason = view.net, view.net.activities[n], view.net.bounds[n].reason
    if reason is Reason.ACTUAL:
        yield from _happened(view, n)
    elif reason is Reason.PINNED:
        yield from _pinned(activity)
    elif reason is Reason.STATUS_DATE:
        text = N_("Not done yet: planned from the status date, {date}.")
        yield dated(DriverKind.STATUS_DATE, text, net.plan.programme.status_date)
    elif reason is Reason.CONSTRAINT and activity.constraint_date is not None:
        words = {"constraint": activity.constraint, "date": activity.constraint_date.date()}
        yield Driver(DriverKind.CONSTRAINT, Message(N_("{constraint}: {date}."), words))
        yield from skipped_days(net.times[n], net.bounds[n].at, view.start(n))
    elif reason is Reason.START_WINDOW and activity.start_window is not None:
        yield from _window(activity.start_window, net.plan_on)
        day = planned_day(activity.start_window, net.plan_on)
        if day is not None and net.shapes[n] != MOMENT:
            yield from skipped_days(net.times[n], (day.toordinal() - 1) * DAY, view.start(n))
    elif reason is Reason.FINISH_WINDOW and activity.finish_window is not None:
        yield from _window(activity.finish_window, net.plan_on)
    elif reason is Reason.PROGRAMME_START:
        yield _programme_start(view)


def _happened(view: Activities, n: int) -> Iterator[Driver]:
    """What has begun or is done, and what says when the rest ends."""
    activity = view.net.activities[n]
    if view.net.shapes[n] == MOMENT:
        known = activity.actual_start or activity.actual_finish
        text = N_("Has been; the day is not known. Planned as if it was on {date}.")
        yield dated(DriverKind.ACTUAL, N_("Was on {date}.") if known else text, day_of(view.start(n)))
        return
    if activity.started_at is not None:
        text = N_("Has started; the day is not known. Planned as if it started on {date}.")
        known = activity.actual_start is not None
        yield dated(DriverKind.ACTUAL, N_("Started on {date}.") if known else text, activity.started_at.date())
    if activity.finished_at is not None:
        text = N_("Has finished; the day is not known. Planned as if it finished on {date}.")
        known = activity.actual_finish is not None
        yield dated(DriverKind.ACTUAL, N_("Finished on {date}.") if known else text, activity.finished_at.date())
    elif finishes_on_pin(activity):
        yield from _pinned(activity, begun=True)
    elif activity.finish_window is not None:
        yield from _finish_window(view, n)


def _pinned(activity: Activity, *, begun: bool = False) -> Iterator[Driver]:
    start, finish = None if begun else activity.pinned_start, activity.pinned_finish
    words = {"start": start.date() if start else "", "finish": finish.date() if finish else ""}
    by_file = activity.pinning is Pinning.FILE
    if start and finish and not is_moment(activity):
        text = N_("Fixed by hand: {start} to {finish}.")
        if by_file:
            text = N_("The imported file has it from {start} to {finish}; that is kept.")
    elif start:
        text = N_("The imported file has it on {start}; that is kept.") if by_file else N_("Fixed by hand on {start}.")
    else:
        text = N_("The imported file has it finish on {finish}; that is kept.")
        if not by_file:
            text = N_("Fixed by hand to finish on {finish}.")
    yield Driver(DriverKind.PINNED, Message(text, words))


def _goes_on(view: Activities, n: int) -> Iterator[Driver]:
    """When what is left of started work goes on, where that is not at once."""
    net, bounds = view.net, view.net.bounds[n]
    if net.pause(n) > 0 and bounds.remaining and not bounds.finished:
        at = net.times[n].beginning(view.early.finish[n] - bounds.remaining)
        yield dated(DriverKind.ACTUAL, N_("What is left of it goes on from {date}."), day_of(at))


OVERRIDING_WORDS = {
    OutOfSequence.PROGRESS_OVERRIDE: N_(
        "Began before {name} ({link}) allows; it goes on all the same (progress override)."
    ),
    OutOfSequence.ACTUAL_DATES: N_("Began before {name} ({link}) allows; it goes on all the same (actual dates)."),
}
"""Of work that does not wait any more; of what waits, the reason is the link that holds it up."""


def _too_early(view: Activities, n: int) -> Iterator[Driver]:
    """What work that has begun should have waited for, and what that means for the rest of it."""
    net, bounds, rule = view.net, view.net.bounds[n], view.net.frame.out_of_sequence
    if not bounds.started or bounds.finished or net.shapes[n] == MOMENT:
        return
    for link in net.links_in[n]:
        first = link.predecessor
        found, _ = link_bound(net, view.early, link)
        if link.to_finish or found <= bounds.start or net.bounds[first].finished:
            continue
        if rule in OVERRIDING_WORDS:
            words = {"name": net.activities[first].key, "link": link_words(link)}
            message = Message(OVERRIDING_WORDS[rule], words)
        elif bounds.waits and found + bounds.remaining >= view.early.finish[n]:
            text = N_("Began before {name} ({link}) allows: what is left of it waits, until {date} (retained logic).")
            day = day_of(net.times[n].beginning(found))
            words = {"name": net.activities[first].key, "link": link_words(link), "date": day}
            message = Message(text, words)
        else:
            continue
        yield Driver(DriverKind.PREDECESSOR, message, net.activities[first].id, link.row.id)
    for link, _ in _links_at(view, n, view.early.finish[n] - net.duration[n]) if bounds.waits else ():
        if link.to_finish and net.duration[n] > bounds.duration:
            yield _link_driver(view, link, LINK_WORDS, DriverKind.PREDECESSOR)


def _stretch(view: Activities, n: int) -> Iterator[Driver]:
    """What a hammock runs from and until."""
    net = view.net
    first, last = net.hammocks[n]
    if net.bounds[n].started:
        yield from _own(view, n)
    elif first >= 0:
        words = {"name": net.activities[first].key, "date": day_of(view.start(first))}
        text = N_("Runs from the start of {name}, {date}.")
        yield Driver(DriverKind.PREDECESSOR, Message(text, words), net.activities[first].id)
    else:
        yield from _links(view, n)
        yield from _own(view, n) if _own_counts(view, n, bool(net.links_in[n])) else ()
    words = {"name": net.activities[last].key, "date": day_of(view.finish(last))}
    text = N_("Runs until {name} is finished, on {date}.")
    yield Driver(DriverKind.PREDECESSOR, Message(text, words), net.activities[last].id)


def _needed_earlier(view: Activities, n: int) -> Iterator[Driver]:
    """What needs it earlier, where its slack is negative: what does not move, or has too little time itself."""
    net = view.net
    if net.bounds[n].finished or view.is_termless(n) or view.slack(n) >= 0:
        return
    for link in net.links_out[n]:
        second = link.successor
        if net.shapes[second] == SUMMARY or net.bounds[second].finished or second in net.hammocks:
            continue
        other = net.activities[second]
        words = {"name": other.key, "date": day_of(view.start(second)), "link": link_words(link)}
        if view.slack(second) < 0:
            text = N_("{name} waits for it ({link}), and that is too late already.")
        elif net.bounds[second].pinned:
            began = N_("{name} waits for it ({link}), and began on {date} already.")
            fixed = N_("{name} waits for it ({link}), and is fixed on {date}.")
            text = began if net.bounds[second].started else fixed
        else:
            continue
        yield Driver(DriverKind.SUCCESSOR, Message(text, words), other.id, link.row.id)


def _programme_start(view: Activities) -> Driver:
    programme, day = view.net.plan.programme, day_of(view.net.programme_start)
    if programme.start_date is not None:
        text = N_("Starts with the programme, on {date}.")
    elif day == programme.status_date:
        text = N_("Nothing says when it starts: planned from the status date, {date}.")
    else:
        text = N_("Nothing says when it starts: planned from the earliest date in the plan, {date}.")
    return dated(DriverKind.PROGRAMME_START, text, day)


def _window(window: ImpreciseDate, plan_on: PlanOn) -> Iterator[Driver]:
    day = planned_day(window, plan_on)
    if day is None:
        return
    if window.is_exact:
        yield dated(DriverKind.WINDOW, N_("Given as {date}."), day)
        return
    if window.latest is None:
        text = N_("Given as “{window}”: not before {date}.")
    elif window.earliest is None:
        text = WINDOW_WORDS[PlanOn.LATEST]
    else:
        text = WINDOW_WORDS[plan_on]
    yield Driver(DriverKind.WINDOW, Message(text, {"window": window, "date": day}))


def _finish_window(view: Activities, n: int) -> Iterator[Driver]:
    """The window that a task is stretched to, where it has a start of its own too."""
    activity, net = view.net.activities[n], view.net
    day = planned_day(activity.finish_window, net.plan_on)
    if day is None or net.shapes[n] == MOMENT or net.bounds[n].reason is Reason.FINISH_WINDOW:
        return
    if day_of(view.finish(n)) <= day and activity.finish_window is not None:
        text = N_("The finish was given as “{window}”: planned on {date}.")
        yield Driver(DriverKind.WINDOW, Message(text, {"window": activity.finish_window, "date": day}))


def _late_as_possible(view: Activities, n: int) -> Iterator[Driver]:
    programme = view.net.plan.programme
    if view.earliest is not None and programme.finish_at is not None:
        text = N_("Counted back from the finish of the programme, {date}.")
        yield dated(DriverKind.PROGRAMME_FINISH, text, programme.finish_at.date())
    elif view.net.activities[n].constraint is Constraint.ALAP:
        text = N_("As late as possible without moving the end of the plan.")
        yield Driver(DriverKind.CONSTRAINT, Message(text))


def _missed(view: Activities, n: int) -> Iterator[Driver]:
    """Dates that only bound it from above, and that it does not make."""
    activity = view.net.activities[n]
    finish = view.early.finish[n]
    time = view.net.times[n]
    if activity.deadline is not None and finish > time.count(instant(activity.deadline)):
        yield dated(DriverKind.CONSTRAINT, N_("Misses its deadline, {date}."), activity.deadline.date())
    late_kinds = (Constraint.FNLT, Constraint.SNLT)
    if activity.constraint in late_kinds and activity.constraint_date is not None and finish > view.net.cap[n]:
        words = {"constraint": activity.constraint, "date": activity.constraint_date.date()}
        yield Driver(DriverKind.CONSTRAINT, Message(N_("{constraint} {date}: that is not made."), words))


def _holidays_inside(view: Activities, n: int) -> Iterator[Driver]:
    """The holidays that a task's work goes around."""
    if not view.net.duration[n]:
        return
    first, last = day_of(view.start(n)), day_of(view.finish(n))
    names = distinct(closed_between(view.net.times[n], first, last))
    if not names:
        return
    words = {"names": listed(names[:NAMES_SHOWN]), "number": len(names) - NAMES_SHOWN}
    if len(names) <= NAMES_SHOWN:
        message = Message(N_("Not worked in between: {names}."), words)
    else:
        message = Message(N_("Not worked in between: {names} and {number} more."), words)
    yield Driver(DriverKind.CALENDAR, message)
