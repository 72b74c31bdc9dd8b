"""Days that no plan can hold are refused wherever they come in; days far outside the programme are asked about."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from planner.document import PlanDocument
from planner.domain.date_limits import FarDate
from planner.domain.edits import set_field
from planner.domain.fields import spec_of
from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.model import Activity
from planner.errors import EditRefused
from planner.language import translator


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "wet.keten"
    run("new", path, "--template", "wsm-2022")
    return path


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "planner", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("year", [204, 1799, 2200, 2204, 9999])
def test_that_an_edit_with_an_impossible_year_is_refused_and_changes_nothing(plan_file: Path, year: int):
    with closing(PlanDocument.open(plan_file)) as document:
        before = document.plan
        activity = next(iter(document.plan.rows(Activity)))
        for row, name, value in (
            (activity, "start_window", ImpreciseDate.exact(date(year, 7, 1))),
            (document.plan.programme, "status_date", date(year, 12, 31)),
        ):
            with pytest.raises(EditRefused) as refused:
                document.do(set_field(document.plan, row, name, value))
            assert str(year) in str(refused.value)
            assert translator("nl").translate(refused.value.message) != str(refused.value)
        assert document.plan is before


def test_that_the_command_line_refuses_an_impossible_status_date(plan_file: Path):
    before = plan_file.read_bytes()
    for text in ("31-12-9999", "1-1-204", "1 juli 2204"):
        answer = run("status", plan_file, text)
        assert answer.returncode != 0
        assert "Traceback" not in answer.stderr
        assert answer.stderr.count("\n") <= 2
    assert plan_file.read_bytes() == before


@pytest.mark.parametrize("day", ["9999-12-31", "0204-07-01"])
def test_that_a_plan_of_before_with_an_impossible_day_still_opens(plan_file: Path, day: str):
    connection = sqlite3.connect(plan_file)
    connection.execute("UPDATE programme SET status_date = ?", (day,))
    connection.commit()
    connection.close()
    for command in (("schedule", "--json"), ("check", "--json")):
        answer = run(command[0], plan_file, *command[1:])
        assert "Traceback" not in answer.stderr
        assert json.loads(answer.stdout)
    assert run("status", plan_file, "6-7-2022").returncode == 0


def test_that_json_with_an_impossible_day_is_refused_by_a_sentence(plan_file: Path, tmp_path: Path):
    written = tmp_path / "plan.json"
    assert run("export", plan_file, written).returncode == 0
    text = written.read_text(encoding="utf-8").replace('"2022-07-06"', '"9999-12-31"', 1)
    written.write_text(text, encoding="utf-8")
    answer = run("import", written, "--into", plan_file)
    assert answer.returncode != 0
    assert "9999" in answer.stderr


def test_that_a_day_far_outside_the_programme_is_asked_about(plan_file: Path):
    words = translator("nl")
    spec = spec_of("activity", "start_window")
    with closing(PlanDocument.open(plan_file)) as document:
        with pytest.raises(FarDate) as asked:
            words.parse(spec, "1 juli 2124", document.plan)
        assert asked.value.options[0].earliest == date(2124, 7, 1)
        assert "2124" in words.translate(asked.value.message)
        assert words.parse(spec, "1 juli 2029", document.plan).earliest == date(2029, 7, 1)
