"""The fourteen measures of the Defense Contract Management Agency for a schedule.

Source: DCMA, Earned Value Management System Program Analysis Pamphlet (DCMA-EA PAM 200.1), section 4,
the 14-point schedule assessment. "Tasks" are incomplete activities without summaries and milestones.
"""

from __future__ import annotations

from datetime import datetime

from planner.domain.changes import RowChange, Step
from planner.domain.control.readiness import is_done
from planner.domain.model import MINUTES_IN_WORKING_DAY, Activity, Constraint, Dependency, Entity, LinkType, Pinning
from planner.domain.plan import Plan
from planner.domain.quality.measure import LONG, Family, Figure, Find, Measure, QualityContext, Unit, share
from planner.domain.rows import change_row
from planner.domain.scheduling import schedule, slack_to
from planner.domain.scheduling.bounds import LATEST
from planner.domain.scheduling.calendars import day_end, instant
from planner.message import N_, Message

DELAY = 600
"""Working days by which a critical task is put off: DCMA, measure 12."""
LEEWAY = 0.99
"""Share of the delay that must come through: calendars of others differ by some days."""
NO_TASKS = Message(N_("No work is open."))
NO_LINKS = Message(N_("Open work has no links."))
NO_BASELINE = Message(N_("No baseline has been taken, or nothing in it was due yet."))
NO_ENTRY = Message(N_("No milestone is marked as the entry into force, or it is done."))


def missing_logic(case: QualityContext) -> Figure:
    """Measure 1: tasks without a predecessor or without a successor; a link on a summary counts for all in it."""
    plan = case.plan

    def is_loose(activity: Activity) -> bool:
        line = [activity, *plan.ancestors(activity.id)]
        return not (any(plan.predecessors(a.id) for a in line) and any(plan.successors(a.id) for a in line))

    return share((a for a in case.tasks if is_loose(a)), len(case.tasks), NO_TASKS)


def _successors(case: QualityContext, links: list[Dependency]) -> list[Entity]:
    """The activities that wait at the end of links, each once."""
    return [case.plan.activity(row_id) for row_id in dict.fromkeys(link.successor_id for link in links)]


def _share_of_links(case: QualityContext, links: list[Dependency]) -> Figure:
    whole = len(case.counted_links)
    if not whole:
        return Figure(None, why=NO_LINKS)
    about = tuple(row.id for row in _successors(case, links))
    return Figure(round(100 * len(links) / whole, 1), about, len(links), whole)


def leads(case: QualityContext) -> Figure:
    """Measure 2: links with a negative lag."""
    return _share_of_links(case, [row for row in case.counted_links if row.lag < 0])


def lags(case: QualityContext) -> Figure:
    """Measure 3: links with a positive lag."""
    return _share_of_links(case, [row for row in case.counted_links if row.lag > 0])


def link_types(case: QualityContext) -> Figure:
    """Measure 4: links from finish to start; the rows shown are those of the other types."""
    whole = len(case.counted_links)
    others = [row for row in case.counted_links if row.type is not LinkType.FS]
    if not whole:
        return Figure(None, why=NO_LINKS)
    about = tuple(row.id for row in _successors(case, others))
    return Figure(round(100 * (whole - len(others)) / whole, 1), about, whole - len(others), whole)


def hard_constraints(case: QualityContext) -> Figure:
    """Measure 5: tasks that a constraint (MSO, MFO, SNLT, FNLT) or a date fixed by hand keeps from moving."""
    found = (a for a in case.tasks if (a.constraint in LATEST and a.constraint_date is not None) or a.is_pinned)
    return share(found, len(case.tasks), NO_TASKS)


def high_slack(case: QualityContext) -> Figure:
    """Measure 6: tasks with more than 44 working days of slack."""
    most = LONG * MINUTES_IN_WORKING_DAY
    found = (a for a in case.tasks if not case.schedule[a.id].without_term and case.schedule[a.id].total_slack > most)
    return share(found, len(case.tasks), NO_TASKS)


def negative_slack(case: QualityContext) -> Figure:
    """Measure 7: tasks with negative slack."""
    found = (a for a in case.tasks if not case.schedule[a.id].without_term and case.schedule[a.id].total_slack < 0)
    return share(found, len(case.tasks), NO_TASKS)


def long_activities(case: QualityContext) -> Figure:
    """Measure 8: tasks that take more than 44 working days, by the baseline where it has them."""
    return share((a for a in case.tasks if _length(case, a) > LONG), len(case.tasks), NO_TASKS)


def _length(case: QualityContext, activity: Activity) -> float:
    """Working days from start to finish on the activity's own calendar; 0 without a term."""
    dates = case.schedule[activity.id]
    if dates.without_term:
        return 0
    time = case.calendars.of(activity.calendar_id, activity.organisation_id)
    row = case.baseline.get(activity.id)
    start, finish = (row.start, row.finish) if row else (dates.start, dates.finish)
    return case.days(time.count(instant(finish)) - time.count(instant(start)))


