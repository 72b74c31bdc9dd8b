"""What is wrong or doubtful in a plan, as findings: each rule a function, each finding a sentence.

An error means that the plan cannot be carried out, or not be counted through, as it stands; a
warning that somebody should act; a notice that somebody should know. Nothing here changes a plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from uuid import UUID

from planner.domain.control.agreements import shaky_agreements
from planner.domain.control.amounts import working_days
from planner.domain.control.attention import unanswered_rounds
from planner.domain.control.commitments import DueState, states
from planner.domain.control.date_checks import (
    beyond_the_calendars,
    done_in_the_future,
    ends_before_it_begins,
    happened_in_the_future,
    undone_in_the_past,
)
from planner.domain.control.figure_checks import contrary_figures
from planner.domain.control.go_no_go import unexplained_judgements
from planner.domain.control.law_checks import after_the_law, beyond_known_recesses, implementation_time, in_recess
from planner.domain.control.legislation import entry_moment, publication_in_time
from planner.domain.control.moves import undecided_moves
from planner.domain.control.readiness import is_done, latest_assessment
from planner.domain.control.relations import far_days, kept_to_the_event
from planner.domain.control.risks import heavy_risks
from planner.domain.control.statements import statements
from planner.domain.findings import RANKS, Finding, Rank, RuleContext, together
from planner.domain.folding import folded
from planner.domain.imprecise_date import ImpreciseDate, Nature
from planner.domain.integrity import name_of
from planner.domain.model import (
    MINUTES_IN_WORKING_DAY,
    Activity,
    Constraint,
    Dependency,
    Gate,
    WorkCalendar,
)
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule, conflicts
from planner.domain.scheduling.calendars import instant, is_past
from planner.message import N_, Message


def find_all(plan: Plan, schedule: Schedule) -> tuple[Finding, ...]:
    """All findings, errors first, each rank in the order of the rules and of the plan.

    A finding that somebody overruled is kept as a notice, with the reason. Alike findings on many members
    of a group are one.
    """
    case = RuleContext(plan, schedule)
    found = folded(plan, (set_aside(plan, finding) for rule in RULES for finding in rule(case)))
    return tuple(sorted(found, key=lambda finding: RANKS.index(finding.rank)))


def set_aside(plan: Plan, finding: Finding) -> Finding:
    """The finding, or where its rule was overruled for what it is about (or for all) a notice with the reason."""
    for each in plan.overrulings:
        if each.rule == finding.rule and (each.about_id is None or each.about_id in finding.about):
            words = {"finding": finding.message, "reason": each.reason}
            message = Message(N_("Overruled: {finding} Reason: {reason}"), words)
            return replace(finding, rank=Rank.NOTICE, message=message)
    return finding


# --- the network ------------------------------------------------------------------------------------


def left_out_links(case: RuleContext) -> Iterator[Finding]:
    """Links that were not followed because they are in a ring."""
    for link_id in case.schedule.left_out:
        link = case.plan.get(Dependency, link_id)
        if link is None:
            continue
        first, second = case.plan.activity(link.predecessor_id), case.plan.activity(link.successor_id)
        words = {"first": name_of(first), "second": name_of(second)}
        text = N_("The link from {first} to {second} closes a ring and was left out of the schedule.")
        yield Finding("ring", Rank.ERROR, Message(text, words), (first.id, second.id))


def broken_links(case: RuleContext) -> Iterator[Finding]:
    """Activities that are planned, or have begun, before what they wait for allows; the engine says which."""
    for link, short in conflicts.broken_links(case.schedule):
        first, second = case.plan.activity(link.predecessor_id), case.plan.activity(link.successor_id)
        words = {"first": name_of(first), "second": name_of(second), "time": _in_days(short)}
        if second.started_at is not None:
            text = N_("{second} has begun {time} before {first} allows.")
            yield Finding("link-conflict", Rank.WARNING, Message(text, words), (second.id, first.id))
        elif case.plan.is_chain(link):
            text = N_("{second} is planned {time} before another organisation's {first} allows.")
            yield Finding("link-conflict", Rank.ERROR, Message(text, words), (second.id, first.id))
        else:
            text = N_("{second} is planned {time} before {first} allows.")
            yield Finding("link-conflict", Rank.ERROR, Message(text, words), (second.id, first.id))


def too_little_time(case: RuleContext) -> Iterator[Finding]:
    """Negative slack: what is planned cannot meet a date that is fixed further on."""
    told = statements(case.plan, case.schedule)
    found = [a for a, _ in case.pending if (told.slack(a) or 0) < 0]
    if found:
        least = min(case.schedule[a.id].total_slack for a in found)
        text = N_("Too little time, by {time} at most, for {names} ({number} in all).")
        yield from together("negative-slack", Rank.WARNING, text, found, time=_in_days(-least))


def missed_deadlines(case: RuleContext) -> Iterator[Finding]:
    for activity, dates in case.pending:
        words = {"name": name_of(activity), "planned": dates.finish.date()}
        if activity.deadline is not None and is_past(dates.finish, activity.deadline):
            text = N_("{name} misses its deadline of {day}: planned {planned}.")
            words["day"] = activity.deadline.date()
            yield Finding("deadline", Rank.WARNING, Message(text, words), (activity.id,))
        if activity.constraint_date is None:
            continue
        words["day"] = activity.constraint_date.date()
        time, latest = case.calendars.of_activity(activity), instant(activity.constraint_date)
        if dates.held_minutes:
            text = N_("{name} is held to its constraint of {day}: what it waits for asks for {time} later.")
            held = {**words, "time": _in_days(dates.held_minutes)}
            yield Finding("constraint", Rank.WARNING, Message(text, held), (activity.id,))
        elif activity.constraint is Constraint.FNLT and time.count(instant(dates.finish)) > time.count(latest):
            text = N_("{name} finishes on {planned}, later than its constraint of {day}.")
            yield Finding("constraint", Rank.WARNING, Message(text, words), (activity.id,))
        elif activity.constraint is Constraint.SNLT and time.count(instant(dates.start)) > time.count(latest):
            text = N_("{name} starts on {planned}, later than its constraint of {day}.")
            words["planned"] = dates.start.date()
            yield Finding("constraint", Rank.WARNING, Message(text, words), (activity.id,))


def loose_milestones(case: RuleContext) -> Iterator[Finding]:
    """Milestones that nothing leads to and that lead to nothing."""
    linked: set[UUID] = set()
    for link in case.plan.rows(Dependency):
        linked |= {link.predecessor_id, link.successor_id}
    found = [
        a
        for a, _ in case.pending
        if a.is_milestone and a.id not in linked and not any(s.id in linked for s in case.plan.ancestors(a.id))
    ]
    text = N_("Milestones that are not linked to anything ({number}): {names}.")
    yield from together("milestone-not-linked", Rank.NOTICE, text, found)


DAYS_CLOSED = 366
"""Days on end without work from which a calendar is told of."""


def idle_calendars(case: RuleContext) -> Iterator[Finding]:
    text = N_("Calendars without any working time are not used for planning: {names}.")
    yield from together("idle-calendar", Rank.WARNING, text, case.calendars.idle)


def closed_calendars(case: RuleContext) -> Iterator[Finding]:
    """Calendars with years on end without working time: work on them waits until that is over."""
    for calendar in case.plan.rows(WorkCalendar):
        for closed in calendar.exceptions:
            if not closed.spans and (closed.last - closed.first).days >= DAYS_CLOSED:
                text = N_("Calendar {name} has no working time from {first} to {last}: work on it waits until then.")
                words = {"name": calendar.name, "first": closed.first, "last": closed.last}
                yield Finding("closed-calendar", Rank.WARNING, Message(text, words), (calendar.id,))
                break


# --- date windows and terms -----------------------------------------------------------------------


def _promised(activity: Activity) -> Iterator[tuple[ImpreciseDate, bool]]:
    """An activity's date windows; True where the window is about its finish."""
    if activity.start_window is not None and activity.start_window.nature is Nature.WINDOW:
        yield activity.start_window, activity.is_milestone
    if activity.finish_window is not None and activity.finish_window.nature is Nature.WINDOW:
        yield activity.finish_window, True


