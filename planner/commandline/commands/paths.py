"""`paths`: the ways along which work leads to entry into force, of the whole chain or of one organisation."""

from __future__ import annotations

import argparse
from typing import Any

from planner.application.path_rows import path_rows, path_text
from planner.commandline.declaring import PLAN, Argument, Command, print_rows
from planner.document import PlanDocument
from planner.language import Translator


def _run(chosen: argparse.Namespace, translator: Translator) -> int:
    def rows(document: PlanDocument) -> Any:
        return path_rows(document.plan, document.schedule, chosen.organisation, chosen.number)

    return print_rows(chosen, translator, rows, path_text)


COMMAND = Command(
    "what drives entry into force: the driving path, the second and the third",
    (
        PLAN,
        Argument("--organisation", metavar="CODE", help="the paths that begin with the work of one organisation"),
        Argument("--number", type=int, default=3, metavar="N", help="how many paths (3)"),
    ),
    _run,
    json=True,
)
