"""Links between marks on the overview: those across lanes, and those between neighbours in a lane."""

from __future__ import annotations

from uuid import UUID

from planner.chart.lanes import LaneItem
from planner.chart.link_drawing import drives
from planner.chart.links import End, Points, crosses, route
from planner.chart.marks import Marks
from planner.chart.scene import Canvas, Label, MarkKind, Polyline
from planner.domain.model import Dependency, Gate
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
    obstacles = _obstacles(canvas, spots)
    drawn: list[UUID] = []
    for link in ranked:
        if len(drawn) >= MOST_LINKS:
            break
        chain, critical = plan.is_chain(link), drives(schedule, link)
        points = route(_end(spots[link.predecessor_id]), _end(spots[link.successor_id]), link.type, STUB)
        if not (critical or _tells(spots, link)) or not (chain or critical or _near(spots, link)):
            continue
        if not (critical or _between_gates(spots, link) or _is_clear(points, link, obstacles)):
            continue
        look = "link" + (".chain" if chain else "") + (".critical" if critical else "")
        canvas.put("links", Polyline(points, look, about=link.id))
        canvas.kinds.add(MarkKind.CHAIN_LINK if chain else MarkKind.LINK)
        if critical:
            canvas.kinds.add(MarkKind.CRITICAL_LINK)
        drawn.append(link.id)
    return len(shown) - len(drawn)


def _tells(spots: dict[UUID, Spot], link: Dependency) -> bool:
    """Whether a link says when something is: work without a term sets no date at its end."""
    return not any(spots[end][0].planned.termless for end in (link.predecessor_id, link.successor_id))


def _between_gates(spots: dict[UUID, Spot], link: Dependency) -> bool:
    """Whether a link joins milestones, one of them a gate: what must be ready to what that makes possible."""
    ends = (spots[link.predecessor_id][0].activity, spots[link.successor_id][0].activity)
    return all(a.is_milestone for a in ends) and any(a.gate is not Gate.NONE for a in ends)


Obstacle = tuple[UUID | None, float, float, float, float]


def _obstacles(canvas: Canvas, spots: dict[UUID, Spot]) -> list[Obstacle]:
    """What a calm link keeps clear of: texts beside marks, and the marks themselves."""
    found: list[Obstacle] = []
    for label in canvas.layers.get("text", ()):
        if not isinstance(label, Label) or label.about is None:
            continue
        spot, box = spots.get(label.about), label.box
        if spot is not None and not spot[0].inside:
            found.append((None, box.x - 2, box.y + 1, box.right + 1, box.bottom - 1))
    for about, (item, middle, marks) in spots.items():
        half = marks.bar / 2
        found.append((about, item.extent.left, middle - half, item.extent.right, middle + half))
    return found


def _is_clear(points: Points, link: Dependency, obstacles: list[Obstacle]) -> bool:
    """Whether a link goes through no text, nor through another mark than its own two."""
    own = (link.predecessor_id, link.successor_id)
    return not any(crosses(points, *box) for about, *box in obstacles if about not in own)


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
