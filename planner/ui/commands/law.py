"""The course of the law: its branches, what follows it, and moving entry into force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.control.law_course import Branch, add_after_law, take_branch
from planner.message import N_
from planner.ui.action_spec import ActionSpec, declare
from planner.ui.commands.ahead import has_entry
from planner.ui.conditions import can_edit, needs_to_edit
from planner.ui.dialogs.common import show_modal
from planner.ui.edit_runner import run_edit

if TYPE_CHECKING:
    from planner.ui.plan_window import PlanWindow


@needs_to_edit(N_("No milestone is entry into force yet: choose one, and say so under Gate in the inspector."))
def can_move_entry(window: PlanWindow) -> bool:
    return has_entry(window)


def move_entry(window: PlanWindow) -> None:
    """Choose another change moment, and see what that frees and breaks."""
    from planner.ui.dialogs.move_entry import MoveEntryDialog

    asks = window.moves.asks
    MoveEntryDialog(window.document, window.translator, window.selection, window, asks=asks).show()


def set_status_date(window: PlanWindow) -> None:
    """Set the status date, and say what became of all that is late by then."""
    from planner.ui.dialogs.status_date import StatusDateDialog

    show_modal(StatusDateDialog(window.document, window.translator, window))


def council_again(window: PlanWindow) -> None:
    """Dictum C or D: back to the council of ministers."""
    run_edit(window, window.document, take_branch, Branch.COUNCIL_AGAIN)


def second_report(window: PlanWindow) -> None:
    """A second round of questions of the Eerste Kamer."""
    run_edit(window, window.document, take_branch, Branch.SECOND_REPORT)


def after_the_law(window: PlanWindow) -> None:
    """Plan the review and the evaluation from entry into force."""
    run_edit(window, window.document, add_after_law)


declare(
    ActionSpec("programme.status", N_("Status date…"), set_status_date, ("Ctrl+Shift+D",), when=can_edit),
    ActionSpec("law.entry", N_("Move entry into force…"), move_entry, when=can_move_entry),
    ActionSpec("law.council", N_("Dictum C/D: back to the council of ministers"), council_again, when=can_edit),
    ActionSpec("law.second-report", N_("Senate: a second report"), second_report, when=can_edit),
    ActionSpec("law.after", N_("Plan review and evaluation after the law"), after_the_law, when=can_move_entry),
)
