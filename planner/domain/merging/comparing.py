"""The plan as it was sent, what they made of it, and the plan as it is now: compared field by field.

A field that only they changed is theirs; one that both changed to the same is settled; one that both
changed to something else is a conflict, and nothing is taken over there unless somebody says so. Rows
they added that are in the plan by now, by what they are called, are compared with those.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from planner.domain.changes import Step
from planner.domain.edits import change_row, next_key
from planner.domain.integrity import name_of
from planner.domain.merging.proposals import PLACE, Merge, Proposal, Verdict
from planner.domain.model import KEYED, REFERENCES, Entity, KeySeries
from planner.domain.plan import Plan

Places = Mapping[tuple[UUID, str], str]
"""Where a field of a row stands in their file, by the row's id in their step and the field."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """A field for which they gave what can be read in several ways; the row is in the base or new in their step."""

    kind: str
    row_id: UUID
    field: str
    options: tuple[Any, ...]


def merge(
    base: Plan,
    theirs: Step,
    ours: Plan,
    *,
    places: Places | None = None,
    unclear: Iterable[Unclear] = (),
    missing: Iterable[Entity] = (),
) -> Merge:
    """What a step from the plan as it was sent comes to on the plan as it is now.

    `missing` are rows of the base that they took out without saying what should become of what hangs on them.
    """
    return _Merging(base, theirs, ours, places or {}).merge(unclear, missing)


