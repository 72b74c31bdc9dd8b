"""How the lanes of the overview share its height, and what goes on the sheets behind the first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planner.chart.lanes import Lane, LaneItem, PackedLane, chosen, packed, share_rows, stairs
from planner.chart.marks import Marks
from planner.language.translator import Translator

BAR_SHARE = 0.72
LEAST_ROW, USUAL_ROW, MOST_ROW = 12.2, 16.0, 24.0
TALLEST_BAR_ROW = 17.0
LAW_WEIGHT = 0.4  # the legislative course gives up rows later than others
LANE_PAD = 3.5
SPREAD = 12.0  # how much further apart rows stand where a sheet has more height than they need
OUTSIDE_STRIP = 10.0
LANE_ROWS = 3  # what a lane takes at least on a sheet behind the first


@dataclass(slots=True)
class PlacedLane:
    """A lane in its place. `strip` is what the recesses take of it, `outside` the counts of what is not in view."""

    packed: PackedLane
    y: float
    height: float
    pitch: float
    strip: float
    outside: float = 0.0


@dataclass(slots=True)
class RestOfLane:
    """What of a lane stands on a later sheet."""

    lane: Lane
    rows: list[list[LaneItem]]


class LanePlacer:
    """Shares out the height of sheets. `strip` says what a lane needs beside its rows."""

    def __init__(self, lanes: list[PackedLane], strip: Callable[[Lane], float]) -> None:
        self._lanes = lanes
        self._strip = strip

    def _outside(self, lane: PackedLane) -> float:
        return OUTSIDE_STRIP if lane.earlier or lane.later else 0.0

    def placed(self, top: float, room: float) -> list[PlacedLane]:
        found = self._lanes
        spare = room - sum(2 * LANE_PAD + self._strip(each.lane) + self._outside(each) for each in found)
        sparse = sum(max(len(each.items), 3) for each in found) * USUAL_ROW <= spare
        wanted = [stairs(each.items) if sparse else packed(each.items) for each in found]
        needed = [len(rows) for rows in wanted]
        least = [self._least_rows(len(found), spare)] * len(found)
        fit = [max(n, low) for n, low in zip(needed, least, strict=True)]
        pitch = min(spare / max(sum(fit), 1), MOST_ROW)
        if pitch < LEAST_ROW:
            weights = [LAW_WEIGHT if each.lane.law else 1.0 for each in found]
            fit = share_rows(needed, least, int(spare / LEAST_ROW), weights)
            pitch = min(spare / max(sum(fit), 1), MOST_ROW)
        placed: list[PlacedLane] = []
        over = max(spare - pitch * sum(fit), 0.0) / max(sum(fit), 1)  # shared out by rows, up to what reads well
        y = top
        for each, rows, number in zip(found, wanted, fit, strict=True):
            self._into_rows(each, rows, number)
            strip, outside = self._strip(each.lane), self._outside(each)
            height = number * (pitch + min(over, SPREAD)) + 2 * LANE_PAD + strip + outside
            placed.append(PlacedLane(each, y, height, pitch, strip, outside))
            y += height
        return placed

    @staticmethod
    def _least_rows(lanes: int, spare: float) -> int:
        """Rows that a lane's name takes, as far as there is room for it."""
        return next((n for n in (3, 2) if lanes * n * LEAST_ROW <= spare * (0.75 if n == 3 else 0.9)), 1)

    @staticmethod
    def _into_rows(lane: PackedLane, rows: list[list[LaneItem]], number: int) -> None:
        """Put a lane's items in as many rows as it gets; the least important ones are left out."""
        if len(rows) <= number:
            lane.rows = rows
            return
        kept = chosen(lane.items, number)
        drawn = {item.activity.id for item in kept}
        lane.rows, lane.left_out = packed(kept), [item for item in lane.items if item.activity.id not in drawn]

    # --- sheets behind the first ----------------------------------------------------------------

    def rest_sheets(self, room: float, *, asked: bool) -> list[list[RestOfLane]]:
        """What the first sheet leaves out, on as many sheets as it takes; none where it is little and not asked for."""
        lanes = [lane for lane in self._lanes if lane.left_out]
        cut = any(len(lane.left_out) * 2 > len(lane.items) for lane in lanes)
        if not lanes or not (cut or asked):
            return []
        sheets: list[list[RestOfLane]] = [[]]
        free = room
        for lane in lanes:
            rows = packed(lane.left_out)
            while rows:
                fits = int((free - 2 * LANE_PAD) // USUAL_ROW)
                if fits < LANE_ROWS and sheets[-1]:
                    sheets.append([])
                    free = room
                    continue
                lane.continued = lane.continued or len(sheets) + 1
                taken, rows = rows[: max(fits, 1)], rows[max(fits, 1) :]
                sheets[-1].append(RestOfLane(lane.lane, taken))
                free -= max(len(taken), LANE_ROWS) * USUAL_ROW + 2 * LANE_PAD
        return sheets


def place_rest(sheet: list[RestOfLane], top: float) -> list[PlacedLane]:
    """The lanes of a sheet behind the first."""
    placed: list[PlacedLane] = []
    y = top
    for rest in sheet:
        height = max(len(rest.rows), LANE_ROWS) * USUAL_ROW + 2 * LANE_PAD
        lane = PackedLane(rest.lane, [item for row in rest.rows for item in row], rows=rest.rows)
        placed.append(PlacedLane(lane, y, height, USUAL_ROW, 0.0))
        y += height
    return placed


def notes_of(placed: list[PlacedLane], translator: Translator) -> list[str]:
    """What is not on a sheet, in words."""
    plural, found = translator.plural, list[str]()
    for lane in (place.packed for place in placed):
        if lane.left_out:
            text = "{name}: {number} activity is not on this sheet"
            texts = "{name}: {number} activities are not on this sheet"
            found.append(plural(text, texts, len(lane.left_out), name=lane.lane.name))
        if outside := lane.earlier + lane.later + lane.unplanned:
            text = "{name}: {number} activity lies outside these dates"
            texts = "{name}: {number} activities lie outside these dates"
            found.append(plural(text, texts, outside, name=lane.lane.name))
    return found


def marks_in(row: float) -> Marks:
    """The size of marks in a row of a height."""
    return Marks.in_row(min(row, TALLEST_BAR_ROW), BAR_SHARE)
