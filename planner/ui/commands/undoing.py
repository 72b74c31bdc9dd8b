"""Undoing and redoing, one step or several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.document import StepName
from planner.message import N_
from planner.ui.action_spec import ActionSpec, ChoiceSpec, declare
from planner.ui.conditions import needs_to_edit
from planner.ui.edit_runner import reporting_refusals

if TYPE_CHECKING:
    from planner.ui.plan_window import PlanWindow

MOST_STEPS = 20
"""How many steps the lists of what can be undone or done again have; the view of changes has them all."""


@needs_to_edit(N_("There is nothing to undo."))
def can_undo(window: PlanWindow) -> bool:
    return window.document.can_undo()


@needs_to_edit(N_("There is nothing to redo."))
def can_redo(window: PlanWindow) -> bool:
    return window.document.can_redo()


# --- undo ---------------------------------------------------------------------------------------


def undo(window: PlanWindow) -> None:
    with reporting_refusals(window):
        window.document.undo()


def redo(window: PlanWindow) -> None:
    with reporting_refusals(window):
        window.document.redo()


def undo_text(window: PlanWindow) -> str:
    steps = window.document.undo_steps()
    if not steps:
        return window.translator.translate("Undo")
    return window.translator.translate("Undo: {step}", step=window.translator.step(*steps[0]))


def redo_text(window: PlanWindow) -> str:
    steps = window.document.redo_steps()
    if not steps:
        return window.translator.translate("Redo")
    return window.translator.translate("Redo: {step}", step=window.translator.step(*steps[0]))


def undo_steps(window: PlanWindow) -> list[tuple[str, str]]:
    """The steps that can be undone by name, the last one first, each with how many are undone to get there."""
    return _named(window, window.document.undo_steps(MOST_STEPS)) if can_undo(window) else []


def redo_steps(window: PlanWindow) -> list[tuple[str, str]]:
    return _named(window, window.document.redo_steps(MOST_STEPS)) if can_redo(window) else []


def _named(window: PlanWindow, steps: list[StepName]) -> list[tuple[str, str]]:
    return [(str(number), window.translator.step(*step)) for number, step in enumerate(steps, 1)]


def undo_to(window: PlanWindow, number: str) -> None:
    """Undo as many steps as there are up to a chosen one."""
    with reporting_refusals(window):
        for _ in range(int(number)):
            window.document.undo()


def redo_to(window: PlanWindow, number: str) -> None:
    with reporting_refusals(window):
        for _ in range(int(number)):
            window.document.redo()


# --- the outline ----------------------------------------------------------------------------------


declare(
    ActionSpec("plan.undo", N_("Undo"), undo, ("Ctrl+Z",), can_undo, label=undo_text, icon="undo"),
    ActionSpec(
        "plan.redo",
        N_("Redo"),
        redo,
        ("Ctrl+Y", "Ctrl+Shift+Z"),
        can_redo,
        label=redo_text,
        icon="redo",
    ),
    ChoiceSpec("plan.undo-to", N_("Undo up to"), undo_steps, undo_to),
    ChoiceSpec("plan.redo-to", N_("Redo up to"), redo_steps, redo_to),
)
