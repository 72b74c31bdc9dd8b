"""Rows are chosen from a list that narrows while one types, and what is ticked stays so."""

from __future__ import annotations

import pytest
from conftest import small_plan
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from planner.language import translator
from planner.ui.dialogs.row_picker import RowPicker


@pytest.mark.parametrize("code", ["nl", "en"])
def test_ticks_stay_while_the_list_narrows_by_name_number_and_organisation(qtbot, code):
    plan = small_plan()
    by_key = plan.activities_by_key
    picker = RowPicker("With", plan, "activity", [by_key["MIN-2"].id], translator(code), None)
    qtbot.addWidget(picker)
    picker.show()

    def shown() -> list[str]:
        items = [picker.list.item(n) for n in range(picker.list.count())]
        return [item.text().split()[0] for item in items if not item.isHidden()]

    for typed, keys in (("polic", ["POL-1"]), ("min-4", ["MIN-4"]), ("entry", ["MIN-5"]), ("zzz", [])):
        picker.search.clear()
        QTest.keyClicks(picker.search, typed)
        assert shown() == keys
    picker.search.setText("training")
    picker.list.findItems("POL-1 Training", Qt.MatchFlag.MatchExactly)[0].setCheckState(Qt.CheckState.Checked)
    picker.search.setText("letter")
    assert set(picker.chosen) == {by_key["MIN-2"].id, by_key["POL-1"].id}
