"""Findings on many members of a group as one: counted, with names, so that a chain of hundreds stays readable."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from planner.domain.findings import Finding
from planner.domain.model import Activity, Criterion, Organisation
from planner.domain.plan import Plan
from planner.message import N_, Message

FOLDED_FROM = 4
"""How many findings of one rule on members of one group are told as one."""
NAMES_SHOWN = 3


def folded(plan: Plan, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, those of one rule in the same words on several members of a group taken together.

    Each stands where its first stood; what it is about are the rows of all. Without groups nothing changes.
    """
    found = list(findings)
    if not any(each.part_of_id for each in plan.organisations):
        return tuple(found)
    alike: dict[tuple[str, str, str, UUID], list[tuple[Finding, Organisation]]] = {}
    keys: list[tuple[str, str, str, UUID] | None] = []
    for finding in found:
        member = _member(plan, finding)
        key = None
        if member is not None and member.part_of_id is not None:
            key = (finding.rule, finding.rank.value, finding.message.text, member.part_of_id)
            alike.setdefault(key, []).append((finding, member))
        keys.append(key)
    told: list[Finding] = []
    done: set[tuple[str, str, str, UUID]] = set()
    for finding, key in zip(found, keys, strict=True):
        if key is None or len(alike[key]) < FOLDED_FROM:
            told.append(finding)
        elif key not in done:
            done.add(key)
            told.append(_as_one(plan, alike[key]))
    return tuple(told)


def _member(plan: Plan, finding: Finding) -> Organisation | None:
    """Whose finding it is: that of the organisation it is about, or of the owner of the row."""
    if not finding.about:
        return None
    row = finding.about[0]
    organisation = plan.get(Organisation, row)
    if organisation is not None:
        return organisation
    owned = plan.get(Activity, row) or plan.get(Criterion, row)
    return plan.get(Organisation, owned.organisation_id) if owned is not None else None


def _as_one(plan: Plan, each: list[tuple[Finding, Organisation]]) -> Finding:
    first, member = each[0]
    members = list(dict.fromkeys(organisation.name for _, organisation in each))
    group = plan.get(Organisation, member.part_of_id)
    words = {
        "number": len(members),
        "group": group.name if group is not None else "",
        "names": ", ".join(members[:NAMES_SHOWN]),
        "finding": first.message,
    }
    text = N_("{number} members of {group}: {names} …; of the first: {finding}")
    about = tuple(dict.fromkeys(row for finding, _ in each for row in finding.about))
    return replace(first, message=Message(text, words), about=about)
