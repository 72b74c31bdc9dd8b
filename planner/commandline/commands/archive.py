"""`archive`: write a plan for an archive, with its data, metadata and checksums."""

from __future__ import annotations

import argparse
from pathlib import Path

from planner.application.result_rows import as_json
from planner.commandline.declaring import DONE, PLAN, Argument, Command
from planner.commandline.plans import opened
from planner.language import Translator
from planner.message import N_


def _run(chosen: argparse.Namespace, translator: Translator) -> int:
    from planner.application.archiving import write_archive

    with opened(chosen.plan) as document:
        written = write_archive(document, chosen.folder, translator)
    if chosen.json:
        print(as_json({"written": [str(path) for path in written]}))
        return DONE
    for path in written:
        print(translator.translate(N_("Written: {path}."), path=str(path)))
    return DONE


COMMAND = Command(
    "write a plan for an archive: PDF/A, data with schema, MDTO metadata and checksums",
    (PLAN, Argument("folder", type=Path, metavar="FOLDER", help="is made if absent, and refused if not empty")),
    _run,
    json=True,
)
