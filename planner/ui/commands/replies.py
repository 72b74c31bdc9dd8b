"""Files that come in: each is shown, taken over if the user says so, and noted in the round that is open."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from planner.application.file_formats import Reading, reading_of
from planner.application.importing import read_incoming
from planner.application.remarks import with_remarks
from planner.document import PlanDocument
from planner.domain.changes import Step
from planner.domain.control.rounds import open_round, with_reply
from planner.domain.merging import Merge
from planner.formats.excel.tables import find_header
from planner.language import Translator
from planner.ui.dialogs.common import show_modal
from planner.ui.dialogs.file_choice import busy
from planner.ui.dialogs.waiting import Task, wait_for
from planner.ui.edit_runner import reporting_refusals

if TYPE_CHECKING:
    from planner.formats.foreign.grid import Book
    from planner.formats.foreign.ours import Opened
    from planner.formats.incoming import Incoming


def take_in_files(parent: QWidget, document: PlanDocument, translator: Translator, paths: Sequence[Path]) -> None:
    """Look at files one after the other, in the order in which they came; one that cannot be read stops no other."""
    for path in paths:
        with reporting_refusals(parent):
            _take_in(parent, document, translator, path)


def _take_in(parent: QWidget, document: PlanDocument, translator: Translator, path: Path) -> None:
    if reading_of(path) not in (Reading.OUR_WORKBOOK, Reading.SHEETS):
        with busy():
            incoming = read_incoming(path, document.plan, as_of=document.plan_as_of)
        _preview(parent, document, translator, incoming)
        return
    title = translator.translate("Import {name}", name=path.name)
    opened = wait_for(parent, translator, title, lambda task: _opened(task, path))
    if opened is None:
        return
    if opened.book is not None:
        take_in_foreign(parent, document, translator, opened.book)
        return
    incoming = wait_for(parent, translator, title, lambda task: _compared(task, document, opened))
    if incoming is None:
        return
    if incoming.merge is None:
        _preview(parent, document, translator, incoming)
    else:
        _review(parent, document, translator, incoming, opened)


def _opened(task: Task[Opened], path: Path) -> Opened:
    from planner.formats.foreign.ours import look_into

    task.notify("reading")
    return look_into(path)


def _compared(task: Task[Incoming], document: PlanDocument, opened: Opened) -> Incoming:
    from planner.formats.foreign.ours import compared

    task.notify("comparing")
    return compared(opened, document.plan, document.plan_as_of, without_bad_cells=True)


def take_in_foreign(parent: QWidget, document: PlanDocument, translator: Translator, book: Book) -> None:
    """Settle with the user how a sheet of somebody else is read, then show what it changes."""
    from planner.formats.foreign.draft import Draft
    from planner.formats.foreign.importing import incoming_of
    from planner.ui.dialogs.sheet_wizard import SheetWizard

    plan = document.plan
    title = translator.translate("Import {name}", name=book.name)

    def recognised(task: Task[Draft]) -> Draft:
        task.notify("recognising")
        return Draft(book, plan, task.must_stop)

    draft = wait_for(parent, translator, title, recognised)
    if draft is None:
        return
    wizard = SheetWizard(draft, plan, translator, parent)
    wizard.exec()
    proposal = wizard.proposal
    wizard.deleteLater()
    if proposal is None:
        return

    def read(task: Task[Incoming]) -> Incoming:
        def told(done: int, total: int) -> None:
            task.check()
            task.notify("taking", done, total)

        return incoming_of(book, proposal, plan, draft.figures, told)

    incoming = wait_for(parent, translator, title, read)
    if incoming is not None:
        _preview(parent, document, translator, incoming)


def _preview(parent: QWidget, document: PlanDocument, translator: Translator, incoming: Incoming) -> None:
    from planner.ui.dialogs.import_preview import ImportPreview

    show_modal(ImportPreview(document, translator, incoming, parent))


def _review(
    parent: QWidget, document: PlanDocument, translator: Translator, incoming: Incoming, opened: Opened
) -> None:
    from planner.ui.dialogs.merge_review import MergeReview

    path, organisation = opened.source, _sender(document, opened)

    def finish(merge: Merge, taken: frozenset[int]) -> Step:
        at = datetime.now().astimezone().replace(microsecond=0, tzinfo=None)
        step = with_remarks(replace(incoming, merge=merge), taken, at, translator, organisation)
        if organisation is None:
            return step
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        left = len(merge.proposals) - len(taken)
        return with_reply(
            document.plan, step, organisation, at, path.name, digest=digest, taken=len(taken), kept_out=left
        )

    show_modal(MergeReview(document, translator, incoming, finish, parent))


def _sender(document: PlanDocument, opened: Opened):
    """The organisation whose part a workbook of any kind is, where a round is open in which that counts."""
    header = find_header(list(opened.ours))
    if header is None or open_round(document.plan) is None:
        return None
    organisation = document.plan.organisations_by_code.get(header.organisation)
    return organisation.id if organisation is not None else None
