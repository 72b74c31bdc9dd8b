"""From the numbers of the passes to the dates that people read, made one activity at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from planner.domain.imprecise_date import ImpreciseDate, Nature
from planner.domain.model import MINUTES_IN_WORKING_DAY
from planner.domain.scheduling.bounds import Reason, finishes_on_pin
from planner.domain.scheduling.calendars import DAY, instant, moment
from planner.domain.scheduling.network import MOMENT, SUMMARY, TERMLESS, Network
from planner.domain.scheduling.passes import Early, Late, free_finish, latest_start
from planner.domain.scheduling.schedule import ScheduledActivity


@dataclass(frozen=True, slots=True)
class RollUp:
    """What a summary takes from what is in it: instants, least slack, and progress by duration."""

    start: int
    finish: int
    late_start: int
    late_finish: int
    slack: int | None
    work: int  # minutes, of all activities inside
    done: int  # hundredths of them
    count: int  # of activities inside
    percents: int  # sum of their percentages
    finished: bool


class Activities(Mapping[UUID, ScheduledActivity]):
    """The scheduled activities of a plan, each made when it is first asked for."""

    def __init__(self, net: Network, early: Early, late: Late, end: int, earliest: Early | None = None) -> None:
        self.net, self.early, self.late, self.end = net, early, late, end
        self.earliest = earliest  # what slack is counted from, where that is not what is planned
        self._made: dict[UUID, ScheduledActivity | None] = {}
        self._rolled: dict[int, RollUp] = {}
        self._critical = net.plan.programme.critical_days * MINUTES_IN_WORKING_DAY
        self._near = max(net.plan.programme.near_critical_days * MINUTES_IN_WORKING_DAY, self._critical)

    def __len__(self) -> int:
        return len(self.net.activities)

    def __iter__(self) -> Iterator[UUID]:
        return iter(self.net.number)

    def __contains__(self, key: object) -> bool:
        return key in self.net.number

    def __getitem__(self, key: UUID) -> ScheduledActivity:
        made = self._made.get(key)
        if made is None:
            n = self.net.number[key]
            made = self._made[key] = self._summary(n) if self.net.shapes[n] == SUMMARY else self._leaf(n)
        return made

    @property
    def rolled_up(self) -> dict[int, RollUp]:
        """What summaries were asked for so far, by number."""
        return self._rolled

    def take_over(self, old: Activities, rolled_up: dict[int, RollUp], touched: Set[int]) -> None:
        """Keep what was made of activities that an edit did not touch, and of summaries with nothing touched in them.

        `rolled_up` is what the view before the edit had, by the numbers after it.
        """
        parents, rows = self.net.parents, self.net.activities
        above: set[int] = set()
        for n in touched:
            at = n
            while at >= 0 and at not in above:
                above.add(at)
                at = parents[at]
        self._rolled = dict(rolled_up)
        for n in above:
            self._rolled.pop(n, None)
        if self.end != old.end:  # to which free slack is counted
            return
        self._made = dict(old._made)
        for n in above:
            self._made[rows[n].id] = None  # a gap would make the next copy slow
        for n in touched:  # their free slack is counted to what has moved
            for link in self.net.links_in[n]:
                self._made[rows[link.predecessor].id] = None

    # --- leaves -----------------------------------------------------------------------------------

    def start(self, n: int) -> int:
        """When an activity starts, on the clock, as it is shown."""
        net = self.net
        if net.shapes[n] == SUMMARY:
            return self.rolled(n).start
        return self._given(n)[0] if net.bounds[n].pinned else self._start(n)

    def _start(self, n: int) -> int:
        net = self.net
        if not net.duration[n] and net.shapes[n] in (MOMENT, TERMLESS):
            return self.early.at[n]
        return net.times[n].beginning(self.early.finish[n] - net.duration[n])

    def finish(self, n: int) -> int:
        """When an activity finishes, on the clock, as it is shown."""
        net = self.net
        if net.shapes[n] == SUMMARY:
            return self.rolled(n).finish
        return self._given(n)[1] if net.bounds[n].pinned else self._finish(n)

    def _finish(self, n: int) -> int:
        if not self.net.duration[n]:
            return self._start(n)
        return self.net.times[n].ending(self.early.finish[n])

    def _given(self, n: int) -> tuple[int, int]:
        """When an activity with actual dates, or dates that are kept as given, starts and finishes."""
        activity, start, finish = self.net.activities[n], self._start(n), self._finish(n)
        if self.net.shapes[n] == MOMENT:
            return start, finish
        if self.net.bounds[n].reason is Reason.PINNED:
            first, last = activity.pinned_start, activity.pinned_finish
            return instant(first) if first else start, instant(last) if last else finish
        if activity.started_at is not None:
            start = _same_day(start, activity.started_at)
            finish = max(finish, start)
        if finishes_on_pin(activity) and activity.pinned_finish is not None:
            finish = max(instant(activity.pinned_finish), start)
        if activity.finished_at is not None:
            finish = _same_day(finish, activity.finished_at)
            start = min(start, finish)
        return start, finish

    def slack(self, n: int) -> int:
        """How much later an activity may finish, in working minutes.

        Where a constraint holds it to an earlier place than links ask, it is counted from what they ask.
        """
        early = self.earliest or self.early
        return self.late.finish[n] - early.wanted.get(n, early.finish[n])

    def _late_ends(self, n: int) -> tuple[int, int]:
        late, time = self.late.finish[n], self.net.times[n]
        if late == self.early.finish[n]:
            return self.start(n), self.finish(n)
        if not self.net.duration[n]:
            at = time.beginning(late) if self.net.shapes[n] == TERMLESS else time.ending(late)
            return at, at
        if self.net.bounds[n].started:
            return self.start(n), time.ending(late)
        start = late - self.net.duration[n]
        at = time.beginning(start)
        if latest_start(self.net, self.early, self.late, n) < at:  # outside working time: the end of the work before it
            at = time.ending(start)
        return at, time.ending(late)

    def is_termless(self, n: int) -> bool:
        """Whether nobody knows how long it takes."""
        return self.net.shapes[n] == TERMLESS and not self.net.duration[n]

    def percent(self, n: int) -> int:
        """Progress of an activity that is no summary."""
        activity = self.net.activities[n]
        return 100 if activity.finished_at is not None else activity.percent_complete

    def _leaf(self, n: int) -> ScheduledActivity:
        net, activity, bounds = self.net, self.net.activities[n], self.net.bounds[n]
        start, finish = moment(self.start(n)), moment(self.finish(n))
        termless, hammock = self.is_termless(n), n in net.hammocks
        slack = 0 if termless or hammock else self.slack(n)
        late_start, late_finish = self._late_ends(n)
        counts = not termless and not hammock and not bounds.finished
        shown_from, shown_to = shown_window(activity.start_window, activity.finish_window, net.shapes[n] == MOMENT)
        return ScheduledActivity(
            activity.id,
            start,
            finish,
            moment(late_start),
            moment(late_finish),
            slack,
            0 if not counts else max(min(self._free_slack(n), slack), 0),
            counts and slack <= self._critical,
            counts and self._critical < slack <= self._near,
            float(self.percent(n)),
            None if termless else net.duration[n] - net.pause(n),
            termless,
            shown_from,
            shown_to,
            self.early.wanted.get(n, self.early.finish[n]) - self.early.finish[n],
            hammock,
            self._parts(n) if activity.splits and net.duration[n] else (),
        )

    def _parts(self, n: int) -> tuple[tuple[datetime, datetime], ...]:
        """The stretches of interrupted work, from when to when; none where its dates leave no room for gaps."""
        net, time, found = self.net, self.net.times[n], list[tuple[datetime, datetime]]()
        left = net.pause(n)
        at = self.early.finish[n] - net.duration[n]
        begin, work, worked = moment(self.start(n)), net.duration[n] - left, 0
        for before, gap in net.activities[n].splits:
            if before >= work or gap > left:
                break
            at += before - worked
            found.append((begin, moment(time.ending(at))))
            at, left, worked = at + gap, left - gap, before
            begin = moment(time.beginning(at))
        return (*found, (begin, moment(self.finish(n)))) if found else ()

    def _free_slack(self, n: int) -> int:
        bound = min(free_finish(self.net, self.early, n, self.start), self.net.times[n].count(self.end))
        return max(bound - self.early.finish[n], 0)

    # --- summaries --------------------------------------------------------------------------------

    def rolled(self, n: int) -> RollUp:
        """What a summary takes from what is in it."""
        found = self._rolled.get(n)
        if found is None:
            stack = [n]
            while stack:
                top = stack[-1]
                waiting = [c for c in self.net.children[top] if self.net.shapes[c] == SUMMARY and c not in self._rolled]
                if waiting:
                    stack.extend(waiting)
                else:
                    self._rolled[stack.pop()] = self._roll(top)
            found = self._rolled[n]
        return found

    def _roll(self, n: int) -> RollUp:
        net = self.net
        counting = [c for c in net.children[n] if net.idle[n] or not net.idle[c]] or net.children[n]
        parts = [self._rolled[c] if net.shapes[c] == SUMMARY else self._part(c) for c in counting]
        slacks = [p.slack for p in parts if p.slack is not None]
        return RollUp(
            min(p.start for p in parts),
            max(p.finish for p in parts),
            min(p.late_start for p in parts),
            max(p.late_finish for p in parts),
            min(slacks) if slacks else None,
            sum(p.work for p in parts),
            sum(p.done for p in parts),
            sum(p.count for p in parts),
            sum(p.percents for p in parts),
            all(p.finished for p in parts),
        )

    def _part(self, n: int) -> RollUp:
        finished = self.net.bounds[n].finished
        slack = None if finished or self.is_termless(n) or n in self.net.hammocks else self.slack(n)
        length, percent = self.net.duration[n], self.percent(n)
        return RollUp(
            self.start(n), self.finish(n), *self._late_ends(n), slack, length, length * percent, 1, percent, finished
        )

    def _summary(self, n: int) -> ScheduledActivity:
        roll, activity, time = self.rolled(n), self.net.activities[n], self.net.times[n]
        percent = roll.done / roll.work if roll.work else roll.percents / roll.count
        counts = roll.slack is not None
        slack = roll.slack if roll.slack is not None else 0
        return ScheduledActivity(
            activity.id,
            moment(roll.start),
            moment(roll.finish),
            moment(roll.late_start),
            moment(roll.late_finish),
            slack,
            max(slack, 0),
            counts and slack <= self._critical,
            counts and self._critical < slack <= self._near,
            percent,
            time.count(roll.finish) - time.count(roll.start),
        )


def _same_day(planned: int, actual: datetime) -> int:
    """The working hours of the day that something happened, or that day itself when it was no working day."""
    return planned if planned // DAY == actual.toordinal() else instant(actual)


def shown_window(
    start: ImpreciseDate | None, finish: ImpreciseDate | None, is_milestone: bool
) -> tuple[date | None, date | None]:
    """The days to draw a date window from and to; None where a date is exact, open or not given."""
    first = start or (finish if is_milestone else None)
    last = first if is_milestone else finish
    shown_from = first.earliest if first and first.nature is Nature.WINDOW and not first.is_exact else None
    shown_to = last.latest if last and last.nature is Nature.WINDOW and not last.is_exact else None
    return shown_from, shown_to
