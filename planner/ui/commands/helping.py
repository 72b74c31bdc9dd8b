"""Help: the pages, the keys, and what the program is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from planner.ui.commands.files import show_modal

if TYPE_CHECKING:
    from planner.ui.main_window import MainWindow


def show_help(window: MainWindow) -> None:
    """The page on the view that is looked at."""
    _show_page(window, window.view)


def show_contents(window: MainWindow) -> None:
    _show_page(window, "index")


def _show_page(window: MainWindow, name: str) -> None:
    from planner.ui.help import HelpWindow

    shown = window.findChild(HelpWindow) or HelpWindow(window.translator, window.controller.settings, window)
    shown.show_page(name)
    shown.show()
    shown.raise_()
    shown.activateWindow()


def show_keys(window: MainWindow) -> None:
    """The list of keys, which may stay open while one works."""
    from planner.ui.dialogs.keys import KeysDialog

    dialog = KeysDialog(window.controller.settings, window.translator, window)
    dialog.changed.connect(lambda: _take_keys(window))
    dialog.show()


def _take_keys(window: MainWindow) -> None:
    from planner.ui.main_window import MainWindow as Window

    for each in QApplication.topLevelWidgets():
        if isinstance(each, Window):
            each.board.take_keys()
    window.controller.keep_settings()


def show_about(window: MainWindow) -> None:
    from planner.ui.dialogs.about import AboutDialog

    show_modal(AboutDialog(window.translator, window))
