"""The review of a workbook that came back: what is ticked is taken over, what is not is kept as a remark."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from conftest import small_plan
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from planner.application.importing import read_incoming
from planner.application.remarks import with_remarks
from planner.document import PlanDocument
from planner.domain import edits
from planner.domain.model import Remark
from planner.formats.excel import write_workbook
from planner.language import translator
from planner.ui.commands.dropping import dropped_files
from planner.ui.dialogs.merge_review import MergeReview

NL = translator("nl")
NOW = datetime(2026, 11, 24, 12, 0)


@pytest.fixture
def document(tmp_path: Path):
    opened = PlanDocument.create(tmp_path / "plan.keten", small_plan())
    yield opened
    opened.close()


@pytest.fixture
def review(document: PlanDocument, tmp_path: Path, qtbot):
    path = tmp_path / "uit.xlsx"
    write_workbook(document.plan, document.schedule, path, NL, seq=document.last_seq)
    document.do(edits.edit_row(document.plan.activities_by_key["POL-1"], percent_complete=70))
    fill_in(path)
    incoming = read_incoming(path, document.plan, as_of=document.plan_as_of)
    dialog = MergeReview(
        document, NL, incoming, lambda merge, taken: with_remarks(replace(incoming, merge=merge), taken, NOW, NL)
    )
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def fill_in(path: Path) -> None:
    """What the police change in their workbook: progress, a name, and a new row."""
    book = load_workbook(path)
    sheet = next(s for s in book.worksheets if s.max_row > 1 and any(c.value == "activity.name" for c in s[2]))
    at = {cell.value: cell.column for cell in sheet[2]}
    row = next(r for r in range(4, sheet.max_row + 1) if sheet.cell(r, at["activity.key"]).value == "POL-1")
    sheet.cell(row, at["activity.percent_complete"]).value = 0.8
    sheet.cell(row, at["activity.name"]).value = "Andere naam"
    new = sheet.max_row + 1
    sheet.cell(new, at["activity.name"]).value = "Van hen"
    sheet.cell(new, at["activity.organisation_id"]).value = "POL"
    book.save(path)


def ticks(review: MergeReview) -> dict[str, bool]:
    return {f"{line.change.key} {line.change.field}": line.taken for line in review.all_lines()}


def test_that_conflicts_come_first_and_are_not_ticked(review: MergeReview):
    lines = review.all_lines()
    assert (lines[0].change.field, lines[0].taken) == ("percent_complete", False)
    assert all(line.taken for line in lines[1:])
    assert "1 door beide gewijzigd" in review.summary.text()
    assert "speling" in review.effect.text()


def test_that_what_is_ticked_is_taken_over_and_the_rest_kept_as_a_remark(document: PlanDocument, review: MergeReview):
    review.accept()
    row = document.plan.activities_by_key["POL-1"]
    assert (row.name, row.percent_complete) == ("Andere naam", 70)
    assert any(a.name == "Van hen" for a, _ in document.plan.outline)
    assert [remark.about_id for remark in document.plan.rows(Remark)] == [row.id]
    document.undo()
    assert document.plan.activities_by_key["POL-1"].name != "Andere naam"


def test_that_a_new_row_is_taken_over_whole_or_not_at_all(review: MergeReview):
    new = next(line for line in review.all_lines() if line.change.about.endswith("Van hen"))
    review.toggle(new.number)
    assert not any(line.taken for line in review.all_lines() if line.change.about.endswith("Van hen"))
    review.toggle(new.number)
    assert all(line.taken for line in review.all_lines() if line.change.about.endswith("Van hen"))


def test_that_space_and_the_buttons_tick_the_chosen_lines(review: MergeReview, qtbot):
    table = review.lines.table
    review.activateWindow()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert ticks(review)["POL-1 percent_complete"]
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert not ticks(review)["POL-1 percent_complete"]


def test_that_files_of_this_machine_can_be_dropped(tmp_path: Path):
    there = tmp_path / "a.xlsx"
    there.write_bytes(b"x")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(there)), QUrl("https://example.org/b.xlsx"), QUrl.fromLocalFile("/niet/er")])
    assert dropped_files(data) == [there]


def test_that_a_dropped_plan_is_opened(window, controller, tmp_path: Path, qtbot):
    other = tmp_path / "ander.keten"
    PlanDocument.create(other, small_plan()).close()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(other))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    coming = QDragEnterEvent(QPoint(10, 10), copy, data, left, none)
    QApplication.sendEvent(window, coming)
    assert coming.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(10, 10), copy, data, left, none))
    qtbot.waitUntil(lambda: controller.window.document.path == other)
