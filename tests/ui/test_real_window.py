"""The main path through a real window on an X server, by mouse and keys as a person does it.

Needs Xvfb, a window manager (openbox) and xdotool, which `.ci/run` brings; where one is missing the test says so.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from planner.document import PlanDocument
from planner.domain.plan import Plan
from planner.formats.excel import write_workbook
from planner.language import translator

NEEDED = ("Xvfb", "openbox", "xdotool")
HOST = Path(__file__).with_name("real_window_host.py")
PATIENCE = 30.0


class Screen:
    """An X server with the program on it: `told` is what the program says of where things are."""

    def __init__(self, folder: Path, plan: Path) -> None:
        self.state = folder / "state.json"
        reading, writing = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
            pass_fds=(writing,),
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        self._env = {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8"}
        self._manager = subprocess.Popen(
            ["openbox"], env=self._env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.errors = folder / "errors.txt"
        with self.errors.open("w") as errors:
            self.program = subprocess.Popen(
                [sys.executable, str(HOST), str(self.state), str(plan)], env=self._env, stderr=errors
            )

    def close(self) -> None:
        for process in (self.program, self._manager, self._server):
            process.terminate()
            process.wait(10)

    @property
    def told(self) -> dict[str, Any]:
        try:
            return json.loads(self.state.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}

    def wait(self, test: Callable[[dict[str, Any]], Any], what: str) -> dict[str, Any]:
        """Wait until what the program tells passes a test."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            told = self.told
            if told and test(told):
                return told
            assert self.program.poll() is None, f"the program ended: {self.errors.read_text()}"
            time.sleep(0.05)
        raise AssertionError(f"not seen within {PATIENCE:.0f} s: {what}; last told: {self.told}")

    def xdo(self, *words: object) -> None:
        subprocess.run(["xdotool", *map(str, words)], env=self._env, check=True, capture_output=True)

    def keys(self, *keys: str) -> None:
        self.xdo("key", "--clearmodifiers", *keys)

    def type(self, text: str) -> None:
        self.xdo("type", "--delay", "15", text)

    def click(self, place: list[int], *, at: tuple[float, float] = (0.5, 0.5), held: str = "") -> None:
        self.xdo("mousemove", round(place[0] + place[2] * at[0]), round(place[1] + place[3] * at[1]))
        if held:
            self.xdo("keydown", held)
        self.xdo("click", 1)
        if held:
            self.xdo("keyup", held)

    def drag(self, start: tuple[int, int], end: tuple[int, int], held: str = "") -> None:
        self.xdo("mousemove", *start)
        if held:
            self.xdo("keydown", held)
        self.xdo("mousedown", 1)
        for part in range(1, 9):
            self.xdo("mousemove", *(round(a + (b - a) * part / 8) for a, b in zip(start, end, strict=True)))
        self.xdo("mouseup", 1)
        if held:
            self.xdo("keyup", held)


@pytest.fixture
def screen(tmp_path: Path, plan_file: Path, own_home: Path) -> Iterator[Screen]:
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        pytest.skip(f"a real window needs {', '.join(missing)}, which is not here")
    (own_home / "config").mkdir(parents=True, exist_ok=True)
    settings = {"version": 1, "language": "en", "theme": "light", "zoom": "month"}
    (own_home / "config" / "settings.json").write_text(json.dumps(settings))
    made = Screen(tmp_path, plan_file)
    yield made
    made.close()


def plan_in(path: Path) -> Plan:
    """The plan as it is in the file now, while the program has it open."""
    document = PlanDocument.open(path, read_only=True)
    plan = document.plan
    document.close()
    return plan


def middle(place: list[int]) -> tuple[int, int]:
    return place[0] + place[2] // 2, place[1] + place[3] // 2


def next_step(screen: Screen, before: dict[str, Any], what: str) -> dict[str, Any]:
    return screen.wait(lambda told: told["seq"] == before["seq"] + 1, what)


