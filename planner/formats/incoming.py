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

    `base` is what was sent, where that is known and was changed on both sides.
    """

    kind: str
    key: str
    about: str
    field: str
    before: Any
    after: Any
    verdict: Verdict
    base: Any = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file read against a plan. `refused` files change nothing: their step is empty.

    With a `merge` the step can be chosen anew, field by field; `changes` are then its proposals, one for one.
    """

    source: str
    step: Step
    changes: tuple[FieldChange, ...] = ()
    findings: tuple[Trouble, ...] = ()
    merge: Merge | None = None

    @property
    def refused(self) -> bool:
        return any(finding.rank is Rank.ERROR and not finding.left_out for finding in self.findings)

    @property
    def left_out(self) -> tuple[Trouble, ...]:
        """The cells that cannot be read, where the rest of the file comes in without them."""
        return tuple(finding for finding in self.findings if finding.left_out)


def of_merge(source: str, merge: Merge, findings: tuple[Trouble, ...], accept: Accept) -> Incoming:
    """What a merge comes to with a way of accepting; EditRefused where its values do not go together."""
    changes = tuple(
        FieldChange(p.kind, p.key, p.about, p.field, p.ours, p.theirs, p.verdict, p.base) for p in merge.proposals
    )
    return Incoming(source, merge.step(merge.taken(accept)), changes, findings, merge)


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
    """`{"changes": [{key, field, before, after, verdict}], "findings": [{rank, text, place}]}`."""
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
                    **({"base": _plain(change, change.base, before)} if change.verdict is Verdict.CONFLICT else {}),
                }
                for change in incoming.changes
            ],
            "findings": [
                {"rank": found.rank.value, "text": said.translate(found.message), "place": found.place}
                for found in incoming.findings
            ],
        },
        ensure_ascii=False,
        indent=1,
    )


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
        lines.append(line)
    for found in incoming.findings:
        place = f"{found.place}: " if found.place else ""
        lines.append(place + said.translate(found.message))
    if not incoming.changes and not incoming.refused:
        lines.append(said.translate(N_("Nothing differs from the plan.")))
    return "\n".join(lines)
