"""`schedule`: the computed dates, or what would become of them."""

from __future__ import annotations

import argparse

from planner.application.result_rows import Row, headline_row, schedule_rows, schedule_text
from planner.application.what_if_rows import what_if_rows, what_if_text
from planner.commandline.declaring import PLAN, Argument, Command, print_rows
from planner.document import PlanDocument
from planner.language import Translator


def _run(chosen: argparse.Namespace, translator: Translator) -> int:
    wish = chosen.what_if
    if wish:
        return print_rows(
            chosen, translator, lambda d: what_if_rows(d.plan, d.schedule, wish, translator), what_if_text
        )
    first: list[str] = []
    firm = chosen.without_assumptions

    def rows(document: PlanDocument) -> list[Row]:
        first.append(headline_row(document.plan, document.schedule, translator, without_assumptions=firm)["text"])
        return schedule_rows(document.plan, document.schedule, without_assumptions=firm)

    return print_rows(chosen, translator, rows, lambda found, said: f"{first[0]}\n{schedule_text(found, said)}")


COMMAND = Command(
    "the computed dates",
    (
        PLAN,
        Argument("--without-assumptions", action="store_true", help="tell no slack that rests on a value nobody gave"),
        Argument(
            "--what-if",
            metavar="KEY:+10d",
            help="tell what would change if: +10d or -2w later or earlier, =30d long, 2025-01-01 on a day",
        ),
    ),
    _run,
    json=True,
)
