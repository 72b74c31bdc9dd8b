"""The program as a process: the fixed names, the exit status, one sentence for trouble."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest


def run(*words: object, at: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a folder, in English unless told otherwise."""
    home = {"KETENPLANNER_HOME": str(at / "home"), "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [sys.executable, "-m", "planner", *map(str, words)],
        cwd=at,
        env={**os.environ, **home, **more},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def done(*words: object, at: Path, **more: str) -> str:
    result = run(*words, at=at, **more)
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""
    return result.stdout


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the letter's programme as w.keten; tests do not change it."""
    place = tmp_path_factory.mktemp("letter")
    done("new", "w.keten", "--template", "wsm-2022", at=place)
    return place


def test_the_whole_way_from_template_to_workbook_and_back(letter: Path):
    done("check", "w.keten", at=letter)
    rows = json.loads(done("schedule", "w.keten", "--json", at=letter))
    assert len(rows) > 60
    assert set(rows[0]) == {
        "key", "source_uid", "name", "organisation", "kind", "start", "finish", "late_start", "late_finish",
        "total_slack_minutes", "critical", "drivers", "state", "said", "deviation_days", "assumptions",
    }  # fmt: skip
    entry = next(row for row in rows if row["name"] == "Inwerkingtreding Wet seksuele misdrijven")
    assert entry["start"].startswith("2024-07-01")
    done("export", "w.keten", "o.pdf", "--view", "chain-overview", "--paper", "A3", at=letter)
    assert (letter / "o.pdf").read_bytes().startswith(b"%PDF-")
    for language in ("nl", "en"):
        done("export", "w.keten", f"{language}.xlsx", "--lang", language, at=letter)
        told = json.loads(done("import", f"{language}.xlsx", "--into", "w.keten", "--dry-run", "--json", at=letter))
        assert told["changes"] == []
        assert [found for found in told["findings"] if found["rank"] != "notice"] == []


def test_that_json_holds_everything(letter: Path):
    done("export", "w.keten", "w.json", at=letter)
    done("import", "w.json", "--into", "copy.keten", at=letter)
    told = json.loads(done("import", "w.json", "--into", "copy.keten", "--dry-run", "--json", at=letter))
    assert told == {"changes": [], "findings": []}
    done("export", "copy.keten", "again.json", at=letter)
    assert (letter / "w.json").read_bytes() == (letter / "again.json").read_bytes()


@pytest.mark.parametrize("view", ["gantt", "chain-overview"])
@pytest.mark.parametrize("kind", ["pdf", "svg", "png"])
def test_that_paper_is_written_by_extension(letter: Path, view: str, kind: str, tmp_path: Path):
    done("export", "w.keten", tmp_path / f"o.{kind}", "--view", view, "--lang", "en", at=letter)
    written = sorted(tmp_path.iterdir())
    assert written
    head = {"pdf": b"%PDF-", "svg": b"<?xml", "png": b"\x89PNG"}[kind]
    assert all(path.read_bytes().startswith(head) for path in written)


def test_that_history_tells_what_an_import_did(letter: Path, tmp_path: Path):
    done("new", "p.keten", "--template", "leeg", at=tmp_path)
    done("export", letter / "w.keten", "w.json", at=tmp_path)
    done("import", "w.json", "--into", "p.keten", at=tmp_path)
    lines = json.loads(done("history", "p.keten", "--json", at=tmp_path))
    assert [line["label"] for line in lines][-1] == "json.import"
    assert "w.json" in done("history", "p.keten", "--lang", "nl", at=tmp_path)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("check", "nergens.keten"), "nergens.keten"),
        (("export", "w.keten", "w.docm"), "docm"),
        (("export", "w.keten", "o.pdf", "--organisation", "FIOD"), "FIOD"),
        (("new", "x.keten", "--template", "geen"), "geen"),
        (("new", "w.keten", "--template", "leeg"), "w.keten"),
        (("import", "nergens.xlsx", "--into", "w.keten"), "nergens.xlsx"),
        (("import", "w.txt", "--into", "w.keten"), "w.txt"),
    ],
)
def test_that_refusals_are_one_line_with_status_1(letter: Path, words: tuple[str, ...], sentence: str):
    before = (letter / "w.keten").read_bytes()
    for language in ("nl", "en"):
        result = run(*words, "--lang", language, at=letter)
        assert result.returncode == 1
        assert sentence in result.stderr
        assert result.stderr.count("\n") == 1
        assert "Traceback" not in result.stderr
    assert (letter / "w.keten").read_bytes() == before


@pytest.mark.parametrize(
    "words", [("export",), ("new",), ("schedule", "w.keten", "--zwart"), ("export", "a", "b", "--from", "morgen")]
)
def test_that_wrong_use_gives_status_2(letter: Path, words: tuple[str, ...]):
    result = run(*words, at=letter)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr


