"""One telling of every date: what was said, what is planned, what happened, how far they are apart, what it rests on.

Every surface asks here: table, chart, paper, slides, letter, workbook, agenda, command line.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from planner.domain.imprecise_date import LAST_YEAR, ImpreciseDate, Nature
from planner.domain.model import Activity, ActivityKind, Dependency
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule
from planner.domain.scheduling.assumed import Grounds
from planner.domain.scheduling.calendars import PlanCalendars, WorkingTime
from planner.domain.scheduling.conflicts import last_year
from planner.domain.scheduling.view import Activities
from planner.message import N_, Message


@dataclass(frozen=True, slots=True)
class Statement:
    """One end of an activity. `said` is the window that somebody gave, `assumed` the one that we put there.

    `planned` is what the schedule counts, None where nobody knows; `happened` the day, or with the day unknown the
    window in which it was. `deviation` is in working days from the nearest edge of what was said to `planned`:
    0 inside it, negative before it, None where nothing was said. `rests_on` are the activities whose assumed values
    the planned date was computed from.
    """

    said: ImpreciseDate | None
    assumed: ImpreciseDate | None
    planned: datetime | None
    happened: date | ImpreciseDate | None
    deviation: int | None
    rests_on: tuple[Activity, ...]

    @property
    def window(self) -> ImpreciseDate | None:
        """What was given for it, by somebody or as an assumption."""
        return self.said or self.assumed

    @property
    def deviation_words(self) -> Message | None:
        """How far it is planned from what was said; None where it is not, or nothing was said."""
        return deviation_words(self.deviation)


def deviation_words(deviation: int | None) -> Message | None:
    """Working days from what was said, in words."""
    if not deviation:
        return None
    number = abs(deviation)
    if deviation > 0:
        text = N_("1 working day later than said") if number == 1 else N_("{number} working days later than said")
    else:
        text = N_("1 working day earlier than said") if number == 1 else N_("{number} working days earlier than said")
    return Message(text, {"number": number})


def short_deviation_words(deviation: int | None) -> Message | None:
    """The same where there is little room: beside a bar, in a column."""
    if not deviation:
        return None
    text = N_("{number} wd later") if deviation > 0 else N_("{number} wd earlier")
    return Message(text, {"number": abs(deviation)})


def grounds_words(rests_on: tuple[Activity, ...]) -> Message | None:
    """The assumptions that a figure rests on, by the keys of the activities; None for none."""
    if not rests_on:
        return None
    keys = [activity.key for activity in rests_on]
    if len(keys) == 1:
        return Message(N_("rests on assumption {key}"), {"key": keys[0]})
    if len(keys) > 4:
        first, more = ", ".join(keys[:3]), len(keys) - 3
        return Message(N_("rests on assumptions {keys} and {more} more"), {"keys": first, "more": more})
    return Message(N_("rests on assumptions {keys} and {last}"), {"keys": ", ".join(keys[:-1]), "last": keys[-1]})


class Statements:
    """The statements of all activities of a plan, each made when it is asked for."""

    def __init__(self, plan: Plan, schedule: Schedule) -> None:
        self.plan, self.schedule, self.grounds = plan, schedule, Grounds(plan, schedule)
        self.today = plan.programme.status_date
        self._calendars = PlanCalendars(plan)
        self._seen: dict[UUID, bool] = {}  # whether it is known when something is

    def start(self, activity: Activity) -> Statement:
        """The start of an activity; of a milestone its one moment."""
        if activity.is_plain_milestone:
            return self._moment(activity)
        planned = self.schedule[activity.id]
        window = None if activity.is_summary else activity.start_window
        happened = activity.actual_start.date() if activity.actual_start else activity.actual_start_window
        day = None if self._is_unknown(activity) else planned.start
        rests = self.grounds.of_start(activity.id)
        return self._statement(activity, "start_window", window, day, happened, rests)

    def finish(self, activity: Activity) -> Statement:
        """The finish of an activity; of a milestone its one moment."""
        if activity.is_plain_milestone:
            return self._moment(activity)
        planned = self.schedule[activity.id]
        window = None if activity.is_summary else activity.finish_window
        happened = activity.actual_finish.date() if activity.actual_finish else activity.actual_finish_window
        day = None if planned.termless or self._is_unknown(activity) else planned.finish
        rests = self.grounds.of_finish(activity.id)
        return self._statement(activity, "finish_window", window, day, happened, rests)

    def slack(self, activity: Activity) -> int | None:
        """Total slack in working minutes; None where there is none to tell.

        So for work without a term, for what is done, for unfinished work that is planned in the past, and in a plan
        that runs on to where no calendar reaches.
        """
        planned = self.schedule[activity.id]
        if planned.without_term or self._is_beyond or self.is_stale(activity):
            return None
        if activity.is_summary:
            inside = [a for a in self.plan.descendants(activity.id) if not a.is_summary and not a.has_happened]
            counting = any(not self.schedule[a.id].without_term for a in inside) or not self.plan.children(activity.id)
            return planned.total_slack if counting else None
        return None if activity.has_happened else planned.total_slack

    def firm_slack(self, activity: Activity) -> int | None:
        """Total slack as far as it rests on no assumption; None where it does, or where there is none."""
        return None if self.grounds.of_slack(activity.id) else self.slack(activity)

    def is_stale(self, activity: Activity) -> bool:
        """Whether it is planned to be over before the status date, and is not: what comes of it says nothing."""
        rows = self.plan.descendants(activity.id) if activity.is_summary else (activity,)
        return any(self._is_stale_leaf(each) for each in rows if not each.is_summary)

    @cached_property
    def _is_beyond(self) -> bool:
        """Whether the plan runs on to where no calendar reaches."""
        return last_year(self.schedule) > LAST_YEAR

    def _is_stale_leaf(self, activity: Activity) -> bool:
        planned = self.schedule[activity.id]
        return not activity.has_happened and not planned.termless and planned.finish.date() < self.today

    def keys(self, activity: Activity) -> list[str]:
        """The keys of the activities whose assumed values its dates and its slack rest on."""
        rows = {a.key: a for a in self.grounds.of_dates(activity.id)}
        if self.slack(activity) is not None:
            rows |= {a.key: a for a in self.grounds.of_slack(activity.id)}
        return sorted(rows, key=lambda key: (key.rpartition("-")[0], len(key), key))

    def _moment(self, activity: Activity) -> Statement:
        planned = self.schedule[activity.id]
        name = "start_window" if activity.start_window is not None else "finish_window"
        window = activity.start_window or activity.finish_window
        known = activity.actual_finish or activity.actual_start
        happened = known.date() if known else activity.actual_finish_window or activity.actual_start_window
        day = None if self._is_unknown(activity) else planned.finish
        return self._statement(activity, name, window, day, happened, self.grounds.of_finish(activity.id))

    def _statement(
        self,
        activity: Activity,
        name: str,
        window: ImpreciseDate | None,
        planned: datetime | None,
        happened: date | ImpreciseDate | None,
        rests_on: tuple[Activity, ...],
    ) -> Statement:
        ours = any(each.field in (name, "") for each in self.plan.assumptions(activity.id))
        said, assumed = (None, window) if ours else (window, None)
        deviation = None if planned is None else self._deviation(activity, said, planned.date())
        return Statement(said, assumed, planned, happened, deviation, rests_on)

    def _is_unknown(self, activity: Activity) -> bool:
        """Whether nothing at all says when it is: the day that planning counts with is then nobody's."""
        return isinstance(self.schedule.activities, Activities) and not self._is_known(activity.id)

    def _is_known(self, row_id: UUID) -> bool:
        """Whether something has a date of somebody: its own, that of what is in it, or one that it waits for."""
        known = self._seen.get(row_id)
        if known is not None:
            return known
        looked, left = {row_id}, [row_id]
        while left:
            at = left.pop()
            activity = self.plan.activity(at)
            if self._seen.get(at) or self._has_own_date(activity):
                self._seen[row_id] = True
                return True
            ahead = [child.id for child in self.plan.children(at)]
            if self.schedule[at].hammock:  # it is where what it runs with is
                ahead += [end for end in (activity.hammock_start_id, activity.hammock_finish_id) if end is not None]
            for row in (activity, *self.plan.ancestors(at)):
                if row.constraint_date is not None:
                    self._seen[row_id] = True
                    return True
                ahead += [link.predecessor_id for link in self.plan.predecessors(row.id)]
            left += [each for each in ahead if each not in looked and self._seen.get(each) is not False]
            looked.update(ahead)
        self._seen.update(dict.fromkeys(looked, False))
        return False

    def _has_own_date(self, activity: Activity) -> bool:
        if activity.has_begun or activity.is_pinned or activity.constraint_date is not None:
            return True
        windows = [w for w in (activity.start_window, activity.finish_window) if w is not None]
        if any(w.earliest is not None or w.latest is not None for w in windows):
            return not activity.is_summary
        vague = any(w.nature is not Nature.DURATION for w in windows)
        if vague or activity.kind is not ActivityKind.TASK or activity.duration_minutes is None:
            return False
        return self.plan.programme.start_date is not None or self.plan.programme.finish_at is not None

    def _deviation(self, activity: Activity, said: ImpreciseDate | None, day: date) -> int | None:
        if said is None or said.nature is not Nature.WINDOW or (said.earliest is None and said.latest is None):
            return None
        if said.latest is not None and day > said.latest:
            return max(working_days_after(self._time(activity), said.latest, day), 1)
        if said.earliest is not None and day < said.earliest:
            return min(-working_days_after(self._time(activity), day, said.earliest), -1)
        return 0

    def _time(self, activity: Activity) -> WorkingTime:
        return self._calendars.of_activity(activity)


def working_days_after(time: WorkingTime, first: date, last: date) -> int:
    """The working days after one day up to and including another."""
    return sum(time.is_working_day(date.fromordinal(n)) for n in range(first.toordinal() + 1, last.toordinal() + 1))


def statements(plan: Plan, schedule: Schedule) -> Statements:
    """The statements of a plan as it is scheduled; the same object while neither changes."""
    known = schedule.memo.get("statements")
    if isinstance(known, Statements) and known.plan is plan:
        return known
    made = schedule.memo["statements"] = Statements(plan, schedule)
    return made


def assumed_rows(plan: Plan, activity_id: UUID) -> tuple[tuple[str, str], ...]:
    """What of an activity and of the links that it waits by is assumed: the field, and the reason."""
    links = plan.predecessors(activity_id)
    own = [(row.field, row.reason) for row in plan.assumptions(activity_id)]
    return (*own, *((row.field or "link", row.reason) for link in links for row in plan.assumptions(link.id)))


ASSUMABLE = {"activity": Activity, "dependency": Dependency}
"""Kinds of rows whose values can be marked as assumptions that dates rest on."""
