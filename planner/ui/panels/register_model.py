"""The rows of a register as a Qt model: its columns come from the fields of the kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QBrush, QColor, QIcon

from planner.document import PlanDocument
from planner.domain.edits import set_field
from planner.domain.fields import FieldDef, Shape, spec_of
from planner.domain.imprecise_date import AmbiguousDate, ImpreciseDate
from planner.domain.model import Entity
from planner.language import Translator
from planner.language.translator import short_name
from planner.language.typed import chosen_reading
from planner.ui.edit_runner import run_edit
from planner.ui.panels.editors import DATES
from planner.ui.panels.parts import tone_colour
from planner.ui.plain_text import plain

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
SORT_ROLE = Qt.ItemDataRole.UserRole
ID_ROLE = SORT_ROLE + 1
RIGHT = (Shape.INTEGER, Shape.NUMBER, Shape.PERCENT, Shape.DURATION)
SURE_TO_FIT = 10
"""Texts up to so many characters are never cut off; longer ones are told in full as a tip."""
LAST = "\uffff"
"""Sorts after every text: rows without a value come at the end."""


@dataclass(frozen=True, slots=True)
class RegisterCell:
    """What stands in a cell: words, by what it is sorted, and how it looks."""

    text: str
    sort: str | float = ""
    icon: QIcon | None = None
    tone: str = "plain"
    tip: str = ""


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """A column: heading, width in characters, what its cells show, and the field that typing sets."""

    name: str
    heading: str
    width: int
    cell: Callable[[Any], RegisterCell]
    spec: FieldDef | None = None
    right: bool = False


def natural(text: str) -> str:
    """A text to sort by in which POL-10 comes after POL-9."""
    return re.sub(r"\d+", lambda found: found[0].zfill(9), text.casefold()) or LAST


def window_sort(window: ImpreciseDate | None) -> str:
    """What a date window is sorted by: its latest day, else its earliest."""
    day = (window.latest or window.earliest) if window is not None else None
    return day.isoformat() if day else LAST


class FieldColumns:
    """Columns made from the fields of a kind."""

    def __init__(self, document: PlanDocument, translator: Translator) -> None:
        self.document, self.translator = document, translator

    def of(self, kind: str, *names: str) -> list[RegisterColumn]:
        """The columns of these fields."""
        return [self._column(spec_of(kind, name)) for name in names]

    def _column(self, spec: FieldDef) -> RegisterColumn:
        return RegisterColumn(
            spec.name,
            self.translator.heading(spec),
            spec.width,
            lambda row: self.cell(spec, row),
            spec if spec.editable and spec.shape is not Shape.STRUCTURE else None,
            spec.shape in RIGHT,
        )

    def cell(self, spec: FieldDef, row: Any) -> RegisterCell:
        """A field's cell."""
        value = getattr(row, spec.name)
        text = self.translator.value(spec, value, self.document.plan)
        line = " ".join(text.split()) if spec.shape is Shape.LONG_TEXT else text
        return RegisterCell(line, self._sort(spec, value, text), tip=text if len(text) > spec.width else "")

    def _sort(self, spec: FieldDef, value: Any, text: str) -> str | float:
        if spec.shape in RIGHT:
            return float(value) if value is not None else float("inf")
        if spec.shape in DATES:
            return value.isoformat() if value is not None else LAST
        if spec.shape is Shape.WINDOW:
            return window_sort(value)
        if spec.shape is Shape.REFERENCE and value is not None:
            return natural(short_name(self.document.plan, spec.refers_to, value))
        return natural(text)


