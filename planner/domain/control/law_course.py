"""Branches in the course of a law, and what follows it, as steps: one wish, one step that can be undone.

How long the new work takes is an assumption to begin with, never a norm: each gets a note that says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from planner.domain import edits
from planner.domain.changes import RowChange, Step, merged
from planner.domain.control.law_checks import YEARS_TO_EVALUATION
from planner.domain.model import (
    MINUTES_IN_WORKING_DAY,
    Activity,
    ActivityKind,
    LagUnit,
    LinkType,
    Stage,
)
from planner.domain.plan import Plan
from planner.domain.rows import change_row
from planner.errors import EditRefused
from planner.message import N_

DAY = 24 * 60
"""Minutes of elapsed time."""
ASSUMPTION = "Aanname, geen norm: pas de duur aan zodra meer bekend is."


class Branch(StrEnum):
    """Where the course of a law forks."""

    COUNCIL_AGAIN = "council-again"  # dictum C or D of the Raad van State
    SECOND_REPORT = "second-report"  # a second round of questions of the Eerste Kamer


@dataclass(frozen=True, slots=True)
class Extra:
    """Work that a branch puts in: Dutch, as all names in a plan, with the working days to begin with."""

    name: str
    stage: Stage
    days: int
    is_milestone: bool = False


BRANCHES: dict[Branch, tuple[tuple[Stage, ...], tuple[Extra, ...]]] = {
    Branch.COUNCIL_AGAIN: (
        (Stage.COUNCIL_OF_STATE,),
        (
            Extra("Wetsvoorstel aanpassen na dictum C of D", Stage.FURTHER_REPORT, 60),
            Extra("Terug naar de ministerraad na dictum C of D", Stage.CABINET, 25),
        ),
    ),
    Branch.SECOND_REPORT: (
        (Stage.UPPER_PREPARATION,),
        (Extra("Eerste Kamer: tweede verslag en nota naar aanleiding daarvan", Stage.UPPER_PREPARATION, 30),),
    ),
}
"""After the last activity of which stage a branch comes, and what it puts in there, one after the other."""


def take_branch(plan: Plan, branch: Branch) -> Step:
    """Put a branch's work behind the stage it follows; what waited for that stage waits for the branch.

    EditRefused where the plan has no such stage, or where nothing waits for it.
    """
    stages, extras = BRANCHES[branch]
    if any(a.name == extras[0].name for a, _ in plan.outline):
        raise EditRefused(N_("This branch is in the plan already."))
    before = _last_of(plan, stages[0])
    waiting = [link for link in plan.successors(before.id) if link.type is LinkType.FS]
    if not waiting:
        raise EditRefused(N_("Nothing waits for {name}: link the course of the law first."), name=before.name)
    steps: list[Step] = []
    now, last = plan, before
    for extra in extras:
        now, last = _behind(now, steps, last, extra)
    moved = [
        RowChange.update(link, change_row(link, predecessor_id=last.id))
        for link in waiting
        if not any(other.successor_id == link.successor_id for other in now.successors(last.id))
    ]
    steps.append(Step("law.branch", tuple(moved)))
    return merged("law.branch", steps, {"name": extras[0].name})


def _last_of(plan: Plan, stage: Stage) -> Activity:
    """The last activity of a stage; the milestone it ends in where it ends in one (an advice after advising)."""
    found = [a for a, _ in plan.outline if a.stage is stage and not a.is_summary]
    if not found:
        raise EditRefused(N_("The plan has no activity for this stage of the law."))
    last = found[-1]
    followers = [plan.activity(link.successor_id) for link in plan.successors(last.id)]
    milestones = [a for a in followers if a.is_milestone and a.stage is Stage.NONE]
    return milestones[0] if milestones and len(followers) == 1 else last


def _behind(plan: Plan, steps: list[Step], before: Activity, extra: Extra) -> tuple[Plan, Activity]:
    step = edits.add_activity(
        plan,
        extra.name,
        organisation_id=before.organisation_id,
        parent_id=before.parent_id,
        after_id=before.id,
        stage=extra.stage,
        track_id=before.track_id,
        involved_ids=before.involved_ids,
        duration_minutes=extra.days * MINUTES_IN_WORKING_DAY,
        note=ASSUMPTION,
    )
    return _joined(plan, steps, step, before)


def _joined(
    plan: Plan, steps: list[Step], step: Step, before: Activity, lag: int = 0, lag_unit: LagUnit = LagUnit.WORK
) -> tuple[Plan, Activity]:
    """Take a step that adds an activity, and let that wait for another; the plan then, and the new activity."""
    plan = plan.with_step(step)
    steps.append(step)
    row = next(c.after for c in step.changes if isinstance(c.after, Activity) and c.before is None)
    steps.append(edits.link(plan, before.id, row.id, lag=lag, lag_unit=lag_unit))
    return plan.with_step(steps[-1]), row


def add_after_law(plan: Plan) -> Step:
    """Plan from entry into force what follows it: an early review after a year, the report within five years.

    What is there already stays as it is; EditRefused where nothing is missing or entry into force is not marked.
    """
    entry = plan.entry
    if entry is None:
        raise EditRefused(N_("No milestone is marked as the entry into force."))
    stages = {a.stage for a, _ in plan.outline}
    wanted = _missing(stages)
    if not wanted:
        raise EditRefused(N_("The review and the evaluation are in the plan already."))
    steps: list[Step] = []
    now = plan
    for extra, days in wanted:
        kind = ActivityKind.MILESTONE if extra.is_milestone else ActivityKind.TASK
        step = edits.add_activity(
            now,
            extra.name,
            kind,
            organisation_id=entry.organisation_id,
            stage=extra.stage,
            note=ASSUMPTION if not extra.is_milestone else "",
            duration_minutes=extra.days * MINUTES_IN_WORKING_DAY,
        )
        now, _ = _joined(now, steps, step, entry, days * DAY, LagUnit.ELAPSED)
    return merged("law.after", steps)


def _missing(stages: set[Stage]) -> Sequence[tuple[Extra, int]]:
    """What follows a law and is not in the plan, with how many days after entry into force it comes."""
    review = Extra("Invoeringstoets", Stage.EARLY_REVIEW, 60)
    report = Extra("Evaluatieverslag aan de Staten-Generaal", Stage.EVALUATION, 0, is_milestone=True)
    after_a_year, within_the_limit = 365, YEARS_TO_EVALUATION * 365 - 5
    wanted = ((review, after_a_year), (report, within_the_limit))
    return [(extra, days) for extra, days in wanted if extra.stage not in stages]
