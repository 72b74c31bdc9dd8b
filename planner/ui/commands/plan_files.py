"""Files of MS Project and other planning programs: in and out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog

from planner.application.file_formats import FORMATS, Reading, patterns, readable
from planner.message import N_
from planner.ui.action_spec import ActionSpec, declare
from planner.ui.conditions import can_edit
from planner.ui.dialogs.common import show_modal
from planner.ui.dialogs.file_choice import ask_new_file
from planner.ui.edit_runner import notify, reporting_refusals

if TYPE_CHECKING:
    from planner.formats.incoming import Incoming
    from planner.formats.msproject.neutral import Neutral
    from planner.ui.dialogs.waiting import Task
    from planner.ui.plan_window import PlanWindow


def import_plan_file(window: PlanWindow) -> None:
    """Ask for a plan file, read it in the background, ask how it comes in, and show what it would change."""
    words = window.translator
    suffixes = patterns(sorted(readable(Reading.PROJECT)))
    pattern = words.translate("Plans of other programs ({patterns})", patterns=suffixes)
    folder = str(window.document.path.parent)
    chosen, _ = QFileDialog.getOpenFileName(window, words.translate("Import"), folder, pattern)
    if chosen:
        with reporting_refusals(window):
            bring_in(window, Path(chosen))


def bring_in(window: PlanWindow, path: Path) -> None:
    """Read a plan file and take it over if the user wants to. FileTrouble where it cannot be read."""
    from planner.ui.dialogs.import_preview import ImportPreview
    from planner.ui.dialogs.plan_file import PlanFileDialog
    from planner.ui.dialogs.waiting import wait_for

    words, title = window.translator, window.translator.translate("Import {name}", name=path.name)

    def read(task: Task[Neutral]) -> Neutral:
        from planner.formats.msproject.own import read_for
        from planner.formats.msproject.process import PlanFiles

        with PlanFiles() as worker:
            return read_for(plan, path, worker, progress=task.notify, cancelled=task.must_stop)

    plan = window.document.plan
    neutral = wait_for(window, words, title, read)
    if neutral is None:
        return
    asking = PlanFileDialog(plan, words, path.name, neutral, window)
    wanted = asking.exec() == QDialog.DialogCode.Accepted
    owner, recalculate = asking.organisation, asking.recalculate
    asking.deleteLater()
    if not wanted:
        return

    def compare(task: Task[Incoming]) -> Incoming:
        from planner.formats.msproject.reader import incoming_of

        task.notify("comparing")
        return incoming_of(neutral, path.name, plan, organisation=owner, recalculate=recalculate)

    incoming = wait_for(window, words, title, compare)
    if incoming is not None:
        show_modal(ImportPreview(window.document, words, incoming, window))


def export_plan_file(window: PlanWindow) -> None:
    """Ask where, write for MS Project in the background, and say so once it is there."""
    from planner.ui.dialogs.waiting import wait_for

    words, document = window.translator, window.document
    pattern = ";;".join(each.pattern(words) for each in FORMATS if each.reads is Reading.PROJECT and each.write)
    target = ask_new_file(window, words.translate("Export"), document.path.with_suffix(".xml"), pattern)
    if target is None:
        return
    plan, schedule = document.plan, document.schedule

    def write(task: Task[str]) -> str:
        from planner.formats.msproject import write_project

        task.notify("writing")
        kept = write_project(plan, schedule, target, words, cancelled=task.must_stop)
        return "\n".join(kept.as_lines(words))

    with reporting_refusals(window):
        written = wait_for(window, words, words.translate("Export {name}", name=target.name), write)
        if written is not None:
            notify(window, words.translate("Written: {path}.", path=str(target)) + "\n" + written)


declare(
    ActionSpec("import.project", N_("MS Project in…"), import_plan_file, when=can_edit),
    ActionSpec("export.project", N_("MS Project out (.xml)…"), export_plan_file),
)
