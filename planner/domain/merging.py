"""Three-way merge, field by field: what they changed since it was sent, against what was changed here since.

`base` is the plan as it was sent, `theirs` the step they would have taken from there, `ours` the plan
as it is now. A field that only they changed is theirs; one that both changed to the same is settled;
one that both changed to something else is a conflict, and nothing is taken over there unless somebody
says so. Rows they added that are in the plan by now, by what they are called, are compared with those.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast
from uuid import UUID

from planner.domain.changes import RowChange, Step, merged
from planner.domain.edits import remove_rows
from planner.domain.integrity import name_of
from planner.domain.keys import next_key
from planner.domain.model import KEYED, REFERENCES, Entity, KeySeries, split_key
from planner.domain.ownership import whose
from planner.domain.plan import Plan
from planner.domain.rows import change_row

PLACE = ("id", "position", "key")
"""Fields that the program gives: nobody types them, so they are no matter of agreement."""


class Verdict(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"
    CONFLICT = "conflict"  # changed here as well, to something else


class Accept(StrEnum):
    """What is taken over of what they sent."""

    PROPOSED = "proposed"  # what only they changed; at conflicts ours stays
    THEIRS = "theirs"  # all of it
    OURS = "ours"  # as proposed: said on purpose
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One field of one row. For a new or removed row there is one proposal for each field that says something.

    `whose` says whose row it is where it is not the sender's own (see `ownership.whose`): such a change is
    taken over only when somebody says so.
    """

    kind: str
    row_id: UUID
    key: str
    about: str
    field: str
    base: Any
    ours: Any
    theirs: Any
    verdict: Verdict
    whose: str = ""


@dataclass(frozen=True, slots=True)
class Merge:
    """All that they propose, against the plan as it is now; `gone` are rows they changed that are not here any more."""

    ours: Plan
    label: str
    words: Mapping[str, str]
    proposals: tuple[Proposal, ...]
    added: Mapping[UUID, Entity]
    removed: Mapping[UUID, Entity]
    gone: tuple[Entity, ...]

    @property
    def conflicts(self) -> tuple[Proposal, ...]:
        return tuple(each for each in self.proposals if each.verdict is Verdict.CONFLICT)

    def taken(self, accept: Accept, *, others: bool = False) -> frozenset[int]:
        """The numbers of the proposals that a way of accepting takes over; of `others`' rows only if that is said."""
        if accept is Accept.NONE:
            return frozenset()
        every = accept is Accept.THEIRS
        return frozenset(
            number
            for number, each in enumerate(self.proposals)
            if (every or each.verdict is not Verdict.CONFLICT) and (others or not each.whose)
        )

    def step(self, taken: Iterable[int]) -> Step:
        """The step that takes some proposals over. A new row comes in if its name, or what it links, is taken.

        Raises EditRefused where the values of a row do not go together.
        """
        values: dict[tuple[str, UUID], dict[str, Any]] = {}
        rows: set[UUID] = set()
        for number in sorted(taken):
            each = self.proposals[number]
            if each.row_id in self.added or each.row_id in self.removed:
                rows.add(each.row_id)
            else:
                values.setdefault((each.kind, each.row_id), {})[each.field] = each.theirs
        fresh = {row_id: row for row_id, row in self.added.items() if row_id in rows}
        changes = [self._changed(kind, row_id, fields) for (kind, row_id), fields in values.items()]
        changes += map(RowChange.add, _with_what_they_need(fresh, self.ours))
        changes = [change for change in changes if change.before != change.after]
        step = Step(self.label, (*changes, *key_series_changes(self.ours, changes)), dict(self.words))
        doomed = [row for row_id, row in self.removed.items() if row_id in rows]
        return self._without(step, doomed) if doomed else step

    def _without(self, step: Step, doomed: list[Entity]) -> Step:
        """The step with rows taken out as well, and all that hangs on them here by now."""
        between = self.ours.with_step(step)
        rows = [between.row(type(row), row.id) for row in doomed]
        return merged(self.label, (step, remove_rows(between, rows)), dict(self.words))

    def _changed(self, kind: str, row_id: UUID, fields: dict[str, Any]) -> RowChange:
        row = self.ours.table(kind)[row_id]
        if "parent_id" in fields:
            last = max((a.position for a in self.ours.children(fields["parent_id"])), default=0.0)
            fields = {**fields, "position": last + 1.0}
        return RowChange.update(row, change_row(row, **fields))


def merge(base: Plan, theirs: Step, ours: Plan, sender: UUID | None = None) -> Merge:
    """What a step from the plan as it was sent comes to on the plan as it is now.

    `sender` is the organisation that sent it: what it changes in rows of others is marked as theirs.
    """
    return _Merging(base, theirs, ours, sender).merge()


