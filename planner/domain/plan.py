"""The plan: all rows of a programme, immutable; a step gives the next plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TypeVar, cast
from uuid import UUID

from planner.domain.changes import RowChange, Step
from planner.domain.incremental_index import LookUp, PendingUpdate, carry_over
from planner.domain.model import (
    ENTITIES,
    REFERENCES,
    Activity,
    Agreement,
    Assessment,
    Assumption,
    AttentionChoice,
    Baseline,
    BaselineDate,
    Citation,
    Commitment,
    Criterion,
    Decision,
    Dependency,
    Entity,
    Gate,
    Indicator,
    Measurement,
    Organisation,
    Overruling,
    Programme,
    Remark,
    Risk,
    SavedView,
    Scenario,
    Source,
    Track,
    UpdateRound,
    WorkCalendar,
    split_key,
)
from planner.errors import EditRefused, PlannerBug
from planner.message import N_

Row = TypeVar("Row", bound=Entity)
Table = Mapping[UUID, Entity]


class Plan:
    """Rows by kind and id, with the look-ups that everybody needs, each made once when first asked.

    Two plans are equal when their rows are.
    """

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self._tables: dict[str, Table] = {kind: tables.get(kind, {}) for kind in ENTITIES}
        self.waiting: dict[str, PendingUpdate] = {}

    @classmethod
    def of(cls, rows: Iterable[Entity]) -> Plan:
        tables: dict[str, dict[UUID, Entity]] = {kind: {} for kind in ENTITIES}
        for row in rows:
            tables[row.kind_name][row.id] = row
        return cls(tables)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Plan) and self._tables == other._tables

    __hash__ = None  # type: ignore[assignment]

    # --- rows -------------------------------------------------------------------------------

    def table(self, kind: str) -> Table:
        return MappingProxyType(cast(dict[UUID, Entity], self._tables[kind]))

    def shares(self, other: Plan, kind: str) -> bool:
        """Whether no step between two plans touched a kind of rows (False also where that is not known)."""
        return self._tables[kind] is other._tables[kind]

    def rows(self, entity: type[Row]) -> Iterable[Row]:
        """All rows of a kind, in no promised order."""
        return cast(Iterable[Row], self._tables[entity.kind_name].values())

    def all_rows(self) -> Iterator[Entity]:
        for table in self._tables.values():
            yield from table.values()

    @property
    def size(self) -> int:
        """How many rows there are, of all kinds."""
        return sum(len(table) for table in self._tables.values())

    def get(self, entity: type[Row], row_id: UUID | None) -> Row | None:
        return cast("Row | None", self._tables[entity.kind_name].get(row_id)) if row_id else None

    def row(self, entity: type[Row], row_id: UUID) -> Row:
        try:
            return cast(Row, self._tables[entity.kind_name][row_id])
        except KeyError:
            raise EditRefused(N_("This {kind} is no longer in the plan."), kind=entity.kind_name) from None

    def activity(self, row_id: UUID) -> Activity:
        return self.row(Activity, row_id)

    # --- look-ups ---------------------------------------------------------------------------

    @LookUp
    def programme(self) -> Programme:
        found = list(self.rows(Programme))
        if len(found) != 1:
            raise PlannerBug(N_("A plan has exactly one programme; this one has {number}."), number=len(found))
        return found[0]

    def _sorted(self, entity: type[Row], key: Callable[[Row], object]) -> tuple[Row, ...]:
        return tuple(sorted(self.rows(entity), key=key))  # type: ignore[arg-type]

    @LookUp
    def organisations(self) -> tuple[Organisation, ...]:
        return self._sorted(Organisation, lambda o: (o.position, o.code))

    @LookUp
    def tracks(self) -> tuple[Track, ...]:
        return self._sorted(Track, lambda t: (t.position, t.code))

    @LookUp
    def calendars(self) -> tuple[WorkCalendar, ...]:
        return self._sorted(WorkCalendar, lambda c: (c.name, str(c.id)))

    @LookUp
    def commitments(self) -> tuple[Commitment, ...]:
        return self._sorted(Commitment, lambda c: (c.position, c.key))

    @LookUp
    def indicators(self) -> tuple[Indicator, ...]:
        return self._sorted(Indicator, lambda i: (i.position, i.key))

    @LookUp
    def sources(self) -> tuple[Source, ...]:
        return self._sorted(Source, lambda s: (s.position, s.key))

    @LookUp
    def baselines(self) -> tuple[Baseline, ...]:
        return self._sorted(Baseline, lambda b: (b.taken_on, b.name, str(b.id)))

    @LookUp
    def criteria(self) -> tuple[Criterion, ...]:
        return self._sorted(Criterion, lambda c: (c.position, c.name, str(c.id)))

    @LookUp
    def update_rounds(self) -> tuple[UpdateRound, ...]:
        return self._sorted(UpdateRound, lambda r: (r.opened_on, r.name, str(r.id)))

    @LookUp
    def entry(self) -> Activity | None:
        """The milestone of entry into force."""
        return next((a for a in self.rows(Activity) if a.gate is Gate.ENTRY), None)

    @LookUp
    def activities_by_key(self) -> Mapping[str, Activity]:
        return {a.key: a for a in self.rows(Activity)}

    @LookUp
    def activity_numbers(self) -> Mapping[str, int]:
        """The highest number in a key of an activity, by what stands before it."""
        found: dict[str, int] = {}
        for activity in self.rows(Activity):
            prefix, number = split_key(activity.key)
            found[prefix] = max(found.get(prefix, 0), number)
        return found

    @LookUp
    def organisations_by_code(self) -> Mapping[str, Organisation]:
        return {o.code: o for o in self.rows(Organisation)}

    @LookUp
    def _children(self) -> Mapping[UUID | None, tuple[Activity, ...]]:
        by_parent: defaultdict[UUID | None, list[Activity]] = defaultdict(list)
        for activity in self.rows(Activity):
            by_parent[activity.parent_id].append(activity)
        return {p: tuple(sorted(c, key=lambda a: (a.position, a.key))) for p, c in by_parent.items()}

    def children(self, parent_id: UUID | None) -> tuple[Activity, ...]:
        """What is directly in a summary (or at the top, for None), in order."""
        return self._children.get(parent_id, ())

    @LookUp
    def outline(self) -> tuple[tuple[Activity, int], ...]:
        """All activities from top to bottom, each with its depth (0 at the top)."""
        found: list[tuple[Activity, int]] = []
        stack = [(a, 0) for a in reversed(self.children(None))]
        while stack:
            activity, depth = stack.pop()
            found.append((activity, depth))
            stack.extend((child, depth + 1) for child in reversed(self.children(activity.id)))
        return tuple(found)

    def descendants(self, activity_id: UUID) -> Iterator[Activity]:
        for child in self.children(activity_id):
            yield child
            yield from self.descendants(child.id)

    def ancestors(self, activity_id: UUID) -> Iterator[Activity]:
        activity = self.get(Activity, activity_id)
        while activity is not None and activity.parent_id is not None:
            activity = self.get(Activity, activity.parent_id)
            if activity is not None:
                yield activity

    def _grouped(self, rows: Iterable[Row], by: str) -> dict[UUID, tuple[Row, ...]]:
        groups: defaultdict[UUID, list[Row]] = defaultdict(list)
        for row in rows:
            groups[getattr(row, by)].append(row)
        return {key: tuple(group) for key, group in groups.items()}

    @LookUp
    def _incoming(self) -> Mapping[UUID, tuple[Dependency, ...]]:
        return self._grouped(self.rows(Dependency), "successor_id")

    @LookUp
    def _outgoing(self) -> Mapping[UUID, tuple[Dependency, ...]]:
        return self._grouped(self.rows(Dependency), "predecessor_id")

    def predecessors(self, activity_id: UUID) -> tuple[Dependency, ...]:
        """Links that come into an activity."""
        return self._incoming.get(activity_id, ())

    def successors(self, activity_id: UUID) -> tuple[Dependency, ...]:
        """Links that leave an activity."""
        return self._outgoing.get(activity_id, ())

    @property
    def has_linked_summaries(self) -> bool:
        """Whether any link begins or ends at what holds others."""
        coming, going = self._incoming, self._outgoing
        return any(holder in coming or holder in going for holder in self._children if holder is not None)

    def is_chain(self, link: Dependency) -> bool:
        """Whether a link crosses organisations."""
        first, second = self.get(Activity, link.predecessor_id), self.get(Activity, link.successor_id)
        return bool(first and second and crosses(first, second))

    @LookUp
    def agreements(self) -> tuple[Agreement, ...]:
        return self._sorted(Agreement, lambda a: (a.position, a.key))

    @LookUp
    def decisions(self) -> tuple[Decision, ...]:
        """Oldest first."""
        return self._sorted(Decision, lambda d: (d.on, d.key))

    @LookUp
    def risks(self) -> tuple[Risk, ...]:
        return self._sorted(Risk, lambda r: (r.position, r.key))

    @LookUp
    def overrulings(self) -> tuple[Overruling, ...]:
        return self._sorted(Overruling, lambda o: (o.rule, o.on, str(o.id)))

    @LookUp
    def attention_choices(self) -> tuple[AttentionChoice, ...]:
        return self._sorted(AttentionChoice, lambda c: (c.rule, str(c.id)))

    @LookUp
    def scenarios(self) -> tuple[Scenario, ...]:
        return self._sorted(Scenario, lambda s: (s.made_on, s.name))

    @LookUp
    def saved_views(self) -> tuple[SavedView, ...]:
        return self._sorted(SavedView, lambda v: (v.position, v.name))

    @LookUp
    def _remarks(self) -> Mapping[UUID, tuple[Remark, ...]]:
        return self._grouped(sorted(self.rows(Remark), key=lambda r: r.at), "about_id")

    def remarks(self, about_id: UUID) -> tuple[Remark, ...]:
        """What was said about a row, oldest first."""
        return self._remarks.get(about_id, ())

    @LookUp
    def _citations(self) -> Mapping[UUID, tuple[Citation, ...]]:
        return self._grouped(sorted(self.rows(Citation), key=lambda c: (c.fact_id, c.place)), "about_id")

    def citations(self, about_id: UUID) -> tuple[Citation, ...]:
        return self._citations.get(about_id, ())

    @LookUp
    def _assumptions(self) -> Mapping[UUID, tuple[Assumption, ...]]:
        return self._grouped(sorted(self.rows(Assumption), key=lambda a: (a.field, str(a.id))), "about_id")

    def assumptions(self, about_id: UUID) -> tuple[Assumption, ...]:
        """What of a row is assumed, by name of the field."""
        return self._assumptions.get(about_id, ())

    @LookUp
    def _measurements(self) -> Mapping[UUID, tuple[Measurement, ...]]:
        def when(m: Measurement) -> str:
            return str(m.at.latest or m.at.earliest or "")

        return self._grouped(sorted(self.rows(Measurement), key=when), "indicator_id")

    def measurements(self, indicator_id: UUID) -> tuple[Measurement, ...]:
        """An indicator's values, oldest first."""
        return self._measurements.get(indicator_id, ())

    @LookUp
    def _assessments(self) -> Mapping[UUID, tuple[Assessment, ...]]:
        return self._grouped(sorted(self.rows(Assessment), key=lambda a: a.on), "criterion_id")

    def assessments(self, criterion_id: UUID) -> tuple[Assessment, ...]:
        """A criterion's judgements, oldest first."""
        return self._assessments.get(criterion_id, ())

    def baseline_dates(self, baseline_id: UUID) -> dict[UUID, BaselineDate]:
        """The dates in a baseline, by activity."""
        return {d.activity_id: d for d in self.rows(BaselineDate) if d.baseline_id == baseline_id}

    # --- the next plan ----------------------------------------------------------------------

    def with_step(self, step: Step) -> Plan:
        """The plan after a step.

        Raises PlannerBug where a row is not what the step thinks it was, and EditRefused where the
        result would break a rule of the plan (a reference to nothing, a key used twice, a cycle).
        """
        tables = dict(self._tables)
        for kind in step.kinds:
            tables[kind] = dict(tables[kind])
        for change in step.changes:
            _apply(cast(dict[UUID, Entity], tables[change.kind]), change)
        after = Plan(tables)
        holds, after.waiting = carry_over(self.__dict__, self.waiting, step)
        after.__dict__.update(holds)
        for refuse in RULES:
            refuse(self, after, step)
        return after


