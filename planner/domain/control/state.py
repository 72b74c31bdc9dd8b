"""One state for everything that can be late; the first that applies counts, in the order of `State`.

For an activity or milestone:
done           reported as done, or reached
late           its term has passed: the last day of what was given, a deadline or a constraint, or its planned finish
will_be_late   planned after its term, or with too little time for a date that is fixed further on
silent         its organisation was asked in the last round, and did not answer by the day that was given
running        reported as begun
uncertain      its window is wider than a month, or open at its end
no_term        nobody said how long it takes, or of a milestone when it is
planned        none of these

A summary is done when all in it is; else it has the first state of what is in it. Commitments, agreements, criteria
and organisations are judged by the same words on their own terms.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from planner.domain.control.commitments import has_no_term, is_settled
from planner.domain.control.readiness import criterion_light
from planner.domain.control.statements import Statements, statements
from planner.domain.imprecise_date import ImpreciseDate, Nature
from planner.domain.labels import CHOICE_NAMES
from planner.domain.model import (
    Activity,
    Agreed,
    Agreement,
    Commitment,
    CommitmentStatus,
    Constraint,
    Criterion,
    Entity,
    Gate,
    Light,
    Organisation,
    Reply,
    State,
    UpdateRound,
)
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule
from planner.domain.scheduling.calendars import is_past

WIDE = timedelta(days=31)
"""How far the ends of a window may lie apart before its date counts as uncertain."""


ORDER = tuple(State)
STATE_WORDS: dict[State, str] = {state: CHOICE_NAMES[State][state] for state in State}
STATE_SIGNS: dict[State, str] = {
    State.DONE: "✓",
    State.LATE: "!",
    State.WILL_BE_LATE: "◔",
    State.SILENT: "?",
    State.RUNNING: "▶",
    State.UNCERTAIN: "~",
    State.NO_TERM: "–",
    State.PLANNED: "○",
}
"""The sign of each state, for where colours and pictures do not come: text, workbooks, grey paper."""


class States:
    """The states of all rows of a plan, each worked out when first asked."""

    def __init__(self, told: Statements) -> None:
        self._told, self.plan, self.schedule = told, told.plan, told.schedule
        self.today = told.today
        self._found: dict[UUID, State] = {}
        self._silent = silent_organisations(self.plan, self.today)

    def of(self, row: Entity) -> State:
        """The state of an activity, commitment, agreement, criterion or organisation."""
        found = self._found.get(row.id)
        if found is None:
            found = self._found[row.id] = self._judge(row)
        return found

    def counts(self, rows: Iterable[Entity] | None = None) -> dict[State, int]:
        """How many there are of each state, of some rows or of all active tasks and milestones."""
        counted = dict.fromkeys(State, 0)
        for row in self.leaves if rows is None else rows:
            counted[self.of(row)] += 1
        return counted

    @property
    def leaves(self) -> list[Activity]:
        """The tasks and milestones that count: those that are active, in the plan's order."""
        return [a for a, _ in self.plan.outline if not a.is_summary and self._is_active(a)]

    def _is_active(self, activity: Activity) -> bool:
        return activity.active and all(summary.active for summary in self.plan.ancestors(activity.id))

    def _judge(self, row: Entity) -> State:
        match row:
            case Activity():
                return self._of_activity(row)
            case Commitment():
                return self._of_commitment(row)
            case Agreement():
                return self._of_agreement(row)
            case Criterion():
                return self._of_criterion(row)
            case Organisation():
                return self._of_organisation(row)
            case _:
                return State.PLANNED

    # --- activities -----------------------------------------------------------------------------

    def _of_activity(self, activity: Activity) -> State:
        children = [c for c in self.plan.children(activity.id) if c.active] or self.plan.children(activity.id)
        if activity.has_happened and not children:
            return State.DONE
        inside = [self.of(child) for child in children]
        if inside and all(state is State.DONE for state in inside):
            return State.DONE
        if not self._is_active(activity):
            return State.PLANNED
        own = self._of_dates(activity)
        if not inside:
            return own
        begun = [State.RUNNING] if State.DONE in inside else []
        return worst([*(state for state in inside if state is not State.DONE), *begun, own])

    def _of_dates(self, activity: Activity) -> State:
        """The state of an unfinished activity by its own dates; of a summary, by those that it has itself."""
        if self._is_late(activity):
            return State.LATE
        if self._will_be_late(activity):
            return State.WILL_BE_LATE
        if activity.is_summary and self.plan.children(activity.id):
            return State.PLANNED
        if activity.organisation_id in self._silent:
            return State.SILENT
        if activity.has_begun:
            return State.RUNNING
        if self._is_uncertain(activity):
            return State.UNCERTAIN
        start = self._told.start(activity)
        if self.schedule[activity.id].termless or (activity.is_plain_milestone and start.planned is None):
            return State.NO_TERM
        return State.PLANNED

    def _is_late(self, activity: Activity) -> bool:
        finish, start = _term_of(activity, at_start=False), _term_of(activity, at_start=True)
        if finish is not None and finish < self.today:
            return True
        if start is not None and start < self.today and not activity.has_begun:
            return True
        return not activity.is_summary and self._told.is_stale(activity)

    def _will_be_late(self, activity: Activity) -> bool:
        planned = self.schedule[activity.id]
        finish, start = _term_of(activity, at_start=False), _term_of(activity, at_start=True)
        if finish is not None and not planned.termless and planned.finish.date() > finish:
            return True
        if start is not None and not activity.has_begun and planned.start.date() > start:
            return True
        if activity.deadline is not None and not planned.termless and is_past(planned.finish, activity.deadline):
            return True
        return not activity.is_summary and (planned.held_minutes > 0 or (self._told.slack(activity) or 0) < 0)

    def _is_uncertain(self, activity: Activity) -> bool:
        windows = [activity.start_window, activity.finish_window]
        if activity.constraint in (Constraint.MSO, Constraint.MFO) or activity.is_pinned:
            windows = []
        if self.schedule[activity.id].termless:
            windows = [w for w in windows if w is not None and w.latest is not None]
        return any(_is_wide(window) for window in windows)

    # --- the others -----------------------------------------------------------------------------

    def _of_term(self, term: ImpreciseDate | None, planned: date | None, owner: UUID | None, *, begun: bool) -> State:
        """The state of something unfinished with a term, that is planned to be there on a day."""
        latest = term.latest if term is not None else None
        if latest is not None and latest < self.today:
            return State.LATE
        if latest is not None and planned is not None and planned > latest:
            return State.WILL_BE_LATE
        if owner in self._silent:
            return State.SILENT
        if begun:
            return State.RUNNING
        if _is_wide(term):
            return State.UNCERTAIN
        return State.NO_TERM if latest is None and planned is None else State.PLANNED

    def _planned(self, ids: Iterable[UUID | None]) -> tuple[date | None, list[Activity]]:
        """The last day on which some activities are planned to finish, and those there are."""
        rows = [row for row in (self.plan.get(Activity, row_id) for row_id in ids) if row is not None]
        days = [told.planned.date() for told in map(self._told.finish, rows) if told.planned is not None]
        return max(days, default=None), rows

    def _of_commitment(self, commitment: Commitment) -> State:
        if is_settled(commitment):
            return State.DONE
        if commitment.status is CommitmentStatus.UNKNOWN:
            return State.UNCERTAIN
        planned, rows = self._planned(commitment.activity_ids)
        begun = commitment.status is CommitmentStatus.PARTLY or any(row.has_begun for row in rows)
        found = self._of_term(commitment.term, planned, commitment.organisation_id, begun=begun)
        recurring = found is State.NO_TERM and not has_no_term(commitment)
        if found is State.PLANNED and has_no_term(commitment):
            return State.NO_TERM
        return State.PLANNED if recurring else found

    def _of_agreement(self, agreement: Agreement) -> State:
        if agreement.status in (Agreed.DELIVERED, Agreed.WITHDRAWN):
            return State.DONE
        planned, rows = self._planned([agreement.activity_id])
        begun = any(row.has_begun for row in rows)
        return self._of_term(agreement.accepted or agreement.promised, planned, agreement.giver_id, begun=begun)

    def _of_criterion(self, criterion: Criterion) -> State:
        light = criterion_light(self.plan, criterion)
        enough = (Light.GREEN,) if criterion.minimum is Light.GREEN else (Light.GREEN, criterion.minimum)
        if light in enough and light is not Light.GREY:
            return State.DONE
        planned, rows = self._planned([criterion.activity_id])
        begun = light is not Light.GREY or any(row.has_begun for row in rows)
        return self._of_term(criterion.needed_by, planned, criterion.organisation_id, begun=begun)

    def _of_organisation(self, organisation: Organisation) -> State:
        own = [a for a in self.leaves if a.organisation_id == organisation.id]
        ready = next((a for a in own if a.gate is Gate.READY), None)
        states = [self.of(a) for a in own]
        if (ready is not None and ready.has_happened) or (own and all(state is State.DONE for state in states)):
            return State.DONE
        if not own and organisation.id not in self._silent:
            return State.NO_TERM
        begun = [State.RUNNING] if State.DONE in states else []
        silent = [State.SILENT] if organisation.id in self._silent else []
        return worst([*(state for state in states if state is not State.DONE), *begun, *silent])


