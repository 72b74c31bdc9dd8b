"""Earlier versions of a plan: when they were made, whether they are sound, what changed since; to open or put back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from planner.application.version_rows import ORIGINS, STATES, salvage_text, since_words, size_words
from planner.application.versions import Soundness, Version, recover, versions_of
from planner.errors import PlannerError
from planner.language import Translator
from planner.message import N_
from planner.ui.app_controller import AppController
from planner.ui.dialogs.common import Dialog, push
from planner.ui.dialogs.file_choice import ask_new_file, busy
from planner.ui.panels.parts import Label
from planner.ui.theming import resize_within_screen

ROW = 28
"""Height of a version, in pixels."""
SIGNS = {Soundness.SOUND: "✓", Soundness.DAMAGED: "!", Soundness.NEWER: "?", Soundness.UNKNOWN: "?"}


class VersionsDialog(Dialog):
    """Lists the versions, the newest first. Putting one back keeps the file that stands there, also a damaged one."""

    def __init__(
        self, path: Path, translator: Translator, controller: AppController, parent: QWidget | None = None
    ) -> None:
        translate = translator.translate
        super().__init__(translate("Earlier versions of {name}", name=path.name), translator, parent)
        self.path, self._controller = path, controller
        self.versions: list[Version] = []
        self.table = QTreeWidget()
        self.table.setRootIsDecorated(False)
        self.table.setAccessibleName(translate("Earlier versions"))
        heads = (N_("Time"), N_("Why it was made"), N_("Size"), N_("State"), N_("Changed since"))
        self.table.setHeaderLabels([translate(head) for head in heads])
        self.table.itemSelectionChanged.connect(self._chosen)
        self.table.itemActivated.connect(lambda *_at: self.open_beside())
        self.trouble = Label("", "error")
        self.put_back_button = push(translate("Put back"), self.put_back)
        self.put_back_button.setDefault(True)
        self.beside_button = push(translate("Open beside"), self.open_beside)
        self.salvage_button = push(translate("Save what can be read…"), self.salvage)
        column = QVBoxLayout(self)
        column.addWidget(self.table, 1)
        note = translate(
            "Sound: the plan was read through and opens. The file that stands there now is kept when one is put back."
        )
        column.addWidget(Label(note, "quiet"))
        column.addWidget(self.trouble)
        row = QHBoxLayout()
        row.addWidget(self.put_back_button)
        row.addWidget(self.beside_button)
        row.addWidget(self.salvage_button)
        row.addStretch(1)
        row.addWidget(self.button_row(leave=translate("Close")))
        column.addLayout(row)
        resize_within_screen(self, 860, 480)
        self.trouble.hide()
        self._fill()

    def _fill(self) -> None:
        translator = self.translator
        try:
            with busy():
                self.versions = versions_of(self.path)
        except PlannerError as trouble:
            self._tell(translator.translate(trouble.message), "error")
        unknown = translator.translate("cannot be told")
        for version in self.versions:
            made = version.made_at
            state = f"{SIGNS[version.soundness]} {translator.translate(STATES[version.soundness])}"
            why, size = translator.translate(ORIGINS[version.copy.origin]), size_words(version.copy.size, translator)
            cells = [
                f"{translator.date(made.date())} {made:%H:%M}",
                why,
                size,
                state,
                since_words(version, translator) or unknown,
            ]
            item = QTreeWidgetItem(cells)
            for column in range(len(cells)):
                item.setSizeHint(column, QSize(0, ROW))
            item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.table.addTopLevelItem(item)
        for number in range(self.table.columnCount()):
            self.table.header().setSectionResizeMode(number, QHeaderView.ResizeMode.ResizeToContents)
        if not self.versions and self.trouble.isHidden():
            self._tell(translator.translate("There are no earlier versions of this plan."), "quiet")
        sound = next((n for n, v in enumerate(self.versions) if v.soundness is Soundness.SOUND), None)
        if sound is not None:
            item = self.table.topLevelItem(sound)
            assert item is not None
            self.table.setCurrentItem(item)
        self._chosen()

    @property
    def version(self) -> Version | None:
        """The chosen one."""
        item = self.table.currentItem()
        number = self.table.indexOfTopLevelItem(item) if item is not None else -1
        return self.versions[number] if number >= 0 else None

    def _chosen(self) -> None:
        sound = self.version is not None and self.version.soundness is Soundness.SOUND
        self.put_back_button.setEnabled(sound)
        self.beside_button.setEnabled(sound)
        self.salvage_button.setEnabled(self.path.exists())

    def put_back(self) -> None:
        """Put the chosen version in the place of the plan, and open that."""
        version = self.version
        if version is None:
            return
        try:
            self._controller.put_back(self.path, version)
        except PlannerError as trouble:
            self._tell(self.translator.translate(trouble.message), "error")
            return
        self.accept()

    def open_beside(self) -> None:
        """Open the chosen version in a window of its own; the plan stays as it is."""
        if self.version is not None and self.beside_button.isEnabled():
            self._controller.open_beside(self.version.copy.path)

    def salvage(self) -> None:
        """Make a new plan of what can be read of the file that stands there."""
        translate = self.translator.translate
        offered = self.path.with_name(translate("{name} (saved)", name=self.path.stem) + self.path.suffix)
        pattern = translate("Plans (*.keten)")
        target = ask_new_file(self, translate("Save what can be read"), offered, pattern, over=False)
        if target is None:
            return
        try:
            with busy():
                found = recover(self.path, target)
        except PlannerError as trouble:
            self._tell(translate(trouble.message), "error")
            return
        self._tell(salvage_text(found, target.name, self.translator), "plain")

    def _tell(self, text: str, tone: str) -> None:
        self.trouble.set_tone(tone)
        self.trouble.setText(text)
        self.trouble.show()
