"""Drawing a plan of 10,000 activities: scrolling and zooming a frame at a time, and pages of paper."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime

from PySide6.QtGui import QImage, QPainter

from benchmarks.generate import Size, large_plan
from benchmarks.pace import Pace, Times
from benchmarks.row import Row, best
from planner.chart.gantt import Gantt
from planner.chart.options import Labels, ViewOptions
from planner.chart.pages import PageOptions, Pages
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule, schedule
from planner.language import translator
from planner.painting import application
from planner.painting.files import pdf_bytes
from planner.painting.fonts import measure
from planner.painting.painter import ScenePainter
from planner.painting.theme import LIGHT

ACTIVITIES, LINKS = 10_000, 15_000
FRAMES = 80
WIDTH, HEIGHT = 1600, 1000
ROW = 26.0
FRAME_MS = 16.7


def frame(gantt: Gantt, painter: ScenePainter, image: QImage, first: int, left: float) -> None:
    """Lay out and paint what one view shows."""
    view = replace(gantt.options, first_row=first, row_count=int(HEIGHT / ROW) + 1, left=left, right=left + WIDTH)
    scene = gantt.scene(view, with_head=False)
    drawing = QPainter(image)
    drawing.fillRect(image.rect(), LIGHT.background)
    drawing.translate(-left, 0)
    painter.paint(drawing, scene, only=["axis"])
    drawing.translate(0, scene.head_height - first * ROW)
    painter.paint(drawing, scene)
    drawing.end()


def scrolling(gantt: Gantt, pace: Pace) -> Times:
    """Frames at places all over the chart."""
    chance, painter = random.Random(1), ScenePainter(LIGHT)
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    far = max(gantt.scale.width - WIDTH, 0.0)
    places = [(chance.randrange(max(len(gantt.rows) - 40, 1)), chance.random() * far) for _ in range(FRAMES)]
    found = Times()
    for first, left in places:
        pace.measure(lambda first=first, left=left: frame(gantt, painter, image, first, left), found)
    return found


def zooming(gantt: Gantt, pace: Pace) -> Times:
    """Frames while zooming from years to weeks and back, a step at a time."""
    painter, image = ScenePainter(LIGHT), QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    widths = [0.1 * 1.15**n for n in range(40)]
    found = Times()

    def step(width: float) -> None:
        zoomed = gantt.at_width(width)
        left = max(zoomed.scale.width / 2 - WIDTH / 2, 0.0)
        frame(zoomed, painter, image, len(gantt.rows) // 2, left)

    for width in (*widths, *reversed(widths)):
        pace.measure(lambda width=width: step(width), found)
    return found


def pages(plan: Plan, planned: Schedule) -> Pages:
    options = PageOptions(ViewOptions(translator=translator("nl")), "A3", printed_at=datetime(2022, 7, 6))
    return Pages(plan, planned, options, measure)


def pdf_seconds(size: int) -> float:
    """Time for the whole Gantt of a plan as PDF."""
    plan = large_plan(Size(size, size * 3 // 2))
    planned = schedule(plan)
    return best(lambda: pdf_bytes(pages(plan, planned), paper="A3", landscape=True), 2)


def run() -> list[Row]:
    """Frames in milliseconds at the pace of the bars, paper as ratios."""
    kept = application()
    plan = large_plan(Size(ACTIVITIES, LINKS))
    planned = schedule(plan)
    options = ViewOptions(translator=translator("nl"), row_height=ROW, labels=Labels.WORDS)
    gantt = Gantt(plan, planned, options, measure)
    pace = Pace()
    scrolling(gantt, pace)  # the first frames load fonts
    small, large = pdf_seconds(1_250), pdf_seconds(5_000)
    first = best(lambda: pages(plan, planned).page(0), 2)
    rows = [
        scrolling(gantt, pace).row("a frame anywhere in 10,000 rows, 95th percentile", FRAME_MS),
        zooming(gantt, pace).row("a step of zooming, 95th percentile", FRAME_MS),
        Row("PDF of 4 x the rows, in times the time", large / small / 4, 1.3, "x", f"{large:.1f} s for 5,000 rows"),
        Row("first sheet of 10,000 rows", first, 0.5, "s"),
        Row(
            "working out rows and links of 10,000",
            best(lambda: Gantt(plan, planned, options, measure)) * 1000,
            None,
            "ms",
        ),
    ]
    del kept
    return rows
