"""What is selected: one for the whole window, so that table, chart and panels agree."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar, cast
from uuid import UUID

from PySide6.QtCore import QObject, Signal

Found = TypeVar("Found")


class Selection(QObject):
    """The chosen rows of the plan, by id, in the order they were chosen in; the last is the current one.

    Ids may be of any kind of row. `changed` tells of another choice. `reveal(row_id)` asks whoever
    shows that row to bring it into sight (opening what it is in, changing view if need be).
    """

    changed = Signal()
    reveal = Signal(object)  # UUID

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chosen: tuple[UUID, ...] = ()
        self._worked_out: dict[str, tuple[tuple[UUID, ...], object, object]] = {}

    @property
    def chosen(self) -> tuple[UUID, ...]:
        return self._chosen

    @property
    def current(self) -> UUID | None:
        """The row chosen last; None where nothing is chosen."""
        return self._chosen[-1] if self._chosen else None

    def choose(self, *row_ids: UUID) -> None:
        """Choose these rows and no others; the last becomes the current one. Without any: nothing."""
        chosen = tuple(dict.fromkeys(row_ids))
        if chosen != self._chosen:
            self._chosen = chosen
            self.changed.emit()

    def worked_out(self, name: str, plan: object, work: Callable[[], Found]) -> Found:
        """What follows from the choice in a plan: worked out once, until another choice or another plan."""
        known = self._worked_out.get(name)
        if known is None or known[0] is not self._chosen or known[1] is not plan:
            known = self._worked_out[name] = (self._chosen, plan, work())
        return cast(Found, known[2])

    def show(self, row_id: UUID) -> None:
        """Choose one row and have it brought into sight."""
        self.choose(row_id)
        self.reveal.emit(row_id)

    def keep_only(self, present: Iterable[UUID]) -> None:
        """Forget chosen rows that are no longer in the plan."""
        left = frozenset(present)
        self.choose(*(row_id for row_id in self._chosen if row_id in left))
