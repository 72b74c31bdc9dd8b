"""`recover`: make a new plan of what is sound in a damaged one."""

from __future__ import annotations

import argparse
from pathlib import Path

from planner.application.result_rows import as_json
from planner.application.version_rows import salvage_row, salvage_text
from planner.application.versions import recover
from planner.commandline.declaring import DONE, PLAN, Argument, Command
from planner.language import Translator


def _run(chosen: argparse.Namespace, translator: Translator) -> int:
    target = Path(chosen.target)
    found = recover(Path(chosen.plan), target)
    print(as_json(salvage_row(found, str(target))) if chosen.json else salvage_text(found, target.name, translator))
    return DONE


TARGET = Argument("target", metavar="TARGET", help="the new plan file")
COMMAND = Command("save what is sound of a damaged plan in a new one", (PLAN, TARGET), _run, json=True)
