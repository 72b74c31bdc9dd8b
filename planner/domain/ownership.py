"""Whose a row is, for the guard on what an organisation sends back: its own part, or that of somebody else."""

from __future__ import annotations

from uuid import UUID

from planner.domain.model import (
    Activity,
    Agreement,
    Assessment,
    Citation,
    Criterion,
    Decision,
    Dependency,
    Entity,
    Gate,
    Indicator,
    Measurement,
    Organisation,
    Stage,
)
from planner.domain.plan import Plan

PROGRAMME = "–"
"""Stands for the programme as a whole: rows that no organisation may change by itself."""


def is_law_course(row: Entity) -> bool:
    """Whether an activity is of the course of the law: its stages, and the entry into force."""
    return isinstance(row, Activity) and (row.stage is not Stage.NONE or row.gate is Gate.ENTRY)


def owners(plan: Plan, row: Entity) -> tuple[UUID, ...]:
    """The organisations whose row it is; none where it belongs to no organisation in particular."""
    match row:
        case Dependency():
            return _of(plan, Activity, row.successor_id)
        case Agreement():
            return (row.giver_id, row.taker_id)
        case Decision():
            return tuple(owner for each in row.activity_ids for owner in _of(plan, Activity, each))
        case Assessment():
            return _of(plan, Criterion, row.criterion_id)
        case Measurement():
            return _of(plan, Indicator, row.indicator_id)
        case Organisation():
            return (row.id,)
        case Citation():
            about = next((table[row.about_id] for kind in _KINDS if row.about_id in (table := plan.table(kind))), None)
            return owners(plan, about) if about is not None else ()
        case _:
            owner = getattr(row, "organisation_id", None)
            return () if owner is None else (owner,)


_KINDS = ("activity", "commitment", "criterion", "agreement", "risk", "decision", "indicator", "measurement")


def _of(plan: Plan, kind: type[Entity], row_id: UUID | None) -> tuple[UUID, ...]:
    row = plan.table(kind.kind_name).get(row_id) if row_id is not None else None
    return () if row is None else owners(plan, row)


def whose(plan: Plan, row: Entity, sender: UUID | None) -> str:
    """Whose row somebody changes that is not the sender's: a code, or PROGRAMME; empty where it is the sender's own.

    Rows without an organisation belong to the sender; the course of the law is nobody's to change by a reply.
    Without a sender every row is one's own.
    """
    if sender is None:
        return ""
    found = owners(plan, row)
    if is_law_course(row) or (found and sender not in found):
        codes = (plan.get(Organisation, owner) for owner in found)
        return ", ".join(dict.fromkeys(each.code for each in codes if each is not None)) or PROGRAMME
    return PROGRAMME if row.kind_name == "track" else ""