def passed_windows(case: RuleContext) -> Iterator[Finding]:
    """The last day of a window has passed, and what it is about has not happened."""
    for activity, _ in case.pending:
        begun = activity.started_at is not None or activity.percent_complete > 0
        for window, is_finish in _promised(activity):
            if window.latest is None or window.latest >= case.today or (begun and not is_finish):
                continue
            words = {"name": name_of(activity), "window": window, "day": window.latest}
            text = N_("{name}: “{window}” has passed (last day {day}), and it is not done.")
            if not is_finish:
                text = N_("{name}: “{window}” has passed (last day {day}), and it has not begun.")
            yield Finding("window-passed", Rank.WARNING, Message(text, words), (activity.id,))
            break


def later_than_promised(case: RuleContext) -> Iterator[Finding]:
    """Planned after the last day of the window that was given."""
    for activity, dates in case.pending:
        if dates.termless:
            continue
        for window, is_finish in _promised(activity):
            planned = (dates.finish if is_finish else dates.start).date()
            if window.latest is None or planned <= window.latest:
                continue
            words = {"name": name_of(activity), "window": window, "day": window.latest, "planned": planned}
            text = N_("{name} is planned on {planned}, later than “{window}” (last day {day}).")
            if window.lenient is not None and planned > window.lenient:
                text = N_("{name} is planned on {planned}, later than “{window}” even when read widely ({day}).")
                words["day"] = window.lenient
            yield Finding("later-than-window", Rank.WARNING, Message(text, words), (activity.id,))
            break


