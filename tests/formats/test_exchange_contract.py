"""What a file of another program holds of a plan is told as soon as it is written, and comes back with it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.domain.model import Activity, Organisation, Track
from planner.domain.plan import Plan
from planner.domain.scheduling import schedule
from planner.formats.json_plan import loads
from planner.formats.msproject import java, read_project, write_project
from planner.formats.msproject.own_fields import PIECE, pieces
from planner.formats.msproject.process import PlanFiles
from planner.language import translator

pytestmark = [
    pytest.mark.xdist_group("plan-files"),
    pytest.mark.skipif(not java.is_installed(), reason="the extra [msproject] is not installed"),
]
CASES = ("xer_lags", "recess_calendar_export", "late_minus_one_minute", "out_of_sequence", "pin_dropped_when_started")


@pytest.fixture(scope="module")
def worker() -> Iterator[PlanFiles]:
    with PlanFiles() as made:
        yield made


@pytest.mark.parametrize("suffix", [".xml", ".xer"])
@pytest.mark.parametrize("case", CASES)
def test_that_dates_come_back(case: str, suffix: str, shared_data: Path, tmp_path: Path, worker: PlanFiles):
    plan = loads((shared_data / "cases" / "scheduling" / f"{case}.json").read_text(encoding="utf-8"))
    planned, path = schedule(plan), tmp_path / f"plan{suffix}"
    write_project(plan, planned, path, translator("en"), worker=worker)
    step = read_project(path, None, worker=worker).step
    back = Plan({}).with_step(step)
    again = schedule(back)
    for activity in plan.rows(Activity):
        there = back.activities_by_key[activity.key].id
        assert (again[there].start, again[there].finish) == (planned[activity.id].start, planned[activity.id].finish)


def test_that_no_field_of_an_activity_changes_through_our_xml(shared_data: Path, tmp_path: Path, worker: PlanFiles):
    del shared_data
    plan_file, path = tmp_path / "wsm.keten", tmp_path / "plan.xml"
    ran("new", str(plan_file), "--template", "wsm-2022")
    ran("export", str(plan_file), str(tmp_path / "wsm.json"))
    plan = loads((tmp_path / "wsm.json").read_text(encoding="utf-8"))
    kept = write_project(plan, schedule(plan), path, translator("en"), worker=worker)
    assert kept.differences == ()
    assert kept.left_out["criterion"] == len(plan.table("criterion"))
    back = Plan({}).with_step(read_project(path, None, worker=worker).step)
    code = {row.id: row.code for each in (plan, back) for row in (*each.rows(Organisation), *each.rows(Track))}
    for activity in plan.rows(Activity):
        other = back.activity(activity.id)
        left = ("position", "source_uid", "calendar_id", "organisation_id", "involved_ids", "track_id")
        assert {n: v for n, v in other.__dict__.items() if n not in left} == {
            n: v for n, v in activity.__dict__.items() if n not in left
        }
        for name in ("organisation_id", "track_id"):
            assert code.get(getattr(other, name)) == code.get(getattr(activity, name))


def ran(*words: str) -> str:
    command = [sys.executable, "-m", "planner", *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_that_the_command_line_tells_what_was_turned_into_what(shared_data: Path, tmp_path: Path):
    plan_file, target = tmp_path / "plan.keten", tmp_path / "plan.xer"
    ran("import", str(shared_data / "cases" / "scheduling" / "xer_lags.json"), "--into", str(plan_file))
    report = tmp_path / "report.txt"
    answer = json.loads(ran("export", str(plan_file), str(target), "--json", "--report", str(report)))
    assert answer["written"] == [str(target), str(report)]
    kept = answer["kept"]
    assert (kept["activities"], kept["same_dates"], kept["differences"]) == (4, 4, [])
    assert {each["what"]: each["count"] for each in kept["turned"]} == {"lag": 2, "elapsed": 1}
    assert "X-1 → X-3" in report.read_text(encoding="utf-8")


def test_that_a_file_without_activities_is_refused_and_changes_nothing(tmp_path: Path):
    plan_file, source = tmp_path / "plan.keten", tmp_path / "leeg.xml"
    ran("new", str(plan_file))
    before = json.loads(ran("schedule", str(plan_file), "--json"))
    source.write_text(
        '<Project xmlns="http://schemas.microsoft.com/project"><Name>leeg</Name>'
        "<StartDate>2016-01-01T08:00:00</StartDate><Tasks/></Project>",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "planner", "import", str(source), "--into", str(plan_file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1
    assert "leeg.xml" in done.stderr
    assert json.loads(ran("schedule", str(plan_file), "--json")) == before


@pytest.mark.parametrize("text", ["", "x" * 1000, 'a "b" c ' * 200, "é “q” " * 99])
def test_that_pieces_make_the_text_again_and_fit(text: str):
    found = pieces(text)
    assert "".join(found) == text
    assert all(len(each) <= PIECE for each in found)


def test_that_a_file_is_moved_to_begin_on_a_chosen_day(shared_data: Path, tmp_path: Path):
    first, second, target = tmp_path / "a.keten", tmp_path / "b.keten", tmp_path / "plan.xml"
    ran("import", str(shared_data / "cases" / "scheduling" / "recess_calendar_export.json"), "--into", str(first))
    ran("export", str(first), str(target))
    ran("import", str(target), "--into", str(second), "--shift-to", "2026-03-02")
    rows = json.loads(ran("schedule", str(second), "--json"))
    assert min(row["start"] for row in rows).startswith("2026-03-02")


def test_that_dates_of_primavera_in_another_form_are_named(shared_data: Path, tmp_path: Path):
    first, target = tmp_path / "a.keten", tmp_path / "plan.xer"
    ran("import", str(shared_data / "cases" / "scheduling" / "xer_lags.json"), "--into", str(first))
    ran("export", str(first), str(target))
    text = target.read_text(encoding="windows-1252")
    target.write_text(text.replace("2024-01-01 08:00", "01-Jan-24 08:00"), encoding="windows-1252")
    command = [sys.executable, "-m", "planner", "import", str(target), "--into", str(tmp_path / "b.keten")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1
    assert "01-Jan-24 08:00" in done.stderr
