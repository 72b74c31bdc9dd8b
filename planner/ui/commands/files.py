"""Opening, copying, bringing in and handing out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QProcess, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from planner.application.file_formats import ExportRequest, FileFormat, Reading, export, patterns, readable
from planner.chart.printed import print_view
from planner.errors import FileTrouble
from planner.language import Translator
from planner.message import N_
from planner.ui.conditions import needs
from planner.ui.dialogs.common import show_beside
from planner.ui.edit_runner import notify, reporting_refusals
from planner.ui.views import printed_view

if TYPE_CHECKING:
    from planner.ui.main_window import MainWindow

SUFFIX = ".keten"


def ask_plan_to_open(parent: QWidget, words: Translator, folder: Path) -> Path | None:
    """Ask for a plan file that is there."""
    pattern = words.translate("Plans (*.keten);;All files (*)")
    chosen, _ = QFileDialog.getOpenFileName(parent, words.translate("Open plan"), str(folder), pattern)
    return Path(chosen) if chosen else None


def ask_new_file(parent: QWidget, title: str, offered: Path, pattern: str, *, over: bool = True) -> Path | None:
    """Ask where to write; a missing suffix is added. With `over` the dialog asks before it writes over a file."""
    options = QFileDialog.Option(0) if over else QFileDialog.Option.DontConfirmOverwrite
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(offered), pattern, options=options)
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(offered.suffix)


def new(window: MainWindow) -> None:
    from planner.ui.dialogs.new_plan import ask_new_plan

    wanted = ask_new_plan(window, window.translator, window.document.path.parent)
    if wanted is not None:
        window.controller.new_plan(*wanted)


def open_plan(window: MainWindow) -> None:
    path = ask_plan_to_open(window, window.translator, window.document.path.parent)
    if path is not None:
        window.controller.open_plan(path)


def open_beside(window: MainWindow) -> None:
    """Open a plan in a window of its own, by another process of this program: neither can take the other along."""
    path = ask_plan_to_open(window, window.translator, window.document.path.parent)
    if path is None:
        return
    arguments = [str(path)] if getattr(sys, "frozen", False) else ["-m", "planner", str(path)]
    window.controller.keep_settings()
    with reporting_refusals(window):
        if not QProcess.startDetached(sys.executable, arguments)[0]:  # type: ignore[index]
            raise FileTrouble(N_("Another window could not be opened."))


@needs(N_("The plan can be changed here already."))
def is_read_only(window: MainWindow) -> bool:
    return window.document.read_only


def take_over(window: MainWindow) -> None:
    """Ask, then open the plan for writing here: whoever has it open can no longer change it there."""
    words = window.translator
    held = words.translate(window.document.locked_by) if window.document.locked_by else ""
    text = words.translate(
        "{held} Take it over only if nobody is working in it: their next change will be refused.", held=held
    )
    box = QMessageBox(QMessageBox.Icon.Question, words.translate("Take the plan over"), text, parent=window)
    yes = box.addButton(words.translate("Take over"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(words.translate("Leave it"), QMessageBox.ButtonRole.RejectRole))
    box.exec()
    if box.clickedButton() is yes:
        window.controller.take_over_plan()


def recent(window: MainWindow) -> list[tuple[str, str]]:
    """Recently opened plans other than this one, newest first, with their folder."""
    here = str(window.document.path.resolve())
    return [
        (path, f"{Path(path).name} — {Path(path).parent}")
        for path in window.controller.settings.recent_files
        if path != here
    ]


def open_recent(window: MainWindow, path: str) -> None:
    window.controller.open_plan(Path(path))


def save_copy(window: MainWindow) -> None:
    """Write the file as it is now under another name; this one stays open."""
    words, here = window.translator, window.document.path
    offered = here.with_name(words.translate("{name} (copy)", name=here.stem) + SUFFIX)
    target = ask_new_file(
        window, words.translate("Save a copy"), offered, words.translate("Plans (*.keten)"), over=False
    )
    if target is None:
        return
    with reporting_refusals(window):
        if target.resolve() == here.resolve():
            raise FileTrouble(N_("A copy cannot take the place of the plan itself."))
        window.document.copy_to(target)
        notify(window, words.translate("A copy is in {path}.", path=str(target)))


def close(window: MainWindow) -> None:
    window.controller.close_plan()


def quit_program(window: MainWindow) -> None:
    window.controller.quit()


# --- in ------------------------------------------------------------------------------------------


def import_workbook(window: MainWindow) -> None:
    suffixes = patterns(readable(Reading.OUR_WORKBOOK, Reading.SHEETS))
    _import(window, window.translator.translate("Workbooks and sheets ({patterns})", patterns=suffixes))


def import_file(window: MainWindow) -> None:
    suffixes = patterns(readable(Reading.OUR_WORKBOOK, Reading.SHEETS, Reading.WHOLE_PLAN))
    _import(window, window.translator.translate("Workbooks and plans ({patterns})", patterns=suffixes))


def _import(window: MainWindow, pattern: str) -> None:
    """Ask for a file, show what it would change, and take that over as one step if the user says so."""
    from planner.ui.commands.replies import take_in_files

    words = window.translator
    chosen, _ = QFileDialog.getOpenFileName(
        window, words.translate("Import"), str(window.document.path.parent), pattern
    )
    if chosen:
        take_in_files(window, window.document, words, [Path(chosen)])


# --- out -----------------------------------------------------------------------------------------


def export_as(kind: FileFormat, window: MainWindow) -> None:
    """Ask where, write the plan in a format, and say so once it is there. A picture is of what is looked at."""
    words, here = window.translator, window.document.path
    view = _view_to_draw(window) if kind.views else ""
    part = words.translate(print_view(view).text if view else kind.part).lower()
    stem = f"{here.stem} {part}" if part else here.stem
    target = ask_new_file(window, words.translate("Export"), here.with_name(stem + kind.suffix), kind.pattern(words))
    if target is None:
        return
    options = {"view": view} if view else {}
    with reporting_refusals(window):
        with busy():
            written = export(ExportRequest(window.document, words, target, options))
        notify(window, words.translate("Written: {path}.", path=", ".join(str(path) for path in written)))


def _view_to_draw(window: MainWindow) -> str:
    """The sheet that shows what is looked at; the Gantt where there is none, or one that needs more to be said."""
    printed = printed_view(window.view)
    return printed if printed != "changes" else "gantt"


def print_preview(window: MainWindow) -> None:
    """Show what is looked at as sheets of paper, to be printed or written to a file."""
    from planner.ui.printing.preview import PrintPreview

    view = printed_view(window.view)
    only = window.planning.filtered() if view == "gantt" else None
    for earlier in window.findChildren(PrintPreview):
        earlier.close()
    preview = PrintPreview(window.document, window.translator, window.controller.settings, view, window, only=only)
    preview.finished.connect(lambda _result: window.controller.keep_settings())
    preview.show()


class busy:  # noqa: N801 - used as a block: with busy():
    """Shows the waiting cursor while a block runs."""

    def __enter__(self) -> None:
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)

    def __exit__(self, *_reason: object) -> None:
        QGuiApplication.restoreOverrideCursor()


# --- dialogs about the plan ----------------------------------------------------------------------


def edit_programme(window: MainWindow) -> None:
    from planner.ui.dialogs.programme import ProgrammeDialog

    show_beside(window, ProgrammeDialog, window.document, window.translator)


def edit_calendars(window: MainWindow) -> None:
    from planner.ui.dialogs.calendars import CalendarDialog

    show_beside(window, CalendarDialog, window.document, window.translator)


def show_modal(dialog: QDialog) -> None:
    """Show a dialog until it is done with, and let it go."""
    dialog.exec()
    dialog.deleteLater()
