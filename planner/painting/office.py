"""A plan as PowerPoint slides, a Word report or a web page, written to a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from planner.chart.printed import Past, PrintOptions, print_view, sheets_of
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule
from planner.errors import EditRefused
from planner.language.translator import Translator
from planner.message import N_
from planner.painting.files import application, organisation_id, save
from planner.painting.fonts import measure
from planner.painting.theme import PAPER, Theme

OFFICE_FORMATS = ("pptx", "docx", "html")


def export_office(
    plan: Plan,
    schedule: Schedule,
    target: Path,
    *,
    translator: Translator,
    now: datetime,
    view: str = "chain-overview",
    paper: str = "",
    landscape: bool = True,
    organisation: str | None = None,
    date_from: date | None = None,
    date_to: date | None = None,
    file_name: str = "",
    theme: Theme = PAPER,
    past: Past | None = None,
) -> Path:
    """Write what the target's extension names. Slides hold a view as it is printed; report and page hold everything.

    Raises EditRefused for a view, organisation or extension that is not known, and FileTrouble where the
    file cannot be written.
    """
    kept = application()
    kind = target.suffix.lower().lstrip(".")
    owner = organisation_id(plan, organisation)
    if kind == "pptx":
        from planner.painting.slides import slides_bytes

        chosen = print_view(view)
        size = paper or chosen.paper
        options = PrintOptions(translator, size, landscape, owner, date_from, date_to, file_name=file_name)
        options = replace(options, printed_at=now, past=past)
        scenes = sheets_of(chosen, plan, schedule, options, measure)
        content = slides_bytes(scenes, plan, translator, now=now, theme=theme)
    elif kind == "docx":
        from planner.painting.progress_letter import letter_bytes

        content = letter_bytes(plan, schedule, translator, now=now, organisation=owner)
    elif kind == "html":
        from planner.painting.web_page import page_text

        text = page_text(plan, schedule, translator, now=now, organisation=owner, file_name=file_name)
        content = text.encode("utf-8")
    else:
        known = ", ".join(OFFICE_FORMATS)
        raise EditRefused(N_("{name} cannot be written: its extension is none of {known}."), name=target, known=known)
    written = save(target, content)
    del kept
    return written
