"""Asking which file to open or to write, and what is shown while that is done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from planner.language import Translator

SUFFIX = ".keten"


def ask_plan_to_open(parent: QWidget, words: Translator, folder: Path) -> Path | None:
    """Ask for a plan file that is there."""
    pattern = words.translate("Plans (*.keten);;All files (*)")
    chosen, _ = QFileDialog.getOpenFileName(parent, words.translate("Open plan"), str(folder), pattern)
    return Path(chosen) if chosen else None


def ask_new_file(parent: QWidget, title: str, offered: Path, pattern: str, *, over: bool = True) -> Path | None:
    """Ask where to write; a missing suffix is added. With `over` the dialog asks before it writes over a file."""
    options = QFileDialog.Option(0) if over else QFileDialog.Option.DontConfirmOverwrite
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(offered), pattern, options=options)
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(offered.suffix)


class busy:  # noqa: N801 - used as a block: with busy():
    """Shows the waiting cursor while a block runs."""

    def __enter__(self) -> None:
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)

    def __exit__(self, *_reason: object) -> None:
        QGuiApplication.restoreOverrideCursor()
