"""What they propose, field by field, and the step that takes a choice of it over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, cast
from uuid import UUID

from planner.domain.changes import RowChange, Step, merged
from planner.domain.edits import change_row, remove_rows
from planner.domain.model import ENTITIES, KEYED, REFERENCES, Entity, KeySeries
from planner.domain.plan import Plan
from planner.errors import EditRefused
from planner.message import N_, Message

PLACE = ("id", "position", "key")
"""Fields that the program gives: nobody types them, so they are no matter of agreement."""
MOST_REFUSALS = 25
"""Rows that are left out one by one because the plan refuses them; beyond it nothing is taken over."""


class Verdict(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"
    CONFLICT = "conflict"  # changed here as well, to something else
    UNCLEAR = "unclear"  # can be read in several ways: somebody has to say which


class Accept(StrEnum):
    """What is taken over of what they sent. What is unclear is taken over by no way of accepting."""

    PROPOSED = "proposed"  # what only they changed; at conflicts ours stays, and no row goes
    THEIRS = "theirs"  # all of it, rows that they removed as well
    OURS = "ours"  # as proposed: said on purpose
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One field of one row. For a new or removed row there is one proposal for each field that says something.

    `place` is where it stands in the file (sheet and cell), as far as known. `options` are the values to
    choose from where it is unclear which is meant; `theirs` is then None.
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
    place: str = ""
    options: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the plan refuses a row of a choice, with the proposals for it that were left out."""

    message: Message
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """All that they propose, against the plan as it is now; `gone` are rows they changed that are not here any more."""

    ours: Plan
    label: str
    words: Mapping[str, str]
    proposals: tuple[Proposal, ...]
    added: Mapping[UUID, Entity]
    removed: Mapping[UUID, Entity]
    gone: tuple[Entity, ...] = ()

    @property
    def conflicts(self) -> tuple[Proposal, ...]:
        return tuple(each for each in self.proposals if each.verdict is Verdict.CONFLICT)

    def taken(self, accept: Accept) -> frozenset[int]:
        """The numbers of the proposals that a way of accepting takes over."""
        if accept is Accept.NONE:
            return frozenset()
        left = {Verdict.UNCLEAR} if accept is Accept.THEIRS else {Verdict.UNCLEAR, Verdict.CONFLICT, Verdict.REMOVED}
        return frozenset(n for n, each in enumerate(self.proposals) if each.verdict not in left)

    def step(self, taken: Iterable[int], chosen: Mapping[int, Any] | None = None) -> Step:
        """The step that takes some proposals over, by number; `chosen` gives another value than theirs for some.

        A new row comes in as soon as one of its fields is taken. Raises EditRefused where the values of a
        row do not go together.
        """
        choice = self._choice(taken, chosen or {})
        last: dict[UUID | None, float] = {}
        changes = [self._changed(kind, row_id, fields, last) for (kind, row_id), fields in choice.values.items()]
        fresh = {row_id: change_row(self.added[row_id], **fields) for row_id, fields in choice.fresh.items()}
        changes += map(RowChange.add, _with_what_they_need(fresh, self.ours))
        changes = [change for change in changes if change.before != change.after]
        step = Step(self.label, (*changes, *_key_series(self.ours, changes)), dict(self.words))
        doomed = [self.removed[row_id] for row_id in choice.doomed]
        return self._without(step, doomed) if doomed else step

    def _choice(self, taken: Iterable[int], chosen: Mapping[int, Any]) -> _Choice:
        choice = _Choice()
        for number in sorted({*taken, *chosen}):
            each = self.proposals[number]
            if each.row_id in self.removed:
                choice.doomed[each.row_id] = None
                continue
            if each.row_id in self.added:
                fields = choice.fresh.setdefault(each.row_id, {})
            else:
                fields = choice.values.setdefault((each.kind, each.row_id), {})
            if number in chosen:
                fields[each.field] = chosen[number]
            elif each.verdict is not Verdict.UNCLEAR and each.row_id not in self.added:
                fields[each.field] = each.theirs
        return choice

    def fitting(self, taken: Iterable[int]) -> tuple[frozenset[int], tuple[Refusal, ...]]:
        """What of a choice the plan allows, and what was left out of it: whole rows, each with why."""
        left = sorted(taken)
        refusals: list[Refusal] = []
        while (message := self._refusal(left)) is not None:
            rows = list(dict.fromkeys(self.proposals[n].row_id for n in left))
            if len(refusals) == MOST_REFUSALS:
                text = N_("Too much of it does not go together: nothing is taken over.")
                return frozenset(), (*refusals, Refusal(Message(text), tuple(left)))
            low, high = 0, len(rows)  # the first `low` rows go together, the first `high` do not
            while high - low > 1:
                middle = (low + high) // 2
                found = self._refusal(self._of_rows(left, rows[:middle]))
                low, high, message = (middle, high, message) if found is None else (low, middle, found)
            numbers = self._of_rows(left, rows[high - 1 : high])
            refusals.append(Refusal(message, tuple(numbers)))
            left = [n for n in left if n not in set(numbers)]
        return frozenset(left), tuple(refusals)

    def _of_rows(self, numbers: Iterable[int], rows: Iterable[UUID]) -> list[int]:
        wanted = set(rows)
        return [n for n in numbers if self.proposals[n].row_id in wanted]

    def _refusal(self, numbers: Iterable[int]) -> Message | None:
        try:
            self.ours.with_step(self.step(numbers))
        except EditRefused as refused:
            return refused.message
        return None

    def _without(self, step: Step, doomed: list[Entity]) -> Step:
        """The step with rows taken out as well, and all that hangs on them here by now."""
        between = self.ours.with_step(step)
        rows = [between.row(type(row), row.id) for row in doomed]
        return merged(self.label, (step, remove_rows(between, rows)), dict(self.words))

    def _changed(self, kind: str, row_id: UUID, fields: dict[str, Any], last: dict[UUID | None, float]) -> RowChange:
        row = self.ours.table(kind)[row_id]
        if "parent_id" in fields:
            parent = fields["parent_id"]
            if parent not in last:
                last[parent] = max((a.position for a in self.ours.children(parent)), default=0.0)
            last[parent] += 1.0
            fields = {**fields, "position": last[parent]}
        return RowChange.update(row, change_row(row, **fields))