def name_file(screen: Screen, path: Path) -> None:
    """Type the name of a file in the dialog that asks for one."""
    screen.wait(lambda told: told["modal"] == "QFileDialog" and "LineEdit" in told["focus"], "a question for a file")
    screen.keys("ctrl+a")
    screen.type(str(path))
    screen.keys("Return")


def test_open_edit_drag_link_undo_import_and_print(screen: Screen, plan_file: Path, tmp_path: Path) -> None:
    told = screen.wait(
        lambda told: told["active"].startswith("Small programme") and told["bars"], "the window on the plan"
    )

    # a name, typed in its cell
    screen.click(told["rows"]["MIN-2"])
    screen.wait(lambda told: told["chosen"] == ["MIN-2"], "the row is chosen")
    screen.keys("F2")
    screen.keys("ctrl+a")
    screen.type("First draft")
    screen.keys("Return")
    told = next_step(screen, told, "the new name")
    assert plan_in(plan_file).activities_by_key["MIN-2"].name == "First draft"

    # a bar, dragged to later
    before = plan_in(plan_file).activities_by_key["POL-1"].start_window
    bar = told["bars"]["POL-1"]
    screen.drag(middle(bar), (middle(bar)[0] + 60, middle(bar)[1]))
    told = next_step(screen, told, "the bar is moved")
    after = plan_in(plan_file).activities_by_key["POL-1"].start_window
    assert before is not None and after is not None and after.earliest > before.earliest

    # a link, by choosing two rows and a key
    screen.click(told["rows"]["MIN-3"])
    screen.click(told["rows"]["POL-1"], held="ctrl")
    screen.wait(lambda told: told["chosen"] == ["MIN-3", "POL-1"], "two rows are chosen")
    screen.keys("ctrl+l")
    told = next_step(screen, told, "the link")
    assert len(plan_in(plan_file).table("dependency")) == 3

    # undone, and done again
    screen.keys("ctrl+z")
    told = next_step(screen, told, "the link is undone")
    assert len(plan_in(plan_file).table("dependency")) == 2
    screen.keys("ctrl+y")
    told = next_step(screen, told, "the link is there again")

    # a workbook that comes back changed
    workbook = changed_workbook(plan_file, tmp_path)
    screen.keys("ctrl+i")
    name_file(screen, workbook)
    accept = "Take over what is ticked"
    told = screen.wait(lambda told: accept in told["buttons"], "what the workbook changes")  # reading takes a moment
    screen.click(told["buttons"][accept])
    screen.wait(lambda told: told["modal"] == "NoneType", "the import is over")
    assert plan_in(plan_file).activities_by_key["MIN-4"].name == "Letter to both Houses"

    # printed to a file
    pdf = tmp_path / "paper.pdf"
    screen.keys("ctrl+p")
    told = screen.wait(lambda told: told["active"] == "Print preview" and "PDF…" in told["buttons"], "the preview")
    screen.click(told["buttons"]["PDF…"])
    name_file(screen, pdf)
    screen.wait(lambda _: pdf.exists() and pdf.stat().st_size > 1000, "the file of paper")
    assert pdf.read_bytes().startswith(b"%PDF")
    screen.wait(lambda told: told["active"] == "Print preview", "the preview again")
    screen.keys("Escape")
    screen.wait(lambda told: told["active"].startswith("Small programme"), "the window again")

    screen.keys("ctrl+q")
    assert screen.program.wait(20) == 0
    assert "Traceback" not in screen.errors.read_text()


def changed_workbook(plan_file: Path, folder: Path) -> Path:
    """A workbook of the plan as it is now, in which somebody typed another name."""
    import openpyxl

    document = PlanDocument.open(plan_file, read_only=True)
    path = folder / "back.xlsx"
    write_workbook(document.plan, document.schedule, path, translator("en"), seq=document.last_seq)
    document.close()
    book = openpyxl.load_workbook(path)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == "Letter to Parliament":
                    cell.value = "Letter to both Houses"
    book.save(path)
    return path
