"""Filtering, sorting, grouping and kept views: what is shown, in table and chart alike, and what is printed of it."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QInputDialog

from planner.domain import edits
from planner.domain.model import Activity, SavedView
from planner.domain.plan import Plan
from planner.domain.rows import make
from planner.domain.scheduling import schedule
from planner.errors import EditRefused
from planner.language import translator
from planner.ui.commands import arranging
from planner.ui.printing.preview import PrintPreview
from planner.ui.tables.activity_rows import column_number
from planner.ui.tables.row_filter import Arrangement, Group, RowFilter, Standing, filter_words, hits, in_order


def keys(window) -> list[str]:
    """Keys of the rows that are shown; the text of a heading in brackets."""
    rows = window.planning.table.rows
    return [
        f"[{rows.shown.headings[row.id].text}]" if row.id in rows.shown.headings else rows.activity(n).key
        for n, row in enumerate(rows.rows)
    ]


def chart_keys(window) -> list[str]:
    gantt = window.planning.chart.picture.gantt
    headings = gantt.options.headings
    return ["[]" if row.activity.id in headings else row.activity.key for row in gantt.rows]


def arrange(window, **values) -> None:
    window.planning.arrange(Arrangement(**values))


# --- the filter by itself ---------------------------------------------------------------------------


def found(plan: Plan, **wanted) -> set[str]:
    return {plan.activity(i).key for i in hits(plan, schedule(plan), RowFilter(**wanted))}


def test_each_part_of_a_filter_looks_at_what_it_says(letter_plan: Plan):
    rows = {a.key: a for a, _ in letter_plan.outline}
    planned = schedule(letter_plan)
    assert all(key.startswith("POL") for key in found(letter_plan, organisation="POL"))
    assert found(letter_plan, kind="milestone") == {k for k, a in rows.items() if a.is_milestone}
    assert found(letter_plan, state=Standing.CRITICAL) == {
        k
        for k, a in rows.items()
        if planned[a.id].critical and not a.is_summary and planned[a.id].percent < 100 and not a.actual_finish
    }
    done, open_ones = found(letter_plan, state=Standing.DONE), found(letter_plan, state=Standing.OPEN)
    assert not done & open_ones and done | open_ones == {k for k, a in rows.items() if not a.is_summary}
    spring = found(letter_plan, period="Q2 2024", state=Standing.OPEN)
    assert spring and all(planned[rows[k].id].finish.date() >= date(2024, 4, 1) for k in spring)
    assert all(planned[rows[k].id].start.date() <= date(2024, 6, 30) for k in spring)


def test_words_are_looked_for_in_key_name_role_and_note_in_any_order_without_accents(letter_plan: Plan):
    assert found(letter_plan, text="KAMER tweede") == found(letter_plan, text="tweede kamer") != set()
    assert found(letter_plan, text="jenv-7") >= {"JENV-7"}


def test_a_period_that_cannot_be_read_is_refused(letter_plan: Plan):
    with pytest.raises(EditRefused):
        found(letter_plan, period="31-02-2024")


def test_the_words_of_a_filter_name_each_part(letter_plan: Plan):
    words = filter_words(
        RowFilter("pilot", "POL", state=Standing.LATE, period="Q3 2027"), letter_plan, translator("nl")
    )
    assert words == "“pilot” · Politie · te laat · Q3 2027"


@given(
    st.dictionaries(st.text(), st.one_of(st.text(), st.integers(), st.none(), st.dictionaries(st.text(), st.text())))
)
def test_whatever_was_kept_can_be_taken_back(values):
    assert isinstance(Arrangement.from_json(values), Arrangement)


def test_an_arrangement_comes_back_from_json_as_it_went():
    wanted = Arrangement(RowFilter("a", state=Standing.OPEN), "finish", descending=True, group=Group.TRACK)
    assert Arrangement.from_json(wanted.to_json()) == wanted


@pytest.mark.parametrize("group", [g for g in Group if g])
def test_each_group_has_its_rows_and_each_row_one_group(letter_plan: Plan, group: Group):
    planned = schedule(letter_plan)
    groups = in_order(letter_plan, planned, None, Arrangement(group=group), translator("en"))
    rows = [a.id for _, some in groups for a in some]
    assert sorted(rows, key=str) == sorted((a.id for a in letter_plan.rows(Activity) if not a.is_summary), key=str)
    assert len({heading.id for heading, _ in groups}) == len(groups) > 1


# --- in the window ----------------------------------------------------------------------------------


def test_a_filter_shows_what_passes_and_what_it_is_in_in_table_and_chart(window, qtbot):
    arrange(window, filter=RowFilter(text="review"))
    assert keys(window) == chart_keys(window) == ["MIN-1", "MIN-3"]
    rows = window.planning.table.rows
    assert rows.shown.is_beside(rows.rows[0].id) and not rows.shown.is_beside(rows.rows[1].id)
    assert "1 of 6" in window.planning.strip.told.text()
    window.board.refresh()
    window.board.actions["view.unfilter"].trigger()
    assert keys(window) == ["MIN-1", "MIN-2", "MIN-3", "POL-1", "MIN-4", "MIN-5"]


def test_typing_in_the_strip_filters_and_esc_gives_the_keys_back(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    strip = window.planning.strip
    assert strip.isVisible() and strip.text.hasFocus()
    qtbot.keyClicks(strip.text, "train")
    qtbot.waitUntil(lambda: keys(window) == ["POL-1"])
    strip.organisation.setCurrentIndex(strip.organisation.findData("MIN"))
    strip.organisation.activated.emit(strip.organisation.currentIndex())
    assert keys(window) == []
    qtbot.keyClick(strip.text, Qt.Key.Key_Escape)
    assert window.planning.table.hasFocus()
    qtbot.mouseClick(strip.clear, Qt.MouseButton.LeftButton)
    assert len(keys(window)) == 6 and strip.text.text() == ""


def test_a_period_that_cannot_be_read_is_told_and_changes_nothing(window, qtbot):
    arrange(window, filter=RowFilter(text="review"))
    arrange(window, filter=RowFilter(period="31-02-2024"))
    assert keys(window) == ["MIN-1", "MIN-3"] and "31-02-2024" in window.strip.text


def test_what_is_new_is_shown_whatever_the_filter(window):
    arrange(window, filter=RowFilter(text="review"))
    window.document.do(edits.add_activity(window.document.plan, "Something else"))
    assert keys(window)[-1] == "ACT-1"
    window.document.undo()
    assert keys(window) == ["MIN-1", "MIN-3"]


def test_a_row_does_not_run_away_while_it_is_edited(window, key_of):
    arrange(window, filter=RowFilter(text="review"))
    window.document.do(
        edits.set_field(window.document.plan, window.document.plan.activity(key_of("MIN-3")), "name", "Other")
    )
    assert keys(window) == ["MIN-1", "MIN-3"]


def test_a_heading_sorts_by_its_column_then_the_other_way_then_not(window, qtbot):
    table = window.planning.table
    table.header().sectionClicked.emit(column_number("start"))
    assert keys(window) == chart_keys(window) == ["MIN-2", "MIN-3", "POL-1", "MIN-4", "MIN-5"]
    table.header().sectionClicked.emit(column_number("start"))
    assert keys(window) == ["MIN-5", "MIN-4", "POL-1", "MIN-3", "MIN-2"]
    table.header().sectionClicked.emit(column_number("start"))
    assert keys(window)[0] == "MIN-1" and not window.planning.arrangement


def test_groups_have_headings_that_fold_in_table_and_chart(window, qtbot):
    arrange(window, group=Group.ORGANISATION)
    assert keys(window) == ["[Ministry]", "MIN-2", "MIN-3", "MIN-4", "MIN-5", "[Police]", "POL-1"]
    assert [key.replace("[]", "x") for key in chart_keys(window)] == [
        "x",
        "MIN-2",
        "MIN-3",
        "MIN-4",
        "MIN-5",
        "x",
        "POL-1",
    ]
    rows = window.planning.table.rows
    rows.toggle(rows.rows[0].id)
    assert keys(window) == ["[Ministry]", "[Police]", "POL-1"]
    assert len(chart_keys(window)) == 3
    assert not window.grab().isNull()
    window.planning.table.setCurrentIndex(rows.index(0, 1))
    window.board.refresh()
    assert not window.board.actions["activity.indent"].isEnabled()
    window.board.actions["activity.add"].trigger()
    assert "ACT-1" in keys(window)


def test_the_outline_cannot_be_changed_where_it_is_out_of_sight(window, key_of):
    arrange(window, sort="finish")
    window.selection.choose(key_of("MIN-3"))
    window.board.refresh()
    for name in ("activity.indent", "activity.outdent", "activity.up", "activity.down"):
        assert "outline" in window.board.actions[name].toolTip() and not window.board.actions[name].isEnabled()


def test_going_to_what_is_filtered_out_clears_the_filter_and_says_so(window, key_of):
    arrange(window, filter=RowFilter(text="review"))
    window.selection.show(key_of("POL-1"))
    assert "POL-1" in keys(window) and "cleared" in window.strip.text


def test_the_model_keeps_qts_rules_whatever_is_arranged_and_edited(window):
    rows, draw = window.planning.table.rows, random.Random(5)
    tester = QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    wishes = [
        Arrangement(),
        Arrangement(RowFilter(text="e")),
        Arrangement(RowFilter(organisation="MIN")),
        Arrangement(sort="finish", descending=True),
        *(Arrangement(group=group) for group in Group),
        Arrangement(RowFilter(state=Standing.OPEN), "name", group=Group.QUARTER),
    ]
    for _ in range(60):
        window.planning.arrange(draw.choice(wishes))
        plan = window.document.plan
        leaves = [a for a in plan.rows(Activity) if not a.is_summary]
        match draw.randrange(5):
            case 0:
                window.document.do(edits.add_activity(plan, "More", after_id=None))
            case 1 if len(leaves) > 3:
                window.document.do(edits.remove_activities(plan, [draw.choice(leaves).id]))
            case 2 if window.document.can_undo():
                window.document.undo()
            case 3 if rows.rows:
                rows.toggle(draw.choice(rows.rows).id)
        assert len(window.planning.chart.picture.gantt.rows) == len(rows.rows)
        window.planning.chart.viewport().grab()
    assert tester is not None


# --- kept and printed -------------------------------------------------------------------------------


def test_a_view_is_kept_in_the_plan_and_brought_back(window, monkeypatch):
    arrange(window, filter=RowFilter(text="review"), sort="name")
    monkeypatch.setattr(QInputDialog, "getText", lambda *_args, **_words: ("Reviews", True))
    window.board.actions["view.save"].trigger()
    [kept] = window.document.plan.rows(SavedView)
    assert kept.name == "Reviews" and window.document.undo_steps()[0][0] == "row.add"
    arrange(window)
    window.planning.chart.set_zoom(type(window.planning.chart.zoom).WEEK)
    [(row_id, _)] = arranging.saved_views(window)
    arranging.choose_view(window, row_id)
    assert window.planning.arrangement == Arrangement(RowFilter(text="review"), "name")
    assert window.planning.chart.zoom.value == "quarter"
    window.board.actions["view.save"].trigger()
    assert len(window.document.plan.rows(SavedView)) == 1, "a view of that name is replaced"
    arranging.remove_view(window, row_id)
    assert not window.document.plan.rows(SavedView)


@pytest.mark.parametrize("definition", ["", "[]", "nonsense", '{"columns": ["none"], "zoom": 5, "arrangement": []}'])
def test_a_view_that_cannot_be_understood_shows_all(window, definition):
    view = make(SavedView, name="x", view="planning", definition=definition)
    window.document.do(edits.add_row(window.document.plan, view))
    arranging.choose_view(window, str(view.id))
    assert len(keys(window)) == 6


def test_what_is_printed_is_what_passes_and_says_so(window, qtbot):
    arrange(window, filter=RowFilter(text="review"))
    only = window.planning.filtered()
    preview = PrintPreview(window.document, window.translator, window.controller.settings, "gantt", window, only=only)
    qtbot.addWidget(preview)
    options = preview.options()
    assert options.rows == {window.document.plan.activities_by_key["MIN-3"].id}
    assert options.scope == "Filtered on “review”"
    texts = " ".join(
        str(getattr(shape, "text", "")) for scene in preview.sheets for layer in scene.layers for shape in layer.shapes
    )
    assert "Review" in texts and "Training" not in texts and "Filtered on" in texts