def invalid_dates(case: QualityContext) -> Figure:
    """Measure 9: planned before the status date and not reported, or reported after it.

    Milestones count too: they are what a readiness is judged by.
    """
    begin = datetime.combine(case.today, datetime.min.time())
    close = day_end(case.today)

    def is_invalid(activity: Activity) -> bool:
        dates = case.schedule[activity.id]
        happened = (activity.actual_start, activity.actual_finish)
        if any(at is not None and instant(at) > close for at in happened):
            return True
        if is_done(activity):
            return False
        started = activity.actual_start is not None or activity.percent_complete > 0
        return (not started and dates.start < begin) or (not dates.termless and dates.finish < begin)

    found = [a for a in case.leaves if case.is_active(a) and is_invalid(a)]
    return share(found, sum(map(case.is_active, case.leaves)), NO_TASKS)


def resources(case: QualityContext) -> Figure:
    """Measure 10: tasks with resources. A plan of a chain has none."""
    return Figure(None, why=Message(N_("The plan knows no hours or money for each activity.")))


def _due(case: QualityContext) -> list[Activity]:
    """Tasks that the baseline has done by the status date."""
    tasks = (a for a in case.leaves if not a.is_milestone and case.is_active(a) and a.id in case.baseline)
    return [a for a in tasks if case.baseline[a.id].finish.date() <= case.today]


def missed_tasks(case: QualityContext) -> Figure:
    """Measure 11: tasks due by the status date in the baseline that finish later than it says."""
    due = _due(case)
    missed = (a for a in due if not is_done(a) or case.schedule[a.id].finish.date() > case.baseline[a.id].finish.date())
    return share(missed, len(due), NO_BASELINE)


def critical_path_test(case: QualityContext) -> Figure:
    """Measure 12: a critical task is put off by 600 working days; entry into force must move as much.

    The figure is how many of them come through. What the task has in slack counts as come through,
    and so does what a day given for entry itself holds back: it is the way there that is tested.
    """
    entry = case.plan.entry
    if entry is None or is_done(entry):
        return Figure(0.0, why=NO_ENTRY)
    plan = _changed(case.plan, _let_go(entry))
    before = schedule(plan)
    slack = slack_to(before, entry.id)
    tasks = [a for a in case.towards if a.id in slack and not before[a.id].without_term]
    if not tasks:
        return Figure(0.0, (entry.id,), why=Message(N_("No work with a duration leads to entry into force.")))
    task = min(tasks, key=lambda a: (slack[a.id], before[a.id].start, a.key))
    after = schedule(_changed(plan, _put_off(task, before[task.id].duration_minutes or 0)), before)
    time = case.calendars.of_activity(task)
    moved = time.count(instant(after[entry.id].finish)) - time.count(instant(before[entry.id].finish))
    through = min(case.days(moved + max(slack[task.id], 0)), DELAY)
    reached = through >= LEEWAY * DELAY
    return Figure(float(DELAY if reached else round(through)), () if reached else (task.id, entry.id), None, DELAY)


def _changed(plan: Plan, change: RowChange | None) -> Plan:
    return plan if change is None else plan.with_step(Step("quality.try", (change,)))


def _let_go(entry: Activity) -> RowChange | None:
    """The entry without anything that holds it before what it waits for."""
    softer = {Constraint.MSO: Constraint.SNET, Constraint.MFO: Constraint.FNET}
    if entry.is_pinned:
        at = entry.pinned_start or entry.pinned_finish
        values = {"constraint": Constraint.SNET, "constraint_date": at}
        values |= {"pinning": Pinning.NONE, "pinned_start": None, "pinned_finish": None}
    elif entry.constraint in LATEST:
        kind = softer.get(entry.constraint, Constraint.ASAP)
        values = {"constraint": kind, "constraint_date": entry.constraint_date if entry.constraint in softer else None}
    else:
        return None
    return RowChange.update(entry, change_row(entry, **values))


def _put_off(task: Activity, minutes: int) -> RowChange:
    """A task that takes 600 working days more; dates that were said of its finish no longer make its length."""
    more = DELAY * MINUTES_IN_WORKING_DAY * (3 if task.elapsed else 1)
    values: dict[str, object] = {"duration_minutes": minutes + more, "finish_window": None}
    if task.remaining_minutes is not None:
        values["remaining_minutes"] = task.remaining_minutes + more
    elif task.actual_start is not None:
        values["remaining_minutes"] = round(minutes * (100 - task.percent_complete) / 100) + more
    return RowChange.update(task, change_row(task, **values))


