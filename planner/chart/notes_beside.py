"""Texts beside the bars of a Gantt: to the right where there is room, else to the left, else not at all."""

from __future__ import annotations

from planner.chart.axis import centred
from planner.chart.date_words import said_beside
from planner.chart.marks import Extent
from planner.chart.options import Labels, ViewOptions
from planner.chart.scene import Anchor, Canvas, Label, SceneRow
from planner.chart.styles import Measure, fitted
from planner.domain.control.statements import Statements
from planner.domain.model import Activity
from planner.domain.scheduling.schedule import ScheduledActivity

GAP = 5.0
BETWEEN = 4.0


def write_beside(
    canvas: Canvas,
    activity: Activity,
    planned: ScheduledActivity,
    extent: Extent,
    row: SceneRow,
    options: ViewOptions,
    measure: Measure,
    room: tuple[float, float, float],
    told: Statements,
) -> tuple[float | None, float | None]:
    """The name and the words of a date, as far as asked for.

    `room` is where texts may begin and end, and what one at the right keeps free beside the mark.
    Gives where a text at the right ends and where one at the left begins.
    """
    pieces = _pieces(activity, planned, options, told)
    if not pieces:
        return None, None
    widths = [measure(text, style) for text, style in pieces]
    total = sum(widths) + BETWEEN * (len(pieces) - 1)
    left, right, gap = room
    if extent.right + gap + total <= right - 2:
        x = extent.right + gap
    elif extent.left - GAP - total >= left + 2:
        x = extent.left - GAP - total
    else:
        text, style = pieces[0]
        text = fitted(text, style, right - 2 - extent.right - gap, measure)
        if len(text) < 4:
            return None, None
        pieces, widths, x = [(text, style)], [measure(text, style)], extent.right + gap
    at_left, begin = x < extent.left, x
    for (text, style), width in zip(pieces, widths, strict=True):
        look = "words" if style.endswith("words") else "text"
        y = centred(row.y + row.height / 2, style)
        canvas.put("text", Label(x, y, text, style, width, look, Anchor.START, activity.id))
        x += width + BETWEEN
    return (None, begin) if at_left else (x - BETWEEN, None)


def _pieces(
    activity: Activity, planned: ScheduledActivity, options: ViewOptions, told: Statements
) -> list[tuple[str, str]]:
    if options.labels is Labels.NONE or activity.is_summary:
        return []
    found: list[tuple[str, str]] = []
    if options.labels is Labels.ALL:
        found.append((activity.name, f"{options.styles}.label"))
    words = said_beside(told, activity, options.translator)
    if words:
        found.append((words, f"{options.styles}.words"))
    elif activity.is_milestone:
        found.append((options.translator.date(planned.finish.date(), "medium"), f"{options.styles}.label"))
    return found
