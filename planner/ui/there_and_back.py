"""Commands that have an opposite: what one did, its opposite takes back to the letter, as long as nothing came between.

Without this a day later and a day earlier would leave a date that was not given before, and out of a summary and
into it again another place among what is in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple
from uuid import UUID

from PySide6.QtWidgets import QWidget

from planner.document import PlanDocument
from planner.domain.changes import Step
from planner.domain.plan import Plan
from planner.ui.edit_runner import run_edit


class Way(NamedTuple):
    """What is moved, and which way: 1 or -1."""

    name: str
    by: int

    @property
    def back(self) -> Way:
        return Way(self.name, -self.by)


class ThereAndBack:
    """Remembers the steps of such commands, the last one last, while the plan is as they left it."""

    def __init__(self, parent: QWidget, document: PlanDocument) -> None:
        self._parent, self._document = parent, document
        self._gone: list[tuple[Way, tuple[UUID, ...], Step]] = []
        self._left: Plan | None = None

    def run(self, way: Way, ids: Sequence[UUID], edit: Callable[[Plan], Step]) -> bool:
        """Do an edit of some rows; where the last one was its opposite on the same rows, take that back instead."""
        if self._left is not self._document.plan:
            self._gone.clear()
        returns = bool(self._gone) and self._gone[-1][:2] == (way.back, tuple(ids))
        made: list[Step] = []

        def wanted(plan: Plan) -> Step:
            made.append(self._gone[-1][2].reversed() if returns else edit(plan))
            return made[-1]

        if not run_edit(self._parent, self._document, wanted):
            return False
        if returns:
            self._gone.pop()
        else:
            self._gone.append((way, tuple(ids), made[-1]))
        self._left = self._document.plan
        return True