def path_length_index(case: QualityContext) -> Figure:
    """Measure 13, CPLI: (length of the critical path + its slack) / length, from the status date to entry."""
    entry = case.plan.entry
    if entry is None or is_done(entry):
        return Figure(None, why=NO_ENTRY)
    time = case.calendars.programme
    length = time.count(instant(case.schedule[entry.id].finish)) - time.count(day_end(case.today))
    if length <= 0:
        return Figure(None, why=Message(N_("The day of entry into force has passed.")))
    slack = slack_to(case.schedule, entry.id)
    held = case.schedule[entry.id].held_minutes
    least = min(
        (slack[a.id] for a in case.towards if a.id in slack and not case.schedule[a.id].without_term), default=0
    )
    return Figure(round((length + min(least, -held if held else least)) / length, 2))


def execution_index(case: QualityContext) -> Figure:
    """Measure 14, BEI: tasks completed / tasks that the baseline has completed by the status date.

    Tasks that are not in the baseline count among those that should have been completed once they are done.
    """
    due = {a.id for a in _due(case)}
    if not due:
        return Figure(None, why=NO_BASELINE)
    done = {a.id for a in case.leaves if not a.is_milestone and case.is_active(a) and is_done(a)}
    extra = {row_id for row_id in done if row_id not in case.baseline}
    open_ones = tuple(row_id for row_id in due if row_id not in done)
    whole = len(due | extra)
    return Figure(round(len(done) / whole, 2), open_ones, len(done), whole)


def _dcma(
    place: int,
    name: str,
    title: str,
    why: str,
    advice: str,
    limit: float,
    find: Find,
    unit: Unit = Unit.PERCENT,
    at_least: bool = False,
    bearing: bool = False,
) -> Measure:
    return Measure(name, str(place), Family.DCMA, title, why, advice, limit, find, unit, at_least, bearing)


DCMA = (
    _dcma(
        1,
        "missing-logic",
        N_("Missing links"),
        N_("Loose activities do not move along: the chance comes out too high."),
        N_("Link each activity to what it waits for and to what waits for it."),
        5,
        missing_logic,
    ),
    _dcma(
        2,
        "leads",
        N_("Negative lags"),
        N_("Overlap hides that work must be done first."),
        N_("Split the work at the point from which the next can begin."),
        0,
        leads,
    ),
    _dcma(
        3,
        "lags",
        N_("Lags on links"),
        N_("Nobody can shorten a wait that has no name."),
        N_("Make an activity of the wait, with somebody who owns it."),
        5,
        lags,
    ),
    _dcma(
        4,
        "link-types",
        N_("Links from finish to start"),
        N_("Other types are hard to follow."),
        N_("Use finish to start unless work really runs side by side."),
        90,
        link_types,
        at_least=True,
    ),
    _dcma(
        5,
        "hard-constraints",
        N_("Hard date constraints"),
        N_("A fixed date stops delay on paper only."),
        N_("Replace the fixed date by a link, or by a date that work may not begin before."),
        5,
        hard_constraints,
    ),
    _dcma(
        6,
        "high-slack",
        N_("More than 44 working days of slack"),
        N_("Much slack often means that a link is missing."),
        N_("Look what should wait for this work, and link it."),
        5,
        high_slack,
    ),
    _dcma(
        7,
        "negative-slack",
        N_("Negative slack"),
        N_("The plan itself says that the date cannot be met."),
        N_("Move the date, or take time out of the way there."),
        0,
        negative_slack,
    ),
    _dcma(
        8,
        "long-activities",
        N_("Longer than 44 working days"),
        N_("In long work delay is noticed late."),
        N_("Split long work at results that can be shown."),
        5,
        long_activities,
    ),
    _dcma(
        9,
        "invalid-dates",
        N_("Invalid dates"),
        N_("Nothing can happen after the status date, or be planned before it."),
        N_("Report what has happened, and plan what is left after the status date."),
        0,
        invalid_dates,
        bearing=True,
    ),
    _dcma(
        10,
        "resources",
        N_("Resources assigned"),
        N_("The plan knows no hours or money for each activity."),
        N_("Nothing to do: this plan is about dates."),
        0,
        resources,
    ),
    _dcma(
        11,
        "missed-tasks",
        N_("Missed finish dates"),
        N_("Delay up to now predicts the delay to come."),
        N_("Ask the owners what keeps them, and plan again."),
        5,
        missed_tasks,
    ),
    _dcma(
        12,
        "critical-path-test",
        N_("Test of the critical path"),
        N_("600 working days of delay must come through in full."),
        N_("Take out the fixed date or the gap that stops the delay."),
        DELAY,
        critical_path_test,
        unit=Unit.DAYS,
        at_least=True,
        bearing=True,
    ),
    _dcma(
        13,
        "cpli",
        N_("Stretch in the critical path (CPLI)"),
        N_("Below 0.95 work must go faster than planned."),
        N_("Find time on the critical path, or move the day."),
        0.95,
        path_length_index,
        unit=Unit.RATIO,
        at_least=True,
    ),
    _dcma(
        14,
        "bei",
        N_("Pace against the baseline (BEI)"),
        N_("Below 0.95 less is done than was agreed."),
        N_("Finish what is overdue before new work begins."),
        0.95,
        execution_index,
        unit=Unit.RATIO,
        at_least=True,
    ),
)
