"""The search field that finds rows, views and commands; keys that can be changed; reasons of what cannot be done."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QToolButton

from planner.document import PlanDocument
from planner.domain import edits
from planner.errors import EditRefused
from planner.settings import Settings, load_settings, save_settings
from planner.ui.actions import ACTIONS
from planner.ui.conditions import always
from planner.ui.dialogs.keys import KeysDialog
from planner.ui.finding import Finder, Offer, Sort, kept
from planner.ui.keys import Keys, may_start


def texts(window, typed: str, *sorts: Sort) -> list[str]:
    return [offer.text for offer in window.search.hits(typed) if offer.sort in (sorts or Sort)]


# --- finding ----------------------------------------------------------------------------------------


def test_rows_views_and_commands_are_found_by_their_words_in_any_order(window):
    assert "MIN-3 Review" in texts(window, "rev")
    assert texts(window, "force entry")[0] == "MIN-5 Entry into force"
    assert "Readiness" in texts(window, "readin")
    assert "Take baseline" in texts(window, "baseline take")
    assert "Zoom: Weeks" in texts(window, "zoom w")
    assert texts(window, "qqq") == []


def test_a_whole_key_comes_before_what_has_it_somewhere():
    offers = [Offer(text, lambda: None) for text in ("A-12 After A-1", "A-1 Begin", "B-1 Vóór A-1")]
    finder = Finder()
    finder.fill(kept(offers))
    assert next(offer.text for offer in finder.hits("a-1")) == "A-1 Begin"
    assert [offer.text for offer in finder.hits("begin")] == ["A-1 Begin"]
    assert [offer.text for offer in finder.hits("voor")] == ["B-1 Vóór A-1"], "accents need not be typed"


def test_no_kind_drowns_the_others_and_a_sign_asks_for_commands_only():
    offers = [Offer(f"A-{n} Training", lambda: None) for n in range(50)]
    offers += [Offer("Train", lambda: None, Sort.VIEW), Offer("Do training", lambda: None, Sort.COMMAND)]
    finder = Finder()
    finder.fill(kept(offers))
    assert {offer.sort for offer in finder.hits("train")} == set(Sort)
    assert [offer.text for offer in finder.hits("> train")] == ["Train", "Do training"]
    assert [offer.text for offer in finder.hits("")] == ["Train", "Do training"]


def test_a_command_is_done_by_typing_it(window, qtbot):
    window.selection.choose()
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.search.hasFocus()
    before = len(window.document.plan.outline)
    qtbot.keyClicks(window.search, "add milestone")
    with qtbot.waitSignal(window.search.left):
        qtbot.keyClick(window.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(window.document.plan.outline) == before + 1)
    assert window.search.text() == ""


def test_a_view_is_gone_to_by_typing_it(window, qtbot):
    window.search.start()
    qtbot.keyClicks(window.search, "readiness")
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.view == "readiness")


def test_the_arrows_choose_among_what_was_found(window, qtbot, key_of):
    window.search.start()
    qtbot.keyClicks(window.search, "MIN-")
    popup = window.search._list
    assert popup.isVisible() and popup.currentIndex().row() == 0
    qtbot.keyClick(window.search, Qt.Key.Key_Down)
    wanted = popup.currentIndex().data()
    assert wanted in window.search.accessibleDescription()
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.selection.current == key_of(wanted.partition(" ")[0]) and not popup.isVisible()
    assert window.planning.table.hasFocus()


def test_a_command_that_cannot_be_done_says_why(window, qtbot):
    window.selection.choose()
    window.board.refresh()
    [offer] = [offer for offer in window.search.hits("unlink") if offer.sort is Sort.COMMAND]
    assert offer.why_not == "Choose an activity that has links first."
    offer.go()
    assert window.strip.text == offer.why_not


def test_the_model_of_what_was_found_keeps_qts_rules(window):
    model = window.search._hits
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for typed in ("m", "min", "", "nothing at all", "> undo"):
        window.search._look(typed)


def test_what_is_new_or_gone_in_the_plan_is_new_or_gone_in_what_is_found(window, key_of):
    assert texts(window, "brand new", Sort.ROW) == []
    window.document.do(edits.add_activity(window.document.plan, "Brand new thing"))
    assert any("Brand new thing" in text for text in texts(window, "brand new", Sort.ROW))
    window.document.undo()
    assert texts(window, "brand new", Sort.ROW) == []


# --- what cannot be done ----------------------------------------------------------------------------


def test_every_action_that_can_be_off_says_why(window):
    window.selection.choose()
    window.show_view("readiness")
    window.board.refresh()
    for spec in ACTIONS.values():
        action = window.board.actions[spec.name]
        why_not = spec.when.why_not(window)
        assert action.isEnabled() == (not why_not)
        assert why_not in action.toolTip() and action.statusTip() == why_not
    assert not window.board.actions["activity.indent"].isEnabled()


def test_a_plan_that_is_read_only_says_so_for_each_edit(controller, plan_file, qtbot):
    other = PlanDocument.open(plan_file, who="colleague on pc")
    assert controller.open_plan(plan_file)
    window = controller.window
    assert window.document.read_only
    told = ACTIONS["activity.add"].when.why_not(window)
    assert "colleague" in told
    assert ACTIONS["activity.indent"].when.why_not(window) == told
    assert ACTIONS["export.workbook"].when is always
    other.close()


# --- keys -------------------------------------------------------------------------------------------


def test_a_key_is_taken_from_the_action_that_had_it_and_given_back():
    settings = Settings()
    keys, link, baseline = Keys(settings), ACTIONS["dependency.add"], ACTIONS["view.baseline"]
    keys.choose(baseline, QKeySequence("Ctrl+L"))
    assert keys.text(baseline) == "Ctrl+L" and keys.text(link) == "Ctrl+F2"
    keys.reset(link)
    assert keys.text(link) == "Ctrl+F2, Ctrl+L" and keys.text(baseline) == ""
    keys.reset(baseline)
    assert settings.keys == {}


@pytest.mark.parametrize("key_set", ["project", "earlier"])
def test_in_each_set_of_usual_keys_no_key_starts_two_actions(key_set):
    keys = Keys(Settings(key_set=key_set))
    held = [key.toString() for spec in ACTIONS.values() for key in keys.of(spec)]
    assert len(held) == len(set(held))
    assert "Alt+Shift+Right" in [key.toString() for key in keys.of(ACTIONS["activity.indent"])]


def test_no_key_ever_starts_two_actions():
    keys = Keys(Settings())
    for spec in list(ACTIONS.values())[:25]:
        keys.choose(spec, QKeySequence("Ctrl+Alt+J"))
        held = [each.name for each in ACTIONS.values() if QKeySequence("Ctrl+Alt+J") in keys.of(each)]
        assert held == [spec.name]


@pytest.mark.parametrize("key", ["A", "Shift+A", "Return", "Esc", "Tab", "Left", "Shift+Tab", "Space", ""])
def test_keys_for_typing_and_going_about_start_nothing(key: str):
    assert not may_start(QKeySequence(key))
    if key:
        with pytest.raises(EditRefused):
            Keys(Settings()).choose(ACTIONS["plan.new"], QKeySequence(key))


def test_every_usual_key_may_start_an_action_or_is_named_here():
    assert not [key for spec in ACTIONS.values() for key in spec.keys if not may_start(QKeySequence(key))]


def test_keys_outlast_the_program_and_damaged_ones_are_left_out(tmp_path):
    settings = Settings()
    Keys(settings).choose(ACTIONS["view.baseline"], QKeySequence("Ctrl+Alt+B"))
    save_settings(settings, tmp_path / "s.json")
    assert load_settings(tmp_path / "s.json").keys == {"view.baseline": "Ctrl+Alt+B"}
    (tmp_path / "s.json").write_text('{"version": 1, "keys": {"view.baseline": 5}}')
    assert load_settings(tmp_path / "s.json").keys == {}


def test_a_key_pressed_in_the_list_of_keys_works_at_once(window, qtbot):
    window.board.actions["help.keys"].trigger()
    dialog = window.findChild(KeysDialog)
    assert dialog is not None and not dialog.isModal()
    lines = [
        line
        for _, group in dialog._groups
        for line in group
        if line.data(0, Qt.ItemDataRole.UserRole) == "view.inspector"
    ]
    dialog.tree.setCurrentItem(lines[0])
    qtbot.keyClick(dialog.edit, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: lines[0].text(1) == "Ctrl+Alt+I", timeout=3000)
    shown = window.inspector.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    assert window.inspector.isVisible() is not shown
    assert window.controller.settings.keys == {"view.inspector": "Ctrl+Alt+I"}
    qtbot.keyClick(dialog.edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Undo" in dialog.told.text(), timeout=3000)
    dialog._reset_all()
    assert lines[0].text(1) == "F4, Shift+F2" and window.board.actions["plan.undo"].shortcut() == QKeySequence("Ctrl+Z")
    dialog.close()


def test_the_list_of_keys_can_be_filtered_and_every_line_is_an_action_or_fixed(window, qtbot):
    dialog = KeysDialog(window.controller.settings, window.translator, window)
    qtbot.addWidget(dialog)
    dialog.filter.setText("outd")
    lines = [line for _, group in dialog._groups for line in group if not line.isHidden()]
    assert [line.text(0) for line in lines] == ["Outdent"]


# --- undo by name, and back in history -----------------------------------------------------------------


def progress(window, percent: int) -> None:
    [task, *_] = [a for a, _ in window.document.plan.outline if not a.is_summary]
    window.document.do(edits.set_fields(window.document.plan, [task], "percent_complete", percent))


def choose_line(log, row: int) -> None:
    """Choose a line, whatever keys are held down."""
    flags = QItemSelectionModel.SelectionFlag
    log.register.table.selectionModel().select(log.register.order.index(row, 0), flags.ClearAndSelect | flags.Rows)


def test_several_steps_are_undone_by_choosing_how_far(window):
    before = window.document.plan
    for percent in (10, 20, 30):
        progress(window, percent)
    [undo, redo] = [
        b.menu()
        for b in window.findChildren(QToolButton)
        if b.menu() and b.defaultAction() is not None and b.defaultAction().objectName() in ("plan.undo", "plan.redo")
    ]
    undo.aboutToShow.emit()
    assert len(undo.actions()) == 3 and all("% complete" in a.text() for a in undo.actions())
    undo.actions()[2].trigger()
    assert window.document.plan == before
    redo.aboutToShow.emit()
    redo.actions()[1].trigger()
    redo.aboutToShow.emit()
    assert len(redo.actions()) == 1


def test_the_plan_goes_back_to_an_earlier_moment_as_a_new_step(window, qtbot):
    for percent in (10, 20, 30):
        progress(window, percent)
    window.show_view("changes")
    log = window._views["changes"]
    qtbot.wait(50)
    choose_line(log, 0)
    assert not log.back.isEnabled(), "after the last step is where we are"
    wanted = window.document.plan_as_of(log.register.chosen_rows()[0].seq - 1)
    choose_line(log, 1)
    qtbot.mouseClick(log.back, Qt.MouseButton.LeftButton)
    assert window.document.plan == wanted
    assert "Undo brings it back" in window.strip.text
    window.document.undo()
    assert window.document.plan != wanted
