"""What assistive technology is told: states of headings, announcements, messages that stay, focus as one reads."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from planner.ui import announcing
from planner.ui.message_strip import Tone
from planner.ui.panels.controls import Choices
from planner.ui.panels.fold_head import FoldHead
from planner.ui.panels.parts import Section


@pytest.fixture
def said():
    heard: list[tuple[str, bool]] = []

    def hear(text: str, urgent: bool) -> None:
        heard.append((text, urgent))

    announcing.listeners.append(hear)
    yield heard
    announcing.listeners.remove(hear)


def test_a_heading_tells_whether_it_is_expanded_and_enter_folds_it(qtbot):
    section = Section("Links")
    qtbot.addWidget(section)
    section.show()
    head = section.findChild(FoldHead)
    interface = QAccessible.queryAccessibleInterface(head)
    assert interface.state().expandable and interface.state().expanded
    QTest.keyClick(head, Qt.Key.Key_Return)
    assert not section.is_open
    assert interface.state().collapsed and not interface.state().expanded
    interface.doAction("Press")
    assert section.is_open


def test_steps_undo_and_refusals_are_announced_and_refusals_are_urgent(window, key_of, said):
    document = window.document
    from planner.domain.edits import set_field

    document.do(set_field(document.plan, document.plan.activity(key_of("POL-1")), "name", "Course"))
    assert "POL-1" in said[-1][0] and not said[-1][1]
    document.undo()
    assert said[-1][0].startswith("Undone: ")
    document.redo()
    assert said[-1][0].startswith("Done again: ")
    window.strip.notify("That cannot be.", Tone.REFUSED)
    assert said[-1] == ("That cannot be.", True)


def test_a_message_stays_until_it_is_closed_or_replaced_and_f6_comes_to_it(window, qtbot):
    window.strip.notify("Look at this.", Tone.NOTE)
    qtbot.wait(400)
    assert window.strip.text == "Look at this."
    window.planning.table.setFocus()
    for _ in range(6):
        window.to_next_pane()
        if window.strip.isAncestorOf(window.focusWidget()):
            break
    assert window.strip.isAncestorOf(window.focusWidget())
    window.strip.notify("And at this.", Tone.NOTE)
    assert window.strip.text == "And at this."
    window.strip.clear()
    assert not window.strip.text


def test_every_box_to_choose_from_is_named_by_a_label_beside_it(window, key_of, qtbot):
    window.show_inspector(shown=True)
    window.selection.choose(key_of("POL-1"))
    window.planning.show_strip(shown=True)
    qtbot.wait(100)
    boxes = [box for box in window.findChildren(Choices) if box.isVisible()]
    assert boxes
    for box in boxes:
        labels = [each for each in box.parentWidget().findChildren(QLabel) if each.buddy() is box]
        assert any(each.text() for each in labels), box.accessibleName()


def test_tab_goes_through_the_inspector_as_one_reads_it(window, key_of, qtbot):
    window.show_inspector(shown=True)
    for key in ("MIN-3", "POL-1", "MIN-5", "MIN-2"):
        window.selection.choose(key_of(key))
        qtbot.wait(80)
        inside = window.inspector.area.widget()
        here, tops = window.inspector, []
        for _ in range(200):
            here = here.nextInFocusChain()
            if here is window.inspector:
                break
            shown = here.isVisibleTo(inside) and inside.isAncestorOf(here)
            if shown and here.focusPolicy() & Qt.FocusPolicy.TabFocus and here.focusProxy() is None:
                tops.append(middle(here, inside))
        assert tops and tops == sorted(tops), key


def middle(widget: QWidget, inside: QWidget) -> int:
    return widget.mapTo(inside, QPoint(0, 0)).y() + widget.height() // 2
