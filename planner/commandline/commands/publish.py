"""`publish`: write what can be published of a plan, and what is left out."""

from __future__ import annotations

import argparse
from pathlib import Path

from planner.application.result_rows import as_json
from planner.commandline.declaring import DONE, PLAN, Argument, Command
from planner.commandline.plans import opened
from planner.language import Translator
from planner.message import N_


def _run(chosen: argparse.Namespace, translator: Translator) -> int:
    from planner.application.publishing import left_out_lines, publish

    with opened(chosen.plan) as document:
        written, left = publish(document, chosen.folder, translator)
        lines = list(left_out_lines(document.plan, left, translator))
    if chosen.json:
        translate = translator.translate
        rows = [
            {"what": translate(each.reason.what), "count": each.count, "why": translate(each.reason.why)}
            for each in left
        ]
        print(as_json({"written": [str(path) for path in written], "left_out": rows}))
        return DONE
    for path in written:
        print(translator.translate(N_("Written: {path}."), path=str(path)))
    print("\n".join(lines))
    return DONE


COMMAND = Command(
    "write what can be published of a plan (Woo), with a list of what is left out",
    (PLAN, Argument("folder", type=Path, metavar="FOLDER", help="is made if absent, and refused if not empty")),
    _run,
    json=True,
)
