"""Working time as plain integers: for every calendar an index of its working minutes.

An *instant* is a minute on the clock, counted from the first day of the proleptic calendar. A
*working minute* is a place on a calendar's own count of worked minutes. One place on that count
stands for two instants, the end of a day's work and the beginning of the next: `ending` gives the
first of them, `beginning` the last. Days are added to an index as they are asked for, between 1800
and 2400; what falls outside is held at the edge, so that no plan, however odd, can run away.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

from planner.domain.model import OFFICE_WEEK, Activity, HolidaySet, Organisation, Spans, WorkCalendar
from planner.domain.plan import Plan
from planner.message import Message

DAY = 1440
EPOCH = date(2020, 1, 1).toordinal()
FIRST_DAY = date(1800, 1, 1).toordinal()
LAST_DAY = date(2400, 1, 1).toordinal()
ONE_MINUTE = timedelta(minutes=1)

Rules = tuple[tuple[Spans, ...], tuple[HolidaySet, ...], tuple[tuple[int, int, Spans, str], ...]]
"""What a calendar and its bases say together: week, holiday sets, exceptions (the last one counts)."""


def instant(moment: datetime) -> int:
    """The minute on the clock of a moment; seconds are dropped."""
    return moment.toordinal() * DAY + moment.hour * 60 + moment.minute


def end_instant(moment: datetime) -> int:
    """The minute on the clock of an end: a day's last minute means that day to its end."""
    at = instant(moment)
    return at + 1 if at % DAY == DAY - 1 else at


def is_past(finish: datetime, end: datetime) -> bool:
    """Whether a finish comes after an end, such as a deadline; midnight is the end of the day before it."""
    return instant(finish) > end_instant(end)


def moment(instant: int) -> datetime:
    """The moment of a minute on the clock, held within what a calendar can hold."""
    day, minute = divmod(min(max(instant, FIRST_DAY * DAY), LAST_DAY * DAY), DAY)
    return datetime.combine(date.fromordinal(day), datetime.min.time()) + timedelta(minutes=minute)


def day_begin(day: date) -> int:
    """The first minute of a day."""
    return day.toordinal() * DAY


def day_end(day: date) -> int:
    """The minute after a day's last."""
    return (day.toordinal() + 1) * DAY


MOST_KNOWN = 20_000
"""Answers that a calendar keeps, of each kind."""


def _noted(known: dict[int, int], asked: int, answer: int) -> int:
    if len(known) >= MOST_KNOWN:
        known.clear()
    known[asked] = answer
    return answer