def without_term(case: RuleContext) -> Iterator[Finding]:
    """Promised or proposed, but nobody has said when: kept as such, and listed."""
    for activity, dates in case.pending:
        natures = {w.nature for w in (activity.start_window, activity.finish_window) if w is not None}
        if Nature.NO_TERM in natures:
            text = N_("{name} has no term.")
        elif Nature.DURATION in natures and dates.termless:
            text = N_("{name} has a duration but no start.")
        else:
            continue
        yield Finding("no-term", Rank.NOTICE, Message(text, {"name": name_of(activity)}), (activity.id,))


def outside_their_range(case: RuleContext) -> Iterator[Finding]:
    """Work that is planned shorter than its shortest duration, or longer than its longest."""
    for activity, _ in case.pending:
        planned, shortest, longest = activity.duration_minutes, activity.shortest_minutes, activity.longest_minutes
        if planned is None:
            continue
        if shortest is not None and planned < shortest:
            bound, text = shortest, N_("{name} is planned in {planned}; its shortest duration is {bound}.")
        elif longest is not None and planned > longest:
            bound, text = longest, N_("{name} is planned in {planned}; its longest duration is {bound}.")
        else:
            continue
        words = {"name": name_of(activity), "planned": _in_days(planned), "bound": _in_days(bound)}
        yield Finding("outside-range", Rank.NOTICE, Message(text, words), (activity.id,))


def open_ended_work(case: RuleContext) -> Iterator[Finding]:
    """Work that others wait for without a duration: their dates do not move with it."""
    found = [a for a, dates in case.pending if dates.termless and a.id in case.leading and case.plan.successors(a.id)]
    text = N_(
        "Without a duration on the way to entry into force ({number}): {names}. What waits for them does not move."
    )
    yield from together("open-ended", Rank.NOTICE, text, found)


# --- entry into force and readiness -------------------------------------------------------------------


def late_organisations(case: RuleContext) -> Iterator[Finding]:
    """Organisations whose work ends too late for entry into force."""
    for organisation in case.plan.organisations:
        slack = case.schedule.entry_slack.get(organisation.id)
        if slack is not None and slack < 0:
            text = N_("{name}: the work ends {time} too late for entry into force.")
            words = {"name": organisation.name, "time": _in_days(-slack)}
            yield Finding("entry-missed", Rank.ERROR, Message(text, words), (organisation.id,))


