"""The commands there are, and the parser that they make together. A module is loaded when its command is used."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from planner import __version__
from planner.commandline import commands

if TYPE_CHECKING:
    from planner.commandline.declaring import Argument, Command, OneOf


@cache
def names() -> tuple[str, ...]:
    """The names of all commands, in order: those of the modules in `commands/`."""
    return tuple(sorted(module.name.rstrip("_") for module in iter_modules(commands.__path__)))


def command(name: str) -> Command:
    """What a command is declared to be."""
    module = next(m.name for m in iter_modules(commands.__path__) if m.name.rstrip("_") == name)
    return import_module(f"{commands.__name__}.{module}").COMMAND


def parser(wanted: Iterable[str] | None = None) -> argparse.ArgumentParser:
    """A parser of the wanted commands, or of all; what it finds says the name of the command as `command`."""
    made = argparse.ArgumentParser(
        prog="ketenplanner",
        description="Plan the entry into force of a law across a chain of organisations.",
        epilog="Without a command, the window opens: ketenplanner [PLAN].",
    )
    made.add_argument("--version", action="version", version=f"ketenplanner {__version__}")
    subparsers = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in names() if wanted is None else wanted:
        declared = command(name)
        _fill(subparsers.add_parser(name, help=declared.help, description=declared.help), declared)
    return made


def _fill(made: argparse.ArgumentParser, declared: Command) -> None:
    from planner.language import LANGUAGES

    for argument in declared.arguments:
        _add(made, argument)
    if declared.json:
        made.add_argument("--json", action="store_true", help="for programs: JSON, in English names")
    made.add_argument("--lang", choices=tuple(LANGUAGES))


def _add(made: argparse.ArgumentParser, argument: Argument | OneOf) -> None:
    from planner.commandline.declaring import OneOf

    if not isinstance(argument, OneOf):
        made.add_argument(*argument.flags, **argument.options)
        return
    group = made.add_mutually_exclusive_group(required=argument.required)
    for choice in argument.choices:
        group.add_argument(*choice.flags, **choice.options)
