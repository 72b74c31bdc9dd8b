"""The inspector: typing makes one step that is in the file; what cannot be is told beside the field."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from uuid import UUID

import pytest
from panel_plan import DAY, open_plan, shown, stored
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QToolButton

from planner.document import PlanDocument
from planner.domain import edits
from planner.domain.fields import FIELDS, Surface
from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.model import Constraint, Dependency, LagUnit, Light, LinkType, Pinning, Stage
from planner.language import translator
from planner.ui.panels.citations import CitationSection
from planner.ui.panels.editors import ChoiceEditor, LongTextEditor, PercentEditor, TextEditor
from planner.ui.panels.inspector import Inspector
from planner.ui.selection import Selection
from planner.ui.tables.activity_rows import ActivityRows, column_number


@pytest.fixture
def document(tmp_path: Path) -> Iterator[PlanDocument]:
    made = open_plan(tmp_path)
    yield made
    made.close()


@pytest.fixture(params=["nl"])
def inspector(request, document: PlanDocument, qtbot) -> Inspector:
    made = Inspector(document, translator(request.param), Selection())
    shown(qtbot, made)
    return made


def id_of(document: PlanDocument, key: str) -> UUID:
    return document.plan.activities_by_key[key].id


def type_in(qtbot, inspector: Inspector, name: str, text: str) -> None:
    """Type a text in a field of the chosen activity and leave it with Enter."""
    editor = inspector.facts.form_of(name).fields[name].editor
    assert isinstance(editor, TextEditor)
    editor.edit.selectAll()
    qtbot.keyClicks(editor.edit, text) if text else qtbot.keyClick(editor.edit, Qt.Key.Key_Delete)
    qtbot.keyClick(editor.edit, Qt.Key.Key_Return)


def trouble_at(inspector: Inspector, name: str) -> str:
    return inspector.facts.form_of(name).fields[name].trouble.text()


def texts(widget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


# --- fields -----------------------------------------------------------------------------------


def test_typing_a_duration_is_one_step_and_the_file_has_it(document, inspector, qtbot) -> None:
    inspector.selection.choose(id_of(document, "POL-3"))
    type_in(qtbot, inspector, "duration_minutes", "3 weken")
    assert document.last_seq == 1
    assert stored(document).activities_by_key["POL-3"].duration_minutes == 15 * DAY
    editor = inspector.facts.form_of("duration_minutes").fields["duration_minutes"].editor
    assert editor.edit.text() == "15 wd"


LATELY_TYPED = [
    ("stage", Stage.CONSULTATION, ""),
    ("mandatory", True, "ja"),
    ("active", False, "nee"),
    ("elapsed", True, "ja"),
    ("pinning", Pinning.HAND, ""),
    ("pinned_start", datetime(2023, 1, 2), "2-1-2023"),
    ("pinned_finish", datetime(2023, 1, 6, 23, 59), "6-1-2023"),
    ("remaining_minutes", 2 * DAY, "2 wd"),
    ("resume_at", datetime(2023, 1, 4), "4-1-2023"),
]


@pytest.mark.parametrize(("name", "value", "text"), LATELY_TYPED, ids=[case[0] for case in LATELY_TYPED])
def test_a_field_that_rules_rest_on_is_typed_in_inspector_and_table(document, inspector, name, value, text) -> None:
    activity_id = id_of(document, "POL-3")
    inspector.selection.choose(activity_id)
    form = inspector.facts.form_of(name)
    assert form.ask(name, value), trouble_at(inspector, name)
    assert getattr(stored(document).activities_by_key["POL-3"], name) == value
    document.undo()
    words = translator("nl")
    rows = ActivityRows(document, words, lambda edit: document.do(edit(document.plan)) is None)
    typed = words.choice(value) if isinstance(value, StrEnum) else text
    row = rows.row_of(activity_id)
    assert row is not None
    assert rows.setData(rows.index(row, column_number(name)), typed)
    assert getattr(stored(document).activities_by_key["POL-3"], name) == value
    rows.close()


def test_every_field_of_an_activity_that_can_be_typed_is_in_the_inspector(document, inspector) -> None:
    inspector.selection.choose(id_of(document, "POL-3"))
    there = {name for form in inspector.facts.forms() for name in form.fields}
    assert there == {spec.name for spec in FIELDS["activity"] if spec.typed and spec.is_on(Surface.INSPECTOR)}
    assert {name for name, _, _ in LATELY_TYPED} <= there


def test_a_bad_value_shows_the_sentence_and_changes_nothing(document, inspector, qtbot) -> None:
    inspector.selection.choose(id_of(document, "POL-3"))
    before = document.plan
    type_in(qtbot, inspector, "duration_minutes", "heel lang")
    assert document.plan is before and document.last_seq == 0
    assert "heel lang" in trouble_at(inspector, "duration_minutes")
    type_in(qtbot, inspector, "duration_minutes", "-4")
    assert document.last_seq == 0 and trouble_at(inspector, "duration_minutes")
    type_in(qtbot, inspector, "duration_minutes", "4")
    assert document.last_seq == 1 and not trouble_at(inspector, "duration_minutes")


def test_escape_puts_the_old_text_back(document, inspector, qtbot) -> None:
    inspector.selection.choose(id_of(document, "POL-3"))
    edit = inspector.facts.form_of("duration_minutes").fields["duration_minutes"].editor.edit
    edit.selectAll()
    qtbot.keyClicks(edit, "99")
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    assert edit.text() == "10 wd"
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert document.last_seq == 0


@pytest.mark.parametrize(
    ("typed", "window"),
    [
        ("in de tweede helft van 2023", (date(2023, 7, 1), date(2023, 12, 31))),
        ("Q3 2023", (date(2023, 7, 1), date(2023, 9, 30))),
        ("1-7-23", (date(2023, 7, 1), date(2023, 7, 1))),
        ("week 23 2023", (date(2023, 6, 5), date(2023, 6, 11))),
    ],
)
def test_a_start_takes_every_phrase(document, inspector, qtbot, typed: str, window: tuple[date, date]) -> None:
    inspector.selection.choose(id_of(document, "POL-5"))
    type_in(qtbot, inspector, "start", typed)
    found = stored(document).activities_by_key["POL-5"].start_window
    assert found is not None and (found.earliest, found.latest) == window


def test_a_start_before_what_it_waits_for_is_refused_in_words(document, inspector, qtbot) -> None:
    inspector.selection.choose(id_of(document, "POL-3"))
    type_in(qtbot, inspector, "start", "9-1-23")
    assert document.last_seq == 0
    assert "POL-1" in trouble_at(inspector, "start")


def test_what_the_schedule_says_is_shown_in_words(document, inspector) -> None:
    inspector.selection.choose(id_of(document, "POL-3"))
    assert "▲ kritiek" in inspector.facts.computed.slack.text()
    assert "POL-1" in texts(inspector.why)


def test_a_choice_and_progress_are_one_step_each(document, inspector, qtbot) -> None:
    inspector.selection.choose(id_of(document, "POL-1"))
    percent = inspector.facts.form_of("percent_complete").fields["percent_complete"].editor
    assert isinstance(percent, PercentEditor)
    percent.slider.setValue(40)
    constraint = inspector.facts.form_of("constraint").fields["constraint"].editor
    assert isinstance(constraint, ChoiceEditor)
    constraint.box.setCurrentIndex(list(Constraint).index(Constraint.SNET))
    constraint.box.activated.emit(constraint.box.currentIndex())
    found = stored(document).activities_by_key["POL-1"]
    assert (found.percent_complete, found.constraint, document.last_seq) == (40, Constraint.SNET, 2)


def test_a_constraint_that_needs_no_date_drops_it(document, inspector, qtbot) -> None:
    inspector.selection.choose(id_of(document, "JENV-9"))
    inspector.facts.form_of("constraint").ask("constraint", Constraint.ASAP)
    found = document.plan.activities_by_key["JENV-9"]
    assert found.constraint_date is None and document.last_seq == 1


def test_a_note_is_kept_when_it_is_left(document, inspector, qtbot) -> None:
    inspector.selection.choose(id_of(document, "POL-3"))
    for fold in inspector.facts.folds:
        fold.set_open(True)
    editor = inspector.facts.note.fields["note"].editor
    assert isinstance(editor, LongTextEditor)
    qtbot.keyClicks(editor.edit, "Afstemmen met de academie")
    qtbot.keyClick(editor.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert stored(document).activities_by_key["POL-3"].note == "Afstemmen met de academie"
    assert "geen persoonsnamen" in texts(inspector.facts.note)


def test_several_rows_share_a_field_in_one_step(document, inspector, qtbot) -> None:
    inspector.selection.choose(id_of(document, "POL-1"), id_of(document, "POL-3"))
    assert inspector.title.text() == "2 activiteiten"
    edit = inspector.facts.form_of("duration_minutes").fields["duration_minutes"].editor.edit
    assert edit.text() == "" and edit.placeholderText() == "verschillend"
    type_in(qtbot, inspector, "responsible", "Projectleider")
    found = stored(document).activities_by_key
    assert found["POL-1"].responsible == found["POL-3"].responsible == "Projectleider"
    assert document.last_seq == 1
    assert not inspector.facts.form_of("start").fields["start"].isVisible()


def test_what_a_summary_takes_from_its_parts_cannot_be_typed(document, inspector) -> None:
    inspector.selection.choose(id_of(document, "POL-9"))
    editor = inspector.facts.form_of("start").fields["start"].editor
    assert isinstance(editor, TextEditor) and editor.edit.isReadOnly()


def test_undo_shows_the_old_value_again(document, inspector, qtbot) -> None:
    inspector.selection.choose(id_of(document, "POL-3"))
    type_in(qtbot, inspector, "duration_minutes", "12")
    document.undo()
    assert inspector.facts.form_of("duration_minutes").fields["duration_minutes"].editor.edit.text() == "10 wd"


def test_a_file_that_is_read_only_takes_no_typing(document, tmp_path, qtbot) -> None:
    other = PlanDocument.open(document.path, read_only=True)
    try:
        panel = Inspector(other, translator("nl"), Selection())
        shown(qtbot, panel)
        panel.selection.choose(id_of(other, "POL-3"))
        editor = panel.facts.form_of("duration_minutes").fields["duration_minutes"].editor
        assert isinstance(editor, TextEditor) and editor.edit.isReadOnly()
        assert not panel.before.key.isVisible()
    finally:
        other.close()


# --- links ------------------------------------------------------------------------------------


def test_a_predecessor_is_added_by_its_key_and_taken_out(document, inspector, qtbot) -> None:
    inspector.selection.choose(id_of(document, "POL-5"))
    qtbot.keyClicks(inspector.before.key, "pol-1")
    qtbot.keyClick(inspector.before.key, Qt.Key.Key_Return)
    (made,) = stored(document).predecessors(id_of(document, "POL-5"))
    assert (made.predecessor_id, made.type) == (id_of(document, "POL-1"), LinkType.FS)
    row = inspector.before.link_rows[0]
    row.remove.click()
    assert not stored(document).predecessors(id_of(document, "POL-5"))


def test_a_ring_is_refused_with_the_whole_ring_in_words(document, inspector, qtbot) -> None:
    inspector.selection.choose(id_of(document, "POL-1"))
    qtbot.keyClicks(inspector.before.key, "POL-3")
    qtbot.keyClick(inspector.before.key, Qt.Key.Key_Return)
    assert document.last_seq == 0
    assert "POL-1" in inspector.before.trouble.text() and "POL-3" in inspector.before.trouble.text()


@pytest.mark.parametrize(
    ("typed", "lag", "unit"),
    [
        ("10", 10 * DAY, LagUnit.WORK),
        ("−2 wd", -2 * DAY, LagUnit.WORK),
        ("50 %", 50, LagUnit.PERCENT),
        ("3 d verstreken", 3 * 1440, LagUnit.ELAPSED),
    ],
)
def test_type_and_lag_of_a_link_are_typed(document, inspector, qtbot, typed: str, lag: int, unit: LagUnit) -> None:
    inspector.selection.choose(id_of(document, "POL-3"))
    row = inspector.before.link_rows[0]
    row.lag.setText(typed)
    row.lag.setModified(True)
    qtbot.keyClick(row.lag, Qt.Key.Key_Return)
    row = inspector.before.link_rows[0]
    row.type.setCurrentIndex(list(LinkType).index(LinkType.SS))
    row.type.activated.emit(row.type.currentIndex())
    (found,) = stored(document).predecessors(id_of(document, "POL-3"))
    assert (found.lag, found.lag_unit, found.type) == (lag, unit, LinkType.SS)


def test_a_link_leads_to_the_other_activity(document, inspector, qtbot) -> None:
    revealed: list[UUID] = []
    inspector.selection.reveal.connect(revealed.append)
    inspector.selection.choose(id_of(document, "POL-3"))
    row = inspector.before.link_rows[0]
    row.way.click()
    assert revealed == [id_of(document, "POL-1")]
    assert inspector.title.text().startswith("POL-1")


# --- sources, history, other kinds ---------------------------------------------------------------


def test_a_citation_is_shown_added_and_taken_out(document, inspector, qtbot) -> None:
    inspector.selection.choose(id_of(document, "POL-3"))
    section: CitationSection = inspector.sources
    assert "wordt opgeleid" in texts(section)
    section.add()
    assert len(stored(document).citations(id_of(document, "POL-3"))) == 2
    document.undo()
    assert len(document.plan.citations(id_of(document, "POL-3"))) == 1


def test_history_tells_what_happened_to_the_row(document, inspector, qtbot) -> None:
    document.do(edits.set_field(document.plan, document.plan.activities_by_key["POL-3"], "duration_minutes", 12 * DAY))
    document.undo()
    inspector.selection.choose(id_of(document, "POL-3"))
    told = texts(inspector.history)
    assert "duur 10 wd → 12 wd (Programmabureau)" in told
    assert "duur 12 wd → 10 wd (ongedaan gemaakt door Programmabureau)" in told


def test_a_commitment_an_indicator_and_a_link_can_be_edited_too(document, inspector, qtbot) -> None:
    promise = next(c for c in document.plan.commitments if c.key == "TZ-1")
    inspector.selection.choose(promise.id)
    form = inspector.plain.form_of("commitment")
    assert form.ask("term", ImpreciseDate.exact(date(2022, 12, 1)))
    (link,) = document.plan.predecessors(id_of(document, "POL-3"))
    inspector.selection.choose(link.id)
    assert inspector.plain.form_of("dependency").ask("lag", "4")
    assert document.plan.row(Dependency, link.id).lag == 4 * DAY
    inspector.selection.choose(document.plan.indicators[0].id)
    assert inspector.figures.isVisible()
    assert "3.361" in inspector.figures.chart.accessibleDescription()


def test_orange_needs_an_explanation(document, inspector, qtbot) -> None:
    criterion = document.plan.criteria[0]
    inspector.selection.choose(criterion.id)
    judged = inspector.judged
    judged.light.setCurrentIndex(list(Light).index(Light.ORANGE))
    judged.add()
    assert document.last_seq == 0 and judged.trouble.text()
    judged.explanation.setText("Te weinig docenten")
    judged.add()
    assert [a.explanation for a in stored(document).assessments(criterion.id)] == ["Krap", "Te weinig docenten"]


def test_every_control_has_a_name_and_room_to_hit(document, inspector, qtbot) -> None:
    from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QComboBox, QPlainTextEdit, QSpinBox

    inspector.selection.choose(id_of(document, "POL-3"))
    for fold in inspector.facts.folds:
        fold.set_open(True)
    QApplication.processEvents()
    kinds = (QLineEdit, QComboBox, QPlainTextEdit, QAbstractButton, QSpinBox, QAbstractSlider)
    controls = [c for kind in kinds for c in inspector.findChildren(kind) if c.isVisible()]
    controls = [
        c for c in controls if c.objectName() not in ("qt_spinbox_lineedit",) and "scroll" not in c.objectName()
    ]
    controls = [c for c in controls if type(c).__name__ != "QScrollBar"]
    assert len(controls) > 20
    for control in controls:
        assert control.accessibleName(), control
        assert control.height() >= 24, control.accessibleName()


@pytest.mark.parametrize("code", ["nl", "en"])
def test_both_languages_show_every_kind(document, qtbot, code: str) -> None:
    panel = Inspector(document, translator(code), Selection())
    shown(qtbot, panel)
    for row in list(document.plan.all_rows()):
        panel.selection.choose(row.id)
        assert panel.title.text()
    panel.selection.choose()
    assert panel.empty.isVisible()


def test_remarks_are_shown_added_dealt_with_and_removed(document: PlanDocument, inspector: Inspector, qtbot):
    row = next(a for a, _ in document.plan.outline if not a.is_summary)
    inspector.selection.choose(row.id)
    line = inspector.remarks.findChild(QLineEdit)
    assert line is not None
    qtbot.keyClicks(line, "Belt terug")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    (remark,) = document.plan.remarks(row.id)
    assert remark.text == "Belt terug"
    assert "Belt terug" in texts(inspector.remarks)
    next(b for b in inspector.remarks.findChildren(QToolButton) if b.accessibleName() == "Afgehandeld").click()
    assert document.plan.remarks(row.id)[0].handled
    assert "afgehandeld" in texts(inspector.remarks)
    document.do(edits.remove_activities(document.plan, [row.id]))  # what is said about a row goes with it
    assert document.plan.remarks(row.id) == ()
