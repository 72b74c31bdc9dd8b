"""The answer first: one sentence on entry into force, made of the schedule and of what that rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from planner.domain.control.amounts import working_days
from planner.domain.control.float_paths import float_paths
from planner.domain.control.legislation import change_moment_from
from planner.domain.control.readiness import entry_is_given, leading_to_entry
from planner.domain.control.state import State, states
from planner.domain.control.statements import Statements, statements
from planner.domain.imprecise_date import Nature
from planner.domain.model import MINUTES_IN_WORKING_DAY, Activity, Constraint, Organisation
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule
from planner.domain.scheduling.working_days import finish_after
from planner.message import N_, Message


@dataclass(frozen=True, slots=True)
class Headline:
    """The sentence, and what it is made of.

    `day` is the day that entry into force is to be on, `made` whether it is (None where that cannot be told);
    `slack` the working days left; `next_moment` the first fixed change moment that can be made, `decides` the
    activity that stands in the way; `rests_on` the activities whose assumed values the answer rests on.
    """

    message: Message
    day: date | None = None
    made: bool | None = None
    slack: int | None = None
    next_moment: date | None = None
    decides: Activity | None = None
    rests_on: tuple[Activity, ...] = ()


def headline(plan: Plan, schedule: Schedule, *, without_assumptions: bool = False) -> Headline:
    """The sentence on entry into force; `without_assumptions` leaves out what rests on any."""
    entry = plan.entry
    if entry is None:
        return Headline(Message(N_("The plan has no milestone of entry into force")))
    told = statements(plan, schedule)
    planned = schedule[entry.id].finish
    day = goal_day(plan, schedule)
    if entry.has_happened:
        return Headline(
            Message(N_("The act entered into force on {day}"), {"day": planned.date()}), planned.date(), True
        )
    if day is None:
        if told.finish(entry).planned is None:
            return Headline(Message(N_("Nothing says when the act enters into force")))
        text = N_("Entry into force is planned on {day}; no day was given for it")
        rests = told.grounds.of_finish(entry.id)
        return Headline(_resting(Message(text, {"day": planned.date()}), rests), planned.date(), rests_on=rests)
    return _against(plan, schedule, told, entry, day, without_assumptions)


def goal_day(plan: Plan, schedule: Schedule) -> date | None:
    """The day that entry into force is to be on: the one it is held to, else the one that its words are planned on."""
    entry = plan.entry
    if entry is None or not entry_is_given(plan):
        return None
    window, planned = entry.start_window or entry.finish_window, schedule[entry.id].finish.date()
    if entry.constraint_date is not None and entry.constraint not in (Constraint.ASAP, Constraint.ALAP):
        return entry.constraint_date.date()
    if window is None or window.nature is not Nature.WINDOW:
        return planned
    said = window.day(plan.programme.plan_on) or window.latest
    return planned if said is None else said


def _against(
    plan: Plan, schedule: Schedule, told: Statements, entry: Activity, day: date, without_assumptions: bool
) -> Headline:
    """The answer where a day was given."""
    words: dict[str, object] = {"day": day}
    leading = [a for a in map(plan.activity, leading_to_entry(plan)) if not a.is_summary]
    stale = [a for a in leading if told.is_stale(a)]
    slack, owners = _least(schedule)
    late = schedule[entry.id].finish.date() > day
    rests = _grounds(schedule, told, entry, owners)
    if without_assumptions and rests and not late:
        text = N_("Whether entry into force on {day} is made cannot be told without assumptions")
        return Headline(Message(text, words), day, rests_on=rests)
    if stale:
        text = N_("Whether entry into force on {day} is made cannot be told: {number} activities should be done")
        if len(stale) == 1:
            text = N_("Whether entry into force on {day} is made cannot be told: {name} should be done")
        message = Message(text, {**words, "number": len(stale), "name": stale[0].key})
        return Headline(message, day, rests_on=rests)
    if late or (slack is not None and slack < 0):
        return _missed(plan, schedule, entry, day, min(slack or 0, 0), rests)
    if slack is None:
        text = N_("Entry into force on {day}: nothing that is planned leads to it")
        return Headline(_resting(Message(text, words), rests), day, rests_on=rests)
    number = slack // MINUTES_IN_WORKING_DAY
    text = N_("Entry into force on {day} is made with {time} to spare")
    if not number:
        text = N_("Entry into force on {day} is made without a day to spare")
    message = _resting(Message(text, {**words, "time": working_days(number)}), rests)
    return Headline(message, day, True, number, rests_on=rests)


def _resting(message: Message, rests_on: tuple[Activity, ...]) -> Message:
    """The same, with what says that it is an assumption."""
    if not rests_on:
        return message
    return Message(N_("{sentence} (assumption)"), {"sentence": message})


def _least(schedule: Schedule) -> tuple[int | None, list[UUID]]:
    """The least slack of an organisation to entry into force, in working minutes, and whose it is."""
    found = {key: slack for key, slack in schedule.entry_slack.items() if slack is not None}
    least = min(found.values(), default=None)
    return least, [key for key, slack in found.items() if slack == least]


def _grounds(schedule: Schedule, told: Statements, entry: Activity, owners: list[UUID]) -> tuple[Activity, ...]:
    rows = {a.key: a for a in told.grounds.of_finish(entry.id)}
    for owner in owners:
        rows |= {a.key: a for a in told.grounds.of_entry_slack(schedule, owner)}
    return tuple(rows[key] for key in sorted(rows, key=lambda key: (key.rpartition("-")[0], len(key), key)))


def _missed(
    plan: Plan, schedule: Schedule, entry: Activity, day: date, slack: int, rests: tuple[Activity, ...]
) -> Headline:
    """The answer where it is not made: the next change moment, and what stands in the way."""
    planned = schedule[entry.id].finish
    at = max(planned, finish_after(plan, entry, datetime.combine(day, datetime.min.time()), -slack))
    moment = change_moment_from(max(at.date(), day))
    if moment == day:
        moment = change_moment_from(date.fromordinal(day.toordinal() + 1))
    decides = _decides(plan, schedule, entry)
    words: dict[str, object] = {"day": day, "moment": moment}
    text = N_("Entry into force does not make {day}; the next moment is {moment}")
    if decides is not None:
        owner = plan.get(Organisation, decides.organisation_id)
        words |= {"name": _plain(decides.name), "owner": owner.name if owner is not None else ""}
        text = N_("Entry into force does not make {day}; the next moment is {moment}; decided by: {owner}, {name}")
        if owner is None:
            text = N_("Entry into force does not make {day}; the next moment is {moment}; decided by: {name}")
    message = _resting(Message(text, words), rests)
    return Headline(message, day, False, slack // MINUTES_IN_WORKING_DAY, moment, decides, rests)


def _decides(plan: Plan, schedule: Schedule, entry: Activity) -> Activity | None:
    """What stands in the way: the first on the path to entry into force that is late, else the last work on it."""
    slack = {a.id: schedule[a.id].total_slack for a in plan.rows(Activity) if not a.is_summary}
    paths = float_paths(plan, schedule, entry.id, 1)
    on_path = [plan.activity(row_id) for row_id in paths[0].activity_ids if row_id != entry.id] if paths else []
    if not on_path:
        leading = leading_to_entry(plan) - {entry.id}
        on_path = [a for a in map(plan.activity, leading) if a.id in slack and not a.has_happened]
        on_path.sort(key=lambda a: (-slack[a.id], schedule[a.id].finish))
    judged = states(plan, schedule)
    late = [a for a in on_path if judged.of(a) is State.LATE]
    work = [a for a in on_path if not a.is_milestone]
    return late[0] if late else (work or on_path or [None])[-1]


def _plain(name: str) -> str:
    """A name without the word that calls it an assumption, which the sentence says itself."""
    for word in ("(aanname)", "(assumption)"):
        name = name.removesuffix(word).rstrip()
    return name
