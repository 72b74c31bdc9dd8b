"""`export`: write a plan, in the form that the extension names."""

from __future__ import annotations

import argparse
from pathlib import Path

from planner.application.file_formats import ExportRequest, export, writable
from planner.application.result_rows import as_json
from planner.chart.printed import PRINT_VIEWS
from planner.commandline.declaring import DONE, PLAN, Argument, Command, day
from planner.commandline.plans import opened
from planner.language import Translator
from planner.message import N_

SIZE = "A4 to A0, or width x height in mm; without it the size that suits the view"
PDFA = "2a is tagged (the usual one), 3a holds the plan as JSON besides, 1b is for older archives"
OPTIONS = (
    Argument("--view", choices=tuple(view.name for view in PRINT_VIEWS)),
    Argument("--organisation", metavar="CODE"),
    Argument("--paper", metavar="A3", help=SIZE),
    Argument("--portrait", action="store_true", default=None),
    Argument("--wide", type=int, metavar="N", help="sheets of the Gantt side by side"),
    Argument("--high", type=int, metavar="M", help="sheets of the Gantt above each other"),
    Argument("--poster", metavar="2x3", help="one sheet over so many, to be glued together"),
    Argument("--columns", metavar="A,B", help="beside the bars: key,name,start,finish,duration,…"),
    Argument("--base", type=Path, metavar="FILE", help="an own .potx for slides, .dotx for a report"),
    Argument("--pdfa", choices=("2a", "3a", "1b"), help=PDFA),
    Argument("--all", action="store_true", default=None, help="what has no room on the overview on more sheets"),
    Argument("--grey", action="store_true", default=None, help="without colours"),
    Argument("--from", type=day, metavar="DATE"),
    Argument("--to", type=day, metavar="DATE"),
    Argument("--report", type=Path, metavar="FILE", help="what a .xml or .xer file holds of the plan"),
)
"""What can be said about an export; what the format or the view cannot honour is refused."""


OVER = Argument("--over", action="store_true", help="write over numbered files (gantt-1.svg) that are there already")


def _run(chosen: argparse.Namespace, translator: Translator) -> int:
    writable(chosen.target)
    given = {argument.name: getattr(chosen, argument.name) for argument in OPTIONS}
    options = {name: value for name, value in given.items() if value is not None}
    with opened(chosen.plan) as document:
        request = ExportRequest(document, translator, chosen.target, options, over=chosen.over)
        written = export(request)
    if chosen.json:
        kept = [answer.as_rows(translator) for answer in request.answers]
        print(as_json({"written": [str(path) for path in written], "kept": kept[0] if kept else None}))
        return DONE
    for path in written:
        print(translator.translate(N_("Written: {path}."), path=str(path)))
    for answer in request.answers:
        for line in answer.as_lines(translator):
            print(line)
    return DONE


COMMAND = Command(
    "write a plan, in the form that the extension names",
    (PLAN, Argument("target", type=Path, metavar="TARGET"), *OPTIONS, OVER),
    _run,
    json=True,
)