def worst(found: Iterable[State]) -> State:
    """The first of some states in their order; planned for none."""
    return min(found, key=ORDER.index, default=State.PLANNED)


def silent_organisations(plan: Plan, today: date) -> frozenset[UUID]:
    """Those who were asked in the last round that is over, and have not answered."""
    over = [r for r in plan.rows(UpdateRound) if r.opened_on <= today and (r.closed_on is not None or r.due_on < today)]
    if not over:
        return frozenset()
    last = max(over, key=lambda each: (each.opened_on, each.due_on, str(each.id)))
    answered = {reply.organisation_id for reply in plan.rows(Reply) if reply.round_id == last.id}
    return frozenset(last.organisation_ids) - answered


def _term_of(activity: Activity, *, at_start: bool) -> date | None:
    """The last day on which an activity may start or finish, as it was given or fixed; None where nothing says."""
    moment = activity.is_plain_milestone
    if moment and at_start:
        return None
    window = activity.start_window if at_start else activity.finish_window
    if moment:
        window = activity.start_window or activity.finish_window
    found = [window.latest] if window is not None and window.nature is Nature.WINDOW and window.latest else []
    held = (Constraint.MSO, Constraint.SNLT) if at_start else (Constraint.MFO, Constraint.FNLT)
    if moment:
        held = (Constraint.MSO, Constraint.SNLT, Constraint.MFO, Constraint.FNLT)
    if activity.constraint in held and activity.constraint_date is not None:
        found.append(activity.constraint_date.date())
    if not at_start and activity.deadline is not None:
        found.append(activity.deadline.date())
    return min(found, default=None)


def _is_wide(window: ImpreciseDate | None) -> bool:
    """Whether a window leaves more than a month open."""
    if window is None or window.nature is not Nature.WINDOW:
        return False
    if window.earliest is None or window.latest is None:
        return window.latest is None and window.earliest is not None
    return window.latest - window.earliest > WIDE


def states(plan: Plan, schedule: Schedule) -> States:
    """The states of a plan as it is scheduled; the same object while neither changes."""
    told = statements(plan, schedule)
    known = schedule.memo.get("states")
    if isinstance(known, States) and known.plan is plan:
        return known
    made = schedule.memo["states"] = States(told)
    return made
