"""Go or no-go, letters, risks and points of attention in the window."""

from __future__ import annotations

from datetime import date

import pytest

from planner.application.change_words import added
from planner.domain import edits
from planner.domain.control.go_no_go import verdict
from planner.domain.model import Agreement, Commitment, CommitmentKind, Criterion, Risk, Source
from planner.ui.commands.editing import agree, has_chain_link
from planner.ui.menus import MENUS
from planner.ui.panels.findings import FindingRegister
from planner.ui.panels.report_panel import GoNoGoPanel, LetterPanel
from planner.ui.panels.steering import RiskPanel


@pytest.fixture
def police(window):
    return window.document.plan.organisations_by_code["POL"]


def put(window, row) -> None:
    window.document.do(added(window.document.plan, row, window.translator))


def test_that_go_no_go_follows_the_plan_and_its_day(window, police, qtbot):
    window.show_view("go-no-go")
    panel = window.findChild(GoNoGoPanel)
    assert panel.tables()[0].item(0, 0).text().startswith("No criteria")
    put(window, Criterion(organisation_id=police.id, name="Trained"))
    qtbot.waitUntil(lambda: "No-go: 1 mandatory point" in panel.tables()[0].item(0, 0).text())
    assert panel.tables()[1].item(0, 1).text() == "Trained"
    panel.day.setText("1 March 2024")
    panel.day.editingFinished.emit()
    assert "1 March 2024" in panel.subtitle.text()
    panel.day.setText("no day")
    panel.day.editingFinished.emit()
    assert "1 March 2024" in panel.subtitle.text()
    assert verdict(window.document.plan, window.document.schedule, date(2024, 3, 1)).on == date(2024, 3, 1)


def test_that_letters_tell_what_they_settle_and_lead_to_it(window, qtbot):
    letter = Source(key="BR-1", title="Letter", on=date(2024, 1, 2))
    put(window, letter)
    promise = Commitment(key="TZ-1", kind=CommitmentKind.COMMITMENT, title="Tell Parliament", made_in_id=letter.id)
    put(window, promise)
    window.show_view("letters")
    panel = window.findChild(LetterPanel)
    (table,) = panel.tables()
    assert table.accessibleName() == "Letter: promises"
    table.setCurrentCell(0, 0)
    table.activated.emit(table.currentIndex())
    assert window.selection.chosen == (promise.id,)


def test_that_a_cell_of_the_matrix_chooses_its_risks(window, qtbot):
    for number, (probability, impact) in enumerate(((4, 5), (2, 2)), start=1):
        put(window, Risk(key=f"RIS-{number}", title=f"Risk {number}", probability=probability, impact=impact))
    window.show_view("risks")
    panel = window.findChild(RiskPanel)
    assert panel.matrix.item(1, 4).text().endswith("1")
    panel.matrix.setCurrentCell(1, 4)
    assert panel.register.order.rowCount() == 1
    panel.matrix.clearSelection()
    assert panel.register.order.rowCount() == 2


def test_that_a_finding_is_taken_off_paper_and_put_back(window, qtbot):
    put(window, Risk(key="RIS-1", title="Risk", probability=5, impact=5))
    window.show_view("findings")
    panel = window.findChild(FindingRegister)
    row = next(n for n in range(panel.order.rowCount()) if "has no measure" in panel.order.index(n, 1).data())
    panel.table.selectRow(row)
    panel.paper_it.click()
    (choice,) = window.document.plan.attention_choices
    assert not choice.on_paper
    panel.toggle_paper()
    assert not window.document.plan.attention_choices


def test_that_a_chain_dependency_becomes_an_agreement(window, key_of, qtbot):
    document = window.document
    document.do(edits.link(document.plan, key_of("MIN-3"), key_of("POL-1")))
    window.selection.choose(key_of("MIN-3"), key_of("POL-1"))
    assert has_chain_link(window)
    agree(window)
    (made,) = document.plan.agreements
    assert isinstance(made, Agreement) and made.activity_id == key_of("MIN-3")
    document.undo()
    assert not document.plan.agreements


def test_that_no_menu_names_an_action_that_is_not_there():
    from planner.ui.actions import ACTIONS, CHOICES

    known = {spec.name for spec in (*ACTIONS.values(), *CHOICES.values())} | {"-"}
    assert {name for _, names in MENUS for name in names} <= known
