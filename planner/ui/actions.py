"""All modules of commands: importing this makes their actions known."""

from __future__ import annotations

from planner.ui.action_spec import ACTIONS, CHOICES
from planner.ui.commands import (
    ahead,
    arranging,
    clipboard,
    copies,
    editing,
    files,
    helping,
    law,
    plan_files,
    undoing,
    viewing,
)

COMMANDS = (files, plan_files, copies, undoing, editing, clipboard, arranging, viewing, ahead, law, helping)
"""The modules that declare them."""

__all__ = ["ACTIONS", "CHOICES", "COMMANDS"]
