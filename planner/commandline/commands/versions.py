"""`versions`: which earlier versions of a plan there are, and whether they are sound."""

from __future__ import annotations

import argparse
from pathlib import Path

from planner.application.result_rows import as_json
from planner.application.version_rows import version_rows, version_text
from planner.application.versions import versions_of
from planner.commandline.declaring import DONE, PLAN, Command
from planner.language import Translator


def _run(chosen: argparse.Namespace, translator: Translator) -> int:
    found = versions_of(Path(chosen.plan))
    print(as_json(version_rows(found)) if chosen.json else version_text(found, translator))
    return DONE


COMMAND = Command("list the earlier versions of a plan", (PLAN,), _run, json=True)
