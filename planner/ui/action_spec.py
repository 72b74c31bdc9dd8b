"""What an action of the window is, and all that were declared: each stands with the command that it runs.

Menus, tool bar, keys, the list of keys, the help and the search are made from them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planner.errors import PlannerBug
from planner.ui.conditions import Condition, always
from planner.ui.plan_window import PlanWindow

Run = Callable[[PlanWindow], None]
When = Callable[[PlanWindow], bool]


@dataclass(frozen=True)
class ActionSpec:
    """Something the user can do. `label` gives a text that depends on the moment, `checked` makes it a switch.

    With `in_planning` its keys work where the table or the chart has the focus only, so that they
    stay free for texts elsewhere.
    """

    name: str
    text: str
    run: Run
    keys: tuple[str, ...] = ()
    when: Condition = always
    checked: When | None = None
    label: Callable[[PlanWindow], str] | None = None
    icon: str = ""
    short: str = ""  # on the tool bar
    in_planning: bool = False


@dataclass(frozen=True)
class ChoiceSpec:
    """A submenu of things to choose from, asked for when it opens. `several` may be on at one time."""

    name: str
    text: str
    offers: Callable[[PlanWindow], list[tuple[str, str]]]
    choose: Callable[[PlanWindow, str], None]
    now: Callable[[PlanWindow], set[str]] | None = None
    several: bool = False
    icon: str = ""


ACTIONS: dict[str, ActionSpec] = {}
"""All actions by name, in the order in which the modules of commands declare them."""
CHOICES: dict[str, ChoiceSpec] = {}


def declare(*specs: ActionSpec | ChoiceSpec) -> None:
    """Let actions and choices be known to the window. PlannerBug for a name that is there already."""
    for spec in specs:
        known: dict[str, ActionSpec] | dict[str, ChoiceSpec] = ACTIONS if isinstance(spec, ActionSpec) else CHOICES
        if spec.name in known:
            raise PlannerBug(f"two actions are called {spec.name}")
        known[spec.name] = spec  # type: ignore[assignment]
