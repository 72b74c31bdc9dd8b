"""The registers: sort, filter, edit, add and remove; the change log and the findings in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from panel_plan import DAY, open_plan, shown, stored
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QToolButton

from planner.application.change_words import done_by, row_history
from planner.application.templates import template_plan
from planner.document import PlanDocument
from planner.domain import edits
from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.model import Activity, Agreed, Commitment, CommitmentStatus, Indicator, Light, Organisation, Source
from planner.domain.rows import make
from planner.language import translator
from planner.ui.message_strip import strip_of
from planner.ui.panels.controls import Choices
from planner.ui.panels.figures import FigureChart
from planner.ui.panels.readiness import FIRST_TRACK
from planner.ui.panels.register import Register
from planner.ui.panels.registers import (
    ChangeLog,
    CommitmentRegister,
    FindingRegister,
    IndicatorRegister,
    OrganisationRegister,
    ReadinessPanel,
    SourceRegister,
)
from planner.ui.panels.steering import AgreementRegister, DecisionRegister, RiskRegister
from planner.ui.selection import Selection

ALL = (
    ChangeLog,
    CommitmentRegister,
    FindingRegister,
    IndicatorRegister,
    OrganisationRegister,
    ReadinessPanel,
    SourceRegister,
)


@pytest.fixture
def document(tmp_path: Path) -> Iterator[PlanDocument]:
    made = open_plan(tmp_path)
    yield made
    made.close()


@pytest.fixture
def register(document: PlanDocument, qtbot) -> CommitmentRegister:
    made = CommitmentRegister(document, translator("nl"), Selection())
    QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return shown(qtbot, made)  # type: ignore[return-value]


def column(register: Register, name: str) -> int:
    return next(at for at, each in enumerate(register.model.columns) if each.name == name)


def texts(register: Register, name: str) -> list[str]:
    at = column(register, name)
    return [register.order.index(row, at).data() for row in range(register.order.rowCount())]


def type_in(qtbot, register: Register, row: int, name: str, text: str) -> None:
    """Open the editor of a cell as F2 does, type a text and press Enter."""
    index = register.order.index(row, column(register, name))
    register.table.setCurrentIndex(index)
    register.table.edit(index)
    editor = [each for each in register.table.findChildren(QLineEdit) if each.isVisible()][-1]
    editor.setText(text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()


# --- sorting and filtering ---------------------------------------------------------------------


def test_keys_sort_by_their_number_and_back_to_the_order_of_the_plan(register) -> None:
    assert texts(register, "key") == ["MO-1", "TZ-2", "TZ-10", "TZ-1"]
    register.table.sortByColumn(column(register, "key"), Qt.SortOrder.AscendingOrder)
    assert texts(register, "key") == ["MO-1", "TZ-1", "TZ-2", "TZ-10"]
    register.table.sortByColumn(column(register, "kind"), Qt.SortOrder.DescendingOrder)
    assert texts(register, "key") == ["TZ-1", "TZ-2", "TZ-10", "MO-1"]  # alike: the order they had
    register.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    assert texts(register, "key") == ["MO-1", "TZ-2", "TZ-10", "TZ-1"]


def test_terms_sort_by_day_and_rows_without_one_come_last(register) -> None:
    register.table.sortByColumn(column(register, "term"), Qt.SortOrder.AscendingOrder)
    assert texts(register, "term") == ["1 juni 2022", "in de loop van de zomer", "–", "geen termijn"]


def test_standing_is_told_in_words_the_most_pressing_first(register) -> None:
    register.table.sortByColumn(column(register, "standing"), Qt.SortOrder.AscendingOrder)
    assert texts(register, "key") == ["TZ-10", "TZ-2", "TZ-1", "MO-1"]
    overdue = texts(register, "standing")[0]
    assert "35" in overdue and "1 jun 2022" in overdue


def test_the_filter_keeps_rows_that_have_each_word(register, qtbot) -> None:
    qtbot.keyClicks(register.filter, "brief voorb")
    assert texts(register, "key") == ["TZ-10"]
    assert register.shown.text() == "1 van 4 regels"
    register.filter.clear()
    assert len(texts(register, "key")) == 4


def test_those_without_a_term_can_be_asked_for(register) -> None:
    box = register.choices.itemAt(0).widget()
    assert isinstance(box, Choices)
    box.setCurrentText("Zonder termijn")
    assert texts(register, "key") == ["TZ-1"]
    box.setCurrentText("Achterstallig")
    assert texts(register, "key") == ["TZ-10"]


# --- editing -------------------------------------------------------------------------------------


def test_a_term_is_typed_in_words_and_the_file_has_it(document, register, qtbot) -> None:
    type_in(qtbot, register, 3, "term", "in het najaar van 2022")
    found = next(c for c in stored(document).commitments if c.key == "TZ-1")
    assert found.term is not None and found.term.latest == date(2022, 11, 30)
    assert document.last_seq == 1


def test_a_cell_refuses_in_words_and_keeps_its_value(document, register, qtbot) -> None:
    type_in(qtbot, register, 1, "title", "")
    assert document.last_seq == 0
    assert texts(register, "title")[1] == "Plan van aanpak sturen"
    assert "niet leeg" in strip_of(register).text


def test_a_status_is_chosen_from_a_list(document, register, qtbot) -> None:
    index = register.order.index(1, column(register, "status"))
    register.table.setCurrentIndex(index)
    register.table.edit(index)
    box = register.table.findChild(Choices)
    box.setCurrentText("Deels voldaan")
    box.activated.emit(box.currentIndex())
    QApplication.processEvents()
    found = next(c for c in stored(document).commitments if c.key == "TZ-2")
    assert found.status is CommitmentStatus.PARTLY


def test_a_row_is_added_with_a_key_of_its_own_and_removed_again(document, register, qtbot) -> None:
    register.activateWindow()
    register.table.setFocus()
    qtbot.waitUntil(register.table.hasFocus)
    qtbot.keyClick(register.table, Qt.Key.Key_Insert)
    QApplication.processEvents()
    assert [c.key for c in stored(document).commitments][-1] == "TZ-11"
    assert texts(register, "key")[-1] == "TZ-11"
    editor = register.table.findChild(QLineEdit)
    if editor is not None:
        qtbot.keyClick(editor, Qt.Key.Key_Escape)
    register.table.selectRow(4)
    register.remove()
    assert len(stored(document).commitments) == 4
    document.undo()
    assert texts(register, "key")[-1] == "TZ-11"


def test_the_selection_stays_when_rows_change(document, register, qtbot) -> None:
    register.table.sortByColumn(column(register, "key"), Qt.SortOrder.AscendingOrder)
    register.table.selectRow(2)
    (chosen,) = register.selection.chosen
    first = next(c for c in document.plan.commitments if c.key == "MO-1")
    document.do(edits.remove_rows(document.plan, [first]))
    document.do(edits.set_field(document.plan, document.plan.row(Commitment, chosen), "title", "Aangepast"))
    assert register.selection.chosen == (chosen,)
    assert [row.id for row in register.chosen_rows()] == [chosen]
    document.undo()
    document.undo()
    assert [row.id for row in register.chosen_rows()] == [chosen]


def test_a_row_chosen_elsewhere_is_chosen_here(document, register) -> None:
    wanted = next(c for c in document.plan.commitments if c.key == "TZ-1")
    register.selection.choose(wanted.id)
    assert [row.key for row in register.chosen_rows()] == ["TZ-1"]


def test_what_is_read_only_cannot_be_typed_in(document, qtbot) -> None:
    other = PlanDocument.open(document.path, read_only=True)
    try:
        made = CommitmentRegister(other, translator("nl"), Selection())
        flags = made.model.flags(made.model.index(0, column(made, "title")))
        assert not flags & Qt.ItemFlag.ItemIsEditable
        qtbot.addWidget(made)
    finally:
        other.close()


# --- each of them ---------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["nl", "en"])
@pytest.mark.parametrize("panel", ALL)
def test_each_register_follows_edits_undo_and_redo(document, qtbot, panel, code: str) -> None:
    made = panel(document, translator(code), Selection())
    shown(qtbot, made)
    row = document.plan.activities_by_key["POL-3"]
    document.do(edits.set_field(document.plan, row, "duration_minutes", 90 * DAY))
    document.do(edits.remove_rows(document.plan, list(document.plan.rows(Source))))
    document.do(edits.remove_rows(document.plan, list(document.plan.rows(Indicator))))
    document.do(edits.remove_rows(document.plan, list(document.plan.rows(Commitment))))
    for _ in range(3):
        document.undo()
    document.redo()
    for table in [made, *made.findChildren(Register)]:
        if isinstance(table, Register):
            assert table.model.rowCount() == len(table.model._rows_of())
            for at in range(table.model.columnCount()):
                assert table.model.headerData(at, Qt.Orientation.Horizontal)
                for number in range(table.model.rowCount()):
                    assert isinstance(table.model.index(number, at).data(), str)


def test_figures_show_their_last_value_and_how_it_changed(document, qtbot) -> None:
    made = IndicatorRegister(document, translator("nl"), Selection())
    shown(qtbot, made)
    assert texts(made.register, "latest") == ["3.361"]
    assert texts(made.register, "change") == ["▲ +10"]
    assert texts(made.measurements, "value") == ["2.928", "3.351", "3.361"]
    type_in(qtbot, made.measurements, 2, "value", "3.400")
    assert texts(made.register, "latest") == ["3.400"]
    assert stored(document).measurements(document.plan.indicators[0].id)[-1].value == 3400


def test_the_drawing_puts_higher_values_higher_and_later_ones_to_the_right(document, qtbot) -> None:
    chart = FigureChart(translator("nl"))
    shown(qtbot, chart)
    chart.show_measurements(document.plan.measurements(document.plan.indicators[0].id), "zaken")
    places = chart.places()
    assert [p.x() for p in places] == sorted(p.x() for p in places)
    assert places[0].y() > places[1].y() > places[2].y()
    assert not chart.grab().isNull()


def test_a_place_in_a_source_leads_to_what_it_is_about(document, qtbot) -> None:
    selection, revealed = Selection(), list[UUID]()
    selection.reveal.connect(revealed.append)
    made = SourceRegister(document, translator("nl"), selection)
    shown(qtbot, made)
    assert texts(made.register, "used") == ["1"]
    made.citations.open_row(made.citations.model.index(0, column(made.citations, "about")))
    assert revealed == [document.plan.activities_by_key["POL-3"].id]


def test_an_organisation_with_work_of_its_own_cannot_be_removed(document, qtbot) -> None:
    made = OrganisationRegister(document, translator("nl"), Selection())
    shown(qtbot, made)
    assert texts(made, "activities") == ["1", "3"]
    made.table.selectRow(1)
    made.remove()
    assert document.last_seq == 0 and "Politie" in strip_of(made).text
    type_in(qtbot, made, 1, "colour", "rood")
    assert document.last_seq == 0
    type_in(qtbot, made, 1, "colour", "#aa0000")
    assert stored(document).organisations_by_code["POL"].colour == "#aa0000"
    made.buttons.itemAt(0).widget().click()
    assert [o.code for o in document.plan.organisations][-1] == "ORG1"


def test_readiness_tells_sign_and_word_and_the_criteria_behind_a_cell(document, qtbot) -> None:
    made = ReadinessPanel(document, translator("nl"), Selection())
    shown(qtbot, made)
    police = [o.code for o in made.model.organisations].index("POL")
    assert made.model.cell(police, FIRST_TRACK).text == "▲ let op"
    assert "Krap" in made.model.cell(police, FIRST_TRACK).tip
    made.matrix.setCurrentIndex(made.model.index(police, FIRST_TRACK))
    assert texts(made.criteria, "name") == ["Iedereen opgeleid"]
    made.criteria.buttons.itemAt(0).widget().click()
    assert [c.organisation_id for c in document.plan.criteria] == [made.model.organisations[police].id] * 2
    ministry = [o.code for o in made.model.organisations].index("JENV")
    assert made.model.cell(ministry, FIRST_TRACK).text == "–"


def test_a_finding_leads_to_what_it_is_about(document, qtbot) -> None:
    selection, revealed = Selection(), list[UUID]()
    selection.reveal.connect(revealed.append)
    made = FindingRegister(document, translator("nl"), selection)
    shown(qtbot, made)
    assert made.model.rowCount() > 0
    made.table.doubleClicked.emit(made.order.index(0, 1))
    assert revealed and revealed[0] in made.findings()[0].about


def test_a_check_is_overruled_with_a_reason_and_that_can_be_taken_back(document, qtbot) -> None:
    made = FindingRegister(document, translator("nl"), Selection())
    shown(qtbot, made)
    finding = next(each for each in made.findings() if each.about)
    made.set_aside(finding, "")
    assert not document.plan.overrulings
    made.set_aside(finding, "Afgesproken in de stuurgroep")
    assert [each.rule for each in document.plan.overrulings] == [finding.rule]
    at = next(n for n, each in enumerate(made.model.rows) if "Afgesproken in de stuurgroep" in str(each.message))
    made.table.selectRow(made.order.mapFromSource(made.model.index(at, 0)).row())
    made.overrule()
    assert not document.plan.overrulings


# --- the change log -------------------------------------------------------------------------------


def test_the_log_tells_who_did_what_and_every_field_before_and_after(document, qtbot) -> None:
    row = document.plan.activities_by_key["POL-3"]
    document.do(edits.set_field(document.plan, row, "duration_minutes", 12 * DAY))
    document.undo()
    made = ChangeLog(document, translator("nl"), Selection())
    shown(qtbot, made)
    assert texts(made.register, "seq") == ["2", "1"]
    assert texts(made.register, "who") == ["Programmabureau"] * 2
    assert texts(made.register, "action") == ["Ongedaan gemaakt (stap 1)", "Gedaan"]
    assert "POL-3 Opleiden" in texts(made.register, "what")[1]
    made.register.table.selectRow(1)
    assert (texts(made.detail, "row"), texts(made.detail, "field")) == (["POL-3 Opleiden"], ["Duur"])
    assert (texts(made.detail, "before"), texts(made.detail, "after")) == (["10 wd"], ["12 wd"])
    document.do(edits.set_field(document.plan, document.plan.activities_by_key["POL-1"], "name", "Anders"))
    assert texts(made.register, "seq") == ["3", "2", "1"]
    assert [line.seq for line in made.register.chosen_rows()] == [1]
    made.register.filter.setText("POL-1")
    assert texts(made.register, "seq") == ["3"]


def test_rows_that_are_gone_are_still_told_by_name(document, qtbot) -> None:
    document.do(edits.remove_activities(document.plan, [document.plan.activities_by_key["POL-5"].id]))
    made = ChangeLog(document, translator("nl"), Selection())
    shown(qtbot, made)
    assert "POL-5" in texts(made.detail, "row")
    assert texts(made.detail, "field")[0] == "verwijderd"


def test_words_of_the_history_in_both_languages(document) -> None:
    organisation = document.plan.organisations_by_code["POL"]
    document.do(edits.set_field(document.plan, organisation, "contact_role", "Programmamanager"))
    document.undo()
    document.redo()
    lines, row = document.history(), document.plan.row(Organisation, organisation.id)
    dutch = row_history(lines, row, document.plan, translator("nl"))
    assert len(dutch) == 3 and dutch[0].endswith("(opnieuw gedaan door Programmabureau)")
    assert "contact (rol) – → Programmamanager" in dutch[2]
    english = row_history(lines, row, document.plan, translator("en"))
    assert "contact (role) – → Programmamanager (Programmabureau)" in english[2]
    assert done_by(lines[1], translator("en")).startswith("Undone: ")


def test_a_judgement_is_told_by_its_criterion(document, qtbot) -> None:
    from planner.application.change_words import added, title_of
    from planner.domain.model import Assessment

    row = make(Assessment, criterion_id=document.plan.criteria[0].id, on=date(2022, 7, 5), light=Light.GREEN)
    document.do(added(document.plan, row, translator("nl")))
    assert title_of(row, document.plan, translator("nl")) == "beoordeling: Iedereen opgeleid"
    assert "Iedereen opgeleid" in translator("nl").step(document.history()[0].label, document.history()[0].words)


def test_a_new_window_of_a_term_sorts_where_it_belongs(document, register) -> None:
    row = next(c for c in document.plan.commitments if c.key == "TZ-1")
    register.table.sortByColumn(column(register, "term"), Qt.SortOrder.AscendingOrder)
    document.do(edits.set_field(document.plan, row, "term", ImpreciseDate.exact(date(2022, 1, 1))))
    assert texts(register, "key")[0] == "TZ-1"
    assert register.table.indexAt(QPoint(5, 5)).row() == 0
    assert document.plan.get(Activity, row.id) is None


# --- what a programme is steered by -------------------------------------------------------------------


@pytest.mark.parametrize("kind", [AgreementRegister, RiskRegister, DecisionRegister])
def test_rows_are_added_in_each_register_of_steering_and_undone(kind, document, qtbot, qtmodeltester) -> None:
    made = kind(document, translator("nl"), Selection())
    shown(qtbot, made)
    qtmodeltester.check(made.model)
    next(b for b in made.findChildren(QToolButton) if "toevoegen" in b.accessibleName()).click()
    assert made.model.rowCount() == 1
    key = made.model.rows[0].key
    document.undo()
    assert made.model.rowCount() == 0
    document.do(edits.add_row(document.plan, made._new()))
    assert made.model.rows[0].key != key  # a key is never used again


def test_an_agreement_says_when_it_no_longer_holds(document, qtbot) -> None:
    made = AgreementRegister(document, translator("nl"), Selection())
    shown(qtbot, made)
    row = made._new()
    task = next(a for a, _ in document.plan.outline if not a.is_summary)
    finish = document.schedule[task.id].finish.date()
    document.do(edits.add_row(document.plan, row))
    document.do(edits.edit_row(row, activity_id=task.id, promised=ImpreciseDate.exact(finish), status=Agreed.ACCEPTED))
    assert texts(made, "standing") == ["Aanvaard, en haalbaar"]
    row = document.plan.agreements[0]
    document.do(edits.edit_row(row, promised=ImpreciseDate.exact(finish - timedelta(days=1))))
    assert "te laat" in texts(made, "standing")[0]


def test_the_matrix_of_readiness_keeps_qts_rules_whatever_comes_and_goes(document) -> None:
    from planner.domain.model import Organisation, Track
    from planner.ui.panels.readiness import MatrixModel

    model = MatrixModel(document, translator("en"))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    unsubscribe = document.subscribe(lambda _announcement: model.renew())
    before = model.rowCount()
    document.do(edits.add_row(document.plan, make(Track, code="NEW", name="New track", position=99)))
    organisation = make(Organisation, code="NEW", name="New organisation", position=99)
    document.do(edits.add_row(document.plan, organisation))
    document.do(edits.add_activity(document.plan, "Work", organisation_id=organisation.id))
    document.do(edits.set_field(document.plan, document.plan.programme, "status_date", date(2030, 1, 1)))
    assert model.rowCount() >= before
    while document.can_undo():
        document.undo()
    assert model.rowCount() == before and tester is not None
    unsubscribe()


def test_an_empty_register_says_what_adds_the_first_row_and_a_filter_that_nothing_passes(window, qtbot):
    window.show_view("risks")
    register = window._views["risks"].findChild(Register)
    assert register.nothing.isVisible() and "Ins" in register.nothing.text()
    register.buttons.itemAt(0).widget().click()
    qtbot.waitUntil(lambda: register.model.rowCount() == 1)
    assert not register.nothing.isVisible()
    register.filter.setText("no such risk")
    assert register.nothing.isVisible() and "filter" in register.nothing.text()
    register.filter.clear()
    assert not register.nothing.isVisible()


def test_every_long_text_of_a_risk_has_its_name_above_it_and_the_reminder_stands_once(window, qtbot):
    window.show_view("risks")
    window._views["risks"].findChild(Register).buttons.itemAt(0).widget().click()
    qtbot.waitUntil(lambda: window.selection.current is not None)
    texts = [text.text() for text in window.inspector.plain.findChildren(QLabel) if text.isVisible()]
    assert {"Cause", "Effect", "Control measure", "Note"} <= set(texts)
    assert sum("No case data" in text for text in texts) == 1
    for label in window.inspector.plain.findChildren(QLabel):
        if label.isVisible() and label.text() == "Control measure":
            assert label.width() >= label.sizeHint().width()


def test_that_a_finding_about_a_figure_says_which(tmp_path: Path, qtbot) -> None:
    path = tmp_path / "wsm.keten"
    PlanDocument.create(path, template_plan("wsm-2022")).close()
    with closing(PlanDocument.open(path)) as document:
        made = shown(qtbot, FindingRegister(document, translator("nl"), Selection()))
        about = texts(made, "about")
        assert "KG-1 Zedenzaken in voorraad bij de politie" in about
        assert not any("measurement" in text or "meting" in text for text in about)
        made.close()
