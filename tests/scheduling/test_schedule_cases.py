"""Small plans whose dates were worked out by hand; the reasoning stands in each test.

The office week works 9:00-13:00 and 13:30-17:30. 2 January 2023 is a Monday.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from planner.domain.checks import find_all
from planner.domain.edits import edit_row
from planner.domain.imprecise_date import ImpreciseDate, Nature
from planner.domain.model import (
    Activity,
    ActivityKind,
    CalendarException,
    Constraint,
    Dependency,
    Gate,
    HolidaySet,
    LagUnit,
    LinkType,
    Organisation,
    OutOfSequence,
    PlanOn,
    Programme,
    WorkCalendar,
)
from planner.domain.plan import Plan
from planner.domain.scheduling import Driver, DriverKind, Schedule, ScheduledActivity, schedule, slack_to
from planner.language.translator import translator

DAY = 480
MONDAY = date(2023, 1, 2)


class Case:
    """A plan built by key, and its schedule read by key."""

    def __init__(self, **programme: Any) -> None:
        values = {"name": "P", "status_date": MONDAY, "start_date": MONDAY} | programme
        self.rows: list[Any] = [Programme(**values)]
        self.by_key: dict[str, Activity] = {}

    def add(self, key: str, days: float | None = 1, **values: Any) -> Activity:
        minutes = None if days is None else int(days * DAY)
        row = Activity(key=key, name=f"Work {key}", duration_minutes=minutes, **values)
        self.rows.append(row)
        self.by_key[key] = row
        return row

    def milestone(self, key: str, **values: Any) -> Activity:
        return self.add(key, 0, kind=ActivityKind.MILESTONE, **values)

    def summary(self, key: str, **values: Any) -> Activity:
        return self.add(key, 1, kind=ActivityKind.SUMMARY, **values)

    def link(self, first: str, second: str, type: LinkType = LinkType.FS, lag: int = 0, **values: Any) -> Dependency:
        row = Dependency(
            predecessor_id=self.by_key[first].id, successor_id=self.by_key[second].id, type=type, lag=lag, **values
        )
        self.rows.append(row)
        return row

    def row(self, row: Any) -> Any:
        self.rows.append(row)
        return row

    @property
    def plan(self) -> Plan:
        return Plan.of(self.rows)

    def scheduled(self) -> Schedule:
        return schedule(self.plan)

    def dates(self, key: str) -> tuple[str, str]:
        found = self[key]
        return f"{found.start:%a %d %b %H:%M}", f"{found.finish:%a %d %b %H:%M}"

    def __getitem__(self, key: str) -> ScheduledActivity:
        return self.scheduled()[self.by_key[key].id]

    def why(self, key: str, language: str = "en") -> list[str]:
        return [translator(language).translate(driver.message) for driver in self.drivers(key)]

    def drivers(self, key: str) -> tuple[Driver, ...]:
        return self.scheduled().drivers(self.by_key[key].id)


def on(day: date) -> ImpreciseDate:
    return ImpreciseDate.exact(day)


# --- link types --------------------------------------------------------------------------------


def test_finish_to_start_begins_on_the_next_working_day() -> None:
    case = Case()
    case.add("A-1", 5)  # Monday 2 to Friday 6 January
    case.add("A-2", 1)
    case.link("A-1", "A-2")
    assert case.dates("A-1") == ("Mon 02 Jan 09:00", "Fri 06 Jan 17:30")
    assert case.dates("A-2") == ("Mon 09 Jan 09:00", "Mon 09 Jan 17:30")


def test_start_to_start_begins_with_the_predecessor_and_its_lag() -> None:
    case = Case()
    case.add("A-1", 5)
    case.add("A-2", 1)
    case.link("A-1", "A-2", LinkType.SS, 2 * DAY)  # two working days after Monday: Wednesday
    assert case.dates("A-2") == ("Wed 04 Jan 09:00", "Wed 04 Jan 17:30")


def test_finish_to_finish_ends_with_the_predecessor() -> None:
    case = Case()
    case.add("A-1", 5)
    case.add("A-2", 2)
    case.link("A-1", "A-2", LinkType.FF)  # ends Friday, so its two days are Thursday and Friday
    assert case.dates("A-2") == ("Thu 05 Jan 09:00", "Fri 06 Jan 17:30")


def test_start_to_finish_ends_when_the_predecessor_starts() -> None:
    case = Case()
    case.add("A-1", 1, start_window=on(date(2023, 1, 11)))  # Wednesday
    case.add("A-2", 2)
    case.link("A-1", "A-2", LinkType.SF)  # must end by Wednesday 9:00 at the earliest: Monday and Tuesday
    assert case.dates("A-2") == ("Mon 09 Jan 09:00", "Tue 10 Jan 17:30")


# --- lags ----------------------------------------------------------------------------------------


def test_negative_lag_lets_the_successor_overlap() -> None:
    case = Case()
    case.add("A-1", 5)
    case.add("A-2", 3)
    case.link("A-1", "A-2", lag=-2 * DAY)  # two working days before Friday's end: Thursday morning
    assert case.dates("A-2") == ("Thu 05 Jan 09:00", "Mon 09 Jan 17:30")


def test_elapsed_lag_runs_through_the_weekend() -> None:
    case = Case()
    case.add("A-1", 5)  # ends Friday 17:30
    case.add("A-2", 1)
    case.link("A-1", "A-2", lag=1440, lag_unit=LagUnit.ELAPSED)  # Saturday 17:30: Monday is the first work
    assert case.dates("A-2")[0] == "Mon 09 Jan 09:00"
    case = Case()
    case.add("A-1", 5)
    case.add("A-2", 1)
    case.link("A-1", "A-2", lag=4 * 1440, lag_unit=LagUnit.ELAPSED)  # Tuesday 17:30: Wednesday
    assert case.dates("A-2")[0] == "Wed 11 Jan 09:00"


def test_percent_lag_is_a_share_of_the_predecessors_duration() -> None:
    case = Case()
    case.add("A-1", 4)
    case.add("A-2", 1)
    case.link("A-1", "A-2", LinkType.SS, 50, lag_unit=LagUnit.PERCENT)  # half of four days after Monday
    assert case.dates("A-2")[0] == "Wed 04 Jan 09:00"


def test_lag_runs_in_the_successors_calendar() -> None:
    case = Case()
    closed = CalendarException(first=date(2023, 1, 9), last=date(2023, 1, 13), name="Closing week")
    own = case.row(WorkCalendar(name="Own", exceptions=(closed,)))
    case.add("A-1", 5)  # ends Friday 6 January
    case.add("A-2", 1, calendar_id=own.id)
    case.link("A-1", "A-2", lag=DAY)  # the successor is closed all next week: lag on Monday 16, start Tuesday 17
    assert case.dates("A-2")[0] == "Tue 17 Jan 09:00"


# --- calendars -----------------------------------------------------------------------------------


def test_public_holidays_are_skipped_and_named() -> None:
    case = Case(start_date=date(2023, 4, 3))
    own = case.row(WorkCalendar(name="Rijk", holidays=HolidaySet.STATE_WORKDAYS))
    case.rows[0] = case.rows[0].changed(calendar_id=own.id)
    case.add("A-1", 5)  # 3 to 7 April; Good Friday is a working day of the State
    case.add("A-2", 1)
    case.link("A-1", "A-2")  # 8 and 9 are a weekend, 10 April is Easter Monday
    assert case.dates("A-2")[0] == "Tue 11 Apr 09:00"
    why = case.why("A-2")
    assert why[0] == "Starts after A-1 (Finish-to-start): A-1 finishes on 7 Apr 2023."
    assert why[1].startswith("8 Apr 2023 to 10 Apr 2023 are not working days (")
    assert "Easter Monday" in why[1]
    assert "eerste daarna" in case.why("A-2", "nl")[1]


def test_an_activity_follows_its_own_calendar_else_its_organisations_else_the_programmes() -> None:
    case = Case()
    mornings = ((540, 780),)
    short = case.row(WorkCalendar(name="Mornings", week=(mornings,) * 5 + ((), ())))
    rijk = case.row(WorkCalendar(name="Whole days"))
    org = case.row(Organisation(code="OM", name="OM", calendar_id=short.id))
    case.rows[0] = case.rows[0].changed(calendar_id=rijk.id)
    case.add("A-1", 1)
    case.add("A-2", 1, organisation_id=org.id)  # eight hours in two mornings of four
    case.add("A-3", 1, organisation_id=org.id, calendar_id=rijk.id)
    assert case.dates("A-1")[1] == "Mon 02 Jan 17:30"
    assert case.dates("A-2")[1] == "Tue 03 Jan 13:00"
    assert case.dates("A-3")[1] == "Mon 02 Jan 17:30"


def test_a_calendar_rests_on_another_for_its_exceptions() -> None:
    case = Case()
    base = case.row(
        WorkCalendar(name="Base", exceptions=(CalendarException(first=date(2023, 1, 3), last=date(2023, 1, 3)),))
    )
    own = case.row(WorkCalendar(name="Own", base_id=base.id))
    case.add("A-1", 2, calendar_id=own.id)  # Monday and, Tuesday being closed, Wednesday
    assert case.dates("A-1")[1] == "Wed 04 Jan 17:30"


def test_a_calendar_without_working_time_is_reported_and_another_used() -> None:
    case = Case()
    idle = case.row(WorkCalendar(name="Recess", week=((),) * 7))
    case.add("A-1", 2, calendar_id=idle.id)
    assert case.dates("A-1") == ("Mon 02 Jan 09:00", "Tue 03 Jan 17:30")
    assert case.scheduled().idle_calendars == (idle.id,)


def test_work_that_would_take_centuries_ends_where_calendars_end() -> None:
    case = Case()
    for number in range(1, 6):
        case.add(f"A-{number}", 40_000)
        if number > 1:
            case.link(f"A-{number - 1}", f"A-{number}")
    assert case["A-5"].finish == datetime(2400, 1, 1)


# --- constraints and deadlines ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("constraint", "day", "start", "finish"),
    [
        (Constraint.SNET, datetime(2023, 1, 5), "Thu 05 Jan 09:00", "Fri 06 Jan 17:30"),
        (Constraint.FNET, datetime(2023, 1, 10, 23, 59), "Mon 09 Jan 09:00", "Tue 10 Jan 17:30"),
        (Constraint.MSO, datetime(2023, 1, 4), "Wed 04 Jan 09:00", "Thu 05 Jan 17:30"),
        (Constraint.MFO, datetime(2023, 1, 6, 23, 59), "Thu 05 Jan 09:00", "Fri 06 Jan 17:30"),
        (Constraint.FNLT, datetime(2023, 1, 10, 23, 59), "Mon 02 Jan 09:00", "Tue 03 Jan 17:30"),
        (Constraint.SNLT, datetime(2023, 1, 10), "Mon 02 Jan 09:00", "Tue 03 Jan 17:30"),
    ],
)
def test_constraints_on_two_days_of_work(constraint: Constraint, day: datetime, start: str, finish: str) -> None:
    case = Case()
    case.add("A-1", 2, constraint=constraint, constraint_date=day)
    assert case.dates("A-1") == (start, finish)


@pytest.mark.parametrize(
    ("values", "slack"),
    [
        ({"constraint": Constraint.FNLT, "constraint_date": datetime(2023, 1, 5, 23, 59)}, -1),  # ends Friday 6
        ({"constraint": Constraint.SNLT, "constraint_date": datetime(2023, 1, 4)}, -1),  # starts Thursday 5
        ({"deadline": datetime(2023, 1, 4, 23, 59)}, -2),
        ({"deadline": datetime(2023, 1, 6, 23, 59)}, 0),
    ],
)
def test_a_late_bound_that_is_not_made_gives_negative_slack_to_all_before_it(values: Any, slack: int) -> None:
    case = Case()
    case.add("A-1", 3)  # Monday to Wednesday
    case.add("A-2", 2, **values)  # Thursday and Friday
    case.add("A-3", 20)  # keeps the end of the plan away
    case.link("A-1", "A-2")
    assert case["A-2"].total_slack == slack * DAY
    assert case["A-1"].total_slack == slack * DAY
    assert case["A-1"].critical


def test_must_start_on_pins_although_its_predecessor_is_later() -> None:
    case = Case()
    case.add("A-1", 5)
    case.add("A-2", 1, constraint=Constraint.MSO, constraint_date=datetime(2023, 1, 4))
    case.link("A-1", "A-2")
    assert case.dates("A-2")[0] == "Wed 04 Jan 09:00"
    assert case["A-1"].total_slack == -3 * DAY  # it should have ended on Tuesday


def test_as_late_as_possible_waits_without_moving_the_end() -> None:
    case = Case()
    case.add("A-1", 5)
    case.add("A-2", 2, constraint=Constraint.ALAP)
    case.add("A-3", 1)
    case.link("A-1", "A-3")
    case.link("A-2", "A-3")  # A-3 is on Monday 9: A-2 moves to Thursday and Friday before it
    assert case.dates("A-2") == ("Thu 05 Jan 09:00", "Fri 06 Jan 17:30")
    assert case.dates("A-3")[0] == "Mon 09 Jan 09:00"


# --- date windows ---------------------------------------------------------------------------------


def test_a_window_is_planned_on_its_latest_day_and_shown_from_its_earliest() -> None:
    window = ImpreciseDate(date(2023, 2, 1), date(2023, 2, 28), "februari 2023")
    case = Case()
    case.add("A-1", 2, start_window=window)
    assert case.dates("A-1")[0] == "Tue 28 Feb 09:00"
    assert case["A-1"].shown_from == date(2023, 2, 1)
    assert case.why("A-1") == ["Given as “februari 2023”; planned on the latest day, 28 Feb 2023."]
    early = Case(plan_on=PlanOn.EARLIEST)
    early.add("A-1", 2, start_window=window)
    assert early.dates("A-1")[0] == "Wed 01 Feb 09:00"


def test_an_open_window_starts_no_earlier_than_its_first_day() -> None:
    case = Case()
    case.add("A-1", 1, start_window=ImpreciseDate(date(2023, 2, 1), None, "vanaf 1 februari"))
    assert case.dates("A-1")[0] == "Wed 01 Feb 09:00"


def test_words_without_a_window_bind_nothing() -> None:
    case = Case()
    case.add("A-1", 1, start_window=ImpreciseDate(words="te zijner tijd", nature=Nature.NO_TERM))
    assert case.dates("A-1")[0] == "Mon 02 Jan 09:00"
    assert case.drivers("A-1")[0].kind is DriverKind.PROGRAMME_START


def test_a_finish_window_alone_places_the_work_before_it() -> None:
    case = Case()
    case.add("A-1", 3, finish_window=on(date(2023, 1, 13)))  # Friday: Wednesday to Friday
    assert case.dates("A-1") == ("Wed 11 Jan 09:00", "Fri 13 Jan 17:30")


def test_two_windows_stretch_the_work_between_them() -> None:
    case = Case()
    case.add("A-1", 1, start_window=on(date(2023, 1, 4)), finish_window=on(date(2023, 1, 10)))
    assert case.dates("A-1") == ("Wed 04 Jan 09:00", "Tue 10 Jan 17:30")
    assert case["A-1"].duration_minutes == 5 * DAY


def test_a_milestone_given_on_a_holiday_stays_there_and_its_successor_starts_after_it() -> None:
    case = Case()
    rijk = case.row(WorkCalendar(name="Rijk", holidays=HolidaySet.STATE_WORKDAYS))
    case.rows[0] = case.rows[0].changed(calendar_id=rijk.id)
    case.milestone("A-1", gate=Gate.ENTRY, start_window=on(date(2024, 1, 1)))
    case.add("A-2", 1)
    case.link("A-1", "A-2")
    assert case["A-1"].start.date() == case["A-1"].finish.date() == date(2024, 1, 1)
    assert case.dates("A-2")[0] == "Tue 02 Jan 09:00"


def test_a_milestone_on_a_working_day_is_at_the_end_of_it() -> None:
    case = Case()
    case.add("A-0", 2, finish_window=on(date(2023, 1, 11)))
    case.milestone("A-1", start_window=on(date(2023, 1, 11)))
    case.add("A-2", 1)
    case.link("A-0", "A-1")  # done on the same day: in time
    case.link("A-1", "A-2")
    assert case.dates("A-1") == ("Wed 11 Jan 17:30", "Wed 11 Jan 17:30")
    assert case.dates("A-2")[0] == "Thu 12 Jan 09:00"


def test_a_milestone_is_on_the_day_its_predecessor_finishes_or_starts() -> None:
    case = Case()
    case.add("A-1", 5)
    case.add("A-2", 1)
    case.milestone("A-3")
    case.milestone("A-4")
    case.link("A-1", "A-3")
    case.link("A-1", "A-2")
    case.link("A-2", "A-4", LinkType.SS)
    assert case.dates("A-3")[0] == "Fri 06 Jan 17:30"
    assert case.dates("A-4")[0] == "Mon 09 Jan 09:00"


# --- what has happened, and what nobody knows ---------------------------------------------------


def test_actual_dates_pin_and_links_do_not_move_them() -> None:
    case = Case()
    case.add("A-1", 5)
    case.add("A-2", 2, actual_start=datetime(2023, 1, 3), percent_complete=50)
    case.add("A-3", 2, actual_start=datetime(2022, 12, 5), actual_finish=datetime(2022, 12, 9, 23, 59))
    case.link("A-1", "A-2")
    assert case.dates("A-2") == ("Tue 03 Jan 09:00", "Mon 09 Jan 17:30")  # the day that is left waits for A-1
    assert case.dates("A-3") == ("Mon 05 Dec 09:00", "Fri 09 Dec 17:30")
    assert case["A-3"].percent == 100
    assert not case["A-3"].critical
    assert case.why("A-2")[0] == "Started on 3 Jan 2023."
    assert case["A-1"].total_slack == 0


@pytest.mark.parametrize(
    ("rule", "finish", "slack", "words"),
    [
        (OutOfSequence.RETAINED_LOGIC, "Mon 09 Jan 17:30", 0, "what is left of it waits, until 9 Jan 2023"),
        (OutOfSequence.PROGRESS_OVERRIDE, "Wed 04 Jan 17:30", 0, "goes on all the same (progress override)"),
        (OutOfSequence.ACTUAL_DATES, "Wed 04 Jan 17:30", -4 * DAY, "goes on all the same (actual dates)"),
    ],
)
def test_work_that_began_too_early(rule: OutOfSequence, finish: str, slack: int, words: str) -> None:
    case = Case(out_of_sequence=rule)
    case.add("A-1", 5)
    case.add("A-2", 2, actual_start=datetime(2023, 1, 3), percent_complete=50)
    case.link("A-1", "A-2")
    assert case.dates("A-2")[1] == finish
    assert any(words in reason for reason in case.why("A-2"))
    assert case["A-1"].total_slack == slack
    if slack < 0:  # to the actual start, Tuesday's morning
        assert any("A-2 waits for it" in reason for reason in case.why("A-1"))


def test_a_hammock_runs_with_what_it_hangs_between() -> None:
    case = Case()
    case.add("A-1", 5)
    case.add("A-2", 10)
    case.link("A-1", "A-2")
    case.add("A-3", None, hammock_start_id=case.by_key["A-1"].id, hammock_finish_id=case.by_key["A-2"].id)
    case.add("A-4", 1)
    case.link("A-3", "A-4")
    assert case.dates("A-3") == (case.dates("A-1")[0], case.dates("A-2")[1])
    found = case["A-3"]
    assert (found.hammock, found.total_slack, found.critical, found.duration_minutes) == (True, 0, False, 15 * DAY)
    assert case.dates("A-4")[0] == "Mon 23 Jan 09:00"
    assert case["A-2"].critical  # what waits for the hammock waits for what that runs until
    assert case.why("A-3") == ["Runs from the start of A-1, 2 Jan 2023.", "Runs until A-2 is finished, on 20 Jan 2023."]


def test_interrupted_work_keeps_its_gaps_wherever_it_goes() -> None:
    case = Case()
    case.add("A-1", 3)
    case.add("A-2", 4, splits=((DAY, 2 * DAY), (3 * DAY, DAY)))
    case.link("A-1", "A-2")
    found = case["A-2"]
    assert found.duration_minutes == 4 * DAY
    assert [f"{a:%d}-{b:%d}" for a, b in found.parts] == ["05-05", "10-11", "13-13"]
    assert found.finish == found.parts[-1][1]


def test_work_that_happened_in_a_weekend_is_shown_there() -> None:
    case = Case()
    case.add("A-1", 1, actual_start=datetime(2023, 1, 7), actual_finish=datetime(2023, 1, 8, 23, 59))
    assert (case["A-1"].start.date(), case["A-1"].finish.date()) == (date(2023, 1, 7), date(2023, 1, 8))


def test_what_began_or_was_done_on_an_unknown_day_counts_on_the_last_day_it_can_have_been() -> None:
    case = Case()
    before = ImpreciseDate(None, date(2023, 1, 4), words="is gestart")
    case.add("A-1", 3, actual_start_window=before)
    case.add("A-2", 2, actual_finish_window=before)
    case.milestone("A-3", actual_start_window=before)
    case.add("A-4", 1)
    case.link("A-4", "A-1", lag=10 * DAY)  # what has begun is not moved, what is left of it waits
    assert case.dates("A-1") == ("Wed 04 Jan 09:00", "Thu 19 Jan 17:30")
    assert case.dates("A-2") == ("Tue 03 Jan 09:00", "Wed 04 Jan 17:30")
    assert [a.has_begun for a in case.by_key.values()] == [True, True, True, False]
    assert [a.has_happened for a in case.by_key.values()] == [False, True, True, False]
    assert case.why("A-1")[0] == "Has started; the day is not known. Planned as if it started on 4 Jan 2023."
    assert case.why("A-2")[0] == "Has finished; the day is not known. Planned as if it finished on 4 Jan 2023."


def test_a_known_day_goes_before_the_window_it_was_in() -> None:
    case = Case()
    window = ImpreciseDate(date(2023, 1, 2), date(2023, 1, 13), words="begin januari")
    case.add("A-1", 3, actual_start=datetime(2023, 1, 5), actual_start_window=window)
    assert case.dates("A-1") == ("Thu 05 Jan 09:00", "Mon 09 Jan 17:30")
    assert case.why("A-1")[0] == "Started on 5 Jan 2023."


def test_work_without_a_term_pushes_by_its_start_only() -> None:
    case = Case()
    case.add("A-1", None, start_window=on(date(2023, 1, 11)))
    case.add("A-2", 1)
    case.link("A-1", "A-2")
    found = case["A-1"]
    assert found.termless and found.start == found.finish and not found.critical and found.duration_minutes is None
    assert case.dates("A-2")[0] == "Wed 11 Jan 09:00"


# --- where work begins ---------------------------------------------------------------------------


def test_unbound_work_begins_with_the_programme_else_at_the_first_date_else_at_the_status_date() -> None:
    plain = Case()
    plain.add("A-1", 1)
    assert plain.dates("A-1")[0] == "Mon 02 Jan 09:00"
    dated = Case(start_date=None)
    dated.add("A-1", 1)
    dated.add("A-2", 1, start_window=on(date(2022, 12, 6)))
    assert dated.dates("A-1")[0] == "Tue 06 Dec 09:00"
    bare = Case(start_date=None, status_date=date(2023, 1, 4))
    bare.add("A-1", 1)
    assert bare.dates("A-1")[0] == "Wed 04 Jan 09:00"


def test_nothing_unbound_starts_before_the_programme_but_what_has_a_date_may() -> None:
    case = Case()
    case.add("A-1", 1, start_window=on(date(2022, 6, 1)))
    case.add("A-2", 1)
    case.link("A-1", "A-2")
    assert case.dates("A-1")[0] == "Wed 01 Jun 09:00"
    assert case.dates("A-2")[0] == "Mon 02 Jan 09:00"


# --- summaries -----------------------------------------------------------------------------------


def test_a_summary_takes_dates_slack_and_progress_from_what_is_in_it() -> None:
    case = Case()
    group = case.summary("A-1")
    case.add("A-2", 3, parent_id=group.id, percent_complete=100)
    case.add("A-3", 1, parent_id=group.id)
    case.add("A-4", 6)
    case.link("A-2", "A-3")
    found = case["A-1"]
    assert case.dates("A-1") == ("Mon 02 Jan 09:00", "Thu 05 Jan 17:30")
    assert found.percent == 75.0
    assert found.duration_minutes == 4 * DAY
    assert found.total_slack == 2 * DAY == case["A-3"].total_slack
    assert {d.kind for d in case.drivers("A-1")} == {DriverKind.CHILDREN}


def test_links_on_summaries_bind_what_is_in_them() -> None:
    case = Case()
    first, second = case.summary("A-1"), case.summary("A-2")
    case.add("A-3", 3, parent_id=first.id)
    case.add("A-4", 5, parent_id=first.id)
    case.add("A-5", 1, parent_id=second.id)
    case.milestone("A-6", parent_id=second.id)
    case.link("A-1", "A-2")  # everything in A-2 starts after Friday's end
    assert case.dates("A-5")[0] == "Mon 09 Jan 09:00"
    assert case["A-6"].start >= datetime(2023, 1, 6, 17, 30)
    assert case["A-4"].total_slack == 0  # the longest in A-1 decides
    assert case["A-3"].total_slack == 2 * DAY
    assert case.drivers("A-5")[0].kind is DriverKind.PARENT


def test_start_to_start_from_a_summary_follows_its_first_child() -> None:
    case = Case()
    group = case.summary("A-1")
    case.add("A-2", 3, parent_id=group.id, start_window=on(date(2023, 1, 4)))
    case.add("A-3", 3, parent_id=group.id, start_window=on(date(2023, 1, 9)))
    case.add("A-4", 10)
    case.link("A-1", "A-4", LinkType.SS)
    assert case.dates("A-4")[0] == "Wed 04 Jan 09:00"
    assert case["A-2"].total_slack == 0
    assert case["A-3"].total_slack > 0


def test_a_start_no_earlier_than_on_a_summary_binds_its_children() -> None:
    case = Case()
    group = case.summary("A-1", constraint=Constraint.SNET, constraint_date=datetime(2023, 1, 9))
    case.add("A-2", 1, parent_id=group.id)
    assert case.dates("A-2")[0] == "Mon 09 Jan 09:00"


# --- slack -----------------------------------------------------------------------------------------


def test_slack_runs_to_the_end_of_the_plan_and_free_slack_to_the_next_activity() -> None:
    case = Case(near_critical_days=3)
    case.add("A-1", 10)
    case.add("A-2", 2)
    case.add("A-3", 5)
    case.link("A-2", "A-3")
    assert (case["A-1"].total_slack, case["A-1"].critical) == (0, True)
    assert case["A-2"].total_slack == 3 * DAY and case["A-2"].free_slack == 0
    assert case["A-3"].total_slack == 3 * DAY and case["A-3"].free_slack == 3 * DAY
    assert case["A-3"].near_critical and not case["A-3"].critical
    assert case["A-3"].late_finish == datetime(2023, 1, 13, 17, 30)


def test_slack_to_entry_into_force_is_per_organisation_and_negative_when_entry_is_too_early() -> None:
    case = Case()
    police = case.row(Organisation(code="POL", name="Politie"))
    office = case.row(Organisation(code="OM", name="OM"))
    other = case.row(Organisation(code="NFI", name="NFI"))
    case.milestone("A-1", gate=Gate.ENTRY, constraint=Constraint.MSO, constraint_date=datetime(2023, 1, 12, 17, 30))
    case.add("A-2", 12, organisation_id=police.id)  # to Tuesday 17 January: three days late
    case.add("A-3", 4, organisation_id=office.id)  # to Thursday 5 January: five days early
    case.add("A-4", 50, organisation_id=other.id)  # does not lead to it
    case.link("A-2", "A-1")
    case.link("A-3", "A-1")
    entry = case.scheduled().entry_slack
    assert entry == {police.id: -3 * DAY, office.id: 5 * DAY, other.id: None}
    assert case["A-2"].total_slack == -3 * DAY and case["A-2"].critical
    assert case["A-3"].total_slack == 5 * DAY


def test_a_date_given_for_entry_into_force_counts_although_work_pushes_it_on() -> None:
    case = Case()
    police = case.row(Organisation(code="POL", name="Politie"))
    case.milestone("A-1", gate=Gate.ENTRY, start_window=on(date(2023, 1, 12)))
    case.add("A-2", 12, organisation_id=police.id)
    case.link("A-2", "A-1")
    assert case["A-1"].start.date() == date(2023, 1, 17)
    assert case.scheduled().entry_slack[police.id] == -3 * DAY


def test_readiness_leads_to_entry_without_a_link() -> None:
    case = Case()
    police = case.row(Organisation(code="POL", name="Politie"))
    case.milestone("A-1", gate=Gate.ENTRY, start_window=on(date(2023, 1, 12)))
    case.add("A-2", 4, organisation_id=police.id)
    case.milestone("A-3", gate=Gate.READY, organisation_id=police.id)
    case.link("A-2", "A-3")
    assert case.scheduled().entry_slack[police.id] == 5 * DAY


def test_slack_to_any_goal() -> None:
    case = Case()
    case.add("A-1", 2)
    case.add("A-2", 4)
    case.add("A-3", 1)
    case.add("A-4", 30)
    case.link("A-1", "A-3")
    case.link("A-2", "A-3")
    found = slack_to(case.scheduled(), case.by_key["A-3"].id)
    assert found == {case.by_key["A-1"].id: 2 * DAY, case.by_key["A-2"].id: 0, case.by_key["A-3"].id: 0}


# --- rings ---------------------------------------------------------------------------------------


def test_a_ring_is_cut_at_one_link_and_told() -> None:
    case = Case()
    for number in (1, 2, 3):
        case.add(f"A-{number}", 1)
    case.link("A-1", "A-2")
    case.link("A-2", "A-3")
    back = case.link("A-3", "A-1")  # the last by name, so the one that is left out
    assert case.scheduled().left_out == (back.id,)
    assert case.dates("A-3")[0] == "Wed 04 Jan 09:00"


def test_a_link_from_a_summary_to_what_is_in_it_is_left_out() -> None:
    case = Case()
    group = case.summary("A-1")
    case.add("A-2", 1, parent_id=group.id)
    link = case.link("A-1", "A-2")
    assert case.scheduled().left_out == (link.id,)


# --- as MS Project does ----------------------------------------------------------------------------


def test_a_latest_start_is_kept_where_its_predecessor_is_later_and_slack_tells_by_how_much() -> None:
    case = Case()
    case.add("A-1", 5)  # Monday to Friday
    case.add("A-2", 1, constraint=Constraint.SNLT, constraint_date=datetime(2023, 1, 4))
    case.link("A-1", "A-2")
    assert case.dates("A-2")[0] == "Wed 04 Jan 09:00"  # the constraint goes before the link
    assert case["A-2"].held_minutes == 3 * DAY  # the link asks for Monday 9: three working days later
    assert case["A-2"].total_slack == case["A-1"].total_slack == -3 * DAY
    assert case.why("A-2") == [
        "Start no later than: 4 Jan 2023. That goes before what it waits for.",
        "A-1 (Finish-to-start) finishes on 6 Jan 2023: that is too late for it.",
    ]


def test_links_go_first_where_the_programme_says_so() -> None:
    case = Case(honour_constraints=False)
    case.add("A-1", 5)
    case.add("A-2", 1, constraint=Constraint.MSO, constraint_date=datetime(2023, 1, 4))
    case.link("A-1", "A-2")
    assert case.dates("A-2")[0] == "Mon 09 Jan 09:00"
    assert case["A-2"].total_slack == -3 * DAY  # it had to end by Wednesday's end, and ends on Monday


def test_what_must_finish_on_a_day_has_its_late_dates_there_too() -> None:
    case = Case()
    case.add("A-1", 2, constraint=Constraint.MFO, constraint_date=datetime(2023, 1, 6, 23, 59))
    case.add("A-2", 20)  # keeps the end of the plan away
    assert case.dates("A-1") == ("Thu 05 Jan 09:00", "Fri 06 Jan 17:30")
    assert case["A-1"].late_finish == case["A-1"].finish
    assert case["A-1"].critical


def test_elapsed_work_goes_on_through_the_weekend() -> None:
    case = Case()
    case.add("A-1", 5)  # ends Friday 6 at 17:30
    case.row(Activity(key="A-2", name="Drying", duration_minutes=3 * 1440, elapsed=True))
    case.by_key["A-2"] = case.rows[-1]
    case.add("A-3", 1)
    case.link("A-1", "A-2")
    case.link("A-2", "A-3")
    assert case.dates("A-2") == ("Fri 06 Jan 17:30", "Mon 09 Jan 17:30")
    assert case.dates("A-3")[0] == "Tue 10 Jan 09:00"


def test_what_is_pinned_stays_and_pushes_from_there() -> None:
    pins = {"pinned_start": datetime(2023, 1, 3, 10), "pinned_finish": datetime(2023, 1, 5, 12)}
    case = Case()
    case.add("A-1", 5)
    case.add("A-2", 9, pinning="file", **pins)
    case.add("A-3", 1)
    case.link("A-1", "A-2")
    case.link("A-2", "A-3")
    assert (case["A-2"].start, case["A-2"].finish) == (pins["pinned_start"], pins["pinned_finish"])
    assert case.dates("A-3") == ("Thu 05 Jan 12:00", "Fri 06 Jan 12:00")
    assert case.why("A-2") == ["The imported file has it from 3 Jan 2023 to 5 Jan 2023; that is kept."]


def test_what_is_not_active_follows_and_moves_nothing() -> None:
    case = Case()
    case.add("A-1", 5)
    case.add("A-2", 30, active=False)
    case.add("A-3", 1)
    case.link("A-1", "A-2")
    case.link("A-2", "A-3")
    assert case.dates("A-2")[0] == "Mon 09 Jan 09:00"
    assert case.dates("A-3")[0] == "Mon 02 Jan 09:00"
    assert case.scheduled().last == datetime(2023, 1, 6, 17, 30)
    assert not case["A-2"].critical


def test_what_is_left_goes_on_from_the_status_date() -> None:
    case = Case(status_date=date(2023, 1, 10), remaining_from_status=True)
    case.add("A-1", 4, actual_start=datetime(2023, 1, 2), percent_complete=50)
    case.add("A-2", 1)
    # Two of four days are done; the other two come from Tuesday 10 on, and so does all that has not begun.
    assert case.dates("A-1") == ("Mon 02 Jan 09:00", "Wed 11 Jan 17:30")
    assert case["A-1"].duration_minutes == 4 * DAY
    assert case.dates("A-2")[0] == "Tue 10 Jan 09:00"
    assert case.why("A-2") == ["Not done yet: planned from the status date, 10 Jan 2023."]


def test_work_of_which_both_ends_were_said_keeps_its_finish_while_that_is_ahead() -> None:
    case = Case(status_date=date(2023, 1, 10), remaining_from_status=True)
    case.add("A-1", 3, start_window=on(date(2023, 1, 2)), finish_window=on(date(2023, 1, 20)))
    case.add("A-2", 3, start_window=on(date(2023, 1, 2)), finish_window=on(date(2023, 1, 4)))
    assert case.dates("A-1") == ("Tue 10 Jan 09:00", "Fri 20 Jan 17:30")
    assert case.dates("A-2") == ("Tue 10 Jan 09:00", "Thu 12 Jan 17:30")


def test_counted_back_from_the_finish_all_is_as_late_as_can_be() -> None:
    case = Case(start_date=None, schedule_from="finish", finish_at=datetime(2023, 1, 13, 23, 59))
    case.add("A-1", 3)
    case.add("A-2", 2)
    case.add("A-3", 1)
    case.link("A-1", "A-2")
    assert case.dates("A-2") == ("Thu 12 Jan 09:00", "Fri 13 Jan 17:30")
    assert case.dates("A-1")[0] == "Mon 09 Jan 09:00"  # three days before that: the plan begins there
    assert case.dates("A-3")[0] == "Fri 13 Jan 09:00"
    assert case["A-1"].total_slack == 0 and case["A-1"].critical
    assert case["A-3"].total_slack == 4 * DAY  # it could be anywhere from Monday on
    assert case.why("A-3") == ["Counted back from the finish of the programme, 13 Jan 2023."]


def test_work_is_critical_up_to_the_slack_that_the_programme_says() -> None:
    case = Case(critical_days=2)
    case.add("A-1", 5)
    case.add("A-2", 3)
    case.add("A-3", 2)
    assert case["A-2"].critical
    assert not case["A-3"].critical


def test_that_work_to_midnight_meets_a_deadline_on_that_day() -> None:
    calendar = WorkCalendar(name="Round the clock", week=(((0, 1440),),) * 7)
    programme = Programme(name="P", status_date=date(2023, 1, 2), start_date=date(2023, 1, 2), calendar_id=calendar.id)
    task = Activity(key="A-1", name="A", duration_minutes=1440, deadline=datetime(2023, 1, 2, 23, 59))
    plan = Plan.of([programme, calendar, task])
    found = schedule(plan)
    assert found[task.id].total_slack == 0
    assert "deadline" not in {finding.rule for finding in find_all(plan, found)}
    late = plan.with_step(edit_row(task, duration_minutes=1441))
    assert schedule(late)[task.id].total_slack == -1
    assert "deadline" in {finding.rule for finding in find_all(late, schedule(late))}


def test_that_a_milestone_that_takes_time_is_scheduled_as_work_and_one_without_is_a_moment() -> None:
    # MS Project lets a row be marked as a milestone whatever its duration; its dates are those of work.
    rows = [
        Activity(key="A-1", name="Approval", kind=ActivityKind.MILESTONE, duration_minutes=960),
        Activity(key="A-2", name="After", kind=ActivityKind.MILESTONE),
    ]
    link = Dependency(predecessor_id=rows[0].id, successor_id=rows[1].id)
    programme = Programme(name="P", status_date=date(2024, 1, 1), start_date=date(2024, 1, 1))
    planned = schedule(Plan.of([programme, *rows, link]))
    assert (planned[rows[0].id].start.day, planned[rows[0].id].finish.day) == (1, 2)
    assert planned[rows[0].id].duration_minutes == 960
    assert planned[rows[1].id].start == planned[rows[1].id].finish == planned[rows[0].id].finish


def test_that_a_hammock_counts_as_work_without_a_term() -> None:
    case = Case()
    case.add("A-1", 5)
    case.add("A-2", None, hammock_finish_id=case.by_key["A-1"].id)
    assert case["A-2"].without_term
    assert not case["A-1"].without_term
    assert case["A-2"].finish == case["A-1"].finish