RULES: list[Callable[[Plan, Plan, Step], None]] = []
"""What no step may break: each raises EditRefused. The rules of `planner.domain.integrity`, which reads plans."""


def crosses(first: Activity, second: Activity) -> bool:
    """Whether a link between two activities crosses organisations."""
    return first.organisation_id is not second.organisation_id and first.organisation_id != second.organisation_id


def _apply(table: dict[UUID, Entity], change: RowChange) -> None:
    if table.get(change.id) != change.before:
        raise PlannerBug(
            N_("A {kind} was changed from a state that is no longer there: {id}."), kind=change.kind, id=str(change.id)
        )
    if change.after is None:
        del table[change.id]
    else:
        table[change.id] = change.after


def references(row: Entity) -> Iterator[tuple[str, str, UUID]]:
    """(field, kind, id) of everything a row refers to by a typed reference."""
    for name, kind in REFERENCES.get(row.kind_name, {}).items():
        value = cast("UUID | tuple[UUID, ...] | None", getattr(row, name))
        if value is None:
            continue
        for row_id in value if isinstance(value, tuple) else (value,):
            yield name, kind, row_id


def difference(before: Plan, after: Plan) -> tuple[RowChange, ...]:
    """The changes that lead from one plan to another."""
    changes: list[RowChange] = []
    for kind in ENTITIES:
        old, new = before.table(kind), after.table(kind)
        changes += [RowChange.remove(row) for row_id, row in old.items() if row_id not in new]
        for row_id, row in new.items():
            was = old.get(row_id)
            if was != row:
                changes.append(RowChange(kind, row_id, was, row))
    return tuple(changes)
