"""The calendars of the plan: working week, public holidays, and days that differ."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from pydantic import ValidationError
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.document import PlanDocument
from planner.domain import edits
from planner.domain.changes import Step
from planner.domain.fields import FIELDS, FieldDef, Shape
from planner.domain.model import CalendarException, WorkCalendar
from planner.domain.plan import Plan
from planner.domain.rows import make
from planner.errors import EditRefused, FileTrouble
from planner.language import Translator
from planner.language.translator import DAYS
from planner.language.working_hours import hours_text
from planner.message import N_, Message
from planner.ui.dialogs.common import BesideDialog
from planner.ui.dialogs.hours import parse_hours
from planner.ui.panels.controls import LineField
from planner.ui.panels.form import Form
from planner.ui.panels.parts import TARGET, Label, button
from planner.ui.theming import resize_within_screen

FIRST, LAST, NAME, HOURS, SOURCE = range(5)


class CalendarDialog(BesideDialog):
    """A list of calendars at the left; at the right everything about the chosen one."""

    def __init__(self, document: PlanDocument, translator: Translator, parent: QWidget | None = None) -> None:
        super().__init__(translator.translate("Calendars"), document, translator, parent)
        translate = translator.translate
        self.list = QListWidget()
        self.list.setAccessibleName(translate("Calendars"))
        self.list.setMaximumWidth(220)
        specs = [s for s in FIELDS["calendar"] if s.heading and s.shape not in (Shape.STRUCTURE, Shape.LONG_TEXT)]
        self.form = Form(document, translator, specs)
        self.week = _Week(self)
        self.exceptions = _Exceptions(self)
        self.trouble = Label(tone="error")
        self.trouble.hide()
        self._arrange()
        self.list.currentItemChanged.connect(lambda *_: self._show())
        resize_within_screen(self, 900, 600)
        self.show_calendars()

    def _arrange(self) -> None:
        translate = self.translator.translate
        tools = QHBoxLayout()
        self.plus = button("plus", translate("Add a calendar"), self.add)
        self.minus = button("delete", translate("Remove this calendar"), self.remove)
        tools.addWidget(self.plus)
        tools.addWidget(self.minus)
        tools.addStretch(1)
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        left.addLayout(tools)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(self.form)
        right.addWidget(Label(translate("Working week"), bold=True))
        right.addWidget(self.week)
        right.addWidget(Label(translate("Days that differ"), bold=True))
        right.addWidget(self.exceptions, 1)
        right.addWidget(self.trouble)
        upper = QHBoxLayout()
        upper.addLayout(left)
        upper.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.addLayout(upper, 1)
        column.addWidget(self.button_row(leave=translate("Close")))

    # --- showing ------------------------------------------------------------------------------

    @property
    def calendar(self) -> WorkCalendar | None:
        """The calendar that is chosen."""
        item = self.list.currentItem()
        row_id = UUID(item.data(Qt.ItemDataRole.UserRole)) if item is not None else None
        return self.document.plan.get(WorkCalendar, row_id)

    def follow(self) -> None:
        self.show_calendars()

    def show_calendars(self) -> None:
        """Show the calendars there are now, with the same one chosen where it is still there."""
        chosen = self.calendar
        self.list.blockSignals(True)
        self.list.clear()
        at = 0
        for number, calendar in enumerate(self.document.plan.calendars):
            item = QListWidgetItem(calendar.name, self.list)
            item.setData(Qt.ItemDataRole.UserRole, str(calendar.id))
            item.setSizeHint(QSize(0, TARGET + 4))
            if chosen is not None and calendar.id == chosen.id:
                at = number
        self.list.setCurrentRow(at)
        self.list.blockSignals(False)
        self._show()

    def _show(self) -> None:
        calendar, read_only = self.calendar, self.document.read_only
        self.say_trouble(None)
        self.form.show_rows([calendar] if calendar is not None else [])
        for name in self.form.fields:
            self.form.let(name)
        for part in (self.form, self.week, self.exceptions):
            part.setEnabled(calendar is not None)
        self.plus.setEnabled(not read_only)
        self.minus.setEnabled(calendar is not None and not read_only)
        if calendar is not None:
            self.week.show_calendar(calendar, read_only=read_only)
            self.exceptions.show_calendar(calendar, read_only=read_only)

    def say_trouble(self, message: Message | None) -> None:
        """Show why something was refused; None takes it away."""
        self.trouble.setText(f"! {self.translator.translate(message)}" if message is not None else "")
        self.trouble.setVisible(message is not None)

    # --- editing ------------------------------------------------------------------------------

    def run_edit(self, edit: Callable[[Plan], Step]) -> bool:
        """Do an edit; a refusal is told in the dialog and changes nothing."""
        try:
            self.document.do(edit(self.document.plan))
        except (EditRefused, FileTrouble) as refused:
            self.say_trouble(refused.message)
            return False
        return True

    def set_structure(self, name: str, value: Callable[[], object]) -> bool:
        """Set the week or the exceptions of the chosen calendar."""
        calendar = self.calendar
        if calendar is None:
            return False
        return self.run_edit(lambda plan: edits.set_field(plan, plan.row(WorkCalendar, calendar.id), name, value()))

    def add(self) -> None:
        """Add a calendar, resting on the programme's."""
        plan = self.document.plan
        row = make(WorkCalendar, name=self.translator.translate("New calendar"), base_id=plan.programme.calendar_id)
        if self.run_edit(lambda plan: edits.add_row(plan, row)):
            for number, calendar in enumerate(self.document.plan.calendars):
                if calendar.id == row.id:
                    self.list.setCurrentRow(number)
            self.form.fields["name"].editor.setFocus()

    def remove(self) -> None:
        """Take the chosen calendar out; what used it goes by the programme's calendar then."""
        calendar = self.calendar
        if calendar is not None:
            self.run_edit(lambda plan: edits.remove_rows(plan, [plan.row(WorkCalendar, calendar.id)]))

    def done(self, result: int) -> None:
        """Leave, keeping what stands typed."""
        self.form.commit()
        super().done(result)


