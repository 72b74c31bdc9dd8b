"""Update rounds: the organisations are asked for their state, send back what they have, and the round ends.

A reply is recorded in the same step as what was taken over from it, so the journal says who brought what.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from planner.domain.changes import RowChange, Step, merged
from planner.domain.control.baselines import freeze
from planner.domain.control.readiness import judged_organisations, overdue
from planner.domain.model import Activity, Baseline, Organisation, Reply, UpdateRound
from planner.domain.plan import Plan
from planner.domain.rows import change_row, make
from planner.domain.scheduling import Schedule
from planner.errors import EditRefused
from planner.message import N_


class Answer(StrEnum):
    """Where one organisation stands in a round; the most pressing first."""

    LATE = "late"  # has not answered, and the due day has passed
    WAITING = "waiting"  # has not answered yet
    ANSWERED = "answered"
    NOT_ASKED = "not-asked"  # sent something without being asked


@dataclass(frozen=True, slots=True)
class Party:
    """One organisation in a round: its replies, oldest first, and its work that is overdue."""

    organisation: Organisation
    answer: Answer
    replies: tuple[Reply, ...]
    overdue: tuple[Activity, ...]

    @property
    def last(self) -> Reply | None:
        return self.replies[-1] if self.replies else None


def open_round(plan: Plan) -> UpdateRound | None:
    """The round that is under way: the last one opened that has not been closed."""
    return next((each for each in reversed(plan.update_rounds) if each.closed_on is None), None)


def replies_of(plan: Plan, round_id: UUID) -> tuple[Reply, ...]:
    """What came in for a round, oldest first."""
    found = (reply for reply in plan.rows(Reply) if reply.round_id == round_id)
    return tuple(sorted(found, key=lambda reply: (reply.received_at, str(reply.id))))


def parties(plan: Plan, schedule: Schedule, each: UpdateRound, on: date) -> tuple[Party, ...]:
    """Everybody in a round as it stands on a day: those who were asked, then those who sent something unasked."""
    replies: dict[UUID, list[Reply]] = {}
    for reply in replies_of(plan, each.id):
        replies.setdefault(reply.organisation_id, []).append(reply)
    own: dict[UUID | None, list[Activity]] = {}
    for activity in plan.rows(Activity):
        own.setdefault(activity.organisation_id, []).append(activity)
    found: list[Party] = []
    for organisation in plan.organisations:
        came = tuple(replies.get(organisation.id, ()))
        asked = organisation.id in each.organisation_ids
        if not asked and not came:
            continue
        late = tuple(overdue(schedule, own.get(organisation.id, ()), plan.programme.status_date))
        found.append(Party(organisation, _answer(each, asked, came, on), came, late))
    return tuple(sorted(found, key=lambda party: party.answer is Answer.NOT_ASKED))


def _answer(each: UpdateRound, asked: bool, came: tuple[Reply, ...], on: date) -> Answer:
    if not asked:
        return Answer.NOT_ASKED
    if came:
        return Answer.ANSWERED
    return Answer.LATE if on > each.due_on else Answer.WAITING


def who_to_ask(plan: Plan) -> tuple[Organisation, ...]:
    """Whom a round asks unless told otherwise: chain organisations and ministry that have work in the plan."""
    busy = {activity.organisation_id for activity in plan.rows(Activity)}
    return tuple(each for each in judged_organisations(plan) if each.id in busy)


def start_round(
    plan: Plan,
    name: str,
    opened_on: date,
    due_on: date,
    organisation_ids: Iterable[UUID],
    asked_seq: int,
    note: str = "",
) -> Step:
    """Open a round. `asked_seq` is the last line of the journal; EditRefused where one is under way already."""
    under_way = open_round(plan)
    if under_way is not None:
        raise EditRefused(N_("Round {name} is still open: close it first."), name=under_way.name)
    asked = tuple(organisation_ids)
    if not asked:
        raise EditRefused(N_("Choose at least one organisation to ask."))
    row = make(UpdateRound, name=name, opened_on=opened_on, due_on=due_on, organisation_ids=asked, asked_seq=asked_seq)
    return Step("round.start", (RowChange.add(row),), {"name": row.name})


def with_reply(
    plan: Plan,
    taken_over: Step,
    organisation_id: UUID,
    at: datetime,
    file_name: str,
    *,
    digest: str = "",
    taken: int = 0,
    kept_out: int = 0,
) -> Step:
    """The step that takes something over, with the reply it came in recorded in the open round.

    Without an open round the step stays as it is. A file that came before (by its digest) is recorded
    anew: its reply is brought up to date.
    """
    each = open_round(plan)
    if each is None:
        return taken_over
    known = next((r for r in replies_of(plan, each.id) if digest and r.digest == digest), None)
    if known is not None:
        after = change_row(known, received_at=at, taken=known.taken + taken, kept_out=kept_out)
        change = RowChange.update(known, after)
    else:
        change = RowChange.add(
            make(
                Reply,
                round_id=each.id,
                organisation_id=organisation_id,
                received_at=at,
                file_name=file_name,
                digest=digest,
                taken=taken,
                kept_out=kept_out,
            )
        )
    label = taken_over.label if taken_over else "round.reply"
    return Step(label, (*taken_over.changes, change), {"name": file_name, **taken_over.words})


def close_round(plan: Plan, schedule: Schedule, round_id: UUID, on: date, baseline: str = "") -> Step:
    """End a round; with a name, the dates as they stand now are frozen as a baseline of the round."""
    each = plan.row(UpdateRound, round_id)
    if each.closed_on is not None:
        raise EditRefused(N_("Round {name} has been closed already."), name=each.name)
    steps: list[Step] = []
    baseline_id: UUID | None = None
    if baseline:
        frozen = freeze(plan, schedule, baseline, on)
        baseline_id = next(change.id for change in frozen.changes if change.kind == Baseline.kind_name)
        steps.append(frozen)
    closed = change_row(each, closed_on=on, baseline_id=baseline_id)
    steps.append(Step("round.close", (RowChange.update(each, closed),), {"name": each.name}))
    return merged("round.close", steps, {"name": each.name})
