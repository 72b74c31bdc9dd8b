"""The start choice, shown where no plan is open: a new plan from a template, an existing one, or a recent one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from planner.exchange.templates import template_names
from planner.language import Wording
from planner.ui.commands.files import ask_new_file, ask_plan_to_open
from planner.ui.desk import Desk
from planner.ui.icons import icon
from planner.ui.look import bold, scaled
from planner.ui.message_strip import MessageStrip

WHAT = Qt.ItemDataRole.UserRole


class StartWindow(QWidget):
    """Offers templates at the left and recent plans at the right."""

    opened = Signal()

    def __init__(self, wording: Wording, desk: Desk) -> None:
        super().__init__()
        self.wording, self.desk = wording, desk
        self.setWindowTitle("Ketenplanner")
        self.setWindowIcon(icon("ketenplanner"))
        self.strip = MessageStrip(wording)
        self.templates = self._list(wording.say("New plan from a template"))
        for name, title in template_names():
            item = QListWidgetItem(icon("new"), wording.say(title), self.templates)
            item.setData(WHAT, name)
            item.setSizeHint(QSize(0, 34))
        self.recent = self._list(wording.say("Recent plans"))
        for text in desk.settings.recent_files:
            path = Path(text)
            if path.exists():
                item = QListWidgetItem(icon("open"), f"{path.stem}\n{path.parent}", self.recent)
                item.setData(WHAT, text)
                item.setSizeHint(QSize(0, 44))
        self._arrange()
        self.templates.itemActivated.connect(self._new)
        self.recent.itemActivated.connect(lambda item: self.desk.open_plan(Path(item.data(WHAT))))
        self.resize(860, 460)

    def _list(self, name: str) -> QListWidget:
        made = QListWidget()
        made.setAccessibleName(name)
        made.setWordWrap(True)
        made.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        return made

    def _arrange(self) -> None:
        words = self.wording
        title = QLabel("Ketenplanner")
        title.setFont(bold(scaled(self.font(), 1.8)))
        subtitle = QLabel(words.say("Plan the entry into force of a law across a chain of organisations"))
        subtitle.setProperty("part", "quiet")
        make, find = QPushButton(words.say("Make plan…")), QPushButton(words.say("Open…"))
        make.clicked.connect(lambda: self._new(self.templates.currentItem()))
        find.clicked.connect(self._open)
        sides = QHBoxLayout()
        sides.setSpacing(20)
        for heading, offers, act in (
            (words.say("New plan from a template"), self.templates, make),
            (words.say("Recent plans"), self.recent, find),
        ):
            side = QVBoxLayout()
            label = QLabel(heading)
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
        recent = self.desk.settings.recent_files
        return Path(recent[0]).parent if recent else Path.home()

    def _new(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        path = ask_where(self, self.wording, self._folder(), item.data(WHAT))
        if path is not None:
            self.desk.new_plan(item.data(WHAT), path)

    def _open(self) -> None:
        path = ask_plan_to_open(self, self.wording, self._folder())
        if path is not None:
            self.desk.open_plan(path)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        self.desk.quit()


def ask_where(parent: QWidget, words: Wording, folder: Path, template: str) -> Path | None:
    """Ask under what name a new plan is to be kept."""
    from planner.ui.dialogs.new_plan import unused

    offered = unused(folder, template)
    return ask_new_file(parent, words.say("New plan"), offered, words.say("Plans (*.keten)"), over=False)
