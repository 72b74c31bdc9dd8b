"""A plan and its schedule in neutral form, as other programs know plans.

What they do not know is said in words they show: organisation, key and dates as they were given stand
in text columns. A date window becomes the day that it is planned on; work without a term is fixed by
hand on its start; dates that are kept as given are fixed by hand. Holidays are written out as days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from planner.domain.model import (
    Activity,
    ActivityKind,
    Constraint,
    Dependency,
    HolidaySet,
    LagUnit,
    LinkType,
    Organisation,
    Spans,
    WorkCalendar,
)
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule
from planner.domain.scheduling.calendars import (
    OFFICE_RULES,
    PlanCalendars,
    Rules,
    WorkingTime,
    instant,
    rules_of,
    working_time_of,
)
from planner.formats.msproject.neutral import VERSION, Neutral
from planner.formats.msproject.own_fields import own_text
from planner.formats.msproject.sources import split
from planner.language import Translator
from planner.message import N_

MOST_BASELINES = 11
CLOCK = UUID(int=0)
TURNED: dict[str, str] = {
    "without-term": N_("Work without a term became a moment with a fixed date:"),
    "hammock": N_("Work that runs with others became work of a fixed length:"),
    "window": N_("Dates in words became the day that is planned on:"),
    "interruption": N_("Interrupted work became one stretch from start to finish:"),
    "fixed": N_("Fixed dates became dates that links may move:"),
    "elapsed": N_("Durations on the clock became durations on a calendar of every minute:"),
    "inactive": N_("What is not active became active:"),
    "lag": N_("Lags on the clock or in percent became working time, as it falls in this schedule:"),
}
"""What a format does not hold is turned into something else; what travels as ours too comes back."""
YEARS_BEFORE, YEARS_AFTER = 1, 3
"""Years around the plan in which holidays are written out."""


def neutral_of(plan: Plan, schedule: Schedule, translator: Translator, kind: str = ".xml") -> Neutral:
    """Everything of a plan that other programs have a place for; see `neutral`."""
    return _Writing(plan, schedule, translator, kind).neutral()


class _Writing:
    def __init__(self, plan: Plan, schedule: Schedule, translator: Translator, kind: str) -> None:
        self._plan, self._schedule, self._wording = plan, schedule, translator
        self._for_primavera = kind == ".xer"
        self._works = PlanCalendars(plan)
        self.turned: defaultdict[str, list[str]] = defaultdict(list)
        self._uids = _uids(plan)
        self._calendars: dict[UUID | None, dict[str, Any]] = {}
        self._times: dict[UUID | None, WorkingTime] = {}
        first, last = schedule.first or _day(plan.programme.status_date), schedule.last
        self._years = range(first.year - YEARS_BEFORE, (last or first).year + YEARS_AFTER + 1)
        self._baselines = [(str(n), plan.baseline_dates(b.id)) for n, b in enumerate(plan.baselines[:MOST_BASELINES])]
        self._default = self._calendar(plan.programme.calendar_id)

    def neutral(self) -> Neutral:
        programme, translate = self._plan.programme, self._wording.translate
        for calendar in self._plan.rows(WorkCalendar):
            if any(calendar.week):
                self._calendar(calendar.id)
        tasks = [self._told(activity, depth) for activity, depth in self._plan.outline]
        links = [self._link(link) for link in self._plan.rows(Dependency)]
        start = self._start()
        last = self._schedule.last
        return {
            "version": VERSION,
            "project": {
                "name": programme.name,
                "start": _text(start),
                "finish": _text(programme.finish_at or last),
                "status_date": _text(_day(programme.status_date) + timedelta(hours=17)),
                "schedule_from": programme.schedule_from.value,
                "calendar": self._default,
                "critical_slack_minutes": programme.critical_days * 480,
                "honour_constraints": programme.honour_constraints,
                "out_of_sequence": programme.out_of_sequence.value,
                "guid": str(programme.id),
            },
            "columns": [translate("Organisation"), translate("No."), translate("Dates as given")],
            "calendars": list(self._calendars.values()),
            "tasks": tasks,
            "links": links,
            "lost": {},
            "turned": {what: keys for what, keys in self.turned.items() if keys},
        }

    def _start(self) -> datetime | None:
        """When the project starts: as the programme says, else with its first activity."""
        programme = self._plan.programme
        if programme.start_date is None:
            return self._schedule.first
        return _day(programme.start_date) + timedelta(minutes=programme.start_minute)

    # --- activities -------------------------------------------------------------------------------

    def _told(self, activity: Activity, depth: int) -> dict[str, Any]:
        """A task, with what travels in fields of ours; notes what is turned into something else."""
        task = self._task(activity, depth)
        task["own"] = own_text(self._plan, activity, task, first=activity.id == self._plan.outline[0][0].id)
        dates = self._schedule[activity.id]
        for what, is_so in (
            ("without-term", dates.termless and activity.kind is ActivityKind.TASK),
            ("hammock", dates.hammock),
            ("window", task["constraint"] != activity.constraint.value),
            ("interruption", bool(dates.parts)),
            ("fixed", self._for_primavera and activity.is_pinned),
            ("elapsed", self._for_primavera and activity.elapsed and not activity.is_summary),
            ("inactive", self._for_primavera and not activity.active),
        ):
            if is_so:
                self.turned[what].append(activity.key)
        return task

    def _task(self, activity: Activity, depth: int) -> dict[str, Any]:
        dates = self._schedule[activity.id]
        windowed = activity.start_window is not None or activity.finish_window is not None
        begun = activity.started_at is not None or activity.finished_at is not None
        held = windowed and not begun and activity.constraint is Constraint.ASAP and not activity.is_summary
        termless = dates.termless and activity.kind is ActivityKind.TASK
        elapsed = activity.elapsed and not activity.is_summary
        owner = self._plan.get(Organisation, activity.organisation_id)
        calendar = self._followed(activity, owner)
        if elapsed and self._for_primavera:
            calendar = self._clock()
        return {
            "uid": self._uids[activity.id],
            "parent": self._uids[activity.parent_id] if activity.parent_id else None,
            "level": depth + 1,
            "guid": str(activity.id),
            "wbs": activity.key,
            "activity_id": activity.key,
            "name": activity.name,
            "kind": activity.kind.value,
            "duration_minutes": self._minutes(activity, windowed=windowed, termless=termless),
            "remaining_minutes": activity.remaining_minutes,
            "elapsed": elapsed and not self._for_primavera,
            "constraint": Constraint.SNET.value if held else activity.constraint.value,
            "constraint_date": _text(dates.start if held else activity.constraint_date),
            "deadline": _text(activity.deadline),
            "percent_complete": activity.percent_complete,
            "calendar": calendar if calendar != self._default else None,
            "manual": (activity.is_pinned or termless or dates.hammock) and not self._for_primavera,
            "active": activity.active,
            "notes": activity.note,
            "columns": [owner.name if owner else "", activity.key, self._given(activity)],
            "start": _text(dates.start),
            "finish": _text(dates.start if termless else dates.finish),
            "actual_start": _text(activity.started_at),
            "actual_finish": _text(activity.finished_at),
            "late_start": _text(dates.late_start),
            "late_finish": _text(dates.late_finish),
            "total_slack_minutes": dates.total_slack,
            "free_slack_minutes": dates.free_slack,
            "critical": dates.critical,
            "baselines": {
                number: [_text(of[activity.id].start), _text(of[activity.id].finish)]
                for number, of in self._baselines
                if activity.id in of
            },
        }

    def _minutes(self, activity: Activity, *, windowed: bool, termless: bool) -> int | None:
        """Its own duration; what lies between its dates where those were given instead."""
        dates = self._schedule[activity.id]
        if activity.is_summary:
            return None
        if termless:
            return 0
        if dates.hammock or dates.parts:
            clock = self._works.of_activity(activity)
            return max(0, clock.count(instant(dates.finish)) - clock.count(instant(dates.start)))
        if windowed and not activity.is_plain_milestone and not activity.elapsed:
            owner = self._plan.get(Organisation, activity.organisation_id)
            self._followed(activity, owner)
            clock = self._times[self._calendar_id(activity, owner)]
            return max(0, clock.count(instant(dates.finish)) - clock.count(instant(dates.start)))
        return activity.duration_minutes or 0

    def _given(self, activity: Activity) -> str:
        """The words in which its dates were given."""
        said = [window.words for window in (activity.start_window, activity.finish_window) if window is not None]
        return " – ".join(words for words in said if words)

    def _link(self, link: Dependency) -> dict[str, Any]:
        lag, unit = link.lag, link.lag_unit
        if self._for_primavera and lag and unit is not LagUnit.WORK:
            first, second = self._plan.activity(link.predecessor_id), self._plan.activity(link.successor_id)
            lag, unit = self._working_lag(link, second), LagUnit.WORK
            self.turned["lag"].append(f"{first.key} → {second.key}")
        return {
            "predecessor": self._uids[link.predecessor_id],
            "successor": self._uids[link.successor_id],
            "type": link.type.value,
            "lag": lag,
            "lag_unit": unit.value,
        }

    def _working_lag(self, link: Dependency, second: Activity) -> int:
        """A lag on the clock, or in percent, as working time of what waits, as it falls in this schedule."""
        dates, clock = self._schedule[link.predecessor_id], self._works.of_activity(second)
        came = instant(dates.start if link.type in (LinkType.SS, LinkType.SF) else dates.finish)
        if link.lag_unit is LagUnit.PERCENT:
            return round((dates.duration_minutes or 0) * link.lag / 100)
        return clock.count(came + link.lag) - clock.count(came)

    def _clock(self) -> int:
        """The calendar of every minute, which elapsed durations follow where a format has only working ones."""
        if CLOCK not in self._calendars:
            name = self._wording.translate(N_("Every minute"))
            uid = len(self._calendars) + 1
            self._calendars[CLOCK] = {"uid": uid, "name": name, "week": [[[0, 1440]]] * 7, "exceptions": []}
        return self._calendars[CLOCK]["uid"]

    # --- calendars --------------------------------------------------------------------------------

    def _calendar_id(self, activity: Activity, owner: Organisation | None) -> UUID | None:
        for each in (activity.calendar_id, owner.calendar_id if owner else None):
            calendar = self._plan.get(WorkCalendar, each)
            if calendar is not None and any(calendar.week):
                return each
        return self._plan.programme.calendar_id

    def _followed(self, activity: Activity, owner: Organisation | None) -> int:
        return self._calendar(self._calendar_id(activity, owner))

    def _calendar(self, calendar_id: UUID | None) -> int:
        """The number of a calendar in the file; it is written from then on."""
        if calendar_id not in self._calendars:
            calendar = self._plan.get(WorkCalendar, calendar_id)
            rules = rules_of(calendar, lambda c: self._plan.get(WorkCalendar, c.base_id)) if calendar else OFFICE_RULES
            self._times[calendar_id] = working_time_of(rules if any(rules[0]) else OFFICE_RULES)
            name = calendar.name if calendar else self._wording.translate("Office week")
            self._calendars[calendar_id] = {
                "uid": len(self._calendars) + 1,
                "name": name,
                "week": [[list(span) for span in day] for day in (rules[0] if any(rules[0]) else OFFICE_RULES[0])],
                "exceptions": self._exceptions(calendar, rules) if calendar else [],
            }
        return self._calendars[calendar_id]["uid"]

    def _exceptions(self, calendar: WorkCalendar, rules: Rules) -> list[dict[str, Any]]:
        """As they stand, where they stand alone; else day by day, with holidays and the base's written out."""
        plain = sorted(calendar.exceptions, key=lambda each: each.first)
        alone = calendar.base_id is None and calendar.holidays is HolidaySet.NONE
        if alone and all(first.last < second.first for first, second in pairwise(plain)):
            return [_exception(each.first, each.last, each.name, each.spans) for each in plain]
        return [
            _exception(day, day, name, spans)
            for day, (name, spans) in sorted(self._differing(rules).items())
            if spans != calendar.week[day.weekday()]
        ]

    def _differing(self, rules: Rules) -> dict[date, tuple[str, Spans]]:
        """Days on which a calendar differs from its week, in the years around the plan; the last word counts."""
        from planner.domain.holidays import holidays

        _, sets, exceptions = rules
        found: dict[date, tuple[str, Spans]] = {
            day: (self._wording.translate(name), ())
            for each in sets
            for year in self._years
            for day, name in holidays(each, year)
        }
        lowest, highest = date(self._years[0], 1, 1).toordinal(), date(self._years[-1], 12, 31).toordinal()
        for first, last, spans, name in exceptions:
            for day in range(max(first, lowest), min(last, highest) + 1):
                found[date.fromordinal(day)] = (name, spans)
        return found


def _exception(first: date, last: date, name: str, spans: Sequence[Sequence[int]]) -> dict[str, Any]:
    return {
        "first": first.isoformat(),
        "last": last.isoformat(),
        "name": name,
        "spans": [list(span) for span in spans],
    }


def _uids(plan: Plan) -> dict[UUID, int]:
    """The numbers that activities have in the file: those of the file they came from, where that is one."""
    given = [split(activity.source_uid) for activity in plan.rows(Activity)]
    numbers = [uid for _, uid in given if uid.isdigit() and int(uid) > 0]
    if len({source for source, _ in given}) == 1 and len(set(numbers)) == len(given):
        return {activity.id: int(split(activity.source_uid)[1]) for activity in plan.rows(Activity)}
    return {activity.id: number for number, (activity, _) in enumerate(plan.outline, 1)}


def _day(day: date) -> datetime:
    return datetime.combine(day, time())


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="minutes") if moment is not None else None
