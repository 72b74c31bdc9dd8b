"""Both ends of an activity were said and its duration changes: the strip says which end moved, and offers the other."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from planner.document import Action, Announcement, PlanDocument
from planner.domain.edits import edit_row
from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.integrity import name_of
from planner.domain.model import Activity
from planner.language import Translator
from planner.ui.edit_runner import run_edit
from planner.ui.message_strip import MessageStrip, Tone


class EndsWatch(QObject):
    """Watches for a said finish that a typed duration took away."""

    def __init__(self, window: QWidget, document: PlanDocument, translator: Translator, strip: MessageStrip) -> None:
        super().__init__(window)
        self._window, self._document, self._translator, self._strip = window, document, translator, strip
        self.stop = document.subscribe(self._follow)

    def _follow(self, announcement: Announcement) -> None:
        if announcement.action is not Action.DO:
            return
        for change in announcement.step.changes:
            before, after = change.before, change.after
            if not isinstance(before, Activity) or not isinstance(after, Activity):
                continue
            gone = before.finish_window if after.finish_window is None else None
            if gone is not None and after.start_window and before.duration_minutes != after.duration_minutes:
                self._tell(after, gone)
                return

    def _tell(self, activity: Activity, gone: ImpreciseDate) -> None:
        told = self._translator.translate(
            "{name}: the finish follows from the duration now; “{said}” no longer holds.",
            name=name_of(activity),
            said=self._translator.window(gone),
        )
        keep = self._translator.translate("Move the start instead")
        self._strip.notify(told, Tone.NOTE, act=keep, run=partial(self._keep_finish, activity.id, gone))

    def _keep_finish(self, activity_id: UUID, gone: ImpreciseDate) -> None:
        """The finish stays as it was said, and the start follows from it."""
        if self._document.plan.get(Activity, activity_id) is None:
            return
        run_edit(
            self._window,
            self._document,
            lambda plan: edit_row(plan.activity(activity_id), start_window=None, finish_window=gone),
        )
