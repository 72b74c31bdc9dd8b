"""Sheets on a real printer, through Qt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter

from planner.chart.scene import Scene
from planner.errors import FileTrouble
from planner.message import N_
from planner.painting.files import POINTS_IN_INCH, page_layout
from planner.painting.painter import ScenePainter
from planner.painting.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


def prepare(printer: QPrinter, paper: str, *, landscape: bool, title: str) -> None:
    """Tell a printer the paper it prints on and the name of the job."""
    printer.setPageLayout(page_layout(paper, landscape=landscape))
    printer.setFullPage(True)
    printer.setDocName(title)
    printer.setCreator("Ketenplanner")


def print_sheets(sheets: Sequence[Scene], printer: QPrinter, theme: Theme) -> int:
    """Print the sheets that were asked for (all, or from one to another); gives how many.

    Where the printer's paper differs, a sheet is made smaller to fit it. FileTrouble where it does not begin.
    """
    first, last = printer.fromPage() or 1, printer.toPage() or len(sheets)
    wanted = range(max(first, 1) - 1, min(last, len(sheets)))
    painter = QPainter()
    if not painter.begin(printer):
        raise FileTrouble(N_("The printer does not answer."))
    drawer = ScenePainter(theme)
    for count, number in enumerate(wanted):
        if count:
            printer.newPage()
        scene = sheets[number]
        room = printer.paperRect(printer.Unit.DevicePixel)
        natural = scene.unit * printer.resolution() / POINTS_IN_INCH
        scale = min(natural, room.width() / scene.width, room.height() / scene.height)
        painter.save()
        painter.scale(scale, scale)
        drawer.paint(painter, scene)
        painter.restore()
    painter.end()
    return len(wanted)