class _Week(QWidget):
    """Seven lines of working hours."""

    def __init__(self, dialog: CalendarDialog) -> None:
        super().__init__()
        self._dialog = dialog
        self.days: list[LineField] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(3)
        for at, day in enumerate(DAYS[dialog.translator.code]):
            edit = LineField()
            edit.setAccessibleName(dialog.translator.translate("Working hours on {day}", day=day))
            edit.setPlaceholderText(dialog.translator.translate("no work"))
            edit.setMinimumHeight(TARGET)
            edit.editingFinished.connect(lambda at=at: self._commit(at))
            label = Label(day, "quiet", wrap=False)
            label.setBuddy(edit)
            grid.addWidget(label, at % 4, at // 4 * 2)
            grid.addWidget(edit, at % 4, at // 4 * 2 + 1)
            self.days.append(edit)

    def show_calendar(self, calendar: WorkCalendar, *, read_only: bool) -> None:
        for edit, spans in zip(self.days, calendar.week, strict=True):
            edit.setText(hours_text(spans))
            edit.setModified(False)
            edit.setReadOnly(read_only)

    def _commit(self, at: int) -> None:
        edit = self.days[at]
        if not edit.isModified():
            return
        edit.setModified(False)
        calendar = self._dialog.calendar
        if calendar is not None:
            week = calendar.week
            self._dialog.set_structure("week", lambda: (*week[:at], parse_hours(edit.text()), *week[at + 1 :]))


class _Exceptions(QWidget):
    """A table of days that differ: closed, or other hours."""

    def __init__(self, dialog: CalendarDialog) -> None:
        super().__init__()
        self._dialog = dialog
        translate = dialog.translator.translate
        self.table = QTableWidget(0, 5)
        self.table.setAccessibleName(translate("Days that differ"))
        self.table.setHorizontalHeaderLabels(
            [translate("First day"), translate("Last day"), translate("Name"), translate("Hours"), translate("Source")]
        )
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(TARGET + 4)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for column, width in enumerate((94, 94, 156, 96)):
            self.table.setColumnWidth(column, width)
        self.table.cellChanged.connect(self._changed)
        tools = QHBoxLayout()
        tools.addWidget(button("plus", translate("Add a day that differs"), self.add))
        tools.addWidget(button("delete", translate("Remove the chosen days"), self.remove))
        tools.addWidget(Label(translate("Without hours it is a day off."), "quiet"), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addLayout(tools)

    def show_calendar(self, calendar: WorkCalendar, *, read_only: bool) -> None:
        date_of = self._dialog.translator.date
        self.table.blockSignals(True)
        self.table.setRowCount(len(calendar.exceptions))
        for row, each in enumerate(calendar.exceptions):
            texts = (
                date_of(each.first, "medium"),
                date_of(each.last, "medium"),
                each.name,
                hours_text(each.spans),
                each.source,
            )
            for column, text in enumerate(texts):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self.table.blockSignals(False)
        no_edit = QAbstractItemView.EditTrigger.NoEditTriggers
        usual = QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.AnyKeyPressed
        usual |= QAbstractItemView.EditTrigger.EditKeyPressed
        self.table.setEditTriggers(no_edit if read_only else usual)

    def _text(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return item.text().strip() if item is not None else ""

    def _changed(self, row: int, column: int) -> None:
        calendar = self._dialog.calendar
        if calendar is None:
            return
        old = calendar.exceptions

        def wanted() -> object:
            fresh = self._exception(old[row], column, self._text(row, column))
            return tuple(sorted((*old[:row], fresh, *old[row + 1 :]), key=lambda each: (each.first, each.last)))

        if not self._dialog.set_structure("exceptions", wanted):
            trouble = self._dialog.trouble.text()
            self.show_calendar(calendar, read_only=False)
            self._dialog.trouble.setText(trouble)

    def _exception(self, old: CalendarException, column: int, text: str) -> CalendarException:
        values = dict(old.__dict__)
        if column in (FIRST, LAST):
            spec = FieldDef("first", Shape.DATE, N_("Date"))
            values["first" if column == FIRST else "last"] = self._dialog.translator.parse(
                spec, text, self._dialog.document.plan
            )
            if column == FIRST and values["first"] is not None and values["last"] < values["first"]:
                values["last"] = values["first"]
        elif column == HOURS:
            values["spans"] = parse_hours(text)
        else:
            values["name" if column == NAME else "source"] = text
        try:
            return CalendarException.model_validate(values)
        except ValidationError:
            raise EditRefused(
                N_("These days cannot be: the last one comes before the first, or hours overlap.")
            ) from None

    def add(self) -> None:
        """Add a day off on the status date, to be changed."""
        calendar = self._dialog.calendar
        if calendar is None:
            return
        day = self._dialog.document.plan.programme.status_date
        fresh = CalendarException(first=day, last=day, name=self._dialog.translator.translate("Day off"))
        old = calendar.exceptions
        self._dialog.set_structure("exceptions", lambda: tuple(sorted((*old, fresh), key=lambda e: (e.first, e.last))))

    def remove(self) -> None:
        """Take the chosen days out of the list."""
        calendar = self._dialog.calendar
        rows = {index.row() for index in self.table.selectionModel().selectedRows()}
        if calendar is not None and rows:
            left = tuple(each for at, each in enumerate(calendar.exceptions) if at not in rows)
            self._dialog.set_structure("exceptions", lambda: left)
