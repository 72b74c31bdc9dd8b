"""The dialog of the status date: it tells what becomes late, and takes answers with the date as one step."""

from __future__ import annotations

from datetime import date

import pytest

from planner.application.templates import template_plan
from planner.document import PlanDocument
from planner.domain.control.status_date import Said, look_ahead
from planner.language import translator
from planner.ui.dialogs.assuming import AssumptionsDialog
from planner.ui.dialogs.status_date import StatusDateDialog
from planner.ui.tables.row_filter import Standing, hits
from planner.ui.tables.state_chips import StateChips


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


def test_that_a_reason_makes_a_value_an_assumption_and_none_makes_it_given(document, qtbot):
    activity = document.plan.activities_by_key["JENV-7"]
    dialog = AssumptionsDialog(document, translator("nl"), activity.id)
    qtbot.addWidget(dialog)
    field = dialog.reasons[activity.id, "duration_minutes"]
    assert field.text()  # as the template says
    field.setText("")
    links = [each for place, each in dialog.reasons.items() if place[0] != activity.id]
    links[0].setText("niemand heeft gezegd dat het daarop wacht")
    dialog.accept()
    plan = document.plan
    assert not plan.assumptions(activity.id)
    (link,) = plan.predecessors(activity.id)
    assert [row.reason for row in plan.assumptions(link.id)] == ["niemand heeft gezegd dat het daarop wacht"]
    document.undo()
    assert document.plan.assumptions(activity.id)


def test_that_chips_count_and_filter_what_the_states_say(document, qtbot):
    document.do(look_ahead(document.plan, document.schedule, date(2023, 2, 1)).step)
    chips = StateChips(document, translator("nl"))
    qtbot.addWidget(chips)
    late = chips.chips[Standing.LATE]
    assert late.text() == "! te laat 9"
    asked = []
    chips.wanted.connect(asked.append)
    late.click()
    assert len(hits(document.plan, document.schedule, asked[0].filter)) == 9
