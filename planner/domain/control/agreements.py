"""Chain agreements: whether they are accepted, and whether what delivers them is still in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from planner.domain.changes import Step
from planner.domain.edits import add_row
from planner.domain.findings import Finding, Rank, RuleContext
from planner.domain.integrity import name_of
from planner.domain.keys import KEY_PREFIXES, next_key
from planner.domain.model import Activity, Agreed, Agreement, Dependency
from planner.domain.plan import Plan
from planner.domain.rows import make
from planner.domain.scheduling import Schedule
from planner.errors import EditRefused
from planner.message import N_, Message


class AgreementState(StrEnum):
    """How an agreement stands, the worst first."""

    BROKEN = "broken"  # what delivers it is planned after the agreed day
    PROPOSED = "proposed"  # the other party has not accepted it
    HOLDS = "holds"
    OVER = "over"  # delivered or withdrawn


def agreed_day(agreement: Agreement) -> date | None:
    """The last day on which it is to be delivered: the accepted one, else the promised one."""
    wanted = agreement.accepted or agreement.promised
    return wanted.latest if wanted is not None else None


def planned_day(agreement: Agreement, schedule: Schedule) -> date | None:
    """The day on which the activity that delivers it is planned to end; None where nobody says which that is."""
    planned = schedule.activities.get(agreement.activity_id) if agreement.activity_id else None
    return planned.finish.date() if planned is not None and not planned.termless else None


def footing(agreement: Agreement, schedule: Schedule) -> AgreementState:
    """How an agreement stands against the plan as it is now."""
    if agreement.status in (Agreed.DELIVERED, Agreed.WITHDRAWN):
        return AgreementState.OVER
    wanted, planned = agreed_day(agreement), planned_day(agreement, schedule)
    if wanted is not None and planned is not None and planned > wanted:
        return AgreementState.BROKEN
    return AgreementState.PROPOSED if agreement.status is Agreed.PROPOSED else AgreementState.HOLDS


def agreement_of_link(plan: Plan, link: Dependency) -> Step:
    """An agreement that says what a chain dependency asks: who delivers, to whom, with which activities.

    EditRefused for a link within one organisation, or one for which there is an agreement already.
    """
    first, second = plan.row(Activity, link.predecessor_id), plan.row(Activity, link.successor_id)
    if first.organisation_id is None or second.organisation_id is None or not plan.is_chain(link):
        raise EditRefused(N_("An agreement is between two organisations."))
    known = next((a for a in plan.agreements if (a.activity_id, a.needed_by_id) == (first.id, second.id)), None)
    if known is not None:
        raise EditRefused(N_("{key} is the agreement on this dependency already."), key=known.key)
    row = make(
        Agreement,
        key=next_key(plan, KEY_PREFIXES["agreement"]),
        title=first.name,
        giver_id=first.organisation_id,
        taker_id=second.organisation_id,
        activity_id=first.id,
        needed_by_id=second.id,
        promised=first.start_window if first.is_milestone else first.finish_window,
        position=max((a.position for a in plan.agreements), default=0.0) + 1,
    )
    return add_row(plan, row)


def shaky_agreements(case: RuleContext) -> Iterator[Finding]:
    """Agreements whose day no longer holds, and those that the other party has not accepted."""
    for agreement in case.plan.agreements:
        words = {"name": name_of(agreement)}
        match footing(agreement, case.schedule):
            case AgreementState.BROKEN:
                text = N_("{name} no longer holds: agreed for {day}, planned on {planned}.")
                day, planned = agreed_day(agreement), planned_day(agreement, case.schedule)
                message = Message(text, {**words, "day": day, "planned": planned})
                yield Finding("agreement-broken", Rank.WARNING, message, (agreement.id,))
            case AgreementState.PROPOSED:
                text = N_("{name} is not accepted yet by the one who needs it.")
                yield Finding("agreement-not-accepted", Rank.NOTICE, Message(text, words), (agreement.id,))
            case _:
                pass
