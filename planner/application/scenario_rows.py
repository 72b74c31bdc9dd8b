"""Scenarios for the command line: which there are, and several of them beside the plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from planner.application.result_rows import finding_rows, in_columns
from planner.domain.control.scenarios import changes_in, lay_over
from planner.domain.control.side_by_side import side_by_side
from planner.domain.model import Scenario
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule
from planner.errors import EditRefused
from planner.language import Translator
from planner.message import N_


def scenario_of(plan: Plan, name: str) -> Scenario:
    """A scenario by its name; EditRefused where there is none."""
    found = next((s for s in plan.scenarios if s.name == name), None)
    if found is None:
        known = ", ".join(s.name for s in plan.scenarios) or "–"
        raise EditRefused(N_("There is no scenario “{name}” in this plan; there are: {known}."), name=name, known=known)
    return found


def list_rows(plan: Plan) -> list[dict[str, Any]]:
    """Every scenario with its day, how many rows it changes, and how many changes clash with the plan now."""
    return [
        {
            "name": s.name,
            "made_on": s.made_on.isoformat() if s.made_on else None,
            "changes": len(changes_in(s)),
            "clashes": len(lay_over(plan, s).clashes),
        }
        for s in plan.scenarios
    ]


def list_text(rows: list[dict[str, Any]], said: Translator) -> str:
    if not rows:
        return said.translate(N_("There are no scenarios in this plan."))
    heads = [said.translate(text) for text in (N_("Scenario"), N_("Made on"), N_("Changes"), N_("Clashes"))]
    cells = [[r["name"], r["made_on"] or "–", str(r["changes"]), str(r["clashes"])] for r in rows]
    return in_columns([heads, *cells])


def compare_rows(plan: Plan, schedule: Schedule, names: Sequence[str], said: Translator) -> dict[str, Any]:
    """Milestones and slack per organisation in the plan and in each scenario, with what each frees and breaks.

    Days are ISO dates, slack is in working minutes; a milestone that a scenario takes out has None.
    """
    names = list(dict.fromkeys(names))  # one that is named twice stands there once
    beside = side_by_side(plan, schedule, [scenario_of(plan, name) for name in names])
    if beside.refused:
        raise EditRefused(beside.refused[0][1])
    found = dict(zip(names, beside.differences, strict=True))
    return {
        "scenarios": names,
        "milestones": [
            {"key": row.activity.key, "name": row.activity.name, **_split(map(_iso, row.days), names)}
            for row in beside.moving
            if row.activity.is_milestone
        ],
        "organisations": [
            {"code": row.organisation.code, **_split(row.minutes, names, "slack_minutes")} for row in beside.slacks
        ],
        "breaks": {name: finding_rows(d.after, d.conflicts, said) for name, d in found.items()},
        "frees": {name: finding_rows(d.plan, d.freed, said) for name, d in found.items()},
    }


def _split(values: Iterable[Any], names: Sequence[str], plan: str = "plan") -> dict[str, Any]:
    """The plan's own value, and those of the scenarios under their names."""
    own, *others = values
    return {plan: own, "scenarios": dict(zip(names, others, strict=True))}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def compare_text(rows: dict[str, Any], said: Translator) -> str:
    """The same, to read: milestones that differ, slack, then what each scenario breaks and frees."""
    names, parts = rows["scenarios"], list[str]()
    heads = [said.translate(N_("Plan")), *names]
    moved = [
        [r["key"], r["plan"] or "–", *(r["scenarios"][n] or "–" for n in names), r["name"]] for r in rows["milestones"]
    ]
    if moved:
        parts.append(in_columns([[said.translate(N_("No.")), *heads, said.translate(N_("Name"))], *moved]))
    else:
        parts.append(said.translate(N_("No milestone moves.")))
    slacks = [
        [r["code"], *(said.duration(m) or "–" for m in (r["slack_minutes"], *(r["scenarios"][n] for n in names)))]
        for r in rows["organisations"]
        if any(m is not None for m in (r["slack_minutes"], *r["scenarios"].values()))
    ]
    if slacks:
        parts.append(in_columns([[said.translate(N_("Slack")), *heads], *slacks]))
    for name in names:
        parts += [
            said.translate(N_("{name} breaks: {what}"), name=name, what=row["text"]) for row in rows["breaks"][name]
        ]
        parts += [
            said.translate(N_("{name} frees: {what}"), name=name, what=row["text"]) for row in rows["frees"][name]
        ]
    return "\n".join(parts)
