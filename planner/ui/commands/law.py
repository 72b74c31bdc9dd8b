"""The course of the law: its branches, what follows it, and moving entry into force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.control.law_course import Branch, add_after_law, take_branch
from planner.message import N_
from planner.ui.commands.ahead import has_entry
from planner.ui.conditions import needs_to_edit
from planner.ui.edit_runner import run_edit

if TYPE_CHECKING:
    from planner.ui.main_window import MainWindow


@needs_to_edit(N_("No milestone is entry into force yet: choose one, and say so under Gate in the inspector."))
def can_move_entry(window: MainWindow) -> bool:
    return has_entry(window)


def move_entry(window: MainWindow) -> None:
    """Choose another change moment, and see what that frees and breaks."""
    from planner.ui.dialogs.move_entry import MoveEntryDialog

    MoveEntryDialog(window.document, window.translator, window.selection, window).show()


def council_again(window: MainWindow) -> None:
    """Dictum C or D: back to the council of ministers."""
    run_edit(window, window.document, take_branch, Branch.COUNCIL_AGAIN)


def second_report(window: MainWindow) -> None:
    """A second round of questions of the Eerste Kamer."""
    run_edit(window, window.document, take_branch, Branch.SECOND_REPORT)


def after_the_law(window: MainWindow) -> None:
    """Plan the review and the evaluation from entry into force."""
    run_edit(window, window.document, add_after_law)
