"""`chance`: how sure it is that all are ready, and what that rests on."""

from __future__ import annotations

import argparse

from planner.commandline.declaring import DONE, PLAN, Argument, Command
from planner.commandline.plans import opened
from planner.language import Translator

MOST_RUNS, MOST_SEED = 1_000_000, 2**63 - 1


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_RUNS:
        raise argparse.ArgumentTypeError(f"not a number from 1 to {MOST_RUNS}: {text}")
    return int(text)


def _seed(text: str) -> int:
    if not text.isdecimal() or int(text) > MOST_SEED:
        raise argparse.ArgumentTypeError(f"not a whole number from 0: {text}")
    return int(text)


def _run(chosen: argparse.Namespace, translator: Translator) -> int:
    from planner.application.chance_rows import chance_rows, chance_text  # brings numpy, which takes its time
    from planner.application.result_rows import as_json
    from planner.domain.chance.asking import ask
    from planner.domain.quality.assessing import assess, verdict
    from planner.settings import load_settings

    with opened(chosen.plan) as document:
        plan, planned = document.plan, document.schedule
    answer = ask(plan, planned, runs=chosen.runs, seed=chosen.seed, without_risks=chosen.without_risks)
    if chosen.json:
        print(as_json(chance_rows(plan, answer)))
    else:
        bearing = verdict(assess(plan, planned, load_settings().quality_limits))
        print(chance_text(plan, answer, translator, bearing))
    return DONE


COMMAND = Command(
    "how sure it is that all are ready",
    (
        PLAN,
        Argument("--runs", type=_count, metavar="N", help="so many runs; without it as many as it takes, up to 10,000"),
        Argument("--seed", type=_seed, metavar="S", help="what the draws begin from; without it the status date"),
        Argument("--without-risks", action="store_true", help="leave the risks of the register out"),
    ),
    _run,
    json=True,
)
