"""The journal: every step that was taken, so that it can be undone, told and travelled back along.

A line holds full rows for what was added or removed and only the differing fields of what was
changed; the rows of today give the rest when a line is turned back into a step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, Row, insert, select
from sqlalchemy import func as sql

from planner.domain.changes import RowChange, Step
from planner.domain.model import ENTITIES
from planner.domain.plan import Plan
from planner.errors import PlanDamaged, PlannerBug
from planner.message import N_
from planner.storage.tables import JOURNAL

Values = Mapping[str, Any]
MOST_LINES = 2**53
"""No history is longer: a larger number is damage, and the one after it could not be stored."""
LAST_SEQ = select(sql.coalesce(sql.max(JOURNAL.c.seq), 0))
Place = tuple[str, UUID]


class Action(StrEnum):
    """What a line of the journal did."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class LineChange:
    """One row in a line: all its values where it was added or removed, else the fields that differ."""

    kind: str
    id: UUID
    before: Values | None
    after: Values | None

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of the fields that the line tells of."""
        return tuple(self.after if self.after is not None else self.before or ())


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One step as it was stored: `at` is aware UTC; `of_seq` is the line that was undone or redone.

    `current` is False for a line from before the file was brought to a newer format: it can be read,
    its values as plain JSON where they no longer fit, but not undone.
    """

    seq: int
    at: datetime
    who: str
    action: Action
    of_seq: int | None
    label: str
    words: dict[str, str]
    changes: tuple[LineChange, ...]
    current: bool = True


def changes_of(step: Step) -> tuple[LineChange, ...]:
    """A step's changes as they stand in the journal."""
    return tuple(_shortened(change) for change in step.changes)


def _shortened(change: RowChange) -> LineChange:
    names = change.fields
    before = {n: getattr(change.before, n) for n in names} if change.before is not None else None
    after = {n: getattr(change.after, n) for n in names} if change.after is not None else None
    return LineChange(change.kind, change.id, before, after)


# --- in the file ------------------------------------------------------------------------------------


def last_seq(connection: Connection) -> int:
    """The number of the last line; 0 for a plan that was never changed."""
    found = connection.execute(LAST_SEQ).scalar_one()
    if not isinstance(found, int) or not 0 <= found < MOST_LINES:
        raise PlanDamaged(N_("Line {seq} of the history in the file is damaged."), seq=str(found))
    return found


def write_line(connection: Connection, line: JournalLine, file_format: int) -> None:
    """Add a line."""
    connection.execute(
        insert(JOURNAL),
        {
            "seq": line.seq,
            "at": line.at.isoformat(),
            "who": line.who,
            "action": line.action.value,
            "of_seq": line.of_seq,
            "format": file_format,
            "label": line.label,
            "words": line.words,
            "changes": [{"kind": c.kind, "id": c.id, "before": c.before, "after": c.after} for c in line.changes],
        },
    )


def read_lines(connection: Connection, file_format: int, after: int, up_to: int) -> list[JournalLine]:
    """The lines after a number, up to and with another, oldest first."""
    query = select(JOURNAL).where(JOURNAL.c.seq > after, JOURNAL.c.seq <= up_to).order_by(JOURNAL.c.seq)
    return [_line(row, file_format) for row in connection.execute(query)]


def read_line(connection: Connection, file_format: int, seq: int) -> JournalLine:
    """One line."""
    return _line(connection.execute(select(JOURNAL).where(JOURNAL.c.seq == seq)).one(), file_format)


def _line(row: Row[Any], file_format: int) -> JournalLine:
    try:
        current = row.format == file_format
        return JournalLine(
            seq=row.seq,
            at=datetime.fromisoformat(row.at),
            who=row.who,
            action=Action(row.action),
            of_seq=row.of_seq,
            label=row.label,
            words=row.words,
            changes=tuple(_change(stored, current) for stored in row.changes),
            current=current,
        )
    except (ValueError, KeyError, TypeError) as error:
        raise PlanDamaged(N_("Line {seq} of the history in the file is damaged."), seq=row.seq) from error


def _change(stored: dict[str, Any], current: bool) -> LineChange:
    kind = stored["kind"]
    before, after = (
        None if stored[side] is None else {name: _value(kind, name, raw, current) for name, raw in stored[side].items()}
        for side in ("before", "after")
    )
    return LineChange(kind, UUID(stored["id"]), before, after)


