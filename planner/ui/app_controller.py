"""What the window may ask of the program around it."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from planner.application.versions import Restored, Version
from planner.settings import Settings


class AppController(Protocol):
    """Has one plan open at most, in one window; implemented by `planner.app`.

    The methods that open a plan close the one there is, and tell the user if that cannot be done.
    """

    settings: Settings

    def open_plan(self, path: Path) -> bool: ...

    def open_place(self, place: str) -> bool:
        """Open what was named as a plan: a file, or the address of a plan on a server."""
        ...

    def put_back(self, path: Path, version: Version) -> Restored:
        """Put an earlier version in the place of a plan, and open it; PlannerError where that cannot be."""
        ...

    def open_beside(self, path: Path) -> None:
        """Open a plan in a window of its own, by another process of this program."""
        ...

    def new_plan(self, template: str, path: Path, bring: Path | None = None) -> bool:
        """Make a plan from a template and open it; then bring a file in, as if it were dropped on the window."""
        ...

    def take_over_plan(self) -> bool:
        """Open the plan that is read only here for writing, taking the lock from whoever holds it."""
        ...

    def close_plan(self) -> None:
        """Close the window's plan and offer the start choice."""
        ...

    def quit(self) -> None: ...

    def rebuild(self) -> None:
        """Make the window anew, after a change of language or theme."""
        ...

    def keep_settings(self) -> None:
        """Write the settings to their file."""
        ...
