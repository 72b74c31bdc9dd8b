"""Scenarios: named changes beside the plan, laid over it is now, and adopted as one step or dropped.

A scenario keeps rows before and after. Where the plan moved on meanwhile, each field is set beside the plan:
what only the scenario changed is taken, what both changed to something else is a clash and is named.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from planner.domain.changes import RowChange, Step, merged
from planner.domain.control.what_if import Difference, what_if
from planner.domain.integrity import name_of
from planner.domain.json_text import parse_json
from planner.domain.model import ENTITIES, Entity, KeySeries, Scenario
from planner.domain.plan import Plan
from planner.domain.rows import change_row, make
from planner.domain.scheduling import Schedule
from planner.errors import EditRefused
from planner.message import N_

CHANGES_FORMAT = 1
"""Of the JSON in a scenario: full rows before and after."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A change of a scenario that the plan has overtaken: which row, and which fields (none: the row itself)."""

    change: RowChange
    fields: tuple[str, ...]

    @property
    def name(self) -> str:
        """The row, in words."""
        some = self.change.after or self.change.before
        return name_of(some) if some is not None else ""


@dataclass(frozen=True, slots=True)
class Laid:
    """A scenario over a plan: the step that takes it, and what clashes and is left out of that step."""

    step: Step
    clashes: tuple[Clash, ...]


def make_scenario(plan: Plan, name: str, on: date) -> Step:
    """A new scenario without any changes; EditRefused for a name that is taken or empty."""
    if any(s.name == name.strip() for s in plan.scenarios):
        raise EditRefused(N_("There is a scenario “{name}” already."), name=name.strip())
    row = make(Scenario, name=name.strip(), made_on=on, format=CHANGES_FORMAT, changes="[]")
    return Step("scenario.make", (RowChange.add(row),), {"name": row.name})


def changes_in(scenario: Scenario) -> tuple[RowChange, ...]:
    """The changes that a scenario keeps; EditRefused where they are of a format that is not known."""
    if not scenario.changes:
        return ()
    if scenario.format != CHANGES_FORMAT:
        raise EditRefused(N_("Scenario “{name}” was made by another version and cannot be read."), name=scenario.name)
    try:
        return tuple(_read(stored) for stored in parse_json(scenario.changes))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EditRefused(N_("What scenario “{name}” keeps is damaged."), name=scenario.name) from error


def _read(stored: dict[str, Any]) -> RowChange:
    entity = ENTITIES[stored["kind"]]
    before, after = (
        entity.model_validate_json(json.dumps(stored[side])) if stored[side] is not None else None
        for side in ("before", "after")
    )
    return RowChange(stored["kind"], UUID(stored["id"]), before, after)


def _written(change: RowChange) -> dict[str, Any]:
    before, after = (
        json.loads(row.model_dump_json()) if row is not None else None for row in (change.before, change.after)
    )
    return {"kind": change.kind, "id": str(change.id), "before": before, "after": after}


def keep_in(plan: Plan, scenario_id: UUID, step: Step) -> Step:
    """Keep one more step, made on the plan with the scenario laid over it, in the scenario."""
    scenario = plan.row(Scenario, scenario_id)
    if any(change.kind == Scenario.kind_name for change in step.changes):
        raise EditRefused(N_("A scenario holds no scenarios."))
    held = merged("scenario.keep", [Step("scenario.keep", changes_in(scenario)), step])
    text = json.dumps([_written(change) for change in held.changes], ensure_ascii=False)
    after = change_row(scenario, changes=text, format=CHANGES_FORMAT)
    return Step("scenario.keep", (RowChange.update(scenario, after),), {"name": scenario.name})


def lay_over(plan: Plan, scenario: Scenario) -> Laid:
    """A scenario over the plan as it is now."""
    taken: list[RowChange] = []
    clashes: list[Clash] = []
    for change in changes_in(scenario):
        now = plan.table(change.kind).get(change.id)
        if change.kind == KeySeries.kind_name:
            taken += _counted(plan, change)
            continue
        wanted, fields = _rebased(change, now)
        if fields is not None:
            clashes.append(Clash(change, fields))
        if wanted != now:
            taken.append(RowChange(change.kind, change.id, now, wanted))
    return Laid(Step("scenario.adopt", tuple(taken), {"name": scenario.name}), tuple(clashes))


def _counted(plan: Plan, change: RowChange) -> Iterable[RowChange]:
    """Keys given out in a scenario stay given out; a series never goes back."""
    after = change.after
    if not isinstance(after, KeySeries):
        return
    now = next((row for row in plan.rows(KeySeries) if row.prefix == after.prefix), None)
    if now is None:
        yield RowChange.add(after)
    elif now.last < after.last:
        yield RowChange.update(now, now.changed(last=after.last))


def _rebased(change: RowChange, now: Entity | None) -> tuple[Entity | None, tuple[str, ...] | None]:
    """What a row becomes, and the fields that clash (None where nothing does)."""
    before, after = change.before, change.after
    if now == before:
        return after, None
    if now == after:
        return now, None
    if before is None or after is None or now is None:
        return now, ()
    theirs = [name for name in change.fields if getattr(now, name) not in (getattr(before, name), getattr(after, name))]
    ours = {name: getattr(after, name) for name in change.fields if name not in theirs}
    return change_row(now, **ours), tuple(theirs) or None


def compared(plan: Plan, planned: Schedule, scenario: Scenario) -> Difference:
    """What the scenario would change in dates and slack; EditRefused where it no longer fits the plan."""
    return what_if(plan, planned, lay_over(plan, scenario).step)


def adopt(plan: Plan, scenario_id: UUID, *, leave_out_clashes: bool = False) -> Step:
    """Take a scenario over, and take it off the list, as one step.

    EditRefused where changes clash with the plan, unless they are knowingly left out.
    """
    scenario = plan.row(Scenario, scenario_id)
    laid = lay_over(plan, scenario)
    if laid.clashes and not leave_out_clashes:
        names = ", ".join(clash.name for clash in laid.clashes)
        raise EditRefused(
            N_("The plan has moved on; these changes of the scenario clash with it: {names}."), names=names
        )
    return merged("scenario.adopt", [laid.step, drop(plan, scenario_id)], {"name": scenario.name})


def drop(plan: Plan, scenario_id: UUID) -> Step:
    """Drop a scenario; the plan stays as it is."""
    scenario = plan.row(Scenario, scenario_id)
    return Step("scenario.drop", (RowChange.remove(scenario),), {"name": scenario.name})
