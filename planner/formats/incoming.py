"""What a file would bring into the plan: a step, told field by field, and what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

from planner.domain.changes import RowChange, Step
from planner.domain.fields import spec_of
from planner.domain.integrity import name_of
from planner.domain.merging import Accept, Merge, Verdict
from planner.domain.model import ENTITIES
from planner.domain.ownership import PROGRAMME
from planner.domain.plan import Plan
from planner.language import Translator
from planner.message import N_, Message


class Rank(StrEnum):
    ERROR = "error"  # nothing can be taken over until it is mended
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something a file says that the user should know; `place` is sheet and cell, or empty.

    With `left_out` an error stands in the way of one cell or row alone (`about`, in which somebody typed
    `text`), and what else the file says is there without it.
    """

    rank: Rank
    message: Message
    place: str = ""
    left_out: bool = False
    about: UUID | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one row, before and after, as entity values; `about` names the row for a person.

    `base` is what was sent, where that is known and was changed on both sides. `whose` says whose row it is where
    it is not the sender's own, `taken` whether it is taken over.
    """

    kind: str
    key: str
    about: str
    field: str
    before: Any
    after: Any
    verdict: Verdict
    base: Any = None
    whose: str = ""
    taken: bool = True


@dataclass(frozen=True, slots=True)
class SheetRemark:
    """What somebody wrote beside the cells of a workbook: where, and the row it is about (None: the programme)."""

    about: UUID | None
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class CellCount:
    """How many cells of a file are as sent, changed, kept as remarks, and not understood.

    Cells that hold something are counted, and those that were emptied.
    """

    as_sent: int = 0
    changed: int = 0
    remarks: int = 0
    not_understood: int = 0

    @property
    def total(self) -> int:
        return self.as_sent + self.changed + self.remarks + self.not_understood


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file read against a plan. `refused` files change nothing: their step is empty.

    With a `merge` the step can be chosen anew, field by field; `changes` are then its proposals, one for one.
    Of a workbook of ours `cells` counts what became of every cell, and `remarks` are what stands beside them.
    """

    source: str
    step: Step
    changes: tuple[FieldChange, ...] = ()
    findings: tuple[Trouble, ...] = ()
    merge: Merge | None = None
    remarks: tuple[SheetRemark, ...] = ()
    cells: CellCount | None = None

    @property
    def refused(self) -> bool:
        return any(finding.rank is Rank.ERROR and not finding.left_out for finding in self.findings)

    @property
    def left_out(self) -> tuple[Trouble, ...]:
        """The cells that cannot be read, where the rest of the file comes in without them."""
        return tuple(finding for finding in self.findings if finding.left_out)


def of_merge(
    source: str, merge: Merge, findings: tuple[Trouble, ...], accept: Accept, *, others: bool = False
) -> Incoming:
    """What a merge comes to with a way of accepting; EditRefused where its values do not go together."""
    taken = merge.taken(accept, others=others)
    changes = tuple(
        FieldChange(p.kind, p.key, p.about, p.field, p.ours, p.theirs, p.verdict, p.base, p.whose, number in taken)
        for number, p in enumerate(merge.proposals)
    )
    return Incoming(source, merge.step(taken), changes, findings, merge)


def field_changes(step: Step) -> tuple[FieldChange, ...]:
    """What a step does, field by field; of an added or removed row, what it has that rows do not have by themselves."""
    found: list[FieldChange] = []
    for change in step.changes:
        if change.kind == "key_series":
            continue
        found += _of_row(change)
    return tuple(found)


def _of_row(change: RowChange) -> list[FieldChange]:
    row = change.after or change.before
    assert row is not None
    gone = change.after is None
    verdict = Verdict.NEW if change.before is None else Verdict.REMOVED if gone else Verdict.CHANGED
    key = getattr(row, "key", None) or getattr(row, "code", None) or str(row.id)
    about = name_of(row)
    found: list[FieldChange] = []
    for name in change.fields:
        if name in ("id", "position"):
            continue
        before = getattr(change.before, name) if change.before else None
        after = getattr(change.after, name) if change.after else None
        if before in (None, "", ()) and after in (None, "", ()):
            continue
        if verdict is not Verdict.CHANGED and (after if before is None else before) == _usual(change.kind, name):
            continue
        found.append(FieldChange(change.kind, key, about, name, before, after, verdict))
    if not found and verdict is Verdict.CHANGED:
        found.append(FieldChange(change.kind, key, about, "position", None, None, verdict))
    return found


@cache
def _usual(kind: str, name: str) -> Any:
    """What a field of a new row holds where nothing is said of it; PydanticUndefined where something must be."""
    return ENTITIES[kind].model_fields[name].get_default(call_default_factory=False)


