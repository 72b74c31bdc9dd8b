"""Answers that are kept in the plan as records: for which inputs each was worked out, and whether it still holds."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from planner.domain.chance.answer import Answer, from_plain, to_plain
from planner.domain.changes import RowChange, Step
from planner.domain.model import (
    Activity,
    Assumption,
    ChanceResult,
    Criterion,
    Dependency,
    DurationRange,
    Entity,
    Organisation,
    Programme,
    Risk,
    UpdateRound,
    WorkCalendar,
)
from planner.domain.plan import Plan

FOLLOWS_FROM: tuple[type[Entity], ...] = (
    Programme,
    WorkCalendar,
    Organisation,
    Activity,
    Dependency,
    Criterion,
    Risk,
    DurationRange,
    Assumption,
)
"""Kinds of rows that an answer follows from."""
MOST_KEPT = 200


def inputs_hash(plan: Plan) -> str:
    """The SHA-256 of all that an answer follows from; the order of rows has no say."""
    found = sha256()
    for kind in FOLLOWS_FROM:
        rows: Iterable[Entity] = plan.rows(kind)
        for text in sorted(row.model_dump_json(exclude_defaults=True) for row in rows):
            found.update(text.encode())
            found.update(b"\n")
    return found.hexdigest()


def keep(plan: Plan, answer: Answer, at: datetime) -> Step:
    """Keep an answer as a record, with the round it was worked out in."""
    rounds: tuple[UpdateRound, ...] = plan.update_rounds
    row = ChanceResult(
        made_at=at.replace(second=0, microsecond=0),
        status_date=plan.programme.status_date,
        round_id=rounds[-1].id if rounds else None,
        runs=answer.runs,
        seed=answer.seed,
        converged=answer.converged,
        without_risks=answer.without_risks,
        inputs=inputs_hash(plan),
        answer=json.dumps(to_plain(answer), ensure_ascii=False),
    )
    return Step("chance.keep", (RowChange.add(row),))


def results(plan: Plan) -> tuple[ChanceResult, ...]:
    """The records of the plan, oldest first."""
    return tuple(sorted(plan.rows(ChanceResult), key=lambda row: (row.made_at, str(row.id))))


def latest(plan: Plan) -> ChanceResult | None:
    """The record made last, with the risks counted."""
    found = [row for row in results(plan) if not row.without_risks]
    return found[-1] if found else None


def answer_in(result: ChanceResult) -> Answer | None:
    """The answer in a record; None where it cannot be read."""
    try:
        return from_plain(json.loads(result.answer))
    except (ValueError, KeyError, TypeError, IndexError):
        return None


def holds(plan: Plan, result: ChanceResult | None) -> bool | None:
    """Whether a record is of the plan as it is now; None without one."""
    return None if result is None else result.inputs == inputs_hash(plan)
