"""`history`: the change log."""

from __future__ import annotations

import argparse

from planner.application.result_rows import history_rows, history_text
from planner.commandline.declaring import PLAN, Command, print_rows
from planner.language import Translator


def _run(chosen: argparse.Namespace, translator: Translator) -> int:
    return print_rows(chosen, translator, lambda d: history_rows(d.history(), translator), history_text)


COMMAND = Command("the change log", (PLAN,), _run, json=True)
