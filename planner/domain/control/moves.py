"""Mandatory milestones that moved: which they are, what moved them, and the decision that goes with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from planner.domain import edits
from planner.domain.changes import Step, merged
from planner.domain.control.baselines import Dates
from planner.domain.findings import Finding, Rank, RuleContext
from planner.domain.integrity import name_of
from planner.domain.keys import KEY_PREFIXES, next_key
from planner.domain.model import Activity, Decision, Gate
from planner.domain.plan import Plan
from planner.domain.rows import make
from planner.domain.scheduling import Schedule
from planner.errors import EditRefused
from planner.message import N_, Message


@dataclass(frozen=True, slots=True)
class Move:
    """A mandatory milestone that is on another day than it was."""

    activity_id: UUID
    before: datetime
    after: datetime


def mandatory_milestones(plan: Plan) -> Iterator[Activity]:
    """Milestones that ask for a decision when they move: marked so, a gate, or what carries a promise out."""
    return filter(_mandatory(plan), plan.rows(Activity))


def _mandatory(plan: Plan) -> Callable[[Activity], bool]:
    promised = {row_id for commitment in plan.commitments for row_id in commitment.activity_ids}

    def is_mandatory(activity: Activity) -> bool:
        if not activity.is_milestone:
            return False
        return activity.mandatory or activity.gate in (Gate.READY, Gate.ENTRY) or activity.id in promised

    return is_mandatory


def moves(plan: Plan, before: Dates, planned: Schedule) -> tuple[Move, ...]:
    """The mandatory milestones that are on another day than before, in the plan's order."""
    found: dict[UUID, Move] = {}
    is_mandatory = _mandatory(plan)
    for activity_id, (_, then) in before.items():
        activity = plan.get(Activity, activity_id)
        if activity is None or not is_mandatory(activity):
            continue
        now = planned[activity_id].finish
        if now.date() != then.date():
            found[activity_id] = Move(activity_id, then, now)
    if len(found) < 2:  # nothing to put in order
        return tuple(found.values())
    return tuple(found[activity.id] for activity, _ in plan.outline if activity.id in found)


def decided(plan: Plan, move: Move) -> Decision | None:
    """The decision that tells why a milestone is where it now is: about it, and for that day."""
    found = [d for d in plan.decisions if move.activity_id in d.activity_ids]
    return next((d for d in reversed(found) if d.date_after and d.date_after.date() == move.after.date()), None)


def decide(
    plan: Plan, move: Move, on: date, *, reason: str, decider: str, meeting: str, title: str, note: str = ""
) -> Step:
    """Keep why a mandatory milestone moved; EditRefused where reason or decider are not given."""
    row = plan.activity(move.activity_id)
    if not reason.strip() or not decider.strip():
        raise EditRefused(N_("A decision needs a reason and who took it."))
    decision = make(
        Decision,
        key=next_key(plan, KEY_PREFIXES["decision"]),
        title=title,
        on=on,
        reason=reason.strip(),
        decider=decider.strip(),
        meeting=meeting.strip(),
        activity_ids=(row.id,),
        date_before=move.before,
        date_after=move.after,
        note=note,
    )
    step = edits.add_row(plan, decision)
    return Step("milestone.decided", step.changes, {"name": name_of(row)})


def decide_all(plan: Plan, asked: Sequence[Move], on: date, titles: Sequence[str], **said: str) -> Step:
    """Keep why several milestones moved, each as a decision of its own with the same reason, as one step."""
    if not asked:
        raise EditRefused(N_("Nothing is selected."))
    first, steps = plan.activity(asked[0].activity_id), list[Step]()
    for move, title in zip(asked, titles, strict=True):
        steps.append(decide(plan, move, on, title=title, **said))
        plan = plan.with_step(steps[-1])
    return (
        steps[0]
        if len(steps) == 1
        else merged("milestones.decided", steps, {"name": name_of(first), "count": str(len(steps))})
    )


def undecided_moves(case: RuleContext) -> Iterator[Finding]:
    """Mandatory milestones that are on another day than in the newest baseline, without a decision that says why."""
    baselines = case.plan.baselines
    if not baselines:
        return
    rows = case.plan.baseline_dates(baselines[-1].id)
    before = {row_id: (row.start, row.finish) for row_id, row in rows.items()}
    for move in moves(case.plan, before, case.schedule):
        if decided(case.plan, move) is None:
            text = N_("{name} has moved from {before} to {after} since “{baseline}”; no decision says why.")
            words = {
                "name": name_of(case.plan.activity(move.activity_id)),
                "before": move.before.date(),
                "after": move.after.date(),
                "baseline": baselines[-1].name,
            }
            yield Finding("moved-without-decision", Rank.WARNING, Message(text, words), (move.activity_id,))
