"""Print preview: each choice shows at once, is kept for its view, and goes to paper and files as it is shown."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter

from planner.chart.printed import PRINT_VIEWS
from planner.settings import Settings
from planner.ui.panels.controls import Choices
from planner.ui.printing.preview import PrintPreview
from planner.ui.printing.set_up import SetUp, keep_set_up, kept_set_up


@pytest.fixture
def preview(window, qtbot) -> PrintPreview:
    dialog = PrintPreview(window.document, window.translator, Settings(language="en"), "gantt", window)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def pick(preview: PrintPreview, box: Choices, value: object) -> None:
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())
    preview.lay_out()


def words(preview: PrintPreview) -> str:
    return " ".join(label.text for scene in preview.sheets for label in scene.labels())


@pytest.mark.parametrize("view", [view.name for view in PRINT_VIEWS])
def test_that_every_view_shows_sheets_or_says_what_it_needs(preview: PrintPreview, view: str):
    pick(preview, preview.fields.views, view)
    assert preview.view == view
    assert len(preview.sheets) or "first date" in preview.trouble.text()


def test_that_paper_orientation_organisation_and_grey_show_at_once(preview: PrintPreview):
    wide = preview.sheets[0].width
    pick(preview, preview.fields.paper, "A4")
    pick(preview, preview.fields.landscape, False)
    assert preview.sheets[0].width < wide
    assert "Draft" in words(preview)
    pick(preview, preview.fields.owner, window_plan(preview).organisations_by_code["POL"].id)
    assert "Training" in words(preview) and "Draft" not in words(preview)
    preview.fields.grey.setChecked(True)
    assert preview.theme.name == "grey"


def window_plan(preview: PrintPreview):
    return preview.document.plan


def test_that_only_what_counts_for_a_view_can_be_chosen(preview: PrintPreview):
    assert preview.fields.columns.isVisible() and preview.fields.wide.isVisible()
    pick(preview, preview.fields.views, "figures")
    assert not preview.fields.columns.isVisible() and not preview.fields.owner.isVisible()


def test_that_a_poster_and_several_sheets_can_be_turned(preview: PrintPreview, qtbot):
    preview.fields.poster_wide.setValue(2)
    preview.fields.poster_high.setValue(2)
    preview.lay_out()
    assert len(preview.sheets) == 4 and preview.place.text() == "Sheet 1 of 4"
    qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    assert preview.place.text() == "Sheet 2 of 4"
    preview.turn(99)
    assert preview.place.text() == "Sheet 4 of 4" and not preview.onward.isEnabled()


def test_that_what_does_not_go_together_is_said_and_nothing_prints(preview: PrintPreview):
    preview.fields.set_up = SetUp(paper="A4", columns=("key", "shoe size"))
    preview.lay_out()
    assert "shoe size" in preview.trouble.text() and preview.trouble.isVisible()
    assert not preview.accepting.isEnabled()


def test_that_a_date_that_cannot_be_read_gives_its_field_back(preview: PrintPreview):
    preview.fields.first.setText("1 March 2024")
    preview.fields.first.editingFinished.emit()
    assert preview.fields.set_up.first == "2024-03-01"
    preview.fields.first.setText("whenever")
    preview.fields.first.editingFinished.emit()
    assert preview.fields.set_up.first == "2024-03-01"
    assert "2024" in preview.fields.first.text()


def test_that_the_language_of_the_sheets_is_a_choice_of_its_own(preview: PrintPreview):
    pick(preview, preview.fields.language, "nl")
    assert "Peildatum" in words(preview)


def test_that_each_view_keeps_its_set_up():
    settings = Settings()
    keep_set_up(settings, "gantt", SetUp(paper="A1", grey=True, columns=("key", "name")))
    keep_set_up(settings, "milestones", SetUp(paper="A4", landscape=False))
    assert kept_set_up(settings, "gantt", "A3") == SetUp(paper="A1", grey=True, columns=("key", "name"))
    assert not kept_set_up(settings, "milestones", "A3").landscape
    assert kept_set_up(settings, "readiness", "A3").paper == "A3"
    settings.print_set_ups = '{"gantt": {"paper": 7, "columns": ["nose"], "rows": "none"}}'
    assert kept_set_up(settings, "gantt", "A3") == SetUp(paper="A3")


def test_that_a_printer_gets_the_sheets_and_only_those_asked_for(preview: PrintPreview, tmp_path: Path):
    preview.fields.poster_wide.setValue(2)
    preview.lay_out()
    for pages in (None, (2, 2)):
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        preview.prepare(printer)
        if pages:
            printer.setFromTo(*pages)
        assert preview.print_on(printer) == (1 if pages else len(preview.sheets))
    text = subprocess.run(["pdftotext", str(tmp_path / "printed.pdf"), "-"], capture_output=True, check=False)
    assert text.returncode != 0 or b"Entry" in text.stdout or b"entry" in text.stdout


@pytest.mark.parametrize("suffix", [".pdf", ".svg", ".png", ".pptx"])
def test_that_what_is_shown_can_be_written(preview: PrintPreview, tmp_path: Path, suffix: str):
    preview.save_as(suffix, tmp_path / f"sheets{suffix}")
    assert list(tmp_path.glob(f"sheets*{suffix}"))
    assert str(tmp_path) in preview.trouble.text()


def test_that_every_field_is_named_and_large_enough(preview: PrintPreview):
    fields = preview.fields.findChildren(Choices)
    assert len(fields) >= 5
    for field in fields:
        assert field.accessibleName() and field.minimumHeight() >= 24
