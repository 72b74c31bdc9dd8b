"""The start choice: recent plans with what they are about, and a new plan from a file of another program."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog

from planner.document import PlanDocument
from planner.storage.peek import peek
from planner.ui.commands import files
from planner.ui.main_window import MainWindow
from planner.ui.start import FROM_FILE, WHAT


def test_a_peek_reads_a_plan_also_while_it_is_open_and_changes_nothing(plan_file: Path, tmp_path: Path):
    before = plan_file.read_bytes()
    seen = peek(plan_file)
    assert seen is not None and (seen.name, seen.activities, seen.organisations) == ("Small programme", 6, 2)
    assert str(seen.status_date) == "2024-01-15" and plan_file.read_bytes() == before
    opened = PlanDocument.open(plan_file)
    assert peek(plan_file) is not None
    opened.close()


@pytest.mark.parametrize("content", [b"", b"no database at all", b"SQLite format 3\x00" + b"x" * 200])
def test_what_is_no_plan_gives_no_peek(tmp_path: Path, content: bytes):
    (tmp_path / "x.keten").write_bytes(content)
    assert peek(tmp_path / "x.keten") is None
    assert peek(tmp_path / "nothing.keten") is None


def test_recent_plans_tell_what_they_are_about_and_missing_ones_leave_the_list(
    controller, plan_file: Path, tmp_path: Path, qtbot
):
    gone = tmp_path / "gone.keten"
    controller.settings.recent_files = [str(plan_file), str(gone)]
    controller.offer_start()
    start = controller.window
    first, second = start.recent.item(0), start.recent.item(1)
    assert first.text().startswith("Small programme\nsmall.keten · status date 15 Jan")
    assert "2 organisations" in first.toolTip() and "no longer there" in second.text()
    start.recent.itemActivated.emit(second)
    assert start.recent.count() == 1 and controller.settings.recent_files == [str(plan_file)]
    assert "no longer there" in start.strip.text
    start.recent.itemActivated.emit(start.recent.item(0))
    assert isinstance(controller.window, MainWindow)


def test_a_plan_begins_with_a_workbook(controller, plan_file: Path, tmp_path: Path, qtbot, monkeypatch):
    source = tmp_path / "planning.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["Activiteit", "Begin", "Eind"],
        ["Opleiden", "2024-01-08", "2024-02-02"],
        ["Invoeren", "2024-02-05", "2024-03-01"],
    ):
        sheet.append(row)
    book.save(source)
    controller.offer_start()
    start = controller.window
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_w: (str(source), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_w: (str(tmp_path / "new.keten"), ""))
    item = next(
        start.templates.item(n)
        for n in range(start.templates.count())
        if start.templates.item(n).data(WHAT) == FROM_FILE
    )
    shown: list[str] = []

    def look() -> None:
        found = QApplication.activeModalWidget()
        if found is not None:
            shown.append(type(found).__name__)
            found.close()

    watch = QTimer()
    watch.timeout.connect(look)
    watch.start(50)
    start.templates.itemActivated.emit(item)
    assert isinstance(controller.window, MainWindow) and controller.document.path == tmp_path / "new.keten"
    qtbot.waitUntil(lambda: bool({"SheetWizard", "ImportPreview", "MergeReview"} & set(shown)), timeout=8000)
    watch.stop()


def test_a_plan_in_another_window_is_another_process(window, plan_file: Path, monkeypatch, tmp_path: Path):
    started: list[list[str]] = []
    monkeypatch.setattr(
        files.QProcess, "startDetached", lambda program, arguments: (started.append([program, *arguments]) or True, 1)
    )
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_w: (str(tmp_path / "other.keten"), ""))
    window.board.actions["plan.beside"].trigger()
    assert started and started[0][-1].endswith("other.keten") and "planner" in started[0]
    monkeypatch.setattr(files.QProcess, "startDetached", lambda program, arguments: (False, 0))
    window.board.actions["plan.beside"].trigger()
    assert "could not be opened" in window.strip.text
