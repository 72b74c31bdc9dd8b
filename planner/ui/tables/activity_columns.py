"""The columns of the activity table: what stands in a cell, and what typing into it does. No Qt here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from uuid import UUID

from planner.chart.date_words import ASSUMED, date_text
from planner.domain import edits
from planner.domain.activity_fields import ACTIVITY_FIELDS
from planner.domain.changes import Step
from planner.domain.control.state import STATE_SIGNS, states
from planner.domain.control.statements import Statements, grounds_words
from planner.domain.fields import FieldDef, Shape, Surface
from planner.domain.imprecise_date import ImpreciseDate, Nature
from planner.domain.model import Activity, State
from planner.domain.plan import Plan
from planner.domain.scheduling.edits_in_time import set_planned_finish, set_planned_start
from planner.domain.scheduling.schedule import Schedule, ScheduledActivity
from planner.errors import EditRefused
from planner.language import Translator
from planner.message import N_, Message
from planner.ui.durations import read_duration, set_duration
from planner.ui.tables.typed_links import PREDECESSORS, predecessors_text, typed_predecessors


class CellStyle(Enum):
    """How a cell's text is written."""

    PLAIN = "plain"
    QUIET = "quiet"  # keys and codes: less ink
    IMPRECISE = "imprecise"  # the words of a date window: italic, in the accent colour
    LATE = "late"  # negative slack


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column: the activity's field, a short heading, and its first width in pixels."""

    name: str
    spec: FieldDef
    heading: str
    width: int
    right: bool = False


@dataclass(frozen=True, slots=True)
class TableCell:
    """What stands in a cell; `short` stands there instead where the text has no room.

    `sign` stands before it, and is no part of what can be typed; `more` is what there is to say of it besides.
    """

    text: str
    manner: CellStyle = CellStyle.PLAIN
    short: str = ""
    sign: str = ""
    more: str = ""

    @property
    def shown(self) -> str:
        """Sign and text."""
        return f"{self.sign} {self.text}" if self.sign and self.text else self.text


RIGHT = (Shape.PERCENT, Shape.DURATION, Shape.INTEGER, Shape.NUMBER)
"""Shapes whose values stand at the right of a column."""
PIXELS = 7
"""Of a column without a width of its own, for each character of its field."""


def _column(spec: FieldDef) -> TableColumn:
    heading = spec.table.heading or spec.heading
    return TableColumn(spec.name, spec, heading, spec.table.width or PIXELS * spec.width, spec.shape in RIGHT)


def _columns(specs: Iterable[FieldDef]) -> tuple[TableColumn, ...]:
    shown = sorted((spec for spec in specs if spec.is_on(Surface.TABLE)), key=lambda spec: spec.table.place)
    return tuple(map(_column, shown))


COLUMNS: tuple[TableColumn, ...] = (
    *_columns(ACTIVITY_FIELDS),
    TableColumn(PREDECESSORS.name, PREDECESSORS, PREDECESSORS.heading, 130),
)
"""A column for each field of an activity that the table has; those of the plan's own fields come after them."""


class Cells(dict[int, TableCell]):
    """The cells of a row by the numbers of columns, each written when it is first asked for."""

    def __init__(self, columns: Sequence[TableColumn], write: Callable[[TableColumn], TableCell]) -> None:
        super().__init__()
        self.columns, self._write = columns, write

    def __missing__(self, number: int) -> TableCell:
        found = self[number] = self._write(self.columns[number])
        return found


def cell(column: TableColumn, activity: Activity, told: Statements, words: Translator) -> TableCell:
    """What stands in a cell."""
    plan, planned = told.plan, told.schedule[activity.id]
    match column.name:
        case "start" | "finish":
            return _date(told, activity, words, is_start=column.name == "start")
        case "state":
            return _state(told, activity, words)
        case "percent_complete":
            return TableCell(_percent(activity, planned))
        case "duration_minutes":
            return TableCell(words.duration(planned.duration_minutes) if not activity.is_plain_milestone else "")
        case "total_slack":
            return _slack(told, activity, words)
        case "late_start":
            return TableCell(words.date(planned.late_start))
        case "late_finish":
            return TableCell(words.date(planned.late_finish))
        case PREDECESSORS.name:
            return TableCell(predecessors_text(activity, plan, words))
        case "key" | "organisation_id" | "track_id":
            return TableCell(words.value(column.spec, getattr(activity, column.name), plan), CellStyle.QUIET)
        case _:
            holder = activity if column.spec.stored else planned
            value = getattr(holder, column.name)
            text = words.value(column.spec, value, plan)
            none = column.spec.shape is Shape.CHOICE and not value  # "None" below "None" says nothing aloud
            shown = " ".join(text.split()) if column.spec.shape is Shape.LONG_TEXT else text
            return TableCell(shown, CellStyle.QUIET if none else CellStyle.PLAIN)


