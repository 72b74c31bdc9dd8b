"""`check`: look for trouble in the file and the plan. Status 1 where a finding is an error."""

from __future__ import annotations

import argparse

from planner.application.result_rows import Row, finding_rows, finding_text
from planner.commandline.declaring import DONE, PLAN, REFUSED, Command, print_rows
from planner.document import PlanDocument
from planner.domain.checks import find_all
from planner.domain.findings import Finding, Rank
from planner.language import Translator


def _run(chosen: argparse.Namespace, translator: Translator) -> int:
    found: list[Finding] = []

    def rows(document: PlanDocument) -> list[Row]:
        found.extend(find_all(document.plan, document.schedule))
        return finding_rows(document.plan, found, translator)

    print_rows(chosen, translator, rows, finding_text)
    return REFUSED if any(finding.rank is Rank.ERROR for finding in found) else DONE


COMMAND = Command("look for trouble in the file and the plan", (PLAN,), _run, json=True)
