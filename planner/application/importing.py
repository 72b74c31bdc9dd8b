"""What a file that is read would bring into a plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.application.file_formats import Reading, readable, reading_of
from planner.domain.clean_text import counting_cleaned
from planner.errors import FileTrouble
from planner.formats.incoming import Rank, Trouble
from planner.message import N_, Message

if TYPE_CHECKING:
    from planner.domain.changes import Step
    from planner.domain.merging import Accept
    from planner.domain.plan import Plan
    from planner.formats.foreign import Answers
    from planner.formats.incoming import Incoming


def makes_a_plan(source: Path) -> bool:
    """Whether a file holds a whole plan, so that a new one can be made of it."""
    return reading_of(source) in (Reading.WHOLE_PLAN, Reading.PROJECT)


def read_incoming(
    source: Path,
    plan: Plan | None,
    *,
    organisation: str | None = None,
    recalculate: bool = False,
    shift_to: date | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    answers: Answers | None = None,
    as_of: Callable[[int], Plan] | None = None,
    accept: Accept | None = None,
    without_bad_cells: bool = False,
    others: bool = False,
) -> Incoming:
    """What a file would bring into a plan; `plan` None (where `makes_a_plan`): the step is on `Plan({})`.

    `organisation` (a code), `recalculate` and `shift_to` (the day on which it begins here) count for files of other
    planning programs only, `answers` for sheets of other people. With `as_of` (the plan as it was after a line of its
    journal) workbooks of ours are merged with what was changed here since they were sent; `accept` says what is taken
    over, `without_bad_cells` that the rest of one comes in where some cells cannot be read, `others` that changes to
    rows of other organisations than the sender come in too.
    FileTrouble, naming the file, where it cannot be read. Signs that no text of a plan can hold are left out, and
    a finding says how many.
    """
    from planner.domain.merging import Accept

    how = {"organisation": organisation, "recalculate": recalculate, "shift_to": shift_to, "cancelled": cancelled}
    sheets = {"as_of": as_of, "accept": accept or Accept.PROPOSED, "without_bad_cells": without_bad_cells}
    with counting_cleaned() as cleaned:
        incoming = _read(source, plan, how, answers, sheets | {"others": others})
    message = cleaned.message()
    if message is None:
        return incoming
    return replace(incoming, findings=(*incoming.findings, Trouble(Rank.NOTICE, message, source.name)))


def _read(
    source: Path, plan: Plan | None, project: dict[str, Any], answers: Answers | None, sheets: dict[str, Any]
) -> Incoming:
    kind = reading_of(source)
    if kind is Reading.PROJECT:
        from planner.formats.msproject import read_project

        return read_project(source, plan, **project)
    if kind is Reading.WHOLE_PLAN:
        return _read_json(source, plan)
    if kind in (Reading.OUR_WORKBOOK, Reading.SHEETS) and plan is not None:
        from planner.formats.foreign import read_any_sheets

        return read_any_sheets(source, plan, answers, **sheets)
    raise FileTrouble(
        N_("{name} cannot be read: its extension is none of {known}."),
        name=source.name,
        known=", ".join(sorted(readable())),
    )


def _read_json(source: Path, plan: Plan | None) -> Incoming:
    from planner.domain.plan import Plan
    from planner.formats.incoming import Incoming, field_changes
    from planner.formats.json_plan import read_json, replacement

    incoming = read_json(source)
    step = replacement(Plan({}) if plan is None else plan, incoming, source.name)
    findings: tuple[Trouble, ...] = ()
    if plan is not None and plan.programme.id != incoming.programme.id:
        text = N_("{name} holds another programme, which replaces all that is in this plan.")
        findings = (Trouble(Rank.WARNING, Message(text, {"name": source.name})),)
    return Incoming(source.name, step, field_changes(step), findings)


def begun(step: Step) -> tuple[Plan, Step]:
    """A step on nothing as an empty plan with the programme alone, and the step that brings the rest."""
    from planner.domain.changes import Step
    from planner.domain.plan import Plan, difference

    after = Plan({}).with_step(step)
    empty = Plan.of([after.programme.changed(calendar_id=None)])
    return empty, Step(step.label, difference(empty, after), step.words)
