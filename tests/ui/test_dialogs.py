"""Dialogs: a new plan, the programme, calendars, the import preview, keys, about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from panel_plan import DAY, open_plan, shown, stored
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from planner.document import PlanDocument
from planner.domain import edits
from planner.domain.changes import Step, merged
from planner.domain.model import OFFICE_DAY, Dependency, LagUnit, LinkType
from planner.errors import EditRefused
from planner.formats.incoming import Incoming, Rank, Trouble, field_changes
from planner.language import translator
from planner.language.working_hours import hours_text
from planner.message import Message
from planner.ui.dialogs.about import AboutDialog
from planner.ui.dialogs.calendars import HOURS, LAST, NAME, CalendarDialog
from planner.ui.dialogs.hours import parse_hours
from planner.ui.dialogs.import_preview import ImportPreview
from planner.ui.dialogs.new_plan import NewPlanDialog, unused
from planner.ui.dialogs.programme import ProgrammeDialog
from planner.ui.panels.lags import lag_text, parse_lag
from planner.ui.printing.preview import PrintPreview


@pytest.fixture
def document(tmp_path: Path) -> Iterator[PlanDocument]:
    made = open_plan(tmp_path)
    yield made
    made.close()


# --- a new plan -----------------------------------------------------------------------------------


def test_a_new_plan_asks_for_a_template_and_a_file_that_is_not_there(tmp_path: Path, qtbot) -> None:
    dialog = NewPlanDialog(None, translator("nl"), tmp_path)
    shown(qtbot, dialog)
    assert (dialog.template, dialog.path) == ("wsm-2022", tmp_path / "wsm.keten")
    assert dialog.description.text()
    dialog.templates.setCurrentRow(3)
    assert (dialog.template, dialog.path) == ("leeg", tmp_path / "programma.keten")
    dialog.place.setText(str(tmp_path / "nee" / "plan"))
    dialog.accept()
    assert dialog.isVisible() and "nee" in dialog.trouble.text()
    (tmp_path / "er-al.keten").touch()
    dialog.place.setText("er-al")
    dialog.accept()
    assert dialog.isVisible() and "bestaat al" in dialog.trouble.text()
    dialog.place.setText("nieuw")
    dialog.accept()
    assert not dialog.isVisible() and dialog.path == tmp_path / "nieuw.keten"


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    (tmp_path / "wsm.keten").touch()
    assert unused(tmp_path, "wsm") == tmp_path / "wsm-2.keten"


# --- the programme and its calendars --------------------------------------------------------------


def test_programme_settings_are_kept_at_once(document, qtbot) -> None:
    dialog = ProgrammeDialog(document, translator("nl"))
    shown(qtbot, dialog)
    edit = dialog.form.fields["status_date"].editor.edit
    edit.selectAll()
    qtbot.keyClicks(edit, "1-9-2022")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert stored(document).programme.status_date == date(2022, 9, 1)
    edit = dialog.form.fields["near_critical_days"].editor.edit
    edit.selectAll()
    qtbot.keyClicks(edit, "-3")
    dialog.form.commit()
    assert dialog.form.fields["near_critical_days"].trouble.text() and document.last_seq == 1
    dialog.close()


def test_a_working_day_and_a_day_off_change_the_schedule(document, qtbot) -> None:
    dialog = CalendarDialog(document, translator("nl"))
    shown(qtbot, dialog)
    before = document.schedule[document.plan.activities_by_key["POL-1"].id].finish
    friday = dialog.week.days[4]
    friday.selectAll()
    qtbot.keyClick(friday, Qt.Key.Key_Delete)
    qtbot.keyClick(friday, Qt.Key.Key_Return)
    assert stored(document).calendars[0].week[4] == ()
    after = document.schedule[document.plan.activities_by_key["POL-1"].id].finish
    assert after > before
    dialog.exceptions.add()
    table = dialog.exceptions.table
    assert table.item(0, 0).text() == "6 jul 2022"
    table.item(0, LAST).setText("8-7-2022")
    table.item(0, NAME).setText("Studiedagen")
    table.item(0, HOURS).setText("9:00-12:00")
    (made,) = stored(document).calendars[0].exceptions
    assert (made.first, made.last, made.name) == (date(2022, 7, 6), date(2022, 7, 8), "Studiedagen")
    assert made.spans == ((540, 720),)
    dialog.close()


def test_bad_hours_and_days_are_refused_in_words(document, qtbot) -> None:
    dialog = CalendarDialog(document, translator("nl"))
    shown(qtbot, dialog)
    monday = dialog.week.days[0]
    monday.selectAll()
    qtbot.keyClicks(monday, "ochtend")
    qtbot.keyClick(monday, Qt.Key.Key_Return)
    assert document.last_seq == 0 and "ochtend" in dialog.trouble.text()
    dialog.exceptions.add()
    dialog.exceptions.table.item(0, LAST).setText("1-7-2022")
    assert document.last_seq == 1 and dialog.trouble.text()
    assert dialog.exceptions.table.item(0, LAST).text() == "6 jul 2022"
    dialog.close()


def test_calendars_are_added_and_removed_but_not_one_that_rests_on_itself(document, qtbot) -> None:
    dialog = CalendarDialog(document, translator("nl"))
    shown(qtbot, dialog)
    dialog.add()
    assert dialog.calendar is not None and dialog.calendar.name == "Nieuwe kalender"
    dialog.form.ask("base_id", dialog.calendar.id)
    assert dialog.form.fields["base_id"].trouble.text()
    dialog.remove()
    assert [c.name for c in document.plan.calendars] == ["Werkdagen"]
    dialog.close()


spans = st.lists(st.integers(0, 1440), min_size=2, max_size=6, unique=True).map(
    lambda edges: tuple(zip(sorted(edges)[::2], sorted(edges)[1::2], strict=False))
)


@settings(max_examples=60, deadline=None)
@given(spans)
def test_hours_that_are_written_read_back(found) -> None:
    assert parse_hours(hours_text(found)) == found


def test_hours_in_other_ways() -> None:
    assert parse_hours("9 - 13, 13.30 tot 17.30") == OFFICE_DAY
    assert parse_hours(" ") == ()
    for text in ("17:00-9:00", "9:00-25:00", "9-5 uur"):
        with pytest.raises(EditRefused):
            parse_hours(text)


lags = st.one_of(
    st.tuples(st.integers(-400, 400).map(lambda d: d * DAY // 4), st.just(LagUnit.WORK)),
    st.tuples(st.integers(-400, 400).map(lambda d: d * 1440), st.just(LagUnit.ELAPSED)),
    st.tuples(st.integers(-300, 300), st.just(LagUnit.PERCENT)),
)


@settings(max_examples=80, deadline=None)
@given(lags, st.sampled_from(list(LinkType)), st.sampled_from(["nl", "en"]))
def test_a_lag_that_is_written_reads_back(lag, kind, code) -> None:
    from uuid import uuid4

    link = Dependency(predecessor_id=uuid4(), successor_id=uuid4(), type=kind, lag=lag[0], lag_unit=lag[1])
    amount, unit = parse_lag(lag_text(link, translator(code)))
    assert (amount, unit) == lag or lag[0] == amount == 0


def test_a_lag_that_makes_no_sense_is_refused() -> None:
    for text in ("morgen", "10 wd x", "--3"):
        with pytest.raises(EditRefused):
            parse_lag(text)
    assert parse_lag("2 weken") == (10 * DAY, LagUnit.WORK)
    assert parse_lag("-1,5") == (-720, LagUnit.WORK)
    assert parse_lag("") == (0, LagUnit.WORK)


# --- import --------------------------------------------------------------------------------------


def incoming(document: PlanDocument, *findings: Trouble) -> Incoming:
    """A renamed activity, a new one and one taken out."""
    plan = document.plan
    first = edits.set_field(plan, plan.activities_by_key["POL-3"], "name", "Opleiden en toetsen")
    second = edits.add_activity(plan.with_step(first), "Ketentest")
    third = edits.remove_activities(plan, [plan.activities_by_key["POL-5"].id])
    step = merged("excel.import", [first, second, third], {"name": "opgave.xlsx"})
    return Incoming("opgave.xlsx", step, field_changes(step), findings)


def cells(dialog: ImportPreview, at: int) -> list[str]:
    order = dialog.changes.order
    return [order.index(row, at).data() for row in range(order.rowCount())]


def test_the_preview_tells_what_changes_and_accepting_is_one_step(document, qtbot) -> None:
    found = incoming(document, Trouble(Rank.WARNING, Message("Cel overgeslagen."), "Planning!C14"))
    dialog = ImportPreview(document, translator("nl"), found)
    shown(qtbot, dialog)
    assert dialog.summary.text().startswith("1 nieuwe regel, 1 gewijzigde regel, 1 verwijderde regel")
    renamed = cells(dialog, 2).index("Naam")
    assert (cells(dialog, 3)[renamed], cells(dialog, 4)[renamed]) == ("Opleiden", "Opleiden en toetsen")
    assert dialog.findings.order.index(0, 1).data() == "Planning!C14"
    dialog.accepting.click()
    assert not dialog.isVisible() and document.last_seq == 1
    assert stored(document).activities_by_key["POL-3"].name == "Opleiden en toetsen"
    document.undo()
    assert document.plan.activities_by_key["POL-3"].name == "Opleiden"


def test_leaving_the_preview_changes_nothing(document, qtbot) -> None:
    dialog = ImportPreview(document, translator("nl"), incoming(document))
    shown(qtbot, dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible() and document.last_seq == 0


def test_a_file_with_errors_cannot_be_taken_over(document, qtbot) -> None:
    refused = Incoming(
        "fout.xlsx",
        Step("excel.import", ()),
        (),
        (Trouble(Rank.ERROR, Message("Eind kan niet “31-2-2024” zijn."), "Planning!F9"),),
    )
    dialog = ImportPreview(document, translator("nl"), refused)
    shown(qtbot, dialog)
    assert not dialog.accepting.isEnabled() and dialog.findings.isVisible()
    dialog.accept()
    assert dialog.isVisible() and document.last_seq == 0
    dialog.reject()


def test_a_file_without_differences_says_so(document, qtbot) -> None:
    dialog = ImportPreview(document, translator("en"), Incoming("same.xlsx", Step("excel.import", ())))
    shown(qtbot, dialog)
    assert dialog.summary.text() == "Nothing differs from the plan."
    assert not dialog.accepting.isEnabled()
    dialog.reject()


# --- keys and about ------------------------------------------------------------------------------


def test_about_names_version_licence_and_libraries(qtbot) -> None:
    from planner import __version__

    dialog = AboutDialog(translator("nl"))
    shown(qtbot, dialog)
    assert "sqlmodel" in dialog.text.toPlainText() and "PySide6-Essentials" in dialog.text.toPlainText()
    told = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert __version__ in told and "EUPL-1.2" in told
    dialog.close()


@pytest.mark.parametrize("code", ["nl", "en"])
def test_no_button_cuts_its_text(document, qtbot, code: str, tmp_path: Path) -> None:
    words = translator(code)
    for dialog in (
        NewPlanDialog(None, words, tmp_path),
        ProgrammeDialog(document, words),
        CalendarDialog(document, words),
        ImportPreview(document, words, incoming(document)),
        AboutDialog(words),
    ):
        shown(qtbot, dialog)
        QApplication.processEvents()
        for button in dialog.findChildren(QPushButton):
            wide = button.fontMetrics().horizontalAdvance(button.text())
            assert button.width() >= wide + 8 and button.height() >= 24, button.text()
        dialog.close()


# --- beside the window ----------------------------------------------------------------------------


def test_settings_stay_open_beside_the_window_and_follow_it(window, controller, qtbot) -> None:
    window.board.actions["programme.edit"].trigger()
    (dialog,) = window.findChildren(ProgrammeDialog)
    assert dialog.isVisible() and not dialog.isModal()
    window.board.actions["programme.edit"].trigger()
    assert window.findChildren(ProgrammeDialog) == [dialog], "one that is open comes to the front"
    programme = window.document.plan.programme
    window.document.do(edits.edit_row(programme, name="Another name"))
    assert dialog.form.fields["name"].editor.edit.text() == "Another name"
    dialog.open_calendars()
    window.board.actions["calendars.edit"].trigger()
    assert len(window.findChildren(CalendarDialog)) == 1
    dialog.close()
    qtbot.waitUntil(lambda: not window.findChildren(ProgrammeDialog))
    assert window.findChildren(CalendarDialog)[0].isVisible()
    window.document.do(edits.edit_row(window.document.plan.programme, name="Once more"))


def test_what_stands_typed_in_settings_is_kept_when_the_window_goes(window, controller, qtbot) -> None:
    window.board.actions["programme.edit"].trigger()
    (dialog,) = window.findChildren(ProgrammeDialog)
    dialog.form.fields["version"].editor.edit.setText("2.7")
    dialog.form.fields["version"].editor.edit.setModified(True)
    dialog.form.fields["version"].editor.edit.setFocus()
    controller.rebuild()
    assert controller.document.plan.programme.version == "2.7"
    qtbot.waitUntil(lambda: controller.window is not window)
    controller.document.do(edits.edit_row(controller.document.plan.programme, name="After it went"))


def test_the_preview_stays_open_and_follows_the_plan(window, qtbot) -> None:
    window.board.actions["print.preview"].trigger()
    (preview,) = window.findChildren(PrintPreview)
    assert preview.isVisible() and not preview.isModal()
    activity = window.document.plan.activities_by_key["POL-1"]
    window.document.do(edits.edit_row(activity, name="Seen on paper at once"))
    qtbot.waitUntil(lambda: "Seen on paper" in " ".join(label.text for s in preview.sheets for label in s.labels()))
    window.show_view("overview")
    window.board.actions["print.preview"].trigger()
    qtbot.waitUntil(lambda: len(window.findChildren(PrintPreview)) == 1)
    (now,) = window.findChildren(PrintPreview)
    assert now.view == "chain-overview"
    now.close()
