"""The model of the activity table: the rows of the outline that can be seen now, in order.

It is flat: opening and closing a summary puts rows in and takes them out, so that table and chart
have the same rows by construction. Levels are told to assistive technology in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from planner.chart.rows import RowOrder, differing
from planner.document import Announcement, PlanDocument
from planner.domain.changes import Step
from planner.domain.control.state import states
from planner.domain.control.statements import statements
from planner.domain.imprecise_date import AmbiguousDate, ImpreciseDate
from planner.domain.model import Activity
from planner.domain.plan import Plan
from planner.domain.scheduling.edits_in_time import set_planned_finish, set_planned_start
from planner.domain.scheduling.schedule import ScheduledActivity
from planner.errors import EditRefused
from planner.language import Translator
from planner.ui.plain_text import plain
from planner.ui.tables.activity_columns import (
    COLUMNS,
    Cells,
    TableCell,
    TableColumn,
    can_be_typed,
    cell,
    text_to_edit,
    typed,
)
from planner.ui.tables.refused_texts import RefusedTexts
from planner.ui.tables.row_filter import Arrangement
from planner.ui.tables.shown_rows import ShownRow, ShownRows

Index = QModelIndex | QPersistentModelIndex
Attempt = Callable[[Callable[[Plan], Step]], bool]
"""Tries an edit of the plan and tells the user if it is refused."""
FIXED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
TYPED = FIXED | Qt.ItemFlag.ItemIsEditable
PLACE = ("parent_id", "position", "key", "kind")
"""Fields of an activity that say where it stands in the outline, and whether it can be opened."""
NOT_IN_CELLS = frozenset({"activity", "key_series"})
"""Kinds of rows of which nothing stands in cells, but for each row's own activity; names of organisations do."""


MOST_CELLS = 1_000
"""Rows of which the texts are kept; more than a user looks at between two edits."""


class Written(NamedTuple):
    """The cells of a row, and what they were made of; `state` is the number of the state of the plan they hold for."""

    state: int
    activity: Activity
    planned: ScheduledActivity
    cells: Cells
    standing: tuple[str, ...]  # its state, and the keys that it rests on


