"""What is written, by extension. Each writer is loaded when it is needed."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from planner.message import N_

if TYPE_CHECKING:
    from planner.chart.poster import Tiles
    from planner.chart.printed import Past
    from planner.document import PlanDocument
    from planner.language import Translator


def _write_paper(document: PlanDocument, chosen: argparse.Namespace, said: Translator) -> None:
    from planner.chart.page_columns import USUAL_COLUMNS
    from planner.chart.printed import print_view
    from planner.domain.control.trend import journal_reports
    from planner.painting.files import export_paper
    from planner.painting.theme import GREY, PAPER

    export_paper(
        document.plan,
        document.schedule,
        chosen.target,
        view=chosen.view,
        paper=chosen.paper or print_view(chosen.view).paper,
        translator=said,
        organisation=chosen.organisation,
        date_from=chosen.first,
        date_to=chosen.last,
        now=datetime.now().astimezone(),
        file_name=document.path.name,
        past=_past(document, chosen.first) if chosen.view == "changes" else None,
        reports=journal_reports(document.plan, document.history(), document.plan_as_of)
        if chosen.view == "trend"
        else (),
        landscape=not chosen.portrait,
        sheets_wide=chosen.wide,
        sheets_high=chosen.high,
        poster=_tiles(chosen.poster),
        columns=tuple(chosen.columns.split(",")) if chosen.columns else USUAL_COLUMNS,
        theme=GREY if chosen.grey else PAPER,
    )


def _tiles(text: str | None) -> Tiles | None:
    """How many sheets a poster takes, as 2x3; EditRefused for anything else."""
    from planner.chart.poster import Tiles
    from planner.errors import EditRefused

    if text is None:
        return None
    across, _, down = text.lower().partition("x")
    if not (across.isdigit() and down.isdigit()):
        raise EditRefused(N_("“{text}” is not how many sheets wide and high, as 2x3."), text=text)
    return Tiles(int(across), int(down))


def _write_office(document: PlanDocument, chosen: argparse.Namespace, said: Translator) -> None:
    from planner.painting.office import export_office

    export_office(
        document.plan,
        document.schedule,
        chosen.target,
        view=chosen.view,
        paper=chosen.paper or "",
        translator=said,
        organisation=chosen.organisation,
        date_from=chosen.first,
        date_to=chosen.last,
        now=datetime.now().astimezone(),
        file_name=document.path.name,
        past=_past(document, chosen.first) if chosen.view == "changes" else None,
    )


def _past(document: PlanDocument, since: date | None) -> Past | None:
    """The plan as it was at the end of the day before a day; None where no day is given."""
    from planner.chart.printed import Past

    if since is None:
        return None
    seq = max((line.seq for line in document.history() if line.at.astimezone().date() < since), default=0)
    return Past(document.plan_as_of(seq), document.changes_since(seq), since)


def _write_workbook(document: PlanDocument, chosen: argparse.Namespace, said: Translator) -> None:
    from planner.formats.excel import write_workbook

    write_workbook(
        document.plan,
        document.schedule,
        chosen.target,
        said,
        organisation=chosen.organisation,
        seq=document.last_seq,
    )


def _write_sheets(document: PlanDocument, chosen: argparse.Namespace, said: Translator) -> None:
    from planner.formats import sheets_out

    write = sheets_out.write_ods if chosen.target.suffix.lower() == ".ods" else sheets_out.write_csv
    write(
        document.plan,
        document.schedule,
        chosen.target,
        said,
        organisation=chosen.organisation,
        seq=document.last_seq,
    )


def _write_json(document: PlanDocument, chosen: argparse.Namespace, said: Translator) -> None:
    from planner.formats.json_plan import write_json

    write_json(document.plan, chosen.target)


def _write_calendar(document: PlanDocument, chosen: argparse.Namespace, said: Translator) -> None:
    from planner.formats.icalendar import write_calendar

    write_calendar(document.plan, document.schedule, chosen.target, said, chosen.organisation, seq=document.last_seq)


def _write_project(document: PlanDocument, chosen: argparse.Namespace, said: Translator) -> None:
    from planner.formats.msproject import write_project

    write_project(document.plan, document.schedule, chosen.target, said)


EXPORTS: dict[str, Callable[[PlanDocument, argparse.Namespace, Translator], None]] = {
    ".xlsx": _write_workbook,
    ".ods": _write_sheets,
    ".csv": _write_sheets,
    ".json": _write_json,
    ".xml": _write_project,
    ".xer": _write_project,
    ".pdf": _write_paper,
    ".svg": _write_paper,
    ".png": _write_paper,
    ".pptx": _write_office,
    ".docx": _write_office,
    ".html": _write_office,
    ".ics": _write_calendar,
}
