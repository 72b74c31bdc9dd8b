"""The dialog of the status date: it tells what becomes late, and takes answers with the date as one step."""

from __future__ import annotations

from datetime import date

import pytest

from planner.application.templates import template_plan
from planner.document import PlanDocument
from planner.domain.control.status_date import Said
from planner.language import translator
from planner.ui.dialogs.status_date import StatusDateDialog


@pytest.fixture
def document(tmp_path):
    made = PlanDocument.create(tmp_path / "brief.keten", template_plan("wsm-2022"))
    yield made
    made.close()


@pytest.mark.parametrize("code", ["nl", "en"])
def test_that_the_dialog_previews_asks_and_sets(document, qtbot, code):
    dialog = StatusDateDialog(document, translator(code))
    qtbot.addWidget(dialog)
    before = document.plan
    dialog.day.setText("1 februari 2023")
    dialog.preview()
    assert document.plan is before and dialog.questions
    by_key = {document.plan.activity(row_id).key: each for row_id, each in dialog.questions.items()}
    assert "JENV-6" in by_key and "2025" in dialog.answer.text()
    bill = by_key["JENV-6"]
    bill.said.setCurrentIndex(bill.said.findData(Said.DONE.value))
    assert bill.when.isEnabled()
    bill.when.setText("10 oktober 2022")
    dialog.accept()
    plan = document.plan
    assert plan.programme.status_date == date(2023, 2, 1)
    done = plan.activities_by_key["JENV-6"].actual_finish
    assert done is not None and done.date() == date(2022, 10, 10)
    document.undo()
    assert document.plan == before


def test_that_a_day_that_cannot_be_is_said_and_sets_nothing(document, qtbot):
    dialog = StatusDateDialog(document, translator("en"))
    qtbot.addWidget(dialog)
    for text in ("in 2023", "31-12-9999", "with the hat in hand"):
        dialog.day.setText(text)
        dialog.preview()
        assert not dialog.accepting.isEnabled() and dialog.told.text()
