"""`merge`: bring what was done in a copy of a plan into the plan, as one undoable step."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from planner.application.copies import read_copy
from planner.commandline.declaring import DONE, PLAN, REFUSED, Argument, Command
from planner.commandline.plans import opened
from planner.domain.merging import Accept
from planner.formats import incoming as incoming_form
from planner.language import Translator
from planner.message import N_


def _run(chosen: argparse.Namespace, translator: Translator) -> int:
    accept = Accept(chosen.accept) if chosen.accept else Accept.PROPOSED
    with opened(chosen.plan, read_only=chosen.dry_run) as document:
        before = document.plan
        incoming = read_copy(document, Path(chosen.copy), accept)
        after = before.with_step(incoming.step) if incoming.step else before
        if not chosen.dry_run and not incoming.refused:
            document.keep_copy()
            document.do(incoming.step)
    form = incoming_form.as_json if chosen.json else incoming_form.as_text
    print(form(incoming, before, after, translator))
    if not incoming.refused:
        return DONE
    text = N_("Nothing was changed: {name} cannot be merged.")
    print(translator.translate(text, name=incoming.source), file=sys.stderr)
    return REFUSED


COMMAND = Command(
    "bring what was done in a copy of a plan into the plan, as one undoable step",
    (
        PLAN,
        Argument("copy", metavar="COPY", help="a copy of the plan file, in which work went on"),
        Argument(
            "--accept",
            choices=("theirs", "ours", "none"),
            help="all, all but what was changed here as well (the default), or nothing",
        ),
        Argument("--dry-run", action="store_true", help="tell what would change and change nothing"),
    ),
    _run,
    json=True,
)
