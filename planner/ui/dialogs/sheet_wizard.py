"""How a sheet of somebody else comes in: tables, columns and what is unclear, with a live preview."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from planner.domain.plan import Plan
from planner.formats.foreign import Hierarchy, Proposal, forget
from planner.formats.foreign.draft import Draft, known_mappings
from planner.language import Translator
from planner.message import N_
from planner.ui.dialogs.common import Dialog, push
from planner.ui.dialogs.sheet_columns import ColumnTable
from planner.ui.dialogs.sheet_preview import SheetPreview
from planner.ui.dialogs.sheet_questions import SheetQuestions
from planner.ui.edit_runner import reporting_refusals
from planner.ui.panels.controls import Choices, Number
from planner.ui.panels.parts import TARGET, Label
from planner.ui.plain_text import plain
from planner.ui.theming import resize_within_screen
from planner.ui.timers import single_shot

HIERARCHIES = {
    Hierarchy.NONE: N_("nothing: all beside each other"),
    Hierarchy.LEVEL: N_("a column with levels"),
    Hierarchy.WBS: N_("numbers such as 1.2.3"),
    Hierarchy.INDENT: N_("how far names are indented"),
    Hierarchy.OUTLINE: N_("rows grouped in Excel"),
}
PAUSE = 120
"""Milliseconds between a choice and the preview that follows it."""
LIST_WIDTH, KEEP_WIDTH = 250, 280


class SheetWizard(Dialog):
    """Settles how a file is read; `proposal` is what was settled once it is accepted."""

    def __init__(self, draft: Draft, plan: Plan, translator: Translator, parent: QWidget | None = None) -> None:
        super().__init__(translator.translate("Import {name}", name=draft.book.name), translator, parent)
        self.draft, self.plan = draft, plan
        self.proposal: Proposal | None = None
        self._late = single_shot(self, PAUSE, self._show_preview)
        self.columns = ColumnTable(draft, translator)
        self.preview = SheetPreview(draft, translator)
        self.columns.changed.connect(self._changed)
        self.questions = SheetQuestions(draft, plan.programme.status_date, translator)
        self.questions.answered.connect(self._answered)
        self._make_fields()
        self._arrange()
        first = next((i for i, table in enumerate(draft.tables) if table.taken), 0)
        self.tables.setCurrentRow(first)
        self._show_table()
        self.questions.show_questions()
        resize_within_screen(self, 1120, 760)

    # --- arranging --------------------------------------------------------------------------------

    def _make_fields(self) -> None:
        translate, draft = self.translator.translate, self.draft
        self.owner = self._choices(translate("Whose activities these are"))
        self.owner.addItem(translate("As the file says, else nobody's"), "")
        for organisation in self.plan.organisations:
            self.owner.addItem(f"{organisation.code} {organisation.name}", organisation.code)
        self.owner.activated.connect(self._own)
        self.kept = self._choices(translate("Read it as"))
        self.kept.activated.connect(self._use)
        self.forgetting = push(translate("Forget"), self._forget)
        self.forgetting.setToolTip(plain(translate("Throw this kept way of reading away")))
        self._fill_kept()
        self.tables = QListWidget()
        self.tables.setAccessibleName(translate("Tables in the file"))
        self.tables.setMinimumWidth(LIST_WIDTH)
        self._fill_tables()
        self.tables.currentRowChanged.connect(lambda _at: self._show_table())
        self.tables.itemChanged.connect(self._ticked)
        self.header = Number()
        self.header.setAccessibleName(translate("Headings in row"))
        self.header.setMinimumHeight(TARGET)
        self.header.setRange(0, 1_048_576)
        self.header.setSpecialValueText(translate("no headings"))
        self.header.setKeyboardTracking(False)
        self.header.valueChanged.connect(self._move_header)
        self.hierarchy = self._choices(translate("What is part of what, by"))
        for value, text in HIERARCHIES.items():
            self.hierarchy.addItem(translate(text), value)
        self.hierarchy.activated.connect(self._order_by)
        self.year = self._choices(translate("Year where it is missing"))
        self.year.addItem(translate("by the sheet"), None)
        now = self.plan.programme.status_date.year
        for year in range(now - 3, now + 6):
            self.year.addItem(str(year), year)
        self.year.activated.connect(self._of_year)
        self.sections = self._check(translate("Banners between the rows become summaries"), draft.sections)
        self.hidden = self._check(translate("Take hidden rows along"), draft.hidden_rows)
        self.keeping = self._check(translate("Keep this way of reading as"), False)
        self.keep_name = QLineEdit(draft.name or Path(draft.book.name).stem[:80])
        self.keep_name.setAccessibleName(translate("Name of this way of reading"))
        self.keep_name.setMinimumHeight(TARGET)
        self.keep_name.setMaxLength(80)
        self.keep_name.setMinimumWidth(KEEP_WIDTH)
        self.keep_name.setCursorPosition(0)
        self.keep_name.textEdited.connect(lambda _text: self.keeping.setChecked(True))

    def _choices(self, name: str) -> Choices:
        made = Choices()
        made.setAccessibleName(name)
        made.setMinimumHeight(TARGET)
        return made

    def _check(self, text: str, on: bool) -> QCheckBox:
        made = QCheckBox(text)
        made.setMinimumHeight(TARGET)
        made.setChecked(on)
        made.toggled.connect(lambda _on: self._changed())
        return made

    def _arrange(self) -> None:
        translate = self.translator.translate
        top = QHBoxLayout()
        for text, field in (
            (translate("Whose activities these are"), self.owner),
            (translate("Read it as"), self.kept),
        ):
            top.addWidget(Label(text, wrap=False))
            top.addWidget(field, 1)
            top.addSpacing(8)
        top.addWidget(self.forgetting)
        about = QFormLayout()
        about.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        about.addRow(translate("Headings in row"), self.header)
        about.addRow(translate("What is part of what, by"), self.hierarchy)
        about.addRow(translate("Year where it is missing"), self.year)
        left = QVBoxLayout()
        left.addWidget(Label(translate("Tables in the file"), bold=True))
        left.addWidget(self.tables, 1)
        left.addLayout(about)
        left.addWidget(self.sections)
        left.addWidget(self.hidden)
        side = QWidget()
        left.setContentsMargins(0, 0, 8, 0)
        side.setLayout(left)
        right = QSplitter(Qt.Orientation.Vertical)
        right.setChildrenCollapsible(False)
        right.addWidget(self.columns)
        right.addWidget(self.preview)
        right.setStretchFactor(0, 1)
        right.setStretchFactor(1, 1)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.addWidget(side)
        parts.addWidget(right)
        parts.setStretchFactor(1, 1)
        keep = QHBoxLayout()
        keep.addWidget(self.keeping)
        keep.addWidget(self.keep_name)
        keep.addStretch(1)
        self.trouble = Label(tone="error")
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addWidget(self.questions)
        column.addWidget(parts, 1)
        column.addLayout(keep)
        column.addWidget(self.trouble)
        column.addWidget(self.button_row(translate("Show what changes")))

    def _fill_kept(self) -> None:
        translate = self.translator.translate
        self.kept.clear()
        self.kept.addItem(translate("recognised in the file itself"), "")
        for name in known_mappings():
            self.kept.addItem(name, name)
        self.kept.setCurrentIndex(max(self.kept.findData(self.draft.name), 0))
        self.forgetting.setEnabled(bool(self.kept.currentData()))

    def _fill_tables(self) -> None:
        translate = self.translator.translate
        self.tables.blockSignals(True)
        for table in self.draft.tables:
            mapping = table.mapping
            words: dict[str, Any] = {"sheet": mapping.sheet, "row": mapping.header[-1] + 1}
            known = translate("{sheet}, headings in row {row}", **words)
            item = QListWidgetItem(
                known if table.found else translate("{sheet}: no list recognised", **words), self.tables
            )
            item.setSizeHint(QSize(0, TARGET))
            item.setToolTip(plain(mapping.title or known))
            item.setCheckState(Qt.CheckState.Checked if table.taken else Qt.CheckState.Unchecked)
        for figures in self.draft.figures:
            item = QListWidgetItem(
                translate("{sheet}: key figures, taken along", sheet=figures.sheet.title), self.tables
            )
            item.setSizeHint(QSize(0, TARGET))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.tables.blockSignals(False)

    # --- showing ------------------------------------------------------------------------------------

    @property
    def at(self) -> int:
        """Which table is looked at."""
        return max(0, min(self.tables.currentRow(), len(self.draft.tables) - 1))

    def _show_table(self) -> None:
        if not self.draft.tables:
            return
        mapping = self.draft.tables[self.at].mapping
        self.header.blockSignals(True)
        self.header.setMaximum(len(self.draft.sheet(self.at).rows))
        self.header.setValue(mapping.header[-1] + 1)
        self.header.blockSignals(False)
        self.hierarchy.setCurrentIndex(self.hierarchy.findData(mapping.hierarchy))
        self.year.setCurrentIndex(max(self.year.findData(mapping.year), 0))
        self.columns.show_table(self.at)
        self._show_preview()
        self._show_hindrance()

    def _show_preview(self) -> None:
        if self.draft.tables:
            self.preview.show_table(self.at)

    def _show_hindrance(self) -> None:
        hindrance = self.draft.hindrance
        self.trouble.setText(self.translator.translate(hindrance) if hindrance is not None else "")
        self.accepting.setEnabled(hindrance is None)

    # --- changing -----------------------------------------------------------------------------------

    def _answered(self) -> None:
        self.columns.refresh()
        self.year.setCurrentIndex(max(self.year.findData(self.draft.tables[self.at].mapping.year), 0))
        self._changed()

    def _changed(self) -> None:
        """Follow a choice: the questions at once, the preview a moment later."""
        self.draft.sections, self.draft.hidden_rows = self.sections.isChecked(), self.hidden.isChecked()
        self.questions.show_questions()
        self._show_hindrance()
        self._late.start()

    def _ticked(self, item: QListWidgetItem) -> None:
        self.draft.take(self.tables.row(item), item.checkState() == Qt.CheckState.Checked)
        self._changed()

    def _own(self) -> None:
        self.draft.organisation = self.owner.currentData()
        self._changed()

    def _use(self) -> None:
        name = self.kept.currentData()
        self.forgetting.setEnabled(bool(name))
        if not name:
            self.draft.name = ""
            return
        with reporting_refusals(self):
            self.draft.use_kept(name)
            self.keep_name.setText(name)
            self.owner.setCurrentIndex(max(self.owner.findData(self.draft.organisation), 0))
            self.sections.setChecked(self.draft.sections)
            self.hidden.setChecked(self.draft.hidden_rows)
            self._show_table()
            self._changed()

    def _forget(self) -> None:
        forget(self.kept.currentData())
        self.draft.name = ""
        self._fill_kept()

    def _move_header(self, row: int) -> None:
        self.draft.set_header(self.at, row - 1)
        self.tables.blockSignals(True)
        self.tables.item(self.at).setText(
            self.translator.translate(
                "{sheet}, headings in row {row}", sheet=self.draft.tables[self.at].mapping.sheet, row=row
            )
        )
        self.tables.blockSignals(False)
        self._show_table()
        self._changed()

    def _order_by(self) -> None:
        self.draft.set_hierarchy(self.at, self.hierarchy.currentData())
        self._changed()

    def _of_year(self) -> None:
        self.draft.set_year(self.at, self.year.currentData())
        self._changed()

    def accept(self) -> None:
        """Settle it, keeping the mapping if that is wanted."""
        if self.draft.hindrance is not None:
            return
        with reporting_refusals(self) as outcome:
            self.proposal = self.draft.settled(self.keep_name.text() if self.keeping.isChecked() else "")
        if outcome:
            super().accept()
