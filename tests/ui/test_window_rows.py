"""The model of the activity table follows the plan with exact signals, whatever is done to it."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester

from planner.document import PlanDocument
from planner.domain import edits
from planner.domain.model import Activity, ActivityKind
from planner.errors import EditRefused
from planner.language import translator
from planner.ui.tables.activity_rows import ActivityRows, column_number


@pytest.fixture
def document(plan_file):
    made = PlanDocument.open(plan_file)
    yield made
    made.close()


@pytest.fixture
def rows(document, qapp):
    made = ActivityRows(document, translator("en"), lambda edit: document.do(edit(document.plan)) is None)
    made.tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield made
    made.close()


def some_edit(document, dice: random.Random) -> None:
    """One random wish; those the plan refuses are left."""
    plan = document.plan
    ids = [a.id for a in plan.rows(Activity)]
    one = dice.choice(ids)
    wishes = [
        lambda: edits.add_activity(plan, "More", dice.choice(list(ActivityKind)), after_id=None),
        lambda: edits.indent(plan, [one]),
        lambda: edits.outdent(plan, [one]),
        lambda: edits.move_in_outline(plan, [one], dice.choice([-1, 1])),
        lambda: edits.set_field(plan, plan.activity(one), "name", f"Name {dice.random()}"),
        lambda: edits.remove_activities(plan, [one]) if len(ids) > 3 else edits.add_activity(plan, "Again"),
    ]
    try:
        match dice.randrange(8):
            case 6:
                document.undo()
            case 7:
                document.redo()
            case number:
                document.do(wishes[number]())
    except EditRefused:
        pass


@pytest.mark.parametrize("seed", range(6))
def test_rows_are_the_open_part_of_the_outline_after_any_edits(document, rows, seed):
    dice = random.Random(seed)
    for _ in range(25):
        some_edit(document, dice)
        if dice.random() < 0.3:
            summaries = [a.id for a in document.plan.rows(Activity) if a.is_summary]
            if summaries:
                rows.toggle(dice.choice(summaries))
        shown = []
        for activity, depth in document.plan.outline:
            if not any(rows.is_collapsed(above.id) for above in document.plan.ancestors(activity.id)):
                shown.append((activity.id, depth))
        assert [(row.id, row.depth) for row in rows.rows] == shown
        assert all(rows.row_of(row_id) == number for number, (row_id, _) in enumerate(shown))


def test_what_is_selected_stays_the_same_row_when_others_move_go_and_come(document, rows):
    key = {a.key: a.id for a in document.plan.rows(Activity)}
    kept = QPersistentModelIndex(rows.index(rows.row_of(key["POL-1"]), 1))
    document.do(edits.move_in_outline(document.plan, [key["POL-1"]], -1))
    document.do(edits.remove_activities(document.plan, [key["MIN-2"]]))
    document.do(edits.add_activity(document.plan, "First", parent_id=key["MIN-1"]))
    rows.fold_all(closed=True)
    assert kept.isValid()
    assert rows.rows[kept.row()].id == key["POL-1"]


def test_a_row_speaks_its_level_and_whether_it_is_open(document, rows):
    from PySide6.QtCore import Qt

    first = rows.index(0, 1)
    assert first.data(Qt.ItemDataRole.AccessibleTextRole) == "Preparation, Summary activity, level 1, expanded"
    rows.toggle(rows.rows[0].id)
    assert rows.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole).endswith("collapsed")


def test_words_stand_where_a_date_is_imprecise_and_a_day_where_it_is_not(document, rows):
    dates = column_number("start"), column_number("finish")
    text = {row.id: [rows.cells(n)[column].text for column in dates] for n, row in enumerate(rows.rows)}
    key = {a.key: a.id for a in document.plan.rows(Activity)}
    assert text[key["MIN-4"]] == ["summer 2024", ""]
    assert text[key["MIN-2"]] == ["8 Jan 24", "2 Feb 24"]
    assert text[key["MIN-1"]][0] == "8 Jan 24"
