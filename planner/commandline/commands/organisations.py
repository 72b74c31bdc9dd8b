"""`organisations`: list the organisations and how far they are, or take over a list of them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from planner.application.organisation_lists import OrganisationList, read_organisations
from planner.application.result_rows import as_json
from planner.commandline.declaring import DONE, PLAN, REFUSED, Argument, Command
from planner.commandline.plans import opened
from planner.domain.control.groups import group_state, groups
from planner.domain.control.state import STATE_WORDS, State, states
from planner.domain.model import Organisation
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule
from planner.language import Translator
from planner.message import N_


def _run(chosen: argparse.Namespace, translator: Translator) -> int:
    if chosen.list is None:
        with opened(chosen.plan) as document:
            rows = list(organisation_rows(document.plan, document.schedule, translator))
        print(as_json(rows) if chosen.json else "\n".join(_lines(rows, translator)))
        return DONE
    with opened(chosen.plan, read_only=chosen.dry_run) as document:
        found = read_organisations(chosen.list, document.plan)
        if found.step and not chosen.dry_run:
            document.do(found.step)
    print(as_json(_told(found, translator)) if chosen.json else "\n".join(_report(found, translator)))
    return REFUSED if found.not_taken and not (found.new or found.changed or found.unchanged) else DONE


def organisation_rows(plan: Plan, schedule: Schedule, translator: Translator) -> Iterator[dict[str, Any]]:
    """A row for each organisation; a group has the sum of its members as `members`."""
    judged = states(plan, schedule)
    holding = {each.id for each in groups(plan)}
    for each in plan.organisations:
        parent = plan.get(Organisation, each.part_of_id)
        row: dict[str, Any] = {
            "code": each.code,
            "register_code": each.register_code,
            "name": each.name,
            "group": parent.code if parent is not None else None,
            "sets": list(each.set_names),
            "contact_role": each.contact_role,
            "size": each.size,
            "mandatory": each.mandatory,
            "state": judged.of(each).value,
            "members": None,
        }
        if each.id in holding:
            sum_of = group_state(plan, schedule, each, judged)
            row["members"] = {
                "count": len(sum_of.members),
                "begun": sum_of.begun,
                "running": sum_of.count(State.RUNNING),
                "late": sum_of.count(State.LATE, State.WILL_BE_LATE),
                "ready": sum_of.ready,
                "answered_percent": sum_of.answered_percent,
                "is_ready": sum_of.is_ready,
                "rule": translator.translate(sum_of.rule),
                "reason": each.ready_reason,
                "earliest": _day(sum_of.earliest),
                "median": _day(sum_of.median),
                "latest": _day(sum_of.latest),
                "behind": [member.organisation.code for member in sum_of.behind],
            }
        yield row


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _lines(rows: list[dict[str, Any]], translator: Translator) -> Iterator[str]:
    translate = translator.translate
    if not rows:
        yield translate(N_("The plan has no organisations."))
    for row in rows:
        state = translate(STATE_WORDS[State(row["state"])])
        yield f"{row['code']}  {row['name']}  {state}" + (f"  ({row['group']})" if row["group"] else "")
        if row["members"] is not None:
            words = {"number": row["members"]["count"], **row["members"]}
            text = N_("{number} members: {begun} begun, {late} late, {ready} ready; ready when: {rule}")
            yield "    " + translate(text, **words)


def _told(found: OrganisationList, translator: Translator) -> dict[str, Any]:
    return {
        "new": found.new,
        "changed": found.changed,
        "unchanged": found.unchanged,
        "columns": found.columns,
        "passed_over": found.passed_over,
        "not_taken": [translator.translate(message) for message in found.not_taken],
    }


def _report(found: OrganisationList, translator: Translator) -> Iterator[str]:
    translate = translator.translate
    text = N_("{new} organisations are new, {changed} changed, {unchanged} are as they were.")
    yield translate(text, new=found.new, changed=found.changed, unchanged=found.unchanged)
    if found.passed_over:
        yield translate(N_("Columns that were not taken over: {names}."), names=", ".join(found.passed_over))
    for message in found.not_taken:
        yield translate(N_("Not taken over: {reason}"), reason=message)


COMMAND = Command(
    "list the organisations and how far they are, or take over a list of them",
    (
        PLAN,
        Argument("--import", dest="list", type=Path, metavar="FILE", help="a sheet with code, name, group, sets, role"),
        Argument("--dry-run", action="store_true", help="tell what would change and change nothing"),
    ),
    _run,
    json=True,
)