@dataclass(slots=True)
class _Choice:
    """What is taken over, by row: fields that change, fields of new rows that were chosen otherwise, rows that go."""

    values: dict[tuple[str, UUID], dict[str, Any]] = field(default_factory=dict[tuple[str, UUID], dict[str, Any]])
    fresh: dict[UUID, dict[str, Any]] = field(default_factory=dict[UUID, dict[str, Any]])
    doomed: dict[UUID, None] = field(default_factory=dict[UUID, None])


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
    about: UUID | None = getattr(row, "about_id", None)
    if about is not None:
        yield "", about


def _is_there(reference: tuple[str, UUID], fresh: Mapping[UUID, Entity], ours: Plan) -> bool:
    """Whether a row is in the plan or comes in; the kind is empty where it may be any."""
    kind, row_id = reference
    return row_id in fresh or any(row_id in ours.table(each) for each in ((kind,) if kind else ENTITIES))


def _key_series(plan: Plan, changes: Iterable[RowChange]) -> list[RowChange]:
    """The numbers that new rows were given, counted as used."""
    last: dict[str, int] = {}
    for change in changes:
        if change.before is None and change.kind in KEYED:
            prefix, _, number = str(getattr(change.after, "key", "")).rpartition("-")
            last[prefix] = max(last.get(prefix, 0), int(number))
    known = {series.prefix: series for series in plan.rows(KeySeries)}
    found: list[RowChange] = []
    for prefix, number in sorted(last.items()):
        series = known.get(prefix)
        if series is None:
            found.append(RowChange.add(KeySeries(prefix=prefix, last=number)))
        elif series.last < number:
            found.append(RowChange.update(series, change_row(series, last=number)))
    return found
