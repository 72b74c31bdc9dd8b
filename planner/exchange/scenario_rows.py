"""Scenarios for the command line: which there are, and several of them beside the plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planner.domain.control.scenarios import changes_in, compared, lay_over
from planner.domain.control.what_if import Difference
from planner.domain.model import Activity, Organisation, Scenario
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule
from planner.errors import EditRefused
from planner.exchange.tables import finding_rows, in_columns
from planner.language import Wording
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


def list_text(rows: list[dict[str, Any]], said: Wording) -> str:
    if not rows:
        return said.say(N_("There are no scenarios in this plan."))
    heads = [said.say(text) for text in (N_("Scenario"), N_("Made on"), N_("Changes"), N_("Clashes"))]
    cells = [[r["name"], r["made_on"] or "–", str(r["changes"]), str(r["clashes"])] for r in rows]
    return in_columns([heads, *cells])


def compare_rows(plan: Plan, schedule: Schedule, names: Sequence[str], said: Wording) -> dict[str, Any]:
    """Milestones and slack per organisation in the plan and in each scenario, with what each frees and breaks.

    Days are ISO dates, slack is in working minutes; a milestone that a scenario takes out has None.
    """
    found = {name: compared(plan, schedule, scenario_of(plan, name)) for name in names}
    return {
        "scenarios": list(names),
        "milestones": _milestones(plan, schedule, found),
        "organisations": [_slack(schedule, o, found) for o in plan.organisations],
        "breaks": {name: finding_rows(d.after, d.conflicts, said) for name, d in found.items()},
        "frees": {name: finding_rows(d.plan, d.freed, said) for name, d in found.items()},
    }


def _milestones(plan: Plan, schedule: Schedule, found: dict[str, Difference]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    plans = [(plan, schedule), *((d.after, d.schedule) for d in found.values())]
    ids = dict.fromkeys(a.id for each, _ in plans for a, _ in each.outline if a.is_milestone)
    for row_id in ids:
        days = [
            planned[row_id].finish.date().isoformat() if row_id in planned.activities else None for _, planned in plans
        ]
        if len(set(days)) > 1:
            activity = next(a for each, _ in plans if (a := each.get(Activity, row_id)) is not None)
            then = dict(zip(found, days[1:], strict=True))
            rows.append({"key": activity.key, "name": activity.name, "plan": days[0], "scenarios": then})
    return rows


def _slack(schedule: Schedule, organisation: Organisation, found: dict[str, Difference]) -> dict[str, Any]:
    return {
        "code": organisation.code,
        "slack_minutes": schedule.entry_slack.get(organisation.id),
        "scenarios": {name: d.schedule.entry_slack.get(organisation.id) for name, d in found.items()},
    }


def compare_text(rows: dict[str, Any], said: Wording) -> str:
    """The same, to read: milestones that differ, slack, then what each scenario breaks and frees."""
    names, parts = rows["scenarios"], list[str]()
    heads = [said.say(N_("Plan")), *names]
    moved = [
        [r["key"], r["plan"] or "–", *(r["scenarios"][n] or "–" for n in names), r["name"]] for r in rows["milestones"]
    ]
    if moved:
        parts.append(in_columns([[said.say(N_("No.")), *heads, said.say(N_("Name"))], *moved]))
    else:
        parts.append(said.say(N_("No milestone moves.")))
    slacks = [
        [r["code"], *(said.duration(m) or "–" for m in (r["slack_minutes"], *(r["scenarios"][n] for n in names)))]
        for r in rows["organisations"]
        if any(m is not None for m in (r["slack_minutes"], *r["scenarios"].values()))
    ]
    if slacks:
        parts.append(in_columns([[said.say(N_("Slack")), *heads], *slacks]))
    for name in names:
        parts += [said.say(N_("{name} breaks: {what}"), name=name, what=row["text"]) for row in rows["breaks"][name]]
        parts += [said.say(N_("{name} frees: {what}"), name=name, what=row["text"]) for row in rows["frees"][name]]
    return "\n".join(parts)
