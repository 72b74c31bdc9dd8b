"""A workbook of ours against what was sent, and what was changed here since: a three-way merge."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from planner.domain.integrity import name_of
from planner.domain.merging import Accept, merge
from planner.domain.plan import Plan
from planner.errors import EditRefused, PlannerBug
from planner.formats.cell_values import DateOrder
from planner.formats.excel.file_guard import RawSheet, SecondLook
from planner.formats.excel.reader import read_sheets
from planner.formats.excel.tables import find_header
from planner.formats.incoming import Incoming, Rank, Trouble, of_merge
from planner.message import N_, Message

AsOf = Callable[[int], Plan]
"""The plan as it was after a line of its journal."""


def read_three_way(
    path: Path,
    sheets: list[RawSheet],
    plan: Plan,
    as_of: AsOf,
    accept: Accept,
    look: SecondLook | None = None,
    *,
    without_bad_cells: bool = False,
    others: bool = False,
    order: DateOrder | None = None,
) -> Incoming:
    """Sheets of ours as one step, with what was changed on both sides told apart.

    Where what was sent cannot be known any more, the sheets are compared with the plan as it is now.
    Changes to rows of `others` than the organisation whose workbook it is are taken over only if that is said.
    """
    base, notice = _sent(sheets, plan, as_of)
    base = base or plan
    theirs = read_sheets(path, sheets, base, None, look, without_bad_cells=without_bad_cells, order=order)
    theirs = replace(theirs, findings=(*theirs.findings, *notice))
    if theirs.refused:
        return theirs
    header = find_header(sheets)
    sender = plan.organisations_by_code.get(header.organisation) if header is not None else None
    return merged(theirs, base, plan, accept, sender=sender.id if sender else None, others=others)


def merged(
    theirs: Incoming, base: Plan, plan: Plan, accept: Accept, *, sender: UUID | None = None, others: bool = False
) -> Incoming:
    """What was read against the plan as it was sent, brought to the plan as it is now."""
    found = merge(base, theirs.step, plan, sender)
    text = N_("{name} was changed here and has been removed from the plan since: that was left out.")
    gone = tuple(Trouble(Rank.WARNING, Message(text, {"name": name_of(row)})) for row in found.gone)
    findings = (*theirs.findings, *gone)
    try:
        incoming = of_merge(theirs.source, found, findings, accept, others=others)
        incoming = replace(incoming, remarks=theirs.remarks, cells=theirs.cells)
        plan.with_step(incoming.step)
    except EditRefused as refused:
        refusal = Trouble(Rank.ERROR, refused.message)
        return replace(theirs, step=replace(theirs.step, changes=()), changes=(), findings=(refusal, *findings))
    return incoming


def _sent(sheets: list[RawSheet], plan: Plan, as_of: AsOf) -> tuple[Plan | None, tuple[Trouble, ...]]:
    """The plan as it was sent; None, and why, where that cannot be told."""
    header = find_header(sheets)
    if header is None or header.plan_id != plan.programme.id:
        return None, ()  # said by whoever reads the sheets
    try:
        return as_of(header.seq), ()
    except (EditRefused, PlannerBug):
        text = N_("What was sent cannot be known any more: the workbook is compared with the plan as it is now.")
        return None, (Trouble(Rank.WARNING, Message(text)),)
