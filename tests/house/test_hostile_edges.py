"""What stands around a plan may be odd or hostile: settings, locks, names, no screen. One sentence, or it works."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from planner.settings import Settings, load_settings


def ran(*words: str | bytes, **environment: str) -> subprocess.CompletedProcess[bytes]:
    told = os.environ | {"QT_QPA_PLATFORM": "offscreen", "KETENPLANNER_QUIT_WHEN_SHOWN": "1"} | environment
    command = [sys.executable, "-m", "planner", *words]
    return subprocess.run(command, capture_output=True, check=False, env=told, timeout=120)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.keten"
    assert ran("new", str(path), "--template", "wsm-2022").returncode == 0
    return path


def in_one_sentence(done: subprocess.CompletedProcess[bytes]) -> bool:
    """Whether a command was refused in one sentence that is not about our own mistake."""
    told = done.stderr.decode("utf-8", "replace").strip()
    return done.returncode == 1 and len(told.splitlines()) == 1 and "errors.log" not in told


def rename_something(sheet: Path) -> None:
    """Change an activity's name in an exported sheet, so that it brings something."""
    content = sheet.read_text(encoding="utf-8-sig")
    assert "Politie gereed" in content
    sheet.write_text(content.replace("Politie gereed", "Politie is gereed"), encoding="utf-8-sig")


@pytest.mark.parametrize("display", ["", ":77", "nergens:5"])
def test_that_without_a_screen_one_sentence_says_so(plan: Path, display: str):
    assert in_one_sentence(ran(str(plan), DISPLAY=display, WAYLAND_DISPLAY="", QT_QPA_PLATFORM="xcb"))


ODD_TIMES = [f"{year}-01-01T00:00:00{zone}" for year in ("0001", "9999") for zone in ("", "+14:00", "-14:00")]
LOCK = {"user": "u", "machine": "m", "process": 1, "birth": "x", "since": "2026-01-01T00:00:00+00:00", "token": "t"}


@pytest.mark.parametrize(
    "lock",
    [
        *(json.dumps(LOCK | {"since": since}) for since in ODD_TIMES),
        json.dumps(LOCK | {"process": 10**30}),
        json.dumps(LOCK | {"user": "<b>\u202e\x00\n" * 200, "machine": ["a"]}),
        "[" * 100_000,
        "null",
        "\x00" * 100,
    ],
)
def test_that_an_odd_lock_is_somebody_elses(plan: Path, tmp_path: Path, lock: str):
    sheet = tmp_path / "x.csv"
    assert ran("export", str(plan), str(sheet)).returncode == 0
    rename_something(sheet)
    Path(f"{plan}.lock").write_text(lock)
    assert in_one_sentence(ran("import", str(sheet), "--into", str(plan)))
    assert ran("check", str(plan)).returncode == 0


@pytest.mark.parametrize(
    "text",
    [
        '{"version":1,"columns":' + "[" * 90_000 + "]" * 90_000 + "}",
        '{"version":1,"column_widths":{"name":99999999999999,"start":-5},"columns":["nonsense","name","name"]}',
        '{"version":1,"column_widths":{"start":1e400},"print_set_ups":"' + "[" * 90_000 + '"}',
        "",
        "[]",
    ],
)
def test_that_odd_settings_cost_settings_alone(plan: Path, tmp_path: Path, text: str):
    home = tmp_path / "home"
    (home / "config").mkdir(parents=True)
    (home / "config" / "settings.json").write_text(text)
    for words in (("check", str(plan)), (str(plan),)):
        done = ran(*words, KETENPLANNER_HOME=str(home))
        assert done.returncode == 0, done.stderr
    assert load_settings(home / "config" / "settings.json").column_widths == Settings().column_widths


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes on Linux")
def test_that_names_of_files_that_are_no_text_are_names_too(plan: Path, tmp_path: Path):
    odd = os.fsencode(tmp_path) + b"/pl\xff\xe9.keten"
    shutil.copy(os.fsencode(plan), odd)
    for ending in (b".csv", b".xlsx", b".json", b".pdf"):
        done = ran("export", odd, os.fsencode(tmp_path) + b"/x\xfe" + ending)
        assert done.returncode == 0, done.stderr
    sheet = os.fsencode(tmp_path) + b"/x\xfe.csv"
    rename_something(Path(os.fsdecode(sheet)))
    for words in (
        ("check", odd),
        ("import", sheet, "--into", odd),
        ("history", odd),
        ("versions", odd),
        ("new", odd + b"2.keten"),
    ):
        done = ran(*words)  # fmt: skip
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("length", [131_073, 1_100_000])
def test_that_a_very_long_cell_is_no_fault_of_ours(plan: Path, tmp_path: Path, length: int):
    sheet = tmp_path / "lang.csv"
    sheet.write_text(f"naam;start\n{'x' * length};2026-01-01\nEen;2026-02-01\n")
    done = ran("import", str(sheet), "--into", str(plan), "--organisation", "OM")
    assert done.returncode == 0 or in_one_sentence(done)
