"""Excel workbooks: a whole plan, or one organisation's part, out to a workbook and back as one step."""

from __future__ import annotations

from pathlib import Path

from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule
from planner.formats.incoming import Incoming
from planner.language import Translator


def write_workbook(
    plan: Plan, schedule: Schedule, path: Path, translator: Translator, *, organisation: str | None = None, seq: int = 0
) -> None:
    """Write a plan, or the part of the organisation with this code, as a workbook in the wording's language.

    `seq` is the journal line that the plan stands at. The file is put in place whole or not at all:
    FileTrouble where that fails, EditRefused where there is no such organisation.
    """
    from planner.formats.excel.writer import write_workbook as write

    write(plan, schedule, path, translator, organisation=organisation, seq=seq)


def read_workbook(path: Path, plan: Plan, translator: Translator | None = None) -> Incoming:
    """Read a workbook of ours against a plan: one step, what it changes field by field, and findings.

    A finding of rank error, with sheet and cell, leaves the step empty. FileTrouble where the file
    cannot be read, or is not one of ours. `translator` is how typed text is read first; the language
    that the workbook was written in unless given. Text in the other language is understood as well.
    """
    from planner.formats.excel.reader import read_workbook as read

    return read(path, plan, translator)


__all__ = ["read_workbook", "write_workbook"]
