"""What if, counting back and paths: the dialogs beside a real window on a real file."""

from __future__ import annotations

from pathlib import Path

import pytest
from icalendar import Calendar
from PySide6.QtWidgets import QFileDialog

from planner.application.file_formats import BY_SUFFIX
from planner.domain import edits
from planner.domain.control.what_if import Unit
from planner.ui.commands import ahead, files
from planner.ui.dialogs.ahead import WAIT_MS, AheadDialog
from planner.ui.dialogs.what_if import LASTING, ON


@pytest.fixture
def opened(window, qtbot):
    """Open a dialog by its action and give it."""

    def run(action: str) -> AheadDialog:
        window.board.refresh()
        window.board.actions[action].trigger()
        dialog = window.findChildren(AheadDialog)[-1]
        qtbot.waitUntil(dialog.isVisible)
        return dialog

    return run


def wait(qtbot) -> None:
    qtbot.wait(WAIT_MS + 60)


def texts(register) -> list[list[str]]:
    model = register.order
    return [
        [str(model.index(at, column).data()) for column in range(model.columnCount())] for at in range(model.rowCount())
    ]


def test_that_a_what_if_shows_at_once_and_changes_nothing(window, key_of, opened, qtbot):
    window.selection.show(key_of("MIN-2"))
    before = window.document.last_seq
    dialog = opened("ahead.what-if")
    assert not dialog.carry_out.isEnabled()
    dialog.unit.setCurrentIndex(dialog.unit.findData(Unit.WEEKS.value))
    dialog.amount.setValue(8)
    wait(qtbot)
    rows = texts(dialog.moved)
    assert [row[0] for row in rows] == ["MIN-2 Draft", "MIN-3 Review"]
    assert rows[0][2:] == ["8 Jan 24 → 4 Mar 24", "2 Feb 24 → 29 Mar 24", "+40 wd"]
    assert "2 activities move." in dialog.verdict.text()
    assert "is made" in dialog.verdict.text()
    assert [row[0] for row in texts(dialog.slacks)] == ["Police"]
    assert window.document.last_seq == before


def test_that_carrying_out_is_one_step_that_can_be_undone(window, key_of, opened, qtbot):
    window.selection.show(key_of("POL-1"))
    dialog = opened("ahead.what-if")
    start = window.document.schedule[key_of("POL-1")].start
    dialog.amount.setValue(5)
    wait(qtbot)
    qtbot.mouseClick(dialog.carry_out, qtbot_left())
    assert window.document.schedule[key_of("POL-1")].start > start
    wait(qtbot)
    assert dialog.amount.value() == 0
    assert not dialog.carry_out.isEnabled()
    window.document.undo()
    assert window.document.schedule[key_of("POL-1")].start == start


def qtbot_left():
    from PySide6.QtCore import Qt

    return Qt.MouseButton.LeftButton


def test_that_what_cannot_be_is_told_in_the_dialog(window, key_of, opened, qtbot):
    window.selection.show(key_of("POL-1"))
    dialog = opened("ahead.what-if")
    dialog.kind.setCurrentIndex(dialog.kind.findData(ON))
    for text, told in (("ooit", "ooit"), ("summer 2024", "one day")):
        dialog.day.setText(text)
        wait(qtbot)
        assert told in dialog.verdict.text()
        assert not dialog.carry_out.isEnabled()
    dialog.kind.setCurrentIndex(dialog.kind.findData(LASTING))
    assert dialog.amount.value() == 30
    dialog.amount.setValue(200)
    wait(qtbot)
    assert "is not made" in dialog.verdict.text()
    assert dialog.conflicts.isVisible()
    window.document.do(removal(window, key_of("POL-1")))
    wait(qtbot)
    assert "no longer" in dialog.verdict.text()


def removal(window, activity_id):
    from planner.domain.edits import remove_activities

    return remove_activities(window.document.plan, [activity_id])


def test_that_entry_into_force_is_asked_for_by_day(window, key_of, opened, qtbot):
    window.selection.show(key_of("MIN-5"))
    dialog = opened("ahead.what-if")
    assert dialog.kind.currentData() == ON
    dialog.day.setText("1-4-2024")
    wait(qtbot)
    assert "is not made" in dialog.verdict.text()
    assert texts(dialog.slacks)[0][2].startswith("−")


def test_that_counting_back_follows_the_plan_and_leads_to_an_activity(window, key_of, opened, qtbot):
    dialog = opened("ahead.count-back")
    assert [row[0] for row in texts(dialog.rooms)] == ["Police"]
    assert [row[0] for row in texts(dialog.latest)] == ["POL-1 Training", "MIN-5 Entry into force"]
    latest = texts(dialog.latest)[0][4]
    dialog.latest.open_row(dialog.latest.model.index(0, 0))
    assert window.selection.current == key_of("POL-1")
    window.board.actions["ahead.what-if"].trigger()
    window.document.undo() if window.document.can_undo() else None
    assert texts(dialog.latest)[0][4] == latest
    assert not dialog.isModal()


def test_that_paths_lead_to_the_chosen_activity(window, key_of, opened, qtbot):
    window.selection.show(key_of("MIN-5"))
    dialog = opened("ahead.paths")
    assert [row[:2] for row in texts(dialog.paths)] == [["1", "POL-1 Training"], ["1", "MIN-5 Entry into force"]]
    dialog.number.setValue(1)
    wait(qtbot)
    dialog.paths.open_row(dialog.paths.model.index(0, 0))
    assert window.selection.current == key_of("POL-1")


def test_that_nothing_is_offered_where_it_means_nothing(window, key_of):
    window.selection.show(key_of("MIN-1"))
    assert not ahead.has_current(window)
    window.selection.choose()
    assert not ahead.has_current(window)


def test_that_the_agenda_is_exported(window, tmp_path: Path, monkeypatch):
    target = tmp_path / "a.ics"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_words: (str(target), ""))
    files.export_as(BY_SUFFIX[".ics"], window)
    assert len(Calendar.from_ical(target.read_bytes()).walk("VEVENT")) == 2


def test_that_the_course_lies_between_its_shortest_and_longest_as_the_plan_is_edited(window, key_of, opened, qtbot):
    dialog = opened("ahead.course")
    assert not dialog.isModal() and dialog.panel.tables() == []
    assert "inspector" in dialog.panel.nothing.text() and dialog.panel.nothing.isVisible()
    before, plan = window.document.schedule, window.document.plan
    row = plan.activity(key_of("MIN-2"))
    step = edits.edit_row(row, shortest_minutes=480, longest_minutes=200 * 480)
    window.document.do(step)
    durations, moving = dialog.panel.tables()[:2]
    assert [durations.item(0, at).text() for at in (0, 2, 4)] == ["MIN-2", "1 wd", "200 wd"]
    heads = [moving.horizontalHeaderItem(at).text() for at in range(moving.columnCount())]
    assert heads == ["No.", "Activity", "Plan", "Shortest", "Longest"]
    assert moving.rowCount() > 0
    assert window.document.schedule[row.id].finish == before[row.id].finish, "a range gives no date"
    dialog.close()
