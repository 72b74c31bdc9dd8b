"""Rules on entry into force, with the cases of Aanwijzing 4.17 and of the law itself."""

from __future__ import annotations

from datetime import date

import pytest
from small_plans import Small, window

from planner.application.templates import template_plan
from planner.domain import edits
from planner.domain.checks import find_all
from planner.domain.control.legislation import (
    change_moment_from,
    last_safe_publication,
    publication,
)
from planner.domain.findings import Rank
from planner.domain.model import Gate, Overruling, Stage
from planner.domain.plan import Plan
from planner.domain.scheduling import schedule


@pytest.mark.parametrize(
    ("entry", "months", "safe"),
    [
        (date(2024, 7, 1), 2, date(2024, 5, 1)),
        (date(2024, 7, 1), 3, date(2024, 4, 1)),
        (date(2024, 1, 1), 2, date(2023, 11, 1)),
        (date(2024, 1, 1), 3, date(2023, 10, 1)),
    ],
)
def test_the_last_safe_day_of_publication(entry: date, months: int, safe: date):
    assert last_safe_publication(entry, months) == safe


def test_the_change_moment_from_a_day():
    assert change_moment_from(date(2024, 1, 1)) == date(2024, 1, 1)
    assert change_moment_from(date(2024, 1, 2)) == date(2024, 7, 1)
    assert change_moment_from(date(2024, 7, 2)) == date(2025, 1, 1)


def law(published: str, entry: str = "2024-07-01", **programme) -> Plan:
    small = Small(**programme)
    small.milestone("Staatsblad", stage=Stage.PUBLICATION, start_window=window(published, published))
    small.milestone("Inwerkingtreding", gate=Gate.ENTRY, start_window=window(entry, entry))
    return small.plan


def rules(plan: Plan) -> dict[str, Rank]:
    return {finding.rule: finding.rank for finding in find_all(plan, schedule(plan))}


@pytest.mark.parametrize(
    ("published", "local", "rule"),
    [
        ("2024-03-20", True, "publication-safe"),  # Stb. 2024, 59, in time for 1 July with three months
        ("2024-04-01", True, "publication-safe"),
        ("2024-04-02", True, "publication-late"),
        ("2024-04-02", False, "publication-safe"),
        ("2024-05-02", False, "publication-late"),
    ],
)
def test_that_a_publication_is_in_time_or_late(published: str, local: bool, rule: str):
    found = rules(law(published, local_governments=local))
    assert {name for name in found if name.startswith("publication")} == {rule}


def test_that_one_day_after_the_last_safe_day_it_becomes_the_next_change_moment():
    plan = law("2024-03-20", local_governments=True)
    found = publication(plan, schedule(plan))
    assert found is not None
    assert (found.last_safe, found.next_moment) == (date(2024, 4, 1), date(2025, 1, 1))


def test_that_a_finding_can_be_overruled_with_a_reason():
    plan = law("2024-05-02", entry="2024-10-01")
    assert rules(plan)["change-moment"] is Rank.WARNING
    entry = plan.entry
    assert entry is not None
    reason = Overruling(rule="change-moment", about_id=entry.id, reason="Reparatiewetgeving", on=date(2024, 5, 1))
    plan = plan.with_step(edits.add_row(plan, reason))
    (finding,) = (each for each in find_all(plan, schedule(plan)) if each.rule == "change-moment")
    assert finding.rank is Rank.NOTICE
    assert "Reparatiewetgeving" in str(finding.message)


def test_the_letter_counts_three_months_because_of_the_municipalities():
    plan = template_plan("wsm-2022")
    found = publication(plan, schedule(plan))
    assert found is not None
    assert (found.months, found.planned <= found.last_safe) == (3, True)
