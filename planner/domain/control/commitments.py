"""Where each commitment and motion stands on the status date, and in what order to look at them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.domain.control.amounts import days
from planner.domain.imprecise_date import Nature
from planner.domain.model import Commitment, CommitmentKind, CommitmentStatus
from planner.domain.plan import Plan
from planner.message import N_, Message

SOON = 30
"""Days before its latest day in which an open commitment counts as due soon."""


class DueState(StrEnum):
    """Where a commitment stands; the most pressing first."""

    OVERDUE = "overdue"  # the last day of its term has passed
    DUE = "due"  # the term ends within thirty days
    OPEN = "open"
    NO_TERM = "no-term"  # open, and nobody has given a day
    UNKNOWN = "unknown"  # no source says what became of it
    SETTLED = "settled"  # done, or settled


PRESSING = tuple(DueState)


@dataclass(frozen=True, slots=True)
class State:
    """A commitment with its standing, the last day of its term, the days left to it, and that in words."""

    commitment: Commitment
    standing: DueState
    due: date | None
    days_left: int | None
    message: Message


CLOSED = frozenset(
    {CommitmentStatus.DONE, CommitmentStatus.SETTLED, CommitmentStatus.WITHDRAWN, CommitmentStatus.REJECTED}
)
"""Nothing is left to do: a motion that was rejected or withdrawn asks nothing."""


def is_settled(commitment: Commitment) -> bool:
    """Whether nothing is left to do."""
    return commitment.status in CLOSED


def has_no_term(commitment: Commitment) -> bool:
    """Whether no day can be told by which it is due. What comes back each year has its rhythm as a term."""
    term = commitment.term
    if term is None:
        return True
    return term.latest is None and term.nature is not Nature.RECURRING


def state_of(commitment: Commitment, on: date) -> State:
    """Where a commitment stands on a day."""
    due = commitment.term.latest if commitment.term else None
    if commitment.status is CommitmentStatus.UNKNOWN:
        return State(commitment, DueState.UNKNOWN, due, None, Message(N_("What became of it is not known")))
    left = (due - on).days if due else None
    if is_settled(commitment):
        by = commitment.settled_by
        message = Message(N_("Settled by: {letter}"), {"letter": by}) if by else Message(N_("Settled"))
        return State(commitment, DueState.SETTLED, due, None, message)
    if due is None or left is None:
        if has_no_term(commitment):
            return State(commitment, DueState.NO_TERM, None, None, Message(N_("Open, without a term")))
        return State(commitment, DueState.OPEN, None, None, Message(N_("Open, recurring")))
    words = {"day": due, "time": days(abs(left))}
    if left < 0:
        return State(commitment, DueState.OVERDUE, due, left, Message(N_("Overdue by {time} (due {day})"), words))
    if left <= SOON:
        return State(commitment, DueState.DUE, due, left, Message(N_("Due in {time} ({day})"), words))
    return State(commitment, DueState.OPEN, due, left, Message(N_("Open, due {day}"), words))


def states(plan: Plan) -> tuple[State, ...]:
    """All commitments on the status date: the most pressing first, settled ones last."""
    found = [state_of(c, plan.programme.status_date) for c in plan.commitments]
    return tuple(sorted(found, key=_order))


def counts(plan: Plan) -> dict[CommitmentKind, tuple[int, int]]:
    """Per kind: how many are still open, and how many there are."""
    found: dict[CommitmentKind, tuple[int, int]] = dict.fromkeys(CommitmentKind, (0, 0))
    for commitment in plan.commitments:
        still_open, all_of_them = found[commitment.kind]
        is_open = not is_settled(commitment) and commitment.status is not CommitmentStatus.UNKNOWN
        found[commitment.kind] = still_open + is_open, all_of_them + 1
    return found


def _order(state: State) -> tuple[int, date, float, str]:
    return (
        PRESSING.index(state.standing),
        state.due or date.max,
        state.commitment.position,
        state.commitment.key,
    )
