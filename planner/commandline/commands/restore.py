"""`restore`: put an earlier version of a plan back; the file that stands there is kept aside."""

from __future__ import annotations

import argparse
from pathlib import Path

from planner.application.version_rows import restored_text
from planner.application.versions import find_version, restore
from planner.commandline.declaring import DONE, PLAN, Argument, Command
from planner.language import Translator


def _run(chosen: argparse.Namespace, translator: Translator) -> int:
    path = Path(chosen.plan)
    print(restored_text(restore(path, find_version(path, chosen.version)), path.name, translator))
    return DONE


VERSION = Argument("version", metavar="VERSION", help="its name in “versions”, or its number there (1 is the newest)")
COMMAND = Command("put an earlier version of a plan back", (PLAN, VERSION), _run)