def test_that_reading_commands_leave_the_file_and_folder_as_they_were(letter: Path):
    before = (letter / "w.keten").read_bytes()
    names = sorted(path.name for path in letter.iterdir())
    for command in ("schedule", "check", "history"):
        done(command, "w.keten", at=letter)
    assert (letter / "w.keten").read_bytes() == before
    assert sorted(path.name for path in letter.iterdir()) == names


def test_that_the_window_opens_paints_and_closes(letter: Path):
    result = run("w.keten", at=letter, KETENPLANNER_QUIT_WHEN_SHOWN="1")
    assert result.returncode == 0, result.stderr


def test_that_the_demo_without_a_display_writes_overview_and_workbook(tmp_path: Path):
    script = Path(__file__).resolve().parents[2] / "packaging" / "run_demo.py"
    bare = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    result = subprocess.run(
        [sys.executable, str(script)], cwd=tmp_path, env=bare, capture_output=True, text=True, check=False, timeout=120
    )
    assert result.returncode == 0, result.stderr
    assert "no window was opened" in result.stdout
    assert {p.name for p in (tmp_path / "build" / "demo").iterdir()} >= {"wsm-2022-overview.pdf", "wsm-2022.xlsx"}


def test_that_a_console_without_our_signs_is_spoken_to_all_the_same(letter: Path, tmp_path: Path):
    done("export", "w.keten", tmp_path / "old.json", at=letter)
    text = (tmp_path / "old.json").read_text(encoding="utf-8")
    assert '"name": "Politie"' in text
    (tmp_path / "new.json").write_text(text.replace('"name": "Politie"', '"name": "Politie €→"'), encoding="utf-8")
    done("import", tmp_path / "new.json", "--into", tmp_path / "w.keten", at=letter)
    told = done("import", tmp_path / "old.json", "--into", tmp_path / "w.keten", at=letter, PYTHONIOENCODING="ascii")
    assert "Name: Politie ?-> -> Politie" in told
    rows = done("history", tmp_path / "w.keten", "--json", at=letter, PYTHONIOENCODING="ascii")
    assert "Politie €→" in rows


@pytest.mark.parametrize("target", ["x.json", "x.xlsx", "x.pdf", "x.png"])
def test_that_an_export_to_no_folder_is_refused_in_one_line(letter: Path, target: str):
    result = run("export", "w.keten", Path("w.keten") / target, "--lang", "en", at=letter)
    assert result.returncode == 1
    assert "written" in result.stderr
    assert result.stderr.count("\n") == 1


def test_that_scenarios_are_listed_compared_adopted_and_dropped(letter: Path):
    from planner.document import PlanDocument
    from planner.domain import edits
    from planner.domain.control.scenarios import keep_in, make_scenario
    from planner.domain.control.what_if import DelayChange, Unit, step_for
    from planner.errors import EditRefused

    assert json.loads(done("scenario", "w.keten", "--json", at=letter)) == []
    document = PlanDocument.open(letter / "w.keten")
    plan = document.plan
    house = plan.activities_by_key["JENV-8"]
    for name, weeks in (("Later in Parliament", 30), ("Sooner", -2)):
        document.do(make_scenario(document.plan, name, plan.programme.status_date))
        try:
            step = step_for(plan, document.schedule, DelayChange(house.id, weeks, Unit.WEEKS))
        except EditRefused:
            step = edits.set_field(plan, plan.activities_by_key["POL-3"], "name", "Politie eerder gereed")
        document.do(keep_in(document.plan, document.plan.scenarios[-1].id, step))
    document.close()
    assert [row["name"] for row in json.loads(done("scenario", "w.keten", "--json", at=letter))] == [
        "Later in Parliament",
        "Sooner",
    ]
    told = json.loads(done("scenario", "w.keten", "Later in Parliament", "Sooner", "--json", at=letter))
    assert told["scenarios"] == ["Later in Parliament", "Sooner"]
    late = next(row for row in told["organisations"] if row["code"] == "JENV")
    assert late["scenarios"]["Later in Parliament"] < 0 <= late["slack_minutes"] == late["scenarios"]["Sooner"]
    assert "entry-missed" in {row["rule"] for row in told["breaks"]["Later in Parliament"]}
    twice = done("scenario", "w.keten", "Sooner", "Sooner", "--json", at=letter)
    assert json.loads(twice)["scenarios"] == ["Sooner"]
    text = done("scenario", "w.keten", "Later in Parliament", "--lang", "nl", at=letter)
    assert "Later in Parliament breekt:" in text
    for view in ("scenarios", "course"):
        done("export", "w.keten", f"{view}.pdf", "--view", view, at=letter)
        assert (letter / f"{view}.pdf").read_bytes()[:4] == b"%PDF"
    refused = run("scenario", "w.keten", "--adopt", "None such", at=letter)
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    done("scenario", "w.keten", "--drop", "Sooner", at=letter)
    done("scenario", "w.keten", "--adopt", "Later in Parliament", at=letter)
    assert json.loads(done("scenario", "w.keten", "--json", at=letter)) == []
    after = PlanDocument.open(letter / "w.keten")
    assert after.schedule[house.id].start > document.schedule[house.id].start
    after.undo()
    assert [s.name for s in after.plan.scenarios] == ["Later in Parliament"]
    after.close()