class _Merging:
    def __init__(self, base: Plan, theirs: Step, ours: Plan, sender: UUID | None) -> None:
        self._base, self._step, self._ours, self._sender = base, theirs, ours, sender
        self._proposals: list[Proposal] = []
        self._added: dict[UUID, Entity] = {}
        self._removed: dict[UUID, Entity] = {}
        self._gone: list[Entity] = []
        self._same: dict[UUID, UUID] = {}  # their new row -> the one that is here by now
        self._taken: dict[str, int] = {}

    def merge(self) -> Merge:
        changes = [change for change in self._step.changes if change.kind != KeySeries.kind_name]
        for change in changes:
            if change.before is None:
                self._add(cast(Entity, change.after))
            elif change.after is None:
                self._remove(change.before)
            else:
                self._change(change.before, change.after)
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
        self._propose(row, name, base, ours, theirs, verdict)

    def _propose(self, row: Entity, name: str, base: Any, ours: Any, theirs: Any, verdict: Verdict) -> None:
        key = getattr(row, "key", None) or getattr(row, "code", None) or str(row.id)
        about = name_of(row)
        owner = whose(self._ours, row, self._sender)
        self._proposals.append(Proposal(row.kind_name, row.id, key, about, name, base, ours, theirs, verdict, owner))

    def _remove(self, before: Entity) -> None:
        row = self._ours.table(before.kind_name).get(before.id)
        if row is None:
            return
        self._removed[row.id] = row
        verdict = Verdict.REMOVED if row == before else Verdict.CONFLICT
        for name in _telling(row):
            self._propose(row, name, getattr(before, name), getattr(row, name), None, verdict)

    def _add(self, row: Entity) -> None:
        known = self._known(row)
        if known is not None:
            self._same[row.id] = known.id
            for name in _telling(row):
                theirs, ours = self._here(row, name), getattr(known, name)
                if theirs != ours:
                    self._propose(known, name, None, ours, theirs, Verdict.CONFLICT)
            return
        values = {name: self._here(row, name) for name in REFERENCES.get(row.kind_name, {})}
        if row.kind_name in KEYED:
            values["key"] = self._fresh_key(str(getattr(row, "key", "")))
        made = change_row(row, **values)
        self._added[made.id] = made
        for name in _telling(made):
            self._propose(made, name, None, None, getattr(made, name), Verdict.NEW)

    def _known(self, row: Entity) -> Entity | None:
        """A row that came into the plan after it was sent, and is called the same."""
        named = _name(row, lambda name: self._here(row, name))
        if named is None:
            return None
        before = self._base.table(row.kind_name)
        used = set(self._same.values())
        for other in self._ours.table(row.kind_name).values():
            fresh = other.id not in before and other.id not in used
            if fresh and _name(other, lambda name, other=other: getattr(other, name)) == named:
                return other
        return None

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
        prefix, number = split_key(key)
        _, coming = split_key(next_key(self._ours, prefix))
        chosen = max(number, coming, self._taken.get(prefix, 0) + 1)
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


def _with_what_they_need(fresh: Mapping[UUID, Entity], ours: Plan) -> list[Entity]:
    """New rows that refer to nothing that was left out; what hangs on a row that was not taken goes with it."""
    kept = dict(fresh)
    while True:
        lost = [row for row in kept.values() if not all(_is_there(ref, kept, ours) for ref in _references(row))]
        if not lost:
            return list(kept.values())
        for row in lost:
            del kept[row.id]


def _references(row: Entity) -> Iterator[tuple[str, UUID]]:
    for name, kind in REFERENCES.get(row.kind_name, {}).items():
        value = cast("UUID | tuple[UUID, ...] | None", getattr(row, name))
        ids = value if isinstance(value, tuple) else () if value is None else (value,)
        yield from ((kind, row_id) for row_id in ids)


def _is_there(reference: tuple[str, UUID], fresh: Mapping[UUID, Entity], ours: Plan) -> bool:
    kind, row_id = reference
    return row_id in fresh or row_id in ours.table(kind)


def key_series_changes(plan: Plan, changes: Iterable[RowChange]) -> list[RowChange]:
    """The numbers that new rows were given, counted as used."""
    last: dict[str, int] = {}
    for change in changes:
        if change.before is None and change.kind in KEYED:
            prefix, number = split_key(str(getattr(change.after, "key", "")))
            last[prefix] = max(last.get(prefix, 0), number)
    known = {series.prefix: series for series in plan.rows(KeySeries)}
    found: list[RowChange] = []
    for prefix, number in sorted(last.items()):
        series = known.get(prefix)
        if series is None:
            found.append(RowChange.add(KeySeries(prefix=prefix, last=number)))
        elif series.last < number:
            found.append(RowChange.update(series, change_row(series, last=number)))
    return found
