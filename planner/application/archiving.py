"""A plan for an archive: sheets as PDF/A, the plan as data with its schema, metadata by MDTO, and checksums."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

from planner.application.exporting import plan_itself
from planner.document import PlanDocument
from planner.formats.json_plan import dumps
from planner.formats.json_schema import plan_schema
from planner.formats.mdto import Described, file_metadata, plan_metadata
from planner.language import Translator
from planner.writing import refuse_filled, write_folder

SHEETS = ("chain-overview", "gantt")
"""The views that are kept as sheets."""
PDFA = ("Acrobat PDF/A - Portable Document Format 3a", "fmt/479")
JSON = ("JSON Data Interchange Format", "fmt/817")
SUMS = "sha256sums.txt"
"""Checksums of all other files, in the form that the command sha256sum reads."""


def write_archive(document: PlanDocument, folder: Path, translator: Translator) -> list[Path]:
    """Write a plan for an archive in an empty folder, made if absent; gives the files, FileTrouble if it cannot be.

    The journal, and so who changed what, is not in it.
    """
    refuse_filled(folder)
    now = datetime.now().astimezone()
    kept = [*_sheets(document, translator, now), *_data(document)]
    programme = document.plan.programme
    contents = [(each.name, each.content) for each in kept]
    contents += [(f"{each.name}.mdto.xml", file_metadata(programme, each, now)) for each in kept]
    contents.append(("plan.mdto.xml", plan_metadata(programme, kept)))
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in contents)
    return write_folder(folder, [*contents, (SUMS, sums.encode("ascii"))])


def _sheets(document: PlanDocument, translator: Translator, now: datetime) -> list[Described]:
    from planner.painting.files import paper_files
    from planner.painting.pdf_parts import Conformance

    made: list[Described] = []
    for view in SHEETS:
        files = paper_files(
            document.plan,
            document.schedule,
            Path(f"{view}.pdf"),
            translator=translator,
            now=now,
            view=view,
            conformance=Conformance.A3A,
            attachment=plan_itself(document.plan, translator),
        )
        made += [Described(path.name, content, *PDFA) for path, content in files]
    return made


def _data(document: PlanDocument) -> list[Described]:
    return [
        Described("plan.json", dumps(document.plan).encode("utf-8"), *JSON),
        Described("plan.schema.json", plan_schema().encode("utf-8"), *JSON),
    ]
