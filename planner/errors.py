"""The kinds of "no": the plan's, the world's and our own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from planner.message import N_, Message


class PlannerError(Exception):
    """Root of our errors; carries one sentence that can be shown to a user."""

    def __init__(self, text: str | Message, /, **words: Any) -> None:
        self.message = text if isinstance(text, Message) else Message(text, words)
        super().__init__(str(self.message))


class EditRefused(PlannerError):
    """The plan says no: shown beside the field, nothing was changed."""


class FileTrouble(PlannerError):
    """The world says no (disk full, locked, newer format): shown, work goes on."""


class PlanDamaged(FileTrouble):
    """A plan file cannot be believed as it stands: an earlier version, or what is sound of it, may help."""


class PlanTooNew(FileTrouble):
    """A plan file was made by a newer version of the program."""


class NamesTaken(FileTrouble):
    """Files that nobody was asked about have the names of those to be written (`paths`); nothing was written."""

    def __init__(self, paths: Sequence[Path]) -> None:
        super().__init__(
            N_("There is already: {names}. Choose another name, or say that it may be written over."),
            names=", ".join(path.name for path in paths),
        )
        self.paths = list(paths)


class MovedOn(FileTrouble):
    """Others wrote in a shared plan since it was last looked at: look again, and bring the step there."""

    def __init__(self) -> None:
        super().__init__(N_("The plan was changed by somebody else since it was opened; nothing was changed."))


class PlannerBug(PlannerError):
    """We are wrong: logged with traceback and reported, never swallowed."""
