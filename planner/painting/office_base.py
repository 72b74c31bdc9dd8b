"""The presentations and documents that ours are put in: an organisation's own template, or a plain one."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

from planner.errors import FileTrouble
from planner.message import N_

TYPES = "[Content_Types].xml"
TITLES = (1, 3)
"""The kinds of placeholder that are titles."""
FEET = {15: (36, 500), 16: (548, 300), 13: (864, 60)}
"""Left edge and width of footer, date and number of a slide, in points."""
WIDE_EMU, HIGH_EMU = 12_192_000, 6_858_000
"""A slide of 16:9."""


def presentation(base: Path | None) -> Any:
    """An empty presentation with the master of a .potx or .pptx, else a plain one of 16:9.

    FileTrouble for another file.
    """
    from pptx import Presentation

    if base is not None:
        deck = _opened(base, Presentation, "presentationml.template", "presentationml.presentation")
        for held in list(deck.slides._sldIdLst):
            deck.part.drop_rel(held.rId)
            deck.slides._sldIdLst.remove(held)
        return deck
    deck: Any = Presentation()
    stretch = WIDE_EMU / deck.slide_width
    deck.slide_width, deck.slide_height = WIDE_EMU, HIGH_EMU
    for holder in (deck.slide_master, *deck.slide_layouts):
        for shape in holder.placeholders:
            if shape._element.xpath("./p:spPr/a:xfrm"):
                shape.left, shape.width = round(shape.left * stretch), round(shape.width * stretch)
    _set_title(deck)
    return deck


def _set_title(deck: Any) -> None:
    """Titles of two lines at the left, and feet of 12 points, on the plain master."""
    from pptx.util import Pt

    for holder in (deck.slide_master, *deck.slide_layouts):
        for shape in holder.placeholders:
            if int(shape.placeholder_format.type) in TITLES and (
                holder is deck.slide_master or holder.name == "Title Only"
            ):
                shape.left, shape.top, shape.width, shape.height = (Pt(n) for n in (36, 18, 888, 74))
    for style in deck.slide_master._element.xpath("./p:txStyles/p:titleStyle/a:lvl1pPr"):
        style.set("algn", "l")
    for holder in (deck.slide_master, *deck.slide_layouts):
        for shape in holder.placeholders:
            kind = int(shape.placeholder_format.type)
            if kind in FEET and (holder is deck.slide_master or holder.name == "Title Only"):
                left, width = FEET[kind]
                shape.left, shape.top, shape.width, shape.height = (Pt(n) for n in (left, 504, width, 26))
    for run in deck.slide_master._element.xpath("./p:txStyles/p:titleStyle/a:lvl1pPr/a:defRPr"):
        run.set("sz", "2600")
        run.set("b", "1")


def document(base: Path | None) -> Any:
    """An empty document with the styles of a .dotx or .docx, else a plain one. FileTrouble for another file."""
    from docx import Document

    if base is None:
        return Document()
    made = _opened(base, Document, "wordprocessingml.template", "wordprocessingml.document")
    body = made.element.body
    for part in list(body):
        if not part.tag.endswith("}sectPr"):
            body.remove(part)
    return made


def _opened(base: Path, open_it: Any, template: str, usual: str) -> Any:
    """Open a template as if it were a usual file: the libraries refuse the content type of templates."""
    try:
        with zipfile.ZipFile(base) as packed:
            parts = {name: packed.read(name) for name in packed.namelist()}
        parts[TYPES] = parts[TYPES].replace(template.encode(), usual.encode())
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, content in parts.items():
                packed.writestr(name, content)
        out.seek(0)
        return open_it(out)
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as trouble:
        raise FileTrouble(N_("{name} cannot be used as a template."), name=base.name) from trouble
