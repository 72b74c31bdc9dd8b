"""The rows of a chart with the links between them, kept from edit to edit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from planner.chart.link_index import LinkIndex
from planner.chart.options import ViewOptions
from planner.chart.rows import ChartRow, RowOrder, chart_rows, differing, row_of_heading
from planner.domain.model import Activity, Dependency
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule

LinkChange = tuple[Dependency | None, Dependency | None]
"""A link before and after a step; None where it is not there."""
MOST_OTHER_ROWS = 600
"""Rows that came, went or moved up to which following them costs less than building anew."""


class LinkedRows:
    """Which activities have a row, in what order, and which links run between them. It never changes itself."""

    def __init__(self, plan: Plan, schedule: Schedule, options: ViewOptions) -> None:
        rows = chart_rows(plan, options)
        if len(schedule.activities) < len(plan.table(Activity.kind_name)):
            shown = options.headings
            rows = tuple(row for row in rows if row.activity.id in schedule.activities or row.activity.id in shown)
        ids = tuple(row.activity.id for row in rows)
        self._become(plan, options, rows, RowOrder(ids), ids)
        links = (link for row_id in ids for link in plan.successors(row_id)) if options.show_links else ()
        self.links = LinkIndex(links, self._order)

    def _become(
        self, plan: Plan, options: ViewOptions, rows: tuple[ChartRow, ...], order: RowOrder, ids: tuple[UUID, ...]
    ) -> None:
        self._plan, self._options, self.rows, self._order, self._ids = plan, options, rows, order, ids

    def row_of(self, activity_id: UUID) -> int | None:
        """At which row an activity stands; None where it has none."""
        return self._order.row_of(activity_id)

    def after(
        self, plan: Plan, changed: Iterable[UUID], links: Iterable[LinkChange], ids: Sequence[UUID] | None
    ) -> LinkedRows | None:
        """The rows after a step that changed these activities and links, and after which these ids have a row.

        `ids` is None where the same have as before. Gives None where they have to be built anew.
        """
        rows = list(self.rows)
        for activity_id in changed:
            number, activity = self.row_of(activity_id), plan.get(Activity, activity_id)
            if number is None or activity is None:
                continue
            if activity.parent_id != rows[number].activity.parent_id:  # what is in it is another level deep, too
                return None
            rows[number] = rows[number]._replace(activity=activity)
        gone, come = [before for before, _ in links if before], [after for _, after in links if after]
        order = None
        if ids is not None:
            first, past, past_then = differing(self._ids, ids)
            if max(past, past_then) - first > MOST_OTHER_ROWS:
                return None
            here, then = self._ids[first:past], ids[first:past_then]
            order = self._order.spliced(first, here, then)
            if order is None:
                return None
            rows[first:past] = [_row(plan, row_id, self._options) for row_id in then]
            gone += [
                link for row_id in here if row_id in self._plan.table("activity") for link in _links(self._plan, row_id)
            ]
            come += [link for row_id in then if row_id in plan.table("activity") for link in _links(plan, row_id)]
        other = LinkedRows.__new__(LinkedRows)
        other._become(plan, self._options, tuple(rows), order or self._order, self._ids if ids is None else tuple(ids))
        other.links = self.links
        if self._options.show_links and (gone or come or order is not None):
            other.links = self.links.after(gone, come, order)
        return other


def _row(plan: Plan, row_id: UUID, options: ViewOptions) -> ChartRow:
    if row_id in options.headings:
        return ChartRow(*row_of_heading(row_id), row_id in options.collapsed)
    return ChartRow(plan.activity(row_id), sum(1 for _ in plan.ancestors(row_id)), row_id in options.collapsed)


def _links(plan: Plan, activity_id: UUID) -> tuple[Dependency, ...]:
    return *plan.predecessors(activity_id), *plan.successors(activity_id)
