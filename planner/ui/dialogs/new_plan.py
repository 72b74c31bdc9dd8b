"""A new plan: which template, and where the file comes to stand."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from planner.application.templates import template_names
from planner.language import Translator
from planner.message import N_
from planner.ui.dialogs.common import Dialog, push
from planner.ui.panels.parts import TARGET, Label
from planner.ui.theming import resize_within_screen

SUFFIX = ".keten"
DESCRIPTIONS = {
    "wsm-2022": N_(
        "The trajectory as it stood on 6 July 2022: the legislative course, what each organisation does to be"
        " ready, the motions and commitments, the figures, and for everything the place in the letter."
    ),
    "wsm-verloop": N_(
        "What really happened up to entry into force on 1 July 2024, facts with a source only, with the plan"
        " of the letter as its baseline."
    ),
    "wetstraject": N_(
        "The stages of a law from preparation to evaluation, each with a range of time that you can change,"
        " up to entry into force on a fixed change moment."
    ),
    "leeg": N_("A programme with a calendar and nothing else in it."),
}
FILE_NAMES = {
    "wsm-2022": N_("wsm"),
    "wsm-verloop": N_("wsm-verloop"),
    "wetstraject": N_("wetstraject"),
    "leeg": N_("programma"),
}


class NewPlanDialog(Dialog):
    """Asks for a template and a file that is not there yet."""

    def __init__(self, parent: QWidget | None, translator: Translator, folder: Path) -> None:
        super().__init__(translator.translate("New plan"), translator, parent)
        self._folder, self._offered = folder, ""
        translate = translator.translate
        self.templates = QListWidget()
        self.templates.setAccessibleName(translate("Template"))
        self.templates.setMinimumHeight(100)
        for name, title in template_names():
            item = QListWidgetItem(translate(title), self.templates)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setSizeHint(QSize(0, TARGET + 6))
        self.description = Label(tone="quiet")
        self.description.setMinimumHeight(self.description.fontMetrics().lineSpacing() * 3)
        self.description.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.place = QLineEdit()
        self.place.setAccessibleName(translate("File"))
        self.place.setMinimumHeight(TARGET)
        self.trouble = Label(tone="error")
        self.trouble.hide()
        self._arrange()
        self.templates.currentItemChanged.connect(lambda *_: self._template_chosen())
        self.templates.itemActivated.connect(lambda *_: self.accept())
        self.templates.setCurrentRow(0)
        resize_within_screen(self, 560, 360)

    def _arrange(self) -> None:
        translate = self.translator.translate
        line = QHBoxLayout()
        line.addWidget(self.place, 1)
        line.addWidget(push(translate("Browse…"), self._browse))
        column = QVBoxLayout(self)
        column.setSpacing(6)
        column.addWidget(Label(translate("Begin with"), bold=True))
        column.addWidget(self.templates, 1)
        column.addWidget(self.description)
        column.addWidget(Label(translate("Keep the plan in"), bold=True))
        column.addLayout(line)
        column.addWidget(self.trouble)
        note = translate("Every change is kept in this file at once: there is no need to save.")
        column.addWidget(Label(note, "quiet"))
        column.addWidget(self.button_row(translate("Make plan")))

    @property
    def template(self) -> str:
        """The name of the chosen template."""
        return str(self.templates.currentItem().data(Qt.ItemDataRole.UserRole))

    @property
    def path(self) -> Path:
        """The file to make, with its suffix."""
        path = Path(self.place.text().strip()).expanduser()
        if not path.is_absolute():
            path = self._folder / path
        return path if path.suffix else path.with_suffix(SUFFIX)

    def _template_chosen(self) -> None:
        text = DESCRIPTIONS.get(self.template, "")
        self.description.setText(self.translator.translate(text) if text else "")
        if self.place.text() == self._offered:
            name = self.translator.translate(FILE_NAMES.get(self.template, N_("programma")))
            self._offered = str(unused(self._folder, name))
            self.place.setText(self._offered)

    def _browse(self) -> None:
        pattern = self.translator.translate("Plans (*.keten)")
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            self.translator.translate("New plan"),
            str(self.path),
            pattern,
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            self.place.setText(chosen)

    def accept(self) -> None:
        """Close, unless the file cannot be made there: that is told in the dialog."""
        sentence = self._why_not()
        self.trouble.setText(f"! {sentence}" if sentence else "")
        self.trouble.setVisible(bool(sentence))
        self.place.setAccessibleDescription(sentence)
        if sentence:
            self.place.setFocus()
        else:
            super().accept()

    def _why_not(self) -> str:
        if not self.place.text().strip():
            return self.translator.translate("Say where the plan is to be kept.")
        if self.path.exists():
            return self.translator.translate("{path} is there already: choose another name.", path=str(self.path))
        if not self.path.parent.is_dir():
            return self.translator.translate("There is no folder {path}.", path=str(self.path.parent))
        return ""


def unused(folder: Path, name: str) -> Path:
    """A file in a folder that is not there yet."""
    path, number = folder / f"{name}{SUFFIX}", 2
    while path.exists():
        path, number = folder / f"{name}-{number}{SUFFIX}", number + 1
    return path


def ask_new_plan(parent: QWidget, translator: Translator, folder: Path) -> tuple[str, Path] | None:
    """Ask for a template and a file; None if it was left."""
    dialog = NewPlanDialog(parent, translator, folder)
    wanted = (dialog.template, dialog.path) if dialog.exec() else None
    dialog.deleteLater()
    return wanted
