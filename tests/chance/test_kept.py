"""Answers that are kept: they come back as they were, hold for one plan, and go stale when it changes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from planner.application.templates import template_plan
from planner.chart.reports.chance import chance_line, chance_report
from planner.domain.chance.answer import from_plain, likelihood, to_plain
from planner.domain.chance.asking import ask, what_helps
from planner.domain.chance.kept import answer_in, holds, keep, latest
from planner.domain.edits import edit_row
from planner.domain.model import Activity, Likelihood
from planner.domain.plan import Plan
from planner.domain.scheduling import schedule
from planner.language import translator
from planner.storage.plan_file import PlanFile


@pytest.fixture(scope="module")
def letter() -> Plan:
    return template_plan("wsm-2022")


def test_that_an_answer_is_kept_in_the_file_and_goes_stale(letter: Plan, tmp_path: Path):
    answer = ask(letter, runs=300)
    assert from_plain(to_plain(answer)) == answer
    plan = letter.with_step(keep(letter, answer, datetime(2022, 7, 6, 9, 14)))
    PlanFile.create(tmp_path / "p.keten", plan).close()
    kept = latest(plan)
    assert kept is not None and answer_in(kept) == answer and holds(plan, kept) is True
    activity = next(a for a in plan.rows(Activity) if a.duration_minutes and not a.has_happened)
    later = plan.with_step(edit_row(activity, duration_minutes=activity.duration_minutes * 2))
    assert holds(later, latest(later)) is False
    assert holds(letter, None) is None


@pytest.mark.parametrize("code", ["nl", "en"])
def test_that_the_report_and_the_line_say_what_they_rest_on(letter: Plan, code: str):
    said = translator(code)
    assert not chance_report(letter, said).tables and not chance_line(letter, said)
    plan = letter.with_step(keep(letter, ask(letter, runs=300), datetime(2022, 7, 6, 9, 14)))
    assert "20220706" in chance_line(plan, said) and "300" in chance_line(plan, said)
    report = chance_report(plan, said)
    texts = [cell.text for table in report.tables for row in table.rows for cell in row]
    assert any("20220706" in text for text in texts) and "0 %" not in texts and "100 %" not in texts


def test_that_damaged_answers_are_none(letter: Plan):
    plan = letter.with_step(keep(letter, ask(letter, runs=100), datetime(2022, 7, 6, 9, 14)))
    kept = latest(plan)
    assert kept is not None
    for text in ("", "{}", "[1]", '{"runs": "x"}'):
        assert answer_in(kept.changed(answer=text)) is None


def test_that_what_helps_never_lowers_the_chance(letter: Plan):
    planned = schedule(letter)
    found, together = what_helps(letter, planned, ask(letter, planned, runs=1000))
    assert found and all(help.after > help.before for help in found)
    assert together.after >= max(help.after for help in found) - 0.01


@pytest.mark.parametrize(
    ("chance", "word"),
    [
        (0.0, Likelihood.CERTAINLY_NOT),
        (0.1, Likelihood.PROBABLY_NOT),
        (0.35, Likelihood.EITHER_WAY),
        (0.65, Likelihood.PROBABLY),
        (0.9, Likelihood.CERTAINLY),
        (1.0, Likelihood.CERTAINLY),
    ],
)
def test_the_five_words(chance: float, word: Likelihood):
    assert likelihood(chance) is word
