"""The start choice, shown where no plan is open: a new plan from a template, an existing one, or a recent one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.application.file_formats import Reading, patterns, readable
from planner.application.templates import template_names
from planner.language import Translator
from planner.storage.peek import peek
from planner.ui.app_controller import AppController
from planner.ui.dialogs.file_choice import ask_new_file, ask_plan_to_open
from planner.ui.icons import icon
from planner.ui.message_strip import MessageStrip, Tone
from planner.ui.plain_text import PlainLabel, plain
from planner.ui.theming import bold, resize_within_screen, scaled, ui_palette

WHAT = Qt.ItemDataRole.UserRole
FROM_FILE = "from-file"
"""In the place of a template: an empty plan, into which a file is brought at once."""


class StartWindow(QWidget):
    """Offers templates at the left and recent plans at the right."""

    opened = Signal()

    def __init__(self, translator: Translator, controller: AppController) -> None:
        super().__init__()
        self.translator, self.controller = translator, controller
        self.setWindowTitle("Ketenplanner")
        self.setWindowIcon(icon("ketenplanner"))
        self.strip = MessageStrip(translator)
        self.templates = self._list(translator.translate("New plan from a template"))
        for name, title in template_names():
            item = QListWidgetItem(icon("new"), translator.translate(title), self.templates)
            item.setData(WHAT, name)
            item.setSizeHint(QSize(0, 34))
        brought = QListWidgetItem(
            icon("excel-in"), translator.translate("From an Excel or MS Project file…"), self.templates
        )
        brought.setData(WHAT, FROM_FILE)
        brought.setSizeHint(QSize(0, 34))
        self.recent = self._list(translator.translate("Recent plans"))
        for text in controller.settings.recent_files:
            self._add_recent(Path(text))
        self._arrange()
        self.templates.itemActivated.connect(self._new)
        self.recent.itemActivated.connect(self._open_recent)
        resize_within_screen(self, 860, 460)

    def _list(self, name: str) -> QListWidget:
        made = QListWidget()
        made.setAccessibleName(name)
        made.setWordWrap(True)
        made.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        return made

    def _add_recent(self, path: Path) -> None:
        """A recent plan with what it is about; one that is no longer there in quiet ink."""
        translate = self.translator.translate
        seen = peek(path)
        told = [translate("no longer there") if not path.exists() else translate("cannot be read here")]
        if seen is not None:
            told = [self.translator.plural("{number} activity", "{number} activities", seen.activities)]
            if seen.status_date is not None:
                told.insert(0, translate("status date {day}", day=seen.status_date))
        item = QListWidgetItem(
            icon("open"), f"{seen.name if seen else path.stem}\n{' · '.join((path.name, *told))}", self.recent
        )
        item.setData(WHAT, str(path))
        item.setSizeHint(QSize(0, 44))
        lines = [str(path), *told]
        if seen is not None:
            lines.append(self.translator.plural("{number} organisation", "{number} organisations", seen.organisations))
            lines.append(translate("changed on {day}", day=seen.changed.date()))
        else:
            item.setForeground(QColor(ui_palette(self).quiet))
        item.setToolTip(plain("\n".join(lines)))

    def _open_recent(self, item: QListWidgetItem) -> None:
        """Open a recent plan; one that is no longer there is taken from the list."""
        path = Path(item.data(WHAT))
        if path.exists():
            self.controller.open_plan(path)
            return
        self.recent.takeItem(self.recent.row(item))
        settings = self.controller.settings
        settings.recent_files = [text for text in settings.recent_files if text != str(path)]
        self.controller.keep_settings()
        told = self.translator.translate(
            "{path} is no longer there; it is taken from the list. Open… finds it elsewhere.", path=str(path)
        )
        self.strip.notify(told, Tone.NOTE)

    def _arrange(self) -> None:
        words = self.translator
        title = PlainLabel("Ketenplanner")
        title.setFont(bold(scaled(self.font(), 1.8)))
        subtitle = PlainLabel(words.translate("Plan the entry into force of a law across a chain of organisations"))
        subtitle.setProperty("part", "quiet")
        make, find = QPushButton(words.translate("Make plan…")), QPushButton(words.translate("Open…"))
        make.clicked.connect(lambda: self._new(self.templates.currentItem()))
        find.clicked.connect(self._open)
        sides = QHBoxLayout()
        sides.setSpacing(20)
        for heading, offers, act in (
            (words.translate("New plan from a template"), self.templates, make),
            (words.translate("Recent plans"), self.recent, find),
        ):
            side = QVBoxLayout()
            label = PlainLabel(heading)
            label.setFont(bold(self.font()))
            label.setBuddy(offers)
            side.addWidget(label)
            side.addWidget(offers, 1)
            side.addWidget(act, 0, Qt.AlignmentFlag.AlignLeft)
            sides.addLayout(side, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 18, 24, 20)
        whole.addWidget(self.strip)
        whole.addWidget(title)
        whole.addWidget(subtitle)
        whole.addSpacing(14)
        whole.addLayout(sides, 1)
        self.templates.setCurrentRow(0)
        self.templates.setFocus()

    def _folder(self) -> Path:
        recent = self.controller.settings.recent_files
        return Path(recent[0]).parent if recent else Path.home()

    def _new(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        template, bring = item.data(WHAT), None
        if template == FROM_FILE:
            bring = self._ask_file()
            if bring is None:
                return
            template = "leeg"
        path = ask_where(self, self.translator, self._folder(), template)
        if path is not None:
            self.controller.new_plan(template, path, bring)

    def _ask_file(self) -> Path | None:
        """Ask for the workbook, sheet or plan file that a new plan begins with."""
        kinds = patterns(readable(Reading.OUR_WORKBOOK, Reading.SHEETS, Reading.PROJECT))
        pattern = self.translator.translate("Workbooks and plan files ({kinds})", kinds=kinds)
        chosen, _ = QFileDialog.getOpenFileName(self, self.translator.translate("Import"), str(self._folder()), pattern)
        return Path(chosen) if chosen else None

    def _open(self) -> None:
        path = ask_plan_to_open(self, self.translator, self._folder())
        if path is not None:
            self.controller.open_plan(path)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        self.controller.quit()


def ask_where(parent: QWidget, words: Translator, folder: Path, template: str) -> Path | None:
    """Ask under what name a new plan is to be kept."""
    from planner.ui.dialogs.new_plan import unused

    offered = unused(folder, template)
    return ask_new_file(parent, words.translate("New plan"), offered, words.translate("Plans (*.keten)"), over=False)
