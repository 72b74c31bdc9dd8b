"""Links between marks on the overview: those across lanes, and those between neighbours in a lane."""

from __future__ import annotations

from uuid import UUID

from planner.chart.gantt import drives
from planner.chart.lanes import LaneItem
from planner.chart.links import End, route
from planner.chart.marks import Marks
from planner.chart.scene import Canvas, MarkKind, Polyline
from planner.domain.model import Dependency
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule

STUB = 5.0
MOST_LINKS = 40
NEAR_ROWS = 1.6

Spot = tuple[LaneItem, float, Marks]


def draw_lane_links(canvas: Canvas, plan: Plan, schedule: Schedule, spots: dict[UUID, Spot]) -> int:
    """Draw the links that one can follow with the eye; gives how many were left out."""
    shown = [link for link in plan.rows(Dependency) if link.predecessor_id in spots and link.successor_id in spots]
    ranked = sorted(shown, key=lambda link: _order(plan, schedule, spots, link))
    drawn = [link for link in ranked if plan.is_chain(link) or _near(spots, link)][:MOST_LINKS]
    for link in drawn:
        chain, critical = plan.is_chain(link), drives(schedule, link)
        look = "link" + (".chain" if chain else "") + (".critical" if critical else "")
        points = route(_end(spots[link.predecessor_id]), _end(spots[link.successor_id]), link.type, STUB)
        canvas.put("links", Polyline(points, look, about=link.id))
        canvas.kinds.add(MarkKind.CHAIN_LINK if chain else MarkKind.LINK)
        if critical:
            canvas.kinds.add(MarkKind.CRITICAL_LINK)
    return len(shown) - len(drawn)


def _order(plan: Plan, schedule: Schedule, spots: dict[UUID, Spot], link: Dependency) -> tuple[bool, bool, float, str]:
    distance = abs(spots[link.predecessor_id][1] - spots[link.successor_id][1])
    return not drives(schedule, link), not plan.is_chain(link), distance, str(link.id)


def _near(spots: dict[UUID, Spot], link: Dependency) -> bool:
    first, second = spots[link.predecessor_id], spots[link.successor_id]
    return abs(first[1] - second[1]) <= NEAR_ROWS * max(first[2].row, 14.0)


def _end(spot: Spot) -> End:
    item, middle, marks = spot
    half = marks.diamond if item.activity.is_milestone else marks.bar / 2
    at_left = not item.inside and item.text_x < item.extent.left
    at_right = not item.inside and not at_left and bool(item.texts)
    return End(
        item.extent,
        middle - half,
        middle,
        middle + half,
        text_right=item.right if at_right else None,
        text_left=item.left if at_left else None,
    )
