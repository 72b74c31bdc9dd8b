"""Which activities have a row, and in what order."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from planner.chart.options import ViewOptions
from planner.domain.model import Activity
from planner.domain.plan import Plan


class ChartRow(NamedTuple):
    """An activity in its row, how deep it is in the outline, and whether rows under it are hidden."""

    activity: Activity
    depth: int
    collapsed: bool = False


def chart_rows(plan: Plan, options: ViewOptions) -> tuple[ChartRow, ...]:
    """The rows that the options ask for, from top to bottom."""
    if options.order is not None:
        known = {here[0].id: here for here in plan.outline}
        found = ((known.get(row_id), row_id) for row_id in options.order)
        return tuple(ChartRow(*here, row_id in options.collapsed) for here, row_id in found if here is not None)
    wanted = None if options.only is None else _with_ancestors(plan, options.only)
    rows: list[ChartRow] = []
    hidden_below: int | None = None
    for activity, depth in plan.outline:
        if hidden_below is not None and depth > hidden_below:
            continue
        hidden_below = None
        if wanted is not None and activity.id not in wanted:
            continue
        folded = activity.id in options.collapsed and bool(plan.children(activity.id))
        rows.append(ChartRow(activity, depth, folded))
        if folded:
            hidden_below = depth
    return tuple(rows)


def _with_ancestors(plan: Plan, ids: frozenset[UUID]) -> set[UUID]:
    found = set(ids)
    for row_id in ids:
        found.update(above.id for above in plan.ancestors(row_id))
    return found
