"""What the dialogs that look ahead share: they stay beside the window, follow the plan, and lead back to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from planner.document import PlanDocument
from planner.domain.model import Activity, Organisation
from planner.domain.plan import Plan
from planner.language import Translator
from planner.ui.dialogs.common import BesideDialog
from planner.ui.panels.register import Register
from planner.ui.panels.register_model import RegisterCell, RegisterColumn, natural
from planner.ui.selection import Selection
from planner.ui.timers import single_shot

WAIT_MS = 120
"""How long typing goes on before what it does is worked out again."""


class AheadDialog(BesideDialog):
    """A dialog that one can leave open; `show_now` is called whenever the plan has changed."""

    def __init__(
        self, title: str, document: PlanDocument, translator: Translator, selection: Selection, parent: QWidget | None
    ) -> None:
        super().__init__(title, document, translator, parent)
        self.selection = selection
        self._later = single_shot(self, WAIT_MS, self.show_now)

    def follow(self) -> None:
        self.show_soon()

    def show_soon(self) -> None:
        """Work out anew once typing or editing pauses."""
        self._later.start()

    def show_now(self) -> None:
        """Show what holds for the plan as it is now."""


class AheadRegister(Register):
    """Rows about activities: choosing one chooses its activity, a double click brings it into sight."""

    def __init__(
        self,
        dialog: AheadDialog,
        title: str,
        columns: Sequence[RegisterColumn],
        rows_of: Callable[[], Sequence[Any]],
        identity: Callable[[Any], Any],
        *,
        stretch: str,
        compact: bool = True,
    ) -> None:
        super().__init__(
            dialog.document,
            dialog.translator,
            dialog.selection,
            title=title,
            columns=columns,
            rows_of=rows_of,
            identity=identity,
            kinds=frozenset({"none"}),  # the dialog tells when there is something new
            compact=compact,
            stretch=stretch,
        )
        self.table.setMinimumHeight(90)

    def ids_of(self, row: Any) -> tuple[UUID, ...]:
        activity_id = getattr(row, "activity_id", None) or getattr(row, "tightest", None)
        known = isinstance(activity_id, UUID) and self.document.plan.get(Activity, activity_id) is not None
        return (activity_id,) if known and activity_id is not None else ()


def activity_cell(plan: Plan, activity_id: UUID | None) -> RegisterCell:
    """Key and name of an activity."""
    activity = plan.get(Activity, activity_id)
    text = f"{activity.key} {activity.name}" if activity else ""
    return RegisterCell(text, natural(text), tip=text)


def organisation_cell(plan: Plan, activity_id: UUID) -> RegisterCell:
    """The code of the organisation that an activity is of."""
    activity = plan.get(Activity, activity_id)
    organisation = plan.get(Organisation, activity.organisation_id if activity else None)
    return RegisterCell(organisation.code if organisation else "", tip=organisation.name if organisation else "")


def duration_cell(words: Translator, minutes: int | None) -> RegisterCell:
    """Working time; what is negative stands out, by its sign and its colour."""
    if minutes is None:
        return RegisterCell("–", float("inf"))
    return RegisterCell(words.duration(minutes), float(minutes), tone="error" if minutes < 0 else "plain")


def shift_cell(words: Translator, minutes: int) -> RegisterCell:
    """A shift in working time with its sign; later is positive."""
    text = words.duration(minutes)
    return RegisterCell(f"+{text}" if minutes > 0 else text, float(minutes))


def day_cell(words: Translator, moment: Any) -> RegisterCell:
    """A day, sorted as a day."""
    return RegisterCell(words.date(moment), moment.isoformat())