def _value(kind: str, name: str, raw: Any, current: bool) -> Any:
    if current or (kind in ENTITIES and name in ENTITIES[kind].model_fields):
        try:
            return _reader(ENTITIES[kind].model_fields[name].annotation).validate_python(raw)
        except ValidationError:
            if current:
                raise
    return raw


@cache
def _reader(annotation: Any) -> TypeAdapter[Any]:
    return TypeAdapter(annotation)


# --- what can be undone -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """A step on a stack: reversing line `seq` undoes (or redoes) what line `of_seq` first did."""

    seq: int
    of_seq: int
    label: str
    words: dict[str, str]


@dataclass(slots=True)
class Stacks:
    """What can be undone and redone, the last step last; follows from the journal alone."""

    undo: list[Entry] = field(default_factory=list[Entry])
    redo: list[Entry] = field(default_factory=list[Entry])

    def note(self, seq: int, action: Action, of_seq: int | None, label: str, words: dict[str, str]) -> None:
        """Take in one more line. A new step makes an end of what could be redone."""
        entry = Entry(seq, of_seq if of_seq is not None else seq, label, words)
        match action:
            case Action.DO:
                self.undo.append(entry)
                self.redo.clear()
            case Action.UNDO:
                self._move(self.undo, self.redo, entry)
            case Action.REDO:
                self._move(self.redo, self.undo, entry)

    def _move(self, source: list[Entry], target: list[Entry], entry: Entry) -> None:
        if not source or source[-1].of_seq != entry.of_seq:
            raise PlannerBug(N_("Line {seq} of the journal undoes or redoes a step out of turn."), seq=entry.seq)
        source.pop()
        target.append(entry)


def read_stacks(connection: Connection, file_format: int, who: str | None = None) -> Stacks:
    """The stacks as they stood when the last line was written; lines of an older format are left out.

    With `who` those of one user alone: each takes back what they did themselves.
    """
    stacks = Stacks()
    columns = (JOURNAL.c.seq, JOURNAL.c.action, JOURNAL.c.of_seq, JOURNAL.c.label, JOURNAL.c.words)
    query = select(*columns).where(JOURNAL.c.format == file_format).order_by(JOURNAL.c.seq)
    if who is not None:
        query = query.where(JOURNAL.c.who == who)
    for seq, action, of_seq, label, words in connection.execute(query):
        try:
            stacks.note(seq, Action(action), of_seq, label, words)
        except (PlannerBug, ValueError) as error:
            raise PlanDamaged(N_("Line {seq} of the history in the file is damaged."), seq=seq) from error
    return stacks


# --- back in time -----------------------------------------------------------------------------------


def net_changes(present: Plan, lines: Iterable[JournalLine]) -> tuple[RowChange, ...]:
    """What lines, the newest first and ending in the present plan, did to each row taken together.

    Raises PlannerBug where a row is not what a line left it to be.
    """
    states: dict[Place, dict[str, Any] | None] = {}
    for line in lines:
        for change in reversed(line.changes):
            place = (change.kind, change.id)
            if place not in states:
                row = present.table(change.kind).get(change.id)
                states[place] = dict(row.__dict__) if row is not None else None
            states[place] = _before(states[place], change, line.seq)
    changes: list[RowChange] = []
    for (kind, row_id), state in states.items():
        after = present.table(kind).get(row_id)
        before = ENTITIES[kind].model_validate(state) if state is not None else None
        if before != after:
            changes.append(RowChange(kind, row_id, before, after))
    return tuple(changes)


def _before(state: dict[str, Any] | None, change: LineChange, seq: int) -> dict[str, Any] | None:
    fits = state is None if change.after is None else state is not None and change.after.items() <= state.items()
    if not fits:
        raise PlannerBug(
            N_("A row is not what line {seq} of the journal made of it: {id}."), seq=seq, id=str(change.id)
        )
    return None if change.before is None else {**(state or {}), **change.before}


def step_of(present: Plan, line: JournalLine) -> Step:
    """The last line of a plan's journal as a step again; its reverse takes it back."""
    return Step(line.label, net_changes(present, (line,)), line.words)


def step_forward(before: Plan, line: JournalLine) -> Step:
    """A line as the step that leads from the plan before it to the plan after it."""
    changes: list[RowChange] = []
    for change in line.changes:
        row = before.table(change.kind).get(change.id)
        if change.after is None:
            changes.append(RowChange(change.kind, change.id, row, None))
            continue
        values = {**(row.__dict__ if row is not None else {}), **change.after}
        changes.append(RowChange(change.kind, change.id, row, ENTITIES[change.kind].model_validate(values)))
    return Step(line.label, tuple(changes), line.words)
