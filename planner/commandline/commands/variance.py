"""`variance`: every activity against a baseline or an earlier moment."""

from __future__ import annotations

import argparse
from typing import Any

from planner.application.variance import variance_rows, variance_text
from planner.commandline.declaring import PLAN, Argument, Command, day, print_rows
from planner.document import PlanDocument
from planner.language import Translator


def _run(chosen: argparse.Namespace, translator: Translator) -> int:
    def rows(document: PlanDocument) -> Any:
        return variance_rows(
            document.plan,
            document.schedule,
            baseline=chosen.baseline,
            since=chosen.since,
            lines=document.history(),
            plan_as_of=document.plan_as_of,
        )

    return print_rows(chosen, translator, rows, variance_text)


COMMAND = Command(
    "every activity against a baseline or an earlier moment",
    (
        PLAN,
        Argument("--baseline", metavar="NAME", help="which one; without it the newest"),
        Argument("--since", type=day, metavar="DATE", help="the plan as it was at the end of that day"),
    ),
    _run,
    json=True,
)
