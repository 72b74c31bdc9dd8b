"""`export`: write a plan, in the form that the extension names."""

from __future__ import annotations

import argparse
from pathlib import Path

from planner.application.exporting import EXPORTS
from planner.commandline.declaring import DONE, PLAN, Argument, Command, day
from planner.commandline.plans import opened
from planner.errors import FileTrouble
from planner.language import Translator
from planner.message import N_

VIEWS = (
    *("gantt", "chain-overview", "dashboard", "milestones", "commitments", "readiness", "go-no-go", "letters"),
    *("organisation", "figures", "changes", "trend", "course", "scenarios"),
)


def _run(chosen: argparse.Namespace, translator: Translator) -> int:
    kind = chosen.target.suffix.lower()
    if kind not in EXPORTS:
        raise FileTrouble(
            N_("{name} cannot be written: its extension is none of {known}."),
            name=chosen.target.name,
            known=", ".join(sorted(EXPORTS)),
        )
    with opened(chosen.plan) as document:
        if chosen.organisation and chosen.organisation not in document.plan.organisations_by_code:
            raise FileTrouble(N_("There is no organisation {code} in this plan."), code=chosen.organisation)
        EXPORTS[kind](document, chosen, translator)
    return DONE


SIZE = "A4 to A0, or width x height in mm; without it the size that suits the view"
COMMAND = Command(
    "write a plan, in the form that the extension names",
    (
        PLAN,
        Argument("target", type=Path, metavar="TARGET"),
        Argument("--view", choices=VIEWS, default="gantt"),
        Argument("--organisation", metavar="CODE"),
        Argument("--paper", metavar="A3", help=SIZE),
        Argument("--portrait", action="store_true"),
        Argument("--wide", type=int, default=1, metavar="N", help="sheets of the Gantt side by side"),
        Argument("--high", type=int, metavar="M", help="sheets of the Gantt above each other"),
        Argument("--poster", metavar="2x3", help="one sheet over so many, to be glued together"),
        Argument("--columns", metavar="A,B", help="beside the bars: key,name,start,finish,duration,…"),
        Argument("--grey", action="store_true", help="without colours"),
        Argument("--from", dest="first", type=day, metavar="DATE"),
        Argument("--to", dest="last", type=day, metavar="DATE"),
    ),
    _run,
)
