"""The window as a whole: languages, themes, views, what every control is called, starting and leaving."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget

from planner.ui.actions import ACTIONS, CHOICES
from planner.ui.menus import MENUS, ROW_MENU, TOOLS
from planner.ui.theming import ROW_HEIGHT
from planner.ui.views import VIEWS

CHECKOUT = Path(__file__).resolve().parents[2]


def test_the_language_changes_at_once_and_the_choice_stays(controller, window, qtbot, key_of):
    from planner.ui.commands.viewing import choose_language

    chosen = key_of("POL-1")
    window.selection.show(chosen)
    choose_language(window, "nl")
    qtbot.wait(30)
    fresh = controller.window
    assert [action.text() for action in fresh.menuBar().actions()][:3] == ["&Bestand", "B&ewerken", "Bee&ld"]
    assert fresh.selection.chosen == (chosen,)
    assert fresh.document.path == window.document.path


def test_a_theme_changes_the_ground(controller, window, qtbot):
    from planner.ui.commands.viewing import choose_theme
    from planner.ui.theming import is_dark

    assert not is_dark(controller.window)
    choose_theme(window, "dark")
    qtbot.wait(30)
    assert is_dark(controller.window)


@pytest.mark.parametrize("view", [view.name for view in VIEWS])
def test_every_view_of_the_list_can_be_shown(window, qtbot, view):
    window.show_view(view)
    qtbot.wait(20)
    assert not window.grab().isNull()
    window.show_view("planning")


def test_every_action_stands_in_a_menu_and_no_key_does_two_things():
    known = {spec.name for spec in ACTIONS.values()} | {spec.name for spec in CHOICES.values()}
    placed = {name for _, names in MENUS for name in names} - {"-"}
    assert placed == known
    assert {*TOOLS, *ROW_MENU} - {"-"} <= known
    keys = [QKeySequence(key).toString() for spec in ACTIONS.values() for key in spec.keys]
    assert len(keys) == len(set(keys))
    unshifted = [key.replace("Shift+", "") for key in keys if key.endswith(("++", "+=", "+-", "+_"))]
    assert len(unshifted) == len(set(unshifted))  # + is = with Shift on most keyboards: one of the two would be dead
    assert all(keys)


def test_every_control_has_a_name_for_who_cannot_see_it(window):
    nameless = []
    for child in window.findChildren(QWidget):
        if not child.isVisible() or child.objectName().startswith("qt_"):
            continue
        if isinstance(child, QLineEdit | QComboBox | QAbstractButton):
            named = child.accessibleName() or (isinstance(child, QAbstractButton) and child.text())
            if not named and not isinstance(child.parentWidget(), QComboBox | QLineEdit):
                nameless.append(f"{type(child).__name__} in {type(child.parentWidget()).__name__}")
    assert not nameless


def test_the_status_line_counts(window):
    assert window._status_left.text().startswith("Saved · 3 activities · 2 milestones · critical path via ")
    assert "15 January 2024" in window._status_right.text()


def test_a_plan_that_is_not_there_is_told_in_the_start_window(controller, tmp_path, qtbot):
    assert not controller.open_plan(tmp_path / "none.keten")
    controller.offer_start()
    controller.pass_on()
    qtbot.wait(20)
    assert "none.keten" in controller.window.strip.text


def test_a_new_plan_from_a_template_is_a_recent_one(controller, tmp_path, qtbot):
    path = tmp_path / "new.keten"
    assert controller.new_plan("leeg", path)
    qtbot.wait(20)
    assert controller.settings.recent_files[0] == str(path.resolve())
    controller.close_plan()
    assert "new.keten" in controller.window.recent.item(0).text()


def test_f6_goes_round_the_parts_of_the_window(window, qtbot, key_of):
    window.selection.choose(key_of("POL-1"))
    qtbot.wait(20)
    window.planning.table.setFocus()
    seen = []
    for _ in range(4):
        window.to_next_pane()
        here = window.focusWidget()
        parts = (window.navigation, window.planning.table, window.planning.chart, window.inspector)
        seen.append(next(n for n, part in enumerate(parts) if part is here or part.isAncestorOf(here)))
    assert seen == [2, 3, 0, 1]


def test_a_right_click_on_a_bar_chooses_it_and_offers_what_can_be_done(window, qtbot, key_of):
    chart = window.planning.chart
    row = window.planning.table.rows.row_of(key_of("POL-1"))
    at = QPoint(40, round(chart.offset.y()) + row * ROW_HEIGHT + 8)
    qtbot.mouseClick(chart.viewport(), Qt.MouseButton.RightButton, pos=at)
    assert window.selection.chosen == (key_of("POL-1"),)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, chart.viewport().mapToGlobal(at))
    QApplication.sendEvent(chart.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    assert "activity.rename" in [action.objectName() for action in menu.actions()]
    menu.close()


def test_what_nobody_caught_is_logged_and_told(controller, window, own_home):
    try:
        raise ZeroDivisionError("planted")
    except ZeroDivisionError as error:
        controller.caught(type(error), error, error.__traceback__)
    assert "planted" in (own_home / "log" / "ketenplanner.log").read_text(encoding="utf-8")
    assert str(own_home) in window.strip.text


def test_the_program_ends_by_itself_once_it_is_usable(plan_file, own_home):
    environment = {**os.environ, "KETENPLANNER_QUIT_WHEN_SHOWN": "1", "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-m", "planner", str(plan_file)],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


HEAVY = ("openpyxl", "alembic", "holidays", "babel", "numpy", "python_calamine", "icalendar", "jpype", "docx", "pptx")
LATER = ("planner.ui.panels.facts", "planner.ui.start", "planner.application.templates", "planner.formats.excel")
"""Of our own: what a window with an open plan needs no sooner than somebody chooses a row or asks for it."""


def test_the_window_stands_before_what_is_heavy_or_not_needed_yet_is_loaded(plan_file, own_home):
    program = (
        "import sys\nfrom planner.app import run\nrun([sys.argv[1]])\n"
        f"print(sorted({{*{HEAVY + LATER}}} & set(sys.modules)))"
    )
    environment = {**os.environ, "KETENPLANNER_QUIT_WHEN_SHOWN": "1", "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", program, str(plan_file)],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


def test_the_unsound_qt_is_refused(monkeypatch, capsys):
    import PySide6

    from planner.app import run

    monkeypatch.setattr(PySide6, "__version__", "6.12.0")
    assert run([]) == 1
    assert "6.12.0" in capsys.readouterr().err


def test_a_passing_message_moves_nothing_and_a_standing_one_makes_room(window, qtbot):
    planning, strip = window.planning, window.strip

    def top() -> int:
        qtbot.wait(20)
        return planning.mapTo(window, planning.rect().topLeft()).y()

    before = top()
    strip.notify("Something was refused.")
    assert top() == before
    assert strip.geometry().bottom() == strip.parentWidget().rect().bottom()
    strip.stand("Read only.")
    assert top() == before + strip.height()
    strip.notify("Something was refused.")
    assert strip.text == "Something was refused."
    strip.clear()
    assert strip.text == "Read only."
    assert strip.y() == 0
    strip.stand(None)
    assert top() == before


def test_after_searching_keys_go_to_what_was_found(window, qtbot, key_of):
    window.search.setFocus()
    qtbot.keyClicks(window.search, "training")
    with qtbot.waitSignal(window.search.left):
        qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.planning.table.hasFocus()
    assert window.selection.current == key_of("POL-1")
    window.search.setFocus()
    window.search.clear()
    qtbot.keyClicks(window.search, "xyz")
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert "xyz" in window.strip.text
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    assert window.planning.table.hasFocus()