def unready_organisations(case: RuleContext) -> Iterator[Finding]:
    """Chain organisations without a readiness milestone, or whose work leads nowhere."""
    if case.plan.entry is None or is_done(case.plan.entry):
        return
    busy = {a.organisation_id for a in case.leaves}
    leading = {a.organisation_id for a in case.leaves if a.id in case.leading}
    ready_ones = {a.organisation_id: a for a in case.leaves if a.gate is Gate.READY}
    for organisation in case.chain:
        words = {"name": organisation.name}
        ready = ready_ones.get(organisation.id)
        if ready is None:
            text = N_("{name} has no milestone that says it is ready.")
            yield Finding("no-ready-milestone", Rank.WARNING, Message(text, words), (organisation.id,))
        elif ready.id not in case.leading:
            text = N_("Entry into force does not wait for {name} to be ready.")
            yield Finding("ready-not-linked", Rank.WARNING, Message(text, words), (organisation.id, ready.id))
        if organisation.id in busy and organisation.id not in leading:
            text = N_("Nothing that {name} does leads to entry into force.")
            yield Finding("not-leading-to-entry", Rank.WARNING, Message(text, words), (organisation.id,))


def without_organisation(case: RuleContext) -> Iterator[Finding]:
    text = N_("Activities without an organisation ({number}): {names}.")
    yield from together("no-organisation", Rank.NOTICE, text, (a for a in case.leaves if a.organisation_id is None))


def without_assessment(case: RuleContext) -> Iterator[Finding]:
    """Mandatory criteria that nobody has judged yet."""
    mandatory = [c for c in case.plan.criteria if c.mandatory]
    for organisation in case.plan.organisations:
        own = [c for c in mandatory if c.organisation_id == organisation.id]
        text = N_("{name}: mandatory criteria not assessed yet: {number} of {total}.")
        open_ones = [c for c in own if latest_assessment(case.plan, c.id) is None]
        yield from together("not-assessed", Rank.NOTICE, text, open_ones, name=organisation.name, total=len(own))


# --- commitments ----------------------------------------------------------------------------------------


def pressing_commitments(case: RuleContext) -> Iterator[Finding]:
    """Commitments and motions that are overdue, due soon, or open without a term."""
    texts = {
        DueState.OVERDUE: (Rank.WARNING, "commitment-overdue", N_("{name} is overdue since {day}.")),
        DueState.DUE: (Rank.NOTICE, "commitment-due", N_("{name} is due on {day}.")),
        DueState.NO_TERM: (Rank.NOTICE, "commitment-no-term", N_("{name} is open and has no term.")),
    }
    for state in states(case.plan):
        if state.standing in texts:
            rank, rule, text = texts[state.standing]
            words = {"name": name_of(state.commitment), "day": state.due}
            yield Finding(rule, rank, Message(text, words), (state.commitment.id,))


def _in_days(minutes: int) -> Message:
    """Working days, rounded up: what is a part of a day short is never told as none."""
    return working_days(-(-minutes // MINUTES_IN_WORKING_DAY))


RULES: tuple[Callable[[RuleContext], Iterator[Finding]], ...] = (
    left_out_links,
    ends_before_it_begins,
    beyond_the_calendars,
    kept_to_the_event,
    far_days,
    late_organisations,
    broken_links,
    happened_in_the_future,
    done_in_the_future,
    undone_in_the_past,
    too_little_time,
    missed_deadlines,
    passed_windows,
    later_than_promised,
    entry_moment,
    publication_in_time,
    implementation_time,
    in_recess,
    beyond_known_recesses,
    after_the_law,
    undecided_moves,
    unready_organisations,
    idle_calendars,
    closed_calendars,
    open_ended_work,
    outside_their_range,
    pressing_commitments,
    without_term,
    loose_milestones,
    without_organisation,
    without_assessment,
    unexplained_judgements,
    shaky_agreements,
    heavy_risks,
    unanswered_rounds,
    contrary_figures,
)
