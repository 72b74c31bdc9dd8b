"""What the parts of the activity table may use of it: its rows, its headings and the order of its columns."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QHeaderView, QTableView

from planner.language import Translator
from planner.ui.tables.activity_rows import ActivityRows


class RowTable(QTableView):
    """A table of the rows of ActivityRows, all of it in columns that can be moved."""

    translator: Translator
    rows: ActivityRows

    def header(self) -> QHeaderView:
        """The headings of the columns."""
        return self.horizontalHeader()

    @property
    def shown_columns(self) -> Sequence[int]:
        """The numbers of the columns that are shown, from left to right."""
        raise NotImplementedError

    def bring_into_sight(self, activity_id: UUID) -> bool:
        """Open what an activity is in and scroll to it; False if the plan has no such activity."""
        raise NotImplementedError
