"""`new`: make a plan file of a template."""

from __future__ import annotations

import argparse

from planner.application.templates import template_plan
from planner.commandline.declaring import DONE, PLAN, Argument, Command
from planner.commandline.plans import created
from planner.language import Translator

TEMPLATES = "wsm-2022 (the letter), wsm-verloop (what happened), wetstraject or leeg"


def _run(chosen: argparse.Namespace, _translator: Translator) -> int:
    with created(chosen.plan, template_plan(chosen.template, None)):
        return DONE


COMMAND = Command(
    "make a plan file",
    (PLAN, Argument("--template", default="leeg", help=TEMPLATES)),
    _run,
)
