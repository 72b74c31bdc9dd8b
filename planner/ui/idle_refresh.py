"""Brings what tells of the whole plan up to date: at once if it is small, in bites at a quiet moment otherwise."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator

from PySide6.QtCore import QObject

from planner.document import PlanDocument
from planner.domain.model import Activity
from planner.domain.plan import Plan
from planner.language import Translator
from planner.ui.state_of_plan import PlanState, work_out
from planner.ui.timers import single_shot

SMALL = 1_000
"""Activities up to which all is worked out at once, together with the edit."""
QUIET_MS, BITE_SECONDS = 350, 0.008
"""Larger plans wait until nothing was edited for a while; then keys and mouse are looked at after each bite."""


def is_small(plan: Plan) -> bool:
    """Whether all that tells of a plan can be shown at once with each edit."""
    return len(plan.table(Activity.kind_name)) <= SMALL


class IdleRefresh(QObject):
    """Works the state of the plan out and shows it; until then, `waiting` has said that it is not there yet."""

    def __init__(
        self,
        document: PlanDocument,
        words: Translator,
        show: Callable[[PlanState], None],
        waiting: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._document, self._words, self._show, self._waiting = document, words, show, waiting
        self._work: Generator[None, None, PlanState] | None = None
        self._timer = single_shot(self, 0, self._bite)

    @property
    def _is_small(self) -> bool:
        return is_small(self._document.plan)

    def first(self) -> None:
        """Show it for the first time: a large plan's window does not wait for it."""
        if self._is_small:
            self.finish()
        else:
            self.start()

    def start(self) -> None:
        """The plan has changed: begin again."""
        self._work = None
        if self._is_small:
            self._timer.start(0)
            return
        self._waiting()
        self._timer.start(QUIET_MS)

    def stop(self) -> None:
        """The window is about to go."""
        self._timer.stop()

    def finish(self) -> None:
        """Work it out and show it now."""
        self._timer.stop()
        work, self._work = self._work or work_out(self._document, self._words), None
        self._run(work, None)

    def _bite(self) -> None:
        if self._work is None:
            self._work = work_out(self._document, self._words)
        if self._run(self._work, None if self._is_small else BITE_SECONDS):
            self._work = None
        else:
            self._timer.start(0)

    def _run(self, work: Generator[None, None, PlanState], seconds: float | None) -> bool:
        """Go on with the work, for so long at least; whether it is done and shown."""
        begun = time.perf_counter()
        while True:
            try:
                next(work)
            except StopIteration as done:
                self._show(done.value)
                return True
            if seconds is not None and time.perf_counter() - begun > seconds:
                return False
