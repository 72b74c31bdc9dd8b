"""In the window: trend, moving entry into force, the reason that is asked for, and scenarios in their own window."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtTest import QTest

from planner.application.templates import template_plan
from planner.document import PlanDocument
from planner.domain import edits
from planner.domain.changes import merged
from planner.domain.control.what_if import DateChange, step_for
from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.model import Decision, Gate, Stage
from planner.ui.commands import law
from planner.ui.dialogs.decision import DecisionDialog
from planner.ui.dialogs.move_entry import MoveEntryDialog


def entry_to(document: PlanDocument, day: date) -> None:
    entry = document.plan.entry
    assert entry is not None
    document.do(step_for(document.plan, document.schedule, DateChange(entry.id, day)))


def entry_day(document: PlanDocument) -> date:
    assert document.plan.entry is not None
    return document.schedule[document.plan.entry.id].finish.date()


@pytest.fixture
def steered(controller, tmp_path):
    """A window on the letter's plan."""
    assert controller.new_plan("wsm-2022", tmp_path / "wsm.keten")
    return controller.window


def test_that_moving_entry_into_force_tells_first_and_is_one_step_with_a_decision(steered):
    window, document = steered, steered.document
    before = document.plan
    dialog = MoveEntryDialog(document, window.translator, window.selection, window)
    dialog.day.setCurrentIndex(dialog.day.findData("2024-01-01"))
    assert dialog.found is not None
    assert {f.rule for f in dialog.found.broken} >= {"entry-missed", "publication-late"}
    assert document.plan is before
    dialog.do()
    assert document.plan is before  # no reason yet: refused
    dialog.form.reason.setText("De keten is eerder klaar")
    dialog.form.decider.setText("Stuurgroep")
    dialog.do()
    assert entry_day(document) == date(2024, 1, 1)
    (decision,) = document.plan.rows(Decision)
    assert decision.date_after is not None and decision.date_after.date() == date(2024, 1, 1)
    document.undo()
    assert entry_day(document) == date(2024, 7, 1)
    assert document.plan.decisions == ()


def test_that_a_moved_mandatory_milestone_asks_why_and_keeps_the_answer(steered):
    window, document = steered, steered.document
    entry_to(document, date(2025, 1, 1))
    window.moves.look()
    assert "JENV-12" in window.strip.text
    window.strip.act()
    dialog = window.findChild(DecisionDialog)
    dialog.form.reason.setText("De keten heeft meer tijd nodig")
    dialog.form.decider.setText("Stuurgroep")
    dialog.accept()
    assert [d.reason for d in document.plan.decisions] == ["De keten heeft meer tijd nodig"]
    document.undo()
    window.moves.look()
    assert document.plan.decisions == ()


def test_that_all_mandatory_milestones_that_one_edit_moves_are_asked_about(steered):
    window, document = steered, steered.document
    ready = [a for a, _ in document.plan.outline if a.gate is Gate.READY]
    later = {a.id: ImpreciseDate.exact(date(2024, 5, 31)) for a in ready}
    steps, plan = [], document.plan
    for row_id, day in later.items():
        steps.append(edits.set_field(plan, plan.activity(row_id), "start_window", day))
        plan = plan.with_step(steps[-1])
    document.do(merged("rows.edit", steps, {"count": str(len(steps))}))
    window.moves.look()
    assert "moved too" in window.strip.text or "ook verschoven" in window.strip.text
    window.strip.act()
    dialog = window.findChild(DecisionDialog)
    moved = len(dialog.moved)
    assert moved == len(dialog.ticks) >= 2
    dialog.ticks[0].setChecked(False)
    dialog.form.reason.setText("Meer opleiding nodig")
    dialog.accept()
    assert document.plan.decisions == (), "who decided is not said yet"
    dialog.form.decider.setText("Stuurgroep")
    before = document.last_seq
    dialog.accept()
    assert len(document.plan.decisions) == moved - 1 and document.last_seq == before + 1
    assert len({d.key for d in document.plan.decisions}) == moved - 1


def test_that_branches_and_what_follows_are_commands(steered):
    window, document = steered, steered.document
    law.council_again(window)
    law.second_report(window)
    law.after_the_law(window)
    stages = [a.stage for a, _ in document.plan.outline]
    assert stages.count(Stage.CABINET) == 2
    assert Stage.EVALUATION in stages and Stage.EARLY_REVIEW in stages
    for _ in range(3):
        document.undo()
    assert not document.can_undo()


def test_that_a_scenario_is_edited_beside_the_plan_and_adopted_as_one_step(steered):
    window, document = steered, steered.document
    window.show_view("scenarios")
    panel = window._views["scenarios"]
    panel.make()
    panel.list.table.selectRow(0)
    panel.open()
    controller = next(iter(panel.open_ones.values()))
    entry_to(controller.document, date(2025, 1, 1))
    assert entry_day(document) == date(2024, 7, 1)
    panel.make()
    moving = panel.beside.tables()[0]
    heads = [moving.horizontalHeaderItem(n).text() for n in range(moving.columnCount())]
    assert heads == ["No.", "Activity", "Plan", "Scenario 1", "Scenario 2"]
    entry = document.plan.entry.key
    row = next(n for n in range(moving.rowCount()) if moving.item(n, 0).text() == entry)
    assert [moving.item(row, n).text() for n in (2, 3, 4)] == ["1 Jul 2024", "1 Jan 2025", "1 Jul 2024"]
    assert moving.item(row, 3).font().bold() and not moving.item(row, 4).font().bold()
    document.undo()
    panel.list.table.selectRow(0)
    panel.adopt()
    assert entry_day(document) == date(2025, 1, 1)
    assert document.plan.scenarios == () and not controller.is_open
    document.undo()
    assert entry_day(document) == date(2024, 7, 1)
    assert len(document.plan.scenarios) == 1


@pytest.mark.parametrize("template", ["wsm-verloop", "wsm-2022"])
def test_that_the_trend_view_shows_lines_or_says_what_it_needs(controller, tmp_path, template: str):
    assert controller.new_plan(template, tmp_path / "p.keten")
    controller.window.show_view("trend")
    QTest.qWait(1)
    panel = controller.window._views["trend"]
    names = [mark.text for mark in panel.chart.scene.marks]
    if template == "wsm-2022":
        assert names == [] and panel.rows() == ()
    else:
        assert any("98" in name and "JENV-17" in name for name in names)
        assert len(panel.rows()) == len(template_plan(template).outline)
