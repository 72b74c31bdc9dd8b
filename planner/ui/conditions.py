"""What an action needs before it can be done, each with the sentence that says so where it does not hold."""

from __future__ import annotations

from collections.abc import Callable

from planner.message import N_
from planner.ui.plan_window import PlanWindow

Test = Callable[[PlanWindow], bool]
READ_ONLY = N_("The plan can be looked at here, not changed.")


class Condition:
    """A test on the window, called as one; `why_not` says what is missing. One that `edits` needs a plan to change."""

    def __init__(self, test: Test, otherwise: str, *, edits: bool) -> None:
        self._test, self._otherwise, self.edits = test, otherwise, edits

    def __call__(self, window: PlanWindow) -> bool:
        return not (self.edits and window.document.read_only) and self._test(window)

    def why_not(self, window: PlanWindow) -> str:
        """The sentence in the window's language; empty where the condition holds."""
        if self(window):
            return ""
        if self.edits and window.document.read_only:
            held = window.document.locked_by
            return window.translator.translate(held if held is not None else READ_ONLY)
        return window.translator.translate(self._otherwise)


def needs(otherwise: str) -> Callable[[Test], Condition]:
    """Makes a test on the window a condition, with the sentence for where it does not hold."""
    return lambda test: Condition(test, otherwise, edits=False)


def needs_to_edit(otherwise: str) -> Callable[[Test], Condition]:
    """As `needs`, for what changes the plan: a plan that is read only here comes first."""
    return lambda test: Condition(test, otherwise, edits=True)


@needs("")
def always(_window: PlanWindow) -> bool:
    return True


@needs_to_edit("")
def can_edit(_window: PlanWindow) -> bool:
    return True
