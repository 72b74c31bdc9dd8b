"""Lines of the journal as sentences: what changed, from what to what. No Qt here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from planner.domain.changes import Step
from planner.domain.edits import add_row
from planner.domain.fields import Shape, field_spec
from planner.domain.integrity import name_of
from planner.domain.model import (
    ENTITIES,
    Activity,
    Assessment,
    Citation,
    Criterion,
    Dependency,
    Entity,
    Indicator,
    Measurement,
)
from planner.domain.plan import Plan
from planner.language import Translator
from planner.storage.journal import Action, JournalLine, LineChange

LONG = 60
"""Texts longer than this are cut in a single line."""


@dataclass(frozen=True, slots=True)
class FieldWords:
    """One field of one row, before and after, as a person reads it."""

    heading: str
    before: str
    after: str


def local(at: datetime) -> datetime:
    """A stored moment on this machine's clock."""
    return at.astimezone()


def when(at: datetime, translator: Translator) -> str:
    """A stored moment in words: 4-7-22 14:05."""
    here = local(at)
    return f"{translator.date(here.date())} {here:%H:%M}"


def done_by(line: JournalLine, translator: Translator) -> str:
    """What a line did, in words: the step, and whether it was undone or redone."""
    text = translator.step(line.label, line.words)
    match line.action:
        case Action.UNDO:
            return translator.translate("Undone: {what}", what=text)
        case Action.REDO:
            return translator.translate("Redone: {what}", what=text)
        case _:
            return text


def value_words(kind: str, name: str, value: Any, plan: Plan, translator: Translator) -> str:
    """A value from the journal; one of an older format that no longer fits shows as it was stored."""
    spec = field_spec(kind, name)
    if spec is None or (spec.shape is Shape.STRUCTURE and name not in ("week", "exceptions", "splits")):
        return "" if value in (None, (), "") else translator.translate("changed")
    try:
        text = translator.value(spec, value, plan)
    except (AttributeError, KeyError, TypeError, ValueError):
        return str(value)
    if not text and value and spec.shape in (Shape.REFERENCE, Shape.REFERENCES):
        return translator.translate("(removed)")
    return text


def fields_of(change: LineChange, plan: Plan, translator: Translator) -> list[FieldWords]:
    """The fields of a change that have a name, in the order of the form."""
    found: list[FieldWords] = []
    for name in change.fields:
        spec = field_spec(change.kind, name)
        if spec is None or not spec.heading:
            continue
        before, after = (
            value_words(change.kind, name, side.get(name), plan, translator) if side is not None else ""
            for side in (change.before, change.after)
        )
        if before or after:
            found.append(FieldWords(translator.heading(spec), before, after))
    return found


def row_name(change: LineChange, plan: Plan, translator: Translator) -> str:
    """The name of the row a change is about, also of one that is gone."""
    row = plan.table(change.kind).get(change.id)
    if row is not None:
        return title_of(row, plan, translator)
    values: Mapping[str, Any] = change.after or change.before or {}
    for name in ("key", "code", "name", "title"):
        if values.get(name):
            return str(values[name])
    return translator.translate("{kind}", kind=change.kind)


def title_of(row: Entity, plan: Plan, translator: Translator) -> str:
    """A row by its key and name; one without a name by what it belongs to."""
    kind = translator.translate("{kind}", kind=row.kind_name)
    match row:
        case Dependency():
            first, second = plan.get(Activity, row.predecessor_id), plan.get(Activity, row.successor_id)
            return f"{first.key if first else '?'} → {second.key if second else '?'}"
        case Assessment():
            about = plan.get(Criterion, row.criterion_id)
        case Measurement():
            about = plan.get(Indicator, row.indicator_id)
        case Citation():
            about = next((t[row.about_id] for t in map(plan.table, ENTITIES) if row.about_id in t), None)
        case _:
            return name_of(row) if name_of(row) != row.kind_name else kind
    return f"{kind}: {name_of(about)}" if about is not None else kind


def added(plan: Plan, row: Entity, translator: Translator) -> Step:
    """The step that adds a row; one without a name is told in the log by what it belongs to."""
    step = add_row(plan, row)
    if name_of(row) != row.kind_name:
        return step
    title = title_of(row, plan, translator)
    return Step(step.label, step.changes, {"kind": row.kind_name, "name": title.partition(": ")[2] or title})


def short(text: str) -> str:
    """The beginning of a text on one line."""
    plain = " ".join(text.split())
    return plain if len(plain) <= LONG else f"{plain[: LONG - 1]}…"


def row_history(
    lines: Iterable[JournalLine],
    row: Entity,
    plan: Plan,
    translator: Translator,
    *,
    about: frozenset[UUID] = frozenset(),
) -> list[str]:
    """What happened to a row (and to the rows in `about`, its links), newest first, a sentence a line."""
    told: list[str] = []
    for line in reversed(list(lines)):
        for change in line.changes:
            if change.id == row.id:
                told.append(_sentence(line, change, plan, translator))
            elif change.id in about:
                told.append(f"{translator.date(local(line.at).date())} {done_by(line, translator)}")
    return told


def _sentence(line: JournalLine, change: LineChange, plan: Plan, translator: Translator) -> str:
    day = translator.date(local(line.at).date())
    if change.before is None:
        what = translator.translate("added")
    elif change.after is None:
        what = translator.translate("removed")
    else:
        parts = [
            translator.translate(
                "{heading} {before} → {after}",
                heading=each.heading.lower(),
                before=short(each.before) or "–",
                after=short(each.after) or "–",
            )
            for each in fields_of(change, plan, translator)
        ]
        what = "; ".join(parts) or translator.translate("moved in the outline")
    return f"{day} {what} ({_by(line, translator)})"


def _by(line: JournalLine, translator: Translator) -> str:
    if line.action is Action.UNDO:
        return translator.translate("undone by {who}", who=line.who)
    if line.action is Action.REDO:
        return translator.translate("redone by {who}", who=line.who)
    if line.label.endswith(".import"):
        return translator.step(line.label, line.words)
    return line.who
