"""The links that a schedule does not keep, as the engine itself counts them."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.model import Dependency
from planner.domain.scheduling.network import SUMMARY, Link
from planner.domain.scheduling.passes import gate_bounds, link_bound
from planner.domain.scheduling.schedule import Schedule
from planner.domain.scheduling.view import Activities


def broken_links(schedule: Schedule) -> Iterator[tuple[Dependency, int]]:
    """Each link that puts its successor later than it is, with the working minutes on the successor's calendar.

    Links that the engine released say nothing: those of what is not active, or in a ring, and those into work that
    is done or is not active itself.
    """
    view = schedule.activities
    if not isinstance(view, Activities):
        return  # dates that no engine worked out
    for n, links in enumerate(view.net.links_in):
        if not links or view.net.bounds[n].finished or view.net.idle[n]:
            continue
        for link, asked in _asked(view, n, links):
            if link.to_finish and view.is_termless(n):
                continue
            short = asked - view.net.times[n].count(view.finish(n) if link.to_finish else view.start(n))
            if short > 0:
                yield link.row, short


def _asked(view: Activities, n: int, links: list[Link]) -> Iterator[tuple[Link, int]]:
    """What each link asks of the end that it holds, in working minutes."""
    if view.net.shapes[n] == SUMMARY:
        for when, link in gate_bounds(view.net, view.early, n):
            if link is not None:
                yield link, view.net.times[n].count(when)
        return
    for link in links:
        yield link, link_bound(view.net, view.early, link)[0]


def last_year(schedule: Schedule) -> int:
    """The year in which the plan ends; 0 without activities."""
    last = schedule.last
    return last.year if last is not None else 0
