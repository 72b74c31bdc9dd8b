"""Looking ahead: what if, counted back from entry into force, and the paths to a milestone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.model import Activity
from planner.message import N_
from planner.ui.action_spec import ActionSpec, declare
from planner.ui.conditions import needs

if TYPE_CHECKING:
    from planner.ui.plan_window import PlanWindow


def _current(window: PlanWindow) -> Activity | None:
    activity = window.document.plan.get(Activity, window.selection.current)
    return None if activity is None or activity.is_summary else activity


@needs(N_("Choose an activity or a milestone first; a summary activity follows from what is in it."))
def has_current(window: PlanWindow) -> bool:
    """Whether a task or milestone is chosen."""
    return _current(window) is not None


@needs(N_("No milestone is entry into force yet: choose one, and say so under Gate in the inspector."))
def has_entry(window: PlanWindow) -> bool:
    return window.document.plan.entry is not None


def what_if(window: PlanWindow) -> None:
    """Ask what another start, duration or day of the chosen activity would do."""
    from planner.ui.dialogs.what_if import WhatIfDialog

    activity = _current(window)
    if activity is not None:
        WhatIfDialog(window.document, window.translator, window.selection, activity.id, window).show()


def count_back(window: PlanWindow) -> None:
    """Show until when each activity may wait."""
    from planner.ui.dialogs.count_back import CountBackDialog

    CountBackDialog(window.document, window.translator, window.selection, window).show()


def paths(window: PlanWindow) -> None:
    """Show the paths that lead to the chosen milestone or activity."""
    from planner.ui.dialogs.count_back import PathsDialog

    activity = _current(window)
    if activity is not None:
        PathsDialog(window.document, window.translator, window.selection, activity.id, window).show()


def course(window: PlanWindow) -> None:
    """Show what the plan would be with all ranges at their shortest, and at their longest."""
    from planner.ui.dialogs.course import CourseDialog

    CourseDialog(window.document, window.translator, window.selection, window).show()


declare(
    ActionSpec("ahead.what-if", N_("What if…"), what_if, ("Ctrl+Shift+W",), has_current, icon="question"),
    ActionSpec("ahead.count-back", N_("Count back from entry into force"), count_back, when=has_entry),
    ActionSpec("ahead.course", N_("Shortest and longest course…"), course),
    ActionSpec("ahead.paths", N_("Paths to this milestone"), paths, when=has_current),
)