def as_json(incoming: Incoming, before: Plan, after: Plan, said: Translator) -> str:
    """`{"changes": [{key, field, before, after, verdict, own, whose, taken}], "findings": [{rank, text, place}]}`.

    Of a workbook of ours also `"remarks": [{text, place, about}]` and
    `"cells": {total, as_sent, changed, remarks, not_understood}`.
    """
    return json.dumps(
        {
            "changes": [
                {
                    "kind": change.kind,
                    "key": change.key,
                    "field": change.field,
                    "before": _plain(change, change.before, before),
                    "after": _plain(change, change.after, after),
                    "verdict": change.verdict.value,
                    "own": not change.whose,
                    "whose": change.whose,
                    "taken": change.taken,
                    **({"base": _plain(change, change.base, before)} if change.verdict is Verdict.CONFLICT else {}),
                }
                for change in incoming.changes
            ],
            "findings": [
                {"rank": found.rank.value, "text": said.translate(found.message), "place": found.place}
                for found in incoming.findings
            ],
            **_accounted(incoming, after),
        },
        ensure_ascii=False,
        indent=1,
    )


def _accounted(incoming: Incoming, plan: Plan) -> dict[str, Any]:
    """What became of the cells of a workbook, for scripts."""
    if incoming.cells is None:
        return {}
    cells = incoming.cells
    rows = {row.id: row for kind in ENTITIES for row in plan.table(kind).values()} if incoming.remarks else {}
    return {
        "remarks": [
            {"text": each.text, "place": each.place, "about": _key(rows.get(each.about), "") if each.about else ""}
            for each in incoming.remarks
        ],
        "cells": {
            "total": cells.total,
            "as_sent": cells.as_sent,
            "changed": cells.changed,
            "remarks": cells.remarks,
            "not_understood": cells.not_understood,
        },
    }


def _plain(change: FieldChange, value: Any, plan: Plan) -> Any:
    """A value for scripts: references by key, dates in ISO form, the rest as stored."""
    from pydantic_core import to_jsonable_python

    spec = spec_of(change.kind, change.field)
    if value is not None and spec.refers_to:
        rows: Mapping[Any, Any] = plan.table(spec.refers_to)
        ids: Sequence[Any] = value if isinstance(value, tuple) else (value,)
        keys = [_key(rows.get(row_id), row_id) for row_id in ids]
        return keys if isinstance(value, tuple) else keys[0]
    return to_jsonable_python(value)


def _key(row: Any, row_id: Any) -> str:
    return getattr(row, "key", None) or getattr(row, "code", None) or getattr(row, "name", None) or str(row_id)


def is_told(change: FieldChange) -> bool:
    """Whether a person is told of a change: not of what only the program knows, such as the id in another file."""
    return bool(spec_of(change.kind, change.field).heading) or change.field == "position"


def as_text(incoming: Incoming, before: Plan, after: Plan, said: Translator) -> str:
    """The same for a person: a line a field, then the findings with their places."""
    lines = []
    for change in filter(is_told, incoming.changes):
        spec = spec_of(change.kind, change.field)
        if not spec.heading:
            lines.append(f"{change.about} · {said.translate(N_('moved in the outline'))}")
            continue
        heading = said.heading(spec)
        old, new = said.value(spec, change.before, before), said.value(spec, change.after, after)
        line = f"{change.about} · {heading}: {old or '–'} → {new or '–'}"
        if change.verdict is Verdict.CONFLICT:
            sent = said.value(spec, change.base, before)
            line += " " + said.translate(N_("(changed on both sides; sent as: {value})"), value=sent or "–")
        if change.whose and not change.taken:
            line += " " + said.translate(N_("(a row of {whose}: not taken over)"), whose=whose_said(change.whose, said))
        lines.append(line)
    for found in incoming.findings:
        place = f"{found.place}: " if found.place else ""
        lines.append(place + said.translate(found.message))
    for remark in incoming.remarks:
        lines.append(said.translate(N_("{place}: kept as a remark: “{text}”"), place=remark.place, text=remark.text))
    if not incoming.changes and not incoming.remarks and not incoming.refused:
        lines.append(said.translate(N_("Nothing differs from the plan.")))
    if incoming.cells is not None:
        lines.append(cells_said(incoming.cells, said))
    return "\n".join(lines)


def whose_said(whose: str, said: Translator) -> str:
    """Whose a row is, for a person: the codes of organisations, or the programme."""
    return said.translate(N_("the programme")) if whose == PROGRAMME else whose


def cells_said(cells: CellCount, said: Translator) -> str:
    """What became of all cells, in one line."""
    return said.translate(
        N_("{total} cells: {as_sent} as sent, {changed} changed, {remarks} remarks, {not_understood} not understood."),
        total=said.number(cells.total),
        as_sent=said.number(cells.as_sent),
        changed=said.number(cells.changed),
        remarks=said.number(cells.remarks),
        not_understood=said.number(cells.not_understood),
    )
