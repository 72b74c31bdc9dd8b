"""Bringing a copy of the plan back into it, with the review that workbooks have."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QInputDialog

from planner.domain.merging import Accept, Merge
from planner.message import N_
from planner.ui.action_spec import ActionSpec, declare
from planner.ui.conditions import can_edit, needs
from planner.ui.dialogs.common import show_modal
from planner.ui.dialogs.file_choice import ask_plan_to_open, busy
from planner.ui.edit_runner import notify, reporting_refusals

if TYPE_CHECKING:
    from planner.domain.changes import Step
    from planner.ui.plan_window import PlanWindow


def merge_copy(window: PlanWindow) -> None:
    """Ask for a copy, show what was done in it since it was made, and take that over as one step if wanted."""
    from planner.application.copies import read_copy
    from planner.application.remarks import with_remarks
    from planner.ui.dialogs.merge_review import MergeReview

    path = ask_plan_to_open(window, window.translator, window.document.path.parent)
    if path is None:
        return

    def finish(merge: Merge, taken: frozenset[int]) -> Step:
        at = datetime.now().astimezone().replace(microsecond=0, tzinfo=None)
        return with_remarks(replace(incoming, merge=merge), taken, at, window.translator, None)

    with reporting_refusals(window):
        with busy():
            incoming = read_copy(window.document, path, Accept.PROPOSED)
        if not incoming.changes or incoming.merge is None:
            notify(window, window.translator.translate("Nothing differs from the plan."))
            return
        window.document.keep_copy()
        show_modal(MergeReview(window.document, window.translator, incoming, finish, window))


def open_from_server(window: PlanWindow) -> None:
    """Ask for the address of a plan on a server, and open it."""
    words = window.translator
    place, wanted = QInputDialog.getText(
        window,
        words.translate("Open from server"),
        words.translate("Address: postgresql://user@host/database?plan=NAME"),
    )
    if wanted and place.strip():
        window.controller.open_place(place.strip())


def show_versions(window: PlanWindow) -> None:
    """The earlier versions of the plan, to open one beside it or to put it back."""
    from planner.ui.dialogs.versions import VersionsDialog

    show_modal(VersionsDialog(window.document.path, window.translator, window.controller, window))


@needs(N_("A plan on a server keeps its earlier versions there."))
def is_a_file(window: PlanWindow) -> bool:
    return not window.document.is_shared


declare(
    ActionSpec("plan.versions", N_("Earlier versions…"), show_versions, when=is_a_file, icon="open"),
    ActionSpec("plan.merge", N_("Merge a copy…"), merge_copy, when=can_edit, icon="copy"),
    ActionSpec("plan.server", N_("Open from server…"), open_from_server, icon="open"),
)
