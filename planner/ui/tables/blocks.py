"""Blocks of cells: as text for other programs, and typed into the plan as one step. No Qt here."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape
from uuid import UUID

from planner.domain import edits
from planner.domain.changes import Step, merged
from planner.domain.control.statements import statements
from planner.domain.model import Activity
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule, schedule
from planner.domain.scheduling.edits_in_time import set_planned_finish, set_planned_start
from planner.errors import EditRefused
from planner.language import Translator
from planner.message import N_, Message
from planner.ui.tables.activity_columns import COLUMNS, TableColumn, can_be_typed, cell, text_to_edit, typed

Block = Sequence[Sequence[str]]
MOST_ROWS = 5_000
NAME = next(column for column in COLUMNS if column.name == "name")


# --- as text ------------------------------------------------------------------------------------


def as_text(block: Block) -> str:
    """A block as text with tabs, as spreadsheets write and read it."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(block)
    return out.getvalue()


def as_html(block: Block, headings: Sequence[str]) -> str:
    """A block as a table, which a text processor or mail takes with its headings."""
    head = "".join(f"<th>{escape(text)}</th>" for text in headings)
    body = "".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in block)
    return f'<meta charset="utf-8"><table><tr>{head}</tr>{body}</table>'


def from_text(text: str) -> list[list[str]]:
    """The block in a text with tabs; cells that a spreadsheet put between quotes may hold line ends."""
    try:
        rows = list(csv.reader(io.StringIO(text.replace("\r\n", "\n").rstrip("\n"), newline=""), delimiter="\t"))
    except csv.Error:
        raise EditRefused(N_("The clipboard holds no cells that can be read.")) from None
    width = max(map(len, rows), default=0)
    return [[each.strip() for each in row] + [""] * (width - len(row)) for row in rows]


# --- typed into the plan ------------------------------------------------------------------------


class Typing:
    """Types into one cell after another, each on the plan that the one before it gave."""

    def __init__(self, plan: Plan, planned: Schedule, words: Translator) -> None:
        self.plan, self._planned, self._words = plan, planned, words
        self._dated = True  # whether the schedule is of the plan as it is now
        self.steps: list[Step] = []
        self.count = 0

    def _take(self, step: Step) -> None:
        if step:
            self.plan = self.plan.with_step(step)
            self.steps.append(step)
            self._dated = False
            self.count += 1

    def type(self, activity_id: UUID, column: TableColumn, text: str) -> None:
        """Type a text into a cell; EditRefused, naming the cell, where it means nothing there.

        What stands there already may stand anywhere, also where nothing can be typed.
        """
        activity = self.plan.activity(activity_id)
        if column.name in ("start", "finish") and not self._dated:
            self._planned, self._dated = schedule(self.plan, self._planned), True
        if text in self._standing(activity, column):
            return
        try:
            self._take(typed(self.plan, self._planned, activity_id, column, text, words=self._words))
        except EditRefused as refused:
            raise EditRefused(
                N_("{key}, {field}: {reason}"),
                key=activity.key,
                field=Message(column.spec.heading or column.heading),
                reason=refused.message,
            ) from None

    def _standing(self, activity: Activity, column: TableColumn) -> set[str]:
        """What the cell shows and what its editor would, for activities that are in the schedule."""
        if activity.id not in self._planned.activities:
            return set()
        told = statements(self.plan, self._planned)
        shown = cell(column, activity, told, self._words).text
        if not can_be_typed(column, activity):
            return {shown, ""}
        return {shown, text_to_edit(column, activity, told, self._words)}

    def add_below(self, after: Activity | None, name: str) -> UUID:
        """Add an activity below another one."""
        step = edits.add_activity(
            self.plan,
            name,
            organisation_id=after.organisation_id if after else None,
            parent_id=after.parent_id if after else None,
            after_id=after.id if after else None,
        )
        self._take(step)
        self._planned, self._dated = schedule(self.plan, self._planned), True
        return next(c.id for c in step.changes if c.kind == "activity" and c.before is None)


def paste(
    plan: Plan, planned: Schedule, rows: Sequence[UUID], columns: Sequence[TableColumn], block: Block, words: Translator
) -> Step:
    """Type a block into cells from the first of `rows` and `columns` to the right and down, as one step.

    Where the block is longer than the rows there are, activities are added below, named by its cells in the
    column of names. EditRefused names the first cell that will not do; nothing is changed then.
    """
    if not block or not block[0]:
        raise EditRefused(N_("The clipboard holds no cells that can be read."))
    if len(block) > MOST_ROWS:
        raise EditRefused(N_("No more than {number} rows can be pasted at a time."), number=MOST_ROWS)
    if len(block[0]) > len(columns):
        raise EditRefused(
            N_("The block has {wide} columns; from here on {room} are shown. Show more, or start more to the left."),
            wide=len(block[0]),
            room=len(columns),
        )
    typing = Typing(plan, planned, words)
    last = plan.activity(rows[-1]) if rows else None
    for number, texts in enumerate(block):
        if number < len(rows):
            here = rows[number]
        else:
            here = typing.add_below(last, _name_in(texts, columns, number))
            last = typing.plan.activity(here)
        for column, text in zip(columns, texts, strict=False):
            typing.type(here, column, text)
    return merged("cells.paste", typing.steps, {"count": str(typing.count)})


def _name_in(texts: Sequence[str], columns: Sequence[TableColumn], number: int) -> str:
    places = [i for i, column in enumerate(columns[: len(texts)]) if column is NAME]
    if not places or not texts[places[0]]:
        raise EditRefused(
            N_("The block has more rows than there are from here on; row {number} has no name for a new activity."),
            number=number + 1,
        )
    return texts[places[0]]


def fill(
    plan: Plan, planned: Schedule, rows: Sequence[UUID], column: TableColumn, text: str, words: Translator
) -> Step:
    """Type the same text into one column of several rows, as one step."""
    typing = Typing(plan, planned, words)
    for row in rows:
        typing.type(row, column, text)
    return _filled(typing.steps, column)


def fill_down(plan: Plan, planned: Schedule, rows: Sequence[UUID], column: TableColumn, words: Translator) -> Step:
    """Give the rows below the first what it has in a column, dates in words as they are, as one step."""
    first = plan.activity(rows[0])
    if not can_be_typed(column, first):
        raise EditRefused(N_("{field} cannot be typed in."), field=Message(column.spec.heading or column.heading))
    window = {"start": first.start_window, "finish": first.finish_window}.get(column.name)
    if window is None:
        text = text_to_edit(column, first, statements(plan, planned), words)
        return fill(plan, planned, rows[1:], column, text, words)
    setter: Callable[..., Step] = set_planned_start if column.name == "start" else set_planned_finish
    steps: list[Step] = []
    for row in rows[1:]:
        steps.append(setter(plan, planned, row, replace(window)))
        plan = plan.with_step(steps[-1])
        planned = schedule(plan, planned)
    return _filled(steps, column)


def _filled(steps: Sequence[Step], column: TableColumn) -> Step:
    return merged("rows.set", steps, {"field": column.spec.heading or column.heading, "count": str(len(steps))})
