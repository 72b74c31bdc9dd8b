"""Files that come in: each is shown, taken over if the user says so, and noted in the round that is open."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from planner.document import PlanDocument
from planner.domain.changes import Step
from planner.domain.control.rounds import open_round, with_reply
from planner.domain.merging import Merge
from planner.exchange.excel.reader import workbook_header
from planner.exchange.formats import OTHER_SHEETS, WORKBOOKS, read_incoming
from planner.exchange.remarks import with_remarks
from planner.language import Wording
from planner.ui.attempts import telling
from planner.ui.commands.files import busy, show_modal


def take_in_files(parent: QWidget, document: PlanDocument, wording: Wording, paths: Sequence[Path]) -> None:
    """Look at files one after the other, in the order in which they came; one that cannot be read stops no other."""
    for path in paths:
        with telling(parent):
            _take_in(parent, document, wording, path)


def _take_in(parent: QWidget, document: PlanDocument, wording: Wording, path: Path) -> None:
    from planner.ui.dialogs.import_preview import ImportPreview
    from planner.ui.dialogs.merge_review import MergeReview

    with busy():
        incoming = read_incoming(path, document.plan, as_of=document.plan_as_of)
    if incoming.merge is None:
        show_modal(ImportPreview(document, wording, incoming, parent))
        return
    organisation = _sender(document, path)

    def finish(merge: Merge, taken: frozenset[int]) -> Step:
        at = datetime.now().astimezone().replace(microsecond=0, tzinfo=None)
        step = with_remarks(merge, taken, path.name, at, wording)
        if organisation is None:
            return step
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        left = len(merge.proposals) - len(taken)
        return with_reply(
            document.plan, step, organisation, at, path.name, digest=digest, taken=len(taken), kept_out=left
        )

    show_modal(MergeReview(document, wording, incoming, finish, parent))


def _sender(document: PlanDocument, path: Path):
    """The organisation whose part a workbook is, where a round is open in which that counts."""
    if path.suffix.lower() not in WORKBOOKS | OTHER_SHEETS or open_round(document.plan) is None:
        return None
    organisation = document.plan.organisations_by_code.get(workbook_header(path).organisation)
    return organisation.id if organisation is not None else None
