"""What a sheet brings, as it would come in, and the sheet itself, for a person to compare."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QTabWidget

from planner.domain.imprecise_date import ImpreciseDate
from planner.formats.excel.file_guard import column_letters
from planner.formats.foreign import Preview
from planner.formats.foreign.draft import PREVIEWED, Draft
from planner.formats.foreign.row_values import ReadRow
from planner.formats.incoming import Trouble
from planner.language import Translator
from planner.message import N_
from planner.ui.dialogs.import_preview import RANKS
from planner.ui.plain_text import plain
from planner.ui.theming import bold, ui_palette

LEAST_ROW = 24
HEADINGS = (
    *(N_("Name"), N_("Start"), N_("Finish"), N_("Duration"), N_("% complete"), N_("Organisation")),
    *(N_("Responsible (role)"), N_("Predecessors"), N_("Note"), N_("Place in the file")),
)
WIDTHS = (280, 130, 130, 90, 80, 120, 130, 100, 260, 140)


class SheetPreview(QTabWidget):
    """Three tabs: the rows as they come in, what is to be said of them, and the sheet as it is."""

    def __init__(self, draft: Draft, translator: Translator) -> None:
        super().__init__()
        self.draft, self.translator = draft, translator
        translate = translator.translate
        self.rows = _table(translate("Rows as they come in"), [translate(text) for text in HEADINGS], WIDTHS)
        self.findings = _table(
            translate("Findings"),
            [translate("Weight"), translate("Place in the file"), translate("Finding")],
            (110, 180, 700),
        )
        self.sheet = _table(translate("The sheet as it is"), [], ())
        self.sheet.verticalHeader().show()
        self.addTab(self.rows, "")
        self.addTab(self.findings, "")
        self.addTab(self.sheet, translate("The sheet as it is"))
        self.setDocumentMode(True)

    def show_table(self, at: int) -> None:
        """Bring all tabs up to date with a table of the draft."""
        preview = self.draft.preview(at)
        translator, table = self.translator, self.draft.tables[at].mapping
        self._show_rows(preview)
        self._show_findings(preview.findings)
        self._show_sheet(at)
        count = len(preview.rows)
        more = table.end - table.header[-1] - 1 > PREVIEWED
        text = N_("As it comes in: the first {count} rows") if more else N_("As it comes in: {count} rows")
        self.setTabText(0, translator.translate(text, count=count))
        self.setTabText(1, translator.translate("Findings ({count})", count=len(preview.findings)))

    def _show_rows(self, preview: Preview) -> None:
        table = self.rows
        table.setUpdatesEnabled(False)
        table.setRowCount(len(preview.rows))
        for at, row in enumerate(preview.rows):
            for column, text in enumerate(self._texts(row)):
                item = _item(text)
                if column == 0 and row.group:
                    item.setFont(bold(table.font()))
                table.setItem(at, column, item)
        table.setUpdatesEnabled(True)

    def _texts(self, row: ReadRow) -> tuple[str, ...]:
        said, translator = row.values, self.translator
        duration = said.get("duration_minutes")
        percent = said.get("percent_complete")
        name = "    " * row.depth + ("◆ " if said.get("milestone") or duration == 0 else "") + row.name
        return (
            name,
            self._date(said.get("start")),
            self._date(said.get("finish")),
            translator.duration(duration) if duration is not None else "",
            f"{percent} %" if percent is not None else "",
            row.organisation,
            str(said.get("responsible", "")),
            row.links,
            " / ".join(" ".join(note.split()) for note in row.notes),
            row.place,
        )

    def _date(self, window: Any) -> str:
        return self.translator.window(window) if isinstance(window, ImpreciseDate) else ""

    def _show_findings(self, findings: tuple[Trouble, ...]) -> None:
        self.findings.setRowCount(len(findings))
        for at, found in enumerate(findings):
            for column, text in enumerate(
                (self.translator.translate(RANKS[found.rank]), found.place, self.translator.translate(found.message))
            ):
                self.findings.setItem(at, column, _item(text))

    def _show_sheet(self, at: int) -> None:
        sheet, table = self.draft.sheet(at), self.draft.tables[at].mapping
        first = max(0, table.header[0] - 6)
        last = min(len(sheet.rows), table.header[-1] + 1 + PREVIEWED)
        width = min(max((len(sheet.rows[row]) for row in range(first, last)), default=0), 80)
        shown = self.sheet
        shown.setUpdatesEnabled(False)
        shown.setColumnCount(width)
        shown.setRowCount(last - first)
        shown.setHorizontalHeaderLabels([column_letters(column + 1) for column in range(width)])
        shown.setVerticalHeaderLabels([str(row + 1) for row in range(first, last)])
        quiet = self.palette().color(QPalette.ColorRole.PlaceholderText)
        for row in range(first, last):
            head = row in table.header
            outside = not head and not table.header[-1] < row < table.end
            for column in range(width):
                item = _item(sheet.text(row, column))
                if head:
                    item.setFont(bold(shown.font()))
                    item.setBackground(QColor(ui_palette(self).head))
                elif outside:
                    item.setForeground(quiet)
                shown.setItem(row - first, column, item)
        shown.setUpdatesEnabled(True)


def _item(text: str) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setToolTip(plain(text if len(text) > 12 else ""))
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    return item


def _table(name: str, headings: list[str], widths: tuple[int, ...]) -> QTableWidget:
    made = QTableWidget(0, len(headings))
    made.setAccessibleName(name)
    made.setHorizontalHeaderLabels(headings)
    made.verticalHeader().hide()
    made.verticalHeader().setDefaultSectionSize(LEAST_ROW)
    made.horizontalHeader().setHighlightSections(False)
    made.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setTabKeyNavigation(False)
    made.setWordWrap(False)
    for at, width in enumerate(widths):
        made.setColumnWidth(at, width)
    return made
