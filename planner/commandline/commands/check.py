"""`check`: look for trouble in the file and the plan. Status 1 where a finding is an error.

With --quality: the measures of the plan's quality instead; their answer is no error, whatever it is.
"""

from __future__ import annotations

import argparse

from planner.application.quality_rows import quality_rows, quality_text
from planner.application.result_rows import Row, as_json, finding_rows, finding_text, headline_row
from planner.commandline.declaring import DONE, PLAN, REFUSED, Argument, Command, print_rows
from planner.commandline.plans import opened
from planner.document import PlanDocument
from planner.domain.chance.kept import holds, latest
from planner.domain.checks import find_all
from planner.domain.findings import Finding, Rank
from planner.domain.quality.assessing import assess
from planner.language import Translator
from planner.settings import load_settings


def _run(chosen: argparse.Namespace, translator: Translator) -> int:
    if chosen.quality:
        return _quality(chosen, translator)
    found: list[Finding] = []

    def rows(document: PlanDocument) -> list[Row]:
        found.extend(find_all(document.plan, document.schedule))
        first = headline_row(document.plan, document.schedule, translator)
        return [first, *finding_rows(document.plan, found, translator)]

    print_rows(chosen, translator, rows, finding_text)
    return REFUSED if any(finding.rank is Rank.ERROR for finding in found) else DONE


def _quality(chosen: argparse.Namespace, translator: Translator) -> int:
    with opened(chosen.plan) as document:
        plan, planned = document.plan, document.schedule
    outcomes = assess(plan, planned, load_settings().quality_limits, chance_holds=holds(plan, latest(plan)))
    print(as_json(quality_rows(plan, outcomes)) if chosen.json else quality_text(plan, outcomes, translator))
    return DONE


COMMAND = Command(
    "look for trouble in the file and the plan",
    (
        PLAN,
        Argument("--quality", action="store_true", help="whether the plan can bear the question how sure it is"),
    ),
    _run,
    json=True,
)
