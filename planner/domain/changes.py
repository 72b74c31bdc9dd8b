"""A step: one edit as before/after rows. The unit of undo, of saving and of the change log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from planner.domain.model import Entity


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after: no before is an addition, no after a removal."""

    kind: str
    id: UUID
    before: Entity | None
    after: Entity | None

    @classmethod
    def add(cls, row: Entity) -> RowChange:
        return cls(row.kind_name, row.id, None, row)

    @classmethod
    def update(cls, before: Entity, after: Entity) -> RowChange:
        return cls(before.kind_name, before.id, before, after)

    @classmethod
    def remove(cls, row: Entity) -> RowChange:
        return cls(row.kind_name, row.id, row, None)

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of the fields that differ; all of the row's for an addition or removal."""
        some = self.after or self.before
        assert some is not None
        names = type(some).model_fields
        if self.before is None or self.after is None:
            return tuple(names)
        return tuple(n for n in names if getattr(self.before, n) != getattr(self.after, n))

    def reversed(self) -> RowChange:
        return RowChange(self.kind, self.id, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Step:
    """Changes that belong together, under a label from `planner.domain.labels`."""

    label: str
    changes: tuple[RowChange, ...]
    words: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(change.kind for change in self.changes)

    def __bool__(self) -> bool:
        return bool(self.changes)

    def reversed(self) -> Step:
        return Step(self.label, tuple(c.reversed() for c in reversed(self.changes)), self.words)


def merged(label: str, steps: Iterable[Step], words: dict[str, str] | None = None) -> Step:
    """Several steps, each made on the plan that the one before it gives, as one.

    A row that is changed more than once keeps its first before and its last after.
    """
    net: dict[tuple[str, UUID], RowChange] = {}
    for step in steps:
        for change in step.changes:
            place = (change.kind, change.id)
            earlier = net.pop(place, change)
            if earlier.before != change.after:
                net[place] = RowChange(change.kind, change.id, earlier.before, change.after)
    return Step(label, tuple(net.values()), words or {})
