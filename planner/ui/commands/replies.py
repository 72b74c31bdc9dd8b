"""Workbooks that came back: each is shown, taken over if the user says so, and noted in the open round."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from planner.document import PlanDocument
from planner.domain.control.rounds import open_round, with_reply
from planner.domain.plan import Plan
from planner.exchange.excel.reader import workbook_header
from planner.exchange.incoming import Incoming
from planner.language import Wording
from planner.ui.attempts import telling
from planner.ui.commands.files import busy, read_incoming, show_modal


def take_in_files(parent: QWidget, document: PlanDocument, wording: Wording, paths: Sequence[Path]) -> None:
    """Look at files one after the other, in the order in which they came; one that cannot be read stops no other."""
    from planner.ui.dialogs.import_preview import ImportPreview

    for path in paths:
        with telling(parent):
            with busy():
                incoming = noted(document.plan, read_incoming(path, document.plan), path)
            show_modal(ImportPreview(document, wording, incoming, parent))


def noted(plan: Plan, incoming: Incoming, path: Path) -> Incoming:
    """What a file brings, with the reply that it is noted in the same step."""
    if path.suffix.lower() == ".json" or open_round(plan) is None:
        return incoming
    organisation = plan.organisations_by_code.get(workbook_header(path).organisation)
    if organisation is None or incoming.refused:
        return incoming
    step = with_reply(
        plan,
        incoming.step,
        organisation.id,
        datetime.now().astimezone().replace(microsecond=0, tzinfo=None),
        path.name,
        digest=hashlib.sha256(path.read_bytes()).hexdigest(),
        taken=len(incoming.changes),
    )
    return replace(incoming, step=step)
