"""The view of update rounds, and its dialogs, with real workbooks written and taken in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from planner.domain.control import rounds
from planner.domain.model import Reply
from planner.ui.commands.replies import take_in_files
from planner.ui.dialogs.merge_review import MergeReview
from planner.ui.dialogs.rounds import CloseRoundDialog, CoveringTextsDialog, StartRoundDialog


@pytest.fixture
def panel(window, qtbot):
    window.show_view("rounds")
    qtbot.wait(10)
    return window._views["rounds"]


def answering(kind: type, seen: list, answer) -> QTimer:
    """Answer a dialog of a kind once it is there."""
    timer = QTimer()

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind) and not seen:
            seen.append(dialog)
            answer(dialog)

    timer.timeout.connect(look)
    timer.start(10)
    return timer


def test_that_a_round_goes_from_start_to_close(window, panel, qtbot, tmp_path: Path):
    assert "start a round" in panel.advice.text()
    assert not panel.close_it.isEnabled()
    seen: list = []
    folder = tmp_path / "uit"

    def fill(dialog: StartRoundDialog) -> None:
        dialog.folder.setText(str(folder))
        dialog.accept()

    keep = answering(StartRoundDialog, seen, fill)
    panel.start.click()
    keep.stop()
    assert seen
    each = rounds.open_round(window.document.plan)
    assert each is not None
    books = sorted(folder.glob("*.xlsx"))
    assert [book.name.rpartition(" ")[2] for book in books] == ["MIN.xlsx", "POL.xlsx"]
    assert "Police" in panel.advice.text()
    taken: list = []
    keep = answering(MergeReview, taken, lambda dialog: dialog.accept())
    take_in_files(panel, window.document, window.translator, [books[1]])
    keep.stop()
    assert taken
    (reply,) = window.document.plan.rows(Reply)
    assert reply.file_name == books[1].name
    assert "Police" not in panel.advice.text()
    closed: list = []
    keep = answering(CloseRoundDialog, closed, lambda dialog: dialog.accept())
    panel.close_it.click()
    keep.stop()
    assert closed
    assert rounds.open_round(window.document.plan) is None
    assert len(window.document.plan.baselines) == 1


def test_that_a_round_without_anybody_or_a_name_is_not_started(window, qtbot, tmp_path: Path):
    dialog = StartRoundDialog(window.document.plan, window.translator, tmp_path, date(2024, 1, 15), window)
    qtbot.addWidget(dialog)
    dialog.name.setText(" ")
    dialog.accept()
    assert dialog.trouble.text()
    assert not dialog.result()


def test_that_a_covering_text_can_be_copied(window, panel, qtbot):
    plan = window.document.plan
    ids = [organisation.id for organisation in plan.organisations]
    window.document.do(rounds.start_round(plan, "January", date(2024, 1, 15), date(2024, 1, 29), ids, 0))
    each = rounds.open_round(window.document.plan)
    dialog = CoveringTextsDialog(window.document.plan, each, window.translator, window)
    qtbot.addWidget(dialog)
    dialog.who.setCurrentIndex(1)
    dialog._copy()
    assert "January POL.xlsx" in QApplication.clipboard().text()
