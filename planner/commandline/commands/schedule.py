"""`schedule`: the computed dates, or what would become of them."""

from __future__ import annotations

import argparse

from planner.application.result_rows import schedule_rows, schedule_text
from planner.application.what_if_rows import what_if_rows, what_if_text
from planner.commandline.declaring import PLAN, Argument, Command, print_rows
from planner.language import Translator


def _run(chosen: argparse.Namespace, translator: Translator) -> int:
    wish = chosen.what_if
    if wish:
        return print_rows(
            chosen, translator, lambda d: what_if_rows(d.plan, d.schedule, wish, translator), what_if_text
        )
    return print_rows(chosen, translator, lambda d: schedule_rows(d.plan, d.schedule), schedule_text)


COMMAND = Command(
    "the computed dates",
    (
        PLAN,
        Argument(
            "--what-if",
            metavar="KEY:+10d",
            help="tell what would change if: +10d or -2w later or earlier, =30d long, 2025-01-01 on a day",
        ),
    ),
    _run,
    json=True,
)