class ActivityRows(QAbstractTableModel):
    """Shows its own list of rows; asks for a step in setData; follows the document with exact signals."""

    rearranged = Signal()  # other rows can be seen, or in another order

    def __init__(
        self, document: PlanDocument, translator: Translator, run_edit: Attempt, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self.translator, self._attempt = document, translator, run_edit
        self._plan, self._schedule = document.plan, document.schedule
        self.columns = COLUMNS
        self.shown = ShownRows(document, translator)
        self._rows: list[ShownRow] = []
        self._order = RowOrder()
        self._state = 0
        self._cells: dict[UUID, Written] = {}
        self.refused = RefusedTexts()
        self._become(self.shown.wanted())
        self.several: AmbiguousDate | None = None  # the readings of what was typed last, where it has several
        self._unsubscribe = document.subscribe(self._follow)

    def close(self) -> None:
        """Stop following the document."""
        self._unsubscribe()

    # --- which rows -------------------------------------------------------------------------

    @property
    def rows(self) -> list[ShownRow]:
        """The rows that can be seen, from top to bottom; not to be changed."""
        return self._rows

    @property
    def ids(self) -> tuple[UUID, ...]:
        return tuple(map(itemgetter(0), self._rows))

    def row_of(self, activity_id: UUID) -> int | None:
        """Where an activity stands; None if it is not in the plan or inside a closed summary."""
        return self._order.row_of(activity_id)

    def is_collapsed(self, row_id: UUID) -> bool:
        return row_id in self.shown.collapsed

    def toggle(self, row_id: UUID) -> None:
        """Open a closed summary or group, or close an open one."""
        self.shown.collapsed ^= {row_id}
        self._rearrange()

    def fold_all(self, *, closed: bool) -> None:
        """Close every summary and group, or open them all."""
        summaries = {a.id for a in self._document.plan.rows(Activity) if a.is_summary}
        self.shown.collapsed = summaries | set(self.shown.headings) if closed else set()
        self._rearrange()

    def arrange(self, arrangement: Arrangement) -> None:
        """Show by another filter or order; EditRefused where it cannot be understood, then nothing changes."""
        self.shown.arrange(arrangement)
        self._cells.clear()
        self._rearrange()

    def open_to(self, activity_id: UUID) -> int | None:
        """Open every summary an activity is in; its row, or None if it is not in the plan, or filtered out."""
        above = {a.id for a in self._document.plan.ancestors(activity_id)}
        if above & self.shown.collapsed:
            self.shown.collapsed -= above
            self._rearrange()
        return self.row_of(activity_id)

    def _rearrange(self) -> None:
        self._become(self.shown.wanted())
        if self._rows:  # signs of open and closed
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 1))
        self.rearranged.emit()

    def _become(self, wanted: list[ShownRow]) -> None:
        """Turn the rows into those wanted with removals, one reordering at most, and insertions."""
        first, past, past_then = differing(self._rows, wanted)
        if first == past < past_then:  # rows only come, and all in one place
            self._renew()
            self.beginInsertRows(QModelIndex(), first, past_then - 1)
            self._rows = list(wanted)
            self.endInsertRows()
            come = [row.id for row in wanted[first:past_then]]
            self._order = self._order.spliced(first, (), come) or RowOrder(row.id for row in wanted)
            return
        stays = {row.id for row in wanted[first:past_then]}
        going = [i for i, row in enumerate(self._rows[first:past], first) if row.id not in stays]
        for begin, end in reversed(runs(going)):
            self.beginRemoveRows(QModelIndex(), begin, end)
            del self._rows[begin : end + 1]
            self.endRemoveRows()
        self._renew()  # what goes is asked for as it was, until it has gone
        known = {row.id for row in self._rows[first : past - len(going)]}
        here = [row for row in wanted[first:past_then] if row.id in known]
        self._reorder([*wanted[:first], *here, *wanted[past_then:]])
        for begin, end in runs([i for i, row in enumerate(wanted[first:past_then], first) if row.id not in known]):
            self.beginInsertRows(QModelIndex(), begin, end)
            self._rows[begin:begin] = wanted[begin : end + 1]
            self.endInsertRows()
        self._order = RowOrder(row.id for row in self._rows)

    def _renew(self) -> None:
        """Show the plan as it is now."""
        if self._plan is not self._document.plan:
            self._plan, self._schedule = self._document.plan, self._document.schedule
            self._state += 1
            if len(self._cells) > MOST_CELLS:
                self._cells.clear()

    def _reorder(self, wanted: list[ShownRow]) -> None:
        if [row.id for row in wanted] == [row.id for row in self._rows]:
            self._rows = wanted
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        place = {row.id: i for i, row in enumerate(wanted)}
        after = [self.index(place[self._rows[i.row()].id], i.column()) for i in before]
        self._rows = wanted
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _follow(self, announcement: Announcement) -> None:
        """What a step did to the rows. Dates may differ anywhere, so all that is seen is written anew."""
        if not announcement.step.kinds <= NOT_IN_CELLS:
            self._cells.clear()
        if moves_rows(announcement.step):
            gone = {change.id for change in announcement.step.changes if change.after is None}
            self.shown.collapsed -= gone
            self._become(self.shown.wanted())
            self.rearranged.emit()
        else:
            self._renew()
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self.columns) - 1))

    # --- what stands in them ------------------------------------------------------------------

    def activity(self, row: int) -> Activity:
        return self._plan.activity(self._rows[row].id)

    def cells(self, row: int) -> Cells:
        """All cells of a row; kept while what they are made of stays as it is."""
        activity_id = self._rows[row].id
        if activity_id in self.shown.headings:
            return _heading(self.shown.headings[activity_id].text)
        written = self._cells.get(activity_id)
        if written is not None and written.state == self._state:
            return written.cells
        activity, planned = self._plan.activity(activity_id), self._schedule[activity_id]
        told = statements(self._plan, self._schedule)
        standing = (states(self._plan, self._schedule).of(activity), *told.keys(activity))
        kept = written is not None and written.activity is activity and written.planned == planned
        if written is not None and kept and written.standing == standing:
            cells = written.cells
        else:
            cells = Cells(self.columns, lambda column: _cell_of(self, column, activity_id))
        self._cells[activity_id] = Written(self._state, activity, planned, cells, standing)
        return cells

    def shown_cells(self, row: int) -> Cells:
        """The cells of a row as they are shown: with what was typed and refused in its place."""
        return self.refused.over(self._rows[row].id, self.cells(row))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.translator.translate(column.heading)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.translator.heading(column.spec)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return (Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft) | (
                Qt.AlignmentFlag.AlignVCenter
            )
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        column = index.column()
        if column == 0 or self._document.read_only:  # asked for every row, many times: no more than this
            return FIXED
        headings = self.shown.headings
        if headings and self._rows[index.row()].id in headings:
            return FIXED
        return TYPED if can_be_typed(self.columns[column], self.activity(index.row())) else FIXED

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, number = index.row(), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.shown_cells(row)[number].text
            case Qt.ItemDataRole.EditRole if self._rows[row].id not in self.shown.headings:
                activity = self.activity(row)
                told = statements(self._plan, self._schedule)
                return text_to_edit(self.columns[number], activity, told, self.translator)
            case Qt.ItemDataRole.AccessibleTextRole:
                return _spoken(self, row, number)
            case Qt.ItemDataRole.ToolTipRole:
                if refused := self.refused.at(self._rows[row].id, number):
                    return plain(refused.sentence)
                return plain(_in_full(self.cells(row)[number])) or None
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for the step that the typed text or a chosen window means; False where it was refused."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        row, column, schedule = self._rows[index.row()], self.columns[index.column()], self._document.schedule
        self.several = None

        def wanted(plan: Plan) -> Step:
            if isinstance(value, ImpreciseDate):
                setter = set_planned_start if column.name == "start" else set_planned_finish
                return setter(plan, schedule, row.id, value)
            try:
                return typed(plan, schedule, row.id, column, str(value), words=self.translator)
            except EditRefused as refused:
                sentence.append(self.translator.translate(refused.message))
                self.several = refused if isinstance(refused, AmbiguousDate) else None
                raise

        sentence: list[str] = []
        kept = self._attempt(wanted)
        if kept:
            self.refused.drop(row.id, COLUMNS.index(column))
        elif isinstance(value, str):
            told = sentence[0] if sentence else self.translator.translate("This was not taken.")
            self.refused.keep(row.id, COLUMNS.index(column), value, told)
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))
        return kept

    def fill(self, ids: Sequence[UUID], number: int, text: str) -> bool:
        """Ask for the step that types a text into one column of several rows; False where it was refused."""
        from planner.ui.tables.blocks import fill

        schedule = self._document.schedule
        return self._attempt(lambda plan: fill(plan, schedule, ids, self.columns[number], text, self.translator))


