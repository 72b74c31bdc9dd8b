"""Nothing that is clicked is smaller than 24 by 24 pixels (WCAG 2.5.8), in whatever view."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QHeaderView, QLineEdit, QScrollBar, QWidget

from planner.ui.theming import LEAST_TARGET
from planner.ui.views import VIEWS

CONTROLS = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit)


def is_part_of_another(widget: QWidget) -> bool:
    """Whether a control is a piece of a larger one: the sign in a field, the field in a box, a corner of a table."""
    above = widget.parentWidget()
    corner = widget.objectName() == "qt_tableview_cornerbutton" and not widget.isEnabled()
    return isinstance(above, (*CONTROLS, QHeaderView, QScrollBar)) or corner


@pytest.mark.parametrize("view", [view.name for view in VIEWS])
def test_every_control_of_a_view_can_be_hit(controller, tmp_path, qtbot, view: str):
    assert controller.new_plan("wsm-2022", tmp_path / "plan.keten")
    window = controller.window
    with qtbot.waitExposed(window):
        window.show()
    window.resize(1440, 900)
    window.planning.show_strip(shown=True)
    window.planning.show_find()
    window.show_view(view)
    window.selection.show([a.id for a, _ in window.document.plan.outline][3])
    window.show_view(view)
    qtbot.wait(30)
    controls = [each for each in window.findChildren(QWidget) if isinstance(each, CONTROLS) and each.isVisible()]
    small = [
        f"{type(each).__name__} {each.objectName()} {each.accessibleName()} {each.size().toTuple()}"
        for each in controls
        if not is_part_of_another(each) and min(each.width(), each.height()) < LEAST_TARGET
    ]
    assert controls and not small
