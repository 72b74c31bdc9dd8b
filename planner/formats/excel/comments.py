"""Notes on cells: where facts come from on the way out, what people wrote on the way back."""

from __future__ import annotations

import posixpath
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from planner.domain.model import Citation, Source
from planner.domain.plan import Plan
from planner.formats.excel.cells import clean
from planner.formats.excel.file_guard import sheet_parts, spot_of
from planner.language import Translator
from planner.message import N_

MOST_QUOTED = 600
COMMENTED = ("name", "title")
"""Fields whose cell carries the comment of its row."""
LARGEST_PART = 40_000_000
MOST_NOTES, LONGEST_NOTE = 10_000, 4_000
WIDTH, LINE, PER_LINE = 320, 18, 48


def comments_of(plan: Plan, translator: Translator) -> dict[Any, str]:
    """What each row rests on, by its id as text: source, place, and the sentence."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for citation in sorted(plan.rows(Citation), key=lambda c: (c.fact_id, c.place, str(c.id))):
        source = plan.get(Source, citation.source_id)
        if source is None:
            continue
        quote = citation.quote if len(citation.quote) <= MOST_QUOTED else f"{citation.quote[:MOST_QUOTED]}…"
        where = ", ".join(part for part in (source.title, citation.place) if part)
        text = translator.translate(N_("Source: {where}"), where=where)
        found[str(citation.about_id)].append(clean(f"{text}\n“{quote}”" if quote else text))
    return {about: "\n".join(texts) for about, texts in found.items()}


def comment(text: str) -> Any:
    """A comment in a box that holds its text."""
    from openpyxl.comments import Comment

    made = Comment(text, "Ketenplanner")
    lines = sum(len(line) // PER_LINE + 1 for line in text.split("\n"))
    made.width, made.height = WIDTH, LINE * (lines + 1)
    return made


# --- notes that come back -----------------------------------------------------------------------------


def notes_in(path: Path) -> dict[str, dict[tuple[int, int], str]]:
    """The notes on cells of a workbook or OpenDocument file, by sheet, row and column (from 0); none in others.

    FileTrouble is for whoever reads the cells: a file that cannot be opened has none here.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            if "content.xml" in packed.namelist():
                return _open_document_notes(packed)
            found = {title: _notes_of(packed, part) for title, part in sheet_parts(packed).items()}
    except (OSError, zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, RuntimeError, zipfile.zlib.error):  # type: ignore[attr-defined]
        return {}
    return {title: notes for title, notes in found.items() if notes}


def _xml(packed: zipfile.ZipFile, part: str) -> Any:
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        if packed.getinfo(part).file_size > LARGEST_PART:
            return None
        return fromstring(packed.read(part))
    except (KeyError, ParseError, ValueError):
        return None


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2]


def _notes_of(packed: zipfile.ZipFile, part: str) -> dict[tuple[int, int], str]:
    folder, name = posixpath.split(part)
    found: dict[tuple[int, int], str] = {}
    for relation in _xml(packed, f"{folder}/_rels/{name}.rels") or ():
        if relation.get("Type", "").rpartition("/")[2] != "comments":
            continue
        target = relation.get("Target") or ""
        target = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        root = _xml(packed, target)
        for one in (each for each in (root.iter() if root is not None else ()) if _local(each) == "comment"):
            spot = spot_of(f"!{one.get('ref')}")
            text = "".join(each.text or "" for each in one.iter() if _local(each) == "t").strip()
            if spot is not None and text and len(found) < MOST_NOTES:
                found[spot[1] - 1, spot[2] - 1] = _without_author(text)[:LONGEST_NOTE]
    return found


def _without_author(text: str) -> str:
    """A note without the name that Excel puts before it, and without what it says of threads."""
    if "[Threaded comment]" in text or "[Opmerkingenthread]" in text:
        _, _, text = text.partition("\n\n")
        return text.partition("\n")[2].strip() or text
    first, mark, rest = text.partition("\n")
    return rest.strip() if mark and first.endswith(":") and rest.strip() else text


def _open_document_notes(packed: zipfile.ZipFile) -> dict[str, dict[tuple[int, int], str]]:
    """The annotations of an OpenDocument file, with rows and cells that are repeated counted."""
    root = _xml(packed, "content.xml")
    found: dict[str, dict[tuple[int, int], str]] = {}
    for table in (each for each in (root.iter() if root is not None else ()) if _local(each) == "table"):
        title = next((value for name, value in table.attrib.items() if name.endswith("}name")), "")
        row = 0
        for line in (each for each in table.iter() if _local(each) == "table-row"):
            column = 0
            for cell in line:
                notes = [each for each in cell if _local(each) == "annotation"]
                texts = ["".join(each.itertext()) for note in notes for each in note if _local(each) == "p"]
                if texts and any(texts):
                    found.setdefault(title, {})[row, column] = "\n".join(texts)[:LONGEST_NOTE]
                column += _repeated(cell, "number-columns-repeated")
            row += _repeated(line, "number-rows-repeated")
    return found


def _repeated(element: Any, name: str) -> int:
    text = next((value for key, value in element.attrib.items() if key.endswith("}" + name)), "1")
    return int(text) if text.isdigit() else 1
