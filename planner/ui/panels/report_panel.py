"""A report in the window: its tables below each other; Enter or a double click goes to what a row is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.chart.reports.deciding import go_no_go_report, letter_report
from planner.chart.reports.report import Report, ReportCell, ReportTable, Tone
from planner.document import Announcement, PlanDocument
from planner.domain.control.go_no_go import decision_day
from planner.domain.date_reader import read_date
from planner.errors import EditRefused
from planner.language import Translator
from planner.message import N_
from planner.ui.icons import light_icon
from planner.ui.idle_refresh import QUIET_MS, is_small
from planner.ui.panels.controls import LineField
from planner.ui.panels.parts import TARGET, Label, tone_colour
from planner.ui.panels.wrapping import WrapLayout
from planner.ui.plain_text import plain
from planner.ui.selection import Selection
from planner.ui.theming import bold
from planner.ui.timers import single_shot

ROW, AIR, SIGN, LONG_WORD = 26, 4, 22, 150
TONES = {Tone.QUIET: "quiet", Tone.WORDS: "quiet"}


class ReportPanel(QWidget):
    """Shows a report that is made anew whenever the plan changes while it is looked at."""

    def __init__(
        self,
        document: PlanDocument,
        translator: Translator,
        selection: Selection,
        make: Callable[[], Report],
        name: str,
    ) -> None:
        super().__init__()
        self.document, self.translator, self.selection, self._make = document, translator, selection, make
        self.setAccessibleName(name)
        self.heading = Label(name, bold=True, wrap=False)
        self.subtitle = Label(tone="quiet", wrap=False)
        self.top = WrapLayout()
        self.top.setContentsMargins(12, 8, 12, 6)
        self.top.add(self.heading, self.subtitle)
        self.top.add_gap()
        self.parts: list[ReportTableWidget] = []
        self.nothing = Label(tone="quiet")
        self.nothing_words = translator.translate(N_("None."))
        self._body = QVBoxLayout()
        self._body.setContentsMargins(12, 6, 12, 12)
        self._body.setSpacing(12)
        self._body.addWidget(self.nothing)
        self._body.addStretch(1)
        inside = QWidget()
        inside.setLayout(self._body)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setObjectName("report")  # arrow keys scroll it; a line around it shows when they do
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.top)
        column.addWidget(scroll, 1)
        self._stale = True
        self._later = single_shot(self, QUIET_MS, self.refresh)
        unsubscribe = document.subscribe(self._announced)
        self.destroyed.connect(lambda *_args: unsubscribe())

    def _announced(self, announcement: Announcement) -> None:
        self._stale = True
        if self.isVisible():
            if is_small(self.document.plan):
                self.refresh()
            else:
                self._later.start()

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def refresh(self) -> None:
        """Make the report anew and show it; tables that stay keep their place, row and focus."""
        self._stale = False
        report = self._make()
        self.subtitle.setText(report.subtitle)
        self.nothing.setText(self.nothing_words)
        self.nothing.setVisible(not report.tables)
        for part, table in zip(self.parts, report.tables, strict=False):
            part.show_table(table)
        for table in report.tables[len(self.parts) :]:
            part = ReportTableWidget(self.selection)
            part.show_table(table)
            self.parts.append(part)
            self.place(part, len(self.parts) - 1)
        for part in self.parts[len(report.tables) :]:
            part.setParent(None)
            part.deleteLater()
        del self.parts[len(report.tables) :]

    def place(self, part: ReportTableWidget, _number: int) -> None:
        """Put a table where it belongs: below the others."""
        self._body.insertWidget(self._body.count() - 1, part)

    def tables(self) -> list[QTableWidget]:
        """The tables that are shown, from the top."""
        return [part.table for part in self.parts if not part.table.isHidden()]

    def sizeHint(self) -> QSize:
        return QSize(900, 600)


class ReportTableWidget(QWidget):
    """One table of a report with its caption, as high as all its rows; long texts run on over lines."""

    def __init__(self, selection: Selection) -> None:
        super().__init__()
        self.selection, self._shown = selection, ReportTable("", (), ())
        self._least: list[int] = []
        self.caption, self.empty, self.note = Label(bold=True), Label(tone="quiet"), Label(tone="quiet")
        self.table = self._made()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.caption, self.table, self.empty, self.note):
            column.addWidget(part)

    def _made(self) -> QTableWidget:
        made = QTableWidget()
        made.verticalHeader().hide()
        made.verticalHeader().setMinimumSectionSize(ROW)
        made.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        made.horizontalHeader().setHighlightSections(False)
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        made.setTabKeyNavigation(False)
        made.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        made.horizontalHeader().setMinimumSectionSize(20)
        made.horizontalHeader().setFixedHeight(ROW)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.activated.connect(lambda index: self._go(index.row()))
        return made

    def show_table(self, table: ReportTable) -> None:
        """Show a table in place of the one before it; the row that was current stays so, if it is there."""
        row = self.table.currentRow()
        about = self._shown.about[row] if 0 <= row < len(self._shown.about) else None
        self._shown = table
        self.caption.setText(table.caption)
        self.empty.setText(table.empty)
        self.note.setText(table.note)
        self.table.setVisible(bool(table.rows))
        self.empty.setVisible(not table.rows)
        self.note.setVisible(bool(table.note))
        self.table.setAccessibleName(table.caption)
        self.table.setRowCount(len(table.rows))
        self.table.setColumnCount(len(table.columns))
        for at, column in enumerate(table.columns):
            heading = QTableWidgetItem(column.heading)
            heading.setToolTip(plain(column.heading))
            self.table.setHorizontalHeaderItem(at, heading)
        for at, cells in enumerate(table.rows):
            for column, cell in enumerate(cells):
                self.table.setItem(at, column, self._item(cell))
        if about is not None and about in table.about:
            self.table.setCurrentCell(table.about.index(about), 0)
        self._least = [self._least_width(at) for at in range(len(table.columns))]
        self.table.setMinimumWidth(sum(self._least) + 2 * self.table.frameWidth())  # the report is scrolled then
        self._fit()

    def _item(self, cell: ReportCell) -> QTableWidgetItem:
        item = QTableWidgetItem(cell.text)
        item.setToolTip(plain(cell.text))
        if cell.light is not None:
            item.setIcon(light_icon(cell.light))
        if cell.tone is Tone.BOLD:
            item.setFont(bold(self.font()))
        elif cell.tone in TONES:
            item.setForeground(QColor(tone_colour(TONES[cell.tone])))
        return item

    def _least_width(self, at: int) -> int:
        """How wide a column must be for its heading, and for the longest of its words unless that is very long."""
        cells = [cells[at] for cells in self._shown.rows]
        measure = QFontMetrics(bold(self.font())).horizontalAdvance
        heading = measure(self._shown.columns[at].heading) + 3 * AIR
        words = max((measure(word) for cell in cells for word in cell.text.split()), default=0)
        sign = SIGN if any(cell.light is not None for cell in cells) else 0
        return max(heading, min(words, LONG_WORD) + sign) + 2 * AIR

    def _fit(self) -> None:
        """Columns by their share of the width, and as high as the rows are then."""
        width, header = self.width() - 2 * self.table.frameWidth(), self.table.horizontalHeader()
        shares = [column.share for column in self._shown.columns]
        for number, wide in enumerate(column_widths(max(width, sum(self._least)), shares, self._least)):
            header.resizeSection(number, wide)
        self.table.resizeRowsToContents()
        for row in range(self.table.rowCount()):
            self.table.setRowHeight(row, self.table.rowHeight(row) + AIR)
        self.table.setFixedHeight(sum(map(self.table.rowHeight, range(self.table.rowCount()))) + ROW + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _go(self, row: int) -> None:
        about = self._shown.about[row] if row < len(self._shown.about) else None
        if about is not None:
            self.selection.show(about)


def column_widths(width: int, shares: Sequence[float], least: Sequence[int]) -> list[int]:
    """Columns that share a width, of which at least all their least widths are there; each as wide as its share or
    its least width, whichever is more."""
    held: dict[int, int] = {}
    while True:
        rest = width - sum(held.values())
        whole = sum(share for n, share in enumerate(shares) if n not in held)
        short = [n for n, share in enumerate(shares) if n not in held and rest * share < least[n] * whole]
        if not short:
            break
        held.update((n, least[n]) for n in short)
    ends = accumulate(0.0 if n in held else share for n, share in enumerate(shares))
    edges = [0, *(round(rest * end / whole) if whole else 0 for end in ends)]
    return [held.get(n, after - before) for n, (before, after) in enumerate(pairwise(edges))]


class GoNoGoPanel(ReportPanel):
    """The points of everybody against a day that can be chosen."""

    def __init__(self, document: PlanDocument, translator: Translator, selection: Selection) -> None:
        self._day = None
        translate = translator.translate
        super().__init__(document, translator, selection, self._report, translate("Go or no-go"))
        self.day = LineField()
        self.day.setAccessibleName(translate("Day that is decided on"))
        self.day.setMinimumHeight(TARGET)
        self.day.setMaximumWidth(160)
        self.day.setPlaceholderText(translator.date(decision_day(document.plan, document.schedule), "medium"))
        self.day.editingFinished.connect(self._choose)
        row = self.top.add_row()
        row.addWidget(Label(translate("Day that is decided on"), wrap=False))
        row.addWidget(self.day)

    def _report(self) -> Report:
        return go_no_go_report(self.document.plan, self.document.schedule, self.translator, self._day)

    def _choose(self) -> None:
        """Take over the day that was typed; what cannot be read gives the field back what it had."""
        text = self.day.text().strip()
        try:
            window = read_date(text, today=self.document.plan.programme.status_date) if text else None
        except EditRefused:
            self.day.setText(self.translator.date(self._day, "medium"))
            return
        self._day = window.latest if window is not None else None
        self.day.setText(self.translator.date(self._day, "medium"))
        self.refresh()


class LetterPanel(ReportPanel):
    """What each letter to Parliament settles and promises."""

    def __init__(self, document: PlanDocument, translator: Translator, selection: Selection) -> None:
        def report() -> Report:
            return letter_report(document.plan, translator)

        super().__init__(document, translator, selection, report, translator.translate("Letters to Parliament"))
        self.nothing_words = translator.translate(
            "No letter settles or promises anything yet: name the letter of a motion or commitment in the inspector."
        )
