"""Help: the pages, the keys, and what the program is."""

from __future__ import annotations

from planner.message import N_
from planner.ui.action_spec import ActionSpec, declare
from planner.ui.commands.viewing import take_keys
from planner.ui.dialogs.common import show_modal
from planner.ui.plan_window import PlanWindow


def show_help(window: PlanWindow) -> None:
    """The page on the view that is looked at."""
    _show_page(window, window.view)


def show_contents(window: PlanWindow) -> None:
    _show_page(window, "index")


def _show_page(window: PlanWindow, name: str) -> None:
    from planner.ui.help import HelpWindow

    shown = window.findChild(HelpWindow) or HelpWindow(window.translator, window.controller.settings, window)
    shown.show_page(name)
    shown.show()
    shown.raise_()
    shown.activateWindow()


def show_keys(window: PlanWindow) -> None:
    """The list of keys, which may stay open while one works."""
    from planner.ui.dialogs.keys import KeysDialog

    dialog = KeysDialog(window.controller.settings, window.translator, window)
    dialog.changed.connect(lambda: take_keys(window))
    dialog.show()


def show_about(window: PlanWindow) -> None:
    from planner.ui.dialogs.about import AboutDialog

    show_modal(AboutDialog(window.translator, window))


declare(
    ActionSpec("help.view", N_("Help on this view"), show_help, ("Shift+F1",), icon="question"),
    ActionSpec("help.contents", N_("Help pages"), show_contents, icon="info"),
    ActionSpec("help.keys", N_("Keys"), show_keys, ("F1", "Ctrl+/"), icon="keyboard"),
    ActionSpec("help.about", N_("About Ketenplanner"), show_about, icon="info"),
)
