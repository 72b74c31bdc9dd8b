"""A small programme of our own in a real file, and a real window on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.model import Activity, ActivityKind, Dependency, Gate, Organisation, OrganisationKind, Programme
from planner.domain.plan import Plan

DAY = 480


def small_plan() -> Plan:
    """Two organisations; preparation with three activities, a milestone in words, and entry into force."""
    ministry = Organisation(code="MIN", name="Ministry", kind=OrganisationKind.MINISTRY, position=1)
    police = Organisation(code="POL", name="Police", position=2)
    phase = Activity(
        key="MIN-1", name="Preparation", kind=ActivityKind.SUMMARY, organisation_id=ministry.id, position=1
    )
    draft = Activity(
        key="MIN-2",
        name="Draft",
        organisation_id=ministry.id,
        parent_id=phase.id,
        position=1,
        duration_minutes=20 * DAY,
        start_window=ImpreciseDate.exact(date(2024, 1, 8)),
    )
    review = Activity(
        key="MIN-3",
        name="Review",
        organisation_id=ministry.id,
        parent_id=phase.id,
        position=2,
        duration_minutes=10 * DAY,
        start_window=ImpreciseDate.exact(date(2024, 3, 4)),
    )
    training = Activity(
        key="POL-1",
        name="Training",
        organisation_id=police.id,
        position=2,
        duration_minutes=30 * DAY,
        start_window=ImpreciseDate.exact(date(2024, 4, 1)),
    )
    letter = Activity(
        key="MIN-4",
        name="Letter to Parliament",
        kind=ActivityKind.MILESTONE,
        organisation_id=ministry.id,
        position=3,
        duration_minutes=0,
        start_window=ImpreciseDate(date(2024, 6, 1), date(2024, 9, 1), "summer 2024"),
    )
    entry = Activity(
        key="MIN-5",
        name="Entry into force",
        kind=ActivityKind.MILESTONE,
        gate=Gate.ENTRY,
        organisation_id=ministry.id,
        position=4,
        duration_minutes=0,
        start_window=ImpreciseDate.exact(date(2024, 10, 1)),
    )
    links = [
        Dependency(predecessor_id=draft.id, successor_id=review.id),
        Dependency(predecessor_id=training.id, successor_id=entry.id),
    ]
    programme = Programme(name="Small programme", status_date=date(2024, 1, 15))
    return Plan.of([programme, ministry, police, phase, draft, review, training, letter, entry, *links])


@pytest.fixture(autouse=True)
def no_key_stays_down(qapp) -> Iterator[None]:
    """Keys that a test held down (Ctrl, Shift) are not held in the next: tables select by them."""
    yield
    if qapp.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        somewhere = QWidget()
        QTest.keyClick(somewhere, Qt.Key.Key_F35)
        QTest.mouseClick(somewhere, Qt.MouseButton.RightButton)


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    """A file with the small programme, closed."""
    from planner.document import PlanDocument

    path = tmp_path / "small.keten"
    PlanDocument.create(path, small_plan()).close()
    return path


@pytest.fixture
def controller(qapp) -> Iterator:
    """The program around a window, in English and light."""
    from planner.app import ApplicationController
    from planner.settings import Settings

    made = ApplicationController(qapp, Settings(language="en", theme="light", reduce_motion=True))
    yield made
    made.quit()
    if made.window is not None:
        made.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(controller, plan_file: Path, qtbot):
    """A shown window on the small programme."""
    assert controller.open_plan(plan_file)
    with qtbot.waitExposed(controller.window):
        controller.window.show()
    controller.window.resize(1440, 900)  # wider than the screen that tests have
    settle(qtbot)
    return controller.window


def settle(qtbot) -> None:
    """Let everything happen that was put off to the end of what goes on."""
    qtbot.wait(30)


@pytest.fixture
def key_of(window) -> Callable[[str], UUID]:
    """Id of an activity by its key."""
    return lambda key: window.document.plan.activities_by_key[key].id
