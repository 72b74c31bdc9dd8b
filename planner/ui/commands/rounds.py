"""What can be done with update rounds: start one, take replies in, write its papers, end it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from planner.document import PlanDocument
from planner.domain.control import rounds
from planner.domain.control.rounds import Answer, Party
from planner.domain.model import UpdateRound
from planner.language import Translator
from planner.ui.dialogs.common import show_modal
from planner.ui.dialogs.file_choice import ask_new_file, busy
from planner.ui.edit_runner import notify, reporting_refusals, run_step


class RoundOwner(QWidget):
    """What the commands use of the panel that shows the rounds."""

    document: PlanDocument
    translator: Translator

    def shown(self) -> UpdateRound | None:
        """The round that is looked at."""
        raise NotImplementedError

    def parties(self, each: UpdateRound) -> Sequence[Party]:
        """Who was asked in a round, with what came of it."""
        raise NotImplementedError


def start(panel: RoundOwner) -> None:
    """Ask for the round, open it, and write everybody's workbook."""
    from planner.ui.dialogs.rounds import StartRoundDialog

    document, words = panel.document, panel.translator
    folder = document.path.parent / words.translate("update rounds")
    dialog = StartRoundDialog(document.plan, words, folder, date.today(), panel)
    wanted = dialog.exec()
    if wanted:
        step = None
        with reporting_refusals(panel):
            step = rounds.start_round(
                document.plan,
                dialog.name.text().strip(),
                dialog.today,
                dialog.due_on,
                dialog.organisation_ids,
                document.last_seq,
                dialog.note.toPlainText().strip(),
            )
        if step is not None and run_step(panel, document, step):
            _write(panel, dialog.path)
    dialog.deleteLater()


def write_again(panel: RoundOwner) -> None:
    """Write the workbooks as the plan stands now, in a folder that is asked for."""
    words = panel.translator
    here = str(panel.document.path.parent)
    chosen = QFileDialog.getExistingDirectory(panel, words.translate("Put the workbooks in"), here)
    if chosen:
        _write(panel, Path(chosen))


def _write(panel: RoundOwner, folder: Path) -> None:
    from planner.application.update_rounds import write_round

    document, words = panel.document, panel.translator
    each = rounds.open_round(document.plan)
    if each is None:
        return
    with reporting_refusals(panel):
        with busy():
            written = write_round(document.plan, document.schedule, each, folder, words, seq=document.last_seq)
        notify(
            panel,
            words.translate(
                "{number} workbooks are in {folder}. The covering texts are ready to copy.",
                number=len(written),
                folder=str(folder),
            ),
        )


def show_texts(panel: RoundOwner) -> None:
    """Show the covering texts of the round that is looked at."""
    from planner.ui.dialogs.rounds import CoveringTextsDialog

    each = panel.shown()
    if each is not None:
        show_modal(CoveringTextsDialog(panel.document.plan, each, panel.translator, panel))


def take_in(panel: RoundOwner) -> None:
    """Ask for workbooks that came back, and look at each."""
    from planner.ui.commands.replies import take_in_files

    words = panel.translator
    pattern = words.translate("Workbooks (*.xlsx *.xlsm *.ods)")
    chosen, _ = QFileDialog.getOpenFileNames(
        panel, words.translate("Take in replies"), str(panel.document.path.parent), pattern
    )
    if chosen:
        take_in_files(panel, panel.document, panel.translator, [Path(each) for each in chosen])


def write_report(panel: RoundOwner) -> None:
    """Write the report of the round that is looked at."""
    from planner.application import update_rounds

    document, words, each = panel.document, panel.translator, panel.shown()
    if each is None:
        return
    offered = document.path.with_name(words.translate("Report {round}", round=each.name) + ".html")
    target = ask_new_file(panel, words.translate("Report"), offered, words.translate("Page (*.html)"))
    if target is None:
        return
    with reporting_refusals(panel):
        with busy():
            update_rounds.write_report(document.plan, document.schedule, document.history(), each, target, words)
        notify(panel, words.translate("Written: {path}.", path=str(target)))


def close_round(panel: RoundOwner) -> None:
    """Ask whether to freeze the dates, and end the round that is looked at."""
    from planner.ui.dialogs.rounds import CloseRoundDialog

    document, each = panel.document, panel.shown()
    if each is None:
        return
    waiting = tuple(p.organisation.name for p in panel.parties(each) if p.answer in (Answer.LATE, Answer.WAITING))
    dialog = CloseRoundDialog(each, waiting, panel.translator, panel)
    if dialog.exec():
        with reporting_refusals(panel):
            step = rounds.close_round(document.plan, document.schedule, each.id, date.today(), dialog.baseline)
            document.do(step)
    dialog.deleteLater()