def is_imprecise(window: ImpreciseDate | None) -> bool:
    """Whether a window is to be shown in its words rather than as a day."""
    return window is not None and not window.is_exact and (window.nature is not Nature.WINDOW or not _is_open(window))


def _is_open(window: ImpreciseDate) -> bool:
    return window.earliest is None and window.latest is None and not window.words


def _date(told: Statements, activity: Activity, words: Translator, *, is_start: bool) -> TableCell:
    """A start or finish: the words within which it is planned, else the day, with a sign where it is an assumption."""
    if activity.is_plain_milestone and not is_start:
        return TableCell("")
    statement = told.start(activity) if is_start else told.finish(activity)
    found = date_text(statement, words, is_start=is_start)
    sign = found.sign if found.sign == ASSUMED else ""
    if found.in_words:
        return TableCell(found.text, CellStyle.IMPRECISE, found.day, sign, found.more)
    if not found.text and not is_start and told.schedule[activity.id].termless:
        return TableCell(words.translate("no term"), CellStyle.QUIET)
    return TableCell(found.text, CellStyle.PLAIN, found.day, sign, found.more)


def _slack(told: Statements, activity: Activity, words: Translator) -> TableCell:
    """Total slack, with a sign where it rests on an assumption; nothing where there is none."""
    slack = told.slack(activity)
    rests = told.grounds.of_slack(activity.id) if slack is not None else ()
    style = CellStyle.LATE if slack is not None and slack < 0 else CellStyle.PLAIN
    more = grounds_words(rests)
    return TableCell(
        words.duration(slack), style, "", ASSUMED if rests else "", words.translate(more) if more is not None else ""
    )


def _state(told: Statements, activity: Activity, words: Translator) -> TableCell:
    """Sign and word; only what is late stands out."""
    state = states(told.plan, told.schedule).of(activity)
    style = CellStyle.LATE if state is State.LATE else CellStyle.PLAIN
    return TableCell(words.choice(state), style, sign=STATE_SIGNS[state])


def _percent(activity: Activity, planned: ScheduledActivity) -> str:
    if activity.is_milestone:
        return "✓" if activity.has_happened else ""
    return str(round(planned.percent if activity.is_summary else activity.percent_complete))


def can_be_typed(column: TableColumn, activity: Activity) -> bool:
    """Whether a cell takes typing."""
    spec = column.spec
    if spec is PREDECESSORS:
        return True
    if not spec.editable or (activity.is_summary and (spec.rolled_up or not spec.of_summaries)):
        return False
    return not (spec.lasting and activity.is_plain_milestone)


def text_to_edit(column: TableColumn, activity: Activity, told: Statements, words: Translator) -> str:
    """What stands in a cell's editor when it opens."""
    if column.name == "percent_complete":
        return str(activity.percent_complete)
    if column.spec.shape is Shape.LONG_TEXT:
        return str(getattr(activity, column.name))
    shown = cell(column, activity, told, words)
    termless = column.name == "finish" and told.schedule[activity.id].termless
    return "" if termless and shown.manner is CellStyle.QUIET else shown.text


def typed(
    plan: Plan, schedule: Schedule, activity_id: UUID, column: TableColumn, text: str, *, words: Translator
) -> Step:
    """The step that typing `text` into a cell asks for; EditRefused where it means nothing there."""
    activity = plan.activity(activity_id)
    if not can_be_typed(column, activity):
        raise EditRefused(N_("{field} cannot be typed in."), field=Message(column.spec.heading))
    if column.name in ("start", "finish"):
        return _typed_date(plan, schedule, activity, column, text, words=words)
    if column.spec is PREDECESSORS:
        return typed_predecessors(plan, activity, text)
    if column.name == "duration_minutes":
        return set_duration(plan, [activity], read_duration(column.spec, text, words))
    value = words.parse(column.spec, text, plan)
    if column.name == "constraint":
        return edits.set_constraint(plan, [activity], value)
    if column.name == "percent_complete":
        value = value or 0
    return edits.set_field(plan, activity, column.name, value)


def _typed_date(
    plan: Plan, schedule: Schedule, activity: Activity, column: TableColumn, text: str, *, words: Translator
) -> Step:
    """A typed date becomes the date as it was given; without text there is none given any more."""
    window = words.parse(replace(column.spec, shape=Shape.WINDOW), text, plan)
    setter = set_planned_start if column.name == "start" else set_planned_finish
    return setter(plan, schedule, activity.id, window)
