"""Asking which file to open or to write, and what is shown while that is done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from planner.errors import NamesTaken
from planner.language import Translator, translator
from planner.settings import load_settings
from planner.ui.plain_text import plain

SUFFIX = ".keten"


def ask_plan_to_open(parent: QWidget, words: Translator, folder: Path) -> Path | None:
    """Ask for a plan file that is there."""
    pattern = words.translate("Plans (*.keten);;All files (*)")
    chosen, _ = QFileDialog.getOpenFileName(parent, words.translate("Open plan"), str(folder), pattern)
    return Path(chosen) if chosen else None


def ask_new_file(parent: QWidget, title: str, offered: Path, pattern: str, *, over: bool = True) -> Path | None:
    """Ask where to write; a missing suffix is added. With `over` it is asked before a file is written over."""
    options = QFileDialog.Option(0) if over else QFileDialog.Option.DontConfirmOverwrite
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(offered), pattern, options=options)
    if not chosen:
        return None
    path = Path(chosen)
    if path.suffix.lower() == offered.suffix.lower() or path.suffix[1:].isalnum():
        return path
    full = path.with_name(path.name + offered.suffix)  # a name that the dialog did not ask about
    return full if not over or may_replace(parent, [full]) else None


def asking_over(parent: QWidget, write: Callable[..., list[Path]]) -> list[Path]:
    """Write with `write(over=…)`; where that takes names nobody was asked about, ask first. Empty if not wanted."""
    try:
        return write(over=False)
    except NamesTaken as taken:
        return write(over=True) if may_replace(parent, taken.paths) else []


def may_replace(parent: QWidget, paths: list[Path]) -> bool:
    """Ask whether files that are there already may be written over, by the names they have; yes where none is."""
    there = [path.name for path in paths if path.exists()]
    if not there:
        return True
    words = translator(load_settings().language_code)
    text = words.translate("There is already: {names}. Write over it?", names=", ".join(there))
    box = QMessageBox(QMessageBox.Icon.Question, words.translate("Export"), plain(text), parent=parent)
    yes = box.addButton(words.translate("Write over"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(words.translate("Leave it"), QMessageBox.ButtonRole.RejectRole))
    box.exec()
    return box.clickedButton() is yes


class busy:  # noqa: N801 - used as a block: with busy():
    """Shows the waiting cursor while a block runs."""

    def __enter__(self) -> None:
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)

    def __exit__(self, *_reason: object) -> None:
        QGuiApplication.restoreOverrideCursor()