def test_that_a_what_if_is_told_and_nothing_changes(letter: Path):
    before = (letter / "w.keten").read_bytes()
    told = json.loads(done("schedule", "w.keten", "--json", "--what-if", "JENV-8:+30w", at=letter))
    assert set(told) == {"what_if", "moved", "organisations", "gates", "conflicts", "frees"}
    assert {"JENV-8", "JENV-9", "JENV-11"} <= {row["key"] for row in told["moved"]}
    entry = next(row for row in told["gates"] if row["gate"] == "entry")
    assert not entry["in_time"]
    assert any(row["slack_minutes"] < 0 <= row["slack_before_minutes"] for row in told["organisations"]
               if row["slack_minutes"] is not None)  # fmt: skip
    assert "entry-missed" in {row["rule"] for row in told["conflicts"]}
    text = done("schedule", "w.keten", "--what-if", "JENV-8:+2d", "--lang", "nl", at=letter)
    assert "Inwerkingtreding op 1 jul 2024: op tijd." in text
    for wish in ("JENV-8", "JENV-999:+1d", "JENV-12:2024-02-31", "JENV-9:-5d"):
        refused = run("schedule", "w.keten", "--what-if", wish, at=letter)
        assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert (letter / "w.keten").read_bytes() == before


def test_that_an_agenda_is_written_by_extension(letter: Path, tmp_path: Path):
    done("export", "w.keten", tmp_path / "a.ics", "--organisation", "POL", "--lang", "nl", at=letter)
    content = (tmp_path / "a.ics").read_bytes()
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"CATEGORIES:" in content


def test_that_history_tells_the_time_here(tmp_path: Path):
    done("new", "p.keten", "--template", "leeg", at=tmp_path)
    done("export", "p.keten", "p.json", at=tmp_path)
    text = (tmp_path / "p.json").read_text(encoding="utf-8")
    (tmp_path / "p.json").write_text(text.replace('"law": ""', '"law": "Wet"'), encoding="utf-8")
    done("import", "p.json", "--into", "p.keten", at=tmp_path)
    at = datetime.fromisoformat(json.loads(done("history", "p.keten", "--json", at=tmp_path))[0]["at"])
    told = done("history", "p.keten", at=tmp_path, TZ="XXX-5:30")
    assert f"{at + timedelta(hours=5, minutes=30):%Y-%m-%d %H:%M}" in told


def test_that_findings_name_what_they_are_about(letter: Path):
    ids = [name for row in json.loads(done("check", "w.keten", "--json", at=letter)) for name in row["about"]]
    assert ids
    assert not [name for name in ids if len(name) == 36 and name.count("-") == 4]


def test_that_the_status_date_tells_what_it_makes_late(letter: Path, tmp_path: Path):
    (tmp_path / "s.keten").write_bytes((letter / "w.keten").read_bytes())
    told = json.loads(done("status", "s.keten", "2023-02-01", "--json", at=tmp_path))
    assert told["status_date"] == "2023-02-01" and told["plan_remaining"] is True
    rows = {row["key"]: row for row in json.loads(done("schedule", "s.keten", "--json", at=tmp_path))}
    late = {row["key"] for row in rows.values() if row["state"] == "late" and row["kind"] != "summary"}
    assert {row["key"] for row in told["late"]} == late and "JENV-18" in late
    assert rows["JENV-18"]["deviation_days"]["finish"] > 0
    assert rows["JENV-18"]["said"]["finish"]["words"] == "In het najaar"
    first = json.loads(run("check", "s.keten", "--json", at=tmp_path).stdout)[0]
    assert (first["rule"], first["rank"], first["text"]) == ("headline", "notice", told["headline"])
    assert run("check", "s.keten", at=tmp_path).stdout.splitlines()[0] == told["headline"]
    assert done("schedule", "s.keten", at=tmp_path).splitlines()[0] == told["headline"]
    told = json.loads(done("status", "s.keten", "2023-02-01", "--no-plan-remaining", "--json", at=tmp_path))
    assert told["plan_remaining"] is False and told["changed"]
    for day in ("9999-12-31", "in 2023", "0204-01-01"):
        refused = run("status", "s.keten", day, at=tmp_path)
        assert refused.returncode == 1 and refused.stderr.count("\n") == 1
