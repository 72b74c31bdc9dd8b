"""`status`: set the status date, and tell what that makes late."""

from __future__ import annotations

import argparse

from planner.application.result_rows import as_json
from planner.application.status_rows import status_row, status_text
from planner.commandline.declaring import DONE, PLAN, Argument, Command, OneOf
from planner.commandline.plans import opened
from planner.domain.control.status_date import look_ahead
from planner.domain.date_reader import read_date
from planner.errors import EditRefused
from planner.language import Translator
from planner.message import N_


def _run(chosen: argparse.Namespace, translator: Translator) -> int:
    with opened(chosen.plan, read_only=False) as document:
        window = read_date(chosen.date, today=document.plan.programme.status_date)
        if not window.is_exact or window.latest is None:
            raise EditRefused(N_("A status date is one day: “{text}” is not."), text=chosen.date)
        found = look_ahead(document.plan, document.schedule, window.latest, plan_remaining=_remaining(chosen))
        row = status_row(document.plan, document.schedule, found, translator)
        if found.step.changes:
            document.do(found.step)
    print(as_json(row) if chosen.json else status_text(row, translator))
    return DONE


def _remaining(chosen: argparse.Namespace) -> bool | None:
    """Whether what is left is to be planned from the status date; None leaves that as it is."""
    return True if chosen.plan_remaining else False if chosen.no_plan_remaining else None


COMMAND = Command(
    "set the status date, and tell what that makes late",
    (
        PLAN,
        Argument("date", metavar="DATE", help="the status date: 2023-02-01"),
        OneOf(
            (
                Argument("--plan-remaining", action="store_true", help="plan what is left from the status date on"),
                Argument("--no-plan-remaining", action="store_true", help="leave what is left where it is planned"),
            )
        ),
    ),
    _run,
    json=True,
)
