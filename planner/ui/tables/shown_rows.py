"""Which rows the table and the chart show: the outline as far as it is open, or a filtered, sorted or grouped list."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from planner.chart.rows import differing
from planner.document import PlanDocument
from planner.domain.model import Activity, ActivityKind
from planner.language import Translator
from planner.ui.tables.row_filter import Arrangement, Heading, hits, in_order


class ShownRow(NamedTuple):
    """One row: which activity (or heading of a group), how deep, whether it holds others."""

    id: UUID
    depth: int
    holds: bool


class ShownRows:
    """Works out the rows from the plan. A filter and an order hold as they were when they were asked for.

    So a row does not run away while it is edited: what comes new is shown as well, at the end of a list.
    """

    def __init__(self, document: PlanDocument, translator: Translator) -> None:
        self._document, self._wording = document, translator
        self.arrangement = Arrangement()
        self.collapsed: set[UUID] = set()
        self.headings: dict[UUID, Heading] = {}  # also of before: what goes is asked for until it has gone
        self._outline: tuple[tuple[Activity, int], ...] = ()
        self._all: list[ShownRow] = []  # of the outline, also what is in closed summaries
        self._known: set[UUID] = set()  # activities there were when the arrangement was asked for
        self._hits: set[UUID] | None = None
        self._list: list[ShownRow] = []

    def arrange(self, arrangement: Arrangement) -> None:
        """Show by another filter or order from now on; EditRefused where it cannot be understood."""
        plan, schedule = self._document.plan, self._document.schedule
        found = hits(plan, schedule, arrangement.filter) if arrangement.filter else None
        self.arrangement, self._hits = arrangement, found
        self._known = set(plan.table("activity"))
        self._list = []
        if not arrangement.is_flat:
            return
        for heading, activities in in_order(plan, schedule, found, arrangement, self._wording):
            if heading is not None:
                self.headings[heading.id] = heading
                self._list.append(ShownRow(heading.id, 0, True))
            self._list += [ShownRow(activity.id, 0 if heading is None else 1, False) for activity in activities]

    def count(self) -> tuple[int, int]:
        """How many activities pass the filter, of how many there are."""
        all_rows = len(self._document.plan.outline)
        return (all_rows if self._hits is None else len(self._hits)), all_rows

    @property
    def passing(self) -> set[UUID]:
        """The activities that pass the filter, with those that are new since."""
        table = self._document.plan.table("activity")
        return set(table) if self._hits is None else {i for i in table if i in self._hits or i not in self._known}

    def is_beside(self, activity_id: UUID) -> bool:
        """Whether a row stands there only for what is in it: it does not pass the filter itself."""
        return self._hits is not None and activity_id in self._known and activity_id not in self._hits

    def wanted(self) -> list[ShownRow]:
        """The rows to show now."""
        if self.arrangement.is_flat:
            return self._open(self._as_list())
        outline = self._document.plan.outline
        first, past, past_then = differing(self._outline, outline)
        fresh = [
            ShownRow(activity.id, depth, activity.kind is ActivityKind.SUMMARY)
            for activity, depth in outline[first:past_then]
        ]
        self._outline, self._all = outline, [*self._all[:first], *fresh, *self._all[past:]]
        rows = self._all if self._hits is None else self._passing()
        return self._open(rows)

    def _open(self, rows: list[ShownRow]) -> list[ShownRow]:
        """Without what is in closed summaries or groups."""
        if not self.collapsed:
            return rows
        found: list[ShownRow] = []
        hidden_below = 1 << 30
        for row in rows:
            if row.depth > hidden_below:
                continue
            hidden_below = row.depth if row.id in self.collapsed else 1 << 30
            found.append(row)
        return found

    def _passing(self) -> list[ShownRow]:
        """Rows of the outline that pass, that are new, or that hold such."""
        assert self._hits is not None
        plan = self._document.plan
        shown = {row.id for row in self._all if row.id in self._hits or row.id not in self._known}
        above = {up.id for row_id in shown for up in plan.ancestors(row_id)}
        return [row for row in self._all if row.id in shown or row.id in above]

    def _as_list(self) -> list[ShownRow]:
        table = self._document.plan.table("activity")
        depth = 1 if self.headings else 0
        new = [a.id for a, _ in self._document.plan.outline if a.id not in self._known and not a.is_summary]
        stays = [row for row in self._list if row.id in table or row.id in self.headings]
        return [*stays, *(ShownRow(row_id, depth, False) for row_id in new)]
