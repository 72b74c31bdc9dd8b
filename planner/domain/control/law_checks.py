"""Rules on the course of a law beside its publication: implementation time, recess, and what comes after it.

Each rule names its source in its findings. None of them finds anything about a law that is in force.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dateutil.relativedelta import relativedelta

from planner.domain.control.readiness import is_done
from planner.domain.findings import Finding, Rank, RuleContext
from planner.domain.integrity import name_of
from planner.domain.model import Activity, CalendarException, CalendarPurpose, Gate, Stage
from planner.message import N_, Message

IMPLEMENTATION_TIME = "Programma: maanden voor de implementatie vanaf de stemming in de Tweede Kamer"
"""How many months is a matter of the law itself, so the source is the programme's own setting."""
AR_5_58 = "Aanwijzingen voor de regelgeving, aanwijzing 5.58"
EARLY_REVIEW = "Kamerstukken II, 36 600 VI, nr. 12: handreiking invoeringstoets"
YEARS_TO_EVALUATION = 5
"""Aanwijzingen voor de regelgeving, 5.58: the model clause asks a report within five years."""
LOWER_HOUSE = (Stage.LOWER_PREPARATION, Stage.LOWER_DEBATE, Stage.LOWER_VOTE)
UPPER_HOUSE = (Stage.UPPER_PREPARATION, Stage.UPPER_DEBATE, Stage.UPPER_VOTE)
UPPER_HOUSE_NAME = "Eerste Kamer"


def of_stage(case: RuleContext, stage: Stage) -> list[Activity]:
    """The tasks and milestones of a stage, the last planned one last."""
    found = [a for a in case.leaves if a.stage is stage and a.active]
    return sorted(found, key=lambda a: (case.schedule[a.id].finish, a.key))


def implementation_time(case: RuleContext) -> Iterator[Finding]:
    """From the vote of the Tweede Kamer organisations have the months that the programme gives them."""
    months, entry, votes = case.plan.programme.implementation_months, case.plan.entry, of_stage(case, Stage.LOWER_VOTE)
    if not months or entry is None or is_done(entry) or not votes:
        return
    vote, day = case.schedule[votes[-1].id].finish.date(), case.schedule[entry.id].finish.date()
    ready = vote + relativedelta(months=months)
    words = {"vote": vote, "months": months, "ready": ready, "entry": day}
    about = (entry.id, votes[-1].id)
    if ready > day:
        text = N_(
            "{months} months of implementation from the vote of the House of Representatives on {vote} last until "
            "{ready}, later than entry into force on {entry}."
        )
        yield Finding("implementation-short", Rank.WARNING, Message(text, words), about, IMPLEMENTATION_TIME)
    else:
        text = N_(
            "{months} months of implementation from the vote of the House of Representatives on {vote} last until "
            "{ready}: in time for entry into force on {entry}."
        )
        yield Finding("implementation-fits", Rank.NOTICE, Message(text, words), about, IMPLEMENTATION_TIME)


def in_recess(case: RuleContext) -> Iterator[Finding]:
    """A debate, vote or paper of Parliament that is planned to come in a recess; months by the calendar include it."""
    for activity, dates in case.pending:
        if (
            dates.termless
            or activity.elapsed
            or not (activity.gate is Gate.DEBATE or activity.stage in LOWER_HOUSE + UPPER_HOUSE)
        ):
            continue
        day = dates.finish.date()
        found = next((r for r in recesses_for(case, activity) if r.first <= day <= r.last), None)
        if found is not None:
            text = N_("{name} is planned on {day}, in the recess {recess} ({first} up to and including {last}).")
            words = {"name": name_of(activity), "day": day, "recess": found.name}
            words |= {"first": found.first, "last": found.last}
            yield Finding("in-recess", Rank.WARNING, Message(text, words), (activity.id,), found.source)


def recesses_for(case: RuleContext, activity: Activity) -> tuple[CalendarException, ...]:
    """The recesses of the house that an activity is before, oldest first.

    A calendar of recesses is of the Eerste Kamer where its name says so, else of the Tweede Kamer.
    """
    upper = activity.stage in UPPER_HOUSE
    found = [
        recess
        for calendar in case.plan.calendars
        if calendar.purpose is CalendarPurpose.RECESS and (UPPER_HOUSE_NAME in calendar.name) == upper
        for recess in calendar.exceptions
    ]
    return tuple(sorted(found, key=lambda recess: recess.first))


def beyond_known_recesses(case: RuleContext) -> Iterator[Finding]:
    """Work of the Tweede Kamer after the last recess that the plan knows of may turn out to be in one."""
    late: list[Activity] = []
    last = date.min
    for activity, dates in case.pending:
        known = recesses_for(case, activity) if activity.stage in LOWER_HOUSE else ()
        if known and not dates.termless and dates.finish.date() > known[-1].last:
            late.append(activity)
            last = known[-1].last
    if late:
        text = N_("The plan knows no recess after {last}; {names} may turn out to be in one.")
        words = {"last": last, "names": ", ".join(a.key for a in late)}
        yield Finding("recess-unknown", Rank.NOTICE, Message(text, words), tuple(a.id for a in late))


def after_the_law(case: RuleContext) -> Iterator[Finding]:
    """An evaluation is planned within five years of entry into force, and an early review before it."""
    entry = case.plan.entry
    if entry is None or not any(a.stage is not Stage.NONE and a.id != entry.id for a in case.leaves):
        return  # a plan without the course of the law does not plan what follows it
    day = case.schedule[entry.id].finish.date()
    limit = day + relativedelta(years=YEARS_TO_EVALUATION)
    reports = [a for a in of_stage(case, Stage.EVALUATION) if not is_done(a)]
    if not of_stage(case, Stage.EVALUATION):
        text = N_("No evaluation is planned; its report is due by {limit} at the latest, five years after {entry}.")
        words = {"limit": limit, "entry": day}
        yield Finding("no-evaluation", Rank.NOTICE, Message(text, words), (entry.id,), AR_5_58)
    elif reports and (planned := case.schedule[reports[-1].id].finish.date()) > limit:
        text = N_("{name} is planned on {planned}, later than five years after entry into force ({limit}).")
        words = {"name": name_of(reports[-1]), "planned": planned, "limit": limit}
        yield Finding("evaluation-late", Rank.WARNING, Message(text, words), (reports[-1].id, entry.id), AR_5_58)
    if not of_stage(case, Stage.EARLY_REVIEW):
        text = N_("No implementation review (invoeringstoets) is planned.")
        yield Finding("no-early-review", Rank.NOTICE, Message(text), (entry.id,), EARLY_REVIEW)
