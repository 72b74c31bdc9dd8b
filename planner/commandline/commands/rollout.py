"""`rollout`: give every member of a group its copy of what the group does."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from planner.application.result_rows import as_json
from planner.commandline.declaring import DONE, PLAN, Argument, Command
from planner.commandline.plans import opened
from planner.document import PlanDocument
from planner.domain.model import Activity
from planner.domain.plan import Plan
from planner.domain.rollout import LABEL, Rollout, roll_out
from planner.errors import EditRefused, PlannerError
from planner.language import Translator
from planner.message import N_


def _run(chosen: argparse.Namespace, translator: Translator) -> int:
    with opened(chosen.plan, read_only=chosen.dry_run) as document:
        plan = document.plan
        model = plan.activities_by_key.get(chosen.model.upper()) or plan.activities_by_key.get(chosen.model)
        if model is None:
            raise EditRefused(N_("There is no activity {key} in this plan."), key=chosen.model)
        codes = {o.code.casefold(): o for o in plan.organisations}
        group = codes.get(chosen.group.casefold())
        if group is None:
            raise EditRefused(N_("There is no organisation {code} in this plan."), code=chosen.group)
        made = roll_out(plan, model.id, group.id, last_rolled_out(document))
        if made.step and not chosen.dry_run:
            document.do(made.step)
    print(as_json(_told(made)) if chosen.json else "\n".join(_report(made, translator)))
    return DONE


def last_rolled_out(document: PlanDocument) -> Plan | None:
    """The plan as it was after the last rollout; None where there was none, or the file can no longer tell."""
    seq = max((line.seq for line in document.history() if line.label == LABEL), default=None)
    try:
        return document.plan_as_of(seq) if seq is not None else None
    except PlannerError:
        return None


def _told(made: Rollout) -> dict[str, Any]:
    return {
        "members": made.members,
        "made": made.made,
        "updated": made.updated,
        "links": made.links,
        "criteria": made.criteria,
        "left": _keys(made.left),
        "gone": _keys(made.gone),
        "set_aside": _keys(made.set_aside),
    }


def _keys(rows: list[Activity]) -> list[str]:
    return [row.key for row in rows]


def _report(made: Rollout, translator: Translator) -> Iterator[str]:
    translate = translator.translate
    text = N_("{members} members: {made} activities, {links} links and {criteria} criteria are new, {updated} follow.")
    yield translate(
        text, members=made.members, made=made.made, links=made.links, criteria=made.criteria, updated=made.updated
    )
    if made.set_aside:
        text = N_("No longer counted themselves, since they are the model: {keys}.")
        yield translate(text, keys=", ".join(_keys(made.set_aside)))
    if made.left:
        text = N_("Left as the member has them: {keys}.")
        yield translate(text, keys=", ".join(_keys(made.left)))
    if made.gone:
        text = N_("No longer in the model, and left with the members: {keys}.")
        yield translate(text, keys=", ".join(_keys(made.gone)))


COMMAND = Command(
    "give every member of a group its copy of what the group does, as one undoable step",
    (
        PLAN,
        Argument("--model", required=True, metavar="KEY", help="the activity, with all that is in it"),
        Argument("--group", required=True, metavar="CODE"),
        Argument("--dry-run", action="store_true", help="tell what would change and change nothing"),
    ),
    _run,
    json=True,
)