class WorkingTime:
    """The working minutes of one calendar, counted from the beginning of 2020 (earlier is negative)."""

    def __init__(self, rules: Rules) -> None:
        self._week, self._holiday_sets, self._exceptions = rules
        self._first = EPOCH  # the day that self._before[0] is about
        self._before = [0]  # working minutes before each day; one more than there are days
        self._spans: list[Spans] = []
        self._names: dict[int, Message] = {}  # why a day differs from the week, by ordinal
        self._counts: dict[int, int] = {}  # what was asked before: plans have the same days again and again
        self._beginnings: dict[int, int] = {}
        self._endings: dict[int, int] = {}
        self._grow_to(EPOCH + 366)

    # --- instants to working minutes and back -------------------------------------------------

    def count(self, instant: int) -> int:
        """The working minutes before an instant."""
        try:
            return self._counts[instant]
        except KeyError:
            return _noted(self._counts, instant, self._count(instant))

    def _count(self, instant: int) -> int:
        day, minute = divmod(instant, DAY)
        place = day - self._first
        if not 0 <= place < len(self._spans):
            self._grow_to(day)
            place = day - self._first
            if place < 0:
                return self._before[0]
            if place >= len(self._spans):
                return self._before[-1]
        worked = self._before[place]
        for first, last in self._spans[place]:
            if minute >= last:
                worked += last - first
            else:
                return worked + minute - first if minute > first else worked
        return worked

    def beginning(self, worked: int) -> int:
        """The last instant before which exactly so many minutes are worked: work goes on there."""
        try:
            return self._beginnings[worked]
        except KeyError:
            return _noted(self._beginnings, worked, self._beginning(worked))

    def _beginning(self, worked: int) -> int:
        while worked >= self._before[-1]:
            if not self._grow_to(self._first + 2 * len(self._spans)):
                return LAST_DAY * DAY
        while worked < self._before[0]:
            if not self._grow_to(self._first - len(self._spans)):
                return FIRST_DAY * DAY
        place = bisect_right(self._before, worked) - 1
        left = worked - self._before[place]
        for first, last in self._spans[place]:
            if left < last - first:
                return (self._first + place) * DAY + first + left
            left -= last - first
        raise AssertionError("a day's hours and the count of them differ")

    def ending(self, worked: int) -> int:
        """The first instant before which exactly so many minutes are worked: work stops there."""
        try:
            return self._endings[worked]
        except KeyError:
            return _noted(self._endings, worked, self._ending(worked))

    def _ending(self, worked: int) -> int:
        while worked > self._before[-1]:
            if not self._grow_to(self._first + 2 * len(self._spans)):
                return LAST_DAY * DAY
        while worked <= self._before[0]:
            if not self._grow_to(self._first - len(self._spans)):
                return FIRST_DAY * DAY
        place = bisect_left(self._before, worked) - 1
        left = worked - self._before[place]
        for first, last in self._spans[place]:
            if left <= last - first:
                return (self._first + place) * DAY + first + left
            left -= last - first
        raise AssertionError("a day's hours and the count of them differ")

    def last_beginning(self, instant: int) -> int:
        """The greatest count whose beginning is not after an instant."""
        worked = self.count(instant)
        return worked if self.beginning(worked) <= instant else worked - 1

    def settled(self, instant: int) -> int:
        """The instant itself where work is done or just ended, else the next beginning of work."""
        worked = self.count(instant)
        return instant if instant == self.ending(worked) else self.beginning(worked)

    # --- days ------------------------------------------------------------------------------------

    def is_working_day(self, day: date) -> bool:
        """Whether any work is done on a day."""
        return self.minutes_on(day) > 0

    def minutes_on(self, day: date) -> int:
        """The minutes worked on a day."""
        return self.count(day_end(day)) - self.count(day_begin(day))

    def spans_on(self, first: int, last: int) -> list[Spans]:
        """The working hours of every day from one up to another, by ordinal; between 1800 and 2400."""
        self._grow_to(first)
        self._grow_to(last - 1)
        return self._spans[first - self._first : last - self._first]

    def why_closed(self, day: date) -> Message | None:
        """The name of the holiday or exception that a day falls under, if any."""
        self.count(day_begin(day))
        return self._names.get(day.toordinal())

    def end_of(self, day: date) -> int:
        """The end of a day's work; on a day without work, the day's last minute."""
        ended = self.ending(self.count(day_end(day)))
        return ended if ended // DAY == day.toordinal() else day_end(day) - 1

    # --- growing ---------------------------------------------------------------------------------

    def _grow_to(self, day: int) -> bool:
        """Index whole years up to and including a day; False where the index cannot grow that way."""
        grown = False
        end = self._first + len(self._spans)
        if day >= end and end < LAST_DAY:
            days = range(end, _year_after(min(max(day, end), LAST_DAY - 1)))
            for spans in self._days(days):
                self._spans.append(spans)
                self._before.append(self._before[-1] + _length(spans))
            grown = True
        if day < self._first and self._first > FIRST_DAY:
            first = _year_of(max(day, FIRST_DAY))
            spans_before = self._days(range(first, self._first))
            before = self._before[0]
            counts: list[int] = []
            for spans in reversed(spans_before):
                before -= _length(spans)
                counts.append(before)
            self._spans[:0] = spans_before
            self._before[:0] = reversed(counts)
            self._first = first
            grown = True
        return grown

    def _days(self, days: range) -> list[Spans]:
        week = self._week
        found = [week[(day - 1) % 7] for day in days]
        for which in self._holiday_sets:
            self._close_holidays(which, days, found)
        for first, last, spans, name in self._exceptions:
            for day in range(max(first, days.start), min(last + 1, days.stop)):
                found[day - days.start] = spans
                if name:
                    self._names[day] = Message("{name}", {"name": name})
                else:
                    self._names.pop(day, None)
        return found

    def _close_holidays(self, which: HolidaySet, days: range, found: list[Spans]) -> None:
        from planner.domain.holidays import holidays  # takes its time: only for calendars that have them

        for year in range(date.fromordinal(days.start).year, date.fromordinal(days.stop - 1).year + 1):
            for day, name in holidays(which, year):
                place = day.toordinal()
                if days.start <= place < days.stop:
                    found[place - days.start] = ()
                    self._names[place] = Message(name)


