"""What can be chosen about sheets of paper; what a view cannot use is hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QListWidget, QListWidgetItem, QScrollArea, QWidget

from planner.chart.page_columns import COLUMNS
from planner.chart.printed import PRINT_VIEWS, print_view
from planner.chart.sheet import PAPER_MM, Paper
from planner.domain.date_reader import read_date
from planner.domain.plan import Plan
from planner.errors import EditRefused
from planner.language import Translator
from planner.message import N_
from planner.ui.panels.controls import Choices, LineField, Number
from planner.ui.panels.parts import TARGET
from planner.ui.printing.set_up import MARKS, ROWS, SetUp

WIDTH = 330
OWN = "own"
LANGUAGES = {"": N_("as the window"), "nl": N_("Dutch"), "en": N_("English")}


class SetUpFields(QScrollArea):
    """The fields of a page set-up; `changed` after each choice, `view_chosen` for another view."""

    changed = Signal()
    view_chosen = Signal(str)

    def __init__(self, plan: Plan, translator: Translator) -> None:
        super().__init__()
        self.plan, self.translator = plan, translator
        self.set_up = SetUp()
        self.view = PRINT_VIEWS[0].name
        self._filling = False
        self._form = QFormLayout()
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._make()
        inside = QWidget()
        inside.setLayout(self._form)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFixedWidth(WIDTH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the keys, and scrolls with them
        self.setAccessibleName(translator.translate("Page set-up"))

    def _make(self) -> None:
        translate = self.translator.translate
        self.views = self._choices(translate("View"), [(v.name, translate(v.text)) for v in PRINT_VIEWS])
        self.views.activated.connect(lambda _at: self.view_chosen.emit(self.views.currentData()))
        papers = [(name, name) for name in PAPER_MM] + [(OWN, translate("Other size…"))]
        self.paper = self._choices(translate("Paper"), papers)
        self.own = self._line(translate("Width x height in mm"))
        self.own.setPlaceholderText("500x700")
        self.landscape = self._choices(
            translate("Orientation"), [(True, translate("Landscape")), (False, translate("Portrait"))]
        )
        organisations: list[tuple[UUID | None, str]] = [(None, translate("All organisations"))]
        organisations += [(o.id, f"{o.code} {o.name}") for o in self.plan.organisations]
        self.owner = self._choices(translate("Organisation"), organisations)
        self.rows = self._choices(
            translate("Which activities"), [(name, translate(text)) for name, text in ROWS.items()]
        )
        self.first, self.last = self._line(translate("From the day")), self._line(translate("To the day"))
        self.wide = self._number(translate("Sheets wide"), 1, 12)
        self.high = self._number(translate("Sheets high"), 0, 99)
        self.high.setSpecialValueText(translate("as needed"))
        self.poster_wide = self._number(translate("Poster: sheets wide"), 1, 8)
        self.poster_high = self._number(translate("Poster: sheets high"), 1, 8)
        self.language = self._choices(
            translate("Language"), [(code, translate(text)) for code, text in LANGUAGES.items()]
        )
        self.grey = QCheckBox(translate("Preview and print in grey"))
        self.grey.setMinimumHeight(TARGET)
        self.grey.toggled.connect(lambda _on: self._read())
        self._form.addRow(self.grey)
        self.marks = self._list(translate("Show"), {name: translate(text) for name, text in MARKS.items()})
        self.columns = self._list(
            translate("Columns"),
            {name: translate(spec.paper.heading or spec.heading) for name, spec in COLUMNS.items()},
        )
        for box in (self.paper, self.landscape, self.owner, self.rows, self.language):
            box.activated.connect(lambda _at: self._read())

    # --- making fields ---------------------------------------------------------------------------------

    def _choices(self, name: str, options: Sequence[tuple[object, str]]) -> Choices:
        made = Choices()
        made.setAccessibleName(name)
        made.setMinimumHeight(TARGET)
        for value, text in options:
            made.addItem(text, value)
        self._form.addRow(name, made)
        return made

    def _line(self, name: str) -> QLineEdit:
        made = LineField()
        made.setAccessibleName(name)
        made.setMinimumHeight(TARGET)
        made.editingFinished.connect(self._read)
        self._form.addRow(name, made)
        return made

    def _number(self, name: str, least: int, most: int) -> Number:
        made = Number()
        made.setAccessibleName(name)
        made.setMinimumHeight(TARGET)
        made.setRange(least, most)
        made.setKeyboardTracking(False)
        made.valueChanged.connect(lambda _value: self._read())
        self._form.addRow(name, made)
        return made

    def _list(self, name: str, options: dict[str, str]) -> QListWidget:
        made = QListWidget()
        made.setAccessibleName(name)
        for value, text in options.items():
            item = QListWidgetItem(text, made)
            item.setData(Qt.ItemDataRole.UserRole, value)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setSizeHint(QSize(0, TARGET))
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setFixedHeight(TARGET * min(len(options), 6) + 4)
        made.itemChanged.connect(lambda _item: self._read())
        self._form.addRow(name, made)
        return made

    # --- showing and reading ------------------------------------------------------------------------------

    @property
    def organisation(self) -> UUID | None:
        return self.owner.currentData() if print_view(self.view).by_organisation else None

    def show_view(self, name: str, set_up: SetUp) -> None:
        """Show how a view is set up."""
        self.view, self.set_up = name, set_up
        self._filling = True
        self.views.setCurrentIndex(self.views.findData(name))
        known = set_up.paper in PAPER_MM
        self.paper.setCurrentIndex(self.paper.findData(set_up.paper if known else OWN))
        self.own.setText("" if known else set_up.paper)
        self.landscape.setCurrentIndex(0 if set_up.landscape else 1)
        self.rows.setCurrentIndex(self.rows.findData(set_up.rows))
        for field, text in ((self.first, set_up.first), (self.last, set_up.last)):
            field.setText(self.translator.date(date.fromisoformat(text), "medium") if text else "")
        for field, value in (
            (self.wide, set_up.sheets_wide),
            (self.high, set_up.sheets_high),
            (self.poster_wide, set_up.poster_wide),
            (self.poster_high, set_up.poster_high),
        ):
            field.setValue(value)
        self.language.setCurrentIndex(max(self.language.findData(set_up.language), 0))
        self.grey.setChecked(set_up.grey)
        _tick(self.marks, set_up.marks)
        _tick(self.columns, set_up.columns)
        self._filling = False
        self._show_what_counts()

    def _show_what_counts(self) -> None:
        gantt = self.view == "gantt"
        for field in (self.rows, self.wide, self.high, self.marks, self.columns):
            self._form.setRowVisible(field, gantt)
        dated = self.view in ("gantt", "chain-overview", "milestones", "changes")
        self._form.setRowVisible(self.first, dated)
        self._form.setRowVisible(self.last, dated and self.view != "changes")
        self._form.setRowVisible(self.owner, print_view(self.view).by_organisation)
        self._form.setRowVisible(self.own, self.paper.currentData() == OWN)
        for field in (self.poster_wide, self.poster_high):
            self._form.setRowVisible(field, self.view in ("gantt", "chain-overview"))

    def _read(self) -> None:
        """Take over what the fields say; a date or size that cannot be read gives its field back what it had."""
        if self._filling:
            return
        size = self.own.text().strip().lower().replace(" ", "") if self.paper.currentData() == OWN else ""
        paper = size if size and _is_size(size) else self.paper.currentData()
        self.set_up = replace(
            self.set_up,
            paper=self.set_up.paper if paper == OWN else paper,
            landscape=bool(self.landscape.currentData()),
            sheets_wide=self.wide.value(),
            sheets_high=self.high.value(),
            poster_wide=self.poster_wide.value(),
            poster_high=self.poster_high.value(),
            first=self._day(self.first, self.set_up.first),
            last=self._day(self.last, self.set_up.last),
            language=self.language.currentData(),
            grey=self.grey.isChecked(),
            rows=self.rows.currentData(),
            marks=_ticked(self.marks),
            columns=_ticked(self.columns) or self.set_up.columns,
        )
        self._show_what_counts()
        self.changed.emit()

    def _day(self, field: QLineEdit, before: str) -> str:
        text = field.text().strip()
        if not text:
            return ""
        try:
            window = read_date(text, today=self.plan.programme.status_date)
        except EditRefused:
            window = None
        found = (window.earliest if field is self.first else window.latest) if window is not None else None
        if found is None:
            field.setText(self.translator.date(date.fromisoformat(before), "medium") if before else "")
            return before
        return found.isoformat()


def _is_size(text: str) -> bool:
    try:
        Paper.named(text)
    except EditRefused:
        return False
    return True


def _tick(box: QListWidget, names: tuple[str, ...]) -> None:
    for number in range(box.count()):
        item = box.item(number)
        on = item.data(Qt.ItemDataRole.UserRole) in names
        item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)


def _ticked(box: QListWidget) -> tuple[str, ...]:
    items = [box.item(number) for number in range(box.count())]
    return tuple(i.data(Qt.ItemDataRole.UserRole) for i in items if i.checkState() == Qt.CheckState.Checked)
