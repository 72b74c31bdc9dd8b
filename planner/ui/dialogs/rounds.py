"""The dialogs of an update round: starting one, its covering texts, and ending it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QDate, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from planner.application.update_rounds import asked_of, covering_text
from planner.domain.control.rounds import who_to_ask
from planner.domain.model import UpdateRound
from planner.domain.plan import Plan
from planner.language import Translator
from planner.ui.dialogs.common import Dialog, push
from planner.ui.panels.controls import Choices
from planner.ui.panels.parts import TARGET, Label
from planner.ui.theming import resize_within_screen

WEEKS_TO_ANSWER = 2


class StartRoundDialog(Dialog):
    """Asks for a name, the day by which answers are wanted, whom to ask and where the workbooks go."""

    def __init__(self, plan: Plan, translator: Translator, folder: Path, today: date, parent: QWidget | None) -> None:
        super().__init__(translator.translate("Start an update round"), translator, parent)
        translate = translator.translate
        self.today = today
        self.name = QLineEdit(translate("Update round {month}", month=f"{today:%Y-%m}"))
        self.due = QDateEdit(_qdate(today + timedelta(weeks=WEEKS_TO_ANSWER)))
        self.due.setCalendarPopup(True)
        self.due.setMinimumDate(_qdate(today))
        self.note = QPlainTextEdit()
        self.note.setMaximumHeight(70)
        self.note.setTabChangesFocus(True)
        self.who = QListWidget()
        self.who.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        wanted = {organisation.id for organisation in who_to_ask(plan)}
        for organisation in plan.organisations:
            item = QListWidgetItem(f"{organisation.code}  {organisation.name}", self.who)
            item.setData(Qt.ItemDataRole.UserRole, organisation.id)
            item.setSizeHint(QSize(0, TARGET))
            item.setCheckState(Qt.CheckState.Checked if organisation.id in wanted else Qt.CheckState.Unchecked)
        self.folder = QLineEdit(str(folder / f"{today:%Y-%m}"))
        self._folder_above = folder
        self.trouble = Label(tone="error")
        self.trouble.hide()
        self._arrange()
        resize_within_screen(self, 560, 520)

    def _arrange(self) -> None:
        translate = self.translator.translate
        line = QHBoxLayout()
        line.addWidget(self.folder, 1)
        line.addWidget(push(translate("Browse…"), self._browse))
        form = QFormLayout()
        for text, field in (
            (translate("Name of the round"), self.name),
            (translate("Answers wanted by"), self.due),
            (translate("Ask"), self.who),
            (translate("Add to the covering text"), self.note),
        ):
            field.setAccessibleName(text)
            field.setMinimumHeight(TARGET)
            form.addRow(text, field)
        self.folder.setAccessibleName(translate("Put the workbooks in"))
        form.addRow(translate("Put the workbooks in"), line)
        column = QVBoxLayout(self)
        column.addLayout(form, 1)
        column.addWidget(self.trouble)
        column.addWidget(self.button_row(translate("Start and write the workbooks")))

    @property
    def due_on(self) -> date:
        return self.due.date().toPython()  # type: ignore[return-value]

    @property
    def organisation_ids(self) -> tuple[UUID, ...]:
        items = [self.who.item(number) for number in range(self.who.count())]
        return tuple(i.data(Qt.ItemDataRole.UserRole) for i in items if i.checkState() == Qt.CheckState.Checked)

    @property
    def path(self) -> Path:
        path = Path(self.folder.text().strip()).expanduser()
        return path if path.is_absolute() else self._folder_above / path

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self.translator.translate("Put the workbooks in"), str(self._folder_above)
        )
        if chosen:
            self.folder.setText(chosen)

    def accept(self) -> None:
        sentence = ""
        if not self.name.text().strip():
            sentence = self.translator.translate("Give the round a name.")
        elif not self.organisation_ids:
            sentence = self.translator.translate("Choose at least one organisation to ask.")
        elif not self.folder.text().strip():
            sentence = self.translator.translate("Say where the workbooks are to be put.")
        self.trouble.setText(f"! {sentence}" if sentence else "")
        self.trouble.setVisible(bool(sentence))
        if not sentence:
            super().accept()


class CoveringTextsDialog(Dialog):
    """The words to send with each workbook, to copy into a mail."""

    def __init__(self, plan: Plan, each: UpdateRound, translator: Translator, parent: QWidget | None) -> None:
        super().__init__(translator.translate("Covering texts"), translator, parent)
        translate = translator.translate
        self._texts = [covering_text(plan, each, organisation, translator) for organisation in asked_of(plan, each)]
        self.who = Choices()
        self.who.setAccessibleName(translate("Organisation"))
        self.who.setMinimumHeight(TARGET)
        self.who.addItems([organisation.name for organisation in asked_of(plan, each)])
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(translate("Covering text"))
        self.who.currentIndexChanged.connect(self._show)
        self.told = Label(tone="quiet")
        column = QVBoxLayout(self)
        column.addWidget(self.who)
        column.addWidget(self.text, 1)
        column.addWidget(self.told)
        row = self.button_row(leave=translate("Close"))
        copy = push(translate("Copy the text"), self._copy)
        row.addButton(copy, row.ButtonRole.ActionRole)
        column.addWidget(row)
        resize_within_screen(self, 640, 520)
        self._show(0)

    def _show(self, at: int) -> None:
        self.text.setPlainText(self._texts[at] if 0 <= at < len(self._texts) else "")
        self.told.setText("")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.told.setText(self.translator.translate("Copied: paste it in a mail."))


class CloseRoundDialog(Dialog):
    """Asks whether the dates are frozen as a baseline when a round ends."""

    def __init__(
        self, each: UpdateRound, waiting: tuple[str, ...], translator: Translator, parent: QWidget | None
    ) -> None:
        super().__init__(translator.translate("Close update round {name}", name=each.name), translator, parent)
        translate = translator.translate
        self.freeze = QCheckBox(translate("Keep the dates as they stand now as a baseline"))
        self.freeze.setChecked(True)
        self.freeze.setMinimumHeight(TARGET)
        self.name = QLineEdit(each.name)
        self.name.setAccessibleName(translate("Name of the baseline"))
        self.name.setMinimumHeight(TARGET)
        self.freeze.toggled.connect(self.name.setEnabled)
        column = QVBoxLayout(self)
        if waiting:
            column.addWidget(Label(translate("These have not answered: {names}.", names=", ".join(waiting)), "warning"))
        column.addWidget(self.freeze)
        column.addWidget(self.name)
        column.addWidget(Label(translate("A report of who changed what can be written at any time."), "quiet"))
        column.addStretch(1)
        column.addWidget(self.button_row(translate("Close the round")))
        resize_within_screen(self, 460, 200)

    @property
    def baseline(self) -> str:
        """The baseline's name; empty for none."""
        return self.name.text().strip() if self.freeze.isChecked() else ""


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
