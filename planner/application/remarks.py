"""What was proposed and not taken over, kept as remarks with the rows that it was about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from planner.domain.changes import RowChange, Step
from planner.domain.fields import spec_of
from planner.domain.merging import Merge, Proposal, Verdict
from planner.domain.model import NAME, TEXT, Remark
from planner.domain.rows import make
from planner.formats.excel.layout import about_row
from planner.formats.incoming import Incoming
from planner.language import Translator
from planner.message import N_


def with_remarks(
    incoming: Incoming, taken: Iterable[int], at: datetime, said: Translator, sender: UUID | None = None
) -> Step:
    """The step that takes some proposals of a file's merge over, and keeps the others as remarks.

    So are the cells that could not be read, and what somebody wrote beside the cells. What is kept already, word for
    word, is not kept again; what was about a row that is not there is about the programme.
    """
    merge = incoming.merge
    assert merge is not None
    chosen, source, left_out = frozenset(taken), incoming.source, incoming.left_out
    step = merge.step(chosen)
    left = [each for number, each in enumerate(merge.proposals) if number not in chosen]
    removed = {change.id for change in step.changes if change.after is None}
    added = {change.id for change in step.changes if change.before is None}
    remarks: list[RowChange] = []

    def keep(about: UUID, text: str, field: str, place: str = "") -> None:
        if not any(remark.text == text for remark in merge.ours.remarks(about)):
            origin = f"{source} {place}".strip()[:NAME]
            more = {"field": field, "organisation_id": sender, "origin": origin}
            remarks.append(RowChange.add(make(Remark, about_id=about, at=at, text=text, **more)))

    for each in left:
        here = merge.ours.table(each.kind).get(each.row_id)
        if here is not None and each.row_id not in removed and each.verdict is not Verdict.REMOVED:
            keep(each.row_id, _words(merge, each, said)[:TEXT], each.field)
    for cell in left_out:
        about = cell.about
        if about is not None and about not in removed and (about in added or about_row(merge.ours, about)):
            words = {"place": cell.place, "text": cell.text or "–", "reason": cell.message}
            keep(about, said.translate(N_("Could not be read: {place}, “{text}”. {reason}"), **words)[:TEXT], "")
    for each in incoming.remarks:
        about = each.about
        known = about is not None and about not in removed and (about in added or about_row(merge.ours, about))
        keep(about if about is not None and known else merge.ours.programme.id, each.text[:TEXT], "", each.place)
    return Step(step.label, (*step.changes, *remarks), step.words)


def _words(merge: Merge, each: Proposal, said: Translator) -> str:
    spec = spec_of(each.kind, each.field)
    theirs = said.value(spec, each.theirs, merge.ours) or "–"
    return said.translate(N_("Proposed and not taken over: {field} {value}."), field=said.heading(spec), value=theirs)
