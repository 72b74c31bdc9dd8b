"""Sheets as files: vector PDF, SVG, PNG. Needs a QGuiApplication and no window."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPageLayout, QPageSize, QPainter
from PySide6.QtSvg import QSvgGenerator

from planner.chart.printed import PrintOptions, print_view, sheets_of
from planner.chart.scene import Scene
from planner.chart.sheet import Paper
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule
from planner.errors import EditRefused, FileTrouble
from planner.language.translator import Translator
from planner.message import N_
from planner.painting.fonts import measure
from planner.painting.painter import ScenePainter
from planner.painting.pdf import POINTS_IN_INCH, pdf_bytes
from planner.painting.pdf_parts import Attachment, Conformance, Properties
from planner.painting.theme import PAPER, Theme
from planner.writing import Content, write_numbered

PNG_DPI = 150
MOST_PIXELS = 200_000_000
PAGE_SIZES = {name: getattr(QPageSize.PageSizeId, name) for name in ("A0", "A1", "A2", "A3", "A4")}
FORMATS = ("pdf", "svg", "png")


def application() -> QGuiApplication:
    """The Qt application there is; else one without a screen, which painting files needs."""
    found = QGuiApplication.instance()
    if isinstance(found, QGuiApplication):
        return found
    if not os.environ.get("QT_QPA_PLATFORM"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"  # no screen is used, even where there is one
    return QGuiApplication(["ketenplanner"])


def export_paper(plan: Plan, schedule: Schedule, target: Path, *, over: bool = False, **chosen: Any) -> list[Path]:
    """Write what `paper_files` makes, all of it or nothing (FileTrouble); gives the files written.

    NamesTaken where several sheets take the names of files that are there, unless `over` says that they may.
    """
    return write_numbered(paper_files(plan, schedule, target, **chosen), target, over=over)


def paper_files(
    plan: Plan,
    schedule: Schedule,
    target: Path,
    *,
    translator: Translator,
    now: datetime,
    view: str = "gantt",
    paper: str = "A3",
    landscape: bool = True,
    organisation: str | None = None,
    theme: Theme = PAPER,
    dpi: int = PNG_DPI,
    conformance: Conformance = Conformance.A2A,
    attachment: Attachment | None = None,
    **chosen: Any,
) -> list[Content]:
    """The files that a view makes as sheets, in the format that the target's extension names.

    SVG and PNG hold one sheet a file: several become name-1, name-2 and so on. `organisation` is a
    code, `chosen` are other fields of PrintOptions. Raises EditRefused for a view, paper, organisation or
    extension that is not known. An attachment makes a PDF a PDF/A-3.
    """
    kept = application()
    kind = target.suffix.lower().lstrip(".")
    if kind not in FORMATS:
        raise EditRefused(N_("A chart cannot be written as {extension}. Choose pdf, svg or png."), extension=kind)
    owner = organisation_id(plan, organisation)
    options = PrintOptions(translator, paper, landscape, owner, printed_at=now, **chosen)
    scenes = sheets_of(print_view(view), plan, schedule, options, measure)
    properties = Properties.of(plan, translator, now)
    if kind == "pdf":
        layout = page_layout(paper, landscape=landscape)
        content = pdf_bytes(
            scenes, layout, theme=theme, properties=properties, conformance=conformance, attachment=attachment
        )
        return [(target, content)]
    contents = sheet_files(scenes, target, paper=paper, landscape=landscape, theme=theme, dpi=dpi)
    del kept
    return contents


def organisation_id(plan: Plan, code: str | None) -> UUID | None:
    """The id of an organisation by its code, in any case; None for none. EditRefused if there is no such one."""
    if code is None:
        return None
    found = plan.organisations_by_code.get(code) or next(
        (o for o in plan.organisations if o.code.casefold() == code.casefold()), None
    )
    if found is None:
        raise EditRefused(N_("There is no organisation {code} in the plan."), code=code)
    return found.id


def write_sheets(
    scenes: Iterable[Scene],
    target: Path,
    *,
    paper: str,
    landscape: bool,
    theme: Theme = PAPER,
    dpi: int = PNG_DPI,
    properties: Properties | None = None,
    over: bool = False,
) -> list[Path]:
    """Write sheets to a file, or to one file each; gives the files written. `over`: see `export_paper`."""
    contents = sheet_files(
        scenes, target, paper=paper, landscape=landscape, theme=theme, dpi=dpi, properties=properties
    )
    return write_numbered(contents, target, over=over)


def sheet_files(
    scenes: Iterable[Scene],
    target: Path,
    *,
    paper: str,
    landscape: bool,
    theme: Theme = PAPER,
    dpi: int = PNG_DPI,
    properties: Properties | None = None,
) -> list[Content]:
    """The files that sheets make: one PDF, or an SVG or PNG each, numbered where they are several."""
    kind = target.suffix.lower().lstrip(".")
    if kind == "pdf":
        layout = page_layout(paper, landscape=landscape)
        return [(target, pdf_bytes(scenes, layout, theme=theme, properties=properties))]
    sheets = list(scenes)
    return [
        (
            target if len(sheets) == 1 else target.with_name(f"{target.stem}-{number}{target.suffix}"),
            svg_bytes(scene, theme) if kind == "svg" else png_bytes(scene, theme, dpi),
        )
        for number, scene in enumerate(sheets, start=1)
    ]


# --- formats --------------------------------------------------------------------------------------


def page_layout(paper: str, *, landscape: bool) -> QPageLayout:
    """Qt's name of a paper, also of one that is given in millimetres."""
    orientation = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    if paper in PAGE_SIZES:
        return QPageLayout(QPageSize(PAGE_SIZES[paper]), orientation, QMarginsF(0, 0, 0, 0))
    sheet = Paper.named(paper)
    points = QSizeF(sheet.width * sheet.unit, sheet.height * sheet.unit)
    size = QPageSize(points, QPageSize.Unit.Point, paper, QPageSize.SizeMatchPolicy.ExactMatch)
    return QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))


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
