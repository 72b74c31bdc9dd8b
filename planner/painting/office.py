"""A plan as PowerPoint slides, a Word report or a web page, written to a file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from planner.chart.printed import PrintOptions, print_view, sheets_of
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule
from planner.errors import EditRefused
from planner.language.translator import Translator
from planner.message import N_
from planner.painting.files import application, organisation_id
from planner.painting.fonts import measure
from planner.painting.theme import PAPER, Theme
from planner.writing import write_file

OFFICE_FORMATS = ("pptx", "docx", "html")


def export_office(plan: Plan, schedule: Schedule, target: Path, **chosen: Any) -> Path:
    """Write what `office_bytes` makes; FileTrouble where the file cannot be written."""
    return write_file(target, office_bytes(plan, schedule, target, **chosen))


def office_bytes(
    plan: Plan,
    schedule: Schedule,
    target: Path,
    *,
    translator: Translator,
    now: datetime,
    view: str = "chain-overview",
    organisation: str | None = None,
    file_name: str = "",
    theme: Theme = PAPER,
    base: Path | None = None,
    **chosen: Any,
) -> bytes:
    """What the target's extension names. Slides hold a view as it is printed; report and page hold everything.

    `chosen` are other fields of PrintOptions, for slides. EditRefused for a view, organisation or extension
    that is not known.
    """
    kept = application()
    kind = target.suffix.lower().lstrip(".")
    owner = organisation_id(plan, organisation)
    if kind == "pptx":
        from planner.painting.slides import slides_bytes

        shown = print_view(view)
        chosen = {"paper": shown.paper, "landscape": True} | {
            name: value for name, value in chosen.items() if value != ""
        }
        options = PrintOptions(translator, organisation=owner, file_name=file_name, printed_at=now, **chosen)
        scenes = sheets_of(shown, plan, schedule, options, measure)
        content = slides_bytes(scenes, plan, translator, now=now, theme=theme)
    elif kind == "docx":
        from planner.painting.progress_letter import letter_bytes

        content = letter_bytes(plan, schedule, translator, now=now, organisation=owner, base=base)
    elif kind == "html":
        from planner.painting.web_page import page_text

        text = page_text(plan, schedule, translator, now=now, organisation=owner, file_name=file_name)
        content = text.encode("utf-8")
    else:
        known = ", ".join(OFFICE_FORMATS)
        raise EditRefused(N_("{name} cannot be written: its extension is none of {known}."), name=target, known=known)
    del kept
    return content
