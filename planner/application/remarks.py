"""What was proposed and not taken over, kept as remarks with the rows that it was about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from planner.domain.changes import RowChange, Step
from planner.domain.edits import make
from planner.domain.fields import spec_of
from planner.domain.merging import Merge, Proposal, Verdict
from planner.domain.model import NAME, TEXT, Remark
from planner.formats.excel.layout import about_row
from planner.formats.incoming import Trouble
from planner.language import Translator
from planner.message import N_


def with_remarks(
    merge: Merge, taken: Iterable[int], source: str, at: datetime, said: Translator, left_out: Iterable[Trouble] = ()
) -> Step:
    """The step that takes some proposals of a merge over, and keeps the others and what was `left_out` as remarks.

    What is kept already, word for word, is not kept again; nor is what nobody can look up any more.
    """
    chosen = frozenset(taken)
    step = merge.step(chosen)
    left = [each for number, each in enumerate(merge.proposals) if number not in chosen]
    removed = {change.id for change in step.changes if change.after is None}
    added = {change.id for change in step.changes if change.before is None}
    remarks: list[RowChange] = []

    def keep(about: UUID, text: str, field: str) -> None:
        if not any(remark.text == text for remark in merge.ours.remarks(about)):
            remark = make(Remark, about_id=about, at=at, text=text, field=field, origin=source[:NAME])
            remarks.append(RowChange.add(remark))

    for each in left:
        here = merge.ours.table(each.kind).get(each.row_id)
        if here is not None and each.row_id not in removed and each.verdict is not Verdict.REMOVED:
            keep(each.row_id, _words(merge, each, said)[:TEXT], each.field)
    for cell in left_out:
        about = cell.about
        if about is not None and about not in removed and (about in added or about_row(merge.ours, about)):
            words = {"place": cell.place, "text": cell.text or "–", "reason": cell.message}
            keep(about, said.translate(N_("Could not be read: {place}, “{text}”. {reason}"), **words)[:TEXT], "")
    return Step(step.label, (*step.changes, *remarks), step.words)


def _words(merge: Merge, each: Proposal, said: Translator) -> str:
    spec = spec_of(each.kind, each.field)
    theirs = said.value(spec, each.theirs, merge.ours) or "–"
    return said.translate(N_("Proposed and not taken over: {field} {value}."), field=said.heading(spec), value=theirs)
