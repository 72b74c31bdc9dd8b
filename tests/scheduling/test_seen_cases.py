"""Small plans that were scheduled wrongly once, through the command line as a user has them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Answer = dict[str, Any]


@pytest.fixture
def scheduled(shared_data: Path, tmp_path: Path) -> Callable[[str], dict[str, Answer]]:
    """The schedule of a case, by key."""

    def of(name: str) -> dict[str, Answer]:
        target = tmp_path / "plan.keten"
        source = shared_data / "cases" / "scheduling" / f"{name}.json"
        ran("import", str(source), "--into", str(target))
        return {row["key"]: row for row in json.loads(ran("schedule", str(target), "--json"))}

    return of


def ran(*words: str) -> str:
    command = [sys.executable, "-m", "planner", *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_that_late_dates_are_at_ends_of_working_time(scheduled: Callable[[str], dict[str, Answer]]) -> None:
    first = scheduled("late_minus_one_minute")["X-1"]
    assert (first["late_start"], first["late_finish"]) == ("2024-02-02T17:00:00", "2024-02-05T12:00:00")


def test_that_slack_before_work_begun_out_of_sequence_is_none_or_has_its_reason(
    scheduled: Callable[[str], dict[str, Answer]],
) -> None:
    found = scheduled("out_of_sequence")
    assert [found[key]["total_slack_minutes"] for key in ("X-1", "X-2", "X-3")] == [0, 0, 0]
    assert any("retained logic" in driver["text"] for driver in found["X-2"]["drivers"])


def test_that_dates_beyond_the_calendars_are_one_finding_and_nothing_is_too_late(
    shared_data: Path, scheduled: Callable[[str], dict[str, Answer]], tmp_path: Path
) -> None:
    del shared_data
    found = scheduled("beyond_2400")
    assert all(row["total_slack_minutes"] in (None, 0) for row in found.values())
    assert all(row["late_finish"] == row["finish"] for row in found.values())
    assert all(row["drivers"] for row in found.values())
    told = [row for row in json.loads(ran("check", str(tmp_path / "plan.keten"), "--json")) if row.get("rule")]
    assert [row["rule"] for row in told].count("beyond-calendars") == 1
    assert not [row for row in told if "slack" in row["rule"]]