class RegisterModel(QAbstractTableModel):
    """Shows its own tuple of rows; asks for a step in setData; follows the plan with exact signals.

    `identity` tells rows apart over time; a row that is an Entity can be edited where its column can.
    """

    def __init__(
        self,
        document: PlanDocument,
        translator: Translator,
        columns: Sequence[RegisterColumn],
        rows_of: Callable[[], Sequence[Any]],
        identity: Callable[[Any], Hashable] = lambda row: row.id,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.document, self.translator, self.columns = document, translator, tuple(columns)
        self._rows_of, self._identity = rows_of, identity
        self._rows: list[Any] = list(rows_of())
        self.several: AmbiguousDate | None = None  # the readings of what was typed last, where it has several

    @property
    def rows(self) -> Sequence[Any]:
        return self._rows

    # --- reading ------------------------------------------------------------------------------

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.columns[section].heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].right else Qt.AlignmentFlag.AlignLeft
            return (side | Qt.AlignmentFlag.AlignVCenter).value
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        if role == ID_ROLE:
            return str(self._identity(row))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return (side | Qt.AlignmentFlag.AlignVCenter).value
        if role == Qt.ItemDataRole.EditRole and column.spec is not None:
            return self._text_to_edit(row, column.spec)
        cell = column.cell(row)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return cell.text
            case Qt.ItemDataRole.DecorationRole:
                return cell.icon
            case Qt.ItemDataRole.ToolTipRole:
                return plain(cell.tip or (cell.text if len(cell.text) > SURE_TO_FIT else "")) or None
            case Qt.ItemDataRole.ForegroundRole:
                return QBrush(QColor(tone_colour(cell.tone))) if cell.tone != "plain" else None
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{column.heading}: {cell.text}"
        return cell.sort if role == SORT_ROLE else None

    def _text_to_edit(self, row: Any, spec: FieldDef) -> str:
        value = getattr(row, spec.name)
        return (
            value
            if isinstance(value, str) and spec.choices is None
            else self.translator.value(spec, value, self.document.plan)
        )

    def row_at(self, index: Index) -> Any:
        """The row that an index of this model stands in."""
        return self._rows[index.row()]

    def number_of(self, identity: Hashable) -> int | None:
        """Where the row with an identity stands."""
        return next((at for at, row in enumerate(self._rows) if self._identity(row) == identity), None)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if self.columns[index.column()].spec is not None and not self.document.read_only:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    # --- editing ------------------------------------------------------------------------------

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        spec = self.columns[index.column()].spec
        if role != Qt.ItemDataRole.EditRole or spec is None:
            return False
        row = self._rows[index.row()]
        if not isinstance(row, Entity) or (isinstance(value, str) and value == self._text_to_edit(row, spec)):
            return False
        self.several = None
        parent = self.parent()
        assert parent is None or parent.isWidgetType()

        def wanted(plan: Any) -> Any:
            try:
                if isinstance(value, str):
                    meant = self.translator.parse(spec, value, plan)
                else:
                    meant = chosen_reading(spec, value) if isinstance(value, ImpreciseDate) else value
            except AmbiguousDate as several:
                self.several = several
                raise
            return set_field(plan, plan.row(type(row), row.id), spec.name, meant)

        return run_edit(parent, self.document, wanted)  # type: ignore[arg-type]

    # --- following ----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Take over the rows as they are now: what went, what came, and what changed."""
        fresh = list(self._rows_of())
        wanted = {self._identity(row) for row in fresh}
        for at in range(len(self._rows) - 1, -1, -1):
            if self._identity(self._rows[at]) not in wanted:
                self.beginRemoveRows(ROOT, at, at)
                del self._rows[at]
                self.endRemoveRows()
        kept = {self._identity(row): row for row in self._rows}
        stays = [row for row in fresh if self._identity(row) in kept]
        if [self._identity(r) for r in stays] != [self._identity(r) for r in self._rows]:
            self._reorder(stays)
        for at, row in enumerate(fresh):
            if self._identity(row) not in kept:
                self.beginInsertRows(ROOT, at, at)
                self._rows.insert(at, row)
                self.endInsertRows()
        self._rows = fresh
        if fresh:  # words may depend on other rows: all that stands is shown anew
            self.dataChanged.emit(self.index(0, 0), self.index(len(fresh) - 1, len(self.columns) - 1))

    def _reorder(self, rows: list[Any]) -> None:
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        identities = [self._identity(self._rows[index.row()]) for index in old]
        self._rows = rows
        places = {self._identity(row): at for at, row in enumerate(rows)}
        fresh = [self.index(places[name], index.column()) for name, index in zip(identities, old, strict=True)]
        self.changePersistentIndexList(old, fresh)
        self.layoutChanged.emit()


class RegisterOrder(QSortFilterProxyModel):
    """Sorts and filters a register. Rows that sort alike keep the order they had."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self._keep: Callable[[Any], bool] | None = None
        self.setSortRole(SORT_ROLE)
        self.setDynamicSortFilter(True)

    def look_for(self, text: str) -> None:
        """Keep rows in which each of these words stands somewhere."""
        self._filter_by(text.casefold().split(), self._keep)

    def keep(self, test: Callable[[Any], bool] | None) -> None:
        """Keep rows that pass a test; None keeps all."""
        self._filter_by(self._words, test)

    def _filter_by(self, words: list[str], test: Callable[[Any], bool] | None) -> None:
        self.beginFilterChange()
        self._words, self._keep = words, test
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        model = self.sourceModel()
        assert isinstance(model, RegisterModel)
        each = model.rows[row]
        if self._keep is not None and not self._keep(each):
            return False
        if not self._words:
            return True
        text = " ".join(column.cell(each).text for column in model.columns).casefold()
        return all(word in text for word in self._words)

    def ids(self) -> list[UUID]:
        """The ids of the rows that are shown, top to bottom."""
        return [UUID(self.index(at, 0).data(ID_ROLE)) for at in range(self.rowCount())]
