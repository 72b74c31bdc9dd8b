"""What each planned date and each slack rests on: the assumptions that it was computed from.

Marks travel the way dates do: forward along what drives a start or finish, backward along what bounds a late
finish. Each activity with an assumed value (of itself, or of a link that it waits by) is one bit of a number.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from uuid import UUID

from planner.domain.model import Activity, Assumption, Constraint, Dependency
from planner.domain.plan import Plan
from planner.domain.scheduling.bounds import LATEST, Reason, is_moment, planned_day
from planner.domain.scheduling.network import MOMENT, SUMMARY, Network, window_end
from planner.domain.scheduling.passes import SlowFinishes, finish_instant, gate_bounds, link_bound
from planner.domain.scheduling.schedule import Schedule
from planner.domain.scheduling.view import Activities

DURATION = ("duration_minutes", "elapsed", "splits", "calendar_id")
BEGUN = ("actual_start", "actual_start_window")
DONE = ("actual_finish", "actual_finish_window", "percent_complete")
LEFT = ("remaining_minutes", "resume_at", "percent_complete", "finish_window", "pinned_finish")
OF_REASON: dict[Reason, tuple[str, ...]] = {
    Reason.PINNED: ("pinning", "pinned_start", "pinned_finish"),
    Reason.CONSTRAINT: ("constraint", "constraint_date"),
    Reason.START_WINDOW: ("start_window",),
    Reason.FINISH_WINDOW: ("finish_window",),
}
WHOLE = ""
"""The name of the field where the row itself is assumed."""


class Grounds:
    """The assumptions under the dates and the slack of a schedule, each worked out for all activities at once."""

    def __init__(self, plan: Plan, schedule: Schedule) -> None:
        self._plan, self._view = plan, schedule.activities
        self._fields: dict[UUID, set[str]] = {}  # of activities and links, the names of what is assumed
        self._bits: dict[UUID, int] = {}  # by activity
        self._rows: list[Activity] = []
        for row in sorted(plan.rows(Assumption), key=lambda each: (str(each.about_id), each.field)):
            about = _activity_of(plan, row.about_id)
            if about is None:
                continue
            self._fields.setdefault(row.about_id, set()).add(row.field)
            if about.id not in self._bits:
                self._bits[about.id] = 1 << len(self._rows)
                self._rows.append(about)

    def of_start(self, activity_id: UUID) -> tuple[Activity, ...]:
        """The activities with an assumed value on which a planned start rests, by key."""
        return self._named(self._ends(activity_id)[0])

    def of_finish(self, activity_id: UUID) -> tuple[Activity, ...]:
        """The same for a planned finish."""
        return self._named(self._ends(activity_id)[1])

    def of_dates(self, activity_id: UUID) -> tuple[Activity, ...]:
        """The same for start and finish together."""
        start, finish = self._ends(activity_id)
        return self._named(start | finish)

    def of_slack(self, activity_id: UUID) -> tuple[Activity, ...]:
        """The same for total slack, and with it whether something is critical."""
        return self._named(self._slack_of(activity_id))

    def of_entry_slack(self, schedule: Schedule, organisation_id: UUID) -> tuple[Activity, ...]:
        """The same for the slack of an organisation to entry into force: that of its activity with the least."""
        entry, least = self._plan.entry, schedule.entry_slack.get(organisation_id)
        if entry is None or least is None or not self._rows:
            return ()
        own = [a for a in self._plan.rows(Activity) if a.organisation_id == organisation_id and not a.is_summary]
        bits = 0
        for activity in own:
            if activity.id != entry.id and schedule[activity.id].total_slack == least:
                bits |= self._slack_of(activity.id)
        return self._named(bits or self._goal | self._ends(entry.id)[1])

    def _named(self, bits: int) -> tuple[Activity, ...]:
        found = [row for i, row in enumerate(self._rows) if bits >> i & 1] if bits else []
        return tuple(sorted(found, key=lambda row: (row.key.rpartition("-")[0], len(row.key), row.key)))

    # --- dates ------------------------------------------------------------------------------------

    def _ends(self, activity_id: UUID) -> tuple[int, int]:
        if not self._rows or not isinstance(self._view, Activities):
            return 0, 0
        return self._of_node(self._view.net.number[activity_id])

    @cached_property
    def _leaves(self) -> dict[int, tuple[int, int]]:
        """Marks of start and finish by number, of all that is no summary, in the order of the forward pass."""
        view = self._view
        assert isinstance(view, Activities)
        found: dict[int, tuple[int, int]] = {}
        self._made = found  # what is there so far is what the next one waits for
        for n in view.net.order:
            if n >= 0 and view.net.shapes[n] != SUMMARY:
                found[n] = self._leaf(view, n)
        return found

    def _of_node(self, n: int) -> tuple[int, int]:
        view = self._view
        assert isinstance(view, Activities)
        return self._seen(view, self._leaves, n)

    def _seen(self, view: Activities, leaves: dict[int, tuple[int, int]], n: int) -> tuple[int, int]:
        """Marks of an activity, for a summary those of what it begins and ends with."""
        if view.net.shapes[n] != SUMMARY:
            return leaves.get(n, (0, 0))
        first, last, start, finish = view.start(n), view.finish(n), 0, 0
        for child in view.net.children[n]:
            marks = self._seen(view, leaves, child)
            start |= marks[0] if view.start(child) == first else 0
            finish |= marks[1] if view.finish(child) == last else 0
        return start, finish

    def _own(self, activity: Activity, *names: str) -> int:
        fields = self._fields.get(activity.id)
        if not fields or not (WHOLE in fields or fields.intersection(names)):
            return 0
        return self._bits[activity.id]

    def _leaf(self, view: Activities, n: int) -> tuple[int, int]:
        net, activity, bounds = view.net, view.net.activities[n], view.net.bounds[n]
        if bounds.reason is Reason.ACTUAL:
            start = self._own(activity, *BEGUN)
            if bounds.finished:
                return start or self._own(activity, *DONE), self._own(activity, *DONE)
            return start, start | self._own(activity, *LEFT, *DURATION)
        lasting = 0 if is_moment(activity) else self._length(net, n)
        if bounds.reason is Reason.PINNED:
            start = self._own(activity, *OF_REASON[Reason.PINNED])
            both = activity.pinned_start is not None and activity.pinned_finish is not None
            return start, start | (0 if both else lasting)
        start, from_finish = self._driven(view, n)
        if n in view.early.wanted:
            start |= self._own(activity, *OF_REASON[Reason.CONSTRAINT])
        if activity.constraint is Constraint.ALAP:
            start |= self._own(activity, "constraint")
        return (start | lasting if from_finish else start), start | lasting

    def _length(self, net: Network, n: int) -> int:
        """What says how long it takes: both its windows, or its duration."""
        activity = net.activities[n]
        first, last = (planned_day(w, net.plan_on) for w in (activity.start_window, activity.finish_window))
        if first is not None and last is not None:
            return self._own(activity, "start_window", "finish_window")
        return self._own(activity, *DURATION, "hammock_start_id", "hammock_finish_id")

    def _driven(self, view: Activities, n: int) -> tuple[int, bool]:
        """Marks of what puts it where it is, and whether that holds its finish rather than its start."""
        net, activity, bounds = view.net, view.net.activities[n], view.net.bounds[n]
        start, marks, from_finish, linked = view.early.finish[n] - net.duration[n], 0, False, False
        for link in net.links_in[n]:
            asked, _ = link_bound(net, view.early, link)
            if asked - (net.duration[n] if link.to_finish else 0) == start:
                marks |= self._of_link(view, link.predecessor, link.row, link.from_start)
                from_finish, linked = from_finish or link.to_finish, True
        parent = net.parents[n]
        while parent >= 0 and net.gated[parent]:
            for when, link in gate_bounds(net, view.early, parent):
                shift = net.duration[n] if link is not None and link.to_finish else 0
                if when >= 0 and net.times[n].count(when) - shift == start:
                    linked = True
                    if link is not None:
                        marks |= self._of_link(view, link.predecessor, link.row, link.from_start)
                    else:
                        marks |= self._own(net.activities[parent], "start_window", "constraint", "constraint_date")
            parent = net.parents[parent]
        if bounds.start == start and not (linked and bounds.reason is Reason.PROGRAMME_START):
            marks |= self._own(activity, *OF_REASON.get(bounds.reason, ()))
            ends = bounds.reason is Reason.FINISH_WINDOW or activity.constraint in (Constraint.FNET, Constraint.MFO)
            from_finish = from_finish or ends
        return marks, from_finish

    def _of_link(self, view: Activities, before: int, row: Dependency, from_start: bool) -> int:
        marks = self._seen(view, self._made, before)[0 if from_start else 1]
        return marks | (self._bits[row.successor_id] if row.id in self._fields else 0)

    # --- slack ------------------------------------------------------------------------------------

    def _slack_of(self, activity_id: UUID) -> int:
        if not self._rows or not isinstance(self._view, Activities):
            return 0
        view, n = self._view, self._view.net.number[activity_id]
        if view.net.shapes[n] == SUMMARY:
            counting = [c for c in self._inside(view, n) if not view.is_termless(c) and not view.net.bounds[c].finished]
            least = min((view.slack(c) for c in counting), default=0)
            bits = 0
            for child in counting:
                bits |= self._slack_bits(view, child) if view.slack(child) == least else 0
            return bits
        return self._slack_bits(view, n)

    def _inside(self, view: Activities, n: int) -> Iterator[int]:
        for child in view.net.children[n]:
            if view.net.shapes[child] == SUMMARY:
                yield from self._inside(view, child)
            else:
                yield child

    def _slack_bits(self, view: Activities, n: int) -> int:
        if view.net.bounds[n].finished or view.is_termless(n):
            return 0
        return self._late[n] | self._of_node(n)[1]

    @cached_property
    def _goal(self) -> int:
        """Marks of the day that entry into force is to be on: its own date where one was given, else its plan."""
        view, entry = self._view, self._plan.entry
        assert isinstance(view, Activities)
        if entry is None:
            return 0
        n = view.net.number[entry.id]
        given = window_end(view.net, n)
        own = self._own(entry, "start_window", "finish_window", "constraint", "constraint_date")
        return own if given is not None and given < view.early.finish[n] else own | self._of_node(n)[1]

    @cached_property
    def _last(self) -> int:
        """Marks of the end of the plan."""
        view, bits = self._view, 0
        assert isinstance(view, Activities)
        for n, (_, finish) in self._leaves.items():
            if not view.net.idle[n] and finish_instant(view.net, view.early, n) == view.end:
                bits |= finish
        return bits

    @cached_property
    def _late(self) -> dict[int, int]:
        """Marks of what bounds the late finish, by number, in the order of the backward pass."""
        view = self._view
        assert isinstance(view, Activities)
        found: dict[int, int] = {}
        work = SlowFinishes(view.net, view.early, view.late.finish, caps=True)
        for n in reversed(view.net.order):
            if n >= 0 and view.net.shapes[n] != SUMMARY:
                found[n] = self._bound(view, work, found, n)
        return found

    def _bound(self, view: Activities, work: SlowFinishes, found: dict[int, int], n: int) -> int:
        net, activity, late, marks = view.net, view.net.activities[n], view.late.finish[n], 0
        if late >= net.cap[n]:
            names = ("deadline", "constraint", "constraint_date")
            marks |= self._own(activity, *names, *(DURATION if activity.constraint in LATEST else ()))
        holders = [n]
        while net.parents[holders[-1]] >= 0:
            holders.append(net.parents[holders[-1]])
        bounded = late >= net.cap[n]
        for holder in holders:
            for link in net.links_out[holder]:
                after = link.successor
                if net.shapes[after] != SUMMARY and holder == n:
                    when = work.latest(link)
                    if when is None:
                        continue
                    asked = work.held(n, when, True) if link.from_start else net.times[n].count(when)
                    if asked > late:
                        continue
                marks |= self._beyond(view, found, after, link.to_finish)
                marks |= self._bits[link.row.successor_id] if link.row.id in self._fields else 0
                bounded = True
        if not bounded or late >= view.late.ends[n]:
            goals = n == net.entry or n in net.ready
            marks |= self._goal if goals else 0 if bounded else self._last
        return marks

    def _beyond(self, view: Activities, found: dict[int, int], n: int, to_finish: bool) -> int:
        """Marks that come back over a link: what bounds its successor, and how long that takes."""
        net = view.net
        if net.shapes[n] == SUMMARY:
            bits = 0
            for child in self._inside(view, n):
                bits |= self._beyond(view, found, child, to_finish)
            return bits
        activity = net.activities[n]
        length = 0 if to_finish or net.shapes[n] == MOMENT else self._length(net, n) | self._own(activity, *LEFT)
        return found.get(n, 0) | length


def _activity_of(plan: Plan, row_id: UUID) -> Activity | None:
    """The activity that an assumption is told of: for one about a link, the one that waits by it."""
    link = plan.get(Dependency, row_id)
    return plan.get(Activity, row_id if link is None else link.successor_id)
