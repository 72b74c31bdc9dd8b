"""Replies of a round, a folder of them in any order: each taken over as far as it goes by itself, and reported on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from planner.application.file_formats import Reading, reading_of
from planner.application.remarks import with_remarks
from planner.document import PlanDocument
from planner.domain.control.rounds import Answer, open_round, parties, replies_of, with_reply
from planner.domain.merging import Accept
from planner.domain.model import Organisation
from planner.errors import FileTrouble, PlannerError
from planner.formats.excel.tables import find_header
from planner.formats.foreign.ours import compared, look_into
from planner.language import Translator
from planner.message import N_, Message


class Outcome(StrEnum):
    """What became of a reply."""

    TAKEN = "taken"  # all of it
    TO_LOOK_AT = "to-look-at"  # taken, but for what asks for somebody's eyes
    KNOWN = "known"  # the same file came in before
    REFUSED = "refused"  # nothing was taken over


@dataclass(frozen=True, slots=True)
class ReplyResult:
    """One file of a folder: whose it is, what was taken over and what was not, and why.

    `taken` and `kept_out` count proposed changes; `remarks` what was written beside the cells.
    """

    path: Path
    outcome: Outcome
    organisation: Organisation | None = None
    taken: int = 0
    kept_out: int = 0
    remarks: int = 0
    reasons: tuple[Message, ...] = ()


def take_folder(document: PlanDocument, folder: Path, translator: Translator) -> Iterator[ReplyResult]:
    """Take over every file with sheets in a folder, the oldest first, each as a step of its own.

    Raises FileTrouble where the folder cannot be read or no round is open.
    """
    if open_round(document.plan) is None:
        raise FileTrouble(N_("No round is open: start one first."))
    try:
        files = [path for path in folder.iterdir() if path.is_file() and not path.name.startswith((".", "~$"))]
        files = sorted(files, key=lambda path: (path.stat().st_mtime, path.name))
    except OSError as error:
        raise FileTrouble(
            N_("{path} cannot be read: {reason}."), path=str(folder), reason=error.strerror or str(error)
        ) from None
    for path in files:
        if reading_of(path) in (Reading.OUR_WORKBOOK, Reading.SHEETS):
            try:
                yield take_reply(document, path, translator)
            except PlannerError as trouble:
                yield ReplyResult(path, Outcome.REFUSED, reasons=(trouble.message,))
        else:
            reason = Message(N_("This is no file with sheets."))
            yield ReplyResult(path, Outcome.REFUSED, reasons=(reason,))


def take_reply(document: PlanDocument, path: Path, translator: Translator) -> ReplyResult:
    """Take over one reply as far as it goes by itself: what only its sender changed, in the sender's own rows.

    The rest is kept as remarks. Raises FileTrouble or EditRefused where nothing can be taken over.
    """
    opened = look_into(path)
    header = find_header(list(opened.ours))
    if header is None:
        raise FileTrouble(N_("{name} is not one of the workbooks that were sent."), name=path.name)
    organisation = document.plan.organisations_by_code.get(header.organisation)
    if organisation is None:
        raise FileTrouble(N_("{name} does not say whose it is: it was not sent to one organisation."), name=path.name)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if _is_known(document, digest):
        return ReplyResult(path, Outcome.KNOWN, organisation)
    incoming = compared(opened, document.plan, document.plan_as_of, without_bad_cells=True)
    errors = tuple(found.message for found in incoming.findings if found.rank == "error" and not found.left_out)
    if incoming.refused or incoming.merge is None:
        return ReplyResult(path, Outcome.REFUSED, organisation, reasons=errors)
    merge, at = incoming.merge, datetime.now().astimezone().replace(tzinfo=None, microsecond=0)
    taken = merge.taken(Accept.PROPOSED)
    kept_out = len(merge.proposals) - len(taken)
    step = with_remarks(incoming, taken, at, translator, organisation.id)
    step = with_reply(
        document.plan, step, organisation.id, at, path.name, digest=digest, taken=len(taken), kept_out=kept_out
    )
    document.do(step)
    reasons = tuple(found.message for found in incoming.findings)
    eyes = kept_out or incoming.left_out or incoming.remarks
    outcome = Outcome.TO_LOOK_AT if eyes else Outcome.TAKEN
    return ReplyResult(path, outcome, organisation, len(taken), kept_out, len(incoming.remarks), reasons)


def _is_known(document: PlanDocument, digest: str) -> bool:
    each = open_round(document.plan)
    return each is not None and any(reply.digest == digest for reply in replies_of(document.plan, each.id))


def silent(document: PlanDocument) -> tuple[Organisation, ...]:
    """Who was asked in the open round and has not answered yet."""
    each = open_round(document.plan)
    if each is None:
        return ()
    found = parties(document.plan, document.schedule, each, document.plan.programme.status_date)
    return tuple(party.organisation for party in found if party.answer in (Answer.WAITING, Answer.LATE))
