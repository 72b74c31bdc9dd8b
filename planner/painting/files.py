"""Sheets as files: vector PDF, SVG, PNG. Needs a QGuiApplication and no window."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, Qt, QUuid
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from planner import __version__
from planner.chart.facts import gather
from planner.chart.options import ViewOptions
from planner.chart.overview import OverviewOptions, lay_out_overview
from planner.chart.pages import PageOptions, Pages
from planner.chart.scene import Scene
from planner.chart.trend import TrendOptions, lay_out_trend_sheet
from planner.domain.control.trend import Report, TrendLine, baseline_reports, steering_lines, trend
from planner.domain.model import Activity, Organisation
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule
from planner.errors import EditRefused, FileTrouble
from planner.language.wording import Wording
from planner.message import N_
from planner.painting.fonts import measure
from planner.painting.painter import ScenePainter
from planner.painting.theme import PAPER, Theme

PDF_DPI = 1200
PNG_DPI = 150
MOST_PIXELS = 200_000_000
POINTS_IN_INCH = 72
PAGE_SIZES = {name: getattr(QPageSize.PageSizeId, name) for name in ("A0", "A1", "A2", "A3", "A4")}
VIEWS = ("gantt", "chain-overview", "trend")
FORMATS = ("pdf", "svg", "png")


def application() -> QGuiApplication:
    """The Qt application there is; else one without a screen, which painting files needs."""
    found = QGuiApplication.instance()
    if isinstance(found, QGuiApplication):
        return found
    if not os.environ.get("QT_QPA_PLATFORM"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"  # no screen is used, even where there is one
    return QGuiApplication(["ketenplanner"])


def export_paper(
    plan: Plan,
    schedule: Schedule,
    target: Path,
    *,
    wording: Wording,
    now: datetime,
    view: str = "gantt",
    paper: str = "A3",
    landscape: bool = True,
    organisation: str | None = None,
    date_from: date | None = None,
    date_to: date | None = None,
    file_name: str = "",
    sheets_wide: int = 1,
    theme: Theme = PAPER,
    dpi: int = PNG_DPI,
    earlier: Iterable[Report] = (),
) -> list[Path]:
    """Write a view as sheets, in the format that the target's extension names; gives the files written.

    SVG and PNG hold one sheet a file: several become name-1, name-2 and so on. `organisation` is a
    code; `earlier` are reports for the trend. Raises EditRefused for a view, paper, organisation or
    extension that is not known, and FileTrouble where the file cannot be written.
    """
    kept = application()
    kind = target.suffix.lower().lstrip(".")
    if kind not in FORMATS:
        raise EditRefused(N_("A chart cannot be written as {extension}. Choose pdf, svg or png."), extension=kind)
    if view not in VIEWS:
        raise EditRefused(N_("There is no view {name}. Choose one of {views}."), name=view, views=", ".join(VIEWS))
    only = _organisation_id(plan, organisation)
    if view == "gantt":
        rows = None if only is None else frozenset(a.id for a in plan.rows(Activity) if a.organisation_id == only)
        chart = ViewOptions(wording=wording, only=rows, date_from=date_from, date_to=date_to)
        scope = _scope(plan, only, wording)
        pages = PageOptions(chart, paper, landscape, sheets_wide, file_name=file_name, printed_at=now, subtitle=scope)
        scenes: Iterable[Scene] = Pages(plan, schedule, pages, measure)
    elif view == "trend":
        options = TrendOptions(wording, paper, landscape, "", file_name, now)
        scenes = [lay_out_trend_sheet(plan, _lines(plan, schedule, earlier, only), options, measure)]
    else:
        lanes = None if only is None else frozenset({only})
        facts = gather(plan, schedule, wording, lanes)
        overview = OverviewOptions(wording, facts, paper, landscape, date_from, date_to)
        overview = replace(overview, organisations=lanes, file_name=file_name, printed_at=now)
        scenes = [lay_out_overview(plan, schedule, overview, measure)]
    written = write_sheets(scenes, target, paper=paper, landscape=landscape, theme=theme, dpi=dpi)
    del kept
    return written


def _lines(plan: Plan, schedule: Schedule, earlier: Iterable[Report], only: UUID | None) -> tuple[TrendLine, ...]:
    """The lines of a trend, from baselines and other reports."""
    return steering_lines(plan, trend(plan, schedule, (*earlier, *baseline_reports(plan)), only))


def _scope(plan: Plan, only: UUID | None, wording: Wording) -> str:
    """What is on the sheets, in words; empty for all of a plan."""
    if only is None:
        return ""
    words = wording.say(N_("Schedule · activities and milestones"))
    return f"{words} · {plan.row(Organisation, only).name}"


def _organisation_id(plan: Plan, code: str | None) -> UUID | None:
    if code is None:
        return None
    found = plan.organisations_by_code.get(code) or next(
        (o for o in plan.organisations if o.code.casefold() == code.casefold()), None
    )
    if found is None:
        raise EditRefused(N_("There is no organisation {code} in the plan."), code=code)
    return found.id


def write_sheets(
    scenes: Iterable[Scene], target: Path, *, paper: str, landscape: bool, theme: Theme = PAPER, dpi: int = PNG_DPI
) -> list[Path]:
    """Write sheets to a file, or to one file each; gives the files written."""
    kind = target.suffix.lower().lstrip(".")
    if kind == "pdf":
        return [_save(target, pdf_bytes(scenes, paper=paper, landscape=landscape, theme=theme))]
    sheets = list(scenes)
    written: list[Path] = []
    for number, scene in enumerate(sheets, start=1):
        path = target if len(sheets) == 1 else target.with_name(f"{target.stem}-{number}{target.suffix}")
        written.append(_save(path, svg_bytes(scene, theme) if kind == "svg" else png_bytes(scene, theme, dpi)))
    return written


def _save(path: Path, content: bytes) -> Path:
    """Put the whole file there in one go, or nothing."""
    fresh = path.with_name(path.name + ".part")
    try:
        fresh.write_bytes(content)
        fresh.replace(path)
    except OSError as error:
        with suppress(OSError):  # where nothing could be made, nothing can be cleared away
            fresh.unlink()
        raise FileTrouble(
            N_("{path} could not be written: {reason}."), path=str(path), reason=error.strerror or str(error)
        ) from None
    return path


# --- formats --------------------------------------------------------------------------------------


def pdf_bytes(scenes: Iterable[Scene], *, paper: str, landscape: bool, theme: Theme = PAPER) -> bytes:
    """A PDF with a page per sheet, fonts inside."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(PDF_DPI)
    writer.setCreator(f"Ketenplanner {__version__}")
    orientation = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    writer.setPageLayout(QPageLayout(QPageSize(PAGE_SIZES[paper]), orientation, QMarginsF(0, 0, 0, 0)))
    painter: QPainter | None = None
    drawer = ScenePainter(theme)
    for scene in scenes:
        if painter is None:
            writer.setTitle(scene.title)
            writer.setDocumentId(QUuid(str(uuid5(NAMESPACE_URL, repr((scene.title, paper, landscape))))))
            painter = QPainter(writer)
        else:
            writer.newPage()
        painter.save()
        scale = scene.unit * PDF_DPI / POINTS_IN_INCH
        painter.scale(scale, scale)
        drawer.paint(painter, scene)
        painter.restore()
    if painter is not None:
        painter.end()
    buffer.close()
    return bytes(content.data())