class _Merging:
    def __init__(self, base: Plan, theirs: Step, ours: Plan, places: Places) -> None:
        self._base, self._step, self._ours, self._places = base, theirs, ours, places
        self._proposals: list[Proposal] = []
        self._added: dict[UUID, Entity] = {}
        self._removed: dict[UUID, Entity] = {}
        self._gone: list[Entity] = []
        self._same: dict[UUID, UUID] = {}  # their new row -> the one that is here by now
        self._taken: dict[str, int] = {}
        self._come: dict[str, dict[tuple[Hashable, ...], list[Entity]]] = {}

    def merge(self, unclear: Iterable[Unclear], missing: Iterable[Entity]) -> Merge:
        changes = [change for change in self._step.changes if change.kind != KeySeries.kind_name]
        for change in changes:
            if change.before is None:
                self._add(cast(Entity, change.after))
            elif change.after is None:
                self._remove(change.before)
            else:
                self._change(change.before, change.after)
        for row in missing:
            self._remove(row)
        for each in unclear:
            self._ask(each)
        return Merge(
            self._ours,
            self._step.label,
            self._step.words,
            tuple(self._proposals),
            self._added,
            self._removed,
            tuple(self._gone),
        )

    def _change(self, before: Entity, after: Entity) -> None:
        row = self._ours.table(before.kind_name).get(before.id)
        if row is None:
            self._gone.append(before)
            return
        fields = [name for name in type(before).model_fields if name not in PLACE]
        for name in fields:
            old, new = getattr(before, name), self._here(after, name)
            if old != new:
                self._compare(row, name, old, getattr(row, name), new)

    def _compare(self, row: Entity, name: str, base: Any, ours: Any, theirs: Any) -> None:
        if ours == theirs:
            return
        verdict = Verdict.CHANGED if ours == base else Verdict.CONFLICT
        self._propose(row, row.id, name, (base, ours, theirs), verdict)

    def _propose(
        self, row: Entity, their_id: UUID, name: str, values: tuple[Any, Any, Any], verdict: Verdict, *options: Any
    ) -> None:
        """Note what they propose for a row of ours; `values` are as sent, ours and theirs."""
        key = getattr(row, "key", None) or getattr(row, "code", None) or str(row.id)
        place = self._places.get((their_id, name), "")
        about = name_of(row)
        self._proposals.append(Proposal(row.kind_name, row.id, key, about, name, *values, verdict, place, options))

    def _ask(self, each: Unclear) -> None:
        """A field that can be read in several ways, unless one of them is what is here by now."""
        here = self._ours.table(each.kind).get(self._same.get(each.row_id, each.row_id))
        row = here or self._added.get(each.row_id)
        if row is None:
            return
        sent = self._base.table(each.kind).get(each.row_id)
        base, ours = (getattr(found, each.field) if found is not None else None for found in (sent, here))
        if ours not in each.options:
            self._propose(row, each.row_id, each.field, (base, ours, None), Verdict.UNCLEAR, *each.options)

    def _remove(self, before: Entity) -> None:
        row = self._ours.table(before.kind_name).get(before.id)
        if row is None or row.id in self._removed:
            return
        self._removed[row.id] = row
        verdict = Verdict.REMOVED if row == before else Verdict.CONFLICT
        for name in _telling(row):
            self._propose(row, row.id, name, (getattr(before, name), getattr(row, name), None), verdict)

    def _add(self, row: Entity) -> None:
        known = self._known(row)
        if known is not None:
            self._same[row.id] = known.id
            for name in _telling(row):
                theirs, ours = self._here(row, name), getattr(known, name)
                if theirs != ours:
                    self._propose(known, row.id, name, (None, ours, theirs), Verdict.CONFLICT)
            return
        values = {name: self._here(row, name) for name in REFERENCES.get(row.kind_name, {})}
        if row.kind_name in KEYED:
            values["key"] = self._fresh_key(str(getattr(row, "key", "")))
        made = change_row(row, **values)
        self._added[made.id] = made
        for name in _telling(made):
            self._propose(made, row.id, name, (None, None, getattr(made, name)), Verdict.NEW)

    def _known(self, row: Entity) -> Entity | None:
        """A row that came into the plan after it was sent, and is called the same; each of them once."""
        named = _name(row, lambda name: self._here(row, name))
        if named is None:
            return None
        if row.kind_name not in self._come:
            before, come = self._base.table(row.kind_name), defaultdict[tuple[Hashable, ...], list[Entity]](list)
            for other in self._ours.table(row.kind_name).values():
                called = None if other.id in before else _name(other, lambda name, other=other: getattr(other, name))
                if called is not None:
                    come[called].append(other)
            self._come[row.kind_name] = {name: rows[::-1] for name, rows in come.items()}
        found = self._come[row.kind_name].get(named)
        return found.pop() if found else None

    def _here(self, row: Entity, name: str) -> Any:
        """A value with references to their new rows that are here by now put right."""
        value = getattr(row, name)
        if name not in REFERENCES.get(row.kind_name, {}):
            return value
        if isinstance(value, tuple):
            return tuple(self._same.get(each, each) for each in cast("tuple[UUID, ...]", value))
        return self._same.get(value, value)

    def _fresh_key(self, key: str) -> str:
        """The key that was typed or given there, if it is free here; else the next of its series."""
        prefix, _, number = key.rpartition("-")
        coming = int(next_key(self._ours, prefix).rpartition("-")[2])
        chosen = max(int(number), coming, self._taken.get(prefix, 0) + 1)
        self._taken[prefix] = chosen
        return f"{prefix}-{chosen}"


NAMED_BY: dict[str, tuple[str, ...]] = {
    "activity": ("name", "organisation_id", "kind"),
    "dependency": ("predecessor_id", "successor_id", "type"),
    "commitment": ("title",),
    "criterion": ("name", "organisation_id", "track_id"),
    "assessment": ("criterion_id", "on", "light"),
    "measurement": ("indicator_id", "at", "value"),
    "indicator": ("name",),
    "organisation": ("code",),
    "track": ("code",),
    "source": ("title",),
    "citation": ("source_id", "about_id", "place"),
    "agreement": ("title", "giver_id", "taker_id"),
    "decision": ("title", "on"),
    "risk": ("title",),
}
"""By what two rows that were added apart are known to be the same."""


def _name(row: Entity, value: Callable[[str], Any]) -> tuple[Hashable, ...] | None:
    fields = NAMED_BY.get(row.kind_name)
    if fields is None:
        return None
    found = (value(name) for name in fields)
    return tuple(" ".join(each.split()).casefold() if type(each) is str else each for each in found)


def _telling(row: Entity) -> Iterator[str]:
    """The fields of a row that say something."""
    for name, info in type(row).model_fields.items():
        if name not in PLACE and getattr(row, name) not in (None, "", (), info.default):
            yield name
