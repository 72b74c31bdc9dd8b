"""The chance and the quality of the plan in the window: worked out beside it, kept, stale, refused."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from planner.application.templates import template_plan
from planner.document import PlanDocument
from planner.domain.chance.kept import latest
from planner.domain.edits import edit_row
from planner.domain.model import Activity
from planner.language import translator
from planner.storage.plan_file import PlanFile
from planner.ui.panels.chance import ChancePanel, QualityPanel
from planner.ui.selection import Selection


def opened(path: Path) -> PlanDocument:
    PlanFile.create(path, template_plan("wsm-2022")).close()
    return PlanDocument.open(path)


def test_that_a_chance_is_worked_out_kept_and_goes_stale(qtbot: QtBot, tmp_path: Path):
    document = opened(tmp_path / "p.keten")
    panel = ChancePanel(document, translator("en"), Selection())
    qtbot.addWidget(panel)
    panel.show()
    assert panel.curve.isHidden() and not panel.tables()
    panel.compute.click()
    qtbot.waitUntil(lambda: latest(document.plan) is not None, timeout=60_000)
    assert not panel.curve.isHidden() and panel.curve.accessibleDescription() and len(panel.tables()) >= 5
    assert "%" in panel.lead.text() and "agrees" in panel.state.text()
    activity = next(a for a in document.plan.rows(Activity) if a.duration_minutes and not a.has_happened)
    document.do(edit_row(activity, duration_minutes=activity.duration_minutes * 2))
    panel.refresh()
    assert "out of date" in panel.state.text() and "Out of date" in panel.lead.text()
    document.undo()
    panel.refresh()
    assert "agrees" in panel.state.text()
    document.close()


def test_that_the_measures_are_shown_and_lead_with_the_verdict(qtbot: QtBot, tmp_path: Path):
    document = opened(tmp_path / "p.keten")
    panel = QualityPanel(document, translator("nl"), Selection())
    qtbot.addWidget(panel)
    panel.show()
    assert panel.lead.text().startswith("Nee, nog niet") and [t.rowCount() for t in panel.tables()][1:] == [6, 14, 10]
    document.close()
