"""Earlier versions in the window: listed, put back with the present file kept, offered where opening fails."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from planner.app import ApplicationController
from planner.application.templates import template_plan
from planner.application.versions import Soundness
from planner.document import PlanDocument
from planner.domain import edits
from planner.language import translator
from planner.settings import Settings
from planner.ui.dialogs.versions import VersionsDialog


@pytest.fixture
def controller(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("KETENPLANNER_HOME", str(tmp_path / "home"))
    made = ApplicationController(qapp, Settings(language="nl"))
    yield made
    made.quit()
    if made.window is not None:
        made.window.deleteLater()


@pytest.fixture
def plan(controller: ApplicationController, tmp_path: Path) -> Path:
    """A plan with a sound copy of yesterday's state, and a step since."""
    path = tmp_path / "wsm.keten"
    with closing(PlanDocument.create(path, template_plan("wsm-2022", None))) as document:
        document.do(edits.edit_row(document.plan.activities_by_key["POL-3"], name="Zoals het was"))
        assert document.keep_copy() is None
        document.do(edits.edit_row(document.plan.activities_by_key["POL-3"], name="Per ongeluk"))
    return path


def test_that_yesterday_is_back_in_three_clicks(controller: ApplicationController, plan: Path, qtbot):
    assert controller.open_plan(plan)
    dialog = VersionsDialog(plan, translator("nl"), controller, controller.window)
    qtbot.addWidget(dialog)
    sound = [v for v in dialog.versions if v.soundness is Soundness.SOUND]
    wanted = next(n for n, v in enumerate(dialog.versions) if v.steps == 1)
    assert len(sound) >= 2
    dialog.table.setCurrentItem(dialog.table.topLevelItem(wanted))
    assert dialog.table.topLevelItem(wanted).text(4) == "1 wijziging sindsdien"
    dialog.put_back()
    assert controller.document is not None
    assert controller.document.plan.activities_by_key["POL-3"].name == "Zoals het was"
    kept = [v for v in VersionsDialog(plan, translator("nl"), controller).versions if v.copy.origin.value == "restore"]
    assert len(kept) == 1


def test_that_a_plan_that_does_not_open_offers_its_versions(controller: ApplicationController, plan: Path, qtbot):
    content = bytearray(plan.read_bytes())
    content[2000:90_000] = b"\xff" * 88_000
    plan.write_bytes(content)
    controller.offer_start()
    assert not controller.open_plan(plan)
    assert controller.window is not None
    offers = [b for b in controller.window.findChildren(QPushButton) if b.text() == "Eerdere versies…"]
    assert len(offers) == 1
    dialog = VersionsDialog(plan, translator("nl"), controller, controller.window)
    qtbot.addWidget(dialog)
    assert dialog.version is not None
    assert dialog.salvage_button.isEnabled()
    dialog.put_back()
    assert controller.document is not None
    assert controller.document.path == plan
