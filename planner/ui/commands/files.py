"""Opening, copying, bringing in and handing out."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QFileDialog, QMessageBox

from planner.application.file_formats import FORMATS, ExportRequest, FileFormat, Reading, export, patterns, readable
from planner.chart.printed import print_view
from planner.errors import FileTrouble
from planner.message import N_
from planner.ui.action_spec import ActionSpec, ChoiceSpec, declare
from planner.ui.conditions import can_edit, needs
from planner.ui.dialogs.common import show_beside
from planner.ui.dialogs.file_choice import SUFFIX, ask_new_file, ask_plan_to_open, asking_over, busy
from planner.ui.edit_runner import notify, reporting_refusals
from planner.ui.plain_text import plain
from planner.ui.views import printed_view

if TYPE_CHECKING:
    from planner.ui.plan_window import PlanWindow


def new(window: PlanWindow) -> None:
    from planner.ui.dialogs.new_plan import ask_new_plan

    wanted = ask_new_plan(window, window.translator, window.document.path.parent)
    if wanted is not None:
        window.controller.new_plan(*wanted)


def open_plan(window: PlanWindow) -> None:
    path = ask_plan_to_open(window, window.translator, window.document.path.parent)
    if path is not None:
        window.controller.open_plan(path)


def open_beside(window: PlanWindow) -> None:
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
def is_read_only(window: PlanWindow) -> bool:
    return window.document.read_only


def take_over(window: PlanWindow) -> None:
    """Ask, then open the plan for writing here: whoever has it open can no longer change it there."""
    words = window.translator
    held = words.translate(window.document.locked_by) if window.document.locked_by else ""
    text = words.translate(
        "{held} Take it over only if nobody is working in it: their next change will be refused.", held=held
    )
    box = QMessageBox(QMessageBox.Icon.Question, words.translate("Take the plan over"), plain(text), parent=window)
    yes = box.addButton(words.translate("Take over"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(words.translate("Leave it"), QMessageBox.ButtonRole.RejectRole))
    box.exec()
    if box.clickedButton() is yes:
        window.controller.take_over_plan()


def recent(window: PlanWindow) -> list[tuple[str, str]]:
    """Recently opened plans other than this one, newest first, with their folder."""
    here = str(window.document.path.resolve())
    return [
        (path, f"{Path(path).name} — {Path(path).parent}")
        for path in window.controller.settings.recent_files
        if path != here
    ]


def open_recent(window: PlanWindow, path: str) -> None:
    window.controller.open_plan(Path(path))


def tell_saved(window: PlanWindow) -> None:
    """Answer that there is nothing left to save: every step is written when it is taken."""
    words = window.translator
    if window.document.read_only:
        notify(window, words.translate("The plan can be looked at here, not changed: there is nothing to save."))
    else:
        notify(
            window,
            words.translate(
                "Everything is saved in {file}: each change is written at once.", file=window.document.path.name
            ),
        )


def save_copy(window: PlanWindow) -> None:
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


def close(window: PlanWindow) -> None:
    window.controller.close_plan()


def quit_program(window: PlanWindow) -> None:
    window.controller.quit()


# --- in ------------------------------------------------------------------------------------------


def import_workbook(window: PlanWindow) -> None:
    suffixes = patterns(readable(Reading.OUR_WORKBOOK, Reading.SHEETS))
    _import(window, window.translator.translate("Workbooks and sheets ({patterns})", patterns=suffixes))


def import_file(window: PlanWindow) -> None:
    suffixes = patterns(readable(Reading.OUR_WORKBOOK, Reading.SHEETS, Reading.WHOLE_PLAN))
    _import(window, window.translator.translate("Workbooks and plans ({patterns})", patterns=suffixes))


def _import(window: PlanWindow, pattern: str) -> None:
    """Ask for a file, show what it would change, and take that over as one step if the user says so."""
    from planner.ui.commands.replies import take_in_files

    words = window.translator
    chosen, _ = QFileDialog.getOpenFileName(
        window, words.translate("Import"), str(window.document.path.parent), pattern
    )
    if chosen:
        take_in_files(window, window.document, words, [Path(chosen)])


# --- out -----------------------------------------------------------------------------------------


def export_as(kind: FileFormat, window: PlanWindow) -> None:
    """Ask where, write the plan in a format, and say so once it is there. A picture is of what is looked at."""
    words, here = window.translator, window.document.path
    view = _view_to_draw(window) if kind.views else ""
    part = words.translate(print_view(view).text if view else kind.part).lower()
    stem = f"{here.stem} {part}" if part else here.stem
    target = ask_new_file(window, words.translate("Export"), here.with_name(stem + kind.suffix), kind.pattern(words))
    if target is None:
        return
    options = {"view": view} if view else {}

    def write(*, over: bool) -> list[Path]:
        with busy():
            return export(ExportRequest(window.document, words, target, options, over=over))

    with reporting_refusals(window):
        written = asking_over(window, write)
        if not written:
            return
        notify(window, words.translate("Written: {path}.", path=", ".join(str(path) for path in written)))


def _view_to_draw(window: PlanWindow) -> str:
    """The sheet that shows what is looked at; the Gantt where there is none, or one that needs more to be said."""
    printed = printed_view(window.view)
    return printed if printed != "changes" else "gantt"


def print_preview(window: PlanWindow) -> None:
    """Show what is looked at as sheets of paper, to be printed or written to a file."""
    from planner.ui.printing.preview import PrintPreview

    view = printed_view(window.view)
    only = window.planning.filtered() if view == "gantt" else None
    for earlier in window.findChildren(PrintPreview):
        earlier.close()
    preview = PrintPreview(window.document, window.translator, window.controller.settings, view, window, only=only)
    preview.finished.connect(lambda _result: window.controller.keep_settings())
    preview.show()


# --- dialogs about the plan ----------------------------------------------------------------------


def edit_programme(window: PlanWindow) -> None:
    from planner.ui.dialogs.programme import ProgrammeDialog

    show_beside(window, ProgrammeDialog, window.document, window.translator)


def edit_calendars(window: PlanWindow) -> None:
    from planner.ui.dialogs.calendars import CalendarDialog

    show_beside(window, CalendarDialog, window.document, window.translator)


declare(
    ActionSpec("plan.new", N_("New plan…"), new, ("Ctrl+N",), icon="new"),
    ActionSpec("plan.open", N_("Open…"), open_plan, ("Ctrl+O",), icon="open"),
    ActionSpec("plan.beside", N_("Open in another window…"), open_beside, ("Ctrl+Shift+O",), icon="open"),
    ActionSpec("plan.saved", N_("Save"), tell_saved, ("Ctrl+S",)),
    ActionSpec("plan.copy", N_("Save a copy…"), save_copy, ("Ctrl+Shift+S", "F12"), icon="copy"),
    ActionSpec("plan.take_over", N_("Take the plan over…"), take_over, when=is_read_only),
    ActionSpec("plan.close", N_("Close plan"), close, ("Ctrl+W",), icon="close"),
    ActionSpec("program.quit", N_("Quit"), quit_program, ("Ctrl+Q",)),
    ActionSpec("import.workbook", N_("Excel in…"), import_workbook, ("Ctrl+I",), can_edit, icon="excel-in"),
    ActionSpec("import.file", N_("Import workbook or plan…"), import_file, when=can_edit),
    ActionSpec(
        "print.preview",
        N_("Print preview…"),
        print_preview,
        ("Ctrl+P",),
        icon="print",
        short=N_("Print preview"),
    ),
    ActionSpec("programme.edit", N_("Programme…"), edit_programme, icon="settings"),
    ActionSpec("calendars.edit", N_("Calendars…"), edit_calendars, icon="calendar"),
    ChoiceSpec("plan.recent", N_("Open recent"), recent, open_recent),
)

declare(
    *(
        ActionSpec(f"export.{each.action}", each.menu, partial(export_as, each), each.keys, icon=each.icon)
        for each in FORMATS
        if each.action
    )
)
