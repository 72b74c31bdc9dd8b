"""What each column of a sheet holds, to be chosen: its heading, examples, its meaning, and why it is thought so."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from planner.formats.excel.file_guard import column_letters
from planner.formats.foreign import TARGET_NAMES, DateOrder, PercentForm, SheetColumn, Target
from planner.formats.foreign.draft import Draft, examples
from planner.formats.foreign.words import DATES
from planner.language import Translator
from planner.message import N_
from planner.ui.panels.controls import Choices
from planner.ui.panels.parts import TARGET
from planner.ui.plain_text import plain

ORDERS = {DateOrder.DAY_FIRST: N_("day first"), DateOrder.MONTH_FIRST: N_("month first")}
FORMS = {PercentForm.POINTS: N_("1 is 1 %"), PercentForm.FRACTION: N_("1 is 100 %")}
UNITS = {"d": N_("working days"), "w": N_("weeks"), "u": N_("hours"), "m": N_("months")}
HOLDS, HOW = 2, 3
ROW_HEIGHT = TARGET + 6


class ColumnTable(QTableWidget):
    """The columns of one table of a draft; `changed` when something else was chosen."""

    changed = Signal()

    def __init__(self, draft: Draft, translator: Translator) -> None:
        super().__init__(0, 5)
        self.draft, self.translator, self.at = draft, translator, 0
        translate = translator.translate
        self.setHorizontalHeaderLabels(
            [
                translate("Column"),
                translate("Examples"),
                translate("Holds"),
                translate("Read as"),
                translate("Because"),
            ]
        )
        self.setAccessibleName(translate("Columns of the sheet"))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for at, width in enumerate((150, 200, 170, 120)):
            self.setColumnWidth(at, width)
        head.setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)

    def show_table(self, at: int) -> None:
        """Show the columns of a table."""
        self.at = at
        table = self.draft.tables[at]
        self.clearContents()
        self.setRowCount(len(table.mapping.columns) + bool(table.mapping.bars))
        for row, column in enumerate(table.mapping.columns):
            self._fill(row, column)
        if table.mapping.bars:
            self._tell_bars(len(table.mapping.columns), table.mapping.bars)

    def _tell_bars(self, row: int, bars: tuple[tuple[int, str, str], ...]) -> None:
        """One line for all columns in which work is coloured or marked by week or month."""
        first, last = bars[0], bars[-1]
        words = {"first": date.fromisoformat(first[1]), "last": date.fromisoformat(last[2])}
        self._text(row, 0, f"{column_letters(first[0] + 1)} – {column_letters(last[0] + 1)}")
        self._text(row, HOLDS, self.translator.translate("Bars in cells"))
        self._text(row, 4, self.translator.translate("From {first} to {last}", **words), quiet=True)

    def _fill(self, row: int, column: SheetColumn) -> None:
        translate, draft = self.translator.translate, self.draft
        table = draft.tables[self.at]
        name = self._name(column)
        reason = table.reason(column.at)
        self._text(row, 0, name)
        self._text(row, 1, " · ".join(examples(draft.sheet(self.at), table.mapping, column)), quiet=True)
        self._text(row, 4, translate(reason) if reason is not None else "", quiet=True)
        holds = Choices()
        holds.setAccessibleName(translate("Column {name} holds", name=name))
        for target, text in TARGET_NAMES.items():
            holds.addItem(translate(text), target)
        holds.setCurrentIndex(holds.findData(column.target))
        holds.activated.connect(lambda _at, c=column.at, box=holds: self._hold(c, box.currentData()))
        self.setCellWidget(row, HOLDS, holds)
        self._offer_how(row, column, name)

    @staticmethod
    def _name(column: SheetColumn) -> str:
        return f"{column_letters(column.at + 1)}  {column.heading or '–'}"

    def _text(self, row: int, at: int, text: str, *, quiet: bool = False) -> None:
        item = QTableWidgetItem(text)
        item.setToolTip(plain(text))
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        if quiet:
            item.setForeground(self.palette().color(QPalette.ColorRole.PlaceholderText))
        self.setItem(row, at, item)

    def _offer_how(self, row: int, column: SheetColumn, name: str) -> None:
        """A second choice, for columns whose numbers can be read in more than one way."""
        self.removeCellWidget(row, HOW)
        self._text(row, HOW, "")
        at, draft = self.at, self.draft
        if column.target in DATES:
            options, now = ORDERS, column.order
            choose = lambda value: draft.set_order(at, column.at, DateOrder(value))  # noqa: E731 - one of three
        elif column.target is Target.PERCENT:
            options, now = FORMS, column.percent
            choose = lambda value: draft.set_percent(at, column.at, PercentForm(value))  # noqa: E731
        elif column.target is Target.DURATION:
            options, now = UNITS, column.unit
            choose = lambda value: draft.set_unit(at, column.at, value)  # noqa: E731
        else:
            return
        box = Choices()
        box.setAccessibleName(self.translator.translate("Column {name} is read as", name=name))
        for value, text in options.items():
            box.addItem(self.translator.translate(text), value)
        box.setCurrentIndex(box.findData(now))

        def chosen(_at: int) -> None:
            choose(box.currentData())
            self.changed.emit()

        box.activated.connect(chosen)
        self.setCellWidget(row, HOW, box)

    def _hold(self, column: int, target: Target) -> None:
        self.draft.set_target(self.at, column, target)
        self.refresh()
        self.changed.emit()

    def refresh(self) -> None:
        """Bring the choices in line with the draft; the fields keep their place and the focus."""
        for row, column in enumerate(self.draft.tables[self.at].mapping.columns):
            holds = self._box(row, HOLDS)
            if holds is not None:
                holds.setCurrentIndex(holds.findData(column.target))
            self._offer_how(row, column, self._name(column))

    def _box(self, row: int, at: int) -> Choices | None:
        widget: QWidget | None = self.cellWidget(row, at)
        return widget if isinstance(widget, Choices) else None

    def sizeHint(self) -> QSize:
        return QSize(900, 8 * ROW_HEIGHT)