def svg_bytes(scene: Scene, theme: Theme = PAPER) -> bytes:
    """One sheet as SVG, in points."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(POINTS_IN_INCH)
    width, height = scene.width * scene.unit, scene.height * scene.unit
    generator.setSize(QSize(round(width), round(height)))
    generator.setViewBox(QRectF(0, 0, width, height))
    generator.setTitle(scene.title)
    painter = QPainter(generator)
    painter.scale(scene.unit, scene.unit)
    ScenePainter(theme).paint(painter, scene)
    painter.end()
    buffer.close()
    return bytes(content.data())


def picture(scene: Scene, theme: Theme = PAPER, dpi: int = PNG_DPI) -> QImage:
    """One sheet as an image."""
    scale = scene.unit * dpi / POINTS_IN_INCH
    width, height = round(scene.width * scale), round(scene.height * scale)
    if width * height > MOST_PIXELS:
        raise EditRefused(
            N_("A picture of {width} by {height} points is too large; lower the resolution."),
            width=width,
            height=height,
        )
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(dpi / 0.0254))
    image.setDotsPerMeterY(round(dpi / 0.0254))
    image.fill(Qt.GlobalColor.white if not theme.background else theme.background)
    painter = QPainter(image)
    painter.scale(scale, scale)
    ScenePainter(theme).paint(painter, scene)
    painter.end()
    return image


def png_bytes(scene: Scene, theme: Theme = PAPER, dpi: int = PNG_DPI) -> bytes:
    """One sheet as PNG."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, QByteArray(b"png")).write(picture(scene, theme, dpi)):
        raise FileTrouble(N_("The picture could not be made."))
    buffer.close()
    return bytes(content.data())
