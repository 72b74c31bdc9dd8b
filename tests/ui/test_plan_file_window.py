"""Plan files of other programs through the window: read in the background, shown, taken over, undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from planner.errors import FileTrouble
from planner.formats.msproject import java
from planner.ui.commands import plan_files
from planner.ui.dialogs.import_preview import ImportPreview
from planner.ui.dialogs.plan_file import PlanFileDialog
from planner.ui.dialogs.waiting import WaitDialog, wait_for

PLANS = Path(__file__).parents[2].parent / "shared" / "data" / "plans"
SLACK = PLANS / "mpxj__slack9.mpp"

pytestmark = [
    pytest.mark.skipif(not java.is_installed(), reason="the extra [msproject] is not installed"),
    pytest.mark.skipif(not SLACK.exists(), reason="the real plan files are not here"),
]


def answer(kind: type[QDialog], act, seen: list[str]) -> QTimer:
    """Act on each dialog of a kind as soon as it is there."""
    timer = QTimer()

    def look() -> None:
        shown = QApplication.activeModalWidget()
        if isinstance(shown, kind) and shown.isVisible():
            seen.append(shown.windowTitle())
            act(shown)

    timer.timeout.connect(look)
    timer.start(20)
    return timer


def test_a_plan_file_comes_in_as_one_organisations_part_and_goes_again(window):
    seen: list[str] = []

    def choose(dialog: PlanFileDialog) -> None:
        dialog.owner.setCurrentIndex(dialog.owner.findData("POL"))
        dialog.accept()

    timers = [answer(PlanFileDialog, choose, seen), answer(ImportPreview, lambda dialog: dialog.accept(), seen)]
    before = window.document.plan
    plan_files.bring_in(window, SLACK)
    for timer in timers:
        timer.stop()
    after = window.document.plan
    police = after.organisations_by_code["POL"]
    brought = [a for a, _ in after.outline if a.source_uid]
    assert len(brought) == 15
    assert {a.organisation_id for a in brought} == {police.id}
    assert len(seen) == 2
    window.document.undo()
    for kind in ("activity", "dependency", "calendar", "organisation", "programme"):
        assert window.document.plan.table(kind) == before.table(kind)


def test_that_stopping_leaves_the_plan_alone(window):
    seen: list[str] = []
    timer = answer(WaitDialog, lambda dialog: dialog.reject(), seen)
    before = window.document.plan
    plan_files.bring_in(window, SLACK)
    timer.stop()
    assert seen
    assert window.document.plan == before


def test_that_what_goes_wrong_in_the_background_is_told(window):
    def fail(_task):
        raise FileTrouble("This file is odd.")

    with pytest.raises(FileTrouble):
        wait_for(window, window.translator, "Odd", fail)
