"""What can be said on the command line. Names of commands and options are fixed: scripts depend on them."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from planner import __version__

VIEWS = (
    *("gantt", "chain-overview", "dashboard", "milestones", "commitments", "readiness", "go-no-go", "letters"),
    *("organisation", "figures", "changes", "trend", "course", "scenarios"),
)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"not a date as 2024-07-01: {text}") from None


def parser() -> argparse.ArgumentParser:
    """All commands with their options."""
    from planner.language import LANGUAGES

    made = argparse.ArgumentParser(
        prog="ketenplanner",
        description="Plan the entry into force of a law across a chain of organisations.",
        epilog="Without a command, the window opens: ketenplanner [PLAN].",
    )
    made.add_argument("--version", action="version", version=f"ketenplanner {__version__}")
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")

    new = commands.add_parser("new", help="make a plan file")
    new.add_argument("plan", type=Path)
    new.add_argument(
        "--template", default="leeg", help="wsm-2022 (the letter), wsm-verloop (what happened), wetstraject or leeg"
    )

    bring = commands.add_parser("import", help="bring a workbook or plan file into a plan, as one undoable step")
    _add_import_options(bring)

    export = commands.add_parser("export", help="write a plan, in the form that the extension names")
    _add_export_options(export)

    schedule = commands.add_parser("schedule", help="the computed dates")
    schedule.add_argument(
        "--what-if",
        metavar="KEY:+10d",
        help="tell what would change if: +10d or -2w later or earlier, =30d long, 2025-01-01 on a day",
    )
    variance = commands.add_parser("variance", help="every activity against a baseline or an earlier moment")
    variance.add_argument("--baseline", metavar="NAME", help="which one; without it the newest")
    variance.add_argument("--since", type=_day, metavar="DATE", help="the plan as it was at the end of that day")
    scenario = commands.add_parser("scenario", help="list the scenarios, compare them with the plan, adopt or drop one")
    check = commands.add_parser("check", help="look for trouble in the file and the plan")
    history = commands.add_parser("history", help="the change log")
    for command in (schedule, variance, scenario, check, history):
        command.add_argument("plan", type=Path)
        command.add_argument("--json", action="store_true")
    scenario.add_argument("names", nargs="*", metavar="NAME", help="to set beside the plan; without any, the list")
    settle = scenario.add_mutually_exclusive_group()
    settle.add_argument("--adopt", metavar="NAME", help="take a scenario over, as one undoable step")
    settle.add_argument("--drop", metavar="NAME")
    scenario.add_argument("--leave-out-clashes", action="store_true", help="adopt the rest where the plan moved on")
    for command in (new, bring, export, schedule, variance, scenario, check, history):
        command.add_argument("--lang", choices=tuple(LANGUAGES))
    return made


def _add_export_options(export: argparse.ArgumentParser) -> None:
    export.add_argument("plan", type=Path)
    export.add_argument("target", type=Path)
    export.add_argument("--view", choices=VIEWS, default="gantt")
    export.add_argument("--organisation", metavar="CODE")
    size = "A4 to A0, or width x height in mm; without it the size that suits the view"
    export.add_argument("--paper", metavar="A3", help=size)
    export.add_argument("--portrait", action="store_true")
    export.add_argument("--wide", type=int, default=1, metavar="N", help="sheets of the Gantt side by side")
    export.add_argument("--high", type=int, metavar="M", help="sheets of the Gantt above each other")
    export.add_argument("--poster", metavar="2x3", help="one sheet over so many, to be glued together")
    export.add_argument("--columns", metavar="A,B", help="beside the bars: key,name,start,finish,duration,…")
    export.add_argument("--grey", action="store_true", help="without colours")
    export.add_argument("--from", dest="first", type=_day, metavar="DATE")
    export.add_argument("--to", dest="last", type=_day, metavar="DATE")


def _add_import_options(bring: argparse.ArgumentParser) -> None:
    bring.add_argument("source", type=Path)
    bring.add_argument("--into", type=Path, required=True, metavar="PLAN")
    bring.add_argument("--organisation", metavar="CODE", help="whose part of the programme a plan file is")
    _add_sheet_options(bring)
    bring.add_argument("--recalculate", action="store_true", help="compute the dates, do not keep a plan file's own")
    bring.add_argument(
        "--accept",
        choices=("theirs", "ours", "none"),
        help="of a workbook that came back: all, all but what was changed here as well (the default), or nothing",
    )
    bring.add_argument(
        "--without-bad-cells",
        action="store_true",
        help="take over the rest of a workbook of ours where some cells cannot be read",
    )
    bring.add_argument("--dry-run", action="store_true", help="tell what would change and change nothing")
    bring.add_argument("--json", action="store_true")


def _add_sheet_options(bring: argparse.ArgumentParser) -> None:
    """What can be said about a sheet of somebody else."""
    bring.add_argument("--mapping", metavar="NAME", help="read a sheet of somebody else by a mapping that was kept")
    bring.add_argument("--date-order", choices=("day-first", "month-first"), help="what 04/05/2023 means in it")
    bring.add_argument("--percent", choices=("fraction", "points"), help="whether a bare 1 is all of it or 1 %%")
    bring.add_argument("--year", type=int, help="of columns of weeks or months that name none")
    bring.add_argument("--keep-mapping", metavar="NAME", help="keep what its columns were taken for, under a name")
