"""The paths of work that lead to a milestone: what drives it first, then what comes next by slack.

The idea is known from planning programs of large projects as "multiple float paths": a critical path
tells what drives a date now, and hides what would drive it after two weeks of delay. Our definition:

1. Each activity has its slack to the milestone: how much later it may finish without moving it.
2. The first path starts at the milestone and goes back, each time to the predecessor with the least
   slack to the milestone (at equal slack: the link with the least room of its own, then by key), to
   an activity that waits for nothing.
3. Each next path starts at the activity with the least slack that is on no path yet and that
   something on a path waits for; it goes back in the same way over what is on no path yet.

So every activity is on one path at most, and the paths come in the order in which they would become
the driving one. A link on a summary is followed to what is in it; what is done is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from uuid import UUID

from planner.domain.model import Dependency, LagUnit, LinkType
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule, slack_to
from planner.domain.scheduling.calendars import PlanCalendars, instant

FROM_START = frozenset({LinkType.SS, LinkType.SF})
TO_FINISH = frozenset({LinkType.FF, LinkType.SF})


@dataclass(frozen=True, slots=True)
class Stretch:
    """One activity of a path, and the link by which the next one waits for it.

    `slack` is that of the activity to the milestone, in working minutes on its calendar; `room` that
    of the link alone, on the calendar of what waits. The milestone itself has no link.
    """

    activity_id: UUID
    slack: int
    link_id: UUID | None = None
    room: int = 0


@dataclass(frozen=True, slots=True)
class FloatPath:
    """A path from what waits for nothing to the milestone, or to where it joins an earlier path.

    `slack` is the least on the path, in working minutes: what may be lost before this path drives
    the milestone. `joins` is the activity of an earlier path that waits for it, None for the first.
    """

    number: int
    slack: int
    stretches: tuple[Stretch, ...]
    joins: UUID | None

    @property
    def activity_ids(self) -> tuple[UUID, ...]:
        """The activities in the order of the work."""
        return tuple(stretch.activity_id for stretch in self.stretches)


@dataclass(frozen=True, slots=True)
class _Way:
    """A link as it is between two activities that are no summaries."""

    predecessor: UUID
    link: Dependency
    room: int


def float_paths(plan: Plan, schedule: Schedule, goal_id: UUID, number: int = 5) -> tuple[FloatPath, ...]:
    """The first so many paths to a milestone (or any other activity that is no summary)."""
    if number < 1 or plan.activity(goal_id).is_summary:
        return ()
    search = _Search(plan, schedule, goal_id)
    found = [search.path(1, goal_id, None, None)]
    while len(found) < number:
        branch = search.next_branch()
        if branch is None:
            break
        way, joins = branch
        found.append(search.path(len(found) + 1, way.predecessor, way, joins))
    return tuple(found)


class _Search:
    """What has been put on a path, and what waits to be."""

    def __init__(self, plan: Plan, schedule: Schedule, goal_id: UUID) -> None:
        self._plan, self._schedule = plan, schedule
        self._slack: Mapping[UUID, int] = slack_to(schedule, goal_id)
        self._calendars = PlanCalendars(plan)
        self._left_out = frozenset(schedule.left_out)
        self._placed: set[UUID] = set()
        self._branches: list[tuple[tuple[int, int, str], int, _Way, UUID]] = []
        self._count = 0

    def path(self, number: int, last: UUID, way: _Way | None, joins: UUID | None) -> FloatPath:
        """A path back from an activity, which something on an earlier path waits for."""
        stretches: list[Stretch] = []
        at: UUID | None = last
        while at is not None:
            self._placed.add(at)
            link_id, room = (way.link.id, way.room) if way else (None, 0)
            stretches.append(Stretch(at, self._slack.get(at, 0), link_id, room))
            ways = sorted(self._ways_to(at), key=self._order)
            for each in ways[1:]:
                self._count += 1  # heaps compare the next part where keys are alike
                heappush(self._branches, (self._order(each), self._count, each, at))
            way = ways[0] if ways else None
            at = way.predecessor if way else None
        stretches.reverse()
        return FloatPath(number, min(stretch.slack for stretch in stretches), tuple(stretches), joins)

    def next_branch(self) -> tuple[_Way, UUID] | None:
        """The link to a path from what has the least slack of all that is on none."""
        while self._branches:
            _, _, way, joins = heappop(self._branches)
            if way.predecessor not in self._placed:
                return way, joins
        return None

    def _order(self, way: _Way) -> tuple[int, int, str]:
        return self._slack[way.predecessor], way.room, self._plan.activity(way.predecessor).key

    def _ways_to(self, activity_id: UUID) -> Iterator[_Way]:
        """The links that an activity waits by, its own and those of the summaries it is in."""
        links = list(self._plan.predecessors(activity_id))
        for summary in self._plan.ancestors(activity_id):
            links += self._plan.predecessors(summary.id)
        best: dict[UUID, _Way] = {}
        for link in links:
            if link.id in self._left_out:
                continue
            for predecessor in self._leaves(link.predecessor_id):
                if predecessor in self._placed or predecessor not in self._slack:
                    continue
                way = _Way(predecessor, link, self._room(link, predecessor, activity_id))
                if predecessor not in best or way.room < best[predecessor].room:
                    best[predecessor] = way
        yield from best.values()

    def _leaves(self, activity_id: UUID) -> Iterator[UUID]:
        """An activity itself, or for a summary everything in it."""
        if self._plan.children(activity_id):
            yield from (a.id for a in self._plan.descendants(activity_id) if not self._plan.children(a.id))
        else:
            yield activity_id

    def _room(self, link: Dependency, first_id: UUID, second_id: UUID) -> int:
        """Working minutes between what a link asks for and where its successor is."""
        first, second = self._schedule[first_id], self._schedule[second_id]
        successor = self._plan.activity(second_id)
        time = self._calendars.of(successor.calendar_id, successor.organisation_id)
        left = instant(first.start if link.type in FROM_START else first.finish)
        end = time.count(instant(second.finish if link.type in TO_FINISH else second.start))
        if link.lag_unit is LagUnit.ELAPSED:
            return end - time.count(left + link.lag)
        lag = link.lag
        if link.lag_unit is LagUnit.PERCENT:
            lag = round((first.duration_minutes or 0) * lag / 100)
        return end - time.count(left) - lag