def column_number(name: str) -> int:
    """Where a column stands in the model."""
    return next(i for i, column in enumerate(COLUMNS) if column.name == name)


def _in_full(cell: TableCell) -> str:
    """A cell with what there is to say of it besides: how far from what was said, what it rests on."""
    return f"{cell.text} ({cell.more})" if cell.more and cell.text else cell.text


def _spoken(rows: ActivityRows, row: int, number: int) -> str:
    """A cell as it is read aloud; for a name also what it is, how deep, and whether it is open."""
    text, words = _in_full(rows.cells(row)[number]), rows.translator
    if refused := rows.refused.at(rows.rows[row].id, number):
        text = words.translate("{text}, refused: {sentence}", text=refused.text, sentence=refused.sentence)
    if text == "✓":
        text = words.translate("done")
    if rows.columns[number].name != "name":
        return f"{words.heading(rows.columns[number].spec)}: {text}"
    here = rows.rows[row]
    if here.id in rows.shown.headings:
        return ", ".join(
            (text, words.translate("collapsed") if rows.is_collapsed(here.id) else words.translate("expanded"))
        )
    parts = [text, words.choice(rows.activity(row).kind), words.translate("level {number}", number=here.depth + 1)]
    if here.holds:
        parts.append(words.translate("collapsed") if rows.is_collapsed(here.id) else words.translate("expanded"))
    return ", ".join(parts)


def _cell_of(rows: ActivityRows, column: TableColumn, activity_id: UUID) -> TableCell:
    """A cell of the plan as it is now: kept rows of cells hold on to no plan of before."""
    told = statements(rows._plan, rows._schedule)
    return cell(column, told.plan.activity(activity_id), told, rows.translator)


@cache
def _heading(text: str) -> Cells:
    """The cells of a group's heading: its name, and nothing else."""
    return Cells(COLUMNS, lambda column: TableCell(text if column.name == "name" else ""))


def runs(places: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers in order as (first, last) of each unbroken run."""
    found: list[tuple[int, int]] = []
    for place in places:
        if found and found[-1][1] == place - 1:
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found


def moves_rows(step: Step) -> bool:
    """Whether a step changes which activities there are, or where they stand."""
    for change in step.changes:
        if change.kind != "activity":
            continue
        before, after = change.before, change.after
        if before is None or after is None or any(getattr(before, n) != getattr(after, n) for n in PLACE):
            return True
    return False


__all__ = ["COLUMNS", "ActivityRows", "ShownRow", "TableColumn", "column_number", "moves_rows", "runs"]
