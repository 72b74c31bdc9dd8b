"""Two copies of a plan become one: what was done in a copy since the two parted, brought to the plan as one step."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from planner.document import PlanDocument
from planner.domain.changes import Step
from planner.domain.merging import PLACE, Accept
from planner.domain.plan import difference
from planner.errors import FileTrouble
from planner.formats.excel.three_way import merged
from planner.formats.incoming import Incoming, Rank, Trouble
from planner.message import N_, Message
from planner.storage.journal import JournalLine


def read_copy(document: PlanDocument, copy: Path, accept: Accept) -> Incoming:
    """What a copy of a plan file would bring into the plan: all that was done in it since the two parted.

    They part after the last line that both journals have. Field by field: what only the copy changed is proposed,
    what both changed to something else is a conflict, at which ours stays unless `accept` says otherwise.
    FileTrouble where it cannot be read, or is no copy of this plan.
    """
    if copy.exists() and document.path.exists() and copy.samefile(document.path):
        raise FileTrouble(N_("{name} is the plan itself, not a copy of it."), name=copy.name)
    with contextlib.closing(PlanDocument.open(copy, read_only=True)) as other:
        if other.plan.programme.id != document.plan.programme.id:
            raise FileTrouble(N_("{name} is no copy of this plan: it holds another programme."), name=copy.name)
        seq = common_line(document.history(), other.history())
        base = other.plan_as_of(seq)
        if base != document.plan_as_of(seq):
            raise FileTrouble(
                N_("{name} and this plan have no history in common, so it cannot be told who changed what."),
                name=copy.name,
            )
        theirs = Step("copy.merge", difference(base, other.plan), {"name": copy.name, "seq": str(seq)})
    incoming = merged(Incoming(copy.name, theirs), base, document.plan, accept)
    return _with_places(incoming, theirs)


def common_line(ours: Sequence[JournalLine], theirs: Sequence[JournalLine]) -> int:
    """The number of the last line that two journals have in common; 0 where they part at once."""
    seq = 0
    for mine, other in zip(ours, theirs, strict=False):
        if mine != other:
            break
        seq = mine.seq
    return seq


def _with_places(incoming: Incoming, theirs: Step) -> Incoming:
    """Say how many rows were only put elsewhere in the copy, which is not taken over."""
    moved = sum(c.before is not None and c.after is not None and set(c.fields) <= set(PLACE) for c in theirs.changes)
    if not moved:
        return incoming
    text = N_("{count} rows were only put in another order in the copy: the order here stays as it is.")
    notice = Trouble(Rank.NOTICE, Message(text, {"count": moved}))
    return replace(incoming, findings=(*incoming.findings, notice))
