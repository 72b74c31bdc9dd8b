"""Durations as people type them: 10, 2w, 3 weken, 1mnd, 5d?, 4ed, 6u."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from planner.domain.changes import Step, merged
from planner.domain.edits import edit_row, set_fields
from planner.domain.fields import FieldDef
from planner.domain.model import Activity, Entity
from planner.domain.plan import Plan
from planner.errors import EditRefused
from planner.language import Translator
from planner.message import N_, Message


class Duration(NamedTuple):
    """So many minutes: of working time, or `elapsed` on the clock; None for no term."""

    minutes: int | None
    elapsed: bool


def read_duration(spec: FieldDef, text: str, translator: Translator) -> Duration:
    """What a text says; a question mark for an estimate is passed over. EditRefused where it is no duration."""
    from planner.formats.cell_values import duration_of  # with the readers of sheets: when one is typed

    plain = text.strip().removesuffix("?").strip()
    try:
        found = duration_of(plain or None, "d", translator.decimal)
    except ValueError:
        raise EditRefused(
            N_("{field} takes a duration, such as 10, 2 weeks, 1 month, 6 h or 4 ed (on the clock), not “{text}”."),
            field=Message(spec.heading),
            text=text.strip(),
        ) from None
    return Duration(None, False) if found is None else Duration(*found)


def set_duration(plan: Plan, rows: Sequence[Entity], value: Duration) -> Step:
    """Give activities a duration, and say whether it is one on the clock."""
    if all(isinstance(row, Activity) and row.elapsed is value.elapsed for row in rows):
        return set_fields(plan, rows, "duration_minutes", value.minutes)
    steps = [edit_row(row, duration_minutes=value.minutes, elapsed=value.elapsed) for row in rows]
    return merged("rows.edit", steps, {"count": str(len(rows))})
