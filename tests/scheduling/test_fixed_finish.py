"""A fixed finish is the finish until the work is done, also once the work has begun."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.model import Activity, Organisation, Pinning, Programme
from planner.domain.plan import Plan
from planner.domain.scheduling import schedule

BEGUN = datetime(2026, 1, 5, 9)


@given(
    days=st.integers(1, 60),
    length=st.integers(0, 60),
    percent=st.integers(0, 100),
    remaining=st.none() | st.integers(0, 20_000),
    start_too=st.booleans(),
    ended=st.booleans(),
)
def test_that_a_fixed_finish_holds_unless_the_work_is_finished(days, length, percent, remaining, start_too, ended):
    fixed = (BEGUN + timedelta(days=days)).replace(hour=17, minute=30)
    while fixed.weekday() > 4:
        fixed += timedelta(days=1)
    activity = Activity(
        key="A-1",
        name="Opleiden",
        duration_minutes=(length + 1) * 480,
        actual_start=BEGUN,
        actual_finish=datetime(2026, 1, 9, 17, 30) if ended else None,
        percent_complete=percent,
        remaining_minutes=remaining,
        pinning=Pinning.HAND,
        pinned_start=datetime(2026, 1, 7, 9) if start_too else None,
        pinned_finish=fixed,
    )
    plan = Plan.of([Programme(name="Wet", status_date=date(2026, 1, 12)), Organisation(code="A", name="A"), activity])
    planned = schedule(plan)[activity.id]
    assert planned.start.date() == BEGUN.date()
    if ended:
        assert planned.finish.date() == date(2026, 1, 9)
    elif percent < 100:
        assert planned.finish == fixed
        reasons = " ".join(str(driver.message) for driver in schedule(plan).drivers(activity.id))
        assert str(fixed.date()) in reasons


def test_that_the_plan_that_was_seen_keeps_its_finish(shared_data: Path, tmp_path: Path):
    source = shared_data / "cases" / "scheduling" / "pin_dropped_when_started.json"
    target = tmp_path / "plan.keten"

    def ran(*words: str) -> str:
        done = subprocess.run([sys.executable, "-m", "planner", *words], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    ran("import", str(source), "--into", str(target))
    rows = json.loads(ran("schedule", str(target), "--json"))
    assert any(row["finish"].startswith(("2026-01-26", "2024-01-26", "2023-01-26", "2022-01-26")) for row in rows), rows
