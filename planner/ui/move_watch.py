"""Watches mandatory milestones: when an edit moves one, the strip asks why, and nothing is held up."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from planner.document import Action, Announcement, PlanDocument
from planner.domain.control.baselines import Dates
from planner.domain.control.moves import Move, decided, mandatory_milestones, moves
from planner.domain.integrity import name_of
from planner.language import Translator
from planner.ui.message_strip import MessageStrip, Tone
from planner.ui.timers import single_shot

WAIT_MS = 400
"""After the last edit: a row of quick steps is asked about once."""


class MoveWatch(QObject):
    """Remembers where milestones stood before an edit, and asks about those that moved."""

    def __init__(self, window: QWidget, document: PlanDocument, translator: Translator, strip: MessageStrip) -> None:
        super().__init__(window)
        self._window, self._document, self._translator, self._strip = window, document, translator, strip
        self._before = self._dates()
        self._asked: tuple[Move, ...] = ()
        self.asks = True
        self._timer = single_shot(self, WAIT_MS, self.look)

    def _dates(self) -> Dates:
        plan, planned = self._document.plan, self._document.schedule
        return {a.id: (planned[a.id].start, planned[a.id].finish) for a in mandatory_milestones(plan)}

    def follow(self, announcement: Announcement) -> None:
        """Take note of a step; what is undone asks for no reason."""
        self._asked = ()
        if announcement.action is not Action.DO:
            self._timer.stop()
            self._before = {}
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def look(self) -> None:
        """Ask about the mandatory milestones that moved and that no decision is about."""
        before = self._before
        self._before = self._dates()
        document, words, strip = self._document, self._translator, self._strip
        found = [m for m in moves(document.plan, before, document.schedule) if decided(document.plan, m) is None]
        if not found or document.read_only or not self.asks:
            return
        self._asked = tuple(found)
        told = words.translate(
            "{name} moved from {before} to {after}.",
            name=name_of(document.plan.activity(found[0].activity_id)),
            before=found[0].before.date(),
            after=found[0].after.date(),
        )
        if len(found) > 1:
            more = words.plural(
                "{number} more mandatory milestone moved too.",
                "{number} more mandatory milestones moved too.",
                len(found) - 1,
            )
            told = f"{told} {more}"
        strip.notify(told, Tone.NOTE, act=words.translate("Say why…"), run=self.ask)

    def ask(self) -> None:
        """Open the form for the milestones that the strip tells of."""
        from planner.ui.dialogs.decision import DecisionDialog

        if self._asked:
            DecisionDialog(self._document, self._translator, self._asked, self._window).open()
            self._asked = ()
