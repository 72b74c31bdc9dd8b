"""What a command is: its help, its arguments and what it runs; and what commands share.

Names of commands, options and JSON fields are fixed: scripts depend on them.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.application.result_rows import as_json
from planner.commandline.plans import opened
from planner.document import PlanDocument
from planner.language import Translator

DONE, REFUSED, USAGE = 0, 1, 2


class Argument:
    """One argument or option, in the words of `ArgumentParser.add_argument`."""

    def __init__(self, *flags: str, **options: Any) -> None:
        self.flags, self.options = flags, options

    @property
    def name(self) -> str:
        """By which the parsed arguments hold it."""
        return self.options.get("dest") or self.flags[-1].lstrip("-").replace("-", "_")


@dataclass(frozen=True)
class OneOf:
    """Options of which at most one may be given, or exactly one where it is `required`."""

    choices: tuple[Argument, ...]
    required: bool = False


@dataclass(frozen=True)
class Command:
    """A command: `run` does it and returns the exit status, `json` says that its answer is also had as JSON.

    Every command takes --lang besides. What it refuses it raises as a PlannerError, whose sentence is
    shown on stderr, with status 1.
    """

    help: str
    arguments: tuple[Argument | OneOf, ...]
    run: Callable[[argparse.Namespace, Translator], int]
    json: bool = False


def day(text: str) -> date:
    """A date as 2024-07-01, for the `type` of an argument."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"not a date as 2024-07-01: {text}") from None


PLAN = Argument("plan", metavar="PLAN", help="the plan file")
"""The plan that a command is about: as it was typed, for `plans.opened`."""


def print_rows(
    chosen: argparse.Namespace,
    translator: Translator,
    rows_of: Callable[[PlanDocument], Any],
    text_of: Callable[[Any, Translator], str],
) -> int:
    """Read a plan, and print rows of it as JSON (--json) or as text."""
    with opened(chosen.plan) as document:
        rows = rows_of(document)
    print(as_json(rows) if chosen.json else text_of(rows, translator))
    return DONE
