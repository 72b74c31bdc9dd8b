"""The paths to entry into force, of the chain or of one organisation, as rows for JSON and as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planner.domain.control.float_paths import FloatPath, float_paths
from planner.domain.model import Organisation
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule
from planner.errors import EditRefused, FileTrouble
from planner.language import Translator
from planner.message import N_

SEARCHED = 200
"""Paths among which those of one organisation are looked for."""


def path_rows(plan: Plan, schedule: Schedule, code: str | None, number: int) -> list[dict[str, Any]]:
    """The first so many paths, the driving one first; of an organisation, those on which it has work of its own.

    Raises EditRefused for a plan without entry into force, FileTrouble for an organisation that is not there.
    """
    entry = plan.entry
    if entry is None:
        raise EditRefused(N_("No milestone is marked as the entry into force: there is nothing that paths lead to."))
    owner = next((row for row in plan.organisations if code and row.code.casefold() == code.casefold()), None)
    if code and owner is None:
        raise FileTrouble(N_("There is no organisation {code} in this plan."), code=code)
    found = float_paths(plan, schedule, entry.id, number if owner is None else SEARCHED)
    if owner is not None:
        found = tuple(path for path in found if any(_is_of(plan, each, owner) for each in path.activity_ids))[:number]
    return [_row(plan, schedule, rank, path) for rank, path in enumerate(found, 1)]


def _is_of(plan: Plan, activity_id: Any, owner: Organisation) -> bool:
    return plan.activity(activity_id).organisation_id == owner.id


def _row(plan: Plan, schedule: Schedule, rank: int, path: FloatPath) -> dict[str, Any]:
    return {
        "rank": rank,
        "path": path.number,
        "slack_minutes": path.slack,
        "joins": plan.activity(path.joins).key if path.joins else None,
        "activities": [
            {
                "key": plan.activity(stretch.activity_id).key,
                "name": plan.activity(stretch.activity_id).name,
                "organisation": _code(plan, stretch.activity_id),
                "start": schedule[stretch.activity_id].start.isoformat(),
                "finish": schedule[stretch.activity_id].finish.isoformat(),
                "slack_minutes": stretch.slack,
            }
            for stretch in path.stretches
        ],
    }


def _code(plan: Plan, activity_id: Any) -> str | None:
    owner = plan.get(Organisation, plan.activity(activity_id).organisation_id)
    return owner.code if owner is not None else None


def path_text(rows: Sequence[dict[str, Any]], translator: Translator) -> str:
    """One block for each path, in the order of the work."""
    blocks: list[str] = []
    for row in rows:
        text = N_("Path {number}: slack {slack}.")
        if row["rank"] == 1 and row["path"] == 1:
            text = N_("Driving path: slack {slack}.")
        head = translator.translate(text, number=row["rank"], slack=translator.duration(row["slack_minutes"]))
        lines = [f"  {a['start'][:10]}  {a['finish'][:10]}  {a['key']}  {a['name']}" for a in row["activities"]]
        if row["joins"]:
            lines.append("  " + translator.translate(N_("joins {name}"), name=row["joins"]))
        blocks.append("\n".join([head, *lines]))
    return "\n\n".join(blocks) if blocks else translator.translate(N_("No work leads to entry into force."))
