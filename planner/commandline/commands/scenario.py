"""`scenario`: list the scenarios, set some beside the plan, or adopt or drop one."""

from __future__ import annotations

import argparse

from planner.application.scenario_rows import compare_rows, compare_text, list_rows, list_text, scenario_of
from planner.commandline.declaring import DONE, PLAN, Argument, Command, OneOf, print_rows
from planner.commandline.plans import opened
from planner.domain.control.scenarios import adopt, drop
from planner.language import Translator


def _run(chosen: argparse.Namespace, translator: Translator) -> int:
    if chosen.adopt or chosen.drop:
        return _settle(chosen)
    if chosen.names:
        return print_rows(
            chosen, translator, lambda d: compare_rows(d.plan, d.schedule, chosen.names, translator), compare_text
        )
    return print_rows(chosen, translator, lambda d: list_rows(d.plan), list_text)


def _settle(chosen: argparse.Namespace) -> int:
    with opened(chosen.plan, read_only=False) as document:
        scenario = scenario_of(document.plan, chosen.adopt or chosen.drop)
        if chosen.adopt:
            document.do(adopt(document.plan, scenario.id, leave_out_clashes=chosen.leave_out_clashes))
        else:
            document.do(drop(document.plan, scenario.id))
    return DONE


COMMAND = Command(
    "list the scenarios, compare them with the plan, adopt or drop one",
    (
        PLAN,
        Argument("names", nargs="*", metavar="NAME", help="to set beside the plan; without any, the list"),
        OneOf(
            (
                Argument("--adopt", metavar="NAME", help="take a scenario over, as one undoable step"),
                Argument("--drop", metavar="NAME"),
            )
        ),
        Argument("--leave-out-clashes", action="store_true", help="adopt the rest where the plan moved on"),
    ),
    _run,
    json=True,
)
