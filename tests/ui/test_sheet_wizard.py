"""Sheets of somebody else through the window: the wizard, its preview, and what is taken over."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QPushButton

from planner.domain.model import Activity
from planner.formats.foreign import Target, open_book
from planner.formats.foreign.draft import Draft, known_mappings
from planner.ui.commands.replies import take_in_files
from planner.ui.dialogs.import_preview import ImportPreview
from planner.ui.dialogs.sheet_columns import HOLDS, HOW
from planner.ui.dialogs.sheet_wizard import SheetWizard
from planner.ui.dialogs.waiting import PATIENCE, WaitDialog, wait_for
from planner.ui.panels.controls import Choices

LIST: list[list[Any]] = [
    ["Activity", "Start", "Finish", "Owner"],
    ["Train the units", "04/05/2024", "end of 2024", "project lead"],
    ["Write instructions", "06/07/2024", datetime(2024, 9, 1), "staff"],
]


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    book = Workbook()
    assert book.active is not None
    for row in LIST:
        book.active.append(row)
    book.save(tmp_path / "from them.xlsx")
    return tmp_path / "from them.xlsx"


@pytest.fixture
def wizard(window, sheet: Path, qtbot) -> SheetWizard:
    plan = window.document.plan
    dialog = SheetWizard(Draft(open_book(sheet), plan), plan, window.translator, window)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def press(dialog: SheetWizard, text: str, qtbot) -> None:
    button = next(b for b in dialog.findChildren(QPushButton) if b.text() == text)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.wait(200)


def choices(wizard: SheetWizard, row: int, at: int) -> Choices:
    box = wizard.columns.cellWidget(row, at)
    assert isinstance(box, Choices)
    return box


def test_that_an_ambiguous_date_is_asked_with_both_readings(wizard: SheetWizard, qtbot):
    assert not wizard.accepting.isEnabled()
    assert {b.text() for b in wizard.findChildren(QPushButton)} >= {"4 May 2024", "5 April 2024"}
    press(wizard, "5 April 2024", qtbot)
    assert wizard.accepting.isEnabled()
    assert not wizard.questions.isVisible()
    assert wizard.preview.rows.item(0, 1).text() == "5 April 2024"


def test_that_the_preview_follows_what_a_column_is_said_to_hold(wizard: SheetWizard, qtbot):
    press(wizard, "4 May 2024", qtbot)
    box = choices(wizard, 3, HOLDS)
    box.setCurrentIndex(box.findData(Target.NOTE))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: wizard.preview.rows.item(0, 8).text() == "Owner: project lead")
    assert wizard.preview.rows.item(0, 6).text() == ""


def test_that_a_date_column_offers_its_order_and_others_do_not(wizard: SheetWizard):
    assert isinstance(wizard.columns.cellWidget(1, HOW), Choices)
    assert wizard.columns.cellWidget(3, HOW) is None


def test_that_moving_the_header_proposes_the_columns_anew(wizard: SheetWizard, qtbot):
    wizard.header.setValue(2)
    assert wizard.columns.item(0, 0).text() == "A  Train the units"
    wizard.header.setValue(1)
    assert wizard.columns.item(0, 0).text() == "A  Activity"


def test_that_every_field_has_an_accessible_name(wizard: SheetWizard):
    for field in wizard.findChildren(Choices):
        assert field.accessibleName()


def test_that_a_sheet_goes_from_the_wizard_into_the_plan_as_one_step(window, sheet: Path, qtbot):
    seen: list[str] = []
    plan = window.document.plan

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, SheetWizard) and "wizard" not in seen:
            seen.append("wizard")
            press(dialog, "4 May 2024", qtbot)
            dialog.owner.setCurrentIndex(dialog.owner.findData("POL"))
            dialog.owner.activated.emit(dialog.owner.currentIndex())
            dialog.keeping.setChecked(True)
            dialog.keep_name.setText("Police list")
            dialog.accept()
        elif isinstance(dialog, ImportPreview) and "preview" not in seen:
            seen.append("preview")
            dialog.accept()

    timer = QTimer()
    timer.timeout.connect(answer)
    timer.start(20)
    take_in_files(window, window.document, window.translator, [sheet])
    timer.stop()
    assert seen == ["wizard", "preview"]
    new = [a for a in window.document.plan.rows(Activity) if a.id not in plan.table("activity")]
    assert {a.name for a in new} == {"Train the units", "Write instructions"}
    owner = window.document.plan.organisations_by_code["POL"]
    assert all(a.organisation_id == owner.id for a in new)
    assert next(a for a in new if a.name.startswith("Train")).start_window.earliest == date(2024, 5, 4)
    assert known_mappings() == ("Police list",)
    window.document.undo()
    assert window.document.plan.table("activity") == plan.table("activity")


def test_that_leaving_the_wizard_changes_nothing(window, sheet: Path, qtbot):
    plan, seq = window.document.plan, window.document.last_seq

    def leave() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, SheetWizard):
            dialog.reject()

    timer = QTimer()
    timer.timeout.connect(leave)
    timer.start(20)
    take_in_files(window, window.document, window.translator, [sheet])
    timer.stop()
    assert (window.document.plan, window.document.last_seq) == (plan, seq)


def test_that_long_work_shows_progress_and_can_be_stopped(window, qtbot):
    shown: list[WaitDialog] = []

    def stop() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, WaitDialog) and dialog.bar.maximum() == 100:
            shown.append(dialog)
            dialog.reject()

    def work(task) -> str:
        import time

        for done in range(1000):
            task.notify("taking", done % 100, 100)
            time.sleep(0.01)
            task.check()
        return "ended"

    timer = QTimer()
    timer.timeout.connect(stop)
    timer.start(20)
    assert wait_for(window, window.translator, "Import", work) is None
    timer.stop()
    assert shown


def test_that_short_work_shows_no_dialog(window, monkeypatch):
    monkeypatch.setattr(WaitDialog, "exec", lambda _self: pytest.fail("a dialog was shown"))
    assert wait_for(window, window.translator, "Import", lambda _task: 7) == 7
    assert PATIENCE < 1