def _year_of(day: int) -> int:
    return date(date.fromordinal(day).year, 1, 1).toordinal()


def _year_after(day: int) -> int:
    return date(date.fromordinal(day).year + 1, 1, 1).toordinal()


def _length(spans: Spans) -> int:
    return sum(last - first for first, last in spans)


# --- the calendars of a plan ------------------------------------------------------------------------


@lru_cache(maxsize=128)
def working_time_of(rules: Rules) -> WorkingTime:
    """The index of a calendar, made once for everything that calendars can say."""
    return WorkingTime(rules)


def rules_of(calendar: WorkCalendar, base: Callable[[WorkCalendar], WorkCalendar | None]) -> Rules:
    """What a calendar and the calendars it rests on say together. A ring of bases is cut."""
    chain: list[WorkCalendar] = []
    at: WorkCalendar | None = calendar
    while at is not None and at not in chain:
        chain.append(at)
        at = base(at)
    sets = tuple(dict.fromkeys(c.holidays for c in chain if c.holidays is not HolidaySet.NONE))
    exceptions = tuple(
        (e.first.toordinal(), e.last.toordinal(), e.spans, e.name) for c in reversed(chain) for e in c.exceptions
    )
    return calendar.week, sets, exceptions


OFFICE_RULES: Rules = (OFFICE_WEEK, (), ())
CLOCK_RULES: Rules = ((((0, DAY),),) * 7, (), ())
"""Every minute counts: for durations in elapsed time."""


class PlanCalendars:
    """The working time of a plan's calendars, and which of them an activity follows.

    A calendar whose week has no working time cannot carry work: it is in `idle`, and what follows
    it is planned on the programme's calendar, or on an office week.
    """

    def __init__(self, plan: Plan) -> None:
        self._times: dict[object, WorkingTime] = {}
        idle: list[WorkCalendar] = []
        for calendar in plan.rows(WorkCalendar):
            rules = rules_of(calendar, lambda c: plan.get(WorkCalendar, c.base_id))
            if any(rules[0]):
                self._times[calendar.id] = working_time_of(rules)
            else:
                idle.append(calendar)
        self.idle: tuple[WorkCalendar, ...] = tuple(idle)
        self.programme = self._times.get(plan.programme.calendar_id) or working_time_of(OFFICE_RULES)
        self._of_organisation: dict[object, WorkingTime] = {
            organisation.id: self._times.get(organisation.calendar_id) or self.programme
            for organisation in plan.rows(Organisation)
        }

    def of(self, calendar_id: object, organisation_id: object) -> WorkingTime:
        """An activity's own calendar, else its organisation's, else the programme's."""
        if calendar_id is not None:
            own = self._times.get(calendar_id)
            if own is not None:
                return own
        return self._of_organisation.get(organisation_id) or self.programme

    def of_activity(self, activity: Activity) -> WorkingTime:
        """What an activity's duration counts in: its calendar, or the clock where it is in elapsed time."""
        if activity.elapsed and not activity.is_summary and not activity.is_plain_milestone:
            return working_time_of(CLOCK_RULES)
        return self.of(activity.calendar_id, activity.organisation_id)


def closed_between(time: WorkingTime, first: date, last: date) -> Sequence[tuple[date, Message | None]]:
    """Days without work from one day up to and including another, each with the name of its holiday."""
    days = (first + timedelta(days=i) for i in range(min((last - first).days + 1, 400)))
    return [(day, time.why_closed(day)) for day in days if not time.is_working_day(day)]
