"""The help pages: short texts per view, in the window's language, that name actions and keys as they are now."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QFont, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QTextBrowser, QVBoxLayout, QWidget

from planner.language import Translator
from planner.settings import Settings, resource_folder
from planner.ui.action_spec import ACTIONS
from planner.ui.dialogs.common import push
from planner.ui.icons import icon
from planner.ui.keys import Keys
from planner.ui.theming import resize_within_screen, scaled
from planner.ui.views import VIEWS

ACTION = re.compile(r"\[\[([a-z.-]+)\]\]")
FIRST = ("index", "start", "excel", "printing", "keys", "accessibility")
"""Pages that are about no view, in the order of the list; then the views in theirs."""
NAME = Qt.ItemDataRole.UserRole


def page_names() -> list[str]:
    """All pages, in the order in which they are listed."""
    return [*FIRST, *(view.name for view in VIEWS)]


def page_file(name: str, code: str) -> Path:
    return resource_folder() / "help" / code / f"{name}.md"


def page_text(name: str, words: Translator, settings: Settings) -> str:
    """A page as Markdown: `[[action]]` becomes its text and key as they are now, `{views}` the list of views."""
    text = page_file(name, words.code).read_text(encoding="utf-8")
    keys = Keys(settings)

    def told(found: re.Match[str]) -> str:
        spec = ACTIONS[found[1]]
        key = keys.text(spec).partition(", ")[0]
        action = words.translate(spec.text).rstrip("…")
        return f"**{action}** ({key})" if key else f"**{action}**"

    views = "\n".join(f"- [{words.translate(view.text)}]({view.name}.md)" for view in VIEWS)
    return ACTION.sub(told, text).replace("{views}", views)


def page_title(name: str, code: str) -> str:
    """The heading of a page."""
    with page_file(name, code).open(encoding="utf-8") as file:
        return file.readline().removeprefix("#").strip()


class HelpWindow(QWidget):
    """A window of its own beside the plan: pages at the left, the text at the right. It needs no network."""

    def __init__(self, words: Translator, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._words, self._settings = words, settings
        self.setWindowTitle(words.translate("Help"))
        self.pages = QListWidget()
        self.pages.setAccessibleName(words.translate("Help pages"))
        self.pages.setMaximumWidth(230)
        for name in page_names():
            item = QListWidgetItem(page_title(name, words.code), self.pages)
            item.setData(NAME, name)
            item.setSizeHint(QSize(0, 26))
        self.text = QTextBrowser()
        self.text.setAccessibleName(words.translate("Text of the page"))
        self.text.setOpenLinks(False)
        self.text.setFont(QFont(scaled(self.font(), 1.1)))
        self.text.document().setDocumentMargin(18)
        self.text.anchorClicked.connect(self._follow)
        self._been: list[str] = []
        self.back = push(words.translate("Back"), self.go_back)
        self.back.setIcon(icon("undo"))
        right = QVBoxLayout()
        right.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        right.addWidget(self.text, 1)
        row = QHBoxLayout(self)
        row.addWidget(self.pages)
        row.addLayout(right, 1)
        self.pages.currentItemChanged.connect(lambda item, _before: item and self.show_page(item.data(NAME)))
        for key in (QKeySequence.StandardKey.Back, QKeySequence("Alt+Left")):
            QShortcut(QKeySequence(key), self).activated.connect(self.go_back)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.close)
        resize_within_screen(self, 820, 600)

    @property
    def page(self) -> str:
        """The page that is shown."""
        return self._been[-1] if self._been else ""

    def show_page(self, name: str) -> None:
        if name == self.page:
            return
        self._been.append(name)
        self._show()

    def go_back(self) -> None:
        """To the page before this one."""
        if len(self._been) > 1:
            self._been.pop()
            self._show()

    def _show(self) -> None:
        self.text.setMarkdown(page_text(self.page, self._words, self._settings))
        self.back.setEnabled(len(self._been) > 1)
        self.pages.setCurrentRow(page_names().index(self.page))

    def _follow(self, url: QUrl) -> None:
        name = url.toString().removesuffix(".md")
        if name in page_names():
            self.show_page(name)
