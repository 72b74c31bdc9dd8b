"""What was proposed and not taken over, kept as remarks with the rows that it was about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from planner.domain.changes import RowChange, Step
from planner.domain.edits import make
from planner.domain.fields import spec_of
from planner.domain.merging import Merge, Proposal, Verdict
from planner.domain.model import NAME, TEXT, Remark
from planner.language import Wording
from planner.message import N_


def with_remarks(merge: Merge, taken: Iterable[int], source: str, at: datetime, said: Wording) -> Step:
    """The step that takes some proposals of a merge over, and keeps the others as remarks.

    What is kept already, word for word, is not kept again; nor is what nobody can look up any more.
    """
    chosen = frozenset(taken)
    step = merge.step(chosen)
    left = [each for number, each in enumerate(merge.proposals) if number not in chosen]
    removed = {change.id for change in step.changes if change.after is None}
    remarks: list[RowChange] = []
    for each in left:
        here = merge.ours.table(each.kind).get(each.row_id)
        if here is None or each.row_id in removed or each.verdict is Verdict.REMOVED:
            continue
        text = _words(merge, each, said)[:TEXT]
        if any(remark.text == text for remark in merge.ours.remarks(each.row_id)):
            continue
        remark = make(Remark, about_id=each.row_id, at=at, text=text, field=each.field, origin=source[:NAME])
        remarks.append(RowChange.add(remark))
    return Step(step.label, (*step.changes, *remarks), step.words)


def _words(merge: Merge, each: Proposal, said: Wording) -> str:
    spec = spec_of(each.kind, each.field)
    theirs = said.value(spec, each.theirs, merge.ours) or "–"
    return said.say(N_("Proposed and not taken over: {field} {value}."), field=said.heading(spec), value=theirs)
